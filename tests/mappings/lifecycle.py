"""Documents into a legacy table, through a mapping's generated SQL, and what has to hold afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comparison import assert_same_rows
from psycopg import sql

from hofsm_migrate import compile as compiler
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.db.executor import run_script, transaction
from hofsm_migrate.lens import jsonb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from psycopg import Connection

    from hofsm_migrate.compile.plan import Plan
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.spec.mapping import Mapping as Spec

TRY_TABLE = """
CREATE SCHEMA hofsm_try;
CREATE TABLE hofsm_try.documents (id bigint PRIMARY KEY, key text, kind text, value jsonb);
"""


def load_documents(conn: Connection, lines: Iterable[str]) -> dict[int, Any]:
    """Make `hofsm_try.documents` from lines with key, kind and value, ids from 1; returns id to value.

    The server takes the payload out of the line by itself, so that no document has been through our own reader.
    """
    conn.execute(TRY_TABLE)
    numbered = dict(enumerate(lines, 1))
    with conn.cursor() as cursor, cursor.copy("COPY hofsm_try.documents (id, value) FROM STDIN") as copy:
        for row in numbered.items():
            copy.write_row(row)
    conn.execute("UPDATE hofsm_try.documents SET key = value->>'key', kind = value->>'kind', value = value->'value'")
    return {key: jsonb.loads(line)["value"] for key, line in numbered.items()}


def represent(conn: Connection, mapping: Spec) -> Plan:
    """Expand by the generated SQL and backfill all documents in one chunk, as the commands do."""
    plan = compiler.plan(mapping)
    run_script(conn, plan.up())
    with transaction(conn):
        conn.execute(_over_all(plan.tree, "SELECT * FROM {function}({keys})", Names(plan.tree).backfill))
    return plan


def assert_laws(conn: Connection, tree: Tree, documents: Mapping[Any, Any]) -> None:
    """L1 and L4 for all documents of the legacy table."""
    assert_parity(conn, tree)
    assert_same_rows(conn, tree, documents)


def assert_parity(conn: Connection, tree: Tree) -> None:
    """L1: no difference by the generated function, and none by comparing texts here."""
    statement = _over_all(tree, "SELECT * FROM {function}({keys})", Names(tree).verify)
    assert conn.execute(statement).fetchall() == []
    assert composed_texts(conn, tree) == payload_texts(conn, tree)


def composed_texts(conn: Connection, tree: Tree) -> dict[tuple[Any, ...], str | None]:
    """Composed document by legacy key, from the generated view."""
    return _texts(conn, tree, Names(tree).composed)


def payload_texts(conn: Connection, tree: Tree) -> dict[tuple[Any, ...], str | None]:
    """Payload by legacy key, from the legacy table."""
    return _texts(conn, tree, Names(tree).legacy)


def _texts(conn: Connection, tree: Tree, relation: tuple[str, str]) -> dict[tuple[Any, ...], str | None]:
    payload = sql.Identifier(tree.source.payload)
    query = sql.SQL("SELECT {}::text, {} FROM {}").format(payload, names(list(tree.source.key)), qualified(relation))
    return {row[1:]: row[0] for row in conn.execute(query)}


def _over_all(tree: Tree, statement: str, function: tuple[str, str]) -> sql.Composed:
    """`statement` for the range from the first to the last key of the legacy table."""
    key, legacy = names(list(tree.source.key)), qualified(Names(tree).legacy)
    ends = [
        sql.SQL("(SELECT {} FROM {} ORDER BY {} LIMIT 1)").format(sql.Identifier(column), legacy, order)
        for order in (key, _descending(tree))
        for column in tree.source.key
    ]
    return sql.SQL(statement).format(function=qualified(function), keys=sql.SQL(", ").join(ends))  # pyright: ignore[reportArgumentType] - from this module


def _descending(tree: Tree) -> sql.Composed:
    return sql.SQL(", ").join(sql.SQL("{} DESC").format(sql.Identifier(column)) for column in tree.source.key)
