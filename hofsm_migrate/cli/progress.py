"""`hofsm progress`: what is left in the residual, version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, options, output
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import progress as phase
from hofsm_migrate.phases import twin
from hofsm_migrate.report.advance import print_advance
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("spec", type=options.SPEC, required=False)
@click.option("--exact", is_flag=True, help="Read every document, however long it takes.")
@options.common
def progress(spec: Path | None, dsn: str | None, *, exact: bool, as_sql: bool, as_json: bool) -> None:
    """Show what each version of a spec left in the residual, and the paths with most of it now.

    The figures of the version in force are taken anew and kept in hofsm.spec_version; nothing else is written. Those
    of the versions before are what they were when the next one took their place.

    \b
    Example:
      hofsm progress
      hofsm progress mappings/batches.yaml --exact
    """
    name = load(spec).name if spec else None
    if as_sql:
        output.say(twin.versions(name).rstrip("\n"))
        return
    with connect(dsn) as conn:
        found = phase.advances(conn, name, exact=exact, on_wait=ending.show_wait)
    if as_json:
        output.machine({"mappings": found})
        return
    for number, one in enumerate(found):
        if number:
            output.say("")
        print_advance(one)
    if not found:
        output.say("no mapping is recorded in this database; next: hofsm expand SPEC")
