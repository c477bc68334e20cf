"""Which type and wire forms a column gets for what was seen."""

from __future__ import annotations

from typing import Any

import pytest
from profiles import place, profile

from hofsm_migrate.introspect.column import choose_column, is_identifier, key_words, percent

MS, S = "2026-01-31T10:20:30.000Z", "2026-01-31T10:20:30Z"

CASES: dict[str, tuple[list[Any], str, tuple[str, ...]]] = {
    "whole numbers": ([1, 2, 300], "integer", ("native",)),
    "whole numbers out of range of integer": ([1, 2**40], "bigint", ("native",)),
    "numbers with fractions": ([1, 2.5, 3], "numeric", ("native",)),
    "40 digits": ([1, 10**39], "numeric", ("native",)),
    "numbers in strings with scale": (["12.50", "3.00"], "numeric", ("string",)),
    "numbers in strings and bare ones, the strings more": (["1.50"] * 9 + [2.5], "numeric", ("string", "native")),
    "whole numbers in strings": (["12", "7"], "bigint", ("string",)),
    "digits with leading zeros are a code": (["007", "012", "150"], "text", ("native",)),
    "booleans": ([True, False], "boolean", ("native",)),
    "booleans in four spellings": (
        [True] * 6 + ["true"] * 3 + ["Y"] * 2 + [1],
        "boolean",
        ("native", "true/false", "Y/N", "0/1"),
    ),
    "0 and 1 alone are numbers": ([0, 1, 1], "integer", ("native",)),
    "moments, the most frequent form first": (
        [S] * 2 + [MS] * 7 + [1769854830000],
        "timestamptz",
        ("iso8601-ms-z", "iso8601-z", "epoch-ms"),
    ),
    "moments without zone": (["2026-01-31T10:20:30"], "timestamptz", ("iso8601-naive",)),
    "days": (["2026-01-31", "2026-02-01"], "date", ("iso8601",)),
    "days of two countries": (["2026-01-31"] * 3 + ["01/31/2026"], "date", ("iso8601", "MM/DD/YYYY")),
    "uuids": (["fbba8764-4f66-4205-ba09-e6d564be068d"], "uuid", ("native",)),
    "texts": (["a", "b", ""], "text", ("native",)),
    "texts and numbers": (["a"] * 3 + [1], "jsonb", ("native",)),
    "texts, and a few numbers that are rare": (["a"] * 99 + [1], "text", ("native",)),
    "JSON in strings": (['{"a":1}', '{"a":2}'], "jsonb", ("json-string",)),
    "nothing in many forms beside numbers": ([1, 2, 3, None, [], {}], "integer", ("native",)),
    "empty strings beside numbers": (["1.50"] * 3 + [""], "numeric", ("string",)),
    "objects beside texts": (["a"] * 4 + [{"b": 1}], "jsonb", ("native",)),
    "nothing but null": ([None, None], "jsonb", ("native",)),
}


@pytest.mark.parametrize("case", CASES)
def test_type_and_wire_forms(case: str) -> None:
    values, type_, wires = CASES[case]
    found = place(profile(*({"k": value} for value in values)), "$.k")
    choice = choose_column(found.profile, "k", min_type=0.05)
    assert (choice.type, choice.wires) == (type_, wires)


def test_epoch_needs_a_name_in_seconds() -> None:
    seconds = [1_769_854_830 + number for number in range(10)]
    at, amount = (
        choose_column(place(profile(*({key: value} for value in seconds)), f"$.{key}").profile, key, min_type=0.05)
        for key in ("createdAt", "amount")
    )
    assert (at.type, at.wires) == ("timestamptz", ("epoch-s",))
    assert amount.type == "bigint"


def test_labels_of_a_state_need_evidence() -> None:
    documents = [{"state": state} for state in ("open", "done") * 30]
    known = choose_column(place(profile(*documents), "$.state").profile, "state", min_type=0.05)
    assert (known.type, known.values) == ("enum", ("done", "open"))
    few = choose_column(place(profile(*documents[:10]), "$.state").profile, "state", min_type=0.05)
    assert few.type == "text"


def test_min_type_frequency_decides_what_a_type_may_be() -> None:
    found = place(profile(*({"k": "a" if number else 1} for number in range(20))), "$.k").profile
    assert choose_column(found, "k", min_type=0.06).type == "text"
    assert choose_column(found, "k", min_type=0.0).type == "jsonb"


def test_readable_and_conforming_are_told_apart() -> None:
    found = place(profile(*({"k": value} for value in ["1.5", "2.5", "3.5", 4])), "$.k").profile
    choice = choose_column(found, "k", min_type=0.05)
    assert (choice.conforming, choice.readable) == (0.75, 1.0)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("defaultValue", ["default", "value"]),
        ("default_value", ["default", "value"]),
        ("default-value", ["default", "value"]),
        ("HTTPServer", ["http", "server"]),
        ("itemID", ["item", "id"]),
        ("step1", ["step1"]),
        ("größe", ["größe"]),
        ("", []),
    ],
)
def test_words_of_a_key(key: str, words: list[str]) -> None:
    assert key_words(key) == words


def test_identifiers_by_name() -> None:
    assert all(map(is_identifier, ["id", "itemId", "item_id", "createdBy", "pk"]))
    assert not any(map(is_identifier, ["quantity", "idle", "", "bypass"]))


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 %"), (1, "0.1 %"), (500, "50 %"), (997, "99.7 %"), (1000, "100 %"), (0.2, "under 0.1 %")],
)
def test_shares_as_people_read_them(count: float, words: str) -> None:
    assert percent(count, 1000) == words
