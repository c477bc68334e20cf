"""Schemas and forms as evidence: what they say of documents, where it hangs, and what is drafted from it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from hofsm_migrate.errors import UsageError
from hofsm_migrate.introspect import evidence_file, evidence_paths, evidence_schema
from hofsm_migrate.introspect.draft import Draft, draft
from hofsm_migrate.introspect.evidence import evidence_of, read_evidence
from hofsm_migrate.introspect.evidence_place import hanging_place, with_evidence
from hofsm_migrate.introspect.profile import Origin, PathProfile, Profile
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.shred import paths as count_paths
from hofsm_migrate.introspect.store import dump, load

ORIGIN = Origin("public", "Batches", ("id",), "payload", "jsonb")
NODE = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "size": {"type": "number"},
        "children": {"type": "array", "items": {"$ref": "#/$defs/node"}},
    },
}


def paths(schema: Any) -> PathProfile:
    return evidence_of(schema, "schema.json").profile


def seen(*documents: Any) -> Profile:
    scanner = Scanner(ORIGIN)
    scanner.feed([(f"{number:06}", json.dumps(one).encode()) for number, one in enumerate(documents)])
    return scanner.profile


def drafted(schema: Any, *documents: Any, at: str | None = None) -> Draft:
    profile = with_evidence(seen(*documents), paths(schema), at)
    return draft(load(dump(profile)))


def columns(found: Draft) -> dict[str, str]:
    """Type of every drafted column, by table and path."""
    return {
        f"{table.node.at} {'.'.join(column.draft.path)}": column.draft.choice.type
        for table in found.tables
        for column in table.columns
    }


# What a schema says of one value

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

ORDER = {
    "required": ["number", "items"],
    "properties": {
        "number": {"type": "string"},
        "placed": {"type": "string", "format": "date-time"},
        "total": {"type": "number"},
        "buyer": {"properties": {"name": {"type": "string"}, "vat": {"type": "string"}}},
        "items": {"type": "array", "items": {"properties": {"sku": {"type": "string"}, "qty": {"type": "number"}}}},
    },
}


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


PLACES = [
    ("at the root", [{"number": "1", "placed": "x", "total": 3}], "$"),
    ("below two keys", [{"form": {}, "submission": {"data": {"number": "1", "total": 3}}}], "$.submission.data"),
    ("in an array", [{"log": [{"input": {"number": "1", "total": 3}}]}], "$.log[*].input"),
    ("beside the schema itself", [{"schema": ORDER, "formData": {"number": "1", "total": 3}}], "$.formData"),
    ("nowhere", [{"a": 1}], "$"),
    ("no document", [], "$"),
]  # fmt: skip


@pytest.mark.parametrize(("documents", "place"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_where_evidence_hangs(documents: list[Any], place: str) -> None:
    assert hanging_place(seen(*documents), paths(ORDER)) == place


def test_evidence_of_arrays_hangs_at_an_array() -> None:
    schema = {"type": "array", "items": ORDER}
    assert hanging_place(seen({"orders": [{"number": "1", "total": 3}]}), paths(schema)) == "$.orders"


@pytest.mark.parametrize(
    ("at", "documents", "expected"),
    [
        ("$", [{"x": {}}], "$ number"),
        ("$.x", [{"x": {}}], "$ x.number"),
        ('$.new."odd key"', [{"x": 1}], "$ new.odd key.number"),
        ("$.deep.down", [], "$ deep.down.number"),
        ("$.list[*].data", [{"list": [{"data": {}}]}], "$.list[*] data.number"),
    ],
    ids=["root", "known object", "new objects", "no document", "in an array"],
)
def test_the_place_can_be_given(at: str, documents: list[Any], expected: str) -> None:
    assert expected in columns(drafted(ORDER, *documents, at=at))


@pytest.mark.parametrize("at", ["x", "$x", "$.", "$.a[0]", '$."a', "$.a[*]", "$.*"])
def test_places_that_are_none(at: str) -> None:
    with pytest.raises(UsageError, match="no place for the evidence"):
        with_evidence(seen({"a": 1}), paths(ORDER), at)


def test_members_of_a_known_map_are_not_looked_for_by_key() -> None:
    profile = seen({"m": {f"k{number}": {"a": 1} for number in range(1_500)}})
    assert profile.root.members["m"].entries is not None
    found = with_evidence(profile, paths({"properties": {"b": {"type": "string"}}}), "$.m.*")
    assert found.root.members["m"].entries is not None
    assert "b" in found.root.members["m"].entries.members


# Forms

FORM = {
    "components": [
        {"type": "panel", "key": "p", "input": False, "components": [
            {"type": "textfield", "key": "name", "input": True, "validate": {"required": True}},
            {"type": "columns", "key": "c", "columns": [
                {"components": [
                    {"type": "number", "key": "age", "input": True, "decimalLimit": 0,
                     "validate": {"min": 0, "max": 150}},
                ]},
                {"components": [{"type": "currency", "key": "pay", "input": True}]},
            ]},
            {"type": "table", "key": "t", "rows": [[
                {"components": [{"type": "checkbox", "key": "ok", "input": True}]},
            ]]},
        ]},
        {"type": "htmlelement", "key": "html"},
        {"type": "textfield", "key": "secret", "persistent": False},
        {"type": "selectboxes", "key": "days", "values": [{"value": "mon"}, {"value": "tue"}, {"value": ""}]},
        {"type": "radio", "key": "status", "values": [{"value": "open"}, {"value": "done"}]},
        {"type": "select", "key": "level", "data": {"values": [{"value": "1"}, {"value": "2"}]}},
        {"type": "select", "key": "remote", "dataSrc": "url"},
        {"type": "datetime", "key": "met"},
        {"type": "day", "key": "born"},
        {"type": "email", "key": "mail", "multiple": True},
        {"type": "file", "key": "scan"},
        {"type": "survey", "key": "poll", "questions": [{"value": "q1"}], "values": [{"value": "good"}]},
        {"type": "container", "key": "box", "components": [{"type": "textfield", "key": "inner"}]},
        {"type": "textfield", "key": "dotted.key"},
        {"type": "datagrid", "key": "grid", "components": [
            {"type": "textfield", "key": "sku"},
            {"type": "editgrid", "key": "lots", "components": [{"type": "number", "key": "qty"}]},
        ]},
        {"type": "datamap", "key": "map", "valueComponent": {"type": "number", "key": "v"}},
        {"type": "button", "key": "submit", "input": True},
    ]
}  # fmt: skip
ENTERED = {
    "name": "N", "age": 3, "pay": 1.5, "ok": True, "days": {"mon": True, "tue": False}, "status": "open", "level": 1,
    "remote": {"x": 1}, "met": "2020-01-01T12:00:00+02:00", "born": "01/02/2003", "mail": ["a@b.org"],
    "scan": [{"name": "n", "size": 3, "type": "image/png", "storage": "base64", "url": "data:"}],
    "poll": {"q1": "good"}, "box": {"inner": "x"}, "dotted": {"key": "y"},
    "grid": [{"sku": "s", "lots": [{"qty": 2}]}], "map": {"any": 3},
    "submit": True,
}  # fmt: skip


def test_form_of_formio() -> None:
    evidence = evidence_of(FORM, "form.json")
    assert evidence.kind == "form of form.io"
    assert set(evidence.profile.members) == set(ENTERED)
    unknown = [path for path, known in _walk(ENTERED, evidence.profile, "$") if not known]
    assert unknown == ["$.remote.x"], "what comes from elsewhere is not in the form"
    members = evidence.profile.members
    assert set(members["level"].kinds) == {"integer"}, "form.io turns values that look like numbers into numbers"
    assert members["name"].values == 100
    assert members["age"].high == 150
    found = columns(drafted(FORM, {"data": ENTERED}))
    assert found["$ data.born"] == "date"
    assert found["$ data.met"] == "timestamptz"
    assert found["$ data.days.mon"] == "boolean"
    assert found["$.data.grid[*].lots[*] qty"] == "numeric"
    assert found["$.data.map.* "] == "numeric"


NOTICED = [
    ("a pair of form and submission", {"form": FORM, "submission": {"data": {}}}, "form of form.io", "name"),
    ("a list of components", [{"type": "textfield", "key": "k"}], "form of form.io", "k"),
    ("one component", {"type": "textfield", "key": "k", "input": True}, "form of form.io", "k"),
    ("rjsf", {"schema": ORDER, "uiSchema": {}, "formData": {}}, "document of react-jsonschema-form", "total"),
    ("jsonforms", {"schema": ORDER, "uischema": {}, "data": {}}, "document of JSON Forms", "total"),
    ("OpenSRP", {"step1": {"fields": [{"key": "a", "type": "edit_text"}]}}, "native form of OpenSRP", "step1"),
    ("a schema", ORDER, "JSON Schema", "total"),
    ("a schema with a member called components", {"properties": {"components": {}}}, "JSON Schema", "components"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "kind", "member"), [case[1:] for case in NOTICED], ids=[case[0] for case in NOTICED])
def test_what_a_file_is(value: Any, kind: str, member: str) -> None:
    found = evidence_of(value, "file")
    assert found.kind == kind
    assert member in found.profile.members


def test_native_form_of_opensrp_is_its_own_document() -> None:
    fields = [
        {"key": "name", "type": "edit_text", "hint": "Name"},
        {"key": "signs", "type": "check_box", "options": [{"key": "fever", "text": "Fever", "type": "choice"}]},
        {"key": "intro", "type": "label", "text": "Hello"},
    ]
    found = evidence_of({"count": "1", "step1": {"title": "One", "fields": fields}}, "form.json").profile
    elements = found.members["step1"].members["fields"].elements
    assert elements is not None
    assert elements.values == 300
    assert {kind: tally.count for kind, tally in elements.members["value"].kinds.items()} == {
        "string": 100,
        "array": 100,
    }
    options = elements.members["options"].elements
    assert options is not None
    assert "value" not in options.members
    assert found.documents == 100
    assert found.subtree_bytes() == 0
    assert all(tally.example is None for tally in found.kinds.values())


# Files


def write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_json_and_yaml_files_say_the_same(tmp_path: Path) -> None:
    yaml = "properties:\n  no: {type: string}\n  7: {type: integer, maximum: 9}\n  day: {const: 2020-01-01}\n"
    schema = {
        "properties": {
            "no": {"type": "string"}, "7": {"type": "integer", "maximum": 9}, "day": {"const": "2020-01-01"},
        }
    }  # fmt: skip
    left = read_evidence(write(tmp_path, "a.yaml", yaml)).profile
    right = read_evidence(write(tmp_path, "b.json", b"\xef\xbb\xbf" + json.dumps(schema).encode())).profile
    assert dump(Profile(ORIGIN, root=left)) == dump(Profile(ORIGIN, root=right))


REFUSED = [
    ("no JSON", "a.json", "{\n  'a': 1}", "file is not JSON", ":2:3"),
    ("no YAML", "a.yaml", "a: [1\nb: 2", "file is not YAML", ":2:2"),
    ("no text", "a.yaml", b"\xff\xfe\x00", "file is neither JSON nor YAML", ""),
    ("something else", "a.yaml", "hello: world", "neither a JSON Schema nor a form definition", ""),
    ("a list of something", "a.json", "[1, 2]", "neither a JSON Schema nor a form definition", ""),
    ("empty", "a.yaml", "", "neither a JSON Schema nor a form definition", ""),
    ("a form without a schema", "a.json", '{"uischema": {}}', "neither a JSON Schema nor a form definition", ""),
    ("alias that grows", "a.yaml", "a: &a [1, 1]\nb: [*a, *a]", "anchor, an alias or a tag", ":1:4"),
    ("endless alias", "a.yaml", "&a\nproperties: {x: *a}", "anchor, an alias or a tag", ":1:1"),
    ("tag", "a.yaml", "type: !!python/name:os.system x", "anchor, an alias or a tag", ":1:7"),
    ("deep YAML", "a.yaml", "a: " + "[" * 5_000 + "]" * 5_000, "nested deeper than 200 levels", ":1:"),
    ("not a number", "a.yaml", "const: .nan", "neither JSON nor YAML", ""),
    ("nothing conforms", "a.json", '{"allOf": [{"type": "string"}, {"type": "object"}]}', "allows no document", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "message", "place"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_files_that_are_refused(tmp_path: Path, name: str, content: str | bytes, message: str, place: str) -> None:
    with pytest.raises(UsageError, match=message) as refusal:
        read_evidence(write(tmp_path, name, content))
    assert f"{name}{place}" in (refusal.value.problems[0].at or "")


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in (tmp_path, tmp_path / "missing.json"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_evidence(file)
    monkeypatch.setattr(evidence_file, "MAX_BYTES", 100)
    monkeypatch.setattr(evidence_file, "MAX_YAML_BYTES", 50)
    with pytest.raises(UsageError, match="YAML file is larger than 50 bytes"):
        read_evidence(write(tmp_path, "a.yaml", "type: string\n" + "#" * 60))
    with pytest.raises(UsageError, match="file is larger than 100 bytes"):
        read_evidence(write(tmp_path, "a.json", '{"type": "string"}' + " " * 100))


def test_a_schema_is_held_against_the_draft_that_it_names(tmp_path: Path) -> None:
    pytest.importorskip("jsonschema")
    wrong = {"properties": {"a": {"type": "strnig"}}}
    read_evidence(write(tmp_path, "a.json", json.dumps(wrong)))
    named = {"$schema": "http://json-schema.org/draft-07/schema#", **wrong}
    with pytest.raises(UsageError, match="not valid by its own draft") as refusal:
        read_evidence(write(tmp_path, "a.json", json.dumps(named)))
    assert "#/properties/a/type" in (refusal.value.problems[0].at or "")


def test_references_to_elsewhere_are_told() -> None:
    found = evidence_of({"properties": {key: {"$ref": "other.json#/x"} for key in "ab"}}, "file")
    assert found.notes == ("reference 'other.json#/x' is not followed: only references within the file are",)
    assert found.profile.members["a"].kinds == {}


# Hostile schemas


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
    file = write(tmp_path, "a.json", _dumps(schema))
    try:
        found = read_evidence(file).profile
    except UsageError:
        return
    profile = with_evidence(seen(), found)
    assert draft(load(dump(profile))).text
    with_evidence(seen({"a": "x"}, {"a": [1], "k": {}}), found)


def _dumps(schema: Any) -> str:
    """JSON of a value of any depth; what is no number of JSON is left to the reader."""
    todo, text = [schema], []
    while todo:
        one = todo.pop()
        if isinstance(one, tuple):
            text.append(one[0])
        elif isinstance(one, dict):
            parts = [part for key, value in one.items() for part in ((", ",), (json.dumps(key) + ": ",), value)]
            todo += reversed([("{",), *parts[1:], ("}",)])
        elif isinstance(one, list):
            parts = [part for value in one for part in ((", ",), value)]
            todo += reversed([("[",), *parts[1:], ("]",)])
        else:
            text.append(json.dumps(one))
    return "".join(text)


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


@pytest.mark.parametrize("types", [("container",), ("panel",), ("datamap",)], ids=" ".join)
def test_a_tree_of_components_is_bounded(types: tuple[str, ...]) -> None:
    component: dict[str, Any] = {"type": "textfield", "key": "leaf"}
    for number in range(450):
        type_ = types[number % len(types)]
        below = {"valueComponent": component} if type_ == "datamap" else {"components": [component]}
        component = {"type": type_, "key": "k", **below}
    assert paths({"components": [component]}).values == 100


def test_a_native_form_of_any_depth_is_read(tmp_path: Path) -> None:
    field: dict[str, Any] = {"key": "a", "type": "x"}
    for _ in range(450):
        field = {"key": "a", "type": "x", "more": [field]}
    file = write(tmp_path, "a.json", _dumps({"step1": {"fields": [field]}}))
    assert read_evidence(file).profile.values == 100


# Real forms


def _lines(family: str) -> list[dict[str, Any]]:
    folder = Path(os.environ.get("HOFSM_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
    file = folder / f"{family}.jsonl"
    if not file.exists():
        pytest.skip(f"{file.name} is not in {folder}; set HOFSM_SHARED_DATA to the folder with the real documents")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _walk(value: Any, known: PathProfile | None, path: str):
    """Every key of a value, and whether the evidence has it; nothing is asked below one that it does not have."""
    if isinstance(value, dict) and known is not None:
        for key, one in value.items():
            below = known.members.get(key) or known.entries
            yield f"{path}.{key}", below is not None
            yield from _walk(one, below, f"{path}.{key}")
    elif isinstance(value, list) and known is not None:
        for one in value:
            yield from _walk(one, known.elements, f"{path}[*]")


def _formio_data(value: Any) -> Any:
    submission = value.get("submission") if isinstance(value, dict) else None
    return submission.get("data") if isinstance(submission, dict) else None


FAMILIES = [
    ("formio_core", _formio_data, 0.85, "$.submission.data"),
    ("formio_components", lambda _value: None, 1.0, None),
    ("rjsf", lambda value: value.get("formData"), 0.9, "$.formData"),
    ("jsonforms", lambda value: value.get("data"), 0.9, "$.data"),
    ("opensrp", lambda value: value, 1.0, "$"),
]


@pytest.mark.parametrize(("family", "data", "least", "place"), FAMILIES, ids=[case[0] for case in FAMILIES])
def test_real_forms_explain_what_was_entered(family: str, data: Any, least: float, place: str | None) -> None:
    keys: list[bool] = []
    hung: list[str] = []
    used = 0
    for line in _lines(family):
        try:
            found = evidence_of(line["value"], line["key"]).profile
        except UsageError:
            continue
        used += 1
        dump(with_evidence(Profile(ORIGIN), found))
        entered = data(line["value"])
        if entered is not None:
            explained = [known for _, known in _walk(entered, found, "$")]
            keys += explained
            if isinstance(entered, dict) and found.members and any(explained):
                hung.append(hanging_place(seen(line["value"]), found))
    assert used > 0
    assert sum(keys) >= least * len(keys), f"{sum(keys)} of {len(keys)} keys are explained"
    if place is not None:
        assert hung.count(place) >= 0.9 * len(hung), hung
