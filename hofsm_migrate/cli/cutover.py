"""`hofsm cutover`: mirrored -> cutover, and without the payload there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, forward, options, output, sweeping, terms
from hofsm_migrate.cli.interrupt import INTERRUPTED, stop_on_interrupt
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import change, files, payload, twin_payload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.change import ChangeResult, Terms
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.payload import PayloadResult

UNUSED = "payload unused"
"""The gate that is asked only where the payload is to go."""


@dataclass(frozen=True)
class _Done:
    """`switch` is the change of phase; `payload` what became of the payloads, None where they are kept."""

    switch: ChangeResult
    payload: PayloadResult | None


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
    until the command is run again without. A stopped or killed run goes on when the command is run again.

    \b
    Example:
      hofsm cutover mappings/batches.yaml --keep-payload
      hofsm cutover mappings/batches.yaml --max-transaction-age 2s
    """
    if keep_payload:
        terms = replace(terms, unasked=(UNUSED,))
    if dry_run or as_sql:
        reviewed = files.read(spec, migrations)
        forward.run("cutover", spec, migrations, terms, dsn, dry_run=dry_run, as_sql=as_sql, as_json=as_json)
        if not keep_payload:
            step = reviewed.plan.payload
            output.say((twin_payload.emptied(reviewed) if as_sql else ending.with_locks(step)).rstrip("\n"))
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


def _lines(done: _Done) -> list[str]:
    first = [forward.words(done.switch)] if done.switch.changed or done.payload is None else []
    return [*first, *([sweeping.words(done.payload)] if done.payload else [])]
