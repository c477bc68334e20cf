"""`hofsm cutover`: mirrored -> cutover, and without the payload there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, forward, options, output, sweeping, terms
from hofsm_migrate.cli.interrupt import INTERRUPTED, stop_on_interrupt
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.payload import is_for_evolve, payload_state
from hofsm_migrate.errors import GateError, UsageError
from hofsm_migrate.phases import change, files, payload, state, sweep, twin, twin_payload
from hofsm_migrate.report import dry_run as shape
from hofsm_migrate.report.dry_run import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.change import ChangeResult, Terms
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.payload import PayloadResult
    from hofsm_migrate.report.dry_run import Item

UNUSED = "payload unused"
"""The gate that is asked only where the payload is to go."""


@dataclass(frozen=True)
class _Done:
    """`switch` is the change of phase; `payload` what became of the payloads, None where they are kept."""

    switch: ChangeResult
    payload: PayloadResult | None


_NOTHING_LEFT = "{} is in phase cutover, and its payloads are where they shall be: nothing is left to be done"


@click.command("cutover", no_args_is_help=True)
@options.spec
@options.migrations
@click.option("--keep-payload", is_flag=True, help="Keep the payload column in step, for a way back in no time.")
@sweeping.chunk_ms
@terms.forward("cutover")
@options.common
@click.pass_context
def cutover(
    ctx: click.Context,
    spec: Path,
    migrations: Path,
    terms: Terms,
    dsn: str | None,
    *,
    keep_payload: bool,
    chunk_ms: int,
    dry_run: bool,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Put a view in the legacy table's place: it composes the documents, and takes writes for the new tables.

    Runs the committed file 40_cutover.up.sql as it is, in one short transaction; what would break is named by the gates
    before anything is changed. Then the payload column is emptied in short transactions, with the application running:
    each payload goes where it is what the new tables compose, byte for byte. With --keep-payload it stays in step,
    until the command is run again without. A stopped or killed run goes on when the command is run again. --sql and
    --dry-run ask the database what is left to be done; where none is given they print both parts.

    \b
    Example:
      hofsm cutover mappings/batches.yaml --keep-payload
      hofsm cutover mappings/batches.yaml --max-transaction-age 2s
    """
    if keep_payload:
        terms = replace(terms, unasked=(UNUSED,))
    if dry_run or as_sql:
        reviewed = files.read(spec, migrations)
        left = _left(reviewed, dsn, keep_payload=keep_payload)
        for part in _scripts(reviewed, left) if as_sql else ():
            output.say(part.rstrip("\n"))
        if dry_run and not as_sql:
            forward.show(reviewed.mapping.name, "cutover", _shown(reviewed, left, terms, dsn), as_json=as_json)
        return
    reviewed = files.read(spec, migrations)
    with connect(dsn) as conn, stop_on_interrupt() as stop:
        done = _run(conn, reviewed, terms, chunk_ms, stop, keep_payload=keep_payload)
        if not as_json:
            for line in _lines(done):
                output.say(line)
        ending.finish(conn, reviewed, done, as_json=as_json)
    if done.payload and done.payload.ended == "stopped":
        ctx.exit(INTERRUPTED)


def _run(
    conn: Connection, reviewed: Reviewed, terms: Terms, chunk_ms: int, stop: Callable[[], bool], *, keep_payload: bool
) -> _Done:
    switch = change.forward(conn, reviewed, reviewed.plan.step("cutover"), terms, on_wait=ending.show_wait)
    if keep_payload:
        payload.keep(conn, reviewed, terms)
        return _Done(switch, None)
    with sweeping.shown(f"empty payloads of {reviewed.mapping.name}", chunk_ms, stop) as how:
        return _Done(switch, payload.drop(conn, reviewed, terms, how))


@dataclass(frozen=True)
class _Left:
    """What the command would do: change the phase, empty payloads, no longer keep them for a new version only."""

    switch: bool
    empty: bool
    keep: bool = False


_NOTHING = _Left(switch=False, empty=False)


def _left(reviewed: Reviewed, dsn: str | None, *, keep_payload: bool) -> _Left:
    """What is still to be done; all of it where no database says so."""
    try:
        conn = connect(dsn)
    except UsageError as error:
        output.note(f"the whole way is printed, since the phase is not known: {error.problems[0].message}")
        return _Left(switch=True, empty=not keep_payload)
    name = reviewed.mapping.name
    with conn:
        found = state.current(conn, name)
        if state.phase(found) != "cutover":
            return _Left(switch=True, empty=not keep_payload)
        state.require(found, reviewed.mapping, "cutover", ("cutover",))
        now = payload_state(conn, name)
        if keep_payload and now is not None:
            raise GateError(sweep.not_kept(reviewed.mapping, now))
        return _Left(
            switch=False,
            empty=not keep_payload and (now is None or now.state != "moved"),
            keep=keep_payload and is_for_evolve(conn, name),
        )


def _scripts(reviewed: Reviewed, left: _Left) -> Iterator[str]:
    if left.switch:
        yield twin.forward(reviewed, reviewed.plan.step("cutover"))
    if left.empty:
        yield twin_payload.emptied(reviewed)
    if left.keep:
        yield twin_payload.kept(reviewed)
    if left == _NOTHING:
        yield f"-- {_NOTHING_LEFT.format(reviewed.mapping.name)}"


def _shown(reviewed: Reviewed, left: _Left, terms: Terms, dsn: str | None) -> tuple[Item, ...]:
    """Every statement with its lock; the gates are those of the first part that is left."""
    plan = reviewed.plan
    if left.switch:
        return (
            *forward.shown(reviewed, plan.step("cutover"), terms, dsn),
            *(shape.forward(plan.payload) if left.empty else ()),
        )
    if left.empty:
        return forward.shown(reviewed, plan.payload, terms, dsn)
    if left.keep:
        script = twin_payload.kept(reviewed).rstrip("\n")
        return (Statement("payloads stay for good", "no lock on any table", reviewed.mapping.file, script),)
    return (_NOTHING_LEFT.format(reviewed.mapping.name),)


def _lines(done: _Done) -> list[str]:
    first = [forward.words(done.switch)] if done.switch.changed or done.payload is None else []
    return [*first, *([sweeping.words(done.payload)] if done.payload else [])]
