"""The form that a scalar is written in: one name per value, the same ones in profile, draft and report.

Numbers: `zero-one` (0 and 1), `epoch-s` (946,684,800 to 4,102,444,799: the years 2000 to 2099), `epoch-ms` (the same in
milliseconds), `integer` (other int4), `bigint` (other int8), `huge` (beyond int8, or a whole double beyond 2^53),
`decimal`. Booleans: `boolean`.

Strings, the first that fits:

`empty`; `numeral-zero-one` ("0", "1"); `numeral` (a whole number of at most 18 digits as jsonb would write it);
`numeral-long` (of more digits); `numeral-decimal` ("12.50", as jsonb would write it); `numeral-padded` (numbers with
leading zeros, a plus, "-0", ".5", "5."); `numeral-exponent`; `number-unit` ("12.5 kg", "5%"); `number-comma`
("1,234.50"); `true/false`; `true/false-odd` (other upper and lower case); `Y/N`; `yes/no` (any case, also "y" and "n");
`on/off` (any case); `uuid`; `uuid-odd` (not all in lower case); `iso-date`; `us-date` (MM/DD/YYYY); `date-other`
(31.12.2015, 1/2/2015, and what looks like a date or time and is none, as 2022-02-30); `iso8601` (any fraction without
trailing zeros, +00:00), `iso8601-z` (seconds, Z), `iso8601-ms-z`, `iso8601-us-z`, `iso8601-naive` (no zone),
`iso8601-other` (other offsets and fractions, a space for the T); `e-mail`; `url`; `colour` (#rgb, #rrggbb and with
alpha); `json` (an object or array in a string); `base64` (64 characters and more, not only
hexadecimal digits or letters of one case); `text`.

What has a codec is in the codec's canonical spelling: every `numeral` conforms to a bigint on wire `string`, every
`iso8601-ms-z` to a timestamptz on that wire. Keys of objects have the same forms and `identifier-number` (step1,
field_12) in place of `text`.

Strings are classified by the thousand: letters and digits of all of them are replaced at once, and what is left, the
pattern, mostly says the form. Only where it does not, the value itself is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONG = 200
"""Longer strings are asked one by one for JSON and base64, and are `text` otherwise."""
SHORTEST_BASE64 = 64
MAX_PATTERNS = 50_000
"""Patterns whose form is remembered, per process."""

_BOUNDS = (
    -(2**63), -(2**31), 0, 2, 946_684_800, 4_102_444_800, 946_684_800_000, 4_102_444_800_000, 2**63,
)  # fmt: skip
_BANDS = ("huge", "bigint", "integer", "zero-one", "integer", "epoch-s", "bigint", "epoch-ms", "bigint", "huge")
_EXACT = 2.0**53

_WORDS = {"true": "true/false", "false": "true/false", "Y": "Y/N", "N": "Y/N"}
_ANY_CASE = {
    "true": "true/false-odd", "false": "true/false-odd", "yes": "yes/no", "no": "yes/no", "y": "yes/no", "n": "yes/no",
    "on": "on/off", "off": "on/off",
}  # fmt: skip
_LONGEST_WORD = 5

_ASK = "?"
"""Prefix of what a pattern is only perhaps; the value decides."""


def _table(letters: bytes, digits: bytes, *, upper: bytes | None = None) -> bytes:
    table = bytearray(range(256))
    for low, high, becomes in ((48, 58, digits), (65, 91, upper or letters), (97, 123, letters), (128, 256, b"~")):
        table[low:high] = becomes * (high - low)
    return bytes(table)


def _shapes() -> bytes:
    table = bytearray(_table(b"a", b"9"))
    for letter, becomes in ((b"T", b"T"), (b"Z", b"Z"), (b"e", b"e"), (b"E", b"e")):
        table[letter[0]] = becomes[0]
    return bytes(table)


def _hexadecimal() -> bytes:
    table = bytearray(_table(b"x", b"0"))
    table[97:103], table[65:71] = b"0" * 6, b"H" * 6
    return bytes(table)


_SHAPES, _HEXADECIMAL = _shapes(), _hexadecimal()
_UUID = b"-".join(b"0" * length for length in (8, 4, 4, 4, 12))
_UUID_LENGTH = len(_UUID)

_FULL = tuple(
    (form, re.compile(pattern, re.DOTALL).fullmatch)
    for form, pattern in (
        (_ASK + "number", rb"[+-]?(?:9+\.?9*|\.9+)"),
        ("numeral-exponent", rb"[+-]?(?:9+\.?9*|\.9+)e[+-]?9+"),
        ("number-comma", rb"[+-]?9{1,3}(?:,999)+(?:\.9+)?"),
        (_ASK + "us-date", rb"99/99/9999"),
        ("date-other", rb"9{1,2}([/.-])9{1,2}\1(?:99){1,2}|9999([/.])9{1,2}\2(?:9{1,2})"),
        (_ASK + "iso-date", rb"9999-99-99"),
        (_ASK + "iso8601-z", rb"9999-99-99T99:99:99Z"),
        (_ASK + "iso8601-ms-z", rb"9999-99-99T99:99:99\.999Z"),
        (_ASK + "iso8601-us-z", rb"9999-99-99T99:99:99\.999999Z"),
        (_ASK + "iso8601", rb"9999-99-99[T ]99:99(?::99(?:\.9{1,9})?)?(?:Z|[+-]99(?::?99)?)?"),
        ("number-unit", rb"[+-]?9+(?:\.9+)? ?(?:%|[aeTZ~]{1,12}(?:/[aeTZ~9]{1,8})?)"),
        ("e-mail", rb"[aeTZ9~.!#$%&'*+/=?^_`{|}-]+@[aeTZ9~-]+(?:\.[aeTZ9~-]+)*\.[aeTZ~]{2,}"),
        ("url", rb"[aeTZ][aeTZ9+.-]*://[^ ]+"),
        (_ASK + "colour", rb"#(?:[a9e]{3,4}|[a9e]{6}|[a9e]{8})"),
        (_ASK + "json", rb"\s*(?:\{.*\}|\[.*\])\s*"),
        (_ASK + "base64", rb"[aeTZ9+/]{64,}={0,2}"),
        (_ASK + "word", rb"[aeTZ]{1,5}"),
    )
)
_PLAIN_TEXT = re.compile(rb"[aeTZ~][aeTZ~' (),]{5,}[^@/=+]*").fullmatch
_COLOUR = re.compile("#[0-9a-fA-F]+").fullmatch
_CANONICAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?").fullmatch
_BASE64 = re.compile("[A-Za-z0-9+/]+={0,2}").fullmatch
_ONE_KIND = re.compile("[0-9a-f]+|[0-9A-F]+|[a-z]+|[A-Z]+").fullmatch
_IDENTIFIER_NUMBER = re.compile(r"[^\W\d][\w-]*?[0-9]+").fullmatch

_remembered: dict[bytes, str] = {}


def integers(values: Sequence[int]) -> list[str]:
    """The form of every number."""
    low, high = bisect_right(_BOUNDS, min(values)), bisect_right(_BOUNDS, max(values))
    if low == high:
        return [_BANDS[low]] * len(values)
    return [_BANDS[bisect_right(_BOUNDS, value)] for value in values]


def decimals(values: Sequence[float]) -> list[str]:
    """The form of every double."""
    return ["huge" if abs(value) >= _EXACT and value.is_integer() else "decimal" for value in values]


def strings(values: Sequence[str], lengths: Sequence[int]) -> list[str]:
    """The form of every string; `lengths` are their characters."""
    longest = max(lengths)
    if longest <= LONG and _UUID_LENGTH not in lengths:
        return _by_pattern(values)
    if longest == _UUID_LENGTH == min(lengths):
        return _of_uuid_length(list(values))
    found = ["text"] * len(values)
    _put(found, [length == _UUID_LENGTH for length in lengths], values, _of_uuid_length)
    _put(found, [length <= LONG and length != _UUID_LENGTH for length in lengths], values, _by_pattern)
    _put(found, [length > LONG for length in lengths], values, lambda some: [_long(value) for value in some])
    return found


def string(value: str) -> str:
    """The form of one string."""
    return strings((value,), (len(value),))[0]


def keys(values: Sequence[str]) -> list[str]:
    """The form of every key of an object."""
    found = strings(values, list(map(len, values))) if values else []
    named = zip(values, found, strict=True)
    return ["identifier-number" if form == "text" and _IDENTIFIER_NUMBER(key) else form for key, form in named]


def _put(found: list[str], where: list[bool], values: Sequence[str], forms: Callable[[list[str]], list[str]]) -> None:
    if not any(where):
        return
    some = forms(list(compress(values, where)))
    for index, form in zip(compress(range(len(values)), where), some, strict=True):
        found[index] = form


def _translate(values: Sequence[str], table: bytes) -> bytes:
    """The patterns of all values, with NUL between them."""
    joined = "\0".join(values)
    if joined.count("\0") >= len(values):
        joined = "\0".join(value.replace("\0", " ") for value in values)
    return joined.encode(errors="replace").translate(table)


def _of_uuid_length(values: list[str]) -> list[str]:
    joined = _translate(values, _HEXADECIMAL)
    found = ["uuid"] * len(values)
    if joined == b"\0".join([_UUID] * len(values)):
        return found
    patterns = joined.split(b"\0")
    odd = [pattern != _UUID for pattern in patterns]
    _put(found, odd, values, _by_pattern)
    for index in compress(range(len(values)), odd):
        if patterns[index].replace(b"H", b"0") == _UUID:
            found[index] = "uuid-odd"
    return found


def _by_pattern(values: Sequence[str]) -> list[str]:
    joined = _translate(values, _SHAPES)
    first = joined.partition(b"\0")[0]
    if joined == b"\0".join([first] * len(values)):
        form = _remembered.get(first) or _form(first)
        return _ASKED[form](list(values)) if form in _ASKED else [form] * len(values)
    patterns = joined.split(b"\0")
    forms = list(map(_remembered.get, patterns))
    if None in forms:
        forms = [_remembered.get(pattern) or _form(pattern) for pattern in patterns]
    for form in _ASKED.keys() & set(forms):
        _put(forms, [one == form for one in forms], values, _ASKED[form])  # pyright: ignore[reportArgumentType]
    return forms  # pyright: ignore[reportReturnType]


def _form(pattern: bytes) -> str:
    """What a pattern says of its values, with a question mark where they have to be asked."""
    if not pattern:
        form = "empty"
    elif _PLAIN_TEXT(pattern) and len(pattern) < SHORTEST_BASE64 and b":" not in pattern:
        return "text"
    else:
        form = next((form for form, matches in _FULL if matches(pattern)), "text")
    if len(_remembered) < MAX_PATTERNS:
        _remembered[pattern] = form
    return form


def _numbers(values: list[str]) -> list[str]:
    return [_number(value) for value in values]


def _number(value: str) -> str:
    digits = value.removeprefix("-")
    if not _CANONICAL(value) or (value[0] == "-" and not digits.strip("0.")):
        return "numeral-padded"
    if "." in digits:
        return "numeral-decimal"
    if value in {"0", "1"}:
        return "numeral-zero-one"
    return "numeral" if len(digits) <= 18 else "numeral-long"


def _word(value: str) -> str:
    return _WORDS.get(value) or _ANY_CASE.get(value.lower(), "text")


def _json(value: str) -> str:
    try:
        return "json" if isinstance(orjson.loads(value), (dict, list)) else "text"
    except ValueError:
        return "text"


def _base64(value: str) -> str:
    right = len(value) % 4 == 0 and len(value) >= SHORTEST_BASE64 and _BASE64(value) and not _ONE_KIND(value)
    return "base64" if right else "text"


def _long(value: str) -> str:
    if value.lstrip()[:1] in {"{", "["}:
        return _json(value)
    if value.isascii() and "://" in value[:20] and _FULL_URL(value.encode().translate(_SHAPES)):
        return "url"
    if value[0] in "+-.0123456789" and _NUMBER(value.encode(errors="replace").translate(_SHAPES)):
        return _number(value)
    return _base64(value)


_FULL_URL = dict(_FULL)["url"]
_NUMBER = dict(_FULL)[_ASK + "number"]


def _digits(values: list[str], *places: int) -> list[np.ndarray]:
    """Two-digit numbers out of ASCII texts of one length: from each place on, for all texts at once."""
    records = np.frombuffer("".join(values).encode(), dtype=np.uint8).reshape(len(values), -1) - 48
    return [records[:, place] * 10 + records[:, place + 1] for place in places]


_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def _real_dates(century: np.ndarray, year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    named = (month >= 1) & (month <= 12) & ((century > 0) | (year > 0))
    leap = np.where(year == 0, century, year) % 4 == 0
    days = _DAYS[np.where(named, month, 0)] + (leap & (month == 2))
    return named & (day >= 1) & (day <= days)


def _iso_dates(values: list[str]) -> list[str]:
    good = _real_dates(*_digits(values, 0, 2, 5, 8))
    return ["iso-date" if one else "date-other" for one in good.tolist()]


def _us_dates(values: list[str]) -> list[str]:
    month, day, century, year = _digits(values, 0, 3, 6, 8)
    return ["us-date" if one else "date-other" for one in _real_dates(century, year, month, day).tolist()]


_OFFSET = re.compile(r"[+-]([0-9]{2}):?([0-9]{2})?").fullmatch


def _moments(values: list[str]) -> list[str]:
    """All of the layout YYYY-MM-DD HH:MM, with whatever follows."""
    good = _real_moments([value[:16] for value in values]).tolist()
    return [_moment(value) if one else "date-other" for value, one in zip(values, good, strict=True)]


def _whole_moments(form: str) -> Callable[[list[str]], list[str]]:
    """For those that have seconds, and one layout."""

    def forms(values: list[str]) -> list[str]:
        good = _real_moments(values) & (_digits(values, 17)[0] <= 59)
        return [form] * len(values) if good.all() else [form if one else "date-other" for one in good.tolist()]

    return forms


def _real_moments(values: list[str]) -> np.ndarray:
    *date, hour, minute = _digits(values, 0, 2, 5, 8, 11, 14)
    return _real_dates(*date) & (hour <= 23) & (minute <= 59)


def _moment(value: str) -> str:
    tail = value[16:]
    if tail[:1] != ":":
        return _zone_form(tail, "iso8601-other")
    if tail[1] > "5":
        return "date-other"
    rest = tail[3:]
    if value[10] != "T":
        return _zone_form(rest.lstrip(".0123456789"), "iso8601-other")
    if rest[-1:] == "Z":
        return "iso8601-other"
    fraction = re.match(r"(\.[0-9]+)?", rest)[0]  # pyright: ignore[reportOptionalSubscript] - matches nothing at least
    zone = rest[len(fraction) :]
    if len(fraction) > 7 or fraction[-1:] == "0":
        return _zone_form(zone, "iso8601-other")
    return "iso8601-naive" if not zone else "iso8601" if zone == "+00:00" else _zone_form(zone, "iso8601-other")


def _zone_form(zone: str, form: str) -> str:
    """`form`, unless there is no such offset."""
    offset = _OFFSET(zone)
    return "date-other" if offset and (int(offset[1]) > 23 or int(offset[2] or 0) > 59) else form


_ASKED: dict[str, Callable[[list[str]], list[str]]] = {
    _ASK + "number": _numbers,
    _ASK + "us-date": _us_dates,
    _ASK + "iso-date": _iso_dates,
    _ASK + "iso8601": _moments,
    **{_ASK + form: _whole_moments(form) for form in ("iso8601-z", "iso8601-ms-z", "iso8601-us-z")},
    _ASK + "colour": lambda values: ["colour" if _COLOUR(value) else "text" for value in values],
    _ASK + "json": lambda values: [_json(value) for value in values],
    _ASK + "base64": lambda values: [_base64(value) for value in values],
    _ASK + "word": lambda values: [_word(value) for value in values],
}
