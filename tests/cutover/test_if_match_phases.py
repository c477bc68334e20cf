"""Check on write of the new side between two sessions, in every phase in which it writes: a stale tag never passes, and
who writes something else is not disturbed."""

from __future__ import annotations

import random
import threading
from itertools import count
from typing import TYPE_CHECKING

import psycopg
import pytest
from concurrency.sessions import ISOLATIONS, READ_COMMITTED, REPEATABLE_READ, stage
from cutover.papers import PHASES, papers

from hofsm_migrate.db.connect import connect
from hofsm_migrate.sql import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concurrency.sessions import Stage
    from psycopg import Connection

STALE = "40001"


PLACES = [*(("server18", phase) for phase in PHASES), ("second_server", "payload gone")]


@pytest.fixture(scope="module", params=PLACES, ids=["18, " + phase for phase in PHASES] + ["other, payload gone"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    server, phase = request.param
    with papers(request.getfixturevalue(server), phase) as dsn:
        yield dsn


_numbers = count(1)


@pytest.fixture
def paper() -> int:
    """The key of a paper that no other test writes to."""
    return next(_numbers) % 390 + 1


@pytest.fixture
def conn(place: str) -> Iterator[Connection]:
    with connect(place) as made:
        yield made


@pytest.fixture
def on(place: str) -> Iterator[Stage]:
    with stage(place) as made:
        yield made


def one(conn: Connection, query: str) -> str:
    return (conn.execute(query.encode()).fetchone() or ("",))[0]


TAG = {
    "paper": "SELECT hofsm.etag(t) FROM press.paper AS t WHERE id = {id}",
    "section": "SELECT hofsm.etag(t) FROM press.section AS t WHERE id = {id} AND section_id = 'a'",
    "field": "SELECT hofsm.etag(t) FROM press.field AS t WHERE id = {id} AND section_id = 'a' AND field_id = 'g'",
    "remark": "SELECT hofsm.etag(t) FROM press.remark AS t WHERE id = {id} AND remark_path = '{{1}}'",
}
IN_A = "id = {id} AND section_id = 'a'"
PUTS = {
    "the root": ("paper", "UPDATE press.paper SET title = 'put' WHERE id = {id}"),
    "a part, with the tag of the whole": ("paper", f"UPDATE press.field SET n = 9 WHERE {IN_A}"),
    "a section": ("section", f"UPDATE press.section SET title = 'put' WHERE {IN_A}"),
    "a split of a section": ("section", f"UPDATE press.section_ui SET theme = 'put' WHERE {IN_A}"),
    "a section that goes": ("section", f"DELETE FROM press.section WHERE {IN_A}"),
    "all that is in a section": ("section", f"DELETE FROM press.field WHERE {IN_A}"),
    "a row for a section": (
        "section",
        "INSERT INTO press.field (id, section_id, field_id, field_ordinal, n) SELECT {id}, 'a', 'z', 9, 9 WHERE true",
    ),
    "a field": ("field", f"UPDATE press.field SET n = 9 WHERE {IN_A} AND field_id = 'g'"),
    "an answer": ("remark", "UPDATE press.remark SET words = 'put' WHERE id = {id} AND remark_path = '{{1,2}}'"),
    "an answer that goes": ("remark", "DELETE FROM press.remark WHERE id = {id} AND remark_path = '{{1,2}}'"),
}
CHANGED = "UPDATE press.field SET n = n + 1 WHERE id = {{id}} AND section_id = '{}' AND field_id = '{}'"
OTHERS = {
    "paper": [
        "UPDATE press.paper SET n = 5 WHERE id = {id}",
        CHANGED.format("b", "f"),
        "INSERT INTO press.section (id, section_id, section_ordinal) VALUES ({id}, 'z', 9)",
        "DELETE FROM press.remark WHERE id = {id} AND remark_path = '{{2}}'",
    ],
    "section": [
        CHANGED.format("a", "g"),
        f"UPDATE press.section_ui SET theme = 'other' WHERE {IN_A}",
        "INSERT INTO press.field (id, section_id, field_id, field_ordinal) VALUES ({id}, 'a', 'y', 9)",
        f"DELETE FROM press.field WHERE {IN_A} AND field_id = 'f'",
    ],
    "field": [CHANGED.format("a", "g")],
    "remark": [
        "UPDATE press.remark SET words = 'other' WHERE id = {id} AND remark_path = '{{1,1}}'",
        "INSERT INTO press.remark (id, remark_path) VALUES ({id}, '{{1,3}}')",
    ],
}
NEIGHBOURS = {
    "paper": [],
    "section": [CHANGED.format("b", "f"), OTHERS["paper"][2], OTHERS["paper"][0]],
    "field": [CHANGED.format("a", "f"), f"UPDATE press.section SET title = 'other' WHERE {IN_A}"],
    "remark": [
        "UPDATE press.remark SET words = 'other' WHERE id = {id} AND remark_path = '{{2}}'",
        CHANGED.format("a", "f"),
    ],
}
SOME = ("the root", "all that is in a section", "a field", "an answer")


def paired(others: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """Some puts with each of the others, and every put with one of them."""
    found = []
    for number, (name, (of, put)) in enumerate(PUTS.items()):
        several = others[of] if name in SOME else others[of][number % max(len(others[of]), 1) :][:1]
        found += [(of, put, other) for other in several]
    return found


ISOLATED = [(isolation, *PUTS[name]) for name in SOME for isolation in ISOLATIONS]
ISOLATED += [(READ_COMMITTED, *PUTS[name]) for name in PUTS if name not in SOME]


def asked(put: str, tag: str, paper: int) -> str:
    return f"{put.format(id=paper)} AND hofsm.if_match('{tag}')"


CONTENT = "SELECT value::text FROM press.composed_papers WHERE id = {id}"


def content(conn: Connection, paper: int) -> str:
    return one(conn, CONTENT.format(id=paper))


@pytest.mark.parametrize(("of", "put", "other"), paired(OTHERS))
def test_a_put_that_waited_for_a_write_to_the_same_is_refused(
    conn: Connection, on: Stage, paper: int, of: str, put: str, other: str
) -> None:
    tag = one(conn, TAG[of].format(id=paper))
    first, second = on.session(), on.session()
    first.begin()
    first.run(other.format(id=paper))
    step = second.start(asked(put, tag, paper)).waits_for(first)
    first.commit()
    seen = content(conn, paper)
    step.fails(STALE)
    assert content(conn, paper) == seen
    second.start(asked(put, tag, paper)).fails(STALE)
    second.run(asked(put, one(conn, TAG[of].format(id=paper)), paper))
    assert content(conn, paper) != seen


@pytest.mark.parametrize(("isolation", "of", "put"), ISOLATED)
def test_of_two_puts_with_one_tag_one_is_done(
    conn: Connection, on: Stage, paper: int, of: str, put: str, isolation: str
) -> None:
    """The first of them is of another kind: the rows that both write to are not what tells them apart."""
    tag = one(conn, TAG[of].format(id=paper))
    first, second, third = on.session(), on.session(), on.session()
    for session in (first, second, third):
        session.begin(isolation)
    other = next(one for one in OTHERS[of] if " WHERE " in one)
    first.run(asked(other, tag, paper))
    step = second.start(asked(put, tag, paper)).waits_for(first)
    first.commit()
    step.fails(STALE)
    third.start(asked(put, tag, paper)).fails(STALE)


@pytest.mark.parametrize("of", ["paper", "section"])
def test_a_put_goes_on_where_the_other_write_was_undone(conn: Connection, on: Stage, paper: int, of: str) -> None:
    tag = one(conn, TAG[of].format(id=paper))
    put = next(put for tagged, put in PUTS.values() if tagged == of)
    first, second = on.session(), on.session()
    first.begin()
    first.run(CHANGED.format("a", "g").format(id=paper))
    step = second.start(asked(put, tag, paper)).waits_for(first)
    first.rollback()
    step.done()
    assert '"put"' in content(conn, paper)


@pytest.mark.parametrize(("of", "put", "other"), paired(NEIGHBOURS))
def test_a_write_to_another_element_does_not_disturb(
    conn: Connection, on: Stage, paper: int, of: str, put: str, other: str
) -> None:
    tag = one(conn, TAG[of].format(id=paper))
    first, second = on.session(), on.session()
    first.begin()
    first.run(other.format(id=paper))
    ((alone,),) = first.run(CONTENT.format(id=paper))
    step = second.start(asked(put, tag, paper)).waits_for(first)
    first.commit()
    step.done()
    assert content(conn, paper) != alone


def test_rows_of_the_same_element_are_not_waited_for_and_others_are_not_looked_at(
    conn: Connection, on: Stage, paper: int
) -> None:
    """Who has one of them is on the way to the document, which this statement has by then."""
    tag = one(conn, TAG["section"].format(id=paper))
    put = asked(PUTS["all that is in a section"][1], tag, paper)
    first, second = on.session(), on.session()
    first.begin()
    first.run(f"SELECT FROM press.field WHERE {IN_A.format(id=paper)} AND field_id = 'g' FOR UPDATE")
    error = second.start(put).fails(STALE)
    assert "is being written by another transaction" in str(error)
    first.rollback()
    first.begin()
    first.run(f"SELECT FROM press.field WHERE id = {paper} AND section_id = 'b' FOR UPDATE")
    second.run(put)
    first.rollback()


@pytest.mark.parametrize(
    "write",
    [
        """INSERT INTO press.field AS t (id, section_id, field_id, field_ordinal, n) SELECT {id}, 'a', one, 1, 7
        FROM unnest(ARRAY['f', 'new', 'g']) AS one WHERE hofsm.if_match('{tag}')
        ON CONFLICT (id, section_id, field_id) DO UPDATE SET n = 7""",
        """MERGE INTO press.field AS t USING (SELECT 'g' AS one WHERE hofsm.if_match('{tag}')) AS s
        ON t.id = {id} AND t.section_id = 'a' AND t.field_id = one WHEN MATCHED THEN UPDATE SET n = 7""",
        """WITH s AS (UPDATE press.section SET title = '7' WHERE id = {id} AND section_id = 'a'
        AND hofsm.if_match('{tag}') RETURNING id)
        UPDATE press.field AS t SET n = 7 FROM s WHERE t.id = s.id AND section_id = 'a'""",
    ],
    ids=["upsert", "merge", "two tables"],
)
@pytest.mark.parametrize("of", ["section", "paper"])
def test_statements_of_every_kind_ask(conn: Connection, paper: int, write: str, of: str) -> None:
    tag = one(conn, TAG[of].format(id=paper))
    with conn.transaction(force_rollback=True):
        assert conn.execute(write.format(id=paper, tag=tag).encode()).rowcount > 0
        assert '"n": 7' in content(conn, paper)
    conn.execute(CHANGED.format("a", "f").format(id=paper).encode())
    with pytest.raises(psycopg.errors.SerializationFailure, match="has changed since its tag was read"):
        conn.execute(write.format(id=paper, tag=tag).encode())


def test_a_transaction_goes_on_with_the_document_that_it_asked_for(conn: Connection, paper: int) -> None:
    """What else it writes there is not asked; another document is."""
    tag = one(conn, TAG["section"].format(id=paper))
    with conn.transaction(force_rollback=True):
        conn.execute(asked(PUTS["a section"][1], tag, paper).encode())
        conn.execute(CHANGED.format("b", "f").format(id=paper).encode())
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="a tag is for one document"):
            conn.execute(CHANGED.format("b", "f").format(id=400).encode())


@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])
def test_no_put_is_lost(conn: Connection, place: str, paper: int, isolation: str) -> None:
    """Each reads a counter and a tag, and writes the counter and one more; nothing but the tag keeps them apart."""
    done = counted(place, paper, isolation)
    assert total(conn, paper) == done == WRITERS * PUTS_EACH


def test_control_puts_are_lost_without_a_tag(conn: Connection, place: str, paper: int) -> None:
    done = counted(place, paper, READ_COMMITTED, ask=False)
    assert total(conn, paper) < done == WRITERS * PUTS_EACH


WRITERS, PUTS_EACH = 4, 20
COUNTERS = {
    "paper": ("press.paper", "id = {id}"),
    "section": ("press.field", f"{IN_A} AND field_id = 'f'"),
    "field": ("press.field", f"{IN_A} AND field_id = 'g'"),
}
"""The tag that is asked for, and the counter in what has it."""


def total(conn: Connection, paper: int) -> int:
    found = [one(conn, f"SELECT sum(n) FROM {table} WHERE id = {paper}") for table in ("press.paper", "press.field")]
    return sum(int(n) for n in found)


def counted(dsn: str, paper: int, isolation: str, *, ask: bool = True) -> int:
    """How many increments four writers were told to have made; what else than 40001 and 40P01 happened is raised."""
    counts, errors = [], []
    threads = [
        threading.Thread(target=_count, args=(dsn, paper, random.Random(seed), isolation, ask, counts, errors))
        for seed in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    return sum(counts)


def _count(
    dsn: str, paper: int, rng: random.Random, isolation: str, ask: bool, counts: list[int], errors: list[object]
) -> None:
    done = 0
    with psycopg.connect(dsn, autocommit=True) as conn:
        conn.execute(f"SET default_transaction_isolation = '{isolation}'".encode())
        while done < PUTS_EACH:
            of = rng.choice([*COUNTERS])
            table, where = (words.format(id=paper) for words in COUNTERS[of])
            get = f"SELECT t.n, ({TAG[of].format(id=paper)}) FROM {table} AS t WHERE {where}"
            try:
                n, tag = conn.execute(get.encode()).fetchone() or (0, "")
                given = tag if ask else "*"
                put = f"UPDATE {table} SET n = {n + 1} WHERE {where} AND hofsm.if_match('{given}')"
                done += conn.execute(put.encode()).rowcount
            except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected):
                continue
            except psycopg.Error as error:
                errors.append(error)
                break
    counts.append(done)


def both_put(conn: Connection, on: Stage, paper: int) -> str:
    """Two puts with one tag, the second of which waits for the first; what becomes of it."""
    tag = one(conn, TAG["paper"].format(id=paper))
    first, second = on.session(), on.session()
    first.begin()
    first.run(asked(CHANGED.format("b", "f"), tag, paper))
    step = second.start(asked(PUTS["a section"][1], tag, paper)).waits_for(first)
    first.commit()
    step.done()
    return content(conn, paper)


def test_control_nobody_asks_for_the_tag(conn: Connection, on: Stage, paper: int) -> None:
    conn.execute(
        b"CREATE OR REPLACE FUNCTION hofsm.tag_asked(mapping text, document text, places text[]) RETURNS text"
        b" LANGUAGE sql RETURN NULL"
    )
    try:
        assert '"put"' in both_put(conn, on, paper)
    finally:
        conn.execute(load("etag").encode())


def test_control_the_document_is_not_locked_before_the_tag_is_compared(conn: Connection, on: Stage, paper: int) -> None:
    kept = one(conn, "SELECT pg_get_functiondef('press.match_section'::regproc)")
    lock = '"touched"."id" FOR NO KEY UPDATE;'
    assert lock in kept
    conn.execute(kept.replace(lock, '"touched"."id";').encode())
    try:
        assert '"put"' in both_put(conn, on, paper)
    finally:
        conn.execute(kept.encode())
