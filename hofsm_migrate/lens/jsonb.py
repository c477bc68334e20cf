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
    """The text of `value::jsonb::text`, however deep the value is."""
    if not isinstance(value, (dict, list)):
        return _scalar(value)
    pieces: list[str] = []
    todo: list[JsonValue] = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, _Verbatim):
            pieces.append(item)
        elif isinstance(item, dict):
            todo += _reversed_members(item)
            pieces.append("{")
        elif isinstance(item, list):
            todo += _reversed_items(item)
            pieces.append("[")
        else:
            pieces.append(_scalar(item))
    return "".join(pieces)


def same(left: JsonValue | Absent, right: JsonValue | Absent) -> bool:
    """Whether two values have one text, so that `1.0` and `1` differ; ABSENT is the same as itself only."""
    if left is ABSENT or right is ABSENT:
        return left is right
    return dumps(left) == dumps(right)


class _Verbatim(str):
    """Punctuation and keys on their way into a text."""

    __slots__ = ()


def _reversed_members(value: dict[str, JsonValue]) -> list[JsonValue]:
    parts: list[JsonValue] = []
    for number, key in enumerate(sorted(value, key=_key_order)):
        parts += [_Verbatim(f"{', ' if number else ''}{_string(key)}: "), value[key]]
    return [*parts, _Verbatim("}")][::-1]


def _reversed_items(value: list[JsonValue]) -> list[JsonValue]:
    parts: list[JsonValue] = []
    for number, item in enumerate(value):
        parts += [_Verbatim(", " if number else ""), item]
    return [*parts, _Verbatim("]")][::-1]


def _scalar(value: JsonValue) -> str:
    if isinstance(value, str):
        return _string(value)
    return number_text(value) if isinstance(value, Decimal) else _CONSTANTS[value]


_CONSTANTS = {True: "true", False: "false", None: "null"}


def _key_order(key: str) -> tuple[int, bytes]:
    raw = key.encode()
    return len(raw), raw


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _refuse(constant: str) -> JsonValue:
    raise ValueError(f"{constant} is not JSON")


def _check_strings(value: JsonValue) -> None:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            if "\x00" in item:
                raise ValueError("\\u0000 cannot be stored in jsonb")
            item.encode()
        elif isinstance(item, (list, dict)):
            todo += item if isinstance(item, list) else [*item, *item.values()]
