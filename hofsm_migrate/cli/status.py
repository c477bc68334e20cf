"""`hofsm status`: where every mapping stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import options, output
from hofsm_migrate.compile import plan
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.phases import recorded_spec, twin
from hofsm_migrate.phases import status as phase
from hofsm_migrate.report.status import print_status
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection


@click.command()
@click.argument("spec", type=options.SPEC, required=False)
@click.option("--exact", is_flag=True, help="Count rows and measure the residual exactly, however long it takes.")
@click.option(
    "--write-spec",
    type=options.NEW_FILE,
    metavar="FILE",
    help="Write the spec in force to a new file, and show no more.",
)
@options.common
def status(
    spec: Path | None, write_spec: Path | None, dsn: str | None, *, exact: bool, as_sql: bool, as_json: bool
) -> None:
    """Show where one mapping stands, or every mapping of a database; nothing is changed.

    Phase, whether the spec file is the one in force, backfill, rows and bytes per table, how much of the payload has
    moved into columns, the last verification, the last events. Figures that are estimates say so.

    \b
    Example:
      hofsm status
      hofsm status mappings/batches.yaml --exact
      hofsm status mappings/batches.yaml --write-spec in_force/batches.yaml
    """
    made = plan(load(spec)) if spec else None
    if as_sql:
        output.say(twin.status(made.mapping.name if made else None).rstrip("\n"))
        return
    if write_spec is not None:
        _write(made.mapping.name if made else None, write_spec, dsn, as_json=as_json)
        return
    with connect(dsn) as conn:
        if spec is not None and made is not None:
            found = (phase.status(conn, made, load(spec), exact=exact),)
        else:
            found = phase.statuses(conn, exact=exact)
    if as_json:
        output.machine({"mappings": found})
    elif not found:
        output.say("no mapping is recorded in this database; next: hofsm expand SPEC")
    for number, one in enumerate(found if not as_json else ()):
        if number:
            output.say("")
        print_status(one)


def _write(name: str | None, file: Path, dsn: str | None, *, as_json: bool) -> None:
    with connect(dsn) as conn:
        name = name or _only_one(conn)
        digest = recorded_spec.write(conn, name, file)
    if as_json:
        output.machine({"mapping": name, "spec_digest": digest, "file": file})
    else:
        output.say(f"{file}: the spec of {name} that is in force, {digest[:12]}")


def _only_one(conn: Connection) -> str:
    names = [one.standing.mapping for one in phase.statuses(conn)]
    if len(names) != 1:
        hint = "hofsm status SPEC --write-spec FILE, with any version of its spec"
        raise UsageError(Problem(f"of which mapping? {len(names)} are recorded in this database", hint))
    return names[0]
