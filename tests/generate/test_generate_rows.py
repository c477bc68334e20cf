from __future__ import annotations

import hashlib
import tracemalloc
from collections import defaultdict
from dataclasses import astuple
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from census import field_arrays, natural_key, parse

from hofsm_migrate.generate import batches, form_fields, scale_counts, users

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TABLES = {"batches": batches, "form_fields": form_fields}
GOLDEN = {
    "batches": "5a6273e883d2155e763a6f9cd5c338b91bbeec9022e87c6720cda00c43280744",
    "form_fields": "5c3f155a0f7b42fe1609a212b27c7f8e7573728e5b67faf7a49c942c8a147b3e",
}
"""SHA-256 of the first 300 rows for seed 1. A change here changes every figure that was measured on generated data."""


def digest(rows: Iterable[object]) -> str:
    total = hashlib.sha256()
    for row in rows:
        total.update("\x1f".join(map(str, astuple(row))).encode() + b"\x1e")  # type: ignore[call-overload]
    return total.hexdigest()


@pytest.mark.parametrize("table", TABLES)
def test_the_first_300_rows_of_seed_1_are_those_they_always_were(table: str):
    assert digest(TABLES[table](300, 1)) == GOLDEN[table]


@pytest.mark.parametrize("table", TABLES)
def test_a_longer_run_starts_with_the_rows_of_a_shorter_one(table: str):
    assert list(islice(TABLES[table](5_000, 1), 200)) == list(TABLES[table](200, 1))


@pytest.mark.parametrize("table", TABLES)
def test_another_seed_gives_other_documents_on_other_rows(table: str):
    one, two = ([row.value for row in TABLES[table](200, seed)] for seed in (1, 2))
    same = [number for number, (a, b) in enumerate(zip(one, two, strict=True), 1) if a == b]
    assert same == [23, 47, 71, 95]  # the odd roots and the row without a document


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("count", [0, 1])
def test_small_counts(table: str, count: int):
    assert len(list(TABLES[table](count))) == count


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_unique_and_rows_belong_to_users_of_their_company(table: str):
    company = {user.id: user.company_id for user in users()}
    rows = list(TABLES[table](2_000))
    assert len({row.id for row in rows}) == 2_000
    assert all(company[row.created_by] == row.company_id for row in rows)
    assert all(row.updated_at >= row.created_at for row in rows)


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_created_in_every_month_of_one_year(table: str):
    created = [row.created_at for row in TABLES[table](2_000)]
    assert {(at.year, at.month) for at in created} == {(2025, month) for month in range(1, 13)}


def test_copied_form_fields_name_an_earlier_row():
    seen: set[str] = set()
    copies = 0
    for row in form_fields(1_000):
        assert row.copied_from is None or row.copied_from in seen
        copies += row.copied_from is not None
        seen.add(row.id)
    assert copies > 50


@pytest.mark.parametrize(("scale", "rows"), [(1, 20_000), (0.01, 200), (100, 2_000_000), (0, 1)])
def test_scale_counts(scale: float, rows: int):
    counts = scale_counts(scale)
    assert (counts.batches, counts.form_fields) == (rows, rows)


def layout(document: dict[str, Any]) -> tuple[object, ...]:
    """Everything that a designer made, without defaults and options, which follow the version."""
    keys = ("id", "type", "label", "ui", "validation")
    fields = [[{key: field.get(key) for key in keys} for field in array] for array in field_arrays(document)]
    sections = [(section["id"], section["title"], section["layout"]) for section in document["sections"]]
    return repr(sections), repr(fields)


def test_all_batches_of_one_mmr_version_have_the_same_layout():
    layouts: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
    versions = set()
    for row in batches(1_200):
        document = parse(row.value) if row.value and row.value.startswith("{") else None
        if document and natural_key(document) == "sound":
            layouts[repr(document["meta"]["mmr"])].append(layout(document))
            versions.add(document["v"])
    assert len(versions) == 3
    assert len(layouts) == 9
    assert all(len(found) > 10 and len(set(found)) == 1 for found in layouts.values())
    assert len({found[0] for found in layouts.values()}) == len(layouts)


def peak_bytes(work: Callable[[], Iterator[object]]) -> int:
    tracemalloc.start()
    for _ in work():
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("table", TABLES)
def test_memory_does_not_grow_with_the_number_of_rows(table: str):
    few, many = (peak_bytes(lambda count=count: TABLES[table](count)) for count in (1_400, 3_000))
    # both hold the 1 MB document; what is left is the bounded cache of forms, and 1,600 rows kept would be 4 MB or more
    assert many <= few + 2 * 2**20
