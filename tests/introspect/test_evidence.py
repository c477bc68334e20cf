"""Schemas as evidence: what they say of documents, and what is drafted from it."""

from __future__ import annotations

from typing import Any

import pytest
from introspect.evidence_cases import NODE, ORDER, columns, drafted, paths, seen

from hofsm_migrate.introspect import evidence_paths
from hofsm_migrate.introspect.draft import draft
from hofsm_migrate.introspect.evidence_place import hanging_place, with_evidence
from hofsm_migrate.introspect.store import dump

KINDS = [
    ("text", {"type": "string"}, {"string"}, {"text"}),
    ("moment", {"type": "string", "format": "date-time"}, {"string"}, {"iso8601-z"}),
    ("date", {"type": "string", "format": "date"}, {"string"}, {"iso-date"}),
    ("uuid", {"type": "string", "format": "uuid"}, {"string"}, {"uuid"}),
    ("e-mail without a type", {"format": "email"}, {"string"}, {"e-mail"}),
    ("a form by its own name", {"format": "us-date"}, {"string"}, {"us-date"}),
    ("an unknown format", {"type": "string", "format": "shoe-size"}, {"string"}, {"text"}),
    ("integer", {"type": "integer"}, {"integer"}, {"integer"}),
    ("large integer", {"type": "integer", "maximum": 1e15}, {"integer"}, {"bigint"}),
    ("number", {"type": "number"}, {"integer", "decimal"}, {"integer", "decimal"}),
    ("number by its bounds", {"minimum": 0}, {"integer", "decimal"}, {"integer", "decimal"}),
    ("boolean", {"type": "boolean"}, {"boolean"}, {"boolean"}),
    ("boolean or null", {"type": ["boolean", "null"]}, {"boolean", "null"}, {"boolean"}),
    ("nullable as in OpenAPI", {"type": "string", "nullable": True}, {"string", "null"}, {"text"}),
    ("labels", {"enum": ["new", "done", None]}, {"string", "null"}, {"text"}),
    ("constant", {"const": 7}, {"integer"}, {"integer"}),
    ("type by its default", {"default": False}, {"boolean"}, {"boolean"}),
    ("type by its default only where none is given", {"type": "string", "default": 3}, {"string"}, {"text"}),
    ("nothing known", {"title": "Anything"}, set(), set()),
    ("either", {"anyOf": [{"type": "string"}, {"type": "integer"}]}, {"string", "integer"}, {"text", "integer"}),
    (
        "all of",
        {"allOf": [{"type": ["string", "integer"]}, {"type": "string", "format": "uuid"}]},
        {"string"},
        {"uuid"},
    ),
    ("integer is a number", {"allOf": [{"type": "number"}, {"type": "integer"}]}, {"integer"}, {"integer"}),
    ("reference", {"$ref": "#/definitions/day"}, {"string"}, {"iso-date"}),
    ("reference by anchor", {"$ref": "#night"}, {"boolean"}, {"boolean"}),
    ("reference by id", {"$ref": "https://example.org/parts/noon"}, {"integer"}, {"integer"}),
    ("reference with escapes", {"$ref": "#/definitions/a~1b%20c"}, {"boolean"}, {"boolean"}),
]


@pytest.mark.parametrize(("schema", "kinds", "forms"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_kinds_and_forms_of_a_value(schema: Any, kinds: set[str], forms: set[str]) -> None:
    definitions = {
        "day": {"type": "string", "format": "date"},
        "night": {"$anchor": "night", "type": "boolean"},
        "noon": {"$id": "parts/noon", "type": "integer"},
        "a/b c": {"type": "boolean"},
    }
    root = {
        "$id": "https://example.org/all",
        "definitions": definitions,
        "required": ["x"],
        "properties": {"x": schema},
    }
    found = paths(root).members["x"]
    assert (set(found.kinds), set(found.forms)) == (kinds, forms)
    assert found.values == found.documents == evidence_paths.DOCUMENTS
    assert found.bytes == 0
    if kinds:
        assert sum(tally.count for tally in found.kinds.values()) == found.values


def test_presence_labels_and_bounds() -> None:
    found = paths({
        "required": ["state"],
        "properties": {
            "state": {"enum": ["a", "b", "c", "d"]},
            "count": {"type": "integer", "minimum": 1, "maximum": 9},
            "any": {"type": "integer", "minimum": 1},
            "note": {"type": "string", "maxLength": 80},
            "never": False,
        },
    })  # fmt: skip
    assert set(found.members) == {"state", "count", "any", "note"}
    assert {key: member.values for key, member in found.members.items()} == {
        "state": 100, "count": 50, "any": 50, "note": 50,
    }  # fmt: skip
    assert found.members["state"].frequent.items() == [(f'"{label}"', 25) for label in "abcd"]
    assert found.members["state"].frequent.exact
    assert not found.members["note"].frequent.exact
    assert (found.members["count"].low, found.members["count"].high) == (1, 9)
    assert (found.members["any"].low, found.members["any"].high) == (None, None), "it has no largest value"
    assert found.members["note"].lengths.at(1) == 80
    assert sum(tally.count for tally in found.shapes.values()) == 100


def test_deep_optional_members_are_still_common() -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(12):
        schema = {"properties": {"a": schema}}
    found = paths(schema)
    for _ in range(12):
        above, found = found.values, found.members["a"]
        assert 0 < found.values < above
        assert found.documents >= evidence_paths.COMMON


def test_conditional_members_are_optional() -> None:
    found = paths({
        "properties": {"card": {"type": "string"}},
        "dependencies": {"card": {"required": ["bill"], "properties": {"bill": {"type": "string"}}}, "x": ["card"]},
        "if": {"properties": {"card": {"const": "y"}}},
        "then": {"properties": {"limit": {"type": "integer"}}},
    })  # fmt: skip
    assert set(found.members) == {"card", "bill", "limit"}
    assert found.members["bill"].values == 50


def test_alternatives_have_key_sets_of_their_own() -> None:
    one = {"required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    two = {"required": ["c"], "properties": {"c": {"type": "string"}}}
    found = paths({"oneOf": [one, two]})
    assert {shape: tally.count for shape, tally in found.shapes.items()} == {("a", "b"): 50, ("c",): 50}


# Drafts from a schema alone


def test_draft_from_a_schema_alone() -> None:
    found = drafted({
        "$defs": {"node": NODE},
        "required": ["id", "status", "parts"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "status": {"enum": ["open", "closed"]},
            "due": {"type": "string", "format": "date-time"},
            "count": {"type": "integer", "minimum": 0, "maximum": 9},
            "site": {"properties": {"city": {"type": "string"}}},
            "free": {},
            "parts": {
                "type": "array",
                "items": {"properties": {"sku": {"type": "string"}, "qty": {"type": "integer"}}},
            },
            "tree": {"type": "array", "items": {"$ref": "#/$defs/node"}},
            "prices": {"type": "object", "additionalProperties": {"type": "number"}},
            "people": {"type": "object", "patternProperties": {"^p": {"properties": {"age": {"type": "integer"}}}}},
        },
    })  # fmt: skip
    assert columns(found) == {
        "$ id": "uuid",
        "$ status": "enum",
        "$ due": "timestamptz",
        "$ count": "integer",
        "$ site.city": "text",
        "$ free": "jsonb",
        "$.parts[*] sku": "text",
        "$.parts[*] qty": "bigint",
        "$.tree[*] name": "text",
        "$.tree[*] size": "numeric",
        "$.prices.* ": "numeric",
        "$.people.* age": "bigint",
    }
    recursive = [table.node for table in found.tables if table.node.at == "$.tree[*]"]
    assert recursive[0].place.recurse == ("children",)


@pytest.mark.parametrize("wrap", ["items", "additionalProperties"], ids=["children in an array", "children in a map"])
def test_recursion_is_found(wrap: str) -> None:
    children = {"type": "array" if wrap == "items" else "object", wrap: {"$ref": "#"}}
    root = {"required": ["name", "size"], "properties": {**NODE["properties"], "children": children}}
    [node] = [table.node for table in drafted(root).tables if table.node.at.startswith("$.children")]
    assert node.place.recurse == ("children",)


# Documents and evidence together


def test_few_documents_and_a_schema() -> None:
    few = [{"v": 1, "data": {"number": f"A-{number}", "total": 5, "items": []}} for number in range(3)]
    profile = seen(*few)
    before = dump(profile)
    found = with_evidence(profile, paths(ORDER))
    assert dump(profile) == before, "the profile that was given is unchanged"
    assert hanging_place(profile, paths(ORDER)) == "$.data"
    assert found.documents == 3
    assert found.root.members["v"].values == 3
    assert all(member.values <= 3 for member in found.root.members["data"].members.values())
    assert columns(draft(found)) == {
        "$ v": "integer",
        "$ data.number": "text",
        "$ data.placed": "timestamptz",
        "$ data.total": "numeric",
        "$ data.buyer.name": "text",
        "$ data.buyer.vat": "text",
        "$.data.items[*] sku": "text",
        "$.data.items[*] qty": "numeric",
    }


def test_what_many_documents_say_stays() -> None:
    many = [{"number": number, "items": [{"sku": "x"}], "buyer": {"name": "N"}} for number in range(200)]
    found = with_evidence(seen(*many), paths(ORDER)).root
    assert set(found.members["number"].kinds) == {"integer"}, "the schema says text, all documents say otherwise"
    assert found.members["number"].values == 200
    assert found.members["number"].bytes > 0
    assert found.members["placed"].values == 100, "half of the documents, as half of the imagined ones"
    assert found.members["placed"].documents == 100
    assert found.members["buyer"].members["vat"].values == 100
    elements = found.members["items"].elements
    assert elements is not None
    assert elements.values == 200
    assert elements.members["qty"].values == 100


def test_evidence_fills_what_is_always_null_or_empty() -> None:
    many = [{"number": "A-1", "placed": None, "items": [], "buyer": {}} for _ in range(100)]
    assert columns(draft(with_evidence(seen(*many), paths(ORDER)))) == {
        "$ number": "text",
        "$ placed": "timestamptz",
        "$ total": "numeric",
        "$ buyer.name": "text",
        "$ buyer.vat": "text",
        "$.items[*] sku": "text",
        "$.items[*] qty": "numeric",
    }


def test_a_schema_says_that_keys_are_data() -> None:
    many = [{"prices": {"eur": 1.5, "usd": 2.5}} for _ in range(50)]
    schema = {"properties": {"prices": {"type": "object", "additionalProperties": {"type": "number"}}}}
    assert columns(drafted(schema, *many)) == {"$.prices.* ": "numeric"}


def test_members_of_the_evidence_are_no_other_spelling_of_a_seen_one() -> None:
    many = [{"firstName": "a"} for _ in range(50)]
    schema = {"properties": {"firstName": {"type": "string"}, "first_name": {"type": "string"}}}
    assert set(columns(drafted(schema, *many))) == {"$ firstName", "$ first_name"}
