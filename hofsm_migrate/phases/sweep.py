"""From one key range to the next over the base table of a cut-over: payloads are taken away, or made anew."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import psycopg
from psycopg import sql

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db import control
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.db.objects import record_objects
from hofsm_migrate.db.payload import (
    PayloadState,
    forget_evolve,
    forget_payload,
    is_for_evolve,
    keep_for_evolve,
    payload_state,
    record_payload,
)
from hofsm_migrate.errors import GateError, ParityError, Problem
from hofsm_migrate.phases import counts, keys, state
from hofsm_migrate.phases.pace import Pace
from hofsm_migrate.phases.refusals import caused_by_document, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.db.payload import State
    from hofsm_migrate.phases.change import Terms
    from hofsm_migrate.phases.counts import Count
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.gates import Gate
    from hofsm_migrate.spec.mapping import Mapping

Direction = Literal["emptying", "restoring"]
Ended = Literal["unchanged", "complete", "limit", "stopped"]
THEN: Final[dict[Direction, State]] = {"emptying": "moved", "restoring": "restored"}
"""Where each ends."""
STAY: Final = "payloads that were made anew for a new version stay"
LOCK_TIMEOUT_MS = 100
"""A chunk waits no longer for a document: it holds others, and who holds this one may want those."""


@dataclass(frozen=True)
class Progress:
    """After a chunk: documents come to, how many there are, and those whose payload was written by this call."""

    documents: int
    total: Count | None
    changed: int
    elapsed_s: float


@dataclass(frozen=True)
class How:
    """How chunks are run: target milliseconds of one, how many at most, who is told, and who may stop them.

    `on_stage` is told of what comes after the chunks and takes its time.
    """

    chunk_ms: int = 100
    max_chunks: int | None = None
    on_progress: Callable[[Progress], None] | None = None
    on_wait: Callable[[Wait], None] | None = None
    stop: Callable[[], bool] = lambda: False
    on_stage: Callable[[str], None] = lambda _: None


@dataclass(frozen=True)
class _Chunk:
    now: PayloadState
    documents: int
    changed: int


@dataclass
class Sweep:
    """One run over the table; `asked` and `waits` are those that are not recorded yet.

    `for_evolve`: payloads are kept for a new version only, and taken away again when it is in force.
    """

    conn: Connection
    reviewed: Reviewed
    terms: Terms
    how: How
    direction: Direction
    asked: tuple[Gate, ...] = ()
    waits: list[Wait] = field(default_factory=list)
    changed: int = 0
    chunks: int = 0
    last: keys.Key | None = None
    start: float = field(default_factory=time.monotonic)
    for_evolve: bool = False

    @property
    def name(self) -> str:
        """Of the mapping."""
        return self.reviewed.mapping.name

    @property
    def command(self) -> str:
        """That this is a part of."""
        if self.for_evolve:
            return "evolve"
        return "cutover" if self.direction == "emptying" else "rollback"

    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.start

    def require(self) -> PayloadState | None:
        """Where the mapping stands with its payloads; it is in phase `cutover` by this spec."""
        state.require(state.current(self.conn, self.name), self.reviewed.mapping, self.command, ("cutover",))
        return payload_state(self.conn, self.name)

    def turn(self) -> None:
        """Tell the writers, and begin at the first document."""
        self._attempt(self._turn)

    def left_behind(self) -> bool:
        """Whether payloads are away in rows that the sweep did not come by: their table was not there."""
        made, payload = Names(self.reviewed.plan.tree), sql.Identifier(self.reviewed.mapping.source.payload)
        query = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE hofsm.is_moved({}))").format(qualified(made.base), payload)

        def ask(conn: Connection) -> bool:
            row = conn.execute(query).fetchone()
            return bool(row and row[0])

        return attempt(self.conn, ask, retry=self.terms.retry).value

    def to_the_end(self) -> Ended:
        """Chunk after chunk, from where the last run came to."""
        pace, plan = Pace(self.how.chunk_ms / 1000), self.reviewed.plan
        total = attempt(self.conn, lambda conn: counts.documents(conn, plan), retry=self.terms.retry).value
        while True:
            if self.how.stop():
                return "stopped"
            if self.how.max_chunks is not None and self.chunks >= self.how.max_chunks:
                return "limit"
            done, pace = self._commit(pace)
            if done is None:
                return "complete"
            self.chunks, self.changed = self.chunks + 1, self.changed + done.changed
            if self.how.on_progress:
                self.how.on_progress(Progress(done.now.documents, total, self.changed, self.seconds()))

    def end(self) -> None:
        """All payloads are there and were compared."""
        self._attempt(self._end)

    def keep(self) -> None:
        """Payloads that are there stay."""
        self._attempt(self._keep)

    def _attempt(self, work: Callable[[Connection], None]) -> None:
        self.waits += attempt(self.conn, work, retry=self.terms.retry, on_wait=self.how.on_wait).waits

    def _turn(self, conn: Connection) -> None:
        found, now = self._claim(conn), payload_state(conn, self.name)
        if now is not None and now.state == self.direction:
            return
        step, emptying = self.reviewed.plan.payload, self.direction == "emptying"
        if emptying:
            # a version that is under way has no other source than the payloads
            state.refuse_evolving(conn, self.reviewed.mapping, self.command)
        elif self.for_evolve:
            keep_for_evolve(conn, self.name)
        conn.execute(self.reviewed.files[step.up_file if emptying else step.down_file].encode())
        record_objects(conn, self.name, "cutover")
        record_payload(conn, self.name, PayloadState(self.direction))
        words = "no longer kept in step, and taken away" if emptying else "kept in step again, and made anew"
        self._event(conn, found, f"from here on payloads are {words}")

    def _commit(self, pace: Pace) -> tuple[_Chunk | None, Pace]:
        """One chunk, smaller and smaller where the server refuses something in it; None where the end was reached."""
        given = self.terms.retry
        retry = replace(given, lock_timeout_ms=min(given.lock_timeout_ms, LOCK_TIMEOUT_MS))
        while True:
            size = pace.documents
            try:
                outcome = attempt(self.conn, partial(self._chunk, size=size), retry=retry, on_wait=self.how.on_wait)
            except psycopg.Error as error:
                if not caused_by_document(error):
                    raise
                if size == 1:
                    raise GateError(refused(error, self._shown(self.last), _REFUSED)) from error
                pace = pace.halved()
                continue
            self.waits += outcome.waits
            done = outcome.value
            return done, pace.after(done.documents, outcome.seconds) if done else pace

    def _chunk(self, conn: Connection, size: int) -> _Chunk | None:
        """The next documents in one transaction, with the record of it."""
        keys.pin(conn)
        found, now = self._claim(conn), payload_state(conn, self.name)
        if now is not None and now.state == THEN[self.direction]:
            return None
        if now is None or now.state != self.direction:
            raise GateError(_TURNED)
        window = keys.window(conn, self.reviewed.plan, now.last_key, size)
        if window is None:
            record_payload(conn, self.name, replace(now, state=THEN[self.direction]))
            if self.direction == "emptying":
                forget_evolve(conn, self.name)
            words = "taken away" if self.direction == "emptying" else "made anew"
            self._event(conn, found, f"payloads of {now.changed:,} of {now.documents:,} documents were {words}")
            return None
        self.last = window.last
        changed = write(conn, self.reviewed.plan, window, self.direction, self.reviewed.mapping.file)
        then = PayloadState(now.state, window.last, now.documents + window.documents, now.changed + changed)
        record_payload(conn, self.name, then)
        return _Chunk(then, window.documents, changed)

    def _end(self, conn: Connection) -> None:
        found, now = self._claim(conn), payload_state(conn, self.name)
        if now is not None and now.state != "restored":
            raise GateError(_TURNED)
        if now is not None:
            forget_payload(conn, self.name)
            self._event(conn, found, "payloads are kept in step, and all are what the new tables compose")

    def _keep(self, conn: Connection) -> None:
        found, now = self._claim(conn), payload_state(conn, self.name)
        if now is not None:
            raise GateError(not_kept(self.reviewed.mapping, now))
        if is_for_evolve(conn, self.name):
            forget_evolve(conn, self.name)
            self._event(conn, found, STAY)

    def _claim(self, conn: Connection) -> MappingState:
        return state.require(state.claim(conn, self.name), self.reviewed.mapping, self.command, ("cutover",))

    def _event(self, conn: Connection, found: MappingState, note: str) -> None:
        asked, waits = tuple(gate.record() for gate in self.asked), tuple(self.waits)
        change = control.Change(self.command, "cutover", "cutover", self.seconds(), gates=asked, waits=waits, note=note)
        control.record_event(conn, found, change)

    def _shown(self, key: keys.Key | None) -> str:
        return keys.show(self.reviewed.plan.tree.source.key, key or ())


def write(conn: Connection, plan: Plan, window: keys.Window, direction: Direction, file: str) -> int:
    """Empty the payloads of a window, or make them anew: how many were written; none stays that was to be.

    In a transaction, which has the settings of a sweep from then on.

    Raises:
        ParityError: a document is composed otherwise than its payload says, or has no rows.
        GateError: a trigger of the base table does not let a payload be written.
    """
    made = Names(plan.tree)
    call = keys.call(made.empty_payload if direction == "emptying" else made.restore_payload, window)
    query = sql.SQL("SELECT documents, refused, proven FROM {}").format(call)
    changed, key, proven = conn.execute(query).fetchone() or (0, None, True)
    if key is None:
        return changed
    shown = keys.show(plan.tree.source.key, tuple(key))
    if proven:
        raise GateError(Problem("a trigger of the base table kept a payload as it is", _KEPT_OUT, shown))
    message, hint = _DIFFERS[direction]
    raise ParityError(Problem(message, hint.format(spec=file), shown))


def not_kept(mapping: Mapping, now: PayloadState) -> Problem:
    """Payloads that are not all there cannot stay."""
    hint = f"hofsm rollback {mapping.file} --to mirrored makes the payloads anew. Nothing was changed"
    return Problem(f"the payloads cannot be kept: they are {now.state}", hint)


_TURNED = Problem(
    "somebody else has turned around: payloads are no longer what this command was about to make them",
    "look at hofsm status and hofsm history, then decide again. Chunks committed before stay",
)
_REFUSED = "correct the document, or what refuses it, then run the command again. Chunks committed before stay"
_KEPT_OUT = (
    "let the trigger pass where current_setting('hofsm.origin', true) is 'payload', or run as a role that may set"
    " session_replication_role; then run the command again. Chunks committed before stay"
)
_DIFFERS_HINT = (
    "hofsm verify {spec} shows where. The application reads what is composed; write the document that is right through"
    " the view, then run the command again. Chunks committed before stay"
)
_NO_ROWS_HINT = "hofsm verify {spec} names all such documents. Chunks committed before stay"
_DIFFERS: Final[dict[Direction, tuple[str, str]]] = {
    "emptying": ("a document is composed otherwise than its payload says, so the payload stays", _DIFFERS_HINT),
    "restoring": ("a document has no rows to make its payload from", _NO_ROWS_HINT),
}
