"""Both sides of a mirrored document in every order that matters; two guards have a control that fails each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from concurrency import mirrored, scene
from concurrency.mirrored import KEY, LEGACY_ROW_FIRST, NEVER_WAITS
from concurrency.scene import T, V, differences
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ, Stage
from concurrency.written import DEADLOCK, DELETE, INSERT, REKEY, RELINE, RETITLE, SERIALIZATION_FAILURE

from hofsm_migrate.db.connect import connect
from hofsm_migrate.lens.tree import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from concurrency.sessions import Session

pytest_plugins = ("concurrency.fixtures",)

ORPHAN = "23503"
TWICE = "23505"
NEW_TITLE = 'UPDATE "Notebook"."Note" SET title = \'new\' WHERE id = %s'
NEW_LINE = "UPDATE \"Notebook\".line SET words = 'new' WHERE id = %s AND line_ordinal = 1"
NEW_FIELD = f"UPDATE \"Notebook\".field SET x = x + 1 WHERE id = %s AND {KEY} = 'k'"
NEW_PART = "INSERT INTO \"Notebook\".part (id, line_ordinal, part_id, part_ordinal, n) VALUES (%s, 1, 'new', 9, 1)"
NEW_NOTE = 'INSERT INTO "Notebook"."Note" (id, title) VALUES (%s, \'new\')'
NEW_DELETE = 'DELETE FROM "Notebook"."Note" WHERE id = %s'
UNTITLED = f"UPDATE {T} SET {V} = {V} - 'title' WHERE id = %s"
COUNTED = f"jsonb_set({V}, '{{fields,k,x}}', to_jsonb(({V} #>> '{{fields,k,x}}')::int + 1))"
REFIELD = f"UPDATE {T} SET {V} = {COUNTED} WHERE id = %s"
DELINE = f"UPDATE {T} SET {V} = jsonb_set({V}, '{{lines}}', '[]') WHERE id = %s"

isolations = pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])


@pytest.fixture
def documents(place: str) -> Iterator[psycopg.Connection]:
    """Documents 1 to 3, in both stores."""
    with connect(place) as conn:
        refill(conn)
        yield conn


def refill(conn: psycopg.Connection) -> None:
    conn.execute("SET session_replication_role = replica")
    conn.execute(f"TRUNCATE {T}".encode())
    scene.fill(conn)
    conn.execute("SET session_replication_role = origin")
    mirrored.install(conn)


def two(on: Stage, isolation: str) -> tuple[Session, Session]:
    """Two sessions in a transaction each, in the order in which they will write."""
    first, second = on.session(), on.session()
    first.begin(isolation)
    second.begin(isolation)
    return first, second


def test_the_sides_in_words(documents: psycopg.Connection) -> None:
    """Each of the statements here does what its name says, alone."""
    for statement in (NEW_TITLE, NEW_LINE, NEW_FIELD, NEW_PART, REFIELD, DELINE, UNTITLED):
        assert documents.execute(statement.encode(), [2]).rowcount == 1, statement
        assert differences(documents) == [], statement


# -- somebody has the document, somebody else its row -----------------------------------------------------------------


@isolations
@pytest.mark.parametrize(("new", "legacy"), [(NEW_LINE, RELINE), (NEW_TITLE, RETITLE), (NEW_FIELD, REFIELD)])
def test_the_legacy_side_does_not_wait_for_a_row(
    documents: psycopg.Connection, on: Stage, new: str, legacy: str, isolation: str
) -> None:
    """The new side has the row and waits for the document; the legacy side has the document and wants the row."""
    left, right = two(on, isolation)
    left.run(f"SELECT FROM {T} WHERE id = 2 FOR UPDATE")
    step = right.start(new, [2]).waits_for(left)
    left.start(legacy, [2]).fails(SERIALIZATION_FAILURE)
    left.rollback()
    step.done()
    right.commit()
    assert differences(documents) == []


def test_control_who_waits_for_a_row_is_in_a_deadlock(documents: psycopg.Connection, on: Stage) -> None:
    mirrored.install(documents, without=NEVER_WAITS)
    left, right = two(on, READ_COMMITTED)
    left.run(f"SELECT FROM {T} WHERE id = 2 FOR UPDATE")
    step = right.start(NEW_LINE, [2]).waits_for(left)
    other = left.start(RELINE, [2])
    assert {step.sqlstate(), other.sqlstate()} == {DEADLOCK, None}


@pytest.mark.parametrize("without", [None, LEGACY_ROW_FIRST], ids=["guarded", "control: without the lock"])
def test_two_writers_of_the_new_side_compose_one_after_the_other(
    documents: psycopg.Connection, on: Stage, without: scene.Guard | None
) -> None:
    mirrored.install(documents, without=without)
    left, right = two(on, READ_COMMITTED)
    left.run(NEW_LINE, [2])
    step = right.start(NEW_TITLE, [2]).waits_for(left)
    left.commit()
    step.done()
    right.commit()
    assert bool(differences(documents)) == bool(without)


@pytest.mark.parametrize(
    ("first", "second"),
    [(NEW_LINE, RETITLE), (RETITLE, NEW_LINE), (NEW_LINE, NEW_TITLE), (NEW_FIELD, REFIELD), (REFIELD, NEW_FIELD)],
    ids=["new, legacy", "legacy, new", "new, new", "one leaf: new, legacy", "one leaf: legacy, new"],
)
@pytest.mark.parametrize("end", ["commit", "rollback"])
@isolations
def test_the_second_writer_of_a_document_waits_and_nothing_is_lost(
    documents: psycopg.Connection, on: Stage, first: str, second: str, end: str, isolation: str
) -> None:
    left, right = two(on, isolation)
    left.run(first, [2])
    step = right.start(second, [2]).waits_for(left)
    left.commit() if end == "commit" else left.rollback()
    if end == "commit" and isolation == REPEATABLE_READ:
        step.fails(SERIALIZATION_FAILURE)
        right.rollback()
    else:
        step.done()
        right.commit()
    assert differences(documents) == []
    (x,) = documents.execute(f"SELECT {V} #>> '{{fields,k,x}}' FROM {T} WHERE id = 2".encode()).fetchone() or ("",)
    counted = sum(one in (NEW_FIELD, REFIELD) for one in (first, second))
    assert int(x) == 2 + counted - (counted > 0 and (end == "rollback" or isolation == REPEATABLE_READ))


@isolations
def test_writers_of_two_documents_do_not_wait(documents: psycopg.Connection, on: Stage, isolation: str) -> None:
    left, right = two(on, isolation)
    left.run(NEW_LINE, [1])
    right.run(RELINE, [2])
    left.run(RETITLE, [1])
    right.run(NEW_TITLE, [2])
    left.commit()
    right.commit()
    assert differences(documents) == []


# -- what one side writes to is taken away by the other ----------------------------------------------------------------


@isolations
@pytest.mark.parametrize("take", [DELINE, DELETE, REKEY], ids=["its container", "the document", "the key"])
def test_a_row_below_what_the_legacy_side_takes_away(
    documents: psycopg.Connection, on: Stage, take: str, isolation: str
) -> None:
    left, right = two(on, isolation)
    left.run(take, [2])
    step = right.start(NEW_PART, [2]).waits_for(left)
    left.commit()
    step.fails(SERIALIZATION_FAILURE if isolation == REPEATABLE_READ else ORPHAN)
    right.rollback()
    assert differences(documents) == []


@isolations
@pytest.mark.parametrize("take", [DELINE, DELETE, REKEY], ids=["its container", "the document", "the key"])
def test_what_the_legacy_side_takes_away_has_a_new_row_below_it(
    documents: psycopg.Connection, on: Stage, take: str, isolation: str
) -> None:
    left, right = two(on, isolation)
    left.run(NEW_PART, [2])
    step = right.start(take, [2]).waits_for(left)
    left.commit()
    if isolation == REPEATABLE_READ:
        step.fails(SERIALIZATION_FAILURE)
        right.rollback()
    else:
        step.done()
        right.commit()
    assert differences(documents) == []


@isolations
@pytest.mark.parametrize("take", [DELETE, REKEY], ids=["the document", "the key"])
@pytest.mark.parametrize(
    "new", [NEW_LINE, NEW_TITLE, NEW_DELETE, NEW_PART], ids=["element", "root", "delete", "new element"]
)
def test_a_document_goes_while_the_new_side_has_a_row_and_waits_for_it(
    documents: psycopg.Connection, on: Stage, new: str, take: str, isolation: str
) -> None:
    left, right = two(on, isolation)
    left.run(f"SELECT FROM {T} WHERE id = 2 FOR UPDATE")
    step = right.start(new, [2]).waits_for(left)
    other = left.start(take, [2])
    if new == NEW_PART:  # a row that nobody else sees yet is not in the way
        other.done()
        left.commit()
        step.fails(SERIALIZATION_FAILURE if isolation == REPEATABLE_READ else ORPHAN)
        right.rollback()
    else:
        other.fails(SERIALIZATION_FAILURE)
        left.rollback()
        step.done()
        right.commit()
    assert differences(documents) == []


# -- documents that are new or go --------------------------------------------------------------------------------------


@isolations
@pytest.mark.parametrize("end", ["commit", "rollback"])
@pytest.mark.parametrize(
    ("first", "second"),
    [(NEW_NOTE, INSERT), (INSERT, NEW_NOTE), (NEW_NOTE, NEW_NOTE)],
    ids=["new, legacy", "legacy, new", "new, new"],
)
def test_two_insert_one_document(
    documents: psycopg.Connection, on: Stage, first: str, second: str, end: str, isolation: str
) -> None:
    left, right = two(on, isolation)
    left.run(first, values(first))
    step = right.start(second, values(second)).waits_for(left)
    left.commit() if end == "commit" else left.rollback()
    if end == "commit":
        assert step.sqlstate() in ({TWICE} if isolation == READ_COMMITTED else {TWICE, SERIALIZATION_FAILURE})
        right.rollback()
    else:
        step.done()
        right.commit()
    assert differences(documents) == []


def values(statement: str) -> list[object]:
    return [50, scene.document(50)] if statement == INSERT else [50]


# -- phases ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["back", "forward"])
def test_a_change_of_phase_that_waits_for_the_root_table_holds_up_nobody_at_the_others(
    documents: psycopg.Connection, on: Stage, change: str
) -> None:
    """A writer that has the others and wants the root would be waited for, and would wait."""
    if change == "forward":
        documents.execute(mirrored.script_back().encode())
    reader, operator, other = on.session(), on.session(), on.session()
    reader.begin()
    reader.run('SELECT FROM "Notebook"."Note"')
    operator.run("BEGIN")
    step = operator.start(mirrored.script_back() if change == "back" else mirrored.script()).waits_for(reader)
    other.run("SET lock_timeout = '5s'")
    for node in build(scene.mapping()).nodes:
        for table in node.tables:
            if table.name != "Note":
                other.run(f'SELECT FROM "Notebook"."{table.name}"')
    reader.commit()
    step.done()
    operator.rollback()
    if change == "forward":
        documents.execute(mirrored.script().encode())
