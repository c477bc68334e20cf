"""A new version put in force in phase `cutover`, with the payloads kept and without, while both sides write."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from concurrency import workload, workload_mirrored
from conftest import fresh_database
from versions import CHANGES, GONE, QUICK, cut_over, differences, put_in_force, reviewed

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.payload import is_for_evolve, payload_state
from hofsm_migrate.phases import payload, rollback
from hofsm_migrate.phases.doctor import examine
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    import psycopg
    from concurrency.workload import Work

TAKEN = {"23505"}
"""Where a table refuses a key with 40001 at the most, the trigger of a view tells that it is taken."""
QUICKLY = {
    ("a path leaves the residual", True),
    ("a table is split", False),
    ("an array gets its own table", True),
    ("the identity changes", False),
}
CASES = [
    pytest.param(
        kind,
        kept,
        id=f"{kind}, {'payload kept' if kept else 'without payload'}",
        marks=() if (kind, kept) in QUICKLY else (pytest.mark.slow,),
    )
    for kind in CHANGES
    for kept in (True, False)
]


def written(work: Work, more: int = 15) -> None:
    """Wait until the writers have committed so many transactions more."""
    before, start = work.transactions, time.monotonic()
    while work.transactions < before + more:
        assert time.monotonic() < start + 60, f"writers are stuck: {work}"
        time.sleep(0.005)


def evolve_under_writers(dsn: str, conn: psycopg.Connection, kind: str, *, kept: bool) -> None:
    conn.execute(workload.TABLE.encode())
    before = snapshot(conn)
    workload.fill(conn)
    was, now = CHANGES[kind].texts
    cut_over(conn, reviewed(was), kept=kept)
    new = reviewed(now)
    make = workload_mirrored.mixed
    with (
        connect(dsn) as operator,
        workload.running(dsn, seed=len(kind), admin=conn, make=make, through_view=True) as work,
    ):
        written(work)
        result = put_in_force(operator, new)
        written(work)
    print(f"{work}; switched in {result.switch_s * 1e3:.0f} ms after {len(result.waits)} waits")
    assert work.lost(conn) == []
    assert work.unexpected <= TAKEN | (GONE if CHANGES[kind].spoils else set())
    found = control.mapping_state(conn, "notes")
    assert found
    assert (found.phase, found.spec_digest) == ("cutover", new.mapping.digest)
    there = payload_state(conn, "notes")
    assert (there.state if there else "kept") == ("kept" if kept else "moved")
    assert not is_for_evolve(conn, "notes")
    assert [one for one in examine(conn, new.mapping).findings if one.severity == "error"] == []
    rollback.rollback(conn, new, to="mirrored", retry=QUICK.retry)
    assert work.lost(conn) == []
    assert differences(conn, new) == []
    rollback.rollback(conn, new, retry=QUICK.retry)
    assert snapshot(conn) == before


@pytest.mark.parametrize(("kind", "kept"), CASES)
def test_a_new_version_under_writers(conn18: psycopg.Connection, database18: str, kind: str, *, kept: bool) -> None:
    evolve_under_writers(database18, conn18, kind, kept=kept)


@pytest.mark.parametrize("kept", [pytest.param(True, marks=pytest.mark.slow), False], ids=["payload kept", "without"])
def test_a_new_version_under_writers_on_an_older_server(request: pytest.FixtureRequest, *, kept: bool) -> None:
    with fresh_database(request.getfixturevalue("second_server")) as dsn, connect(dsn) as conn:
        evolve_under_writers(dsn, conn, "a path leaves the residual", kept=kept)


@pytest.mark.slow
def test_versions_there_and_back_under_writers(conn18: psycopg.Connection, database18: str) -> None:
    """Two versions take turns, payloads are kept for some and not for others, and writers of both sides never pause."""
    conn18.execute(workload.TABLE.encode())
    workload.fill(conn18)
    versions = [reviewed(text) for text in CHANGES["a path leaves the residual"].texts]
    cut_over(conn18, versions[0], kept=True)
    make = workload_mirrored.mixed
    with (
        connect(database18) as operator,
        workload.running(database18, seed=11, admin=conn18, make=make, through_view=True) as work,
    ):
        for turn in range(12):
            if turn % 4 == 2:
                assert payload.drop(operator, versions[turn % 2], QUICK).ended == "complete"
            put_in_force(operator, versions[(turn + 1) % 2])
            assert verify(operator, versions[(turn + 1) % 2].plan, retry=QUICK.retry).parity
            if turn % 4 == 3:
                assert payload.restore(operator, versions[(turn + 1) % 2], QUICK).ended == "complete"
            written(work, 40)
    print(work)
    assert work.lost(conn18) == []
    assert work.unexpected <= TAKEN
    rollback.rollback(conn18, versions[0], to="mirrored", retry=QUICK.retry)
    assert differences(conn18, versions[0]) == []
