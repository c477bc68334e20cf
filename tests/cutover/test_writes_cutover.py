"""What the spec permits, tags and `on_mismatch: reject` in phase `cutover`, through the view and on the new tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ, stage
from conftest import fresh_database
from cutover.orders import TABLES, T, V, cut_over, mirrored, without_payload

from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import files, payload
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

SPEC = """
mapping: orders
source: {table: 'public."Legacy Orders"', key: ["Company", id], payload: 'the "value" of it'}
schema: shop
on_mismatch: reject
tables:
  order_head:
    role: core
    at: $
    columns:
      number: {type: bigint, update: false}
      state: {type: enum, values: [new, sent]}
      total: {type: numeric, check: "total > 0"}
      item: {type: bigint, references: public.items.id}
      read_at: {path: readAt, type: timestamptz, wire: iso8601-z, etag: false}
  order_line:
    role: core
    at: $.lines[*]
    identity: {path: sku}
    writes: [insert, update]
    columns: {quantity: {path: qty, type: integer}, note: text}
  order_attribute:
    role: input
    at: $.attributes.*
    key_column: attribute
    columns: {value: {path: "", type: jsonb}}
"""
ITEMS = "CREATE TABLE public.items (id bigint PRIMARY KEY); INSERT INTO public.items VALUES (1)"


@pytest.fixture(scope="module", params=["server18", "second_server"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Reviewed]]:
    """A database in phase `cutover`, for all tests of this module."""
    folder: Path = tmp_path_factory.mktemp("orders")
    spec = folder / "orders.yaml"
    spec.write_text(SPEC)
    files.write(files.compiled(spec), folder / "migrations")
    reviewed = files.read(spec, folder / "migrations")
    with fresh_database(request.getfixturevalue(request.param), "hofsm_template") as dsn, connect(dsn) as conn:
        conn.execute((TABLES + ITEMS).encode())
        mirrored(conn, reviewed)
        cut_over(conn, reviewed)
        yield dsn, reviewed


@pytest.fixture
def view(place: tuple[str, Reviewed]) -> Iterator[Connection]:
    with connect(place[0]) as conn:
        yield conn
        assert verify(conn, place[1].plan).parity


def one(conn: Connection, query: str) -> str:
    return (conn.execute(query.encode()).fetchone() or ("",))[0]


REFUSED = {
    "a table that is closed for it": (
        "DELETE FROM shop.order_line WHERE id = 1",
        "42501",
        "order_line takes no DELETE",
    ),
    "a cascade": ("DELETE FROM shop.order_head WHERE id = 1", "42501", "order_line takes no DELETE"),
    "a column": ("UPDATE shop.order_head SET number = 5 WHERE id = 1", "42501", "order_head.number cannot be changed"),
    "a check": ("UPDATE shop.order_head SET total = 0 WHERE id = 1", "23514", "check constraint"),
    "an enum": ("UPDATE shop.order_head SET state = 'lost' WHERE id = 1", "23514", "check constraint"),
    "a reference": ("UPDATE shop.order_head SET item = 7 WHERE id = 1", "23503", "order_head.item refers to a row"),
    "an element without its document": (
        "INSERT INTO shop.order_line (\"Company\", id, order_line_sku, order_line_ordinal) VALUES (9, 9, 'a', 1)",
        "23503",
        "a document that table order_head does not have",
    ),
    "a document that does not conform": (
        f'UPDATE {T} SET {V} = \'{{"number": "x"}}\' WHERE id = 1',
        "23514",
        "conform",
    ),
    "an element that does not conform": (
        f"UPDATE {T} SET {V} = jsonb_set({V}, '{{lines,0,qty}}', '\"many\"') WHERE id = 1",
        "23514",
        "conform to column order_line.quantity",
    ),
    "a new document that does not": (
        f'INSERT INTO {T} ("Company", {V}) VALUES (1, \'{{"lines": 5}}\')',
        "23514",
        "order_line",
    ),
}
ALLOWED = {
    "the legacy side deletes": f"UPDATE {T} SET {V} = {V} - 'lines' WHERE id = 2",
    "the legacy side changes": f"UPDATE {T} SET {V} = jsonb_set({V}, '{{number}}', '77') WHERE id = 2",
    "the legacy side refers to nothing": f"UPDATE {T} SET {V} = {V} || '{{\"item\": 99}}' WHERE id = 2",
    "what was there before stays": f"UPDATE {T} SET {V} = jsonb_set({V}, '{{lines,0,qty}}', '9') WHERE id = 3",
    "the same value": "UPDATE shop.order_head SET number = number, total = 3 WHERE id = 3",
    "another row": "INSERT INTO shop.order_line VALUES (2, 3, 'z', 9, 1)",
    "a reference to a row": "UPDATE shop.order_head SET item = 1 WHERE id = 3",
}


@pytest.mark.parametrize(("statement", "code", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_write_is_refused(view: Connection, statement: str, code: str, message: str) -> None:
    with pytest.raises(psycopg.Error, match=message) as raised:
        view.execute(statement.encode())
    assert raised.value.sqlstate == code


@pytest.mark.parametrize("statement", ALLOWED.values(), ids=ALLOWED.keys())
def test_a_write_is_done(view: Connection, statement: str) -> None:
    assert view.execute(statement.encode()).rowcount == 1


# -- check on write ---------------------------------------------------------------------------------------------------

TAG = f"SELECT hofsm.etag('shop.order_head', {V}) FROM {T} WHERE id = 4"
LINE = "SELECT hofsm.etag(l) FROM shop.order_line AS l WHERE id = 4 AND order_line_sku = 'a'"
PUTS = {
    "through the view": f"UPDATE {T} SET {V} = jsonb_set({V}, '{{state}}', '\"sent\"')"
    " WHERE id = 4 AND hofsm.if_match('%s')",
    "on a new table": "UPDATE shop.order_head SET state = 'sent' WHERE id = 4 AND hofsm.if_match('%s')",
}
OTHERS = {
    "a write through the view": f"UPDATE {T} SET {V} = jsonb_set({V}, '{{lines,1,note}}', to_jsonb(now()::text))"
    " WHERE id = 4",
    "a write to a new table": "UPDATE shop.order_line SET note = now()::text WHERE id = 4 AND order_line_sku = 'b'",
}


def reset(conn: Connection) -> None:
    conn.execute(f"UPDATE {T} SET {V} = jsonb_set({V}, '{{state}}', '\"new\"') WHERE id = 4".encode())


def test_both_sides_have_one_tag_that_leaves_a_column_out(view: Connection) -> None:
    before = one(view, TAG)
    assert before == one(view, "SELECT hofsm.etag(h) FROM shop.order_head AS h WHERE id = 4")
    view.execute(b"UPDATE shop.order_head SET read_at = '2026-01-31T10:00:00Z' WHERE id = 4")
    assert one(view, TAG) == before


@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])
@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
@pytest.mark.parametrize("put", PUTS.values(), ids=PUTS.keys())
def test_a_put_that_waited_for_another_part_is_refused(
    view: Connection, place: tuple[str, Reviewed], put: str, other: str, isolation: str
) -> None:
    """Without a tag both writes are kept, as they are of different parts; who has given one wants to know."""
    reset(view)
    tag = one(view, TAG)
    with stage(place[0]) as on:
        first, second = on.session(), on.session()
        first.begin(isolation)
        second.begin(isolation)
        first.run(other)
        step = second.start(put % tag).waits_for(first)
        first.commit()
        step.fails("40001")
    assert one(view, f"SELECT {V} ->> 'state' FROM {T} WHERE id = 4") == "new"


@pytest.mark.parametrize("put", PUTS.values(), ids=PUTS.keys())
def test_control_a_put_that_is_not_asked_for_its_tag(view: Connection, place: tuple[str, Reviewed], put: str) -> None:
    reset(view)
    with stage(place[0]) as on:
        first, second = on.session(), on.session()
        first.begin()
        first.run(OTHERS["a write to a new table"])
        step = second.start(put % "*").waits_for(first)
        first.commit()
        step.done()
    assert one(view, f"SELECT {V} ->> 'state' FROM {T} WHERE id = 4") == "sent"


@pytest.mark.parametrize("put", PUTS.values(), ids=PUTS.keys())
def test_a_put_with_the_right_tag_is_done(view: Connection, put: str) -> None:
    reset(view)
    view.execute((put % one(view, TAG)).encode())
    assert one(view, f"SELECT {V} ->> 'state' FROM {T} WHERE id = 4") == "sent"


def test_a_put_of_an_element(view: Connection) -> None:
    tag = one(view, LINE)
    put = f"UPDATE shop.order_line SET quantity = 5 WHERE id = 4 AND order_line_sku = 'a' AND hofsm.if_match('{tag}')"
    reset(view)
    view.execute(put.encode())
    view.execute(b"UPDATE shop.order_line SET quantity = 6 WHERE id = 4 AND order_line_sku = 'a'")
    with pytest.raises(psycopg.errors.SerializationFailure):
        view.execute(put.encode())


@pytest.mark.parametrize(
    "statement",
    [
        f"DELETE FROM {T} WHERE id = 5 AND hofsm.if_match('%s')",
        f"UPDATE {T} SET id = 55 WHERE id = 5 AND hofsm.if_match('%s')",
    ],
    ids=["delete", "key"],
)
def test_a_delete_and_a_change_of_key_ask_as_well(view: Connection, statement: str) -> None:
    tag = one(view, TAG.replace("id = 4", "id = 5"))
    for given, fails in (("0" * 32, True), (tag, False)):
        with view.transaction(force_rollback=True):
            if fails:
                with pytest.raises(psycopg.errors.SerializationFailure), view.transaction():
                    view.execute((statement % given).encode())
            else:
                assert view.execute((statement % given).encode()).rowcount == 1


def test_an_insert_asks_for_a_document_that_is_not_there(view: Connection) -> None:
    insert = (
        f"WITH asked AS MATERIALIZED (SELECT hofsm.if_match('{'0' * 32}') AS yes) INSERT INTO {T} (\"Company\", {V})"
    )
    with pytest.raises(psycopg.errors.SerializationFailure):
        view.execute((insert + " SELECT 3, '{}' FROM asked WHERE yes").encode())


def test_without_payloads_both_sides_ask(view: Connection, place: tuple[str, Reviewed]) -> None:
    reset(view)
    before = one(view, TAG)
    without_payload(view, place[1])
    try:
        assert one(view, TAG) == before == one(view, "SELECT hofsm.etag(h) FROM shop.order_head AS h WHERE id = 4")
        for put in PUTS.values():
            reset(view)
            with pytest.raises(psycopg.errors.SerializationFailure):
                view.execute((put % ("0" * 32)).encode())
            view.execute((put % one(view, TAG)).encode())
            assert one(view, f"SELECT {V} ->> 'state' FROM {T} WHERE id = 4") == "sent"
    finally:
        payload.restore(view, place[1])
