"""The switch with writers running, and waiting for somebody; an owner without rights, and tenants."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import psycopg
import pytest
from concurrency.sessions import stage
from contract.contracted import (
    DOCUMENTS,
    OLD,
    ON_ONE_SERVER,
    TABLES,
    B,
    T,
    V,
    contracted,
    cut_over,
    one,
    reviewed_files,
    rows,
    without,
)
from psycopg import sql

from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import state
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.contract import Wish
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

pytest_plugins = ("contract.fixtures",)
UP = "50_contract.up.sql"
COUNT = "UPDATE shop.order_line SET quantity = coalesce(quantity, 0) + 1 WHERE id = {} AND order_line_sku = 'a'"
ALONE = r"PERFORM pg_advisory_xact_lock\(hashtext\('hofsm switch'\), .*\);"
NEW_TABLES = r"LOCK TABLE\s+\"shop\"[^;]*IN SHARE ROW EXCLUSIVE MODE;"
QUICK = Terms(Retry(200, 60, 0.01, 0.2), OLD)


class Writers:
    """Writers of the new side that count what was acknowledged, by document; and every error that is not 40001."""

    def __init__(self, dsn: str, documents: tuple[int, ...]) -> None:
        self.done = dict.fromkeys(documents, 0)
        self.errors: list[str] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(dsn, number)) for number in documents]

    def __enter__(self) -> Writers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, dsn: str, number: int) -> None:
        with psycopg.connect(dsn, autocommit=True) as conn:
            while not self._stop.is_set():
                try:
                    conn.execute(COUNT.format(number).encode())
                except psycopg.Error as error:
                    if error.sqlstate != "40001":
                        self.errors.append(str(error))
                else:
                    self.done[number] += 1


@pytest.mark.parametrize("drop_view", [False, True], ids=["the view stays", "the view goes"])
def test_writers_of_the_new_side_notice_nothing(
    cutover: Connection, cut: str, orders: Reviewed, *, drop_view: bool
) -> None:
    cutover.execute("DROP VIEW public.open_orders")
    quantity = "SELECT quantity FROM shop.order_line WHERE id = {} AND order_line_sku = 'a'"
    before = {number: one(cutover, quantity.format(number)) for number in (1, 2, 3)}
    with Writers(cut, (1, 2, 3)) as writers:
        assert contracted(cutover, orders, Wish(drop_view=drop_view), QUICK).changed
        time.sleep(0.1)
    assert writers.errors == []
    assert min(writers.done.values()) > 0
    after = {number: one(cutover, quantity.format(number)) for number in before}
    assert after == {number: before[number] + writers.done[number] for number in before}
    assert verify(cutover, orders.plan).parity


@ON_ONE_SERVER
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "control: the new tables are not locked first"])
def test_a_writer_in_flight_is_waited_for(cutover: Connection, cut: str, orders: Reviewed, *, locked: bool) -> None:
    """It has the row of an element, and has not come to the base table yet."""
    script = orders if locked else without(without(orders, UP, NEW_TABLES), UP, ALONE)
    with stage(cut) as on:
        writer, holder = on.session(), on.session()
        holder.begin()
        holder.run("SELECT FROM shop.order_line WHERE id = 1 AND order_line_sku = 'a' FOR UPDATE")
        step = writer.start(COUNT.format(1)).waits_for(holder)
        result: list[str] = []
        operator = threading.Thread(target=lambda: result.append(_contract(cut, script)))
        operator.start()
        waits = "SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('relation', 'advisory')"
        while not (rows(cutover, waits) or result):
            time.sleep(0.005)
        assert bool(result) is not locked
        holder.rollback()
        step.done()
        operator.join()
    assert result == ["contracted"]
    assert verify(cutover, orders.plan).parity


ELEMENT = "SELECT FROM shop.order_line WHERE id = 1 AND order_line_sku = 'a' FOR UPDATE"
NOTE = f"UPDATE {T} SET status = 'waited' WHERE id = 1"
DOCUMENT = f"UPDATE {T} SET {V} = jsonb_set({V}, '{{state}}', '\"s\"') WHERE id = 1"
BASE_FIRST = r"LOCK TABLE \"public\"\.\"Legacy Orders_base\" IN ACCESS EXCLUSIVE MODE;"
VIEW_FIRST = r"LOCK TABLE \"public\"\.\"Legacy Orders\" IN ACCESS EXCLUSIVE MODE;"


@ON_ONE_SERVER
@pytest.mark.parametrize("alone", [True, False], ids=["guarded", "control: writers of the new side are not waited for"])
def test_a_writer_of_the_new_side_is_waited_for_before_the_step_has_a_table(
    cutover: Connection, cut: str, orders: Reviewed, *, alone: bool
) -> None:
    """It has one table and comes by the base table next; one that comes later is sent back and holds up nobody."""
    script = (orders if alone else without(orders, UP, ALONE)).files[UP]
    with stage(cut) as on:
        holder, writer, late, operator = (on.session() for _ in range(4))
        late.run(COUNT.format(2))  # its functions are compiled
        holder.begin()
        holder.run(ELEMENT)
        writing = writer.start(COUNT.format(1)).waits_for(holder)
        operator.run("BEGIN")
        contracting = operator.start(script).waits_for(writer)
        if alone:
            late.start(COUNT.format(2)).fails("40001")
        holder.rollback()
        assert {writing.sqlstate(), contracting.sqlstate()} == ({None} if alone else {"40P01", None})
        operator.run("ROLLBACK")
    assert verify(cutover, orders.plan).parity


@ON_ONE_SERVER
@pytest.mark.parametrize("first", [True, False], ids=["guarded", "control: the new tables before the base table"])
def test_a_writer_of_the_legacy_side_that_has_the_base_table_goes_on(
    cutover: Connection, cut: str, orders: Reviewed, *, first: bool
) -> None:
    script = (orders if first else without(orders, UP, BASE_FIRST)).files[UP]
    with stage(cut) as on:
        writer, operator = on.session(), on.session()
        writer.begin()
        writer.run(NOTE)
        operator.run("BEGIN")
        contracting = operator.start(script).waits_for(writer)
        writing = writer.start(DOCUMENT)
        ended = {writing.sqlstate()}
        writer.run("COMMIT")
        ended.add(contracting.sqlstate())
        assert ended == ({None} if first else {"40P01", None})
        operator.run("ROLLBACK")
    assert verify(cutover, orders.plan).parity


@ON_ONE_SERVER
@pytest.mark.parametrize("first", [True, False], ids=["guarded", "control: the base table before the view"])
def test_a_reader_of_the_view_that_goes_waits_for_the_view(
    cutover: Connection, cut: str, orders: Reviewed, *, first: bool
) -> None:
    cutover.execute("DROP VIEW public.open_orders")
    contracted(cutover, orders)
    file = orders.plan.drop_view.up_file
    script = (orders if first else without(orders, file, VIEW_FIRST)).files[file]
    with stage(cut) as on:
        before, reader, operator = (on.session() for _ in range(3))
        before.begin()
        before.run(f"SELECT FROM {B} LIMIT 1")
        operator.run("BEGIN")
        dropping = operator.start(script).waits_for(before)
        reading = reader.start(f"SELECT FROM {T} LIMIT 1").waits_for(operator)
        before.commit()
        ended = {dropping.sqlstate()}
        operator.run("ROLLBACK")
        ended.add(reading.sqlstate())
        assert ended == ({None} if first else {"40P01", None})


def _contract(dsn: str, orders: Reviewed) -> str:
    with connect(dsn) as conn:
        contracted(conn, orders, terms=Terms(Retry(30_000, 60), OLD))
        return state.phase(state.current(conn, "orders"))


@ON_ONE_SERVER
def test_a_lock_that_is_not_to_be_had_changes_nothing(cutover: Connection, cut: str, orders: Reviewed) -> None:
    before = rows(cutover, DOCUMENTS)
    with stage(cut) as on:
        reader = on.session()
        reader.begin()
        reader.run(f"SELECT count(*) FROM {T}")
        with pytest.raises(GateError, match="Nothing was changed"):
            contracted(cutover, orders, terms=Terms(Retry(50, 0.3), OLD))
        reader.commit()
    assert state.phase(state.current(cutover, "orders")) == "cutover"
    assert rows(cutover, DOCUMENTS) == before
    assert one(cutover, "SELECT count(*) FROM hofsm.final_parity") == 0
    assert contracted(cutover, orders).changed


def test_an_owner_who_is_no_superuser(nonsuperuser: str, empty_database: str, tmp_path: Path) -> None:
    with connect(empty_database) as admin:
        owner = sql.Identifier(psycopg.conninfo.conninfo_to_dict(nonsuperuser)["user"])  # type: ignore[arg-type]
        admin.execute(sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(owner))
    with connect(nonsuperuser) as conn:
        conn.execute(TABLES.encode())
        schema.install(conn)
        orders = reviewed_files(tmp_path)
        cut_over(conn, orders)
        conn.execute("DROP VIEW public.open_orders")
        before = rows(conn, DOCUMENTS)
        contracted(conn, orders, Wish(drop_view=True, archive=tmp_path / "orders.gz"))
        assert rows(conn, DOCUMENTS.replace(T, "shop.composed_orders")) == before
        conn.execute(COUNT.format(1).encode())
        assert verify(conn, orders.plan).parity


def test_tenants_do_not_see_each_other(cutover: Connection, cut: str, orders: Reviewed, tmp_path: Path) -> None:
    """Row security of the legacy table is that of the base table, of the view and of the new tables."""
    role = sql.Identifier(f"tenant {cut[-6:]} c")
    policies = f"CREATE POLICY company ON {B} USING (\"Company\" = current_setting('app.company')::bigint)"
    cutover.execute(f"ALTER TABLE {B} ENABLE ROW LEVEL SECURITY; {policies}".encode())
    for table in ("head", "line", "attribute"):
        carry = f"SELECT hofsm.carry_row_security('{B}', 'shop.order_{table}', '{{Company,id}}')"
        cutover.execute(carry.encode())
    cutover.execute(sql.SQL("DROP ROLE IF EXISTS {0}; CREATE ROLE {0}").format(role))
    try:
        for table in (B, T, *(f"shop.order_{name}" for name in ("head", "line", "attribute"))):
            cutover.execute(sql.SQL("GRANT ALL ON {} TO {}").format(sql.SQL(table), role))  # type: ignore[arg-type]
        cutover.execute(sql.SQL("GRANT USAGE ON SCHEMA shop, hofsm TO {}").format(role))
        contracted(cutover, orders)
        cutover.execute(sql.SQL("SET ROLE {}; SET app.company = '1'").format(role))
        assert rows(cutover, f'SELECT DISTINCT "Company" FROM {T} WHERE {V} IS NOT NULL') == [(1,)]
        assert rows(cutover, 'SELECT DISTINCT "Company" FROM shop.order_head') == [(1,)]
        assert cutover.execute("UPDATE shop.order_head SET state = 'mine'").rowcount == one(
            cutover, "SELECT count(*) FROM shop.order_head"
        )
        cutover.execute("RESET ROLE")
        mine = "SELECT DISTINCT \"Company\" FROM shop.order_head WHERE state = 'mine'"
        assert rows(cutover, mine) == [(1,)]
    finally:
        cutover.execute("RESET ROLE")
        cutover.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(role))
