"""One thing that is odd in a column of documents, and from where on it is odd."""

from __future__ import annotations

from dataclasses import dataclass

UNREADABLE = "unreadable"
ROOT = "root outlier"
OCCURRENCE = "occurrence outlier"
TYPE = "type outlier"
FORM = "form outlier"
CONTAINER = "container outlier"
DEPENDENCY = "broken dependency"
REFERENCE = "dangling reference"
DUPLICATE = "duplicate natural key"
MISSING = "missing natural key"
COLLIDING = "case-colliding keys"
LONG = "long key"
HUGE = "huge number"
DEEP = "deep nesting"

CLASSES = (
    UNREADABLE, ROOT, OCCURRENCE, TYPE, FORM, CONTAINER, DEPENDENCY, REFERENCE, DUPLICATE, MISSING, COLLIDING, LONG,
    HUGE, DEEP,
)  # fmt: skip
"""In the order in which findings are told."""

EXAMPLES = 5


@dataclass(frozen=True)
class Limits:
    """What is rare, as shares from 0 to 1: a member of its objects, a kind or form among the values of a path.

    A member that is missing in at most `missing` of the objects is one that nearly all have. Below `values` objects or
    values nothing is rare yet.
    """

    member: float = 0.05
    kind: float = 0.05
    missing: float = 0.01
    values: int = 20


@dataclass(frozen=True)
class Finding:
    """One class of oddity at one path.

    Attributes:
        path: a place as in `structure`.
        kind: one of CLASSES.
        count: how many values, objects or documents are odd; `share` is their part, 0 to 1, of what `what` says.
        examples: keys of documents, at most EXAMPLES; never values.
        what: what is odd, in words. action: what the migration does with it.
        values: where they were asked for, values that show it.
    """

    path: str
    kind: str
    count: int
    share: float
    examples: tuple[str, ...]
    what: str
    action: str
    values: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, str, str]:
        """By class, path, and words."""
        return CLASSES.index(self.kind), self.path, self.what
