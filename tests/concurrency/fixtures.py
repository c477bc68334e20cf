"""A notebook in both versions of the server, and sessions at it.

A test module names this one in `pytest_plugins`, and replaces `documents` where they are to be in both stores, or
`place` where the legacy table is another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from concurrency import scene
from concurrency.scene import LEGACY, T
from concurrency.sessions import Stage, stage
from conftest import fresh_database

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg


@pytest.fixture(scope="module", params=["server18", "second_server"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    """DSN of a database with the legacy table, for all tests of this module."""
    with fresh_database(request.getfixturevalue(request.param)) as dsn, connect(dsn) as conn:
        conn.execute(LEGACY.encode())
        scene.expand(conn, schema=scene.TWIN)
        yield dsn


@pytest.fixture
def documents(place: str) -> Iterator[psycopg.Connection]:
    """Documents 1 to 3 in the legacy table, nothing else."""
    with connect(place) as conn:
        conn.execute(f"TRUNCATE {T}".encode())
        scene.fill(conn)
        yield conn


@pytest.fixture
def on(place: str, documents: psycopg.Connection) -> Iterator[Stage]:
    with stage(place) as made:
        yield made
