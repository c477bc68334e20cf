"""What is odd, class by class: each is found where it is and nothing else is, and clean documents have none."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from related import ORIGIN, profiled

from hofsm_migrate.introspect import fate as does
from hofsm_migrate.introspect.finding import CLASSES, Finding, Limits
from hofsm_migrate.introspect.findings import findings
from hofsm_migrate.introspect.oddities import percent
from hofsm_migrate.introspect.parse import parse
from hofsm_migrate.introspect.relate import relate
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.structure import structure
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

COUNT = 300
NAMES = ["Mixing", "Filling", "Labels", "Yield", "Cleaning", "Sampling", "Release", "Packing"]


def document(number: int, draw: random.Random) -> dict[str, Any]:
    """A clean document: optional keys, nulls, empty containers, maps, variants, and nothing that is odd."""
    fields = [field(f"f{place}", draw) for place in range(draw.randrange(3, 7))]
    made: dict[str, Any] = {
        "lot": f"L{number:05d}",
        "v": 2,
        "planned": f"{draw.randrange(1, 900)}.50",
        "at": f"2024-05-{draw.randrange(1, 29):02d}T10:00:00Z",
        "done": draw.random() < 0.5,
        "count": draw.randrange(1000),
        "note": draw.choice([None, "fine", "see above", ""]),
        "form": {"id": draw.randrange(9), "name": None},
        "fields": fields,
        "readings": {str(1000 + user): {"value": f"{draw.randrange(9)}.5"} for user in draw.sample(range(90), 2)},
        "tags": draw.choice([None, [], ["a"], ["b", "c"]]),
    }
    made["form"]["name"] = NAMES[made["form"]["id"] % 8]
    if draw.random() < 0.4:
        made["extra"] = draw.randrange(100)
    return made


def field(identity: str, draw: random.Random) -> dict[str, Any]:
    kind = draw.choice(["number", "remark", "tick"])
    if kind == "number":
        return {"id": identity, "type": kind, "value": f"{draw.randrange(99)}.25", "unit": "kg"}
    if kind == "remark":
        return {"id": identity, "type": kind, "value": draw.choice(NAMES), "lines": 3}
    return {"id": identity, "type": kind, "value": draw.random() < 0.5}


def documents(count: int = COUNT) -> list[dict[str, Any]]:
    draw = random.Random(4)
    return [document(number, draw) for number in range(1, count + 1)]


def look(values: Sequence[Any], **options: Any) -> tuple[Finding, ...]:
    profile = profiled(values)
    numbered = [(str(number), value) for number, value in enumerate(values, 1)]
    profile.relations = relate(structure(profile.root), numbered, origin=ORIGIN)
    return findings(profile, **options)


def test_clean_documents_have_no_finding() -> None:
    assert look(documents()) == ()
    assert findings(profiled([{"a": 1}, {"b": 2}, 5, None][:1])) == ()
    assert findings(profiled([])) == ()


def test_without_relations_clean_documents_have_none_either() -> None:
    assert findings(profiled(documents())) == ()


def put(number: int, key: str, value: Any) -> Callable[[list[Any]], None]:
    def change(values: list[Any]) -> None:
        values[number - 1][key] = value

    return change


def drop(number: int, key: str) -> Callable[[list[Any]], Any]:
    return lambda values: values[number - 1].pop(key)


def replace_root(number: int, value: Any) -> Callable[[list[Any]], None]:
    def change(values: list[Any]) -> None:
        values[number - 1] = value

    return change


def in_field(number: int, key: str, value: Any) -> Callable[[list[Any]], None]:
    def change(values: list[Any]) -> None:
        values[number - 1]["fields"][1][key] = value

    return change


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = {"n": value}
    return value


ODD = [
    ("root outlier", "$", 1, 300, ("5",), replace_root(5, [1])),
    ("root outlier", "$", 1, 300, ("5",), replace_root(5, None)),
    ("root outlier", "$", 1, 300, ("5",), replace_root(5, "see paper")),
    ("occurrence outlier", "$.rework", 1, 300, ("7",), put(7, "rework", "x")),
    ("occurrence outlier", "$.count", 1, 300, ("7",), drop(7, "count")),
    ("type outlier", "$.lot", 1, 300, ("8",), put(8, "lot", 12)),
    ("type outlier", "$.count", 1, 300, ("8",), put(8, "count", {"n": 1})),
    ("type outlier", "$.form", 1, 300, ("8",), put(8, "form", "none")),
    ("form outlier", "$.planned", 1, 300, ("9",), put(9, "planned", "12.5kg")),
    ("form outlier", "$.planned", 1, 300, ("9",), put(9, "planned", "1,200.00")),
    ("form outlier", "$.planned", 1, 300, ("9",), put(9, "planned", "007")),
    ("form outlier", "$.planned", 1, 300, ("9",), put(9, "planned", "")),
    ("form outlier", "$.at", 1, 300, ("9",), put(9, "at", "05/06/2024")),
    ("container outlier", "$.form", 1, 300, ("3",), put(3, "form", [])),
    ("container outlier", "$.fields", 1, 300, ("3",), put(3, "fields", {})),
    ("container outlier", "$.form", 1, 300, ("3",), put(3, "form", [["id", 1]])),
    ("broken dependency", "$.form.id", 1, 300, ("12",), put(12, "form", {"id": 1, "name": "Misspelt"})),
    ("case-colliding keys", "$", 30, 300, ("21",), lambda values: [one.update(Lot="x") for one in values[20:50]]),
    ("long key", f"$.{'k' * 64}", 300, 300, ("1",), lambda values: [one.update({"k" * 64: 1}) for one in values]),
    ("huge number", "$.count", 1, 300, ("4",), put(4, "count", 10**39 + 1)),
]


@pytest.mark.parametrize(
    ("kind", "path", "count", "of", "examples", "change"),
    ODD,
    ids=[f"{kind} {number}" for number, (kind, *_) in enumerate(ODD)],
)
def test_each_class_is_found_where_it_is_and_nothing_else(
    kind: str, path: str, count: int, of: int, examples: tuple[str, ...], change: Callable[[list[Any]], Any]
) -> None:
    values = documents()
    change(values)
    (one,) = look(values)
    assert (one.kind, one.path, one.count, one.share) == (kind, path, count, pytest.approx(count / of))
    assert one.examples[: len(examples)] == examples
    assert f"{count:,} of " in one.what
    assert one.action


def test_natural_keys_that_repeat_or_are_missing() -> None:
    values = documents()
    total = sum(len(value["fields"]) for value in values)
    in_field(6, "id", "f0")(values)
    values[1]["fields"][2].pop("id")
    repeated, missing = look(values)
    assert (repeated.kind, repeated.path, repeated.count) == ("duplicate natural key", "$.fields[*].id", 1)
    assert repeated.examples == ("6",)
    assert (missing.kind, missing.path, missing.count) == ("missing natural key", "$.fields[*].id", 1)
    assert (missing.examples, missing.share) == (("2",), 1 / total)
    assert "closed for writes" in repeated.action


def test_a_value_that_is_odd_for_its_variant_only() -> None:
    values = documents()
    number = next(n for n, value in enumerate(values, 1) if value["fields"][1]["type"] == "number")
    in_field(number, "value", "12 kg")(values)
    (one,) = look(values)
    assert (one.kind, one.path, one.count, one.examples) == ("form outlier", "$.fields[*].value", 1, (str(number),))
    assert "where type is number" in one.what
    values = documents()
    in_field(number, "value", True)(values)
    (one,) = look(values)
    assert (one.kind, one.path, one.count, one.examples) == ("type outlier", "$.fields[*].value", 1, (str(number),))


def test_what_a_variant_or_a_version_explains_is_not_odd() -> None:
    values = documents()
    for number, value in enumerate(values):
        value["v"] = 1 if number % 25 == 0 else 2
        if value["v"] == 1:
            value["old"] = "x"
        for field in value["fields"]:
            if number % 40 == 0:
                field.update({"type": "photo", "value": None, "file": "a.jpg"})
                field.pop("unit", None)
    assert look(values) == ()
    assert {(one.kind, one.path) for one in findings(profiled(values))} >= {
        ("occurrence outlier", "$.old"),
        ("occurrence outlier", "$.fields[*].file"),
    }


def test_rows_without_a_document() -> None:
    scanner = Scanner(ORIGIN)
    scanner.feed([(str(number), json.dumps(value).encode()) for number, value in enumerate(documents(98), 1)])
    scanner.feed([("900", None), ("901", b"{not JSON")])
    unreadable, null = findings(scanner.profile)
    assert (unreadable.kind, unreadable.count, unreadable.examples) == ("unreadable", 1, ("901",))
    assert (null.kind, null.count, null.share, null.examples) == ("root outlier", 1, 0.01, ("900",))
    assert "correct it first" in unreadable.action


def test_deep_nesting() -> None:
    values = documents()
    for value in values:
        value["tree"] = deep(3)
    assert look(values) == ()
    values[10]["tree"] = deep(40)
    found = {(one.kind, one.path): one for one in look(values)}
    one = found["deep nesting", "$.tree"]
    assert (one.count, one.examples) == (1, ("11",))
    scanner = Scanner(ORIGIN)
    scanner.feed([("1", b'{"a":' * 500 + b"1" + b"}" * 500)])
    (one,) = findings(scanner.profile)
    assert (one.kind, one.path) == ("deep nesting", "$.a")
    assert "100 levels or more" in one.what
    assert parse(b"[]") == []


def test_a_dangling_reference_is_what_the_relations_say() -> None:
    from hofsm_migrate.introspect.relation import Candidate, Relations

    profile = profiled(documents())
    dangling = (("3", "100001"), ("8", "100002"))
    candidate = Candidate("$.count", "public", "items", "id", 200, 198, dangling, values=300, missing=2)
    profile.relations = Relations(300, references=(candidate,))
    (one,) = findings(profile)
    assert (one.kind, one.path, one.count, one.examples) == ("dangling reference", "$.count", 2, ("3", "8"))
    assert "public.items.id" in one.what
    assert "100001" not in str(one)


def test_no_value_is_told_unless_it_is_asked_for() -> None:
    values = documents()
    values[11]["form"] = {"id": 1, "name": "Secret name"}
    (one,) = look(values)
    assert "Secret name" not in str(one)
    (one,) = look(values, show_values=True)
    assert "Secret name" in "".join(one.values)
    assert "Secret name" not in one.what


def test_limits_say_what_is_rare() -> None:
    values = documents()
    for value in values[::10]:
        value["some"] = 1
    assert look(values) == ()
    (one,) = look(values, limits=Limits(member=0.2))
    assert one.path == "$.some"
    put(7, "rework", "x")(values)
    assert look(values, limits=Limits(member=0, kind=0)) == ()


def test_the_order_is_that_of_classes_and_paths() -> None:
    values = documents()
    for change in (change for *_, change in ODD[3:12]):
        change(values)
    found = look(values)
    assert [one.order for one in found] == sorted(one.order for one in found)
    assert [CLASSES.index(one.kind) for one in found] == sorted(CLASSES.index(one.kind) for one in found)
    assert found == look(values)


MAPPING = """\
mapping: batches
source: {table: public.batches, key: [id], payload: value}
schema: production
tables:
  batch:
    role: core
    at: $
    columns: {lot: text, planned: {type: numeric, wire: string}}
  field:
    role: layout
    at: $.fields[*]
    identity: {path: id}
    columns: {kind: {path: type, type: text}}
"""


def test_a_mapping_says_what_becomes_of_it(tmp_path: Path) -> None:
    file = tmp_path / "batches.yaml"
    file.write_text(MAPPING, encoding="utf-8")
    values = documents()
    put(8, "planned", "12kg")(values)
    put(9, "at", "05/06/2024")(values)
    in_field(6, "id", "f0")(values)
    actions = {one.path: one.action for one in look(values, mapping=load(file))}
    assert actions["$.planned"] == "batch.planned: the column is NULL, the value is kept in the residual"
    assert actions["$.at"] == "stays in the residual"
    assert "closed for writes" in actions["$.fields[*].id"]


def test_a_variant_that_lacks_what_others_have_is_not_odd() -> None:
    values = documents()
    for value in values[::60]:
        value["fields"][1] = {"id": "f1", "type": "blank"}
    assert look(values) == ()
    assert [one.path for one in findings(profiled(values))] == ["$.fields[*].value"]


def test_an_identity_that_repeats_often_is_no_natural_key() -> None:
    values = documents()
    for number, value in enumerate(values):
        value["lines"] = [{"itemId": item} for item in (1, 2, 3, 4, 1 if number % 4 == 0 else 5)]
    assert look(values) == ()


def test_elements_of_a_document_that_is_an_array_are_not_looked_at() -> None:
    values = documents()
    replace_root(5, [{"a": 1}] * 30 + [{"b": 1}])(values)
    assert [one.kind for one in look(values)] == ["root outlier"]


def test_of_a_few_values_none_is_rare() -> None:
    values = [{"n": "1.5", "m": 1}] * 9 + [{"n": "none", "m": "x"}]
    assert findings(profiled(values), limits=Limits(member=0.2, kind=0.2, missing=0.2)) == ()
    assert len(findings(profiled(values), limits=Limits(member=0.2, kind=0.2, missing=0.2, values=5))) == 2


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [
        (1, 1, "1 of 1 (100 %)"),
        (997, 1000, "997 of 1,000 (100 %)"),
        (3, 1200, "3 of 1,200 (0.25 %)"),
        (1, 9, "1 of 9 (11 %)"),
    ],
)
def test_shares_are_written_for_people(count: int, total: int, words: str) -> None:
    assert percent(count, total) == words


@pytest.mark.parametrize(
    ("column", "action"),
    [
        ("jsonb", "batch.planned: the column has it as it is"),
        (
            "{type: numeric, wire: [string, native]}",
            f"batch.planned: {does.UNUSUAL}",
        ),
    ],
)
def test_a_column_that_takes_an_unusual_type_is_not_said_to_be_null(tmp_path: Path, column: str, action: str) -> None:
    file = tmp_path / "batches.yaml"
    file.write_text(MAPPING.replace("{type: numeric, wire: string}", column), encoding="utf-8")
    values = documents()
    put(8, "planned", 12)(values)
    assert [one.action for one in look(values, mapping=load(file)) if one.path == "$.planned"] == [action]


def test_a_collection_that_is_missing_is_no_column() -> None:
    values = documents()
    del values[7]["fields"]
    (found,) = [one for one in look(values) if one.path == "$.fields"]
    assert found.action.startswith("no rows")
