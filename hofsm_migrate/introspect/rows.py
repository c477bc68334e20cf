"""Which document, and which array, the values of a column come from."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


class Rows:
    """One entry per value of a column. Columns that have the same values in the same places share one.

    Attributes:
        ranks: the value's document, as its place in `keys`.
        keys: the documents' keys, in ascending order of text.
        arrays: the array in which the value, or the element that it is a member of, is; None where none is near.
    """

    __slots__ = ("_documents", "_first", "arrays", "keys", "ranks")

    def __init__(self, ranks: np.ndarray, keys: Sequence[str], arrays: np.ndarray | None = None) -> None:
        self.ranks = ranks
        self.keys = keys
        self.arrays = arrays
        self._documents: int | None = None
        self._first: int | None = None

    @property
    def documents(self) -> int:
        """Different documents."""
        if self._documents is None:
            seen = np.zeros(len(self.keys), dtype=np.bool_)
            seen[self.ranks] = True
            self._documents = int(np.count_nonzero(seen))
        return self._documents

    @property
    def first(self) -> int:
        """The smallest rank."""
        if self._first is None:
            self._first = int(self.ranks.min())
        return self._first

    @property
    def example(self) -> str:
        """The smallest key."""
        return self.keys[self.first]

    def alone(self) -> Rows:
        """The same without arrays."""
        return self if self.arrays is None else Rows(self.ranks, self.keys)

    def at(self, places: np.ndarray | slice) -> Rows:
        """Those of the values at these places, or where a mask says so."""
        return Rows(self.ranks[places], self.keys, None if self.arrays is None else self.arrays[places])

    def spread(self, sizes: np.ndarray) -> np.ndarray:
        """The ranks of as many parts of each value."""
        return np.repeat(self.ranks, sizes)


def joined(parts: list[Rows]) -> Rows:
    """Columns behind one another."""
    arrays = None if parts[0].arrays is None else np.concatenate([part.arrays for part in parts])  # pyright: ignore[reportCallIssue, reportArgumentType]
    return Rows(np.concatenate([part.ranks for part in parts]), parts[0].keys, arrays)


class Waiting:
    """Small columns of one path, from several batches, that are taken in together."""

    __slots__ = ("_arrays", "_keys", "_values", "depth", "inside")

    def __init__(self, depth: int, *, inside: bool) -> None:
        self.depth = depth
        self.inside = inside
        self._values: list[Any] = []
        self._keys: list[str] = []
        self._arrays: list[np.ndarray] = []

    def add(self, values: Sequence[Any], rows: Rows) -> None:
        """One more column."""
        self._values += values
        self._keys += map(rows.keys.__getitem__, rows.ranks.tolist())
        if rows.arrays is not None:
            self._arrays.append(rows.arrays)

    def column(self) -> tuple[list[Any], Rows]:
        """All of them as one."""
        keys = sorted(set(self._keys))
        places = dict(zip(keys, range(len(keys)), strict=True))
        ranks = np.array(list(map(places.__getitem__, self._keys)))
        return self._values, Rows(ranks, keys, self._joined_arrays())

    def _joined_arrays(self) -> np.ndarray | None:
        """Arrays are numbered by batch."""
        if not self._arrays:
            return None
        starts = accumulate((int(arrays.max()) + 1 for arrays in self._arrays), initial=0)
        return np.concatenate([arrays + start for arrays, start in zip(self._arrays, starts, strict=False)])
