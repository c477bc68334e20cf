"""Where evidence hangs in documents."""

from __future__ import annotations

from typing import Any

import pytest
from introspect.evidence_cases import ORDER, columns, drafted, paths, seen

from hofsm_migrate.errors import UsageError
from hofsm_migrate.introspect.evidence_place import hanging_place, with_evidence

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
