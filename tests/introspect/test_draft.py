"""What becomes of a profile: columns, tables, roles, names, what stays, and the words about it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import ORIGIN, profile, related

from hofsm_migrate.errors import UsageError
from hofsm_migrate.introspect.draft import DraftRules, draft
from hofsm_migrate.introspect.pins import load_pins, refuse_unknown
from hofsm_migrate.introspect.structure import structure
from hofsm_migrate.introspect.words import RESERVED

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.introspect.draft import Draft
    from hofsm_migrate.spec.mapping import Column


def _columns(made: Draft) -> dict[str, Column]:
    return {column.name: column for table in made.mapping.tables for column in table.columns}


def test_every_choice_has_its_evidence() -> None:
    text = draft(profile(*({"lot": f"L{number}", "weight": "1.50"} for number in range(20)))).text
    assert "# Drafted from all 20 documents of public.orders" in text
    assert "lot: text  # 100 %; text 100 %; core (70%): called lot" in text
    assert "weight: {type: numeric, wire: string}  # 100 %; numeral-decimal 100 %" in text


def test_roles_become_tables_and_the_spine_is_core() -> None:
    made = draft(
        profile(*({"id": 1, "ui": {"x": 1}, "default": {"value": 1}, "input": {"value": 1, "by": 2}} for _ in range(5)))
    )
    assert [(table.name, table.role) for table in made.mapping.tables] == [
        ("order_document", "core"),
        ("order_document_layout", "layout"),
        ("order_document_default", "default"),
        ("order_document_input", "input"),
    ]


@pytest.mark.parametrize("key", [*sorted(RESERVED)[::9], "id", "residual", "ctid", "xmin", "company id", "", "é", "1"])
def test_names_are_free_and_need_no_quotes(key: str) -> None:
    made = draft(profile(*({key: "x", "other": 1} for _ in range(3))))
    (name,) = {name for name, column in _columns(made).items() if column.paths == ((key,),)}
    assert name not in RESERVED
    assert name not in {"id", "residual", "ctid", "xmin"}
    assert name == name.lower()


def _half_rare(count: int = 100, size: int = 1) -> list[Any]:
    return [{"often": "x" * 200, **({"rare": "y" * size} if number < 2 else {})} for number in range(count)]


def test_rare_path_stays_in_the_residual_and_is_named() -> None:
    made = draft(profile(*_half_rare()))
    assert "rare" not in _columns(made)
    assert [left.place.path for left in made.left] == ["$.rare"]
    assert "$.rare: " in made.text
    assert "in 2 % of the documents" in made.text


def test_nothing_is_rare_at_zero() -> None:
    assert "rare" in _columns(draft(profile(*_half_rare()), rules=DraftRules(min_field_frequency=0)))


def test_rare_path_with_much_in_it_has_a_column_all_the_same() -> None:
    made = draft(profile(*_half_rare(size=5_000)))
    assert "rare" in _columns(made)
    assert not made.left


def test_min_type_frequency_is_for_types() -> None:
    documents = [{"k": "a" if number else 1} for number in range(20)]
    assert _columns(draft(profile(*documents), rules=DraftRules(min_type_frequency=10)))["k"].type == "text"
    assert _columns(draft(profile(*documents), rules=DraftRules(min_type_frequency=0)))["k"].type == "jsonb"


def test_pins_win_and_hold_for_all_below() -> None:
    found = profile(*({"ui": {"x": 1, "y": 2}, "lot": "a"} for _ in range(3)))
    made = draft(found, pins={"$.ui": "input", "$.ui.y": "default"})
    assert {path: guess.role for path, guess in made.roles.items() if path.startswith("$.ui.")} == {
        "$.ui.x": "input",
        "$.ui.y": "default",
    }
    assert made.roles["$.ui.x"].confidence == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[1, 2]", "no mapping"),
        ("$.a: everything", "no path and role: $.a: everything"),
        ("$.a: [", "no YAML"),
        ("1: core", "no path and role: 1: core"),
    ],
)
def test_bad_pins_are_refused(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "pins.yaml"
    file.write_text(text)
    with pytest.raises(UsageError, match=re.escape(words)):
        load_pins(file)


def test_pin_of_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    root = structure(profile({"a": 1}).root)
    with pytest.raises(UsageError, match=r"not in the documents: got \$\.b"):
        refuse_unknown({"$.a": "core", "$.b": "core"}, root, tmp_path / "pins.yaml")


def test_mixed_values_are_typed_by_their_discriminator() -> None:
    fields = [
        {"id": f"f{row}-{number}", "type": kind, "input": {"value": value}}
        for row in range(1)
        for number, (kind, value) in enumerate([("number", "1.50"), ("checkbox", True), ("text", "abc")] * 5)
    ]
    documents = [{"fields": [{**field, "id": f"{row}-{field['id']}"} for field in fields]} for row in range(20)]
    made = draft(related(*documents))
    types = {
        table.variant.name: column.draft.choice.type
        for table in made.tables
        if table.variant
        for column in table.columns
    }
    assert types == {"number": "numeric", "checkbox": "boolean", "text": "text"}


def test_kinds_with_little_in_common_get_a_table_each() -> None:
    kinds = [
        {"name": "a", "sku": "s", "stock": 1, "note": None},
        {"street": "b", "town": "c", "zip": None, "note": "x"},
        {"part": 1, "quantity": "1.50", "batch": "b", "due": None},
    ]
    made = draft(profile(*(kind for kind in kinds for _ in range(30))))
    variants = [table for table in made.tables if table.variant]
    assert len(variants) == 3
    assert all(column.draft.missing == "json_null" for table in variants for column in table.columns)
    assert not made.left


def test_optional_keys_are_no_kinds() -> None:
    documents = [
        {"id": 1, "name": "x", "a": 1, "b": 2, **({"c": 3} if number % 2 else {}), **({"d": 3} if number % 3 else {})}
        for number in range(90)
    ]
    assert not [table for table in draft(profile(*documents)).tables if table.variant]


def test_mapping_is_not_called_like_the_schema_of_the_legacy_table() -> None:
    made = draft(profile({"a": 1}, origin=replace(ORIGIN, schema="orders")))
    assert made.mapping.schema == "orders_new"


def test_odd_legacy_names_are_quoted() -> None:
    origin = replace(ORIGIN, schema="My Schema", table='odd "name"', key=("Company", "id"), payload='the "value"')
    source = draft(profile({"a": 1}, origin=origin)).mapping.source
    assert (source.schema, source.table, source.key, source.payload) == (
        "My Schema",
        'odd "name"',
        ("Company", "id"),
        'the "value"',
    )


_KEYS = st.sampled_from(["a", "b", "type", "id", "children", "", "a.b", "$", "é", "x" * 70, "order", "\u2028"])
_DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["x", "", "1.50", "007", "2026-01-31", "true"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=150)
@given(documents=st.lists(_DOCUMENTS, min_size=1, max_size=12))
def test_any_documents_give_a_valid_spec_and_the_same_one_twice(documents: list[Any]) -> None:
    found = related(*documents)
    for rules in (DraftRules(), DraftRules(0, 0)):
        assert draft(found, rules=rules).text == draft(found, rules=rules).text


def _records(wrap: Any) -> list[Any]:
    """Records of three kinds that no value tells apart; `at` is written in another way in each."""
    kinds = [
        lambda number, some: {"lot": f"L{number}", "amount": number, "at": "2026-01-31T10:20:30.125Z", "note": some},
        lambda number, some: {"title": "a", "parent": some, "level": number % 3, "at": "2026-01-31"},
        lambda number, some: {"serial": f"S{number}", "owner": some, "at": 1_700_000_000 + number},
    ]
    return [wrap(which, kinds[which](number, number % 3 or None)) for number in range(30) for which in range(3)]


ENVELOPES: dict[str, Any] = {
    "alone": lambda _, fields: fields,
    "in an envelope": lambda _, fields: {"doc": fields},
    "in an envelope with a name": lambda which, fields: {"model": f"shop.{'abc'[which]}", "pk": 1, "fields": fields},
}


ENVELOPES["in two envelopes"] = lambda which, fields: {"doc": ENVELOPES["in an envelope with a name"](which, fields)}


@pytest.mark.parametrize("case", ENVELOPES)
def test_kinds_that_keys_tell_have_tables_with_types_of_their_own(case: str) -> None:
    made = draft(related(*_records(ENVELOPES[case])))
    drafts = [column.draft for table in made.tables if table.variant for column in table.columns]
    found = {(draft.choice.type, draft.choice.wires) for draft in drafts if draft.path[-1] == "at"}
    assert found == {("timestamptz", ("iso8601-ms-z",)), ("date", ("iso8601",)), ("timestamptz", ("epoch-s",))}
    assert not made.left


def test_kinds_in_an_envelope_are_called_after_what_names_them() -> None:
    made = draft(related(*_records(ENVELOPES["in an envelope with a name"])))
    assert {table.variant.name for table in made.tables if table.variant} == {"shop_a", "shop_b", "shop_c"}
    assert [column.name for column in made.tables[0].columns] == ["model", "pk"]


def test_optional_keys_of_one_kind_make_no_kinds() -> None:
    documents = [{"doc": {"a": 1, "b": 2, "c": 3, f"d{number % 4}": None}} for number in range(80)]
    assert not [table for table in draft(related(*documents)).tables if table.variant]


def test_kinds_of_elements_that_contain_each_other_stay_in_one_table() -> None:
    control = {"type": "Control", "scope": "a", "label": "b", "rule": None}
    ruled = {**control, "rule": 1}
    layout = {"type": "Layout", "elements": [control, {"type": "Layout", "elements": [control, ruled]}]}
    documents = [{"elements": [layout, layout, control, control]} for _ in range(20)]
    made = draft(related(*documents))
    assert {table.node.at for table in made.tables if table.node.place.recurse} == {"$.elements[*]"}
    assert not [table for table in made.tables if table.variant]


def test_column_that_would_lose_most_of_its_values_takes_them_as_they_are() -> None:
    documents = [
        {"size": "", "max": "", "often": "x"} if number % 5 else {"size": 1, "max": "1"} for number in range(50)
    ]
    found = _columns(draft(profile(*documents)))
    assert (found["size"].type, found["max"].type) == ("jsonb", "text")


def test_column_that_loses_little_keeps_its_type() -> None:
    documents = [{"size": "" if number % 10 == 0 else 1, "text": "x" * 90} for number in range(50)]
    assert _columns(draft(profile(*documents)))["size"].type == "integer"


def test_small_spec_leaves_next_to_nothing() -> None:
    documents = [{"often": "x" * 20, **({f"rare{number % 20}": "y" * 9} if number % 3 else {})} for number in range(99)]
    assert not [left for left in draft(profile(*documents)).left if left.bytes > 50]


def test_identity_of_elements_is_no_column_of_their_kinds() -> None:
    fields = [{"key": "a", "x1": 1, "x2": None, "x3": 3}, {"key": "b", "y1": 1, "y2": None, "y3": 2, "y4": 4}]
    given = [
        {**field, **{key: number for key in field if key[1:] == "2" and number % 2}}
        for number in range(99)
        for field in fields
    ]
    made = draft(related(*({"fields": given[number : number + 2]} for number in range(0, 198, 2))))
    assert "identity: {path: key, type: text}" in made.text
    columns = [column for table in made.tables if table.variant for column in table.columns]
    assert columns
    assert "key" not in {column.name for column in columns}


def test_object_that_is_nearly_the_document_has_columns_however_many() -> None:
    documents = [
        {"at": number, "doc": {f"member{place}": f"{place}x{number}" for place in range(80)}} for number in range(9)
    ]
    assert len(_columns(draft(profile(*documents)))) == 81


def _rows_of_kinds(kinds: int) -> list[dict[str, Any]]:
    rows = [
        [{f"k{place}_{kind}": place if number % 2 else None for place in range(4)} for kind in range(kinds)]
        for number in range(40)
    ]
    return [{"rows": one, **{f"more{place}": [{"a": 1, "b": "x"}] for place in range(3)}} for one in rows]


def test_elements_of_many_kinds_stay_in_one_table() -> None:
    assert not [table for table in draft(related(*_rows_of_kinds(17))).tables if table.variant]
    assert len([table for table in draft(related(*_rows_of_kinds(8))).tables if table.variant]) == 8


def test_elements_of_many_kinds_have_tables_where_there_is_little_else() -> None:
    documents = [{"rows": document["rows"]} for document in _rows_of_kinds(17)]
    assert len([table for table in draft(related(*documents)).tables if table.variant]) == 17
