"""Samples of a table, and values in them that are keys of another one: what the server says, what is an accident."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from related import profiled

from hofsm_migrate.db import catalog
from hofsm_migrate.db.connect import connect
from hofsm_migrate.introspect.profile import Origin
from hofsm_migrate.introspect.relate import relate_table
from hofsm_migrate.introspect.sample import sample
from hofsm_migrate.introspect.scan import Scanner

if TYPE_CHECKING:
    from collections.abc import Sequence

    import psycopg

    from hofsm_migrate.introspect.relation import Candidate

TABLES = """
CREATE SCHEMA "Odd Schema";
CREATE TABLE "Odd Schema"."Item List" ("Item Id" bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY);
CREATE TABLE users (id integer PRIMARY KEY, "e mail" text UNIQUE);
CREATE TABLE parts (id uuid PRIMARY KEY, sku varchar(20) UNIQUE);
CREATE TABLE lots (id bigint PRIMARY KEY);
CREATE TABLE documents (id bigint PRIMARY KEY, value jsonb);
INSERT INTO items SELECT generate_series(1, 800);
INSERT INTO users SELECT n, 'user' || n || '@example.org' FROM generate_series(1, 200) AS n;
INSERT INTO parts SELECT md5(n::text)::uuid, 'P-' || n FROM generate_series(1, 100) AS n;
INSERT INTO lots SELECT n * 1000 + 7 FROM generate_series(1, 100) AS n;
"""


def references(conn: psycopg.Connection, documents: Sequence[Any]) -> dict[str, Candidate]:
    with conn.cursor() as cursor:
        rows = [(number, json.dumps(document)) for number, document in enumerate(documents, 1)]
        cursor.executemany("INSERT INTO documents VALUES (%s, %s)", rows)
    profile = profiled(documents, Origin("public", "documents", ("id",), "value", "jsonb"))
    return {one.place: one for one in relate_table(conn, profile).references}


@pytest.fixture
def tables(conn: psycopg.Connection) -> psycopg.Connection:
    conn.execute(TABLES)
    return conn


def targets(found: dict[str, Candidate]) -> dict[str, str]:
    return {place: f"{one.table}.{one.column}" for place, one in found.items()}


def test_names_values_and_both_together_lead_to_a_table(tables: psycopg.Connection) -> None:
    draw = random.Random(3)
    uuids = [row[0] for row in tables.execute("SELECT id::text FROM parts ORDER BY 1")]
    documents = [
        {
            "itemId": draw.randrange(1, 801),
            "createdBy": draw.randrange(1, 20),
            "user": {"id": str(draw.randrange(1, 20))},
            "component": draw.choice(uuids),
            "label": f"P-{draw.randrange(1, 90)}",
            "batch": draw.randrange(1, 101) * 1000 + 7,
            "ingredients": [{"ingredientId": draw.randrange(1, 801)} for _ in range(4)],
            "readings": {str(draw.randrange(1, 201)): {"value": "1"} for _ in range(3)},
            "mail": f"user{draw.randrange(1, 201)}@example.org",
        }
        for _ in range(300)
    ]
    assert targets(references(tables, documents)) == {
        "$.itemId": "items.id",
        "$.createdBy": "users.id",
        "$.user.id": "users.id",
        "$.component": "parts.id",
        "$.label": "parts.sku",
        "$.batch": "lots.id",
        "$.ingredients[*].ingredientId": "items.id",
        "$.readings.*#key": "users.id",
        "$.mail": "users.e mail",
    }


@pytest.mark.parametrize(
    "value",
    [
        lambda draw: {"qty": draw.randrange(1, 11)},
        lambda draw: {"qty": draw.randrange(1, 800)},
        lambda draw: {"stepId": draw.randrange(1, 60)},
        lambda draw: {"state": draw.choice(["P-1", "P-2"])},
        lambda draw: {"itemId": draw.randrange(400, 1600)},
        lambda draw: {"itemId": f"{draw.randrange(1, 800)}.5"},
        lambda draw: {"items": draw.random() < 0.5},
        lambda draw: {"lot": draw.randrange(1, 100)},
    ],
    ids=["small numbers", "dense numbers", "few ids", "few texts", "half", "no whole numbers", "booleans", "not there"],
)
def test_what_matches_by_accident_is_no_reference(tables: psycopg.Connection, value) -> None:
    draw = random.Random(3)
    assert references(tables, [value(draw) for _ in range(200)]) == {}


def test_a_few_dangling_values_are_named_with_their_documents(tables: psycopg.Connection) -> None:
    documents = [{"itemId": number + 100} for number in range(1, 401)]
    documents[7]["itemId"] = documents[9]["itemId"] = 100_001
    one = references(tables, documents)["$.itemId"]
    assert (one.asked, one.found, one.values, one.missing) == (399, 398, 400, 2)
    assert one.dangling == (("8", "100001"),)


def test_a_documents_own_key_is_no_reference(tables: psycopg.Connection) -> None:
    documents = [{"id": number, "document": 1 + number // 2} for number in range(1, 400)]
    assert targets(references(tables, documents)) == {"$.document": "documents.id"}


def test_tables_that_the_role_cannot_see_whole_are_left_alone(tables: psycopg.Connection) -> None:
    tables.execute("CREATE ROLE nobody_else; GRANT SELECT ON documents, items TO nobody_else")
    tables.execute("ALTER TABLE items ENABLE ROW LEVEL SECURITY; CREATE POLICY few ON items USING (id < 5)")
    documents = [{"itemId": 1 + number % 4, "createdBy": 1 + number % 9} for number in range(100)]
    try:
        tables.execute("SET ROLE nobody_else")
        profile = profiled(documents, Origin("public", "documents", ("id",), "value", "jsonb"))
        tables.execute("RESET ROLE; INSERT INTO documents SELECT 1, '{}'; SET ROLE nobody_else")
        assert relate_table(tables, profile).references == ()
    finally:
        tables.execute("RESET ROLE; DROP OWNED BY nobody_else; DROP ROLE nobody_else")


ODD = """
CREATE TABLE public."Legacy Batches" (
    "Company" bigint NOT NULL,
    id text,
    "the ""value"" of it" {type},
    "a ""quoted"" column" text,
    blob bytea,
    PRIMARY KEY ("Company", id)
)
"""
ODD_ROWS = """
INSERT INTO public."Legacy Batches"
SELECT n % 3, n, CASE WHEN n % 10 > 0 THEN '{{"a": 1}}' END::{type}, 'c' || n, 'x' FROM generate_series(1, 1000) AS n
"""
COLUMNS = (("Company", "bigint"), ("id", "text"), ('a "quoted" column', "text"), ("blob", "bytea"))


@pytest.mark.parametrize("kind", ["jsonb", "json", "text"])
def test_a_sample_of_a_table_with_odd_names(conn: psycopg.Connection, kind: str) -> None:
    conn.execute(ODD.format(type=kind).encode())
    conn.execute(ODD_ROWS.format(type=kind).encode())
    origin = Origin("public", "Legacy Batches", ("Company", "id"), 'the "value" of it', kind, COLUMNS)
    found = sample(conn, origin, documents=100)
    assert 80 <= len(found) <= 100  # SQL NULLs were picked as well
    assert found == sample(conn, origin, documents=100)
    companies = [int(one.key.partition(", ")[0]) for one in found]
    assert companies == sorted(companies)
    assert all(companies.count(number) > 15 for number in (0, 1, 2))
    one = found[0]
    assert json.loads(one.raw) == {"a": 1}
    assert one.columns == {
        "Company": "0",
        "id": one.key.partition(", ")[2],
        'a "quoted" column': "c" + one.columns["id"],
    }
    assert len(sample(conn, origin, documents=2000)) == 900


def test_a_sample_of_a_view_and_of_what_is_asked_for(conn: psycopg.Connection) -> None:
    conn.execute("CREATE VIEW made AS SELECT jsonb_build_object('n', n) AS value FROM generate_series(1, 500) AS n")
    origin = Origin("public", "made", (), "value", "jsonb", where="(value->>'n')::int > 100 -- and so on")
    found = sample(conn, origin, documents=50)
    assert len(found) == 50
    assert all(json.loads(one.raw)["n"] == int(one.key) + 100 for one in found)
    keys = [int(one.key) for one in found]
    assert keys == sorted(keys)
    assert sum(1 for key in keys if key > 200) in range(10, 41)


def test_a_sample_ends_when_it_is_large_enough(conn: psycopg.Connection) -> None:
    conn.execute("CREATE TABLE big (id int PRIMARY KEY, value jsonb)")
    conn.execute("INSERT INTO big SELECT n, to_jsonb(repeat('x', 100000)) FROM generate_series(1, 100) AS n")
    found = sample(conn, Origin("public", "big", ("id",), "value", "jsonb"), max_bytes=1_000_000)
    assert len(found) == 10
    assert max(int(one.key) for one in found) > 50  # and still they are spread


def test_a_document_that_cannot_be_parsed_is_passed_over(conn: psycopg.Connection) -> None:
    conn.execute("CREATE TABLE old (id int PRIMARY KEY, kind text, value text)")
    conn.execute("INSERT INTO old SELECT n, 'k' || n % 4, '{\"a\": ' || n % 2 || '}' FROM generate_series(1, 100) AS n")
    conn.execute("UPDATE old SET value = 'not JSON' WHERE id IN (1, 50)")
    origin = Origin("public", "old", ("id",), "value", "text", (("kind", "text"),))
    scanner = Scanner(origin)
    scanner.feed([(str(key), value.encode()) for key, value in conn.execute("SELECT id, value FROM old")])
    found = relate_table(conn, scanner.profile)
    assert found.documents == 98
    assert {(one.determinant, one.dependent) for one in found.dependencies} == {("column:kind", "$.a")}


def test_reading_a_sample_needs_no_more_than_select(database: str, conn: psycopg.Connection) -> None:
    conn.execute("CREATE TABLE mine (id int PRIMARY KEY, value jsonb); INSERT INTO mine VALUES (1, '{}')")
    relation = catalog.relation(conn, "public", "mine")
    assert relation is not None
    with connect(database) as other, other.transaction():
        other.execute("LOCK TABLE mine IN ROW EXCLUSIVE MODE")
        other.execute("INSERT INTO mine VALUES (2, '{}')")
        assert len(sample(conn, Origin("public", "mine", relation.key, "value", "jsonb"))) == 1
