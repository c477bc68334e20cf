"""B6: how long a writer waits at most while a phase changes, for every change up and down."""

from __future__ import annotations

import math
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.dual_write import HAS_FIELD, ONE_FIELD
from bench.figure import Figure, Target
from bench.pgbench import SHORT
from bench.writer import Writer, together
from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.change import forward
from hofsm_migrate.phases.rollback import rollback
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.world import Site, Step, World
    from bench.writer import Written
    from hofsm_migrate.names import Phase

LEGACY = f"UPDATE public.batches SET value = {ONE_FIELD} WHERE {HAS_FIELD}".replace(":id", "%(id)s")
NEW = "UPDATE production.batch SET priority = 1 + coalesce(priority, 0) %% 8 WHERE id = %(id)s"
LEGACY_WRITERS = 2
TARGET_MS = 100.0
SOON_S = 0.1
"""How long it takes at most until a write is done that was under way when its writer stood still."""
CHANGES = (
    "expand",
    "dual-write",
    "backfill",
    "mirror",
    "cutover",
    "rollback to mirrored",
    "rollback to dual_write",
    "rollback to expanded",
    "rollback to legacy",
)


@dataclass
class Stalls:
    """Milliseconds per change: the longest write of each round, all writes, and the longest before each change."""

    longest: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in CHANGES})
    writes: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in CHANGES})
    quiet: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in CHANGES})
    took: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in CHANGES})
    failures: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, written: Written, start: float, end: float, quiet_s: float) -> None:
        """Writes that were under way while it changed, and those in the time before."""
        during = written.milliseconds(start, end)
        self.longest[name].append(max(during))
        self.writes[name] += during
        self.quiet[name] += written.milliseconds(start - quiet_s, start - 0.001)
        self.took[name].append(end - start)


def figures(world: World, repeats: int, step: Step) -> list[Figure]:
    """The longest write of all rounds; a round goes up through all phases and back down.

    On the small database: a change of phase takes as long with few documents as with many.
    """
    site, stalls = world.small, Stalls()
    site.rolled_back()
    for number in range(1, repeats + 1):
        step(f"B6: round {number} of {repeats}")
        site.settle()
        _Round(site, stalls).run()
    return [_figure(name, stalls, _failed(stalls) if name == CHANGES[-1] else ()) for name in CHANGES]


@dataclass
class _Round:
    site: Site
    stalls: Stalls
    writers: list[Writer] = field(default_factory=list)
    changes: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def quiet_s(self) -> float:
        """Writers alone, before every change and after it."""
        return 0.5 if self.site.documents > SHORT else 0.1

    def run(self) -> None:
        """Up and down once, with writers from the beginning to the end."""
        legacy = [Writer(self.site.dsn, LEGACY, self.site.documents) for _ in range(LEGACY_WRITERS)]
        new = Writer(self.site.dsn, NEW, self.site.documents)
        with self._writing(*legacy) as found:
            for command in ("expand", "dual-write"):
                self._forward(command)
            self._timed("backfill", self._backfill)
            self._forward_in_parity("mirror")
            with self._writing(new) as also_found:
                self._forward_in_parity("cutover")
                self._back("mirrored")
            self._parity()
            for phase in ("dual_write", "expanded", "legacy"):
                self._back(phase)
        written = together([*found, *also_found])
        for name, (start, end) in self.changes.items():
            self.stalls.add(name, written, start, end, self.quiet_s)
        self.stalls.failures.update(written.failures)

    def _timed(self, name: str, change: Callable[[], object]) -> None:
        time.sleep(self.quiet_s)
        start = time.monotonic()
        change()
        self.changes[name] = (start, time.monotonic())
        time.sleep(self.quiet_s)  # else a write that was under way would count the pause that may come next

    def _forward(self, command: str) -> None:
        site = self.site
        self._timed(command, lambda: forward(site.conn, site.reviewed, site.plan.step(command)))

    def _forward_in_parity(self, command: str) -> None:
        self._parity()
        self._forward(command)

    def _parity(self) -> None:
        """Writers would only make this take longer."""
        for writer in self.writers:
            writer.pause()
        result = verify(self.site.conn, self.site.plan)
        for writer in self.writers:
            writer.go_on()
        time.sleep(SOON_S)
        if not result.parity:
            raise AssertionError(f"{result.wrong} of {result.documents} documents are not in parity")

    def _backfill(self) -> None:
        ended = backfill(self.site.conn, self.site.plan).ended
        if ended != "complete":
            raise AssertionError(f"the backfill ended {ended}")

    def _back(self, phase: Phase) -> None:
        self._timed(f"rollback to {phase}", lambda: rollback(self.site.conn, self.site.reviewed, to=phase))

    @contextmanager
    def _writing(self, *writers: Writer) -> Iterator[list[Written]]:
        """Writers at work in the block; afterwards the list holds what they have written."""
        found: list[Written] = []
        try:
            for writer in writers:
                writer.start()
                self.writers.append(writer)
            yield found
        finally:
            for writer in writers:
                writer.go_on()
            found += [writer.stop() for writer in writers]
            self.writers = [writer for writer in self.writers if writer not in writers]


def _failed(stalls: Stalls) -> tuple[str, ...]:
    """Errors other than those that ask to run the transaction again."""
    return tuple(f"{number} writes failed with SQLSTATE {code}" for code, number in sorted(stalls.failures.items()))


def _figure(name: str, stalls: Stalls, more: tuple[str, ...]) -> Figure:
    writes = sorted(stalls.writes[name])
    p99 = writes[math.ceil(len(writes) * 0.99) - 1]
    quiet = stalls.quiet[name]
    note = (
        f"{name}: max {writes[-1]:.0f} ms, p99 {p99:.0f} ms of {len(writes):,} writes while it ran"
        f" ({max(stalls.took[name]):.2f} s at most); max {max(quiet):.0f} ms of {len(quiet):,} writes before it"
    )
    longest = tuple(stalls.longest[name])
    return Figure("B6", name, "", "ms", longest, (), Target("<=", TARGET_MS), (note, *more), worst=True)
