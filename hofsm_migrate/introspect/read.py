"""The documents of a table to a profile: one snapshot, key ranges, worker processes, and a state to go on from."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import psycopg

from hofsm_migrate.db import catalog
from hofsm_migrate.db.connect import connect
from hofsm_migrate.introspect import checkpoint, source, store
from hofsm_migrate.introspect.checkpoint import Partial
from hofsm_migrate.introspect.crew import crew, share_out
from hofsm_migrate.introspect.profile import Profile
from hofsm_migrate.introspect.source import PINNED, Piece
from hofsm_migrate.introspect.worker import FLUSH_S, Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.introspect.profile import Origin
    from hofsm_migrate.introspect.worker import Profiled, Read

PIECE_BYTES = 4_000_000
"""Bytes on disk that a piece should have."""
MAX_PIECES = 5_000
PIECES_EACH = 8
"""Pieces per worker, at least: so that none waits long for the last one of another."""
MAX_CHOSEN = 500


@dataclass(frozen=True)
class Request:
    """What is to be profiled, and how.

    Attributes:
        table, payload, where, sample: see `source.find`; sample None reads all documents.
        workers: processes, each with a connection of its own.
        output: where the profile goes; its state is kept in a file beside it. None: neither.
        piece_rows: rows of one key range; None follows their size on disk.
        flush_s: seconds after which a worker hands over what it has.
    """

    table: str
    payload: str | None = None
    where: str | None = None
    sample: int | None = None
    workers: int = 2
    output: Path | None = None
    piece_rows: int | None = None
    flush_s: float = FLUSH_S


@dataclass(frozen=True)
class Progress:
    """`total` documents are expected, None where nobody knows; `bytes` and `elapsed_s` are of this run."""

    documents: int
    total: int | None
    bytes: int
    elapsed_s: float


@dataclass(frozen=True)
class Scanned:
    """The profile of all documents, or, where `complete` is False, of those that were read before the stop."""

    profile: Profile
    complete: bool
    elapsed_s: float


def introspect(
    dsn: str | None,
    request: Request,
    *,
    on_progress: Callable[[Progress], None],
    on_resume: Callable[[int, int], None],
    stop: Callable[[], bool],
) -> Scanned:
    """Profile the documents of a table; ACCESS SHARE on it, no write.

    All workers read one snapshot. It is held to the end, which keeps VACUUM from removing what it can see.

    Args:
        on_resume: called with the numbers of pieces that an earlier run has read and of all; these came from an earlier
            snapshot.
        stop: asked several times a second; the workers then finish the pieces in hand.

    Raises:
        UsageError: table, column or condition cannot be used, or the state of an earlier run is another scan's.
        HofsmError: a worker died. What was handed over before is kept beside the output.
    """
    start = time.monotonic()
    with connect(dsn) as conn:
        conn.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        conn.read_only = True
        with conn.transaction():
            conn.execute(PINNED)
            conn.execute(b"SET LOCAL idle_in_transaction_session_timeout = 0")
            origin = source.find(conn, request.table, request.payload, request.where, request.sample)
            partial = _begin(conn, origin, request, on_resume)
            job = Job(dsn, _snapshot(conn), origin, request.flush_s)
            complete = _run(job, request, partial, on_progress, stop)
    if complete and request.output is not None:
        checkpoint.write(request.output, store.dump(partial.profile))
        checkpoint.place(request.output).unlink(missing_ok=True)
    return Scanned(partial.profile, complete, time.monotonic() - start)


def statements(conn: Connection, request: Request) -> tuple[str, ...]:
    """The SQL of a scan as one reader would run it; nothing of it is run but the look-up of the table."""
    origin = source.find(conn, request.table, request.payload, request.where, request.sample)
    asked = [] if not origin.key else [source.sampled(origin) if origin.sample else source.ends(origin, 1_000)]
    copied = source.copy(origin, Piece())
    return tuple(statement.as_string(None).strip() for statement in (*asked, copied))


def pieces(conn: Connection, origin: Origin, request: Request) -> tuple[Piece, ...]:
    """Neighbouring rows each, all rows together; or the chosen rows of a sample. One piece where there is no key."""
    if not origin.key:
        return (Piece(),)
    if origin.sample is not None:
        chosen = [tuple(row) for row in conn.execute(source.sampled(origin))]
        size = max(1, min(MAX_CHOSEN, math.ceil(len(chosen) / (PIECES_EACH * request.workers))))
        groups = [tuple(chosen[first : first + size]) for first in range(0, len(chosen), size)]
        return tuple(Piece(chosen=group, rows=len(group)) for group in groups)
    rows = source.count_rows(conn, origin)
    step = request.piece_rows or _piece_rows(conn, origin, rows, request.workers)
    ends = [tuple(row) for row in conn.execute(source.ends(origin, step))]
    if len(ends) * step == rows:
        ends = ends[:-1]
    bounds = [None, *ends, None]
    last = rows - step * len(ends)
    counted = None if origin.where else step
    made = [Piece(after, upto, rows=counted) for after, upto in pairwise(bounds)]
    return (*made[:-1], Piece(made[-1].after, None, rows=None if origin.where else last))


def _piece_rows(conn: Connection, origin: Origin, rows: int, workers: int) -> int:
    relation = catalog.relation(conn, origin.schema, origin.table)
    size = catalog.size(conn, relation).total if relation else 0
    wanted = min(MAX_PIECES, max(PIECES_EACH * workers, size // PIECE_BYTES))
    return max(1, math.ceil(rows / wanted))


def _begin(conn: Connection, origin: Origin, request: Request, on_resume: Callable[[int, int], None]) -> Partial:
    found = checkpoint.restore(checkpoint.place(request.output), origin) if request.output else None
    if found is None:
        return Partial(pieces(conn, origin, request), Profile(origin))
    on_resume(len(found.done), len(found.pieces))
    return found


def _snapshot(conn: Connection) -> str:
    row = conn.execute(b"SELECT pg_export_snapshot()").fetchone()
    return row[0] if row else ""


def _run(
    job: Job,
    request: Request,
    partial: Partial,
    on_progress: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> bool:
    watch = _Watch(partial, request.output, on_progress)
    todo = partial.todo
    if not todo:
        return True
    with crew(job, min(request.workers, len(todo))) as members:
        return share_out(members, todo, on_read=watch.read, on_profile=watch.profiled, stop=stop)


class _Watch:
    """Adds up what the workers send."""

    def __init__(self, partial: Partial, output: Path | None, on_progress: Callable[[Progress], None]) -> None:
        self._partial = partial
        self._file = checkpoint.place(output) if output else None
        self._on_progress = on_progress
        self._documents, self._bytes, self._start = partial.profile.documents, 0, time.monotonic()
        rows = [piece.rows for piece in partial.pieces]
        self._total = None if None in rows else sum(row for row in rows if row)

    def read(self, read: Read) -> None:
        self._documents += read.documents
        self._bytes += read.bytes
        elapsed_s = time.monotonic() - self._start
        self._on_progress(Progress(self._documents, self._total, self._bytes, elapsed_s))

    def profiled(self, found: Profiled) -> None:
        self._partial.add(found.pieces, store.load(found.profile))
        if self._file:
            checkpoint.save(self._file, self._partial)
