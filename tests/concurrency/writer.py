"""One connection that runs random transactions: isolation levels, savepoints, aborts, tries; what came of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

RETRIED = ("40001", "40P01", "55P03")
TRIES = 4
Kind = tuple[int, "Callable[[Random, Effects], None]"]
"""A kind of statement, and how often it is chosen."""


@dataclass
class Effects:
    """What a transaction will have done once its COMMIT is acknowledged.

    `writes` are the statements that wrote at least a row, `spent` what counters had that went with their documents.
    """

    counts: Counter[tuple[int, str]] = field(default_factory=Counter)
    marks: dict[int, str | None] = field(default_factory=dict)
    spent: Counter[int] = field(default_factory=Counter)
    writes: int = 0

    def add(self, other: Effects) -> None:
        self.counts.update(other.counts)
        self.marks.update(other.marks)
        self.spent.update(other.spent)
        self.writes += other.writes


class Writer:
    """Runs random transactions until it is stopped; its subclasses say of which kinds of statements.

    `through_view`: the legacy table may be a view, so statements that a view does not take are left out; a transaction
    that has begun goes on as it began. `begun` counts transactions. `lengths` are numbers of statements in one.
    """

    lengths: tuple[int, ...] = (1, 1, 1, 2, 4)

    def __init__(self, dsn: str, seed: int, number: int, isolations: tuple[str, ...]) -> None:
        self.rng = Random(f"{seed} {number}")
        self.number, self.isolations = number, isolations
        self.done, self.failures, self.transactions = Effects(), Counter[str](), 0
        self.reasons = Counter[tuple[str, str]]()
        self.gone: BaseException | None = None
        self.through_view, self.begun, self.ended = False, 0, False
        self._view = False
        self._part = Effects()
        self._conn = psycopg.connect(dsn, autocommit=True, prepare_threshold=None)
        self._statements: list[Kind] = []

    def run(self, stop: threading.Event) -> None:
        try:
            while not stop.is_set():
                self._transaction(self.rng.random())
        except BaseException as error:  # noqa: BLE001 - told by the thread that waits
            self.gone = error
        finally:
            self.ended = True
            self._conn.close()

    def _transaction(self, seed: float) -> None:
        for _ in range(TRIES):
            try:
                effects = self._attempt(Random(seed))
            except psycopg.Error as error:
                if error.sqlstate is None:
                    raise
                self._conn.execute("ROLLBACK")
                self.note_failure(error)
                if error.sqlstate not in RETRIED:
                    return
            else:
                self.done.add(effects)
                return

    def only(self, *names: str) -> None:
        """Of all kinds of statements keep these."""
        self._statements = [(weight, kind) for weight, kind in self._statements if kind.__name__ in names]
        assert self._statements

    def note_failure(self, error: psycopg.Error) -> None:
        self.failures[error.sqlstate or ""] += 1
        self.reasons[error.sqlstate or "", error.diag.message_primary or ""] += 1

    def _attempt(self, rng: Random) -> Effects:
        self._view, effects = self.through_view, Effects()
        self.begun += 1
        self._conn.execute(f"BEGIN ISOLATION LEVEL {rng.choice(self.isolations)}".encode())
        for _ in range(rng.choice(self.lengths)):
            self._part = Effects()
            if self._savepoint(rng):
                effects.add(self._part)
        if rng.random() < 0.08:
            self._conn.execute("ROLLBACK")
            return Effects()
        self._conn.execute("COMMIT")
        self.transactions += 1
        return effects

    def _savepoint(self, rng: Random) -> bool:
        """One statement, now and then in a savepoint; whether it stays."""
        weights, statements = zip(*self._statements, strict=True)
        saved = rng.random() < 0.2
        if saved:
            self._conn.execute("SAVEPOINT part")
        rng.choices(statements, weights)[0](rng, self._part)
        if rng.random() < 0.1:
            self._conn.execute("SELECT pg_sleep(0.003)")
        if saved and rng.random() < 0.5:
            self._conn.execute("ROLLBACK TO part")
            return False
        return True

    def _run(self, statement: str, **parameters: Any) -> psycopg.Cursor[Any]:
        cursor = self._conn.execute(statement.encode(), parameters)
        self._part.writes += cursor.rowcount > 0 and not (cursor.statusmessage or "").startswith("SELECT")
        return cursor
