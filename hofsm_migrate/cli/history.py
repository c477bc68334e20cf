"""`hofsm history`: who changed a phase, when, and under which conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import options, output
from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import twin
from hofsm_migrate.report.history import history_lines
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("spec", type=options.SPEC, required=False)
@options.common
def history(spec: Path | None, dsn: str | None, *, as_sql: bool, as_json: bool) -> None:
    """Show every change of phase of one mapping, or of every mapping of a database; nothing is changed.

    Who, when, from which phase to which, how long it took and waited, which gates were not met and passed by, and why.

    \b
    Example:
      hofsm history
      hofsm history mappings/batches.yaml --json
    """
    name = load(spec).name if spec else None
    if as_sql:
        output.say(twin.history(name).rstrip("\n"))
        return
    with connect(dsn) as conn:
        events = control.history(conn, name) if control.installed_revision(conn) else ()
    if as_json:
        output.machine({"events": events})
        return
    for line in history_lines(events):
        output.say(line)
    if not events:
        output.say("nothing is recorded in this database" if name is None else f"nothing is recorded of {name}")
