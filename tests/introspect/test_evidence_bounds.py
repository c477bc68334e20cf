"""Hostile evidence: bounded, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from introspect.evidence_cases import ORDER, dumps, paths, seen, write

from hofsm_migrate.errors import UsageError
from hofsm_migrate.introspect import evidence_paths, evidence_schema
from hofsm_migrate.introspect.draft import draft
from hofsm_migrate.introspect.evidence import evidence_of, read_evidence
from hofsm_migrate.introspect.evidence_place import with_evidence
from hofsm_migrate.introspect.shred import paths as count_paths
from hofsm_migrate.introspect.store import dump, load

if TYPE_CHECKING:
    from pathlib import Path


def _nested(depth: int, word: str) -> Any:
    schema: Any = {"type": "string"}
    for _ in range(depth):
        schema = {word: [schema]} if word.endswith("Of") else {word: schema if word == "items" else {"a": schema}}
    return schema


def _chain(length: int) -> Any:
    definitions = {str(number): {"$ref": f"#/$defs/{number + 1}"} for number in range(length)}
    return {"properties": {"a": {"$ref": "#/$defs/0"}}, "$defs": {**definitions, str(length): {"type": "string"}}}


def _doubling(length: int) -> Any:
    """A small schema with 2 ** length ways through it."""
    defs = {
        str(number): {word: [{"$ref": f"#/$defs/{number + 1}"}, {"$ref": f"#/$defs/{number + 1}"}]}
        for number, word in zip(range(length), ["allOf", "anyOf"] * length, strict=False)
    }
    return {"properties": {"a": {"$ref": "#/$defs/0"}}, "$defs": {**defs, str(length): {"type": ["string", "null"]}}}


_WORDS = (
    "$ref", "$id", "$anchor", "type", "properties", "required", "items", "prefixItems", "additionalProperties",
    "patternProperties", "propertyNames", "enum", "const", "format", "allOf", "anyOf", "oneOf", "default", "examples",
    "minimum", "maximum", "maxLength", "dependencies", "dependentSchemas", "then", "else", "definitions", "nullable",
)  # fmt: skip
_ODD = (None, True, False, 5, 1e308, -1, "", "x", "#/x", [], {}, [None], [[]], [{}], {"a": None}, {"": 3}, ["object"])

HOSTILE: list[tuple[str, Any]] = [
    ("true", True),
    ("nothing", {}),
    ("refers to itself", {"$ref": "#"}),
    ("two that refer to each other", {"$ref": "#/a", "a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}}),
    ("a broken address", {"$id": "http://[", "properties": {"a": {"$ref": "http://[", "$id": "http://]"}}}),
    ("all of itself", {"allOf": [{"$ref": "#"}], "properties": {"a": {"type": "string"}}}),
    ("contains itself and nothing else", {"properties": {"a": {"$ref": "#"}}, "required": ["a"]}),
    ("an array of itself", {"type": "array", "items": {"$ref": "#"}}),
    ("many ways into itself", {"properties": {f"k{number}": {"$ref": "#"} for number in range(12)}}),
    ("a map of itself", {"type": "object", "additionalProperties": {"$ref": "#"}}),
    ("deep objects", _nested(400, "properties")),
    ("deep objects of a draft", {"$schema": "http://json-schema.org/draft-07/schema#", **_nested(300, "properties")}),
    ("a component with a key of many parts", {"components": [{"type": "textfield", "key": ".".join("a" * 3_000)}]}),
    ("one key in another's", {"components": [{"type": "select", "key": "a"}, {"type": "number", "key": "a.b"}]}),
    ("deep arrays", _nested(400, "items")),
    ("deep allOf", _nested(400, "allOf")),
    ("deep anyOf", _nested(400, "anyOf")),
    ("a long chain of references", _chain(3_000)),
    ("ways that double", _doubling(60)),
    ("5,000 properties", {"properties": {f"p{number}": {"type": "string"} for number in range(5_000)}}),
    ("5,000 labels", {"properties": {"a": {"enum": list(range(5_000))}}}),
    ("5,000 alternatives", {"anyOf": [{"properties": {f"p{number}": {}}} for number in range(5_000)]}),
    ("combinations", {"allOf": [{"anyOf": [{"maximum": n}, {"minimum": n}]} for n in range(40)], "type": "integer"}),
    ("keys that no jsonb has", {"properties": {"a\0b": {"type": "string"}, "a": {"enum": ["\0", "x"]}, "\ud800": {}}}),
    ("long keys", {"properties": {"k" * 2_000: {"type": "string"}, 'a."b' * 50: {"type": "string"}}}),
    ("keys that differ in case only", {"properties": {"Name": {}, "name": {}, "NAME": {"type": "string"}}}),
    ("huge numbers", {"properties": {"a": {"const": 10**60}, "b": {"type": "integer", "maximum": 10**400}}}),
    ("labels of all kinds", {"enum": [1, 1.5, True, None, "", "x", {}, {"a": 1}, [], [1]]}),
    *((f"{word}: {odd!r}", {"properties": {"a": {word: odd}}}) for word in _WORDS for odd in _ODD),
    *((f"fields with {odd!r}", {"step1": {"fields": [{"key": "a", "type": "x"}, odd]}})
      for odd in _ODD if not isinstance(odd, dict)),
    *((f"component with {word}: {odd!r}", {"components": [{"type": type_, "key": "k", word: odd}, odd]})
      for type_, words in {
          "select": ("values", "data", "dataSrc", "multiple"), "columns": ("columns",), "table": ("rows",),
          "number": ("validate",), "survey": ("questions",), "datamap": ("valueComponent",), "panel": ("components",),
          "container": ("components", "conditional"), "odd": ("defaultValue", "components", "input"),
      }.items() for word in words for odd in _ODD),
]  # fmt: skip


@pytest.mark.parametrize("schema", [case[1] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile_schemas_give_a_draft_or_a_refusal(schema: Any, tmp_path: Path) -> None:
    file = write(tmp_path, "a.json", dumps(schema))
    try:
        found = read_evidence(file).profile
    except UsageError:
        return
    profile = with_evidence(seen(), found)
    assert draft(load(dump(profile))).text
    with_evidence(seen({"a": "x"}, {"a": [1], "k": {}}), found)


def test_paths_are_bounded_and_told() -> None:
    found = evidence_of({"properties": {f"k{number}": {"$ref": "#"} for number in range(50)}}, "file")
    assert found.notes == (f"only the first {evidence_paths.MAX_PATHS:,} paths are looked at",)
    assert len(found.profile.members) == 50
    assert count_paths(found.profile) <= evidence_paths.MAX_PATHS


def test_a_recursion_has_as_many_levels_as_show_it() -> None:
    node = paths({"properties": {"a": {"type": "string"}, "next": {"$ref": "#"}}})
    levels = 0
    while "next" in node.members:
        node, levels = node.members["next"], levels + 1
    assert levels == evidence_paths.LEVELS


def test_counts_of_few_documents_add_up() -> None:
    few = [{"number": number, "total": None, "items": [{}]} for number in range(3)]
    todo = [with_evidence(seen(*few), paths(ORDER)).root]
    while todo:
        node = todo.pop()
        todo += node.children()
        assert sum(tally.count for tally in node.kinds.values()) == node.values
        assert sum(tally.count for tally in node.forms.values()) == node.scalars
        assert all(child.values <= node.values for child in node.members.values())


def test_members_of_documents_and_evidence_are_entries_where_they_are_very_many() -> None:
    many = [{f"a{number}": 1 for number in range(900)} for _ in range(30)]
    found = with_evidence(seen(*many), paths({"properties": {f"b{number}": {} for number in range(200)}}), "$").root
    assert not found.members
    assert found.entries is not None


def test_alternatives_are_bounded() -> None:
    schemas = evidence_schema.Schemas({})
    ways = [{"maximum": number} for number in range(40)]
    found = schemas.alternatives(({"allOf": [{"anyOf": ways}] * 40},))
    assert len(found) == evidence_schema.MAX_ALTERNATIVES


def test_objects_with_very_many_members_have_entries() -> None:
    found = paths({"properties": {f"p{number}": {"type": "string"} for number in range(1_001)}})
    assert not found.members
    assert found.entries is not None
    assert set(found.entries.kinds) == {"string"}
