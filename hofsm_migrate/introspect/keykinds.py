"""Kinds of objects by their keys: key sets with much in common are one kind with optional keys."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_KINDS = 60
ALIKE = 0.7
"""Key sets that have so much in common (Jaccard) are one kind with optional keys."""
STRANGERS = 0.4
"""Kinds have on average less than this in common; otherwise they are one kind with optional keys."""
REPEATED = 5
"""Objects that make a kind; nearly all objects are of such kinds, or there are none."""


@dataclass(frozen=True)
class Kind:
    """Objects with about the same keys: `always` are in all of them, `keys` in any."""

    always: frozenset[str]
    keys: frozenset[str]
    elements: int


def kinds_of(shapes: Iterable[tuple[frozenset[str], int]], objects: int) -> list[Kind]:
    """Clusters of key sets, the most frequent first; none where they are not strangers to each other.

    Args:
        shapes: different key sets, each with the number of objects that have it.
        objects: how many there are; those that have none of the key sets are of no kind.
    """
    kinds: list[Kind] = []
    for keys, count in sorted(shapes, key=lambda item: (-item[1], sorted(item[0]))):
        near = next((number for number, kind in enumerate(kinds) if common(kind.keys, keys) >= ALIKE), None)
        if near is None:
            kinds.append(Kind(keys, keys, count))
        else:
            kind = kinds[near]
            kinds[near] = Kind(kind.always & keys, kind.keys | keys, kind.elements + count)
    kinds = [kind for kind in kinds if kind.always]
    repeated = sum(kind.elements for kind in kinds if kind.elements >= REPEATED)
    if not 2 <= len(kinds) <= MAX_KINDS or repeated < 0.9 * objects or _mean_common(kinds) > STRANGERS:
        return []
    return kinds


def common(left: frozenset[str], right: frozenset[str]) -> float:
    """What two key sets have in common, 0 to 1 (Jaccard, 1901)."""
    return len(left & right) / len(left | right) if left | right else 1.0


def _mean_common(kinds: list[Kind]) -> float:
    pairs = [(left.elements * right.elements, common(left.keys, right.keys)) for left, right in combinations(kinds, 2)]
    return sum(weight * shared for weight, shared in pairs) / sum(weight for weight, _ in pairs)
