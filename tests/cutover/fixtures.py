"""The orders of a shop on the way to phase `cutover`.

A test module names this one in `pytest_plugins`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cutover.orders import assert_parity, cut_over, mirrored, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed


@pytest.fixture
def reviewed(conn: Connection, tmp_path: Path) -> Reviewed:
    return prepare(conn, tmp_path)


@pytest.fixture
def view(conn: Connection, reviewed: Reviewed) -> Iterator[Connection]:
    """A connection to the database in phase `cutover`; both stores agree at the end."""
    mirrored(conn, reviewed)
    cut_over(conn, reviewed)
    yield conn
    assert_parity(conn, reviewed)
