"""`hofsm rollback`: back to an earlier phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, forward, options, output, sweeping, terms
from hofsm_migrate.cli.interrupt import INTERRUPTED, stop_on_interrupt
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import UsageError
from hofsm_migrate.names import PHASES
from hofsm_migrate.phases import dependents, files, state, twin, twin_payload
from hofsm_migrate.phases import rollback as phase
from hofsm_migrate.report import dry_run as shape

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hofsm_migrate.compile import Step
    from hofsm_migrate.db.executor import Retry
    from hofsm_migrate.names import Phase
    from hofsm_migrate.report.dry_run import Statement


@click.command(no_args_is_help=True)
@options.spec
@options.migrations
@sweeping.chunk_ms
@click.option("--to", type=click.Choice(PHASES[:-1]), default="legacy", show_default=True, help="Phase to go back to.")
@terms.waiting
@options.common
@click.pass_context
def rollback(
    ctx: click.Context,
    spec: Path,
    migrations: Path,
    to: Phase,
    dsn: str | None,
    *,
    chunk_ms: int,
    retry: Retry,
    dry_run: bool,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Undo the steps after a phase, by default all. The legacy table keeps every document.

    From `cutover` without the payload, payloads are first made anew in short transactions, with the application
    running, and all documents compared; a stopped or killed run goes on when the command is run again. Then the
    committed down files run as they are, each in one short transaction. From `expanded` to `legacy` the new tables
    go; their rows were only copies. --sql and --dry-run ask the database for the phase; where none is given, or nothing
    is to be undone, they print every step.

    \b
    Example:
      hofsm rollback mappings/batches.yaml --to expanded
      hofsm rollback mappings/batches.yaml
    """
    reviewed = files.read(spec, migrations)
    if as_sql:
        for step in _undone(reviewed, to, dsn)[0]:
            if step.after == "cutover":
                output.say(twin_payload.restored(reviewed).rstrip("\n"))
            output.say(twin.back(reviewed, step).rstrip("\n"))
        return
    if dry_run:
        steps, locked = _undone(reviewed, to, dsn)
        items = (item for step in steps for item in _shown(reviewed, step))
        forward.show(reviewed.mapping.name, "rollback", (*items, *locked), as_json=as_json)
        return
    with connect(dsn) as conn, stop_on_interrupt() as stop:
        with sweeping.shown(f"make payloads of {reviewed.mapping.name} anew", chunk_ms, stop) as how:
            result = phase.rollback(conn, reviewed, to=to, retry=retry, how=how, on_wait=ending.show_wait)
        if not as_json:
            for line in _lines(result):
                output.say(line)
        ending.finish(
            conn,
            reviewed,
            result,
            as_json=as_json,
            changed=result.changed,
            objects=result.objects,
            documents=result.documents,
            rows=result.rows,
            seconds=result.seconds,
        )
    if result.payload and result.payload.ended == "stopped":
        ctx.exit(INTERRUPTED)


def _undone(reviewed: files.Reviewed, to: Phase, dsn: str | None) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """The steps to undo from the present phase; all where it is not known, or where none is to be undone yet.

    And in words which views of others are locked at present.
    """
    try:
        conn = connect(dsn)
    except UsageError as error:
        output.note(f"every step back is printed, since the phase is not known: {error.problems[0].message}")
    else:
        with conn:
            found = state.current(conn, reviewed.mapping.name)
            phase.refuse_contracted(conn, found)
            here = state.phase(found)
            if here != to:
                steps = phase.undone(reviewed.plan, here, to)
                return steps, tuple(
                    words for step in steps for words in dependents.locked(conn, reviewed.mapping, step)
                )
        output.note(f"{reviewed.mapping.name} is in phase {to}: nothing is to be undone; every step back is printed")
    last = [step for step in reviewed.plan.steps if not step.final][-1]
    return phase.undone(reviewed.plan, last.after, to), ()


def _shown(reviewed: files.Reviewed, step: Step) -> Iterator[Statement]:
    if step.after == "cutover":
        yield from shape.back(reviewed.plan.payload)
    yield from shape.back(step)


def _lines(result: phase.RollbackResult) -> list[str]:
    first = [sweeping.words(result.payload)] if result.payload else []
    return [*first, *([_words(result)] if result.steps or not first else [])]


def _words(result: phase.RollbackResult) -> str:
    if not result.changed:
        return f"{result.mapping} is in phase {result.to} already; nothing was changed"
    copies = f", with {result.documents:,} documents in {result.rows:,} rows, which were only copies"
    gone = copies if result.to == "legacy" else ""
    return f"{len(result.objects)} objects dropped in {result.seconds:.2f} s{gone}"
