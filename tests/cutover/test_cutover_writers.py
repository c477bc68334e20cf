"""Writers of both sides at once under a cut-over, step by step; each guard with its control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ, stage
from conftest import fresh_database
from cutover.orders import (
    BASE,
    OUT_OF_STEP,
    SPEC,
    T,
    V,
    assert_parity,
    cut_over,
    mirrored,
    mirrored_database,
    one,
    prepare,
    rows,
    without,
    without_payload,
)

from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed


pytest_plugins = ("cutover.fixtures",)


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    with mirrored_database(server) as dsn:
        yield dsn


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


FRESH = (r"IF NOT EXISTS \(SELECT FROM [^;]*? AND base\.ctid = \$\d+\) THEN", "IF false THEN")
NEW_VERSION = (r'UPDATE "public"\."Legacy Orders_base" AS legacy SET "the ""value"" of it" = composed [^;]*;', "NULL;")


@pytest.mark.parametrize(
    ("taken_out", "dropped"),
    [((), False), ((), True), (FRESH, False), (FRESH, True), (NEW_VERSION, True)],
    ids=[
        "payload kept",
        "payload gone",
        "control: old snapshot",
        "control: old snapshot, gone",
        "control: old version",
    ],
)
def test_select_for_update_returns_what_it_has_waited_for(
    conn: Connection, database: str, reviewed: Reviewed, taken_out: tuple[str, ...], *, dropped: bool
) -> None:
    """The application reads under a lock, computes, and writes: nothing that the new side wrote is lost between."""
    mirrored(conn, reviewed)
    (without_payload if dropped else cut_over)(conn, without(reviewed, *taken_out) if taken_out else reviewed)
    with stage(database) as on:
        first, second = on.session(), on.session()
        first.begin()
        first.run("UPDATE shop.order_line SET quantity = 50 WHERE id = 1 AND order_line_sku = 'a'")
        second.begin()
        step = second.start(f"SELECT {V} #> '{{lines,0,qty}}' FROM {T} WHERE id = 1 FOR UPDATE").waits_for(first)
        first.commit()
        assert step.done() == [(1 if taken_out else 50,)]
        if not taken_out:
            second.run(QUANTITY % (0, 51))
        second.commit()
    if not taken_out:
        assert quantities(conn)[0] == 51


NOTHING_BELOW = (
    r"IF \$\d+ = 'compare' AND EXISTS \(SELECT FROM (?=\"shop\"\.\"order_part\" AS target)",
    "IF false AND EXISTS (SELECT FROM ",
)
PARTS = """  order_part:
    role: core
    at: $.lines[*].parts[*]
    identity: {path: part}
    columns: {pieces: integer}
"""


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
def test_an_element_does_not_go_with_what_somebody_has_put_below_it(
    server: Server, tmp_path: Path, *, guarded: bool
) -> None:
    with fresh_database(server) as dsn, connect(dsn) as conn:
        reviewed = prepare(conn, tmp_path, spec=SPEC + PARTS)
        if not guarded:
            reviewed = without(reviewed, *NOTHING_BELOW, file="20_dual_write.up.sql")
        mirrored(conn, reviewed)
        cut_over(conn, reviewed)
        _delete_under_insert(dsn, "40001" if guarded else None)
        lines = f"SELECT jsonb_path_query_array({V}, '$.lines[*].sku') FROM {T} WHERE id = 1"
        assert one(conn, lines) == (["a", "b"] if guarded else ["b"])
        assert len(verify(conn, reviewed.plan).orphans) == (not guarded)


def _delete_under_insert(dsn: str, code: str | None) -> None:
    with stage(dsn) as on:
        first, second = on.session(), on.session()
        first.begin()
        first.run(
            'INSERT INTO shop.order_part ("Company", id, order_line_sku, order_part_part, order_part_ordinal)'
            " VALUES (2, 1, 'a', 'p', 1)"
        )
        step = second.start(f"UPDATE {T} SET {V} = {V} #- '{{lines,0}}' WHERE id = 1").waits_for(first)
        first.commit()
        assert step.sqlstate() == code


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
@pytest.mark.parametrize("dropped", [False, True], ids=["payload kept", "payload gone"])
def test_documents_are_not_written_past_the_view(
    conn: Connection, reviewed: Reviewed, *, guarded: bool, dropped: bool
) -> None:
    refusal = r"(?s)RAISE EXCEPTION 'documents are not written to table %\.%'.*?HINT = [^;]*;"
    mirrored(conn, reviewed)
    (without_payload if dropped else cut_over)(conn, reviewed if guarded else without(reviewed, refusal, "RETURN new;"))
    for statement in (f"UPDATE {BASE} SET {V} = '[]' WHERE id = 1", f"INSERT INTO {BASE} VALUES (1, 99, 's', '[]')"):
        if not guarded:
            conn.execute(statement.encode())
            continue
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="documents are not written to table"):
            conn.execute(statement.encode())
    conn.execute(f"UPDATE {BASE} SET status = status".encode())
    assert one(conn, OUT_OF_STEP) == (0 if guarded else 2)


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
def test_nor_are_others_in_the_wake_of_the_new_side(conn: Connection, reviewed: Reviewed, *, guarded: bool) -> None:
    """A trigger of the application that fires where the new side's write comes to the base table."""
    mirrored(conn, reviewed)
    body = f"BEGIN UPDATE {BASE} SET {V} = '[\"copied\"]' WHERE id = 2; RETURN NULL; END"
    trigger = f"AFTER UPDATE ON {T} FOR EACH ROW WHEN (NEW.id = 1) EXECUTE FUNCTION public.copy_it()"
    conn.execute(f"CREATE FUNCTION public.copy_it() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$".encode())
    conn.execute(f"CREATE TRIGGER copied {trigger}".encode())
    own = r"IF origin_before = 'new ' \|\| ROW\([^)]*\)::text THEN"
    cut_over(conn, reviewed if guarded else without(reviewed, own, "IF origin_before LIKE 'new%' THEN"))
    statement = b"UPDATE shop.order_head SET state = 'new' || state WHERE id = 1"
    if guarded:
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="documents are not written to table"):
            conn.execute(statement)
    else:
        conn.execute(statement)
    assert one(conn, OUT_OF_STEP) == (not guarded)


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
