from __future__ import annotations

import json
from math import sqrt
from typing import TYPE_CHECKING

import pytest
from census import Census, all_fields, depth, parse

from hofsm_migrate.generate import SHARES, batches, form_fields, items, users

if TYPE_CHECKING:
    from hofsm_migrate.generate import BatchRow, FormFieldRow

COUNTS = {"batches": 5_000, "form_fields": 20_000}
SIZES = {"size"}
"""Counted by rows, not in documents."""


def rows_of(table: str) -> tuple[BatchRow, ...] | tuple[FormFieldRow, ...]:
    return tuple(batches(COUNTS[table]) if table == "batches" else form_fields(COUNTS[table]))


@pytest.fixture(scope="module", params=["batches", "form_fields"])
def texts(request: pytest.FixtureRequest) -> list[str | None]:
    return [row.value for row in rows_of(request.param)]


@pytest.fixture(scope="module")
def census(texts: list[str | None]) -> Census:
    census = Census()
    for text in texts:
        if text and text.startswith("{"):
            census.document(text)
    return census


@pytest.mark.parametrize("thing", sorted(set(SHARES) - SIZES))
def test_every_form_occurs_at_its_share_and_no_other_form_does(census: Census, thing: str):
    counted, forms = census.counts[thing], SHARES[thing].forms
    total = sum(counted.values())
    assert set(counted) == set(forms)
    for form, share in forms.items():
        deviation = sqrt(total * share * (1 - share))
        assert abs(counted[form] - total * share) <= 4 * deviation + 1, (form, counted[form], total * share)


@pytest.mark.parametrize("thing", sorted(SHARES))
def test_shares_add_up_to_1_and_carry_a_phrase(thing: str):
    share = SHARES[thing]
    assert sum(share.forms.values()) == pytest.approx(1)
    assert share.phrase
    assert share.of


def test_one_root_is_an_array_one_a_scalar_one_json_null_and_some_rows_have_none(texts: list[str | None]):
    odd = [json.loads(text) for text in texts if text and not text.startswith("{")]
    assert sorted(type(root).__name__ for root in odd) == ["NoneType", "list", "str"]
    assert texts.count(None) == len(texts) // 1_000


def test_200_rows_already_hold_every_odd_root(texts: list[str | None]):
    assert {text[:1] for text in texts[:200] if text} == {"{", "[", '"', "n"}
    assert None in texts[:200]


def test_about_one_document_in_5000_has_a_megabyte(texts: list[str | None]):
    large = [number for number, text in enumerate(texts, 1) if text and len(text) >= 2**20]
    assert len(large) == len(texts) * SHARES["size"].forms["megabyte"]
    assert large[0] <= 1_000


def test_about_one_document_in_5000_has_2000_fields(texts: list[str | None]):
    objects = [parse(text) for text in texts if text and text.startswith("{") and len(text) > 100_000]
    wide = [document for document in objects if len(list(all_fields(document))) >= 2_000]
    assert len(wide) == len(texts) * SHARES["size"].forms["wide"]


def test_groups_in_form_fields_nest_6_levels_and_no_deeper():
    roots = [parse(row.value) for row in form_fields(5_000) if row.value and row.value.startswith("{")]
    assert {depth(root) for root in roots} == {0, 1, 2, 3, 4, 5, 6}


def test_defaults_and_options_follow_the_version(texts: list[str | None]):
    spellings: dict[str, set[str]] = {}
    for text in texts[:1_000]:
        if text and text.startswith("{"):
            document = parse(text)
            for field in all_fields(document):
                met = spellings.setdefault(str(document["v"]), set())
                met |= {key for key in ("deflt", "defaultValue", "default") if key in field}
                met |= {type(field[key]).__name__ for key in ("options",) if key in field}
    assert spellings == {"1": {"deflt", "str"}, "2": {"defaultValue", "dict"}, "3": {"default", "list"}}


def test_batches_have_the_sizes_of_the_real_ones():
    sizes = sorted(len(row.value.encode()) for row in batches(10_000) if row.value)
    tenth, half, most = (sizes[int(len(sizes) * share)] for share in (0.1, 0.5, 0.99))
    assert 4_000 <= tenth <= 8_000
    assert 10_000 <= half <= 12_000
    assert most >= 2 * half


def test_keys_that_are_data_name_fields_and_users():
    known_users = {str(user.id) for user in users()}
    documents = [parse(row.value) for row in batches(500) if row.value and row.value.startswith("{")]
    with_inputs = [document for document in documents if document.get("inputs")]
    for document in with_inputs[:200]:
        ids = {field.get("id") for field in all_fields(document)}
        assert len(set(document["inputs"]) - ids) <= 1  # one field may have lost its id
    readings = {user for document in documents for user in dict(document.get("readings") or {})}
    assert readings
    assert readings <= known_users


def test_references_that_do_not_dangle_are_items_of_the_company():
    companies = {item.id: item.company_id for item in items()}
    for row in batches(500):
        if row.value and row.value.startswith("{"):
            ids = [int(line["ingredientId"]) for line in parse(row.value).get("weighings") or ()]
            assert {companies[item] for item in ids if item in companies} <= {row.company_id}


def test_all_kinds_of_awkward_text_and_keys_occur():
    everything = "".join(row.value for row in batches(2_000) if row.value)
    for awkward in ("\U0001f600", "\\ud83d\\ude00", "\u05d1", "<script>", "\u2028", '\\"new\\"', "C:\\\\scans"):
        assert awkward in everything
    for key in ('"":', '"net weight":', '"a.b":', '"\\"quoted\\"":', '"it\'s":', '"back\\\\slash":'):
        assert key in everything
