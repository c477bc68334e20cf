"""What the spec lets the new side do: `writes` of a table, `update: false` and `references` of a column.

Statements at the beginning of the trigger functions of `written_<table>`. They judge what people and applications
write and what goes with it: rows below an element that is deleted or gets another key count as written, too. A row that
an element has in a split without a value of its own does not, since it comes and goes by itself; nor do positions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.moves import NEW, OLD, Moves
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.refusals import Refusal
from hofsm_migrate.compile.relations import conjunction, lies_in, row_words
from hofsm_migrate.compile.written import without_values

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Column, Table, Write

Sql = sql.Composable
CLOSED = "insufficient_privilege"


class Permitted:
    """Refusals for the three events of one table."""

    def __init__(self, tree: Tree, node: Node, table: Table, *, legacy_side: bool = True) -> None:
        """`legacy_side`: whether there is another side that may write what is closed here."""
        self._tree, self._node, self._table = tree, node, table
        self._legacy_side = legacy_side
        self._made = Names(tree)
        self._moves = Moves(tree, node)
        self._new = sql.SQL("{} AS now").format(sql.Identifier(NEW))
        self._old = sql.SQL("{} AS was").format(sql.Identifier(OLD))

    def inserted(self) -> list[Sql]:
        found = [] if "insert" in self._table.writes else [self._closed("INSERT", self._new, "now")]
        return found + [self._dangling(self._new, column) for column in self._referring()]

    def updated(self) -> list[Sql]:
        pairs = self._moves.pairs()
        found = [] if "update" in self._table.writes else [self._closed("UPDATE", pairs, "was")]
        found += [self._fixed(pairs, column) for column in self._table.columns if column.fixed is not None]
        if self._table is self._node.spine:
            renamed = self._moves.renamed()
            found += [self._carried(node, table, "update", pairs, renamed) for node, table in self._below("update")]
        return found + [self._dangling(pairs, column, self._changed(column)) for column in self._referring()]

    def deleted(self) -> list[Sql]:
        found = [] if "delete" in self._table.writes else [self._closed("DELETE", self._old, "was")]
        if self._table is self._node.spine:
            gone = self._moves.gone()
            found += [self._carried(node, table, "delete", self._old, gone) for node, table in self._below("delete")]
        return found

    def _referring(self) -> list[Column]:
        return [column for column in self._table.columns if column.references is not None]

    def _below(self, write: Write) -> list[tuple[Node, Table]]:
        return [(node, table) for node, table in self._moves.below() if write not in table.writes]

    def _refuse(self, source: Sql, test: Sql, alias: str, refusal: Refusal, node: Node | None = None) -> Sql:
        return refusal.refuse_where(source, test, row_words(self._tree, node or self._node, alias))

    def _closed(self, event: str, source: Sql, alias: str) -> Sql:
        test = sql.SQL("true") if event == "UPDATE" else conjunction(self._counts(self._node, self._table, alias))
        return self._refuse(
            source, test, alias, self._words(self._table, event, f"a row would be {event.lower().removesuffix('e')}ed")
        )

    def _counts(self, node: Node, table: Table, alias: str) -> list[Sql]:
        """Not a row that every element has, where it has no value: it would be there, or go, in any case."""
        if table is node.spine or table.when is not None:
            return []
        return [sql.SQL("NOT ({})").format(conjunction(without_values(table, alias)))]

    def _words(self, table: Table, event: str, detail: str) -> Refusal:
        place = self._tree.mapping.place(table.writes_at or table.position, table.name)
        allowed = ", ".join(table.writes)
        return Refusal(
            CLOSED,
            f"table {table.name} takes no {event} from the new side",
            detail,
            f"{place} says `writes: [{allowed}]`: {self._way_out('what it permits')}",
        )

    def _way_out(self, permitted: str) -> str:
        if not self._legacy_side:
            return f"the legacy side is gone, so {permitted} is all that can be done"
        return "write on the legacy side, or change the spec"

    def _changed(self, column: Column) -> Sql:
        """Whether a write changes what the document holds: `1.0` and `1` are two values."""
        was, now = (sql.Identifier(alias, column.name) for alias in ("was", "now"))
        return sql.SQL("{}::text IS DISTINCT FROM {}::text").format(was, now)

    def _fixed(self, pairs: Sql, column: Column) -> Sql:
        place = self._tree.mapping.place(column.fixed or column.position, f"{self._table.name}.{column.name}")
        refusal = Refusal(
            CLOSED,
            f"column {self._table.name}.{column.name} cannot be changed from the new side",
            "it is set when its row is inserted, and stays",
            f"{place} says `update: false`: {self._way_out('setting it with a new row')}",
        )
        return self._refuse(pairs, self._changed(column), "was", refusal)

    def _carried(self, node: Node, table: Table, write: Write, source: Sql, test: Sql) -> Sql:
        """Rows of another table that would go with an element, or get its other key."""
        tests = [lies_in(self._tree, self._node, "below", "was"), test, *self._counts(node, table, "below")]
        words = {"delete": "deleting a row of {} deletes it", "update": "the key of a row of {} is a part of its key"}
        refusal = self._words(table, write.upper(), words[write].format(self._table.name))
        joined = sql.SQL("{} CROSS JOIN {} AS below").format(source, qualified(self._made.table(table)))
        return self._refuse(joined, conjunction(tests), "below", refusal, node)

    def _dangling(self, source: Sql, column: Column, changed: Sql | None = None) -> Sql:
        """A value that refers to nothing. The legacy side may write one; `verify` lists those."""
        target = column.references
        if target is None:
            raise ValueError(f"column {column.name} has no reference")
        value = sql.Identifier("now", column.name)
        missing = sql.SQL("{0} IS NOT NULL AND NOT EXISTS (SELECT FROM {1} AS referred WHERE {2} = {0})").format(
            value, sql.Identifier(target.schema, target.table), sql.Identifier("referred", target.column)
        )
        refusal = Refusal(
            "foreign_key_violation",
            f"column {self._table.name}.{column.name} refers to a row that is not there",
            f"{target.schema}.{target.table} has none with this value in {target.column}",
            f"{self._tree.mapping.place(column.position, f'{self._table.name}.{column.name}')} says `references`:"
            " insert the row there first, or write another value",
        )
        return self._refuse(source, conjunction([missing, *([changed] if changed else [])]), "now", refusal)
