"""What a sample says: who decides whom, which scalar tells the shape, what changes with versions and with time."""

from __future__ import annotations

import random
from dataclasses import asdict
from typing import Any

import pytest
from related import ORIGIN, decided, profiled, related

from hofsm_migrate.introspect.parse import parse
from hofsm_migrate.introspect.relate import relate
from hofsm_migrate.introspect.relation import Relations
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.store import dump, load
from hofsm_migrate.introspect.structure import structure

TITLES = ["Mixing", "Filling", "Label", "Yield", "Cleaning", "Sampling", "Release"]


def batch(number: int, draw: random.Random) -> dict[str, Any]:
    """A document of one of eight forms: the form decides the layout, the entries are anybody's."""
    form = draw.randrange(8)
    layout = random.Random(form)
    fields = [
        {
            "id": f"f{form}-{place}",
            "label": layout.choice(TITLES) + f" {layout.randrange(30)}",
            "ui": {"x": layout.randrange(12), "y": place},
            "input": {"value": str(draw.randrange(10_000)), "by": draw.randrange(1, 200)},
        }
        for place in range(6)
    ]
    lines = [
        {"item": f"i{item}", "name": f"Item {item}", "qty": draw.randrange(900)} for item in draw.sample(range(30), 3)
    ]
    title = TITLES[form % 7]
    return {"lot": f"L{number}", "form": {"id": form, "title": title}, "fields": fields, "lines": lines}


def batches(count: int = 200) -> list[dict[str, Any]]:
    draw = random.Random(5)
    return [batch(number, draw) for number in range(count)]


def test_an_id_decides_the_layout_of_its_element_and_a_form_what_belongs_to_it() -> None:
    found = decided(related(batches()))
    assert found["$.fields[*].label"] == {"$.fields[*].id"}
    assert found["$.fields[*].ui.x"] == {"$.fields[*].id"}
    assert found["$.form.title"] == {"$.form.id"}
    assert "$.fields[*].id" in found["$.form.id"]  # a field belongs to one form
    assert "$.fields[*].input.value" not in found
    assert "$.fields[*].input.by" not in found
    assert not any("$.lot" in determinants for determinants in found.values())  # unique per document


def test_an_element_known_by_a_local_key_needs_the_form_as_well() -> None:
    documents = batches()
    for document in documents:
        for place, field in enumerate(document["fields"]):
            field["id"] = f"f{place}"
    found = decided(related(documents))
    assert found["$.fields[*].label"] == {"$.form.id + $.fields[*].id"}


def test_a_version_beside_an_id_counts_where_the_id_alone_does_not_decide() -> None:
    documents = batches()
    for document in documents:
        form = document["form"]["id"]
        document["form"] = {"id": form // 2, "version": form % 2, "title": f"{TITLES[form % 7]} {form}"}
        document["fields"], document["lines"] = [], []
    assert decided(related(documents))["$.form.title"] == {"$.form.id + $.form.version"}


def test_a_column_of_the_table_decides() -> None:
    documents = batches()
    columns = [{"kind": f"k{document['form'].pop('id')}"} for document in documents]
    assert decided(related(documents, columns))["$.form.title"] == {"column:kind"}


def test_entries_of_a_map_are_known_by_their_key() -> None:
    draw = random.Random(1)
    names = {f"{number:08x}-0000-4000-8000-000000000000": f"Name {number % 9}" for number in range(40)}
    documents = [
        {"people": {key: {"name": names[key], "age": draw.randrange(90)} for key in draw.sample(sorted(names), 3)}}
        for _ in range(100)
    ]
    assert decided(related(documents)) == {"$.people.*.name": {"$.people.*#key"}}


def test_a_few_that_break_a_dependency_are_counted_and_named_by_document() -> None:
    documents = batches(400)
    documents[77]["lines"][0]["name"] = "Misspelt"
    (one,) = [one for one in related(documents).dependencies if one.dependent == "$.lines[*].name"]
    item = documents[77]["lines"][0]["item"]
    assert (one.broken, one.violators, one.members) == (1, 1, 1200)
    assert one.examples == (("78", item, f"Item {item[1:]}", "Misspelt"),)
    assert 0.99 < one.share < 1


def test_too_many_that_break_it_make_it_none() -> None:
    documents = batches(400)
    for number in range(0, 400, 10):
        documents[number]["lines"][0]["name"] = "Misspelt"
    assert "$.lines[*].name" not in decided(related(documents))


def test_two_copies_of_an_identity_are_told_once() -> None:
    documents = batches()
    for document in documents:
        document["form"]["code"] = f"c{document['form']['id']}"
    found = decided(related(documents))
    assert ("$.form.code" in found.get("$.form.id", ())) != ("$.form.id" in found.get("$.form.code", ()))


def test_noise_depends_on_nothing() -> None:
    draw = random.Random(9)
    documents = [
        {
            "id": number,
            "company_id": draw.randrange(20),
            "state": draw.choice(["open", "done", "hold"]),
            "lines": [{"id": draw.randrange(50), "n": draw.randrange(3), "ok": draw.random() < 0.99} for _ in range(4)],
        }
        for number in range(300)
    ]
    found = related(documents)
    assert (found.dependencies, found.discriminators, found.drifts) == ((), (), ())


def test_what_is_the_same_everywhere_is_no_news() -> None:
    documents = [{"form": {"id": number % 5, "unit": "kg"}} for number in range(100)]
    assert related(documents).dependencies == ()


SHAPES: dict[str, dict[str, Any]] = {
    "number": {"min": 1, "max": 5, "default": {"value": "1.50"}},
    "select": {"options": [{"value": "a"}]},
    "text": {"length": 80, "default": {"value": "none"}},
    "group": {"children": []},
}


@pytest.mark.parametrize("deep", [False, True], ids=["in an array", "in a recursion"])
def test_the_scalar_that_tells_the_shape_of_elements(*, deep: bool) -> None:
    draw = random.Random(2)

    def element(depth: int) -> dict[str, Any]:
        kind = draw.choice(sorted(SHAPES))
        made = {"type": kind, "label": draw.choice(TITLES), "width": draw.randrange(4), **SHAPES[kind]}
        if kind == "group":
            made["children"] = [element(depth + 1) for _ in range(3)] if depth < 3 and deep else []
        return made

    found = related([{"fields": [element(0) for _ in range(8)]} for _ in range(60)]).discriminators
    (one,) = found
    assert (one.place, one.member) == ("$.fields[*]", "type")
    assert one.gain > 0.9
    assert {variant.value for variant in one.variants} == set(SHAPES)
    number = next(variant for variant in one.variants if variant.value == "number")
    facets = {facet.member: facet for facet in number.facets}
    assert set(facets) == {"label", "width", "min", "max", "default", "default.value"}
    assert facets["default.value"].present == number.elements
    assert facets["default.value"].kinds == (("string", number.elements),)
    assert facets["default.value"].forms == (("numeral-decimal", number.elements),)


def test_an_identity_is_no_discriminator_however_few_there_are() -> None:
    elements = [{"id": f"s{number}", "title": f"T {number}"} | {f"k{number % 3}": 1} for number in range(5)]
    documents = [{"sections": random.Random(number).sample(elements, 4)} for number in range(60)]
    assert related(documents).discriminators == ()


def test_a_column_of_the_table_tells_the_shape_of_documents() -> None:
    kinds = [("part", {"sku": "a", "price": "1.00"}), ("order", {"lines": [1], "due": "2024-01-01"})]
    chosen = [kinds[number % 2] for number in range(60)]
    (one,) = related([value for _, value in chosen], [{"kind": kind} for kind, _ in chosen]).discriminators
    assert (one.place, one.member, one.gain) == ("$", "column:kind", 1.0)
    assert [(variant.value, variant.documents) for variant in one.variants] == [("order", 30), ("part", 30)]


def test_what_comes_and_goes_with_a_version() -> None:
    old, new = {"v": 1, "deflt": "a", "options": "a,b"}, {"v": 2, "default": {"value": "a"}, "options": ["a", "b"]}
    documents = [dict(old if number % 2 else new) for number in range(80)]
    found = {(one.place, one.what): one for one in related(documents).drifts}
    assert {place for place, _ in found} == {"$.deflt", "$.default", "$.options"}
    gone = found["$.deflt", "presence"]
    assert (gone.by, gone.before, gone.after, gone.share_before, gone.share_after) == ("$.v", "1", "2", 1.0, 0.0)
    kind = found["$.options", "array"]
    assert (kind.share_before, kind.share_after) == (0.0, 1.0)


def test_what_comes_with_time_or_along_the_key() -> None:
    documents = [{"a": number} | ({"new": 1} if number >= 150 else {}) for number in range(300)]
    (along_key,) = related(documents).drifts
    assert (along_key.place, along_key.by, along_key.after) == ("$.new", "key", "151")
    months = [1 + (number * 7) % 12 for number in range(300)]
    times = [
        {"created_at": f"2024-{month:02d}-01 00:{at // 60:02d}:{at % 60:02d}+00"} for at, month in enumerate(months)
    ]
    documents = [{"a": 1} | ({"new": 1} if time["created_at"] >= "2024-07" else {}) for time in times]
    (with_time,) = related(documents, times).drifts
    assert (with_time.place, with_time.by, with_time.after[:7]) == ("$.new", "column:created_at", "2024-07")
    assert (with_time.share_before, with_time.share_after) == (0.0, 1.0)


def test_the_mixture_of_kinds_may_change_without_a_drift() -> None:
    kinds = ["part" if number < 150 else "order" for number in range(300)]
    documents = [
        {"sku": "a", "n": number} if kind == "part" else {"due": "soon", "n": str(number)}
        for number, kind in enumerate(kinds)
    ]
    found = related(documents, [{"kind": kind} for kind in kinds])
    assert [one.member for one in found.discriminators] == ["column:kind"]
    assert found.drifts == ()
    assert {one.place for one in related(documents).drifts} == {"$.sku", "$.due", "$.n"}


def test_what_comes_and_goes_all_the_time_is_no_drift() -> None:
    documents = [{"a": 1} | ({"sometimes": 1} if (number // 20) % 2 else {}) for number in range(400)]
    assert related(documents).drifts == ()


@pytest.mark.parametrize(
    "documents",
    [
        [],
        [None, 5, "x", [1, [2]], {}],
        [{"a": {"b": [[[1]], {"c": {}}]}}, {"a": []}],
        [{"": {"": [{"": 1}]}, "a.b": {'"': 2}}] * 5,
        [{"children": [{"id": 1, "children": [{"id": 2, "children": []}]}]}] * 3,
    ],
    ids=["nothing", "odd roots", "mixed", "odd keys", "recursion"],
)
def test_any_documents_will_do(documents: list[Any]) -> None:
    assert isinstance(related(documents), Relations)


def test_documents_deeper_than_a_profile_looks() -> None:
    raw = b'{"id":1,"children":[' * 490 + b"]}" * 490
    scanner = Scanner(ORIGIN)
    scanner.feed([("1", raw), ("2", raw)])
    documents = [("1", parse(raw)), ("2", parse(raw))]
    assert relate(structure(scanner.profile.root), documents).documents == 2


def test_the_same_sample_gives_the_same_relations() -> None:
    documents = batches(120)
    assert asdict(related(documents)) == asdict(related(documents))


def test_a_few_agreements_are_an_accident() -> None:
    def documents(count: int) -> list[dict[str, Any]]:
        return [{"form": {"id": number % 4, "unit": "kg" if number % 4 < 2 else "g"}} for number in range(count)]

    assert related(documents(8)).dependencies == ()
    assert decided(related(documents(80))) == {"$.form.unit": {"$.form.id"}}


def test_what_is_in_one_document_only_is_no_evidence() -> None:
    documents = batches()
    for number, document in enumerate(documents):
        lines = [{"id": line["item"], "name": line["name"]} for line in document["lines"]]
        document["lines"] = lines + [{"id": f"own {number}", "name": f"Item {number}"}] * 2
    (one,) = [one for one in related(documents).dependencies if one.dependent == "$.lines[*].name"]
    assert one.groups == 30


def test_a_share_that_is_not_steady_is_no_drift() -> None:
    documents = [{"a": 1} | ({"sometimes": 1} if number // 100 != 1 else {}) for number in range(400)]
    assert related(documents).drifts == ()


@pytest.mark.parametrize("often", [0.5, 0.3], ids=["one of many members", "all a little"])
def test_a_scalar_that_tells_little_is_no_discriminator(often: float) -> None:
    draw = random.Random(7)
    documents = []
    for _ in range(300):
        kind = draw.choice(["a", "b"])
        share = often if kind == "a" else 1 - often
        members = {f"m{number}": 1 for number in range(15) if draw.random() < share}
        only = {"only_a": 1} if kind == "a" and often == 0.5 else {}
        documents.append({"mode": kind} | members | only)
    assert related(documents).discriminators == ()


def test_keys_that_tell_kinds_where_no_value_does() -> None:
    documents = [{"a": number, "b": 1} if number % 3 else {"c": "x", "d": None} for number in range(60)]
    found = related(documents)
    assert found.discriminators == ()
    (one,) = found.key_sets
    assert (one.place, one.member) == ("$", "keys:")
    told = {variant.value: {facet.member: facet.kinds for facet in variant.facets} for variant in one.variants}
    assert told == {
        "a, b": {"a": (("integer", 40),), "b": (("integer", 40),)},
        "c, d": {"c": (("string", 20),), "d": (("null", 20),)},
    }


def test_keys_in_all_combinations_tell_no_kinds() -> None:
    documents = [{f"k{bit}": 1 for bit in range(9) if number >> bit & 1} for number in range(512)]
    assert related(documents).key_sets == ()


def test_key_sets_stay_in_a_written_profile() -> None:
    documents = [{"a": 1, "b": 1} if number % 3 else {"c": "x", "d": None} for number in range(60)]
    found = profiled(documents)
    found.relations = related(documents)
    assert load(dump(found)).relations == found.relations
