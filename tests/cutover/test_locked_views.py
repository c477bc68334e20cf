"""Views of the application are made anew at the switch and on the way back: which locks that takes is said before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cutover.orders import T, V, cut_over, mirrored, rows
from operator_cases import hofsm

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

pytest_plugins = ("cutover.fixtures",)

VIEWS = f"""
CREATE SCHEMA "Reports 1";
CREATE VIEW "Reports 1"."first, one" AS SELECT id, {V} AS document FROM {T};
CREATE VIEW public.third AS SELECT id FROM "Reports 1"."first, one";
CREATE VIEW public.beside AS SELECT 1 AS one;
"""
LOCKED = """
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE l.pid = pg_backend_pid() AND l.mode = 'AccessExclusiveLock' AND c.relkind = 'v'
"""
WORDS = "ACCESS EXCLUSIVE also on the views that read the legacy name, for they are made anew: "


def _locked(conn: Connection, script: str) -> set[str]:
    """The views that a script locks against readers, but for the one that has the legacy name then or had it before."""
    with conn.transaction(force_rollback=True):
        conn.execute(script.encode())
        found = {name for (name,) in rows(conn, LOCKED)}
    assert found, "the server shows no lock at all"
    return {name for name in found if name not in {T, 'public."Legacy Orders_base"'} and "hofsm_view_" not in name}


def test_the_views_that_are_locked_are_named(
    conn: Connection, database: str, reviewed: Reviewed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conn.execute(VIEWS.encode())
    mirrored(conn, reviewed)

    def named(*command: str) -> set[str]:
        given = (command[0], reviewed.mapping.file, "--dsn", database, "-m", tmp_path / "migrations", *command[1:])
        text = hofsm(capsys, *given, "--dry-run").out
        found: Any = json.loads(hofsm(capsys, *given, "--dry-run", "--json").out)
        (words,) = (note for note in found["notes"] if note.startswith(WORDS))
        assert text.count(f"-- {words}\n") == 1
        locks = [one["lock"] for one in found["statements"] if "cut_over(" in one["sql"] or "cut_back(" in one["sql"]]
        assert [lock.partition("every view that reads ")[1] for lock in locks] == ["every view that reads "]
        return set(words.removeprefix(WORDS).replace('"first, one"', "first").split(", "))

    def seen(file: str) -> set[str]:
        locked = _locked(conn, reviewed.files[file])
        return {name.replace('"first, one"', "first") for name in locked}

    there = named("cutover", "--keep-payload")
    assert {'"Reports 1".first', "public.third"} < there  # and the one of the fixture
    assert there == seen("40_cutover.up.sql")
    cut_over(conn, reviewed)
    conn.execute(b"CREATE VIEW public.later AS SELECT id FROM public.third")
    back = named("rollback", "--to", "mirrored")
    assert back == {*there, "public.later"} == seen("40_cutover.down.sql")


def test_nothing_is_said_where_nobody_reads_the_table(
    conn: Connection, database: str, reviewed: Reviewed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for (view,) in rows(conn, f"SELECT view::text FROM hofsm.dependent_views('{T}') ORDER BY depth DESC"):
        conn.execute(f"DROP VIEW {view}".encode())
    mirrored(conn, reviewed)
    given = ("cutover", reviewed.mapping.file, "--dsn", database, "-m", tmp_path / "migrations", "--dry-run")
    assert WORDS not in hofsm(capsys, *given).out
