"""Back to an earlier phase, one step after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.db.final_parity import final_parity
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.names import PHASES
from hofsm_migrate.phases import change, next_version, payload, state
from hofsm_migrate.phases.change import ChangeResult, Terms
from hofsm_migrate.phases.payload import How, PayloadResult

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile import Plan, Step
    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.names import Phase
    from hofsm_migrate.phases.files import Reviewed


@dataclass(frozen=True)
class RollbackResult:
    """The steps that were undone, the last one first; none where the mapping was in phase `to` already.

    `payload` is what was done before that to have all payloads in the legacy table again.
    """

    mapping: str
    to: Phase
    steps: tuple[ChangeResult, ...]
    payload: PayloadResult | None = None

    @property
    def changed(self) -> bool:
        """Whether this call undid anything."""
        return bool(self.steps) or self.payload is not None

    @property
    def objects(self) -> tuple[str, ...]:
        """What was dropped, in order."""
        return tuple(what for step in self.steps for what in step.objects)

    @property
    def documents(self) -> int:
        """Documents whose copies are gone."""
        return sum(step.documents for step in self.steps)

    @property
    def rows(self) -> int:
        """Rows of those copies."""
        return sum(step.rows for step in self.steps)

    @property
    def seconds(self) -> float:
        """For all steps, waits included."""
        return sum(step.seconds for step in self.steps)


def rollback(
    conn: Connection,
    reviewed: Reviewed,
    *,
    to: Phase = "legacy",
    retry: Retry | None = None,
    how: How | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> RollbackResult:
    """Undo the steps after phase `to`, each in a short transaction of its own, recorded by itself.

    From `cutover` without the payload, payloads are made anew before that, as `payload.restore` does it; `how` says in
    which chunks. Where that was stopped, no step is undone. A kill between two steps leaves the phase in between, from
    which the same call goes on. The target schema stays where it was there before, as does the control schema with the
    history.

    Raises:
        ParityError: payloads were made anew, and documents differ. The phase stays `cutover`.
        GateError: the mapping has not come as far as `to`, or is in a phase from which this is not the way back; or
            another version of the spec is in force; or a lock was not to be had. Steps undone before stay undone.
    """
    name = reviewed.mapping.name
    found = state.current(conn, name)
    if state.phase(found) == to == "legacy":
        return RollbackResult(name, to, ())
    refuse_contracted(conn, found)
    allowed: tuple[Phase, ...] = tuple(step.after for step in reviewed.plan.steps if not step.final)
    here = state.require(found, reviewed.mapping, f"rollback to {to}", allowed).phase
    steps = undone(reviewed.plan, here, to)
    if any(step.command in {"dual-write", "cutover"} for step in steps):
        # a version that is under way follows the legacy table as the one in force does, or the base table of a cut-over
        next_version.abandon(conn, name, Terms(retry) if retry else None, on_wait)
    terms = Terms(retry) if retry else None
    made = (
        _payload(conn, reviewed, terms, how or How(on_wait=on_wait)) if steps and steps[0].after == "cutover" else None
    )
    if made is not None and made.ended != "complete":
        return RollbackResult(name, to, (), made)
    results = (change.back(conn, reviewed, step, terms, on_wait=on_wait) for step in steps)
    return RollbackResult(name, to, tuple(result for result in results if result.changed), made)


def _payload(conn: Connection, reviewed: Reviewed, terms: Terms | None, how: How) -> PayloadResult | None:
    """Payloads made anew; None where they were kept."""
    made = payload.restore(conn, reviewed, terms, how)
    return None if made.ended == "unchanged" else made


def refuse_contracted(conn: Connection, found: MappingState | None) -> None:
    """The payloads are gone, and no step makes them anew.

    Raises:
        GateError: the mapping is contracted.
    """
    if found is None or found.phase != "contracted":
        return
    kept = final_parity(conn, found.name)
    if kept is not None and kept.archive:
        hint = f"the documents of {kept.taken_at:%Y-%m-%d %H:%M:%S %Z} are in {kept.archive}:"
        hint += f" hofsm archive restore {kept.archive} --into SCHEMA.TABLE"
    else:
        hint = (
            f"no archive was made; hofsm archive make writes the documents as {found.target_schema} composes them now"
        )
    message = f"there is no way back: mapping {found.name!r} is contracted, its payloads were dropped"
    raise GateError(Problem(message, f"{hint}. Nothing was changed"))


def undone(plan: Plan, here: Phase, to: Phase) -> tuple[Step, ...]:
    """The steps to undo on the way from phase `here` back to `to`, the last one first.

    Raises:
        GateError: `to` comes after `here`.
    """
    if PHASES.index(to) > PHASES.index(here):
        hint = "hofsm status says which step comes next; rollback goes back only. Nothing was changed"
        raise GateError(Problem(f"mapping {plan.mapping.name!r} is in phase {here}, which comes before {to}", hint))
    between = range(PHASES.index(to) + 1, PHASES.index(here) + 1)
    return tuple(step for step in reversed(plan.steps) if PHASES.index(step.after) in between)
