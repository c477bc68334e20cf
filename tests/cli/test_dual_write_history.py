"""`hofsm dual-write`, `hofsm history` and `hofsm rollback --to`: what they print, refuse, and write under psql."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from operator_cases import plain
from test_status_rollback_verify import odd, psql

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

pytest_plugins = ("cli.fixtures",)


def test_there_and_back(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 20)
    said = [
        (("history",), 0, "nothing is recorded in this database"),
        (("dual-write", "orders.yaml"), 4, "dual-write needs phase expanded or dual_write"),
        (("expand", "orders.yaml"), 0, "orders is in phase expanded"),
        (("backfill", "orders.yaml"), 0, "20 of 20"),
        (("verify", "orders.yaml"), 0, "next: hofsm dual-write orders.yaml; both sides agreed when last verified"),
        (
            ("dual-write", "orders.yaml"),
            0,
            "20 documents in 35 rows were stale copies and are gone",
        ),
        (
            ("dual-write", "orders.yaml"),
            0,
            "orders is in phase dual_write already, by the same spec; nothing was changed",
        ),
        (("status",), 0, "orders is in phase dual_write; 0 of 20 documents represented; next: hofsm backfill"),
        (("backfill", "orders.yaml"), 0, "20 of 20 documents represented; next: hofsm verify orders.yaml"),
        (("verify", "orders.yaml"), 0, "both sides agreed when last verified"),
        (("rollback", "orders.yaml", "--to", "mirrored"), 4, "is in phase dual_write, which comes before mirrored"),
        (("rollback", "orders.yaml", "--to", "expanded"), 0, "orders is in phase expanded"),
        (("rollback", "orders.yaml"), 0, "20 documents in 35 rows, which were only copies"),
        (("history", "orders.yaml"), 0, "orders, dual-write, expanded -> dual_write"),
        (("history",), 0, "gates met: legacy table, key, payload, references, checks, names are free, privileges"),
    ]
    for arguments, code, words in said:
        ran = run(*arguments)
        assert (arguments, ran.code) == (arguments, code), ran
        assert words in ran.out + ran.err
    events = json.loads(run("history", "orders.yaml", "--json").out)["events"]
    assert [event["to_phase"] for event in events] == ["expanded", "dual_write", "expanded", "legacy"]


def test_a_dry_run_says_what_the_gates_say(run, conn: psycopg.Connection, tmp_path: Path, monkeypatch) -> None:
    plain(conn, tmp_path, 3)
    before = snapshot(conn)
    assert "-- phase legacy: dual-write begins in phase expanded" in run("dual-write", "orders.yaml", "--dry-run").out
    conn.execute("ALTER TABLE public.orders RENAME value TO other")
    printed = run("expand", "orders.yaml", "--dry-run").out
    assert "-- gate key: met" in printed
    assert "-- gate payload: NOT met\n--    error: table public.orders has no column 'value'" in printed
    passed = run("expand", "orders.yaml", "--dry-run", "--force", "payload", "--reason", "later").out
    assert "-- gate payload: NOT met, passed by: later" in passed
    conn.execute("ALTER TABLE public.orders RENAME other TO value")
    assert snapshot(conn) == before
    monkeypatch.delenv("HOFSM_DSN")
    ran = run("dual-write", "orders.yaml", "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert "CREATE TRIGGER" in ran.out
    assert ran.out.endswith("-- gates were not asked: no database is given\n")


REFUSED = {
    "a gate that is none": (("--force", "nonsense", "--reason", "x"), "use one of: legacy table, key, payload"),
    "no reason": (("--force", "key"), "every --force needs its own --reason: got 1 and 0"),
    "no words": (("--force", "key", "--reason", " "), "gate 'key' is forced without a reason"),
    "no time": (("--max-wait", "soon"), "'soon' is no time; write it as in 90s, 15m, 24h or 7d, or unlimited"),
    "no unit": (("--lock-timeout", "500"), "'500' has no unit; write it as in 500ms or 500s"),
    "an endless lock": (("--lock-timeout", "unlimited"), "'unlimited' is no time"),
}


@pytest.mark.parametrize(("arguments", "words"), REFUSED.values(), ids=list(REFUSED))
def test_usage(run, conn: psycopg.Connection, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    plain(conn, tmp_path)
    run("expand", "orders.yaml")
    ran = run("dual-write", "orders.yaml", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert len(control.history(conn, "orders")) == 1


def test_times_are_understood(run, conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path)
    assert run("expand", "orders.yaml", "--max-wait", "0", "--lock-timeout", "50ms").code == 0
    options = ("--max-wait", "unlimited", "--max-transaction-age", "1.5m")
    assert run("dual-write", "orders.yaml", *options).code == 0


@pytest.mark.parametrize("make", [lambda conn, path: plain(conn, path, 150), odd], ids=["plain names", "odd names"])
def test_the_twins_do_under_psql_what_the_commands_do(
    run, conn: psycopg.Connection, empty_database: str, tmp_path: Path, make
) -> None:
    recorded = "SELECT step, kind, identity, digest, enabled FROM hofsm.object ORDER BY kind, identity"
    with connect(empty_database) as other:
        make(conn, tmp_path)
        spec = make(other, tmp_path)
        for command in ("control", "expand", "backfill", "dual-write", "backfill", "rollback"):
            target = () if command == "control" else (spec,)
            sql = run(command, *target, "--sql")
            assert sql.code == 0
            assert run(command, *target).code == 0
            psql(empty_database, sql.out)
            if command == "dual-write":
                assert snapshot(other) == snapshot(conn)
                assert other.execute(recorded).fetchall() == conn.execute(recorded).fetchall() != []
        assert snapshot(other) == snapshot(conn)
        assert other.execute("SELECT count(*) FROM hofsm.object").fetchone() == (0,)
        psql(empty_database, run("history", spec, "--sql").out)
        phases = [[event.to_phase for event in control.history(each)] for each in (other, conn)]
        assert phases[0] == phases[1] == ["expanded", "dual_write", "expanded", "legacy"]
