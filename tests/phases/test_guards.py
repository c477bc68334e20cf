"""Guards of the new tables and of the backfill, each with a control: without the guard the statement goes through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import psycopg
import pytest
from laws import server as harness
from laws.server import Case

from hofsm_migrate.compile import plan
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from psycopg import Connection

SPEC = """
mapping: notes
source: {table: public.legacy, key: [id], payload: value}
schema: notebook
tables:
  note: {role: core, at: $, columns: {title: text}}
  line: {role: core, at: "$.lines[*]", columns: {words: text}}
"""
TEXTS = ('{"title": "a", "lines": [{"words": "b"}]}',) * 3
WRITES = [
    "INSERT INTO notebook.note (id) VALUES (99)",
    "UPDATE notebook.note SET title = 'x'",
    "DELETE FROM notebook.line",
    "TRUNCATE notebook.line",
]


def case() -> Case:
    return Case(loads(SPEC, "notes.yaml"), TEXTS, (("id", "bigint"),))


@pytest.mark.parametrize("write", WRITES)
def test_new_tables_are_closed_for_writes(conn: Connection, write: str) -> None:
    with harness.expanded(conn, case()):
        harness.backfill(conn, case())
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="closed for writes"), conn.transaction():
            conn.execute(write.encode())
        for table in ("note", "line"):
            conn.execute(f"DROP TRIGGER closed_{table} ON notebook.{table}".encode())
        conn.execute(write.encode())


@pytest.mark.parametrize("guarded", [True, False], ids=["with the row lock", "control: without it"])
def test_no_document_of_a_chunk_is_deleted_before_the_chunk_ends(
    conn: Connection, database: str, *, guarded: bool
) -> None:
    harness.load_legacy(conn, case())
    up = plan(case().mapping).up()
    conn.execute((up if guarded else re.sub(r"\n *FOR KEY SHARE\n", "\n", up)).encode())
    with psycopg.connect(database, autocommit=True) as other, conn.transaction():
        harness.backfill(conn, case())
        other.execute("SET lock_timeout = '200ms'")
        other.execute("UPDATE public.legacy SET value = '{}'")
        if guarded:
            with pytest.raises(psycopg.errors.LockNotAvailable):
                other.execute("DELETE FROM public.legacy")
        else:
            other.execute("DELETE FROM public.legacy")
