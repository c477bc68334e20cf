"""What the spec lets the new side do: `writes` of a table, `update: false` of a column. Twin of `compile/permitted.py`.

Rows are compared by identity, so an element that gets another key is one that goes and one that comes. Positions, and
rows of splits that have no value, follow from other rows and are no writes of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.lens.codecs import same_value
from hofsm_migrate.lens.written import by_identity

if TYPE_CHECKING:
    from hofsm_migrate.lens.decompose import Row, Rows
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Column, Table, Write


def check_permitted(tree: Tree, before: Rows, after: Rows) -> None:
    """Refuse rows that come, change or go in a table, and values that change in a column, where the spec says so.

    Raises:
        GateError: the first such row.
    """
    for node in tree.nodes:
        for table in node.tables:
            _check_table(node, table, before, after)


def _check_table(node: Node, table: Table, before: Rows, after: Rows) -> None:
    old, new = by_identity(node, table, before), by_identity(node, table, after)
    for identity in old.keys() | new.keys():
        was, now = old.get(identity), new.get(identity)
        write = _write(node, table, was, now)
        if write is not None and write not in table.writes:
            raise GateError(_closed(table, write))
        for column in table.columns:
            if column.fixed and was is not None and now is not None and _changed(column, was, now):
                raise GateError(_fixed(table, column))


def _write(node: Node, table: Table, was: Row | None, now: Row | None) -> Write | None:
    by_itself = table is not node.spine and table.when is None
    if was is not None and now is not None:
        return "update" if any(_changed(column, was, now) for column in table.columns) else None
    row = now if was is None else was
    if row is None or (by_itself and all(row[column.name] is None for column in table.columns)):
        return None
    return "insert" if was is None else "delete"


def _changed(column: Column, was: Row, now: Row) -> bool:
    return not same_value(was[column.name], now[column.name])


def _closed(table: Table, write: Write) -> Problem:
    return Problem(
        message=f"table {table.name} takes no {write.upper()} from the new side",
        at=table.name,
        detail=f"the spec says `writes: [{', '.join(table.writes)}]`; nothing was written",
        hint="write on the legacy side, or change the spec",
    )


def _fixed(table: Table, column: Column) -> Problem:
    return Problem(
        message=f"column {table.name}.{column.name} cannot be changed from the new side",
        at=f"{table.name}.{column.name}",
        detail="the spec says `update: false`: it is set when its row is inserted; nothing was written",
        hint="leave the column as it is, or write on the legacy side",
    )
