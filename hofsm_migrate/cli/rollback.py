"""`hofsm rollback`: back to an earlier phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, options, output
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import files, twin
from hofsm_migrate.phases import rollback as phase

if TYPE_CHECKING:
    from pathlib import Path


@click.command(no_args_is_help=True)
@options.spec
@options.migrations
@click.option("--to", type=click.Choice(["legacy"]), default="legacy", show_default=True, help="Phase to go back to.")
@click.option("--dry-run", is_flag=True, help="Print every statement with the lock that it takes, and run nothing.")
@options.common
def rollback(
    spec: Path, migrations: Path, to: str, dsn: str | None, *, dry_run: bool, as_sql: bool, as_json: bool
) -> None:
    """Drop what `expand` made. The legacy table has every document and is not touched.

    Runs the committed file 10_expand.down.sql as it is, in one short transaction. The rows that go were only copies.

    \b
    Example:
      hofsm rollback mappings/batches.yaml --to legacy
    """
    reviewed = files.read(spec, migrations)
    if dry_run or as_sql:
        output.say((reviewed.down if dry_run else twin.rollback(reviewed)).rstrip("\n"))
        return
    with connect(dsn) as conn:
        result = phase.rollback(conn, reviewed, on_wait=ending.show_wait)
        if not as_json:
            output.say(_words(result, to))
        ending.finish(conn, reviewed, result, as_json=as_json)


def _words(result: phase.RollbackResult, to: str) -> str:
    if not result.changed:
        return f"{result.mapping} is in phase {to} already; nothing was changed"
    copies = f"{result.documents:,} documents in {result.rows:,} rows, which were only copies"
    return f"{len(result.objects)} objects dropped in {result.seconds:.2f} s, with {copies}"
