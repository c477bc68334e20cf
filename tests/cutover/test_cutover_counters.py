"""Counters on both sides of a cut-over: every acknowledged increment is there, in longer transactions, too."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from concurrency import counters, scene
from concurrency.scene import SPEC
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ
from cutover.orders import without
from operator_cases import compiled

from hofsm_migrate.phases import backfill, change, files, payload
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

FRESH = r"IF NOT EXISTS \(SELECT FROM [^;]*? AND base\.ctid = \$\d+\) THEN"
"""When a document is read as it is committed by now: the control does so in every transaction that has written."""


def start(conn: Connection, tmp_path: Path) -> Reviewed:
    conn.execute(scene.LEGACY.encode())
    counters.fill(conn)
    spec = compiled(tmp_path, SPEC.replace("TYPE", "jsonb"), "notes.yaml")
    reviewed = files.read(spec, tmp_path / "migrations")
    for command in ("expand", "dual-write"):
        change.forward(conn, reviewed, reviewed.plan.step(command))
    backfill.backfill(conn, reviewed.plan)
    verify(conn, reviewed.plan)
    change.forward(conn, reviewed, reviewed.plan.step("mirror"))
    verify(conn, reviewed.plan)
    return reviewed


def count(
    dsn: str, conn: Connection, isolation: str, seconds: float, *, dropped: bool = False, control: bool = False
) -> int:
    """Increments that were acknowledged and are not there after so many seconds of six writers."""
    with counters.counting(dsn, seed=1, isolation=isolation) as done:
        time.sleep(seconds)
    found = done()
    print(f"{isolation}, dropped {dropped}, control {control}: {found}; {counters.totals(conn)}")
    assert set(found.failures) <= counters.RETRIED
    return 2 * found.acknowledged - sum(counters.totals(conn))


@pytest.mark.parametrize("dropped", [False, True], ids=["payload kept", "payload gone"])
@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])
def test_no_increment_is_lost(
    conn18: Connection, database18: str, tmp_path: Path, isolation: str, *, dropped: bool
) -> None:
    reviewed = start(conn18, tmp_path)
    change.forward(conn18, reviewed, reviewed.plan.step("cutover"))
    if dropped:
        payload.drop(conn18, reviewed)
    assert count(database18, conn18, isolation, 1, dropped=dropped) == 0
    assert verify(conn18, reviewed.plan).parity


@pytest.mark.slow
@pytest.mark.parametrize("control", [False, True], ids=["guarded", "control"])
def test_no_increment_is_lost_for_long(conn18: Connection, database18: str, tmp_path: Path, *, control: bool) -> None:
    reviewed = start(conn18, tmp_path)
    if control:
        reviewed = without(reviewed, FRESH, "IF pg_current_xact_id_if_assigned() IS NOT NULL THEN")
    change.forward(conn18, reviewed, reviewed.plan.step("cutover"))
    lost = count(database18, conn18, READ_COMMITTED, 30, control=control)
    assert (lost > 0) == control
