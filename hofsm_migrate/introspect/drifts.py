"""Members that come or go, or change their kind, with a version key, with time, or along the key of the table.

Only what is clear is reported. With a version key, neighbouring versions are compared. With time, and along a key of
whole numbers, the documents are put into BINS parts of equal size, and the best single place to cut is looked for;
the parts on either side have to be alike, so that what comes and goes is no drift. A change is clear where the member
is never on one side and would, at its share on the other, have been expected at least EXPECTED times; or where the
shares differ by at least half.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hofsm_migrate.introspect import determinants as det
from hofsm_migrate.introspect import keynames
from hofsm_migrate.introspect.known import Known
from hofsm_migrate.introspect.relation import Drift, Relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.introspect.elements import Column, Rows, Sample
    from hofsm_migrate.introspect.relation import Discriminator

EXPECTED = 20
LARGE = 0.5
BINS = 20
UNLIKE = 0.25
"""Parts on one side of a cut have shares that differ from that of the side by at most that."""
PER_BIN = 5
"""Documents that a part has at least."""
MOST_VERSIONS = 12
LEAST_DOCUMENTS = 8
LEAST_IN_PERIOD = 50
"""Elements on either side of a cut."""
BY_KEY = "key"
"""The axis where the change goes along the key of the table."""

_TIME_FORMS = frozenset({"iso8601", "iso8601-z", "iso8601-ms-z", "iso8601-us-z", "iso8601-naive", "iso-date"})
_TIME_TYPES = re.compile(r"timestamp|date")


@dataclass(frozen=True)
class _Axis:
    """`steps` says for each document in which step it is, -1 for none; `names` are the steps' first values."""

    place: str
    steps: np.ndarray
    names: list[str]
    neighbours: bool


def drifts(
    sample: Sample, types: dict[str, str] | None = None, discriminators: tuple[Discriminator, ...] = ()
) -> tuple[Drift, ...]:
    """What changes, by place. `types` are those of the table's columns by name.

    A place that changes with a version is not reported again for the time or the key that goes along with it; nor is
    one for which a discriminator decides: then the mixture of its values changes, and not what they mean.
    """
    known = Known(Relations(len(sample.keys), discriminators=discriminators))
    found: dict[str, list[Drift]] = {}
    for axis in (*_versions(sample.root), *_times(sample.root, types or {}), *_by_key(sample)):
        seen = [one for rows in sample.sets for one in _of_set(rows, axis) if one.place not in found]
        new = seen if axis.neighbours else [one for one in seen if not known.decides(one.place)]
        for one in new:
            found.setdefault(one.place, []).append(one)
    return tuple(
        sorted((one for some in found.values() for one in some), key=lambda one: (one.place, one.by, one.what))
    )


def _versions(root: Rows) -> Iterator[_Axis]:
    for column in root.columns:
        if det.rank(column) != det.VERSION or len(column.rows) < 0.5 * len(root):
            continue
        counts = column.counts()
        fit = [code for code, kind in enumerate(column.kinds) if kind in {"integer", "string", "decimal"}]
        often = [code for code in fit if counts[code] >= LEAST_DOCUMENTS]
        if len(often) >= 2 and len(fit) <= MOST_VERSIONS:
            ordered = sorted(often, key=lambda code: _version_order(column.values[code]))
            step = {code: number for number, code in enumerate(ordered)}
            steps = np.array([step.get(code, -1) for code in column.dense(len(root)).tolist()])
            yield _Axis(column.place, steps, [str(column.values[code]) for code in ordered], neighbours=True)


def _version_order(value: object) -> tuple[list[int], str]:
    return [int(digits) for digits in re.findall(r"\d+", str(value))], str(value)


def _times(root: Rows, types: dict[str, str]) -> Iterator[_Axis]:
    for column in root.columns:
        name = det.column_name(column)
        if len(column.rows) < 0.9 * len(root) or len(column.kinds) < PER_BIN * BINS:
            continue
        of_table = column.path is None
        if of_table and not _TIME_TYPES.match(types.get(name, "")):
            continue
        if of_table or (keynames.names_time(name) and _is_time(column)):
            values = column.dense(len(root)).tolist()
            texts = [str(column.values[code]) if code >= 0 else "" for code in values]
            yield _in_bins(column.place, texts)


def _is_time(column: Column) -> bool:
    """Texts that sort as what they mean: ISO 8601 in one zone. Documents with another spelling are left out."""
    counts = column.counts()
    return (
        sum(int(counts[code]) for code, form in enumerate(column.forms()) if form in _TIME_FORMS) >= 0.6 * counts.sum()
    )


def _by_key(sample: Sample) -> Iterator[_Axis]:
    if len(sample.keys) >= PER_BIN * BINS and all(key.partition(",")[0].isdecimal() for key in sample.keys):
        yield _in_bins(BY_KEY, [f"{number:09d}" for number in range(len(sample.keys))], sample.keys)


def _in_bins(place: str, texts: list[str], shown: list[str] | None = None) -> _Axis:
    iso = re.compile(r"\d{4}-\d\d-\d\d|\d{9}$")
    usable = [row for row, text in enumerate(texts) if iso.match(text)]
    usable.sort(key=lambda row: (texts[row], row))
    steps = np.full(len(texts), -1)
    names: list[str] = []
    for number, some in enumerate(np.array_split(np.array(usable, dtype=np.int64), BINS)):
        if len(some):
            steps[some] = number
            names.append((shown or texts)[int(some[0])])
    return _Axis(place, steps, names, neighbours=False)


def _of_set(rows: Rows, axis: _Axis) -> Iterator[Drift]:
    steps = axis.steps[rows.of_documents()]
    totals: dict[int, np.ndarray] = {}
    for column in rows.columns:
        if not column.path or column.place == axis.place:
            continue
        parent = column.parent
        if id(parent) not in totals:
            inside = steps if parent is None else np.where(_is_object(parent, rows), steps, -1)
            totals[id(parent)] = _count(inside, len(axis.names))
        yield from _of_column(column, steps, totals[id(parent)], axis)


def _is_object(column: Column, rows: Rows) -> np.ndarray:
    objects = np.array([*(kind == "object" for kind in column.kinds), False])
    return objects[column.dense(len(rows))]


def _count(steps: np.ndarray, length: int) -> np.ndarray:
    return np.bincount(steps[steps >= 0], minlength=length)[:length]


def _of_column(column: Column, steps: np.ndarray, total: np.ndarray, axis: _Axis) -> Iterator[Drift]:
    rows = np.frombuffer(column.rows, dtype=np.intc)
    present = _count(steps[rows], len(axis.names))
    changes = [(*change, "presence") for change in _changes(present, total, axis.neighbours)]
    for at, before, after, what in changes or _kind_changes(column, steps[rows], present, axis):
        yield Drift(column.place, axis.place, axis.names[at - 1], axis.names[at], before, after, what)


def _kind_changes(
    column: Column, steps: np.ndarray, present: np.ndarray, axis: _Axis
) -> Iterator[tuple[int, float, float, str]]:
    """For every kind, where its share among the values changes."""
    codes = np.frombuffer(column.codes, dtype=np.intc)
    for kind in sorted(set(column.kinds)) if len(set(column.kinds)) > 1 else ():
        of_kind = np.array([one == kind for one in column.kinds])[codes]
        have = _count(steps[of_kind], len(axis.names))
        yield from ((*change, kind) for change in _changes(have, present, axis.neighbours))


def _changes(have: np.ndarray, total: np.ndarray, neighbours: bool) -> Iterator[tuple[int, float, float]]:  # noqa: FBT001
    """Steps at which the share changes clearly, with the share before and after."""
    if neighbours:
        pairs = [(at, have[at - 1], total[at - 1], have[at], total[at]) for at in range(1, len(have))]
        yield from ((at, *shares) for at, *counts in pairs if (shares := _clear(*counts)))
        return
    left, all_left = np.cumsum(have), np.cumsum(total)
    found: list[tuple[float, int, float, float]] = []
    for at in range(2, len(have) - 1):
        later, later_total = left[-1] - left[at - 1], all_left[-1] - all_left[at - 1]
        if min(all_left[at - 1], later_total) < LEAST_IN_PERIOD:
            continue
        shares = _clear(left[at - 1], all_left[at - 1], later, later_total)
        if shares and _steady(have[:at], total[:at], shares[0]) and _steady(have[at:], total[at:], shares[1]):
            found.append((abs(shares[0] - shares[1]), at, *shares))
    if found:
        yield max(found, key=lambda one: (one[0], -one[1]))[1:]


def _steady(have: np.ndarray, total: np.ndarray, share: float) -> bool:
    """Whether every part has about that share: not none where some were expected, and not far off."""
    told = total * min(share, 1 - share) >= PER_BIN
    shares = have / np.maximum(total, 1)
    return bool((np.abs(shares - share) <= min(UNLIKE, 0.8 * share + 0.001))[told].all())


def _clear(have: int, total: int, later: int, later_total: int) -> tuple[float, float] | None:
    if min(total, later_total) < LEAST_DOCUMENTS:
        return None
    before, after = have / total, later / later_total
    never = min(have, later) == 0 and max(before * later_total, after * total) >= EXPECTED
    if not never and abs(before - after) < LARGE:
        return None
    return round(float(before), 4), round(float(after), 4)
