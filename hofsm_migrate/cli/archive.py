"""`hofsm archive`: the documents of a mapping in a file, and back."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, options, output
from hofsm_migrate.db.connect import connect
from hofsm_migrate.names import written
from hofsm_migrate.phases import archive as phase
from hofsm_migrate.phases import files, state
from hofsm_migrate.phases.archive import manifest
from hofsm_migrate.phases.archive.script import make_script, restore_script
from hofsm_migrate.report.progress import progress
from hofsm_migrate.report.status import size

if TYPE_CHECKING:
    from pathlib import Path

_FILE = click.argument("file", type=options.NEW_FILE)


@click.group("archive", no_args_is_help=True)
def archive() -> None:
    """Write the documents of a mapping to one compressed file, check such a file, or restore it into a table.

    A manifest, FILE.json, says how many documents there are and has the checksums of file and documents.

    \b
    Example:
      hofsm archive make mappings/batches.yaml batches.copy.gz
      hofsm archive check batches.copy.gz
      hofsm archive restore batches.copy.gz --into public.batches_2026
    """


@archive.command("make", no_args_is_help=True)
@options.spec
@_FILE
@options.common
def make(spec: Path, file: Path, dsn: str | None, *, as_sql: bool, as_json: bool) -> None:
    """Write all documents as the new tables compose them, in one snapshot; nothing is locked.

    Possible from phase `mirrored` on, also in `contracted`. The file is read again before it gets its name.

    \b
    Example:
      hofsm archive make mappings/batches.yaml batches.copy.gz
    """
    reviewed = files.compiled(spec)
    if as_sql:
        output.say(make_script(reviewed.plan).rstrip("\n"))
        return
    with connect(dsn) as conn:
        found = state.current(conn, reviewed.mapping.name)
        state.require(found, reviewed.mapping, "archive make", ("mirrored", "cutover", "contracted"))
        with progress(f"compose {reviewed.mapping.name}") as show:
            made = phase.make(
                conn,
                reviewed.plan,
                reviewed.mapping,
                file,
                on_wait=ending.show_wait,
                on_progress=lambda documents: show(documents, None, "written"),
            )
    _say(made.manifest, file, as_json=as_json)


@archive.command("check", no_args_is_help=True)
@_FILE
@options.json
@options.debug
def check(file: Path, *, as_json: bool) -> None:
    """Read an archive to its end and compare it with its manifest; exit code 5 where it is damaged.

    \b
    Example:
      hofsm archive check batches.copy.gz
    """
    _say(phase.check(file), file, as_json=as_json)


@archive.command("restore", no_args_is_help=True)
@_FILE
@click.option("--into", required=True, metavar="TABLE", help="A table to create, or an empty one with these columns.")
@options.common
def restore_(file: Path, into: str, dsn: str | None, *, as_sql: bool, as_json: bool) -> None:
    """Put the documents of an archive into a table, in one transaction; a damaged archive is exit code 5.

    The archive is checked before anything is written, and the table is compared with it before the transaction commits.

    \b
    Example:
      hofsm archive restore batches.copy.gz --into public.batches_2026
    """
    from hofsm_migrate.introspect.source import names  # noqa: PLC0415 - keeps the others quick

    table = names(into)
    if as_sql:
        output.say(restore_script(file, table, manifest.read(file)).rstrip("\n"))
        return
    with connect(dsn) as conn:
        done = phase.restore(conn, file, table, on_wait=ending.show_wait)
    if as_json:
        output.machine(done)
        return
    created = "created" if done.created else "filled"
    output.say(
        f"{written(*done.table)} {created}: {done.documents:,} documents, each byte for byte, digest {done.digest}"
    )


def _say(said: phase.Manifest | None, file: Path, *, as_json: bool) -> None:
    if said is None:
        return
    if as_json:
        output.machine(said)
        return
    output.say(
        f"{file} is whole: {said.documents:,} documents of {said.table} at {said.taken_at}, {size(said.file_bytes)}"
    )
    output.say(f"SHA-256 {said.file_sha256}, digest of the documents {said.digest}")
    output.say(f"to restore it: hofsm archive restore {shlex.quote(str(file))} --into SCHEMA.TABLE")
