"""Phase `contracted`: what the legacy name shows, what it refuses, and what the new side goes on doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from concurrency.sessions import stage
from contract.contracted import DOCUMENTS, ON_ONE_SERVER, B, T, V, contracted, one, rows, without

from hofsm_migrate.db.final_parity import final_parity
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import rollback, state
from hofsm_migrate.phases.doctor import examine
from hofsm_migrate.phases.status import status
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

pytest_plugins = ("contract.fixtures",)
UP = "50_contract.up.sql"


def test_the_view_shows_what_it_showed(cutover: Connection, cut: str, orders: Reviewed) -> None:
    columns = (
        "SELECT attname, format_type(atttypid, atttypmod), col_description(attrelid, attnum)"
        f" FROM pg_attribute WHERE attrelid = '{T}'::regclass AND attnum > 0 ORDER BY attnum"
    )
    queries = [
        DOCUMENTS,
        f"SELECT * FROM {T} ORDER BY 1, 2",
        "SELECT * FROM public.open_orders ORDER BY 1",
        columns,
        f"SELECT obj_description(oid, 'pg_class'), relacl, relowner FROM pg_class WHERE oid = '{T}'::regclass",
    ]
    with psycopg.connect(cut, autocommit=True) as other:
        prepared = other.execute(queries[1].encode(), prepare=True).fetchall()
        before = [rows(cutover, query) for query in queries]
        result = contracted(cutover, orders)
        assert [rows(cutover, query) for query in queries] == before
        assert other.execute(queries[1].encode(), prepare=True).fetchall() == prepared
    assert [step.command for step in result.steps] == ["contract"]
    assert state.phase(state.current(cutover, "orders")) == "contracted"
    payload = f"SELECT count(*) FROM pg_attribute WHERE attrelid = '{B}'::regclass AND attname = 'the \"value\" of it'"
    assert one(cutover, payload) == 0
    assert contracted(cutover, orders).changed is False


WRITES = {
    "a column": "UPDATE shop.order_head SET state = 'done' WHERE id = 1",
    "a column and NULL again": "UPDATE shop.order_line SET quantity = 5 WHERE order_line_sku = 'b';"
    " UPDATE shop.order_line SET quantity = NULL WHERE order_line_sku = 'b'",
    "a column of an odd document": "UPDATE shop.order_head SET total = 5 WHERE id = 11",
    "an element": 'INSERT INTO shop.order_line ("Company", id, order_line_sku, order_line_ordinal, quantity)'
    " VALUES (2, 1, 'm', 1, 4)",
    "an element that goes": "DELETE FROM shop.order_line WHERE id = 3 AND order_line_sku = 'a'",
    "the last elements": "DELETE FROM shop.order_line WHERE id = 3",
    "the order of elements": "UPDATE shop.order_line SET order_line_ordinal = 1 WHERE order_line_sku = 'b'",
    "another key of an element": "UPDATE shop.order_line SET order_line_sku = 'z' WHERE order_line_sku = 'a'",
    "an entry": "UPDATE shop.order_attribute SET value = '{\"x\": 1.0}', attribute = 'l'",
    "a document": 'INSERT INTO shop.order_head ("Company", id, number) VALUES (5, 500, 7)',
    "a document that goes": "DELETE FROM shop.order_head WHERE id IN (2, 3)",
    "a document of SQL or JSON null": "UPDATE shop.order_head SET number = 1 WHERE id = 8",
    "another key of a document": "UPDATE shop.order_head SET id = 400, state = 'moved' WHERE id = 4",
    "all documents": "UPDATE shop.order_head SET state = 'all' WHERE number IS NOT NULL",
}
NEW_ROWS = [
    'SELECT * FROM shop.order_head ORDER BY "Company", id',
    'SELECT * FROM shop.order_line ORDER BY "Company", id, 3',
    'SELECT * FROM shop.order_attribute ORDER BY "Company", id, 3',
    f'SELECT "Company", id, status FROM {T} ORDER BY 1, 2',
]


def test_writes_of_the_new_side_do_what_they_did_before(cutover: Connection, orders: Reviewed) -> None:
    """Each once in `cutover` and once after: the same documents, rows, residuals and rows of the base table."""
    before = {what: _outcome(cutover, statement) for what, statement in WRITES.items()}
    contracted(cutover, orders)
    for what, statement in WRITES.items():
        assert _outcome(cutover, statement) == before[what], what
    for statement in WRITES.values():
        cutover.execute(statement.encode())
    assert verify(cutover, orders.plan).parity


def _outcome(cutover: Connection, statement: str) -> list[list[tuple[object, ...]]]:
    with cutover.transaction(force_rollback=True):
        cutover.execute(statement.encode())
        return [rows(cutover, query) for query in (DOCUMENTS, *NEW_ROWS)]


@ON_ONE_SERVER
def test_a_tag_is_what_it_was_and_can_be_asked_for(cutover: Connection, orders: Reviewed) -> None:
    of_all = "SELECT hofsm.etag(h) FROM shop.order_head AS h UNION ALL SELECT hofsm.etag(l) FROM shop.order_line AS l"
    before = rows(cutover, of_all)
    contracted(cutover, orders)
    assert rows(cutover, of_all) == before
    tag = one(cutover, "SELECT hofsm.etag(h) FROM shop.order_head AS h WHERE id = 4")
    for statement in ("UPDATE shop.order_head SET state = 'x'", "DELETE FROM shop.order_line"):
        put = f"{statement} WHERE id = 4 AND hofsm.if_match('%s')"
        with pytest.raises(psycopg.errors.SerializationFailure):
            cutover.execute((put % ("0" * 32)).encode())
        with cutover.transaction(force_rollback=True):
            assert cutover.execute((put % tag).encode()).rowcount > 0


def test_rows_are_brought_in_line_with_the_document(cutover: Connection, orders: Reviewed) -> None:
    """Control: without the function that does it, what was kept for a column wakes again."""
    script = without(orders, UP, r'PERFORM "shop"\."settle_order_head"\(.*\);')
    contracted(cutover, script)
    cutover.execute("UPDATE shop.order_line SET quantity = 5 WHERE order_line_sku = 'b'")
    cutover.execute("UPDATE shop.order_line SET quantity = 2 WHERE order_line_sku = 'b'")
    quantity = f"SELECT {V} #> '{{lines,1,qty}}' FROM {T} WHERE id = 1"
    assert one(cutover, quantity) == "2"
    contracted(cutover, orders)


REFUSED = (
    f"INSERT INTO {T} (\"Company\", {V}) VALUES (1, '{{}}')",
    f"UPDATE {T} SET {V} = '[]'",
    f"UPDATE {T} SET status = 'done' WHERE id = 1",
    f"DELETE FROM {T} WHERE id = 1",
)


def test_the_view_is_read_only(cutover: Connection, orders: Reviewed) -> None:
    contracted(cutover, orders)
    before = rows(cutover, DOCUMENTS)
    for statement in REFUSED:
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="is read-only") as refused:
            cutover.execute(statement.encode())
        assert "schema shop" in (refused.value.diag.message_hint or "")
        assert "Orders_base" in (refused.value.diag.message_hint or "")
    assert rows(cutover, DOCUMENTS) == before


def test_rows_of_the_base_table_come_and_go_with_their_documents(cutover: Connection, orders: Reviewed) -> None:
    contracted(cutover, orders)
    cutover.execute(f"INSERT INTO {B} (\"Company\", id, status) VALUES (9, 90, 'mine')".encode())
    assert rows(cutover, f"SELECT status, {V}::text FROM {T} WHERE id = 90") == [("mine", "{}")]
    cutover.execute("UPDATE shop.order_head SET state = 'set' WHERE id = 90")
    assert one(cutover, f"SELECT {V} ->> 'state' FROM {T} WHERE id = 90") == "set"
    cutover.execute(f"UPDATE {B} SET status = 'other' WHERE id = 90".encode())
    cutover.execute(f"DELETE FROM {B} WHERE id IN (90, 1)".encode())
    assert one(cutover, "SELECT count(*) FROM shop.order_head WHERE id IN (90, 1)") == 0
    cutover.execute("DELETE FROM shop.order_head WHERE id = 3")
    assert one(cutover, "SELECT count(*) FROM public.shipments") == 0
    assert verify(cutover, orders.plan).parity
    cutover.execute(f"TRUNCATE {B} CASCADE".encode())
    assert one(cutover, "SELECT count(*) FROM shop.order_head") == 0
    assert verify(cutover, orders.plan).parity


KEY = f"UPDATE {B} SET id = id + 100 WHERE id = 1"


def test_a_key_is_changed_in_the_root_table_only(cutover: Connection, orders: Reviewed) -> None:
    contracted(cutover, orders)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="key of a document") as refused:
        cutover.execute(KEY.encode())
    assert '"shop"."order_head"' in (refused.value.diag.message_hint or "")
    cutover.execute("UPDATE shop.order_head SET id = 101 WHERE id = 1")
    assert one(cutover, f"SELECT {V} ->> 'number' FROM {T} WHERE id = 101") == "1"
    cutover.execute(f"DROP TRIGGER zz_hofsm_key ON {B}; UPDATE {B} SET id = 201 WHERE id = 101".encode())
    assert not verify(cutover, orders.plan).parity  # control: without the trigger


@ON_ONE_SERVER
def test_a_document_needs_a_row_in_the_base_table(cutover: Connection, orders: Reviewed) -> None:
    cutover.execute(f"ALTER TABLE {B} ALTER COLUMN status DROP DEFAULT".encode())
    contracted(cutover, orders)
    insert = 'INSERT INTO shop.order_head ("Company", id, number) VALUES (5, 500, 7)'
    with pytest.raises(psycopg.errors.NotNullViolation) as refused:
        cutover.execute(insert.encode())
    assert "insert the row there first" in (refused.value.diag.message_hint or "")
    cutover.execute(f"INSERT INTO {B} (\"Company\", id, status) VALUES (5, 500, 's')".encode())
    cutover.execute("UPDATE shop.order_head SET number = 7 WHERE id = 500")
    assert one(cutover, f"SELECT {V}::text FROM {T} WHERE id = 500") == '{"number": 7}'


def test_triggers_of_the_application_see_each_write_of_a_document(cutover: Connection, orders: Reviewed) -> None:
    contracted(cutover, orders)
    before = one(cutover, f"SELECT touched FROM {T} WHERE id = 1")
    cutover.execute("UPDATE shop.order_line SET quantity = 50 WHERE id = 1")
    assert one(cutover, f"SELECT touched FROM {T} WHERE id = 1") == before + 1


@ON_ONE_SERVER
@pytest.mark.parametrize("touched", [True, False], ids=["touched", "control: the base row stays as it is"])
def test_a_locked_row_shows_the_document_that_the_lock_protects(
    cutover: Connection, cut: str, orders: Reviewed, *, touched: bool
) -> None:
    contracted(cutover, orders if touched else without(orders, UP, r'PERFORM "shop"\."touch_orders"\(.*\);', "NULL;"))
    with stage(cut) as on:
        first, second = on.session(), on.session()
        first.begin()
        first.run("UPDATE shop.order_line SET quantity = 50 WHERE id = 1 AND order_line_sku = 'a'")
        step = second.start(f"SELECT {V} #> '{{lines,0,qty}}' FROM {T} WHERE id = 1 FOR UPDATE").waits_for(first)
        first.commit()
        assert step.done() == [(50 if touched else 1,)]


@ON_ONE_SERVER
def test_the_words_of_other_commands(cutover: Connection, orders: Reviewed) -> None:
    contracted(cutover, orders)
    with pytest.raises(GateError, match=r"(?s)no way back.*archive make"):
        rollback.rollback(cutover, orders, to="mirrored")
    assert examine(cutover, orders.mapping).findings == ()
    result = verify(cutover, orders.plan)
    assert (result.parity, result.compared, result.documents) == (True, False, 11)
    found = status(cutover, orders.plan)
    assert (found.residual, found.standing.phase) == (None, "contracted")
    assert "nothing is left to do" in found.standing.next_step
    cutover.execute("SET session_replication_role = replica")
    cutover.execute("DELETE FROM shop.order_head WHERE id IN (1, 2); DELETE FROM shop.order_line WHERE id = 1")
    cutover.execute(f"DELETE FROM {B} WHERE id = 5".encode())
    cutover.execute("RESET session_replication_role")
    result = verify(cutover, orders.plan)
    assert (result.not_represented, result.ghosts) == (2, 1)
    assert {one.table for one in result.orphans} == {"order_line", "order_attribute"}


def test_the_final_record(cutover: Connection, orders: Reviewed) -> None:
    contracted(cutover, orders)
    record = final_parity(cutover, "orders")
    assert record is not None
    count = "SELECT " + " + ".join(
        f"(SELECT count(*) FROM shop.order_{name})" for name in ("head", "line", "attribute")
    )
    assert (record.documents, record.rows, record.changed_since) == (11, one(cutover, count), 0)
    text = " || ".join(
        f"coalesce(octet_length({part}) || ':' || {part}, '-')"
        for part in ('"Company"::text', "id::text", f"{V}::text")
    )
    total = 0
    for (digest,) in rows(cutover, f"SELECT encode(sha256(convert_to({text}, 'UTF8')), 'hex') FROM {T}"):
        total ^= int(digest, 16)
    assert record.digest == f"{total:064x}"
    assert record.digest in one(cutover, "SELECT note FROM hofsm.history WHERE command = 'contract'")


@ON_ONE_SERVER
@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: the server's own words"])
def test_a_number_that_no_document_can_hold_is_refused_by_its_column(
    cutover: Connection, orders: Reviewed, *, guarded: bool
) -> None:
    caught = r"(?<=EXCEPTION WHEN )invalid_text_representation"
    contracted(cutover, orders if guarded else without(orders, UP, caught, "division_by_zero"))
    write = "UPDATE shop.order_head SET total = 'NaN' WHERE id = 1"
    error = psycopg.errors.CheckViolation if guarded else psycopg.errors.InvalidTextRepresentation
    with pytest.raises(error) as raised:
        cutover.execute(write.encode())
    if guarded:
        assert raised.value.diag.message_primary == "column total has a number that no document can hold"
        assert raised.value.diag.message_hint == "write a number that is finite, or NULL"
    assert verify(cutover, orders.plan).parity
