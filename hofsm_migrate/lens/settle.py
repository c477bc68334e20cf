"""What a write from the new side does to the residual, so that nothing that was replaced ever comes back (law L2).

`settle` takes the rows of one document before and after a write and gives the rows as they have to be stored: fragments
of changed columns are removed, and objects and containers that the write emptied stay as `{}` and `[]`, because old
readers expect them.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hofsm_migrate.errors import GateError
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.codecs import same_value
from hofsm_migrate.lens.compose import claimed, compose, parent_of, variant_of_row
from hofsm_migrate.lens.decompose import Row, Rows, decompose, elements, is_other, lookup
from hofsm_migrate.lens.jsonb import ABSENT, Absent, JsonValue
from hofsm_migrate.lens.permitted import check_permitted
from hofsm_migrate.lens.tree import (
    ColumnLeaf,
    ContainerLeaf,
    Inner,
    Node,
    Shape,
    Tree,
    column_leaves,
    container_leaves,
    inner_positions,
    mark,
    otherwise_leaves,
)
from hofsm_migrate.lens.written import by_identity, check_rows, check_same, closed, in_the_way, is_below, not_other
from hofsm_migrate.spec.naming import ABSENT as ABSENT_COLUMN
from hofsm_migrate.spec.naming import RESIDUAL as RESIDUAL_COLUMN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.spec.mapping import Path, Table

Key = tuple[Any, ...]


def settle(tree: Tree, before: Rows, after: Rows) -> Rows:
    """The rows to store after a write from the new side; `before` and `after` stay as they are.

    Args:
        before: the rows of one document, as `decompose` gave them.
        after: the same rows with columns changed and elements or rows of tables with `when` added or removed; positions
            are numbered from 1 without gaps. The residual columns are ignored.

    Raises:
        GateError: the spec does not let the new side do it (`writes`, `update: false`); or the write adds elements to a
            container that the residual keeps whole, or replaces it; or the rows of an element do not fit its variant,
            or the document that they give makes another variant of it; or a column with `otherwise` has a value that
            it does not take, or something else lies where it has one.
    """
    check_permitted(tree, before, after)
    check_rows(tree, after)
    values = {(element.node.name, element.identity): element.value for element in elements(tree, compose(tree, before))}
    stored = copy.deepcopy(after)
    for node in tree.nodes:
        old = by_identity(node, node.spine, before)
        for identity, row in by_identity(node, node.spine, stored).items():
            element = _Element(tree, node, identity, before, after)
            element.start(old.get(identity), row)
            element.settle(values.get((node.name, identity), ABSENT))
            row[RESIDUAL_COLUMN], row[ABSENT_COLUMN] = element.residual, tuple(element.marks) or None
    found = decompose(tree, compose(tree, stored))
    check_same(tree, after, found)
    return found


@dataclass
class _Element:
    """One element's residual while a write is applied to it."""

    tree: Tree
    node: Node
    identity: Key
    before: Rows
    after: Rows
    now: Shape = None  # pyright: ignore[reportAssignmentType] - set by start()
    was: Shape = None  # pyright: ignore[reportAssignmentType] - set by start()
    residual: JsonValue | Absent = ABSENT
    marks: list[str] = ()  # pyright: ignore[reportAssignmentType] - set by start()

    def start(self, spine: Row | None, row: Row) -> None:
        """`spine` is the element's row before the write, None for a new one; `row` the one after it."""
        self.residual = copy.deepcopy(spine[RESIDUAL_COLUMN]) if spine else ABSENT
        self.marks = list(spine[ABSENT_COLUMN] or ()) if spine else []
        self.now = self.node.shape_of(variant_of_row(self.node, row))
        self.was = self.node.shape_of(variant_of_row(self.node, spine)) if spine else self.now

    def settle(self, value: JsonValue | Absent) -> None:
        """`value` is the element before the write, ABSENT for a new one."""
        gone = self._settle_rows()
        self._settle_variant()
        for leaf in self.node.leaves():
            self._settle_column(leaf)
        for leaf in container_leaves(self.now):
            self._settle_container(leaf)
        self._settle_emptied(value, gone)
        self._check_otherwise()

    def _settle_emptied(self, value: JsonValue | Absent, gone: list[Path]) -> None:
        for position in self._objects():
            if not any(position.path[: len(path)] == path for path in gone):
                self._keep_emptied(position, value)

    def _settle_rows(self) -> list[Path]:
        """Follow rows of tables with `when`; returns the paths whose object went away with its row."""
        gone: list[Path] = []
        for table in self.node.tables:
            had, has = self._row(table, self.before) is not None, self._row(table, self.after) is not None
            if table.when is not None and has and not had:
                self._clear(table.when)
            elif table.when is not None and had and not has:
                self._remove(table.when)
                gone.append(table.when)
        return gone

    def _settle_variant(self) -> None:
        """An element that changes its variant: what belongs to either of the two alone is no longer kept."""
        if self.was is self.now:
            return
        for shape in (self.was, self.now):
            places: list[ColumnLeaf | ContainerLeaf] = [*column_leaves(shape), *container_leaves(shape)]
            for leaf in places:
                if leaf.variant is not None:
                    self._remove(leaf.path)

    def _objects(self) -> Iterator[Inner]:
        """The objects that stay when they are emptied: not those that went with the variant that was left."""
        left = self.was is not self.now
        for position in inner_positions(self.now):
            if not left or any(column_leaves(position)) or any(container_leaves(position)):
                yield position

    def _settle_column(self, leaf: ColumnLeaf) -> None:
        old, new = (self._column(leaf, rows) for rows in (self.before, self.after))
        if same_value(old, new):
            return
        if leaf.otherwise is not None and new is not None:
            self._check_open(leaf.path)
        for path in leaf.column.paths:
            self._remove(path)
        if new is not None:
            self._clear(leaf.column.paths[0])

    def _settle_container(self, leaf: ContainerLeaf) -> None:
        had, has = (self._has_elements(leaf, rows) for rows in (self.before, self.after))
        if has and not had:
            self._check_open(leaf.path)
            self._remove(leaf.path)
            self._clear(leaf.path)
        elif had and not has and leaf.missing == "absent":
            self._put(leaf.path, {} if leaf.kind == "map" else [])

    def _check_open(self, path: Path) -> None:
        """Refuse where the residual keeps a collection whole at `path` or below: what is written would replace it."""
        for leaf in container_leaves(self.now):
            kept = lookup(self.residual, leaf.path)
            if is_below(leaf.path, path) and kept and isinstance(kept, dict if leaf.kind == "map" else list):
                raise GateError(closed(self.node, leaf))

    def _check_otherwise(self) -> None:
        """Where a column with `otherwise` has a value, nothing else composes to its place or below it."""
        for leaf in otherwise_leaves(self.now):
            value = self._column(leaf, self.after)
            if value is None:
                continue
            if not is_other(leaf, jsonb.loads(value)):
                raise GateError(not_other(self.node, leaf))
            for words in self._composed_below(leaf.path):
                raise GateError(in_the_way(self.node, leaf, words))

    def _composed_below(self, path: Path) -> Iterator[str]:
        """What composes to a place or below it, in words; columns with `otherwise` below it only."""
        for table in self.node.tables:
            if table.when is not None and is_below(table.when, path) and self._row(table, self.after) is not None:
                yield f"{table.name} has a row"
        for leaf in (*column_leaves(self.now), *otherwise_leaves(self.now)):
            value = self._column(leaf, self.after)
            if value is None or leaf.spelling > 0 or leaf.path == path or not is_below(leaf.path, path):
                continue
            if leaf.otherwise is not None or not claimed(leaf, value, self.residual, tuple(self.marks)):
                yield f"{leaf.table.name}.{leaf.column.name} has a value"
        for leaf in container_leaves(self.now):
            if is_below(leaf.path, path) and self._has_elements(leaf, self.after):
                yield f"{leaf.child} has rows"

    def _keep_emptied(self, position: Inner, value: JsonValue | Absent) -> None:
        plain = position.path and position.when is None and position.missing == "absent"
        if (
            plain
            and isinstance(lookup(value, position.path), dict)
            and not isinstance(lookup(self.residual, position.path), dict)
        ):
            self._put(position.path, {})

    def _row(self, table: Table, rows: Rows) -> Row | None:
        return by_identity(self.node, table, rows).get(self.identity)

    def _column(self, leaf: ColumnLeaf, rows: Rows) -> Any:
        row = self._row(leaf.table, rows)
        return None if row is None else row[leaf.column.name]

    def _has_elements(self, leaf: ContainerLeaf, rows: Rows) -> bool:
        child = self.tree.by_name[leaf.child]
        parent = self.identity if child is self.node or not child.recursive else (*self.identity, ())
        return any(parent_of(child, row) == parent for row in rows[child.name])

    def _remove(self, path: Path) -> None:
        """Drop what the residual keeps at a path, and the mark there."""
        self.marks = [text for text in self.marks if text != mark(path)]
        if not path:
            self.residual = ABSENT
        elif isinstance(holder := lookup(self.residual, path[:-1]), dict):
            holder.pop(path[-1], None)

    def _clear(self, path: Path) -> None:
        """Drop whatever stands where an object has to be for something to lie at `path`."""
        for depth in range(len(path) + 1):
            if not isinstance(lookup(self.residual, path[:depth]), dict):
                self._remove(path[:depth])

    def _put(self, path: Path, value: JsonValue) -> None:
        if not path:
            self.residual = value
            return
        if not isinstance(self.residual, dict):
            self.residual = {}
        holder = self.residual
        for key in path[:-1]:
            holder = holder.setdefault(key, {})
        holder[path[-1]] = value
