"""An operator who goes forward and back at random by the commands' own functions; what holds at a quiet point."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from concurrency import history_evolve, scene, spec_versions, workload, workload_mirrored
from concurrency.history_evolve import Versions
from concurrency.scene import T
from concurrency.spec_versions import MISSED, VERSIONS
from concurrency.writer import RETRIED

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.phases import backfill, change, files, payload, rollback, verify
from hofsm_migrate.phases.change import Terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import psycopg
    from concurrency.workload import Work
    from concurrency.writer import Writer

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
EVOLVE = 0.3
"""How likely a new version is, in a phase in which it can be."""


@dataclass
class History:
    """The operator of one mapping, and what came of what it did.

    Its spec has `versions`, of which one is in force, or one alone.
    """

    conn: psycopg.Connection
    alone: files.Reviewed
    rng: Random
    versions: Versions | None = None
    changes: Counter[str] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    stalls: dict[str, float] = field(default_factory=dict)

    @property
    def reviewed(self) -> files.Reviewed:
        """The version in force."""
        return self.versions.reviewed[self.versions.here] if self.versions else self.alone

    @property
    def evolved(self) -> int:
        """How often another version was put in force."""
        return sum(count for what, count in self.changes.items() if what.startswith("evolve"))

    @property
    def phase(self) -> Phase:
        found = control.mapping_state(self.conn, "notes")
        return found.phase if found else "legacy"

    def go(self, work: Work) -> None:
        """One way forward or back, of as many steps as it takes."""
        phase = self.phase
        if phase in history_evolve.PHASES and self.versions and self.rng.random() < EVOLVE:
            self.evolve(self.versions, phase, work)
            return
        command, likely = FORWARD[phase]
        if phase == "cutover" and self.rng.random() < 0.7 and not (self.versions and self.versions.not_emptied()):
            self.empty()
        if self.rng.random() >= likely:
            self.back(self.rng.choice(BACK[phase]), work)
        elif not (self.versions and self.versions.refused(phase, command)):
            self.forward(command, work)

    def evolve(self, versions: Versions, phase: Phase, work: Work) -> None:
        """Put another version in force, or leave it beside the one that is."""
        start = time.monotonic()
        result = versions.evolve(phase)
        if result:
            what = f"evolve in {phase}"
            self.changes[what] += 1
            self.seconds[what] += result.seconds
            self.tries.update(f"{what} {wait.sqlstate}" for wait in result.waits)
        self._stall(f"evolve in {phase}" if result else "evolve, not to the end", work, start)
        workload_mirrored.versed(work, versions.version, VERSIONS)

    def back(self, to: Phase, work: Work) -> None:
        phase, start = self.phase, time.monotonic()
        done = rollback.rollback(self.conn, self.reviewed, to=to, retry=QUICK)
        for step in done.steps:
            self._note(f"{step.from_phase} to {step.to_phase}", step)
        self._stall(f"{phase} to {to}", work, start)
        if self.versions:
            self.versions.note_back(phase, to)
        if phase == "cutover":
            work.through_view(False)

    def forward(self, command: str, work: Work) -> None:
        if command == "expand" and self.versions:
            self.versions.draw()
            workload_mirrored.versed(work, self.versions.version, VERSIONS)
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
        found += [f"unexpected failure: {reason}" for reason in sorted(work.reasons) if not legitimate(*reason)]
        if self.phase in {"dual_write", "mirrored", "cutover"}:
            self.agree()
            found += spec_versions.differences(self.conn, self.reviewed.mapping)
            found += self.versions.wrong() if self.versions else []
        return found

    def __str__(self) -> str:
        stalls = ", ".join(f"{what} {seconds * 1e3:.0f} ms" for what, seconds in self.stalls.items())
        took = ", ".join(f"{count} {what} in {self.seconds[what]:.1f} s" for what, count in self.changes.items())
        asides = dict(self.versions.asides) if self.versions else {}
        return (
            f"{self.changes.total()} changes of phase or version ({took});"
            f" {self.evolved} new versions in force, besides {asides}; tried again {dict(self.tries)};"
            f" longest statement during each: {stalls}"
        )


def legitimate(code: str, message: str) -> bool:
    """Whether a client would try again, or had written for another phase, or for another version."""
    if code in MISSED and message in MISSED[code]:
        return True
    return code in RETRIED or code in workload_mirrored.CLOSED


def prepare(conn: psycopg.Connection, tmp_path: Path) -> files.Reviewed:
    """The legacy table with its documents, in phase `legacy`; the first version."""
    _fill(conn)
    return spec_versions.reviewed(tmp_path, spec_versions.FIRST_VERSION)


def prepare_versions(conn: psycopg.Connection, tmp_path: Path) -> tuple[files.Reviewed, ...]:
    """As `prepare`; all versions."""
    _fill(conn)
    return tuple(
        spec_versions.reviewed(tmp_path / f"version {number}", version) for number, version in enumerate(VERSIONS)
    )


def _fill(conn: psycopg.Connection) -> None:
    conn.execute(workload.TABLE.encode())
    scene.expand(conn, schema=scene.TWIN)
    workload.fill(conn)


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
    dsn: str,
    admin: psycopg.Connection,
    reviewed: tuple[files.Reviewed, ...],
    *,
    changes: int,
    writes: int,
    each: int,
    way: str,
    make: Callable[[str, int, int, tuple[str, ...]], Writer] = workload_mirrored.mixed,
) -> Counter[str]:
    """So many changes of phase or version and writes at least, with a quiet point after `each` ways.

    `way` is the seed of what the operator does. Returns how often writers and the operator failed, by SQLSTATE.
    """
    total, seed = Total(), 0
    with connect(dsn) as operator:
        rng = Random(way)
        versions = Versions(operator, reviewed, rng, QUICK)
        history = History(operator, reviewed[0], rng, versions)
        while history.changes.total() < changes or total.writes < writes:
            # the own documents of the writers before are nobody's
            admin.execute(f"DELETE FROM {T} WHERE id >= {workload.OWN_STEP}".encode())
            view = history.phase == "cutover"
            with workload.running(dsn, seed=seed, admin=admin, make=make, through_view=view) as work:
                workload_mirrored.versed(work, versions.version, VERSIONS)
                for _ in range(each):
                    history.go(work)
                    before = work.transactions
                    while work.transactions < before + 10:
                        time.sleep(0.005)
            found = history.quiet(work)
            print(f"segment {seed}, {history.phase}, {versions.version.words}: {work}")
            assert found == [], f"segment {seed}, {history.phase}: {found[:10]} {work.reasons}"
            total.add(work)
            seed += 1
    assert history.evolved
    print(history)
    print(total)
    assert all(legitimate(*reason) for reason in total.reasons)
    failures = Counter[str]()
    for what, count in history.tries.items():
        failures[what.split()[-1]] += count
    for (code, _), count in total.reasons.items():
        failures[code] += count
    return failures
