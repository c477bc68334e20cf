"""How often each nastiness occurs, in one table; the generator draws from it and the tests count against it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Ladder = tuple[tuple[float, str], ...]
"""Forms with their cumulative shares, the commonest first."""


@dataclass(frozen=True)
class Share:
    """The forms in which one thing occurs. `of` names what is counted; `forms` add up to 1."""

    phrase: str
    of: str
    forms: Mapping[str, float]

    def ladder(self) -> Ladder:
        """The forms with cumulative shares, to be read by `choose`."""
        ordered = sorted(self.forms.items(), key=lambda form: (-form[1], form[0]))
        return tuple(zip(accumulate(share for _, share in ordered), (name for name, _ in ordered), strict=True))


def choose(ladder: Ladder, roll: float) -> str:
    """The form on whose rung `roll` (0 to 1) falls."""
    for bound, form in ladder:
        if roll < bound:
            return form
    return ladder[-1][1]


SHARES: Mapping[str, Share] = {
    "version": Share(
        "schema drift: v: 1|2|3 in one table; deflt -> defaultValue -> default.value; "
        "options as comma string, object by key, array",
        "documents with an object root",
        {"1": 0.30, "2": 0.30, "3": 0.40},
    ),
    "number": Share(
        'numbers as strings with scale ("12.50"), unit glued on ("12.5kg", 0.5 %), empty string for missing (2 %), '
        "thousands comma (0.1 %)",
        "entered numbers",
        {"scaled": 0.970, "empty": 0.020, "unit": 0.005, "comma": 0.001, "bare": 0.004},
    ),
    "bare_number": Share(
        "JSON numbers whose spelling matters: 1.10, 1e3, 40 digits, -0",
        "entered numbers that are not strings",
        {"trailing_zero": 0.40, "exponent": 0.25, "digits_40": 0.25, "minus_zero": 0.10},
    ),
    "boolean": Share(
        'booleans as true / "true" / "Y" / 1',
        "entered checkboxes",
        {"native": 0.80, "true/false": 0.08, "Y/N": 0.08, "0/1": 0.04},
    ),
    "moment": Share(
        "dates as ISO with and without milliseconds, MM/DD/YYYY, epoch ms",
        "entered dates and points in time",
        {"iso_ms": 0.70, "iso": 0.18, "us_date": 0.06, "epoch_ms": 0.06},
    ),
    "nothing": Share(
        'absent, null, {}, [] all used for "nothing", within one table',
        "parts of a document that hold nothing",
        {"absent": 0.40, "null": 0.25, "object": 0.20, "array": 0.15},
    ),
    "no_input": Share(
        'absent, null, {}, [] all used for "nothing", in a field without input',
        "fields without input",
        {"absent": 0.94, "null": 0.03, "object": 0.02, "array": 0.01},
    ),
    "pad": Share(
        "JSON encoded in a string inside JSON (signature pad, 1 %)",
        "documents with an object root",
        {"none": 0.99, "json_string": 0.01},
    ),
    "natural_key": Share(
        "duplicated natural keys inside one array (0.2 %), missing ones (0.5 %)",
        "documents with an object root",
        {"sound": 0.993, "duplicated": 0.002, "missing": 0.005},
    ),
    "item": Share(
        "dangling references to deleted items (0.3 %)",
        "references to items",
        {"live": 0.997, "deleted": 0.003},
    ),
    "text": Share(
        "text: emoji, RTL, HTML, U+2028, quotes, backslashes",
        "entered texts",
        {"plain": 0.90, "nasty": 0.10},
    ),
    "key": Share(
        "keys with spaces, dots, quotes and the empty key",
        "keys of `attributes`",
        {"plain": 0.96, "nasty": 0.04},
    ),
    "size": Share(
        "a few 1 MB documents (attachments as base64), a few with 2,000 fields",
        "rows",
        {"usual": 0.9996, "megabyte": 0.0002, "wide": 0.0002},
    ),
}
"""Shares that the description of the legacy application states are taken from it; the others are chosen here."""

SIZE_CYCLE = 5_000
MEGABYTE_AT = 700
WIDE_AT = 1_300
"""Rare sizes come at fixed places, row numbers modulo the cycle, so that a short run need not be lucky to hold one."""

ARRAY_ROOT = 23
SCALAR_ROOT = 47
JSON_NULL_ROOT = 71
"""Row numbers whose root is no object: one each per table."""

SQL_NULL_CYCLE = 1_000
SQL_NULL_AT = 95
"""Rows without a document: row numbers modulo the cycle."""
