"""A new version in phase `cutover` without a superuser, and behind PgBouncer in transaction mode."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psycopg
import pytest
from catalog_snapshot import snapshot
from concurrency import workload, workload_mirrored
from concurrency.pooler import pgbouncer
from concurrency.scene import LEGACY, OWN, T, V, fill
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from versions import CHANGES, QUICK, cut_over, differences, put_in_force, reviewed

from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import rollback
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITER = "writer's"
WAS, NOW = CHANGES["a table is split"].texts


@pytest.fixture
def owner(nonsuperuser: str, empty_database: str) -> Iterator[psycopg.Connection]:
    """The operator, who owns the legacy table and nothing else; a role that may write to it."""
    name = sql.Identifier(str(conninfo_to_dict(nonsuperuser)["user"]))
    role = sql.Identifier(WRITER)
    with connect(empty_database) as admin:
        admin.execute(sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(name))
        admin.execute(sql.SQL("CREATE ROLE {}").format(role))
        admin.execute(sql.SQL("GRANT {} TO {}").format(role, name))
    try:
        with connect(nonsuperuser) as conn:
            schema.install(conn)
            conn.execute(LEGACY.encode())
            fill(conn, 6)
            conn.execute(sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}").format(sql.SQL(T), role))
            yield conn
    finally:
        with connect(empty_database) as admin:
            admin.execute(sql.SQL("DROP OWNED BY {0} CASCADE; DROP ROLE {0}").format(role))


def test_the_owner_of_the_table_needs_no_more(owner: psycopg.Connection) -> None:
    before, new = snapshot(owner), reviewed(NOW)
    cut_over(owner, reviewed(WAS), kept=False)
    owner.execute(
        f'COMMENT ON COLUMN "{OWN}"."Note".title IS \'mine\'; ALTER TABLE "{OWN}"."Note" SET (fillfactor = 80)'
    )
    owner.execute(f'ALTER TABLE "{OWN}"."Note" ALTER title SET STATISTICS 7')
    put_in_force(owner, new)
    set_there = """
    SELECT col_description(c.oid, a.attnum), a.attstattarget, c.reloptions FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid WHERE c.oid = %s::regclass AND a.attname = 'title'
    """
    assert owner.execute(set_there, [f'"{OWN}"."Note"']).fetchone() == ("mine", 7, ["fillfactor=80"])
    owner.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(WRITER)))
    owner.execute(f"UPDATE {T} SET {V} = jsonb_set({V}, '{{rev}}', '7') WHERE id = 1".encode())
    owner.execute(f"INSERT INTO {T} (id, {V}) VALUES (70, '{{\"rev\": 8}}')".encode())
    owner.execute(f"DELETE FROM {T} WHERE id = 2".encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute(f'UPDATE "{OWN}"."Note ""rev""" SET rev = 1'.encode())
    assert owner.execute(f"SELECT {V} -> 'rev' FROM {T} WHERE id IN (1, 70) ORDER BY id".encode()).fetchall() == [
        (7,),
        (8,),
    ]
    owner.execute("RESET ROLE")
    assert verify(owner, new.plan).parity
    rollback.rollback(owner, new, to="mirrored")
    assert differences(owner, new) == []
    rollback.rollback(owner, new)
    assert snapshot(owner) == before


def test_behind_a_pooler(conn18: psycopg.Connection, database18: str) -> None:
    """Fewer connections to the server than clients, so that the next transaction is on another one."""
    conn18.execute(workload.TABLE.encode())
    workload.fill(conn18)
    was, now = CHANGES["a path leaves the residual"].texts
    new, make = reviewed(now), workload_mirrored.mixed
    cut_over(conn18, reviewed(was), kept=False)
    with (
        pgbouncer(database18, connections=3) as pooled,
        connect(pooled) as operator,
        workload.running(pooled, seed=8, admin=conn18, make=make, through_view=True) as work,
    ):
        put_in_force(operator, new)
        before, start = work.transactions, time.monotonic()
        while work.transactions < before + 15:
            assert time.monotonic() < start + 60, f"writers are stuck: {work}"
            time.sleep(0.005)
    assert work.lost(conn18) == []
    assert work.unexpected <= {"23505"}
    rollback.rollback(conn18, new, to="mirrored", retry=QUICK.retry)
    assert differences(conn18, new) == []
