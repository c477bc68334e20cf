"""What follows a write to the first table of a node."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.emptied import STORED, Emptied, keep
from hofsm_migrate.compile.moves import TRANSITION
from hofsm_migrate.compile.names import names, qualified
from hofsm_migrate.compile.refusals import Refusal
from hofsm_migrate.compile.relations import conjunction, disjunction, equal, holders, of_variant, variant
from hofsm_migrate.compile.written import Written, json_object, json_rows, touched_keys, without_values
from hofsm_migrate.lens.tree import column_leaves, container_leaves, mark
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import fill, indent, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.moves import Rows
    from hofsm_migrate.compile.relations import Holder
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Path, Table

Sql = sql.Composable
MOVED, GONE, VARIANT, NUMBERED = "moved", "gone", "variant", "numbered"
"""What of a write to a first table can be put off: what renamed and deleted elements take along, the rows that another
variant has, and closing gaps."""


class WrittenSpine(Written):
    """Writes to the first table of a node."""

    def __init__(self, tree: Tree, node: Node, rows: Rows = TRANSITION) -> None:
        super().__init__(tree, node, node.spine, rows)

    def inserted(self) -> list[Sql]:
        now = sql.SQL("{} AS now").format(self.rows.new)
        kept = [sql.SQL("{} IS NOT NULL").format(sql.Identifier("now", name)) for name in _KEPT]
        steps = [self.refuse_if(now, disjunction(kept), "now", _RESIDUAL_WORDS)]
        if self.node.kind == "root":
            test = sql.SQL("EXISTS (SELECT FROM {} AS legacy WHERE {})").format(
                qualified(self.made.legacy), conjunction(equal(self.key, "legacy", "now"))
            )
            steps.append(self.refuse_if(now, test, "now", _EXISTS_WORDS))
        steps += self._refuse_misplaced(now)
        steps += [self._create(table) for table in self.node.tables[1:] if table.when is None]
        return steps + self._renumber("INSERT")

    def updated(self) -> list[Sql]:
        pairs = self.moves.pairs()
        kept = [
            sql.SQL("{}::text IS DISTINCT FROM {}::text").format(*(sql.Identifier(a, name) for a in ("was", "now")))
            for name in _KEPT
        ]
        steps = [self.refuse_if(pairs, disjunction(kept), "now", _RESIDUAL_WORDS)]
        steps += self._refuse_misplaced(pairs)
        steps += [self._when(self.moves.renamed(), self._moved())]
        steps += self._settle_columns()
        steps += self.otherwise(pairs, updated=True)
        steps += self.alone_or_later(self.change_variant(), [self._put_off_pairs(VARIANT, self._other_variant())])
        if renumber := self._renumber("UPDATE"):
            steps.append(self._when(self._reordered(), renumber))
        return steps

    def deleted(self) -> list[Sql]:
        was = sql.SQL("SELECT jsonb_agg({}) FROM {} AS was").format(self._pair("was"), self.rows.old)
        steps = self.alone_or_later(
            [*self.moves.delete_below(), *self._emptied_collections()], [self.put_off(self.node.name, GONE, was)]
        )
        if self.node.kind == "root":
            steps.append(self._with_origin(self._delete_documents()))
        return [*steps, *self._renumber("DELETE")]

    def _renumber(self, event: str) -> list[Sql]:
        keys = touched_keys(self.tree, event)
        if not self.moves.positional:
            return self.moves.renumber(keys, event)
        later = self.put_off(self.node.name, NUMBERED, sql.SQL("'[]'"))
        return self.alone_or_later([self.moves.close_gaps(keys)], [later])

    def _refuse_misplaced(self, source: Sql) -> list[Sql]:
        test = self.moves.misplaced()
        return [] if test is None else [self.refuse_if(source, test, "now", _POSITION_WORDS)]

    def _when(self, test: Sql, steps: list[Sql]) -> Sql:
        """Steps for updates of which one passes a test."""
        return sql.SQL("IF EXISTS (SELECT FROM {} WHERE {}) THEN\n    {}\nEND IF;").format(
            self.moves.pairs(), test, indent(sql.SQL("\n").join(steps))
        )

    def _reordered(self) -> Sql:
        """Whether the places of elements are others: a key alone gives none where there is a column for the place."""
        if not self.node.ordinal:
            return self.moves.renamed()
        was, now = (sql.Identifier(alias, self.node.ordinal) for alias in ("was", "now"))
        return sql.SQL("{} OR {} <> {}").format(self.moves.elsewhere(), was, now)

    def _moved(self) -> list[Sql]:
        steps = [self._with_origin(self._rename_documents())] if self.node.kind == "root" else []
        return steps + self.alone_or_later(
            [*self.moves.carry(), *self._emptied_collections()], [self._put_off_pairs(MOVED, self.moves.renamed())]
        )

    def _put_off_pairs(self, how: str, test: Sql) -> Sql:
        pairs = sql.SQL("SELECT jsonb_agg({} ORDER BY {}) FROM {} WHERE {}").format(
            self._pair("was", "now"), sql.Identifier("was", self.moves.row_number), self.moves.pairs(), test
        )
        return self.put_off(self.node.name, how, pairs)

    def _pair(self, *aliases: str) -> Sql:
        """The keys of a row before and after, and its variant, as JSON."""
        columns = [*self.identity, *([self.node.variants.column] if self.node.variants else [])]
        return json_rows({alias: json_object(columns, alias) for alias in aliases})

    def _rename_documents(self) -> Sql:
        return sql.SQL("UPDATE {} AS legacy SET ({}) = ROW({})\nFROM {}\nWHERE {} AND {};").format(
            qualified(self.made.legacy),
            names(self.key),
            names(self.key, "now"),
            self.moves.pairs(),
            conjunction(equal(self.key, "legacy", "was")),
            self.moves.renamed(),
        )

    def _delete_documents(self) -> Sql:
        again = sql.SQL("NOT EXISTS (SELECT FROM {} AS again WHERE {})").format(
            self.spine, conjunction(equal(self.key, "again", "was"))
        )
        delete = sql.SQL("DELETE FROM {} AS legacy USING {} AS was\nWHERE {} AND {};").format(
            qualified(self.made.legacy),
            self.rows.old,
            conjunction(equal(self.key, "legacy", "was")),
            again,
        )
        there = sql.SQL("{} AND EXISTS (SELECT FROM {} AS legacy WHERE {})").format(
            again, qualified(self.made.legacy), conjunction(equal(self.key, "legacy", "was"))
        )
        left = self.refuse_if(sql.SQL("{} AS was").format(self.rows.old), there, "was", _NOT_DELETED_WORDS)
        return sql.SQL("{}\n{}").format(delete, left)

    def _with_origin(self, statement: Sql) -> Sql:
        """A write to the legacy table, which its own triggers must not send back."""
        return sql.SQL(
            "PERFORM set_config('hofsm.origin', 'new', true);\n{}\nPERFORM set_config('hofsm.origin', 'legacy', true);"
        ).format(statement)

    def _settle_columns(self) -> list[Sql]:
        """Objects that the update emptied, and what was kept for the variants that were left and entered."""
        tests = equal(self.identity, STORED, "now")
        changes = self._other_variant() if self.node.variants else None
        emptied, items = self.emptied_by_columns(changes, deleted=False)
        residual, marks = self.residual, None
        if changes is not None:
            residual, marks = self._without_variants(residual)
            residual = sql.SQL("CASE WHEN {} THEN {} ELSE {} END").format(changes, residual, self.residual)
            emptied.append(changes)
        if not emptied:
            return []
        tests.append(sql.SQL("({})").format(disjunction(emptied)))
        return [self.settle(self.moves.pairs(), keep(residual, items), tests, marks)]

    def _other_variant(self) -> Sql:
        return sql.SQL("({} IS DISTINCT FROM {})").format(variant(self.node, "was"), variant(self.node, "now"))

    def _without_variants(self, residual: Sql) -> tuple[Sql, Sql]:
        """Residual and marks without the places of both variants."""
        paths = _places_by_variant(self.node)
        texts = {name: [list(path) for path in found] for name, found in paths.items()}
        marks = {name: [mark(path) for path in found] for name, found in paths.items()}
        parts = [self._of_both(literal) for literal in (texts, marks)]
        changes = self._other_variant()
        cleared = sql.SQL("hofsm.residual_clear({}, {})").format(residual, parts[0])
        absent = sql.Identifier(STORED, naming.ABSENT)
        unmarked = sql.SQL(
            "CASE WHEN {} THEN hofsm.marks_without({}, ARRAY(SELECT jsonb_array_elements_text({}))) ELSE {} END"
        ).format(changes, absent, parts[1], absent)
        return cleared, unmarked

    def _of_both(self, by_variant: object) -> Sql:
        literal = sql.Literal(json.dumps(by_variant, ensure_ascii=False))
        sides = [
            sql.SQL("coalesce({}::jsonb -> {}, '[]')").format(literal, variant(self.node, alias))
            for alias in ("was", "now")
        ]
        return sql.SQL("({})").format(sql.SQL(" || ").join(sides))

    def change_variant(self) -> list[Sql]:
        """Rows without values go with the variant that was left; those of the new one come."""
        splits = [table for table in self.node.tables[1:] if table.variant is not None and table.when is None]
        if not splits:
            return []
        steps = [step for table in splits for step in (self._drop_empty(table), self._create(table))]
        return [self._when(self._other_variant(), steps)]

    def _drop_empty(self, table: Table) -> Sql:
        tests = [
            *equal(self.identity, STORED, "now"),
            sql.SQL("NOT {}").format(of_variant(self.node, "now", table.variant or "")),
            *without_values(table, STORED),
        ]
        return sql.SQL("DELETE FROM {} AS stored USING {} AS now\nWHERE {};").format(
            qualified(self.made.table(table)), self.rows.new, conjunction(tests)
        )

    def _create(self, table: Table) -> Sql:
        """The row that every element has in a split, or every one of its variant."""
        test = sql.SQL("true") if table.variant is None else of_variant(self.node, "now", table.variant)
        return sql.SQL("INSERT INTO {} ({})\nSELECT {} FROM {} AS now WHERE {}\nON CONFLICT DO NOTHING;").format(
            qualified(self.made.table(table)),
            names(self.identity),
            names(self.identity, "now"),
            self.rows.new,
            test,
        )

    def _emptied_collections(self) -> list[Sql]:
        """Collections that lost their last element, by its going or by its moving away."""
        return [
            step
            for holder in holders(self.tree)
            if holder.child is self.node
            for step in self.emptied_collection(holder)
        ]

    def emptied_collection(self, holder: Holder) -> list[Sql]:
        """What stays of a collection of this node's elements where it lost the last one."""
        items = Emptied(holder.parent).by_elements(holder)
        if not items:
            return []
        statement = fill(
            load("mirror_emptied"),
            {
                "parent": self.made.table(holder.parent.spine),
                "child": self.made.table(self.node.spine),
                "residual": keep(self.residual, items),
                "column": naming.RESIDUAL,
                "old": self.rows.old,
                "held": holder.holds("was", STORED),
                "holds": holder.holds("other", STORED),
            },
        )
        return [statement]


def _places_by_variant(node: Node) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {name: [] for name in (node.variants.names if node.variants else ())}
    for leaf in (*column_leaves(node.shape), *container_leaves(node.shape)):
        if leaf.variant is not None:
            found[leaf.variant].append(leaf.path)
    return {name: list(dict.fromkeys(paths)) for name, paths in found.items() if paths}


_KEPT = (naming.RESIDUAL, naming.ABSENT)
_RESIDUAL_WORDS = Refusal(
    "object_not_in_prerequisite_state",
    "columns residual and residual_absent cannot be written",
    "they are what the columns of an element cannot represent, and follow from the document",
    "write to the other columns, or change the document in the legacy table",
)
_EXISTS_WORDS = Refusal(
    "unique_violation",
    "the legacy table has a document with this key",
    "it is not represented in the new tables, and would be replaced",
    "take another key, or have it represented first: see `hofsm verify`",
)
_POSITION_WORDS = Refusal(
    "check_violation",
    "positions are counted from 1",
    "a position below 1 is none",
    "take a position behind the last one: gaps are closed",
)
_NOT_DELETED_WORDS = Refusal(
    "object_not_in_prerequisite_state",
    "the legacy table keeps a document whose row was deleted",
    "a trigger or a rule of the legacy table did not let it go",
    "delete it on the legacy side",
)
