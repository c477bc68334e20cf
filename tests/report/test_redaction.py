"""What is masked is nowhere in the bytes of the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pages import ORIGIN, page_of, parsed, profile_of

from hofsm_migrate.introspect.relation import (
    Candidate,
    Dependency,
    Discriminator,
    Drift,
    Facet,
    Relations,
    Variant,
)
from hofsm_migrate.report.page import redact, render
from hofsm_migrate.report.page.assemble import assemble

if TYPE_CHECKING:
    from hofsm_migrate.introspect.profile import Profile
    from hofsm_migrate.report.page.redact import Redaction

DOCUMENTS = [
    {
        "name": f"Agatha Unique {n}",
        "state": ("approved-state", "draft-state")[n % 2],
        "mail": "chief@example.org",
        "rare": "rarely-seen" if n < 4 else "often-seen",
        "long": "l" * 60,
        "account": 880_000_000 + n,
        "code": f"zzlast{n}" if n == 7 else "aafirst",
        "level": n % 3,
        "number": 7_654_321,
    }
    for n in range(60)
]
RELATIONS = Relations(
    200,
    (Dependency("$.a", "$.b", 9, 1, 90, 2, 3, (("doc-17", "by-secret", "left-secret", "right-secret"),)),),
    (
        Discriminator(
            "$.x[*]",
            "kind",
            0.9,
            (Variant("temperature", 90, 80, ()), Variant("one-of-a-kind", 1, 1, ())),
        ),
    ),
    (Candidate("$.c", "public", "items", "id", 9, 8, (("doc-18", "dangling-secret"),)),),
    (Drift("$.d", "$.v", "until-secret", "2021-03-04", 0.1, 0.9),),
)


def private() -> Profile:
    profile = profile_of(DOCUMENTS, replace(ORIGIN, where="owner = 'O''Hara secret' and size > 5"))
    profile.relations = RELATIONS
    return profile


@pytest.mark.parametrize(
    ("secret", "shown"),
    [
        pytest.param("Agatha Unique 17", {"none"}, id="a text of one document"),
        pytest.param("approved-state", {"text", "none"}, id="a heavy hitter"),
        pytest.param("chief@example.org", {"none"}, id="an e-mail address, however frequent"),
        pytest.param("rarely-seen", {"none"}, id="a text that is seen too rarely"),
        pytest.param("l" * 60, {"none"}, id="a long text"),
        pytest.param("zzlast7", {"none"}, id="the greatest text"),
        pytest.param("Agatha Unique 0", {"none"}, id="the least text"),
        pytest.param("880000059", {"text", "none"}, id="the greatest number"),
        pytest.param("880000003", {"none"}, id="a number that tells a document apart"),
        pytest.param("7654321", {"text", "none"}, id="a number that is always the same"),
        pytest.param("by-secret", {"none"}, id="the determinant of a violator"),
        pytest.param("left-secret", {"none"}, id="a value of a violator"),
        pytest.param("right-secret", {"none"}, id="another value of a violator"),
        pytest.param("dangling-secret", {"none"}, id="a dangling reference"),
        pytest.param("until-secret", {"none"}, id="a version key that is a text"),
        pytest.param("2021-03-04", {"text", "none"}, id="a version key that is a date"),
        pytest.param("temperature", {"text", "none"}, id="a frequent discriminator value"),
        pytest.param("one-of-a-kind", {"none"}, id="a rare discriminator value"),
        pytest.param("Hara secret", {"none"}, id="a literal of the condition"),
        pytest.param("size > 5", {"text", "none"}, id="the rest of the condition"),
        pytest.param("doc-17", {"text", "all", "none"}, id="an example document key"),
    ],
)
@pytest.mark.parametrize("redaction", ["text", "all", "none"])
def test_values_in_the_file(secret: str, shown: set[str], redaction: Redaction) -> None:
    text = render(page_of(private(), redaction=redaction))
    assert (secret.replace(">", "\\u003e") in text) == (redaction in shown)


def test_texts_are_masked_unless_something_else_is_asked_for() -> None:
    page = parsed(page_of(private()))
    assert page.data["redaction"]["mode"] == "text"
    assert page.place("$.name")["maskedExtremes"] is True
    assert page.place("$.name")["frequent"][0] == {"masked": "text", "length": 15, "count": 1}


def test_lengths_are_not_told_where_all_is_masked() -> None:
    page = parsed(page_of(private(), redaction="all"))
    assert page.place("$.name")["frequent"][0] == {"masked": "text", "count": 1}
    assert page.place("$.number")["frequent"][0] == {"masked": "number", "count": 60}
    assert "low" not in page.place("$.number")


@pytest.mark.parametrize(
    ("why", "count", "crowd"),
    [
        ("few documents", 10, redact.Crowd(40, 4, 4)),
        ("many different values", 10, redact.Crowd(1_000, 101, 1_000)),
        ("values hardly repeat", 10, redact.Crowd(40, 9, 40)),
        ("seen rarely", 4, redact.Crowd(100, 4, 100)),
        ("a small share", 9, redact.Crowd(1_000, 4, 1_000)),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_no_heavy_hitter(why: str, count: int, crowd: redact.Crowd) -> None:
    assert not crowd.heavy('"x"', count), why
    assert redact.Crowd(1_000, 4, 1_000).heavy('"x"', 10)


@pytest.mark.parametrize("text", ["a = E'it\\'s' or b = 'x'", "a = $$secret$$"])
def test_a_condition_with_literals_that_are_not_plain_is_masked_as_a_whole(text: str) -> None:
    assert redact.condition(text, "text") == "(masked)"
    assert redact.condition(text, "none") == text


@pytest.mark.parametrize(("redaction", "shown"), [("text", {"s"}), ("all", set()), ("none", {"s", "odd-kind"})])
def test_findings_name_no_variant_that_is_masked(redaction: Redaction, shown: set[str]) -> None:
    documents = [{"x": [{"kind": "odd-kind" if n == 7 else "s", "v": n if n % 30 else "t"}]} for n in range(90)]
    profile = profile_of(documents)
    forms = (("integer", 80), ("text", 3))
    kinds = (("integer", 80), ("string", 3))
    variants = tuple(Variant(name, 89, 89, (Facet("v", 83, kinds, forms),)) for name in ("s", "odd-kind"))
    variants = (variants[0], replace(variants[1], elements=1))
    drifts = (Drift("$.x[*].v", "key", "1", "2", 0.1, 0.9),)  # then kinds are told by variant
    profile.relations = Relations(90, (), (Discriminator("$.x[*]", "kind", 1.0, variants),), (), drifts)
    told = " ".join(finding.what for finding in assemble(profile, redaction).findings or ())
    assert {name for name in ("s", "odd-kind") if f"kind is {name}," in told} == shown
