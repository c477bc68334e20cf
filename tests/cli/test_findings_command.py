"""`hofsm findings`: from a table or a profile, printed and stored, without values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import psycopg
from operator_cases import ODD, PLAIN, compiled

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

pytest_plugins = ("cli.fixtures",)


SOURCE = control.Source("public", "orders", "value")
TABLES = """
CREATE TABLE public.items (id bigint PRIMARY KEY);
INSERT INTO public.items SELECT generate_series(1, 50);
CREATE TABLE public.orders (id bigint PRIMARY KEY, value jsonb);
INSERT INTO public.orders
SELECT n, jsonb_build_object('lot', 'L' || n, 'weight', '1.5' || n % 9, 'itemId', 1 + n * 7 % 50)
FROM generate_series(1, 400) AS n;
UPDATE public.orders SET value = value || '{"weight": "Secret 12kg"}' WHERE id = 17;
UPDATE public.orders SET value = value || '{"itemId": 777}' WHERE id = 18;
"""


def kinds(conn: psycopg.Connection) -> list[tuple[str, str]]:
    return [(one.kind, one.path) for one in control.findings_of(conn, SOURCE)]


def test_a_table_is_read_told_and_stored(run, conn: psycopg.Connection) -> None:
    conn.execute(TABLES.encode())
    ran = run("findings", "orders")
    assert ran.code == 0
    assert "form outlier\n  $.weight: written as text where number is usual, in 1 of 400 (0.25 %) texts" in ran.out
    assert "documents: 17\n" in ran.out
    assert "dangling reference\n  $.itemId: no row of public.items.id for 1 of 400" in ran.out
    assert ran.out.splitlines()[-1] == (
        "2 findings in 400 documents of public.orders, column value; hofsm.finding now says so"
    )
    assert "Secret" not in ran.out + ran.err
    form, dangling = control.findings_of(conn, SOURCE)
    assert (form.kind, form.path, form.count, form.examples) == ("form outlier", "$.weight", 1, ["17"])
    assert (form.documents, form.share) == (400, 0.0025)
    assert form.found_at is not None
    assert dangling.kind == "dangling reference"
    conn.execute('UPDATE public.orders SET value = value || \'{"weight": "1.5"}\' WHERE id = 17')
    conn.execute("UPDATE public.orders SET value = value || '{\"itemId\": 7}' WHERE id = 18")
    assert "nothing is odd in 400 documents" in run("findings", "orders").out
    assert kinds(conn) == []


def test_findings_of_other_columns_stay(run, conn: psycopg.Connection) -> None:
    conn.execute(TABLES.encode())
    conn.execute("CREATE TABLE public.other AS SELECT id, value FROM public.orders")
    run("findings", "orders")
    stored = control.findings_of(conn, SOURCE)
    assert run("findings", "other").code == 0
    assert control.findings_of(conn, SOURCE) == stored
    rows = conn.execute("SELECT source_table, count(*) FROM hofsm.finding GROUP BY 1 ORDER BY 1").fetchall()
    assert rows == [("orders", 2), ("other", 2)]


def test_no_store_leaves_what_was_stored(run, conn: psycopg.Connection) -> None:
    conn.execute(TABLES.encode())
    run("findings", "orders")
    conn.execute("TRUNCATE public.orders")
    ran = run("findings", "orders", "--no-store")
    assert ran.out.strip() == "nothing is odd in 0 documents of public.orders, column value; not stored"
    assert len(kinds(conn)) == 2


def test_a_spec_says_what_becomes_of_it(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    conn.execute(TABLES.encode())
    compiled(tmp_path, PLAIN)
    found = {one["path"]: one for one in json.loads(run("findings", "orders.yaml", "--json").out)["findings"]}
    assert found["$.weight"]["action"].startswith("sales_order.weight: ")
    assert found["$.weight"]["examples"] == ["17"]
    assert found["$.weight"]["values"] == []


def test_odd_names_and_a_composite_key(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    conn.execute('CREATE SCHEMA "Odd ""Schema"""')
    conn.execute(
        'CREATE TABLE "Odd ""Schema"""."Legacy Batches" ("Company" int, "order" int, "the ""value"" of it" jsonb,'
        ' PRIMARY KEY ("Company", "order"))'
    )
    conn.execute(
        'INSERT INTO "Odd ""Schema"""."Legacy Batches" SELECT n % 5, n,'
        " jsonb_build_object('n', n, 'x', CASE WHEN n = 44 THEN '\"a\"' ELSE '1' END::jsonb)"
        " FROM generate_series(1, 200) AS n"
    )
    compiled(tmp_path, ODD, "odd.yaml")
    (one,) = json.loads(run("findings", "odd.yaml", "--json").out)["findings"]
    assert (one["path"], one["kind"], one["examples"]) == ("$.x", "type outlier", ["4, 44"])


def test_a_profile_needs_no_database(run, conn: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    conn.execute(TABLES.encode())
    run("introspect", "orders", "-o", "orders.json")
    with_database = run("findings", "orders", "--profile", "orders.json")
    assert "2 findings" in with_database.out
    monkeypatch.delenv("HOFSM_DSN")
    ran = run("findings", "orders", "--profile", "orders.json")
    assert ran.code == 0
    assert "form outlier\n  $.weight" in ran.out
    assert "in 400 documents of public.orders, column value; not stored" in ran.out
    ran = run("findings", "legacy.orders", "--profile", "orders.json")
    assert ran.code == 2
    assert "profile is of another table: got public.orders, asked for legacy.orders" in ran.err


def test_what_is_rare_can_be_said(run, conn: psycopg.Connection) -> None:
    conn.execute(TABLES.encode())
    conn.execute("UPDATE public.orders SET value = value || '{\"some\": 1}' WHERE id % 30 = 0")
    assert "$.some: present in 13 of 400" in run("findings", "orders", "--no-store").out
    assert "$.some" not in run("findings", "orders", "--no-store", "--min-field-frequency", 2).out
    assert "$.weight" not in run("findings", "orders", "--no-store", "--min-type-frequency", 0).out


def test_the_values_that_break_a_dependency_are_shown_on_request(run, conn: psycopg.Connection) -> None:
    conn.execute(
        "CREATE TABLE public.orders (id bigint PRIMARY KEY, value jsonb);"
        " INSERT INTO public.orders SELECT n, jsonb_build_object('item', jsonb_build_object('id', n % 9, 'name',"
        " CASE WHEN n = 5 THEN 'Secret' ELSE 'Item ' || n % 9 END)) FROM generate_series(1, 300) AS n"
    )
    ran = run("findings", "orders")
    assert "broken dependency\n  $.item.id: decides, but for a few values, $.item.name" in ran.out
    assert "Secret" not in ran.out
    assert "5: 'Item 5' and 'Secret'" in run("findings", "orders", "--show-values").out
    (stored,) = control.findings_of(conn, SOURCE)
    assert "Secret" not in str(stored)


def test_sql_runs_nothing(run, conn: psycopg.Connection) -> None:
    conn.execute(TABLES.encode())
    ran = run("findings", "orders", "--sql")
    assert ran.code == 0
    assert "hofsm hash" in ran.out
    assert kinds(conn) == []


def test_a_role_that_may_only_read_sees_the_findings_and_is_told_that_nothing_is_stored(
    run, conn: psycopg.Connection, database: str
) -> None:
    conn.execute(TABLES.encode())
    conn.execute("CREATE ROLE findings_reader LOGIN; GRANT SELECT ON public.orders, public.items TO findings_reader")
    try:
        ran = run("findings", "orders", "--dsn", psycopg.conninfo.make_conninfo(database, user="findings_reader"))
        assert "2 findings in 400 documents of public.orders, column value; not stored" in ran.out
        assert ran.code == 1
        assert "permission denied" in ran.err
    finally:
        conn.execute("DROP OWNED BY findings_reader; DROP ROLE findings_reader")


def test_findings_install_what_they_need(run, empty_database: str) -> None:
    with connect(empty_database) as conn:
        conn.execute(TABLES.encode())
        assert run("findings", "orders", "--dsn", empty_database).code == 0
        assert len(kinds(conn)) == 2
