"""Whether members of a group agree: the test behind a dependency, on numbers alone.

A dependency counts where three things hold. Of the members of groups of at least two, at most one in a hundred
disagrees with its group (MOST_WRONG). It says something: knowing nothing but the most frequent value would be wrong
at least five times as often. And it is no accident: that many agreements between documents, by the frequencies of the
dependent's values, come about by chance once in 2**BITS times at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

import numpy as np

MOST_WRONG = 0.01
BETTER_THAN_GUESSING = 0.2
BITS = 20
FEWEST = 3
"""Agreements that are looked at at all."""
EXAMPLES = 5


@dataclass(frozen=True)
class Agreement:
    """Groups of at least two members: how many, how many of them with several dependents, and what else was counted.

    `violators` are members that do not have their group's most frequent dependent, `distinct` all that occur.
    `samples` are of some broken groups the positions of a member that agrees and of one that does not.
    """

    groups: int
    broken: int
    members: int
    violators: int
    distinct: int
    samples: tuple[tuple[int, int], ...] = ()


def agree(groups: np.ndarray, dependents: np.ndarray, documents: int) -> Agreement | None:
    """Count agreements; None where they do not make a dependency.

    Args:
        groups: the determinant's codes, in rising order.
        dependents: the dependent's code of each; those below 0 are not there and do not count.
        documents: how many documents could have disagreed with an earlier one.
    """
    positions = np.flatnonzero(dependents >= 0)
    groups, dependents = groups[positions], dependents[positions]
    same = groups[1:] == groups[:-1]
    agreements = int(same.sum())
    wrong = int((same & (dependents[1:] != dependents[:-1])).sum())
    # a member that disagrees with its group makes two unlike neighbours at most: this is cheap and mostly the end
    if agreements < FEWEST or wrong > 4 * MOST_WRONG * agreements:
        return None
    member = np.r_[False, same] | np.r_[same, False]
    positions, groups, dependents = positions[member], groups[member], dependents[member]
    frequencies = np.unique(dependents, return_counts=True)[1] / len(dependents)
    bits = -log2(min(1.0, float((frequencies**2).sum())))
    if min(agreements, documents) * bits < BITS:
        return None
    found = _count(groups, dependents, positions) if wrong else _all_agree(groups, agreements, len(frequencies))
    guessed_wrong = 1 - float(frequencies.max())
    return found if found.violators <= min(MOST_WRONG, BETTER_THAN_GUESSING * guessed_wrong) * found.members else None


def _all_agree(groups: np.ndarray, agreements: int, distinct: int) -> Agreement:
    return Agreement(len(groups) - agreements, 0, len(groups), 0, distinct)


def _count(groups: np.ndarray, dependents: np.ndarray, positions: np.ndarray) -> Agreement:
    width = int(dependents.max()) + 1
    cells, first, counts = np.unique(groups * width + dependents, return_index=True, return_counts=True)
    of_group = cells // width
    starts = np.flatnonzero(np.r_[True, of_group[1:] != of_group[:-1]])
    most = np.maximum.reduceat(counts, starts)
    sizes = np.diff(np.r_[starts, len(cells)])
    samples: list[tuple[int, int]] = []
    for group in np.flatnonzero(sizes > 1)[:EXAMPLES].tolist():
        inside = slice(int(starts[group]), int(starts[group] + sizes[group]))
        usual, odd = int(counts[inside].argmax()), int(counts[inside].argmin())
        odd += int(usual == odd)  # as many of each: the first counts as usual
        samples.append((int(positions[first[inside][usual]]), int(positions[first[inside][odd]])))
    violators = int(counts.sum() - most.sum())
    distinct = len(np.unique(dependents))
    return Agreement(len(starts), int((sizes > 1).sum()), len(groups), violators, distinct, tuple(samples))
