"""What keeps documents while payloads are emptied and made anew; each guard with a control without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from concurrency.sessions import stage
from cutover.orders import (
    BASE,
    MOVED,
    OUT_OF_STEP,
    T,
    V,
    chunks_of,
    cut_over,
    mirrored,
    mirrored_database,
    one,
    prepare,
    relation_kind,
    without,
    without_payload,
)

from hofsm_migrate.db.executor import Retry
from hofsm_migrate.db.payload import payload_state
from hofsm_migrate.errors import GateError, ParityError
from hofsm_migrate.phases import change, payload, rollback
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.sweep import How
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

ONCE = Terms(Retry(lock_timeout_ms=50, max_wait_s=0))
GUARDED = pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])


@pytest.fixture
def database(server18: Server) -> Iterator[str]:
    with mirrored_database(server18) as dsn:
        yield dsn


def start(conn: Connection, tmp_path: Path, *taken_out: str, file: str = "40_cutover.up.sql") -> Reviewed:
    """In phase `mirrored`; the files with a guard taken out where a pattern and its replacement are given."""
    reviewed = prepare(conn, tmp_path)
    mirrored(conn, reviewed)
    return without(reviewed, *taken_out, file=file) if taken_out else reviewed


def past_everything(conn: Connection, statement: str) -> None:
    """A write that no trigger follows."""
    with conn.transaction():
        conn.execute("SET LOCAL session_replication_role = replica")
        assert conn.execute(statement.encode()).rowcount == 1


@GUARDED
def test_only_a_payload_that_the_new_tables_compose_is_taken_away(
    conn: Connection, tmp_path: Path, *, guarded: bool
) -> None:
    proof = (r'WHERE due\."document"::text = composed\."document"::text', "WHERE true")
    reviewed = start(conn, tmp_path, *(() if guarded else proof))
    cut_over(conn, reviewed)
    past_everything(conn, f"UPDATE {BASE} SET {V} = {V} || '{{\"secret\": 1}}' WHERE id = 2")
    secret = f"SELECT {V} -> 'secret' FROM {BASE} WHERE id = 2"
    if not guarded:
        payload.drop(conn, reviewed)
        assert (one(conn, secret), one(conn, MOVED)) == (None, 9)
        return
    with pytest.raises(ParityError) as raised:
        payload.drop(conn, reviewed)
    (problem,) = raised.value.problems
    assert (problem.at, raised.value.exit_code) == ("Company 1, id 2", 5)
    assert (one(conn, secret), one(conn, MOVED)) == (1, 0)
    assert verify(conn, reviewed.plan).differing == 1
    # what the base table has turns out to be right
    conn.execute(f"UPDATE {T} AS v SET {V} = b.{V} FROM {BASE} AS b WHERE v.id = 2 AND b.id = 2".encode())
    assert payload.drop(conn, reviewed).ended == "complete"
    assert one(conn, f"SELECT {V} -> 'secret' FROM {T} WHERE id = 2") == 1


@GUARDED
def test_the_table_does_not_get_its_name_back_without_its_payloads(
    conn: Connection, tmp_path: Path, *, guarded: bool
) -> None:
    reviewed = start(conn, tmp_path)
    without_payload(conn, reviewed)
    back = reviewed.plan.step("cutover")
    if guarded:
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="are not in the base table"):
            change.back(conn, reviewed, back)
        assert (relation_kind(conn), one(conn, MOVED)) == ("v", 9)
        assert payload.drop(conn, reviewed).ended == "unchanged"
        return
    made = one(conn, "SELECT pg_get_functiondef('hofsm.cut_back'::regproc)")
    conn.execute(re.sub(r"IF NOT kept OR EXISTS \(.*?\) THEN", "IF false THEN", made).encode())
    change.back(conn, reviewed, back)
    assert one(conn, f"SELECT count(*) FROM {T} WHERE hofsm.is_moved({V})") == 9


@GUARDED
@pytest.mark.parametrize("emptying", [True, False], ids=["emptying", "restoring"])
def test_turning_waits_for_writers_in_flight(
    conn: Connection, database: str, tmp_path: Path, *, guarded: bool, emptying: bool
) -> None:
    file = f"45_empty_payload.{'up' if emptying else 'down'}.sql"
    lock = (r"LOCK TABLE [^;]* IN SHARE ROW EXCLUSIVE MODE;",)
    reviewed = start(conn, tmp_path, *(() if guarded else lock), file=file)
    turn: Any = payload.drop if emptying else payload.restore
    (cut_over if emptying else without_payload)(conn, reviewed)
    with stage(database) as on:
        writer = on.session()
        writer.begin()
        writer.run(f"UPDATE {T} SET status = 'held' WHERE id = 1")
        state = payload_state(conn, "orders")
        if guarded:
            with pytest.raises(GateError, match="gave up after 1 tries"):
                turn(conn, reviewed, ONCE, How(max_chunks=0))
            assert payload_state(conn, "orders") == state
            writer.commit()
        turn(conn, reviewed, ONCE, How(max_chunks=0))
        assert payload_state(conn, "orders") != state


@GUARDED
def test_all_documents_are_compared_before_the_table_gets_its_name_back(
    conn: Connection, tmp_path: Path, *, guarded: bool
) -> None:
    reviewed = start(conn, tmp_path, *(() if guarded else (r" AND state <> 'restored'", "")))
    without_payload(conn, reviewed)
    with chunks_of(3):
        payload.restore(conn, reviewed, how=How(max_chunks=2))
        past_everything(conn, f'UPDATE {BASE} SET {V} = hofsm.moved()::jsonb WHERE id = 1 AND "Company" = 2')
        if not guarded:
            rollback.rollback(conn, reviewed, to="mirrored")
            assert one(conn, f"SELECT count(*) FROM {T} WHERE hofsm.is_moved({V})") == 1
            return
        with pytest.raises(ParityError, match="1 documents differ"):
            rollback.rollback(conn, reviewed, to="mirrored")
        # one that is away is made anew the next time; one that is there and differs is for a person, however often
        past_everything(conn, f"UPDATE {BASE} SET {V} = '{{}}' WHERE id = 1 AND \"Company\" = 2")
        for _ in range(2):
            with pytest.raises(ParityError, match="1 documents differ"):
                rollback.rollback(conn, reviewed, to="mirrored")
    assert relation_kind(conn) == "v"
    conn.execute(f'UPDATE {T} SET {V} = {V} || \'{{"state": "again"}}\' WHERE id = 1 AND "Company" = 2'.encode())
    rollback.rollback(conn, reviewed, to="mirrored")
    assert (relation_kind(conn), payload_state(conn, "orders")) == ("r", None)
    assert verify(conn, reviewed.plan).parity


def test_a_document_without_rows_is_not_made_from_nothing(conn: Connection, tmp_path: Path) -> None:
    reviewed = start(conn, tmp_path)
    without_payload(conn, reviewed)
    past_everything(conn, 'DELETE FROM shop.order_head WHERE id = 1 AND "Company" = 2')
    assert verify(conn, reviewed.plan).not_represented == 1
    with pytest.raises(ParityError, match="no rows to make its payload from") as raised:
        rollback.rollback(conn, reviewed)
    assert raised.value.problems[0].at == "Company 2, id 1"
    assert one(conn, OUT_OF_STEP) == 0


def test_who_turns_around_stops_the_other(conn: Connection, tmp_path: Path) -> None:
    """A run that empties payloads does not go on where somebody makes them anew meanwhile."""
    reviewed = start(conn, tmp_path)
    cut_over(conn, reviewed)

    def turn(_: object) -> None:
        payload.restore(conn, reviewed, how=How(max_chunks=1))

    with chunks_of(3), pytest.raises(GateError, match="somebody else has turned around"):
        payload.drop(conn, reviewed, how=How(on_progress=turn))
    assert rollback.rollback(conn, reviewed, to="mirrored").payload is not None
    assert verify(conn, reviewed.plan).parity


LOCKED = r"(?s)EXECUTE \$lock\$.*?USING [^;]*;"
"""What a chunk does first; the statement behind it sees what was waited for."""
SWEEP = "SELECT documents, refused FROM shop.{}_payload_orders(1, 1, 9, 9)"


@GUARDED
def test_a_payload_is_made_of_what_is_there_once_its_row_is_locked(
    conn: Connection, database: str, tmp_path: Path, *, guarded: bool
) -> None:
    """Composed in the statement that waits, it would be the document of before the wait."""
    reviewed = start(conn, tmp_path, *(() if guarded else (LOCKED,)))
    without_payload(conn, reviewed)
    payload.restore(conn, reviewed, how=How(max_chunks=0))
    with stage(database) as on:
        writer, sweep = on.session(), on.session()
        writer.begin()
        writer.run(f'UPDATE {T} SET {V} = {V} || \'{{"state": "meanwhile"}}\' WHERE id = 3')
        sweep.begin()
        step = sweep.start(SWEEP.format("restore")).waits_for(writer)
        writer.commit()
        ((documents, refused),) = step.done()
        sweep.commit()
    assert (documents, refused) == ((8 if guarded else 9), None)
    assert one(conn, f"SELECT {V} ->> 'state' FROM {T} WHERE id = 3") == "meanwhile"
    assert one(conn, OUT_OF_STEP) == (0 if guarded else 1)


@GUARDED
def test_a_document_that_is_deleted_meanwhile_does_not_look_like_one_that_was_kept(
    conn: Connection, database: str, tmp_path: Path, *, guarded: bool
) -> None:
    reviewed = start(conn, tmp_path, *(() if guarded else (LOCKED,)))
    cut_over(conn, reviewed)
    payload.drop(conn, reviewed, how=How(max_chunks=0))
    with stage(database) as on:
        writer, sweep = on.session(), on.session()
        writer.begin()
        writer.run(f"DELETE FROM {T} WHERE id = 2")
        sweep.begin()
        step = sweep.start(SWEEP.format("empty")).waits_for(writer)
        writer.commit()
        ((documents, refused),) = step.done()
        sweep.commit()
    assert (documents, refused) == (8, None if guarded else ["1", "2"])
