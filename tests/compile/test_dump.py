"""A database with a mapping can be dumped and restored: the server writes functions in words that it reads back."""

from __future__ import annotations

import subprocess

import psycopg
from laws import server as harness
from test_golden import golden_case

from hofsm_migrate.compile import plan
from hofsm_migrate.db.embedded import wheel_bin_dir


def test_a_dump_restores_everything(database: str, empty_database: str) -> None:
    case = golden_case()
    with psycopg.connect(database, autocommit=True) as conn:
        harness.load_legacy(conn, case)
        conn.execute(plan(case.mapping).up().encode())
        harness.backfill(conn, case)
    _run("pg_dump", "--no-owner", "--file=-", f"--dbname={database}", into=empty_database)
    with psycopg.connect(empty_database, autocommit=True) as conn:
        assert harness.verify(conn, case) == []
        assert harness.differences(conn, case) == []
        conn.execute(plan(case.mapping).down().encode())


def _run(*command: str, into: str) -> None:
    dump = subprocess.run([wheel_bin_dir() / command[0], *command[1:]], capture_output=True, text=True, check=True)
    script = dump.stdout.replace("SET transaction_timeout = 0;\n", "")  # what pg_dump 18 says to servers before 17, too
    psql = [wheel_bin_dir() / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", f"--dbname={into}"]
    restored = subprocess.run(psql, input=script, capture_output=True, text=True, check=False)
    assert restored.returncode == 0, restored.stderr
