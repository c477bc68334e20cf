"""What a step would break: writes, by a rule on a new table; at cut-over what a view cannot do in a table's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.cutover import take_trigger
from hofsm_migrate.compile.names import Names
from hofsm_migrate.db import catalog
from hofsm_migrate.db.objects import PIN
from hofsm_migrate.errors import Problem
from hofsm_migrate.phases.gates.rules import no_rules
from hofsm_migrate.phases.gates.statistics import seen, unread
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.phases.gates.gate import Asked

_WITHOUT = {
    "check": "drop it: the database would check documents no longer",
    "generated column": "make it a plain column that is written with the document: it would lose its value",
    "unique index": "drop it: it would find no duplicates any more",
    "exclusion constraint": "drop it: it would exclude nothing any more",
    "trigger": "let it read the new tables: it would find no document in the row",
}
WHAT_TO_DO = {
    "publication": "take the table out of it; subscribers know tables by name, and that is a view's from then on",
    "materialized view": "drop it, and create it again after the switch: it would go on reading the table",
    "rule": "drop it: a view takes writes by triggers only",
    "function": "create it again with its body as a string, or after the switch: its parsed body means the table",
    "policy": "rewrite it by other columns: during a write through the view the payload is not there yet",
    "later trigger": "rename it (ALTER TRIGGER ... RENAME TO ...): what takes the documents has to be the last to fire",
    "trigger": "let it leave the payload alone, or drop it: it would see both versions of the document in one value",
    "column privilege": "grant it on the table: the view writes all columns of the table, as the role that writes",
    "writer": "grant SELECT on the table as well: through the view a role that writes has to read what it has written",
    "column reader": "grant SELECT on the table, or let it read a view of those columns that you make after the switch:"
    " the view reads all columns of the table, as the role that reads",
}
_OF_ROWS = {
    "function": "let it take and give single columns or jsonb; or drop it, and create it again after the switch, and"
    " likewise around rollback",
    "column": "make it jsonb, or of a type that CREATE TYPE makes: no row of the view can be written to it",
    "column of a view": "let that view show single columns, or to_jsonb(...) of the row: it cannot be made anew with"
    " another type",
    "type": "make it of a type that CREATE TYPE makes: no row of the view can become one",
}


def nothing_breaks(asked: Asked) -> list[Problem]:
    """No new table has a rule; and at cut-over nothing depends on the legacy table in a way that a view cannot serve.

    Views that read the legacy table are carried over.
    """
    return [*no_rules(asked.conn, asked.plan), *(_in_the_way_of_a_view(asked) if asked.command == "cutover" else [])]


def _in_the_way_of_a_view(asked: Asked) -> list[Problem]:
    if asked.relation is None:
        return []
    parts = {"oid": asked.relation.oid, "payload": asked.mapping.source.payload, "last": take_trigger(asked.plan.tree)}
    rows = asked.conn.execute(fill(load("phase_switch"), parts)).fetchall()
    found = [Problem(f"{kind} {name} does not go with a view", WHAT_TO_DO[kind]) for kind, name in rows]
    of_rows = [
        Problem(
            f"{kind} {name} is of the row type of the table, and does not go with a view: its rows are of another type",
            _OF_ROWS.get(kind, "drop it, and create it again after the switch, and likewise around rollback"),
        )
        for kind, name in of_row_type(asked.conn, asked.relation.oid)
    ]
    return [*found, *of_rows, *_views_of_others(asked, asked.relation)]


def of_row_type(conn: Connection, relation: int) -> list[tuple[str, str]]:
    """What others made of the row type of a table or view: kind and name, as SQL writes it."""
    with conn.transaction():
        conn.execute(PIN)
        return conn.execute(fill(load("phase_row_type"), {"oid": relation})).fetchall()


def _views_of_others(asked: Asked, relation: Relation) -> list[Problem]:
    """Views that read the legacy table are made anew, over the view and on the way back: by who may change them."""
    rows = asked.conn.execute(fill(load("phase_views_of_others"), {"oid": relation.oid})).fetchall()
    return [
        Problem(
            f"view {name} reads the table and belongs to {owner}, of whom {role} is no member",
            hint=f"GRANT {owner} TO {role}, or give the view to {role} (ALTER VIEW {name} OWNER TO {role}), or drop it"
            " and create it again after the switch; or run cutover and rollback as a role that may change it",
            detail="it has to be replaced at the switch, and again by rollback, which its owner alone may do",
        )
        for name, owner, role in rows
    ]


def payload_unused(asked: Asked) -> list[Problem]:
    """Nothing of the legacy table but the view would miss the payloads."""
    made = Names(asked.plan.tree)
    base = catalog.relation(asked.conn, *made.base)
    relation = base if base is not None and base.kind != "view" else asked.relation
    if relation is None:
        return []
    parts = {
        "oid": relation.oid,
        "payload": asked.mapping.source.payload,
        "schema": asked.mapping.schema,
        "own": sql.Literal([name for _, name in (made.dual_write, made.dual_write_truncate, made.take)]),
    }
    rows = asked.conn.execute(fill(load("phase_payload_used"), parts)).fetchall()
    hint = "{}, or keep the payload with --keep-payload"
    return [Problem(f"{kind} {name} needs the payload", hint.format(_WITHOUT[kind])) for kind, name in rows]


def statements_fit(asked: Asked) -> list[Problem]:
    """No statement of the application is one that a view refuses, as far as `pg_stat_statements` has seen them."""
    return [
        Problem(
            f"the application runs a statement that a view does not take, {calls:,} times so far",
            hint="change it to UPDATE, and INSERT where nothing was updated; then SELECT pg_stat_statements_reset()",
            detail=words,
        )
        for calls, words in seen(asked.conn, "phase_workload", asked.mapping.source)
    ] + unread(asked.conn)
