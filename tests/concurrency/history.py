"""An operator who goes forward and back at random by the commands' own functions; what holds at a quiet point."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from concurrency import scene, workload, workload_mirrored
from concurrency.scene import SPEC, T, differences
from concurrency.writer import RETRIED
from operator_cases import compiled

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.phases import backfill, change, files, payload, rollback, verify
from hofsm_migrate.phases.change import Terms

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg
    from concurrency.workload import Work

    from hofsm_migrate.names import Phase

QUICK = Retry(lock_timeout_ms=100, max_wait_s=120, first_pause_s=0.01, longest_pause_s=0.2)
NEWS = {"drift": "writers at random write what was never there before"}
FORCED = {"mirror": NEWS, "cutover": NEWS}
BACK: dict[Phase, tuple[Phase, ...]] = {
    "legacy": (),
    "expanded": ("legacy",),
    "dual_write": ("legacy", "expanded"),
    "mirrored": ("dual_write", "dual_write", "dual_write", "expanded", "legacy"),
    "cutover": ("mirrored", "mirrored", "mirrored", "dual_write", "expanded", "legacy"),
}
FORWARD: dict[Phase, tuple[str, float]] = {
    "legacy": ("expand", 1),
    "expanded": ("dual-write", 0.9),
    "dual_write": ("mirror", 0.9),
    "mirrored": ("cutover", 0.6),
    "cutover": ("", 0),
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
        if phase == "cutover" and self.rng.random() < 0.7:
            self.empty()
        if self.rng.random() < likely:
            self.forward(command, work)
        else:
            self.back(self.rng.choice(BACK[phase]), work)

    def back(self, to: Phase, work: Work) -> None:
        phase, start = self.phase, time.monotonic()
        done = rollback.rollback(self.conn, self.reviewed, to=to, retry=QUICK)
        for step in done.steps:
            self._note(f"{step.from_phase} to {step.to_phase}", step)
        self._stall(f"{phase} to {to}", work, start)
        if phase == "cutover":
            work.through_view(False)

    def forward(self, command: str, work: Work) -> None:
        if command in {"mirror", "cutover"}:
            self.agree()
        if command == "cutover":
            work.through_view(True)
        start, terms = time.monotonic(), Terms(QUICK, forced=FORCED.get(command, {}))
        step = change.forward(self.conn, self.reviewed, self.reviewed.plan.step(command), terms)
        self._note(command, step)
        self._stall(command, work, start)

    def empty(self) -> None:
        """Take payloads away, to the end or not: the way back makes them anew."""
        terms, chunks = Terms(QUICK), self.rng.choice([None, 1, 2])
        done = payload.drop(self.conn, self.reviewed, terms, payload.How(max_chunks=chunks))
        self.changes[f"payloads taken away, {done.ended}"] += 1
        self.seconds[f"payloads taken away, {done.ended}"] += done.seconds

    def agree(self) -> None:
        """Backfill to the end, and parity."""
        while self.phase != "cutover" and self._backfilled() != "complete":
            pass
        found = verify.verify(self.conn, self.reviewed.plan, retry=QUICK)
        assert found.parity, found

    def _backfilled(self) -> str:
        return backfill.backfill(self.conn, self.reviewed.plan, retry=QUICK).ended

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
        if self.phase in {"dual_write", "mirrored", "cutover"}:
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
    """The legacy table with its documents, in phase `legacy`."""
    conn.execute(workload.TABLE.encode())
    scene.expand(conn, schema=scene.TWIN)
    workload.fill(conn)
    return files.read(compiled(tmp_path, SPEC.replace("TYPE", "jsonb"), "notes.yaml"), tmp_path / "migrations")


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
