from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from hofsm_migrate.generate import ScaleCounts, batches, form_fields, load

if TYPE_CHECKING:
    from psycopg import Connection

SCHEMA = 'Legacy "App"'
COUNTS = ScaleCounts(batches=200, form_fields=150)


def run(conn: Connection, statement: str, *parts: object) -> list[tuple[object, ...]]:
    """Rows of `statement`, whose `{}` is the schema."""
    query = sql.SQL(statement).format(sql.Identifier(SCHEMA))  # type: ignore[arg-type]
    cursor = conn.execute(query, parts)
    return cursor.fetchall() if cursor.description else []


@pytest.fixture
def tables(conn18: Connection) -> Connection:
    load.create_tables(conn18, SCHEMA)
    return conn18


@pytest.fixture
def loaded(tables: Connection) -> Connection:
    load.load(tables, SCHEMA, COUNTS)
    return tables


def test_load_says_what_it_wrote_and_reports_progress(tables: Connection):
    seen: list[tuple[str, int]] = []
    result = load.load(tables, SCHEMA, ScaleCounts(600, 20), 7, lambda table, rows: seen.append((table, rows)))
    generated = [*batches(600, 7), *form_fields(20, 7)]
    assert (result.batches, result.form_fields) == (600, 20)
    assert result.payload_bytes == sum(len(row.value.encode()) for row in generated if row.value)
    assert [rows for table, rows in seen if table == "batches"] == [500, 600]
    assert seen[-1] == ("form_fields", 20)


def test_a_scale_stands_for_counts(tables: Connection):
    result = load.load(tables, SCHEMA, 0.001)
    assert (result.batches, result.form_fields) == (20, 20)


def test_every_column_arrives_as_generated(loaded: Connection):
    columns = "id, company_id, status, value::text, created_by, created_at, updated_at, deleted_at"
    stored = run(loaded, f"SELECT {columns} FROM {{}}.batches ORDER BY id")
    for row, found in zip(batches(200), stored, strict=True):
        expected = loaded.execute("SELECT %s::jsonb::text", [row.value]).fetchone()
        assert found == (*astuple(row)[:3], *(expected or ()), *astuple(row)[4:])


def test_form_fields_arrive_as_generated(loaded: Connection):
    stored = dict(run(loaded, "SELECT id::text, copied_from::text FROM {}.form_fields"))
    assert stored == {row.id: row.copied_from for row in form_fields(150)}


def test_every_generated_document_fits_into_jsonb(tables: Connection):
    load.load(tables, SCHEMA, ScaleCounts(1_400, 1_400))
    sizes = run(tables, "SELECT max(length(value::text)) > 1000000, count(value) FROM {}.batches")
    assert sizes == [(True, 1_398)]
    assert run(tables, "SELECT count(value) FROM {}.form_fields") == [(1_398,)]


@pytest.mark.parametrize("table", ["batches", "form_fields"])
def test_the_odd_roots_are_four_different_things(loaded: Connection, table: str):
    statement = "SELECT jsonb_typeof(value), count(*) FROM {}." + table + " GROUP BY 1 ORDER BY 1"
    rows = COUNTS.batches if table == "batches" else COUNTS.form_fields
    assert run(loaded, statement) == [("array", 1), ("null", 1), ("object", rows - 4), ("string", 1), (None, 1)]


def test_batches_lie_in_one_partition_for_each_month(loaded: Connection):
    rows = run(
        loaded,
        "SELECT tableoid::regclass::text, min(to_char(created_at AT TIME ZONE 'UTC', 'YYYY_MM')),"
        " count(DISTINCT date_trunc('month', created_at AT TIME ZONE 'UTC')) FROM {}.batches GROUP BY 1",
    )
    assert len(rows) == 12
    assert all(months == 1 and f"batches_{month}" in str(partition) for partition, month, months in rows)


def test_the_application_goes_on_where_the_load_ended(loaded: Connection):
    created = run(loaded, "INSERT INTO {}.batches (company_id, value) VALUES (1, '{{}}') RETURNING id, status")
    assert created == [(201, "open")]
    key = run(loaded, "INSERT INTO {}.form_fields (company_id, value) VALUES (1, '{{}}') RETURNING id IS NOT NULL")
    assert key == [(True,)]


@pytest.mark.parametrize("table", ["batches", "form_fields"])
def test_an_update_touches_updated_at(loaded: Connection, table: str):
    statement = "UPDATE {}." + table + " SET company_id = company_id RETURNING now() - updated_at < '1 minute'"
    assert set(run(loaded, statement)) == {(True,)}


@pytest.mark.parametrize("table", ["batches", "form_fields"])
def test_foreign_keys_hold(loaded: Connection, table: str):
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        run(loaded, "UPDATE {}." + table + " SET created_by = 999999")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        run(loaded, "DELETE FROM {}.companies")


def test_a_search_in_the_payload_can_use_the_gin_index(loaded: Connection):
    with loaded.transaction():
        loaded.execute("SET LOCAL enable_seqscan = off")
        plan = run(loaded, 'EXPLAIN SELECT id FROM {}.batches WHERE value @> \'{{"lot":"L250000010"}}\'')
    assert "value_idx" in repr(plan)
    found = run(loaded, 'SELECT id FROM {}.batches WHERE value @> \'{{"lot":"L250000010"}}\'')
    assert found == [(10,)]


def test_a_second_load_changes_nothing(loaded: Connection):
    with pytest.raises(psycopg.errors.UniqueViolation):
        load.load(loaded, SCHEMA, ScaleCounts(500, 500))
    assert run(loaded, "SELECT count(*) FROM {}.batches") == [(200,)]


def test_tables_that_are_there_are_left_alone(loaded: Connection):
    with pytest.raises(psycopg.errors.DuplicateTable):
        load.create_tables(loaded, SCHEMA)
    assert run(loaded, "SELECT count(*) FROM {}.batches") == [(200,)]


def test_an_owner_without_other_rights_can_load(nonsuperuser: str):
    with psycopg.connect(nonsuperuser, autocommit=True) as conn:
        load.create_tables(conn, SCHEMA)
        assert load.load(conn, SCHEMA, ScaleCounts(30, 30)).batches == 30
