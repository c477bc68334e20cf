"""The change function of the root: one row of each of its tables, compared with what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.descend import DECLARED, Descent, ways_down
from hofsm_migrate.compile.elements import dig, if_regular
from hofsm_migrate.compile.functions import decompose_columns
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.readings import is_variant
from hofsm_migrate.compile.routine import Routine, key_types
from hofsm_migrate.compile.writes import ARGUMENTS, FOUND, STORED, Writes, same_image
from hofsm_migrate.lens.tree import container_leaves
from hofsm_migrate.sql import body, case, fill, indent, lines, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.writes import RowFlags
    from hofsm_migrate.lens.tree import ContainerLeaf, Tree
    from hofsm_migrate.sql import Part

Sql = sql.Composable


class Document:
    """The root: one row of each of its tables, compared with what is stored."""

    def __init__(self, tree: Tree) -> None:
        self._tree, self._node = tree, tree.root
        self._made = Names(tree)
        self._writes = Writes(tree, self._node, comparing=False)
        self._columns = [name for name, _ in decompose_columns(tree, self._node)]
        taken = {"now", FOUND}
        self._alias = {table.name: unique(table.name, taken) for table in self._node.tables}
        self._raw = unique("raw", taken)

    def routine(self) -> Routine:
        return Routine(
            self._made.change(self._node),
            "the rows of a document from what it was to what it is; whether it is represented",
            arguments=sql.SQL(", ").join([*key_types(self._tree), *(sql.SQL(type_) for type_ in ARGUMENTS)]),
            returns=sql.SQL("boolean"),
            properties="LANGUAGE plpgsql VOLATILE",
            body=sql.SQL("AS {}").format(body(self._body())),
        )

    def _body(self) -> Sql:
        decompose = qualified(self._made.decompose(self._node))
        parts: dict[str, Part] = {
            "found": FOUND,
            "stored": STORED,
            "declared": indent(DECLARED if ways_down(self._node) else sql.SQL("")),
            "short_way": indent(self._short_way()),
            "columns": lines(self._outputs(), spaces=8),
            "now": sql.SQL("{}({})").format(decompose, self._writes.argument("now")),
            "raw": self._containers(),
            "rows": sql.SQL("\n    ").join(self._stored()),
            "place": self._writes.at_place(self._alias[self._node.name]),
            "writes": indent(self._writes.write_all()),
        }
        return fill(load("change_document"), parts)

    def _short_way(self) -> Sql:
        if not ways_down(self._node):
            return sql.SQL("")
        was, now, mode = (self._writes.argument(name) for name in ("was", "now", "mode"))
        spine = qualified(self._made.table(self._node.spine))
        first = sql.SQL("IF NOT EXISTS (SELECT FROM {} AS target WHERE {}) THEN\n    RETURN false;\nEND IF;").format(
            spine, self._writes.at_place("target")
        )
        done = sql.SQL("RETURN true;")
        descent = Descent(self._tree, self._node, self._writes.place(), was, now, mode, done, first)
        return sql.SQL("{}\n{}").format(descent.keys(), descent.statements())

    def _stored(self) -> list[Sql]:
        """The stored row of the spine, and those of the other tables where they are."""
        tables = [(qualified(self._made.table(table)), self._alias[table.name]) for table in self._node.tables]
        (spine, alias), *others = tables
        joins: list[Sql] = [sql.SQL("CROSS JOIN {} AS {}").format(spine, sql.Identifier(alias))]
        for table, other in others:
            joins.append(
                sql.SQL("LEFT JOIN {} AS {} ON {}").format(table, sql.Identifier(other), self._writes.at_place(other))
            )
        return joins

    def _outputs(self) -> list[Sql]:
        found: list[Sql] = [sql.Identifier("now", name) for name in self._columns]
        for row in self._writes.rows:
            found += self._flags(row)
        for leaf in self._leaves():
            found += self._before_and_same(leaf)
        return found

    def _flags(self, row: RowFlags) -> list[Sql]:
        alias = self._alias[row.table.name]
        same = sql.SQL("record_image_eq({}, {})").format(
            self._writes.image(row.table, "now"), self._writes.stored_image(row.table, alias)
        )
        had = sql.SQL("{} IS NOT NULL").format(sql.Identifier(alias, self._tree.source.key[0]))
        exists = self._writes.outputs.exists(row.table, "now")
        has = sql.SQL("coalesce({}, false)").format(exists) if exists else sql.SQL("true")
        return [
            sql.SQL("{} AND NOT ({} AND {}) AS {}").format(has, had, same, sql.Identifier(row.differs)),
            sql.SQL("{} AND NOT {} AS {}").format(had, has, sql.Identifier(row.goes)),
            sql.SQL("{} AS {}").format(had, sql.Identifier(row.had)),
        ]

    def _leaves(self) -> list[ContainerLeaf]:
        return [leaf for leaf in container_leaves(self._node.shape) if leaf.child != self._node.name]

    def _containers(self) -> Sql:
        """The containers of both versions as they are in the documents, dug out once."""
        columns = [
            sql.SQL("{} AS {}").format(dig(self._writes.argument(side), leaf.path), sql.Identifier(name))
            for leaf in self._leaves()
            for side, name in zip(("was", "now"), _raw_names(leaf), strict=True)
        ]
        return sql.SQL("(\n        SELECT {}\n        OFFSET 0\n    ) AS {}").format(
            lines(columns, spaces=12), sql.Identifier(self._raw)
        )

    def _before_and_same(self, leaf: ContainerLeaf) -> list[Sql]:
        """Whether a container is the same; where not, what of the old one has rows."""
        was, now = (sql.Identifier(self._raw, name) for name in _raw_names(leaf))
        variant = sql.SQL("true")
        tests: list[Sql] = [same_image(was, now)]
        regular = if_regular(self._tree.by_name[leaf.child], was, None)
        if leaf.variant is not None and self._node.variants is not None:
            column, spine = self._node.variants.column, self._alias[self._node.name]
            variant = is_variant(sql.Identifier(spine, column), [leaf.variant])
            is_now = is_variant(sql.Identifier("now", self._writes.outputs.variant or column), [leaf.variant])
            tests.append(sql.SQL("({}) = ({})").format(variant, is_now))
            regular = case((variant, regular))
        same = sql.SQL(" AND ").join(tests)
        return [
            sql.SQL("{} AS {}").format(case((sql.SQL("NOT ({})").format(same), regular)), self._name(leaf, "before")),
            sql.SQL("{} AS {}").format(same, self._name(leaf, "same")),
        ]

    def _name(self, leaf: ContainerLeaf, what: str) -> Sql:
        named = self._writes.before if what == "before" else self._writes.same
        return sql.Identifier(named[leaf.child])


def _raw_names(leaf: ContainerLeaf) -> tuple[str, str]:
    return f"{leaf.child} was", f"{leaf.child} now"
