"""`hofsm lint` with data at hand: what it prints, its options, exit codes, its SQL run by psql, its JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from operator_cases import DOCUMENTS, ODD, PLAIN, PLAIN_TABLES, Ran, compiled, hofsm, plain
from psycopg import sql
from test_status_rollback_verify import psql

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs `lint` in the folder of the spec."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOFSM_DSN", database)

    def command(*arguments: object) -> Ran:
        return hofsm(capsys, "lint", *arguments)

    return command


def words(text: str) -> str:
    return " ".join(text.split())


def test_what_is_printed(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 40)
    conn.execute('INSERT INTO public.orders VALUES (900, \'{"secret": {"a": "not shown"}}\')')
    before = snapshot(conn)
    ran = run("orders.yaml")
    assert ran.code == 0, ran.err
    said = words(ran.out)
    for part in (
        "orders.yaml: mapping orders, 4 tables, is valid and fits the database",
        "data of orders: all 41 read,",
        "sales_order core, $: 41 rows in the documents read, about 41 in all,",
        "lot lot 24.4 % 12.2 % 12.2 % lenient: ",
        "order_line_input input, $.lines[*] where input is an object: 5 rows in the documents read",
        "$.secret.a",
        "$.lines kept whole: elements without a key, or two with one",
        "nothing was changed: temporary tables and functions are gone with the transaction",
    ):
        assert part in said, part
    assert "not shown" not in ran.out  # keys and paths only, no values
    assert snapshot(conn) == before


def test_a_sample_says_so(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 400)
    said = run("orders.yaml", "--sample", 100).out
    assert "of 400 documents read" in said
    assert "drawn at random over the whole table; figures for all documents are extrapolated" in said
    assert "all 400 read" in run("orders.yaml", "--full").out


def test_structure_reads_no_document(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 4)
    assert run("orders.yaml", "--structure").out.count("\n") == 1
    assert json.loads(run("orders.yaml", "--structure", "--json").out)["data"] == []


@pytest.mark.parametrize("pair", [("--full", "--structure"), ("--full", "--sample=1"), ("--sample=1", "--structure")])
def test_options_that_exclude_one_another(run, tmp_path: Path, pair: tuple[str, str]) -> None:
    compiled(tmp_path, PLAIN)
    ran = run("orders.yaml", *pair)
    assert (ran.code, "exclude one another" in ran.err) == (2, True)


def test_problems_of_structure_come_alone(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 4)
    conn.execute("ALTER TABLE public.orders ALTER value TYPE json")
    ran = run("orders.yaml", "--json")
    assert (ran.code, "payload column value is not of type jsonb" in ran.err) == (3, True)
    assert json.loads(ran.out)["data"] == []


def test_json(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 40)
    (data,) = json.loads(run("orders.yaml", "--json").out)["data"]
    assert (data["documents"], data["drawn"], data["key_columns"]) == (40, "all", ["id"])
    lot = data["tables"][0]["columns"][0]
    assert (lot["path"], lot["lenient"]["elements"], lot["null"]) == ("lot", 5, {"elements": 0, "example": None})
    assert int(lot["lenient"]["example"][0]) % len(DOCUMENTS) == 1
    assert {"path", "why", "about", "bytes", "documents", "example"} <= set(data["kept"][0])


@pytest.mark.parametrize("more", [(), ("--full",)])
def test_the_sql_runs_and_leaves_nothing(run, conn: psycopg.Connection, database: str, tmp_path: Path, more) -> None:
    plain(conn, tmp_path, 40)
    before = snapshot(conn)
    script = run("orders.yaml", "--sql", *more).out
    rows = psql(database, script, "--tuples-only", "--no-align").splitlines()
    assert snapshot(conn) == before
    assert any(row.startswith("{.lot}|lenient|") for row in rows)
    assert "hofsm" not in run("orders.yaml", "--sql", "--structure").out


def test_two_specs_with_names_that_need_quotes(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 10)
    compiled(tmp_path, ODD, "odd.yaml")
    conn.execute('CREATE SCHEMA "Odd ""Schema"""')
    conn.execute(
        'CREATE TABLE "Odd ""Schema"""."Legacy Batches" ("Company" bigint, "order" text, "the ""value"" of it" jsonb,'
        ' PRIMARY KEY ("Company", "order"))'
    )
    ran = run("orders.yaml", "odd.yaml")
    assert ran.code == 0, ran.err
    assert "data of Select All: all 0 read" in ran.out


def test_a_role_that_cannot_measure(
    capsys: pytest.CaptureFixture[str], empty_database: str, nonsuperuser: str, tmp_path: Path
) -> None:
    spec = compiled(tmp_path, PLAIN)
    with connect(empty_database) as admin, connect(nonsuperuser) as role:
        admin.execute(PLAIN_TABLES.encode())
        name, database = (sql.Identifier(part) for part in (role.info.user, role.info.dbname))
        admin.execute(sql.SQL("GRANT SELECT ON public.orders TO {}").format(name))
        admin.execute(sql.SQL("REVOKE CREATE ON DATABASE {} FROM {}").format(database, name))
        ran = hofsm(capsys, "lint", spec, "--dsn", nonsuperuser)
        assert (ran.code, "is valid and fits the database" in ran.out) == (0, True)
        assert "the data was not read: schema hofsm is missing, and this role may not create it; next: " in ran.err
        for explicit in ("--full", "--sample=5"):
            ran = hofsm(capsys, "lint", spec, "--dsn", nonsuperuser, explicit)
            assert (ran.code, "error: schema hofsm is missing" in ran.err) == (4, True)
        ran = hofsm(capsys, "lint", spec, "--dsn", nonsuperuser, "--structure")
        assert (ran.code, ran.err) == (0, "")
        assert json.loads(hofsm(capsys, "lint", spec, "--dsn", nonsuperuser, "--json").out)["data_problems"]
