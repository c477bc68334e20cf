"""Writers that count on both sides: every acknowledged increment has to be in the payload and in the rows.

Thirty hot documents with counters in the root, in a map's entries and in elements of an array.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import psycopg
from concurrency.mirrored import KEY
from concurrency.scene import T, V

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOT = range(1, 31)
ENTRIES = ("a", "b", "c")
PARTS = ("p", "q")
RETRIED = {"40001", "40P01"}


def document() -> str:
    """All counters at 0."""
    parts = [{"id": one, "n": "0"} for one in PARTS]
    lines = [{"words": "w", "input": {"by": 0}, "parts": parts}, {"words": "last"}]
    return json.dumps({"title": "t", "rev": 0, "lines": lines, "fields": {one: {"x": 0} for one in ENTRIES}})


def fill(conn: psycopg.Connection) -> None:
    """The hot documents in the legacy table and nothing else, before anybody follows them."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"TRUNCATE {T}".encode())
        cursor.executemany(f"INSERT INTO {T} (id, {V}) VALUES (%s, %s)".encode(), [(key, document()) for key in HOT])


PAYLOAD = f"""
    SELECT sum(({V} ->> 'rev')::int
        + (SELECT sum((entry.value ->> 'x')::int) FROM jsonb_each({V} -> 'fields') AS entry)
        + ({V} #>> '{{lines,0,input,by}}')::int
        + (SELECT sum((part ->> 'n')::int) FROM jsonb_array_elements({V} #> '{{lines,0,parts}}') AS part))
    FROM {T}
"""
ROWS = """
    SELECT (SELECT sum(rev) FROM "Notebook"."Note") + (SELECT sum(x) FROM "Notebook".field)
        + (SELECT sum(by) FROM "Notebook".line_input) + (SELECT sum(n) FROM "Notebook".part)
"""


def totals(conn: psycopg.Connection) -> tuple[int, int]:
    """The sum of all counters in the payloads and in the rows."""
    found = [conn.execute(query.encode()).fetchone() for query in (PAYLOAD, ROWS)]
    payload, rows = (int((row or (0,))[0] or 0) for row in found)
    return payload, rows


def _set(path: str, wire: str = "") -> str:
    counted = f"({V} #>> '{{{path}}}')::int + 1"
    return f"UPDATE {T} SET {V} = jsonb_set({V}, '{{{path}}}', to_jsonb(({counted}){wire})) WHERE id = %(id)s"


LEGACY = [
    (_set("rev"), 1),
    *((_set(f"fields,{one},x"), 1) for one in ENTRIES),
    *((_set(f"lines,0,parts,{place},n", "::text"), 1) for place in range(len(PARTS))),
    (_set("lines,0,input,by"), 1),
]
NEW = [
    ('UPDATE "Notebook"."Note" SET rev = rev + 1 WHERE id = %(id)s', 1),
    *((f"UPDATE \"Notebook\".field SET x = x + 1 WHERE id = %(id)s AND {KEY} = '{one}'", 1) for one in ENTRIES),
    *((f"UPDATE \"Notebook\".part SET n = n + 1 WHERE id = %(id)s AND part_id = '{one}'", 1) for one in PARTS),
    ('UPDATE "Notebook".line_input SET by = by + 1 WHERE id = %(id)s', 1),
    ('UPDATE "Notebook".field SET x = x + 1 WHERE id = %(id)s', len(ENTRIES)),
    (
        """WITH one AS (UPDATE "Notebook".part SET n = n + 1 WHERE id = %(id)s)
        UPDATE "Notebook"."Note" SET rev = rev + 1 WHERE id = %(id)s""",
        len(PARTS) + 1,
    ),
]


@dataclass
class Count:
    """What one writer has done: acknowledged increments and transactions, failures by SQLSTATE, seconds of each try."""

    acknowledged: int = 0
    transactions: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    gone: BaseException | None = None

    def __add__(self, other: Count) -> Count:
        return Count(
            self.acknowledged + other.acknowledged,
            self.transactions + other.transactions,
            self.failures + other.failures,
            self.seconds + other.seconds,
        )

    def __str__(self) -> str:
        taken = sorted(self.seconds) or [0.0]
        p99 = taken[int(len(taken) * 0.99)]
        return (
            f"{self.acknowledged} acknowledged increments in {self.transactions} transactions,"
            f" failures {dict(self.failures)}, 99 % within {p99 * 1e3:.0f} ms, slowest {taken[-1] * 1e3:.0f} ms"
        )


class _Writer:
    def __init__(self, dsn: str, seed: str, isolation: str, *, single: bool) -> None:
        self.count, self._single = Count(), single
        self._rng, self._isolation = Random(seed), isolation
        self._conn = psycopg.connect(dsn, autocommit=True)

    def run(self, stop: threading.Event) -> None:
        try:
            while not stop.is_set():
                self._transaction()
        except BaseException as error:  # noqa: BLE001 - told by the thread that waits
            self.count.gone = error
        finally:
            self._conn.close()

    def _transaction(self) -> None:
        start = time.monotonic()
        try:
            counted = self._attempt()
        except psycopg.Error as error:
            if error.sqlstate is None:
                raise
            self._conn.execute("ROLLBACK")
            self.count.failures[error.sqlstate] += 1
        else:
            self.count.acknowledged += counted
            self.count.transactions += 1
        self.count.seconds.append(time.monotonic() - start)

    def _attempt(self) -> int:
        rng, counted = self._rng, 0
        self._conn.execute(f"BEGIN ISOLATION LEVEL {self._isolation}".encode())
        # documents in the order of their keys, as two writers of one side would have to do anyway
        for key in sorted(rng.sample(HOT, 1 if self._single else rng.choice((1, 1, 1, 2)))):
            for _ in range(1 if self._single else rng.choice((1, 1, 2))):
                statement, count = rng.choice(LEGACY if rng.random() < 0.5 else NEW)
                self._conn.execute(statement.encode(), {"id": key})
                counted += count
        if rng.random() < 0.1:
            self._conn.execute("SELECT pg_sleep(0.001)")
        self._conn.execute("COMMIT")
        return counted


@contextmanager
def counting(
    dsn: str, *, seed: int, isolation: str, single: bool = False, writers: int = 6
) -> Iterator[Callable[[], Count]]:
    """Writers that run until the block ends; what it gives tells what all have done.

    `single`: every transaction writes one document with one statement.

    Raises:
        psycopg.Error: a writer lost its connection.
    """
    made = [_Writer(dsn, f"{seed} {number}", isolation, single=single) for number in range(writers)]
    stop = threading.Event()
    threads = [threading.Thread(target=writer.run, args=(stop,)) for writer in made]
    for thread in threads:
        thread.start()
    try:
        yield lambda: sum((writer.count for writer in made), Count())
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    for writer in made:
        if writer.count.gone:
            raise writer.count.gone
