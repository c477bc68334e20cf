"""Where a trial takes place: a database that may hold an earlier trial, and how that is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.db import catalog, control
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.phases.rollback import rollback
from hofsm_migrate.trial.load import SCHEMA
from hofsm_migrate.trial.spec import made_spec

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.phases.files import Reviewed


def refuse_earlier_trial(conn: Connection) -> None:
    """Raises UsageError where the database has schema `hofsm_try` or a mapping recorded for it. Nothing was changed."""
    if not _has_schema(conn) and not _recorded(conn):
        return
    raise UsageError(
        Problem(
            f"schema {SCHEMA} is there from an earlier trial",
            hint="--replace removes it and starts again; `hofsm try --remove` only removes it. Nothing was changed",
            at=f"database {conn.info.dbname}",
        )
    )


def refuse_taken_name(conn: Connection, name: str) -> None:
    """Raises UsageError where the database has a mapping of that name which is no trial. Nothing was changed."""
    if control.installed_revision(conn) is None:
        return
    state = control.mapping_state(conn, name)
    if state is None or state.legacy_schema == SCHEMA:
        return
    raise UsageError(
        Problem(
            f"mapping {name!r} is recorded for {state.legacy_schema}.{state.legacy_table}, phase {state.phase}",
            hint="leave --dsn out (the embedded server is used), or give a database of its own. Nothing was changed",
            at=f"database {conn.info.dbname}",
        )
    )


def remove_trial(conn: Connection) -> bool:
    """Drop everything that an earlier trial left in the database but the history; whether there was anything.

    Raises:
        GateError: a lock was not to be had, or a later phase is in force. What was removed before stays removed.
    """
    recorded = _recorded(conn)
    for state in recorded:
        reviewed = made_spec(state.spec).reviewed()
        if catalog.relation(conn, reviewed.mapping.schema, reviewed.plan.tree.root.name):
            rollback(conn, reviewed)
        else:
            _forget(conn, state, reviewed)
    found = _has_schema(conn)
    if found:
        attempt(conn, lambda conn: conn.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(SCHEMA))))
    return found or bool(recorded)


def _has_schema(conn: Connection) -> bool:
    return conn.execute("SELECT to_regnamespace(%s) IS NOT NULL", [SCHEMA]).fetchone() == (True,)


def _recorded(conn: Connection) -> list[MappingState]:
    if control.installed_revision(conn) is None:
        return []
    return [
        state for state in control.mapping_states(conn) if state.legacy_schema == SCHEMA and state.phase != "legacy"
    ]


def _forget(conn: Connection, state: MappingState, reviewed: Reviewed) -> None:
    """Somebody dropped the tables by hand: only the record is left."""

    def work(conn: Connection) -> None:
        control.forget_chunks(conn, state.name)
        change = control.Change("try --remove", state.phase, "legacy", 0.0, note="the new tables were gone already")
        control.record_phase(conn, reviewed.registration(), change)

    attempt(conn, work)
