"""Writers of both sides while the phase goes forward and back at random, `legacy` to `cutover`, and the spec evolves.

At every quiet point: parity exact, no acknowledged write lost, no failure that a client would not try again. The long
version, marked slow, makes as many changes of phase and writes as the constants say; `HISTORY=0.1` makes a tenth of it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from concurrency import workload_mirrored
from concurrency.history import live, prepare_versions
from conftest import fresh_database
from psycopg import sql

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

CHANGES = 2_000
WRITES = 200_000
"""Of the long version, at least."""
WITHOUT_DEADLOCK = 400
"""Changes, of the long version."""
part = float(os.environ.get("HISTORY", "1"))


@pytest.mark.parametrize(("server_name", "changes", "way"), [("server18", 12, "x"), ("second_server", 6, "s")])
def test_phases_change_under_writers_of_both_sides(
    request: pytest.FixtureRequest, tmp_path: Path, server_name: str, changes: int, way: str
) -> None:
    with fresh_database(request.getfixturevalue(server_name)) as dsn, connect(dsn) as conn:
        live(dsn, conn, prepare_versions(conn, tmp_path), changes=changes, writes=0, each=min(changes, 6), way=way)


@pytest.mark.slow
def test_phases_change_under_writers_of_both_sides_for_long(
    conn18: psycopg.Connection, database18: str, tmp_path: Path
) -> None:
    changes, writes = round(CHANGES * part), round(WRITES * part)
    live(database18, conn18, prepare_versions(conn18, tmp_path), changes=changes, writes=writes, each=20, way="long")


@pytest.mark.slow
def test_no_deadlock_where_each_transaction_is_one_statement_about_one_document(
    conn18: psycopg.Connection, database18: str, tmp_path: Path
) -> None:
    """Deadlocks are looked for long before the operator gives up on a lock, so that none is taken for a wait."""
    name = sql.Identifier(conn18.info.dbname)
    conn18.execute(sql.SQL("ALTER DATABASE {} SET deadlock_timeout = '20ms'").format(name))
    changes = round(WITHOUT_DEADLOCK * part)
    reviewed, make = prepare_versions(conn18, tmp_path), workload_mirrored.alone
    failures = live(database18, conn18, reviewed, changes=changes, writes=0, each=20, way="alone", make=make)
    assert failures["40001"]
    assert not failures["40P01"]
