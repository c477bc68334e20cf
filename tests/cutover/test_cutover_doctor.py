"""What `doctor` finds where a view has the legacy table's name: nothing is made anew, as the new tables count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cutover.orders import BASE, T, V, cut_over, mirrored_database, prepare, without_payload

from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases.doctor import examine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

AROUND = "SET session_replication_role = replica"
DAMAGE = {
    "a payload": (
        f"UPDATE {BASE} SET {V} = '{{\"number\": 99}}' WHERE id = 1",
        "payloads of the base table differ from their rows",
    ),
    "a row of the base table": (
        f"INSERT INTO {BASE} (\"Company\", id, {V}) VALUES (1, 7001, '{{}}')",
        "rows of the base table have no document",
    ),
    "a root row": (
        'INSERT INTO shop.order_head ("Company", id) VALUES (1, 7002)',
        "documents have no row in the base table",
    ),
    "a row below": (
        "INSERT INTO shop.order_line (\"Company\", id, order_line_sku, order_line_ordinal) VALUES (1, 7003, 'x', 1)",
        "documents have rows that belong to no other row",
    ),
}


@pytest.fixture
def cut(server18: Server, tmp_path: Path) -> Iterator[tuple[Connection, Reviewed]]:
    with mirrored_database(server18) as dsn, connect(dsn) as conn:
        reviewed = prepare(conn, tmp_path, tables="")
        cut_over(conn, reviewed)
        yield conn, reviewed


@pytest.mark.parametrize("kept", [True, False], ids=["payload kept", "without it"])
def test_nothing_is_found_where_nothing_is_wrong(cut: tuple[Connection, Reviewed], *, kept: bool) -> None:
    conn, reviewed = cut
    if not kept:
        without_payload(conn, reviewed)
    assert examine(conn, reviewed.mapping).findings == ()


@pytest.mark.parametrize(("damage", "words"), DAMAGE.values(), ids=DAMAGE.keys())
def test_what_passed_the_triggers_by_is_found_and_left(
    cut: tuple[Connection, Reviewed], damage: str, words: str
) -> None:
    conn, reviewed = cut
    conn.execute(AROUND.encode())
    conn.execute(damage.encode())
    conn.execute(b"RESET session_replication_role")
    (only,) = [one for one in examine(conn, reviewed.mapping, fix=True).findings if one.what.endswith(words)]
    assert (only.severity, only.fixable, len(only.keys)) == ("error", False, 1)
    assert only.next_step


def test_a_trigger_that_is_disabled_is_enabled(cut: tuple[Connection, Reviewed]) -> None:
    conn, reviewed = cut
    conn.execute(f"ALTER TABLE {BASE} DISABLE TRIGGER USER".encode())
    before = examine(conn, reviewed.mapping)
    assert before.needs_a_person
    after = examine(conn, reviewed.mapping, fix=True)
    assert {one.what for one in after.findings if one.fixed} >= {one.what for one in before.findings if one.fixable}
    conn.execute(f"UPDATE {T} SET {V} = jsonb_set({V}, '{{state}}', '\"seen\"') WHERE id = 1".encode())
    assert examine(conn, reviewed.mapping).findings == ()


def test_a_function_that_was_altered_is_named(cut: tuple[Connection, Reviewed]) -> None:
    conn, reviewed = cut
    conn.execute(
        b"CREATE OR REPLACE FUNCTION shop.take_orders() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'"
    )
    assert any(
        "function shop.take_orders() was altered" in one.what for one in examine(conn, reviewed.mapping).findings
    )
