"""Fill the new tables in key order, one short transaction after the other."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

import psycopg
from psycopg import sql

from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.db import control, schema
from hofsm_migrate.db.control import Chunk
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.phases import counts, drift, keys, state
from hofsm_migrate.phases.pace import Pace
from hofsm_migrate.phases.refusals import caused_by_document, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.phases.counts import Count
    from hofsm_migrate.phases.keys import Key, Window
    from hofsm_migrate.spec.mapping import Mapping

Ended = Literal["complete", "limit", "stopped", "arriving"]
"""Every document is represented; `max_chunks` was reached; `stop` said so; documents kept arriving behind."""

PASSES = 5
"""How often the whole table is searched for documents that were inserted behind the position."""

GROWTH = 10
"""New tables are analyzed again whenever they have grown by this factor, so that no plan outlives its statistics."""


@dataclass(frozen=True)
class Progress:
    """After a chunk. `represented` counts earlier runs, too; `total` is None where nobody knows. Rates per second."""

    represented: int
    total: Count | None
    documents: int
    rows: int
    chunks: int
    elapsed_s: float
    chunk_documents: int

    @property
    def documents_per_s(self) -> float:
        """Documents claimed by this run per second of it."""
        return self.documents / self.elapsed_s if self.elapsed_s else 0.0

    @property
    def rows_per_s(self) -> float:
        """Rows written by this run per second of it."""
        return self.rows / self.elapsed_s if self.elapsed_s else 0.0


@dataclass(frozen=True)
class BackfillResult:
    """What this call wrote. `last_key` is the last key of its last chunk; None where nothing was left to do."""

    mapping: str
    documents: int
    rows: int
    chunks: int
    elapsed_s: float
    last_key: Key | None
    ended: Ended
    waits: int


def backfill(
    conn: Connection,
    plan: Plan,
    *,
    mapping: Mapping | None = None,
    chunk_ms: int = 100,
    max_chunks: int | None = None,
    retry: Retry | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_wait: Callable[[Wait], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> BackfillResult:
    """Represent every unclaimed document in the new tables, in key order.

    Each chunk is one transaction: root rows, all other rows, the record of the chunk. A run that was stopped or killed
    goes on after the last committed chunk. Once the end has been reached, the table is searched for documents without a
    root row (inserted behind the position), until a whole pass finds none. Several runs at once take turns.

    Args:
        conn: autocommit.
        mapping: names the spec file in messages; the plan's own by default.
        chunk_ms: target time of one chunk in milliseconds, 10 to 5_000; the chunk size adapts to it.
        max_chunks: end after so many chunks of this call.
        stop: asked between two chunks.

    Raises:
        GateError: the mapping is not in a phase of `state.FILLED` with this spec; or the server refused a document,
            which is named; or a lock was not to be had. Chunks committed before stay.
    """
    state.require(state.current(conn, plan.mapping.name), mapping or plan.mapping, "backfill", state.FILLED)
    schema.bring_up_to_date(conn, retry=retry)
    before = control.backfill_total(conn, plan.mapping.name).documents
    # counted under a lock timeout like all else: whoever holds the legacy table must not make this wait unheard
    total = attempt(conn, lambda conn: counts.documents(conn, plan), retry=retry, on_wait=on_wait).value
    start = Progress(before, total, 0, 0, 0, 0.0, 0)
    run = _Run(conn, plan, mapping or plan.mapping, Pace(chunk_ms / 1000), retry, on_progress, on_wait, start)
    ended = run.to_the_end(max_chunks, stop)
    return run.result(ended)


def analyze(conn: Connection, plan: Plan) -> None:
    """Gather statistics of the new tables: SHARE UPDATE EXCLUSIVE on each, which stops neither reads nor writes."""
    _analyze(conn, plan, sql.SQL(""))


def _analyze_keys(conn: Connection, plan: Plan) -> None:
    """Sizes and statistics of the keys only, a tenth of the time: all that plans over key ranges need meanwhile."""
    _analyze(conn, plan, sql.SQL(" ({})").format(names(list(plan.tree.source.key))))


def _analyze(conn: Connection, plan: Plan, columns: sql.Composable) -> None:
    made = Names(plan.tree)
    for node in plan.tree.nodes:
        for table in node.tables:
            conn.execute(sql.SQL("ANALYZE {}{}").format(qualified(made.table(table)), columns))


@dataclass(frozen=True)
class _Done:
    """A committed chunk and how many documents were in its range."""

    chunk: Chunk
    window: Window | None


@dataclass
class _Run:
    conn: Connection
    plan: Plan
    mapping: Mapping
    pace: Pace
    retry: Retry | None
    on_progress: Callable[[Progress], None] | None
    on_wait: Callable[[Wait], None] | None
    sum: Progress
    start: float = field(default_factory=time.monotonic)
    analyzed: int = 0
    waits: int = 0
    last_key: Key | None = None

    def result(self, ended: Ended) -> BackfillResult:
        done = self.sum
        elapsed_s = time.monotonic() - self.start
        name = self.plan.mapping.name
        return BackfillResult(name, done.documents, done.rows, done.chunks, elapsed_s, self.last_key, ended, self.waits)

    def to_the_end(self, max_chunks: int | None, stop: Callable[[], bool]) -> Ended:
        """Chunk after chunk, first through the whole table, then wherever a document is left."""
        position: Key | None = None
        passes = claimed = 0
        while True:
            if stop():
                return "stopped"
            if max_chunks is not None and self.sum.chunks >= max_chunks:
                return "limit"
            if not _swept(self.conn, self.plan.mapping.name):
                self._commit(self._next_of_sweep)
                continue
            done = self._commit(partial(self._next_unclaimed, after=position))
            if done is not None:
                position, claimed = done.chunk.hi_key, claimed + done.chunk.documents
                continue
            passes += 1
            if position is None or claimed == 0:
                return self._finish("complete")
            if passes == PASSES:
                return self._finish("arriving")
            position, claimed = None, 0

    def _finish(self, ended: Ended) -> Ended:
        if self.sum.chunks:
            analyze(self.conn, self.plan)
        if ended == "complete":
            attempt(self.conn, lambda conn: drift.learn(conn, self.plan), retry=self.retry, on_wait=self._wait)
        return ended

    def _commit(self, work: Callable[[Connection], _Done | None]) -> _Done | None:
        """One chunk, smaller and smaller where the server refuses something in it; None where nothing is to be done."""
        while True:
            size = self.pace.documents
            try:
                outcome = attempt(self.conn, work, retry=self.retry, on_wait=self._wait)
            except GateError as error:
                raise self._stopped(error) from error
            except psycopg.Error as error:
                if not caused_by_document(error):
                    raise
                if size == 1:
                    raise self._refused(error) from error
                self.pace = self.pace.halved()
            else:
                self._note(outcome.value, outcome.seconds)
                return outcome.value

    def _next_of_sweep(self, conn: Connection) -> _Done:
        """The chunk behind the last one recorded; a short one is the last, and is recorded as going to the end."""
        last = self._claim(conn)
        after = last.hi_key if last else None
        window = keys.window(conn, self.plan, after, self.pace.documents)
        at_end = window is None or window.documents < self.pace.documents
        return self._write(conn, last, window, after, None if at_end or window is None else window.last)

    def _next_unclaimed(self, conn: Connection, after: Key | None) -> _Done | None:
        """A chunk that begins at the first document without a root row."""
        last = self._claim(conn)
        first = keys.first_unclaimed(conn, self.plan, after)
        window = keys.window_from(conn, self.plan, first, self.pace.documents) if first else None
        return self._write(conn, last, window, after, window.last) if window else None

    def _claim(self, conn: Connection) -> Chunk | None:
        keys.pin(conn)
        name = self.plan.mapping.name
        state.require(state.claim(conn, name), self.mapping, "backfill", state.FILLED)
        return control.last_chunk(conn, name)

    def _write(
        self, conn: Connection, last: Chunk | None, window: Window | None, lo: Key | None, hi: Key | None
    ) -> _Done:
        start = time.monotonic()
        documents = rows = 0
        if window is not None:
            self.last_key = window.last
            call = keys.call(Names(self.plan.tree).backfill, window)
            documents, rows = conn.execute(sql.SQL("SELECT documents, rows FROM {}").format(call)).fetchone() or (0, 0)
        number = last.number + 1 if last else 1
        chunk = Chunk(number, lo, hi, documents, rows, time.monotonic() - start)
        control.record_chunk(conn, self.plan.mapping.name, chunk)
        return _Done(chunk, window)

    def _note(self, done: _Done | None, seconds: float) -> None:
        if done is None:
            return
        chunk, size = done.chunk, done.window.documents if done.window else 0
        if size:
            self.pace = self.pace.after(size, seconds)
        self.sum = replace(
            self.sum,
            represented=self.sum.represented + chunk.documents,
            documents=self.sum.documents + chunk.documents,
            rows=self.sum.rows + chunk.rows,
            chunks=self.sum.chunks + 1,
            elapsed_s=time.monotonic() - self.start,
            chunk_documents=size,
        )
        if self.sum.represented >= max(self.analyzed, 1) * GROWTH or (self.analyzed == 0 and self.sum.represented):
            _analyze_keys(self.conn, self.plan)
            self.analyzed = self.sum.represented
        if self.on_progress:
            self.on_progress(self.sum)

    def _wait(self, wait: Wait) -> None:
        self.waits += 1
        if self.on_wait:
            self.on_wait(wait)

    def _refused(self, error: psycopg.Error) -> GateError:
        """Named by key: the chunk that failed has one document in it."""
        key = keys.show(self.plan.tree.source.key, self.last_key or ())
        hint = "correct the document, or report what it holds if it is valid JSON; then run backfill again"
        return GateError(refused(error, key, f"{hint}. {self._kept()}"))

    def _stopped(self, error: GateError) -> GateError:
        if not self.sum.chunks:
            return error
        return GateError(*error.problems, Problem("the backfill stopped before its end", hint=self._kept()))

    def _kept(self) -> str:
        return f"{self.sum.documents:,} documents of this run are committed and stay; a new run goes on behind them"


def _swept(conn: Connection, mapping: str) -> bool:
    """Whether a chunk went to the end of the table."""
    query = "SELECT EXISTS (SELECT FROM hofsm.backfill_chunk WHERE mapping = %s AND hi_key IS NULL)"
    row = conn.execute(query, [mapping]).fetchone()
    return bool(row and row[0])
