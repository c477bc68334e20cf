"""`hofsm expand`: legacy -> expanded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import forward, options, terms

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.phases.change import Terms


@click.command(no_args_is_help=True)
@options.spec
@options.migrations
@terms.forward("expand")
@options.common
def expand(
    spec: Path, migrations: Path, terms: Terms, dsn: str | None, *, dry_run: bool, as_sql: bool, as_json: bool
) -> None:
    """Create the new tables of a mapping, empty and closed for writes; the legacy table is not touched.

    Runs the committed file 10_expand.up.sql as it is, in one short transaction, after checking the legacy table, the
    names, the privileges, and that the file is the one that was reviewed. Running it again changes nothing.

    \b
    Example:
      hofsm expand mappings/batches.yaml --dry-run
      hofsm expand mappings/batches.yaml
    """
    forward.run("expand", spec, migrations, terms, dsn, dry_run=dry_run, as_sql=as_sql, as_json=as_json)
