"""Every kind of change in every phase, with writers running: nothing is lost, and the way back leaves nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from concurrency import workload, workload_mirrored
from concurrency.legacy_writer import LegacyWriter
from concurrency.scene import OWN, T, V
from conftest import fresh_database
from versions import CHANGES, GONE, NOTE, QUICK, differences, go, put_in_force, reviewed

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import evolve, rollback
from hofsm_migrate.phases.doctor import examine

if TYPE_CHECKING:
    import psycopg
    from concurrency.workload import Work

    from hofsm_migrate.names import Phase

QUICKLY = {
    ("a path leaves the residual", "expanded"),
    ("a path leaves the residual", "mirrored"),
    ("text becomes integer, with odd values", "dual_write"),
    ("an array gets its own table", "mirrored"),
    ("the identity changes", "dual_write"),
    ("a column is dropped", "mirrored"),
}
"""In the default run; the others are slow."""
PHASES: tuple[Phase, ...] = ("expanded", "dual_write", "mirrored")
CASES = [
    pytest.param(kind, phase, id=f"{kind}, {phase}", marks=() if (kind, phase) in QUICKLY else (pytest.mark.slow,))
    for kind in CHANGES
    for phase in PHASES
]


def written(work: Work, more: int = 15) -> None:
    """Wait until the writers have committed so many transactions more."""
    before, start = work.transactions, time.monotonic()
    while work.transactions < before + more:
        assert time.monotonic() < start + 60, f"writers are stuck: {work}"
        time.sleep(0.005)


def evolve_under_writers(dsn: str, conn: psycopg.Connection, kind: str, phase: Phase) -> None:
    conn.execute(workload.TABLE.encode())
    before = snapshot(conn)
    workload.fill(conn)
    was, now = CHANGES[kind].texts
    go(conn, reviewed(was), phase)
    new = reviewed(now)
    make = workload_mirrored.mixed if phase == "mirrored" else LegacyWriter
    with connect(dsn) as operator, workload.running(dsn, seed=len(kind), admin=conn, make=make) as work:
        written(work)
        result = put_in_force(operator, new)
        written(work)
    print(f"{work}; switched in {result.switch_s * 1e3:.0f} ms after {len(result.waits)} waits")
    assert work.lost(conn) == []
    assert work.unexpected <= (GONE if CHANGES[kind].spoils and phase == "mirrored" else set())
    found = control.mapping_state(conn, "notes")
    assert found
    assert (found.phase, found.spec_digest) == (phase, new.mapping.digest)
    if phase != "expanded":
        assert differences(conn, new) == []
        assert [one for one in examine(conn, new.mapping).findings if one.severity == "error"] == []
    rollback.rollback(conn, new, retry=QUICK.retry)
    assert snapshot(conn) == before


@pytest.mark.parametrize(("kind", "phase"), CASES)
def test_a_new_version_under_writers(conn18: psycopg.Connection, database18: str, kind: str, phase: Phase) -> None:
    evolve_under_writers(database18, conn18, kind, phase)


@pytest.mark.slow
@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("kind", CHANGES)
def test_a_new_version_under_writers_on_an_older_server(
    request: pytest.FixtureRequest, kind: str, phase: Phase
) -> None:
    with fresh_database(request.getfixturevalue("second_server")) as dsn, connect(dsn) as conn:
        evolve_under_writers(dsn, conn, kind, phase)


@pytest.mark.parametrize(
    "phase", [pytest.param(one, marks=() if one == "mirrored" else (pytest.mark.slow,)) for one in PHASES]
)
def test_what_is_made_is_what_the_new_spec_by_itself_would_make(conn18: psycopg.Connection, phase: Phase) -> None:
    """Catalogs are compared: names, definitions, comments, privileges; and the record of functions and triggers."""
    conn = conn18
    conn.execute(workload.TABLE.encode())
    conn.execute(f"ALTER TABLE {T} ENABLE ROW LEVEL SECURITY".encode())
    workload.fill(conn)
    was, now = CHANGES["a table is split"].texts
    go(conn, reviewed(was), phase)
    new = reviewed(now)
    put_in_force(conn, new)
    evolved, objects = snapshot(conn), recorded(conn)
    rollback.rollback(conn, new)
    go(conn, new, phase)
    assert evolved == snapshot(conn)
    assert any(line.startswith("policy") for line in evolved) is (phase != "expanded")
    assert objects == recorded(conn)


def recorded(conn: psycopg.Connection) -> list[tuple[object, ...]]:
    return conn.execute("SELECT * FROM hofsm.object ORDER BY mapping, kind, identity").fetchall()


def test_in_phase_legacy_nothing_is_in_force(conn18: psycopg.Connection) -> None:
    conn18.execute(workload.TABLE.encode())
    was, now = CHANGES["a column is renamed"].texts
    old = reviewed(was)
    with pytest.raises(GateError, match="is in phase legacy, where nothing is in force to evolve") as refused:
        evolve.evolve(conn18, old)
    assert "hofsm expand notes.yaml: it takes any version. Nothing was changed" in refused.value.problems[0].hint
    go(conn18, old, "expanded")
    rollback.rollback(conn18, old)
    new = reviewed(now)
    with pytest.raises(GateError, match="nothing is in force to evolve"):
        evolve.evolve(conn18, new)
    go(conn18, new, "mirrored")
    assert evolve.evolve(conn18, new).ended == "already in force"


def test_both_sides_write_on_after_the_switch(conn18: psycopg.Connection) -> None:
    conn18.execute(workload.TABLE.encode())
    workload.fill(conn18)
    was, now = CHANGES["a path leaves the residual"].texts
    go(conn18, reviewed(was), "mirrored")
    new = reviewed(now)
    put_in_force(conn18, new)
    table = f'"{OWN}"."Note"'
    conn18.execute(f'UPDATE {T} SET {V} = {V} || \'{{"note": "legacy"}}\' WHERE id = 1'.encode())
    assert conn18.execute(f"SELECT {NOTE} FROM {table} WHERE id = 1".encode()).fetchone() == ("legacy",)
    conn18.execute(f"UPDATE {table} SET {NOTE} = 'new' WHERE id = 1".encode())
    row = conn18.execute(f"SELECT {V} ->> 'note' FROM {T} WHERE id = 1".encode()).fetchone()
    assert row == ("new",)
    assert differences(conn18, new) == []
