"""The draft for the legacy application's batches against what a person would write."""

from __future__ import annotations

import json
from functools import lru_cache

import pytest
from intended import (
    BATCH_DISCRIMINATOR,
    BATCH_MAPS,
    BATCH_NATURAL_KEYS,
    BATCH_RECURSION,
    BATCH_WIRES,
    role_of,
)
from profiles import profile_texts

from hofsm_migrate.generate import batches
from hofsm_migrate.introspect.draft import Draft, draft
from hofsm_migrate.introspect.profile import Origin, Profile
from hofsm_migrate.introspect.relate import relate
from hofsm_migrate.introspect.structure import structure

COUNT = 400


@lru_cache(maxsize=1)
def _profile() -> Profile:
    texts = [row.value for row in batches(COUNT)]
    found = profile_texts(texts, Origin("public", "batches", ("id", "created_at"), "value", "jsonb"))
    pairs = [(str(number), json.loads(text)) for number, text in enumerate(texts, 1) if text is not None]
    found.relations = relate(structure(found.root), pairs)
    return found


@lru_cache(maxsize=1)
def _draft() -> Draft:
    return draft(_profile())


def test_at_least_nine_in_ten_paths_get_the_intended_role() -> None:
    roles = _draft().roles
    intended = role_of()
    wrong = {path: roles[path].role for path, role in intended.items() if roles[path].role != role}
    assert len(wrong) <= 0.1 * len(intended), wrong


def test_every_role_has_a_reason_in_words() -> None:
    assert all(guess.reason and 0 < guess.confidence <= 1 for guess in _draft().roles.values())


def test_maps_are_found() -> None:
    found = {place.path for place in structure(_profile().root).walk() if place.map_reason}
    assert found == BATCH_MAPS


def test_recursion_is_found() -> None:
    found = {place.path: place.recurse for place in structure(_profile().root).walk() if place.recurse}
    assert found == BATCH_RECURSION


def test_natural_keys_are_found() -> None:
    found = {table.node.at: table.node.identity.key for table in _draft().tables if table.node.identity}
    assert BATCH_NATURAL_KEYS.items() <= found.items()


@pytest.mark.parametrize("path", BATCH_WIRES)
def test_wire_forms_are_found(path: str) -> None:
    type_, wires = BATCH_WIRES[path]
    columns = [column.draft for table in _draft().tables for column in table.columns]
    choice = next(column.choice for column in columns if column.place.path == path)
    assert choice.type == type_
    assert set(choice.wires) == set(wires)
    assert choice.wires[0] == wires[0], "the most frequent form is canonical"


def test_discriminator_is_found_and_gives_the_input_types() -> None:
    place, member = BATCH_DISCRIMINATOR
    relations = _profile().relations
    assert relations is not None
    assert (place, member) in {(one.place, one.member) for one in relations.discriminators}
    types = {
        table.variant.name: column.draft.choice.type
        for table in _draft().tables
        if table.variant
        for column in table.columns
        if column.draft.path == ("input", "value")
    }
    assert types["number"] == "numeric"
    assert types["checkbox"] == "boolean"
    assert types["date"] == "timestamptz"
    assert types["text"] == "text"


def test_spellings_of_a_default_are_one_column() -> None:
    columns = [column.draft for table in _draft().tables for column in table.columns]
    spelled = [column for column in columns if column.spellings]
    assert [{column.path, *column.spellings} for column in spelled] == [
        {("default", "value"), ("defaultValue",), ("deflt",)}
    ]


def test_draft_is_deterministic_whatever_the_order_of_the_documents() -> None:
    texts = [row.value for row in batches(60)]
    first, second = (draft(profile_texts(order)).text for order in (texts, texts))
    assert first == second
