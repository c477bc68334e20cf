"""Writers with old snapshots, before the triggers, among themselves; each guard has a control that breaks parity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from concurrency import scene
from concurrency.guards import CLAIM_BEFORE_DELETE, LOCKED_WHEN_FOLLOWED, guarded
from concurrency.scene import T, V, chunk, differences
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE, Stage
from concurrency.written import DELETE, INSERT, REKEY, RELINE, RETITLE, SERIALIZATION_FAILURE, compare

if TYPE_CHECKING:
    import psycopg
    from concurrency.scene import Guard

pytest_plugins = ("concurrency.fixtures",)


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
