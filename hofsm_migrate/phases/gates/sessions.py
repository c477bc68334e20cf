"""The gate about other sessions: nobody whom the step would wait for, with everybody else behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.evolve import tables
from hofsm_migrate.compile.names import Names
from hofsm_migrate.db import catalog
from hofsm_migrate.errors import Problem
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.phases.gates.gate import Asked
    from hofsm_migrate.sql import Part


def long_transactions(asked: Asked) -> list[Problem]:
    """No old transaction holds a lock on the legacy table that the step's own lock has to wait for.

    Triggers wait for writers (SHARE ROW EXCLUSIVE); the switch to a view or to a new version, and the payload's end,
    wait for readers, too (ACCESS EXCLUSIVE). A new version waits for those of the new tables as well.

    A role without `pg_read_all_stats` sees the age of its own sessions only.
    """
    is_view = asked.relation is not None and asked.relation.kind == "view"
    base = asked.command in {"contract", "drop-view"} or (asked.command == "evolve" and is_view)
    found = [catalog.relation(asked.conn, *Names(asked.plan.tree).base) if base else asked.relation]
    if asked.command == "evolve":
        found += [catalog.relation(asked.conn, *name) for name in tables(asked.plan)]
    return [problem for relation in found if relation for problem in _old_transactions(asked, relation)]


def _old_transactions(asked: Asked, relation: Relation) -> list[Problem]:
    to_the_end = asked.command in {"cutover", "evolve", "contract", "drop-view"}
    harmless = [] if to_the_end else ["AccessShareLock", "RowShareLock"]
    parts: dict[str, Part] = {
        "oid": relation.oid,
        "age": sql.Literal(asked.limits.transaction_age_s),
        "harmless": sql.SQL("{}::text[]").format(sql.Literal(harmless)),
    }
    return [
        Problem(
            f"a transaction has held a lock on {relation.schema}.{relation.name} for {timedelta(seconds=int(age_s))}",
            hint=f"wait for it, or end it: SELECT pg_terminate_backend({pid}); --max-transaction-age sets the limit",
            detail=f"pid {pid}, role {role}, {session}, last query started {started}",
        )
        for pid, role, session, age_s, started in asked.conn.execute(fill(load("phase_long_transactions"), parts))
    ]


def old_snapshots(conn: Connection, since: str, written: str, meanwhile: str) -> list[Problem]:
    """Sessions whose snapshot is older than the transaction `since`; others' only with `pg_read_all_stats`."""
    return [
        Problem(
            f"a transaction began before {written}, {timedelta(seconds=int(age_s))} ago",
            hint=f"wait for it, or end it: SELECT pg_terminate_backend({pid}). {meanwhile}",
            detail=f"pid {pid}, role {role}, {session}",
        )
        for pid, role, session, age_s in conn.execute(fill(load("phase_old_snapshots"), {"since": since}))
    ]
