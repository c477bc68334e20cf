"""Every kind of statement, and tables of every kind: afterwards the rows are those of what the table holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from concurrency import guards, scene, statements
from concurrency.guards import guarded
from concurrency.scene import LEGACY, T, V, document
from concurrency.statements import SET, compare, documents
from conftest import fresh_database

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concurrency.scene import Guard


@pytest.fixture(scope="module", params=["server18", "second_server"])
def empty(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    """A database for all tests of this module, each of which rolls back what it did; the plain table is there."""
    with fresh_database(request.getfixturevalue(request.param)) as dsn, connect(dsn) as conn:
        statements.prepare(conn, LEGACY, None, "jsonb")
        yield conn


RECORDS = f"""(VALUES (1, '{document(11)}'), (5, '{document(15)}'), (8, '{document(18)}')) AS new (id, document)"""
STATEMENTS = {
    "replace": f"{SET}'{document(20)}' WHERE id = 1",
    "one path": f"{SET}jsonb_set({V}, '{{lines,0,parts,1,n}}', '\"7.10\"')",
    "concatenation": f"""{SET}{V} || '{{"title": "new", "extra": 1.0}}'""",
    "key removed": f"{SET}{V} - 'lines'",
    "counter": f"{SET}jsonb_set({V}, '{{rev}}', to_jsonb(({V} ->> 'rev')::int + 1))",
    "soft delete": f"""{SET}{V} || '{{"deleted": true}}', status = 'deleted' WHERE id IN (2, 5)""",
    "bulk update by a record set": f"""
        {SET}new.document FROM jsonb_to_recordset('[{{"id": 2, "document": {{"title": "x"}}}}, {{"id": 4,
        "document": []}}]') AS new (id bigint, document jsonb) WHERE "Legacy Notes".id = new.id""",
    "SQL NULL": f"{SET}NULL; {SET}'{document(3)}' WHERE id IN (2, 4); {SET}NULL",
    "documents that are no objects": f"""{SET}'[1]' WHERE id = 1; {SET}'null' WHERE id = 2; {SET}'7' WHERE id = 4;
        {SET}'"x"'; {SET}'{document(2)}' WHERE id = 2""",
    "delete": f"DELETE FROM {T} WHERE id IN (1, 4)",
    "delete all": f"DELETE FROM {T}",
    "truncate": f"TRUNCATE {T}",
    "truncate and fill again": f"TRUNCATE {T}; INSERT INTO {T} VALUES (2, '{document(2)}')",
    "insert": f"INSERT INTO {T} VALUES (8, '{document(8)}'), (9, NULL), (10, '[]')",
    "on conflict do update": f"""INSERT INTO {T} SELECT new.id, new.document::jsonb FROM {RECORDS}
        ON CONFLICT (id) DO UPDATE SET {V} = excluded.{V}""",
    "on conflict do nothing": f"""INSERT INTO {T} SELECT new.id, new.document::jsonb FROM {RECORDS}
        ON CONFLICT DO NOTHING""",
    "merge": f"""MERGE INTO {T} AS old USING {RECORDS} ON old.id = new.id
        WHEN MATCHED AND new.id = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET {V} = new.document::jsonb
        WHEN NOT MATCHED THEN INSERT (id, {V}) VALUES (new.id, new.document::jsonb)""",
    "delete and insert of one key": f"""DELETE FROM {T} WHERE id < 5;
        INSERT INTO {T} VALUES (2, '{document(7)}'), (4, '[]')""",
    "delete and insert of one key in one statement": f"""WITH gone AS (DELETE FROM {T} WHERE id IN (2, 5) RETURNING *)
        INSERT INTO {T} SELECT id, '{document(8)}' FROM gone""",
    "key update": f"UPDATE {T} SET id = 100 WHERE id = 1; UPDATE {T} SET id = 101 WHERE id = 4",
    "key and payload": f"UPDATE {T} SET id = id + 100, {V} = jsonb_set({V}, '{{title}}', '1')",
    "keys that change places": f"""UPDATE {T} SET id = -id WHERE id IN (1, 6);
        UPDATE {T} SET id = 7 + id WHERE id < 0""",
    "rollback to a savepoint": f"""SAVEPOINT s; {SET}'{document(9)}'; DELETE FROM {T} WHERE id IN (2, 5);
        INSERT INTO {T} VALUES (9, '{{}}'); ROLLBACK TO s; {SET}{V} || '{{"title": "kept"}}' WHERE id IN (1, 4)""",
    "an exception that is caught": f"""DO $$ BEGIN
        BEGIN {SET}'{document(9)}'; PERFORM 1 / 0; EXCEPTION WHEN division_by_zero THEN NULL; END;
        {SET}{V} || '{{"title": "kept"}}' WHERE id IN (1, 4); END $$""",
    "two writes of one row in one transaction": f"""{SET}'{document(9)}' WHERE id IN (1, 4);
        {SET}'{document(8)}' WHERE id IN (1, 4); {SET}{V} #- '{{lines,0}}' WHERE id IN (1, 4)""",
    "a write that changes nothing": f"{SET}{V}; {SET}{V} || '{{}}'; UPDATE {T} SET status = 'same'",
}


@pytest.mark.parametrize("write", STATEMENTS.values(), ids=STATEMENTS)
def test_rows_follow_a_statement(empty: psycopg.Connection, write: str) -> None:
    with documents(empty) as conn:
        conn.execute(write.encode())
        compare(conn)


def test_rows_follow_copy_and_many_rows_in_one_statement(empty: psycopg.Connection) -> None:
    with documents(empty) as conn:
        with conn.cursor() as cursor, cursor.copy(f"COPY {T} (id, {V}) FROM STDIN".encode()) as target:
            for number in range(10, 510):
                target.write_row((number, document(number)))
        conn.execute(f"{SET}jsonb_set({V}, '{{lines,0,words}}', to_jsonb(id)) WHERE id % 2 = 0".encode())
        conn.execute(f"DELETE FROM {T} WHERE id % 5 = 0".encode())
        compare(conn)


@pytest.mark.slow
def test_rows_follow_100_000_rows_in_one_statement(empty: psycopg.Connection) -> None:
    with documents(empty) as conn:
        conn.execute(
            f"INSERT INTO {T} SELECT n, '{document(2)}' || jsonb_build_object('title', n)"
            " FROM generate_series(10, 100009) AS n".encode()
        )
        conn.execute(f"{SET}jsonb_set({V}, '{{lines,1,words}}', to_jsonb(id::text))".encode())
        conn.execute(f"UPDATE {T} SET id = id + 1000000".encode())
        compare(conn)


def test_the_first_write_of_an_unclaimed_document_represents_it_whole(empty: psycopg.Connection) -> None:
    with documents(empty) as conn:
        conn.execute(f"{SET}jsonb_set({V}, '{{title}}', '\"new\"') WHERE id = 4".encode())
        compare(conn, None)


@guarded(guards.TRUNCATE_TRIGGERS)
def test_truncate_is_followed(empty: psycopg.Connection, without: Guard | None) -> None:
    with documents(empty, without=without, claimed=6) as conn:
        conn.execute(f"TRUNCATE {T}".encode())
        compare(conn, without, backfill=False)


@guarded(guards.STALE_ROOT_ROW)
def test_a_root_row_that_is_left_over_is_not_taken_for_the_new_document(
    empty: psycopg.Connection, without: Guard | None
) -> None:
    """A row was deleted without triggers, as logical replication does, and comes back with another payload."""
    with documents(empty, without=without) as conn:
        conn.execute(f"SET LOCAL session_replication_role = replica; DELETE FROM {T} WHERE id = 2".encode())
        conn.execute(f"SET LOCAL session_replication_role = origin; INSERT INTO {T} VALUES (2, '[]')".encode())
        compare(conn, without)


# -- keys that move ------------------------------------------------------------------------------------------------

DEFERRABLE = LEGACY.replace("PRIMARY KEY", "PRIMARY KEY DEFERRABLE INITIALLY {}")


@pytest.mark.parametrize("initially", ["IMMEDIATE", "DEFERRED"])
@guarded(guards.CURRENT_AFTER_KEY_CHANGE)
def test_keys_move_to_where_others_were(empty: psycopg.Connection, initially: str, without: Guard | None) -> None:
    with documents(empty, DEFERRABLE.format(initially), without=without, claimed=6) as conn:
        conn.execute(f"UPDATE {T} SET id = id + 1".encode())
        compare(conn, without, backfill=False)


def test_keys_that_two_rows_have_until_a_deferred_key_is_looked_at(empty: psycopg.Connection) -> None:
    with documents(empty, DEFERRABLE.format("DEFERRED")) as conn:
        for write in (
            "UPDATE {T} SET id = 2 WHERE id = 1",
            "UPDATE {T} SET {V} = '[1]' WHERE id = 2 AND {V} ->> 'title' = 't1'",
            "UPDATE {T} SET {V} = '[2]' WHERE id = 2 AND {V} ->> 'title' = 't2'",
            "UPDATE {T} SET id = 1 WHERE id = 2 AND {V} = '[2]'",
            "INSERT INTO {T} VALUES (3, '[3]')",
            "UPDATE {T} SET {V} = '[4]' WHERE id = 3 AND {V} = '[3]'",
            "DELETE FROM {T} WHERE id = 3 AND {V} ->> 'title' = 't3'",
            "UPDATE {T} SET id = 5 WHERE id = 4",
            "UPDATE {T} SET {V} = '[5]' WHERE id = 5",
            "DELETE FROM {T} WHERE ctid = (SELECT max(ctid) FROM {T} WHERE id = 5)",
        ):
            conn.execute(write.replace("{T}", T).replace("{V}", V).encode())
        compare(conn)


# -- other tables ----------------------------------------------------------------------------------------------------

HEIRS = f"""
{LEGACY};
CREATE TABLE public."Old Notes" (CHECK (id >= 100), PRIMARY KEY (id)) INHERITS ({T});
CREATE TABLE public."Older Notes" (extra text, PRIMARY KEY (id)) INHERITS (public."Old Notes");
"""
LISTED = f"""
CREATE TABLE {T} (id bigint, {V} jsonb, status text DEFAULT 'open') PARTITION BY LIST (status);
CREATE TABLE public."Open Notes" PARTITION OF {T} (PRIMARY KEY (id)) FOR VALUES IN ('open');
CREATE TABLE public."Closed Notes" PARTITION OF {T} DEFAULT PARTITION BY RANGE (id);
CREATE TABLE public."Closed Low" PARTITION OF public."Closed Notes" (PRIMARY KEY (id)) FOR VALUES FROM (0) TO (100);
CREATE TABLE public."Closed High" PARTITION OF public."Closed Notes" (PRIMARY KEY (id)) DEFAULT;
CREATE INDEX ON {T} (id);
"""
OTHER_TABLES = {
    "partitioned by key": (
        scene.PARTITIONED,
        [
            f"UPDATE {T} SET id = id + 100 WHERE id IN (1, 4)",
            f"UPDATE {T} SET id = id + 100, {V} = '[1]' WHERE id = 2",
            f"INSERT INTO {T} VALUES (150, '{document(7)}') ON CONFLICT (id) DO NOTHING",
            f"INSERT INTO {T} VALUES (150, '[]') ON CONFLICT (id) DO UPDATE SET {V} = '{document(8)}'",
            f"""UPDATE public."High Notes" SET {V} = '{document(9)}'""",
            """TRUNCATE public."Low Notes" """,
            f"INSERT INTO {T} VALUES (3, '{document(3)}')",
            """TRUNCATE public."High Notes" """,
            f"INSERT INTO {T} VALUES (200, '{document(3)}')",
            f"TRUNCATE {T}",
        ],
    ),
    "partitioned by another column": (
        LISTED,
        [
            f"UPDATE {T} SET status = 'closed' WHERE id IN (1, 4)",
            f"UPDATE {T} SET status = 'done', {V} = '{document(9)}' WHERE id IN (1, 2)",
            f"UPDATE {T} SET status = 'closed', id = id + 100 WHERE id IN (3, 4)",
            f"INSERT INTO {T} VALUES (8, '{document(8)}', 'done')",
            """TRUNCATE public."Closed Notes" """,
            """TRUNCATE public."Open Notes" """,
            f"INSERT INTO {T} VALUES (8, '{document(8)}', 'done'), (9, '{document(8)}', 'open')",
            """TRUNCATE public."Closed Low" """,
        ],
    ),
    "with heirs": (
        HEIRS,
        [
            f"""INSERT INTO public."Old Notes" VALUES (100, '{document(1)}'), (101, '{document(2)}')""",
            f"""INSERT INTO public."Older Notes" VALUES (200, '{document(1)}'), (201, '{document(2)}')""",
            f"{SET}'{document(3)}' WHERE id IN (1, 4, 100, 200)",
            f"""UPDATE public."Old Notes" SET {V} = '[]' WHERE id IN (100, 200)""",
            """DELETE FROM public."Older Notes" WHERE id = 200""",
            f"DELETE FROM {T} WHERE id IN (2, 101)",
            """TRUNCATE public."Older Notes" """,
            f"TRUNCATE ONLY {T}",
            f"TRUNCATE {T}",
        ],
    ),
}


@pytest.mark.parametrize(("legacy", "writes"), OTHER_TABLES.values(), ids=OTHER_TABLES)
def test_rows_follow_writes_of_other_tables(empty: psycopg.Connection, legacy: str, writes: list[str]) -> None:
    with documents(empty, legacy) as conn:
        for write in writes:
            conn.execute(write.encode())
            with conn.transaction(force_rollback=True):  # unclaimed documents are left to the next write
                compare(conn)


@guarded(guards.ROW_TRIGGERS_OF_HEIRS)
def test_writes_of_an_heir_are_followed(empty: psycopg.Connection, without: Guard | None) -> None:
    with documents(empty, HEIRS, without=without) as conn:
        conn.execute(f"""INSERT INTO public."Older Notes" VALUES (200, '{document(1)}')""".encode())
        conn.execute(scene.chunk().encode())
        conn.execute(f"{SET}'{document(3)}' WHERE id = 200".encode())
        compare(conn, without)


TEXTS = [
    f'{SET}\'{{"title": 1.0, "title": 1.00,  "lines": [{{"words": "w"}}]}}\'',
    f"{SET}' {document(3)}' WHERE id IN (1, 4)",
    f"{SET}'{document(3)}' WHERE id IN (1, 4)",
    f"{SET}NULL WHERE id IN (2, 5)",
    f"{SET}'null' WHERE id IN (2, 5)",
    f"{SET}'\"a string\"' WHERE id = 2",
    f"{SET}'{document(5)}' WHERE id = 2",
    f"INSERT INTO {T} VALUES (8, ' [1.10 ]'), (9, NULL)",
    f"INSERT INTO {T} VALUES (8, '{document(8)}') ON CONFLICT (id) DO UPDATE SET {V} = excluded.{V}",
    f"UPDATE {T} SET id = id + 100, {V} = '{document(6)}' WHERE id IN (1, 4)",
    f"DELETE FROM {T} WHERE id IN (2, 5)",
]


@pytest.mark.parametrize("payload_type", ["json", "text"])
def test_rows_follow_payloads_that_are_json_or_text(empty: psycopg.Connection, payload_type: str) -> None:
    legacy = LEGACY.replace("jsonb", payload_type)
    with documents(empty, legacy, payload_type=payload_type) as conn:
        for write in TEXTS:
            conn.execute(write.encode())
            with conn.transaction(force_rollback=True):
                compare(conn, payload_type=payload_type)
        compare(conn, payload_type=payload_type)


def test_a_text_that_is_no_json_is_refused_and_both_sides_stay(empty: psycopg.Connection) -> None:
    with documents(empty, LEGACY.replace("jsonb", "text"), payload_type="text") as conn:
        with pytest.raises(psycopg.errors.InvalidTextRepresentation), conn.transaction():
            conn.execute(f"{SET}'{{broken' WHERE id = 2".encode())
        compare(conn, payload_type="text")
