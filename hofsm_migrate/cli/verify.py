"""`hofsm verify`: whether both sides say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, options, output
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import ParityError, Problem
from hofsm_migrate.phases import files, state, twin
from hofsm_migrate.phases import verify as phase
from hofsm_migrate.report.parity import parity_lines
from hofsm_migrate.report.progress import progress

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.names import Phase
    from hofsm_migrate.report.progress import Show


@click.command(no_args_is_help=True)
@options.spec
@options.migrations
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, metavar="N", help="Differences to name, at most."
)
@options.common
def verify(spec: Path, migrations: Path, limit: int, dsn: str | None, *, as_sql: bool, as_json: bool) -> None:
    """Compare every document with the one composed from the new tables, byte for byte; exit code 5 where they differ.

    Also finds documents that are not represented, represented ones that are not in the legacy table, and rows that
    belong to no document. Each difference is named by key and path, with both fragments. Only the record of the
    result is written.

    \b
    Example:
      hofsm verify mappings/batches.yaml
      hofsm verify mappings/batches.yaml --json --limit 1000
    """
    reviewed = files.read(spec, migrations)
    if as_sql:
        output.say(twin.verify(reviewed.plan).rstrip("\n"))
        return
    with connect(dsn) as conn:
        result = _run(conn, reviewed, limit)
        phase_now = state.phase(state.current(conn, reviewed.mapping.name))
        if not as_json:
            for line in parity_lines(result):
                output.say(line)
        ending.finish(conn, reviewed, result, as_json=as_json, parity=result.parity)
    if not result.parity:
        raise ParityError(_problem(result, spec, phase_now))


def _run(conn: Connection, reviewed: files.Reviewed, limit: int) -> phase.VerifyResult:
    with progress(f"verify {reviewed.mapping.name}") as show:
        return phase.verify(
            conn,
            reviewed.plan,
            mapping=reviewed.mapping,
            limit=limit,
            on_progress=lambda now: _show(show, now),
            on_wait=ending.show_wait,
        )


def _show(show: Show, now: phase.Progress) -> None:
    total = now.total.rows if now.total else None
    rate = now.documents / now.elapsed_s if now.elapsed_s else 0
    show(now.documents, total, f"{now.wrong:,} not in parity, {rate:,.0f} documents/s")


def _problem(result: phase.VerifyResult, spec: Path, phase_now: Phase) -> Problem:
    if not result.compared:
        hint = (
            "insert the rows that are missing in the new tables, or delete those that belong to nothing, as their owner"
        )
        return Problem(f"rows do not belong together: {result.wrong:,}", f"{hint}. Nothing was changed")
    if result.not_represented == result.wrong:
        hint = f"hofsm backfill {spec}, then verify again"
    elif phase_now == "cutover":
        hint = "the application reads what is composed: write the document that is right through the view"
    else:
        hint = f"the new tables are copies in this phase: hofsm rollback {spec}, expand and backfill make them anew"
    return Problem(f"the two sides differ: {result.wrong:,} of {result.documents:,}", f"{hint}. Nothing was changed")
