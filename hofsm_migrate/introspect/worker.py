"""A process that reads pieces of a snapshot and profiles them; it gets its work and gives its results over a pipe.

Messages to it: the job, then any number of pieces with their numbers, and None for the end. Messages from it: `Ready`
where it wants a piece, `Read` after every batch, `Profiled` with a partial profile and the numbers of the pieces that
are in it, `Failed`.
"""

from __future__ import annotations

import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from hofsm_migrate.db.connect import connect
from hofsm_migrate.introspect import copying, store
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.source import PINNED

if TYPE_CHECKING:
    from hofsm_migrate.introspect.profile import Origin
    from hofsm_migrate.introspect.scan import Document
    from hofsm_migrate.introspect.source import Piece

BATCH_BYTES = 8_000_000
"""Payload bytes of one batch. Larger ones are no faster, and one takes about ten times its size in memory."""
MAX_BATCH = 2_000
"""Documents of one batch, for small ones."""
FLUSH_S = 20.0
"""Seconds after which a worker hands over what it has: so much is lost when it is killed."""


@dataclass(frozen=True)
class Job:
    """What a worker needs to know. `dsn` may be empty, see `connect`."""

    dsn: str | None
    snapshot: str
    origin: Origin
    flush_s: float = FLUSH_S


@dataclass(frozen=True)
class Ready:
    """The worker wants the next piece."""


@dataclass(frozen=True)
class Read:
    """So much more was read."""

    documents: int
    bytes: int


@dataclass(frozen=True)
class Profiled:
    """A partial profile, as `store.dump` writes it, with the numbers of its pieces."""

    pieces: tuple[int, ...]
    profile: bytes


@dataclass(frozen=True)
class Failed:
    """The worker has given up."""

    error: Exception


def main(descriptor: int) -> None:
    """Run as the worker at the other end of an inherited socket. Ctrl-C is for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # the other side has gone: nobody wants the result any more
    with suppress(EOFError, BrokenPipeError, ConnectionResetError), Pipe(descriptor) as pipe:
        try:
            _work(pipe, pipe.recv())
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:  # noqa: BLE001 - it is raised again where somebody can see it
            pipe.send(Failed(error))


def _work(pipe: Pipe, job: Job) -> None:
    with connect(job.dsn) as conn:
        conn.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        conn.read_only = True
        with conn.transaction():
            conn.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(job.snapshot)))
            conn.execute(PINNED)
            worker = _Worker(pipe, job, conn)
            worker.run()


class _Worker:
    def __init__(self, pipe: Pipe, job: Job, conn: psycopg.Connection) -> None:
        self._pipe = pipe
        self._job = job
        self._conn = conn
        self._batch: list[Document] = []
        self._bytes = 0
        self._fresh()

    def run(self) -> None:
        self._pipe.send(Ready())
        while (message := self._pipe.recv()) is not None:
            number, piece = message
            self._pipe.send(Ready())  # so that the next one is here when this one is read
            self._read(piece)
            self._pieces.append(number)
            if time.monotonic() - self._since >= self._job.flush_s:
                self._flush()
        self._flush()

    def _read(self, piece: Piece) -> None:
        for document in copying.read(self._conn, self._job.origin, piece):
            self._batch.append(document)
            self._bytes += len(document[1] or b"")
            if self._bytes >= BATCH_BYTES or len(self._batch) >= MAX_BATCH:
                self._feed()

    def _feed(self) -> None:
        if self._batch:
            self._scanner.feed(self._batch)
            self._pipe.send(Read(len(self._batch), self._bytes))
        self._batch, self._bytes = [], 0

    def _flush(self) -> None:
        self._feed()
        if self._pieces:
            self._pipe.send(Profiled(tuple(self._pieces), store.dump(self._scanner.profile)))
        self._fresh()

    def _fresh(self) -> None:
        self._scanner = Scanner(self._job.origin)
        self._pieces: list[int] = []
        self._since = time.monotonic()
