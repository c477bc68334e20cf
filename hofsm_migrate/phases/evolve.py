"""A new version of a spec put in force, online: built beside the old one, followed, filled, compared, and switched."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from hofsm_migrate.db import control, schema
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.db.next_version import forget_objects_of, take_records
from hofsm_migrate.db.objects import objects, record_objects
from hofsm_migrate.db.versions import record_figures
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.names import PHASES
from hofsm_migrate.phases import backfill, change, gates, next_version, state, verify
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.evolution import evolution
from hofsm_migrate.phases.gates import evolve as own_gates
from hofsm_migrate.phases.gates.gate import Gate
from hofsm_migrate.phases.measured import figures
from hofsm_migrate.phases.snapshots import Written, outlive_snapshots

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.db.versions import Figures
    from hofsm_migrate.names import Phase
    from hofsm_migrate.phases.evolution import Evolution
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.verify import VerifyResult
    from hofsm_migrate.spec.changes import SpecChange

Ended = Literal["in force", "already in force", "prepared", "stopped", "no parity", "nothing in force"]
"""The new version is in force; it was before; it is ready to be switched to; `stop` said so; documents differ; the
mapping is in phase `legacy`, where any version can be expanded."""
_ALWAYS = ("triggers", "nothing depends")
"""Gates that are asked before anything is made, and again inside of the last transaction."""
_FILLED = Written("the new tables were filled", "The old version is in force")


@dataclass(frozen=True)
class EvolveResult:
    """`documents` and `rows` were filled in by this call; `verified` is None where nothing was compared.

    `switch_s` is the time of the last transaction, without those that failed.
    """

    mapping: str
    phase: Phase
    ended: Ended
    changes: tuple[SpecChange, ...] = ()
    documents: int = 0
    rows: int = 0
    verified: VerifyResult | None = None
    gates: tuple[Gate, ...] = ()
    waits: tuple[Wait, ...] = ()
    switch_s: float = 0.0
    seconds: float = 0.0

    @property
    def changed(self) -> bool:
        """Whether the version in force is another one since this call."""
        return self.ended == "in force"


@dataclass(frozen=True)
class Hooks:
    """What is told while it runs. `stop` is asked between two chunks of the backfill."""

    on_stage: Callable[[str], None] = lambda _: None
    on_backfill: Callable[[backfill.Progress], None] = lambda _: None
    on_verify: Callable[[verify.Progress], None] = lambda _: None
    on_wait: Callable[[Wait], None] = lambda _: None
    stop: Callable[[], bool] = lambda: False


def evolve(
    conn: Connection,
    new: Reviewed,
    terms: Terms | None = None,
    *,
    chunk_ms: int = 200,
    stop_before_switch: bool = False,
    hooks: Hooks | None = None,
) -> EvolveResult:
    """Put a new version of a spec in force, in the phase that the mapping is in.

    Phases `dual_write` and `mirrored`: tables of the new version beside the old ones, triggers that follow every write
    to the payload, backfill, verification, and the switch, which is one short transaction. Each part is recorded; a
    run that was killed or stopped goes on where it was. Phase `expanded`: the empty tables are replaced.

    Args:
        conn: autocommit.
        new: the files of the new version, checked.
        stop_before_switch: leave the new version beside the old one, which stays in force.

    Raises:
        GateError: as `evolution`; or gates are not met; or a lock was not to be had. The old version is in force.
    """
    terms, hooks = terms or Terms(), hooks or Hooks()
    gates.refuse_unknown("evolve", terms.forced)
    start = time.monotonic()
    schema.bring_up_to_date(conn, retry=terms.retry)
    found = evolution(conn, new)
    if found is None or found.found.spec_digest == new.mapping.digest:
        ended: Ended = "nothing in force" if found is None else "already in force"
        return EvolveResult(new.mapping.name, found.found.phase if found else "legacy", ended)
    run = _Run(conn, found, terms, chunk_ms, hooks, stop_before_switch=stop_before_switch)
    ended = run.go()
    return replace(run.result(ended), seconds=time.monotonic() - start)


@dataclass
class _Run:
    conn: Connection
    evolution: Evolution
    terms: Terms
    chunk_ms: int
    hooks: Hooks
    stop_before_switch: bool
    waits: list[Wait] = field(default_factory=list)
    asked: tuple[Gate, ...] = ()
    filled: backfill.BackfillResult | None = None
    verified: VerifyResult | None = None
    switch_s: float = 0.0

    def go(self) -> Ended:
        """Everything that is still to be done."""
        found = self.evolution
        self.ask(self.conn, _ALWAYS)
        if found.found.phase == "expanded":
            next_version.abandon(self.conn, self._name, self.terms, self._wait)
            if self.stop_before_switch:
                return "prepared"
            self.ask(self.conn, ("long transactions",))
            self._switch(None, None)
            return "in force"
        if not self._beside():
            return "stopped"
        if not self._agree():
            return "no parity"
        if self.stop_before_switch:
            return "prepared"
        self._outlive_snapshots()
        self.hooks.on_stage("measuring residuals")
        before, after = (self._measure(one) for one in (found.old, found.beside.plan))
        self.ask(self.conn, ("long transactions",), ("backfill complete", "parity"))
        self._switch(before, after)
        return "in force"

    def result(self, ended: Ended) -> EvolveResult:
        """What is told."""
        return EvolveResult(
            mapping=self._name,
            phase=self.evolution.found.phase,
            ended=ended,
            changes=self.evolution.changes,
            documents=self.filled.documents if self.filled else 0,
            rows=self.filled.rows if self.filled else 0,
            verified=self.verified,
            gates=self.asked,
            waits=tuple(self.waits),
            switch_s=self.switch_s,
        )

    def _beside(self) -> bool:
        """Tables, triggers and rows of the new version; whether all documents are represented in it."""
        new = self.evolution.beside
        here = PHASES.index(state.phase(state.current(self.conn, new.mapping.name)))
        for step in (step for step in new.plan.steps if PHASES.index(step.after) > here):
            self.hooks.on_stage(f"{step.command} of the new version")
            terms = Terms(self.terms.retry, self.terms.limits)
            self.waits += change.forward(self.conn, new, step, terms, on_wait=self.hooks.on_wait).waits
        self.hooks.on_stage("backfill of the new version")
        self.filled = backfill.backfill(
            self.conn,
            new.plan,
            mapping=new.mapping,
            chunk_ms=self.chunk_ms,
            retry=self.terms.retry,
            on_progress=self.hooks.on_backfill,
            on_wait=self._wait,
            stop=self.hooks.stop,
        )
        return self.filled.ended != "stopped"

    def _agree(self) -> bool:
        new = self.evolution.beside
        self.hooks.on_stage("verify of the new version")
        self.verified = verify.verify(
            self.conn,
            new.plan,
            mapping=new.mapping,
            retry=self.terms.retry,
            on_progress=self.hooks.on_verify,
            on_wait=self._wait,
        )
        return self.verified.parity

    def _outlive_snapshots(self) -> None:
        """To transactions that began before the tables were filled, these would be empty."""
        outlive_snapshots(self.conn, _FILLED, self.terms.retry, self.hooks.on_stage)

    def _measure(self, plan: Plan) -> Figures | None:
        return attempt(self.conn, lambda conn: figures(conn, plan), retry=self.terms.retry, on_wait=self._wait).value

    def _switch(self, before: Figures | None, after: Figures | None) -> None:
        self.hooks.on_stage("switch")
        work = _Switch(self, before, after)
        attempt(self.conn, work.do, retry=self.terms.retry, on_wait=self._wait)
        self.switch_s = work.seconds

    def ask(self, conn: Connection, of_old: tuple[str, ...], of_new: tuple[str, ...] = ()) -> None:
        """Gates about the version in force, and gates about the new one; those that are not met end it."""
        found, limits = self.evolution, self.terms.limits
        old, new = found.old, found.beside
        taken = own_gates.names_are_free(conn, old, found.new.plan, found.found.phase)
        asked = [Gate("names are free", tuple(taken))]
        asked += gates.check(conn, old, found.new.mapping, "evolve", limits=limits, names=of_old)
        asked += gates.check(conn, new.plan, new.mapping, "evolve", limits=limits, names=of_new)
        met = change.met(_merged(asked), self.terms)
        self.asked = tuple({gate.name: gate for gate in (*self.asked, *met)}.values())

    @property
    def _name(self) -> str:
        return self.evolution.new.mapping.name

    def _wait(self, wait: Wait) -> None:
        self.waits.append(wait)
        self.hooks.on_wait(wait)


def _merged(asked: list[Gate]) -> tuple[Gate, ...]:
    """A gate that was asked of both versions is met where it is met by both."""
    merged: dict[str, Gate] = {}
    for gate in asked:
        there = merged.get(gate.name, Gate(gate.name, ()))
        merged[gate.name] = Gate(gate.name, there.problems + gate.problems)
    return tuple(merged.values())


@dataclass
class _Switch:
    """The last transaction."""

    run: _Run
    before: Figures | None
    after: Figures | None
    seconds: float = 0.0

    def do(self, conn: Connection) -> None:
        """All of it, in the transaction at hand."""
        start = time.monotonic()
        run, found = self.run, self.run.evolution
        self._claim(conn)
        run.ask(conn, _ALWAYS, ("triggers",) if found.found.phase != "expanded" else ())
        first, *stages = found.stages()
        conn.execute(first.script().encode())
        self._nothing_left(conn)
        for stage in stages:
            conn.execute(stage.script().encode())
            if stage.step:
                record_objects(conn, found.new.mapping.name, stage.step)
        self._record(conn, time.monotonic() - start)
        self.seconds = time.monotonic() - start

    def _claim(self, conn: Connection) -> None:
        """Nobody has changed the phase or the version since."""
        old, mapping = self.run.evolution.found, self.run.evolution.new.mapping
        now = state.claim(conn, mapping.name)
        if now is None or (now.phase, now.spec_digest) != (old.phase, old.spec_digest):
            hint = "look at `hofsm status`, then run it again. Nothing was changed"
            raise GateError(Problem(f"somebody changed mapping {mapping.name!r} meanwhile", hint))
        if old.phase != "expanded":
            beside = self.run.evolution.beside
            state.require(state.claim(conn, beside.mapping.name), beside.mapping, "evolve", ("dual_write",))

    def _nothing_left(self, conn: Connection) -> None:
        """What was recorded of the old version is gone, so this version of hofsm knows all that it had made."""
        name = self.run.evolution.new.mapping.name
        left = [one.identity for one in objects(conn, name) if one.present]
        if left:
            hint = "another version of hofsm made the old one: roll back with that. Nothing was changed"
            raise GateError(Problem(f"objects of the old version would be left: {', '.join(left[:5])}", hint))
        forget_objects_of(conn, name)

    def _record(self, conn: Connection, seconds: float) -> None:
        run, found = self.run, self.run.evolution
        new, phase = found.new, found.found.phase
        name = new.mapping.name
        if self.before:
            record_figures(conn, name, found.found.spec_digest, self.before)
        if phase == "expanded":
            control.forget_chunks(conn, name)
        else:
            take_records(conn, name, found.beside.mapping.name)
        event = control.Change(
            "evolve",
            phase,
            phase,
            seconds,
            gates=tuple(gate.record() for gate in run.asked),
            waits=tuple(run.waits),
            note=f"from version {found.found.spec_digest[:12]}: {len(found.changes)} changes",
        )
        control.record_phase(conn, new.registration(), event)
        control.record_shape(conn, name)
        if self.after:
            record_figures(conn, name, new.mapping.digest, self.after)
