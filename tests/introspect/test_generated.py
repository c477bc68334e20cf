"""What was put into the generated legacy tables comes out again: layout, versions, references, defects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from related import decided

from hofsm_migrate.db import catalog
from hofsm_migrate.generate.load import create_tables, load
from hofsm_migrate.generate.rows import ScaleCounts
from hofsm_migrate.introspect import source
from hofsm_migrate.introspect.findings import findings
from hofsm_migrate.introspect.relate import relate_table
from hofsm_migrate.introspect.scan import Scanner

if TYPE_CHECKING:
    import psycopg

    from hofsm_migrate.introspect.profile import Profile

BATCHES, FIELDS = 900, 700
FIELD = "$.sections[*].fields[*]"


@pytest.fixture
def profiles(conn18: psycopg.Connection) -> dict[str, Profile]:
    create_tables(conn18, "legacy")
    load(conn18, "legacy", ScaleCounts(BATCHES, FIELDS))
    return {table: profile(conn18, table) for table in ("batches", "form_fields")}


def profile(conn: psycopg.Connection, table: str) -> Profile:
    relation = catalog.relation(conn, "legacy", table)
    assert relation is not None
    scanner = Scanner(source.find(conn, f"legacy.{table}", None, None, None))
    key = ", ".join(f"{column}::text" for column in relation.key)
    rows = conn.execute(f"SELECT concat_ws(', ', {key}), value::text FROM legacy.{table}".encode()).fetchall()
    scanner.feed([(key, value.encode() if value else None) for key, value in rows])
    scanner.profile.relations = relate_table(conn, scanner.profile)
    return scanner.profile


def test_what_was_put_in_comes_out(profiles: dict[str, Profile]) -> None:
    batches, fields = profiles["batches"], profiles["form_fields"]
    assert batches.relations is not None
    assert fields.relations is not None

    # the MMR version decides what its batches share; within it the layout goes by the fields' own ids
    found = decided(batches.relations)
    for member in ("type", "label", "ui.x", "ui.y", "ui.w", "ui.h", "ui.hidden", "validation.required"):
        assert found[f"{FIELD}.{member}"] == {f"{FIELD}.id"}, member
    assert f"{FIELD}.id" in found["$.meta.mmr.id"]
    assert found["$.sections[*].title"] == {"$.sections[*].id"}
    assert found["$.weighings[*].target"] == {"$.weighings[*].ingredientId"}
    assert found["$.meta.product"] >= {"$.meta.itemId", "$.meta.mmr.id"}
    assert not [place for place in found if ".input" in place or ".actual" in place]

    assert [(one.place, one.member) for one in batches.relations.discriminators] == [(FIELD, "type")]
    assert {one.place for one in fields.relations.discriminators} == {"$", "$.children[*]"}
    assert {one.member for one in fields.relations.discriminators} == {"type"}

    drifting = {(one.place, one.by, one.what) for one in batches.relations.drifts}
    presence = {(f"{FIELD}.{name}", "$.v", "presence") for name in ("default", "defaultValue", "deflt")}
    kinds = {(f"{FIELD}.options", "$.v", kind) for kind in ("array", "object", "string")}
    assert drifting == presence | kinds

    # the user ids of few companies are so low that only a name tells: the keys of readings have none
    targets = {one.place: one.table for one in batches.relations.references}
    people = ["$.meta.createdBy", f"{FIELD}.input.by", "$.inputs.*.by"]
    people += [f"$.{name}[*].by" for name in ("weighings", "stateHistory", "signatures")]
    items = ["$.meta.itemId", "$.weighings[*].ingredientId"]
    assert targets == dict.fromkeys(people, "users") | dict.fromkeys(items, "items")
    assert {one.place for one in fields.relations.references} >= {
        "$.itemId",
        "$.children[*].input.by",
        "$.readings.*#key",
    }


def test_the_defects_that_were_put_in_are_told(profiles: dict[str, Profile]) -> None:
    told = {(one.kind, one.path) for one in findings(profiles["batches"])}
    assert told >= {
        ("root outlier", "$"),
        ("type outlier", "$.weighings[*].actual"),
        ("form outlier", "$.weighings[*].actual"),
        ("form outlier", f"{FIELD}.input.value"),
        ("container outlier", f"{FIELD}.validation"),
        ("container outlier", "$.weighings"),
        ("dangling reference", "$.weighings[*].ingredientId"),
        ("missing natural key", f"{FIELD}.id"),
        ("huge number", f"{FIELD}.input.value"),
    }
    assert not [path for kind, path in told if kind == "occurrence outlier" and path.startswith(f"{FIELD}.")]
    words = [one.what for one in findings(profiles["batches"]) if one.path == f"{FIELD}.input.value"]
    assert any("number-unit" in what and "where type is number" in what for what in words)
    roots = [one for one in findings(profiles["batches"]) if one.kind == "root outlier"]
    assert len(roots) == 4  # an array, a string, JSON null, and rows without a document
