"""A DELETE through the view takes nothing away that was written since it read; each guard with its control."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from concurrency import history, workload
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE, stage
from concurrency.workload_mirrored import spending
from conftest import fresh_database
from cutover.orders import (
    BASE,
    T,
    V,
    assert_parity,
    cut_over,
    mirrored,
    mirrored_database,
    one,
    reviewed_files,
    rows,
    without,
    without_payload,
)

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import payload
from hofsm_migrate.phases.verify import verify
from hofsm_migrate.sql import text

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


COLUMN = r"OR NOT pg_catalog\.record_image_eq\(ROW\(current_row[^;]*;"
"""In the view's trigger: the columns are compared."""
DOCUMENT = (r"IF read <> '' AND starts_with\(", "IF false AND starts_with(")
"""In the trigger of the base table: the document is."""
STATE = f"{V} ->> 'state'"
KEEP = f"UPDATE {T} SET {V} = jsonb_set({V}, '{{state}}', '\"keep\"') WHERE id = 1"
WRITTEN = {
    "a column": (f"UPDATE {T} SET status = 'keep' WHERE id = 1", "status = 'open'", "column"),
    "a column, past the view": (f"UPDATE {BASE} SET status = 'keep' WHERE id = 1", "label = 'open!'", "column"),
    "the document": (KEEP, f"{STATE} = 'new'", "document"),
    "a row of the new side": ("UPDATE shop.order_head SET state = 'keep' WHERE id = 1", f"{STATE} = 'new'", "document"),
    "an element of the new side": (
        "INSERT INTO shop.order_line (\"Company\", id, order_line_sku, order_line_ordinal) VALUES (2, 1, 'm', 1)",
        f"jsonb_array_length({V} -> 'lines') = 2",
        "document",
    ),
}
"""What somebody writes, the condition of the DELETE that waits for that, and which guard sees it."""


def start(conn: Connection, reviewed: Reviewed, *, dropped: bool, taken_out: str | None = None) -> None:
    """Phase `cutover`, without the application's trigger that changes a column with every write."""
    mirrored(conn, reviewed)
    given = without(reviewed, *DOCUMENT) if taken_out == "document" else reviewed
    (without_payload if dropped else cut_over)(conn, given)
    if taken_out == "column":
        replace_in_view(conn, reviewed, COLUMN, ";")
    conn.execute(f"ALTER TABLE {BASE} DISABLE TRIGGER touch".encode())


def replace_in_view(conn: Connection, reviewed: Reviewed, pattern: str, instead: str) -> None:
    """Take a guard out of the trigger function of the view."""
    function = text(qualified(Names(reviewed.plan.tree).view_write))
    body, found = re.subn(pattern, instead, one(conn, f"SELECT pg_get_functiondef('{function}'::regproc)"))
    assert found == 1
    conn.execute(body.encode())


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
@pytest.mark.parametrize("dropped", [False, True], ids=["payload kept", "payload gone"])
@pytest.mark.parametrize("written", WRITTEN)
def test_what_somebody_has_written_meanwhile_is_not_deleted(
    conn: Connection, database: str, reviewed: Reviewed, written: str, *, dropped: bool, guarded: bool
) -> None:
    write, condition, guard = WRITTEN[written]
    start(conn, reviewed, dropped=dropped, taken_out=None if guarded else guard)
    with stage(database) as on:
        first, second = on.session(), on.session()
        first.begin()
        first.run(write)
        step = second.start(f"DELETE FROM {T} WHERE id = 1 AND {condition} RETURNING id").waits_for(first)
        first.commit()
        assert step.sqlstate() == ("40001" if guarded else None)
        assert second.run(f"DELETE FROM {T} WHERE id = 1 AND {condition} RETURNING id") == []
    assert one(conn, f"SELECT count(*) FROM {T} WHERE id = 1") == guarded
    assert one(conn, "SELECT count(*) FROM shop.order_head WHERE id = 1") == guarded
    if not dropped:
        assert_parity(conn, reviewed)


@pytest.mark.parametrize("isolation", [REPEATABLE_READ, SERIALIZABLE])
@pytest.mark.parametrize("written", WRITTEN)
def test_nor_with_a_snapshot_from_before(
    conn: Connection, database: str, reviewed: Reviewed, written: str, isolation: str
) -> None:
    start(conn, reviewed, dropped=True)
    with stage(database) as on:
        first, second = on.session(), on.session()
        second.begin(isolation)
        first.run(WRITTEN[written][0])
        assert second.start(f"DELETE FROM {T} WHERE id = 1").sqlstate() == "40001"


@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE])
@pytest.mark.parametrize("dropped", [False, True], ids=["payload kept", "payload gone"])
def test_what_is_as_it_was_read_is_deleted(
    conn: Connection, database: str, reviewed: Reviewed, isolation: str, *, dropped: bool
) -> None:
    """After somebody who had it and wrote nothing in the end, and once; in a transaction that has written it, too."""
    start(conn, reviewed, dropped=dropped)
    with stage(database) as on:
        first, second = on.session(), on.session()
        first.begin()
        first.run(KEEP)
        second.begin(isolation)
        step = second.start(f"DELETE FROM {T} WHERE id = 1 RETURNING {STATE}, label").waits_for(first)
        first.rollback()
        assert step.done() == [("new", "open!")]
        assert second.run(f"DELETE FROM {T} WHERE id = 1 RETURNING id") == []
        second.run(f"UPDATE {T} SET {V} = '[1.0]', status = 'x' WHERE id = 2")
        second.run("UPDATE shop.order_line SET quantity = 7 WHERE id = 3")
        deleted = second.run(f"DELETE FROM {T} WHERE id IN (2, 3, 8) RETURNING id")
        assert sorted(deleted) == [(2,), (3,), (8,)]
        assert second.run("SELECT current_setting('hofsm.read')") == [("",)]
        second.commit()
    assert one(conn, f"SELECT array_agg(id ORDER BY id) FROM {T}") == [4, 5, 6, 7, 9]


@pytest.mark.parametrize(
    ("isolation", "setting", "code"),
    [
        (READ_COMMITTED, f"{V} = '{{}}', status = status", None),
        (READ_COMMITTED, "status = 'taken'", "40001"),
        (REPEATABLE_READ, f"{V} = '{{}}'", "40001"),
    ],
)
def test_the_condition_of_an_update_is_not_evaluated_again(
    conn: Connection, database: str, reviewed: Reviewed, isolation: str, setting: str, code: str | None
) -> None:
    """As operations.md says: what the statement does not change is not compared, but for an old snapshot."""
    start(conn, reviewed, dropped=False)
    with stage(database) as on:
        first, second = on.session(), on.session()
        first.begin()
        first.run(f"UPDATE {T} SET status = 'cancelled' WHERE id = 1")
        second.begin(isolation)
        step = second.start(f"UPDATE {T} SET {setting} WHERE id = 1 AND status = 'open'").waits_for(first)
        first.commit()
        assert step.sqlstate() == code
        second.run("COMMIT")
    assert one(conn, f"SELECT status FROM {T} WHERE id = 1") == "cancelled"


def test_of_two_who_delete_a_row_one_has_deleted_it(view: Connection, database: str) -> None:
    with stage(database) as on:
        first, second = on.session(), on.session()
        first.begin()
        assert first.run(f"DELETE FROM {T} WHERE id = 1 RETURNING id") == [(1,)]
        step = second.start(f"DELETE FROM {T} WHERE id = 1 RETURNING id").waits_for(first)
        first.commit()
        assert step.done() == []
    assert one(view, f"SELECT count(*) FROM {T}") == 8


def test_a_delete_on_the_base_table_is_one_of_a_table(conn: Connection, database: str, reviewed: Reviewed) -> None:
    """It looks at its own condition again, as it always did."""
    start(conn, reviewed, dropped=True)
    with stage(database) as on:
        first, second = on.session(), on.session()
        for condition, deleted in (("status = 'open'", []), ("true", [(1,)])):
            first.begin()
            first.run(f"UPDATE {T} SET status = 'keep', {V} = '{{\"number\": 7}}' WHERE id = 1")
            step = second.start(f"DELETE FROM {BASE} WHERE id = 1 AND {condition} RETURNING id").waits_for(first)
            first.commit()
            assert step.done() == deleted
    assert one(conn, "SELECT count(*) FROM shop.order_head WHERE id = 1") == 0


PARENTS = {
    "SET NULL": (
        f"""ALTER TABLE {BASE} ADD company bigint, ADD parent bigint;
        UPDATE {BASE} SET company = 2, parent = 1 WHERE id = 3;
        ALTER TABLE {BASE} ADD FOREIGN KEY (company, parent) REFERENCES {BASE} ON DELETE SET NULL"""
    ),
    "a trigger": (
        f"""CREATE FUNCTION public.move_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            UPDATE {BASE} SET status = status || '-' WHERE "Company" = OLD."Company" AND id > OLD.id;
            UPDATE {T} SET {V} = {V} || '{{"up": true}}' WHERE id = OLD.id + 2; RETURN NULL; END $$;
        CREATE TRIGGER moved AFTER DELETE ON {BASE} FOR EACH ROW EXECUTE FUNCTION public.move_up()"""
    ),
}
"""What a row that is deleted does to those that the statement comes to next."""


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: whoever has written it"])
@pytest.mark.parametrize("parents", PARENTS)
def test_what_the_statement_has_changed_itself_does_not_stand_in_its_way(
    conn: Connection, database: str, reviewed: Reviewed, parents: str, *, guarded: bool
) -> None:
    mirrored(conn, reviewed)
    conn.execute(PARENTS[parents].replace(BASE, T).encode())
    cut_over(conn, reviewed)
    if not guarded:
        replace_in_view(conn, reviewed, r"AND NOT hofsm\.is_own\(version\)", "")
    with stage(database) as on:
        step = on.session().start(f"DELETE FROM {T} WHERE id IN (1, 3, 5) RETURNING id")
        assert step.sqlstate() == (None if guarded else "40001")
    assert one(conn, f"SELECT count(*) FROM {T}") == (6 if guarded else 9)
    if guarded:
        assert_parity(conn, reviewed)


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: any document"])
def test_only_the_document_that_was_read_is_compared(
    conn: Connection, database: str, reviewed: Reviewed, *, guarded: bool
) -> None:
    """Not one that a trigger of the application takes along."""
    mirrored(conn, reviewed)
    any_document = (DOCUMENT[0] + r".*? THEN", "IF read <> '' THEN")
    cut_over(conn, reviewed if guarded else without(reviewed, *any_document))
    body = f"BEGIN DELETE FROM {BASE} WHERE id = OLD.id + 2 AND id = 3; RETURN OLD; END"
    conn.execute(f"CREATE FUNCTION public.along() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$".encode())
    along = f"CREATE TRIGGER along BEFORE DELETE ON {BASE} FOR EACH ROW EXECUTE FUNCTION public.along()"
    conn.execute(along.encode())
    with stage(database) as on:
        step = on.session().start(f"DELETE FROM {T} WHERE id = 1 RETURNING id")
        assert step.sqlstate() == (None if guarded else "40001")
    assert rows(conn, f"SELECT id FROM {T} WHERE id IN (1, 3)") == ([] if guarded else [(1,), (3,)])


def test_who_may_delete_needs_no_other_right(conn: Connection, database: str, reviewed: Reviewed) -> None:
    """And what others wrote is looked at all the same; row security hides the rows of another tenant."""
    mirrored(conn, reviewed)
    conn.execute(
        f"""
        CREATE ROLE "Deleter" LOGIN; GRANT SELECT, DELETE ON {T} TO "Deleter";
        ALTER TABLE {T} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY seen ON {T} FOR SELECT TO "Deleter" USING ("Company" = 2);
        CREATE POLICY gone ON {T} FOR DELETE TO "Deleter" USING ("Company" = 2);
    """.encode()
    )
    try:
        cut_over(conn, reviewed)
        with stage(database) as on:
            first, second = on.session(), on.session()
            second.run('SET ROLE "Deleter"')
            assert second.run(f"DELETE FROM {T} WHERE id IN (2, 3) RETURNING id") == [(3,)]
            first.begin()
            first.run(KEEP)
            step = second.start(f"DELETE FROM {T} WHERE {STATE} = 'new' AND id = 1").waits_for(first)
            first.commit()
            assert step.sqlstate() == "40001"
            assert second.start(f"UPDATE {T} SET status = 'x' WHERE id = 1").sqlstate() == "42501"
    finally:
        conn.execute('DROP OWNED BY "Deleter"; DROP ROLE "Deleter"')


PARTITIONED = """
CREATE TABLE public.visits (at timestamptz, place text, value jsonb, PRIMARY KEY (at, place)) PARTITION BY RANGE (at);
CREATE TABLE public.visits_1 (place text, value jsonb, at timestamptz NOT NULL, PRIMARY KEY (at, place));
ALTER TABLE public.visits ATTACH PARTITION public.visits_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
INSERT INTO public.visits VALUES ('2020-06-01 12:00+00', 'a (b) "c" ', '{"n": 1}'), ('2020-06-01 12:00+00', 'a', '{}');
"""
VISITS = """
mapping: visits
source: {table: public.visits, key: [at, place], payload: value}
schema: shop
tables:
  visit: {role: core, at: $, columns: {n: integer}}
"""


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: keys are printed as the writer has it"])
def test_a_key_that_prints_in_many_ways_is_the_same_key(server: Server, tmp_path: Path, *, guarded: bool) -> None:
    """In a partition whose columns have another order, by a writer with a time zone of their own."""
    with fresh_database(server) as dsn, connect(dsn) as conn:
        conn.execute(PARTITIONED.encode())
        reviewed = reviewed_files(tmp_path, VISITS)
        mirrored(conn, reviewed)
        cut_over(conn, reviewed)
        if not guarded:
            conn.execute("ALTER FUNCTION hofsm.as_read(record, jsonb) RESET timezone")
        with stage(dsn) as on:
            first, second = on.session(), on.session()
            second.run("SET timezone = 'Asia/Kathmandu'")
            first.begin()
            first.run("UPDATE shop.visit SET n = 2 WHERE place <> 'a'")
            step = second.start("DELETE FROM public.visits WHERE value ->> 'n' = '1' RETURNING place").waits_for(first)
            first.commit()
            assert step.sqlstate() == ("40001" if guarded else None)
            assert len(second.run("DELETE FROM public.visits RETURNING place")) == (2 if guarded else 1)


def spend(conn: Connection, dsn: str, tmp_path: Path, transactions: int, *, dropped: bool, compared: bool) -> list[str]:
    """What was counted, and is neither there nor was said by a DELETE, after so many transactions of six writers."""
    reviewed = history.prepare(conn, tmp_path)
    mirrored(conn, reviewed)
    cut_over(conn, reviewed)
    if dropped:
        payload.drop(conn, reviewed)
    conn.execute('ALTER TABLE public."Legacy Notes_base" DISABLE TRIGGER updated_at')
    if not compared:
        conn.execute(
            "CREATE OR REPLACE FUNCTION hofsm.is_own(version xid) RETURNS boolean LANGUAGE sql AS 'SELECT true'"
        )
    with workload.running(
        dsn, seed=1, writers=6, isolations=(READ_COMMITTED,), admin=conn, make=spending, through_view=True
    ) as work:
        while work.transactions < transactions:
            time.sleep(0.01)
    spent = sum(sum(writer.done.spent.values()) for writer in work.writers)
    print(f"dropped {dropped}, compared {compared}: {work}; {spent} spent")
    assert spent
    assert not work.unexpected
    assert verify(conn, reviewed.plan).parity
    return work.lost(conn)


@pytest.mark.parametrize("dropped", [False, True], ids=["payload kept", "payload gone"])
def test_nobody_deletes_a_count_that_the_statement_has_not_seen(
    conn18: Connection, database18: str, tmp_path: Path, *, dropped: bool
) -> None:
    assert spend(conn18, database18, tmp_path, 400, dropped=dropped, compared=True) == []


@pytest.mark.slow
@pytest.mark.parametrize("compared", [True, False], ids=["compared", "control: not compared"])
def test_nobody_deletes_a_count_that_the_statement_has_not_seen_for_long(
    conn18: Connection, database18: str, tmp_path: Path, *, compared: bool
) -> None:
    lost = spend(conn18, database18, tmp_path, 2_000, dropped=True, compared=compared)
    assert (lost == []) == compared
