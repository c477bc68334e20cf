"""`hofsm evolve`: a new version of a spec in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, forward, options, output, sweeping, terms
from hofsm_migrate.cli.duration import Milliseconds
from hofsm_migrate.cli.interrupt import INTERRUPTED, stop_on_interrupt
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import ParityError, Problem
from hofsm_migrate.phases import evolve as phase
from hofsm_migrate.phases import evolve_script, files, gates, twin
from hofsm_migrate.phases.evolution import evolution
from hofsm_migrate.phases.evolve_gates import beforehand
from hofsm_migrate.phases.renewal import renewable
from hofsm_migrate.report.dry_run import Statement
from hofsm_migrate.report.evolution import abandon_items, change_lines, dry_run_items, result_lines
from hofsm_migrate.report.progress import progress
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.phases.backfill import Progress as Filled
    from hofsm_migrate.phases.change import Terms
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.verify import Progress as Verified
    from hofsm_migrate.report.progress import Show


@click.command("evolve", no_args_is_help=True)
@options.spec
@options.migrations
@click.option(
    "--chunk-ms", type=Milliseconds(10, 5000), default=100, show_default=True, help="Target time of one transaction."
)
@click.option("--stop-before-switch", is_flag=True, help="Leave the new version beside the old one, which stays.")
@click.option("--abandon", is_flag=True, help="Drop a new version that is under way, whatever its spec.")
@terms.forward("evolve")
@options.common
@click.pass_context
def evolve(
    ctx: click.Context,
    spec: Path,
    migrations: Path,
    terms: Terms,
    dsn: str | None,
    *,
    chunk_ms: int,
    stop_before_switch: bool,
    abandon: bool,
    dry_run: bool,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Put a new version of a spec in force, in the phase that the mapping is in; both sides go on meanwhile.

    The new version gets tables beside the old ones, triggers, a backfill and a verification of its own; one short
    transaction then puts them in the place of the old ones. A stopped or killed run goes on when the command is run
    again. In phase `cutover` without the payloads these are made anew before that, and taken away again at the end.
    --dry-run shows what changes, for whom it breaks something, every statement with its lock, and what the gates say.

    \b
    Example:
      hofsm compile mappings/batches.yaml
      hofsm evolve mappings/batches.yaml --dry-run
      hofsm evolve mappings/batches.yaml
    """
    if abandon:
        stopped = _abandon(load(spec).name, dsn, terms, chunk_ms, as_json=as_json, dry_run=dry_run, as_sql=as_sql)
        if stopped:
            ctx.exit(INTERRUPTED)
        return
    reviewed = files.read(spec, migrations)
    with connect(dsn) as conn:
        if dry_run or as_sql:
            _show(conn, reviewed, terms, as_sql=as_sql, as_json=as_json)
            return
        with stop_on_interrupt() as stop:
            result = _run(conn, reviewed, terms, chunk_ms, stop, stop_before_switch=stop_before_switch)
        for line in result_lines(result, spec) if not as_json else ():
            output.say(line)
        if result.payload and not as_json:
            output.say(sweeping.words(result.payload))
        _finish(conn, reviewed, result, as_json=as_json)
    if result.ended == "no parity":
        raise ParityError(_problem(result, spec))
    if result.stopped:
        ctx.exit(INTERRUPTED)


def _abandon(
    name: str, dsn: str | None, terms: Terms, chunk_ms: int, *, as_json: bool, dry_run: bool, as_sql: bool
) -> bool:
    """Whether it was stopped before its end."""
    with connect(dsn) as conn:
        if as_sql:
            output.say(evolve_script.abandon(conn, name).rstrip("\n"))
            return False
        if dry_run:
            items = tuple(abandon_items(evolve_script.abandoned(conn, name)))
            forward.show(name, "evolve", items, as_json=as_json, changes=())
            return False
        with stop_on_interrupt() as stop, progress(f"empty payloads of {name}") as swept:
            hooks = phase.Hooks(
                on_payload=lambda now: sweeping.show(swept, now), on_wait=lambda wait: _wait(wait, stop), stop=stop
            )
            gone, payload = phase.abandon(conn, name, terms, chunk_ms=chunk_ms, hooks=hooks)
    if as_json:
        output.machine({"mapping": name, "changed": gone, "payload": payload})
    else:
        words = "the version that was under way is dropped" if gone else "no new version is under way"
        output.say(f"{name}: {words}; the one in force stays")
        if payload:
            output.say(sweeping.words(payload))
    return payload is not None and payload.ended == "stopped"


def _show(conn: Connection, reviewed: Reviewed, terms: Terms, *, as_sql: bool, as_json: bool) -> None:
    name, same = reviewed.mapping.name, renewable(conn, reviewed)
    if same:
        said = "nothing of the tables changes; the text of the spec is recorded anew"
        script = f"BEGIN;\n{twin.record(reviewed, 'evolve', same.phase, same.phase)}COMMIT;"
        item = Statement("the text of the spec", "no lock on any table", reviewed.mapping.file, script)
        forward.show(name, "evolve", (said, item), as_json=as_json, changes=())
        return
    found = evolution(conn, reviewed)
    if as_sql:
        output.say(evolve_script.script(found).rstrip("\n") if found else "-- nothing is in force: hofsm expand")
        return
    not_asked = forward.unasked(conn)
    asked = beforehand(conn, found, terms.limits) if found and not not_asked else ()
    asked = gates.force(asked, terms.forced)
    changes = found.changes if found else ()
    for line in (*change_lines(changes), "") if changes and not as_json else ():
        output.say(line and f"-- {line}")
    items = (*dry_run_items(found), *not_asked, *asked)
    forward.show(name, "evolve", items, as_json=as_json, changes=changes)


def _run(
    conn: Connection,
    reviewed: Reviewed,
    terms: Terms,
    chunk_ms: int,
    stop: Callable[[], bool],
    *,
    stop_before_switch: bool,
) -> phase.EvolveResult:
    name = reviewed.mapping.name
    with (
        progress(f"backfill {name}") as filled,
        progress(f"verify {name}") as verified,
        progress(f"payloads of {name}") as swept,
    ):
        hooks = phase.Hooks(
            on_stage=lambda words: output.note(f"evolve {name}: {words}"),
            on_backfill=lambda now: _show_filled(filled, now),
            on_verify=lambda now: _show_verified(verified, now),
            on_payload=lambda now: sweeping.show(swept, now),
            on_wait=lambda wait: _wait(wait, stop),
            stop=stop,
        )
        return phase.evolve(
            conn, reviewed, terms, chunk_ms=chunk_ms, stop_before_switch=stop_before_switch, hooks=hooks
        )


def _finish(conn: Connection, reviewed: Reviewed, result: phase.EvolveResult, *, as_json: bool) -> None:
    if as_json or result.ended in {"in force", "recorded anew", "already in force"}:
        ending.finish(conn, reviewed, result, as_json=as_json, changed=result.changed)


def _wait(wait: Wait, stop: Callable[[], bool]) -> None:
    if stop():
        raise KeyboardInterrupt
    ending.show_wait(wait)


def _show_filled(show: Show, now: Filled) -> None:
    show(now.represented, now.total.rows if now.total else None, f"{now.documents_per_s:,.0f} documents/s")


def _show_verified(show: Show, now: Verified) -> None:
    show(now.documents, now.total.rows if now.total else None, f"{now.wrong:,} not in parity")


def _problem(result: phase.EvolveResult, spec: Path) -> Problem:
    found = result.verified
    wrong = f"{found.wrong:,} of {found.documents:,}" if found else "some"
    hint = f"the old version is in force; hofsm evolve {spec} --abandon drops the new one. Nothing else was changed"
    return Problem(f"the new version differs from the payloads: {wrong}", hint)
