"""Which columns may decide others: identities of elements, and what documents have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from hofsm_migrate.introspect import keynames
from hofsm_migrate.introspect.elements import ABSENT, COLUMN_MARK, KEY_MARK, Column, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

JOINT = " + "
"""Between the two places of a pair that decides together."""
PRESENT = 0.9
"""What is no identity by its name has to be in so many documents to decide anything."""
_MEASURES = re.compile("decimal|exponent|unit|comma|date|iso8601|epoch|empty|base64|json|url")
OWN = 8
"""Determinants of elements that are tried: identities by name first, the most distinct ones first."""
DOCUMENT = 12
"""Scalars of the root and columns of the table that are tried."""
MOST_CHARACTERS = 80
"""A text that is mostly longer names nothing."""

VERSION = 2
"""The rank of a column that says in which version something is written."""

Scope = str
"""Where a determinant is, seen from the dependent: `sibling`, `element`, `enclosing`, `document`, `pair`."""


@dataclass(frozen=True)
class Values:
    """A column, or two together, over the rows of one set. `rank` orders equals, see `rank`."""

    place: str
    codes: np.ndarray
    rank: int
    parts: tuple[str, ...]
    texts: tuple[tuple[np.ndarray, list[object]], ...]

    def shown(self, row: int) -> str:
        """The value in a row, for people."""
        return JOINT.join(str(values[codes[row]]) for codes, values in self.texts)


class Determinant:
    """Values that occur in at least two documents, with the rows that have them in order of the value."""

    def __init__(self, values: Values, documents: np.ndarray) -> None:
        self.values = values
        self.codes = _shared(values.codes, documents)
        rows = np.flatnonzero(self.codes >= 0)
        self.order = rows[np.argsort(self.codes[rows], kind="stable")]
        self.sorted = self.codes[self.order]
        self._documents = documents

    @cached_property
    def agreements(self) -> int:
        """How many documents could have disagreed with an earlier one of the same value."""
        documents = self._documents[self.order]
        same = self.sorted[1:] == self.sorted[:-1]
        return int((same & (documents[1:] != documents[:-1])).sum())

    @property
    def useful(self) -> bool:
        """At least two different values are left."""
        return len(self.sorted) > 0 and self.sorted[0] != self.sorted[-1]


def _shared(codes: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """The codes, ABSENT where all rows of the code are in one document: that says nothing about another one."""
    rows = np.flatnonzero(codes >= 0)
    if not len(rows):
        return codes
    first = np.zeros(int(codes.max()) + 1, dtype=np.int64)
    last = first.copy()
    last[codes[rows]] = documents[rows]  # rows are in the order of the documents, and the last one written stays
    first[codes[rows[::-1]]] = documents[rows[::-1]]
    return np.where((codes >= 0) & (first != last)[codes], codes, ABSENT)


def single(column: Column, rows: int) -> Values:
    """One column as values."""
    codes = column.dense(rows)
    null = [code for code, kind in enumerate(column.kinds) if kind not in {"string", "integer"}]
    codes[np.isin(codes, null)] = ABSENT
    return Values(column.place, codes, rank(column), (column.place,), ((codes, column.values),))


def pair(left: Values, right: Values) -> Values:
    """Two columns together, absent where either is."""
    both = (left.codes >= 0) & (right.codes >= 0)
    codes = np.full(len(left.codes), ABSENT, dtype=np.int64)
    if both.any():
        width = int(right.codes.max()) + 1
        codes[both] = _numbered(left.codes[both] * width + right.codes[both])
    return Values(
        f"{left.place}{JOINT}{right.place}",
        codes,
        max(left.rank, right.rank),
        left.parts + right.parts,
        left.texts + right.texts,
    )


def _numbered(codes: np.ndarray) -> np.ndarray:
    """The same groups with numbers that have no gaps."""
    size = int(codes.max()) + 1
    if size > 8 * len(codes) + 1_000_000:
        return np.unique(codes, return_inverse=True)[1]
    there = np.zeros(size, dtype=bool)
    there[codes] = True
    return (np.cumsum(there) - 1)[codes]


def spread(values: Values, rows: np.ndarray) -> Values:
    """Values of a set around, over the rows inside: `rows` says for each which row outside it belongs to."""
    texts = tuple((codes[rows], shown) for codes, shown in values.texts)
    return Values(values.place, values.codes[rows], values.rank, values.parts, texts)


def rank(column: Column) -> int:
    """0 for an identity by its name, 1 for a natural key of array elements, 2 for a version, 3 for the rest."""
    name = column_name(column)
    if column.place.endswith(KEY_MARK) or keynames.names_identity(name):
        return 0
    if column.unique and column.path and len(column.path) == 1:
        return 1
    return VERSION if keynames.names_version(name) else VERSION + 1


def column_name(column: Column) -> str:
    """The last key of a column's path; the name of a table's column; empty for the element itself."""
    if column.place.startswith(COLUMN_MARK):
        return column.place.removeprefix(COLUMN_MARK)
    return column.path[-1] if column.path else ""


def identities(rows: Rows) -> list[Column]:
    """Columns that say which element it is: by name, natural keys, keys of a map's entries; at most OWN."""
    found = [column for column in rows.columns if rank(column) < VERSION and _may_decide(column, len(rows))]
    return sorted(found, key=lambda column: (rank(column), -_distinct(column), column.place))[:OWN]


def of_documents(root: Rows) -> list[Values]:
    """Scalars of the root and columns of the table that documents share, and pairs of an identity and a version.

    At most DOCUMENT, identities first. A pair is left out where its identity alone makes the same groups.
    """
    rows = len(root)
    columns = [
        one for one in root.columns if _may_decide(one, rows) and _is_shared(one) and _names_something(one, rows)
    ]
    columns.sort(key=lambda column: (rank(column), -_distinct(column), column.place))
    values = [single(column, len(root)) for column in columns[:DOCUMENT]]
    made = {column.place: one for column, one in zip(columns, values, strict=False)}
    return values + list(_versioned(columns[:DOCUMENT], made))


def _versioned(columns: Iterable[Column], made: dict[str, Values]) -> Iterator[Values]:
    columns = list(columns)
    versions = [column for column in columns if rank(column) == VERSION]
    for column in columns:
        for version in versions if rank(column) == 0 else ():
            if column.parent is not version.parent or column.parent is None:
                continue
            both = pair(made[column.place], made[version.place])
            if both.codes.max(initial=ABSENT) > made[column.place].codes.max(initial=ABSENT):
                yield both


def _may_decide(column: Column, rows: int) -> bool:
    """Mostly short strings or whole numbers, at least two of them, in at least three rows of ten."""
    counts = column.counts()
    fit = [code for code, kind in enumerate(column.kinds) if kind in {"string", "integer"}]
    total = int(counts[fit].sum()) if fit else 0
    if len(fit) < 2 or total < 0.3 * rows or total < 0.5 * len(column.rows):
        return False
    longer = sum(int(counts[code]) for code in fit if len(str(column.values[code])) > MOST_CHARACTERS)
    return longer <= 0.2 * total


def _is_shared(column: Column) -> bool:
    counts = column.counts()
    return int(counts[counts >= 2].sum()) >= 0.5 * len(column.rows)


def _names_something(column: Column, rows: int) -> bool:
    """Whether it is an identity or version by its name, or else is everywhere and no measure or date."""
    if rank(column) <= VERSION:
        return True
    counts, forms = column.counts(), column.forms()
    measured = sum(int(counts[code]) for code, form in enumerate(forms) if _MEASURES.search(form))
    return len(column.rows) >= PRESENT * rows and measured <= 0.2 * len(column.rows)


def _distinct(column: Column) -> int:
    return len(column.kinds)
