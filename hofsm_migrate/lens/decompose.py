"""Document to rows and residual, in plain Python: the reference that the generated SQL is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hofsm_migrate.lens.codecs import Codec, natural_key
from hofsm_migrate.lens.jsonb import ABSENT, Absent, JsonValue
from hofsm_migrate.lens.tree import (
    ColumnLeaf,
    ContainerLeaf,
    Inner,
    KeyLeaf,
    Node,
    Options,
    Shape,
    Tree,
    container_leaves,
)
from hofsm_migrate.spec.naming import ABSENT as ABSENT_COLUMN
from hofsm_migrate.spec.naming import RESIDUAL as RESIDUAL_COLUMN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.spec.mapping import Path, Table

Row = dict[str, Any]
"""Column name to SQL value. The legacy key is left out. The residual is its JSON value, ABSENT for SQL NULL; the absent
marks are a tuple of texts, None for SQL NULL. A recursive identity is a tuple."""
Rows = dict[str, list[Row]]
"""Table name to rows in document order; every table of the mapping has its list."""


@dataclass(frozen=True)
class Element:
    """One element of a node on its way to rows. `identity` has a value for each of the node's identity columns."""

    node: Node
    value: JsonValue | Absent
    identity: tuple[Any, ...] = ()
    ordinal: int = 1


def decompose(tree: Tree, document: JsonValue | Absent) -> Rows:
    """Split one document; ABSENT is SQL NULL in the payload column."""
    rows: Rows = {table.name: [] for node in tree.nodes for table in node.tables}
    for element in elements(tree, document):
        for table, row in _rows(element).items():
            rows[table].append(row)
    return rows


def elements(tree: Tree, document: JsonValue | Absent) -> Iterator[Element]:
    """Every element that has rows, the root first, in document order."""
    return _below(tree, Element(tree.root, document))


def _below(tree: Tree, element: Element) -> Iterator[Element]:
    yield element
    for leaf in container_leaves(shape_of(element)):
        child = tree.by_name[leaf.child]
        for item in members_of(child, element, lookup(element.value, leaf.path)):
            yield from _below(tree, item)


def shape_of(element: Element) -> Shape:
    """The shape of the element's variant."""
    return element.node.shape_of(variant_of(element.node, element.value))


def variant_of(node: Node, value: JsonValue | Absent) -> str | None:
    """The variant of an element with this value, None for none of them."""
    if node.variants is None:
        return None
    if node.naming_leaf is not None:
        name = extract(node.naming_leaf, value)
        return name if name in node.variants.names else None
    present = (
        one.variant for one in node.variants.present if all(lookup(value, path) is not ABSENT for path in one.paths)
    )
    return next(present, None)


def lookup(value: JsonValue | Absent, path: Path) -> JsonValue | Absent:
    """What lies at a path of object keys; ABSENT where any step is missing or not an object."""
    for key in path:
        value = value.get(key, ABSENT) if isinstance(value, dict) else ABSENT
    return value


def members_of(node: Node, parent: Element, container: JsonValue | Absent) -> list[Element]:
    """The elements of one container; none where it is absent, of another type, or irregular.

    A container is irregular where its elements cannot be told apart: a natural key is missing, repeated, or not in its
    canonical spelling, a key is too long for an index, or a recursion goes too deep. It stays in the residual whole.
    """
    items = _items(node, container)
    above = parent.identity if parent.node is not node else parent.identity[:-1]
    path: tuple[Any, ...] = parent.identity[-1] if parent.node is node else ()
    keys = [key for key, _ in items]
    if None in keys or len(set(keys)) < len(keys) or not all(_fits(node, path, key) for key in keys):
        return []
    own = [(*path, key) if node.recursive else key for key in keys]
    return [
        Element(node, value, (*above, identity), ordinal)
        for ordinal, (identity, (_, value)) in enumerate(zip(own, items, strict=True), start=1)
    ]


def _items(node: Node, container: JsonValue | Absent) -> list[tuple[Any, JsonValue]]:
    """Key and value of each element; None for a natural key that is not there."""
    if node.kind == "map":
        return list(container.items()) if isinstance(container, dict) else []
    if not isinstance(container, list):
        return []
    if node.natural_key is None:
        return list(enumerate(container, start=1))
    natural = node.natural_key
    return [(natural_key(lookup(item, natural.path), natural.type), item) for item in container]


def _fits(node: Node, path: tuple[Any, ...], key: Any) -> bool:
    if not node.recursive:
        return not isinstance(key, str) or len(key.encode()) <= node.key_bytes
    return node.path_bytes((*path, key)) <= node.key_bytes


def _rows(element: Element) -> dict[str, Row]:
    node = element.node
    identity = dict(zip((column.name for column in node.identity), element.identity, strict=True))
    variant = variant_of(node, element.value)
    rows = {table.name: dict(identity) for table in node.tables if _has_row(element.value, table, variant)}
    if node.variant_column:
        rows[node.name][node.variant_column] = variant
    for leaf in node.leaves():
        if leaf.table.name in rows:
            here = leaf.variant in (None, variant)
            rows[leaf.table.name][leaf.column.name] = extract(leaf, element.value) if here else None
    spine = rows[node.name]
    if node.ordinal:
        spine[node.ordinal] = element.ordinal
    keeper = Keeper(element)
    spine[RESIDUAL_COLUMN] = keeper.keep(node.shape_of(variant), element.value)
    spine[ABSENT_COLUMN] = tuple(keeper.marks) or None
    return rows


def _has_row(value: JsonValue | Absent, table: Table, variant: str | None) -> bool:
    if table.variant not in (None, variant):
        return False
    return table.when is None or isinstance(lookup(value, table.when), dict)


def extract(leaf: ColumnLeaf, value: JsonValue | Absent) -> Any:
    """The column's SQL value from an element or a residual: the first spelling that is present."""
    fragment = first_present(leaf, value)
    return Codec(leaf.column).extract(fragment) if leaf.otherwise is None or is_other(leaf, fragment) else None


def is_other(leaf: ColumnLeaf, fragment: JsonValue | Absent) -> bool:
    """Whether a column with `otherwise` takes what is at its place: of another kind than expected, and not null."""
    expected = dict if leaf.otherwise == "object" else list
    return fragment is not ABSENT and fragment is not None and not isinstance(fragment, expected)


def is_taken(shape: Inner | ContainerLeaf, value: JsonValue | Absent) -> bool:
    """Whether a column with `otherwise` takes what is at an object or a container."""
    return shape.otherwise is not None and is_other(shape.otherwise, value)


def first_present(leaf: ColumnLeaf, value: JsonValue | Absent) -> JsonValue | Absent:
    """The fragment at the first spelling that is there at all, JSON null included."""
    fragments = (lookup(value, path) for path in leaf.column.paths)
    return next((fragment for fragment in fragments if fragment is not ABSENT), ABSENT)


def unchosen(shape: Options) -> TypeError:
    """A shape of all variants was given where that of one is needed."""
    return TypeError(f"the shape of no single variant: {shape.path!r}")


def is_canonical(leaf: ColumnLeaf, value: JsonValue | Absent) -> bool:
    """Whether the column alone composes what is there: one spelling, the canonical one, conforming."""
    present = [path for path in leaf.column.paths if lookup(value, path) is not ABSENT]
    return present == [leaf.column.paths[0]] and Codec(leaf.column).conforms(lookup(value, present[0]))


@dataclass
class Keeper:
    """Collects what the columns of one element cannot represent."""

    element: Element
    marks: list[str] = field(default_factory=list)

    def keep(self, shape: Shape, value: JsonValue | Absent) -> JsonValue | Absent:
        """The residual at one position; ABSENT where nothing has to be kept."""
        if isinstance(shape, KeyLeaf):
            return ABSENT
        if isinstance(shape, Inner):
            return self._keep_inner(shape, value)
        if isinstance(shape, ColumnLeaf):
            return self._keep_column(shape, value)
        if isinstance(shape, Options):
            raise unchosen(shape)
        return self._keep_container(shape, value)

    def _keep_inner(self, shape: Inner, value: JsonValue | Absent) -> JsonValue | Absent:
        if not isinstance(value, dict):
            return self._keep_instead(shape, value, empty=ABSENT)
        mapped = dict(shape.members)
        kept = {key: item for key, item in value.items() if key not in mapped}
        for key, member in shape.members:
            below = self.keep(member, value.get(key, ABSENT))
            if below is not ABSENT:
                kept[key] = below
        return kept if kept or not (shape.missing == "empty" or self._is_real(shape, value)) else ABSENT

    def _keep_instead(
        self, shape: Inner | ContainerLeaf, value: JsonValue | Absent, *, empty: Any
    ) -> JsonValue | Absent:
        """Keep what stands where an object or a container with rows could be, unless composing writes just that."""
        if is_taken(shape, value):
            return ABSENT
        if value is ABSENT:
            if shape.missing != "absent":
                self.marks.append(shape.mark)
            return ABSENT
        normal = {"absent": False, "json_null": value is None, "empty": value == empty}[shape.missing]
        return ABSENT if normal else value

    def _keep_column(self, shape: ColumnLeaf, value: JsonValue | Absent) -> JsonValue | Absent:
        if value is not ABSENT:
            return ABSENT if is_canonical(shape, self.element.value) else value
        nowhere = first_present(shape, self.element.value) is ABSENT
        if shape.spelling == 0 and nowhere and shape.column.missing == "json_null":
            self.marks.append(shape.mark)
        return ABSENT

    def _keep_container(self, shape: ContainerLeaf, value: JsonValue | Absent) -> JsonValue | Absent:
        if self._has_elements(shape, value):
            return ABSENT
        return self._keep_instead(shape, value, empty={} if shape.kind == "map" else [])

    def _has_elements(self, shape: ContainerLeaf, value: JsonValue | Absent) -> bool:
        node = self.element.node
        child = node if shape.child == node.name else next(c for c in node.children if c.name == shape.child)
        return bool(members_of(child, self.element, value))

    def _is_real(self, shape: Shape, value: JsonValue | Absent) -> bool:
        """Whether rows alone make the position appear. Asked only where nothing below was kept."""
        if isinstance(shape, KeyLeaf):
            return True
        if isinstance(shape, ColumnLeaf):
            return shape.spelling == 0 and value is not ABSENT and extract(shape, self.element.value) is not None
        if isinstance(shape, Options):
            raise unchosen(shape)
        if is_taken(shape, value):
            return True
        if isinstance(shape, ContainerLeaf):
            return self._has_elements(shape, value)
        if not isinstance(value, dict):
            return False
        return shape.when is not None or any(
            self._is_real(member, value.get(key, ABSENT)) for key, member in shape.members
        )
