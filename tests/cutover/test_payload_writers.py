"""Writers of both sides while payloads are emptied and made anew, over and over: no acknowledged write is lost."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

import pytest
from concurrency import workload
from concurrency.history import QUICK, prepare
from concurrency.scene import T, differences
from concurrency.workload_mirrored import BothSides
from cutover.orders import chunks_of

from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.payload import payload_state
from hofsm_migrate.phases import backfill, change, payload, rollback
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.sweep import How
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from concurrency.workload import Work
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

TERMS = Terms(QUICK, forced={"drift": "writers at random write what was never there before"})
BASE = 'public."Legacy Notes_base"'
SEED = 5
"""One that turns around half-way, both ways."""
TAKEN = "23505"
"""Two writers made the same document at once, which an upsert would have seen."""


def start(conn: Connection, tmp_path: Path) -> Reviewed:
    reviewed = prepare(conn, tmp_path)
    for command in ("expand", "dual-write"):
        change.forward(conn, reviewed, reviewed.plan.step(command))
    backfill.backfill(conn, reviewed.plan)
    verify(conn, reviewed.plan)
    change.forward(conn, reviewed, reviewed.plan.step("mirror"), TERMS)
    return reviewed


def there_and_back(conn: Connection, reviewed: Reviewed, rng: Random, work: Work) -> list[str]:
    """Cut over, empty payloads, turn around half-way or at the end, and back to `mirrored`; which states were met."""
    assert verify(conn, reviewed.plan, retry=QUICK).parity
    change.forward(conn, reviewed, reviewed.plan.step("cutover"), TERMS)
    met = []
    for _ in range(rng.randrange(3)):
        for turn in (payload.drop, payload.restore):
            turn(conn, reviewed, TERMS, How(max_chunks=rng.randrange(1, 6)))
            found = payload_state(conn, "notes")
            met.append(found.state if found else "kept")
            _wait(work, 5)
            assert verify(conn, reviewed.plan, retry=QUICK).parity
    payload.drop(conn, reviewed, TERMS)
    _wait(work, 20)
    assert verify(conn, reviewed.plan, retry=QUICK).parity
    rollback.rollback(conn, reviewed, to="mirrored", retry=QUICK)
    return [*met, "moved"]


def _wait(work: Work, transactions: int) -> None:
    until = work.transactions + transactions
    while work.transactions < until:
        time.sleep(0.005)


def run(dsn: str, conn: Connection, tmp_path: Path, seed: int, times: int, chunk: int) -> None:
    reviewed, met = start(conn, tmp_path), []
    with connect(dsn) as operator, chunks_of(chunk):
        for number in range(times):
            conn.execute(f"DELETE FROM {T} WHERE id >= {workload.OWN_STEP}".encode())
            with workload.running(dsn, seed=seed + number, admin=conn, make=BothSides, through_view=True) as work:
                met += there_and_back(operator, reviewed, Random(seed + number), work)
            assert work.lost(conn) == []
            assert work.unexpected <= {TAKEN}
            assert differences(conn) == []
            print(f"{number}: {work}; {met}")


def test_writers_of_both_sides_lose_nothing(conn: Connection, database: str, tmp_path: Path) -> None:
    run(database, conn, tmp_path, SEED, 1, 40)


@pytest.mark.slow
@pytest.mark.parametrize("chunk", [7, 40, 150])
def test_writers_of_both_sides_lose_nothing_for_long(
    conn: Connection, database: str, tmp_path: Path, chunk: int
) -> None:
    run(database, conn, tmp_path, 100, 30, chunk)
