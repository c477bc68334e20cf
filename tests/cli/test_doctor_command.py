"""`hofsm doctor`: what it prints, its exit codes, and its queries run as a script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from operator_cases import PLAIN, compiled, hofsm, plain

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg
    import pytest

BEHIND = """
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE public.orders SET value = '{"lot": "behind"}' WHERE id IN (1, 2);
COMMIT;
"""


def test_doctor(
    conn: psycopg.Connection,
    database: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOFSM_DSN", database)
    spec = plain(conn, tmp_path, 9)
    ran = hofsm(capsys, "doctor", spec)
    assert (ran.code, ran.out) == (0, "orders is in phase legacy; nothing found\n")
    for command in ("expand", "dual-write", "backfill"):
        assert hofsm(capsys, command, spec).code == 0
    ran = hofsm(capsys, "doctor", spec)
    assert (ran.code, ran.out) == (0, "orders is in phase dual_write; nothing found\n")
    conn.execute(BEHIND.encode())
    conn.execute("ALTER TABLE public.orders ADD COLUMN note text")

    ran = hofsm(capsys, "doctor", spec, "--limit", 1)
    assert ran.code == 4
    assert "error: documents: 2 documents differ from their rows\n" in ran.out
    assert "documents: id 1\n    next: " in ran.out
    assert "id 2" not in ran.out
    assert "warning: legacy table: column note text is new" in ran.out
    assert ran.out.endswith("; 1 errors and 1 warnings, 2 of them can be repaired with --fix\n")
    told = json.loads(hofsm(capsys, "doctor", spec, "--json").out)
    assert (told["needs_a_person"], told["key_columns"]) == (True, ["id"])
    assert [(one["check"], one["fixable"], one["keys"]) for one in told["findings"]] == [
        ("legacy table", True, []),
        ("documents", True, [["1"], ["2"]]),
    ]

    ran = hofsm(capsys, "doctor", spec, "--fix")
    assert ran.code == 0
    assert "repaired: documents: 2 documents differ" in ran.out
    assert "documents: id 1\n           id 2\n" in ran.out
    assert ran.out.endswith("; 2 repaired, and nothing else found\n")
    assert hofsm(capsys, "doctor", spec).out == "orders is in phase dual_write; nothing found\n"
    assert "2 documents made anew" in hofsm(capsys, "history", spec).out


def test_the_queries_run_as_a_script(
    conn: psycopg.Connection, database: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    spec = plain(conn, tmp_path, 9)
    for command in ("expand", "dual-write", "backfill"):
        assert hofsm(capsys, command, spec, "-m", tmp_path / "migrations", "--dsn", database).code == 0
    script = hofsm(capsys, "doctor", spec, "--sql")
    assert script.code == 0
    conn.execute(script.out.encode())


def test_files_that_were_not_compiled_are_a_finding(
    conn: psycopg.Connection, database: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    spec = plain(conn, tmp_path)
    (tmp_path / "migrations" / "orders" / "30_mirror.up.sql").write_text("-- edited")
    ran = hofsm(capsys, "doctor", spec, "-m", tmp_path / "migrations", "--dsn", database)
    assert ran.code == 4
    assert "error: files: a generated file is not the one in the lock file" in ran.out


def test_without_control_tables(empty_database: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    spec = compiled(tmp_path, PLAIN)
    ran = hofsm(capsys, "doctor", spec, "-m", tmp_path / "migrations", "--dsn", empty_database)
    assert (ran.code, ran.out) == (4, "")
    assert "schema hofsm is not installed" in ran.err
