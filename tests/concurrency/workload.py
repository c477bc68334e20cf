"""Random writers as the legacy application has them, against any phase; what was acknowledged is counted.

    with running(dsn, seed=1) as work:
        ...                             # backfill, change the phase, ...
    print(work)                         # after the block: transactions, failures by code
    assert work.lost(conn) == []        # every acknowledged write is there

Documents come in three zones: *hot* ones are shared and only ever added to, so that counters prove that no increment is
lost; *wild* ones are shared and replaced, deleted and made again by everybody; every writer has *own* ones, whose last
acknowledged state is known. A transaction that fails with a code of `RETRIED` is tried again, three times at most.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg
from concurrency.scene import LEGACY, T, V, document
from concurrency.sessions import ISOLATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TABLE = f"""
{LEGACY};
ALTER TABLE {T} ADD updated_at timestamptz;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END $$;
CREATE TRIGGER updated_at BEFORE UPDATE ON {T} FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE INDEX ON {T} USING gin ({V});
"""
"""The legacy table, with a trigger and an index of the application's own."""

RETRIED = ("40001", "40P01", "55P03")
HOT = range(1, 21)
WILD = range(21, 201)
OWN_KEYS, OWN_STEP = 30, 10_000
TRIES = 4

COUNT = {
    "rev": f"jsonb_set({V}, '{{rev}}', to_jsonb(({V} ->> 'rev')::int + 1))",
    "x": f"jsonb_set({V}, '{{fields,k,x}}', to_jsonb(({V} #>> '{{fields,k,x}}')::int + 1))",
}
ADD = [
    f"jsonb_set({V}, '{{title}}', to_jsonb(%(word)s::text))",
    f"jsonb_set({V}, '{{lines,0,words}}', to_jsonb(%(word)s::text))",
    f"jsonb_set({V}, '{{components,0,components,0,kind}}', to_jsonb(%(word)s::text))",
    f"{V} || jsonb_build_object('note', %(word)s::text)",
    f"{V} - 'note'",
    f"{V} #- '{{lines,2}}'",
]
READS = [
    f"SELECT * FROM {T} WHERE id = %(id)s",
    f"SELECT id, {V} ->> 'title' FROM {T} WHERE status = 'open' ORDER BY {V} ->> 'title' LIMIT 10 OFFSET 5",
    f"SELECT id FROM {T} WHERE {V} ->> 'title' = %(word)s",
    f"""SELECT count(*) FROM {T} WHERE {V} @> '{{"rev": 1}}'""",
    f"SELECT count(*) FROM {T} WHERE {V} #>> '{{fields,k,x}}' = '3'",
    f"SELECT count(*) FROM {T} WHERE jsonb_path_exists({V}, '$.lines[*].input')",
]


@dataclass
class Effects:
    """What a transaction will have done once its COMMIT is acknowledged."""

    counts: Counter[tuple[int, str]] = field(default_factory=Counter)
    marks: dict[int, str | None] = field(default_factory=dict)

    def add(self, other: Effects) -> None:
        self.counts.update(other.counts)
        self.marks.update(other.marks)


class Writer:
    """One connection that runs random transactions until it is stopped."""

    def __init__(self, dsn: str, seed: int, number: int, isolations: tuple[str, ...]) -> None:
        self.rng = Random(f"{seed} {number}")
        self.number, self.isolations = number, isolations
        self.done, self.failures, self.transactions = Effects(), Counter[str](), 0
        self.gone: BaseException | None = None
        self._conn = psycopg.connect(dsn, autocommit=True, prepare_threshold=None)
        self._own = range(OWN_STEP * (number + 1), OWN_STEP * (number + 1) + OWN_KEYS)
        self._statements: list[tuple[int, Callable[[Random, Effects], None]]] = [
            (6, self._count),
            (3, self._read_and_write),
            (5, self._add),
            (2, self._bulk),
            (3, self._replace),
            (3, self._upsert),
            (3, self._delete),
            (6, self._own_document),
            (1, self._copy),
            (3, self._read),
        ]

    def run(self, stop: threading.Event) -> None:
        try:
            while not stop.is_set():
                self._transaction(self.rng.random())
        except BaseException as error:  # noqa: BLE001 - told by the thread that waits
            self.gone = error
        finally:
            self._conn.close()

    def _transaction(self, seed: float) -> None:
        for _ in range(TRIES):
            try:
                effects = self._attempt(Random(seed))
            except psycopg.Error as error:
                if error.sqlstate is None:
                    raise
                self._conn.execute("ROLLBACK")
                self.failures[error.sqlstate] += 1
                if error.sqlstate not in RETRIED:
                    return
            else:
                self.done.add(effects)
                return

    def _attempt(self, rng: Random) -> Effects:
        effects = Effects()
        self._conn.execute(f"BEGIN ISOLATION LEVEL {rng.choice(self.isolations)}".encode())
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            part = Effects()
            weights, statements = zip(*self._statements, strict=True)
            saved = rng.random() < 0.2
            if saved:
                self._conn.execute("SAVEPOINT part")
            rng.choices(statements, weights)[0](rng, part)
            if rng.random() < 0.1:
                self._conn.execute("SELECT pg_sleep(0.003)")
            if saved and rng.random() < 0.5:
                self._conn.execute("ROLLBACK TO part")
            else:
                effects.add(part)
        if rng.random() < 0.08:
            self._conn.execute("ROLLBACK")
            return Effects()
        self._conn.execute("COMMIT")
        self.transactions += 1
        return effects

    def _run(self, statement: str, **parameters: Any) -> psycopg.Cursor[Any]:
        return self._conn.execute(statement.encode(), parameters)

    # -- hot documents: whatever happens, the counters grow --------------------------------------------------------

    def _count(self, rng: Random, effects: Effects) -> None:
        which, key = rng.choice(list(COUNT)), rng.choice(HOT)
        self._run(f"UPDATE {T} SET {V} = {COUNT[which]} WHERE id = %(id)s", id=key)
        effects.counts[key, which] += 1

    def _read_and_write(self, rng: Random, effects: Effects) -> None:
        key = rng.choice(HOT)
        row = self._run(f"SELECT {V} FROM {T} WHERE id = %(id)s FOR UPDATE", id=key).fetchone()
        assert row
        found = {**row[0], "rev": row[0]["rev"] + 1}
        self._run(f"UPDATE {T} SET {V} = %(value)s WHERE id = %(id)s", id=key, value=json.dumps(found))
        effects.counts[key, "rev"] += 1

    def _add(self, rng: Random, _: Effects) -> None:
        key, word = rng.choice(HOT if rng.random() < 0.5 else WILD), str(rng.random())
        change = rng.choice(ADD)
        guard = f"jsonb_typeof({V}) = 'object'"
        self._run(f"UPDATE {T} SET {V} = {change} WHERE id = %(id)s AND {guard}", id=key, word=word)

    def _bulk(self, rng: Random, _: Effects) -> None:
        keys = rng.sample([*HOT, *WILD], 8)
        records = json.dumps([{"id": key, "patch": {"note": rng.random()}} for key in keys])
        self._run(
            f"""UPDATE {T} AS old SET {V} = {V} || new.patch FROM jsonb_to_recordset(%(records)s)
            AS new (id bigint, patch jsonb) WHERE old.id = new.id AND jsonb_typeof({V}) = 'object'""",
            records=records,
        )

    # -- wild documents ------------------------------------------------------------------------------------------------

    def _replace(self, rng: Random, _: Effects) -> None:
        self._run(f"UPDATE {T} SET {V} = %(value)s WHERE id = %(id)s", id=rng.choice(WILD), value=_any_document(rng))

    def _upsert(self, rng: Random, _: Effects) -> None:
        action = rng.choice(["NOTHING", f"UPDATE SET {V} = excluded.{V}", "UPDATE SET status = 'again'"])
        self._run(
            f"INSERT INTO {T} (id, {V}) VALUES (%(id)s, %(value)s) ON CONFLICT (id) DO {action}",
            id=rng.choice(WILD),
            value=_any_document(rng),
        )

    def _delete(self, rng: Random, _: Effects) -> None:
        key = rng.choice(WILD)
        if rng.random() < 0.3:
            self._run(f"UPDATE {T} SET status = 'deleted', {V} = {V} || '{{}}' WHERE id = %(id)s", id=key)
        elif rng.random() < 0.3:
            self._run(f"SELECT FROM {T} WHERE id = %(id)s FOR UPDATE", id=key)
        self._run(f"DELETE FROM {T} WHERE id = %(id)s", id=key)

    def _read(self, rng: Random, _: Effects) -> None:
        self._run(rng.choice(READS), id=rng.choice(WILD), word="t25").fetchall()

    # -- own documents: the last acknowledged state is known -------------------------------------------------------

    def _own_document(self, rng: Random, effects: Effects) -> None:
        key, mark = rng.choice(self._own), str(rng.random())
        moved = key + OWN_STEP // 2
        value = document(key, title=mark)
        match rng.randrange(6):
            case 0:
                self._run(f"DELETE FROM {T} WHERE id IN (%(id)s, %(moved)s)", id=key, moved=moved)
                effects.marks |= {key: None, moved: None}
            case 1:
                self._run(f"DELETE FROM {T} WHERE id = %(id)s", id=key)
                row = self._run(
                    f"INSERT INTO {T} (id, {V}) VALUES (%(id)s, %(value)s) RETURNING *", id=key, value=value
                ).fetchone()
                assert row
                effects.marks[key] = mark
            case 2:
                self._run(
                    f"""MERGE INTO {T} AS old USING (VALUES (%(id)s::bigint, %(value)s::jsonb)) AS new (id, value)
                    ON old.id = new.id WHEN MATCHED THEN UPDATE SET {V} = new.value
                    WHEN NOT MATCHED THEN INSERT (id, {V}) VALUES (new.id, new.value)""",
                    id=key,
                    value=value,
                )
                effects.marks[key] = mark
            case 3:
                self._upsert_own(key, value)
                self._run(f"DELETE FROM {T} WHERE id = %(moved)s", moved=moved)
                self._run(f"UPDATE {T} SET id = %(moved)s WHERE id = %(id)s", id=key, moved=moved)
                effects.marks |= {key: None, moved: mark}
            case _:
                self._upsert_own(key, value)
                effects.marks[key] = mark

    def _upsert_own(self, key: int, value: str) -> None:
        self._run(
            f"INSERT INTO {T} (id, {V}) VALUES (%(id)s, %(value)s) ON CONFLICT (id) DO UPDATE SET {V} = excluded.{V}",
            id=key,
            value=value,
        )

    def _copy(self, rng: Random, effects: Effects) -> None:
        keys = rng.sample(self._own, 4)
        self._run(f"DELETE FROM {T} WHERE id = ANY(%(keys)s)", keys=keys)
        with self._conn.cursor() as cursor:
            with cursor.copy(f"COPY {T} (id, {V}) FROM STDIN".encode()) as target:
                for key in keys:
                    effects.marks[key] = str(rng.random())
                    target.write_row((key, document(key, title=effects.marks[key])))
            with cursor.copy(f"COPY (SELECT id, {V} FROM {T} WHERE id < 50) TO STDOUT".encode()) as source:
                for _ in source:
                    pass


def _any_document(rng: Random) -> str | None:
    if rng.random() < 0.15:
        return rng.choice(
            [None, "null", "[]", "{}", '"x"', "7", '{"lines": {}, "fields": [], "components": [1, null]}']
        )
    return document(rng.randrange(1000), title=str(rng.random()), fields={"k": {"x": rng.randrange(9)}})


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
    def unexpected(self) -> set[str]:
        """Codes of failures that no client would have tried again."""
        return set(self.failures) - set(RETRIED)

    def note_start(self, conn: psycopg.Connection) -> None:
        self._start = _counters(conn)

    def lost(self, conn: psycopg.Connection) -> list[str]:
        """Acknowledged writes that are not in the legacy table, in words."""
        counted = sum((writer.done.counts for writer in self.writers), Counter())
        found = []
        for place, count in _counters(conn).items():
            if count != self._start[place] + counted[place]:
                found.append(f"counter {place}: {count}, acknowledged {self._start[place] + counted[place]}")
        marks = {key: mark for writer in self.writers for key, mark in writer.done.marks.items()}
        rows = conn.execute(f"SELECT id, {V} ->> 'title' FROM {T} WHERE id >= {OWN_STEP}".encode()).fetchall()
        expected = {key: mark for key, mark in marks.items() if mark is not None}
        found += [f"own documents differ: {set(rows) ^ set(expected.items())}"] if dict(rows) != expected else []
        return found


def _counters(conn: psycopg.Connection) -> dict[tuple[int, str], int]:
    columns = f"({V} ->> 'rev')::int, ({V} #>> '{{fields,k,x}}')::int"
    query = f"SELECT id, {columns} FROM {T} WHERE id BETWEEN {HOT[0]} AND {HOT[-1]}"
    found: dict[tuple[int, str], int] = {}
    for key, rev, x in conn.execute(query.encode()).fetchall():
        found |= {(key, "rev"): rev, (key, "x"): x}
    return found


def fill(conn: psycopg.Connection) -> None:
    """Hot and wild documents as they are before anybody follows them; the table is empty."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.executemany(
            f"INSERT INTO {T} (id, {V}) VALUES (%s, %s)".encode(),
            [(number, document(number)) for number in [*HOT, *WILD]],
        )


@contextmanager
def running(
    dsn: str,
    *,
    seed: int,
    writers: int = 4,
    isolations: tuple[str, ...] = ISOLATIONS,
    admin: psycopg.Connection,
    make: Callable[[str, int, int, tuple[str, ...]], Writer] = Writer,
) -> Iterator[Work]:
    """Writers that run until the block ends. `admin` reads the counters before they begin.

    Raises:
        psycopg.Error: a writer lost its connection.
    """
    made = [make(dsn, seed, number, isolations) for number in range(writers)]
    work, stop = Work(made), threading.Event()
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
