"""Columns and tables that are called as something in the generated functions is called."""

from __future__ import annotations

import json
import re

import psycopg
import pytest
from laws import server as harness
from laws.server import Case

from hofsm_migrate.compile.dual_write import dual_write_operations
from hofsm_migrate.spec.load import loads
from hofsm_migrate.sql import text

SPEC = """
mapping: odd
source: {table: public.new, key: [found, tg_name], payload: current_document}
schema: hofsm odd
tables:
  changed: {role: core, at: $, columns: {tg_op: text, is_current: integer, claimed_documents: text}}
  target: {role: core, at: "$.old[*]", identity: {path: mode}, columns: {old: text, now: text}}
  legacy: {role: core, at: "$.old[*].was[*]", columns: {pair: text, element: integer}}
  root: {role: input, at: "$.root.*", key_column: $5, columns: {chunk: text}}
"""
DOCUMENTS = (
    {
        "tg_op": "a",
        "is_current": 1,
        "old": [{"mode": "m", "old": "o", "was": [{"pair": "p"}]}, {"mode": "n"}],
        "root": {"k": {"chunk": "c"}},
    },
    {
        "tg_op": "b",
        "claimed_documents": "c",
        "old": [{"mode": "n", "now": "w"}, {"mode": "m", "was": [{"element": 1}, {}]}],
        "root": {"k": {"chunk": "d"}, "l": {}},
    },
)
WRITE = "UPDATE public.new SET current_document = %s WHERE tg_name = -10"


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: variables first"])
def test_a_column_is_not_taken_for_a_variable(conn: psycopg.Connection, *, guarded: bool) -> None:
    first, second = map(json.dumps, DOCUMENTS)
    keys = (("found", "bigint"), ("tg_name", "bigint"))
    before = Case(loads(SPEC, "odd.yaml"), (first, second), keys)
    after = Case(before.mapping, (second, second), keys)
    up = "\n".join([text(step.up) for step in dual_write_operations(before.tree)])
    with harness.expanded(conn, before):
        conn.execute((up if guarded else re.sub("#variable_conflict use_column", "", up)).encode())
        if not guarded:
            with pytest.raises(psycopg.errors.AmbiguousColumn):
                conn.execute(WRITE.encode(), [second])
            return
        conn.execute(WRITE.encode(), [second])
        harness.backfill(conn, before)
        conn.execute(WRITE.encode(), ["{}"])
        conn.execute(WRITE.encode(), [second])
        assert harness.differences(conn, after) == []
        conn.execute(b"DELETE FROM public.new WHERE tg_name = -9")
        assert conn.execute(b'SELECT count(*) FROM "hofsm odd".changed').fetchone() == (1,)
