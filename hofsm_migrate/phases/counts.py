"""How many documents there are and how many are represented: counted where that is quick, estimated otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db import catalog

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Plan

COUNTED_BYTES = 512 * 1024 * 1024
"""Tables up to this size (without TOAST, which counting does not read) are counted: about a second at most."""


@dataclass(frozen=True)
class Count:
    """A number of rows; `exact` is False for the estimate that the last ANALYZE or VACUUM left."""

    rows: int
    exact: bool

    def __str__(self) -> str:
        return f"{self.rows:,}" if self.exact else f"about {self.rows:,}"


def rows_of(conn: Connection, name: tuple[str, str], *, exact: bool = False) -> Count | None:
    """The rows of a table; None where there is none of that name. `exact` counts however long it takes."""
    relation = catalog.relation(conn, *name)
    if relation is None:
        return None
    size = catalog.size(conn, relation)
    if not exact and size.heap > COUNTED_BYTES and size.estimated_rows is not None:
        return Count(size.estimated_rows, exact=False)
    row = conn.execute(sql.SQL("SELECT count(*) FROM {}").format(qualified(name))).fetchone()
    return Count(row[0], exact=True) if row else None


def documents(conn: Connection, plan: Plan) -> Count | None:
    """The documents of the legacy table."""
    return rows_of(conn, Names(plan.tree).legacy)


def represented(conn: Connection, plan: Plan) -> Count | None:
    """The documents that have a root row, which is written if and only if they are represented in full."""
    return rows_of(conn, Names(plan.tree).table(plan.tree.root.spine))
