"""`hofsm try`: the whole run on documents that the user has in a file."""

from __future__ import annotations

import shutil
import signal
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from hofsm_migrate.cli import options, output
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer, wheel_bin_dir
from hofsm_migrate.errors import ParityError, Problem, UsageError
from hofsm_migrate.report.screen import screen, stages
from hofsm_migrate.report.trial import draw_trial
from hofsm_migrate.trial.place import remove_trial
from hofsm_migrate.trial.session import parity_problem, run_trial, summary, trial_sql
from hofsm_migrate.trial.spec import given_spec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.trial.session import Trial
    from hofsm_migrate.trial.spec import TrialSpec


_DOCUMENTS = options.Given(
    "file of documents", "name a file with one JSON document a line, or - for standard input", allow_dash=True
)


@dataclass(frozen=True)
class _Asked:
    """The command line."""

    file: str
    spec: Path | None
    dsn: str | None
    keep: Path | None
    replace: bool
    skip_bad: bool
    as_sql: bool
    as_json: bool


@click.command("try", short_help="Split the documents of a file and put them together again.")
@click.argument("file", required=False, type=_DOCUMENTS)
@click.option("--spec", type=options.SPEC, help="Your mapping spec; default: one drafted from the documents.")
@click.option(
    "--dsn", metavar="DSN", help="Work in this database and leave everything there; never taken from HOFSM_DSN."
)
@click.option("--keep", type=options.FOLDER, metavar="DIR", help="Keep the server's data, the spec and its SQL in DIR.")
@click.option("--skip-bad", is_flag=True, help="Leave out lines that are no document; each is reported.")
@click.option("--replace", is_flag=True, help="With --dsn: remove an earlier trial first.")
@click.option("--remove", is_flag=True, help="With --dsn: only remove an earlier trial.")
@click.option(
    "--serve", type=options.FOLDER, metavar="DIR", help="Start the server that --keep left in DIR, until Ctrl-C."
)
@options.sql
@options.json
@options.debug
def try_(
    file: str | None,
    *,
    spec: Path | None,
    dsn: str | None,
    keep: Path | None,
    skip_bad: bool,
    replace: bool,
    remove: bool,
    serve: Path | None,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Load a file of documents, split them into tables, compose them again, and compare.

    FILE has one JSON document on each line (- is standard input). A line whose keys are exactly key, kind and value is
    a document with two labels; any other line is the document itself. Blank lines are counted and ignored. The server
    reads each line as it is, so nothing is respelled on the way; its line number becomes its id.

    Without --dsn everything happens on an embedded server that is thrown away. The legacy table is
    hofsm_try.documents (id, key, kind, value); a spec with another source is tried with this one.

    \b
    Examples:
      hofsm try orders.jsonl
      hofsm try orders.jsonl --spec mappings/orders.yaml --keep /tmp/orders
      hofsm try --serve /tmp/orders

    Exit code 2: a line is no document and --skip-bad is off; nothing was loaded. 5: the documents differ.
    """
    if serve:
        _serve(serve)
    elif remove:
        _remove(dsn)
    elif file is None:
        raise UsageError(Problem("no file is given", "name a file with one JSON document on each line, or - for stdin"))
    else:
        _try(_Asked(file, spec, dsn, keep, replace, skip_bad, as_sql, as_json))


def _try(asked: _Asked) -> None:
    given = given_spec(asked.spec) if asked.spec else None
    with _stream(asked.file) as stream:
        if asked.as_sql:
            _print_sql(asked, stream, given)
            return
        with _folder(asked.keep) as folder, _database(asked, folder) as dsn, connect(dsn) as conn, stages() as stage:
            trial = run_trial(conn, stream, given, folder, skip_bad=asked.skip_bad, replace=asked.replace, step=stage)
    _report(asked, trial)


def _report(asked: _Asked, trial: Trial) -> None:
    if asked.as_json:
        output.machine(summary(trial))
    else:
        draw_trial(screen(), trial, "standard input" if asked.file == "-" else asked.file)
        for line in _afterwards(asked, trial):
            output.say(line)
    if not trial.migrated.parity.parity:
        raise ParityError(parity_problem(trial.migrated.parity))


def _afterwards(asked: _Asked, trial: Trial) -> list[str]:
    """Where things are now, and what comes next."""
    lines = (
        [f"\nKept in {asked.keep}: the spec in {trial.migrated.mapping}.yaml, its SQL in migrations/"]
        if asked.keep
        else []
    )
    if asked.dsn:
        schemas = " and ".join(dict.fromkeys(["hofsm_try", trial.migrated.schema]))
        return [*lines, f"\nEverything is still there, in schema {schemas}. To remove it: hofsm try --remove --dsn ..."]
    if asked.keep:
        return [*lines, f"To look at the tables, start the server again: hofsm try --serve {asked.keep}"]
    return ["\nNothing was kept: --keep DIR keeps the data and the spec, --dsn DSN works in a database of yours"]


def _print_sql(asked: _Asked, stream: BinaryIO, given: TrialSpec | None) -> None:
    with EmbeddedServer() as server, connect(server.dsn()) as conn:
        output.say(trial_sql(conn, stream, given, skip_bad=asked.skip_bad))


def _remove(dsn: str | None) -> None:
    if not dsn:
        raise UsageError(
            Problem("no database is given", "name the database with the earlier trial: --remove --dsn DSN")
        )
    with connect(dsn) as conn:
        removed = remove_trial(conn)
    output.say("removed schema hofsm_try and the tables made from it" if removed else "there was no trial to remove")


def _serve(folder: Path) -> None:
    if not (folder / "data" / "PG_VERSION").exists():
        raise UsageError(
            Problem(f"there is no kept server in {folder}", "name the folder given to --keep, without --dsn")
        )
    with EmbeddedServer(folder / "data") as server:
        psql = shutil.which("psql") or str(wheel_bin_dir() / "psql")
        output.say(f'{psql} "{server.dsn()}"')
        output.note("the server runs until Ctrl-C")
        # a shell starts background jobs with SIGINT ignored; `kill -INT` has to stop them all the same
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            output.note("stopped; the data stays")


@contextmanager
def _stream(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield click.get_binary_stream("stdin")  # pyright: ignore[reportCallIssue] - TODO
        return
    with Path(file).open("rb") as stream:
        yield stream


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """The folder for the spec and its SQL."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="hofsm-try-") as folder:
            yield Path(folder)
        return
    if keep.exists() and any(keep.iterdir()):
        raise UsageError(Problem(f"folder {keep} is not empty", "name a folder that does not exist yet"))
    try:
        keep.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            Problem(f"cannot make folder {keep}: {error.strerror}", "name another one with --keep")
        ) from None
    yield keep


@contextmanager
def _database(asked: _Asked, folder: Path) -> Iterator[str]:
    if asked.dsn:
        yield asked.dsn
        return
    with EmbeddedServer(folder / "data" if asked.keep else None) as server:
        yield server.dsn()
