"""Documents for one statement in a transaction that is rolled back, and what has to hold after it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from concurrency import scene
from concurrency.scene import LEGACY, T, V, differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from concurrency.scene import Guard

SET = f"UPDATE {T} SET {V} = "
"""How a statement begins that writes the payload."""


def prepare(conn: psycopg.Connection, legacy: str, without: Guard | None, payload_type: str) -> None:
    conn.execute(f"DROP TABLE IF EXISTS {T} CASCADE".encode())
    conn.execute(legacy.encode())
    scene.expand(conn, schema=scene.TWIN, payload_type=payload_type)
    scene.make(conn, without=without, payload_type=payload_type)


@contextmanager
def documents(
    conn: psycopg.Connection,
    legacy: str = LEGACY,
    *,
    without: Guard | None = None,
    payload_type: str = "jsonb",
    claimed: int = 3,
) -> Iterator[psycopg.Connection]:
    """Documents 1 to 6, of which the first three or as many as are `claimed` are represented."""
    with conn.transaction(force_rollback=True):
        if (legacy, without, payload_type) != (LEGACY, None, "jsonb"):
            prepare(conn, legacy, without, payload_type)
        conn.execute("SET LOCAL session_replication_role = replica")
        scene.fill(conn, 6)
        conn.execute("SET LOCAL session_replication_role = origin")
        conn.execute(scene.chunk(1, claimed).encode())
        yield conn


def compare(
    conn: psycopg.Connection, without: Guard | None = None, payload_type: str = "jsonb", *, backfill: bool = True
) -> None:
    """Parity with all guards; without one, none. What nobody has claimed is represented before."""
    conn.execute("SET CONSTRAINTS ALL IMMEDIATE")
    if backfill:
        conn.execute(scene.chunk().encode())
    found = differences(conn, payload_type)
    assert bool(found) == bool(without), found or f"parity without: {without}"
