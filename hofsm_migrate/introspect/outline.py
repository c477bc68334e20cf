"""A folded profile as nodes and columns: what becomes a table, what a column, what stays in the residual.

Nothing here has a name yet. Objects with names as keys are columns with longer paths, arrays and maps are nodes, and a
part that is too mixed for either is one jsonb column. What is rare stays in the residual, unless all that is rare
together would be more than a small part of the bytes: then the heaviest of it gets columns after all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.column import ColumnChoice, choose_column, filled, percent, plain_column, subtree_column
from hofsm_migrate.introspect.kinds import (
    filled_as,
    is_nothing,
    is_record,
    missing_form,
    missing_value,
    mostly,
    of_other_kinds,
    others,
    weight,
)
from hofsm_migrate.introspect.natural_key import NaturalKeyChoice, natural_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.introspect.structure import Place
    from hofsm_migrate.spec.mapping import Missing, Path

MAX_NODES = 20
"""Nodes of one mapping; the lightest of more become jsonb columns."""
MAX_COLUMNS = 250
"""Columns of one node; the heaviest of more stay."""
MAX_KEYS = 8
"""Keys of a column's path; an object that deep is one jsonb column."""
MAX_OBJECT_COLUMNS = 60
"""An object with more columns than this below it becomes one jsonb column, unless it is an element itself."""
ENVELOPE_BYTES = 0.6
"""An object with so much of all bytes is nearly the document: it has columns, however many."""
SCALAR_ARRAY_BYTES = 0.02
"""Arrays of scalars get a table of their own from this part of all bytes on."""
OTHERWISE_BYTES = 0.001
"""Values of another kind get a column from this part of all bytes on."""
NODE_BYTES = 0.03
"""A rare place that is heavier than this may become a node; lighter ones get one column."""


@dataclass(frozen=True)
class Limits:
    """What counts as rare. Shares from 0 to 1; `admitted` are paths that get columns although they are rare.

    `plain` are paths whose columns take values as they are, since others would lose too many of them.
    """

    documents: int
    bytes: int
    min_field: float
    min_type: float
    admitted: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ColumnDraft:
    """A column: its place, the path from its node's element, other spellings of the path, and its type.

    `otherwise`: it takes what is at the path and not of the kind that other columns or a node need there.
    """

    place: Place
    path: Path
    choice: ColumnChoice
    missing: Missing
    presence: str
    spellings: tuple[Path, ...] = ()
    otherwise: bool = False


@dataclass(frozen=True)
class Left:
    """A place that stays in the residual: its bytes, why, and whether for being rare."""

    place: Place
    bytes: int
    why: str
    rare: bool = True


@dataclass(frozen=True)
class VariantDraft:
    """Columns that exist for some of a node's elements: those with this value, or in which `present` are all there."""

    name: str
    columns: tuple[ColumnDraft, ...]
    elements: int
    present: tuple[Path, ...] = ()


@dataclass
class NodeDraft:
    """A node: elements at `place`; `container` leads to them from the parent's element, () for the root."""

    place: Place
    kind: str
    at: str
    container: Path
    holder: Place | None
    missing: Missing = "absent"
    identity: NaturalKeyChoice | None = None
    columns: list[ColumnDraft] = field(default_factory=list)
    children: list[NodeDraft] = field(default_factory=list)
    objects: dict[Path, Missing] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    variants: list[VariantDraft] = field(default_factory=list)
    by: Path | None = None
    """The discriminator; None where presence decides, or there are no variants."""

    def holder_bytes(self) -> int:
        """Bytes of the container with everything in it."""
        return (self.holder or self.place).bytes

    def walk(self) -> Iterator[NodeDraft]:
        """The node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


def outline(root: Place, limits: Limits) -> NodeDraft:
    """The nodes and columns for a folded profile."""
    return _Outline(limits).root(root)


class _Outline:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def root(self, place: Place) -> NodeDraft:
        node = NodeDraft(place, "root", "$", (), None)
        if mostly(place, "object"):
            self._fill(node, place, ())
            self._mixed(node, place, (), "object")
        elif mostly(place, "array") and place.elements is not None and is_record(place.elements):
            node.children.append(self._collection(node, place, (), "array", place.elements))
        else:
            self._whole(node, place)
        self._demote(node)
        for one in node.walk():
            self._limit(one)
        return node

    def _whole(self, node: NodeDraft, place: Place) -> None:
        """The element itself is one value."""
        choice = choose_column(place.profile, place.key or "value", min_type=self._limits.min_type)
        if place.profile.count("object", "array"):
            choice = subtree_column(place.profile)
        node.columns.append(ColumnDraft(place, (), choice, "json_null", "the element itself"))

    def _fill(self, node: NodeDraft, holder: Place, path: Path) -> None:
        """Columns and nodes for everything in an object."""
        if holder.entries is not None:
            node.children.append(self._collection(node, holder, path, "map", holder.entries))
            return
        for member in _ordered(holder):
            self._member(node, holder, member, (*path, member.key or ""))

    def _member(self, node: NodeDraft, holder: Place, member: Place, path: Path) -> None:
        if path == node.place.recurse:
            return
        rare = self._rare(member)
        if rare:
            node.left.append(Left(member, weight(member), rare))
        elif node.identity is not None and path == (node.identity.key,):
            return
        elif self._light(member) or len(path) >= MAX_KEYS:
            self._column(node, holder, member, path)
        elif mostly(member, "object") and not is_nothing(member, "object"):
            self._object(node, holder, member, path)
        elif mostly(member, "array") and (elements := self._table_elements(member)) is not None:
            node.children.append(self._collection(node, member, path, "array", elements))
            node.children[-1].missing = missing_form(holder, member, "array")
            self._mixed(node, member, path, "array")
        else:
            self._column(node, holder, member, path)

    def _mixed(self, node: NodeDraft, place: Place, path: Path, kind: str) -> None:
        """Values of another kind than nearly all have one column together, unless they are next to nothing."""
        profile = place.profile
        count = filled(profile) - filled_as(profile, kind)
        if not count:
            return
        size = sum(weight(below) for below in others(place, kind)) + round(profile.bytes * count / profile.values)
        presence = f"{percent(count, profile.values)} are no {kind}"
        if size < OTHERWISE_BYTES * self._limits.bytes:
            node.left.append(Left(place, size, f"{presence}", rare=False))
            return
        choice = subtree_column(of_other_kinds(profile, kind))
        node.columns.append(ColumnDraft(place, path, choice, "absent", presence, otherwise=True))

    def _rare(self, member: Place) -> str | None:
        limits, documents = self._limits, member.profile.documents
        if member.path in limits.admitted or documents >= limits.min_field * limits.documents:
            return None
        return f"in {percent(documents, limits.documents)} of the documents"

    def _light(self, member: Place) -> bool:
        return member.path in self._limits.admitted and member.bytes < NODE_BYTES * self._limits.bytes

    def _object(self, node: NodeDraft, holder: Place, member: Place, path: Path) -> None:
        """Columns for the members of an object; the object as one column where they would be too many or too few."""
        if member.entries is not None:
            child = self._collection(node, member, path, "map", member.entries)
            child.missing = missing_form(holder, member, "object")
            node.children.append(child)
            self._mixed(node, member, path, "object")
            return
        part = NodeDraft(node.place, node.kind, node.at, node.container, node.holder, identity=node.identity)
        self._fill(part, member, path)
        size = member.bytes
        lost = sum(left.bytes for left in part.left)
        goes_through = node.place.recurse is not None and node.place.recurse[: len(path)] == path
        envelope = size >= ENVELOPE_BYTES * self._limits.bytes
        wild = (len(part.columns) > MAX_OBJECT_COLUMNS or lost > 0.4 * size) and not envelope
        if not goes_through and (wild or not _holds(part)):
            self._column(node, holder, member, path)
            return
        self._mixed(part, member, path, "object")
        node.columns += part.columns
        node.children += part.children
        node.left += part.left
        node.objects.update(part.objects)
        missing = missing_form(holder, member, "object")
        if missing != "absent":
            node.objects[path] = missing

    def _column(self, node: NodeDraft, holder: Place, member: Place, path: Path) -> None:
        profile = member.profile
        if member.path in self._limits.plain:
            choice = plain_column(profile)
        else:
            choice = choose_column(profile, member.key or "", min_type=self._limits.min_type)
        presence = percent(profile.values, holder.profile.count("object"))
        node.columns.append(ColumnDraft(member, path, choice, missing_value(holder, member), presence))

    def _collection(self, node: NodeDraft, holder: Place, path: Path, kind: str, elements: Place) -> NodeDraft:
        child = NodeDraft(elements, kind, elements.path, path, holder)
        if not is_record(elements):
            self._whole(child, elements)
            return child
        if kind == "array":
            child.identity = natural_key(elements, holder.profile)
        self._fill(child, elements, ())
        self._mixed(child, elements, (), "object")
        return child

    def _table_elements(self, place: Place) -> Place | None:
        """The elements of an array that gets a table of its own; None where one column is better."""
        elements = place.elements
        if elements is None or is_record(elements):
            return elements
        heavy = place.bytes >= SCALAR_ARRAY_BYTES * self._limits.bytes
        plain = elements.profile.scalars >= 0.98 * elements.profile.values and not elements.elements
        return elements if heavy and plain else None

    def _limit(self, node: NodeDraft) -> None:
        """Keep the heaviest columns where a table would get too wide."""
        ranked = sorted(node.columns, key=lambda column: (-column.place.bytes, column.path))
        for lightest in ranked[MAX_COLUMNS:]:
            node.columns.remove(lightest)
            why = f"the node has {MAX_COLUMNS} heavier columns"
            node.left.append(Left(lightest.place, weight(lightest.place), why, rare=False))

    def _demote(self, root: NodeDraft) -> None:
        """Turn the lightest nodes into jsonb columns until there are few enough."""
        while len(nodes := list(root.walk())) > MAX_NODES:
            candidates = [(node, child) for node in nodes for child in node.children if not child.children]
            candidates = [(node, child) for node, child in candidates if child.container]
            if not candidates:
                return
            node, child = min(candidates, key=lambda pair: (pair[1].holder_bytes(), pair[1].at))
            node.children.remove(child)
            node.columns = [column for column in node.columns if column.path != child.container]
            holder = node.place.at(child.container[:-1])
            if holder is not None and child.holder is not None:
                self._column(node, holder, child.holder, child.container)


def _holds(node: NodeDraft) -> bool:
    return bool(node.columns or node.children)


def _ordered(holder: Place) -> list[Place]:
    """Members, the usual ones first; equal ones by key."""
    return sorted(holder.members.values(), key=lambda place: (-place.profile.documents, place.key or ""))
