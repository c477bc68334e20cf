"""Random writers as the legacy application has them, against any phase; what was acknowledged is counted.

    with running(dsn, seed=1) as work:
        ...                             # backfill, change the phase, ...
    print(work)                         # after the block: transactions, failures by code
    assert work.lost(conn) == []        # every acknowledged write is there

Documents come in four zones: *hot* ones are shared and only ever added to, so that counters prove that no increment is
lost; *spent* ones are counted in, too, and deleted by who says how much they have; *wild* ones are shared and replaced,
deleted and made again by everybody; every writer has *own* ones, whose last acknowledged state is known.
A transaction that fails with a code of `RETRIED` is tried again, three times at most.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from concurrency.legacy_writer import HOT, OWN_STEP, SPENT, WILD, LegacyWriter
from concurrency.scene import LEGACY, T, V, document
from concurrency.sessions import ISOLATIONS
from concurrency.writer import RETRIED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import psycopg
    from concurrency.writer import Writer

TABLE = f"""
{LEGACY};
ALTER TABLE {T} ADD updated_at timestamptz;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END $$;
CREATE TRIGGER updated_at BEFORE UPDATE ON {T} FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE INDEX ON {T} USING gin ({V});
"""
"""The legacy table, with a trigger and an index of the application's own."""


class Work:
    """What all writers have done; complete when they have stopped."""

    def __init__(self, writers: Sequence[Writer]) -> None:
        self.writers = writers
        self._start: dict[tuple[int, str], int] = {}

    def __str__(self) -> str:
        failures = ", ".join(f"{code} {count}" for code, count in sorted(self.failures.items()))
        return f"{self.transactions} transactions, {self.acknowledged} counted writes; failures: {failures or 'none'}"

    @property
    def transactions(self) -> int:
        """Acknowledged ones."""
        return sum(writer.transactions for writer in self.writers)

    @property
    def acknowledged(self) -> int:
        """Increments of counters that were acknowledged."""
        return sum(writer.done.counts.total() for writer in self.writers)

    @property
    def failures(self) -> Counter[str]:
        """Failed tries by SQLSTATE."""
        return sum((writer.failures for writer in self.writers), Counter())

    @property
    def writes(self) -> int:
        """Statements of acknowledged transactions that wrote at least one row."""
        return sum(writer.done.writes for writer in self.writers)

    @property
    def reasons(self) -> Counter[tuple[str, str]]:
        """Failed tries by SQLSTATE and message."""
        return sum((writer.reasons for writer in self.writers), Counter())

    def through_view(self, view: bool) -> None:
        """From now on, whatever is under way, statements are those that a view takes; or all again."""
        for writer in self.writers:
            writer.through_view = view
        begun = [writer.begun for writer in self.writers]
        for writer, before in zip(self.writers, begun, strict=True):
            while writer.begun == before and not writer.ended:
                time.sleep(0.001)

    @property
    def unexpected(self) -> set[str]:
        """Codes of failures that no client would have tried again."""
        return set(self.failures) - set(RETRIED)

    def note_start(self, conn: psycopg.Connection) -> None:
        self._start = _counters(conn)

    def lost(self, conn: psycopg.Connection) -> list[str]:
        """Acknowledged writes that are not in the legacy table, in words."""
        counted = sum((writer.done.counts for writer in self.writers), Counter())
        spent = sum((writer.done.spent for writer in self.writers), Counter())
        found = []
        for place, count in _counters(conn).items():
            expected = self._start[place] + counted[place] - (spent[place[0]] if place[0] in SPENT else 0)
            if count != expected:
                found.append(f"counter {place}: {count}, acknowledged {expected}")
        marks = {key: mark for writer in self.writers for key, mark in writer.done.marks.items()}
        rows = conn.execute(f"SELECT id, {V} ->> 'title' FROM {T} WHERE id >= {OWN_STEP}".encode()).fetchall()
        own = {key: mark for key, mark in marks.items() if mark is not None}
        found += [f"own documents differ: {set(rows) ^ set(own.items())}"] if dict(rows) != own else []
        return found


def _counters(conn: psycopg.Connection) -> dict[tuple[int, str], int]:
    columns = f"({V} ->> 'rev')::int, ({V} #>> '{{fields,k,x}}')::int"
    query = f"SELECT id, {columns} FROM {T} WHERE id BETWEEN {HOT[0]} AND {HOT[-1]}"
    found: dict[tuple[int, str], int] = {(key, "rev"): 0 for key in SPENT}
    for key, rev, x in conn.execute(query.encode()).fetchall():
        found |= {(key, "rev"): rev, (key, "x"): x}
    spent = f"SELECT id, ({V} ->> 'rev')::int FROM {T} WHERE id BETWEEN {SPENT[0]} AND {SPENT[-1]}"
    for key, rev in conn.execute(spent.encode()).fetchall():
        found[key, "rev"] = rev
    return found


def fill(conn: psycopg.Connection) -> None:
    """All documents but those of one writer, as they are before anybody follows them; the table is empty."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.executemany(
            f"INSERT INTO {T} (id, {V}) VALUES (%s, %s)".encode(),
            [(number, document(number)) for number in [*HOT, *WILD, *SPENT]],
        )


@contextmanager
def running(
    dsn: str,
    *,
    seed: int,
    writers: int = 4,
    isolations: tuple[str, ...] = ISOLATIONS,
    admin: psycopg.Connection,
    make: Callable[[str, int, int, tuple[str, ...]], Writer] = LegacyWriter,
    through_view: bool = False,
) -> Iterator[Work]:
    """Writers that run until the block ends. `admin` reads the counters before they begin.

    Raises:
        psycopg.Error: a writer lost its connection.
    """
    made = [make(dsn, seed, number, isolations) for number in range(writers)]
    work, stop = Work(made), threading.Event()
    for writer in made:
        writer.through_view = through_view
    work.note_start(admin)
    threads = [threading.Thread(target=writer.run, args=(stop,)) for writer in made]
    for thread in threads:
        thread.start()
    try:
        yield work
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    for writer in made:
        if writer.gone:
            raise writer.gone
