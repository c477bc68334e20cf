"""One database of each version for all specs of a module. A test module names this one in `pytest_plugins`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import TEMPLATE, fresh_database

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from conftest import Server


@pytest.fixture(scope="module")
def server18_conn(server18: Server) -> Iterator[psycopg.Connection]:
    with fresh_database(server18, TEMPLATE) as dsn, connect(dsn) as conn:
        yield conn


@pytest.fixture(scope="module")
def second_conn(second_server: Server) -> Iterator[psycopg.Connection]:
    with fresh_database(second_server, TEMPLATE) as dsn, connect(dsn) as conn:
        yield conn
