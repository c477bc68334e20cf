"""Maps and recursions in what looks like objects and arrays; each rule with what it must not take for one."""

from __future__ import annotations

import uuid
from random import Random
from typing import Any

import pytest
from profiles import place, profile

from hofsm_migrate.introspect.natural_key import natural_key
from hofsm_migrate.introspect.profile import MAX_MEMBERS
from hofsm_migrate.introspect.structure import structure

RANDOM = Random(1)
WORDS = [f"{head}{tail}" for head in "bcdfgklmnpr" for tail in ("ash", "ell", "int", "oom", "ump")]


def _uuids(count: int) -> list[str]:
    return [str(uuid.UUID(int=RANDOM.getrandbits(128))) for _ in range(count)]


MAPS: dict[str, list[Any]] = {
    "keys are uuids": [{"m": dict.fromkeys(_uuids(2), 1)} for _ in range(5)],
    "keys are numbers": [{"m": {str(number): {"a": 1}, str(number + 1): {"a": 2}}} for number in range(5)],
    "keys are dates": [{"m": {f"2026-01-{day:02}": 1, f"2026-02-{day:02}": 2}} for day in range(1, 9)],
    "thousands of keys": [{"m": {f"k{number}x{inner}": 1 for inner in range(20)}} for number in range(100)],
    "numbered records": [
        {"m": {f"step{number}": {"title": "x" * 20, "fields": [1, 2]} for number in range(1, 5)}} for _ in range(4)
    ],
    "free keys in every combination": [{"m": dict.fromkeys(RANDOM.sample(WORDS, 4), "text")} for _ in range(60)],
}
RECORDS: dict[str, list[Any]] = {
    "the same few keys": [{"m": {"title": "a", "order": 1}} for _ in range(50)],
    "many keys, all of them always": [{"m": dict.fromkeys(WORDS, 1)} for _ in range(50)],
    "two usual keys and rare ones": [
        {"m": {"type": "a", "key": "b", **dict.fromkeys(RANDOM.sample(WORDS, 3), "x")}} for _ in range(60)
    ],
    "kinds with keys of their own": [
        {"m": {f"{word}1": 1, f"{word}2": "x", f"{word}3": True}} for word in WORDS[:6] for _ in range(20)
    ],
    "one key only": [{"m": {"title": "a"}} for _ in range(5)],
    "empty": [{"m": {}} for _ in range(5)],
}


@pytest.mark.parametrize("case", MAPS)
def test_keys_that_are_data(case: str) -> None:
    found = place(profile(*MAPS[case]), "$.m")
    assert found.map_reason
    assert found.entries is not None
    assert not found.members


@pytest.mark.parametrize("case", RECORDS)
def test_keys_that_are_names(case: str) -> None:
    assert place(profile(*RECORDS[case]), "$.m").map_reason is None


def test_more_keys_than_a_profile_keeps_are_a_map_with_an_exact_count_of_values() -> None:
    found = place(profile({"m": {f"k{number}": number for number in range(MAX_MEMBERS + 1)}}), "$.m")
    assert found.entries is not None
    assert found.entries.profile.values == MAX_MEMBERS + 1


def _tree(depth: int, key: str = "children") -> dict[str, Any]:
    below = [_tree(depth - 1, key) for _ in range(2)] if depth else []
    return {"id": f"n{RANDOM.random()}", "label": "x", **({key: below} if below else {})}


def test_recursion_is_folded_into_one_place_with_all_its_elements() -> None:
    found = structure(profile(*({"fields": [_tree(3)]} for _ in range(4))).root)
    fields = found.members["fields"].elements
    assert fields is not None
    assert fields.recurse == ("children",)
    assert fields.profile.values == 4 * 15
    assert [one.path for one in found.walk() if one.path.count("[*]") > 1] == []


def test_recursion_by_the_name_of_the_container_needs_one_level_only() -> None:
    documents = [{"components": [{"type": "a", "key": "b", "components": [{"type": "c", "key": "d"}]}]}] * 3
    found = place(profile(*documents), "$.components[*]")
    assert found.recurse == ("components",)


def test_options_that_look_like_their_field_are_no_recursion() -> None:
    documents = [{"fields": [{"key": "a", "text": "b", "options": [{"key": "c", "text": "d"}]}]}] * 5
    assert place(profile(*documents), "$.fields[*]").recurse is None


def test_recursion_through_a_map() -> None:
    inner = {"type": "object", "title": "x", "properties": {"z9": {"type": "string", "title": "y"}}}
    documents = [{"properties": dict.fromkeys(RANDOM.sample(WORDS, 3), inner)} for _ in range(40)]
    assert place(profile(*documents), "$.properties.*").recurse == ("properties",)


def test_natural_key_is_what_differs_in_every_array() -> None:
    lines = [{"lines": [{"sku": f"s{number}", "kind": "a", "qty": 1} for number in range(4)]} for _ in range(10)]
    found = place(profile(*lines), "$.lines[*]")
    key = natural_key(found, place(profile(*lines), "$.lines").profile)
    assert key is not None
    assert (key.key, key.type) == ("sku", "text")


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("repeated", lambda number, line: {**line, "sku": "same"}),
        ("missing", lambda number, line: {name: value for name, value in line.items() if name != "sku"}),
        ("of two types", lambda number, line: {**line, "sku": number if number % 2 else line["sku"]}),
        ("a point in time", lambda number, line: {**line, "sku": f"2026-01-31T10:20:{number % 60:02}Z"}),
    ],
)
def test_no_natural_key(case: str, change: Any) -> None:
    lines = [
        {"lines": [change(number, {"sku": f"s{number}", "kind": "a"}) for number in range(row, row + 4)]}
        for row in range(10)
    ]
    found = profile(*lines)
    assert natural_key(place(found, "$.lines[*]"), place(found, "$.lines").profile) is None, case


def test_profile_stays_as_it_was() -> None:
    found = profile(*MAPS["keys are uuids"])
    before = set(found.root.members["m"].members)
    structure(found.root)
    assert set(found.root.members["m"].members) == before
