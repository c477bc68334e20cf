"""PgBouncer in transaction mode between everybody and the server: writers of both sides, and the tool itself."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

import pytest
from concurrency import workload, workload_mirrored
from concurrency.history import History, live, prepare
from concurrency.pooler import pgbouncer

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg
    from concurrency.workload import Work

SERVER_CONNECTIONS = 3
"""Fewer than clients, so that a client's next transaction is on another connection."""
TOURS = (
    ("expand", "dual-write", "mirror", "cutover"),
    ("mirrored", "dual_write", "mirror", "cutover", "mirrored"),
)
"""The ways of the tool between two quiet points: commands, and phases to go back to."""


def tour(history: History, work: Work, ways: tuple[str, ...]) -> set[int]:
    """The server processes that the tool has met."""
    pids = set[int]()
    for way in ways:
        if way in {"expand", "dual-write", "mirror", "cutover"}:
            history.forward(way, work)
        else:
            history.back(way, work)  # pyright: ignore[reportArgumentType]
        before = work.transactions
        while work.transactions < before + 20:
            row = history.conn.execute("SELECT pg_backend_pid()").fetchone()
            pids |= set(row or ())
            time.sleep(0.01)
    return pids


def test_writers_of_both_sides_and_the_tool_behind_a_pooler(
    conn18: psycopg.Connection, database18: str, tmp_path: Path
) -> None:
    reviewed = prepare(conn18, tmp_path)
    with pgbouncer(database18, connections=SERVER_CONNECTIONS) as pooled, connect(pooled) as operator:
        history = History(operator, reviewed, Random(0))
        for seed, ways in enumerate(TOURS):
            conn18.execute(f"DELETE FROM {workload.T} WHERE id >= {workload.OWN_STEP}".encode())
            make, view = workload_mirrored.mixed, history.phase == "cutover"
            with workload.running(pooled, seed=seed, admin=conn18, make=make, through_view=view) as work:
                assert len(tour(history, work, ways)) > 1
            assert history.quiet(work) == [], f"{history.phase}: {work.reasons}"
    print(history)


@pytest.mark.slow
def test_phases_change_at_random_behind_a_pooler(conn18: psycopg.Connection, database18: str, tmp_path: Path) -> None:
    reviewed = prepare(conn18, tmp_path)
    with pgbouncer(database18, connections=SERVER_CONNECTIONS) as pooled:
        live(pooled, conn18, reviewed, changes=200, writes=0, each=20)
