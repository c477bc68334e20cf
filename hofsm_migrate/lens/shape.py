"""The shape of one element of a node: the trie of all mapped paths.

Its leaves are columns, containers of child nodes and natural keys; its inner positions are the objects on the way to
them. A node with variants has one shape with all places of all variants, and, cut out of it, one for each variant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.spec.mapping import Column, Missing, NaturalKey, Path, Table


@dataclass(frozen=True)
class Inner:
    """An object on the way to mapped paths. `when` is the table whose row says that the object is there.

    `otherwise` is the column that takes what is there and is no object; None where the residual does.
    """

    path: Path
    members: tuple[tuple[str, Shape], ...]
    missing: Missing
    when: Table | None = None
    otherwise: ColumnLeaf | None = None

    @property
    def mark(self) -> str:
        """What `residual_absent` holds where this position is absent although composing would write it."""
        return mark(self.path)


@dataclass(frozen=True)
class ColumnLeaf:
    """The place of one spelling of a column; spelling 0 is the canonical one.

    A column with `otherwise` is no leaf of the trie: it hangs at an object or a container, and takes what is of another
    kind than the one named here, and not null.
    """

    path: Path
    table: Table
    column: Column
    spelling: int
    otherwise: Literal["object", "array"] | None = None

    @property
    def variant(self) -> str | None:
        """The variant outside of which the column does not exist, None where it always does."""
        return self.table.variant if self.column.variant is None else self.column.variant

    @property
    def mark(self) -> str:
        """See `Inner.mark`."""
        return mark(self.path)


@dataclass(frozen=True)
class Options:
    """A place that belongs to columns of variants, at most one for each variant; to none in other variants."""

    path: Path
    leaves: tuple[ColumnLeaf, ...]


@dataclass(frozen=True)
class ContainerLeaf:
    """The container whose elements are the rows of node `child` (by name: a recursive node contains itself).

    `variant` is the variant outside of which it yields no rows and is no place of its own. `otherwise` is the column
    that takes what is there and is no container of this kind; None where the residual does.
    """

    path: Path
    child: str
    kind: Literal["array", "map"]
    missing: Missing
    variant: str | None = None
    otherwise: ColumnLeaf | None = None

    @property
    def mark(self) -> str:
        """See `Inner.mark`."""
        return mark(self.path)


@dataclass(frozen=True)
class KeyLeaf:
    """The natural key of the element."""

    path: Path
    key: NaturalKey


Leaf = ColumnLeaf | Options | ContainerLeaf | KeyLeaf
Shape = Inner | ColumnLeaf | Options | ContainerLeaf | KeyLeaf


def mark(path: Path) -> str:
    """The text that stands for a path in `residual_absent`: as in a spec, `$` for the element itself."""
    return render(path) if path else "$"


def column_leaves(shape: Shape) -> Iterator[ColumnLeaf]:
    """All places of all spellings of all columns, in the order of the trie."""
    if isinstance(shape, ColumnLeaf):
        yield shape
    elif isinstance(shape, Options):
        yield from shape.leaves
    elif isinstance(shape, Inner):
        for _, member in shape.members:
            yield from column_leaves(member)


def inner_positions(shape: Shape) -> Iterator[Inner]:
    """All objects on the way to mapped paths, outermost first."""
    if isinstance(shape, Inner):
        yield shape
        for _, member in shape.members:
            yield from inner_positions(member)


def container_leaves(shape: Shape) -> Iterator[ContainerLeaf]:
    """All containers of an element, in the order of the trie."""
    if isinstance(shape, ContainerLeaf):
        yield shape
    elif isinstance(shape, Inner):
        for _, member in shape.members:
            yield from container_leaves(member)


def otherwise_leaves(shape: Shape) -> Iterator[ColumnLeaf]:
    """All columns with `otherwise`, outermost first."""
    if isinstance(shape, (Inner, ContainerLeaf)) and shape.otherwise is not None:
        yield shape.otherwise
    if isinstance(shape, Inner):
        for _, member in shape.members:
            yield from otherwise_leaves(member)


def trie(
    path: Path,
    leaves: list[Leaf],
    rules: dict[Path, Missing],
    whens: dict[Path, Table],
    others: dict[Path, ColumnLeaf],
) -> Inner:
    """The shape below `path`.

    Args:
        leaves: all leaves of the node.
        rules: what objects compose as when nothing is in them, by path; `absent` where a path is not in it.
        whens: the tables with `when`, by the path of their object.
        others: the columns with `otherwise`, by their path; those of containers are in the leaves.
    """
    depth = len(path)
    below = [leaf.path for leaf in leaves] + list(whens)
    keys = dict.fromkeys(place[depth] for place in below if place[:depth] == path and len(place) > depth)
    members: list[tuple[str, Shape]] = []
    for key in keys:
        place = (*path, key)
        here = [leaf for leaf in leaves if leaf.path == place]
        members.append((key, _leaf(place, here) if here else trie(place, leaves, rules, whens, others)))
    return Inner(path, tuple(members), rules.get(path, "absent"), whens.get(path), others.get(path))


def _leaf(path: Path, leaves: list[Leaf]) -> Leaf:
    columns = tuple(leaf for leaf in leaves if isinstance(leaf, ColumnLeaf) and leaf.variant is not None)
    return Options(path, columns) if columns else leaves[0]


def of_variant(shape: Inner, variant: str | None) -> Inner:
    """The shape in one variant, or in none: places of other variants are not mapped; all objects on the way stay."""
    found = ((key, _member_of_variant(member, variant)) for key, member in shape.members)
    return replace(shape, members=tuple((key, member) for key, member in found if member is not None))


def _member_of_variant(member: Shape, variant: str | None) -> Shape | None:
    if isinstance(member, Inner):
        return of_variant(member, variant)
    if isinstance(member, Options):
        return next((leaf for leaf in member.leaves if leaf.variant == variant), None)
    if isinstance(member, ContainerLeaf) and member.variant not in (None, variant):
        return None
    return member
