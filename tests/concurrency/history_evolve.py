"""The versions of a history: one in force, maybe another one beside it; the operator goes from one to another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from concurrency.spec_versions import VERSIONS

from hofsm_migrate.db import control
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, evolve, next_version, payload, verify
from hofsm_migrate.phases.change import Terms

if TYPE_CHECKING:
    from random import Random

    import psycopg
    from concurrency.spec_versions import Version

    from hofsm_migrate.db.executor import Retry
    from hofsm_migrate.names import Phase
    from hofsm_migrate.phases.evolve import EvolveResult
    from hofsm_migrate.phases.files import Reviewed

PHASES: tuple[Phase, ...] = ("expanded", "dual_write", "mirrored", "cutover")
"""In which a new version can be put in force."""
BESIDE: tuple[Phase, ...] = ("dual_write", "mirrored", "cutover")
"""In which one can stand beside the other and wait."""


@dataclass
class Versions:
    """`here` is in force, or will be from `expand` on; `next` is under way. `asides` counts what puts none in force."""

    conn: psycopg.Connection
    reviewed: tuple[Reviewed, ...]
    rng: Random
    retry: Retry
    here: int = 0
    next: int | None = None
    asides: Counter[str] = field(default_factory=Counter)

    @property
    def version(self) -> Version:
        return VERSIONS[self.here]

    def draw(self) -> None:
        """In phase `legacy` any version can be expanded."""
        self.here = self.rng.randrange(len(self.reviewed))

    def evolve(self, phase: Phase) -> EvolveResult | None:
        """To the version that is under way, or to another one; None where that is not in force afterwards."""
        if self.next is not None and self.rng.random() < 0.3:
            self._abandon()
            return None
        target = self._target()
        ended = self.rng.choices(("in force", "prepared", "stopped"), (6, 2, 1))[0]
        if ended == "stopped" and phase in BESIDE:
            self._stopped(target)
            return None
        result = self._run(target, stop_before_switch=ended == "prepared")
        if ended == "prepared":
            assert result.ended == "prepared", result
            self.asides[f"prepared in {phase}"] += 1
            self.next = target if phase in BESIDE else None
            return None
        assert result.ended == "in force", result
        self.here, self.next = target, None
        return result

    def refused(self, phase: Phase, command: str) -> bool:
        """Whether there is no way forward, since a version is under way: the product has to say so."""
        if self.next is None:
            return False
        reviewed = self.reviewed[self.here]
        with pytest.raises(GateError, match=f"a new version of mapping 'notes' is under way: {command} has to wait"):
            change.forward(self.conn, reviewed, reviewed.plan.step(command), Terms(self.retry))
        self.asides[f"{command} refused in {phase}"] += 1
        return True

    def not_emptied(self) -> bool:
        """Whether payloads have to stay, since a version is under way: the product has to say so."""
        if self.next is None:
            return False
        with pytest.raises(GateError, match="a new version of mapping 'notes' is under way: cutover has to wait"):
            payload.drop(self.conn, self.reviewed[self.here], Terms(self.retry))
        self.asides["payloads stay"] += 1
        return True

    def note_back(self, start: Phase, phase: Phase) -> None:
        """The way back takes a version that is under way with it: from a view, and where nothing follows the table."""
        if self.next is not None and (start == "cutover" or phase not in BESIDE):
            self.asides["gone with the way back"] += 1
            self.next = None
        found = control.mapping_state(self.conn, "notes/next")
        assert (found.phase if found else None) == (None if self.next is None else "dual_write")

    def wrong(self) -> list[str]:
        """What keeps the version under way from parity when nobody writes."""
        if self.next is None:
            return []
        result = self._run(self.next, stop_before_switch=True)
        found = control.mapping_state(self.conn, "notes")
        cut_over = found is not None and found.phase == "cutover"
        beside = next_version.beside(self.reviewed[self.next], cut_over=cut_over)
        found = verify.verify(self.conn, beside.plan, mapping=beside.mapping, retry=self.retry)
        return [] if found.parity and result.ended == "prepared" else [f"beside: {found} {result}"]

    def _target(self) -> int:
        if self.next is not None:
            return self.next
        return self.rng.choice([number for number, _ in enumerate(self.reviewed) if number != self.here])

    def _abandon(self) -> None:
        assert next_version.abandon(self.conn, "notes", Terms(self.retry))
        self.next = None
        self.asides["abandoned"] += 1

    def _stopped(self, target: int) -> None:
        """In the middle of the backfill, where that has not been to the end before."""
        chunks: list[int] = []
        hooks = evolve.Hooks(on_backfill=lambda now: chunks.append(now.chunks), stop=lambda: bool(chunks))
        result = self._run(target, chunk_ms=10, hooks=hooks, stop_before_switch=True)
        assert result.ended in {"stopped", "prepared"}, result
        self.asides[f"{result.ended} after a chunk"] += 1
        self.next = target

    def _run(
        self,
        target: int,
        *,
        stop_before_switch: bool,
        chunk_ms: int = 200,
        hooks: evolve.Hooks | None = None,
    ) -> EvolveResult:
        return evolve.evolve(
            self.conn,
            self.reviewed[target],
            Terms(self.retry),
            chunk_ms=chunk_ms,
            stop_before_switch=stop_before_switch,
            hooks=hooks,
        )
