"""The statement that represents documents: it claims them by their root rows and decomposes the claimed ones.

Backfill takes them from a key range of the legacy table, a trigger takes the one that was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, names, parameters, qualified, same_key
from hofsm_migrate.compile.outputs import Outputs
from hofsm_migrate.compile.tables import stored_columns
from hofsm_migrate.names import mint
from hofsm_migrate.sql import body, fill, indent, load

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table

Sql = sql.Composable


def key_parameters(tree: Tree) -> Sql:
    """The first and the last key as the parameters `$1` to `$2n`."""
    return sql.SQL(", ").join(parameters(2 * len(tree.source.key)))


def key_range(tree: Tree, alias: str) -> Sql:
    """`alias` between the first and the last key, which are the parameters `$1` to `$2n`."""
    key = names(list(tree.source.key), alias)
    count = len(tree.source.key)
    first, last = (sql.SQL(", ").join(parameters(count, start)) for start in (1, count + 1))
    if count == 1:
        return sql.SQL("{0} >= {1} AND {0} <= {2}").format(key, first, last)
    return sql.SQL("({0}) >= ({1}) AND ({0}) <= ({2})").format(key, first, last)


def legacy_document(tree: Tree, alias: str) -> Sql:
    """The payload of the legacy table as jsonb, whatever type its column has."""
    payload = sql.Identifier(alias, tree.source.payload)
    return payload if tree.source.payload_type == "jsonb" else sql.SQL("{}::jsonb").format(payload)


def backfill_body(tree: Tree) -> sql.Composed:
    """The plpgsql body of the backfill function."""
    return _Representation(tree).of_range()


def represent_body(tree: Tree) -> sql.Composed:
    """The plpgsql body of the function that represents one document: the key, then the document, are its arguments."""
    return _Representation(tree).of_one()


class _Representation:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._made = Names(tree)
        self._key = list(tree.source.key)
        self._document = unique("document", set(tree.source.key))
        self._parts: list[tuple[str, Sql]] = []
        self._made_outputs: dict[str, Outputs] = {}

    def of_range(self) -> sql.Composed:
        query = fill(
            load("backfill_query"),
            {
                "key": names(self._key, "legacy"),
                "payload": legacy_document(self._tree, "legacy"),
                "document": self._document,
                "legacy": self._made.legacy,
                "range": key_range(self._tree, "legacy"),
                "inserts": indent(self._inserts()),
                "documents": sql.SQL("(SELECT count(*) FROM claimed)"),
                "rows": sql.SQL(" + ").join([self._count(node) for node in self._tree.nodes]),
            },
        )
        gone = fill(
            load("backfill_gone"),
            {
                "root": self._made.table(self._tree.root.spine),
                "range": key_range(self._tree, "root"),
                "legacy": self._made.legacy,
                "same": same_key(self._tree, "legacy", "root"),
            },
        )
        parts = {"query": body(query, "query"), "gone": body(gone, "gone"), "parameters": key_parameters(self._tree)}
        return fill(load("backfill"), parts)

    def of_one(self) -> sql.Composed:
        *values, document = parameters(len(self._key) + 1)
        key = [
            sql.SQL("{} AS {}").format(value, sql.Identifier(name))
            for value, name in zip(values, self._key, strict=True)
        ]
        return fill(
            load("represent"),
            {
                "key": sql.SQL(", ").join(key),
                "argument": document,
                "document": self._document,
                "inserts": indent(self._inserts()),
            },
        )

    def _inserts(self) -> Sql:
        """The CTEs behind `chunk`: rows of each node, and what puts them into its tables."""
        self._root(self._tree.root)
        for parent in self._tree.nodes:
            for node in parent.children:
                self._node(node, parent)
        parts = [sql.SQL("{} AS {}").format(sql.Identifier(name), statement) for name, statement in self._parts]
        return sql.SQL(",\n").join(parts)

    def _root(self, node: Node) -> None:
        rows = self._rows(node)
        found = sql.SQL(
            "MATERIALIZED (\n    SELECT {}, node.*\n    FROM chunk CROSS JOIN LATERAL {}({}) AS node\n)"
        ).format(
            names(self._key, "chunk"), qualified(self._made.decompose(node)), sql.Identifier("chunk", self._document)
        )
        self._parts.append((rows, found))
        claim = sql.SQL("({}\n    ON CONFLICT DO NOTHING\n    RETURNING {}\n)").format(
            self._insert(node, node.spine, rows), names(self._key)
        )
        self._parts.append(("claimed", claim))
        for table in node.tables[1:]:
            self._add(node, table, rows, self._claimed())

    def _node(self, node: Node, parent: Node) -> None:
        """The elements of the containers that the parent's rows hand down; unclaimed documents stop at the root."""
        rows = self._rows(node)
        container = self._outputs(parent).containers[node.name]
        found = sql.SQL(
            "MATERIALIZED (\n    SELECT {}, node.*\n    FROM {} AS parent{} CROSS JOIN LATERAL {}({}) AS node\n)"
        ).format(
            names([*self._key, *(column.name for column in parent.identity)], "parent"),
            sql.Identifier(self._rows(parent)),
            sql.SQL(" ") + self._claimed() if parent is self._tree.root else sql.SQL(""),
            qualified(self._made.decompose(node)),
            sql.Identifier("parent", container),
        )
        self._parts.append((rows, found))
        for table in node.tables:
            self._add(node, table, rows, None)

    def _rows(self, node: Node) -> str:
        return mint("rows of", node.name)

    def _outputs(self, node: Node) -> Outputs:
        if node.name not in self._made_outputs:
            self._made_outputs[node.name] = Outputs(self._tree, node)
        return self._made_outputs[node.name]

    def _claimed(self) -> Sql:
        return sql.SQL("JOIN claimed USING ({})").format(names(self._key))

    def _add(self, node: Node, table: Table, rows: str, join: Sql | None) -> None:
        statement = self._insert(node, table, rows)
        if join is not None:
            statement = sql.SQL("{}\n    {}").format(statement, join)
        exists = self._outputs(node).exists(table, rows)
        if exists is not None:
            statement = sql.SQL("{}\n    WHERE {}").format(statement, exists)
        self._parts.append((mint("into", table.name), sql.SQL("({}\n)").format(statement)))

    def _count(self, node: Node) -> Sql:
        """How many rows a node's tables get; counted where they come from, since RETURNING would store them again."""
        outputs = self._outputs(node)
        exists = [test for table in node.tables if (test := outputs.exists(table)) is not None]
        terms = [sql.SQL("count(*) * {}").format(sql.Literal(len(node.tables) - len(exists)))]
        terms += [sql.SQL("count(*) FILTER (WHERE {})").format(test) for test in exists]
        claimed = sql.SQL(" ") + self._claimed() if node is self._tree.root else sql.SQL("")
        return sql.SQL("(SELECT {} FROM {}{})").format(
            sql.SQL(" + ").join(terms), sql.Identifier(self._rows(node)), claimed
        )

    def _insert(self, node: Node, table: Table, rows: str) -> Sql:
        outputs = self._outputs(node)
        columns = stored_columns(node, table)
        values = [outputs.stored(table, column, rows) for column in columns]
        return sql.SQL("\n    INSERT INTO {} ({})\n    SELECT {}\n    FROM {}").format(
            qualified(self._made.table(table)),
            names([*self._key, *columns]),
            sql.SQL(", ").join([names(self._key, rows), *values]),
            sql.Identifier(rows),
        )
