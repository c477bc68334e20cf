"""Words for writes that are refused, with the queries that find them; the twin of `lens/written.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from psycopg import sql

from hofsm_migrate.compile.elements import dig
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.relations import conjunction, disjunction, equal, has_key, holders, identity, of_variant
from hofsm_migrate.lens.tree import otherwise_leaves
from hofsm_migrate.lens.written import closed, is_below
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.relations import Holder
    from hofsm_migrate.lens.tree import ColumnLeaf, Node, Tree
    from hofsm_migrate.spec.mapping import Column, Table

Sql = sql.Composable


class Refusal(NamedTuple):
    """What an error says, but for the document: `code` is the name of its SQLSTATE."""

    code: str
    message: str
    detail: str
    hint: str

    def where(self, source: Sql, test: Sql) -> Sql:
        """A query that gives the words once for each row of `source` that passes the test."""
        words = (sql.Literal(part) for part in self)
        return sql.SQL("SELECT {}, {}, {}, {}\nFROM {}\nWHERE {}").format(*words, source, test)

    def refuse_where(self, source: Sql, test: Sql, document: Sql) -> Sql:
        """A statement of plpgsql that refuses the write where a row of `source` passes the test."""
        parts = {"document": document, "source": source, "test": test}
        return fill(load("mirror_refuse"), {**self._asdict(), **parts})


def first_of(queries: list[Sql]) -> Sql:
    """One query of all that were made by `where`."""
    return sql.SQL("\nUNION ALL\n").join(queries) if queries else sql.SQL("SELECT NULL, NULL, NULL, NULL WHERE false")


def can_be_irregular(node: Node) -> bool:
    """Whether a container of the expected type may yield no rows; an array told apart by position never does."""
    return node.keyed or node.recursive


def is_kept_whole(holder: Holder, alias: str) -> Sql:
    """Whether the residual of a row of the first table keeps a collection that yields no rows."""
    kept = dig(sql.Identifier(alias, naming.RESIDUAL), holder.leaf.path)
    return sql.SQL("jsonb_typeof({0}) = {1} AND {0} <> {2}").format(
        kept, sql.Literal("object" if holder.leaf.kind == "map" else "array"), sql.Literal(holder.nothing)
    )


def closed_collection(holder: Holder) -> Refusal:
    """Of a write that would hide such a collection."""
    words = closed(holder.parent, holder.leaf)
    detail = f"{words.at}: {words.detail}".removesuffix("; nothing was written")
    return Refusal("object_not_in_prerequisite_state", words.message, detail, words.hint)


def lost_split(node: Node, table: Table) -> Refusal:
    """Of a write that leaves an element without its row in another table than its first."""
    has = f"of variant {table.variant!r}" if table.variant is not None else "that is there"
    return Refusal(
        "object_not_in_prerequisite_state",
        f"rows of table {table.name} cannot be deleted by themselves",
        f"every row of {node.name} {has} has one there",
        f"delete the row of {node.name}, or set the columns to NULL",
    )


class Reasons:
    """Queries for what may be wrong with the rows of the document whose key is in the parameters."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._made = Names(tree)
        self._holders = holders(tree)

    def closed(self) -> list[Sql]:
        """Collections that the residual keeps whole and that have rows nevertheless."""
        return [self._closed_collection(holder) for holder in self._holders if can_be_irregular(holder.child)]

    def _closed_collection(self, holder: Holder) -> Sql:
        node, leaf = holder.parent, holder.leaf
        tests: list[Sql] = [
            has_key(self._tree, "stored"),
            is_kept_whole(holder, "stored"),
            sql.SQL("EXISTS (SELECT FROM {} AS child WHERE {})").format(
                qualified(self._made.table(holder.child.spine)), holder.holds("child", "stored")
            ),
        ]
        if leaf.variant is not None:
            tests.append(of_variant(node, "stored", leaf.variant))
        source = sql.SQL("{} AS stored").format(qualified(self._made.table(node.spine)))
        return closed_collection(holder).where(source, conjunction(tests))

    def all(self) -> list[Sql]:
        """Why rows differ from those of the document, the plainest reason first."""
        return [
            *self._no_numbers(),
            *self._orphans(),
            *self._lone_splits(),
            *self._other_variants(),
            *self._two_in_one_place(),
            *self._lost_splits(),
        ]

    def _no_numbers(self) -> list[Sql]:
        return [
            self._no_number(table, column)
            for node in self._tree.nodes
            for table in node.tables
            for column in table.columns
            if column.type in {"numeric", "double precision"}
        ]

    def _no_number(self, table: Table, column: Column) -> Sql:
        """Infinity and NaN, which the column takes and JSON has no word for."""
        refusal = Refusal(
            "check_violation",
            f"column {column.name} has a number that no document can hold",
            f"{table.name}.{column.name} is Infinity, -Infinity or NaN, and JSON has neither",
            "write a number that is finite, or NULL",
        )
        test = sql.SQL("{} IN ('Infinity', '-Infinity', 'NaN')").format(sql.Identifier("stored", column.name))
        source = sql.SQL("{} AS stored").format(qualified(self._made.table(table)))
        return refusal.where(source, conjunction([has_key(self._tree, "stored"), test]))

    def _orphans(self) -> list[Sql]:
        return [self._orphan(node) for node in self._tree.nodes[1:]]

    def _orphan(self, node: Node) -> Sql:
        homes = [
            sql.SQL("NOT EXISTS (SELECT FROM {} AS parent WHERE {})").format(
                qualified(self._made.table(one.parent.spine)), one.holds("stored", "parent")
            )
            for one in self._holders
            if one.child is node
        ]
        refusal = Refusal(
            "foreign_key_violation",
            f"table {node.name} has a row without the element that it lies in",
            "no row of the node above has its key",
            "insert the element above first, or in the same statement",
        )
        stored = sql.SQL("{} AS stored").format(qualified(self._made.table(node.spine)))
        return refusal.where(stored, conjunction([has_key(self._tree, "stored"), *homes]))

    def _lone_splits(self) -> list[Sql]:
        return [self._lone_split(node, table) for node in self._tree.nodes for table in node.tables[1:]]

    def _lone_split(self, node: Node, table: Table) -> Sql:
        refusal = Refusal(
            "foreign_key_violation",
            f"table {table.name} has a row without its row in {node.name}",
            f"every row there belongs to one of {node.name}",
            f"insert the row of {node.name} first, or in the same statement",
        )
        same = conjunction(equal(identity(self._tree, node), "spine", "stored"))
        lone = sql.SQL("NOT EXISTS (SELECT FROM {} AS spine WHERE {})").format(
            qualified(self._made.table(node.spine)), same
        )
        stored = sql.SQL("{} AS stored").format(qualified(self._made.table(table)))
        return refusal.where(stored, conjunction([has_key(self._tree, "stored"), lone]))

    def _lost_splits(self) -> list[Sql]:
        return [
            self._lost_split(node, table)
            for node in self._tree.nodes
            for table in node.tables[1:]
            if table.when is None
        ]

    def _lost_split(self, node: Node, table: Table) -> Sql:
        same = conjunction(equal(identity(self._tree, node), "split", "stored"))
        lost = sql.SQL("NOT EXISTS (SELECT FROM {} AS split WHERE {})").format(qualified(self._made.table(table)), same)
        tests = [has_key(self._tree, "stored"), lost]
        if table.variant is not None:
            tests.append(of_variant(node, "stored", table.variant))
        stored = sql.SQL("{} AS stored").format(qualified(self._made.table(node.spine)))
        return lost_split(node, table).where(stored, conjunction(tests))

    def _other_variants(self) -> list[Sql]:
        found: list[Sql] = []
        for node in self._tree.nodes:
            for table in (table for table in node.tables if table.variant is not None):
                join = self._joined(node, table)
                test = sql.SQL("NOT {}").format(of_variant(node, "stored", table.variant or ""))
                found.append(self._unfit(node, f"{table.name} of variant {table.variant!r} has a row", join, test))
            for one in self._holders:
                if one.parent is node and one.leaf.variant is not None:
                    test = sql.SQL("NOT {} AND EXISTS (SELECT FROM {} AS child WHERE {})").format(
                        of_variant(node, "stored", one.leaf.variant),
                        qualified(self._made.table(one.child.spine)),
                        one.holds("child", "stored"),
                    )
                    words = f"{one.child.name} of variant {one.leaf.variant!r} has rows"
                    found.append(self._unfit(node, words, sql.SQL(""), test))
        return found

    def _joined(self, node: Node, table: Table) -> Sql:
        """What joins a table's row to that of the first one."""
        return sql.SQL(" JOIN {} AS split ON {}").format(
            qualified(self._made.table(table)), conjunction(equal(identity(self._tree, node), "split", "stored"))
        )

    def _unfit(self, node: Node, detail: str, join: Sql, test: Sql) -> Sql:
        refusal = Refusal(
            "check_violation",
            f"rows do not fit the variant of their element in {node.name}",
            detail,
            "set columns to NULL and delete rows of the variant that is left, then change the variant;"
            " or change all in one statement",
        )
        source = sql.SQL("{} AS stored{}").format(qualified(self._made.table(node.spine)), join)
        return refusal.where(source, conjunction([has_key(self._tree, "stored"), test]))

    def _two_in_one_place(self) -> list[Sql]:
        return [
            found
            for node in self._tree.nodes
            for leaf in otherwise_leaves(node.shape)
            for found in self._in_the_way(node, leaf)
        ]

    def _in_the_way(self, node: Node, leaf: ColumnLeaf) -> list[Sql]:
        """What lies at the place of a column with `otherwise` or below, while the column has a value."""
        key, found = identity(self._tree, node), []
        for table in node.tables:
            tests: list[Sql] = [
                sql.SQL("{} IS NOT NULL").format(sql.Identifier("other", other.column.name))
                for other in node.leaves()
                if other.table is table and other.path != leaf.path and is_below(other.path, leaf.path)
            ]
            if table.when is not None and is_below(table.when, leaf.path):
                tests.append(sql.SQL("true"))
            if tests:
                same = conjunction([*equal(key, "other", "holder"), sql.SQL("({})").format(disjunction(tests))])
                found.append(self._taken(leaf, table.name, qualified(self._made.table(table)), same))
        for one in self._holders:
            if one.parent is node and is_below(one.leaf.path, leaf.path):
                table = qualified(self._made.table(one.child.spine))
                found.append(self._taken(leaf, one.child.name, table, one.holds("other", "holder")))
        return found

    def _taken(self, leaf: ColumnLeaf, other: str, table: Sql, same: Sql) -> Sql:
        column = leaf.column.name
        refusal = Refusal(
            "check_violation",
            f"column {column} has a value where other columns or rows have one, too",
            f"{leaf.table.name}, path {leaf.mark}: {other} has something there",
            f"set the columns there to NULL and remove rows, or set {column} to NULL, in one statement",
        )
        test = sql.SQL("{} AND {} IS NOT NULL AND EXISTS (SELECT FROM {} AS other WHERE {})").format(
            has_key(self._tree, "holder"), sql.Identifier("holder", column), table, same
        )
        return refusal.where(sql.SQL("{} AS holder").format(qualified(self._made.table(leaf.table))), test)
