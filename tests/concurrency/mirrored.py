"""The scene in phase `mirrored`: both sides writable, with all guards or without one of them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from concurrency import scene
from concurrency.scene import Guard, chunk
from psycopg import sql

from hofsm_migrate.compile.mirror import mirror_operations
from hofsm_migrate.lens.tree import build
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from psycopg import Connection

LEGACY_ROW_FIRST = Guard("the legacy row is locked by a statement of its own", r"\s+FOR NO KEY UPDATE OF legacy;", ";")
NEVER_WAITS = Guard("the legacy side never waits for a row of a new table", r"'contend'\)", "'follow')")

KEY = '"the ""key"""'
"""The column with the key of an entry of `fields`."""


@functools.cache
def script() -> str:
    """The SQL of `mirrored`."""
    return "\n".join([text(step.up) for step in mirror_operations(build(scene.mapping()))])


def script_back() -> str:
    """The SQL of the way back to `dual_write`."""
    return "\n".join([text(step.down) for step in reversed(mirror_operations(build(scene.mapping())))])


def install(conn: Connection, *, without: Guard | None = None) -> None:
    """Every document in both stores, the new tables open; fails where the guard to take out is not there."""
    if scene.installed(conn) == f"mirrored {without}":
        with conn.transaction():
            conn.execute("SET LOCAL hofsm.origin = 'backfill'")
            for node in build(scene.mapping()).nodes:
                for table in node.tables:
                    conn.execute(f'DELETE FROM "{scene.OWN}"."{table.name}"'.encode())
        conn.execute(chunk().encode())
        return
    scene.make(conn)
    conn.execute(chunk().encode())
    mirrored, places = without.taken_out(script()) if without else (script(), 1)
    assert places, f"no such guard: {without}"
    conn.execute(mirrored.encode())
    conn.execute(
        sql.SQL("COMMENT ON SCHEMA {} IS {}").format(sql.Identifier(scene.OWN), sql.Literal(f"mirrored {without}"))
    )
