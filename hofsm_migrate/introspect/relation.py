"""What a sample of documents says about paths that belong together. Paths are places of `structure`, as text."""

from __future__ import annotations

from dataclasses import dataclass

Place = str
"""A place as `structure` writes it: `$.sections[*].fields[*].ui.x`; recursion and maps are folded."""
KEYS_MARK = "keys:"
"""Before the path of an object whose keys tell kinds, where a member could stand as well; the path may be empty."""
ENVELOPES = 2
"""An object so many keys below an element can have kinds: the `fields` beside `model`, in an envelope."""


@dataclass(frozen=True)
class Dependency:
    """`determinant` decides `dependent`: elements (or documents) with equal determinants have equal dependents.

    Counted over groups of at least two members whose determinant is present: `groups`, of which `broken` have more than
    one dependent value. `examples` are document keys of broken groups, with the determinant's value and two of the
    values. `constant` is how many different dependents there are at all.
    """

    determinant: Place
    dependent: Place
    groups: int
    broken: int
    members: int
    violators: int
    constant: int
    examples: tuple[tuple[str, str, str, str], ...] = ()

    @property
    def share(self) -> float:
        """The part of the members that agree with the most frequent dependent of their group, 0 to 1."""
        return 1 - self.violators / self.members if self.members else 0.0


@dataclass(frozen=True)
class Facet:
    """What a discriminator's value says about one member: in how many of its elements it is, and as which kinds.

    `examples` are rare kinds and forms, each with the key of a document that has it.
    """

    member: str
    present: int
    kinds: tuple[tuple[str, int], ...]
    forms: tuple[tuple[str, int], ...] = ()
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Variant:
    """The elements of one discriminator value. Members are paths relative to the element, as in a spec."""

    value: str
    elements: int
    documents: int
    facets: tuple[Facet, ...]


@dataclass(frozen=True)
class Discriminator:
    """A scalar `member` of the elements at `place` that decides which members they have, or of what kind.

    `gain` is the share of wrong guesses about presence and kind of the members that knowing the value spares, 0 to 1.
    For a column of the table, `place` is `$` and `member` is `column:name`.
    """

    place: Place
    member: str
    gain: float
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class Candidate:
    """Values at `place` that match a key of another table: `found` of `asked` distinct values of the sample."""

    place: Place
    schema: str
    table: str
    column: str
    asked: int
    found: int
    dangling: tuple[tuple[str, str], ...] = ()
    """Document key and value of some that were not found."""
    values: int = 0
    """All values that were asked for, equal ones counted each; `missing` of them were not found."""
    missing: int = 0


@dataclass(frozen=True)
class Drift:
    """A path whose presence or kind changes with a version key or with time.

    `by` is a place, a column of the table (`column:created_at`) or `key`, its order. `before` and `after` are the last
    value with the old share and the first with the new one; for time and key, the starts of the two periods that meet.
    `what` is `presence`, a share of the elements that could have the member, or a JSON kind, a share of its values.
    """

    place: Place
    by: str
    before: str
    after: str
    share_before: float
    share_after: float
    what: str = "presence"


@dataclass(frozen=True)
class Relations:
    """Everything that was found in a sample of `documents`."""

    documents: int
    dependencies: tuple[Dependency, ...] = ()
    discriminators: tuple[Discriminator, ...] = ()
    references: tuple[Candidate, ...] = ()
    drifts: tuple[Drift, ...] = ()
    key_sets: tuple[Discriminator, ...] = ()
    """Kinds of objects that their keys tell; `member` is `keys:` and the object's path in the element."""
