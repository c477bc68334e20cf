"""Writers of both sides while the phase goes forward and back at random, from `legacy` to `cutover` and back.

At every quiet point: parity exact, no acknowledged write lost, no failure that a client would not try again. The long
version, marked slow, makes as many changes of phase and writes as the constants say; `HISTORY=0.1` makes a tenth of it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from concurrency.history import live, prepare
from conftest import fresh_database

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

PHASE_CHANGES = 2_000
WRITES = 200_000
"""Of the long version, at least."""


@pytest.mark.parametrize(("server_name", "changes"), [("server18", 12), ("second_server", 6)])
def test_phases_change_under_writers_of_both_sides(
    request: pytest.FixtureRequest, tmp_path: Path, server_name: str, changes: int
) -> None:
    with fresh_database(request.getfixturevalue(server_name)) as dsn, connect(dsn) as conn:
        live(dsn, conn, prepare(conn, tmp_path), changes=changes, writes=0, each=min(changes, 6))


@pytest.mark.slow
def test_phases_change_under_writers_of_both_sides_for_long(
    conn18: psycopg.Connection, database18: str, tmp_path: Path
) -> None:
    part = float(os.environ.get("HISTORY", "1"))
    changes, writes = round(PHASE_CHANGES * part), round(WRITES * part)
    live(database18, conn18, prepare(conn18, tmp_path), changes=changes, writes=writes, each=20)
