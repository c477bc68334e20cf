"""Backfill and writers in every order that matters; each guard has a control that breaks parity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from concurrency import scene
from concurrency.guards import GONE_WHEN_CLAIMED, ROW_LOCK, UNCLAIMED_AS_WELL, guarded
from concurrency.scene import T, chunk, differences
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ, Session, Stage, Step
from concurrency.written import DEADLOCK, DELETE, INSERT, REKEY, RELINE, RETITLE, SERIALIZATION_FAILURE, compare

if TYPE_CHECKING:
    import psycopg
    from concurrency.scene import Guard

pytest_plugins = ("concurrency.fixtures",)


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
