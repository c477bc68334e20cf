"""Statements of the application that the server has seen, by its own statistics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.spec.mapping import Source


def seen(conn: Connection, template: str, source: Source) -> list[tuple[int, str]]:
    """How often each statement ran that a template finds in `pg_stat_statements`, and its beginning.

    Empty where that is not installed.
    """
    query = (
        "SELECT n.nspname FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace"
        " WHERE e.extname = 'pg_stat_statements'"
    )
    found = conn.execute(query).fetchone()
    if found is None:
        return []
    parts = {
        "statements": (found[0], "pg_stat_statements"),
        "schema": as_written(source.schema),
        "table": as_written(source.table),
    }
    return conn.execute(fill(load(template), parts)).fetchall()


def as_written(name: str) -> str:
    """A regular expression for a name as people write it."""
    plain = rf"{re.escape(name)}\M|" if re.fullmatch(r"[a-z_][a-z0-9_$]*", name) else ""
    return plain + re.escape('"' + name.replace('"', '""') + '"')
