"""One change of phase, forward or back: one short transaction that runs a reviewed file and is recorded in itself."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hofsm_migrate.db import control, schema
from hofsm_migrate.db.executor import Retry, attempt
from hofsm_migrate.db.objects import record_objects
from hofsm_migrate.db.residual_paths import record_paths
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import drift, gates, state
from hofsm_migrate.phases.gates import Gate, Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Dict

    from psycopg import Connection

    from hofsm_migrate.compile import Step
    from hofsm_migrate.db.control import BackfillTotal, MappingState
    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.names import Phase
    from hofsm_migrate.phases.files import Reviewed

NOTHING = control.BackfillTotal(0, 0, 0, 0)


@dataclass(frozen=True)
class Terms:
    """How a phase may be changed: waits for locks, limits of gates, and gates to pass by with the reason for each.

    `unasked` are gates of things that will not be done.
    """

    retry: Retry = field(default_factory=Retry)
    limits: Limits = field(default_factory=Limits)
    forced: Dict[str, str] = field(default_factory=dict)
    unasked: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangeResult:
    """`changed` is False where the mapping was in the phase already. `objects` are those made or dropped by this call.

    `documents` and `rows` are copies that the backfill had written and that are gone. Waits in order; seconds.
    """

    mapping: str
    command: str
    from_phase: Phase
    to_phase: Phase
    changed: bool
    objects: tuple[str, ...] = ()
    documents: int = 0
    rows: int = 0
    gates: tuple[Gate, ...] = ()
    control_installed: bool = False
    waits: tuple[Wait, ...] = ()
    seconds: float = 0.0


def forward(
    conn: Connection,
    reviewed: Reviewed,
    step: Step,
    terms: Terms | None = None,
    *,
    on_wait: Callable[[Wait], None] | None = None,
    within: Callable[[Connection], str | None] | None = None,
) -> ChangeResult:
    """Go from `step.before` to `step.after`; the control schema is installed, or brought up to date, before that.

    A second call changes nothing. A kill at any instant leaves the phase as it was, or changed in full.

    Args:
        conn: autocommit.
        reviewed: files that were checked; the step's runs exactly as it is.
        within: is called inside of the transaction before the file runs; what the history shall say of it, or None
            where the step is not due.

    Raises:
        UsageError: a forced gate is none of the step's, or has no reason.
        GateError: the mapping is in another phase, or by another version of the spec; or gates are not met (all that
            are not, at once); or a lock was not to be had. Nothing was changed but the control schema.
    """
    terms = terms or Terms()
    gates.refuse_unknown(step.command, terms.forced)
    start = time.monotonic()
    name = reviewed.mapping.name
    unchanged = ChangeResult(name, step.command, step.before, step.after, changed=False)
    if not _due(state.current(conn, name), reviewed, step):
        return unchanged
    state.refuse_evolving(conn, reviewed.mapping, step.command)
    asked = ask(conn, reviewed, step, terms)
    installed = schema.install(conn, retry=terms.retry)
    run = _Run(conn, reviewed, step, terms, asked, start, on_wait, within=within)
    gone = run.go(run.forward)
    if gone is None:
        return unchanged
    return run.result(step.command, gone, installed=installed)


def back(
    conn: Connection,
    reviewed: Reviewed,
    step: Step,
    terms: Terms | None = None,
    *,
    on_wait: Callable[[Wait], None] | None = None,
) -> ChangeResult:
    """Go from `step.after` back to `step.before`. No gate stands in the way back.

    Raises:
        GateError: the mapping is in neither of the two phases, or by another version of the spec; or a lock was not to
            be had. Nothing was changed.
    """
    terms = terms or Terms()
    run = _Run(conn, reviewed, step, terms, (), time.monotonic(), on_wait)
    schema.bring_up_to_date(conn, retry=terms.retry)
    gone = run.go(run.back)
    if gone is None:
        return ChangeResult(reviewed.mapping.name, "rollback", step.after, step.before, changed=False)
    return run.result("rollback", gone)


def ask(conn: Connection, reviewed: Reviewed, step: Step, terms: Terms) -> tuple[Gate, ...]:
    """The gates of a step, all of which are met or passed by.

    Raises:
        GateError: gates are not met (all that are not, at once).
    """
    names = tuple(name for name in gates.GATES[step.command] if name not in terms.unasked)
    found = gates.check(conn, reviewed.plan, reviewed.mapping, step.command, limits=terms.limits, names=names)
    return met(found, terms)


def _due(found: MappingState | None, reviewed: Reviewed, step: Step) -> bool:
    """Whether the step forward is still to be done. In phase `legacy` no spec is in force, so any may begin."""
    if step.before == state.phase(found) == "legacy":
        return True
    return state.require(found, reviewed.mapping, step.command, (step.before, step.after)).phase == step.before


def met(asked: tuple[Gate, ...], terms: Terms) -> tuple[Gate, ...]:
    asked = gates.force(asked, terms.forced)
    if problems := gates.problems(asked):
        raise GateError(*problems)
    return asked


@dataclass
class _Run:
    conn: Connection
    reviewed: Reviewed
    step: Step
    terms: Terms
    asked: tuple[Gate, ...]
    start: float
    on_wait: Callable[[Wait], None] | None
    waits: list[Wait] = field(default_factory=list)
    within: Callable[[Connection], str | None] | None = None

    def go(self, work: Callable[[Connection], BackfillTotal | None]) -> BackfillTotal | None:
        """The work in its transaction: what is gone of an earlier backfill; None: somebody was faster."""
        return attempt(self.conn, work, retry=self.terms.retry, on_wait=self._note).value

    def forward(self, conn: Connection) -> BackfillTotal | None:
        """Inside of the transaction that goes forward."""
        step = self.step
        if not _due(state.claim(conn, self._name), self.reviewed, step):
            return None
        state.refuse_evolving(conn, self.reviewed.mapping, step.command)
        again = tuple(name for name in gates.GATES[step.command] if name in gates.AGAIN)
        asked = self._ask(conn, again)
        self.asked = tuple({gate.name: gate for gate in (*self.asked, *met(asked, self.terms))}.values())
        said = self.within(conn) if self.within else ""
        if said is None:
            return None
        self._accept(conn)
        gone = self._forget(conn, needed=step.empties is not None)
        conn.execute(self.reviewed.files[step.up_file].encode())
        words = f"{gone.documents} documents in {gone.rows} rows were stale copies" if gone.documents else said
        self._record(conn, control.Change(step.command, step.before, step.after, self._seconds(), note=words))
        control.record_shape(conn, self._name)
        return gone

    def back(self, conn: Connection) -> BackfillTotal | None:
        """Inside of the transaction that goes back."""
        step = self.step
        found = state.claim(conn, self._name)
        if step.before == state.phase(found) == "legacy":
            return None
        allowed = (step.after, step.before)
        if state.require(found, self.reviewed.mapping, f"rollback to {step.before}", allowed).phase == step.before:
            return None
        if step.after == "cutover":
            # its functions know the base table by the name that it is about to lose
            state.refuse_evolving(conn, self.reviewed.mapping, f"rollback to {step.before}")
        gone = self._forget(conn, needed=step.before == "legacy")
        conn.execute(self.reviewed.files[step.down_file].encode())
        words = f"{gone.documents} documents in {gone.rows} rows were only copies" if step.before == "legacy" else ""
        self._record(conn, control.Change("rollback", step.after, step.before, self._seconds(), note=words))
        return gone

    def result(self, command: str, gone: BackfillTotal, *, installed: bool = False) -> ChangeResult:
        """What is told of a change that was made."""
        step, forward = self.step, command != "rollback"
        made = step.operations if forward else reversed(step.operations)
        return ChangeResult(
            mapping=self._name,
            command=command,
            from_phase=step.before if forward else step.after,
            to_phase=step.after if forward else step.before,
            changed=True,
            objects=tuple(one.what for one in made if forward or not one.what.startswith("schema ")),
            documents=gone.documents,
            rows=gone.rows,
            gates=self.asked,
            control_installed=installed,
            waits=tuple(self.waits),
            seconds=self._seconds(),
        )

    def _ask(self, conn: Connection, names: tuple[str, ...]) -> tuple[Gate, ...]:
        plan, mapping = self.reviewed.plan, self.reviewed.mapping
        return gates.check(conn, plan, mapping, self.step.command, limits=self.terms.limits, names=names)

    @property
    def _name(self) -> str:
        return self.reviewed.mapping.name

    def _seconds(self) -> float:
        return time.monotonic() - self.start

    def _note(self, wait: Wait) -> None:
        self.waits.append(wait)
        if self.on_wait:
            self.on_wait(wait)

    def _accept(self, conn: Connection) -> None:
        """Paths that came later are known from now on, where somebody said so."""
        reason = next((gate.forced for gate in self.asked if gate.name == "drift"), "")
        if reason:
            record_paths(conn, self._name, drift.news(conn, self.reviewed.plan), reason)

    def _forget(self, conn: Connection, *, needed: bool) -> BackfillTotal:
        if not needed:
            return NOTHING
        total = control.backfill_total(conn, self._name)
        control.forget_chunks(conn, self._name)
        return total

    def _record(self, conn: Connection, change: control.Change) -> None:
        change = replace(change, gates=tuple(gate.record() for gate in self.asked), waits=tuple(self.waits))
        control.record_phase(conn, self.reviewed.registration(), change)
        record_objects(conn, self._name, self.step.command)
