"""`hofsm explain` on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from trial_cases import FAMILIES, ROOT, hofsm, shared_file

if TYPE_CHECKING:
    from pathlib import Path

SPEC = """
mapping: orders
source: {table: public.orders, key: [id], payload: value}
schema: sales
tables:
  order_head:
    role: core
    at: $
    columns:
      name: text
      total: {type: numeric, wire: string}
      due: {type: timestamptz, wire: iso8601-z}
      extra: jsonb
  order_line:
    role: input
    at: $.lines[*]
    columns: {qty: integer, sku: text}
"""
DOCUMENT = (
    '{"name": "Ann", "total": "1.50", "due": "2024-05-01T10:00:00Z", "extra": [1.0], "x": 1.10,'
    ' "lines": [{"qty": "007"}, {"qty": 2, "sku": "s"}]}'
)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "orders.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "order.json"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def test_rows_residual_and_document_are_shown(capsys: pytest.CaptureFixture[str], spec: Path, document: Path) -> None:
    ran = hofsm(capsys, "explain", spec, "--doc", document)
    assert ran.code == 0
    assert "order_line  input, $.lines[*], 2 rows" in ran.out
    assert 'lines[0].qty   "007" is not the canonical spelling of integer 7' in ran.out
    assert "unmapped key" in ran.out
    assert '"lines": [{"qty": "007"}, {"qty": 2, "sku": "s"}]' in ran.out
    assert "round trip: exact" in ran.out
    assert "\x1b" not in ran.out


def test_json_keeps_the_spelling_of_numbers(capsys: pytest.CaptureFixture[str], spec: Path, document: Path) -> None:
    ran = hofsm(capsys, "explain", spec, "--doc", document, "--json")
    result = json.loads(ran.out, parse_float=str)
    assert result["exact"] is True
    (head,) = result["tables"]["order_head"]
    assert head["total"] == "1.50"
    assert head["extra"] == ["1.0"]
    assert head["due"] == "2024-05-01T10:00:00+00:00"
    assert head["residual"] == {"x": "1.10"}
    assert [row["qty"] for row in result["tables"]["order_line"]] == [7, 2]
    assert "residual" not in result["tables"]["order_line"][1]
    assert [(one["place"], one["fragment"]) for one in result["residual"]] == [("x", "1.10"), ("lines[0].qty", "007")]
    assert json.loads(ran.out)["composed"] == json.loads(DOCUMENT)


def test_long_values_are_shortened_unless_full(capsys: pytest.CaptureFixture[str], spec: Path, tmp_path: Path) -> None:
    long = tmp_path / "long.json"
    long.write_text(json.dumps({"name": "n" * 5000, "lines": [{"sku": f"sku {number}"} for number in range(50)]}))
    short = hofsm(capsys, "explain", spec, "--doc", long).out
    full = hofsm(capsys, "explain", spec, "--doc", long, "--full").out
    assert len(short) < 5000 < len(full)
    assert "and 40 more rows; --full shows them" in short
    assert "sku 49" in full
    assert "more row" not in full


def test_lines_without_and_with_labels(capsys: pytest.CaptureFixture[str], spec: Path, tmp_path: Path) -> None:
    lines = tmp_path / "orders.jsonl"
    lines.write_text('{"key": "a", "kind": "b", "value": {"name": "labelled"}}\n\n{"name": "plain", "key": 1}\n')
    assert "labelled" in hofsm(capsys, "explain", spec, "--doc", lines, "--line", 1).out
    assert "plain" in hofsm(capsys, "explain", spec, "--doc", lines, "--line", 3).out
    blank = hofsm(capsys, "explain", spec, "--doc", lines, "--line", 2)
    assert (blank.code, "line 2 is blank" in blank.err) == (2, True)
    behind = hofsm(capsys, "explain", spec, "--doc", lines, "--line", 4)
    assert (behind.code, "there is no line 4" in behind.err) == (2, True)


def test_control_characters_of_a_document_do_not_reach_the_terminal(
    capsys: pytest.CaptureFixture[str], spec: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text(json.dumps({"name": "\x1b[31m\u202e", "\x9b": "\x9b"}, ensure_ascii=False), encoding="utf-8")
    odd.write_text(odd.read_text(encoding="utf-8").replace("\x1b", "\\u001b"), encoding="utf-8")
    ran = hofsm(capsys, "explain", spec, "--doc", odd)
    assert ran.code == 0
    assert not set(ran.out) & {"\x1b", "\x9b", "\u202e"}


def test_unusable_documents_and_specs(capsys: pytest.CaptureFixture[str], spec: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('"\\u0000"', encoding="utf-8")
    assert hofsm(capsys, "explain", spec, "--doc", bad).code == 2
    spec.write_text("mapping: 5\n", encoding="utf-8")
    assert hofsm(capsys, "explain", spec, "--doc", bad).code == 3
    assert hofsm(capsys, "explain", spec).code == 2


def test_document_from_standard_input_in_a_process_of_its_own(spec: Path) -> None:
    program = [sys.executable, "-c", "from hofsm_migrate.cli import main; main()", "explain", str(spec), "--doc", "-"]
    done = subprocess.run(program, input=DOCUMENT, capture_output=True, text=True, check=False, env={**os.environ})
    assert (done.returncode, done.stderr) == (0, "")
    assert "round trip: exact" in done.stdout


@pytest.mark.parametrize("family", FAMILIES)
def test_every_tenth_real_document_is_exact(capsys: pytest.CaptureFixture[str], family: str) -> None:
    file = shared_file(family)
    count = min(len(file.read_bytes().splitlines()), 60)
    for number in range(1, count + 1, 10):
        example = ROOT / "examples" / f"{family}.yaml"
        ran = hofsm(capsys, "explain", example, "--doc", file, "--line", number, "--json")
        assert ran.code == 0, ran.err
        assert json.loads(ran.out)["exact"] is True
