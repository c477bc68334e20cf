"""Random legal writes from the new side on the rows of one document: what one transaction could do."""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from laws.documents import DocumentMaker
from laws.values import GOOD, ODD

from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.codecs import Codec
from hofsm_migrate.lens.compose import identity_of, parent_of, position
from hofsm_migrate.lens.decompose import is_other
from hofsm_migrate.lens.tree import ContainerLeaf, Node, column_leaves, container_leaves, otherwise_leaves
from hofsm_migrate.lens.written import is_below
from hofsm_migrate.spec.naming import ABSENT, RESIDUAL

if TYPE_CHECKING:
    from random import Random

    from hofsm_migrate.lens.decompose import Row, Rows
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.spec.mapping import Column, Table

NEW_KEYS = ["new", "", "N w", "'", '"', "😀", "9", "$"]


@dataclass
class Editor:
    """Applies random edits to `rows` (its own copy) and notes in `done` what they were."""

    rng: Random
    tree: Tree
    rows: Rows
    done: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, rng: Random, tree: Tree, rows: Rows) -> Editor:
        return cls(rng, tree, copy.deepcopy(rows))

    def edit(self, count: int) -> Rows:
        ways = [self._set_column] * 4 + [
            self._set_null,
            self._toggle_row,
            self._remove,
            self._add,
            self._add,
            self._empty,
            self._change_variant,
            self._change_variant,
            self._set_otherwise,
        ]
        for _ in range(count):
            self.rng.choice(ways)()
        return self.rows

    def _pick(self, node: Node) -> Row | None:
        rows = self.rows[node.name]
        return self.rng.choice(rows) if rows else None

    def _column(self) -> tuple[Table, Column, Row] | None:
        found = [(table, column) for node in self.tree.nodes for table in node.tables for column in table.columns]
        table, column = self.rng.choice(found) if found else (None, None)
        if table is None or column is None or not self.rows[table.name]:
            return None
        row = self.rng.choice(self.rows[table.name])
        variants = table.variants
        if variants is None:
            return table, column, row
        legal = column.name != variants.column and column.variant in (None, row[variants.column])
        return (table, column, row) if legal else None

    def _set_column(self) -> None:
        if found := self._column():
            table, column, row = found
            row[column.name] = legal_value(self.rng, self.tree, column)
            self.done.append(f"{table.name}.{column.name} = {row[column.name]!r}")

    def _set_null(self) -> None:
        if found := self._column():
            table, column, row = found
            row[column.name] = None
            self.done.append(f"{table.name}.{column.name} = NULL")

    def _set_otherwise(self) -> None:
        """Put something of another kind in the place of an object or a collection, and take away what lies below."""
        found = [(node, leaf) for node in self.tree.nodes for leaf in otherwise_leaves(node.shape)]
        if not found:
            return
        node, other = self.rng.choice(found)
        spine = self._pick(node)
        if spine is None or (node.variants is not None and not node.variant_column):
            return
        identity = identity_of(node, spine)
        self._clear_below(node, identity, other.path)
        row = next(row for row in self.rows[other.table.name] if identity_of(node, row) == identity)
        row[other.column.name] = legal_value(self.rng, self.tree, other.column)
        self.done.append(f"{other.table.name}.{other.column.name} = {row[other.column.name]!r}")

    def _clear_below(self, node: Node, identity: tuple[Any, ...], top: tuple[str, ...]) -> None:
        """Take away all columns, rows of tables with `when`, and elements of one element at a path or below."""
        for leaf in (*column_leaves(node.shape), *otherwise_leaves(node.shape)):
            if is_below(leaf.path, top):
                for row in self.rows[leaf.table.name]:
                    if identity_of(node, row) == identity:
                        row[leaf.column.name] = None
        for leaf in container_leaves(node.shape):
            if is_below(leaf.path, top):
                child = self.tree.by_name[leaf.child]
                parent = identity if child is node or not child.recursive else (*identity, ())
                for sibling in reversed(self._siblings(child, parent)):
                    self._drop(child, sibling)
        for table in node.tables:
            if table.when is not None and is_below(table.when, top):
                self.rows[table.name] = [row for row in self.rows[table.name] if identity_of(node, row) != identity]

    def _toggle_row(self) -> None:
        """Add or remove a row of a table with `when`."""
        found = [(node, table) for node in self.tree.nodes for table in node.tables if table.when is not None]
        if not found:
            return
        node, table = self.rng.choice(found)
        spine = self._pick(node)
        if spine is None:
            return
        identity = identity_of(node, spine)
        kept = [row for row in self.rows[table.name] if identity_of(node, row) != identity]
        if len(kept) == len(self.rows[table.name]):
            kept.append(self._new_row(node, table, identity))
        self.rows[table.name] = kept
        self.done.append(f"row of {table.name} {identity!r} added or removed")

    def _new_row(self, node: Node, table: Table, identity: tuple[Any, ...], variant: str | None = None) -> Row:
        row: Row = dict(zip((column.name for column in node.identity), identity, strict=True))
        for column in table.columns:
            row[column.name] = None
            if not column.otherwise and column.variant in (None, variant) and self.rng.random() < 0.7:
                row[column.name] = legal_value(self.rng, self.tree, column)
        if table is node.spine:
            row |= {RESIDUAL: jsonb.ABSENT, ABSENT: None}
            if node.variants is not None:
                row[node.variants.column] = self._named(node, variant)
        return row

    def _some_variant(self, node: Node) -> str | None:
        return self.rng.choice([None, *node.variants.names]) if node.variants is not None else None

    def _named(self, node: Node, variant: str | None) -> str | None:
        """What the column that names the variant holds for a variant; for none of them, NULL or another text."""
        if variant is not None or node.variant_column:
            return variant
        return self.rng.choice([None, "other"])

    def _change_variant(self) -> None:
        """Make another variant of an element: its name, its columns, its rows, its collections."""
        nodes = [node for node in self.tree.nodes if node.variants is not None]
        if not nodes:
            return
        node = self.rng.choice(nodes)
        row = self._pick(node)
        if row is None or node.variants is None:
            return
        identity, variant = identity_of(node, row), self._some_variant(node)
        row[node.variants.column] = self._named(node, variant)
        for column in node.spine.columns:
            if column.variant is not None:
                holds = column.variant == variant and self.rng.random() < 0.7
                row[column.name] = legal_value(self.rng, self.tree, column) if holds else None
        self._rows_of_variant(node, identity, variant)
        self.done.append(f"element of {node.name} {identity!r} becomes {variant!r}")

    def _rows_of_variant(self, node: Node, identity: tuple[Any, ...], variant: str | None) -> None:
        for table in node.tables:
            if table.variant is not None:
                kept = [one for one in self.rows[table.name] if identity_of(node, one) != identity]
                if table.variant == variant:
                    kept.append(self._new_row(node, table, identity, variant))
                self.rows[table.name] = kept
        for leaf in container_leaves(node.shape):
            if leaf.variant is not None and leaf.variant != variant:
                child = self.tree.by_name[leaf.child]
                parent = (*identity, ()) if child.recursive else identity
                for sibling in reversed(self._siblings(child, parent)):
                    self._drop(child, sibling)

    def _remove(self) -> None:
        node = self.rng.choice(self.tree.nodes)
        row = self._pick(node)
        if node is self.tree.root or row is None:
            return
        siblings = self._siblings(node, parent_of(node, row))
        self._drop(node, row if node.keyed else siblings[-1])
        self._renumber(node, parent_of(node, row))

    def _empty(self) -> None:
        """Remove all elements of one container."""
        node = self.rng.choice(self.tree.nodes)
        row = self._pick(node)
        if node is self.tree.root or row is None:
            return
        for sibling in reversed(self._siblings(node, parent_of(node, row))):
            self._drop(node, sibling)

    def _siblings(self, node: Node, parent: tuple[Any, ...]) -> list[Row]:
        found = [row for row in self.rows[node.name] if parent_of(node, row) == parent]
        return sorted(found, key=lambda row: position(node, row))

    def _drop(self, node: Node, row: Row) -> None:
        """Remove an element with everything below it."""
        gone = identity_of(node, row)
        for other in node.walk():
            for table in other.tables:
                self.rows[table.name] = [
                    one for one in self.rows[table.name] if not _lies_in(identity_of(other, one), gone, node)
                ]
        self.done.append(f"element of {node.name} {gone!r} removed")

    def _renumber(self, node: Node, parent: tuple[Any, ...]) -> None:
        if node.ordinal:
            for number, row in enumerate(self._siblings(node, parent), start=1):
                row[node.ordinal] = number

    def _add(self) -> None:
        """Add an element to a container of a random element."""
        node = self.rng.choice(self.tree.nodes)
        leaves = list(container_leaves(node.shape))
        row = self._pick(node)
        if not leaves or row is None:
            return
        leaf = self.rng.choice(leaves)
        if leaf.variant is not None and node.variants is not None and row[node.variants.column] != leaf.variant:
            return
        child = self.tree.by_name[leaf.child]
        identity = identity_of(node, row)
        parent = identity if child is node or not child.recursive else (*identity, ())
        own = self._new_key(child, self._siblings(child, parent))
        if own is not None:
            self._insert(child, leaf, parent, own)

    def _insert(self, child: Node, leaf: ContainerLeaf, parent: tuple[Any, ...], own: Any) -> None:
        siblings = self._siblings(child, parent)
        identity = (*parent[:-1], (*parent[-1], own)) if child.recursive else (*parent, own)
        variant = self._some_variant(child)
        for table in child.tables:
            if table.variant in (None, variant) and (table.when is None or self.rng.random() < 0.5):
                self.rows[table.name].append(self._new_row(child, table, identity, variant))
        if child.ordinal:
            spine = self.rows[child.name][-1]
            spine[child.ordinal] = self.rng.randint(0, len(siblings)) + 0.5
            self._renumber(child, parent)
        self.done.append(f"element of {child.name} {identity!r} added at {leaf.path!r}")

    def _new_key(self, child: Node, siblings: list[Row]) -> Any:
        """A key or position that no sibling has; None where there happens to be none."""
        if not child.keyed:
            return len(siblings) + 1
        kind = "text" if child.natural_key is None else child.natural_key.type
        keys: dict[str, list[Any]] = {"text": NEW_KEYS, "uuid": [uuid.UUID(int=7), uuid.UUID(int=2**127)]}
        taken = {row[child.own.name][-1] if child.recursive else row[child.own.name] for row in siblings}
        free = [key for key in keys.get(kind, [-100, 0, 100, 2**31 - 1]) if key not in taken]
        return self.rng.choice(free) if free else None


def _lies_in(identity: tuple[Any, ...], top: tuple[Any, ...], node: Node) -> bool:
    """Whether an element of `node` or of a node below it is the element `top` or lies in it."""
    last = len(top) - 1
    if identity[:last] != top[:last]:
        return False
    return identity[last][: len(top[last])] == top[last] if node.recursive else identity[last] == top[last]


def legal_value(rng: Random, tree: Tree, column: Column) -> Any:
    """A value that the column takes: one that its codec reads from some fragment. None where none was found."""
    maker = DocumentMaker(rng, tree)
    place = next(leaf for node in tree.nodes for leaf in node.leaves() if leaf.column is column)
    for _ in range(6):
        good = list(column.values) if column.type == "enum" else GOOD[column.type, rng.choice(column.wires)]
        fragment = rng.choice(good if rng.random() < 0.7 else ODD)
        fragment = jsonb.loads(maker.spell(fragment))
        value = Codec(column).extract(fragment)
        if value is not None and (place.otherwise is None or is_other(place, fragment)):
            return value
    return None
