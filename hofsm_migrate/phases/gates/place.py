"""The gate about names: what a step makes finds its names free."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.contract import reference_name, references
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.errors import Problem
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import fill, load, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.compile.step import Step
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.phases.gates.gate import Asked

_NAME = r'(?:"(?:[^"]|"")+"|[a-z_]+)'
_FUNCTION = re.compile(rf"^CREATE FUNCTION {_NAME}\.({_NAME})", re.MULTILINE)
_TRIGGER = re.compile(rf"^CREATE (?:CONSTRAINT )?TRIGGER ({_NAME})[^;]*? ON ({_NAME})\.({_NAME})", re.MULTILINE)
"""Generated SQL quotes all names but our own. What is replaced (`CREATE OR REPLACE`) is there, so it is not free."""


def names_are_free(asked: Asked) -> list[Problem]:
    """Nothing has a name that the step needs."""
    plan = asked.plan
    step = plan.step(asked.command)
    names = created(plan.tree) if step is plan.steps[0] else functions_of(step)
    base = _taken_base(asked) if step.command == "cutover" else []
    constraints = _taken_constraints(asked) if step.command == "contract" else []
    return [*taken(asked.conn, plan, names, step.command), *_taken_triggers(asked, step), *base, *constraints]


def _taken_base(asked: Asked) -> list[Problem]:
    """Nothing has the other name of the legacy table, or that of the view on the way back."""
    schema, name = Names(asked.plan.tree).base
    query = "SELECT to_regclass(format('%%I.%%I', %s::text, %s::text)) IS NOT NULL"
    names = (name, f"{name}_view")
    found = [one for one in names if (asked.conn.execute(query, [schema, one]).fetchone() or (False,))[0]]
    return [
        Problem(f"name {one} is taken in schema {schema}, where cutover needs it", "rename what has it, or drop it")
        for one in found
    ]


def _taken_constraints(asked: Asked) -> Iterator[Problem]:
    """Names of the foreign keys that `references` become. A constraint's name is its table's own."""
    made = Names(asked.plan.tree)
    for table, column in references(asked.plan.tree):
        name = reference_name(table, column)
        parts = {"relation": text(qualified(made.table(table))), "name": name}
        for (relation,) in asked.conn.execute(fill(load("phase_taken_constraint"), parts)):
            yield Problem(
                f"table {relation} has a constraint {name} already",
                hint=f"ALTER TABLE {relation} RENAME CONSTRAINT {text(sql.Identifier(name))} TO ..., or drop it if it"
                " says what `references` says",
                at=asked.mapping.place(column.position, f"{table.name}.{column.name}"),
            )


def functions_of(step: Step) -> set[str]:
    """Names of the functions that a step makes in the target schema."""
    return {_unquoted(name) for name in _FUNCTION.findall(step.up())}


def triggers_of(step: Step) -> Iterator[tuple[str, str, str]]:
    """Schema, table and name of every trigger that a step makes by a statement of its own."""
    for name, schema, table in _TRIGGER.findall(step.up()):
        yield _unquoted(schema), _unquoted(table), _unquoted(name)


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def _taken_triggers(asked: Asked, step: Step) -> list[Problem]:
    """On partitions and tables that inherit, too: triggers of the legacy table are made there as well."""
    rows = [
        row
        for found in _wanted_triggers(asked, step)
        for row in asked.conn.execute(load("phase_taken_trigger").encode(), found)
    ]
    return [
        Problem(
            f"table {table} has a trigger {name} already",
            hint="rename it (ALTER TRIGGER ... RENAME TO ...), or drop it if it is left of an earlier try",
        )
        for table, name in rows
    ]


def _wanted_triggers(asked: Asked, step: Step) -> Iterator[tuple[str, str, str]]:
    """Those of a step, where they will be by the present names of tables."""
    made = Names(asked.plan.tree)
    for schema, table, name in triggers_of(step):
        if step.command == "cutover" and (schema, table) == made.base:
            yield *made.legacy, name
        else:
            yield schema, table, name
    if step.command == "dual-write":
        yield *made.legacy, made.dual_write_trigger("update")  # `hofsm.follow_updates` makes it


def taken(conn: Connection, plan: Plan, names: set[str], command: str) -> list[Problem]:
    """Which of `names` are in use in the target schema of a plan."""
    parts = {"schema": plan.mapping.schema, "names": sql.Literal(sorted(names))}
    rows = conn.execute(fill(load("phase_taken_names"), parts)).fetchall() if names else []
    if not rows:
        return []
    taken = ", ".join(row[0] for row in rows)
    return [
        Problem(
            f"names that {command} needs are taken in schema {plan.mapping.schema}: {taken}",
            hint="rename these tables in the spec, choose another `schema`, or drop what is left of an earlier try",
        )
    ]


def created(tree: Tree) -> set[str]:
    """Names of the relations and functions that `expand` makes in the target schema."""
    made = Names(tree)
    names = {made.composed[1], made.backfill[1], made.verify[1]}
    for node in tree.nodes:
        functions = (made.decompose, made.compose, made.overlay, made.etag, made.element)
        names |= {of(node)[1] for of in functions}
        for table in node.tables:
            names |= {table.name, naming.primary_key_name(table.name)}
            names |= {naming.index_name(table.name, column.name) for column in table.columns if column.index}
    return names
