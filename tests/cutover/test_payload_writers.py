"""Writers of both sides while payloads are emptied and made anew, over and over: no acknowledged write is lost.

They are the random writers of the other phases, with UPDATE and INSERT where a view takes no ON CONFLICT or MERGE.
"""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from concurrency import workload
from concurrency.scene import T, V, differences
from concurrency.test_history import QUICK, prepare
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

    import psycopg
    from concurrency.workload import Work
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

TERMS = Terms(QUICK, forced={"drift": "writers at random write what was never there before"})
BASE = 'public."Legacy Notes_base"'
INSERT = f"INSERT INTO {T} (id, {V}) VALUES (%(id)s, %(value)s)"
SEED = 5
"""One that turns around half-way, both ways."""
TAKEN = "23505"
"""Two writers made the same document at once, which an upsert would have seen."""


class ThroughTheView(BothSides):
    """Upserts in two statements."""

    def _run(self, statement: str, **parameters: Any) -> psycopg.Cursor[Any]:
        if "ON CONFLICT (id) DO" not in statement and "MERGE INTO" not in statement:
            return super()._run(statement, **parameters)
        change = "status = 'again'" if "'again'" in statement else f"{V} = %(value)s"
        done = super()._run(f"UPDATE {T} SET {change} WHERE id = %(id)s", **parameters)
        return done if done.rowcount else super()._run(INSERT, **parameters)


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
            with workload.running(dsn, seed=seed + number, admin=conn, make=ThroughTheView) as work:
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
