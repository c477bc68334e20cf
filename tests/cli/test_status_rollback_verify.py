"""The commands from end to end: what they print, their exit codes, their SQL twins run by psql, and their JSON."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from operator_cases import ODD, PLAIN, compiled, fill, plain

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import wheel_bin_dir
from hofsm_migrate.phases import files, verify

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

pytest_plugins = ("cli.fixtures",)


def psql(dsn: str, script: str, *arguments: str) -> str:
    """Run a script with psql, which stops at the first error; its output."""
    command = [str(wheel_bin_dir() / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", *arguments, dsn]
    done = subprocess.run([*command, "--file=-"], input=script, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_whole_way_and_back(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 150)
    conn.execute("CREATE SCHEMA target")
    before = snapshot(conn)
    said = [
        (("lint", "orders.yaml"), 0, "mapping orders, 4 tables, is valid and fits the database"),
        (("compile", "orders.yaml"), 0, "is up to date"),
        (
            ("backfill", "orders.yaml"),
            4,
            "backfill needs phase expanded, dual_write or mirrored",
        ),
        (
            ("expand", "orders.yaml"),
            0,
            "orders is in phase expanded; 0 of 150 documents represented; next: hofsm backfill",
        ),
        (("expand", "orders.yaml"), 0, "nothing was changed"),
        (("verify", "orders.yaml"), 5, "150 are not represented"),
        (
            ("backfill", "orders.yaml", "--limit", 1),
            0,
            "orders is in phase expanded; 10 of 150 documents represented; next: hofsm backfill",
        ),
        (("backfill", "orders.yaml"), 0, "150 of 150 documents represented; next: hofsm verify"),
        (("verify", "orders.yaml"), 0, "150 documents compared"),
        (("status", "orders.yaml"), 0, "spec file: the one in force"),
        (("status",), 0, "verified: 150 documents, parity"),
        (("rollback", "orders.yaml"), 0, "which were only copies\norders is in phase legacy; next: hofsm expand"),
        (("rollback", "orders.yaml"), 0, "is in phase legacy already; nothing was changed"),
    ]
    for arguments, code, words in said:
        ran = run(*arguments)
        assert (arguments, ran.code) == (arguments, code), ran
        assert words in ran.out + ran.err
    assert snapshot(conn) == before


def test_verify_names_the_path_and_exits_with_5(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 20)
    run("expand", "orders.yaml")
    run("backfill", "orders.yaml")
    conn.execute("UPDATE public.orders SET value = jsonb_set(value, '{lines,0,qty}', '\"9\"') WHERE id = 8")
    ran = run("verify", "orders.yaml")
    assert ran.code == 5
    assert 'id 8: lines[0].qty\n      legacy: "9"\n    composed: "1.50"' in ran.out
    assert "the two sides differ: 1 of 20" in ran.err
    machine = run("verify", "orders.yaml", "--json")
    assert machine.code == 5
    result = json.loads(machine.out)
    assert (result["parity"], result["differing"]) == (False, 1)
    assert result["differences"] == [
        {"key": ["8"], "kind": "differs", "path": "lines[0].qty", "legacy": '"9"', "composed": '"1.50"'}
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "orders.yaml"),
        ("compile", "orders.yaml"),
        ("control",),
        ("expand", "orders.yaml"),
        ("backfill", "orders.yaml"),
        ("verify", "orders.yaml"),
        ("status", "orders.yaml"),
        ("status",),
        ("dual-write", "orders.yaml"),
        ("history", "orders.yaml"),
        ("history",),
        ("rollback", "orders.yaml"),
    ],
    ids=" ".join,
)
def test_json_is_one_value_and_sql_changes_nothing(
    run, conn: psycopg.Connection, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    plain(conn, tmp_path, 5)
    if arguments[0] in ("backfill", "verify", "rollback", "status", "dual-write", "history"):
        run("expand", "orders.yaml")
    before, events = snapshot(conn), len(control.history(conn, "orders"))
    twin = run(*arguments, "--sql")
    assert (twin.code, twin.err) == (0, "")
    assert twin.out.strip().endswith(";")
    assert (snapshot(conn), len(control.history(conn, "orders"))) == (before, events)
    machine = run(*arguments, "--json")
    assert machine.code == (5 if arguments[0] == "verify" else 0), machine.err
    assert isinstance(json.loads(machine.out), dict)


def odd(conn: psycopg.Connection, tmp_path: Path) -> Path:
    name = '"Odd ""Schema"""."Legacy Batches"'
    conn.execute(b'CREATE SCHEMA "Odd ""Schema"""')
    columns = '"Company" bigint, "order" text, "the ""value"" of it" jsonb, PRIMARY KEY ("Company", "order")'
    conn.execute(f"CREATE TABLE {name} ({columns})".encode())
    fill(conn, f"INSERT INTO {name} VALUES (%s, 'it''s', %s)", 150)
    return compiled(tmp_path, ODD)


@pytest.mark.parametrize("make", [lambda conn, path: plain(conn, path, 150), odd], ids=["plain names", "odd names"])
def test_the_twins_do_under_psql_what_the_commands_do(
    run, conn: psycopg.Connection, database: str, empty_database: str, tmp_path: Path, make
) -> None:
    """`database` is done by the commands, `empty_database` by psql with what `--sql` prints."""
    with connect(empty_database) as other:
        make(conn, tmp_path)
        spec = make(other, tmp_path)
        before = snapshot(other)
        for command in ("control", "expand", "backfill"):
            target = () if command == "control" else (spec,)
            assert run(command, *target).code == 0
            psql(empty_database, run(command, *target, "--sql").out)
        assert snapshot(other) == snapshot(conn)
        reviewed = files.compiled(spec)
        assert verify.verify(other, reviewed.plan).parity
        totals = [control.backfill_total(each, reviewed.mapping.name) for each in (other, conn)]
        assert (totals[0].documents, totals[0].rows) == (totals[1].documents, totals[1].rows)
        found = psql(empty_database, run("verify", spec, "--sql").out, "--tuples-only", "--no-align")
        assert found.splitlines()[0] == "0|{}"  # no row of the first query: every document is in parity
        psql(empty_database, run("lint", spec, "--sql").out + run("status", spec, "--sql").out)
        psql(empty_database, run("rollback", spec, "--sql").out)
        run("rollback", spec)
        assert snapshot(other) == snapshot(conn)
        assert len(snapshot(other)) > len(before)  # the control schema stays
        states = [control.mapping_state(each, reviewed.mapping.name) for each in (other, conn)]
        assert [each.phase for each in states if each] == ["legacy", "legacy"]


def test_the_files_run_unchanged_under_psql(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    spec = plain(conn, tmp_path)
    conn.execute("CREATE SCHEMA target")
    before = snapshot(conn)
    folder = tmp_path / "migrations" / "orders"
    psql(database, (folder / "10_expand.up.sql").read_text(), "--single-transaction")
    assert set(snapshot(conn)) > set(before)
    psql(database, (folder / "10_expand.down.sql").read_text(), "--single-transaction")
    assert snapshot(conn) == before
    assert files.read(spec, tmp_path / "migrations")


def test_a_dry_run_prints_every_statement_under_its_lock(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path)
    before = snapshot(conn)
    printed = run("expand", "orders.yaml", "--dry-run").out
    assert "-- table sales_order: ACCESS SHARE on the legacy table" in printed
    assert printed.count("CREATE TABLE") == 4
    assert "-- down (ACCESS EXCLUSIVE" in run("rollback", "orders.yaml", "--dry-run").out
    assert snapshot(conn) == before


def test_compile_check_fails_where_a_file_was_edited(run, tmp_path: Path) -> None:
    spec = compiled(tmp_path, PLAIN)
    assert run("compile", spec, "--check").code == 0
    path = tmp_path / "migrations" / "orders" / "10_expand.up.sql"
    path.write_text(path.read_text() + "-- mine\n")
    ran = run("compile", spec, "--check")
    assert ran.code == 4
    assert "a generated file is not the one in the lock file" in ran.err
    assert run("compile", spec).out.count("10_expand.up.sql") == 1
    assert run("compile", spec, "--check").code == 0


def test_lint_tells_problems_of_all_files_and_of_the_database(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path)
    (tmp_path / "broken.yaml").write_text("mapping: x\nwrong: 1\n")
    (tmp_path / "other.yaml").write_text(
        PLAIN.replace("public.items.id", "public.nothing.id").replace("key: [id]", "key: [no]")
    )
    ran = run("lint", "broken.yaml", "other.yaml", "orders.yaml")
    assert ran.code == 3
    for words in ("broken.yaml:2:1", "references a table that does not exist", "no column 'no', named by source.key"):
        assert words in ran.err
    assert "other.yaml:10:7 (sales_order.item_id)" in ran.err
    assert json.loads(run("lint", "orders.yaml", "--json").out)["problems"] == []


def test_errors_of_the_server_are_problems_with_sqlstate(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 5)
    run("expand", "orders.yaml")
    conn.execute("DROP FUNCTION target.backfill_orders")
    ran = run("backfill", "orders.yaml")
    assert ran.code == 1
    assert ran.err.startswith(" error: the server refused: function target.backfill_orders")
    assert "SQLSTATE 42883" in ran.err
    assert "changed nothing" in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in run("backfill", "orders.yaml", "--debug").err
