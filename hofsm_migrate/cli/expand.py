"""`hofsm expand`: legacy -> expanded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, options, output
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import expand as phase
from hofsm_migrate.phases import files, twin

if TYPE_CHECKING:
    from pathlib import Path


@click.command(no_args_is_help=True)
@options.spec
@options.migrations
@click.option("--dry-run", is_flag=True, help="Print every statement with the lock that it takes, and run nothing.")
@options.common
def expand(spec: Path, migrations: Path, dsn: str | None, *, dry_run: bool, as_sql: bool, as_json: bool) -> None:
    """Create the new tables of a mapping, empty and closed for writes; the legacy table is not touched.

    Runs the committed file 10_expand.up.sql as it is, in one short transaction, after checking the legacy table, the
    names, the privileges, and that the file is the one that was reviewed. Running it again changes nothing.

    \b
    Example:
      hofsm expand mappings/batches.yaml --dry-run
      hofsm expand mappings/batches.yaml
    """
    reviewed = files.read(spec, migrations)
    if dry_run or as_sql:
        output.say((ending.with_locks(reviewed.plan) if dry_run else twin.expand(reviewed)).rstrip("\n"))
        return
    with connect(dsn) as conn:
        result = phase.expand(conn, reviewed, on_wait=ending.show_wait)
        if not as_json:
            output.say(_words(result))
        ending.finish(conn, reviewed, result, as_json=as_json)


def _words(result: phase.ExpandResult) -> str:
    if not result.changed:
        return f"{result.mapping} was expanded already, by the same spec; nothing was changed"
    control = "; control schema hofsm installed" if result.control_installed else ""
    return f"{len(result.objects)} objects created in {result.seconds:.2f} s{control}"
