"""One query that composes whole documents: nodes are grouped bottom-up and joined, never looked up row by row.

Elements of a recursive node are written in the order of a walk through the tree (parents before children): each row
opens its object, and closes as many as the step to the next row leaves. So any depth takes one pass and no recursion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.compose import container_leaves_last
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.readings import is_variant
from hofsm_migrate.names import mint
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import indent

if TYPE_CHECKING:
    from collections.abc import Callable

    from hofsm_migrate.lens.tree import Node, Tree

Sql = sql.Composable
OVERLAY_COLUMN = "document"
MARKER = "chr(1)"
"""Stands in an element's text where its own children go. JSON escapes control characters, so nothing else writes it."""


@dataclass(frozen=True)
class Bound:
    """A condition on the legacy key for every scanned table; `condition(alias)` is SQL, None for all documents."""

    condition: Callable[[str], Sql] | None = None

    def on(self, alias: str) -> list[Sql]:
        """The condition for one alias as a list of none or one."""
        return [] if self.condition is None else [self.condition(alias)]


EVERYTHING = Bound()


def documents_query(tree: Tree, bound: Bound = EVERYTHING) -> Sql:
    """The legacy key and, as the last column, the JSON text of every represented document (NULL for SQL NULL).

    The last column is `document`, with as many underscores behind it as it takes to be no column of the key.
    """
    return _Assembly(tree, bound).documents()


def element_query(tree: Tree, node: Node, bound: Bound, path: Sql | None) -> Sql:
    """One element below the root with everything in it, as JSON text in the column `document`; no row for none.

    `bound` is about its key and identity and holds for all tables below it; in a recursion `path` is its place, and the
    text is that of a container with nothing else in it.
    """
    return _Assembly(tree, bound, None if path is None else (node, path)).element(node)


class _Assembly:
    def __init__(self, tree: Tree, bound: Bound, start: tuple[Node, Sql] | None = None) -> None:
        """`start`: the element of a recursion that is composed, and its place."""
        self._tree = tree
        self._start = start
        self._names = Names(tree)
        self._bound = bound
        self._key = list(tree.source.key)
        aliases = {table.name for node in tree.nodes for table in node.tables}
        self._walk_alias = unique("walk", aliases)
        self._grouped = {node.name: unique(mint("members of", node.name), aliases) for node in tree.nodes}
        columns = {*self._key, *(column.name for node in tree.nodes for column in node.identity)}
        self._overlay = {node.name: unique(mint("overlay of", node.name), aliases) for node in tree.nodes}
        self._members_name, self._place, self._piece = (unique(name, columns) for name in ("members", "place", "piece"))
        self._next, self._previous = (unique(name, columns) for name in ("next_depth", "previous_depth"))

    def documents(self) -> Sql:
        root = self._tree.root
        where = self._where(root.name)
        document = sql.Identifier(unique("document", set(self._key)))
        return sql.SQL("SELECT {}, {} AS {}\nFROM {}{}").format(
            names(self._key, root.name), self._text(root), document, self._with_overlay(root, self._from(root)), where
        )

    def element(self, node: Node) -> Sql:
        document = sql.Identifier(unique("document", {*self._key, *(column.name for column in node.identity)}))
        if node.recursive:
            members = sql.Identifier("walked", self._members_name)
            return sql.SQL("SELECT {} AS {}\nFROM (\n    {}\n) AS walked").format(
                members, document, indent(self._walk(node))
            )
        return sql.SQL("SELECT {} AS {}\nFROM {}{}").format(
            self._text(node), document, self._with_overlay(node, self._from(node)), self._where(node.name)
        )

    def _started(self, node: Node) -> Sql | None:
        """The place of the one element that a walk begins with; None where it begins with all at the top."""
        return self._start[1] if self._start is not None and self._start[0] is node else None

    def _where(self, alias: str) -> Sql:
        return (
            sql.SQL("\nWHERE {}").format(sql.SQL(" AND ").join(self._bound.on(alias)))
            if self._bound.on(alias)
            else sql.SQL("")
        )

    def _identity(self, node: Node) -> list[str]:
        return [*self._key, *(column.name for column in node.identity)]

    def _from(self, node: Node) -> Sql:
        """The spine, its vertical splits, and the grouped children."""
        source: Sql = sql.SQL("{} AS {}").format(qualified(self._names.table(node.spine)), sql.Identifier(node.name))
        identity = self._identity(node)
        for table in node.tables[1:]:
            conditions = [*_equal(identity, node.name, table.name), *self._bound.on(table.name)]
            if table.variant is not None and node.variants is not None:
                conditions.append(is_variant(sql.Identifier(node.name, node.variants.column), [table.variant]))
            source = _left_join(source, qualified(self._names.table(table)), table.name, conditions)
        for child in node.children:
            alias = self._grouped[child.name]
            grouped = sql.SQL("(\n    {}\n)").format(indent(self._members(child)))
            source = _left_join(source, grouped, alias, _equal(identity, node.name, alias))
        return source

    def _text(self, node: Node) -> Sql:
        """The text of an element: from columns alone, or from the overlay joined to it where the row has a residual."""
        spine = [sql.Identifier(node.name, column) for column in (naming.RESIDUAL, naming.ABSENT)]
        return sql.SQL("CASE WHEN {} IS NULL AND {} IS NULL THEN {}({}) ELSE {} END").format(
            *spine,
            qualified(self._names.compose(node)),
            self._arguments(node),
            sql.Identifier(self._overlay[node.name], OVERLAY_COLUMN),
        )

    def _with_overlay(self, node: Node, source: Sql) -> Sql:
        """The overlay is joined, not called in the SELECT list: so it becomes part of the query, not set up per row."""
        return sql.SQL("{}\nLEFT JOIN LATERAL {}({}) AS {} ON true").format(
            source,
            qualified(self._names.overlay(node)),
            self._arguments(node),
            sql.Identifier(self._overlay[node.name]),
        )

    def _arguments(self, node: Node) -> Sql:
        # with .*, because a bare name would be read as a column of that name first
        rows: list[Sql] = [sql.SQL("{}.*").format(sql.Identifier(table.name)) for table in node.tables]
        for leaf in container_leaves_last(node):
            members = sql.Identifier(self._grouped[leaf.child], self._members_name)
            rows.append(self._own_children(node) if leaf.child == node.name else members)
        return sql.SQL(", ").join(rows)

    def _own_children(self, node: Node) -> Sql:
        """The opening bracket and a marker where the next row of the walk is a child of this one."""
        return sql.SQL("CASE WHEN {} > cardinality({}) THEN {} || {} END").format(
            sql.Identifier(self._walk_alias, self._next),
            sql.Identifier(node.name, node.own.name),
            sql.Literal(_brackets(node)[0]),
            sql.SQL(MARKER),
        )

    def _members(self, node: Node) -> Sql:
        """Key, identity of the parent, and `members`: the text of the container with all its elements."""
        if node.recursive:
            return self._walk(node)
        parent = self._identity(node)[:-1]
        text = self._text(node)
        opening, closing = _brackets(node)
        if node.kind == "map":
            text = sql.SQL("to_json({})::text || ':' || {}").format(sql.Identifier(node.name, node.own.name), text)
        order = sql.Identifier(node.name, node.ordinal or node.own.name)
        return sql.SQL(
            "SELECT {parent}, {opening} || string_agg({text}, ',' ORDER BY {order}) || {closing} AS {members}\n"
            "FROM {source}{where}\nGROUP BY {parent}"
        ).format(
            parent=names(parent, node.name),
            opening=sql.Literal(opening),
            text=text,
            order=order,
            closing=sql.Literal(closing),
            members=sql.Identifier(self._members_name),
            source=self._with_overlay(node, self._from(node)),
            where=self._where(node.name),
        )

    def _walk(self, node: Node) -> Sql:
        parent = self._identity(node)[:-1]
        opening, closing = _brackets(node)
        leave = closing + "}" * len(node.recurse or ())
        return sql.SQL(
            "SELECT {parent}, {opening} || string_agg({piece}, '' ORDER BY {place}) || {closing} AS {members}\n"
            "FROM (\n    {steps}\n) AS step\nGROUP BY {parent}"
        ).format(
            parent=names(parent, "step"),
            opening=sql.Literal(opening),
            closing=sql.Literal(closing),
            piece=sql.Identifier("step", self._piece),
            place=sql.Identifier("step", self._place),
            members=sql.Identifier(self._members_name),
            steps=indent(self._steps(node, parent, leave)),
        )

    def _steps(self, node: Node, parent: list[str], leave: str) -> Sql:
        """What each row of a recursive node adds to the text, by its place in the walk."""
        path = sql.Identifier(node.name, node.own.name)
        depth = sql.SQL("cardinality({})").format(path)
        start = self._started(node)
        first = sql.SQL("1") if start is None else sql.SQL("cardinality({})").format(start)
        text = sql.SQL("split_part({}, {}, 1)").format(self._text(node), sql.SQL(MARKER))
        if node.kind == "map":
            text = sql.SQL("to_json({0}[{1}])::text || ':' || {2}").format(path, depth, text)
        return sql.SQL(
            "SELECT {parent}, {place},\n"
            "    CASE WHEN {previous} >= {depth} THEN ',' ELSE '' END || {text}\n"
            "    || repeat({leave}, greatest({depth} - coalesce({next}, {first}), 0)) AS {piece}\n"
            "FROM {source}{where}"
        ).format(
            parent=names(parent, node.name),
            place=sql.Identifier(self._walk_alias, self._place),
            previous=sql.Identifier(self._walk_alias, self._previous),
            next=sql.Identifier(self._walk_alias, self._next),
            piece=sql.Identifier(self._piece),
            first=first,
            depth=depth,
            text=text,
            leave=sql.Literal(leave),
            source=self._with_overlay(node, self._with_walk(node)),
            where=self._where(node.name),
        )

    def _with_walk(self, node: Node) -> Sql:
        """The rows of a recursive node, each with its place in the walk and the depths of its neighbours there."""
        identity = self._identity(node)
        steps = sql.SQL("(\n    {}\n)").format(indent(self._neighbours(node, identity)))
        conditions = sql.SQL(" AND ").join(_equal(identity, node.name, self._walk_alias))
        return sql.SQL("{}\nJOIN {} AS {} ON {}").format(
            self._from(node), steps, sql.Identifier(self._walk_alias), conditions
        )

    def _neighbours(self, node: Node, identity: list[str]) -> Sql:
        path = sql.Identifier("step", node.own.name)
        table = sql.SQL("{} AS step").format(qualified(self._names.table(node.spine)))
        place, where = path, self._where("step")
        if node.ordinal:
            table = sql.SQL("(\n    {}\n) AS step").format(indent(self._places(node, identity)))
            place, where = sql.Identifier("step", self._place), sql.SQL("")
        return sql.SQL(
            "SELECT {identity}, {place} AS {place_name},\n"
            "    lag(cardinality({path})) OVER walk_order AS {previous},\n"
            "    lead(cardinality({path})) OVER walk_order AS {next}\n"
            "FROM {table}{where}\nWINDOW walk_order AS (PARTITION BY {parent} ORDER BY {place})"
        ).format(
            identity=names(identity, "step"),
            place=place,
            place_name=sql.Identifier(self._place),
            path=path,
            previous=sql.Identifier(self._previous),
            next=sql.Identifier(self._next),
            table=table,
            where=where,
            parent=names(identity[:-1], "step"),
        )

    def _places(self, node: Node, identity: list[str]) -> Sql:
        """The positions from where the walk begins down to each row, as an array."""
        table = qualified(self._names.table(node.spine))
        ordinal, path, parent = node.ordinal or "", node.own.name, naming.parent_column(node.name)
        start = self._started(node)
        begins = (
            sql.SQL("{} IS NULL").format(sql.Identifier("top", parent))
            if start is None
            else sql.SQL("{} = {}").format(sql.Identifier("top", path), start)
        )
        top = [begins, *self._bound.on("top")]
        below = _equal(identity[:-1], "place", "child")
        below.append(sql.SQL("{} = {}").format(sql.Identifier("child", parent), sql.Identifier("place", path)))
        return sql.SQL(
            "WITH RECURSIVE place AS (\n"
            "    SELECT {top_identity}, ARRAY[{top_ordinal}] AS {place} FROM {table} AS top WHERE {top}\n"
            "    UNION ALL\n"
            "    SELECT {child_identity}, place.{place} || {child_ordinal}\n"
            "    FROM place JOIN {table} AS child ON {below}\n"
            ")\nSELECT * FROM place"
        ).format(
            place=sql.Identifier(self._place),
            top_identity=names(identity, "top"),
            top_ordinal=sql.Identifier("top", ordinal),
            child_identity=names(identity, "child"),
            child_ordinal=sql.Identifier("child", ordinal),
            table=table,
            top=sql.SQL(" AND ").join(top),
            below=sql.SQL(" AND ").join([*below, *self._bound.on("child")]),
        )


def _brackets(node: Node) -> tuple[str, str]:
    return ("{", "}") if node.kind == "map" else ("[", "]")


def _equal(columns: list[str], left: str, right: str) -> list[Sql]:
    return [
        sql.SQL("{} = {}").format(sql.Identifier(left, column), sql.Identifier(right, column)) for column in columns
    ]


def _left_join(source: Sql, other: Sql, alias: str, conditions: list[Sql]) -> Sql:
    return sql.SQL("{}\nLEFT JOIN {} AS {} ON {}").format(
        source, other, sql.Identifier(alias), sql.SQL(" AND ").join(conditions)
    )
