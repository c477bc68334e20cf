"""Every phase without a superuser: the operator owns the legacy table, writers have rights on data, tenants on rows."""

from __future__ import annotations

from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

import psycopg
import pytest
from concurrency import scene
from concurrency.history import FORCED, History
from concurrency.scene import LEGACY, SPEC, T, V, differences, document
from operator_cases import compiled
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.lens.tree import build
from hofsm_migrate.phases import change, files, rollback

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server

    from hofsm_migrate.names import Phase

WRITER, NEWCOMER, ANNA, BERT = "Old Writer", "New Writer", "carla", "dirk"
TABLES = [f'"Notebook"."{table.name}"' for node in build(scene.mapping()).nodes for table in node.tables]
WAYS = ("expand", "dual-write", "mirror", "cutover", "mirrored", "cutover", "dual_write", "expanded", "legacy")


class Place:
    """The operator's connection, who owns the legacy table and nothing else, and those of other roles."""

    def __init__(self, dsn: str, tmp_path: Path) -> None:
        self.dsn, self.conn = dsn, connect(dsn)
        self.conn.execute(LEGACY.encode())
        scene.fill(self.conn, 6)
        spec = compiled(tmp_path, SPEC.replace("TYPE", "jsonb"), "notes.yaml")
        self.reviewed = files.read(spec, tmp_path / "migrations")
        schema.install(self.conn)
        scene.expand(self.conn, schema=scene.TWIN)

    @property
    def phase(self) -> Phase:
        return History(self.conn, self.reviewed, Random(0)).phase

    def go(self, way: str) -> Phase:
        """Forward by a command or back to a phase, by the operator; the phase after it."""
        if way in {"expand", "dual-write", "mirror", "cutover"}:
            if way in FORCED:
                self.agree()
            terms = change.Terms(forced=FORCED.get(way, {}))
            change.forward(self.conn, self.reviewed, self.reviewed.plan.step(way), terms)
        else:
            rollback.rollback(self.conn, self.reviewed, to=way)  # pyright: ignore[reportArgumentType]
        return self.phase

    def agree(self) -> None:
        if self.phase in {"dual_write", "mirrored", "cutover"}:
            History(self.conn, self.reviewed, Random(0)).agree()
            assert differences(self.conn) == []

    @contextmanager
    def acting(self, role: str) -> Iterator[psycopg.Connection]:
        with psycopg.connect(make_conninfo(self.dsn, user=role), autocommit=True) as conn:
            yield conn

    def refused(self, role: str, statement: str) -> None:
        with self.acting(role) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(statement.encode())


@pytest.fixture
def place(server: Server, nonsuperuser: str, empty_database: str, tmp_path: Path) -> Iterator[Place]:
    owner = conninfo_to_dict(nonsuperuser)["user"]
    roles = (WRITER, NEWCOMER, ANNA, BERT)
    with connect(empty_database) as admin:
        admin.execute(sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(sql.Identifier(str(owner))))
        for role in roles:
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    try:
        made = Place(nonsuperuser, tmp_path)
        yield made
        made.conn.close()
    finally:
        with connect(empty_database) as admin:
            for role in roles:
                admin.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(sql.Identifier(role)))


def write(conn: psycopg.Connection, number: int) -> None:
    """Every kind of write through the legacy name, and a read of all."""
    for statement in (
        f"UPDATE {T} SET {V} = jsonb_set({V}, '{{title}}', '\"written {number}\"') WHERE id <= 2",
        f"UPDATE {T} SET status = 'seen' WHERE id = 3",
        f"INSERT INTO {T} (id, {V}) VALUES ({100 + number}, '{document(number)}')",
        f"UPDATE {T} SET id = id + 100, {V} = {V} - 'lines' WHERE id = {100 + number}",
        f"DELETE FROM {T} WHERE id = {199 + number}",
    ):
        conn.execute(statement.encode())
    assert conn.execute(f"SELECT count({V} ->> 'title') FROM {T}".encode()).fetchone() == (7,)


def test_a_writer_with_rights_on_the_legacy_table_only_writes_in_every_phase(place: Place) -> None:
    place.conn.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON {T} TO "{WRITER}"'.encode())
    for number, way in enumerate(WAYS, 1):
        phase = place.go(way)
        with place.acting(WRITER) as conn:
            write(conn, number)
        place.agree()
        place.refused(WRITER, "SELECT FROM hofsm.mapping")
        if phase != "legacy":
            place.refused(WRITER, 'UPDATE "Notebook"."Note" SET rev = 1')
            place.refused(WRITER, 'DELETE FROM "Notebook".line')
        if phase in {"expanded", "dual_write", "mirrored"}:
            place.refused(WRITER, 'SELECT FROM "Notebook"."Note"')
        if phase == "cutover":
            place.refused(WRITER, f"DROP VIEW {T}")
    place.refused(WRITER, f"TRUNCATE {T}")


def test_a_writer_with_rights_on_the_new_tables_only_writes_where_they_are_open(place: Place) -> None:
    place.go("expand")
    place.conn.execute(
        f'GRANT USAGE ON SCHEMA "Notebook" TO "{NEWCOMER}";'
        f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "Notebook" TO "{NEWCOMER}"'.encode()
    )
    for number, way in enumerate(WAYS[1:-1], 1):
        phase = place.go(way)
        with place.acting(NEWCOMER) as conn:
            if phase not in {"mirrored", "cutover"}:
                with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
                    conn.execute('UPDATE "Notebook"."Note" SET rev = 1')
                continue
            conn.execute('UPDATE "Notebook"."Note" SET rev = rev + 1')
            conn.execute('DELETE FROM "Notebook".field WHERE id = 1 AND "the ""key""" = \'new\'')
            conn.execute(f"INSERT INTO \"Notebook\".field VALUES (1, 'new', {number})".encode())
            conn.execute(f'INSERT INTO "Notebook"."Note" (id, title) VALUES ({300 + number}, \'new\')'.encode())
        place.agree()
        place.refused(NEWCOMER, f"SELECT FROM {T}")


def test_nobody_else_puts_a_function_that_runs_as_its_owner_on_a_table_of_their_own(place: Place) -> None:
    place.go("expand")
    place.conn.execute(f'GRANT SELECT ON {T} TO "{WRITER}"; GRANT USAGE ON SCHEMA "Notebook" TO "{WRITER}"'.encode())
    for way in WAYS[1:4]:
        phase = place.go(way)
        functions = place.conn.execute(
            "SELECT oid::regproc::text FROM pg_proc WHERE prosecdef AND pronamespace = '\"Notebook\"'::regnamespace"
        ).fetchall()
        assert len(functions) >= 2, phase
        for (function,) in functions:
            place.refused(
                WRITER,
                f"CREATE TEMPORARY TABLE own (LIKE {T}); CREATE TRIGGER mine AFTER DELETE ON own"
                f" FOR EACH ROW EXECUTE FUNCTION {function}()",
            )


# -- tenants -----------------------------------------------------------------------------------------------------------

TENANTS = f"""
ALTER TABLE {T} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {T} ALTER status SET DEFAULT current_user;
CREATE POLICY tenant ON {T} USING (status = current_user);
GRANT SELECT, INSERT, UPDATE, DELETE ON {T} TO {ANNA}, {BERT};
UPDATE {T} SET status = CASE WHEN id % 2 = 0 THEN '{ANNA}' ELSE '{BERT}' END;
"""
GRANTS = f"""
GRANT USAGE ON SCHEMA "Notebook" TO {ANNA}, {BERT};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "Notebook" TO {ANNA}, {BERT};
"""


def ids(conn: psycopg.Connection, relation: str) -> set[int]:
    return {one for (one,) in conn.execute(f"SELECT id FROM {relation}".encode()).fetchall()}


def own(place: Place, role: str) -> set[int]:
    return ids(place.conn, f"{T} WHERE status = '{role}'")


def look(place: Place) -> None:
    """Each tenant sees all that is theirs, and nothing else, wherever they look."""
    for role in (ANNA, BERT):
        expected = own(place, role)
        with place.acting(role) as conn:
            assert ids(conn, T) == expected
            if place.phase == "legacy":
                continue
            for table in [*TABLES, '"Notebook".composed_notes']:
                assert ids(conn, table) <= expected, f"{role} sees others' rows in {table} in phase {place.phase}"
            if place.phase in {"dual_write", "mirrored", "cutover"}:
                assert ids(conn, TABLES[0]) == ids(conn, '"Notebook".composed_notes') == expected


def write_as_tenant(place: Place, role: str, number: int) -> None:
    """All that a tenant can reach is written from the legacy side, and from the new one where that is open."""
    expected, other = own(place, role), min(own(place, BERT if role == ANNA else ANNA))
    with place.acting(role) as conn:
        title = f"jsonb_set({V}, '{{title}}', to_jsonb('{role} {number}'::text))"
        assert conn.execute(f"UPDATE {T} SET {V} = {title}".encode()).rowcount == len(expected)
        assert conn.execute(f"DELETE FROM {T} WHERE id = {other}".encode()).rowcount == 0
        conn.execute(f"INSERT INTO {T} (id, {V}) VALUES ({number}, '{document(number)}')".encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(f"INSERT INTO {T} (id, {V}, status) VALUES (999, '{{}}', 'others')".encode())
        if place.phase in {"mirrored", "cutover"}:
            renamed = conn.execute(f"UPDATE {TABLES[0]} SET title = 'new {role}'".encode()).rowcount
            assert renamed == len(expected) + 1
            assert conn.execute(f"UPDATE {TABLES[1]} SET words = 'x' WHERE id = {other}".encode()).rowcount == 0
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(f"INSERT INTO \"Notebook\".field VALUES ({other}, 'theirs', 1)".encode())
            with pytest.raises(psycopg.errors.InsufficientPrivilege):  # there is no legacy row yet that could be theirs
                conn.execute(f"INSERT INTO {TABLES[0]} (id, title) VALUES ({500 + number}, 'new')".encode())
            assert conn.execute(f"DELETE FROM {TABLES[0]} WHERE id = {number}".encode()).rowcount == 1


def test_tenants_never_see_each_others_rows_in_any_phase(place: Place) -> None:
    place.conn.execute(TENANTS.encode())
    number = 10
    for way in WAYS:
        phase = place.go(way)
        if way == "expand":
            place.conn.execute(GRANTS.encode())
            History(place.conn, place.reviewed, Random(0)).agree()  # a rehearsal
        place.agree()
        for role in (ANNA, BERT):
            look(place)
            number += 1
            write_as_tenant(place, role, number)
            look(place)
        place.agree()
        assert phase == place.phase
    assert not ids(place.conn, f"{T} WHERE status NOT IN ('{ANNA}', '{BERT}')")
