"""`hofsm preview` from end to end: what it prints, its exit codes, its SQL run by psql, its JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from catalog_snapshot import snapshot
from operator_cases import PLAIN, compiled, plain
from test_status_rollback_verify import psql

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

pytest_plugins = ("cli.fixtures",)


def test_made_again_and_dropped(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 10)
    before = snapshot(conn)
    said = [
        (("preview", "orders.yaml"), 0, "4 views of orders in schema target_preview created in "),
        (
            ("preview", "orders.yaml"),
            0,
            "4 views of orders in schema target_preview are up to date; nothing was changed",
        ),
        (("preview", "orders.yaml", "--drop"), 0, "4 views of orders in schema target_preview dropped, and the schema"),
        (
            ("preview", "orders.yaml", "--drop"),
            0,
            "there is no preview of orders in schema target_preview; nothing was",
        ),
        (("preview", "orders.yaml", "--schema", "target"), 2, "a preview cannot be in the target schema target"),
        (("preview", "orders.yaml", "--schema", "public"), 2, "a preview cannot be in schema public"),
    ]
    for arguments, code, words in said:
        ran = run(*arguments)
        assert (arguments, ran.code) == (arguments, code), ran
        assert words in ran.out + ran.err
    assert snapshot(conn) == before


def test_in_every_phase_and_untouched_by_rollback(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 10)
    assert run("expand", "orders.yaml").code == 0
    assert run("preview", "orders.yaml").code == 0
    made = snapshot(conn)
    assert run("rollback", "orders.yaml").code == 0
    assert conn.execute("SELECT count(*) FROM target_preview.sales_order").fetchone() == (10,)
    assert run("expand", "orders.yaml").code == 0
    assert snapshot(conn) == made


def test_a_spec_that_does_not_fit_is_a_gate(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    compiled(tmp_path, PLAIN)
    before = snapshot(conn)
    ran = run("preview", "orders.yaml")
    assert (ran.code, "there is no legacy table public.orders" in ran.err) == (4, True)
    assert snapshot(conn) == before


def test_the_sql_does_what_the_command_does(run, conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    plain(conn, tmp_path, 10)
    before = snapshot(conn)
    up, down = (run("preview", "orders.yaml", "--sql", *more).out for more in ((), ("--drop",)))
    assert snapshot(conn) == before
    assert "-- up (ACCESS SHARE on the legacy table): orders.yaml:" in up
    run("preview", "orders.yaml")
    made = snapshot(conn)
    psql(database, down)
    assert snapshot(conn) == before
    psql(database, up)
    assert snapshot(conn) == made
    assert "are up to date" in run("preview", "orders.yaml").out


def test_json(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 10)
    made = json.loads(run("preview", "orders.yaml", "--json").out)
    assert (made["changed"], made["schema"], len(made["views"])) == (True, "target_preview", 4)
    assert json.loads(run("preview", "orders.yaml", "--drop", "--json").out)["schema_dropped"]
