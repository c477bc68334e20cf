"""Writers of both sides at once under a cut-over, step by step; each guard with its control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ, stage
from cutover.orders import T, V, assert_parity, cut_over, mirrored, one, prepare, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed


@pytest.fixture
def reviewed(conn: Connection, tmp_path: Path) -> Reviewed:
    return prepare(conn, tmp_path)


@pytest.fixture
def view(conn: Connection, reviewed: Reviewed) -> Iterator[Connection]:
    """A connection to the database in phase `cutover`; both stores agree at the end."""
    mirrored(conn, reviewed)
    cut_over(conn, reviewed)
    yield conn
    assert_parity(conn, reviewed)


QUANTITY = f"UPDATE {T} SET {V} = jsonb_set({V}, '{{lines,%s,qty}}', '%s') WHERE id = 1"
NOT_COMPARED = "CREATE OR REPLACE FUNCTION hofsm.refuse_stale(table_name text) RETURNS void LANGUAGE sql AS 'SELECT'"


@pytest.mark.parametrize("compared", [True, False], ids=["compared", "control: not compared"])
def test_a_write_of_what_somebody_else_has_written_meanwhile_is_refused(
    conn: Connection, database: str, reviewed: Reviewed, *, compared: bool
) -> None:
    mirrored(conn, reviewed)
    cut_over(conn, reviewed)
    if not compared:
        conn.execute(NOT_COMPARED)
    with stage(database) as on:
        first, second = on.session(), on.session()
        first.begin()
        first.run(QUANTITY % (0, 50))
        step = second.start(QUANTITY % (0, 60)).waits_for(first)
        first.commit()
        assert step.sqlstate() == ("40001" if compared else None)
    assert quantities(conn) == [50 if compared else 60, "2"]
    assert_parity(conn, reviewed)


def test_writers_of_different_elements_do_not_disturb_each_other(view: Connection, database: str) -> None:
    with stage(database) as on:
        first, second = on.session(), on.session()
        first.begin()
        first.run(QUANTITY % (0, 50))
        step = second.start(QUANTITY % (1, 60)).waits_for(first)
        first.commit()
        step.done()
    assert quantities(view) == [50, 60]


def test_a_column_that_somebody_else_has_written_meanwhile_is_refused_and_another_is_not(
    view: Connection, database: str
) -> None:
    with stage(database) as on:
        first, second = on.session(), on.session()
        for column, state_ in (("status", "40001"), (V, None)):
            first.begin()
            first.run(f"UPDATE {T} SET status = status || 's' WHERE id = 1")
            value = "'mine'" if column == "status" else "'{}'"
            step = second.start(f"UPDATE {T} SET {column} = {value} WHERE id = 1").waits_for(first)
            first.commit()
            assert step.sqlstate() == state_
    assert rows(view, f"SELECT status, {V} FROM {T} WHERE id = 1") == [("openss", {})]


def test_select_for_update_returns_what_it_has_waited_for(view: Connection, database: str) -> None:
    """The application reads under a lock, computes, and writes: nothing that the new side wrote is lost between."""
    with stage(database) as on:
        first, second = on.session(), on.session()
        first.begin()
        first.run("UPDATE shop.order_line SET quantity = 50 WHERE id = 1 AND order_line_sku = 'a'")
        second.begin()
        step = second.start(f"SELECT {V} #> '{{lines,0,qty}}' FROM {T} WHERE id = 1 FOR UPDATE").waits_for(first)
        first.commit()
        assert step.done() == [(50,)]
        second.run(QUANTITY % (0, 51))
        second.commit()
    assert quantities(view)[0] == 51


@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])
def test_a_writer_of_the_new_side_is_never_waited_for(view: Connection, database: str, isolation: str) -> None:
    with stage(database) as on:
        new, old = on.session(), on.session()
        old.begin(isolation)
        new.begin(isolation)
        old.run(f"UPDATE {T} SET status = 'held' WHERE id = 1")
        step = new.start("UPDATE shop.order_line SET quantity = 9 WHERE id = 1 AND order_line_sku = 'a'").waits_for(old)
        assert old.start(QUANTITY % (0, 10)).sqlstate() == "40001"
        old.rollback()
        step.done()
        new.commit()
    assert quantities(view)[0] == 9


def quantities(conn: Connection) -> list[Any]:
    """Of the two lines of document 1."""
    return [line["qty"] for line in one(conn, f"SELECT {V} FROM {T} WHERE id = 1")["lines"]]
