"""Distinct counts, heavy hitters and quantiles in bounded memory: thin values around Apache DataSketches.

All of them merge, and all go to JSON and back. A sketch is made when the first value comes, since most paths of a
document have few.
"""

# pyright: reportAttributeAccessIssue=false
# the names of datasketches come from a compiled module

from __future__ import annotations

import base64
from collections import deque
from itertools import compress
from typing import TYPE_CHECKING, TypeVar

import datasketches as ds
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

T = TypeVar("T")

DISTINCT_LOG2 = 11
"""2,048 registers, 1 KiB: a standard error of 2.3 %, exact for small numbers."""
FREQUENT_LOG2 = 7
"""A map of 128 places: what makes up more than about one in thirty values is surely in it; exact up to 96 values."""
FREQUENT_AT_ONCE = 96
"""What a map of 128 places holds without losing anything."""
QUANTILE_K = 128
"""A rank error of about 2 %, in 1 KiB."""


_EMPTY = "\0"
"""Stands for the empty text, which a sketch leaves out; jsonb holds no such character."""


class Distinct:
    """How many different values were seen. Source: HyperLogLog, Flajolet et al. 2007."""

    __slots__ = ("_sketch",)

    def __init__(self, data: str | None = None) -> None:
        self._sketch = ds.hll_sketch.deserialize(base64.b64decode(data)) if data else None

    def update(self, values: Collection[str | int | float]) -> None:
        """Count every text or number; whole numbers within 64 bits. The text "1" and the number 1 are two values."""
        if self._sketch is None:
            self._sketch = ds.hll_sketch(DISTINCT_LOG2, ds.tgt_hll_type.HLL_4)
        deque(map(self._sketch.update, values), maxlen=0)
        if "" in values:
            self._sketch.update(_EMPTY)

    def add(self, other: Distinct) -> None:
        """Merge another one into this."""
        if other._sketch is None:
            return
        union = ds.hll_union(DISTINCT_LOG2)
        for sketch in (self._sketch, other._sketch):
            if sketch is not None:
                union.update(sketch)
        self._sketch = union.get_result(ds.tgt_hll_type.HLL_4)

    @property
    def estimate(self) -> int:
        """About how many."""
        return 0 if self._sketch is None else round(self._sketch.get_estimate())

    def dump(self) -> str | None:
        """Base64, None for nothing seen."""
        return None if self._sketch is None else base64.b64encode(self._sketch.serialize_compact()).decode()


class Frequent:
    """The most frequent texts with their counts. Source: Misra and Gries 1982; Anderson et al. 2017.

    Of many values at once, only those that `heavy` leaves go into the sketch; the others are counted in `_others`. What
    is left out of n values occurs at most n / FREQUENT_AT_ONCE times among them, so the bound holds for sums, too.
    """

    __slots__ = ("_others", "_sketch")

    def __init__(self, data: str | None = None) -> None:
        others, _, sketch = (data or "0 ").partition(" ")
        self._others = int(others)
        self._sketch = ds.frequent_strings_sketch.deserialize(base64.b64decode(sketch)) if sketch else None

    def update(self, counts: Mapping[str, int], others: int = 0) -> None:
        """Count every text as often as it says, and `others` that nobody names."""
        self._others += others
        if self._sketch is None:
            self._sketch = ds.frequent_strings_sketch(FREQUENT_LOG2)
        deque(map(self._sketch.update, counts, counts.values()), maxlen=0)

    def add(self, other: Frequent) -> None:
        """Merge another one into this."""
        self._others += other._others
        if other._sketch is None:
            return
        if self._sketch is None:
            self._sketch = ds.frequent_strings_sketch(FREQUENT_LOG2)
        self._sketch.merge(other._sketch)

    @property
    def exact(self) -> bool:
        """Whether every text is in it with its true count."""
        if self._others or self._sketch is None:
            return not self._others
        return self._sketch.total_weight == sum(count for _, count in self.items())

    def items(self) -> list[tuple[str, int]]:
        """Texts with their counts (at least so many), the most frequent first, equal counts by text."""
        if self._sketch is None:
            return []
        found = self._sketch.get_frequent_items(ds.frequent_items_error_type.NO_FALSE_NEGATIVES)
        return sorted(((text, lower) for text, _, lower, _ in found if lower > 0), key=lambda item: (-item[1], item[0]))

    def dump(self) -> str | None:
        """The count of the others and base64; None for nothing seen."""
        if self._sketch is None:
            return None
        return f"{self._others} {base64.b64encode(self._sketch.serialize()).decode()}"


def heavy(values: Sequence[T], counts: Sequence[int]) -> tuple[Sequence[T], Sequence[int]]:
    """Those of `values` that may be frequent, with their counts: the most frequent, FREQUENT_AT_ONCE at most."""
    if len(counts) <= FREQUENT_AT_ONCE:
        return values, counts
    if max(counts) == 1:
        return (), ()
    floor = sorted(counts, reverse=True)[FREQUENT_AT_ONCE]
    above = [count > floor for count in counts]
    return tuple(compress(values, above)), tuple(compress(counts, above))


class Quantiles:
    """Quantiles of whole numbers. Source: Karnin, Lang and Liberty 2016."""

    __slots__ = ("_sketch",)

    def __init__(self, data: str | None = None) -> None:
        self._sketch = ds.kll_floats_sketch.deserialize(base64.b64decode(data)) if data else None

    def update(self, values: Sequence[int] | np.ndarray) -> None:
        """Take every number in."""
        if self._sketch is None:
            self._sketch = ds.kll_floats_sketch(QUANTILE_K)
        self._sketch.update(np.array(values, dtype=np.float32))

    def add(self, other: Quantiles) -> None:
        """Merge another one into this."""
        if other._sketch is None:
            return
        if self._sketch is None:
            self._sketch = ds.kll_floats_sketch(QUANTILE_K)
        self._sketch.merge(other._sketch)

    def at(self, share: float) -> int | None:
        """The value below which `share` (0 to 1) of all values are; None where there is none. 0 and 1 are exact."""
        if self._sketch is None or self._sketch.is_empty():
            return None
        return int(self._sketch.get_quantile(share))

    def dump(self) -> str | None:
        """Base64, None for nothing seen."""
        return None if self._sketch is None else base64.b64encode(self._sketch.serialize()).decode()
