"""`--drop-view`: the base table has the legacy name again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from contract.contracted import ON_ONE_SERVER, B, T, V, contracted, one, rows

from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import state
from hofsm_migrate.phases.contract import Wish
from hofsm_migrate.phases.doctor import examine
from hofsm_migrate.phases.status import status
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

pytest_plugins = ("contract.fixtures",)
GONE = Wish(drop_view=True)
OTHERS = f'SELECT "Company", id, status, touched, label FROM {T} ORDER BY 1, 2'


def test_the_table_has_its_name_again(cutover: Connection, orders: Reviewed) -> None:
    before, ids = rows(cutover, OTHERS), rows(cutover, "SELECT * FROM public.open_ids ORDER BY 1")
    cutover.execute("DROP VIEW public.open_orders")
    result = contracted(cutover, orders, GONE)
    assert [step.command for step in result.steps] == ["contract", "drop-view"]
    assert one(cutover, f"SELECT relkind FROM pg_class WHERE oid = '{T}'::regclass") == "r"
    assert rows(cutover, OTHERS) == before
    assert rows(cutover, "SELECT * FROM public.open_ids ORDER BY 1") == ids
    assert one(cutover, f"SELECT to_regclass('{B}')") is None
    assert one(cutover, "SELECT count(*) FROM pg_proc WHERE proname LIKE 'view%orders%'") == 0
    _both_sides_go_on(cutover)
    assert verify(cutover, orders.plan).parity
    assert status(cutover, orders.plan).legacy_bytes
    assert examine(cutover, orders.mapping).findings == ()
    assert contracted(cutover, orders, GONE).changed is False
    assert [one.to_phase for one in status(cutover, orders.plan).events][-2:] == ["contracted", "contracted"]


def _both_sides_go_on(cutover: Connection) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        cutover.execute("INSERT INTO public.shipments VALUES (2, 2, 12345)")
    cutover.execute("UPDATE shop.order_line SET quantity = 9 WHERE id = 1 AND order_line_sku = 'a'")
    documents = f"SELECT {V} #> '{{lines,0,qty}}' FROM shop.composed_orders WHERE id = 1"
    assert one(cutover, documents) == 9
    cutover.execute(f"INSERT INTO {T} (\"Company\", id, status) VALUES (9, 90, 'mine')".encode())
    assert one(cutover, f"SELECT {V}::text FROM shop.composed_orders WHERE id = 90") == "{}"
    cutover.execute('INSERT INTO shop.order_head ("Company", id, number) VALUES (5, 500, 7)')
    assert one(cutover, f"SELECT status FROM {T} WHERE id = 500") == "open"
    cutover.execute(f"DELETE FROM {T} WHERE id = 90; DELETE FROM shop.order_head WHERE id IN (500, 3)".encode())
    assert one(cutover, "SELECT count(*) FROM public.shipments") == 0
    cutover.execute("TRUNCATE public.shipments")
    cutover.execute(f"UPDATE {T} SET status = 'done' WHERE id = 1".encode())


@ON_ONE_SERVER
def test_the_view_can_go_later(cutover: Connection, orders: Reviewed) -> None:
    cutover.execute("DROP VIEW public.open_orders")
    assert [step.command for step in contracted(cutover, orders).steps] == ["contract"]
    assert [step.command for step in contracted(cutover, orders, GONE).steps] == ["drop-view"]
    assert verify(cutover, orders.plan).parity


@ON_ONE_SERVER
def test_doctor_names_no_way_back_where_there_is_none(cutover: Connection, orders: Reviewed) -> None:
    contracted(cutover, orders)
    cutover.execute("DROP FUNCTION shop.written_order_line() CASCADE")
    hints = {one.next_step for one in examine(cutover, orders.mapping).findings}
    assert hints
    assert all("there is no way back" in hint for hint in hints), hints


USES = {
    "a view of the payload": ("SELECT 1", "view public.open_orders needs the view"),
    "a materialized view": (
        "DROP VIEW public.open_orders; CREATE MATERIALIZED VIEW public.m AS SELECT id FROM public.open_ids",
        "materialized view public.m needs the view",
    ),
    "a parsed function": (
        (
            "DROP VIEW public.open_orders;"
            f" CREATE FUNCTION public.f() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM {T}; END"
        ),
        "function public.f() needs the view",
    ),
}


@ON_ONE_SERVER
@pytest.mark.parametrize(("statement", "words"), USES.values(), ids=USES.keys())
def test_what_reads_the_view_is_named_before_anything_is_changed(
    cutover: Connection, orders: Reviewed, statement: str, words: str
) -> None:
    cutover.execute("SET search_path = pg_catalog")
    cutover.execute(statement.encode())
    with pytest.raises(GateError) as raised:
        contracted(cutover, orders, GONE)
    assert [problem.message for problem in raised.value.problems] == [words]
    assert state.phase(state.current(cutover, "orders")) == "cutover"
