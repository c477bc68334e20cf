"""What `doctor` finds where a view has the legacy table's name, and repairs once it is clear which store is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cutover.orders import (
    BASE,
    OUT_OF_STEP,
    T,
    V,
    assert_parity,
    cut_over,
    mirrored_database,
    one,
    prepare,
    without_payload,
)

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


def test_a_rule_on_a_new_table_is_named(cut: tuple[Connection, Reviewed]) -> None:
    conn, reviewed = cut
    conn.execute("CREATE RULE r AS ON INSERT TO shop.order_line DO ALSO NOTIFY lines")
    (found,) = examine(conn, reviewed.mapping, fix=True).findings
    assert (found.what, found.where, found.fixed) == ("rule r is on a new table", "shop.order_line", None)
    assert found.next_step.startswith("DROP RULE r ON shop.order_line, ")
    conn.execute("DROP RULE r ON shop.order_line")
    assert examine(conn, reviewed.mapping).findings == ()


def around(conn: Connection, damage: str) -> None:
    """Something that no trigger follows."""
    conn.execute(AROUND.encode())
    conn.execute(damage.encode())
    conn.execute(b"RESET session_replication_role")


@pytest.mark.parametrize("kept", [True, False], ids=["payload kept", "without it"])
@pytest.mark.parametrize(("damage", "words"), DAMAGE.values(), ids=DAMAGE.keys())
def test_what_passed_the_triggers_by_is_found_and_left_unless_nothing_can_be_lost(
    cut: tuple[Connection, Reviewed], damage: str, words: str, *, kept: bool
) -> None:
    conn, reviewed = cut
    if not kept:
        without_payload(conn, reviewed)
    around(conn, damage)
    before = one(conn, CONTENT)
    (only,) = [one for one in examine(conn, reviewed.mapping, fix=True).findings if one.what.endswith(words)]
    assert (only.severity, len(only.keys)) == ("error", 1)
    assert only.next_step
    if words == "rows of the base table have no document":
        assert only.fixed
        assert examine(conn, reviewed.mapping).findings == ()
        assert one(conn, f"SELECT {V}::text FROM {T} WHERE id = 7001") == "{}"
    else:
        assert not only.fixable
        assert one(conn, CONTENT) == before


CONTENT = f"""
SELECT md5(concat(
    (SELECT string_agg(b::text, ',' ORDER BY b::text) FROM {BASE} AS b),
    (SELECT string_agg(h::text, ',' ORDER BY h::text) FROM shop.order_head AS h),
    (SELECT string_agg(l::text, ',' ORDER BY l::text) FROM shop.order_line AS l)
))
"""


def test_payloads_are_right_where_somebody_says_so(cut: tuple[Connection, Reviewed]) -> None:
    """As after a logical replication that wrote to the base table."""
    conn, reviewed = cut
    for damage, _ in DAMAGE.values():
        around(conn, damage)
    around(conn, f"DELETE FROM {BASE} WHERE id = 2")
    around(conn, f'UPDATE {BASE} SET {V} = \'{{"lines": [{{"sku": "w", "qty": 5}}]}}\', status = \'s\' WHERE id = 3')
    payloads = f"SELECT md5(string_agg({V}::text, ',' ORDER BY id)) FROM {{}}"
    before = one(conn, payloads.format(BASE))
    found = examine(conn, reviewed.mapping, fix=True, prefer="payload")
    assert all(one.fixed for one in found.findings), found.findings
    assert examine(conn, reviewed.mapping).findings == ()
    assert one(conn, payloads.format(BASE)) == one(conn, payloads.format(T)) == before
    assert one(conn, "SELECT count(*) FROM shop.order_head WHERE id IN (2, 7002)") == 0
    assert_parity(conn, reviewed)


def test_new_tables_are_right_where_somebody_says_so(cut: tuple[Connection, Reviewed]) -> None:
    conn, reviewed = cut
    around(conn, DAMAGE["a payload"][0])
    around(conn, "UPDATE shop.order_head SET state = 'around' WHERE id = 2")
    before = one(conn, f"SELECT md5(string_agg({V}::text, ',' ORDER BY id)) FROM {T}")
    touched = one(conn, f"SELECT touched FROM {BASE} WHERE id = 2")
    found = examine(conn, reviewed.mapping, fix=True, prefer="new-tables")
    (only,) = found.findings
    assert (only.fixed, len(only.keys)) == (True, 2)
    assert one(conn, OUT_OF_STEP) == 0
    assert one(conn, f"SELECT md5(string_agg({V}::text, ',' ORDER BY id)) FROM {T}") == before
    assert one(conn, f"SELECT touched FROM {BASE} WHERE id = 2") == touched
    assert examine(conn, reviewed.mapping).findings == ()
    assert_parity(conn, reviewed)


def test_nobody_can_say_that_payloads_are_right_where_they_are_gone(cut: tuple[Connection, Reviewed]) -> None:
    conn, reviewed = cut
    without_payload(conn, reviewed)
    around(conn, DAMAGE["a payload"][0])
    before = one(conn, CONTENT)
    (only,) = examine(conn, reviewed.mapping, fix=True, prefer="payload").findings
    assert (only.fixable, "--prefer" in only.next_step) == (False, False)
    assert one(conn, CONTENT) == before


def test_who_waits_for_a_document_that_is_repaired_reads_it_again(cut: tuple[Connection, Reviewed]) -> None:
    """The base row gets a new version with its rows, so the document that a lock protects is the repaired one."""
    conn, reviewed = cut
    around(conn, DAMAGE["a payload"][0])
    before = one(conn, f"SELECT ctid::text FROM {BASE} WHERE id = 1")
    examine(conn, reviewed.mapping, fix=True, prefer="payload")
    assert one(conn, f"SELECT ctid::text FROM {BASE} WHERE id = 1") != before
    assert one(conn, f"SELECT {V} ->> 'number' FROM {T} WHERE id = 1") == "99"


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
