"""The columnar profile against one made value by value; odd documents; and that profiles add up."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from introspect import reference

from hofsm_migrate.generate.__main__ import lines
from hofsm_migrate.introspect import profile as model
from hofsm_migrate.introspect import shred, store
from hofsm_migrate.introspect.parse import parse
from hofsm_migrate.introspect.profile import Origin, Profile
from hofsm_migrate.introspect.scan import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hofsm_migrate.introspect.profile import PathProfile

ORIGIN = Origin("public", "t", ("id",), "value", "jsonb")

KEYS = st.sampled_from(["a", "b", "c", "id", "2", "x y"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "1", "true", "2022-02-28", "2022-02-30", '"\\\n\t\x01', "ü€😀", "x" * 300]),
    st.text(max_size=5),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=25
)
DOCUMENTS = st.lists(VALUES, max_size=30)


def text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def scanned(batches: Iterable[list[tuple[str, bytes | None]]]) -> Profile:
    scanner = Scanner(ORIGIN)
    for batch in batches:
        scanner.feed(batch)
    return scanner.profile


def of_values(*values: Any) -> Profile:
    return scanned([[(str(number), text(value)) for number, value in enumerate(values)]])


def keyed(values: list[Any]) -> list[tuple[str, Any]]:
    return [(str(number), value) for number, value in enumerate(values, 95)]


@given(DOCUMENTS, st.integers(1, 9))
def test_all_counts_are_those_of_counting_one_by_one(values: list[Any], size: int) -> None:
    documents = keyed(values)
    raw = [(key, text(value)) for key, value in documents]
    found = scanned(raw[first : first + size] for first in range(0, len(raw), size))
    assert (found.documents, found.bytes) == (len(values), sum(len(one) for _, one in raw))
    if documents:
        reference.compare(found.root, reference.profile(documents))


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_a_division_of_the_documents_does_not_matter(values: list[Any], chance: random.Random) -> None:
    raw = [(key, text(value)) for key, value in keyed(values)]
    whole = scanned([raw])
    parts: list[list[tuple[str, bytes | None]]] = [[], [], []]
    for one in raw:
        chance.choice(parts).append(one)
    found = [scanned([part]) for part in parts]
    left, right = Profile(ORIGIN), Profile(ORIGIN)
    for one in found:
        left.add(one)
    tail = Profile(ORIGIN)
    for one in (found[2], found[1]):
        tail.add(one)
    right.add(tail)
    right.add(found[0])
    for merged in (left, right):
        assert (merged.documents, merged.bytes) == (whole.documents, whole.bytes)
        assert reference.counts(merged.root) == reference.counts(whole.root)
        stored = store.load(store.dump(merged))
        assert reference.counts(stored.root) == reference.counts(whole.root)
        assert abs(stored.root.distinct.estimate - whole.root.distinct.estimate) <= 1


def test_generated_documents() -> None:
    found = [parse(line.encode()) for line in lines("batches", 120, 5)]
    documents = [(one["key"], one["value"]) for one in found]
    raw = [(key, text(value)) for key, value in documents]
    profile = scanned(raw[first : first + 40] for first in range(0, len(raw), 40))
    reference.compare(profile.root, reference.profile(documents))
    assert profile.root.subtree_bytes() == pytest.approx(profile.bytes, rel=0.001)


def test_one_small_batch_after_the_other_is_as_one_large_one() -> None:
    raw = [(f"{number:04}", text({"a": [{"id": number % 7, "n": [number]}] * 2})) for number in range(1_000)]
    one, many = scanned([raw]), scanned([raw[first : first + 1] for first in range(1_000)])
    without = ("checked",)
    found = [{k: v for k, v in reference.counts(profile.root).items() if k not in without} for profile in (one, many)]
    assert found[0]["numbers"] == found[1]["numbers"]
    assert one.root.members["a"].elements is not None
    assert many.root.members["a"].elements is not None
    left, right = one.root.members["a"].elements, many.root.members["a"].elements
    assert reference.counts(left.members["n"]) == reference.counts(right.members["n"])


def test_a_natural_key_repeats_in_no_array_and_others_are_not_compared_for_ever() -> None:
    values = [[{"id": place, "type": "x"} for place in range(10)] for _ in range(500)]
    elements = of_values(*values).root.elements
    assert elements is not None
    assert (elements.members["id"].checked, elements.members["id"].repeats.count) == (5_000, 0)
    kind = elements.members["type"]
    assert kind.repeats.count * 20 >= kind.checked >= 1_000
    again = scanned([[(str(number), text(value))] for number, value in enumerate(values)]).root.elements
    assert again is not None
    assert again.members["type"].checked < 5_000


def test_keys_that_are_data_become_entries() -> None:
    values = [{f"k{number}": {"v": number}} for number in range(model.MAX_MEMBERS + 1)]
    for profile in (of_values(*values), scanned([[(str(n), text(value))] for n, value in enumerate(values)])):
        root = profile.root
        assert (root.members, root.shapes, root.other_shapes.count) == ({}, {}, 0)
        assert root.entries is not None
        assert root.entries.values == root.entries.documents == len(values)
        assert root.entries.members["v"].high == model.MAX_MEMBERS
        assert root.key_forms["identifier-number"].count == len(values)
        assert root.keys.estimate == pytest.approx(len(values), rel=0.1)


def test_members_up_to_the_bound_stay_apart() -> None:
    root = of_values({f"k{number}": number for number in range(model.MAX_MEMBERS)}).root
    assert (len(root.members), root.entries) == (model.MAX_MEMBERS, None)


def test_random_keys_at_every_level_stay_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shred, "MAX_PATHS", 500)
    monkeypatch.setattr(shred, "MAX_NEW_PATHS", 500)
    chance = random.Random(1)

    def wild(depth: int) -> Any:
        if not depth:
            return chance.random()
        return {f"{chance.getrandbits(40):x}": wild(depth - 1) for _ in range(5)}

    scanner = Scanner(ORIGIN)
    for first in range(0, 60, 20):
        scanner.feed([(str(number), text(wild(4))) for number in range(first, first + 20)])
    root = scanner.profile.root
    assert shred.paths(root) <= 500
    assert leaves(root) == 60 * 5**4


def leaves(path: PathProfile) -> int:
    return path.scalars + sum(map(leaves, path.children()))


def deep(levels: int, kind: str = "[") -> bytes:
    return b"[" * levels + b"1" + b"]" * levels if kind == "[" else b'{"a": ' * levels + b"1" + b"}" * levels


@pytest.mark.parametrize("kind", ["[", "{"])
@pytest.mark.parametrize("levels", [101, 500, 1_023, 1_024, 5_000])
def test_deep_documents_are_followed_to_the_bound_and_their_bytes_all_counted(levels: int, kind: str) -> None:
    raw = deep(levels, kind)
    profile = scanned([[("1", raw)]])
    assert profile.unreadable.count == 0
    assert profile.root.subtree_bytes() == len(raw)
    depth, path = 0, profile.root
    while children := list(path.children()):
        depth, path = depth + 1, children[0]
    assert depth == model.MAX_DEPTH
    store.load(store.dump(profile))


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        (b"[1, 2]", {"array"}),
        (b'"text"', {"string"}),
        (b"null", {"null"}),
        (b"1234567890123456789012345678901234567890", {"decimal"}),
        (b"1e400", {"decimal"}),
        (b"1" + b"0" * 400, {"decimal"}),
        (b"-1" + b"0" * 5_000, {"decimal"}),
        (b'"\\ud800"', {"string"}),
        (b'{"\\ud800": "a\\udc00b"}', {"object"}),
        (b'{"a": 1, "a": "x"}', {"object"}),
        (b'{"a": 1, "A": 2}', {"object"}),
        (b'{"' + b"k" * 2_000 + b'": 1}', {"object"}),
        (b'{"\\u0000": "\\u0000"}', {"object"}),
        (text("x" * 1_000_000), {"string"}),
        (text({f"key {number}": number for number in range(1_000)}), {"object"}),
        (b"18446744073709551615", {"integer"}),
    ],
)  # fmt: skip
def test_odd_documents_are_reported_and_not_fatal(raw: bytes, kinds: set[str]) -> None:
    profile = scanned([[("1", raw)], [("2", b'{"a": [1.5, "x"]}')]])
    assert profile.unreadable.count == 0
    assert set(profile.root.kinds) == kinds | {"object"}
    assert store.load(store.dump(profile)).documents == 2


@pytest.mark.parametrize("raw", [b"", b"not json", b"NaN", b"[Infinity]", b"{'a': 1}", b"[1", b"\xff", b"[" * 3_000])
def test_text_that_is_no_json_is_counted(raw: bytes) -> None:
    profile = scanned([[("7", raw), ("8", b"1"), ("9", None)]])
    assert (profile.unreadable.count, profile.unreadable.example) == (1, "7")
    assert (profile.sql_nulls.count, profile.sql_nulls.example) == (1, "9")
    assert (profile.documents, profile.root.values) == (3, 1)


def test_huge_numbers_have_their_form() -> None:
    profile = of_values(10**39, 1.5, 2**63, 7)
    assert {form: tally.count for form, tally in profile.root.forms.items()} == {"huge": 2, "decimal": 1, "integer": 1}
    assert profile.root.high == 1e39


def test_long_texts_are_not_kept() -> None:
    root = of_values(*["x" * 150 + "secret" + "y" * 100] * 3).root
    ((value, count),) = root.frequent.items()
    assert (count, "secret" in value, len(value) < 200) == (3, False, True)
    assert root.least == root.greatest == "x" * 100
    assert (root.lengths.at(0), root.lengths.at(1), root.distinct.estimate) == (256, 256, 1)


def test_frequent_values_are_as_json_and_exact_where_they_are_few() -> None:
    root = of_values("1", 1, "1", True, 1.5, None).root
    assert root.frequent.items() == [('"1"', 2), ("1", 1), ("1.5", 1), ("true", 1)]
    assert root.frequent.exact
    assert (root.distinct.estimate, root.low, root.high, root.least) == (4, 1.0, 1.5, "1")


def test_a_frequent_value_is_found_among_many() -> None:
    values = ["often" if number % 5 == 0 else f"value {number}" for number in range(5_000)]
    root = scanned([keyed_text(values[first : first + 500], first) for first in range(0, 5_000, 500)]).root
    assert root.frequent.items()[0] == ('"often"', 1_000)
    assert not root.frequent.exact
    assert root.distinct.estimate == pytest.approx(4_001, rel=0.1)


def keyed_text(values: list[Any], first: int) -> list[tuple[str, bytes | None]]:
    return [(str(number), text(value)) for number, value in enumerate(values, first)]


@settings(max_examples=50)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=500))
def test_quantiles_know_the_extremes(sizes: list[int]) -> None:
    root = of_values(*[[0] * (size % 50) for size in sizes]).root
    assert root.items.at(0) == min(size % 50 for size in sizes)
    assert root.items.at(1) == max(size % 50 for size in sizes)
