"""Names that would end a quote, a body or a template early, in the functions and triggers of phase `mirrored`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from compile.test_hostile_names import TAILS, spec
from laws import server as harness
from laws.mirrored import close_tables, mirrored
from laws.server import Case
from psycopg import sql

from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    import psycopg


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_a_hostile_name_is_only_a_name(conn18: psycopg.Connection, tail: str) -> None:
    document = {"a" + tail: tail, "o" + tail: {"b" + tail: "v" + tail}, "items" + tail: [{"x" + tail: 1}, {}]}
    mapping = loads(spec(tail), f"spec{tail}.yaml")
    case = Case(mapping, (json.dumps(document),), (("id" + tail, "bigint"),))
    with mirrored(conn18, case) as conn:
        for table, column, value in (("t", "c", None), ("t", "e", None), ("u", "d", 2)):
            target, name = sql.Identifier("new" + tail, table + tail), sql.Identifier(column + tail)
            conn.execute(sql.SQL("UPDATE {} SET {} = {}").format(target, name, sql.Literal(value)))
        conn.execute(sql.SQL("DELETE FROM {} WHERE ctid = (SELECT min(ctid) FROM {})").format(target, target))
        assert harness.verify(conn, case) == []
        payload = conn.execute(
            sql.SQL("SELECT {} FROM {}").format(
                sql.Identifier("doc" + tail), sql.Identifier("old" + tail, "legacy" + tail)
            )
        ).fetchone()
        assert payload == ({"o" + tail: {}, "items" + tail: [{"x" + tail: 2}]},)
        close_tables(conn, case)
