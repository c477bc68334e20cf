"""`hofsm introspect`: what is in a column of documents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import html, options, output, reading
from hofsm_migrate.cli.interrupt import INTERRUPTED
from hofsm_migrate.errors import Problem, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.introspect.read import Scanned


@click.command(no_args_is_help=True)
@click.argument("table")
@reading.source
@click.option("--full", is_flag=True, help="All documents; this is the default.")
@click.option(
    "-o", "--output", "target", type=options.NEW_FILE, metavar="FILE", help="Where the profile goes, as JSON."
)
@click.option(
    "--html", "page", type=options.NEW_FILE, metavar="FILE", help="Where a report for people goes, as one HTML file."
)
@html.redact
@options.common
@click.pass_context
def introspect(
    ctx: click.Context,
    table: str,
    *,
    payload: str | None,
    where: str | None,
    sample: int | None,
    full: bool,
    workers: int,
    target: Path | None,
    page: Path | None,
    redact: bool | None,
    dsn: str | None,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Profile the documents of TABLE, path by path.

    A profile has the types, forms, sizes and oddities of every path; `report`, `findings` and `draft` read it. Nothing
    in the database is changed.

    All documents come from one snapshot. With -o the profile goes to a file, and a stopped or killed run goes on where
    it was when the same command is run again. Ctrl-C stops with exit code 130. What is printed without --json holds
    no values, only paths, counts and keys; the profile itself holds frequent values. The report masks texts unless they
    are frequent and short, at a path with few different values.

    \b
    Example:
      hofsm introspect legacy.batches -o batches.json
      hofsm introspect 'legacy."Odd name"' --payload doc --where 'company_id = 7' --sample 10000
      hofsm introspect legacy.batches -o batches.json --html batches.html
    """
    if full and sample:
        raise UsageError(Problem("--full and --sample cannot be given together", "leave one of them out"))
    request = reading.Request(table, payload, where, sample, workers, target)
    if as_sql:
        reading.print_sql(dsn, request)
        return
    found = reading.scan(dsn, request)
    if page and found.complete:
        html.write(page, found.profile, redact=redact, when=datetime.now(UTC), options=(f"--workers {workers}",))
    if as_json and found.complete:
        reading.say(found.profile)
    elif found.complete:
        from hofsm_migrate.report.profile import draw  # noqa: PLC0415 - brings NumPy

        draw(found.profile, found.elapsed_s)
        if target:
            output.say(f"written to {target}")
        if page:
            output.say(f"report written to {page}")
    else:
        output.note(_stopped(found, target))
        ctx.exit(INTERRUPTED)


def _stopped(found: Scanned, target: Path | None) -> str:
    words = f"stopped by Ctrl-C after {found.profile.documents:,} documents"
    if target is None:
        return f"{words}; nothing is kept without -o"
    return f"{words}, which are kept in {target}.partial; run the same command again to go on"
