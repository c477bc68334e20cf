"""A file of documents to the legacy table of a trial: raw lines by COPY, read by the server, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from psycopg import sql

from hofsm_migrate.db.executor import transaction
from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.sql import fill, text
from hofsm_migrate.sql import load as template
from hofsm_migrate.trial.lines import MAX_LINE_BYTES, read_lines
from hofsm_migrate.trial.words import counted, printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.sql import Part

    Progress = Callable[[int], None]

SCHEMA = "hofsm_try"
LEGACY = (SCHEMA, "documents")
BAD_LINES_SHOWN = 20
PROGRESS_BYTES = 1_000_000
TOO_LONG = f"longer than {MAX_LINE_BYTES:,} bytes, the most that one jsonb value can hold"

_STAGING = (SCHEMA, "staging")
_SKIPPED = (SCHEMA, "skipped_lines")
_NAMES: dict[str, Part] = {
    "documents": LEGACY,
    "skipped": _SKIPPED,
    "staging": _STAGING,
    "read_line": (SCHEMA, "read_line"),
}


@dataclass(frozen=True)
class BadLine:
    """A line that is no document, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Loaded:
    """What became of the lines of a file. `skipped` counts bad lines, of which `bad_lines` has the first twenty."""

    documents: int
    lines: int
    blank: int
    skipped: int
    bad_lines: tuple[BadLine, ...]
    json_bytes: int


@dataclass
class _Sent:
    """Lines on their way, counted. `too_long` has the numbers of those that were not sent."""

    lines: int
    blank: int
    too_long: list[int]


def load(conn: Connection, stream: BinaryIO, *, skip_bad: bool, progress: Progress | None = None) -> Loaded:
    """Make schema `hofsm_try` and load the documents of `stream` into `hofsm_try.documents`; the line number is the id.

    A line whose keys are exactly key, kind and value is a document with labels; any other line is the document itself.

    Args:
        conn: idle and autocommit; the work is one transaction, so a refused file leaves nothing behind.
        skip_bad: keep lines that are no document in `hofsm_try.skipped_lines` instead of refusing the file.
        progress: called with the bytes sent so far, about every megabyte.

    Raises:
        UsageError: a line is no document and `skip_bad` is off, or there is no document at all. Nothing was changed.
        psycopg.errors.DuplicateSchema: the schema exists.
    """
    with transaction(conn):
        conn.execute(_filled("trial_tables", **_NAMES, schema=SCHEMA))
        sent = _send(conn, stream, progress or _silent)
        _keep_too_long(conn, sent.too_long)
        conn.execute(_filled("trial_read_lines", **_NAMES))
        loaded = _count(conn, sent)
        _refuse(loaded, skip_bad=skip_bad)
    return loaded


def script() -> str:
    """The SQL of `load`, for reading."""
    parts = [
        _filled("trial_tables", **_NAMES, schema=SCHEMA),
        sql.SQL("{};\n").format(_copy()),
        _filled("trial_read_lines", **_NAMES),
    ]
    return "\n".join(text(part) for part in parts)


def _filled(name: str, **parts: Part) -> sql.Composed:
    return fill(template(name), parts)


def _copy() -> sql.Composed:
    return sql.SQL("COPY {} (line, raw) FROM STDIN (FORMAT binary)").format(sql.Identifier(*_STAGING))


def _send(conn: Connection, stream: BinaryIO, progress: Progress) -> _Sent:
    sent = _Sent(0, 0, [])
    size = reported = 0
    with conn.cursor() as cursor, cursor.copy(_copy()) as copy:
        copy.set_types(["int8", "bytea"])
        for line in read_lines(stream):
            sent.lines = line.number
            if line.raw is None:
                sent.too_long.append(line.number)
            elif line.raw:
                copy.write_row((line.number, line.raw))
                size += len(line.raw)
            else:
                sent.blank += 1
            if size - reported >= PROGRESS_BYTES:
                reported = size
                progress(size)
    return sent


def _keep_too_long(conn: Connection, numbers: list[int]) -> None:
    query = sql.SQL("INSERT INTO {} (line, reason) SELECT unnest({}::bigint[]), {}")
    conn.execute(query.format(sql.Identifier(*_SKIPPED), sql.Literal(numbers), sql.Literal(TOO_LONG)))


def _count(conn: Connection, sent: _Sent) -> Loaded:
    documents, size = _row(
        conn, sql.SQL("SELECT count(*), coalesce(sum(octet_length(value::text)), 0)::bigint FROM {}"), LEGACY
    )
    (skipped,) = _row(conn, sql.SQL("SELECT count(*) FROM {}"), _SKIPPED)
    query = sql.SQL("SELECT line, reason FROM {} ORDER BY line LIMIT {}")
    bad = conn.execute(query.format(sql.Identifier(*_SKIPPED), sql.Literal(BAD_LINES_SHOWN)))
    return Loaded(documents, sent.lines, sent.blank, skipped, tuple(BadLine(*row) for row in bad), size)


def _row(conn: Connection, query: sql.SQL, table: tuple[str, str]) -> tuple[int, ...]:
    found = conn.execute(query.format(sql.Identifier(*table))).fetchone()
    if found is None:
        raise LookupError(f"{'.'.join(table)} gave no row")
    return found


def _refuse(loaded: Loaded, *, skip_bad: bool) -> None:
    if loaded.skipped and not skip_bad:
        raise UsageError(_bad_lines(loaded))
    if not loaded.documents:
        blank = f"{loaded.blank} blank and {loaded.skipped} skipped"
        raise UsageError(
            Problem(
                f"there is no document: got {counted(loaded.lines, 'line')}, {blank}",
                hint="give a file with one JSON document on each line. Nothing was changed",
            )
        )


def _bad_lines(loaded: Loaded) -> Problem:
    shown = [f"line {bad.line}: {printable(bad.reason)}" for bad in loaded.bad_lines]
    rest = loaded.skipped - len(shown)
    return Problem(
        f"{loaded.skipped} of {counted(loaded.lines, 'line')} cannot be loaded",
        hint="repair them (`jq -c .` puts each document on one line), or leave them out with --skip-bad."
        " Nothing was changed",
        detail="\n        ".join([*shown, *([f"and {rest} more"] if rest else [])]),
    )


def _silent(_size: int) -> None:
    """Report nothing."""
