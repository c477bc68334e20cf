"""The rows of a new table read straight out of documents: the chain of decompose functions down to its node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.outputs import Outputs
from hofsm_migrate.compile.tables import generated_columns
from hofsm_migrate.spec import naming

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table

Sql = sql.Composable


def lineage(tree: Tree, node: Node) -> list[Node]:
    """The nodes from the root down to `node`, both included."""
    return _down_to(tree.root, node) or []


def elements_from(tree: Tree, node: Node, documents: Sql, document: Sql) -> Sql:
    """FROM items with every element of `node`; the columns of its decompose function are those of `alias(tree, node)`.

    Args:
        documents: FROM item with the documents.
        document: a document in it, of type jsonb.
    """
    line, container = [documents], document
    chain = lineage(tree, node)
    for depth, one in enumerate(chain):
        line.append(
            sql.SQL("CROSS JOIN LATERAL {}({}) AS {}").format(
                qualified(Names(tree).decompose(one)), container, sql.Identifier(_alias(depth))
            )
        )
        if one is not node:
            below = Outputs(tree, one).containers[chain[depth + 1].name]
            container = sql.Identifier(_alias(depth), below)
    return sql.SQL("\n").join(line)


def alias(tree: Tree, node: Node) -> str:
    """What the elements of `node` are called in `elements_from`."""
    return _alias(len(lineage(tree, node)) - 1)


def identity_columns(tree: Tree, node: Node) -> list[tuple[str, Sql]]:
    """The primary key beside the legacy key: names and where they are in `elements_from`."""
    depths = range(1, len(lineage(tree, node)))
    return [
        (column.name, sql.Identifier(_alias(depth), column.name))
        for depth, column in zip(depths, node.identity, strict=True)
    ]


def table_columns(tree: Tree, node: Node, table: Table) -> list[tuple[str, Sql]]:
    """All columns of a new table behind the legacy key, in its order, and where they are in `elements_from`."""
    here, outputs = alias(tree, node), Outputs(tree, node)
    found = identity_columns(tree, node)
    spine = table is node.spine
    if spine and node.ordinal:
        found.append((node.ordinal, sql.Identifier(here, node.ordinal)))
    if spine and node.recursive:
        path = sql.Identifier(here, node.own.name)
        found += [(name, expression) for name, _, expression in generated_columns(node, path)]
    if spine and node.variant_column:
        found.append((node.variant_column, sql.Identifier(here, node.variant_column)))
    found += [(column.name, outputs.stored(table, column.name, here)) for column in table.columns]
    kept = (naming.RESIDUAL, naming.ABSENT) if spine else ()
    return [*found, *((name, sql.Identifier(here, name)) for name in kept)]


def has_row(tree: Tree, node: Node, table: Table) -> Sql:
    """Whether an element has a row in a table of its node."""
    return Outputs(tree, node).exists(table, alias(tree, node)) or sql.SQL("true")


def _down_to(node: Node, target: Node) -> list[Node] | None:
    if node is target:
        return [node]
    below = (_down_to(child, target) for child in node.children)
    found = next((chain for chain in below if chain), None)
    return [node, *found] if found else None


def _alias(depth: int) -> str:
    return f"node_{depth}"
