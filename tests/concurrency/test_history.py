"""Writers of both sides while the phase goes forward and back at random, by the commands' own functions.

At every quiet point: parity exact, no acknowledged write lost, no failure that a client would not try again. The long
version, marked slow, makes as many changes of phase and writes as the constants say.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import pytest
from concurrency import scene, workload, workload_mirrored
from concurrency.scene import SPEC, T, differences
from conftest import fresh_database
from operator_cases import compiled

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.phases import backfill, change, files, rollback, verify
from hofsm_migrate.phases.change import Terms

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg
    from concurrency.workload import Work

    from hofsm_migrate.names import Phase

PHASE_CHANGES = 2_000
WRITES = 200_000
"""Of the long version, at least."""
QUICK = Retry(lock_timeout_ms=100, max_wait_s=120, first_pause_s=0.01, longest_pause_s=0.2)
FORCED = {"mirror": {"drift": "writers at random write what was never there before"}}
BACK: dict[Phase, tuple[Phase, ...]] = {
    "legacy": (),
    "expanded": ("legacy",),
    "dual_write": ("legacy", "expanded"),
    "mirrored": ("dual_write", "dual_write", "dual_write", "expanded", "legacy"),
}
FORWARD: dict[Phase, tuple[str, float]] = {
    "legacy": ("expand", 1),
    "expanded": ("dual-write", 0.9),
    "dual_write": ("mirror", 0.9),
    "mirrored": ("", 0),
}
"""The next command, and how likely it is; else the phase goes back."""


@dataclass
class History:
    """The operator of one mapping, and what came of what it did."""

    conn: psycopg.Connection
    reviewed: files.Reviewed
    rng: Random
    changes: Counter[str] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    stalls: dict[str, float] = field(default_factory=dict)

    @property
    def phase(self) -> Phase:
        found = control.mapping_state(self.conn, "notes")
        return found.phase if found else "legacy"

    def go(self, work: Work) -> None:
        """One way forward or back, of as many steps as it takes."""
        phase = self.phase
        command, likely = FORWARD[phase]
        if self.rng.random() >= likely:
            to = self.rng.choice(BACK[phase])
            start = time.monotonic()
            done = rollback.rollback(self.conn, self.reviewed, to=to, retry=QUICK)
            for step in done.steps:
                self._note(f"{step.from_phase} to {step.to_phase}", step)
            self._stall(f"{phase} to {to}", work, start)
            return
        if command == "mirror":
            self.agree()
        start = time.monotonic()
        step = change.forward(
            self.conn, self.reviewed, self.reviewed.plan.step(command), Terms(QUICK, forced=FORCED.get(command, {}))
        )
        self._note(command, step)
        self._stall(command, work, start)

    def agree(self) -> None:
        """Backfill to the end, and parity."""
        while backfill.backfill(self.conn, self.reviewed.plan, retry=QUICK).ended != "complete":
            pass
        found = verify.verify(self.conn, self.reviewed.plan, retry=QUICK)
        assert found.parity, found

    def _note(self, what: str, step: change.ChangeResult) -> None:
        assert step.changed
        self.changes[what] += 1
        self.seconds[what] += step.seconds
        self.tries.update(f"{what} {wait.sqlstate}" for wait in step.waits)

    def _stall(self, what: str, work: Work, start: float) -> None:
        longest = workload_mirrored.longest(work, start, time.monotonic())
        self.stalls[what] = max(self.stalls.get(what, 0.0), longest)

    def quiet(self, work: Work) -> list[str]:
        """What is wrong when nobody writes."""
        found = work.lost(self.conn)
        codes = work.unexpected - set(workload_mirrored.CLOSED)
        found += [f"unexpected failures: {work}"] if codes else []
        if self.phase in {"dual_write", "mirrored"}:
            self.agree()
            found += differences(self.conn)
        return found

    def __str__(self) -> str:
        stalls = ", ".join(f"{what} {seconds * 1e3:.0f} ms" for what, seconds in self.stalls.items())
        took = ", ".join(f"{count} {what} in {self.seconds[what]:.1f} s" for what, count in self.changes.items())
        return (
            f"{self.changes.total()} changes of phase ({took}), tried again {dict(self.tries)};"
            f" longest statement during each: {stalls}"
        )


def prepare(conn: psycopg.Connection, tmp_path: Path) -> files.Reviewed:
    conn.execute(workload.TABLE.encode())
    scene.expand(conn, schema=scene.TWIN)
    workload.fill(conn)
    return files.read(compiled(tmp_path, SPEC.replace("TYPE", "jsonb"), "notes.yaml"), tmp_path / "migrations")


def live(
    dsn: str, admin: psycopg.Connection, reviewed: files.Reviewed, *, changes: int, writes: int, each: int
) -> None:
    """So many changes of phase and writes at least, with a quiet point after `each` ways."""
    failures, statements, transactions, counted, seed = Counter[str](), 0, 0, 0, 0
    with connect(dsn) as operator:
        history = History(operator, reviewed, Random(f"{changes}"))
        while history.changes.total() < changes or statements < writes:
            # the own documents of the writers before are nobody's
            admin.execute(f"DELETE FROM {T} WHERE id >= {workload.OWN_STEP}".encode())
            with workload.running(dsn, seed=seed, admin=admin, make=workload_mirrored.mixed) as work:
                for _ in range(each):
                    history.go(work)
                    before = work.transactions
                    while work.transactions < before + 10:
                        time.sleep(0.005)
            found = history.quiet(work)
            print(f"segment {seed}, {history.phase}: {work}")
            assert found == [], f"segment {seed}, {history.phase}: {found[:10]}"
            failures, seed = failures + work.failures, seed + 1
            transactions, counted = transactions + work.transactions, counted + work.acknowledged
            statements += sum(getattr(writer, "statements", 0) for writer in work.writers)
    closed = {words: failures.pop(code, 0) for code, words in workload_mirrored.CLOSED.items()}
    print(history)
    print(f"{statements} statements, {transactions} transactions, {counted} counted writes, all of them kept;")
    print(f"failures {dict(failures)}; refused by closed tables {closed}")
    assert set(failures) <= set(workload.RETRIED)


@pytest.mark.parametrize(("server_name", "changes"), [("server18", 24), ("second_server", 4)])
def test_phases_change_under_writers_of_both_sides(
    request: pytest.FixtureRequest, tmp_path: Path, server_name: str, changes: int
) -> None:
    with fresh_database(request.getfixturevalue(server_name)) as dsn, connect(dsn) as conn:
        live(dsn, conn, prepare(conn, tmp_path), changes=changes, writes=0, each=min(changes, 6))


@pytest.mark.slow
def test_phases_change_under_writers_of_both_sides_for_long(
    conn18: psycopg.Connection, database18: str, tmp_path: Path
) -> None:
    live(database18, conn18, prepare(conn18, tmp_path), changes=PHASE_CHANGES, writes=WRITES, each=40)
