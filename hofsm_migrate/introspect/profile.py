"""What is known of the documents of one column: values that add up.

A profile is a monoid: the profiles of two disjoint sets of documents merge into the profile of their union, in any
order and grouping, exactly in every count and within the error of the sketches in the rest. So workers, days and
replicas can each scan a part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.sketches import Distinct, Frequent, Quantiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hofsm_migrate.introspect.relation import Relations

MAX_MEMBERS = 1_000
"""An object with more keys than this holds data in its keys: its members are merged into `entries`."""
MAX_SHAPES = 256
"""Key sets of one path that are told apart; the documents of further ones are counted together."""
MAX_DEPTH = 100
"""Containers nested deeper are not looked into; their bytes count as the path's own."""

KINDS = ("null", "boolean", "integer", "decimal", "string", "object", "array")

Shape = tuple[str, ...]
"""The keys of an object, in jsonb's order."""


@dataclass(slots=True)
class Tally:
    """How often something was seen, with the smallest document key (as text) that has it; None where none was kept."""

    count: int = 0
    example: str | None = None

    def add(self, count: int, example: str | None) -> None:
        """Count `count` more, one of them in document `example`."""
        self.count += count
        if example is not None and (self.example is None or example < self.example):
            self.example = example


Tallies = dict[str, Tally]


def add_tallies(target: Tallies, other: Mapping[str, Tally]) -> None:
    """Add every tally of `other` to the one of the same name."""
    for name, tally in other.items():
        target.setdefault(name, Tally()).add(tally.count, tally.example)


@dataclass(slots=True)
class PathProfile:
    """All values that were seen at one path; below it, the paths of members, entries and elements.

    Attributes:
        values: how often the path is there, JSON null included.
        documents: in how many documents. Below `entries` at most so many: merging counts a document once per key.
        bytes: UTF-8 bytes of JSON text that belong to the path itself: a scalar, or brackets, commas and keys.
        kinds: by JSON type, numbers split into `integer` (no fraction in their spelling) and `decimal`.
        empty: `string`, `object`, `array`: those of the kind that are "", {} or [].
        forms: scalars by the form that they are written in, see `forms`.
        distinct: of scalars.
        frequent: the most frequent scalars, as JSON text.
        low, high: extremes of numbers. Of texts: `least`, `greatest` (first 100 characters).
        lengths: characters of strings. items: elements of arrays, members of objects.
        members: of objects, by key. Empty once they were merged into `entries`.
        entries: all members of objects whose keys are data (more than MAX_MEMBERS), else None.
        keys: distinct keys of objects. key_forms: by form, counted once per member.
        elements: of arrays.
        shapes: key sets of objects, the first MAX_SHAPES; the others are counted in `other_shapes`.
        checked: of a member of array elements: values that were compared with those of the siblings in their array.
            Less than `values` once it was clear that they are no key.
        repeats: how many of `checked` were the same as an earlier sibling's.
    """

    values: int = 0
    documents: int = 0
    bytes: int = 0
    kinds: Tallies = field(default_factory=dict)
    empty: Tallies = field(default_factory=dict)
    forms: Tallies = field(default_factory=dict)
    distinct: Distinct = field(default_factory=Distinct)
    frequent: Frequent = field(default_factory=Frequent)
    low: float | None = None
    high: float | None = None
    least: str | None = None
    greatest: str | None = None
    lengths: Quantiles = field(default_factory=Quantiles)
    items: Quantiles = field(default_factory=Quantiles)
    members: dict[str, PathProfile] = field(default_factory=dict)
    entries: PathProfile | None = None
    keys: Distinct = field(default_factory=Distinct)
    key_forms: Tallies = field(default_factory=dict)
    elements: PathProfile | None = None
    shapes: dict[Shape, Tally] = field(default_factory=dict)
    other_shapes: Tally = field(default_factory=Tally)
    checked: int = 0
    repeats: Tally = field(default_factory=Tally)

    def count(self, *kinds: str) -> int:
        """How many values are of these JSON types."""
        return sum(self.kinds[kind].count for kind in kinds if kind in self.kinds)

    @property
    def scalars(self) -> int:
        """Values that are no container and not null."""
        return self.count("boolean", "integer", "decimal", "string")

    def children(self) -> Iterator[PathProfile]:
        """Profiles one step below."""
        yield from self.members.values()
        yield from (child for child in (self.entries, self.elements) if child is not None)

    def subtree_bytes(self) -> int:
        """Bytes of the path and of everything below it."""
        return self.bytes + sum(child.subtree_bytes() for child in self.children())

    def member(self, key: str) -> PathProfile:
        """Where values of a member are counted: its own path, or `entries`."""
        if self.entries is not None:
            return self.entries
        return self.members.setdefault(key, PathProfile())

    def add(self, other: PathProfile) -> None:
        """Merge the profile of other documents into this one; `other` stays as it is."""
        self.values += other.values
        self.documents += other.documents
        self.bytes += other.bytes
        for mine, others in (
            (self.kinds, other.kinds),
            (self.empty, other.empty),
            (self.forms, other.forms),
            (self.key_forms, other.key_forms),
        ):
            add_tallies(mine, others)
        for sketch, theirs in (
            (self.distinct, other.distinct),
            (self.frequent, other.frequent),
            (self.lengths, other.lengths),
            (self.items, other.items),
            (self.keys, other.keys),
        ):
            sketch.add(theirs)  # pyright: ignore[reportArgumentType] - each pair is of one type
        self.low, self.high = _least(self.low, other.low), _greatest(self.high, other.high)
        self.least, self.greatest = _least(self.least, other.least), _greatest(self.greatest, other.greatest)
        self.checked += other.checked
        self.repeats.add(other.repeats.count, other.repeats.example)
        self._add_members(other)
        self._add_shapes(other)
        if other.elements is not None:
            self.elements = self.elements or PathProfile()
            self.elements.add(other.elements)

    def merge_members(self) -> None:
        """Treat the keys as data: all members become `entries`."""
        entries = self.entries or PathProfile()
        for key in sorted(self.members):
            entries.add(self.members[key])
        entries.limit_documents(self.documents)
        self.members, self.entries, self.shapes = {}, entries, {}
        self.other_shapes = Tally()

    def limit_documents(self, documents: int) -> None:
        """A path is in no more documents than the one above it."""
        self.documents = min(self.documents, documents)
        for child in self.children():
            child.limit_documents(self.documents)

    def _add_members(self, other: PathProfile) -> None:
        for key, theirs in other.members.items():
            self.member(key).add(theirs)
        if other.entries is not None:
            if self.entries is None:
                self.merge_members()
            self.member("").add(other.entries)
        if self.entries is not None:
            self.entries.limit_documents(self.documents)
        if len(self.members) > MAX_MEMBERS:
            self.merge_members()

    def _add_shapes(self, other: PathProfile) -> None:
        if self.entries is not None:
            return
        self.other_shapes.add(other.other_shapes.count, other.other_shapes.example)
        for shape, tally in sorted(other.shapes.items(), key=lambda item: (-item[1].count, item[0])):
            self.add_shape(shape, tally.count, tally.example)

    def add_shape(self, shape: Shape, count: int, example: str | None) -> None:
        """Count objects that have exactly these keys."""
        room = shape in self.shapes or len(self.shapes) < MAX_SHAPES
        (self.shapes.setdefault(shape, Tally()) if room else self.other_shapes).add(count, example)


def _least(left, right):  # two numbers or two texts
    return right if left is None else left if right is None else min(left, right)


def _greatest(left, right):
    return right if left is None else left if right is None else max(left, right)


@dataclass(frozen=True)
class Origin:
    """Where the documents are. `columns` are the other columns of the table, name and type.

    `key` is () where the table has no primary key; example keys are then row numbers. `where` is the condition that was
    given, `sample` how many documents were asked for, None for all.
    """

    schema: str
    table: str
    key: tuple[str, ...]
    payload: str
    payload_type: str
    columns: tuple[tuple[str, str], ...] = ()
    where: str | None = None
    sample: int | None = None


@dataclass
class Profile:
    """The documents of one column.

    Attributes:
        documents: all rows that were read; `sql_nulls` of them have no document, `unreadable` none that can be parsed
            (payloads of type text).
        bytes: of the documents as the server wrote them.
        root: the profile of the path `$`.
        relations: what depends on what, see `relations`; None where nobody asked.
    """

    origin: Origin
    documents: int = 0
    sql_nulls: Tally = field(default_factory=Tally)
    unreadable: Tally = field(default_factory=Tally)
    bytes: int = 0
    root: PathProfile = field(default_factory=PathProfile)
    relations: Relations | None = None

    def add(self, other: Profile) -> None:
        """Merge the profile of other documents into this one. Relations are asked of the whole, so they are dropped."""
        self.documents += other.documents
        self.bytes += other.bytes
        self.sql_nulls.add(other.sql_nulls.count, other.sql_nulls.example)
        self.unreadable.add(other.unreadable.count, other.unreadable.example)
        self.root.add(other.root)
        self.relations = None
