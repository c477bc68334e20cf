"""`hofsm cutover`: mirrored -> cutover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import forward, options, terms

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.phases.change import Terms


@click.command("cutover", no_args_is_help=True)
@options.spec
@options.migrations
@terms.forward("cutover")
@options.common
def cutover(
    spec: Path, migrations: Path, terms: Terms, dsn: str | None, *, dry_run: bool, as_sql: bool, as_json: bool
) -> None:
    """Put a view in the legacy table's place: it composes the documents, and takes writes for the new tables.

    Runs the committed file 40_cutover.up.sql as it is, in one short transaction. The table gets another name and keeps
    its payload column, which stays in step, so `rollback --to mirrored` is as short. What would break is named by the
    gates before anything is changed. Running it again changes nothing.

    \b
    Example:
      hofsm cutover mappings/batches.yaml --dry-run
      hofsm cutover mappings/batches.yaml --max-transaction-age 2s
    """
    forward.run("cutover", spec, migrations, terms, dsn, dry_run=dry_run, as_sql=as_sql, as_json=as_json)
