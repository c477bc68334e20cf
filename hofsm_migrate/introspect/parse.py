"""Bytes of one document to a value, whatever JSON allows; numbers as int and float, which is enough to profile them."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

from hofsm_migrate.introspect.profile import MAX_DEPTH

JsonValue = Any
"""dict, list, str, int, float, bool or None."""

_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
_KEPT_DEPTH = MAX_DEPTH + 2
_LARGEST = 1.7976931348623157e308


def parse(raw: bytes) -> JsonValue:
    """The value of a JSON text.

    Containers deeper than a profile looks are replaced by others of the same kind and size where the text is too deep
    for the parser; numbers beyond the doubles become the largest double, lone surrogates U+FFFD.

    Raises:
        ValueError: not JSON.
    """
    try:
        return orjson.loads(raw)
    except ValueError:
        return _parse_odd(raw)


def text_bytes(value: JsonValue) -> int:
    """UTF-8 bytes of a value in the text form of jsonb, however deep it is."""
    total, todo = 0, [value]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            total += object_bytes(tuple(one))
            todo += one.values()
        elif isinstance(one, list):
            total += 2 + 2 * max(len(one) - 1, 0)
            todo += one
        else:
            total += len(orjson.dumps(one))
    return total


def object_bytes(keys: tuple[str, ...]) -> int:
    """Bytes of an object with these keys that are not its values': braces, quoted keys, colons, commas."""
    return len(orjson.dumps(keys)) + 3 * len(keys) - 1 if keys else 2


def _parse_odd(raw: bytes) -> JsonValue:
    try:
        text = _shallow(raw).decode()
        value = json.loads(text, parse_int=_integer, parse_float=_decimal, parse_constant=_refuse)
    except RecursionError:  # not even brackets that match
        raise ValueError("nested too deep") from None
    return _without_surrogates(value) if "\\u" in text else value


def _integer(spelling: str) -> int | float:
    return int(spelling) if len(spelling) <= 18 else _decimal(spelling)


def _decimal(spelling: str) -> float:
    return max(-_LARGEST, min(_LARGEST, float(spelling)))


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not JSON")


def _shallow(raw: bytes) -> bytes:
    """The text with every container below `_KEPT_DEPTH` replaced."""
    pieces: list[bytes] = []
    depth = done = start = 0
    for match in _TOKEN.finditer(raw):
        token = match.group()
        if token in {b"[", b"{"}:
            depth += 1
            if depth == _KEPT_DEPTH + 1:
                start = match.start()
        elif token in {b"]", b"}"}:
            if depth == _KEPT_DEPTH + 1:
                pieces += raw[done:start], _filler(raw[start : match.end()])
                done = match.end()
            depth -= 1
    return b"".join([*pieces, raw[done:]])


def _filler(container: bytes) -> bytes:
    size = len(container)
    if container[:1] == b"[" and size >= 4:
        return b'["' + b"." * (size - 4) + b'"]'
    if container[:1] == b"{" and size >= 7:
        return b'{"' + b"." * (size - 7) + b'": 0}'
    return container


def _without_surrogates(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_surrogates(one) for one in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(one) for key, one in value.items()}
    return value
