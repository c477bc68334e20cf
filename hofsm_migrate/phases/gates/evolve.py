"""Gates of a new version: what others made on the tables that go, and names that it needs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.evolve import tables
from hofsm_migrate.compile.evolve_kept import required, types
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db.objects import PIN
from hofsm_migrate.errors import Problem
from hofsm_migrate.names import PHASES
from hofsm_migrate.phases.gates.place import created, functions_of, taken
from hofsm_migrate.sql import fill, load, text

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.names import Phase
    from hofsm_migrate.phases.gates.gate import Asked

_MADE = re.compile(r'(?:CONSTRAINT|INDEX|COLUMN) "((?:[^"]|"")+)"')
"""Generated SQL quotes every name."""
_WHAT_TO_DO = {
    "view": "keep its definition, drop it, and create it again on the new tables",
    "materialized view": "keep its definition, drop it, and create it again on the new tables",
    "rule": "drop it, and create it again on the new tables",
    "function": "create it with its body as a string, or drop it, and create it again on the new tables",
    "foreign key": "drop it, and add it again to the new tables",
    "trigger": "drop it, and create it again on the new tables",
    "publication": "take the table out of it, and add the new one: subscribers have to begin anew",
    "index": "write `index: true` to the column in the spec, or drop it, and create it again on the new tables",
    "constraint": "write it as `check` or `references` to the spec, or drop it, and add it again to the new tables",
    "column": "the new tables will not have it: drop it",
    "required column": "write it as `check` to the spec, or drop the NOT NULL, and set it again on the new tables",
    "policy": "drop it, and create it again on the new tables",
    "extended statistics": "drop them, and create them again on the new tables",
    "sequence": "ALTER SEQUENCE ... OWNED BY NONE, or drop the identity, and set it again on the new tables",
    "comment": "keep it, and write it again to the new tables",
    "setting": "take it back, and set it again on the new tables",
    "object": "drop it, and create it again on the new tables",
}
_FITS = "drop it, or write it by other columns, and create the one that fits the new tables after the switch"


def nothing_depends(asked: Asked) -> list[Problem]:
    """Nothing that others made goes with the tables of the version in force. Rights are carried over."""
    plan = asked.plan
    made = Names(plan.tree)
    relations = [text(qualified(one)) for one in (*tables(plan), made.composed)]
    names = {found.replace('""', '"') for found in _MADE.findall(plan.up())} | set(plan.tree.source.key)
    parts = {
        "relations": sql.Literal(relations),
        "mapping": asked.mapping.name,
        "names": sql.Literal(sorted(names)),
        "required": json.dumps(required(plan), ensure_ascii=False),
    }
    with asked.conn.transaction():
        asked.conn.execute(PIN)
        rows = asked.conn.execute(fill(load("phase_depends"), parts)).fetchall()
    return [
        Problem(f"{kind} {name} goes with the tables of the version in force", _WHAT_TO_DO[kind]) for kind, name in rows
    ]


def policies_fit(conn: Connection, old: Plan, new: Plan) -> list[Problem]:
    """No policy that is carried over names a column that the new version does not have, or has of another type."""
    before, now = types(old), types(new)
    with conn.transaction():
        conn.execute(PIN)
        rows = conn.execute(load("phase_policy_columns").encode(), {"relations": list(before)}).fetchall()
    found: list[Problem] = []
    for policy, relation, column in rows:
        was, becomes = before[relation].get(column), now.get(relation, {}).get(column)
        if relation in now and was is not None and was != becomes:
            words = f"has as {becomes}" if becomes else "does not have"
            message = f"policy {policy} names column {column}, which the new version {words}"
            found.append(Problem(message, _FITS))
    return found


def grants_fit(conn: Connection, old: Plan, new: Plan) -> list[Problem]:
    """No privilege is on a column that the new version does not have. Those on columns that stay are carried over."""
    before, now = types(old), types(new)
    with conn.transaction():
        conn.execute(PIN)
        rows = conn.execute(load("phase_column_grants").encode(), {"relations": list(before)}).fetchall()
    return [
        Problem(
            f"{role} has {granted} on column {column} of {relation}, which the new version does not have",
            f"{_revoked(relation, column, granted, role)}; after the switch grant what the role needs then",
        )
        for relation, column, granted, role in rows
        if relation in now and column in before[relation] and column not in now[relation]
    ]


def _revoked(relation: str, column: str, granted: str, role: str) -> str:
    each = ", ".join(f"{one} ({text(sql.Identifier(column))})" for one in granted.split(", "))
    return f"REVOKE {each} ON {relation} FROM {role}"


def names_are_free(conn: Connection, old: Plan, new: Plan, phase: Phase) -> list[Problem]:
    """Nothing but the version in force has a name that the new one needs."""
    return taken(conn, new, _needed(new, phase) - _needed(old, phase), "evolve")


def _needed(plan: Plan, phase: Phase) -> set[str]:
    done = [step for step in plan.steps[1:] if PHASES.index(step.after) <= PHASES.index(phase)]
    return created(plan.tree).union(*(functions_of(step) for step in done))
