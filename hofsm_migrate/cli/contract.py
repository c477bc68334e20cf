"""`hofsm contract`: cutover -> contracted."""

from __future__ import annotations

import functools
import shlex
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, forward, options, output, terms
from hofsm_migrate.compile.contract import closed_for_good
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.phases import contract as phase
from hofsm_migrate.phases import files, twin
from hofsm_migrate.report.progress import progress
from hofsm_migrate.report.status import size

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.archive import Taken
    from hofsm_migrate.phases.change import Terms
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.report.progress import Show


@click.command("contract", no_args_is_help=True)
@options.spec
@options.migrations
@click.option("--drop-view", is_flag=True, help="Drop the view as well; the base table gets the legacy name back.")
@click.option(
    "--archive", type=options.NEW_FILE, metavar="FILE", help="Write all documents to this file first, compressed."
)
@click.option("--confirm", metavar="NAME", help="The name of the mapping, in place of typing it.")
@terms.forward("contract")
@options.common
def contract(
    spec: Path,
    migrations: Path,
    archive: Path | None,
    confirm: str | None,
    dsn: str | None,
    *,
    terms: Terms,
    drop_view: bool,
    dry_run: bool,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Drop the payload column and what only it needed. There is no way back.

    The view stays and can only be read. Documents are composed once more for a final record, and for --archive; then
    50_contract.up.sql runs as it is, in one short transaction, and `references` of the spec become foreign keys, which
    are validated after it. With --drop-view 51_drop_view.up.sql follows. Running it again does what is left.

    \b
    Example:
      hofsm contract mappings/batches.yaml --dry-run
      hofsm contract mappings/batches.yaml --archive batches.copy.gz
      hofsm contract mappings/batches.yaml --drop-view --confirm batches
    """
    reviewed = files.read(spec, migrations)
    if as_sql:
        output.say(twin.contract(reviewed, drop_view=drop_view).rstrip("\n"))
        return
    closed = closed_for_good(reviewed.plan.tree)
    if closed:
        output.note(
            f"The spec closes to the new side, and with the legacy side gone to everybody: {'; '.join(closed)}."
        )
    if dry_run:
        steps = (reviewed.plan.step("contract"), *([reviewed.plan.drop_view] if drop_view else []))
        items = tuple(item for step in steps for item in forward.shown(reviewed, step, terms, dsn))
        forward.show(reviewed.mapping.name, "contract", items, as_json=as_json)
        return
    with connect(dsn) as conn:
        result = _run(conn, reviewed, terms, phase.Wish(drop_view, archive), confirm)
        if not as_json:
            for line in _lines(result):
                output.say(line)
        ending.finish(conn, reviewed, result, as_json=as_json)
    if result.not_validated and "references hold" not in terms.forced:
        raise GateError(*(_not_validated(one, spec) for one in result.not_validated))


def _run(
    conn: Connection, reviewed: Reviewed, terms: Terms, wish: phase.Wish, confirm: str | None
) -> phase.ContractResult:
    with ExitStack() as stack:

        @functools.cache
        def show() -> Show:
            # not before the question, which would be in the bar's way
            return stack.enter_context(progress(f"compose {reviewed.mapping.name}"))

        return phase.contract(
            conn,
            reviewed,
            terms,
            wish,
            confirmed=lambda: _confirmed(reviewed.mapping.name, confirm),
            on_wait=ending.show_wait,
            on_progress=lambda documents: show()(documents, None, "for the final record"),
        )


def _confirmed(name: str, given: str | None) -> bool:
    if given is not None or not sys.stdin.isatty():
        return given == name
    output.note(f"The payloads of mapping {name} will be dropped. There is no way back.")
    return click.prompt(f"Type {name} to go on", err=True, default="", show_default=False) == name


def _lines(result: phase.ContractResult) -> Iterator[str]:
    if not result.changed:
        yield f"{result.mapping} is in phase contracted already; nothing was changed"
    for step in result.steps:
        forced = ", ".join(gate.name for gate in step.gates if gate.forced)
        passed = f"; passed by: {forced}" if forced else ""
        yield f"{step.command}: done in {step.seconds:.2f} s{passed}"
    if result.taken is not None:
        found = result.taken.snapshot
        yield f"final record: {found.documents:,} documents in {found.rows:,} rows, digest {found.digest}"
        yield from _archive_lines(result.taken)
    if result.references:
        valid = len(result.references) - len(result.not_validated)
        yield f"{valid} of {len(result.references)} references are validated foreign keys"


def _archive_lines(taken: Taken) -> Iterator[str]:
    if taken.archive is None or taken.manifest is None:
        yield "no archive was made; hofsm archive make writes what the new tables compose at any time"
        return
    file = shlex.quote(str(taken.archive))
    yield f"archive: {taken.archive}, {size(taken.manifest.file_bytes)}, SHA-256 {taken.manifest.file_sha256}"
    yield f"to restore it: hofsm archive restore {file} --into SCHEMA.TABLE"


def _not_validated(one: phase.Reference, spec: Path) -> Problem:
    hint = f"correct the values, then hofsm contract {spec} validates it. The phase is contracted all the same"
    message = f"foreign key {one.name} of {one.table} holds for new rows, and is not valid for those that are there"
    return Problem(message, hint, detail=one.problem)
