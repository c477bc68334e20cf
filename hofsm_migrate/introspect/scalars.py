"""Columns of scalars into the profile of their path. All that is dear is done once per distinct value of the batch."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import orjson

from hofsm_migrate.introspect import forms
from hofsm_migrate.introspect.profile import Tally
from hofsm_migrate.introspect.sketches import heavy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hofsm_migrate.introspect.profile import PathProfile, Tallies
    from hofsm_migrate.introspect.rows import Rows

EXTREME = 100
"""Characters of `least` and `greatest`."""
LONGEST_VALUE = 200
"""Longer strings are sketched by their beginning, length and hash."""
_INT8 = 2**63
_PLAIN = bytes(code for code in range(32, 128) if code not in b'"\\')
"""Characters that JSON writes as they are, in one byte."""
SURELY_NO_KEY = 1_000, 20
"""After so many compared values of which one in so many was a repeat, siblings are not compared any more."""


def tally(target: Tallies, name: str, count: int, example: str) -> None:
    """Count under a name."""
    found = target.get(name)
    if found is None:
        target[name] = Tally(count, example)
        return
    found.add(count, example)


def add_booleans(node: PathProfile, column: Sequence[bool], rows: Rows) -> None:
    """Take in a column of booleans."""
    yes = column.count(True)
    counts = {value: count for value, count in ((True, yes), (False, len(column) - yes)) if count}
    node.bytes += 5 * len(column) - yes
    tally(node.forms, "boolean", len(column), rows.example)
    _sketch(node, list(counts), list(counts.values()), [f"\0{value}" for value in counts])  # no number and no text
    _compare_siblings(node, column, rows, unique=False)


def add_integers(node: PathProfile, column: Sequence[int], rows: Rows) -> None:
    """Take in a column of whole numbers."""
    _add_numbers(node, column, rows, forms.integers)


def add_decimals(node: PathProfile, column: Sequence[float], rows: Rows) -> None:
    """Take in a column of doubles."""
    _add_numbers(node, column, rows, forms.decimals)


def add_strings(node: PathProfile, column: Sequence[str], rows: Rows) -> None:
    """Take in a column of strings."""
    counter = Counter(column)
    values, counts = list(counter), list(counter.values())
    lengths = list(map(len, values))
    every = np.repeat(np.array(lengths), counts) if len(values) < len(column) else np.array(lengths)
    node.lengths.update(every)
    joined = "".join(values)
    plain = joined.isascii() and not joined.encode().translate(None, _PLAIN)
    node.bytes += int(every.sum()) + 2 * len(column) if plain else _text_bytes(column)
    least, greatest = min(values)[:EXTREME], max(values)[:EXTREME]
    node.least = least if node.least is None else min(node.least, least)
    node.greatest = greatest if node.greatest is None else max(node.greatest, greatest)
    short = values if max(lengths) <= LONGEST_VALUE else list(map(_short, values))
    _sketch(node, short, counts, short)
    _tally_forms(node.forms, counter, forms.strings(values, lengths), column, rows)
    if "" in counter:
        _tally_some(node.empty, {"string": counter[""]}, {"": "string"}, column, rows)
    _compare_siblings(node, column, rows, unique=len(values) == len(column))


def _add_numbers(
    node: PathProfile,
    column: Sequence[float],
    rows: Rows,
    forms_of: Callable[[list], list[str]],
) -> None:
    counter = Counter(column)
    values = list(counter)
    low, high = min(values), max(values)
    node.bytes += _text_bytes(column)
    node.low = float(low) if node.low is None else min(node.low, float(low))
    node.high = float(high) if node.high is None else max(node.high, float(high))
    safe = values if low >= -_INT8 and high < _INT8 else list(map(_within, values))
    _sketch(node, values, list(counter.values()), safe)
    _tally_forms(node.forms, counter, forms_of(values), column, rows)
    _compare_siblings(node, column, rows, unique=len(values) == len(column))


def _within(value: float) -> float:
    return value if -_INT8 <= value < _INT8 else float(value)


def _text_bytes(column: Sequence[str | int | float]) -> int:
    return len(orjson.dumps(column)) - len(column) - 1


def _short(value: str) -> str:
    if len(value) <= LONGEST_VALUE:
        return value
    return f"{value[:EXTREME]}... {len(value)} {hashlib.blake2b(value.encode(), digest_size=8).hexdigest()}"


def _sketch(node: PathProfile, values: Sequence, counts: Sequence[int], hashed: Sequence) -> None:
    """`hashed` are the values as the distinct count takes them."""
    node.distinct.update(hashed)
    often, how_often = heavy(values, counts)
    others = sum(counts) - sum(how_often)
    node.frequent.update({orjson.dumps(v).decode(): c for v, c in zip(often, how_often, strict=True)}, others)


def _tally_forms(
    target: Tallies,
    counter: Counter,
    found: list[str],
    column: Sequence,
    rows: Rows,
) -> None:
    if len(set(found)) == 1:
        tally(target, found[0], len(column), rows.example)
        return
    counts: dict[str, int] = Counter(found)
    if len(found) < len(column):
        counts = dict.fromkeys(counts, 0)
        for form, count in zip(found, counter.values(), strict=True):
            counts[form] += count
    _tally_some(target, counts, dict(zip(counter, found, strict=True)), column, rows)


def _tally_some(
    target: Tallies,
    counts: dict[str, int],
    name_of: dict,
    column: Sequence,
    rows: Rows,
) -> None:
    """Count by name, with the first document of each; looked for only where it can be before the one that is known."""
    best = rows.example
    known = all(name in target and (target[name].example or best) <= best for name in counts)
    first = {} if known else _firsts(name_of, column, rows)
    for name, count in counts.items():
        tally(target, name, count, target[name].example or best if known else rows.keys[first[name]])


def _firsts(name_of: dict, column: Sequence, rows: Rows) -> dict[str, int]:
    first: dict[str, int] = {}
    for value, rank in zip(column, rows.ranks.tolist(), strict=True):
        name = name_of.get(value)
        if name is not None and rank < first.get(name, rank + 1):
            first[name] = rank
    return first


def _compare_siblings(node: PathProfile, column: Sequence, rows: Rows, *, unique: bool) -> None:
    enough, often = SURELY_NO_KEY
    if rows.arrays is None or (node.checked >= enough and node.repeats.count * often >= node.checked):
        return
    node.checked += len(column)
    if unique:
        return
    repeats = len(column) - len(set(zip(rows.arrays.tolist(), column, strict=True)))
    if not repeats:
        return
    best = rows.example
    known = node.repeats.example is not None and node.repeats.example <= best
    node.repeats.add(repeats, None if known else rows.keys[_first_repeat(column, rows)])


def _first_repeat(column: Sequence, rows: Rows) -> int:
    seen: set = set()
    found = len(rows.keys)
    arrays = [] if rows.arrays is None else rows.arrays.tolist()
    for pair, rank in zip(zip(arrays, column, strict=True), rows.ranks.tolist(), strict=True):
        if pair in seen:
            found = min(found, rank)
        seen.add(pair)
    return found
