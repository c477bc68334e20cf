"""The statements of the legacy application, as a random writer runs them: on its table, or on the view in its place.

Documents come in four zones: *hot* ones are shared and only ever added to, so that counters prove that no increment is
lost; *spent* ones are counted in, too, and deleted by who says how much they have; *wild* ones are shared and replaced,
deleted and made again by everybody; every writer has *own* ones, whose last acknowledged state is known.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import psycopg
from concurrency.scene import T, V, document
from concurrency.writer import Writer

if TYPE_CHECKING:
    from random import Random

    from concurrency.writer import Effects

MERGE_ON_VIEWS = 170_000
"""The first version of the server on which a view with triggers takes MERGE."""
HOT = range(1, 21)
WILD = range(21, 201)
SPENT = range(201, 205)
OWN_KEYS, OWN_STEP = 30, 10_000

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


class LegacyWriter(Writer):
    """Writes to the legacy table as the application does."""

    def __init__(self, dsn: str, seed: int, number: int, isolations: tuple[str, ...]) -> None:
        super().__init__(dsn, seed, number, isolations)
        self.faster = Counter[str]()
        self._own = range(OWN_STEP * (number + 1), OWN_STEP * (number + 1) + OWN_KEYS)
        self._statements = [
            (6, self._count),
            (3, self._read_and_write),
            (3, self._spend),
            (5, self._add),
            (2, self._bulk),
            (3, self._replace),
            (3, self._upsert),
            (3, self._delete),
            (6, self._own_document),
            (1, self._copy),
            (3, self._read),
        ]

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

    def _spend(self, rng: Random, effects: Effects) -> None:
        key = rng.choice(SPENT)
        row = self._run(f"SELECT ({V} ->> 'rev')::int FROM {T} WHERE id = %(id)s", id=key).fetchone()
        if not row:
            self._upsert_by_hand(key, document(key), "")
        elif rng.random() < 0.4:
            spent = f"DELETE FROM {T} WHERE id = %(id)s AND ({V} ->> 'rev')::int = %(rev)s"
            effects.spent[key] += row[0] * self._run(spent, id=key, rev=row[0]).rowcount
        else:
            counted = self._run(f"UPDATE {T} SET {V} = {COUNT['rev']} WHERE id = %(id)s", id=key)
            effects.counts[key, "rev"] += counted.rowcount

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
        action = rng.choice(["", f"{V} = %(value)s", "status = 'again'"])
        key, value = rng.choice(WILD), _any_document(rng)
        if self._view:
            self._upsert_by_hand(key, value, action)
            return
        self._run(
            f"INSERT INTO {T} (id, {V}) VALUES (%(id)s, %(value)s) ON CONFLICT (id) DO "
            + (f"UPDATE SET {action}" if action else "NOTHING"),
            id=key,
            value=value,
        )

    def _upsert_by_hand(self, key: int, value: str | None, action: str) -> None:
        """What an application does that writes through a view: where somebody else was faster, that one has made it."""
        changed = f"UPDATE {T} SET {action} WHERE id = %(id)s" if action else f"SELECT FROM {T} WHERE id = %(id)s"
        if self._run(changed, id=key, value=value).rowcount:
            return
        self._conn.execute("SAVEPOINT hand")
        try:
            self._run(f"INSERT INTO {T} (id, {V}) VALUES (%(id)s, %(value)s)", id=key, value=value)
        except psycopg.errors.UniqueViolation as error:
            self._conn.execute("ROLLBACK TO hand")
            self.faster[error.diag.message_primary or ""] += 1

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
            case 2 if not self._view or self._conn.info.server_version >= MERGE_ON_VIEWS:
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
        if self._view:
            self._upsert_by_hand(key, value, f"{V} = %(value)s")
            return
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
        self._part.writes += 1


def _any_document(rng: Random) -> str | None:
    if rng.random() < 0.15:
        return rng.choice(
            [None, "null", "[]", "{}", '"x"', "7", '{"lines": {}, "fields": [], "components": [1, null]}']
        )
    return document(rng.randrange(1000), title=str(rng.random()), fields={"k": {"x": rng.randrange(9)}})
