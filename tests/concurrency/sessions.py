"""Sessions that take steps in the order that a test writes down; who waits for whom is asked of the server.

    with stage(dsn) as on:
        filler, writer = on.session(), on.session()
        filler.begin()
        filler.run(CHUNK)
        step = writer.start("DELETE FROM legacy WHERE id = 1").waits_for(filler)
        filler.commit()
        step.done()

A step that should not wait is `run`, one that has to wait is `start(...).waits_for(...)`. No order is left to chance
and nothing is proven by sleeping: a test of this kind fails or passes, and does so each time.
"""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Rows = list[tuple[Any, ...]]
PATIENCE_S = 60
"""How long a step may take that nobody blocks; only a broken test gets there."""

READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE = "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"
ISOLATIONS = (READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)


class Step:
    """A statement under way in a session."""

    def __init__(self, session: Session, statement: str, future: Future[Rows]) -> None:
        self._session, self._statement, self._future = session, statement, future

    def waits_for(self, other: Session) -> Self:
        """Fails unless the server says that this step is blocked by `other`, before the step ends."""
        deadline = time.monotonic() + PATIENCE_S
        while not self._future.done():
            if other.pid in self._session.stage.blockers(self._session.pid):
                return self
            assert time.monotonic() < deadline, f"nobody blocks: {self._statement}"
            time.sleep(0.002)
        raise AssertionError(f"did not wait, and ended with {self._future.exception()!r}: {self._statement}")

    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return not self._future.done()

    def done(self) -> Rows:
        """The step's rows; raises what the step raised."""
        try:
            return self._future.result(PATIENCE_S)
        except TimeoutError:
            blockers = self._session.stage.blockers(self._session.pid)
            raise AssertionError(f"still waits, for {blockers}: {self._statement}") from None

    def sqlstate(self) -> str | None:
        """The code of the error that the step ends with; None where there is none."""
        error = self._future.exception(PATIENCE_S)
        assert error is None or isinstance(error, psycopg.Error), error
        return error.sqlstate if error else None

    def fails(self, sqlstate: str) -> psycopg.Error:
        """The error that the step ends with; fails where it is another one or none."""
        error = self._future.exception(PATIENCE_S)
        assert isinstance(error, psycopg.Error), f"no error: {self._statement}"
        assert error.sqlstate == sqlstate, f"{error.sqlstate}: {error}"
        return error


class Session:
    """One connection and the thread in which its statements run, one after the other."""

    def __init__(self, stage: Stage, dsn: str) -> None:
        self.stage = stage
        self._conn = psycopg.connect(dsn, autocommit=True)
        self.pid = self._conn.info.backend_pid
        self._thread = ThreadPoolExecutor(1)

    def start(self, statement: str, parameters: Sequence[Any] | None = None) -> Step:
        """Hand a statement over and go on."""
        return Step(self, statement, self._thread.submit(self._execute, statement, parameters))

    def run(self, statement: str, parameters: Sequence[Any] | None = None) -> Rows:
        """Run a statement to its end."""
        return self.start(statement, parameters).done()

    def begin(self, isolation: str = READ_COMMITTED) -> None:
        """Begin a transaction; from REPEATABLE READ on its snapshot is taken here."""
        self.run(f"BEGIN ISOLATION LEVEL {isolation}")
        self.run("SELECT pg_current_snapshot()")

    def commit(self) -> None:
        self.run("COMMIT")

    def rollback(self) -> None:
        self.run("ROLLBACK")

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """The session's server process stands still: what wakes it meanwhile finds what came after that as well."""
        os.kill(self.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.pid, signal.SIGCONT)

    def _execute(self, statement: str, parameters: Sequence[Any] | None) -> Rows:
        cursor = self._conn.execute(statement.encode(), parameters)
        return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        # a step that still waits would never let its thread end
        self.stage.observer.execute("SELECT pg_terminate_backend(%s)", [self.pid])
        self._thread.shutdown()
        self._conn.close()


class Stage:
    """Where the sessions of a test meet, and a session of its own that watches them."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self.observer = psycopg.connect(dsn, autocommit=True)
        self.sessions: list[Session] = []

    def session(self, dsn: str | None = None) -> Session:
        """A new session; `dsn` where it is another role's."""
        self.sessions.append(Session(self, dsn or self._dsn))
        return self.sessions[-1]

    def blockers(self, pid: int) -> list[int]:
        """The server processes that block `pid`, as the server says."""
        row = self.observer.execute("SELECT pg_blocking_pids(%s)", [pid]).fetchone()
        return row[0] if row else []


@contextmanager
def stage(dsn: str) -> Iterator[Stage]:
    """A stage; at the end all its sessions are ended, whatever they are doing."""
    made = Stage(dsn)
    try:
        yield made
    finally:
        for session in made.sessions:
            session.close()
        made.observer.close()
