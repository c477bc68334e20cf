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
from hofsm_migrate.sql import fill, indent, load

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
    return _Representation(tree, claim_last=True).of_range()


def represent_body(tree: Tree) -> sql.Composed:
    """The plpgsql body of the function that represents one document: the key, then the document, are its arguments."""
    return _Representation(tree, claim_last=False).of_one()


class _Representation:
    """The CTEs of one statement.

    `claim_last`: once the rows of all nodes are made. What is claimed makes its writers wait until the transaction
    ends; in return, rows of documents that somebody else claims meanwhile are made for nothing.
    """

    def __init__(self, tree: Tree, *, claim_last: bool) -> None:
        self._tree = tree
        self._claim_last = claim_last
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
                "root": self._made.table(self._tree.root.spine),
                "key_root": names(self._key, "root"),
                "root_range": key_range(self._tree, "root"),
                "represented": names(self._key, "represented"),
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
                "legacy_range": key_range(self._tree, "legacy"),
            },
        )
        return fill(load("backfill"), {"query": query, "gone": gone})

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
        """The CTEs behind `chunk`: rows of each node, the claim, and what puts the rows into their tables."""
        children = [(node, parent) for parent in self._tree.nodes for node in parent.children]
        self._root(self._tree.root)
        if not self._claim_last:
            self._claim(self._tree.root, [])
        for node, parent in children:
            self._node(node, parent)
        if self._claim_last:
            self._claim(self._tree.root, [node for node, _ in children])
        for table in self._tree.root.tables[1:]:
            self._add(self._tree.root, table)
        for node, _ in children:
            for table in node.tables:
                self._add(node, table)
        parts = [sql.SQL("{} AS {}").format(sql.Identifier(name), statement) for name, statement in self._parts]
        return sql.SQL(",\n").join(parts)

    def _root(self, node: Node) -> None:
        found = sql.SQL(
            "MATERIALIZED (\n    SELECT {}, node.*\n    FROM chunk CROSS JOIN LATERAL {}({}) AS node\n)"
        ).format(
            names(self._key, "chunk"), qualified(self._made.decompose(node)), sql.Identifier("chunk", self._document)
        )
        self._parts.append((self._rows(node), found))

    def _claim(self, root: Node, first: list[Node]) -> None:
        """The root rows, once the rows of the nodes `first` are there: counting them makes them."""
        ready = sql.SQL("")
        if first:
            counts = [sql.SQL("(SELECT count(*) FROM {})").format(sql.Identifier(self._rows(node))) for node in first]
            ready = sql.SQL("\n    WHERE least({}) >= 0").format(sql.SQL(", ").join(counts))
        claim = sql.SQL("({}{}\n    ON CONFLICT DO NOTHING\n    RETURNING {}\n)").format(
            self._insert(root, root.spine, self._rows(root)), ready, names(self._key)
        )
        self._parts.append(("claimed", claim))

    def _node(self, node: Node, parent: Node) -> None:
        """The elements of the containers that the parent's rows hand down; unclaimed documents stop at the root."""
        container = self._outputs(parent).containers[node.name]
        stop = parent is self._tree.root and not self._claim_last
        found = sql.SQL(
            "MATERIALIZED (\n    SELECT {}, node.*\n    FROM {} AS parent{} CROSS JOIN LATERAL {}({}) AS node\n)"
        ).format(
            names([*self._key, *(column.name for column in parent.identity)], "parent"),
            sql.Identifier(self._rows(parent)),
            sql.SQL(" ") + self._claimed() if stop else sql.SQL(""),
            qualified(self._made.decompose(node)),
            sql.Identifier("parent", container),
        )
        self._parts.append((self._rows(node), found))

    def _rows(self, node: Node) -> str:
        return mint("rows of", node.name)

    def _outputs(self, node: Node) -> Outputs:
        if node.name not in self._made_outputs:
            self._made_outputs[node.name] = Outputs(self._tree, node)
        return self._made_outputs[node.name]

    def _unclaimed(self, node: Node) -> bool:
        """Whether rows of documents that somebody else has claimed are among those of the node."""
        return self._claim_last or node is self._tree.root

    def _claimed(self) -> Sql:
        return sql.SQL("JOIN claimed USING ({})").format(names(self._key))

    def _add(self, node: Node, table: Table) -> None:
        rows = self._rows(node)
        statement = self._insert(node, table, rows)
        if self._unclaimed(node):
            statement = sql.SQL("{}\n    {}").format(statement, self._claimed())
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
        claimed = sql.SQL(" ") + self._claimed() if self._unclaimed(node) else sql.SQL("")
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
