"""Phase `cutover`: the payload column is emptied, and made anew for the way back; in chunks, with writers running."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hofsm_migrate.db import schema
from hofsm_migrate.errors import GateError, ParityError, Problem
from hofsm_migrate.phases import gates, state
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.snapshots import Written, outlive_snapshots
from hofsm_migrate.phases.sweep import How, Sweep
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.gates import Gate
    from hofsm_migrate.phases.sweep import Direction, Ended
    from hofsm_migrate.phases.verify import VerifyResult

_MADE = Written("payloads were made anew", "The phase is cutover, and payloads are kept in step")


@dataclass(frozen=True)
class PayloadResult:
    """What a call did: payloads written by it. `ended` is `unchanged` where there was nothing to do.

    `verified` is how all documents compare, where payloads were made anew to the end.
    """

    mapping: str
    direction: Direction
    ended: Ended
    changed: int
    chunks: int
    waits: tuple[Wait, ...]
    gates: tuple[Gate, ...]
    seconds: float
    verified: VerifyResult | None = None


def drop(
    conn: Connection,
    reviewed: Reviewed,
    terms: Terms | None = None,
    how: How | None = None,
    *,
    for_evolve: bool = False,
) -> PayloadResult:
    """Empty the payload column of a mapping in phase `cutover`: the new tables become the only store.

    First writers are told to write no payloads any more, in a short transaction that waits for those in flight. Then
    each payload is taken away, in chunks of one transaction each, if it is what the new tables compose, byte for byte.
    A run that was stopped or killed goes on after the last committed chunk.

    Args:
        conn: autocommit.
        for_evolve: they were made anew for a new version only, so what needs them is not asked again.

    Raises:
        GateError: another phase or version of the spec, or one that is under way; something needs the payloads; a lock
            was not to be had.
        ParityError: a document is composed otherwise than its payload says. It has its payload still, as do all behind.
    """
    run = Sweep(conn, reviewed, terms or Terms(), how or How(), "emptying", for_evolve=for_evolve)
    found = run.require()
    if found is not None and found.state == "moved":
        return _result(run, "unchanged")
    if found is None or found.state != "emptying":
        state.refuse_evolving(conn, reviewed.mapping, run.command)
        run.asked = () if for_evolve else _met(run)
        schema.bring_up_to_date(conn, retry=run.terms.retry)
        run.turn()
    return _result(run, run.to_the_end())


def restore(
    conn: Connection,
    reviewed: Reviewed,
    terms: Terms | None = None,
    how: How | None = None,
    *,
    for_evolve: bool = False,
) -> PayloadResult:
    """Make the payloads anew, with writers running, and prove that all are what the new tables compose.

    First writers are told to keep payloads again; then all others are made, in chunks as `drop` has them. Where a run
    before came to the end and payloads are still away, in a partition that was attached since, it begins anew.
    Transactions that began before the last one are waited for: to them payloads are what stood there before. At the
    end every document is compared, and the mapping is as cut over with its payload kept.

    Args:
        conn: autocommit.
        for_evolve: they are kept for a new version only, which is recorded.

    Raises:
        GateError: another phase or version of the spec; or a lock was not to be had; or a document cannot be stored; or
            an old transaction takes longer than locks may be waited for.
        ParityError: documents differ. The mapping stays in phase `cutover`, and writers keep payloads in step.
    """
    run = Sweep(conn, reviewed, terms or Terms(), how or How(), "restoring", for_evolve=for_evolve)
    found = run.require()
    if found is None:
        return _result(run, "unchanged")
    if found.state not in {"restoring", "restored"} or (found.state == "restored" and run.left_behind()):
        run.turn()
    ended = run.to_the_end()
    if ended == "complete" and not outlive_snapshots(conn, _MADE, run.terms.retry, run.how.on_stage, run.how.stop):
        ended = "stopped"
    verified = _prove(run) if ended == "complete" else None
    return replace(_result(run, ended), verified=verified)


def keep(conn: Connection, reviewed: Reviewed, terms: Terms | None = None, how: How | None = None) -> None:
    """Payloads that were made anew for a new version stay, as after `cutover --keep-payload`.

    Raises:
        GateError: another phase or version of the spec; or payloads are not all there.
    """
    Sweep(conn, reviewed, terms or Terms(), how or How(), "emptying").keep()


def _met(run: Sweep) -> tuple[Gate, ...]:
    reviewed, terms = run.reviewed, run.terms
    asked = gates.check(run.conn, reviewed.plan, reviewed.mapping, reviewed.plan.payload.command, limits=terms.limits)
    asked = gates.force(asked, terms.forced)
    if problems := gates.problems(asked):
        raise GateError(*problems)
    return asked


def _prove(run: Sweep) -> VerifyResult:
    """All payloads are there: compare them, and record that they are kept."""
    mapping, how = run.reviewed.mapping, run.how
    result = verify(run.conn, run.reviewed.plan, mapping=mapping, retry=run.terms.retry, on_wait=how.on_wait)
    if not result.parity:
        ways = "write a document that differs through the view, attach again a partition that was detached, or delete"
        ways += " documents that have no row any more; then run the same command again, which makes anew what is left"
        hint = f"hofsm verify {mapping.file} names them; {ways}. The view goes on as before"
        raise ParityError(Problem(f"payloads were made anew, and {result.wrong:,} documents differ", hint))
    run.end()
    return result


def _result(run: Sweep, ended: Ended) -> PayloadResult:
    return PayloadResult(
        run.name, run.direction, ended, run.changed, run.chunks, tuple(run.waits), run.asked, run.seconds()
    )
