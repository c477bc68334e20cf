"""A transaction with a snapshot from before payloads were made anew never sees what stood in their place."""

from __future__ import annotations

import threading
from random import Random
from typing import TYPE_CHECKING

import pytest
from concurrency.history import FORCED, QUICK, History, prepare
from concurrency.scene import T, V

from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.db.payload import payload_state
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, payload, rollback
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.sweep import How

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

    from hofsm_migrate.phases.files import Reviewed

KIND = f"SELECT jsonb_typeof({V}) FROM {T} WHERE id = 1"
SNAPSHOT = "SELECT count(*) FROM pg_catalog.pg_class"


@pytest.fixture
def moved(conn18: psycopg.Connection, tmp_path: Path) -> Reviewed:
    """Phase `cutover` without any payload."""
    reviewed = prepare(conn18, tmp_path)
    for command in ("expand", "dual-write", "mirror", "cutover"):
        if command in FORCED:
            History(conn18, reviewed, Random(0)).agree()
        change.forward(conn18, reviewed, reviewed.plan.step(command), Terms(QUICK, forced=FORCED.get(command, {})))
    assert payload.drop(conn18, reviewed, Terms(QUICK)).ended == "complete"
    return reviewed


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: old snapshots are not outlived"])
def test_the_way_back_waits_for_an_old_snapshot(
    database18: str, moved: Reviewed, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    """It looks at the table for the first time while, or after, the table gets its name back."""
    if not guarded:
        monkeypatch.setattr(payload, "outlive_snapshots", lambda *_: True)
    waiting = threading.Event()
    how = How(on_stage=lambda words: waiting.set() if "snapshots" in words else None)
    with connect(database18) as old, connect(database18) as operator:
        old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        old.execute(SNAPSHOT)
        back = lambda: rollback.rollback(operator, moved, to="mirrored", retry=QUICK, how=how)  # noqa: E731
        running = threading.Thread(target=back)
        running.start()
        assert waiting.wait(60) if guarded else running.join() is None
        found = old.execute(KIND.encode()).fetchone()
        old.execute("ROLLBACK")
        running.join()
        assert found == ("object" if guarded else "string",)
        assert old.execute(KIND.encode()).fetchone() == ("object",)
        assert payload_state(old, "notes") is None


def test_who_waits_too_long_is_told_and_may_stop(conn18: psycopg.Connection, database18: str, moved: Reviewed) -> None:
    with connect(database18) as old:
        old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        old.execute(SNAPSHOT)
        with pytest.raises(GateError, match=r"a transaction began before payloads were made anew(.*\n)+.*kept in step"):
            payload.restore(conn18, moved, Terms(Retry(max_wait_s=0.05)))
        waits: list[str] = []
        how = How(stop=lambda: bool(waits), on_stage=waits.append)
        assert payload.restore(conn18, moved, Terms(QUICK), how).ended == "stopped"
        found = payload_state(conn18, "notes")
        assert found
        assert found.state == "restored"
        assert conn18.execute(KIND.encode()).fetchone() == ("object",)
        old.execute("ROLLBACK")
    assert payload.restore(conn18, moved, Terms(QUICK)).ended == "complete"
    assert payload_state(conn18, "notes") is None
