"""The operator is killed at every part of `evolve`, with writers running; the next run goes on from there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from concurrency import workload
from concurrency.scene import T, V
from operator_cases import compiled
from versions import CHANGES, QUICK, cut_over, differences, go, put_in_force, reviewed

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.payload import is_for_evolve, payload_state
from hofsm_migrate.phases import evolve, rollback

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import psycopg

OPERATOR = """
import sys
from pathlib import Path
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.phases import change, evolve, files
from hofsm_migrate.phases.gates import Limits
dsn, spec, root, instant = sys.argv[1:]
told = []
def at(words):
    told.append(words)
    if words == instant:
        print("here", flush=True)
        sys.stdin.readline()
def swept(now):
    at("a chunk of payloads taken away" if "the new version is in force" in told else "a chunk of payloads made anew")
hooks = evolve.Hooks(on_stage=at, on_backfill=lambda now: at(f"chunk {now.chunks}"), on_payload=swept)
terms = change.Terms(Retry(lock_timeout_ms=60_000, max_wait_s=120), Limits(transaction_age_s=600))
with connect(dsn) as conn:
    evolve.evolve(conn, files.read(Path(spec), Path(root)), terms, chunk_ms=10, hooks=hooks)
    at("after the switch")
"""
"""Stops at an instant, and waits there to be killed, or for a line."""
IN_THE_SWITCH = "measuring residuals"
"""The stage before the switch, which is then made to wait for a lock."""
INSTANTS = (
    "dual-write of the new version",
    "chunk 2",
    "verify of the new version",
    IN_THE_SWITCH,
    "switch",
    "after the switch",
)
QUICKLY = ("chunk 2", IN_THE_SWITCH)
IN_CUTOVER = (
    "payloads made anew",
    "a chunk of payloads made anew",
    *INSTANTS[:-1],
    "the new version is in force",
    "a chunk of payloads taken away",
    "after the switch",
)
"""Where payloads are gone."""
QUICKLY_IN_CUTOVER = ("a chunk of payloads made anew", IN_THE_SWITCH, "a chunk of payloads taken away")


@pytest.mark.parametrize(
    "instant", [pytest.param(one, marks=() if one in QUICKLY else (pytest.mark.slow,)) for one in INSTANTS]
)
def test_killed_and_run_again(conn18: psycopg.Connection, database18: str, tmp_path: Path, instant: str) -> None:
    conn18.execute(workload.TABLE.encode())
    workload.fill(conn18)
    was, now = CHANGES["a path leaves the residual"].texts
    go(conn18, reviewed(was), "mirrored")
    new = reviewed(now)
    compiled(tmp_path, now, "notes.yaml")
    with workload.running(database18, seed=3, admin=conn18, writers=2) as work:
        _kill(database18, conn18, tmp_path, instant)
        found = control.mapping_state(conn18, "notes")
        assert found
        done = instant == "after the switch"
        assert (found.spec_digest == new.mapping.digest) is done
        with connect(database18) as operator:
            result = evolve.evolve(operator, new, QUICK) if done else put_in_force(operator, new)
    assert result.ended == ("already in force" if done else "in force")
    if instant == "chunk 2":
        assert control.backfill_total(conn18, "notes").chunks > 2
    assert work.lost(conn18) == []
    assert work.unexpected == set()
    assert differences(conn18, new) == []
    events = [event.command for event in control.history(conn18, "notes")]
    assert events.count("evolve") == 1
    assert [one.name for one in control.mapping_states(conn18)] == ["notes"]


@pytest.mark.parametrize(
    "instant",
    [pytest.param(one, marks=() if one in QUICKLY_IN_CUTOVER else (pytest.mark.slow,)) for one in IN_CUTOVER],
)
def test_killed_and_run_again_in_phase_cutover(
    conn18: psycopg.Connection, database18: str, tmp_path: Path, instant: str
) -> None:
    """Payloads were gone before, and are gone at the end, wherever it was killed."""
    conn18.execute(workload.TABLE.encode())
    workload.fill(conn18)
    was, now = CHANGES["a path leaves the residual"].texts
    cut_over(conn18, reviewed(was), kept=False)
    new = reviewed(now)
    compiled(tmp_path, now, "notes.yaml")
    with workload.running(database18, seed=5, admin=conn18, writers=2, through_view=True) as work:
        _kill(database18, conn18, tmp_path, instant)
        found = control.mapping_state(conn18, "notes")
        assert found
        done = instant in IN_CUTOVER[-3:]
        assert (found.spec_digest == new.mapping.digest) is done
        with connect(database18) as operator:
            result = evolve.evolve(operator, new, QUICK) if done else put_in_force(operator, new)
    assert (result.ended, result.payload is None) == ("already in force", instant == "after the switch") or not done
    there = payload_state(conn18, "notes")
    assert there
    assert (there.state, is_for_evolve(conn18, "notes")) == ("moved", False)
    assert work.lost(conn18) == []
    assert work.unexpected <= {"23505"}
    notes = [event.note for event in control.history(conn18, "notes") if event.command == "evolve"]
    assert len([note for note in notes if note.startswith("from version")]) == 1
    assert [one.name for one in control.mapping_states(conn18)] == ["notes"]
    rollback.rollback(conn18, new, to="mirrored", retry=QUICK.retry)
    assert differences(conn18, new) == []


def _kill(dsn: str, conn: psycopg.Connection, tmp_path: Path, instant: str) -> None:
    arguments = [dsn, str(tmp_path / "notes.yaml"), str(tmp_path / "migrations"), instant]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with connect(dsn) as writer, subprocess.Popen([sys.executable, "-c", OPERATOR, *arguments], **pipes) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == b"here\n"
        if instant == IN_THE_SWITCH:
            writer.execute("BEGIN")
            writer.execute(f"UPDATE {T} SET {V} = '{{}}' WHERE id = 150".encode())
            process.stdin.write(b"\n")
            process.stdin.flush()
            _until(lambda: _waits(conn))
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=60)
        writer.execute("ROLLBACK" if instant == IN_THE_SWITCH else "SELECT")
    _until(lambda: conn.execute(_BACKENDS.encode()).fetchone() is None)


def _until(holds: Callable[[], bool]) -> None:
    start = time.monotonic()
    while not holds():
        assert time.monotonic() < start + 60
        time.sleep(0.01)


_BACKENDS = """
SELECT 1 FROM pg_stat_activity
WHERE datname = current_database() AND query LIKE '%LOCK TABLE%' AND pid <> pg_backend_pid()
"""


def _waits(conn: psycopg.Connection) -> bool:
    query = "SELECT FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock' AND locktype = 'relation'"
    return conn.execute(query).fetchone() is not None
