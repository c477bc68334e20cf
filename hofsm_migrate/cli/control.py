"""`hofsm control`: the control schema, for a DBA who installs it by hand."""

from __future__ import annotations

import click

from hofsm_migrate.cli import options, output
from hofsm_migrate.db import control as schema
from hofsm_migrate.db.connect import connect


@click.command()
@options.common
def control(dsn: str | None, *, as_sql: bool, as_json: bool) -> None:
    """Install schema `hofsm`, or bring it up to date: control tables and the functions that generated SQL calls.

    `hofsm expand` does the same by itself. With --sql the script for a database without it is printed, so that a DBA
    can review it and run it with psql.

    \b
    Example:
      hofsm control --sql > hofsm.sql
      psql -f hofsm.sql
    """
    if as_sql:
        output.say(schema.script().rstrip("\n"))
        return
    with connect(dsn) as conn:
        changed = schema.install(conn)
        revision = schema.installed_revision(conn)
    if as_json:
        output.machine({"schema": "hofsm", "revision": revision, "changed": changed})
    else:
        did = "installed" if changed else "was up to date; its functions were replaced by the same or newer ones"
        output.say(f"schema hofsm, revision {revision}, {did}; next: hofsm expand SPEC")
