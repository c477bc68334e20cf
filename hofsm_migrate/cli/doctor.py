"""`hofsm doctor`: what is wrong with a migration under way, why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, options, output
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import doctor as phase
from hofsm_migrate.phases import files
from hofsm_migrate.phases.doctor.script import script
from hofsm_migrate.report.doctor import diagnosis_lines

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.phases.doctor.finding import Side


@click.command(no_args_is_help=True)
@options.spec
@options.migrations
@click.option("--fix", is_flag=True, help="Repair what is safe to repair, in short transactions, then look again.")
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    metavar="N",
    help="Documents to name per finding, at most; with --fix all that were repaired are named.",
)
@click.option(
    "--prefer",
    type=click.Choice(["payload", "new-tables"]),
    help="With --fix, phase cutover, payloads kept: which is right where a payload and its rows do not agree.",
)
@options.common
def doctor(
    spec: Path,
    migrations: Path,
    limit: int,
    prefer: Side | None,
    dsn: str | None,
    *,
    fix: bool,
    as_sql: bool,
    as_json: bool,
) -> int:
    """Find what has gone wrong since the steps were done, and say why and what to do; exit code 4 if it needs a person.

    Triggers and functions, partitions, documents that writes past the triggers left behind, control tables, and the
    legacy table itself. Nothing is changed without --fix. What is repaired is taken from the legacy table: a document
    that was changed in a new table only loses that change. In phase cutover say which store is right with --prefer.

    \b
    Example:
      hofsm doctor mappings/batches.yaml
      hofsm doctor mappings/batches.yaml --fix
    """
    if prefer and not fix:
        raise click.UsageError("--prefer says what --fix takes: give both")
    compiled = files.compiled(spec)
    if as_sql:
        output.say(script(compiled.plan).rstrip("\n"))
        return 0
    differing = files.differences(compiled, migrations, spec)
    with connect(dsn) as conn:
        found = phase.examine(
            conn, compiled.mapping, files=differing, fix=fix, limit=limit, prefer=prefer, on_wait=ending.show_wait
        )
    if as_json:
        output.machine(found, needs_a_person=found.needs_a_person)
    else:
        for line in diagnosis_lines(found):
            output.say(line)
    return GateError.exit_code if found.needs_a_person else 0
