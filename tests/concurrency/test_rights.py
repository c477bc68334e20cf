"""Roles without rights on the new tables, tenants under row-level security, and an owner from whom rows are hidden."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest
from concurrency import guards, scene
from concurrency.guards import guarded
from concurrency.scene import LEGACY, T, V, differences, document
from conftest import fresh_database
from psycopg import sql

from hofsm_migrate.db.connect import connect
from hofsm_migrate.lens.tree import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concurrency.scene import Guard
    from conftest import Server

OWNER, WRITER, ANNA, BERT = "The Owner", "The Writer", "anna", "bert"
ROLES = (OWNER, WRITER, ANNA, BERT)
TABLES = [table.name for node in build(scene.mapping()).nodes for table in node.tables]
RETITLE_ALL = f"UPDATE {T} SET {V} = jsonb_set({V}, '{{title}}', '\"written\"')"
RETITLE = f"{RETITLE_ALL} WHERE id = %s"
TENANTS = f"""
ALTER TABLE {T} ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON {T} USING (status = current_user);
GRANT ALL ON {T} TO "{ANNA}", "{BERT}";
UPDATE {T} SET status = CASE WHEN id % 2 = 0 THEN '{ANNA}' ELSE '{BERT}' END;
"""


@pytest.fixture(scope="module", params=["server18", "second_server"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    """DSN of a database for all tests of this module; the owner, who is no superuser, may make schemas in it."""
    server: Server = request.getfixturevalue(request.param)
    with connect(server.admin_dsn) as admin:
        for role in ROLES:
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    with fresh_database(server) as dsn:
        with connect(dsn) as conn:
            conn.execute(
                f"""
                DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO "{OWNER}"', current_database()); END $$;
                GRANT CREATE ON SCHEMA public TO "{OWNER}"; GRANT USAGE ON SCHEMA hofsm TO "{OWNER}"
            """.encode()
            )
        yield dsn
    with connect(server.admin_dsn) as admin:
        for role in ROLES:
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.fixture
def conn(place: str) -> Iterator[psycopg.Connection]:
    """The superuser, with documents 1 to 6 in a legacy table of the owner; all of it is rolled back."""
    with connect(place) as conn, conn.transaction(force_rollback=True):
        with acting(conn, OWNER):
            conn.execute(LEGACY.encode())
            conn.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON {T} TO "{WRITER}"'.encode())
            scene.fill(conn, 6)
        scene.expand(conn, schema=scene.TWIN)
        yield conn


@contextmanager
def acting(conn: psycopg.Connection, role: str) -> Iterator[None]:
    """As `role`, until the block ends; not after an error, which the transaction around it undoes with the rest."""
    conn.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
    yield
    conn.execute("RESET ROLE")


def install(conn: psycopg.Connection, without: Guard | None = None, claimed: int = 3) -> None:
    with acting(conn, OWNER):
        scene.install(conn, without=without)
        conn.execute(scene.chunk(1, claimed).encode())


def refused(conn: psycopg.Connection, role: str, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction(), acting(conn, role):
        conn.execute(statement.encode())


# -- rights ------------------------------------------------------------------------------------------------------------


def test_a_writer_needs_no_rights_on_the_new_tables(conn: psycopg.Connection) -> None:
    install(conn)
    with acting(conn, WRITER):
        for number in (1, 2, 4):
            conn.execute(RETITLE.encode(), [number])
        conn.execute(f"DELETE FROM {T} WHERE id IN (1, 5)".encode())
        conn.execute(f"UPDATE {T} SET id = id + 100 WHERE id IN (2, 6)".encode())
        conn.execute(f"INSERT INTO {T} VALUES (9, '{document(9)}')".encode())
    conn.execute(scene.chunk().encode())
    assert differences(conn) == []
    with acting(conn, WRITER):
        conn.execute(f"TRUNCATE {T}; INSERT INTO {T} VALUES (9, '{document(9)}')".encode())
    assert differences(conn) == []
    refused(conn, WRITER, 'SELECT FROM "Notebook"."Note"')
    refused(conn, WRITER, 'SELECT FROM "Notebook".forget_notes(9)')


def test_control_a_function_that_runs_as_its_caller_is_refused(conn: psycopg.Connection) -> None:
    install(conn, guards.AS_OWNER)
    refused(conn, WRITER, RETITLE.replace("%s", "2"))


# -- tenants -----------------------------------------------------------------------------------------------------------


def visible(conn: psycopg.Connection, role: str, relation: str) -> set[int]:
    with acting(conn, role):
        return {row[0] for row in conn.execute(f'SELECT id FROM "Notebook"."{relation}"'.encode()).fetchall()}


def grant(conn: psycopg.Connection) -> None:
    with acting(conn, OWNER):
        conn.execute(
            f'GRANT USAGE ON SCHEMA "Notebook" TO "{ANNA}", "{BERT}";'
            f'GRANT SELECT ON ALL TABLES IN SCHEMA "Notebook" TO "{ANNA}", "{BERT}"'.encode()
        )


@guarded(guards.ROW_SECURITY)
def test_tenants_see_what_is_made_of_their_own_documents(conn: psycopg.Connection, without: Guard | None) -> None:
    with acting(conn, OWNER):
        conn.execute(TENANTS.encode())
    install(conn, without, claimed=6)
    grant(conn)
    for role, number in ((ANNA, 10), (BERT, 11)):
        with acting(conn, role):
            conn.execute(f"INSERT INTO {T} VALUES ({number}, '{document(8)}', '{role}')".encode())
            conn.execute(RETITLE_ALL.encode())
            conn.execute(f"DELETE FROM {T} WHERE id IN (5, 6)".encode())
    assert differences(conn) == []
    for relation in [*TABLES, "composed_notes"]:
        seen = visible(conn, ANNA, relation), visible(conn, BERT, relation)
        if without and relation != "composed_notes":
            assert seen[0] == seen[1]
        elif not without:
            assert seen[0] <= {2, 4, 10}
            assert seen[1] <= {1, 3, 11}
    if not without:
        for relation in ("Note", "composed_notes"):
            assert (visible(conn, ANNA, relation), visible(conn, BERT, relation)) == ({2, 4, 10}, {1, 3, 11})
    refused(conn, ANNA, """UPDATE "Notebook"."Note" SET title = 'x'""")


def test_row_security_of_the_new_tables_stays_on_the_way_back_since_their_rows_do(conn: psycopg.Connection) -> None:
    with acting(conn, OWNER):
        conn.execute(TENANTS.encode())
    install(conn)
    with acting(conn, OWNER):
        conn.execute(scene.scripts()[2].encode())
    left = """SELECT count(*) FILTER (WHERE relrowsecurity), (SELECT count(*) FROM pg_policy WHERE polrelid IN
        (SELECT oid FROM pg_class WHERE relnamespace = '"Notebook"'::regnamespace))
        FROM pg_class WHERE relnamespace = '"Notebook"'::regnamespace"""
    assert conn.execute(left.encode()).fetchone() == (len(TABLES), len(TABLES))


# -- rows that are hidden from the owner ---------------------------------------------------------------------------


@guarded(guards.NO_HIDDEN_ROWS)
def test_a_row_that_is_hidden_from_the_owner_is_an_error_and_not_taken_for_deleted(
    conn: psycopg.Connection, without: Guard | None
) -> None:
    with acting(conn, OWNER):
        conn.execute(TENANTS.encode())
    install(conn, without, claimed=6)
    conn.execute(f"ALTER TABLE {T} FORCE ROW LEVEL SECURITY".encode())
    for write in (
        RETITLE_ALL,
        f"DELETE FROM {T}",
        f"INSERT INTO {T} VALUES (9, '1', '{ANNA}')",
    ):
        if not without:
            refused(conn, ANNA, write)
    if without:
        with acting(conn, ANNA):
            conn.execute(RETITLE_ALL.encode())
    assert bool(differences(conn)) == bool(without)


def test_an_owner_who_bypasses_row_security_sees_all_rows(conn: psycopg.Connection) -> None:
    with acting(conn, OWNER):
        conn.execute(TENANTS.encode())
    install(conn, claimed=6)
    conn.execute(f'ALTER TABLE {T} FORCE ROW LEVEL SECURITY; ALTER ROLE "{OWNER}" BYPASSRLS'.encode())
    with acting(conn, ANNA):
        conn.execute(RETITLE_ALL.encode())
    assert differences(conn) == []
