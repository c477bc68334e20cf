"""A legacy table, a mapping for it, and generated SQL that is run as it is or with one guard taken out."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from psycopg import sql

from hofsm_migrate.compile import plan
from hofsm_migrate.compile.dual_write import dual_write_operations
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.lens.tree import build
from hofsm_migrate.spec.load import loads
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.spec.mapping import Mapping

T = 'public."Legacy Notes"'
V = '"the ""value"""'
"""The legacy table and its payload column, as SQL has to write them."""

SPEC = """
mapping: notes
source: {table: 'public."Legacy Notes"', key: [id], payload: {column: 'the "value"', type: TYPE}}
schema: Notebook
tables:
  Note: {role: core, at: $, columns: {title: text, rev: integer}}
  line: {role: core, at: "$.lines[*]", columns: {words: text}}
  line_input:
    role: input
    at: $.lines[*]
    when: {path: input, is: object}
    columns: {by: {path: input.by, type: bigint}}
  part:
    role: layout
    at: $.lines[*].parts[*]
    identity: {path: id}
    columns: {n: {type: numeric, wire: string}}
  field: {role: input, at: "$.fields.*", key_column: 'the "key"', columns: {x: integer}}
  component: {role: layout, at: "$.components[*]", recurse: components, columns: {kind: text}}
"""
OWN, TWIN = "Notebook", "Twin"
"""Schema of the new tables, and of tables that a fresh backfill fills to compare them with."""

ALL = (-(2**63), 2**63 - 1)
"""The first and the last key that there can be."""


@dataclass(frozen=True)
class Guard:
    """What keeps both sides together, and what takes it out of the generated SQL: a pattern and what it becomes.

    `behind` is a second guard that would catch what the first lets through, and is taken out with it.
    """

    name: str
    pattern: str
    instead: str = ""
    behind: Guard | None = None

    def taken_out(self, script: str) -> tuple[str, int]:
        """The script without the guard, and in how many places it was."""
        if self.behind:
            script, _ = self.behind.taken_out(script)
        return re.subn(self.pattern, lambda _: self.instead, script)


def mapping(payload_type: str = "jsonb", schema: str = OWN) -> Mapping:
    """The mapping of the scene for a payload of a type."""
    return replace(_mapping(payload_type), schema=schema)


@functools.cache
def _mapping(payload_type: str) -> Mapping:
    return loads(SPEC.replace("TYPE", payload_type), "notes.yaml")


@functools.cache
def scripts(payload_type: str = "jsonb", schema: str = OWN) -> tuple[str, str, str]:
    """The SQL of `expanded`, of `dual_write`, and of the way back from there."""
    steps = dual_write_operations(build(mapping(payload_type, schema)))
    up = "\n".join([text(step.up) for step in steps])
    return plan(mapping(payload_type, schema)).up(), up, "\n".join([text(step.down) for step in reversed(steps)])


def expand(conn: Connection, *, without: Guard | None = None, payload_type: str = "jsonb", schema: str = OWN) -> None:
    """New tables and their functions, in the place of what was there."""
    script = f'DROP SCHEMA IF EXISTS "{schema}" CASCADE;\n' + scripts(payload_type, schema)[0]
    conn.execute((without.taken_out(script)[0] if without else script).encode())


def dual_write(conn: Connection, *, without: Guard | None = None, payload_type: str = "jsonb") -> None:
    """The triggers on the legacy table, and what they call."""
    script = scripts(payload_type)[1]
    conn.execute((without.taken_out(script)[0] if without else script).encode())


def make(conn: Connection, *, without: Guard | None = None, payload_type: str = "jsonb") -> None:
    """Both; fails where the guard that shall be taken out is not there."""
    if without:
        assert sum(without.taken_out(script)[1] for script in scripts(payload_type)[:2]), f"no such guard: {without}"
    expand(conn, without=without, payload_type=payload_type)
    dual_write(conn, without=without, payload_type=payload_type)


def install(conn: Connection, *, without: Guard | None = None, payload_type: str = "jsonb") -> None:
    """Both, unless they are there from another test, and no rows in the new tables."""
    variant = f"scene {payload_type} {without}"
    if installed(conn) == variant:
        tables = [f'"{OWN}"."{table.name}"' for node in build(mapping()).nodes for table in node.tables]
        conn.execute(f"BEGIN; SET LOCAL hofsm.origin = 'backfill'; TRUNCATE {', '.join(tables)}; COMMIT".encode())
        return
    make(conn, without=without, payload_type=payload_type)
    conn.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(sql.Identifier(OWN), sql.Literal(variant)))


def installed(conn: Connection) -> str | None:
    """Which variant of the generated SQL is there, as its schema says."""
    row = conn.execute("SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s", [OWN])
    return (row.fetchone() or (None,))[0]


LEGACY = f"CREATE TABLE {T} (id bigint PRIMARY KEY, {V} jsonb, status text DEFAULT 'open')"

PARTITIONED = f"""
CREATE TABLE {T} (id bigint PRIMARY KEY, {V} jsonb, status text DEFAULT 'open') PARTITION BY RANGE (id);
CREATE TABLE public."Low Notes" PARTITION OF {T} FOR VALUES FROM (MINVALUE) TO (100);
CREATE TABLE public."High Notes" PARTITION OF {T} FOR VALUES FROM (100) TO (MAXVALUE);
"""


def document(number: int, **changes: Any) -> str:
    """A document with rows in every table, and some odd values."""
    lines = [
        {"words": f"w{number}", "input": {"by": number}, "parts": [{"id": "a", "n": "1.50"}, {"id": "b", "n": "x"}]},
        {"words": number, "parts": [{"id": "a", "n": "2"}]},
        {"words": "last", "input": None},
    ]
    found: dict[str, Any] = {
        "title": f"t{number}",
        "rev": 0,
        "lines": lines[: 1 + number % 3],
        "fields": {"k": {"x": number}, "": {"x": "odd"}},
        "components": [{"kind": "p", "components": [{"kind": "c"}]}],
    }
    return json.dumps({**found, **changes})


def fill(conn: Connection, count: int = 3, start: int = 1) -> None:
    """Documents under the keys from `start`."""
    with conn.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {T} (id, {V}) VALUES (%s, %s)".encode(),
            [(number, document(number)) for number in range(start, start + count)],
        )


def chunk(first: int = ALL[0], last: int = ALL[1]) -> str:
    """The backfill of the documents from one key to another."""
    return f'SELECT documents FROM "Notebook".backfill_notes({first}, {last})'


def differences(conn: Connection, payload_type: str = "jsonb") -> list[str]:
    """What keeps both sides from parity, in words; empty where every document has exactly the rows that it should.

    Two independent looks: the generated `verify` over all keys, and a fresh backfill of the same documents into a
    twin of the new tables, row by row. Documents that nobody has claimed differ as well.
    """
    return compared(conn, build(mapping(payload_type)), build(mapping(payload_type, TWIN)))


def compared(conn: Connection, own: Tree, twin: Tree) -> list[str]:
    """What keeps the new tables from parity, given the empty tables of a twin."""
    with conn.transaction(force_rollback=True):
        found = _rows(conn, "verify", sql.SQL("SELECT * FROM {}(%s, %s)").format(qualified(Names(own).verify)), ALL)
        conn.execute(sql.SQL("SELECT FROM {}(%s, %s)").format(qualified(Names(twin).backfill)), ALL)
        for node in own.nodes:
            for table in node.tables:
                is_, should = (qualified(Names(tree).table(table)) for tree in (own, twin))
                query = sql.SQL("SELECT one::text FROM {} AS one EXCEPT ALL SELECT two::text FROM {} AS two")
                found += _rows(conn, f"{table.name} has", query.format(is_, should))
                found += _rows(conn, f"{table.name} has not", query.format(should, is_))
    return found


def _rows(conn: Connection, what: str, query: sql.Composed, parameters: tuple[int, ...] = ()) -> list[str]:
    return [f"{what} {row!r}" for row in conn.execute(query, parameters).fetchall()]
