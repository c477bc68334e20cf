"""What the commands that go forward have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.cli import ending, output
from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import UsageError
from hofsm_migrate.phases import change, files, gates, state, twin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.compile import Step
    from hofsm_migrate.phases.change import ChangeResult, Terms
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.gates import Gate


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
        show(reviewed, step, terms, dsn)
        return
    with connect(dsn) as conn:
        result = change.forward(conn, reviewed, step, terms, on_wait=ending.show_wait)
        if not as_json:
            output.say(words(result))
        ending.finish(conn, reviewed, result, as_json=as_json)


def show(reviewed: Reviewed, step: Step, terms: Terms, dsn: str | None) -> None:
    """Every statement of a step with its lock, and what its gates say; nothing is run."""
    output.say(ending.with_locks(step).rstrip("\n"))
    for line in _asked(dsn, reviewed, step, terms):
        output.say(line)


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


def _asked(dsn: str | None, reviewed: Reviewed, step: Step, terms: Terms) -> Iterator[str]:
    """What the gates say at present, as SQL comments; no database is needed for a dry run."""
    yield ""
    try:
        conn = connect(dsn)
    except UsageError as error:
        yield f"-- gates were not asked: {error.problems[0].message}"
        return
    with conn:
        yield from unasked(conn) or _gates(conn, reviewed, step, terms)


def unasked(conn: Connection) -> tuple[str, ...]:
    """Why gates cannot be asked, as an SQL comment; nothing where they can."""
    revision = schema.installed_revision(conn)
    if revision in (None, schema.NEWEST):
        return ()
    return (f"-- gates were not asked: schema hofsm is of revision {revision}; hofsm control brings it up to date",)


def _gates(conn: Connection, reviewed: Reviewed, step: Step, terms: Terms) -> Iterator[str]:
    phase = state.phase(state.current(conn, reviewed.mapping.name))
    if phase != step.before:
        yield f"-- phase {phase}: {step.command} begins in phase {step.before}, so its gates were not asked"
        return
    names = tuple(name for name in gates.GATES[step.command] if name not in terms.unasked)
    found = gates.check(conn, reviewed.plan, reviewed.mapping, step.command, limits=terms.limits, names=names)
    yield from said(gates.force(found, terms.forced))


def said(found: tuple[Gate, ...]) -> Iterator[str]:
    """What gates say, as SQL comments."""
    for gate in found:
        passed = f", passed by: {gate.forced}" if gate.forced else ""
        yield f"-- gate {gate.name}: {'NOT met' if gate.problems else 'met'}{passed}"
        for problem in gate.problems:
            yield from (f"--   {line}" for line in problem.render().splitlines())
