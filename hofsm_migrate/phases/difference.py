"""Where two JSON documents differ, as dotted paths with both fragments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.jsonb import ABSENT
from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.lens.jsonb import Absent, JsonValue

_Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Fragment:
    """A path (`$` for all, `lines[0].qty`) with the JSON text of both sides; None where one has nothing."""

    path: str
    legacy: str | None
    composed: str | None


def differences(legacy: JsonValue | Absent, composed: JsonValue | Absent) -> Iterator[Fragment]:
    """The innermost places where two documents differ, from the front of the legacy document to its end."""
    waiting: list[tuple[_Place, JsonValue | Absent, JsonValue | Absent]] = [((), legacy, composed)]
    while waiting:
        place, left, right = waiting.pop()
        if jsonb.same(left, right):
            continue
        members = _members(left, right)
        if members is None:
            yield Fragment(show(place), _text(left), _text(right))
        else:
            waiting += [((*place, key), _get(left, key), _get(right, key)) for key in reversed(members)]


def show(place: _Place) -> str:
    """A place as people read it: keys as in a spec, positions (from 0) in brackets, `$` for the document."""
    words = ""
    for key in place:
        if isinstance(key, int):
            words += f"[{key}]"
        else:
            words += f".{render((key,))}" if words else render((key,))
    return f"${words}" if words.startswith("[") else words or "$"


def _members(left: JsonValue | Absent, right: JsonValue | Absent) -> list[str | int] | None:
    """Keys or positions of both; None where the two cannot be compared member by member."""
    if isinstance(left, dict) and isinstance(right, dict):
        return list(dict.fromkeys([*left, *right]))
    if isinstance(left, list) and isinstance(right, list):
        return list(range(max(len(left), len(right))))
    return None


def _get(value: JsonValue, key: str | int) -> JsonValue | Absent:
    if isinstance(value, dict):
        return value.get(key, ABSENT)
    return value[key] if isinstance(key, int) and key < len(value) else ABSENT


def _text(value: JsonValue | Absent) -> str | None:
    return None if value is ABSENT else jsonb.dumps(value)
