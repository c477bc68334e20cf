"""`hofsm try` on the command line: real documents, what is left behind, and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from trial_cases import FAMILIES, PROGRAM, ROOT, hofsm, open_folder, serving, shared_file

from hofsm_migrate.db.connect import connect
from hofsm_migrate.trial.spec import with_trial_source

if TYPE_CHECKING:
    from pathlib import Path

SPEC = """
# an order as the shop stores it
mapping: orders
source:
  table: public.orders     # not there in a trial
  key: [company_id, order_id]
  payload: {column: doc, type: json}
schema: sales
tables:
  order_head:
    role: core
    at: $
    columns:
      name: text
      item: {path: itemId, type: bigint, references: public.items.id}
  order_line:
    role: input
    at: $.lines[*]
    columns: {qty: integer}
"""
LINES = """\
{"name": "Ann", "lines": [{"qty": 1}, {"qty": "2"}]}

{"key": "k", "kind": "o", "value": {"name": null, "lines": []}}
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    path = tmp_path / "orders.jsonl"
    path.write_text(LINES, encoding="utf-8")
    return path


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "orders.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


@pytest.mark.parametrize("family", FAMILIES)
def test_real_documents_are_in_parity(capsys: pytest.CaptureFixture[str], database18: str, family: str) -> None:
    file = shared_file(family)
    count = len(file.read_bytes().splitlines())
    ran = hofsm(capsys, "try", file, "--dsn", database18, "--json")
    assert ran.code == 0, ran.err
    result = json.loads(ran.out)
    assert (result["documents"], result["lines"], result["skipped_lines"], result["blank_lines"]) == (
        count,
        count,
        0,
        0,
    )
    assert result["parity"]["exact"] is True
    assert result["parity"]["documents"] == count
    assert result["parity"]["differences"] == []
    assert result["spec"] == "drafted"
    assert result["tables"][0]["name"] == "document"
    assert result["tables"][0]["rows"] == count
    assert 0 < result["residual_share"] <= (0.01 if family == "inventree" else 0.10)
    assert len(result["tables"]) <= 60
    assert result["residual_bytes"] <= result["json_bytes"]
    assert min(result["bytes_before"], result["bytes_after"]) > 0
    with connect(database18) as conn:
        for table in result["tables"]:
            assert table["schema"] == "hofsm_try"
            named = conn.execute("SELECT to_regclass(%s) IS NOT NULL", [f"hofsm_try.{table['name']}"]).fetchone()
            assert named == (True,)
        odd = "SELECT count(*) FROM hofsm_try.documents d FULL JOIN hofsm_try.composed_documents c USING (id)"
        differing = conn.execute(odd + " WHERE d.value::text IS DISTINCT FROM c.value::text").fetchone()
    assert differing == (0,)


def test_documents_of_the_file_and_of_the_table_are_the_same(
    capsys: pytest.CaptureFixture[str], database18: str
) -> None:
    """Read back through another way: the server's own reading of each line of the file."""
    file = shared_file("inventree")
    assert hofsm(capsys, "try", file, "--dsn", database18).code == 0
    with connect(database18) as conn:
        stored = conn.execute("SELECT id, key, kind, value FROM hofsm_try.documents ORDER BY id").fetchall()
    read = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    expected = [(n, one["key"], one["kind"], one["value"]) for n, one in enumerate(read, start=1)]
    assert stored == expected


def test_summary_for_people(capsys: pytest.CaptureFixture[str], database18: str, documents: Path) -> None:
    ran = hofsm(capsys, "try", documents, "--dsn", database18)
    assert ran.code == 0, ran.err
    assert f"2 documents from {documents}, 1 blank line" in ran.out
    assert "hofsm_try.document_line " in ran.out
    assert "exact: 2 documents composed from the new tables" in ran.out
    assert "hofsm try --remove --dsn" in ran.out
    assert all(line == line.rstrip() or "  " in line for line in ran.out.splitlines())


def test_trial_leaves_everything_and_is_removed_without_a_trace(
    capsys: pytest.CaptureFixture[str], database: str, documents: Path, spec: Path
) -> None:
    with connect(database) as conn:
        before = snapshot(conn)
    for given in ((), ("--spec", spec)):
        assert hofsm(capsys, "try", documents, *given, "--dsn", database).code == 0
        again = hofsm(capsys, "try", documents, "--dsn", database)
        assert again.code == 2
        assert "schema hofsm_try is there from an earlier trial" in again.err
        assert "--replace" in again.err
        assert hofsm(capsys, "try", documents, *given, "--dsn", database, "--replace").code == 0
        removed = hofsm(capsys, "try", "--remove", "--dsn", database)
        assert (removed.code, "removed" in removed.out) == (0, True)
        with connect(database) as conn:
            assert snapshot(conn) == before
    assert "no trial to remove" in hofsm(capsys, "try", "--remove", "--dsn", database).out


def test_trial_whose_schema_was_dropped_by_hand_can_be_replaced(
    capsys: pytest.CaptureFixture[str], database18: str, documents: Path
) -> None:
    assert hofsm(capsys, "try", documents, "--dsn", database18).code == 0
    with connect(database18) as conn:
        conn.execute("DROP SCHEMA hofsm_try CASCADE")
    assert hofsm(capsys, "try", documents, "--dsn", database18).code == 2
    assert hofsm(capsys, "try", documents, "--dsn", database18, "--replace").code == 0


def test_mapping_that_is_in_use_is_left_alone(
    capsys: pytest.CaptureFixture[str], database18: str, documents: Path, spec: Path, tmp_path: Path
) -> None:
    with connect(database18) as conn:
        conn.execute("CREATE TABLE public.items (id bigint PRIMARY KEY)")
        conn.execute(
            "CREATE TABLE public.orders (company_id int, order_id int, doc json, PRIMARY KEY (company_id, order_id))"
        )
    compiled = tmp_path / "migrations"
    assert hofsm(capsys, "compile", spec, "-o", compiled).code == 0
    assert hofsm(capsys, "expand", spec, "-m", compiled, "--dsn", database18).code == 0
    ran = hofsm(capsys, "try", documents, "--spec", spec, "--dsn", database18)
    assert ran.code == 2
    assert "mapping 'orders' is recorded for public.orders, phase expanded" in ran.err


def test_spec_of_another_table_is_tried_with_the_source_of_the_trial(
    capsys: pytest.CaptureFixture[str], database18: str, documents: Path, spec: Path
) -> None:
    ran = hofsm(capsys, "try", documents, "--spec", spec, "--dsn", database18)
    assert ran.code == 0, ran.err
    assert "with source hofsm_try.documents instead of public.orders" in ran.out
    assert "references to public.items left out" in ran.out
    with connect(database18) as conn:
        assert conn.execute("SELECT name FROM sales.order_head ORDER BY id").fetchall() == [("Ann",), (None,)]


def test_other_lines_of_a_spec_keep_their_place() -> None:
    changed = with_trial_source(SPEC)
    assert [line for line in changed.splitlines() if line][-10:] == [line for line in SPEC.splitlines() if line][-10:]
    assert changed.count("\n") == SPEC.count("\n")
    flow = "mapping: a\nsource: {table: x.y,\n  key: [id], payload: v}\nschema: s\ntables: {t: {role: core, at: $}}\n"
    assert with_trial_source(flow).count("\n") == flow.count("\n")
    assert with_trial_source(flow).splitlines()[3:] == flow.splitlines()[3:]


def test_spec_with_a_column_named_as_the_key_is_refused(
    capsys: pytest.CaptureFixture[str], database18: str, documents: Path, spec: Path
) -> None:
    spec.write_text(SPEC.replace("name: text", "id: text"), encoding="utf-8")
    ran = hofsm(capsys, "try", documents, "--spec", spec, "--dsn", database18)
    assert ran.code == 3
    assert f"{spec}:14:7" in ran.err


BAD = {
    "not JSON": (b"{}\n{a}\n", ["line 2: invalid input syntax"]),
    "NUL": (b'"\\u0000"\n{}\n"\\u0000"', ["line 1: unsupported Unicode escape", "line 3: unsupported Unicode escape"]),
    "number out of range": (b"1e200000\n{}\n", ["line 1: value overflows"]),
    "not UTF-8": (b'\n"\xff"\n{}', ["line 2: invalid byte sequence"]),
    "too deep": (b"[" * 100_000 + b"]" * 100_000 + b"\n{}", ["line 1: stack depth"]),
}


@pytest.mark.parametrize(("raw", "reasons"), BAD.values(), ids=BAD)
def test_bad_lines_are_refused_or_skipped(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path, raw: bytes, reasons: list[str]
) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_bytes(raw)
    refused = hofsm(capsys, "try", file, "--dsn", database)
    assert (refused.code, refused.out) == (2, "")
    assert all(reason in refused.err for reason in reasons)
    with connect(database) as conn:
        assert conn.execute("SELECT to_regnamespace('hofsm_try')").fetchone() == (None,)
    skipped = hofsm(capsys, "try", file, "--dsn", database, "--skip-bad", "--json")
    assert skipped.code == 0, skipped.err
    result = json.loads(skipped.out)
    assert (result["documents"], result["skipped_lines"]) == (1, len(reasons))
    assert [
        f"line {bad['line']}: {bad['reason']}".startswith(reason)
        for bad, reason in zip(result["bad_lines"], reasons, strict=True)
    ]
    assert result["parity"]["exact"] is True


def test_usage(capsys: pytest.CaptureFixture[str], documents: Path, tmp_path: Path) -> None:
    assert hofsm(capsys, "try").code == 2
    assert hofsm(capsys, "try", tmp_path / "none.jsonl").code == 2
    assert hofsm(capsys, "try", "--remove").code == 2
    assert hofsm(capsys, "try", "--serve", tmp_path).code == 2
    assert hofsm(capsys, "try", documents, "--keep", tmp_path).code == 2
    bad = tmp_path / "bad.yaml"
    bad.write_text("mapping: 1\n", encoding="utf-8")
    assert hofsm(capsys, "try", documents, "--spec", bad).code == 3


def test_database_of_the_environment_is_never_taken(
    capsys: pytest.CaptureFixture[str], database18: str, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOFSM_DSN", database18)
    assert hofsm(capsys, "try", documents).code == 0
    with connect(database18) as conn:
        assert conn.execute("SELECT to_regnamespace('hofsm_try')").fetchone() == (None,)


def test_differences_end_in_exit_code_5(
    capsys: pytest.CaptureFixture[str], database18: str, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hofsm_migrate.trial import run

    backfill = run.backfill

    def damaging(conn, plan):  # what no defect may do unnoticed: a row that is wrong
        result = backfill(conn, plan)
        with conn.transaction():
            conn.execute("SELECT set_config('hofsm.origin', 'backfill', true)")
            conn.execute("UPDATE hofsm_try.document SET name = 'Bob' WHERE id = 1")
        return result

    monkeypatch.setattr(run, "backfill", damaging)
    ran = hofsm(capsys, "try", documents, "--dsn", database18)
    assert ran.code == 5
    assert "NOT exact: 1 document of 2 differ" in ran.out
    assert "id 1: name" in ran.out
    assert "the two sides differ: 1 of 2" in ran.err


def test_sql_is_printed_and_nothing_is_run(
    capsys: pytest.CaptureFixture[str], database18: str, documents: Path
) -> None:
    ran = hofsm(capsys, "try", documents, "--sql", "--dsn", database18)
    assert ran.code == 0, ran.err
    for words in ('CREATE TABLE "hofsm_try"."documents"', "FROM STDIN", "backfill_documents", "verify_documents"):
        assert words in ran.out
    with connect(database18) as conn:
        assert conn.execute("SELECT to_regnamespace('hofsm_try')").fetchone() == (None,)


def test_standard_input_in_a_process_of_its_own() -> None:
    done = subprocess.run(
        [*PROGRAM, "try", "-", "--json"], input=LINES.encode(), capture_output=True, check=False, env={**os.environ}
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["parity"]["exact"] is True


def test_kept_server_starts_again_and_answers(tmp_path: Path, documents: Path) -> None:
    kept = open_folder(tmp_path) / "kept"
    command = [*PROGRAM, "try", str(documents), "--keep", str(kept)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
    assert done.returncode == 0, done.stderr
    assert f"hofsm try --serve {kept}" in done.stdout
    assert "# Drafted from all 2 documents" in (kept / "documents.yaml").read_text(encoding="utf-8")
    assert (kept / "migrations" / "documents" / "10_expand.up.sql").exists()
    with serving(kept) as dsn, connect(dsn) as conn:
        assert conn.execute("SELECT count(*) FROM hofsm_try.document").fetchone() == (2,)
        rows = conn.execute("SELECT id, value::text FROM hofsm_try.composed_documents ORDER BY id").fetchall()
    assert rows == [(1, '{"name": "Ann", "lines": [{"qty": 1}, {"qty": "2"}]}'), (3, '{"name": null, "lines": []}')]


def test_help_says_the_rule_for_lines(capsys: pytest.CaptureFixture[str]) -> None:
    words = " ".join(hofsm(capsys, "try", "--help").out.split())
    assert "A line whose keys are exactly key, kind and value is a document with two labels" in words
    assert "hofsm try orders.jsonl" in words


def test_example_spec_of_a_family_on_its_file(capsys: pytest.CaptureFixture[str], database18: str) -> None:
    file = shared_file("rjsf")
    example = ROOT / "examples" / "rjsf.yaml"
    ran = hofsm(capsys, "try", file, "--spec", example, "--dsn", database18, "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["parity"]["exact"] is True


_MEASURED = """
import resource, sys
from hofsm_migrate.cli import main
try:
    main(sys.argv[1:])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_documents(
    capsys: pytest.CaptureFixture[str], database18: str, tmp_path: Path
) -> None:
    file, peaks = tmp_path / "many.jsonl", []
    for count in (100, 20_000):
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(
                json.dumps({"number": n, "text": "x" * 2_000, "lines": [{"n": n}]}) + "\n" for n in range(count)
            )
        command = [sys.executable, "-c", _MEASURED, "try", str(file), "--dsn", database18]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
        assert done.returncode == 0, done.stderr
        peaks.append(int(done.stderr.split()[-1]) * (1 if sys.platform == "darwin" else 1024))
        assert hofsm(capsys, "try", "--remove", "--dsn", database18).code == 0
    assert peaks[1] - peaks[0] < file.stat().st_size / 4, f"bytes at 100 and 20,000 documents: {peaks}"
