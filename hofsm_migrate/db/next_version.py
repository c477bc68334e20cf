"""The control records of a next version, when it takes the place of the one in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate import sql

if TYPE_CHECKING:
    from psycopg import Connection


def take_records(conn: Connection, mapping: str, next_version: str) -> None:
    """Chunks and known residual paths of the next version become those of the mapping; its own row goes."""
    statements = sql.load("control_take_records").split(";\n")[:-1]
    for statement in statements:
        conn.execute(statement.encode(), {"mapping": mapping, "next": next_version})


def drop_mapping(conn: Connection, name: str) -> None:
    """Drop the row of a mapping, and with it all that is recorded of it but the history."""
    conn.execute("DELETE FROM hofsm.verification WHERE mapping = %s", [name])
    conn.execute("DELETE FROM hofsm.mapping WHERE name = %s", [name])
