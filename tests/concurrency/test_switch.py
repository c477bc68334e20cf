"""Writers that come while the table is switched for the view, or back: they wait, none fails, and both stores agree.

Each guard with its control, in which the same writer ends with an error.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from concurrency.history import FORCED, History, prepare
from concurrency.mirrored import KEY
from concurrency.scene import Guard, T, V, differences
from concurrency.sessions import SERIALIZABLE, stage

from hofsm_migrate.phases import change, rollback
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import psycopg
    from concurrency.sessions import Session

    from hofsm_migrate.phases.files import Reviewed

BASE = 'public."Legacy Notes_base"'
NEW = 'UPDATE "Notebook"."Note" SET rev = rev + 1 WHERE id = 1'
NEW_FIELD = f"UPDATE \"Notebook\".field SET x = x + 1 WHERE id = 1 AND {KEY} = 'k'"
LEGACY = {
    "update": f"UPDATE {T} SET {V} = jsonb_set({V}, '{{rev}}', '7') WHERE id = 1",
    "another column": f"UPDATE {T} SET status = 'waited' WHERE id = 1",
    "insert": f"INSERT INTO {T} (id, {V}) SELECT max(id) + 1, '{{\"rev\": 1}}' FROM {T}",
    "delete": f"DELETE FROM {T} WHERE id = 2",
    "read": f"SELECT {V} FROM {T} WHERE id = 1",
}
VIEW_FIRST = Guard("the view is locked before the base table", r"LOCK TABLE .*Legacy Notes.* IN ACCESS EXCLUSIVE MODE;")
ALONE = Guard("the switch is alone", r"(SELECT|PERFORM) pg_advisory_xact_lock\(hashtext\('hofsm writers'\), .*\);")
HEARS = Guard("who has waited hears what was replaced", r"PERFORM FROM pg_ts_parser WHERE false;")
LEGACY_FIRST = Guard("mirror locks the legacy table first", r"LOCK TABLE .* IN SHARE ROW EXCLUSIVE MODE;", "NULL;")
NEW_FIRST = Guard(
    "writers of the new side are waited for first", r"PERFORM pg_advisory_xact_lock\(hashtext\('hofsm switch'\), .*\);"
)
SENT_BACK = Guard(
    "who has the table that is switched is sent back",
    r"IF EXISTS \((?=\s+SELECT FROM pg_locks)",
    "IF false AND EXISTS (",
)
HAD = Guard("what was read in a transaction before holds up nobody", r" AND mode <> 'SIReadLock'")
BEGIN_WRITE = "SELECT pg_get_functiondef('hofsm.begin_write'::regproc)"


@pytest.fixture
def reviewed(conn18: psycopg.Connection, tmp_path: Path) -> Reviewed:
    """Phase `mirrored`; the only one to write are the tests."""
    reviewed = prepare(conn18, tmp_path)
    for command in ("expand", "dual-write", "mirror"):
        go(conn18, reviewed, command)
    return reviewed


def go(conn: psycopg.Connection, reviewed: Reviewed, command: str) -> None:
    if command in FORCED:
        History(conn, reviewed, Random(0)).agree()
    terms = change.Terms(forced=FORCED.get(command, {}))
    assert change.forward(conn, reviewed, reviewed.plan.step(command), terms).changed


def script(reviewed: Reviewed, way: str, without: Guard | None = None, command: str = "cutover") -> str:
    step = reviewed.plan.step(command)
    text = reviewed.files[step.up_file if way == "up" else step.down_file]
    if without is None:
        return text
    text, places = without.taken_out(text)
    assert places, f"no such guard: {without}"
    return text


def take_out(conn: psycopg.Connection, guard: Guard) -> None:
    """A guard of what every writer of the new side calls first."""
    row = conn.execute(BEGIN_WRITE).fetchone()
    assert row
    text, places = guard.taken_out(row[0])
    assert places
    conn.execute(text.encode())


def switched(
    reader: Session, held: str, operator: Session, text: str, writer: Session, write: str, *, waits: bool = True
) -> tuple[str | None, str | None]:
    """A reader holds the switch up, which holds a writer up; how both end."""
    reader.begin()
    reader.run(f"SELECT FROM {held} LIMIT 1")
    operator.run("BEGIN")
    step = operator.start(text).waits_for(reader)
    waiting = writer.start(write)
    if waits:
        waiting.waits_for(operator)
    else:
        waiting.sqlstate()
    reader.commit()
    ended = step.sqlstate()
    operator.run("ROLLBACK" if ended else "COMMIT")
    return ended, waiting.sqlstate()


def both_ways(
    dsn: str, reviewed: Reviewed, write: str, without: Guard | None = None
) -> tuple[tuple[str | None, str | None], ...]:
    """A writer during the switch and another during the way back: how the switch and the writer end, twice."""
    found = []
    for way, held in (("up", T), ("down", BASE)):
        with stage(dsn) as on:
            writer = on.session()
            writer.run(NEW)  # its functions are compiled
            text = script(reviewed, way, without if way == "down" else None)
            found.append(switched(on.session(), held, on.session(), text, writer, write))
    return tuple(found)


@pytest.mark.parametrize("write", [[NEW], LEGACY.values()], ids=["of the new side", "of the legacy side"])
def test_a_writer_waits_and_then_writes_to_what_has_the_name(
    conn18: psycopg.Connection, database18: str, reviewed: Reviewed, write: Iterable[str]
) -> None:
    for one in write:
        assert both_ways(database18, reviewed, one) == ((None, None), (None, None)), one
        assert differences(conn18) == []
        assert verify(conn18, reviewed.plan).parity


def test_control_a_writer_of_the_new_side_has_the_function_that_was_there(
    conn18: psycopg.Connection, database18: str, reviewed: Reviewed
) -> None:
    assert both_ways(database18, reviewed, NEW, ALONE)[1] == (None, "42P01")
    take_out(conn18, HEARS)
    assert both_ways(database18, reviewed, NEW)[1] == (None, "42P01")


def test_control_whoever_locks_the_base_table_first_holds_up_a_writer_that_has_the_view(
    database18: str, reviewed: Reviewed
) -> None:
    assert "40P01" in both_ways(database18, reviewed, LEGACY["update"], VIEW_FIRST)[1]


@pytest.mark.parametrize("without", [None, LEGACY_FIRST], ids=["guarded", "control: not locked"])
def test_no_writer_of_the_legacy_side_has_functions_that_wait_when_the_new_tables_are_open(
    conn18: psycopg.Connection, database18: str, reviewed: Reviewed, without: Guard | None
) -> None:
    """Else it and a writer of the new side wait for each other, until `deadlock_timeout`."""
    rollback.rollback(conn18, reviewed, to="dual_write")
    with stage(database18) as on:
        old, new, operator = on.session(), on.session(), on.session()
        old.run(LEGACY["update"])
        operator.run("BEGIN")
        operator.run(script(reviewed, "up", without, "mirror"))
        follows = old.start(LEGACY["update"].replace("7", "8")).waits_for(operator)
        with old.stopped():
            operator.commit()
            written = new.start(NEW)
            if without:
                written.waits_for(old)
            else:
                written.done()
        assert {follows.sqlstate(), written.sqlstate()} == ({"40P01", None} if without else {None})
    assert differences(conn18) == []


@pytest.mark.parametrize("without", [None, NEW_FIRST], ids=["guarded", "control: the root table first"])
def test_the_way_back_waits_for_a_writer_of_the_new_side_before_it_has_a_table(
    conn18: psycopg.Connection, database18: str, reviewed: Reviewed, without: Guard | None
) -> None:
    """Such a writer has one table and comes by the root next; one that comes later is sent back and holds up nobody."""
    with stage(database18) as on:
        legacy, new, late, operator = (on.session() for _ in range(4))
        for one in (new, late):
            one.run(NEW_FIELD)  # its functions are compiled
        legacy.begin()
        legacy.run(LEGACY["another column"])
        writing = new.start(NEW_FIELD).waits_for(legacy)
        operator.run("BEGIN")
        closing = operator.start(script(reviewed, "down", without, "mirror")).waits_for(new)
        if not without:
            late.start(NEW).fails("40001")
        legacy.commit()
        ended = {writing.sqlstate(), closing.sqlstate()}
        operator.run("COMMIT" if ended == {None} else "ROLLBACK")
        assert ended == ({"40P01", None} if without else {None})
        if not without:
            late.start(NEW).fails("55000")
    assert differences(conn18) == []


@pytest.mark.parametrize("first", [LEGACY["update"], LEGACY["read"]], ids=["written", "read"])
@pytest.mark.parametrize("way", ["up", "down"])
@pytest.mark.parametrize("without", [None, SENT_BACK], ids=["guarded", "control: waits"])
def test_a_transaction_that_has_the_table_does_not_wait_for_the_switch(
    conn18: psycopg.Connection, database18: str, reviewed: Reviewed, first: str, way: str, without: Guard | None
) -> None:
    """It began on the legacy side and goes on on the new one, while the switch waits for what it has."""
    if way == "down":
        go(conn18, reviewed, "cutover")
    if without:
        take_out(conn18, without)
    with stage(database18) as on:
        writer, operator = on.session(), on.session()
        writer.run(NEW)  # its functions are compiled
        writer.begin()
        writer.run(first)
        operator.run("BEGIN")
        switching = operator.start(script(reviewed, way)).waits_for(writer)
        writing = writer.start(NEW)
        ended = writing.sqlstate()
        writer.run("ROLLBACK")
        assert {ended, switching.sqlstate()} == ({"40P01", None} if without else {"40001", None})
        operator.run("ROLLBACK")


@pytest.mark.parametrize("without", [None, HAD], ids=["guarded", "control: any lock"])
def test_a_table_that_was_read_in_a_transaction_before_is_no_reason_to_send_a_writer_back(
    conn18: psycopg.Connection, database18: str, reviewed: Reviewed, without: Guard | None
) -> None:
    """The server keeps what a SERIALIZABLE transaction has read until those beside it have ended."""
    if without:
        take_out(conn18, without)
    with stage(database18) as on:
        beside, writer = on.session(), on.session()
        writer.run(NEW)  # its functions are compiled
        beside.begin(SERIALIZABLE)
        writer.begin(SERIALIZABLE)
        writer.run(f"SELECT {V} FROM {T} WHERE id = 2")
        writer.run(NEW)
        writer.commit()
        ended = switched(on.session(), T, on.session(), script(reviewed, "up"), writer, NEW, waits=without is None)
    assert ended == (None, "40001" if without else None)
