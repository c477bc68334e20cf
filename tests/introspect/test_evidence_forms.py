"""Forms of Form.io and OpenSRP as evidence."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from introspect.evidence_cases import ORDER, ORIGIN, columns, drafted, dumps, paths, seen, write

from hofsm_migrate.errors import UsageError
from hofsm_migrate.introspect.evidence import evidence_of, read_evidence
from hofsm_migrate.introspect.evidence_place import hanging_place, with_evidence
from hofsm_migrate.introspect.profile import PathProfile, Profile
from hofsm_migrate.introspect.store import dump

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
    file = write(tmp_path, "a.json", dumps({"step1": {"fields": [field]}}))
    assert read_evidence(file).profile.values == 100


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
