"""What follows a write to another table of a node than its first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.emptied import STORED, keep
from hofsm_migrate.compile.names import qualified
from hofsm_migrate.compile.refusals import Refusal, lost_split
from hofsm_migrate.compile.relations import conjunction, disjunction, equal, of_variant
from hofsm_migrate.compile.written import Written, array, json_rows

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Column

Sql = sql.Composable


class WrittenSplit(Written):
    """Writes to another table of a node."""

    def inserted(self) -> list[Sql]:
        return self._settled_or_later("INSERT")

    def updated(self) -> list[Sql]:
        words = Refusal(
            "feature_not_supported",
            f"the key of table {self.table.name} cannot be changed",
            f"its rows belong to those of {self.node.name}",
            f"change the key in {self.node.name}: the rows of {self.table.name} follow",
        )
        return [
            self.refuse_if(self.moves.pairs(), self.moves.renamed(), "was", words),
            *self._settled_or_later("UPDATE"),
        ]

    def deleted(self) -> list[Sql]:
        """Where other parts of the statement may let the element go, what is missing in the end is refused with it."""
        steps = [] if self.table.when is not None else self.alone_or_later([self._refuse_delete()], [])
        return [*steps, *self._settled_or_later("DELETE")]

    def settled(self, event: str) -> list[Sql]:
        """What a write does to the residuals of the elements that the rows belong to."""
        if event == "INSERT":
            return self.otherwise(sql.SQL("{} AS now").format(self.rows.new), updated=False)
        if event == "UPDATE":
            return [*self._settled_by_columns(), *self.otherwise(self.moves.pairs(), updated=True)]
        return self._settled_by_rows()

    def _settled_by_columns(self) -> list[Sql]:
        emptied, items = self.emptied_by_columns(None, deleted=False)
        if not emptied:
            return []
        tests = [*equal(self.identity, STORED, "now"), sql.SQL("({})").format(disjunction(emptied))]
        return [self.settle(self.moves.pairs(), keep(self.residual, items), tests)]

    def _settled_by_rows(self) -> list[Sql]:
        same = equal(self.identity, STORED, "was")
        if self.table.when is not None:
            removed = sql.SQL("hofsm.residual_remove({}, {})").format(self.residual, array(self.table.when))
            items = self.emptied.by_row(self.table.when)
            return [self.settle(self._was, keep(removed, items), [*same, self._not_again])]
        if self.table.variant is None:
            return []
        left = sql.SQL("NOT {}").format(of_variant(self.node, STORED, self.table.variant))
        emptied, items = self.emptied_by_columns(left, deleted=True)
        if not emptied:
            return []
        return [
            self.settle(self._was, keep(self.residual, items), [*same, sql.SQL("({})").format(disjunction(emptied))])
        ]

    def _settled_or_later(self, event: str) -> list[Sql]:
        """The element may get another key by the same statement: then its row is not found before that is known."""
        return self.alone_or_later(self.settled(event), [self.put_off(self.table.name, event, self._telling(event))])

    def _telling(self, event: str) -> Sql:
        """The written rows that may change a residual: a column lost its value or displaces others, or a row went."""
        side = {"INSERT": "now", "DELETE": "was"}.get(event)
        if side is not None:
            rows = sql.SQL("{} AS {}").format(self.rows.new if side == "now" else self.rows.old, sql.Identifier(side))
            pair = json_rows({side: sql.SQL("to_jsonb({}.*)").format(sql.Identifier(side))})
            return sql.SQL("SELECT jsonb_agg({}) FROM {}").format(pair, rows)
        pair = json_rows({side: sql.SQL("to_jsonb({}.*)").format(sql.Identifier(side)) for side in ("was", "now")})
        tests = [self._tells(column) for column in self.table.columns]
        return sql.SQL("SELECT jsonb_agg({} ORDER BY {}) FROM {} WHERE {}").format(
            pair, sql.Identifier("was", self.moves.row_number), self.moves.pairs(), disjunction(tests)
        )

    def _tells(self, column: Column) -> Sql:
        lost = "({0} IS NULL) <> ({1} IS NULL)" if column.otherwise else "{0} IS NOT NULL AND {1} IS NULL"
        return sql.SQL(lost).format(*(sql.Identifier(alias, column.name) for alias in ("was", "now")))

    @property
    def _was(self) -> Sql:
        return sql.SQL("{} AS was").format(self.rows.old)

    @property
    def _not_again(self) -> Sql:
        return sql.SQL("NOT EXISTS (SELECT FROM {} AS again WHERE {})").format(
            qualified(self.made.table(self.table)), conjunction(equal(self.identity, "again", "was"))
        )

    def _refuse_delete(self) -> Sql:
        needed = equal(self.identity, STORED, "was")
        if self.table.variant is not None:
            needed.append(of_variant(self.node, STORED, self.table.variant))
        test = sql.SQL("{} AND EXISTS (SELECT FROM {} AS {} WHERE {})").format(
            self._not_again, self.spine, sql.Identifier(STORED), conjunction(needed)
        )
        return self.refuse_if(self._was, test, "was", lost_split(self.node, self.table))
