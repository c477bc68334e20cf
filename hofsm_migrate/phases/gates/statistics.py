"""Statements of the application that the server has seen, by its own statistics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.errors import Problem
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.spec.mapping import Source


def seen(conn: Connection, template: str, source: Source) -> list[tuple[int, str]]:
    """How often each statement ran that a template finds in `pg_stat_statements`, and its beginning.

    Empty where that is not installed.
    """
    view = _view(conn)
    if view is None:
        return []
    parts = {"statements": view, "schema": as_written(source.schema), "table": as_written(source.table)}
    return conn.execute(fill(load(template), parts)).fetchall()


def unread(conn: Connection) -> list[Problem]:
    """Statements of this database whose text the server does not show to this role: what they say is not known."""
    view = _view(conn)
    if view is None:
        return []
    query = sql.SQL(
        "SELECT count(*), current_user FROM {} WHERE query = '<insufficient privilege>'"
        " AND dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"
    )
    count, role = conn.execute(query.format(sql.Identifier(*view))).fetchall()[0]
    if not count:
        return []
    return [
        Problem(
            f"pg_stat_statements does not show {count:,} statements of other roles to {role}",
            hint=f"GRANT pg_read_all_stats TO {sql.Identifier(role).as_string()}, as a superuser",
        )
    ]


def _view(conn: Connection) -> tuple[str, str] | None:
    query = (
        "SELECT n.nspname FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace"
        " WHERE e.extname = 'pg_stat_statements'"
    )
    found = conn.execute(query).fetchone()
    return (found[0], "pg_stat_statements") if found else None


def as_written(name: str) -> str:
    """A regular expression for a name as people write it."""
    plain = rf"{re.escape(name)}\M|" if re.fullmatch(r"[a-z_][a-z0-9_$]*", name) else ""
    return plain + re.escape('"' + name.replace('"', '""') + '"')
