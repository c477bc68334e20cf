"""Names and keys that would end a quote, a comment, a body or a template early are names and keys, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from laws import server as harness
from laws.server import Case

from hofsm_migrate.compile import plan
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    import psycopg

TAILS = {
    "double quote": '"; DROP TABLE x; --',
    "quote": "'; DROP TABLE x; --",
    "body": "$body$; DROP TABLE x; --",
    "do": "$do$",
    "query": "$query$ $query1$",
    "comment": "*/ /* -- x",
    "line break": "\nDROP TABLE x; --",
    "carriage return": "\rDROP TABLE x; --",
    "line separator": "\u2028x",
    "placeholder": "{x:i} {table:i} {schema:q}",
    "section": "\n-- down (ACCESS EXCLUSIVE)",
    "backslash": "\\",
    "psql variable": " :x :'y' \\! z",
    "parameter": "$1$$",
}


def spec(tail: str) -> str:
    """A spec in which everything that can have a name has one that ends with `tail`; each is another name."""

    def name(head: str) -> str:
        return json.dumps(head + tail)

    def path(*heads: str) -> str:
        return ".".join(name(head) for head in heads)

    return f"""
mapping: hostile
source: {{table: {json.dumps(path("old", "legacy"))}, key: [{name("id")}], payload: {name("doc")}}}
schema: {name("new")}
tables:
  {name("t")}:
    role: core
    at: $
    columns:
      {name("c")}: {{path: {json.dumps(path("a"))}, type: text, index: true}}
      {name("e")}: {{path: {json.dumps(path("o", "b"))}, type: enum, values: [{name("v")}, w]}}
  {name("u")}:
    role: input
    at: {json.dumps("$." + path("items") + "[*]")}
    columns: {{{name("d")}: {{path: {json.dumps(path("x"))}, type: integer}}}}
"""


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_a_hostile_name_is_only_a_name(conn: psycopg.Connection, tail: str) -> None:
    items = [{"x" + tail: 1}, {"x" + tail: tail}, tail]
    documents = [{"a" + tail: tail, "o" + tail: {"b" + tail: "v" + tail}, "items" + tail: items}, {tail: tail}, {}]
    mapping = loads(spec(tail), f"spec{tail}.yaml")
    case = Case(mapping, (*map(json.dumps, documents), None), (("id" + tail, "bigint"),))
    with harness.expanded(conn, case):
        assert harness.backfill(conn, case) == (4, 7)
        assert harness.verify(conn, case) == []
        assert harness.differences(conn, case) == []
        conn.execute(plan(mapping).down().encode())
        left = conn.execute("SELECT FROM pg_namespace WHERE nspname = %s", ["new" + tail]).fetchall()
        assert left == []
