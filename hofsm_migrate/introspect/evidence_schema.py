"""What a JSON Schema says of one value: a list of alternatives, each with all that holds in it merged.

References, `allOf`, `anyOf` and `oneOf` are worked off here, so that what builds on it sees plain facts. Parts that are
no schema say nothing; nothing here fails on a schema, however wrong it is. Drafts 4 to 2020-12 are read alike.

Source: JSON Schema Core and Validation, 2020-12.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hofsm_migrate.introspect.evidence_refs import References, Schema, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Conjunction = tuple[Schema, ...]
"""Schemas that all hold for one value."""

MAX_ALTERNATIVES = 20
"""Alternatives of one value; further ones are left out."""
MAX_CHAIN = 60
"""References and combinations that lead from one to the next; what is behind them says nothing."""

TYPES = ("null", "boolean", "integer", "number", "string", "object", "array")
_SIGNS = (
    ("object", ("properties", "required", "additionalProperties", "patternProperties", "propertyNames")),
    ("array", ("items", "prefixItems", "additionalItems", "minItems", "maxItems", "uniqueItems", "contains")),
    ("string", ("format", "pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType")),
    ("number", ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")),
)
"""Keywords that say a type where `type` is not given."""


@dataclass(frozen=True)
class Alternative:
    """One way in which a value can be.

    Attributes:
        types: names of JSON Schema; None for any.
        signs: types that other keywords speak of, None for none; they count where `types` is None.
        members: of objects, by key. required: those of them that are always there.
        entries: schemas of members whose keys are data; each is one way in which they can be.
        key_format: of such keys.
        elements: schemas of array elements, each one way in which they can be.
        values: the only ones, None for any.
        low, high: of numbers. longest: characters of strings.
        refs: references that were followed on the way here.
    """

    types: frozenset[str] | None = None
    signs: frozenset[str] | None = None
    members: dict[str, Conjunction] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    entries: tuple[Conjunction, ...] = ()
    key_format: str | None = None
    elements: tuple[Conjunction, ...] = ()
    values: tuple[Any, ...] | None = None
    format: str | None = None
    low: float | None = None
    high: float | None = None
    longest: int | None = None
    refs: frozenset[str] = frozenset()


class Schemas:
    """Reads the schemas of one file.

    Args:
        root: the schema in which references are looked up.

    Attributes:
        notes: in words, what was left out; grows while schemas are read.
    """

    def __init__(self, root: Schema) -> None:
        self._references = References(root)
        self._known: dict[tuple[int, ...], list[Alternative]] = {}
        self._kept: list[Conjunction] = []
        self._open: set[int] = set()
        self.notes: list[str] = []

    def alternatives(self, schemas: Conjunction) -> list[Alternative]:
        """The ways in which a value can be for which all of `schemas` hold; none where there is no such value."""
        key = tuple(map(id, schemas))
        found = self._known.get(key)
        if found is None:
            found = _every([self._one(schema) for schema in schemas])
            self._known[key] = found
            self._kept.append(schemas)  # an id is one schema's as long as that is there
        return found

    def _one(self, schema: Schema) -> list[Alternative]:
        if schema is False:
            return []
        if not isinstance(schema, dict) or id(schema) in self._open or len(self._open) > MAX_CHAIN:
            return [Alternative()]
        self._open.add(id(schema))
        try:
            return self._combined(schema)
        finally:
            self._open.discard(id(schema))

    def _combined(self, schema: dict[str, Any]) -> list[Alternative]:
        parts = [[_own(schema)]]
        parts += [self._referred(schema[word]) for word in ("$ref", "$dynamicRef", "$recursiveRef") if word in schema]
        parts += [self.alternatives((one,)) for one in _list(schema.get("allOf"))]
        parts += [self._any(_list(schema[word])) for word in ("anyOf", "oneOf") if _list(schema.get(word))]
        found = _every(parts)
        for sometimes in _conditional(schema):
            found = [_softly(alternative, self.alternatives((sometimes,))) for alternative in found]
        return found

    def _any(self, schemas: Sequence[Schema]) -> list[Alternative]:
        found = [alternative for schema in schemas for alternative in self.alternatives((schema,))]
        if found and all(one == Alternative(types=one.types, values=one.values) and one.values for one in found):
            return [Alternative(values=tuple(value for one in found for value in one.values or ()))]
        return found[:MAX_ALTERNATIVES]

    def _referred(self, reference: Any) -> list[Alternative]:
        target, known = self._references.find(reference) if isinstance(reference, str) else (None, False)
        if not known:
            note = f"reference {reference!r} is not followed: only references within the file are"
            if note not in self.notes:
                self.notes.append(note)
            return [Alternative()]
        return [replace(one, refs=one.refs | {reference}) for one in self.alternatives((target,))]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _own(schema: dict[str, Any]) -> Alternative:
    """What the keywords of one schema say without those that bring in others."""
    members = {
        key: (one,) for key, one in _dict(schema.get("properties")).items() if one is not False and _storable(key)
    }
    required = schema.get("required")
    types = frozenset(one for one in _several(schema.get("type")) if one in TYPES)
    if types and schema.get("nullable") is True:
        types |= {"null"}
    return Alternative(
        types=types or None,
        signs=_signs(schema),
        members=members,
        required=frozenset(key for key in _list(required) if isinstance(key, str)),
        entries=tuple(_entries(schema)),
        key_format=text_of(_dict(schema.get("propertyNames")), "format") or None,
        elements=tuple(_elements(schema)),
        values=_values(schema),
        format=_format(schema),
        low=_bound(schema, "minimum", "exclusiveMinimum"),
        high=_bound(schema, "maximum", "exclusiveMaximum"),
        longest=_count(schema.get("maxLength")),
    )


def _several(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _storable(text: str) -> bool:
    return "\0" not in text


def _signs(schema: dict[str, Any]) -> frozenset[str] | None:
    found = {type_ for type_, words in _SIGNS if any(word in schema for word in words)}
    if not found:
        examples = [schema.get("default"), *_list(schema.get("examples"))]
        found = {type_of(value) for value in examples if value is not None}
    return frozenset(found) or None


def type_of(value: Any) -> str:
    """The type of a JSON value; whole numbers are `integer`."""
    names = {bool: "boolean", int: "integer", float: "number", str: "string", dict: "object", list: "array"}
    return names.get(type(value), "null")


def _entries(schema: dict[str, Any]) -> Iterator[Conjunction]:
    for one in _dict(schema.get("patternProperties")).values():
        if isinstance(one, dict):
            yield (one,)
    more = schema.get("additionalProperties")
    if isinstance(more, dict) and more:
        yield (more,)


def _elements(schema: dict[str, Any]) -> Iterator[Conjunction]:
    items = schema.get("items")
    listed = [*_list(schema.get("prefixItems")), *_list(items)]
    rest = [one for one in (items, schema.get("additionalItems") if listed else None) if isinstance(one, dict)]
    for one in [*listed, *rest]:
        if one is not False:
            yield (one,)


def _values(schema: dict[str, Any]) -> tuple[Any, ...] | None:
    found = [schema["const"]] if "const" in schema else _list(schema.get("enum"))
    storable = [one for one in found if not isinstance(one, str) or _storable(one)]
    return tuple(storable) or None


def _format(schema: dict[str, Any]) -> str | None:
    if schema.get("contentEncoding") == "base64":
        return "base64"
    if schema.get("contentMediaType") == "application/json":
        return "json"
    return text_of(schema, "format") or None


def _bound(schema: dict[str, Any], *words: str) -> float | None:
    for word in words:
        value = schema.get(word)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    return None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**24 else None


def _conditional(schema: dict[str, Any]) -> Iterator[Schema]:
    """Schemas that hold under some condition."""
    for word in ("then", "else"):
        if isinstance(schema.get(word), dict):
            yield schema[word]
    for word in ("dependencies", "dependentSchemas"):
        yield from (one for one in _dict(schema.get(word)).values() if isinstance(one, dict))


def _softly(alternative: Alternative, conditional: Iterable[Alternative]) -> Alternative:
    """The alternative with members that it may have under a condition."""
    members = dict(alternative.members)
    for one in conditional:
        for key, schemas in one.members.items():
            members.setdefault(key, schemas)
    return replace(alternative, members=members)


def _every(parts: list[list[Alternative]]) -> list[Alternative]:
    """All combinations of one alternative of each part, without those that contradict themselves."""
    found = [Alternative()]
    for part in parts:
        found = [both for left in found for right in part if (both := _both(left, right)) is not None]
        found = found[:MAX_ALTERNATIVES]
    return found


def _both(left: Alternative, right: Alternative) -> Alternative | None:
    types = _common_types(left.types, right.types)
    if types is not None and not types:
        return None
    values = left.values if right.values is None else right.values
    if left.values is not None and right.values is not None:
        values = tuple(one for one in left.values if one in right.values)
        if not values:
            return None
    members = dict(left.members)
    for key, schemas in right.members.items():
        members[key] = (*members.get(key, ()), *schemas)
    return Alternative(
        types=types,
        signs=left.signs if right.signs is None else right.signs | (left.signs or frozenset()),
        members=members,
        required=left.required | right.required,
        entries=(*left.entries, *right.entries),
        key_format=left.key_format or right.key_format,
        elements=(*left.elements, *right.elements),
        values=values,
        format=left.format or right.format,
        low=_tighter(left.low, right.low, max),
        high=_tighter(left.high, right.high, min),
        longest=_tighter(left.longest, right.longest, min),  # pyright: ignore[reportArgumentType] - both are int
        refs=left.refs | right.refs,
    )


def _tighter(left, right, choose):
    return right if left is None else left if right is None else choose(left, right)


def _common_types(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    if left is None or right is None:
        return left or right
    both = left & right
    return both | {"integer"} if "integer" in left | right and "number" in left | right else both
