"""Databases in phase `cutover`, cloned from one that was brought there once for each server.

A test module names this one in `pytest_plugins`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import fresh_database
from contract.contracted import TABLES, cut_over, reviewed_files
from psycopg.conninfo import conninfo_to_dict

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed


@pytest.fixture(scope="session", params=["server18", "second_server"])
def cut_over_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, str]]:
    """A server, and the name of a database in it to clone."""
    server: Server = request.getfixturevalue(request.param)
    with fresh_database(server) as dsn:
        with connect(dsn) as conn:
            conn.execute(TABLES.encode())
            cut_over(conn, reviewed_files(tmp_path_factory.mktemp("cutover")))
        yield server, str(conninfo_to_dict(dsn)["dbname"])


@pytest.fixture
def cut(cut_over_server: tuple[Server, str]) -> Iterator[str]:
    """DSN of a database of a test's own, in phase `cutover`."""
    with fresh_database(*cut_over_server) as dsn:
        yield dsn


@pytest.fixture
def cutover(cut: str) -> Iterator[Connection]:
    """A connection to it."""
    with connect(cut) as conn:
        yield conn


@pytest.fixture
def orders(tmp_path: Path) -> Reviewed:
    return reviewed_files(tmp_path)
