"""The node tree: where in the document rows come from, and the shape of one element of each node.

Interpreter and compiler both walk shapes, so they cannot disagree on structure.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from hofsm_migrate.lens.shape import (
    ColumnLeaf,
    ContainerLeaf,
    Inner,
    KeyLeaf,
    Leaf,
    Options,
    Shape,
    column_leaves,
    container_leaves,
    inner_positions,
    mark,
    of_variant,
    otherwise_leaves,
    trie,
)
from hofsm_migrate.spec import naming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.spec.mapping import Mapping, Missing, NaturalKey, Path, Source, Step, Table, Variants

__all__ = [
    "ColumnLeaf",
    "ContainerLeaf",
    "IdColumn",
    "Inner",
    "KeyLeaf",
    "Node",
    "Options",
    "Shape",
    "Tree",
    "build",
    "column_leaves",
    "container_leaves",
    "inner_positions",
    "mark",
    "otherwise_leaves",
]

KEY_BYTES = 2_000
"""Bytes for all text identities of a primary key: a B-tree entry holds 2,704, the rest is the legacy key's."""
ARRAY_HEADER = 24
ITEM_BYTES = {"integer[]": 4, "bigint[]": 8, "uuid[]": 16, "text[]": 8}
"""Bytes of one item of an array; of a text item, what comes on top of its own: length word and alignment."""

NodeKind = Literal["root", "array", "map"]
VARIABLE = ("text", *ITEM_BYTES)


@dataclass(frozen=True)
class IdColumn:
    """A column of a node's primary key beside the legacy key."""

    name: str
    type: str


@dataclass(frozen=True)
class Node:
    """One place in the document that yields rows.

    `container` leads from the parent's element to the container, `recurse` from an element to its own children's.
    `identity` is the primary key beside the legacy key: the ancestors' columns, then this node's own; () for the root.
    `ordinal` holds the position among siblings where the identity does not (natural keys), else None.
    `key_bytes` bounds this node's own identity column.
    """

    kind: NodeKind
    container: Path
    recurse: Path | None
    tables: tuple[Table, ...]
    identity: tuple[IdColumn, ...]
    ordinal: str | None
    natural_key: NaturalKey | None
    key_bytes: int
    shape: Shape
    children: tuple[Node, ...]

    @property
    def name(self) -> str:
        """The name of the node is that of its first table."""
        return self.tables[0].name

    @property
    def spine(self) -> Table:
        """The node's first table: identity, order and residual live there."""
        return self.tables[0]

    @property
    def own(self) -> IdColumn:
        """The last identity column. Only for nodes below the root."""
        return self.identity[-1]

    @property
    def inherited(self) -> tuple[IdColumn, ...]:
        """The identity columns of the parent node."""
        return self.identity[:-1]

    @property
    def recursive(self) -> bool:
        """Whether elements contain elements of the same node."""
        return self.recurse is not None

    @property
    def keyed(self) -> bool:
        """Whether elements are identified by what they carry (natural key, map key), not by position."""
        return self.natural_key is not None or self.kind == "map"

    def walk(self) -> Iterator[Node]:
        """The node itself and all below it, parents first, in the order of the spec file."""
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self) -> tuple[ColumnLeaf, ...]:
        """The canonical place of every column, in the order of tables and columns."""
        return self._leaves

    @cached_property
    def _leaves(self) -> tuple[ColumnLeaf, ...]:
        places = [*column_leaves(self.shape), *otherwise_leaves(self.shape)]
        found = {(leaf.table.name, leaf.column.name): leaf for leaf in places if leaf.spelling == 0}
        return tuple(found[table.name, column.name] for table in self.tables for column in table.columns)

    @property
    def variants(self) -> Variants | None:
        """What tells variants of the elements apart; None where there are none."""
        return self.spine.variants

    @property
    def variant_column(self) -> str | None:
        """The generated column with the variant; None where a column of the spec names it, or there are no variants."""
        return self.variants.column if self.variants is not None and self.variants.present else None

    @cached_property
    def naming_leaf(self) -> ColumnLeaf | None:
        """The place of the column whose value names the variant; None where presence of keys does."""
        if self.variants is None or self.variants.present:
            return None
        place = self.spine.name, self.variants.column
        return next(leaf for leaf in self.leaves() if (leaf.table.name, leaf.column.name) == place)

    def shape_of(self, variant: str | None) -> Shape:
        """The shape of an element of a variant, None for an element of no variant."""
        return self._shapes[variant]

    @cached_property
    def _shapes(self) -> dict[str | None, Shape]:
        if self.variants is None or not isinstance(self.shape, Inner):
            return {None: self.shape}
        return {name: of_variant(self.shape, name) for name in (None, *self.variants.names)}

    def path_bytes(self, path: tuple[Any, ...]) -> int:
        """Bytes that a recursive identity takes in an index entry, at most."""
        return ARRAY_HEADER + sum(
            ITEM_BYTES[self.own.type] + (len(key.encode()) if isinstance(key, str) else 0) for key in path
        )


@dataclass(frozen=True)
class Tree:
    """A mapping as nodes."""

    mapping: Mapping
    root: Node
    by_name: dict[str, Node] = field(compare=False, repr=False)

    @property
    def source(self) -> Source:
        """The legacy table."""
        return self.mapping.source

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, parents first."""
        return tuple(self.root.walk())


def build(mapping: Mapping) -> Tree:
    """The node tree of a checked mapping."""
    groups: dict[tuple[Step, ...], list[Table]] = {}
    for table in mapping.tables:
        groups.setdefault(table.at, []).append(table)
    root = _node((), groups, ())
    root = _share_key_bytes(root, 0)
    return Tree(mapping, root, {node.name: node for node in root.walk()})


def _node(at: tuple[Step, ...], groups: dict[tuple[Step, ...], list[Table]], above: tuple[IdColumn, ...]) -> Node:
    tables = tuple(groups[at])
    spine = tables[0]
    kind: NodeKind = at[-1].kind if at else "root"
    identity = (*above, _own_identity(spine, kind)) if at else ()
    children = tuple(
        _node(below, groups, identity) for below in groups if len(below) == len(at) + 1 and below[:-1] == at
    )
    return Node(
        kind=kind,
        container=at[-1].container if at else (),
        recurse=spine.recurse,
        tables=tables,
        identity=identity,
        ordinal=naming.ordinal_column(spine.name) if spine.identity else None,
        natural_key=spine.identity,
        key_bytes=KEY_BYTES,
        shape=_shape(tables, kind, children),
        children=children,
    )


def _own_identity(spine: Table, kind: NodeKind) -> IdColumn:
    if kind == "map":
        name, type_ = spine.key_column or naming.map_key_column(spine.name), "text"
    elif spine.identity:
        name, type_ = spine.identity.column, spine.identity.type
    else:
        name, type_ = naming.ordinal_column(spine.name), "integer"
    return (
        IdColumn(naming.path_column(spine.name), f"{type_}[]") if spine.recurse is not None else IdColumn(name, type_)
    )


def _share_key_bytes(node: Node, above: int) -> Node:
    """Give every text identity an equal part of KEY_BYTES, counted along the longest chain that it is in."""
    here = above + bool(node.identity and node.own.type in VARIABLE)
    children = tuple(_share_key_bytes(child, here) for child in node.children)
    longest = max([here, *(KEY_BYTES // child.key_bytes for child in children)])
    return replace(node, children=children, key_bytes=KEY_BYTES // max(longest, 1))


def _shape(tables: tuple[Table, ...], kind: NodeKind, children: tuple[Node, ...]) -> Shape:
    leaves: list[Leaf] = [*_column_leaves(tables), *(_container(child, child.container) for child in children)]
    spine = tables[0]
    if spine.identity:
        leaves.append(KeyLeaf(spine.identity.path, spine.identity))
    if spine.recurse is not None and kind != "root":
        leaves.append(ContainerLeaf(spine.recurse, spine.name, kind, spine.missing))
    others = _others(tables, leaves)
    leaves = [
        replace(leaf, otherwise=others.get(leaf.path)) if isinstance(leaf, ContainerLeaf) else leaf for leaf in leaves
    ]
    if len(leaves) == 1 and not leaves[0].path:
        return leaves[0]
    rules: dict[Path, Missing] = {rule.path: rule.missing for rule in spine.objects}
    whens = {table.when: table for table in tables if table.when is not None}
    rules.update({path: table.missing for path, table in whens.items()})
    rules[()] = "empty"
    return trie((), leaves, rules, whens, others)


def _column_leaves(tables: tuple[Table, ...]) -> list[Leaf]:
    return [
        ColumnLeaf(path, table, column, spelling)
        for table in tables
        for column in table.columns
        if not column.otherwise
        for spelling, path in enumerate(column.paths)
    ]


def _others(tables: tuple[Table, ...], leaves: list[Leaf]) -> dict[Path, ColumnLeaf]:
    """The columns with `otherwise` by their path: at arrays they take what is no array, elsewhere what is no object."""
    arrays = {leaf.path for leaf in leaves if isinstance(leaf, ContainerLeaf) and leaf.kind == "array"}
    columns = [(table, column) for table in tables for column in table.columns if column.otherwise]
    return {
        column.paths[0]: ColumnLeaf(
            column.paths[0], table, column, 0, "array" if column.paths[0] in arrays else "object"
        )
        for table, column in columns
    }


def _container(child: Node, path: Path) -> ContainerLeaf:
    missing = child.spine.missing
    if not path and missing == "absent":
        missing = "empty"  # the element itself is the container, and an element is always there
    kind = "map" if child.kind == "map" else "array"
    return ContainerLeaf(path, child.name, kind, missing, child.spine.container_variant)
