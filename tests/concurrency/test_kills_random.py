"""The operator dies at random instants on the way to `cutover` and back, with writers of both sides running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from random import Random
from typing import TYPE_CHECKING

import pytest
from concurrency import workload, workload_mirrored
from concurrency.history import History, prepare
from concurrency.scene import differences

from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import change, rollback

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

    from hofsm_migrate.phases import files

OPERATOR = """
import sys
from pathlib import Path
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.phases import change, files, rollback
dsn, spec, root = sys.argv[1:]
reviewed, quick = files.read(Path(spec), Path(root)), Retry(100, 120, 0.01, 0.2)
terms = change.Terms(quick, forced={"drift": "random writers", "parity": "verified before"})
with connect(dsn) as conn:
    print("ready", flush=True)
    while True:
        print("mirror", flush=True)
        change.forward(conn, reviewed, reviewed.plan.step("mirror"), terms)
        print("cutover", flush=True)
        change.forward(conn, reviewed, reviewed.plan.step("cutover"), terms)
        print("rollback", flush=True)
        rollback.rollback(conn, reviewed, to="dual_write", retry=quick)
"""
"""Goes forward and back until it is killed."""
MINE = """
    SELECT pid FROM pg_stat_activity
    WHERE application_name = 'hofsm' AND pid <> pg_backend_pid() AND datname = current_database()
"""


def kills(dsn: str, conn: psycopg.Connection, tmp_path: Path, kill: str, count: int) -> None:
    reviewed = prepare(conn, tmp_path)
    found: list[str] = []
    with connect(dsn) as resumed:
        history = History(resumed, reviewed, Random(kill))
        for command in ("expand", "dual-write"):
            change.forward(resumed, reviewed, reviewed.plan.step(command))
        history.agree()
        with workload.running(dsn, seed=1, admin=conn, make=workload_mirrored.mixed, through_view=True) as work:
            for _ in range(count):
                _kill_one(dsn, conn, reviewed, tmp_path, kill, history.rng)
                found.append(history.phase)
                _resume(history)
        assert history.quiet(work) == []
        assert differences(conn) == []
    print(f"{count} kills ({kill}) in phases {found}; {work}")


def _kill_one(
    dsn: str, conn: psycopg.Connection, reviewed: files.Reviewed, tmp_path: Path, kill: str, rng: Random
) -> None:
    before = {pid for (pid,) in conn.execute(MINE.encode()).fetchall()}
    arguments = [dsn, reviewed.mapping.file, str(tmp_path / "migrations")]
    process = subprocess.Popen(
        [sys.executable, "-c", OPERATOR, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    (pid,) = {pid for (pid,) in conn.execute(MINE.encode()).fetchall()} - before
    wanted = rng.choice((b"mirror\n", b"cutover\n", b"rollback\n"))
    while process.stdout.readline() != wanted:
        pass
    time.sleep(rng.uniform(0, 0.2))
    if kill == "client":
        os.kill(process.pid, signal.SIGKILL)
    else:
        conn.execute("SELECT pg_terminate_backend(%s)", [pid])
    _, said = process.communicate(timeout=60)
    assert process.returncode == (-signal.SIGKILL if kill == "client" else 1), said
    while conn.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone():
        time.sleep(0.01)


def _resume(history: History) -> None:
    """Whatever was left: parity, and the commands go on from there."""
    history.agree()
    if history.phase == "dual_write":
        terms = change.Terms(forced={"drift": "random writers"})
        assert change.forward(history.conn, history.reviewed, history.reviewed.plan.step("mirror"), terms).changed
    assert rollback.rollback(history.conn, history.reviewed, to="dual_write").changed


def test_killed_at_a_random_instant(conn18: psycopg.Connection, database18: str, tmp_path: Path) -> None:
    kills(database18, conn18, tmp_path, "client", 1)


@pytest.mark.slow
@pytest.mark.parametrize("kill", ["client", "server"])
def test_killed_at_many_random_instants(conn: psycopg.Connection, database: str, tmp_path: Path, kill: str) -> None:
    kills(database, conn, tmp_path, kill, 50)
