"""What the commands that go forward have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.cli import ending, output
from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import UsageError
from hofsm_migrate.phases import change, dependents, files, gates, state, twin
from hofsm_migrate.report import dry_run as shape

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.compile import Step
    from hofsm_migrate.phases.change import ChangeResult, Terms
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.report.dry_run import Item


def run(
    command: str,
    spec: Path,
    migrations: Path,
    terms: Terms,
    dsn: str | None,
    *,
    dry_run: bool,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Run the step of `command`, or print its SQL."""
    reviewed = files.read(spec, migrations)
    step = reviewed.plan.step(command)
    if as_sql:
        output.say(twin.forward(reviewed, step).rstrip("\n"))
        return
    if dry_run:
        show(reviewed.mapping.name, command, shown(reviewed, step, terms, dsn), as_json=as_json)
        return
    with connect(dsn) as conn:
        result = change.forward(conn, reviewed, step, terms, on_wait=ending.show_wait)
        if not as_json:
            output.say(words(result))
        ending.finish(conn, reviewed, result, as_json=as_json)


def show(name: str, command: str, items: tuple[Item, ...], *, as_json: bool, **more: object) -> None:
    """What `command` would do with mapping `name`; nothing is run."""
    if as_json:
        output.machine({"mapping": name, "command": command, "dry_run": True, **more, **shape.record(items)})
        return
    for line in shape.lines(items):
        output.say(line)


def shown(reviewed: Reviewed, step: Step, terms: Terms, dsn: str | None) -> tuple[Item, ...]:
    """Every statement of a step with its lock, and what its gates say at present."""
    return (*shape.forward(step), *_asked(dsn, reviewed, step, terms))


def words(result: ChangeResult) -> str:
    """What a change of phase did, in a line."""
    if not result.changed:
        return f"{result.mapping} is in phase {result.to_phase} already, by the same spec; nothing was changed"
    control = "; control schema hofsm installed" if result.control_installed else ""
    copies = f"{result.documents:,} documents in {result.rows:,} rows"
    gone = f"; {copies} were stale copies and are gone: the backfill starts now" if result.documents else ""
    forced = ", ".join(gate.name for gate in result.gates if gate.forced)
    passed = f"; passed by: {forced}" if forced else ""
    return f"{len(result.objects)} objects created in {result.seconds:.2f} s{control}{gone}{passed}"


def _asked(dsn: str | None, reviewed: Reviewed, step: Step, terms: Terms) -> tuple[Item, ...]:
    """What the gates say, or why they were not asked; no database is needed for a dry run."""
    try:
        conn = connect(dsn)
    except UsageError as error:
        return (f"gates were not asked: {error.problems[0].message}",)
    with conn:
        return unasked(conn) or _gates(conn, reviewed, step, terms)


def unasked(conn: Connection) -> tuple[str, ...]:
    """Why gates cannot be asked; nothing where they can."""
    revision = schema.installed_revision(conn)
    if revision in (None, schema.NEWEST):
        return ()
    return (f"gates were not asked: schema hofsm is of revision {revision}; hofsm control brings it up to date",)


def _gates(conn: Connection, reviewed: Reviewed, step: Step, terms: Terms) -> tuple[Item, ...]:
    phase = state.phase(state.current(conn, reviewed.mapping.name))
    if phase != step.before:
        return (f"phase {phase}: {step.command} begins in phase {step.before}, so its gates were not asked",)
    names = tuple(name for name in gates.GATES[step.command] if name not in terms.unasked)
    found = gates.check(conn, reviewed.plan, reviewed.mapping, step.command, limits=terms.limits, names=names)
    return (*dependents.locked(conn, reviewed.mapping, step), *gates.force(found, terms.forced))
