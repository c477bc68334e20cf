"""Writes to the new tables that are refused, and that nothing but the guard refuses them."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

import psycopg
import pytest
from catalog_snapshot import snapshot
from laws import server as harness
from laws.mirrored import close_tables, open_tables
from laws.server import Case
from lens.otherwise_cases import SPEC as OTHERWISE
from mirror.shop import CLOSED, FORM, SPEC, shop

from hofsm_migrate.compile import plan
from hofsm_migrate.compile.mirror import mirror_operations
from hofsm_migrate.db.connect import connect
from hofsm_migrate.spec.load import loads
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from psycopg import Connection

NO_GUARD = """
CREATE OR REPLACE FUNCTION hofsm.refuse(code text, message text, document text, detail text, hint text) RETURNS void
    LANGUAGE sql RETURN NULL
"""
REFUSED = {
    "the residual": ("UPDATE shop.form SET residual = '{}'", "55000", "columns residual and residual_absent cannot"),
    "the marks": ("UPDATE shop.form SET residual_absent = '{title}'", "55000", "columns residual and residual_absent"),
    "a row with a residual": (
        "INSERT INTO shop.section (id, section_id, section_ordinal, residual) VALUES (-10, 'n', 9, '{}')",
        "55000",
        "columns residual and residual_absent cannot",
    ),
    "a document that only the legacy table has": (
        "INSERT INTO shop.form (id) VALUES (77)",
        "23505",
        "the legacy table has a document with this key",
    ),
    "a row of a document that is not there": (
        "INSERT INTO shop.section (id, section_id, section_ordinal) VALUES (5, 'n', 1)",
        "23503",
        "a document that table form does not have",
    ),
    "an element without the one around it": (
        "INSERT INTO shop.field (id, section_id, field_id, field_ordinal) VALUES (-10, 'no', 'n', 1)",
        "23503",
        "table field has a row without the element that it lies in",
    ),
    "a component without the one around it": (
        "INSERT INTO shop.component (id, component_path) VALUES (-10, '{7,1}')",
        "23503",
        "table component has a row without the element that it lies in",
    ),
    "a row of a split without its element": (
        "INSERT INTO shop.section_ui (id, section_id) VALUES (-10, 'no')",
        "23503",
        "table section_ui has a row without its row in section",
    ),
    "a row of a split goes": (
        "DELETE FROM shop.section_ui WHERE section_id = 'a'",
        "55000",
        "rows of table section_ui cannot be deleted by themselves",
    ),
    "a row of a variant's split goes": (
        "DELETE FROM shop.field_number",
        "55000",
        "rows of table field_number cannot be deleted by themselves",
    ),
    "the key of a split": (
        "UPDATE shop.section_ui SET section_id = 'c' WHERE section_id = 'a'",
        "0A000",
        "the key of table section_ui cannot be changed",
    ),
    "a position that is none": (
        "INSERT INTO shop.option (id, section_id, field_id, option_ordinal) VALUES (-10, 'a', 'x', 0)",
        "23514",
        "positions are counted from 1",
    ),
    "a position that is none in a recursion": (
        "INSERT INTO shop.component (id, component_path) VALUES (-10, '{1,0}')",
        "23514",
        "positions are counted from 1",
    ),
    "a table of another variant": (
        "UPDATE shop.field SET kind = NULL, low = NULL WHERE field_id = 'x'",
        "23514",
        "rows do not fit the variant of their element in field",
    ),
    "a value where a collection is": (
        "UPDATE shop.form SET loose = '1'",
        "23514",
        "column loose has a value where other columns or rows have one, too",
    ),
}


@pytest.mark.parametrize(("statement", "code", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_write_is_refused(conn: Connection, statement: str, code: str, message: str) -> None:
    with shop(conn) as made:
        made.run(
            "SET LOCAL session_replication_role = replica",
            "INSERT INTO public.forms VALUES (77, '{}')",
            "SET LOCAL session_replication_role = origin",
        )
        with pytest.raises(psycopg.Error, match=message) as raised, conn.transaction():
            made.run(statement)
        assert raised.value.sqlstate == code
        assert "nothing was written" in (raised.value.diag.message_detail or "")
        assert raised.value.diag.message_hint
        assert made.document() == FORM
        made.run(NO_GUARD, statement)  # control: nothing else stands in the way


def test_a_number_that_no_json_holds_is_refused_by_its_column(conn: Connection) -> None:
    statement = "UPDATE shop.form SET title = NULL, amount = 'Infinity'"
    with shop(conn) as made:
        words = "column amount has a number that no document can hold"
        with pytest.raises(psycopg.errors.CheckViolation, match=words) as raised, conn.transaction():
            made.run(statement)
        said = str(raised.value.diag.message_detail), str(raised.value.diag.message_hint)
        assert "document id = -10: form.amount is Infinity, -Infinity or NaN" in said[0]
        assert said[1] == "write a number that is finite, or NULL"
        assert made.document() == FORM
        with pytest.raises(psycopg.errors.InvalidTextRepresentation), conn.transaction():
            made.run(NO_GUARD, statement)


@pytest.mark.parametrize("column", ["part_other", "data_other", "below_other"])
def test_a_value_above_the_rows_of_a_recursion_is_refused_by_name(conn: Connection, column: str) -> None:
    """Composed, such rows are no JSON: the refusal must come from the rows, not from the parser."""
    spec = OTHERWISE.replace("table: old.legacy", "table: public.forms").replace("schema: new_side", "schema: shop")
    document = {"parts": [{"type": "p", "data": {"parts": [{"type": "q"}, {"type": "r"}]}}]}
    with shop(conn, document, spec=spec) as made:
        statement = f"UPDATE shop.part SET {column} = '1' WHERE part_path = '{{1}}'"
        with pytest.raises(psycopg.errors.CheckViolation, match=f"column {column} has a value"), conn.transaction():
            made.run(statement)
        assert made.document() == document


def test_a_collection_that_is_kept_whole_is_closed(conn: Connection) -> None:
    insert = "INSERT INTO shop.section (id, section_id, section_ordinal) VALUES (-10, 'n', 1)"
    with shop(conn, CLOSED) as made:
        for statement in (insert, "UPDATE shop.form SET loose = '5'"):
            with (
                pytest.raises(psycopg.Error, match="collection section is closed for writes") as raised,
                conn.transaction(),
            ):
                made.run(statement)
            assert "document id = -10" in (raised.value.diag.message_detail or "")
        assert made.document() == CLOSED
        made.run(NO_GUARD, insert)
        assert made.document() == {"sections": [{"id": "n"}]}


def test_values_that_read_back_differently_are_refused(conn: Connection) -> None:
    spec = """
mapping: shop
source: {table: public.forms, key: [id], payload: value}
schema: shop
tables: {form: {role: core, at: $, columns: {at: {type: timestamptz, wire: iso8601-z}}}}
"""
    with shop(conn, {"at": "2022-01-31T10:20:30Z"}, spec=spec) as made:
        with pytest.raises(psycopg.Error, match="does not come back from the document") as raised, conn.transaction():
            made.run("UPDATE shop.form SET at = '2022-01-31 10:20:30.5+00'")
        assert "row {} is different in at" in (raised.value.diag.message_detail or "")
        made.run("UPDATE shop.form SET at = '2022-01-31 10:20:31+00'")
        made.check()


@pytest.mark.parametrize("table", ["form", "form_input", "section", "component"])
def test_truncate_is_refused(conn: Connection, table: str) -> None:
    with shop(conn) as made:
        with pytest.raises(psycopg.errors.FeatureNotSupported, match="cannot be truncated"), conn.transaction():
            made.run(f"TRUNCATE shop.{table}")
        made.run(f"DROP TRIGGER aa_hofsm_truncate ON shop.{table}", f"TRUNCATE shop.{table}")


def test_a_legacy_column_without_default_is_named(conn: Connection) -> None:
    with shop(conn) as made:
        made.run("ALTER TABLE public.forms ADD company integer NOT NULL DEFAULT 1")
        made.run("ALTER TABLE public.forms ALTER company DROP DEFAULT")
        with pytest.raises(psycopg.errors.NotNullViolation, match="company") as raised, conn.transaction():
            made.run("INSERT INTO shop.form (id) VALUES (1)")
        assert "default" in (raised.value.diag.message_hint or "")


KEEPS = """
CREATE FUNCTION public.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER keeping BEFORE INSERT OR DELETE ON public.forms FOR EACH ROW EXECUTE FUNCTION public.keep();
"""


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("DELETE FROM shop.form", "keeps a document whose row was deleted"),
        ("INSERT INTO shop.form (id) VALUES (1)", "did not take the document"),
    ],
)
def test_a_legacy_trigger_that_swallows_a_write_is_noticed(conn: Connection, statement: str, message: str) -> None:
    with shop(conn) as made:
        made.run(KEEPS)
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match=message), conn.transaction():
            made.run(statement)
        made.check()


def test_what_the_toolkit_writes_is_not_sent_back(conn: Connection) -> None:
    with shop(conn) as made:
        for origin in ("legacy", "backfill"):
            made.run(f"SELECT set_config('hofsm.origin', '{origin}', true)", "UPDATE shop.form SET title = 'u'")
            assert made.document() == FORM
        made.run("SELECT set_config('hofsm.origin', '', true)", "UPDATE shop.form SET title = 'v'")
        assert made.document()["title"] == "v"


def test_who_may_write_to_a_new_table_needs_no_rights_on_the_legacy_table(conn: Connection) -> None:
    with shop(conn) as made:
        made.run(
            "CREATE ROLE shop_writer",
            "GRANT USAGE ON SCHEMA shop TO shop_writer",
            "GRANT SELECT, UPDATE ON shop.form TO shop_writer",
            "SET LOCAL ROLE shop_writer",
            "UPDATE shop.form SET title = 'u'",
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
            made.run("SELECT shop.mirror_document_form(-10)")
        made.run("RESET ROLE")
        assert made.document()["title"] == "u"


def test_closing_leaves_the_catalog_as_it_was(conn: Connection) -> None:
    with shop(conn) as made:
        opened = snapshot(conn)
        close_tables(conn, made.case)
        closed = snapshot(conn)
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState), conn.transaction():
            made.run("UPDATE shop.form SET title = 'u'")
        open_tables(conn, replace(made.case, texts=()))
        assert snapshot(conn) == opened
        close_tables(conn, made.case)
        assert snapshot(conn) == closed


@pytest.mark.parametrize("guarded", [True, False], ids=["with the row lock", "control: without it"])
def test_writers_of_one_document_do_not_lose_each_other(conn: Connection, database: str, *, guarded: bool) -> None:
    """The second one waits for the first, and composes in a statement after that."""
    case = Case(loads(SPEC, "shop.yaml"), ('{"title": "t", "attributes": {"k": 1}}',), (("id", "bigint"),))
    harness.load_legacy(conn, case)
    conn.execute(plan(case.mapping).up().encode())
    harness.backfill(conn, case)
    for step in mirror_operations(case.tree):
        up = text(step.up)
        conn.execute((up if guarded else up.replace("FOR NO KEY UPDATE OF legacy", "")).encode())
    with connect(database) as first, connect(database) as second:
        with first.transaction():
            first.execute("UPDATE shop.form SET title = 'u'")
            waiting = _in_background(second, "UPDATE shop.attribute SET value = '2'")
            _wait_until_blocked(conn, second.info.backend_pid)
        waiting.join()
    row = conn.execute("SELECT value FROM public.forms").fetchone()
    lost = {"title": "t", "attributes": {"k": 2}}
    assert row == (({"title": "u", "attributes": {"k": 2}} if guarded else lost),)
    assert (harness.verify(conn, case) == []) is guarded


def _in_background(conn: Connection, statement: str) -> Thread:
    thread = Thread(target=lambda: conn.execute(statement.encode()))
    thread.start()
    return thread


def _wait_until_blocked(conn: Connection, pid: int) -> None:
    while conn.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid]).fetchone() != (True,):
        time.sleep(0.01)
