"""How rows of the new tables belong together, as SQL conditions between two aliases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.readings import is_variant
from hofsm_migrate.lens.tree import container_leaves
from hofsm_migrate.sql import case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hofsm_migrate.lens.tree import ContainerLeaf, Node, Tree

Sql = sql.Composable


def conjunction(conditions: Sequence[Sql]) -> Sql:
    """All of the conditions; true for none."""
    return sql.SQL(" AND ").join(conditions) if conditions else sql.SQL("true")


def disjunction(conditions: Sequence[Sql]) -> Sql:
    """Any of the conditions; false for none."""
    return sql.SQL(" OR ").join(conditions) if conditions else sql.SQL("false")


def equal(columns: list[str], left: str, right: str) -> list[Sql]:
    """Equality of each of the columns."""
    return [sql.SQL("{} = {}").format(sql.Identifier(left, name), sql.Identifier(right, name)) for name in columns]


def row_of(columns: list[str], alias: str) -> Sql:
    """The columns as one row value."""
    return sql.SQL("({})").format(sql.SQL(", ").join([sql.Identifier(alias, name) for name in columns]))


def identity(tree: Tree, node: Node) -> list[str]:
    """The primary key of a node's tables."""
    return [*tree.source.key, *(column.name for column in node.identity)]


def last_step(node: Node, alias: str) -> Sql:
    """An element's own key or position among its siblings."""
    own = sql.Identifier(alias, node.own.name)
    return sql.SQL("{0}[cardinality({0})]").format(own) if node.recursive else own


def parent_path(node: Node, alias: str) -> Sql:
    """The path of the element around an element of a recursion, `{}` at the top."""
    return sql.SQL("{0}[:cardinality({0}) - 1]").format(sql.Identifier(alias, node.own.name))


def siblings(tree: Tree, node: Node, alias: str) -> Sql:
    """What all elements of one container have in common."""
    parts: list[Sql] = [sql.Identifier(alias, name) for name in identity(tree, node)[:-1]]
    return sql.SQL(", ").join([*parts, parent_path(node, alias)] if node.recursive else parts)


def lies_in(tree: Tree, node: Node, inner: str, top: str) -> Sql:
    """Whether a row of the node, or of one below it, belongs to an element of the node or lies in it."""
    if not node.recursive:
        return conjunction(equal(identity(tree, node), inner, top))
    tests = equal(identity(tree, node)[:-1], inner, top)
    tests.append(
        sql.SQL("{0}[:cardinality({1})] = {1}").format(
            sql.Identifier(inner, node.own.name), sql.Identifier(top, node.own.name)
        )
    )
    return conjunction(tests)


@dataclass(frozen=True)
class Holder:
    """A container with the node whose elements it is a part of, and the node whose rows are its elements."""

    tree: Tree
    parent: Node
    leaf: ContainerLeaf
    child: Node

    def holds(self, child: str, parent: str) -> Sql:
        """Whether the row under alias `child` is an element of the container in the one under `parent`."""
        tests = equal(identity(self.tree, self.parent), child, parent)
        if self.child is self.parent:
            tests[-1] = sql.SQL("{} = {}").format(
                parent_path(self.child, child), sql.Identifier(parent, self.parent.own.name)
            )
        elif self.child.recursive:
            tests.append(sql.SQL("cardinality({}) = 1").format(sql.Identifier(child, self.child.own.name)))
        return conjunction(tests)

    @property
    def nothing(self) -> str:
        """The empty container."""
        return "{}" if self.leaf.kind == "map" else "[]"


def holders(tree: Tree) -> list[Holder]:
    """All containers of a mapping."""
    return [
        Holder(tree, node, leaf, tree.by_name[leaf.child])
        for node in tree.nodes
        for leaf in container_leaves(node.shape)
    ]


def variant(node: Node, alias: str) -> Sql:
    """The variant that a row of the first table says, NULL for none of them."""
    if node.variants is None:
        return sql.SQL("NULL::text")
    named = sql.Identifier(alias, node.variants.column)
    if node.variant_column:
        return named
    return case((sql.SQL("{} = ANY ({})").format(named, sql.Literal(list(node.variants.names))), named))


def of_variant(node: Node, alias: str, name: str) -> Sql:
    """Whether a row of the first table says that its element is of a variant; never NULL."""
    column = node.variants.column if node.variants else ""
    return is_variant(sql.Identifier(alias, column), [name])


def parameters(tree: Tree, count: int = 0) -> Sql:
    """The document's key as parameters `$1` to `$n`, and `count` more behind it."""
    return sql.SQL(", ").join([parameter(number) for number in range(1, len(tree.source.key) + count + 1)])


def parameter(number: int) -> sql.SQL:
    """`$1`, ..."""
    return sql.SQL(f"${number}")  # pyright: ignore[reportArgumentType] - a number


def has_key(tree: Tree, alias: str) -> Sql:
    """Whether a row belongs to the document whose key is in the parameters."""
    return conjunction(
        [
            sql.SQL("{} = {}").format(sql.Identifier(alias, name), parameter(number))
            for number, name in enumerate(tree.source.key, 1)
        ]
    )


def key_words(tree: Tree, alias: str | None = None) -> Sql:
    """A document's key as text for a message: of a row, or as it is in the parameters."""
    if alias is not None:
        return _words(list(tree.source.key), alias)
    parts = [
        sql.SQL("{} || {}::text").format(sql.Literal(f"{name} = "), parameter(number))
        for number, name in enumerate(tree.source.key, 1)
    ]
    return sql.SQL("concat_ws(', ', {})").format(sql.SQL(", ").join(parts))


def row_words(tree: Tree, node: Node, alias: str) -> Sql:
    """The key of a row of one of the node's tables as text for a message."""
    return _words(identity(tree, node), alias)


def _words(columns: list[str], alias: str) -> Sql:
    parts = [
        sql.SQL("{} || {}::text").format(sql.Literal(f"{name} = "), sql.Identifier(alias, name)) for name in columns
    ]
    return sql.SQL("concat_ws(', ', {})").format(sql.SQL(", ").join(parts))
