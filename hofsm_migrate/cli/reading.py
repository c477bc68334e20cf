"""Reading documents for a profile: the options that say which, and the profile with its relations."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from hofsm_migrate.cli import output
from hofsm_migrate.cli.interrupt import stop_on_interrupt
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.names import written
from hofsm_migrate.report.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hofsm_migrate.introspect.profile import Profile
    from hofsm_migrate.introspect.read import Progress, Scanned
    from hofsm_migrate.report.progress import Show

F = TypeVar("F", bound="Callable[..., object]")

DEFAULT_WORKERS = min(2, os.cpu_count() or 1)

payload = click.option(
    "--payload", metavar="COLUMN", help="Column of the documents; default: value, else the only JSON one."
)
where = click.option("--where", metavar="SQL", help="Only rows for which this condition holds.")
sample = click.option(
    "--sample", type=click.IntRange(1), metavar="N", help="Only N documents, spread over the key; default: all."
)
workers = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=DEFAULT_WORKERS,
    show_default=True,
    metavar="N",
    help="Processes that read and count.",
)


def source(command: F) -> F:
    """`--payload`, `--where`, `--sample` and `--workers`, in this order of `--help`."""
    for option in (workers, sample, where, payload):
        command = option(command)
    return command


@dataclass(frozen=True)
class Request:
    """Which documents are read, as in `introspect.read.Request`; `output` is where a stopped scan can go on from."""

    table: str
    payload: str | None
    where: str | None
    sample: int | None
    workers: int
    output: Path | None = None


def print_sql(dsn: str | None, request: Request) -> None:
    """The statements that read the documents, and the sample that is asked for relations."""
    from hofsm_migrate.introspect import read as reader  # noqa: PLC0415 - brings NumPy
    from hofsm_migrate.introspect import sample as samples  # noqa: PLC0415
    from hofsm_migrate.introspect import source as sources  # noqa: PLC0415

    with connect(dsn) as conn:
        for statement in reader.statements(conn, _asked(request)):
            output.say(f"{statement};")
        origin = sources.find(conn, request.table, request.payload, request.where, request.sample)
        output.say(f"{samples.query(origin, samples.DOCUMENTS).as_string(None).strip()};")


def scan(dsn: str | None, request: Request) -> Scanned:
    """Read the documents under a progress bar, and ask a sample for relations; Ctrl-C ends it early."""
    from hofsm_migrate.introspect import checkpoint, look, store  # noqa: PLC0415
    from hofsm_migrate.introspect import read as reader  # noqa: PLC0415

    with stop_on_interrupt() as stop, progress(f"introspect {request.table}") as show:
        found = reader.introspect(
            dsn,
            _asked(request),
            on_progress=lambda now: _show(show, now),
            on_resume=_resumed,
            stop=stop,
        )
    if found.complete:
        look.add_relations(found.profile, dsn)
        if request.output is not None:
            checkpoint.write(request.output, store.dump(found.profile))
    return found


def say(profile: Profile) -> None:
    """Print a profile as JSON."""
    from hofsm_migrate.introspect import store  # noqa: PLC0415

    output.raw(store.dump(profile).decode().rstrip("\n"))


def read(dsn: str | None, request: Request) -> Profile:
    """The whole profile with its relations.

    Raises:
        KeyboardInterrupt: Ctrl-C; a part of the documents is no basis for a draft.
    """
    found = scan(dsn, request)
    if not found.complete:
        raise KeyboardInterrupt
    return found.profile


def load(file: Path, table: str) -> Profile:
    """A profile from a file, which has to be one of `table`."""
    from hofsm_migrate.introspect import source as sources  # noqa: PLC0415
    from hofsm_migrate.introspect import store  # noqa: PLC0415

    profile = store.load(file.read_bytes())
    origin = profile.origin
    if sources.names(table) != (origin.schema, origin.table):
        raise UsageError(
            Problem(
                f"profile is of another table: got {written(origin.schema, origin.table)}, asked for {table}",
                "name the table of the profile, or make a profile of this one: hofsm introspect TABLE -o FILE",
                at=str(file),
            )
        )
    return profile


def _asked(request: Request):
    from hofsm_migrate.introspect import read as reader  # noqa: PLC0415

    return reader.Request(
        request.table, request.payload, request.where, request.sample, request.workers, request.output
    )


def _show(show: Show, now: Progress) -> None:
    rate = now.bytes / 1e6 / now.elapsed_s if now.elapsed_s else 0
    show(now.documents, now.total, f"{now.bytes / 1e6:,.0f} MB, {rate:,.0f} MB/s")


def _resumed(done: int, total: int) -> None:
    output.note(f"going on with an earlier run: {done:,} of {total:,} key ranges were read then, from another snapshot")
