"""JSON values as jsonb keeps them: numbers exact, keys in jsonb's order, one text form.

A JSON value is a dict, list, str, bool, None or, for every number, a `Decimal` whose exponent is its scale. `ABSENT`
stands for "there is no value here", which is not JSON null.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final, Literal

JsonValue = Any
"""dict[str, JsonValue] | list[JsonValue] | str | bool | None | Decimal; type checkers stop at such a recursion."""


class _Absent(Enum):
    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent.ABSENT
Absent = Literal[_Absent.ABSENT]

MAX_INTEGER_DIGITS: Final = 131_072
MAX_SCALE: Final = 16_383
"""What PostgreSQL's numeric can hold, and with it jsonb."""


def number(spelling: str) -> Decimal:
    """The number that numeric's input function reads: trailing zeros kept, exponents resolved, no negative zero.

    Raises:
        ValueError: the number is outside what numeric can hold.
    """
    try:
        value = Decimal(spelling)
    except InvalidOperation:  # an exponent that no Decimal can have
        raise ValueError(f"number out of range of jsonb: {spelling[:40]}") from None
    _, digits, exponent = value.as_tuple()
    zero = not any(digits)
    if (
        not isinstance(exponent, int)
        or -exponent > MAX_SCALE
        or (not zero and len(digits) + exponent > MAX_INTEGER_DIGITS)
    ):
        raise ValueError(f"number out of range of jsonb: {spelling[:40]}")
    if zero:
        return Decimal((0, (0,), min(exponent, 0)))
    if exponent > 0:
        return Decimal(format(value, "f"))
    return value


def number_text(value: Decimal) -> str:
    """Digits without an exponent, as jsonb writes them."""
    return format(value, "f")


def loads(text: str) -> JsonValue:
    r"""Read one JSON text into the value that jsonb would store: the last of two equal keys wins.

    Raises:
        ValueError: not JSON, or JSON that jsonb refuses (`\u0000`, lone surrogates, numbers out of range).
        RecursionError: nested deeper than the interpreter's stack allows.
    """
    value = json.loads(text, parse_float=number, parse_int=number, parse_constant=_refuse)
    if "\\u" in text or "\x00" in text:
        _check_strings(value)
    return value


def dumps(value: JsonValue) -> str:
    """The text of `value::jsonb::text`."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_string(key)}: {dumps(value[key])}" for key in sorted(value, key=_key_order)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(dumps, value)) + "]"
    return _CONSTANTS[value]


def same(left: JsonValue | Absent, right: JsonValue | Absent) -> bool:
    """Whether two values have one text, so that `1.0` and `1` differ; ABSENT is the same as itself only."""
    if left is ABSENT or right is ABSENT:
        return left is right
    return dumps(left) == dumps(right)


_CONSTANTS = {True: "true", False: "false", None: "null"}


def _key_order(key: str) -> tuple[int, bytes]:
    raw = key.encode()
    return len(raw), raw


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _refuse(constant: str) -> JsonValue:
    raise ValueError(f"{constant} is not JSON")


def _check_strings(value: JsonValue) -> None:
    if isinstance(value, str):
        if "\x00" in value:
            raise ValueError("\\u0000 cannot be stored in jsonb")
        value.encode()
    elif isinstance(value, list):
        for item in value:
            _check_strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_strings(key)
            _check_strings(item)
