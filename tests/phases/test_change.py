"""Changes of phase: once and only once, recorded, undone step by step, and whole or not at all when killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from operator_cases import PLAIN, compiled, plain
from psycopg import errors

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry, Wait
from hofsm_migrate.errors import GateError, UsageError
from hofsm_migrate.phases import backfill, change, expand, files, rollback, verify
from hofsm_migrate.phases.change import Terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import psycopg

    from hofsm_migrate.phases.change import ChangeResult

QUICK = Terms(Retry(20, 10, 0.01, 0.02))


def expanded(conn: psycopg.Connection, tmp_path: Path, count: int = 0) -> files.Reviewed:
    reviewed = files.read(plain(conn, tmp_path, count), tmp_path / "migrations")
    conn.execute("CREATE SCHEMA target")
    expand.expand(conn, reviewed)
    return reviewed


def dual_write(
    conn: psycopg.Connection,
    reviewed: files.Reviewed,
    terms: Terms | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> ChangeResult:
    return change.forward(conn, reviewed, reviewed.plan.step("dual-write"), terms, on_wait=on_wait)


def phase(conn: psycopg.Connection) -> str:
    found = control.mapping_state(conn, "orders")
    return found.phase if found else "legacy"


def events(conn: psycopg.Connection) -> list[tuple[str, str, str]]:
    return [(event.command, event.from_phase, event.to_phase) for event in control.history(conn, "orders")]


def test_what_a_backfill_wrote_before_the_triggers_is_removed(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = expanded(conn, tmp_path, 20)
    rows = backfill.backfill(conn, reviewed.plan).rows
    result = dual_write(conn, reviewed)
    assert (result.changed, result.documents, result.rows) == (True, 20, rows)
    assert conn.execute("SELECT count(*) FROM target.sales_order").fetchone() == (0,)
    assert control.backfill_total(conn, "orders").chunks == 0
    assert control.history(conn, "orders")[-1].note == f"20 documents in {rows} rows were stale copies"
    assert backfill.backfill(conn, reviewed.plan).documents == 20
    assert verify.verify(conn, reviewed.plan).parity
    with pytest.raises(errors.ObjectNotInPrerequisiteState, match="closed for writes"):
        conn.execute("TRUNCATE target.sales_order")


def test_a_step_is_done_once(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = expanded(conn, tmp_path, 3)
    assert dual_write(conn, reviewed).changed
    after = snapshot(conn)
    assert not dual_write(conn, reviewed).changed
    assert snapshot(conn) == after
    assert events(conn) == [("expand", "legacy", "expanded"), ("dual-write", "expanded", "dual_write")]


def test_a_step_needs_the_phase_before_it_and_the_same_spec(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = files.read(plain(conn, tmp_path), tmp_path / "migrations")
    with pytest.raises(GateError, match="dual-write needs phase expanded or dual_write, and mapping"):
        dual_write(conn, reviewed)
    expand.expand(conn, reviewed)
    other = files.read(compiled(tmp_path, PLAIN + "# another\n"), tmp_path / "migrations")
    with pytest.raises(GateError, match="by another version of its spec"):
        dual_write(conn, other)
    dual_write(conn, reviewed)
    with pytest.raises(GateError, match="expand needs phase legacy or expanded"):
        expand.expand(conn, reviewed)


def test_another_session_that_is_faster_is_no_error(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    reviewed = expanded(conn, tmp_path, 3)
    with connect(database) as writer, connect(database) as other:
        writer.execute("BEGIN")
        writer.execute("UPDATE public.orders SET value = '{}' WHERE id = 1")

        def overtake(_wait: Wait) -> None:
            if phase(other) == "expanded":
                writer.execute("COMMIT")
                assert dual_write(other, reviewed).changed

        result = dual_write(conn, reviewed, QUICK, overtake)
    assert not result.changed
    assert len(events(conn)) == 2


def test_waits_for_writers_in_flight_and_says_so_in_the_history(
    conn: psycopg.Connection, database: str, tmp_path: Path
) -> None:
    reviewed = expanded(conn, tmp_path, 3)
    waits: list[Wait] = []
    with connect(database) as writer:
        writer.execute("BEGIN")
        writer.execute("UPDATE public.orders SET value = '{}' WHERE id = 1")

        def wait(one: Wait) -> None:
            waits.append(one)
            if len(waits) == 2:
                writer.execute("COMMIT")

        result = dual_write(conn, reviewed, QUICK, wait)
    assert result.changed
    assert len(result.waits) == len(waits) >= 2
    recorded = control.history(conn, "orders")[-1].waits
    assert [one["sqlstate"] for one in recorded] == ["55P03"] * len(waits)


def test_one_try_only(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    reviewed = expanded(conn, tmp_path, 3)
    with connect(database) as writer, writer.transaction():
        writer.execute("UPDATE public.orders SET value = '{}' WHERE id = 1")
        with pytest.raises(GateError, match="gave up after 1 tries"):
            dual_write(conn, reviewed, Terms(Retry(20, 0)))
    assert phase(conn) == "expanded"


def test_up_down_and_up_leave_the_catalog_as_it_was(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = expanded(conn, tmp_path, 3)
    before = snapshot(conn)
    dual_write(conn, reviewed)
    after = snapshot(conn)
    assert after != before
    assert rollback.rollback(conn, reviewed, to="expanded").changed
    assert snapshot(conn) == before
    assert not rollback.rollback(conn, reviewed, to="expanded").changed
    dual_write(conn, reviewed)
    assert snapshot(conn) == after


def test_back_over_two_steps(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = files.read(plain(conn, tmp_path, 5), tmp_path / "migrations")
    conn.execute("CREATE SCHEMA target")
    before = snapshot(conn)
    expand.expand(conn, reviewed)
    dual_write(conn, reviewed)
    backfill.backfill(conn, reviewed.plan)
    result = rollback.rollback(conn, reviewed)
    assert [(step.from_phase, step.to_phase) for step in result.steps] == [
        ("dual_write", "expanded"),
        ("expanded", "legacy"),
    ]
    assert result.documents == 5
    assert snapshot(conn) == before
    assert events(conn)[2:] == [("rollback", "dual_write", "expanded"), ("rollback", "expanded", "legacy")]
    assert conn.execute("SELECT count(*) FROM hofsm.object").fetchone() == (0,)


def test_a_way_back_that_stops_between_two_steps_goes_on(
    conn: psycopg.Connection, database: str, tmp_path: Path
) -> None:
    reviewed = expanded(conn, tmp_path, 5)
    dual_write(conn, reviewed)
    with connect(database) as reader, reader.transaction():
        reader.execute("SELECT FROM target.sales_order")
        with pytest.raises(GateError, match="gave up"):
            rollback.rollback(conn, reviewed, retry=Retry(20, 0))
    assert phase(conn) == "expanded"
    assert len(rollback.rollback(conn, reviewed).steps) == 1
    assert phase(conn) == "legacy"


def test_back_goes_back_only(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = expanded(conn, tmp_path)
    with pytest.raises(GateError, match="is in phase expanded, which comes before dual_write"):
        rollback.rollback(conn, reviewed, to="dual_write")


def test_a_forced_gate_is_recorded_with_its_reason(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    reviewed = expanded(conn, tmp_path, 3)
    limits = change.Limits(transaction_age_s=0)
    with connect(database) as writer:
        writer.execute("BEGIN")
        writer.execute("UPDATE public.orders SET value = '{}' WHERE id = 1")
        with pytest.raises(GateError, match="a transaction has held a lock"):
            dual_write(conn, reviewed, Terms(QUICK.retry, limits))
        forced = {"long transactions": "it ends soon"}
        dual_write(conn, reviewed, Terms(QUICK.retry, limits, forced), lambda _: writer.execute("ROLLBACK") and None)
    gates = {gate["gate"]: gate for gate in control.history(conn, "orders")[-1].gates}
    assert (gates["long transactions"]["met"], gates["long transactions"]["forced"]) == (False, "it ends soon")
    assert "a transaction has held a lock" in gates["long transactions"]["problems"][0]
    assert gates["key"] == {"gate": "key", "met": True}


@pytest.mark.parametrize(
    ("forced", "message"),
    [({"parity": "why"}, "dual-write has no gate 'parity'"), ({"key": " "}, "gate 'key' is forced without a reason")],
    ids=["a gate of another step", "no reason"],
)
def test_what_cannot_be_forced(conn: psycopg.Connection, tmp_path: Path, forced: dict[str, str], message: str) -> None:
    reviewed = expanded(conn, tmp_path)
    with pytest.raises(UsageError, match=message) as refusal:
        dual_write(conn, reviewed, Terms(forced=forced))
    assert phase(conn) == "expanded"
    if "parity" in forced:
        assert refusal.value.problems[0].hint.endswith("privileges, nothing breaks, documents, long transactions")


WAITING = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'hofsm' AND wait_event_type = 'Lock'
"""
GONE = "SELECT pid FROM pg_stat_activity WHERE pid = %s"


def until(conn: psycopg.Connection, query: str, wanted: bool, *values: object) -> int:
    for _ in range(600):
        row = conn.execute(query.encode(), values or None).fetchone()
        if bool(row) == wanted:
            return row[0] if row else 0
        time.sleep(0.05)
    raise AssertionError(query)


@pytest.mark.parametrize("kill", ["client", "server"])
@pytest.mark.parametrize("command", ["dual-write", "rollback"])
def test_killed_when_all_but_the_record_is_done(
    conn: psycopg.Connection, database: str, tmp_path: Path, command: str, kill: str
) -> None:
    """The lock on the history stops the command after its statements have run."""
    reviewed = expanded(conn, tmp_path, 5)
    before, step = snapshot(conn), control.history(conn, "orders")
    program = [sys.executable, "-c", "from hofsm_migrate.cli import main; main()"]
    arguments = [command, reviewed.mapping.file, "-m", str(tmp_path / "migrations"), "--lock-timeout", "60s"]
    with connect(database) as holder, holder.transaction():
        holder.execute("LOCK TABLE hofsm.history IN SHARE MODE")
        process = subprocess.Popen([*program, *arguments, "--dsn", database], stderr=subprocess.PIPE)
        pid = until(conn, WAITING, True)
        if kill == "client":
            os.kill(process.pid, signal.SIGKILL)
        else:
            conn.execute("SELECT pg_terminate_backend(%s)", [pid])
        _, said = process.communicate(timeout=60)
        assert process.returncode == (-signal.SIGKILL if kill == "client" else 1), said
    until(conn, GONE, False, pid)
    assert (phase(conn), snapshot(conn), control.history(conn, "orders")) == ("expanded", before, step)
    if command == "dual-write":
        assert dual_write(conn, reviewed).changed
    else:
        assert rollback.rollback(conn, reviewed).changed


def test_what_the_legacy_table_is_like_is_recorded_with_each_step(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = expanded(conn, tmp_path)
    found = control.mapping_state(conn, "orders")
    assert found is not None
    assert found.legacy_shape == {"columns": {"id": "bigint", "value": "jsonb"}, "key": ["id"]}
    conn.execute("ALTER TABLE public.orders ADD COLUMN note text")
    dual_write(conn, reviewed)
    found = control.mapping_state(conn, "orders")
    assert found is not None
    assert found.legacy_shape == {"columns": {"id": "bigint", "value": "jsonb", "note": "text"}, "key": ["id"]}
