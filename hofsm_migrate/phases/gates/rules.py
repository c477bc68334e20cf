"""Rules on the new tables: statements that fill them fail, so no step goes on with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.evolve import tables
from hofsm_migrate.compile.names import qualified
from hofsm_migrate.db.objects import PIN
from hofsm_migrate.errors import Problem
from hofsm_migrate.sql import fill, load, text

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Plan


def no_rules(conn: Connection, plan: Plan) -> list[Problem]:
    """No new table has a rule."""
    return [
        Problem(f"rule {rule} is on new table {table}, and statements that fill it fail", what_to_do(rule, table))
        for rule, table in rules(conn, plan)
    ]


def rules(conn: Connection, plan: Plan) -> list[tuple[str, str]]:
    """Rules on the new tables, each with its table, both as SQL writes them.

    Rows get there by `INSERT ... ON CONFLICT`, and several tables are written in one statement. PostgreSQL refuses
    either on a table that has a rule for it (0A000), the first even where the rule is disabled.
    """
    with conn.transaction():
        conn.execute(PIN)
        return conn.execute(query(plan)).fetchall()


def query(plan: Plan) -> sql.Composed:
    """Asks for them."""
    relations = [text(qualified(one)) for one in tables(plan)]
    return fill(load("phase_rules"), {"relations": sql.Literal(relations)})


def what_to_do(rule: str, table: str) -> str:
    """About a rule on a new table."""
    return f"DROP RULE {rule} ON {table}, and let a trigger do its work; a rule is in the way disabled as well"
