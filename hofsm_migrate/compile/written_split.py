"""What follows a write to another table of a node than its first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.emptied import STORED, keep
from hofsm_migrate.compile.moves import NEW, OLD
from hofsm_migrate.compile.names import qualified
from hofsm_migrate.compile.refusals import Refusal
from hofsm_migrate.compile.relations import conjunction, disjunction, equal, of_variant
from hofsm_migrate.compile.written import Written, array

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Table

Sql = sql.Composable


class WrittenSplit(Written):
    """Writes to another table of a node."""

    def inserted(self) -> list[Sql]:
        return self.otherwise(sql.SQL("{} AS now").format(sql.Identifier(NEW)), updated=False)

    def updated(self) -> list[Sql]:
        words = Refusal(
            "feature_not_supported",
            f"the key of table {self.table.name} cannot be changed",
            f"its rows belong to those of {self.node.name}",
            f"change the key in {self.node.name}: the rows of {self.table.name} follow",
        )
        steps = [self.refuse_if(self.moves.pairs(), self.moves.renamed(), "was", words)]
        emptied, items = self.emptied_by_columns(None, deleted=False)
        if emptied:
            tests = [*equal(self.identity, STORED, "now"), sql.SQL("({})").format(disjunction(emptied))]
            steps.append(self.settle(self.moves.pairs(), keep(self.residual, items), tests))
        return steps + self.otherwise(self.moves.pairs(), updated=True)

    def deleted(self) -> list[Sql]:
        was = sql.SQL("{} AS was").format(sql.Identifier(OLD))
        same = equal(self.identity, STORED, "was")
        again = sql.SQL("NOT EXISTS (SELECT FROM {} AS again WHERE {})").format(
            qualified(self.made.table(self.table)), conjunction(equal(self.identity, "again", "was"))
        )
        if self.table.when is not None:
            removed = sql.SQL("hofsm.residual_remove({}, {})").format(self.residual, array(self.table.when))
            return [self.settle(was, keep(removed, self.emptied.by_row(self.table.when)), [*same, again])]
        steps = [self._refuse_delete(was, same, again)]
        if self.table.variant is not None:
            left = sql.SQL("NOT {}").format(of_variant(self.node, STORED, self.table.variant))
            emptied, items = self.emptied_by_columns(left, deleted=True)
            if emptied:
                tests = [*same, sql.SQL("({})").format(disjunction(emptied))]
                steps.append(self.settle(was, keep(self.residual, items), tests))
        return steps

    def _refuse_delete(self, was: Sql, same: list[Sql], again: Sql) -> Sql:
        needed = list(same)
        if self.table.variant is not None:
            needed.append(of_variant(self.node, STORED, self.table.variant))
        test = sql.SQL("{} AND EXISTS (SELECT FROM {} AS {} WHERE {})").format(
            again, self.spine, sql.Identifier(STORED), conjunction(needed)
        )
        words = Refusal(
            "object_not_in_prerequisite_state",
            f"rows of table {self.table.name} cannot be deleted by themselves",
            f"every row of {self.node.name} {_has(self.table)} has one there",
            f"delete the row of {self.node.name}, or set the columns to NULL",
        )
        return self.refuse_if(was, test, "was", words)


def _has(table: Table) -> str:
    return f"of variant {table.variant!r}" if table.variant is not None else "that is there"
