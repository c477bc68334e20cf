"""A profile as a file: whole, of one version, and an error where it is anything else."""

from __future__ import annotations

import orjson
import pytest

from hofsm_migrate.errors import UsageError
from hofsm_migrate.introspect import store
from hofsm_migrate.introspect.profile import Origin, Profile
from hofsm_migrate.introspect.relation import (
    Candidate,
    Dependency,
    Discriminator,
    Drift,
    Facet,
    Relations,
    Variant,
)
from hofsm_migrate.introspect.scan import Scanner

ORIGIN = Origin("s", 'T "x"', ("a", "b"), "value", "jsonb", (("c", "text"),), "a > 1", 10)
RELATIONS = Relations(
    5,
    (Dependency("$.a", "$.b", 3, 1, 9, 1, 2, (("1", "x", "y", "z"),)),),
    (Discriminator("$.f[*]", "type", 0.5, (Variant("x", 3, 2, (Facet("v", 1, (("string", 1),), (("text", 1),)),)),)),),
    (Candidate("$.a", "s", "t", "id", 4, 3, (("1", "9"),)),),
    (Drift("$.a", "$.v", "2", "3", 0.0, 1.0),),
)


def scanned() -> Profile:
    scanner = Scanner(ORIGIN)
    scanner.feed([("1, 2", b'{"a": ["", {"id": 1}, {"id": 1}], "b": 0}'), ("1, 3", None), ("1, 4", b"?")])
    return scanner.profile


def test_what_is_written_is_what_is_read() -> None:
    profile = scanned()
    profile.relations = RELATIONS
    found = store.load(store.dump(profile))
    assert (found.origin, found.relations) == (ORIGIN, RELATIONS)
    assert (found.sql_nulls, found.unreadable, found.documents, found.bytes) == (
        profile.sql_nulls, profile.unreadable, 3, profile.bytes,
    )  # fmt: skip
    elements = found.root.members["a"].elements
    assert elements is not None
    assert (elements.least, elements.empty["string"].count, elements.members["id"].repeats.count) == ("", 1, 1)
    assert found.root.members["b"].low == 0
    assert found.root.shapes == profile.root.shapes


def test_keys_are_sorted_and_the_version_is_in_it() -> None:
    value = orjson.loads(store.dump(scanned()))
    assert value["hofsm_profile"] == 1
    assert list(value) == sorted(value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[]", "another kind"),
        (b'{"mapping": 1}', "another kind"),
        (b'{"hofsm_profile": 2}', "version 2"),
        (b'{"hofsm_profile": 1}', "broken"),
    ],
)
def test_another_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        store.load(data)
    assert "hofsm introspect" in caught.value.problems[0].hint


@pytest.mark.parametrize("name", ["distinct", "frequent"])
def test_a_broken_sketch_is_refused(name: str) -> None:
    value = orjson.loads(store.dump(scanned()))
    value["root"]["members"]["b"][name] = "0 AAAA" if name == "frequent" else "AAAA"
    with pytest.raises(UsageError, match="broken"):
        store.load(orjson.dumps(value))
