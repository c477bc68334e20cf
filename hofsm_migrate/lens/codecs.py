"""Codecs in Python: one `parse` and one `format` per type and wire form, the twins of the SQL in `compile.codecs`.

`parse` is lenient and never fails: what it cannot read is None. `format` writes the one canonical spelling. A value
that `parse` returns can always be formatted, and parsing that gives the value back: this is what makes writes from the
new side safe.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.jsonb import ABSENT, Absent, JsonValue
from hofsm_migrate.spec.expression import holds

if TYPE_CHECKING:
    from collections.abc import Callable

    from hofsm_migrate.spec.mapping import Column

SqlValue = Any
"""str (text, enum, jsonb as its canonical text), int, Decimal, float, bool, UUID, date, aware datetime in UTC, None."""

MAX_NUMBER_TEXT = 400
"""Longest string that is read or written as a number, in characters; every double fits."""
MAX_INDEXED_BYTES = 2_000
"""Longest text in an indexed column: a B-tree entry must fit into a third of a page (2,704 bytes)."""
MAX_INDEXED_DIGITS = 1_000

_INTEGER = re.compile(r"[+-]?[0-9]{1,20}")
_NUMERIC = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_US_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?"
    r"(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_RANGE = {"integer": 2**31, "bigint": 2**63}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_SECOND, _END_SECOND = -62_135_596_800, 253_402_300_800  # years 1 to 9999
_PRECISION = {"iso8601-z": 1_000_000, "iso8601-ms-z": 1_000, "epoch-s": 1_000_000, "epoch-ms": 1_000}
"""Microseconds that one unit of a wire form stands for; 1 where it is not listed."""


@dataclass(frozen=True)
class Codec:
    """Both directions of one column."""

    column: Column

    def extract(self, fragment: JsonValue | Absent) -> SqlValue:
        """The SQL value of a fragment; None where it is absent, unreadable, or refused by enum, check or index."""
        if fragment is ABSENT:
            return None
        value = self._parse(fragment)
        return value if value is not None and self._accepts(value) else None

    def compose(self, value: SqlValue) -> JsonValue | Absent:
        """The JSON value of an SQL value; NULL becomes what `missing` says."""
        if value is not None:
            return _FORMAT[self.column.type](value, self.column.wires[0])
        return None if self.column.missing == "json_null" else ABSENT

    def conforms(self, fragment: JsonValue) -> bool:
        """Whether composing the extracted value gives the fragment back, to the letter."""
        return jsonb.same(self.compose(self.extract(fragment)), fragment)

    def _parse(self, fragment: JsonValue) -> SqlValue:
        column = self.column
        if column.type == "jsonb" and fragment is None and column.missing == "json_null":
            return None
        parse = _PARSE[column.type]
        readings = (parse(fragment, column.type, wire) for wire in column.wires)
        value = next((reading for reading in readings if reading is not None), None)
        return _truncate(value, column.wires[0]) if column.type == "timestamptz" and value is not None else value

    def _accepts(self, value: SqlValue) -> bool:
        column = self.column
        if column.type == "enum" and value not in column.values:
            return False
        if column.index and not fits_index(value, column.type):
            return False
        if bounded_text(column) and len(jsonb.number_text(value)) > MAX_NUMBER_TEXT:
            return False
        return column.check is None or holds(column.check, value) is not False


def bounded_text(column: Column) -> bool:
    """Whether values are written as strings that may become too long to be read: `1e999` has a thousand digits."""
    return column.type == "numeric" and column.wires[0] == "string"


def fits_index(value: SqlValue, type_: str) -> bool:
    """Whether a B-tree entry can hold the value."""
    if type_ in {"text", "enum"}:
        return len(value.encode()) <= MAX_INDEXED_BYTES
    if type_ == "numeric":
        return abs(value) < Decimal((0, (1,), MAX_INDEXED_DIGITS)) and -value.as_tuple().exponent <= MAX_INDEXED_DIGITS
    return True


def same_value(left: SqlValue, right: SqlValue) -> bool:
    """Whether two values of a column are the same to the letter: 1 and 1.0 are equal and compose differently."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return jsonb.number_text(left) == jsonb.number_text(right)
    return left == right


def natural_key(fragment: JsonValue | Absent, type_: str) -> SqlValue:
    """The key an element carries, None unless its fragment is the one canonical spelling of a key."""
    if fragment is ABSENT:
        return None
    value = _PARSE[type_](fragment, type_, "native")
    return value if value is not None and jsonb.same(_FORMAT[type_](value, "native"), fragment) else None


def compose_key(value: SqlValue, type_: str) -> JsonValue:
    """The fragment of a natural key."""
    return _FORMAT[type_](value, "native")


def _text(fragment: JsonValue, _type: str, _wire: str) -> str | None:
    if isinstance(fragment, str):
        return fragment
    return jsonb.dumps(fragment) if isinstance(fragment, (bool, Decimal)) else None


def _enum(fragment: JsonValue, _type: str, _wire: str) -> str | None:
    return fragment if isinstance(fragment, str) else None


def _number(fragment: JsonValue, pattern: re.Pattern[str]) -> Decimal | None:
    if isinstance(fragment, Decimal):
        return fragment
    if isinstance(fragment, str) and len(fragment) <= MAX_NUMBER_TEXT and pattern.fullmatch(fragment):
        return jsonb.number(fragment)
    return None


def _numeric(fragment: JsonValue, _type: str, _wire: str) -> Decimal | None:
    return _number(fragment, _NUMERIC)


def _integer(fragment: JsonValue, type_: str, _wire: str) -> int | None:
    value = _number(fragment, _INTEGER)
    bound = _RANGE[type_]
    if value is None or not -bound <= value < bound or value != value.to_integral_value():
        return None
    return int(value)


def _double(fragment: JsonValue, _type: str, _wire: str) -> float | None:
    value = _number(fragment, _NUMERIC)
    if value is None or not (value == 0 or Decimal("1e-307") <= abs(value) <= Decimal("1.7e308")):
        return None
    return float(value)


_BOOLEANS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "true/false": (("true", "True", "TRUE"), ("false", "False", "FALSE")),
    "Y/N": (("Y", "y"), ("N", "n")),
    "0/1": (("1",), ("0",)),
}


def _boolean(fragment: JsonValue, _type: str, wire: str) -> bool | None:
    if wire == "native":
        return fragment if isinstance(fragment, bool) else None
    if wire == "0/1" and isinstance(fragment, Decimal):
        return None if fragment not in {0, 1} else fragment == 1
    yes, no = _BOOLEANS[wire]
    if not isinstance(fragment, str) or fragment not in yes + no:
        return None
    return fragment in yes


def _uuid(fragment: JsonValue, _type: str, _wire: str) -> UUID | None:
    return UUID(fragment) if isinstance(fragment, str) and _UUID.fullmatch(fragment) else None


def _date(fragment: JsonValue, _type: str, wire: str) -> date | None:
    pattern, order = (_ISO_DATE, (1, 2, 3)) if wire == "iso8601" else (_US_DATE, (3, 1, 2))
    match = pattern.fullmatch(fragment) if isinstance(fragment, str) else None
    if match is None:
        return None
    try:
        return date(*(int(match[group]) for group in order))
    except ValueError:
        return None


def _timestamptz(fragment: JsonValue, _type: str, wire: str) -> datetime | None:
    if wire.startswith("epoch"):
        return _epoch(fragment, Fraction(1_000_000 if wire == "epoch-s" else 1_000))
    match = _ISO_TIME.fullmatch(fragment) if isinstance(fragment, str) else None
    if match is None or (match[8] is None) != (wire == "iso8601-naive"):
        return None
    year, month, day, hour, minute, second = (int(group or 0) for group in match.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return moment + timedelta(microseconds=int((match[7] or "").ljust(6, "0")[:6])) - _offset(match[8] or "Z")
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta(0)
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    if hours > 23 or minutes > 59:
        raise ValueError(f"no such offset: {zone}")
    return (-1 if zone[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes)


def _epoch(fragment: JsonValue, unit: Fraction) -> datetime | None:
    value = _number(fragment, _INTEGER)
    scale = unit / 1_000_000
    if value is None or not _FIRST_SECOND <= Fraction(value) * scale < _END_SECOND:
        return None
    return _EPOCH + timedelta(microseconds=math.floor(Fraction(value) * unit))


def _truncate(value: datetime, wire: str) -> datetime:
    return value - timedelta(microseconds=value.microsecond % _PRECISION.get(wire, 1))


def _jsonb(fragment: JsonValue, _type: str, wire: str) -> str | None:
    if wire == "native":
        return jsonb.dumps(fragment)
    try:
        return jsonb.dumps(jsonb.loads(fragment)) if isinstance(fragment, str) else None
    except (ValueError, RecursionError):
        return None


_PARSE: dict[str, Callable[[JsonValue, str, str], SqlValue]] = {
    "text": _text,
    "enum": _enum,
    "integer": _integer,
    "bigint": _integer,
    "numeric": _numeric,
    "double precision": _double,
    "boolean": _boolean,
    "uuid": _uuid,
    "date": _date,
    "timestamptz": _timestamptz,
    "jsonb": _jsonb,
}


def _format_number(value: int | Decimal, wire: str) -> JsonValue:
    exact = Decimal(value)
    return jsonb.number_text(exact) if wire == "string" else exact


def _format_double(value: float, wire: str) -> JsonValue:
    return _format_number(jsonb.number(shortest_double(value)), wire)


def shortest_double(value: float) -> str:
    """The digits PostgreSQL writes for a double: the fewest strictly between the halfway points to its neighbours.

    `repr` also takes a halfway point itself when the mantissa is even, which is one digit less for a few values.
    Source: Ulf Adams, "Ryu: fast float-to-string conversion", 2018; PostgreSQL calls it without accepting the bounds.
    """
    if value == 0:
        return "0"
    exact, size = Decimal(value), abs(value)
    upper = (Fraction(size) + Fraction(math.nextafter(size, math.inf))) / 2
    lower = (Fraction(size) + Fraction(math.nextafter(size, 0.0))) / 2
    for digits in range(1, 18):
        candidates = [Context(prec=digits, rounding=way).plus(exact) for way in (ROUND_DOWN, ROUND_UP)]
        inside = [one for one in candidates if lower < abs(Fraction(one)) < upper]
        if inside:
            return str(min(inside, key=lambda one: abs(Fraction(one) - Fraction(exact))))
    raise ValueError(f"not a finite double: {value!r}")


def _format_boolean(value: bool, wire: str) -> JsonValue:  # noqa: FBT001 - the value itself
    canonical: dict[str, tuple[JsonValue, JsonValue]] = {
        "native": (False, True),
        "true/false": ("false", "true"),
        "Y/N": ("N", "Y"),
        "0/1": (Decimal(0), Decimal(1)),
    }
    return canonical[wire][value]


def _format_date(value: date, wire: str) -> str:
    if wire == "iso8601":
        return value.isoformat()
    return f"{value.month:02}/{value.day:02}/{value.year:04}"


def _format_timestamptz(value: datetime, wire: str) -> JsonValue:
    micros = (value - _EPOCH) // timedelta(microseconds=1)
    if wire in {"epoch-s", "epoch-ms"}:
        return Decimal(micros // _PRECISION[wire])
    seconds, fraction = value.strftime("%H:%M:%S"), f"{value.microsecond:06}"
    tail = {
        "iso8601": ("." + fraction).rstrip("0").rstrip(".") + "+00:00",
        "iso8601-z": "Z",
        "iso8601-ms-z": f".{fraction[:3]}Z",
        "iso8601-us-z": f".{fraction}Z",
        "iso8601-naive": ("." + fraction).rstrip("0").rstrip("."),
    }[wire]
    return f"{value.date().isoformat()}T{seconds}{tail}"


def _format_jsonb(value: str, wire: str) -> JsonValue:
    return jsonb.loads(value) if wire == "native" else value


_FORMAT: dict[str, Callable[[Any, str], JsonValue]] = {
    "text": lambda value, _wire: value,
    "enum": lambda value, _wire: value,
    "integer": _format_number,
    "bigint": _format_number,
    "numeric": _format_number,
    "double precision": _format_double,
    "boolean": _format_boolean,
    "uuid": lambda value, _wire: str(value),
    "date": _format_date,
    "timestamptz": _format_timestamptz,
    "jsonb": _format_jsonb,
}
