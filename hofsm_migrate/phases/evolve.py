"""A new version of a spec put in force, online: built beside the old one, followed, filled, compared, and switched."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from hofsm_migrate.compile import plan as compile_plan
from hofsm_migrate.compile.names import based
from hofsm_migrate.db import schema
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.db.payload import is_for_evolve, payload_state
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.names import PHASES
from hofsm_migrate.phases import backfill, change, evolve_payloads, gates, next_version, payload, renewal, state, verify
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.evolution import evolution, nothing_in_force
from hofsm_migrate.phases.evolve_gates import ALWAYS, asked
from hofsm_migrate.phases.evolve_switch import Switch
from hofsm_migrate.phases.measured import figures
from hofsm_migrate.phases.snapshots import Written, outlive_snapshots
from hofsm_migrate.phases.sweep import How

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.db.versions import Figures
    from hofsm_migrate.names import Phase
    from hofsm_migrate.phases.evolution import Evolution
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.gates.gate import Gate
    from hofsm_migrate.phases.payload import PayloadResult
    from hofsm_migrate.phases.sweep import Progress as Swept
    from hofsm_migrate.phases.verify import VerifyResult
    from hofsm_migrate.spec.changes import SpecChange

Ended = Literal["in force", "recorded anew", "already in force", "prepared", "stopped", "no parity"]
"""The new version is in force; it is, and nothing was made anew; it was before; it is ready to be switched to; `stop`
said so; documents differ; the mapping is in phase `legacy`, where any version can be expanded."""
_FILLED = Written("the new tables were filled", "The old version is in force")


@dataclass(frozen=True)
class EvolveResult:
    """`documents` and `rows` were filled in by this call; `verified` is None where nothing was compared.

    `switch_s` is the time of the last transaction, without those that failed. `payload` is how payloads were taken away
    again, where they had been made anew for this.
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
    payload: PayloadResult | None = None

    @property
    def changed(self) -> bool:
        """Whether the version in force is another one since this call."""
        return self.ended in {"in force", "recorded anew"}

    @property
    def stopped(self) -> bool:
        """Whether `stop` ended it before its end."""
        return self.ended == "stopped" or (self.payload is not None and self.payload.ended == "stopped")


@dataclass(frozen=True)
class Hooks:
    """What is told while it runs. `stop` is asked between two chunks."""

    on_stage: Callable[[str], None] = lambda _: None
    on_backfill: Callable[[backfill.Progress], None] = lambda _: None
    on_verify: Callable[[verify.Progress], None] = lambda _: None
    on_payload: Callable[[Swept], None] = lambda _: None
    on_wait: Callable[[Wait], None] = lambda _: None
    stop: Callable[[], bool] = lambda: False


def evolve(
    conn: Connection,
    new: Reviewed,
    terms: Terms | None = None,
    *,
    chunk_ms: int = 100,
    stop_before_switch: bool = False,
    hooks: Hooks | None = None,
) -> EvolveResult:
    """Put a new version of a spec in force, in the phase that the mapping is in.

    From `dual_write` to `cutover`: tables of the new version beside the old ones, triggers that follow every write to
    the payload, backfill, verification, and the switch, which is one short transaction. Each part is recorded; a run
    that was killed or stopped goes on where it was. Phase `expanded`: the empty tables are replaced.

    In phase `cutover` without the payloads, these are made anew before that, and taken away again at the end.
    Where nothing but the text of the spec differs it is recorded, whatever the phase.

    Args:
        conn: autocommit.
        new: the files of the new version, checked.
        stop_before_switch: leave the new version beside the old one, which stays in force.

    Raises:
        GateError: as `evolution`; nothing is in force (phase `legacy`); or gates are not met; or a lock was not to be
            had. The old version, if there is one, is in force.
        ParityError: payloads were made anew, and documents differ; or payloads that were kept are not what the tables
            in force compose; or one is composed otherwise than its payload says when payloads are taken away again.
    """
    terms, hooks = terms or Terms(), hooks or Hooks()
    gates.refuse_unknown("evolve", terms.forced)
    start = time.monotonic()
    schema.bring_up_to_date(conn, retry=terms.retry)
    if renewed := renewal.renew(conn, new, terms, hooks.on_wait):
        seconds = time.monotonic() - start
        return EvolveResult(new.mapping.name, renewed.phase, "recorded anew", seconds=seconds)
    found = evolution(conn, new)
    if found is None:
        raise GateError(nothing_in_force(new.mapping))
    if found.found.spec_digest == new.mapping.digest:
        gone = _taken_away(conn, new, terms, _how(chunk_ms, hooks))
        seconds = time.monotonic() - start
        return EvolveResult(new.mapping.name, found.found.phase, "already in force", payload=gone, seconds=seconds)
    run = _Run(conn, found, terms, chunk_ms, hooks, stop_before_switch=stop_before_switch)
    ended = run.go()
    return replace(run.result(ended), seconds=time.monotonic() - start)


def abandon(
    conn: Connection, name: str, terms: Terms | None = None, *, chunk_ms: int = 100, hooks: Hooks | None = None
) -> tuple[bool, PayloadResult | None]:
    """Drop a version that is under way, whatever its spec, and take payloads away that were made anew for it.

    Whether there was one, and what became of the payloads. A kill in between leaves a part, which the next call does.

    Raises:
        GateError: a lock was not to be had.
    """
    terms, hooks = terms or Terms(), hooks or Hooks()
    gone = next_version.abandon(conn, name, terms, hooks.on_wait)
    found = state.current(conn, name)
    if found is None or found.phase != "cutover" or not is_for_evolve(conn, name):
        return gone, None
    return gone, _taken_away(conn, next_version.in_force(found), terms, _how(chunk_ms, hooks))


def _how(chunk_ms: int, hooks: Hooks) -> How:
    return How(chunk_ms, None, hooks.on_payload, hooks.on_wait, hooks.stop, hooks.on_stage)


def _taken_away(conn: Connection, reviewed: Reviewed, terms: Terms, how: How) -> PayloadResult | None:
    """Payloads that were made anew for a new version go again; None where there are none, or one is under way."""
    name = reviewed.mapping.name
    if not is_for_evolve(conn, name) or state.evolving(conn, name):
        return None
    return payload.drop(conn, reviewed, Terms(terms.retry, terms.limits), how, for_evolve=True)


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
    gone: PayloadResult | None = None

    def go(self) -> Ended:
        """Everything that is still to be done."""
        found = self.evolution
        self.ask(self.conn, ALWAYS)
        if found.found.phase == "expanded":
            next_version.abandon(self.conn, self._name, self.terms, self._wait)
            if self.stop_before_switch:
                return "prepared"
            self.ask(self.conn, ("long transactions",))
            self._switch(None, None)
            return "in force"
        if not self._payloads() or not self._beside():
            return "stopped"
        if not self._agree():
            return "no parity"
        if self.stop_before_switch:
            return "prepared"
        self._outlive_snapshots()
        self.hooks.on_stage("measuring residuals")
        old = compile_plan(based(found.old.mapping)) if found.cut_over else found.old
        before, after = (self._measure(one) for one in (old, found.beside.plan))
        self.ask(self.conn, ("long transactions",), ("backfill complete", "parity"))
        self._switch(before, after)
        self.hooks.on_stage("the new version is in force")
        self.gone = _taken_away(self.conn, found.new, self.terms, self._how())
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
            payload=self.gone,
        )

    def _payloads(self) -> bool:
        """Phase `cutover`: payloads are there, and are kept in step until the new version is in force."""
        if not self.evolution.payload_gone:
            return True
        terms, beside = Terms(self.terms.retry, self.terms.limits), self.evolution.beside
        # what keeps the new version from being made should be told before anything is written
        change.ask(self.conn, beside, beside.plan.steps[0], terms)
        self.hooks.on_stage("payloads made anew")
        made = payload.restore(self.conn, self.evolution.in_force, terms, self._how(), for_evolve=True)
        return made.ended != "stopped"

    def _how(self) -> How:
        return _how(self.chunk_ms, replace(self.hooks, on_wait=self._wait))

    def unchanged(self, conn: Connection) -> str:
        """Nobody has changed the phase or the version since; nobody does until the end of the transaction.

        In phase `cutover` nobody has taken payloads away either, which the next version follows. Who does that, or
        gives the table its name back, claims the mapping, too, and looks whether there is a next version.

        Returns:
            Nothing to be noted.

        Raises:
            GateError: somebody has.
        """
        found = self.evolution
        old, now = found.found, state.claim(conn, self._name)
        same = now is not None and (now.phase, now.spec_digest) == (old.phase, old.spec_digest)
        if not same or (found.cut_over and payload_state(conn, self._name) is not None):
            hint = "look at `hofsm status`, then run it again. Nothing was changed"
            raise GateError(Problem(f"somebody changed mapping {self._name!r} meanwhile", hint))
        return ""

    def _beside(self) -> bool:
        """Tables, triggers and rows of the new version; whether all documents are represented in it."""
        new = self.evolution.beside
        here = PHASES.index(state.phase(state.current(self.conn, new.mapping.name)))
        for step in (step for step in new.plan.steps if PHASES.index(step.after) > here):
            self.hooks.on_stage(f"{step.command} of the new version")
            terms = Terms(self.terms.retry, self.terms.limits)
            within = self.unchanged if self.evolution.cut_over else None
            self.waits += change.forward(self.conn, new, step, terms, on_wait=self.hooks.on_wait, within=within).waits
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
        if self.verified.parity and self.evolution.cut_over and not self.evolution.payload_gone:
            self.hooks.on_stage("verify of the payloads")
            evolve_payloads.refuse_other_payloads(self.conn, self.evolution, self.terms.retry, self._wait)
        return self.verified.parity

    def _outlive_snapshots(self) -> None:
        """To transactions that began before the tables were filled, these would be empty."""
        outlive_snapshots(self.conn, _FILLED, self.terms.retry, self.hooks.on_stage)

    def _measure(self, plan: Plan) -> Figures | None:
        return attempt(self.conn, lambda conn: figures(conn, plan), retry=self.terms.retry, on_wait=self._wait).value

    def _switch(self, before: Figures | None, after: Figures | None) -> None:
        self.hooks.on_stage("switch")
        work = Switch(self.evolution, self.unchanged, self._ask_again, self.waits, before, after)
        attempt(self.conn, work.do, retry=self.terms.retry, on_wait=self._wait)
        self.switch_s = work.seconds

    def ask(self, conn: Connection, of_old: tuple[str, ...], of_new: tuple[str, ...] = ()) -> None:
        """Gates about the version in force, and gates about the new one; those that are not met end it."""
        met = change.met(asked(conn, self.evolution, self.terms.limits, of_old, of_new), self.terms)
        self.asked = tuple({gate.name: gate for gate in (*self.asked, *met)}.values())

    def _ask_again(self, conn: Connection) -> tuple[Gate, ...]:
        self.ask(conn, ALWAYS, ("triggers",) if self.evolution.found.phase != "expanded" else ())
        return self.asked

    @property
    def _name(self) -> str:
        return self.evolution.new.mapping.name

    def _wait(self, wait: Wait) -> None:
        self.waits.append(wait)
        self.hooks.on_wait(wait)
