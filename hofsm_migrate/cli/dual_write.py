"""`hofsm dual-write`: expanded -> dual_write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import forward, options, terms

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.phases.change import Terms


@click.command("dual-write", no_args_is_help=True)
@options.spec
@options.migrations
@terms.forward("dual-write")
@options.common
def dual_write(
    spec: Path, migrations: Path, terms: Terms, dsn: str | None, *, dry_run: bool, as_sql: bool, as_json: bool
) -> None:
    """Put triggers on the legacy table: every write to it goes to the new tables as well, in the same transaction.

    Runs the committed file 20_dual_write.up.sql as it is, in one short transaction that waits for writers in flight.
    What a backfill wrote before is stale and is removed in the same transaction; the backfill starts now. Running it
    again changes nothing.

    \b
    Example:
      hofsm dual-write mappings/batches.yaml --dry-run
      hofsm dual-write mappings/batches.yaml --max-wait 10m
    """
    forward.run("dual-write", spec, migrations, terms, dsn, dry_run=dry_run, as_sql=as_sql, as_json=as_json)
