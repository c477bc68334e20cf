"""Gates of contraction: time has passed, nobody needs the payload, references hold."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.contract import references
from hofsm_migrate.compile.names import Names
from hofsm_migrate.db import catalog
from hofsm_migrate.errors import Problem
from hofsm_migrate.phases import inspect, keys
from hofsm_migrate.phases.gates.statistics import as_written, seen, unread
from hofsm_migrate.phases.gates.switch import of_row_type
from hofsm_migrate.sql import fill, load, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.phases.gates.gate import Asked
    from hofsm_migrate.spec.mapping import Column, Table

_USES = {
    "generated column": "drop it, or compute it from the new tables",
    "view": "read the legacy name, or the new tables",
    "materialized view": "read the legacy name, or the new tables",
    "rule": "drop it",
    "policy": "rewrite it by other columns",
    "function": "rewrite it by the new tables",
    "unique index": "drop it: it goes with the column; make one on a new table to keep the values unique",
    "constraint": "drop it: it goes with the column; make one on a new table to keep it",
    "publication": "take the table, or the column, out of it",
    "trigger": "let it leave the payload alone, or drop it: it would fail with every row",
}
_VIEW_USES = {
    "view": "let it read the new tables, or drop it",
    "materialized view": "drop it, and create it again over the new tables or the base table",
    "rule": "drop it",
    "function": "create it again with its body as a string, or over the new tables: its parsed body means the view",
    "policy": "rewrite it by the new tables",
}


def cool_down(asked: Asked) -> list[Problem]:
    """The mapping has been in phase `cutover` for long enough."""
    query = (
        "SELECT extract(epoch FROM clock_timestamp() - max(at))::float8, max(at)::text FROM hofsm.history"
        " WHERE mapping = %s AND to_phase = 'cutover' AND from_phase <> 'cutover'"
    )
    age, since = asked.conn.execute(query, [asked.mapping.name]).fetchone() or (None, None)
    limit = asked.limits.cool_down_s
    if age is not None and age >= limit:
        return []
    if age is None:
        return [Problem("the history does not say since when the mapping is cut over", "see hofsm history")]
    left = timedelta(seconds=round(limit - age))
    return [
        Problem(
            f"the cool-down is not over: cut over since {timedelta(seconds=int(age))}, and it takes"
            f" {timedelta(seconds=int(limit))}",
            hint=f"wait {left} more, in which rollback is still a way back; --cool-down sets the time",
            detail=f"cut over at {since}",
        )
    ]


def column_unused(asked: Asked) -> list[Problem]:
    """Nothing depends on the payload column of the base table, and no trigger of the application names it."""
    made, payload = Names(asked.plan.tree), asked.mapping.source.payload
    base = catalog.relation(asked.conn, *made.base)
    if base is None:
        return [
            Problem(f"table {'.'.join(made.base)} is gone", "rename it back: it is the legacy table of phase cutover")
        ]
    parts = {
        "oid": base.oid,
        "payload": payload,
        "schema": asked.mapping.schema,
        "own": sql.Literal([made.dual_write[1], made.take[1]]),
        "pattern": as_written(payload),
    }
    rows = asked.conn.execute(fill(load("phase_payload_uses"), parts)).fetchall()
    return [Problem(f"{kind} {name} needs the payload column", _USES[kind]) for kind, name in rows]


def view_unused(asked: Asked) -> list[Problem]:
    """Nothing reads the payload of the view, and what reads its other columns can read the table."""
    if asked.relation is None:
        return []
    parts = {"oid": asked.relation.oid, "payload": asked.mapping.source.payload}
    rows = asked.conn.execute(fill(load("phase_view_uses"), parts)).fetchall()
    of_rows = [
        Problem(f"{kind} {name} is of the row type of the view", "drop it, and create it again for rows of the table")
        for kind, name in of_row_type(asked.conn, asked.relation.oid)
    ]
    return [*(Problem(f"{kind} {name} needs the view", _VIEW_USES[kind]) for kind, name in rows), *of_rows]


def no_legacy_writers(asked: Asked) -> list[Problem]:
    """`pg_stat_statements`, where it is installed, has seen no statement that writes to the legacy name."""
    source = asked.mapping.source
    return [
        Problem(
            f"the application writes to {source.schema}.{source.table}, {calls:,} times so far",
            hint="let it write to the new tables; then SELECT pg_stat_statements_reset()",
            detail=words,
        )
        for calls, words in seen(asked.conn, "phase_legacy_writers", source)
    ] + unread(asked.conn)


def references_hold(asked: Asked) -> list[Problem]:
    """Every column with `references` can be a foreign key, and no value of it dangles."""
    problems = [
        problem for table, column in references(asked.plan.tree) for problem in _referable(asked, table, column)
    ]
    if problems:
        return problems
    columns = asked.plan.tree.source.key
    return [
        Problem(
            f"{found.rows:,} dangling references: {found.table}.{found.about}",
            hint="correct or clear the values in the new table, or insert what they refer to",
            detail="for example " + "; ".join(keys.show(columns, key) for key in found.examples),
        )
        for found in inspect.dangling(asked.conn, asked.plan)
    ]


def _referable(asked: Asked, table: Table, column: Column) -> Iterator[Problem]:
    target = column.references
    if target is None:
        return
    place = asked.mapping.place(column.position, f"{table.name}.{column.name}")
    if catalog.relation(asked.conn, target.schema, target.table) is None:
        yield Problem(f"references a table that is gone: {target.schema}.{target.table}", "restore it", place)
        return
    parts = {"target": text(sql.Identifier(target.schema, target.table)), "column": target.column}
    row = asked.conn.execute(fill(load("phase_referred"), parts)).fetchone()
    stored, is_table, is_unique, may_refer = row or ("", False, False, False)
    name = text(sql.Identifier(target.column))
    if not is_table:
        yield Problem(
            f"{stored} is not a table, so no foreign key can refer to it", "refer to its table in the spec", place
        )
    elif not is_unique:
        hint = f"CREATE UNIQUE INDEX CONCURRENTLY ON {stored} ({name})"
        yield Problem(f"column {name} of {stored} is not unique, so no foreign key can refer to it", hint, place)
    elif not may_refer:
        hint = f"GRANT REFERENCES ({name}) ON {stored} to it, as the owner"
        yield Problem(f"the role may not refer to {stored}", hint, place)
