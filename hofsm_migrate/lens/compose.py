"""Rows and residual to document, in plain Python: the other direction of the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hofsm_migrate.lens.codecs import Codec, compose_key, same_value
from hofsm_migrate.lens.decompose import Row, Rows, extract, first_present, unchosen
from hofsm_migrate.lens.jsonb import ABSENT, Absent, JsonValue
from hofsm_migrate.lens.tree import ColumnLeaf, ContainerLeaf, Inner, Node, Options, Shape, Tree
from hofsm_migrate.spec.naming import ABSENT as ABSENT_COLUMN
from hofsm_migrate.spec.naming import RESIDUAL as RESIDUAL_COLUMN

if TYPE_CHECKING:
    from collections.abc import Callable

Composed = tuple[JsonValue | Absent, bool]
"""What is written at a position, and whether rows or residual ask for it (False: only `missing` does)."""


def compose(tree: Tree, rows: Rows) -> JsonValue | Absent:
    """Put one document together; ABSENT is SQL NULL. `rows` are its rows, exactly one of them in the root table."""
    index = _Index(tree, rows)
    (root,) = rows[tree.root.name]
    return index.element(tree.root, root)


def identity_of(node: Node, row: Row) -> tuple[Any, ...]:
    """The row's identity within its document."""
    return tuple(row[column.name] for column in node.identity)


def variant_of_row(node: Node, spine: Row) -> str | None:
    """The variant that a row of the node's first table says, None for none."""
    if node.variants is None:
        return None
    name = spine[node.variants.column]
    return name if name in node.variants.names else None


def claimed(leaf: ColumnLeaf, value: Any, residual: JsonValue | Absent, marks: tuple[str, ...]) -> bool:
    """Whether the residual speaks for the column: its fragments still give the value that the column has.

    Once the column has been changed they no longer do, and the column speaks.
    """
    if first_present(leaf, residual) is ABSENT:
        canonical = ColumnLeaf(leaf.column.paths[0], leaf.table, leaf.column, 0)
        return value is None and canonical.mark in marks
    return same_value(extract(leaf, residual), value)


class _Index:
    """The rows of one document, by parent and by identity."""

    def __init__(self, tree: Tree, rows: Rows) -> None:
        self._tree = tree
        self._rows = {
            table.name: {identity_of(node, row): row for row in rows[table.name]}
            for node in tree.nodes
            for table in node.tables
        }
        self._children: dict[tuple[str, tuple[Any, ...]], list[Row]] = {}
        for node in tree.nodes[1:]:
            for row in sorted(rows[node.name], key=lambda row: position(node, row)):
                self._children.setdefault((node.name, parent_of(node, row)), []).append(row)

    def element(self, node: Node, spine: Row) -> JsonValue | Absent:
        identity = identity_of(node, spine)
        tables = {table.name: self._rows[table.name].get(identity) for table in node.tables}
        parts = _Parts(
            tables=tables,
            own=own_key(node, spine) if node.natural_key else None,
            residual=spine[RESIDUAL_COLUMN],
            marks=spine[ABSENT_COLUMN] or (),
            container=lambda leaf: self._container(node, leaf, identity),
        )
        return parts.write(node.shape_of(variant_of_row(node, spine)), parts.residual)[0]

    def _container(self, node: Node, leaf: ContainerLeaf, identity: tuple[Any, ...]) -> JsonValue | Absent:
        child = self._tree.by_name[leaf.child]
        parent = identity if child is node or not child.recursive else (*identity, ())
        found = self._children.get((child.name, parent), [])
        if not found:
            return ABSENT
        if leaf.kind == "array":
            return [self.element(child, row) for row in found]
        return {own_key(child, row): self.element(child, row) for row in found}


def position(node: Node, row: Row) -> Any:
    """What a row is sorted by among its siblings: its ordinal, or for maps, whose order jsonb decides, its key."""
    return row[node.ordinal] if node.ordinal else own_key(node, row)


def parent_of(node: Node, row: Row) -> tuple[Any, ...]:
    """The identity of the element that holds the row's container; in a recursion its last item is `()` at the top."""
    identity = identity_of(node, row)
    return (*identity[:-1], identity[-1][:-1]) if node.recursive else identity[:-1]


def own_key(node: Node, row: Row) -> Any:
    """The element's own key or position among its siblings."""
    own = row[node.own.name]
    return own[-1] if node.recursive else own


@dataclass(frozen=True)
class _Parts:
    """All that one element is composed from; None in `tables` is a table without a row, `own` the natural key."""

    tables: dict[str, Row | None]
    own: Any
    residual: JsonValue | Absent
    marks: tuple[str, ...]
    container: Callable[[ContainerLeaf], JsonValue | Absent]

    def write(self, shape: Shape, kept: JsonValue | Absent) -> Composed:
        """Compose one position; `kept` is what the residual holds there."""
        if isinstance(shape, (Inner, ContainerLeaf)) and (other := self._otherwise(shape)) is not ABSENT:
            return other, True
        if isinstance(shape, Inner):
            return self._inner(shape, kept)
        if isinstance(shape, ColumnLeaf):
            return self._column(shape, kept)
        if isinstance(shape, ContainerLeaf):
            found = self.container(shape)
            return (
                (found, True) if found is not ABSENT else self._instead(shape, kept, {} if shape.kind == "map" else [])
            )
        if isinstance(shape, Options):
            raise unchosen(shape)
        return compose_key(self.own, shape.key.type), True

    def _otherwise(self, shape: Inner | ContainerLeaf) -> JsonValue | Absent:
        """What a column with `otherwise` puts at the position, so that nothing below is composed."""
        if shape.otherwise is None:
            return ABSENT
        row = self.tables[shape.otherwise.table.name]
        return Codec(shape.otherwise.column).compose(None if row is None else row[shape.otherwise.column.name])

    def _inner(self, shape: Inner, kept: JsonValue | Absent) -> Composed:
        below = kept if isinstance(kept, dict) else {}
        written = {key: self.write(member, below.get(key, ABSENT)) for key, member in shape.members}
        members = {key: value for key, (value, _) in written.items() if value is not ABSENT}
        has_row = shape.when is not None and self.tables[shape.when.name] is not None
        if has_row or isinstance(kept, dict) or any(real for _, real in written.values()):
            return {key: value for key, value in below.items() if key not in written} | members, True
        return self._instead(shape, kept, members)

    def _column(self, shape: ColumnLeaf, kept: JsonValue | Absent) -> Composed:
        row = self.tables[shape.table.name]
        value = None if row is None else row[shape.column.name]
        if claimed(shape, value, self.residual, self.marks):
            return kept, kept is not ABSENT
        if shape.spelling > 0:
            return ABSENT, False
        return Codec(shape.column).compose(value), value is not None

    def _instead(self, shape: Inner | ContainerLeaf, kept: JsonValue | Absent, empty: JsonValue) -> Composed:
        """Where there are no rows: what was kept, nothing if it is marked absent, else what `missing` says."""
        if kept is not ABSENT:
            return kept, True
        if shape.mark in self.marks or shape.missing == "absent":
            return ABSENT, False
        return (None if shape.missing == "json_null" else empty), False
