"""What a write to the first table of a node takes along: renamed and moved elements, positions, what lay below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.relations import (
    conjunction,
    disjunction,
    equal,
    identity,
    last_step,
    lies_in,
    row_of,
    siblings,
)
from hofsm_migrate.sql import fill, indent, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table

Sql = sql.Composable
OLD, NEW = "old_rows", "new_rows"
"""Transition tables of the triggers."""


@dataclass(frozen=True)
class Rows:
    """Where the written rows are, before and after: what stands in FROM before an alias."""

    old: Sql
    new: Sql


TRANSITION: Final = Rows(sql.Identifier(OLD), sql.Identifier(NEW))


class Moves:
    """Statements for the trigger functions of one node's first table; each ends in a semicolon."""

    def __init__(self, tree: Tree, node: Node, rows: Rows = TRANSITION) -> None:
        self._tree = tree
        self._node = node
        self._rows = rows
        self._made = Names(tree)
        self._identity = identity(tree, node)
        columns = {*tree.source.key, *(name.name for one in tree.nodes for name in one.identity)}
        columns |= {column.name for one in tree.nodes for table in one.tables for column in table.columns}
        columns |= {one.ordinal or "" for one in tree.nodes}
        self.row_number, self._place, self._rank, self._former = (
            unique(name, columns) for name in ("row_number", "place", "rank", "former")
        )

    def pairs(self, was: str = "was", now: str = "now") -> Sql:
        """The rows before and after an UPDATE: both transition tables are in the order in which rows were updated."""
        side = sql.SQL("(SELECT row_number() OVER () AS {}, side.* FROM {} AS side) AS {}")
        number = sql.Identifier(self.row_number)
        left, right = (
            side.format(number, rows, sql.Identifier(alias))
            for rows, alias in ((self._rows.old, was), (self._rows.new, now))
        )
        return sql.SQL("{} JOIN {} ON {}").format(left, right, conjunction(equal([self.row_number], was, now)))

    def renamed(self, was: str = "was", now: str = "now") -> Sql:
        """Whether the identity of a row was changed."""
        return sql.SQL("{} IS DISTINCT FROM {}").format(row_of(self._identity, was), row_of(self._identity, now))

    def elsewhere(self) -> Sql:
        """Whether a row has come to another collection."""
        return sql.SQL("({}) IS DISTINCT FROM ({})").format(
            *(siblings(self._tree, self._node, alias) for alias in ("was", "now"))
        )

    def carry(self) -> list[Sql]:
        """Bring everything that belongs to renamed or moved elements to their new place."""
        return [self._carry(node, table) for node, table in self.below()]

    def _carry(self, node: Node, table: Table) -> Sql:
        own = self._node
        columns = self._identity
        values: list[Sql] = [sql.Identifier("now", name) for name in columns]
        tests = [*self._lies_below(table), self.renamed()]
        if own.recursive:
            tail = sql.SQL("{} || {}[cardinality({}) + 1:]")
            name = own.own.name
            values[-1] = tail.format(
                sql.Identifier("now", name), sql.Identifier("stored", name), sql.Identifier("was", name)
            )
            tests.append(self._no_nearer())
        return sql.SQL("UPDATE {} AS stored SET ({}) = ROW({})\nFROM {}\nWHERE {};").format(
            qualified(self._made.table(table)),
            names(columns),
            sql.SQL(", ").join(values),
            self.pairs(),
            conjunction(tests),
        )

    def _no_nearer(self) -> Sql:
        """In a recursion the nearest renamed element around a row says where it goes."""
        name = self._node.own.name
        nearer = sql.SQL("cardinality({}) > cardinality({})").format(
            sql.Identifier("nearer", name), sql.Identifier("was", name)
        )
        tests = [lies_in(self._tree, self._node, "stored", "nearer"), nearer, self.renamed("nearer", "nearer_now")]
        return sql.SQL("NOT EXISTS (SELECT FROM {} WHERE {})").format(
            self.pairs("nearer", "nearer_now"), conjunction(tests)
        )

    def not_moved_out(self, moved: Sql) -> Sql:
        """In a recursion: whether a row that lies in a deleted element lies in none of `moved` that is nearer."""
        name = self._node.own.name
        nearer = sql.SQL("cardinality({}) > cardinality({})").format(
            sql.Identifier("nearer", name), sql.Identifier("was", name)
        )
        tests = [lies_in(self._tree, self._node, "stored", "nearer"), nearer]
        return sql.SQL("NOT EXISTS (SELECT FROM {} AS nearer WHERE {})").format(moved, conjunction(tests))

    def _lies_below(self, table: Table) -> list[Sql]:
        """Whether a row belongs to an element or lies in it; the row of an element at its own place does not."""
        tests = [lies_in(self._tree, self._node, "stored", "was")]
        if table is self._node.spine:
            name = self._node.own.name
            tests.append(
                sql.SQL("cardinality({}) > cardinality({})").format(
                    sql.Identifier("stored", name), sql.Identifier("was", name)
                )
            )
        return tests

    def delete_below(self, gone: Sql | None = None) -> list[Sql]:
        """Delete everything that belonged to deleted elements, those whose row under `was` passes the test `gone`."""
        statement = sql.SQL("DELETE FROM {} AS stored USING {} AS was\nWHERE {} AND {};")
        return [
            statement.format(
                qualified(self._made.table(table)),
                self._rows.old,
                conjunction(self._lies_below(table)),
                gone or self.gone(),
            )
            for _, table in self.below()
        ]

    def gone_for_good(self) -> Sql:
        """Whether a deleted row has not come back; one that was renamed to its key is another element."""
        came = sql.SQL("SELECT FROM {} AS now WHERE {}").format(
            self._rows.new, conjunction(equal(self._identity, "now", "again"))
        )
        return sql.SQL("NOT EXISTS (SELECT FROM {} AS again WHERE {} AND NOT EXISTS ({}))").format(
            qualified(self._made.table(self._node.spine)), conjunction(equal(self._identity, "again", "was")), came
        )

    def gone(self) -> Sql:
        """Whether a deleted row, under `was`, has not come back in the same statement."""
        return sql.SQL("NOT EXISTS (SELECT FROM {} AS again WHERE {})").format(
            qualified(self._made.table(self._node.spine)), conjunction(equal(self._identity, "again", "was"))
        )

    def below(self) -> Iterator[tuple[Node, Table]]:
        """All tables with rows that belong to an element; in a recursion its own first table, too."""
        for node in self._node.walk():
            for table in node.tables:
                if table is not self._node.spine or self._node.recursive:
                    yield node, table

    def renumber(self, keys: Sql, event: str) -> list[Sql]:
        """Where positions are beside the key: number elements from 1 in all documents whose keys `keys` gives."""
        return [self._positions(keys, event)] if self._node.ordinal else []

    @property
    def positional(self) -> bool:
        """Whether positions are a part of the key."""
        return self._node.kind == "array" and not self._node.keyed

    def _positions(self, keys: Sql, event: str) -> Sql:
        """Where positions are equal, the row that was written comes first, unless it came from further up."""
        ordinal = self._node.ordinal or ""
        order: list[Sql] = [sql.Identifier("sibling", ordinal)]
        source: Sql = sql.SQL("{} AS sibling").format(qualified(self._made.table(self._node.spine)))
        if event != "DELETE":
            source = sql.SQL("{}\n    LEFT JOIN ({}) AS written ON {}").format(
                source, self._written(event), conjunction(equal(self._identity, "written", "sibling"))
            )
            order.append(sql.SQL("coalesce({}, 0)").format(sql.Identifier("written", self._rank)))
            order.append(sql.Identifier("written", self.row_number))
        order.append(last_step(self._node, "sibling"))
        return fill(
            load("mirror_positions"),
            {
                "table": self._made.table(self._node.spine),
                "ordinal": ordinal,
                "identity": names(self._identity, "sibling"),
                "siblings": siblings(self._tree, self._node, "sibling"),
                "order": sql.SQL(", ").join(order),
                "place": self._place,
                "source": source,
                "key": row_of(list(self._tree.source.key), "sibling"),
                "keys": indent(keys, 8),
                "same": conjunction(equal(self._identity, "stored", "placed")),
            },
        )

    def _written(self, event: str) -> Sql:
        number = sql.SQL("row_number() OVER () AS {}").format(sql.Identifier(self.row_number))
        rank = sql.Identifier(self._rank)
        if event == "INSERT":
            return sql.SQL("SELECT {}, -1 AS {}, {} FROM {} AS now").format(
                names(self._identity, "now"), rank, number, self._rows.new
            )
        was, now = (sql.Identifier(alias, self._node.ordinal or "") for alias in ("was", "now"))
        return sql.SQL("SELECT {}, CASE WHEN {} THEN -1 ELSE sign({} - {}) END AS {}, {}\n        FROM {}").format(
            names(self._identity, "now"),
            self.elsewhere(),
            now,
            was,
            rank,
            sql.Identifier("was", self.row_number),
            self.pairs(),
        )

    def close_gaps(self, keys: Sql) -> Sql:
        """Where positions are a part of the key: as `renumber`. Rows go to negative ones first, as places are taken."""
        node, own = self._node, self._node.own.name
        tables = [table for one in reversed(list(node.walk())) for table in reversed(one.tables)]
        stored = sql.Identifier("stored", own)
        away, back = sql.SQL("-{}"), sql.SQL("{} < 0")
        if node.recursive:
            away, back = sql.SQL("hofsm.negated({})"), sql.SQL("{}[1] < 0")
        moves = self._recursive_moves(keys) if node.recursive else self._moves(keys)
        same = [*equal(self._identity[:-1], "stored", "moved")]
        same.append(sql.SQL("{} = {}").format(stored, sql.Identifier("moved", self._former)))
        first = sql.SQL("UPDATE {} AS stored SET {} = {}\nFROM ({}) AS moved\nWHERE {};")
        second = sql.SQL("UPDATE {} AS stored SET {} = {}\nWHERE {} IN ({}) AND {};")
        key = row_of(list(self._tree.source.key), "stored")
        statements: list[Sql] = [
            first.format(
                qualified(self._made.table(table)),
                sql.Identifier(own),
                away.format(sql.Identifier("moved", self._place)),
                moves,
                conjunction(same),
            )
            for table in tables
        ]
        statements += [
            second.format(
                qualified(self._made.table(table)),
                sql.Identifier(own),
                away.format(stored),
                key,
                keys,
                back.format(stored),
            )
            for table in tables
        ]
        return sql.SQL("IF EXISTS (\n    {}\n) THEN\n    {}\nEND IF;").format(
            indent(self._gaps(keys)), indent(sql.SQL("\n").join(statements))
        )

    def _gaps(self, keys: Sql) -> Sql:
        group = siblings(self._tree, self._node, "sibling")
        return sql.SQL("SELECT FROM {} AS sibling\nWHERE {} IN ({})\nGROUP BY {}\nHAVING max({}) <> count(*)").format(
            qualified(self._made.table(self._node.spine)),
            row_of(list(self._tree.source.key), "sibling"),
            keys,
            group,
            last_step(self._node, "sibling"),
        )

    def _moves(self, keys: Sql) -> Sql:
        """Where elements are, and the positions that they should have."""
        return sql.SQL("SELECT * FROM ({}) AS numbered WHERE {} <> {}").format(
            self._numbered(keys), sql.Identifier("numbered", self._former), sql.Identifier("numbered", self._place)
        )

    def _numbered(self, keys: Sql) -> Sql:
        return sql.SQL(
            "SELECT {}, {} AS {}, (row_number() OVER (PARTITION BY {} ORDER BY {}))::integer AS {}\n"
            "FROM {} AS sibling\nWHERE {} IN ({})"
        ).format(
            names(self._identity[:-1], "sibling"),
            sql.Identifier("sibling", self._node.own.name),
            sql.Identifier(self._former),
            siblings(self._tree, self._node, "sibling"),
            last_step(self._node, "sibling"),
            sql.Identifier(self._place),
            qualified(self._made.table(self._node.spine)),
            row_of(list(self._tree.source.key), "sibling"),
            keys,
        )

    def _recursive_moves(self, keys: Sql) -> Sql:
        above = self._identity[:-1]
        former, place = self._former, self._place
        parent = sql.SQL("{0}[:cardinality({0}) - 1] = {1}").format(
            sql.Identifier("below", former), sql.Identifier("walk", former)
        )
        return sql.SQL(
            "WITH RECURSIVE numbered AS MATERIALIZED ({numbered}),\n"
            "walk AS (\n"
            "    SELECT {top}, {top_former} AS {former}, ARRAY[{top_place}] AS {place}\n"
            "    FROM numbered WHERE cardinality({top_former}) = 1\n"
            "    UNION ALL\n"
            "    SELECT {below}, {below_former}, {walk_place} || {below_place}\n"
            "    FROM walk JOIN numbered AS below ON {same}\n"
            ")\nSELECT * FROM walk WHERE {walk_former} <> {walk_place}"
        ).format(
            numbered=self._numbered(keys),
            top=names(above, "numbered"),
            top_former=sql.Identifier("numbered", former),
            top_place=sql.Identifier("numbered", place),
            former=sql.Identifier(former),
            place=sql.Identifier(place),
            below=names(above, "below"),
            below_former=sql.Identifier("below", former),
            below_place=sql.Identifier("below", place),
            walk_place=sql.Identifier("walk", place),
            walk_former=sql.Identifier("walk", former),
            same=conjunction([*equal(above, "below", "walk"), parent]),
        )

    def misplaced(self) -> Sql | None:
        """Whether a row under `now` has a position that is none; None where positions are no part of the key."""
        node = self._node
        if not self.positional:
            return None
        own = sql.Identifier("now", node.own.name)
        if not node.recursive:
            return sql.SQL("{} < 1").format(own)
        return disjunction([sql.SQL("cardinality({}) = 0").format(own), sql.SQL("1 > ANY ({})").format(own)])
