"""Every kind of statement of either side reaches a version that stands beside the one in force in phase `cutover`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from concurrency.scene import LEGACY, PARTITIONED, T, V, fill
from cutover import orders
from cutover.orders import SPEC, STATEMENTS, mirrored_database, prepare
from versions import CHANGES, QUICK, cut_over, differences, put_in_force, reviewed

from hofsm_migrate.db.payload import payload_state
from hofsm_migrate.phases import change, evolve, next_version, payload, rollback, twin
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg
    from conftest import Server

NEW = SPEC.replace("columns: {number: bigint, ", 'columns: {number: text, "odd \\"one\\"": {path: odd, type: jsonb}, ')
assert NEW != SPEC


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    with mirrored_database(server) as dsn:
        yield dsn


def test_statements_of_both_sides(conn: psycopg.Connection, tmp_path: Path) -> None:
    """A key of two columns, a generated one, an identity, a trigger and a foreign key."""
    old = prepare(conn, tmp_path)
    orders.mirrored(conn, old)
    orders.cut_over(conn, old)
    payload.drop(conn, old)
    new = prepare(conn, tmp_path, spec=NEW)
    assert evolve.evolve(conn, new, QUICK, stop_before_switch=True).ended == "prepared"
    beside, now = (twin.differing(plan) for plan in (next_version.beside(new, cut_over=True).plan, old.plan))
    for words, statement in STATEMENTS.items():
        with conn.transaction(force_rollback=True):
            assert conn.execute(statement.encode()).rowcount, words
            for query in (now, beside):
                assert conn.execute(query).fetchall() == [], words
    put_in_force(conn, new)
    for words, statement in STATEMENTS.items():
        with conn.transaction(force_rollback=True):
            assert conn.execute(statement.encode()).rowcount, words
            assert conn.execute(twin.differing(new.plan)).fetchall() == [], words
    assert payload_state(conn, "orders") is not None
    rollback.rollback(conn, new, to="mirrored")
    assert verify(conn, new.plan).parity
    change.back(conn, new, new.plan.step("mirror"))


def test_partitions(conn18: psycopg.Connection) -> None:
    """Triggers of the version beside are on the partitions of the base table; a key moves a document to another one."""
    conn18.execute(PARTITIONED.encode())
    fill(conn18, 4)
    fill(conn18, 4, 200)
    was, now = CHANGES["an array gets its own table"].texts
    cut_over(conn18, reviewed(was), kept=True)
    new = reviewed(now)
    assert evolve.evolve(conn18, new, QUICK, stop_before_switch=True).ended == "prepared"
    for statement in (
        f"UPDATE {T} SET id = id + 300 WHERE id IN (1, 2)",
        'UPDATE "Notebook"."Note" SET id = 50, title = \'moved\' WHERE id = 200',
        'DELETE FROM public."High Notes" WHERE id = 201',
        f"UPDATE {T} SET {V} = {V} || '{{\"rev\": 9}}'",
    ):
        assert conn18.execute(statement.encode()).rowcount
    assert verify(conn18, next_version.beside(new, cut_over=True).plan).parity
    put_in_force(conn18, new)
    conn18.execute(f"UPDATE {T} SET id = id - 300 WHERE id IN (301, 302)".encode())
    assert verify(conn18, new.plan).parity
    rollback.rollback(conn18, new, to="mirrored")
    assert differences(conn18, new) == []


@pytest.mark.parametrize("kind", ["json", "text"])
def test_payloads_of_other_types(conn18: psycopg.Connection, kind: str) -> None:
    """They come back as `jsonb` prints them, and the version beside reads them as such."""
    was, now = (text.replace("type: jsonb", f"type: {kind}") for text in CHANGES["a table is split"].texts)
    conn18.execute(LEGACY.replace("jsonb", kind).encode())
    fill(conn18, 4)
    cut_over(conn18, reviewed(was), kept=False)
    new = reviewed(now)
    assert evolve.evolve(conn18, new, QUICK, stop_before_switch=True).ended == "prepared"
    conn18.execute(f'UPDATE {T} SET {V} = \'{{"rev": 3,  "title": "spaced"}}\'::{kind} WHERE id = 1'.encode())
    conn18.execute('UPDATE "Notebook"."Note" SET rev = 4 WHERE id = 2')
    assert verify(conn18, next_version.beside(new, cut_over=True).plan).parity
    put_in_force(conn18, new)
    rows = conn18.execute('SELECT id, rev FROM "Notebook"."Note ""rev""" WHERE id <= 2 ORDER BY id').fetchall()
    assert rows == [(1, 3), (2, 4)]
    rollback.rollback(conn18, new, to="mirrored")
    assert differences(conn18, new) == []
