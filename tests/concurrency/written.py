"""What writers of the legacy table do to a notebook, and how it may end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurrency.scene import T, V, differences

if TYPE_CHECKING:
    import psycopg
    from concurrency.scene import Guard

RETITLE = f"UPDATE {T} SET {V} = jsonb_set({V}, '{{title}}', '\"written\"') WHERE id = %s"
RELINE = f"UPDATE {T} SET {V} = jsonb_set({V}, '{{lines,0,words}}', '\"written\"') WHERE id = %s"
DELETE = f"DELETE FROM {T} WHERE id = %s"
REKEY = f"UPDATE {T} SET id = id + 100 WHERE id = %s"
INSERT = f"INSERT INTO {T} (id, {V}) VALUES (%s, %s)"
SERIALIZATION_FAILURE = "40001"
DEADLOCK = "40P01"


def compare(conn: psycopg.Connection, without: Guard | None) -> None:
    """Parity with all guards; without one, none."""
    found = differences(conn)
    assert bool(found) == bool(without), found or f"parity without: {without}"
