"""The functions and triggers of a mapping in table `hofsm.object`: as a step made them, and as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from psycopg.rows import class_row

from hofsm_migrate import sql

if TYPE_CHECKING:
    from psycopg import Connection

PIN: Final = "SET LOCAL search_path = pg_catalog"


@dataclass(frozen=True)
class ObjectState:
    """A recorded object now: is it there, defined as it was, and (a trigger) enabled as it was.

    `step` is the command that made it. `same` and `enabled` are None where it is not there, as is `name`, which has no
    schema or table in it. `copies` are partitions on which a trigger of the partitioned table is disabled; `has_table`
    is whether the table of a trigger is there.
    """

    step: str
    kind: Literal["function", "trigger"]
    identity: str
    present: bool
    same: bool | None
    enabled: bool | None
    copies: list[str]
    name: str | None
    has_table: bool


def record_objects(conn: Connection, mapping: str, step: str) -> None:
    """Record what the transaction at hand made or replaced as made by `step`, and forget what it dropped.

    Sets the transaction's search path to `pg_catalog`, since it decides how definitions and names are printed.
    """
    conn.execute(PIN)
    conn.execute(sql.load("control_forget_objects").encode(), {"mapping": mapping})
    add_objects(conn, mapping, step)


def add_objects(conn: Connection, mapping: str, step: str) -> None:
    """As `record_objects`, and what is recorded and not there stays recorded. Sets the search path, too."""
    conn.execute(PIN)
    conn.execute(sql.load("control_record_objects").encode(), {"mapping": mapping, "step": step})


def forget_object(conn: Connection, mapping: str, one: ObjectState) -> None:
    """Drop the record of one object."""
    query = b"DELETE FROM hofsm.object WHERE mapping = %s AND kind = %s AND identity = %s"
    conn.execute(query, [mapping, one.kind, one.identity])


def objects(conn: Connection, mapping: str) -> tuple[ObjectState, ...]:
    """Every recorded object, triggers first. Needs a transaction, whose search path becomes `pg_catalog`."""
    conn.execute(PIN)
    with conn.cursor(row_factory=class_row(ObjectState)) as cursor:
        return tuple(cursor.execute(sql.load("control_objects").encode(), {"mapping": mapping}))
