"""Transactions that began before something was written: to them it is not there, so a change waits for them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.errors import GateError
from hofsm_migrate.phases.gates.sessions import old_snapshots

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.db.executor import Retry


@dataclass(frozen=True)
class Written:
    """What was written by now, as in "a transaction began before ..."; and how things stand until it is outlived."""

    words: str
    meanwhile: str


def outlive_snapshots(
    conn: Connection,
    written: Written,
    retry: Retry,
    on_stage: Callable[[str], None],
    stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Wait until nobody has a snapshot from before this call; whether that was to the end, and `stop` did not say so.

    Args:
        conn: autocommit, and what was written is committed. Nothing is locked.
        on_stage: is told when there is somebody to wait for.

    Raises:
        GateError: one of them takes longer than locks may be waited for.
    """
    row = conn.execute("SELECT pg_current_xact_id()::xid::text").fetchone()
    start, told = time.monotonic(), False
    while found := old_snapshots(conn, row[0] if row else "0", written.words, written.meanwhile):
        if stop():
            return False
        if time.monotonic() - start > retry.max_wait_s:
            raise GateError(*found)
        if not told:
            on_stage("waiting for transactions with old snapshots")
        told = True
        time.sleep(retry.first_pause_s)
    return True
