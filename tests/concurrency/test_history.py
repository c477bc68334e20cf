"""Writers of both sides while the phase goes forward and back at random, from `legacy` to `cutover` and back.

At every quiet point: parity exact, no acknowledged write lost, no failure that a client would not try again. The long
version, marked slow, makes as many changes of phase and writes as the constants say; `HISTORY=0.1` makes a tenth of it.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from concurrency import workload, workload_mirrored
from concurrency.history import History, prepare
from concurrency.scene import T
from concurrency.writer import RETRIED
from conftest import fresh_database

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg
    from concurrency.workload import Work

    from hofsm_migrate.phases import files

PHASE_CHANGES = 2_000
WRITES = 200_000
"""Of the long version, at least."""


class Total:
    """The sums over all segments of a history."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.reasons = Counter[tuple[str, str]]()
        self.faster = Counter[str]()
        self.transactions = self.counted = self.writes = self.statements = 0

    def add(self, work: Work) -> None:
        self.reasons += work.reasons
        self.transactions, self.counted = self.transactions + work.transactions, self.counted + work.acknowledged
        self.writes += work.writes
        for writer in work.writers:
            assert isinstance(writer, workload_mirrored.Timed)
            self.statements += writer.statements
            self.faster += writer.faster

    def __str__(self) -> str:
        did = (
            f"{self.writes} acknowledged statements that wrote, of {self.statements}, {self.transactions} transactions"
        )
        lines = [
            f"{did} in {time.monotonic() - self.start:.0f} s; {self.counted} counted writes, all of them kept",
            *(f"  {count:7} {code} {message}" for (code, message), count in self.reasons.most_common()),
            *(f"  {count:7} somebody else was faster: {message}" for message, count in self.faster.most_common()),
        ]
        return "\n".join(lines)


def live(
    dsn: str, admin: psycopg.Connection, reviewed: files.Reviewed, *, changes: int, writes: int, each: int
) -> None:
    """So many changes of phase and writes at least, with a quiet point after `each` ways."""
    total, seed = Total(), 0
    with connect(dsn) as operator:
        history = History(operator, reviewed, Random(f"{changes}"))
        while history.changes.total() < changes or total.writes < writes:
            # the own documents of the writers before are nobody's
            admin.execute(f"DELETE FROM {T} WHERE id >= {workload.OWN_STEP}".encode())
            make, view = workload_mirrored.mixed, history.phase == "cutover"
            with workload.running(dsn, seed=seed, admin=admin, make=make, through_view=view) as work:
                for _ in range(each):
                    history.go(work)
                    before = work.transactions
                    while work.transactions < before + 10:
                        time.sleep(0.005)
            found = history.quiet(work)
            print(f"segment {seed}, {history.phase}: {work}")
            assert found == [], f"segment {seed}, {history.phase}: {found[:10]} {work.reasons}"
            total.add(work)
            seed += 1
    print(history)
    print(total)
    assert {code for code, _ in total.reasons} <= {*RETRIED, *workload_mirrored.CLOSED}


@pytest.mark.parametrize(("server_name", "changes"), [("server18", 24), ("second_server", 8)])
def test_phases_change_under_writers_of_both_sides(
    request: pytest.FixtureRequest, tmp_path: Path, server_name: str, changes: int
) -> None:
    with fresh_database(request.getfixturevalue(server_name)) as dsn, connect(dsn) as conn:
        live(dsn, conn, prepare(conn, tmp_path), changes=changes, writes=0, each=min(changes, 6))


@pytest.mark.slow
def test_phases_change_under_writers_of_both_sides_for_long(
    conn18: psycopg.Connection, database18: str, tmp_path: Path
) -> None:
    part = float(os.environ.get("HISTORY", "1"))
    changes, writes = round(PHASE_CHANGES * part), round(WRITES * part)
    live(database18, conn18, prepare(conn18, tmp_path), changes=changes, writes=writes, each=20)
