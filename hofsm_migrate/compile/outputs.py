"""What the decompose function of a node returns: the names of its columns, and what rows are made of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.elements import Working, columns
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.readings import Readings, is_variant
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import case

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table

Sql = sql.Composable


class Outputs:
    """The columns of a node's decompose function, and how the rows of the node's tables are made of them.

    Two tables of one node may have columns of one name, so a column is called by its own name where that is unique
    among them, and by table and column otherwise. Columns of variants that are read in the same way are one column
    here, with what was read whatever the variant is; `stored` and `exists` look at that.
    """

    def __init__(self, tree: Tree, node: Node) -> None:
        identity = (column.name for column in node.identity)
        self._node = node
        self._taken = {*tree.source.key, *identity, *columns(node), naming.RESIDUAL, naming.ABSENT}
        if node.variant_column:
            self._taken.add(node.variant_column)
        self.working = Working(self.fresh("element"), self.fresh("children"), self.fresh("below"))
        self.values: dict[tuple[str, str], str] = {}
        self.flags: dict[str, str] = {}
        self.readings = Readings(node)
        names = Counter(name for reading in self.readings for name in {leaf.column.name for leaf in reading.members})
        for table in node.tables:
            for column in table.columns:
                members = self.readings.of_column(table, column).members
                if (members[0].table.name, members[0].column.name) == (table.name, column.name):
                    base = column.name if names[column.name] == 1 else f"{table.name}.{column.name}"
                    name = self.fresh(base)
                    self.values |= {(leaf.table.name, leaf.column.name): name for leaf in members}
            if table.when is not None:
                self.flags[table.name] = self.fresh(f"{table.name}.exists")
        self.containers = {child.name: self.fresh(f"container of {child.name}") for child in node.children}

    @property
    def variant(self) -> str | None:
        """The column that names the variant; it may hold the name of none."""
        variants = self._node.variants
        if variants is None:
            return None
        return self._node.variant_column or self.values[self._node.name, variants.column]

    def holds(self, variant: str, *alias: str) -> Sql:
        """Whether a row, under `alias` if given, is of a variant."""
        return is_variant(sql.Identifier(*alias, self.variant or ""), [variant])

    def stored(self, table: Table, name: str, alias: str) -> Sql:
        """What a row under `alias` gives for a stored column: NULL for a column of another variant."""
        value = sql.Identifier(alias, self.values.get((table.name, name), name))
        column = next((column for column in table.columns if column.name == name), None)
        return value if column is None or column.variant is None else case((self.holds(column.variant, alias), value))

    def exists(self, table: Table, *alias: str) -> Sql | None:
        """Whether a row, under `alias` if given, gives one of a table; None where every row does."""
        if table.variant is not None:
            return self.holds(table.variant, *alias)
        return sql.Identifier(*alias, self.flags[table.name]) if table.when is not None else None

    def own_values(self, table: Table) -> list[str]:
        """The values that come with a table: those that no table before it has."""
        firsts = [self.readings.of_column(table, column).members[0] for column in table.columns]
        return list(
            dict.fromkeys(
                self.values[leaf.table.name, leaf.column.name] for leaf in firsts if leaf.table.name == table.name
            )
        )

    def fresh(self, base: str) -> str:
        """A name that nothing else here has; cut names keep apart by their hash."""
        return unique(naming.mint(base), self._taken)
