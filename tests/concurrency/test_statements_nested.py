"""Statements that the application's triggers and functions run inside of others; what the table holds decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from concurrency import guards, statements
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


# -- triggers of the application ---------------------------------------------------------------------------------------

TRIGGER = """
CREATE FUNCTION public.application() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$;
CREATE TRIGGER {name} {when} ON {T} FOR EACH ROW {condition} EXECUTE FUNCTION public.application();
"""
FIRST, LAST = '"A"', "z"
"""Names of triggers that fire before ours and after ours."""


def application_trigger(
    conn: psycopg.Connection, name: str, when: str, body: str, condition: str = "WHEN (pg_trigger_depth() = 0)"
) -> None:
    conn.execute(TRIGGER.format(name=name, when=when, body=body, condition=condition, T=T).encode())


SAME_ROW = f"{SET}jsonb_set({V}, '{{title}}', '\"nested\"') - 'fields' WHERE id = NEW.id; RETURN NULL;"
BACK = f"{SET}OLD.{V} WHERE id = NEW.id; RETURN NULL;"
THERE_AND_BACK = f"{SET}'{document(30)}' WHERE id = NEW.id; {SET}NEW.{V} WHERE id = NEW.id; RETURN NULL;"
OTHER_ROW = f"{SET}jsonb_set({V}, '{{lines,0,words}}', '\"nested\"') WHERE id <> NEW.id; RETURN NULL;"
DELETED = f"DELETE FROM {T} WHERE id = NEW.id; RETURN NULL;"
MADE_AGAIN = f"DELETE FROM {T} WHERE id = NEW.id; INSERT INTO {T} VALUES (NEW.id, '[]'); RETURN NULL;"
REKEYED = f"UPDATE {T} SET id = id + 50 WHERE id = NEW.id; RETURN NULL;"
NESTED = {
    "the same row": SAME_ROW,
    "the same row, back to what it was": BACK,
    "the same row, there and back": THERE_AND_BACK,
    "other rows of the statement": OTHER_ROW,
    "the row is deleted": DELETED,
    "the row is deleted and made again": MADE_AGAIN,
    "another key": REKEYED,
}


@pytest.mark.parametrize("name", [FIRST, LAST], ids=["before ours", "after ours"])
@pytest.mark.parametrize("body", NESTED.values(), ids=NESTED)
def test_rows_follow_writes_of_a_trigger_of_the_application(empty: psycopg.Connection, body: str, name: str) -> None:
    with documents(empty) as conn:
        application_trigger(conn, name, "AFTER INSERT OR UPDATE", body)
        conn.execute(f'{SET}{V} || \'{{"title": "outer", "components": []}}\' WHERE id IN (1, 2, 4, 5)'.encode())
        conn.execute(f"INSERT INTO {T} VALUES (8, '{document(8)}'), (9, '{document(9)}')".encode())
        compare(conn)


@guarded(guards.CURRENT_ROW)
def test_an_update_that_was_overtaken_by_a_nested_one(empty: psycopg.Connection, without: Guard | None) -> None:
    with documents(empty, without=without) as conn:
        application_trigger(conn, FIRST, "AFTER UPDATE", SAME_ROW)
        conn.execute(f"{SET}jsonb_set({V}, '{{title}}', '\"outer\"') WHERE id = 2".encode())
        compare(conn, without)


@guarded(guards.CURRENT_ROW)
def test_an_insert_that_was_undone_by_a_nested_delete(empty: psycopg.Connection, without: Guard | None) -> None:
    with documents(empty, without=without, claimed=6) as conn:
        application_trigger(conn, FIRST, "AFTER INSERT", DELETED)
        conn.execute(f"INSERT INTO {T} VALUES (8, '{document(8)}')".encode())
        compare(conn, without, backfill=False)


@guarded(guards.CURRENT_AFTER_DELETE)
def test_a_delete_that_was_undone_by_a_nested_insert(empty: psycopg.Connection, without: Guard | None) -> None:
    with documents(empty, without=without, claimed=6) as conn:
        body = f'INSERT INTO {T} (id, {V}) VALUES (OLD.id, OLD.{V} || \'{{"title": "kept"}}\'); RETURN NULL;'
        application_trigger(conn, FIRST, "AFTER DELETE", body)
        conn.execute(f"DELETE FROM {T} WHERE id IN (2, 4)".encode())
        compare(conn, without, backfill=False)  # which would repair what the control does


@pytest.mark.parametrize("name", [FIRST, LAST], ids=["before ours", "after ours"])
@guarded(guards.NESTED_AS_WELL)
def test_nested_writes_are_not_taken_for_our_own(empty: psycopg.Connection, name: str, without: Guard | None) -> None:
    with documents(empty, without=without) as conn:
        application_trigger(conn, name, "AFTER UPDATE", f"{SET}'[1]' WHERE id = 3; RETURN NULL;")
        conn.execute(f'{SET}{V} || \'{{"title": "outer"}}\' WHERE id = 2'.encode())
        compare(conn, without)


@guarded(guards.ANY_UPDATE)
def test_a_before_trigger_changes_the_payload_of_an_update_that_does_not_name_it(
    empty: psycopg.Connection, without: Guard | None
) -> None:
    with documents(empty, without=without) as conn:
        body = f"NEW.{V} = NEW.{V} || jsonb_build_object('title', NEW.status); RETURN NEW;"
        application_trigger(conn, LAST, "BEFORE UPDATE", body)
        conn.execute(f"UPDATE {T} SET status = 'closed' WHERE id IN (1, 2)".encode())
        compare(conn, without)


@guarded(guards.ANY_UPDATE)
def test_a_before_trigger_changes_the_key_in_an_update_that_does_not_name_it(
    empty: psycopg.Connection, without: Guard | None
) -> None:
    with documents(empty, without=without, claimed=6) as conn:
        application_trigger(conn, LAST, "BEFORE UPDATE", "NEW.id = NEW.id + 90; RETURN NEW;")
        conn.execute(f"UPDATE {T} SET status = 'closed' WHERE id IN (1, 2)".encode())
        compare(conn, without, backfill=False)


CHANGES = {
    "another column": ("other = 2", 0),
    "the payload as it was": ("v = v", 0),
    "a payload": ("v = '1.0'", 1),
    "no payload": ("v = NULL", 1),
    "a key that is equal, and not the same": ("k = '1.0'", 1),
    "a key": ("id = 2", 1),
}


@pytest.mark.parametrize(("change", "followed"), CHANGES.values(), ids=CHANGES)
def test_what_an_update_has_to_change_to_be_followed(empty: psycopg.Connection, change: str, followed: int) -> None:
    with documents(empty) as conn:
        conn.execute(
            f"""
            CREATE TABLE public."Some Keys" (k numeric, id int, v jsonb, other int, PRIMARY KEY (k, id));
            INSERT INTO public."Some Keys" VALUES ('1', 1, '1');
            CREATE TABLE public.followed ();
            CREATE FUNCTION public.follow() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN INSERT INTO public.followed DEFAULT VALUES; RETURN NULL; END $$;
            SELECT hofsm.follow_updates('follow', 'public."Some Keys"', 'public.follow', '{{k,id}}', 'v');
            UPDATE public."Some Keys" SET {change}
        """.encode()
        )
        assert conn.execute("SELECT count(*) FROM public.followed").fetchone() == (followed,)


def test_a_before_trigger_changes_what_is_inserted(empty: psycopg.Connection) -> None:
    with documents(empty) as conn:
        application_trigger(conn, LAST, "BEFORE INSERT", f"NEW.id = NEW.id + 90; NEW.{V} = '[2]'; RETURN NEW;")
        conn.execute(f"INSERT INTO {T} VALUES (1, '{document(8)}'), (8, NULL)".encode())
        compare(conn)


def test_a_deferred_trigger_of_the_application_writes_at_the_end(empty: psycopg.Connection) -> None:
    with documents(empty) as conn:
        conn.execute(
            f"""
            CREATE FUNCTION public.late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {SAME_ROW} END $$;
            CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON {T} DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION public.late();
            UPDATE {T} SET status = 'closed', {V} = '{document(21)}' WHERE id IN (1, 4);
            UPDATE {T} SET status = 'open', {V} = '{document(22)}' WHERE id IN (1, 2);
            SET CONSTRAINTS ALL IMMEDIATE
        """.encode()
        )
        compare(conn)


def test_a_function_that_is_called_in_a_statement_writes_other_rows_and_its_own_insert(
    empty: psycopg.Connection,
) -> None:
    with documents(empty) as conn:
        conn.execute(
            f"""
            CREATE FUNCTION public.touch(which bigint) RETURNS jsonb LANGUAGE plpgsql AS $$
            BEGIN
                {SET}jsonb_set({V}, '{{title}}', '"touched"') WHERE id = which;
                INSERT INTO {T} VALUES (which + 10, '{document(5)}');
                RETURN '{document(4)}';
            END $$;
            {SET}public.touch(id + 1) WHERE id IN (1, 4);
            SELECT public.touch(3);
            DELETE FROM {T} WHERE id = 2 AND public.touch(6) IS NOT NULL
        """.encode()
        )
        compare(conn)


def test_a_row_that_a_function_writes_inside_of_its_own_update_is_an_error_of_the_server(
    empty: psycopg.Connection,
) -> None:
    with documents(empty) as conn:
        conn.execute(
            f"""
            CREATE FUNCTION public.touch(which bigint) RETURNS jsonb LANGUAGE plpgsql AS $$
            BEGIN {SET}jsonb_set({V}, '{{title}}', '"touched"') WHERE id = which; RETURN '[]'; END $$
        """.encode()
        )
        with pytest.raises(psycopg.errors.TriggeredDataChangeViolation), conn.transaction():
            conn.execute(f"{SET}public.touch(id) WHERE id = 1".encode())
        compare(conn)
