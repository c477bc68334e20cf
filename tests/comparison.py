"""Compares what the generated SQL stored with what the Python interpreter says: law L4."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from psycopg import sql

from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.tables import stored_columns
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.decompose import decompose
from hofsm_migrate.spec.naming import RESIDUAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from psycopg import Connection

    from hofsm_migrate.lens.jsonb import Absent, JsonValue
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table

Key = tuple[Any, ...]
Cells = tuple[Any, ...]
Stored = dict[Key, list[Cells]]
"""Rows of one table by document, in one order."""

_AS_TEXT = ("numeric", "jsonb")
"""Types whose values are equal in Python although they are not the same: 1.0 and 1."""


def assert_same_rows(conn: Connection, tree: Tree, documents: Mapping[Any, JsonValue | Absent]) -> None:
    """Every new table holds the rows, residuals and absent marks of these documents, and nothing else.

    Args:
        conn: TimeZone must be UTC, as on every connection of `hofsm_migrate.db.connect`.
        documents: by legacy key: the value of the key column, or a tuple where there are several. Values as
            `jsonb.loads` gives them, ABSENT for SQL NULL.
    """
    assert_stored(conn, tree, expected_rows(tree, documents))


def assert_stored(conn: Connection, tree: Tree, expected: dict[str, Stored]) -> None:
    """As `assert_same_rows`, with what `expected_rows` gave: for documents that are compared more than once."""
    for node in tree.nodes:
        for table in node.tables:
            stored = stored_rows(conn, tree, node, table)
            _assert_same(table.name, stored_columns(node, table), expected[table.name], stored)


def expected_rows(tree: Tree, documents: Mapping[Any, JsonValue | Absent]) -> dict[str, Stored]:
    """What the interpreter makes of the documents, by table; cells as `stored_rows` gives them."""
    expected: dict[str, Stored] = {table.name: {} for node in tree.nodes for table in node.tables}
    for key, document in documents.items():
        rows = decompose(tree, document)
        for node in tree.nodes:
            for table in node.tables:
                cells = [_cells(node, table, row) for row in rows[table.name]]
                if cells:
                    expected[table.name][_key(key)] = sorted(cells, key=_order)
    return expected


def stored_rows(conn: Connection, tree: Tree, node: Node, table: Table) -> Stored:
    """What the table holds: for each row its identity, columns, residual and absent marks."""
    types = _types(node, table)
    columns = [
        sql.SQL("{}::text" if types.get(name) in _AS_TEXT else "{}").format(sql.Identifier(name))
        for name in stored_columns(node, table)
    ]
    keys = list(tree.source.key)
    query = sql.SQL("SELECT {}, {} FROM {}").format(
        names(keys), sql.SQL(", ").join(columns), qualified(Names(tree).table(table))
    )
    found: Stored = {}
    for row in conn.execute(query):
        cells = tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row)
        found.setdefault(cells[: len(keys)], []).append(cells[len(keys) :])
    return {key: sorted(rows, key=_order) for key, rows in found.items()}


def _assert_same(table: str, titles: list[str], expected: Stored, stored: Stored) -> None:
    for key in expected.keys() | stored.keys():
        wanted, found = expected.get(key, []), stored.get(key, [])
        if _order(wanted) != _order(found):
            missing, surplus = _difference(titles, wanted, found), _difference(titles, found, wanted)
            raise AssertionError(
                f"rows of table {table} differ for document {key!r}"
                f"\nonly the interpreter has: {missing}\nonly the server has: {surplus}"
            )


def _difference(titles: list[str], rows: list[Cells], others: list[Cells]) -> list[dict[str, Any]]:
    known = {_order(row) for row in others}
    return [dict(zip(titles, row, strict=True)) for row in rows if _order(row) not in known][:3]


def _types(node: Node, table: Table) -> dict[str, str]:
    found = {column.name: column.type for column in table.columns}
    return found | ({RESIDUAL: "jsonb"} if table is node.spine else {})


def _cells(node: Node, table: Table, row: dict[str, Any]) -> Cells:
    cells = {name: row[name] for name in stored_columns(node, table)}
    if table is node.spine:
        kept = cells[RESIDUAL]
        cells[RESIDUAL] = None if kept is jsonb.ABSENT else jsonb.dumps(kept)
    return tuple(jsonb.number_text(cell) if isinstance(cell, Decimal) else cell for cell in cells.values())


def _order(cells: object) -> str:
    """Rows are compared and sorted by this: it tells 1 from True and 0.0 from -0.0, and orders values of any type."""
    return repr(cells)


def _key(key: Any) -> Key:
    return key if isinstance(key, tuple) else (key,)
