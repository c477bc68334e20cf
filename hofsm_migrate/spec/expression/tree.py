"""The tree of a check. Values below a comparison are of one kind; a condition is true, false or unknown (None)."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["number", "double", "text", "boolean", "uuid", "date", "timestamptz", "jsonb"]
Constant = int | Decimal | float | str | bool | uuid.UUID | dt.date | dt.datetime
Comparison = Literal["=", "<>", "<", "<=", ">", ">="]

KINDS: dict[str, Kind] = {
    "text": "text",
    "enum": "text",
    "integer": "number",
    "bigint": "number",
    "numeric": "number",
    "double precision": "double",
    "boolean": "boolean",
    "uuid": "uuid",
    "date": "date",
    "timestamptz": "timestamptz",
    "jsonb": "jsonb",
}
"""What the values of a column type are compared as."""

AMOUNT_DIGITS = 1000
"""A column's value takes part in arithmetic while it has at most this many digits before and after the point; beyond,
it counts as NULL, so that no result can overflow on the server and every result is exact on both sides."""


@dataclass(frozen=True)
class Column:
    """The value of the column itself."""

    type: str
    kind: Kind


@dataclass(frozen=True)
class Amount:
    """The value of a number column as an operand of arithmetic."""

    type: str
    kind: Kind = "number"


@dataclass(frozen=True)
class Value:
    """A literal."""

    value: Constant
    kind: Kind


@dataclass(frozen=True)
class Length:
    """Characters in a text."""

    operand: Operand
    kind: Kind = "number"


@dataclass(frozen=True)
class Arithmetic:
    """Exact arithmetic on numbers."""

    operator: Literal["+", "-", "*"]
    left: Operand
    right: Operand
    kind: Kind = "number"


@dataclass(frozen=True)
class Negate:
    """Unary minus."""

    operand: Operand
    kind: Kind = "number"


@dataclass(frozen=True)
class Compare:
    """A comparison; unknown where a side is NULL."""

    operator: Comparison
    left: Operand
    right: Operand
    kind: Kind = "boolean"


@dataclass(frozen=True)
class Between:
    """`low <= operand AND operand <= high`."""

    operand: Operand
    low: Operand
    high: Operand
    kind: Kind = "boolean"


@dataclass(frozen=True)
class In:
    """Equal to one of the literals."""

    operand: Operand
    values: tuple[Value, ...]
    kind: Kind = "boolean"


@dataclass(frozen=True)
class IsNull:
    """Whether the operand is NULL; never unknown."""

    operand: Operand
    kind: Kind = "boolean"


@dataclass(frozen=True)
class Not:
    """Negation; unknown stays unknown."""

    operand: Operand
    kind: Kind = "boolean"


@dataclass(frozen=True)
class Junction:
    """AND or OR of three-valued conditions."""

    operator: Literal["AND", "OR"]
    parts: tuple[Operand, ...]
    kind: Kind = "boolean"


Operand = Column | Amount | Value | Length | Arithmetic | Negate | Compare | Between | In | IsNull | Not | Junction


@dataclass(frozen=True)
class Expression:
    """A parsed check. `text` is what the spec says."""

    text: str
    root: Operand
