"""The gate about other sessions: nobody whom the step would wait for, with everybody else behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from psycopg import sql
from psycopg.rows import class_row

from hofsm_migrate.compile.contract import references
from hofsm_migrate.compile.evolve import tables
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db import catalog
from hofsm_migrate.errors import Problem
from hofsm_migrate.sql import fill, load, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.phases.gates.gate import Asked
    from hofsm_migrate.sql import Part

_READING = ("AccessShareLock", "RowShareLock")
"""Locks that SHARE ROW EXCLUSIVE does not wait for."""
_NEW_TABLES = {"dual-write": (), "mirror": (), "cutover": _READING, "evolve": (), "contract": _READING}
"""Steps that wait for those who have a lock on a new table, unless it is one of these."""


@dataclass(frozen=True)
class _Transaction:
    """Of a session; or a prepared one, which no session has: without `pid`, and its name is `state`."""

    pid: int | None
    role: str | None
    state: str
    age_s: float
    query_start: str | None


def long_transactions(asked: Asked) -> list[Problem]:
    """No old transaction holds a lock on a table that the step's own lock has to wait for.

    Triggers wait for writers (SHARE ROW EXCLUSIVE); the switch to a view or to a new version, and the payload's end,
    wait for readers, too (ACCESS EXCLUSIVE). Of the new tables those are waited for who read them where they are
    emptied, opened or replaced, and else who writes to them. Foreign keys wait for writers of the tables that they
    refer to (SHARE ROW EXCLUSIVE).

    A role without `pg_read_all_stats` sees the age of its own sessions only.
    """
    is_view = asked.relation is not None and asked.relation.kind == "view"
    base = asked.command in {"contract", "drop-view"} or (asked.command == "evolve" and is_view)
    harmless = () if asked.command in {"cutover", "evolve", "contract", "drop-view"} else _READING
    legacy = catalog.relation(asked.conn, *Names(asked.plan.tree).base) if base else asked.relation
    found = [(legacy, harmless)]
    if (passed := _NEW_TABLES.get(asked.command)) is not None:
        found += [(catalog.relation(asked.conn, *name), passed) for name in tables(asked.plan)]
    if asked.command == "contract":
        found += [(one, _READING) for one in _referred(asked) if legacy is None or one.oid != legacy.oid]
    return _told([pair for one, weak in found if one for pair in _old_transactions(asked, one, weak)])


def _referred(asked: Asked) -> Iterator[Relation]:
    """The tables that `references` name, each once."""
    targets = [column.references for _, column in references(asked.plan.tree) if column.references]
    for name in dict.fromkeys((target.schema, target.table) for target in targets):
        parts: dict[str, Part] = {"target": text(qualified(name))}
        for stored in asked.conn.execute(fill(load("phase_referred_table"), parts)).fetchall():
            if relation := catalog.relation(asked.conn, *stored):
                yield relation


def _old_transactions(asked: Asked, relation: Relation, harmless: tuple[str, ...]) -> list[tuple[_Transaction, str]]:
    parts: dict[str, Part] = {
        "oid": relation.oid,
        "age": sql.Literal(asked.limits.transaction_age_s),
        "harmless": sql.SQL("{}::text[]").format(sql.Literal(list(harmless))),
    }
    with asked.conn.cursor(row_factory=class_row(_Transaction)) as cursor:
        found = cursor.execute(fill(load("phase_long_transactions"), parts)).fetchall()
    return [(one, f"{relation.schema}.{relation.name}") for one in found]


def _told(found: list[tuple[_Transaction, str]]) -> list[Problem]:
    """Each transaction once: a writer of one side is in the tables of the other, too."""
    each: dict[int | str, _Transaction] = {}
    held: dict[int | str, list[str]] = {}
    for one, table in found:
        name = one.state if one.pid is None else one.pid
        each.setdefault(name, one)
        held.setdefault(name, []).append(table)
    return [_problem(one, held[name]) for name, one in each.items()]


def _problem(one: _Transaction, tables: list[str]) -> Problem:
    others = f" and {len(tables) - 1} more" if len(tables) > 1 else ""
    words = f"has held a lock on {tables[0]}{others} for {timedelta(seconds=int(one.age_s))}"
    limit = "--max-transaction-age sets the limit"
    if one.pid is None:
        name = text(sql.Literal(one.state))
        hint = f"COMMIT PREPARED {name}, or ROLLBACK PREPARED {name}; {limit}"
        return Problem(f"a prepared transaction {words}", hint, detail=f"role {one.role}")
    return Problem(
        f"a transaction {words}",
        hint=f"wait for it, or end it: SELECT pg_terminate_backend({one.pid}); {limit}",
        detail=f"pid {one.pid}, role {one.role}, {one.state}, last query started {one.query_start}",
    )


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
