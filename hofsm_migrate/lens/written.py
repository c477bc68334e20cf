"""Which writes from the new side are refused: rows of another variant, closed collections, places taken twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.lens.compose import identity_of, parent_of, variant_of_row
from hofsm_migrate.lens.tree import ColumnLeaf, ContainerLeaf, container_leaves

if TYPE_CHECKING:
    from hofsm_migrate.lens.decompose import Row, Rows
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Path, Table

Key = tuple[Any, ...]


def by_identity(node: Node, table: Table, rows: Rows) -> dict[Key, Row]:
    """The rows of one of the node's tables by identity within the document."""
    return {identity_of(node, row): row for row in rows[table.name]}


def check_rows(tree: Tree, rows: Rows) -> None:
    """Refuse rows that do not fit the variant that the row of the first table says.

    Raises:
        GateError: a column of another variant has a value, a table of the variant has no row, or one of another has,
            or elements lie in a collection of another.
    """
    for node in tree.nodes:
        if node.variants is not None:
            _check_node(tree, node, rows)


def _check_node(tree: Tree, node: Node, rows: Rows) -> None:
    tables = [(table, by_identity(node, table, rows)) for table in node.tables if table.variant is not None]
    guarded = [column for column in node.spine.columns if column.variant is not None]
    inside = [
        (leaf, _parents(tree.by_name[leaf.child], rows))
        for leaf in container_leaves(node.shape)
        if leaf.variant is not None
    ]
    for identity, row in by_identity(node, node.spine, rows).items():
        variant = variant_of_row(node, row)
        named = row[node.variants.column] if node.variants else None
        if node.variant_column and named not in (None, variant):
            raise GateError(_unfit(node, variant, f"{node.variant_column} is {named!r}, which is no variant"))
        for column in guarded:
            if column.variant != variant and row[column.name] is not None:
                raise GateError(_unfit(node, variant, f"{column.name} of variant {column.variant!r} has a value"))
        for table, found in tables:
            if (table.variant == variant) != (identity in found):
                words = "has a row" if identity in found else "has no row"
                raise GateError(_unfit(node, variant, f"{table.name} of variant {table.variant!r} {words}"))
        for leaf, parents in inside:
            if leaf.variant != variant and identity in parents:
                raise GateError(_unfit(node, variant, f"{leaf.child} of variant {leaf.variant!r} has rows"))


def _parents(child: Node, rows: Rows) -> set[Key]:
    found = {parent_of(child, row) for row in rows[child.name]}
    return {key[:-1] for key in found} if child.recursive else found


def check_same(tree: Tree, written: Rows, found: Rows) -> None:
    """Refuse rows whose document has another variant than they say: `found` are the rows of that document.

    Raises:
        GateError: some element has another variant; possible only where the presence of keys decides.
    """
    for node in tree.nodes:
        if node.variant_column is None:
            continue
        rows = by_identity(node, node.spine, found)
        for identity, row in by_identity(node, node.spine, written).items():
            said, is_ = row[node.variant_column], rows[identity][node.variant_column] if identity in rows else None
            if said != is_:
                words = f"by the keys that are present in its document it is of {_variant(is_)}"
                raise GateError(_unfit(node, said, words))


def _unfit(node: Node, variant: str | None, detail: str) -> Problem:
    return Problem(
        message=f"rows do not fit the variant of their element: {_variant(variant)} of {node.name}",
        at=node.name,
        detail=f"{detail}; nothing was written",
        hint="change the variant together with its columns, rows and keys, in one transaction",
    )


def _variant(name: str | None) -> str:
    return "no variant" if name is None else f"variant {name!r}"


def closed(node: Node, leaf: ContainerLeaf) -> Problem:
    """What is said where a write would add to a collection that the residual keeps whole."""
    return Problem(
        message=f"collection {leaf.child} is closed for writes from the new side",
        at=f"{node.name}, path {leaf.mark}",
        detail="its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole;"
        " nothing was written",
        hint="give every element its own natural key through the legacy side, then write again",
    )


def is_below(path: Path, top: Path) -> bool:
    """Whether `path` is `top` or lies below it."""
    return path[: len(top)] == top


def not_other(node: Node, leaf: ColumnLeaf) -> Problem:
    """What is said where a column with `otherwise` got a value of the kind that it is no place for."""
    return Problem(
        message=f"column {leaf.column.name} takes no {leaf.otherwise} and no JSON null",
        at=f"{leaf.table.name}, path {leaf.mark}",
        detail=f"the {leaf.otherwise} there belongs to other columns and tables of {node.name}; nothing was written",
        hint=f"write its parts to them, and NULL to {leaf.column.name}",
    )


def in_the_way(node: Node, leaf: ColumnLeaf, words: str) -> Problem:
    """What is said where a column with `otherwise` has a value and something else composes to its place."""
    return Problem(
        message=f"column {leaf.column.name} has a value where other columns or rows of {node.name} have one, too",
        at=f"{leaf.table.name}, path {leaf.mark}",
        detail=f"{words}; nothing was written",
        hint=f"set the columns there to NULL and remove rows, or set {leaf.column.name} to NULL, in one transaction",
    )
