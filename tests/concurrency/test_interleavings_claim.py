"""Backfill and writers in every order that matters; each guard has a control that breaks parity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from concurrency import scene
from concurrency.guards import (
    CLAIM_BEFORE_DELETE,
    GONE_WHEN_CLAIMED,
    LOCKED_WHEN_FOLLOWED,
    ROW_LOCK,
    UNCLAIMED_AS_WELL,
    guarded,
)
from concurrency.scene import LEGACY, T, V, chunk, differences
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE, Session, Stage, Step, stage
from conftest import fresh_database

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from concurrency.scene import Guard

RETITLE = f"UPDATE {T} SET {V} = jsonb_set({V}, '{{title}}', '\"written\"') WHERE id = %s"
RELINE = f"UPDATE {T} SET {V} = jsonb_set({V}, '{{lines,0,words}}', '\"written\"') WHERE id = %s"
DELETE = f"DELETE FROM {T} WHERE id = %s"
REKEY = f"UPDATE {T} SET id = id + 100 WHERE id = %s"
INSERT = f"INSERT INTO {T} (id, {V}) VALUES (%s, %s)"
SERIALIZATION_FAILURE = "40001"
DEADLOCK = "40P01"


@pytest.fixture(scope="module", params=["server18", "second_server"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    """DSN of a database with the legacy table, for all tests of this module."""
    with fresh_database(request.getfixturevalue(request.param)) as dsn, connect(dsn) as conn:
        conn.execute(LEGACY.encode())
        scene.expand(conn, schema=scene.TWIN)
        yield dsn


@pytest.fixture
def documents(place: str) -> Iterator[psycopg.Connection]:
    """Documents 1 to 3 in the legacy table, nothing else."""
    with connect(place) as conn:
        conn.execute(f"TRUNCATE {T}".encode())
        scene.fill(conn)
        yield conn


@pytest.fixture
def on(place: str, documents: psycopg.Connection) -> Iterator[Stage]:
    with stage(place) as made:
        yield made


def compare(conn: psycopg.Connection, without: Guard | None) -> None:
    """Parity with all guards; without one, none."""
    found = differences(conn)
    assert bool(found) == bool(without), found or f"parity without: {without}"


# -- the backfill is in the middle of a chunk --------------------------------------------------------------------------


def in_mid_chunk(on: Stage) -> tuple[Session, Session, Step]:
    """A writer with document 1 in hand, and a chunk that has read 1 to 3 and waits to claim 1; its step."""
    holder, filler = on.session(), on.session()
    holder.begin()
    holder.run(RETITLE, [1])
    return holder, filler, filler.start(chunk()).waits_for(holder)


@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])
@pytest.mark.parametrize("write", [DELETE, REKEY], ids=["delete", "key update"])
@guarded(ROW_LOCK)
def test_a_document_that_was_read_does_not_go_before_it_is_claimed(
    documents: psycopg.Connection, on: Stage, write: str, isolation: str, without: Guard | None
) -> None:
    scene.install(documents, without=without)
    holder, filler, step = in_mid_chunk(on)
    writer = on.session()
    writer.begin(isolation)
    gone = writer.start(write, [3])
    if without:
        gone.done()
        writer.commit()
    else:
        gone.waits_for(filler)
    holder.commit()
    step.done()
    if not without and isolation == READ_COMMITTED:
        gone.done()
        writer.commit()
    elif not without:
        gone.fails(SERIALIZATION_FAILURE)
        writer.rollback()
    compare(documents, without)


@pytest.mark.parametrize("write", [RETITLE, RELINE], ids=["root", "element"])
def test_a_document_that_is_written_before_its_turn_in_the_chunk_is_claimed_by_the_writer(
    documents: psycopg.Connection, on: Stage, write: str
) -> None:
    scene.install(documents)
    holder, _, step = in_mid_chunk(on)
    on.session().run(write, [3])
    holder.commit()
    assert step.done() == [(1,)]  # document 2
    compare(documents, None)


# -- the backfill has claimed, and not committed ---------------------------------------------------------------------


@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])
@pytest.mark.parametrize("write", [RETITLE, RELINE, DELETE, REKEY], ids=["root", "element", "delete", "key update"])
def test_a_claimed_document_is_waited_for(documents: psycopg.Connection, on: Stage, write: str, isolation: str) -> None:
    scene.install(documents)
    filler, writer = on.session(), on.session()
    filler.begin()
    filler.run(chunk())
    writer.begin(isolation)
    step = writer.start(write, [2]).waits_for(filler)
    filler.commit()
    if isolation == READ_COMMITTED:
        step.done()
        writer.commit()
    else:
        step.fails(SERIALIZATION_FAILURE)
        writer.rollback()
    compare(documents, None)


@pytest.mark.parametrize("write", [RETITLE, DELETE, REKEY], ids=["update", "delete", "key update"])
def test_a_chunk_that_fails_leaves_the_documents_to_the_writer_that_waited(
    documents: psycopg.Connection, on: Stage, write: str
) -> None:
    scene.install(documents)
    filler, writer = on.session(), on.session()
    filler.begin()
    filler.run(chunk())
    step = writer.start(write, [2]).waits_for(filler)
    filler.rollback()
    step.done()
    filler.run(chunk())
    compare(documents, None)


def test_documents_outside_of_the_chunk_are_not_waited_for(documents: psycopg.Connection, on: Stage) -> None:
    scene.install(documents)
    filler, writer = on.session(), on.session()
    filler.begin()
    filler.run(chunk(1, 2))
    for write in (RETITLE, RELINE, REKEY):
        writer.run(write, [3])
    writer.run(INSERT, [50, scene.document(50)])
    filler.commit()
    filler.run(chunk())
    compare(documents, None)


# -- a writer is in flight when the backfill comes ---------------------------------------------------------------------


@pytest.mark.parametrize("end", ["commit", "rollback"])
@guarded(UNCLAIMED_AS_WELL)
def test_a_chunk_waits_for_an_update_in_flight(
    documents: psycopg.Connection, on: Stage, end: str, without: Guard | None
) -> None:
    scene.install(documents, without=without)
    filler, writer = on.session(), on.session()
    writer.begin()
    writer.run(RELINE, [2])
    step = filler.start(chunk())
    if not without:
        step.waits_for(writer)
    elif end == "commit":
        step.done()  # it took the payload as it was
    writer.commit() if end == "commit" else writer.rollback()
    assert step.done() == [(3 if end == "rollback" or without else 2,)]
    compare(documents, without if end == "commit" else None)


@pytest.mark.parametrize("end", ["commit", "rollback"])
@pytest.mark.parametrize("write", [DELETE, REKEY], ids=["delete", "key update"])
@guarded(ROW_LOCK)
def test_a_chunk_waits_for_a_delete_in_flight(
    documents: psycopg.Connection, on: Stage, write: str, end: str, without: Guard | None
) -> None:
    scene.install(documents, without=without)
    filler, writer = on.session(), on.session()
    writer.begin()
    writer.run(write, [2])
    step = filler.start(chunk()).waits_for(writer)
    writer.commit() if end == "commit" else writer.rollback()
    step.done()
    compare(documents, without if end == "commit" else None)


@guarded(GONE_WHEN_CLAIMED)
def test_a_document_that_is_deleted_by_the_second_of_two_transactions_that_a_chunk_meets_is_not_claimed(
    documents: psycopg.Connection, on: Stage, without: Guard | None
) -> None:
    """Updated and deleted, both undone, and both done again before the chunk has woken up.

    The server locks the versions that the first transaction made, and does not look for those of the second (seen in
    15.18 and 18): FOR KEY SHARE returns a row that may be deleted all the same.
    """
    scene.install(documents, without=without)
    filler, writer = on.session(), on.session()
    writer.begin()
    writer.run(f"UPDATE {T} SET status = 'going' WHERE id = 2")
    writer.run(DELETE, [2])
    step = filler.start(chunk()).waits_for(writer)
    with filler.stopped():
        writer.rollback()
        writer.begin()
        writer.run(f"UPDATE {T} SET status = 'going' WHERE id = 2")
        writer.run(DELETE, [2])
    step.waits_for(writer)
    writer.commit()
    state = step.sqlstate()
    if without and not differences(documents):
        pytest.skip("this server looks for the versions of the second transaction, too")
    assert without or state in {None, SERIALIZATION_FAILURE}
    filler.run(chunk())
    compare(documents, without)


def test_a_chunk_does_not_see_an_insert_in_flight(documents: psycopg.Connection, on: Stage) -> None:
    scene.install(documents)
    filler, writer = on.session(), on.session()
    writer.begin()
    writer.run(INSERT, [50, scene.document(50)])
    assert filler.run(chunk()) == [(3,)]
    writer.commit()
    assert filler.run(chunk()) == [(0,)]
    compare(documents, None)


def test_a_writer_that_wants_a_document_of_a_chunk_that_waits_for_it_is_a_deadlock_and_nothing_is_lost(
    documents: psycopg.Connection, on: Stage
) -> None:
    scene.install(documents)
    filler, writer = on.session(), on.session()
    for session in (filler, writer):
        session.run("SET deadlock_timeout = '20ms'")
    writer.begin()
    writer.run(RETITLE, [2])
    step = filler.start(chunk()).waits_for(writer)
    update = writer.start(RETITLE, [1])
    failed = [one for one in (step, update) if one.sqlstate() == DEADLOCK]
    assert len(failed) == 1
    writer.commit()  # rolls back where it was the victim
    step.sqlstate()
    filler.run(chunk())
    compare(documents, None)


# -- a writer whose snapshot is older than the claim -------------------------------------------------------------------


@pytest.mark.parametrize("isolation", [REPEATABLE_READ, SERIALIZABLE])
@pytest.mark.parametrize("write", [DELETE, REKEY], ids=["delete", "key update"])
@guarded(CLAIM_BEFORE_DELETE)
def test_a_delete_with_a_snapshot_older_than_the_claim_is_refused(
    documents: psycopg.Connection, on: Stage, write: str, isolation: str, without: Guard | None
) -> None:
    scene.install(documents, without=without)
    filler, writer = on.session(), on.session()
    writer.begin(isolation)
    filler.run(chunk())
    step = writer.start(write, [2])
    if without:
        step.done()
        writer.commit()
    else:
        step.fails(SERIALIZATION_FAILURE)
        writer.rollback()
    compare(documents, without)


@pytest.mark.parametrize("isolation", [REPEATABLE_READ])
@pytest.mark.parametrize("write", [RETITLE, RELINE], ids=["root", "element"])
def test_an_update_with_a_snapshot_older_than_the_claim_is_refused(
    documents: psycopg.Connection, on: Stage, write: str, isolation: str
) -> None:
    scene.install(documents)
    filler, writer = on.session(), on.session()
    writer.begin(isolation)
    filler.run(chunk())
    writer.start(write, [2]).fails(SERIALIZATION_FAILURE)
    writer.rollback()
    compare(documents, None)


def test_an_old_snapshot_does_not_hinder_writes_of_documents_that_were_claimed_before(
    documents: psycopg.Connection, on: Stage
) -> None:
    scene.install(documents)
    filler, writer = on.session(), on.session()
    filler.run(chunk(1, 2))
    writer.begin(REPEATABLE_READ)
    filler.run(chunk())
    writer.run(RELINE, [1])
    writer.run(DELETE, [2])
    writer.run(INSERT, [50, scene.document(50)])
    writer.commit()
    compare(documents, None)


# -- the triggers come before the backfill -------------------------------------------------------------------------


def test_triggers_wait_for_a_writer_in_flight(documents: psycopg.Connection, on: Stage) -> None:
    scene.expand(documents)
    installer, writer, late = on.session(), on.session(), on.session()
    writer.begin()
    writer.run(RELINE, [2])
    installer.begin()
    step = installer.start(scene.scripts()[1]).waits_for(writer)
    behind = late.start(RETITLE, [1]).waits_for(installer)
    writer.commit()
    step.done()
    installer.commit()
    behind.done()
    assert installer.run(chunk()) == [(2,)]  # the one that came behind is represented already
    compare(documents, None)


@pytest.mark.parametrize("order", ["triggers first", "control: backfill first"])
def test_triggers_are_there_before_the_first_document_is_read(
    documents: psycopg.Connection, on: Stage, order: str
) -> None:
    scene.expand(documents)
    filler, writer = on.session(), on.session()
    steps = [lambda: filler.run(chunk()), lambda: writer.run(RELINE, [2]), lambda: scene.dual_write(documents)]
    for step in reversed(steps) if order == "triggers first" else steps:
        step()
    assert bool(differences(documents)) == (order != "triggers first")


@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])
def test_a_transaction_that_began_before_the_triggers_and_writes_after_them_is_followed(
    documents: psycopg.Connection, on: Stage, isolation: str
) -> None:
    scene.expand(documents)
    filler, writer = on.session(), on.session()
    writer.begin(isolation)
    scene.dual_write(documents)
    writer.run(RELINE, [2])
    writer.run(DELETE, [3])
    writer.commit()
    filler.run(chunk())
    compare(documents, None)


# -- writers among themselves ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])
@pytest.mark.parametrize("claimed", [True, False], ids=["claimed", "unclaimed"])
def test_two_writers_of_one_document_take_turns_and_both_writes_stay(
    documents: psycopg.Connection, on: Stage, isolation: str, *, claimed: bool
) -> None:
    scene.install(documents)
    first, second = on.session(), on.session()
    if claimed:
        first.run(chunk())
    first.begin()
    first.run(RETITLE, [2])
    second.begin(isolation)
    step = second.start(RELINE, [2]).waits_for(first)
    first.commit()
    if isolation == READ_COMMITTED:
        step.done()
    else:
        step.fails(SERIALIZATION_FAILURE)
    second.commit()
    first.run(chunk())
    compare(documents, None)
    ((found,),) = first.run(f"SELECT {V} #>> '{{lines,0,words}}' FROM {T} WHERE id = 2")
    assert (found == "written") == (isolation == READ_COMMITTED)


@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])
def test_a_key_that_was_freed_is_taken_again(documents: psycopg.Connection, on: Stage, isolation: str) -> None:
    scene.install(documents)
    first, second = on.session(), on.session()
    first.run(chunk())
    second.begin(isolation)
    first.begin()
    first.run(DELETE, [2])
    step = second.start(INSERT, [2, scene.document(20)]).waits_for(first)
    first.commit()
    step.done()  # also where the snapshot shows the deleted row still
    second.commit()
    compare(documents, None)


OWN_ROW = f"WHERE id = 2 AND {V} ->> 'title' = 't20'"
WRITES_OF_A_KEY = {
    "delete": f"DELETE FROM {T} {OWN_ROW}",
    "key update": f"UPDATE {T} SET id = 9 {OWN_ROW}",
    "update": f"UPDATE {T} SET {V} = '{{}}' {OWN_ROW}",
}


def write_a_key_that_a_snapshot_shows_twice(on: Stage, write: str) -> str | None:
    """The state that the write ends with: once the row that somebody has deleted since, once the writer's own."""
    first, second = on.session(), on.session()
    second.begin(REPEATABLE_READ)
    first.run(DELETE, [2])
    second.run(INSERT, [2, scene.document(20)])
    state = second.start(write).sqlstate()
    second.commit()
    first.run(chunk())
    return state


@pytest.mark.parametrize("write", ["delete", "key update"])
@guarded(LOCKED_WHEN_FOLLOWED)
def test_a_deleted_row_that_an_old_snapshot_still_shows_is_not_taken_for_the_document(
    documents: psycopg.Connection, on: Stage, write: str, without: Guard | None
) -> None:
    scene.install(documents, without=without)
    assert write_a_key_that_a_snapshot_shows_twice(on, WRITES_OF_A_KEY[write]) == (
        None if without else SERIALIZATION_FAILURE
    )
    compare(documents, without)


def test_the_own_row_is_found_beside_a_deleted_one_that_an_old_snapshot_shows(
    documents: psycopg.Connection, on: Stage
) -> None:
    scene.install(documents)
    assert write_a_key_that_a_snapshot_shows_twice(on, WRITES_OF_A_KEY["update"]) is None
    compare(documents, None)


@pytest.mark.parametrize("write", WRITES_OF_A_KEY)
def test_nor_is_it_where_the_deleted_document_was_claimed(documents: psycopg.Connection, on: Stage, write: str) -> None:
    scene.install(documents)
    on.session().run(chunk())
    assert write_a_key_that_a_snapshot_shows_twice(on, WRITES_OF_A_KEY[write]) == SERIALIZATION_FAILURE
    compare(documents, None)
