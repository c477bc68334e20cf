"""A writer in a process of its own: `python -m bench.writer DSN STATEMENT HIGHEST`, until its input is closed.

It writes without a pause and takes a transaction that is to be run again (40001, 40P01) as part of the same write, as
the application does. At the end it prints begin and end of every write, in seconds of the system's monotonic clock,
and how often each other error occurred, after which it wrote again as well.
"""

from __future__ import annotations

import json
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import errors

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_TRIES = 1_000
AGAIN = (errors.SerializationFailure, errors.DeadlockDetected)


@dataclass(frozen=True)
class Written:
    """Begin and end of every write, and SQLSTATEs of errors that a client does not expect, with their number."""

    spans: list[tuple[float, float]]
    failures: dict[str, int]

    def milliseconds(self, start: float, end: float) -> list[float]:
        """How long those writes took that were under way at some time between `start` and `end`."""
        return [(after - before) * 1000 for before, after in self.spans if after >= start and before <= end]


@dataclass
class Writer:
    """The process, from the side of the benchmark."""

    dsn: str
    statement: str
    highest: int
    _process: subprocess.Popen[str] | None = field(default=None, init=False)

    def start(self) -> None:
        """Returns once it writes."""
        command = [sys.executable, "-m", "bench.writer", self.dsn, self.statement, str(self.highest)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent
        )
        if self._process.stdout is None or self._process.stdout.readline() != "writing\n":
            raise AssertionError("the writer did not start")

    def pause(self) -> None:
        """It stands still; the server ends the write that is under way."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """It writes again; the write that was under way counts the pause."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def stop(self) -> Written:
        """What it has written since it started."""
        if self._process is None:
            return Written([], {})
        found, _ = self._process.communicate()
        if self._process.returncode:
            raise AssertionError(f"the writer ended with {self._process.returncode}")
        read = json.loads(found)
        return Written([(before, after) for before, after in read["spans"]], read["failures"])


def together(written: Iterable[Written]) -> Written:
    """All that several writers wrote."""
    all_of_them = list(written)
    failures: Counter[str] = Counter()
    for one in all_of_them:
        failures.update(one.failures)
    return Written([span for one in all_of_them for span in one.spans], dict(failures))


def main(dsn: str, statement: str, highest: str) -> None:
    """The process itself."""
    spans: list[tuple[float, float]] = []
    failures: Counter[str] = Counter()
    with psycopg.connect(dsn, autocommit=True, prepare_threshold=0) as conn:
        conn.execute("SET synchronous_commit = off")
        _write(conn, statement.encode(), int(highest), failures)
        print("writing", flush=True)
        while not select.select([sys.stdin], [], [], 0)[0]:
            before = time.monotonic()
            _write(conn, statement.encode(), int(highest), failures)
            spans.append((before, time.monotonic()))
    print(json.dumps({"spans": spans, "failures": failures}))


def _write(conn: psycopg.Connection, statement: bytes, highest: int, failures: Counter[str]) -> None:
    """One write, tried until it is done."""
    chosen = random.randint(1, highest)
    for _ in range(MOST_TRIES):
        try:
            conn.execute(statement, {"id": chosen})
        except AGAIN:
            continue
        except psycopg.errors.Error as error:
            failures[error.sqlstate or ""] += 1
        else:
            return
    raise AssertionError(f"a write was not done in {MOST_TRIES} tries; errors until now: {dict(failures)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
