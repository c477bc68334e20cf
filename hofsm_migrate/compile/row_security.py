"""Row-level security of the new tables: a row is visible to whom its legacy row is visible.

It is there from the beginning, since a rehearsal fills tables that nobody follows yet, and it stays until the tables
are gone. `dual-write` makes it anew, by what the legacy table says then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.operation import Operation, operation
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.lens.tree import Tree


def row_security_operations(tree: Tree) -> Iterator[Operation]:
    """One for each new table, where the legacy table has row security by then."""
    made = Names(tree)
    legacy = text(qualified(made.legacy))
    for node in tree.nodes:
        for table in node.tables:
            parts = {
                "legacy": legacy,
                "table": text(qualified(made.table(table))),
                "key": sql.Literal(list(tree.source.key)),
            }
            place = tree.mapping.place(table.position, table.name)
            yield operation("row_security", f"row security of {table.name}", place, parts)
