"""A profile the slow way, value by value: what the columnar one has to agree with in every count."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from hofsm_migrate.introspect import forms
from hofsm_migrate.introspect.parse import object_bytes, text_bytes

if TYPE_CHECKING:
    from hofsm_migrate.introspect.profile import PathProfile

KINDS = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "decimal",
    str: "string",
    dict: "object",
    list: "array",
}


class Path:
    def __init__(self) -> None:
        self.values = self.bytes = self.checked = self.repeats = 0
        self.documents: set[str] = set()
        self.kinds: dict[str, list[str]] = defaultdict(list)
        self.forms: dict[str, list[str]] = defaultdict(list)
        self.empty: dict[str, list[str]] = defaultdict(list)
        self.key_forms: dict[str, list[str]] = defaultdict(list)
        self.shapes: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self.scalars: Counter[tuple[type, Any]] = Counter()
        self.members: dict[str, Path] = defaultdict(Path)
        self.elements: Path | None = None


def profile(documents: list[tuple[str, Any]]) -> Path:
    root = Path()
    for key, value in documents:
        _add(root, value, key)
    return root


def _add(path: Path, value: Any, key: str) -> None:
    kind = KINDS[type(value)]
    path.values += 1
    path.documents.add(key)
    path.kinds[kind].append(key)
    if value in ("", [], {}):
        path.empty[kind].append(key)
    if isinstance(value, dict):
        path.bytes += object_bytes(tuple(value))
        path.shapes[tuple(value)].append(key)
        for name, member in value.items():
            path.key_forms[forms.keys([name])[0]].append(key)
            _add(path.members[name], member, key)
    elif isinstance(value, list):
        path.bytes += 2 + 2 * max(0, len(value) - 1)
        if value:
            path.elements = path.elements or Path()
            _add_elements(path.elements, value, key)
    else:
        path.bytes += text_bytes(value)
        if value is not None:
            path.scalars[type(value), value] += 1
            path.forms[form(value)].append(key)


def _add_elements(path: Path, values: list[Any], key: str) -> None:
    seen: dict[str, set[tuple[type, Any]]] = defaultdict(set)
    for value in values:
        _add(path, value, key)
        for name, member in value.items() if isinstance(value, dict) else ():
            if member is not None and not isinstance(member, (dict, list)):
                path.members[name].checked += 1
                path.members[name].repeats += (type(member), member) in seen[name]
                seen[name].add((type(member), member))


def form(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return forms.integers([value])[0]
    return forms.decimals([value])[0] if isinstance(value, float) else forms.string(value)


def compare(found: PathProfile, expected: Path, place: str = "$") -> None:
    assert (found.values, found.documents, found.bytes) == (
        expected.values,
        len(expected.documents),
        expected.bytes,
    ), place
    for name in ("kinds", "forms", "empty", "key_forms", "shapes"):
        tallies = {one: (tally.count, tally.example) for one, tally in getattr(found, name).items()}
        wanted = {one: (len(keys), min(keys)) for one, keys in getattr(expected, name).items()}
        assert tallies == wanted, (place, name)
    assert (found.checked, found.repeats.count) == (expected.checked, expected.repeats), place
    assert abs(found.distinct.estimate - len(expected.scalars)) <= 0.1 * len(expected.scalars), place
    assert found.members.keys() == expected.members.keys()
    for name, child in found.members.items():
        compare(child, expected.members[name], f"{place}.{name}")
    assert (found.elements is None) == (expected.elements is None)
    if found.elements is not None and expected.elements is not None:
        compare(found.elements, expected.elements, f"{place}[*]")


def counts(path: PathProfile) -> dict[str, Any]:
    """Everything that has to be the same however the documents were divided."""
    return {
        "numbers": (path.values, path.documents, path.bytes, path.low, path.high, path.least, path.greatest),
        "tallies": [
            {name: (tally.count, tally.example) for name, tally in tallies.items()}
            for tallies in (path.kinds, path.empty, path.forms, path.key_forms, path.shapes)
        ],
        "members": {key: counts(child) for key, child in sorted(path.members.items())},
        "others": [None if child is None else counts(child) for child in (path.entries, path.elements)],
        "checked": (path.checked, path.repeats.count, path.repeats.example),
    }
