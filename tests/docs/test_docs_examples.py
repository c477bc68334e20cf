"""What README and design pages show is what the tool gives."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from trial_cases import hofsm

from hofsm_migrate.db.connect import connect
from hofsm_migrate.generate import scale_counts
from hofsm_migrate.generate.load import create_tables, load
from hofsm_migrate.introspect.draft import draft
from hofsm_migrate.introspect.here import profile_here
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.decompose import decompose
from hofsm_migrate.lens.settle import settle
from hofsm_migrate.lens.tree import build
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SPEC = (ROOT / "docs" / "spec.md").read_text(encoding="utf-8")
LENS = (ROOT / "docs" / "design" / "lens.md").read_text(encoding="utf-8")


def _fence(page: str, head: str) -> str:
    found = re.findall(rf"^```{re.escape(head)}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, head
    return found[0]


def _same_form(line: str) -> str:
    """A line without its figures and the width of its columns."""
    return " ".join(re.sub(r"[\d.,]*\d%?( (bytes|kB|MB|GB|s))?|─+", "#", line).split())


SHOWN = _fence(README, "text demo")


def test_the_readme_shows_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    ran = hofsm(capsys, "demo", "--scale", "0.001")
    assert ran.code == 0, ran.err
    _, _, after = SHOWN.partition("\nAfter: ")
    before = SHOWN.partition("\n  {")[0]
    lines = [*before.splitlines(), "and the rows that it became", *("After: " + after).splitlines()]
    printed = [_same_form(line) for line in ran.out.splitlines()]
    _in_this_order((line for line in lines if line not in ("", "...")), printed)


def _in_this_order(expected: Iterable[str], printed: list[str]) -> None:
    position = 0
    for line in expected:
        assert _same_form(line) in printed[position:], f"{line!r} does not follow in {printed[position:]}"
        position = printed.index(_same_form(line), position) + 1


def test_the_rows_in_the_readme_are_those_of_its_document(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, database18: str
) -> None:
    (tmp_path / "one.json").write_text(next(line for line in SHOWN.splitlines() if line.startswith("  {")))
    with connect(database18) as conn:
        create_tables(conn, "public")
        load(conn, "public", replace(scale_counts(0.1), batches=0))
        spec = draft(profile_here(conn, "public.form_fields"), schema="production").text
    (tmp_path / "drafted.yaml").write_text(spec, encoding="utf-8")
    ran = hofsm(capsys, "explain", tmp_path / "drafted.yaml", "--doc", tmp_path / "one.json", "--json")
    assert ran.code == 0, ran.err
    rows = {name: found[0] for name, found in json.loads(ran.out)["tables"].items() if found}
    table = SHOWN.partition("columns that have a value\n")[2].partition("\n\n")[0]
    shown = dict(re.findall(r"^(\w+) +(.*?)(?=^\w|\Z)", table, re.MULTILINE | re.DOTALL))
    assert {name: _cells(words) for name, words in shown.items()} == {name: _values(row) for name, row in rows.items()}


def _cells(words: str) -> dict[str, str]:
    return dict(cell.split(" = ", 1) for cell in " ".join(words.split()).split(", "))


def _values(row: dict[str, Any]) -> dict[str, str]:
    known = {name: value for name, value in row.items() if value is not None}
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in known.items()}
    return {name: re.sub(r"(\.\d{3})000\+", r"\1+", text) for name, text in texts.items()}


def test_the_rows_of_the_variants(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (spec,) = re.findall(r"^```yaml\n(mapping: fields\n.*?)^```$", SPEC, re.MULTILINE | re.DOTALL)
    (tmp_path / "fields.yaml").write_text(spec, encoding="utf-8")
    (tmp_path / "one.json").write_text(_fence(SPEC, "json variants"), encoding="utf-8")
    ran = hofsm(capsys, "explain", tmp_path / "fields.yaml", "--doc", tmp_path / "one.json")
    assert ran.code == 0, ran.err
    printed = [" ".join(line.split()) for line in ran.out.partition("\nresidual  ")[0].splitlines() if "─" not in line]
    shown = [" ".join(line.split()) for line in _fence(SPEC, "text variants").splitlines()]
    assert [line for line in printed if line] == [line for line in shown if line]


def test_the_example_of_the_lens(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, kind in (("example.yaml", "yaml"), ("example.json", "json")):
        (tmp_path / name).write_text(_fence(LENS, f"{kind} file={name}"), encoding="utf-8")
    (command,) = re.findall(r"`hofsm (explain example.+?)`", LENS)
    ran = hofsm(capsys, *shlex.split(command))
    assert ran.code == 0, ran.err
    answer = json.loads(ran.out)
    assert answer["tables"] == json.loads(_fence(LENS, "json tables"))
    assert answer["exact"]


def test_the_write_of_the_lens() -> None:
    tree = build(loads(_fence(LENS, "yaml file=example.yaml")))
    before = decompose(tree, jsonb.loads(_fence(LENS, "json file=example.json")))
    (head,) = before["order_head"]
    words = re.search(r"after `(\w+)` is set to (\d+) and `(\w+)` to `(\w+)`", LENS)
    assert words
    changed = {**head, words[1]: int(words[2]), words[3]: words[4]}
    (stored,) = settle(tree, before, {**before, "order_head": [changed]})["order_head"]
    shown = jsonb.loads(_fence(LENS, "json settled"))
    assert jsonb.same(stored["residual"], shown["residual"])
    assert (stored["residual_absent"], stored["number"], stored["note"]) == (None, int(shown["number"]), shown["note"])
    assert stored["placed_at"].isoformat() == shown["placed_at"]


RECURSION = """\
mapping: deep
source: {{table: public.deep, key: [id], payload: value}}
schema: new
tables:
  root_record: {{role: core, at: $}}
  component: {{role: core, at: "$.components[*]", recurse: components{identity}}}
"""


@pytest.mark.parametrize(
    ("identity", "key", "words"),
    [
        ("", 1, "{} levels deep by position"),
        (", identity: {path: id, type: bigint}", 1, "{} by `bigint` key"),
        (", identity: {path: id, type: uuid}", 1, "{} by\n`uuid`"),
    ],
    ids=["position", "bigint", "uuid"],
)
def test_the_depth_of_a_recursion(identity: str, key: int, words: str) -> None:
    node = build(loads(RECURSION.format(identity=identity))).by_name["component"]
    deepest = max(depth for depth in range(1, 1000) if node.path_bytes((key,) * depth) <= node.key_bytes)
    assert words.format(deepest) in LENS
