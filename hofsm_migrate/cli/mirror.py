"""`hofsm mirror`: dual_write -> mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import forward, options, terms

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.phases.change import Terms


@click.command("mirror", no_args_is_help=True)
@options.spec
@options.migrations
@terms.forward("mirror")
@options.common
def mirror(
    spec: Path, migrations: Path, terms: Terms, dsn: str | None, *, dry_run: bool, as_sql: bool, as_json: bool
) -> None:
    """Open the new tables for writes: each goes to the payload as well, in the same transaction.

    Runs the committed file 30_mirror.up.sql as it is, in one short transaction, after checking that every document is
    represented and was found in parity. The legacy side goes on as before. Running it again changes nothing.

    \b
    Example:
      hofsm mirror mappings/batches.yaml --dry-run
      hofsm mirror mappings/batches.yaml --max-wait 10m
    """
    forward.run("mirror", spec, migrations, terms, dsn, dry_run=dry_run, as_sql=as_sql, as_json=as_json)
