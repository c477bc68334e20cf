"""A JSON Schema to the profile of documents that conform to it, as if so many of them had been seen.

What is required is in all of them, what is not in half. Of several ways in which a value can be, all are seen equally
often. There are no bytes. A recursion goes on for as many levels as it takes to be recognised as one.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from hofsm_migrate.introspect import forms
from hofsm_migrate.introspect.evidence_schema import Alternative, Schemas, type_of
from hofsm_migrate.introspect.profile import MAX_DEPTH, MAX_MEMBERS, PathProfile, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hofsm_migrate.introspect.evidence_refs import Schema
    from hofsm_migrate.introspect.evidence_schema import Conjunction
    from hofsm_migrate.introspect.profile import Tallies

DOCUMENTS = 100
"""Documents that are imagined."""
COMMON = 20
"""Imagined documents in which every path is at least: nothing that a schema names is rare."""
MAX_PATHS = 5_000
"""Paths of the profile; a schema that refers to itself in many ways has any number."""
LEVELS = 3
"""How often a reference is followed below itself."""
MANY = 500
"""Values from which on arrays have one element and not two, so that counts do not grow without bound."""

_FORMATS: dict[str, tuple[str, ...]] = {
    "date-time": ("iso8601-z",),
    "date": ("iso-date",),
    "uuid": ("uuid",),
    "email": ("e-mail",),
    "idn-email": ("e-mail",),
    "uri": ("url",),
    "url": ("url",),
    "iri": ("url",),
    "color": ("colour",),
    "byte": ("base64",),
    "decimal": ("numeral-decimal",),
}
_STRINGS = frozenset({
    "iso8601", "iso8601-z", "iso8601-ms-z", "iso8601-us-z", "iso8601-naive", "iso8601-other", "iso-date", "us-date",
    "date-other", "base64", "json", "colour", "e-mail", "url", "numeral", "numeral-decimal", "true/false", "Y/N",
})  # fmt: skip
"""Forms of strings that a schema may name as a `format`, see `forms`."""
_KINDS = {"number": "decimal"}
_INT4, _INT8 = 2.0**31, 2.0**63

Trail = dict[str, int]
"""How often each reference was followed on the way to a path."""


@dataclass
class _Ways:
    """The ways in which values at a path can be: so many values each, and the references on the way."""

    ways: list[tuple[Alternative, int, Trail]] = field(default_factory=list)


@dataclass
class _Below:
    """What is below one path, before it is looked into."""

    members: dict[str, _Ways] = field(default_factory=dict)
    entries: _Ways = field(default_factory=_Ways)
    elements: _Ways = field(default_factory=_Ways)


def imagine(schema: Schema, schemas: Schemas) -> PathProfile:
    """The profile of DOCUMENTS documents that conform to a schema; values of which it says nothing have no kind.

    Paths come from the root down, at most MAX_PATHS of them and MAX_DEPTH deep; what is left out is in
    `schemas.notes`. Objects with more than MAX_MEMBERS members have entries.
    """
    return _Imagination(schemas).root(schema)


class _Imagination:
    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._todo: deque[tuple[PathProfile, _Ways, int]] = deque()
        self._paths = 1

    def root(self, schema: Schema) -> PathProfile:
        found = PathProfile(documents=DOCUMENTS)
        ways = self._schemas.alternatives((schema,))
        shares = zip(ways, _shares(DOCUMENTS, len(ways)), strict=True)
        self._todo.append((found, _Ways([(way, count, {}) for way, count in shares]), 0))
        while self._todo:
            self._fill(*self._todo.popleft())
        _merge_wide(found)
        return found

    def _fill(self, node: PathProfile, ways: _Ways, depth: int) -> None:
        below = _Below()
        for way, count, trail in ways.ways:
            node.values += count
            self._value(node, way, count, trail, below)
        if depth >= MAX_DEPTH:
            return
        for key, more in below.members.items():
            if (child := self._child(node, more, depth)) is not None:
                node.members[key] = child
        node.entries = self._child(node, below.entries, depth)
        node.elements = self._child(node, below.elements, depth)
        _add_keys(node, below)

    def _child(self, node: PathProfile, ways: _Ways, depth: int) -> PathProfile | None:
        values = sum(count for _, count, _ in ways.ways)
        if not values:
            return None
        if self._is_full():
            return None
        self._paths += 1
        child = PathProfile(documents=max(min(values, node.documents), COMMON))
        self._todo.append((child, ways, depth + 1))
        return child

    def _is_full(self) -> bool:
        """Whether there are as many paths as there may be, which is noted."""
        note = f"only the first {MAX_PATHS:,} paths are looked at"
        if self._paths >= MAX_PATHS and note not in self._schemas.notes:
            self._schemas.notes.append(note)
        return self._paths >= MAX_PATHS

    def _value(self, node: PathProfile, way: Alternative, count: int, trail: Trail, below: _Below) -> None:
        if way.values is not None:
            _add_listed(node, way.values, count)
            return
        types = _types(way)
        for type_, part in zip(types, _shares(count, len(types)), strict=True):
            if not part:
                continue
            if type_ != "number":
                _tally(node.kinds, _KINDS.get(type_, type_), part)
            if type_ == "object":
                self._object(node, way, part, trail, below)
            elif type_ == "array":
                self._array(node, way, part, trail, below)
            else:
                _add_scalars(node, way, type_, part)

    def _object(self, node: PathProfile, way: Alternative, count: int, trail: Trail, below: _Below) -> None:
        present: dict[str, int] = {}
        if self._is_full():
            return
        for key, schemas in way.members.items():
            part = count if key in way.required else _half(count)
            if self._follow(below.members.setdefault(key, _Ways()), [schemas], part, trail):
                present[key] = part
        if way.entries and not way.members:
            form = _key_form(way.key_format)
            for schemas in way.entries:
                self._follow(below.entries, [schemas], 2 * count if count < MANY else count, trail)
            _tally(node.key_forms, form, sum(part for _, part, _ in below.entries.ways))
            node.items.update([2])
            return
        for key, part in present.items():
            _tally(node.key_forms, _form_of_key(key), part)
        node.items.update([len(present)])
        for shape, part in _shapes(present, way.required, count):
            node.add_shape(shape, part, None)

    def _array(self, node: PathProfile, way: Alternative, count: int, trail: Trail, below: _Below) -> None:
        size = 2 if count < MANY else 1
        node.items.update([size])
        self._follow(below.elements, way.elements, size * count, trail)

    def _follow(self, ways: _Ways, choices: Iterable[Conjunction], count: int, trail: Trail) -> bool:
        """Add the ways of any of `choices`, without those that a reference led to too often; whether there are any."""
        found = [
            (way, _went(trail, way.refs))
            for schemas in choices
            for way in self._schemas.alternatives(schemas)
            if all(trail.get(ref, 0) < LEVELS for ref in way.refs)
        ]
        shares = _shares(count, len(found))
        ways.ways += [(way, part, went) for (way, went), part in zip(found, shares, strict=True) if part]
        return bool(found)


def _went(trail: Trail, refs: Iterable[str]) -> Trail:
    return {**trail, **{ref: trail.get(ref, 0) + 1 for ref in refs}} if refs else trail


def _half(count: int) -> int:
    """Of `count` values, in how many something is that is not required: in half, but hardly ever in few."""
    return max(count // 2, min(count - 1, COMMON), 1)


def _shares(count: int, parts: int) -> list[int]:
    """`count` in so many nearly equal parts."""
    return [count // parts + (number < count % parts) for number in range(parts)] if parts else []


def _types(way: Alternative) -> list[str]:
    """Types in a fixed order, [] where nothing is known; `number` stands for whole numbers, too."""
    found = set(way.types or way.signs or ())
    if way.types and way.signs and len(way.types) > 1 and "number" in found:
        found.discard("integer")
    return sorted(found - {"integer"} if "number" in found else found)


def _tally(tallies: Tallies, name: str, count: int) -> None:
    if count:
        tallies.setdefault(name, Tally()).add(count, None)


@lru_cache(MAX_PATHS)
def _form_of_key(key: str) -> str:
    return forms.keys([key])[0]


def _key_form(format_: str | None) -> str:
    return _FORMATS.get(format_ or "", ("text",))[0]


def _shapes(present: Mapping[str, int], required: frozenset[str], count: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Key sets: mostly all keys, and sometimes all but a few that are not required."""
    keys = sorted(present, key=lambda key: (len(key.encode()), key.encode()))
    optional = [key for key in keys if key not in required]
    size = len(keys) // 4
    chunks = [optional[first : first + size] for first in range(0, len(optional), size)] if size else []
    part = count // (2 * len(chunks)) if chunks else 0
    yield tuple(keys), count - part * len(chunks)
    for chunk in chunks if part else ():
        yield tuple(key for key in keys if key not in chunk), part


def _add_keys(node: PathProfile, below: _Below) -> None:
    if below.members:
        node.keys.update(node.members)


def _add_scalars(node: PathProfile, way: Alternative, type_: str, count: int) -> None:
    if type_ == "boolean":
        _tally(node.forms, "boolean", count)
        node.distinct.update([0, 1])
        node.frequent.update(_positive({"true": count - count // 2, "false": count // 2}))
    elif type_ == "string":
        names = _FORMATS.get(way.format or "") or ((way.format,) if way.format in _STRINGS else ("text",))
        for name, part in zip(names, _shares(count, len(names)), strict=True):
            _tally(node.forms, name, part)
        if way.longest is not None:
            node.lengths.update([way.longest])
        node.frequent.update({}, count)
    elif type_ in {"integer", "number"}:
        _add_numbers(node, way, type_, count)


def _add_numbers(node: PathProfile, way: Alternative, type_: str, count: int) -> None:
    """Bounds are kept where there are both; a number without any can be as large as it likes."""
    if way.low is not None and way.high is not None:
        node.low = way.low if node.low is None else min(node.low, way.low)
        node.high = way.high if node.high is None else max(node.high, way.high)
    fractions = count - count // 2 if type_ == "number" else 0
    if type_ == "number":
        _tally(node.kinds, "integer", count - fractions)
        _tally(node.kinds, "decimal", fractions)
        _tally(node.forms, "decimal", fractions)
    _tally(node.forms, _integer_form(way), count - fractions)
    node.frequent.update({}, count)


def _integer_form(way: Alternative) -> str:
    if way.format == "int64":
        return "bigint"
    far = max((abs(bound) for bound in (way.low, way.high) if bound is not None), default=0.0)
    return "huge" if far > _INT8 else "bigint" if far > _INT4 else "integer"


def _positive(counts: dict[str, int]) -> dict[str, int]:
    return {text: count for text, count in counts.items() if count}


def _add_listed(node: PathProfile, values: tuple[Any, ...], count: int) -> None:
    """Values of an enumeration, all equally often."""
    for value, part in zip(values, _shares(count, len(values)), strict=True):
        type_ = type_of(value)
        kind = _KINDS.get(type_, type_)
        _tally(node.kinds, kind, part)
        if not part or type_ in {"null", "object", "array"}:
            _tally(node.empty, kind, part if type_ != "null" and not value else 0)
            continue
        node.frequent.update({orjson.dumps(value).decode(): part})
        node.distinct.update([float(value) if type_ in {"integer", "number"} else str(value)])
        _tally(node.forms, _form(value), part)
        if isinstance(value, str):
            node.lengths.update([len(value)])
            _tally(node.empty, "string", 0 if value else part)
        elif type_ != "boolean":
            number = float(value)
            node.low = number if node.low is None else min(node.low, number)
            node.high = number if node.high is None else max(node.high, number)


def _form(value: bool | float | str) -> str:  # noqa: FBT001 - any scalar
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return forms.string(value)
    return (forms.integers if isinstance(value, int) else forms.decimals)([value])[0]  # pyright: ignore[reportArgumentType]


def _merge_wide(node: PathProfile) -> None:
    """Treat the keys of objects with very many members as data, as everywhere."""
    for child in node.children():
        _merge_wide(child)
    if len(node.members) > MAX_MEMBERS:
        node.merge_members()
