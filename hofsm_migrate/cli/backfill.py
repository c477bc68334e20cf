"""`hofsm backfill`: documents into the new tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, options, output
from hofsm_migrate.cli.duration import Milliseconds
from hofsm_migrate.cli.interrupt import INTERRUPTED, stop_on_interrupt
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import backfill as phase
from hofsm_migrate.phases import files, twin
from hofsm_migrate.report.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.report.progress import Show


@click.command(no_args_is_help=True)
@options.spec
@options.migrations
@click.option(
    "--chunk-ms", type=Milliseconds(10, 5000), default=100, show_default=True, help="Target time of one transaction."
)
@click.option("--limit", "max_chunks", type=click.IntRange(1), metavar="N", help="Stop after N chunks.")
@options.common
@click.pass_context
def backfill(
    ctx: click.Context,
    spec: Path,
    migrations: Path,
    *,
    chunk_ms: int,
    max_chunks: int | None,
    dsn: str | None,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Fill the new tables, in chunks of one transaction each; the legacy table is only read.

    Ctrl-C stops after the current chunk with exit code 130. A stopped or killed run goes on after the last committed
    chunk when the command is run again; documents inserted meanwhile are found as well.

    \b
    Example:
      hofsm backfill mappings/batches.yaml
      hofsm backfill mappings/batches.yaml --chunk-ms 50 --limit 10
    """
    reviewed = files.read(spec, migrations)
    if as_sql:
        output.say(twin.backfill(reviewed.plan).rstrip("\n"))
        return
    with connect(dsn) as conn, stop_on_interrupt() as stop:
        result = _run(conn, reviewed, chunk_ms, max_chunks, stop)
        if not as_json:
            output.say(_words(result))
        ending.finish(conn, reviewed, result, as_json=as_json)
    if result.ended == "stopped":
        ctx.exit(INTERRUPTED)


def _run(
    conn: Connection, reviewed: files.Reviewed, chunk_ms: int, max_chunks: int | None, stop: Callable[[], bool]
) -> phase.BackfillResult:
    with progress(f"backfill {reviewed.mapping.name}") as show:
        return phase.backfill(
            conn,
            reviewed.plan,
            mapping=reviewed.mapping,
            chunk_ms=chunk_ms,
            max_chunks=max_chunks,
            on_progress=lambda now: _show(show, now),
            on_wait=lambda wait: _wait(wait, stop),
            stop=stop,
        )


def _wait(wait: Wait, stop: Callable[[], bool]) -> None:
    """Nothing is in hand while a lock is waited for, so Ctrl-C need not wait for the end of anything."""
    if stop():
        raise KeyboardInterrupt
    ending.show_wait(wait)


def _show(show: Show, now: phase.Progress) -> None:
    total = now.total.rows if now.total else None
    show(now.represented, total, f"{now.documents_per_s:,.0f} documents/s, {now.rows_per_s:,.0f} rows/s")


_ENDED = {
    "complete": "every document is represented",
    "limit": "stopped after --limit chunks; run it again to go on",
    "stopped": "stopped by Ctrl-C; what is written is committed, run it again to go on",
    "arriving": "documents are inserted faster than they are found; run it again",
}


def _words(result: phase.BackfillResult) -> str:
    chunks = f"{result.chunks:,} {'chunk' if result.chunks == 1 else 'chunks'}"
    written = f"{result.documents:,} documents, {result.rows:,} rows in {chunks}, {result.elapsed_s:.1f} s"
    return f"{written}: {_ENDED[result.ended]}"
