"""Scalars that decide which members an element has, and of which kind: `type`, `widget`, a column `kind`.

A member of an element is absent, null, or of one of the kinds. Who has to guess it without knowing anything says the
most frequent one and is wrong so and so often; who knows the discriminator's value says the most frequent one of that
value. The gain is the share of the wrong guesses that are spared (Goodman and Kruskal's lambda, 1954), over all
members. Members of an object that is absent are not guessed. Values of less than FEW elements are no help: they would
know themselves by heart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from hofsm_migrate.introspect import determinants as det
from hofsm_migrate.introspect.elements import COLUMN_MARK
from hofsm_migrate.introspect.relation import Discriminator, Facet, Variant
from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.introspect.elements import Column, Rows, Sample

MOST_VALUES = 64
FEW = 3
LEAST_GAIN = 0.1
CLEAR = 0.6
"""At least one member must be known so much better."""
UNSURE = 0.02
"""A member that is guessed wrong less often than that without any help needs none."""
LEAST_ROWS = 20
DEPTH = 3
KEPT = 3
"""Discriminators of one place."""
MAX_FACETS = 1_000
RARE = 0.05
"""Kinds and forms of less than such a part of the values have an example."""

_GUESSES = {"null": 1, "boolean": 2, "integer": 3, "decimal": 3, "string": 4, "object": 5, "array": 6}
_WIDTH = 7


@dataclass(frozen=True)
class _Member:
    """What has to be guessed: per row 0 for absent and a number for each kind; `known` are the rows that count."""

    column: Column
    guess: np.ndarray
    known: np.ndarray


def discriminators(sample: Sample) -> tuple[Discriminator, ...]:
    """The best ones of each place, by place and falling gain."""
    return tuple(one for rows in sorted(sample.sets, key=lambda rows: rows.place) for one in _of_set(rows, sample.keys))


def _of_set(rows: Rows, keys: list[str]) -> list[Discriminator]:
    candidates = [column for column in rows.columns if _may_discriminate(column, rows)]
    if not candidates or len(rows) < LEAST_ROWS:
        return []
    members = list(_members(rows))
    scored = [(score, column) for column in candidates if (score := _gain(column, rows, members)) > 0]
    scored.sort(key=lambda item: (-round(item[0], 2), _rank(item[1]), item[1].place))
    return [_discriminator(column, gain, rows, members, keys) for gain, column in _different(scored, rows)]


def _rank(column: Column) -> int:
    return 0 if det.column_name(column).lower() in {"type", "kind", "_type", "@type"} else 1


def _may_discriminate(column: Column, rows: Rows) -> bool:
    """Short strings or small whole numbers, few of them, in most of the elements."""
    if column is rows.key:
        return False  # a spec has no name for it, and keys that tell shapes are names after all
    if rows.parent is not None and _rank(column) and (column.unique or det.rank(column) == 0):
        return False  # which element it is, and not of what kind: few elements were met so far
    short_path = column.path is None or 1 <= len(column.path) <= 2
    if not short_path or not len(column.kinds) >= 2 or len(column.rows) < 0.8 * len(rows):
        return False
    counts = column.counts()
    fit = [code for code, value in enumerate(column.values) if _is_label(value)]
    often = [code for code in fit if counts[code] >= FEW]
    few = len(often) >= 2 and len(fit) <= MOST_VALUES and 5 * len(fit) <= len(rows)
    return few and counts[fit].sum() >= 0.8 * len(rows)


def _is_label(value: object) -> bool:
    if isinstance(value, str):
        return 0 < len(value) <= 60
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000


def _members(rows: Rows) -> Iterator[_Member]:
    for column in rows.columns:
        if not column.path or len(column.path) > DEPTH:
            continue
        guess = _guesses(column, rows)
        known = np.ones(len(rows), dtype=bool)
        if column.parent is not None:
            known = _guesses(column.parent, rows) == _GUESSES["object"]
        yield _Member(column, guess, known)


def _guesses(column: Column, rows: Rows) -> np.ndarray:
    codes = column.dense(len(rows))
    of_code = np.array([*(_GUESSES[kind] for kind in column.kinds), 0], dtype=np.int64)
    return of_code[codes]  # ABSENT is -1, the last one


def _gain(column: Column, rows: Rows, members: list[_Member]) -> float:
    codes = column.dense(len(rows))
    unaided = aided = 0
    clear = False
    for member in members:
        if member.column is column:
            continue
        values, guess = codes[member.known], member.guess[member.known]
        before = len(guess) - int(np.bincount(guess, minlength=1).max(initial=0))
        if before < UNSURE * len(rows):
            continue
        after = min(before, _wrong(values, guess))
        unaided, aided = unaided + before, aided + after
        clear = clear or before - after >= CLEAR * before
    gain = 1 - aided / unaided if unaided else 0.0
    return gain if clear and gain >= LEAST_GAIN else 0.0


def _wrong(values: np.ndarray, guess: np.ndarray) -> int:
    """Wrong guesses of who knows the value; where it is absent or rare, of who guesses the most frequent of all."""
    table = np.bincount((values + 1) * _WIDTH + guess).astype(np.int64)
    table = np.pad(table, (0, -len(table) % _WIDTH)).reshape(-1, _WIDTH)
    totals = table.sum(axis=1)
    helped = totals >= FEW
    helped[0] = False
    overall = int(table.sum(axis=0).argmax())
    wrong = np.where(helped, totals - table.max(axis=1), totals - table[:, overall])
    return int(wrong.sum())


def _different(scored: list[tuple[float, Column]], rows: Rows) -> list[tuple[float, Column]]:
    """The first KEPT that split the elements differently."""
    kept: list[tuple[float, Column]] = []
    seen: list[np.ndarray] = []
    for gain, column in scored:
        codes = column.dense(len(rows))
        if len(kept) < KEPT and not any(_same_split(codes, other) for other in seen):
            kept.append((gain, column))
            seen.append(codes)
    return kept


def _same_split(left: np.ndarray, right: np.ndarray) -> bool:
    pairs = np.unique((left + 1) * (int(right.max()) + 2) + right + 1)
    return len(pairs) == len(np.unique(left)) == len(np.unique(right))


def _discriminator(column: Column, gain: float, rows: Rows, members: list[_Member], keys: list[str]) -> Discriminator:
    codes, documents, counts = column.dense(len(rows)), rows.of_documents(), column.counts()
    values = [code for code, value in enumerate(column.values) if _is_label(value)]
    own: dict[int, list[Facet]] = {code: [] for code in values}
    for member in members[:MAX_FACETS]:
        if member.column is not column:
            for code, facet in facets(member.column, codes, rows, keys):
                if code in own:
                    own[code].append(facet)
    variants = tuple(
        Variant(
            str(column.values[code]),
            int(counts[code]),
            len(np.unique(documents[codes == code])),
            tuple(sorted(own[code], key=lambda facet: (-facet.present, facet.member))),
        )
        for code in sorted(values, key=lambda code: (-counts[code], str(column.values[code])))
    )
    place = "$" if column.place.startswith(COLUMN_MARK) else rows.place
    name = column.place if column.path is None else render(column.path)
    return Discriminator(place, name, round(gain, 3), variants)


@dataclass
class _Seen:
    """What one value of the discriminator has in a member; `first` is a row for each kind and form."""

    kinds: dict[str, int] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)

    def count(self, counts: dict[str, int], name: str, count: int, row: int) -> None:
        counts[name] = counts.get(name, 0) + count
        self.first[name] = min(self.first.get(name, row), row)

    def rare(self) -> list[str]:
        """Kinds and forms of few of the values."""
        total = sum(self.kinds.values())
        return sorted(name for name, count in (self.kinds | self.forms).items() if count < RARE * total)


def facets(member: Column, codes: np.ndarray, rows: Rows, keys: list[str]) -> Iterator[tuple[int, Facet]]:
    """What each value of a discriminator says of a member that some of its elements have.

    Args:
        codes: the number of the discriminator's value for each row, -1 for none.
        keys: of the documents.
    """
    values = member.dense(len(rows))
    both = np.flatnonzero((values >= 0) & (codes >= 0))
    kinds, forms = member.kinds, member.forms()
    cells, first, counts = np.unique(codes[both] * len(kinds) + values[both], return_index=True, return_counts=True)
    found: dict[int, _Seen] = {}
    for cell, row, count in zip(cells.tolist(), both[first].tolist(), counts.tolist(), strict=True):
        value, code = divmod(cell, len(kinds))
        seen = found.setdefault(value, _Seen())
        seen.count(seen.kinds, kinds[code], count, row)
        if kinds[code] not in {"null", "object", "array"}:
            seen.count(seen.forms, forms[code], count, row)
    for value, seen in found.items():
        examples = tuple((name, keys[rows.documents[seen.first[name]]]) for name in seen.rare())
        present = sum(seen.kinds.values())
        yield value, Facet(render(member.path or ()), present, _ordered(seen.kinds), _ordered(seen.forms), examples)


def _ordered(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
