"""Files of evidence: read, or refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from introspect.evidence_cases import ORIGIN, write

from hofsm_migrate.errors import UsageError
from hofsm_migrate.introspect import evidence_file
from hofsm_migrate.introspect.evidence import evidence_of, read_evidence
from hofsm_migrate.introspect.profile import Profile
from hofsm_migrate.introspect.store import dump

if TYPE_CHECKING:
    from pathlib import Path


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
