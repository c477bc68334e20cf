"""Random writers that write to the new tables as well, whether these are open or not; counted and marked as the others.

A write to a table that is closed or not there is refused; that is no failure, and is counted apart.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from concurrency.legacy_writer import HOT, OWN_STEP, SPENT, LegacyWriter
from concurrency.scene import T
from concurrency.spec_versions import FIRST_VERSION, NOTE

if TYPE_CHECKING:
    from random import Random

    import psycopg
    from concurrency.spec_versions import Version
    from concurrency.workload import Work
    from concurrency.writer import Effects

CLOSED = {"55000": "closed", "42P01": "no such table"}
"""What a write to a new table is refused with in the phases before `mirrored`."""


class Timed(LegacyWriter):
    """A writer that knows how long its statements took: when each of the slow ones began, and its seconds."""

    SLOW_S = 0.02

    def __init__(self, dsn: str, seed: int, number: int, isolations: tuple[str, ...]) -> None:
        super().__init__(dsn, seed, number, isolations)
        self.statements = 0
        self.slow: list[tuple[float, float]] = []

    def _run(self, statement: str, **parameters: Any) -> psycopg.Cursor[Any]:
        start = time.monotonic()
        try:
            return super()._run(statement, **parameters)
        finally:
            self.statements += 1
            if (seconds := time.monotonic() - start) > self.SLOW_S:
                self.slow.append((start, seconds))


class BothSides(Timed):
    """Half of its statements go to the new tables: documents in which they can be nothing but right.

    `version` is the version of the spec that it takes to be in force; now and then it takes another one.
    """

    OTHER_VERSION = 0.05

    def __init__(self, dsn: str, seed: int, number: int, isolations: tuple[str, ...]) -> None:
        super().__init__(dsn, seed, number, isolations)
        self.version = FIRST_VERSION
        self.versions: tuple[Version, ...] = (FIRST_VERSION,)
        self._statements += [(10, self._count_new), (3, self._spend_new), (10, self._add_new), (10, self._own_new)]

    def _spoken(self, rng: Random) -> Version:
        return rng.choice(self.versions) if rng.random() < self.OTHER_VERSION else self.version

    def _count_new(self, rng: Random, effects: Effects) -> None:
        (which, statement), key = rng.choice(self._spoken(rng).count), rng.choice(HOT)
        effects.counts[key, which] += self._run(statement, id=key).rowcount

    def _spend_new(self, rng: Random, effects: Effects) -> None:
        statement, key = dict(self._spoken(rng).count)["rev"], rng.choice(SPENT)
        effects.counts[key, "rev"] += self._run(statement, id=key).rowcount

    def _add_new(self, rng: Random, _: Effects) -> None:
        statement, word = rng.choice(self._spoken(rng).add), str(rng.random())
        self._run(statement, id=rng.choice(HOT), word=word, also=word, n=rng.randrange(100))

    def _own_new(self, rng: Random, effects: Effects) -> None:
        key, mark, title = rng.choice(self._own), str(rng.random()), self._spoken(rng).title
        match rng.randrange(3):
            case 0:
                self._run(f"DELETE FROM {T} WHERE id = %(id)s", id=key)
                self._run(f"INSERT INTO {NOTE} (id, {title}) VALUES (%(id)s, %(mark)s)", id=key, mark=mark)
                effects.marks[key] = mark
            case 1:
                statement = f"UPDATE {NOTE} SET {title} = %(mark)s WHERE id = %(id)s"
                if self._run(statement, id=key, mark=mark).rowcount:
                    effects.marks[key] = mark
            case _:
                moved = key + OWN_STEP // 2
                for one in (key, moved):
                    if self._run(f"DELETE FROM {NOTE} WHERE id = %(id)s", id=one).rowcount:
                        effects.marks[one] = None


def versed(work: Work, version: Version, versions: tuple[Version, ...]) -> None:
    """Tell the writers which version is in force, of which there are."""
    for writer in work.writers:
        if isinstance(writer, BothSides):
            writer.version, writer.versions = version, versions


def mixed(dsn: str, seed: int, number: int, isolations: tuple[str, ...]) -> Timed:
    """Every second writer writes to both sides."""
    return (BothSides if number % 2 else Timed)(dsn, seed, number, isolations)


def alone(dsn: str, seed: int, number: int, isolations: tuple[str, ...]) -> Timed:
    """As `mixed`, but each transaction is one statement about one document."""
    writer = mixed(dsn, seed, number, isolations)
    writer.lengths = (1,)
    writer.only("_count", "_add", "_replace", "_read", "_count_new", "_add_new")
    return writer


def spending(dsn: str, seed: int, number: int, isolations: tuple[str, ...]) -> Timed:
    """Counts on both sides in documents that others delete, one in each transaction."""
    writer = BothSides(dsn, seed, number, isolations)
    writer.lengths = (1,)
    writer.only("_spend", "_spend_new")
    return writer


def refused(work: Work) -> Counter[str]:
    """Writes to closed tables, in words."""
    return Counter({words: work.failures[code] for code, words in CLOSED.items() if work.failures[code]})


def longest(work: Work, since: float, until: float) -> float:
    """Seconds of the slowest statement that was under way between two times."""
    slow = [one for writer in work.writers if isinstance(writer, Timed) for one in list(writer.slow)]
    return max((seconds for start, seconds in slow if start < until and start + seconds > since), default=0.0)
