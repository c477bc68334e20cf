"""Random writers that write to the new tables as well, whether these are open or not; counted and marked as the others.

A write to a table that is closed or not there is refused; that is no failure, and is counted apart.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from concurrency.legacy_writer import HOT, OWN_STEP, LegacyWriter
from concurrency.mirrored import KEY
from concurrency.scene import T

if TYPE_CHECKING:
    from random import Random

    import psycopg
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
    """Half of its statements go to the new tables: documents in which they can be nothing but right."""

    def __init__(self, dsn: str, seed: int, number: int, isolations: tuple[str, ...]) -> None:
        super().__init__(dsn, seed, number, isolations)
        self._statements += [(10, self._count_new), (10, self._add_new), (10, self._own_new)]

    def _count_new(self, rng: Random, effects: Effects) -> None:
        which, key = rng.choice(("rev", "x")), rng.choice(HOT)
        statement = {
            "rev": 'UPDATE "Notebook"."Note" SET rev = rev + 1 WHERE id = %(id)s',
            "x": f"UPDATE \"Notebook\".field SET x = x + 1 WHERE id = %(id)s AND {KEY} = 'k'",
        }[which]
        effects.counts[key, which] += self._run(statement, id=key).rowcount

    def _add_new(self, rng: Random, _: Effects) -> None:
        self._run(rng.choice(ADD), id=rng.choice(HOT), word=str(rng.random()), n=rng.randrange(100))

    def _own_new(self, rng: Random, effects: Effects) -> None:
        key, mark = rng.choice(self._own), str(rng.random())
        match rng.randrange(3):
            case 0:
                self._run(f"DELETE FROM {T} WHERE id = %(id)s", id=key)
                self._run('INSERT INTO "Notebook"."Note" (id, title) VALUES (%(id)s, %(mark)s)', id=key, mark=mark)
                effects.marks[key] = mark
            case 1:
                statement = 'UPDATE "Notebook"."Note" SET title = %(mark)s WHERE id = %(id)s'
                if self._run(statement, id=key, mark=mark).rowcount:
                    effects.marks[key] = mark
            case _:
                moved = key + OWN_STEP // 2
                for one in (key, moved):
                    if self._run('DELETE FROM "Notebook"."Note" WHERE id = %(id)s', id=one).rowcount:
                        effects.marks[one] = None


ADD = [
    'UPDATE "Notebook"."Note" SET title = %(word)s WHERE id = %(id)s',
    'UPDATE "Notebook".line SET words = %(word)s WHERE id = %(id)s AND line_ordinal = 1',
    'UPDATE "Notebook".component SET kind = %(word)s WHERE id = %(id)s',
    f"""INSERT INTO "Notebook".field (id, {KEY}, x) VALUES (%(id)s, 'new', %(n)s)
    ON CONFLICT (id, {KEY}) DO UPDATE SET x = excluded.x""",
    f"DELETE FROM \"Notebook\".field WHERE id = %(id)s AND {KEY} = 'new'",
    """WITH one AS (UPDATE "Notebook"."Note" SET title = %(word)s WHERE id = %(id)s)
    UPDATE "Notebook".line SET words = %(word)s WHERE id = %(id)s AND line_ordinal = 1""",
    """UPDATE "Notebook".part SET n = %(n)s WHERE id = %(id)s AND line_ordinal = 1 AND part_id = 'a'""",
]


def mixed(dsn: str, seed: int, number: int, isolations: tuple[str, ...]) -> Timed:
    """Every second writer writes to both sides."""
    return (BothSides if number % 2 else Timed)(dsn, seed, number, isolations)


def refused(work: Work) -> Counter[str]:
    """Writes to closed tables, in words."""
    return Counter({words: work.failures[code] for code, words in CLOSED.items() if work.failures[code]})


def longest(work: Work, since: float, until: float) -> float:
    """Seconds of the slowest statement that was under way between two times."""
    slow = [one for writer in work.writers if isinstance(writer, Timed) for one in list(writer.slow)]
    return max((seconds for start, seconds in slow if start < until and start + seconds > since), default=0.0)
