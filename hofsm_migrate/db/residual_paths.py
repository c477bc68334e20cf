"""Which paths residuals are known to hold, in table `hofsm.residual_path`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection


@dataclass(frozen=True)
class ResidualPath:
    """A path from an element of `node`, the JSON type at it, and the key of a document that has it.

    A step is `.` and a key, `[` for every position of an array, `*` for every key of an object with many.
    """

    node: str
    path: tuple[str, ...]
    kind: str
    example: tuple[str, ...]


def known_paths(conn: Connection, mapping: str) -> tuple[ResidualPath, ...]:
    """What is recorded for a mapping."""
    query = "SELECT node, path, kind, example FROM hofsm.residual_path WHERE mapping = %s ORDER BY node, path, kind"
    rows = conn.execute(query, [mapping])
    return tuple(ResidualPath(node, tuple(path), kind, tuple(example)) for node, path, kind, example in rows)


def record_paths(conn: Connection, mapping: str, paths: Iterable[ResidualPath], reason: str = "") -> None:
    """Add paths to what is known; `reason` says why a path that came later was accepted."""
    query = (
        "INSERT INTO hofsm.residual_path (mapping, node, path, kind, example, reason)"
        " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
    )
    rows = [(mapping, one.node, list(one.path), one.kind, Jsonb(list(one.example)), reason) for one in paths]
    with conn.cursor() as cursor:
        cursor.executemany(query, rows)
    conn.execute("UPDATE hofsm.mapping SET residual_at = clock_timestamp() WHERE name = %s", [mapping])
