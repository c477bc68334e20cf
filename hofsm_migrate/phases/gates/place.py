"""Gates about what is made and where: names that are free, privileges of the role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql
from psycopg.rows import class_row

from hofsm_migrate.compile.names import Names
from hofsm_migrate.errors import Problem
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.compile.step import Step
    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.phases.gates.gate import Asked
    from hofsm_migrate.spec.mapping import Mapping

_NAME = r'"(?:[^"]|"")+"'
_FUNCTION = re.compile(rf"^CREATE FUNCTION {_NAME}\.({_NAME})", re.MULTILINE)
_TRIGGER = re.compile(rf"^CREATE (?:CONSTRAINT )?TRIGGER ({_NAME})[^;]*? ON ({_NAME})\.({_NAME})", re.MULTILINE)
"""Generated SQL quotes every name. What is replaced (`CREATE OR REPLACE`) was made before, so it is not free."""


@dataclass(frozen=True)
class _Privileges:
    role: str
    create_in_database: bool
    create_in_target: bool | None
    use_legacy: bool | None
    create_in_control: bool | None
    read_legacy: bool
    lock_legacy: bool
    owner: str
    own_legacy: bool
    see_legacy: bool


def names_are_free(asked: Asked) -> list[Problem]:
    """Nothing has a name that the step needs."""
    plan = asked.plan
    step = plan.step(asked.command)
    names = created(plan.tree) if step is plan.steps[0] else functions_of(step)
    base = _taken_base(asked) if step.command == "cutover" else []
    return [*taken(asked.conn, plan, names, step.command), *_taken_triggers(asked.conn, step), *base]


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


def may_make(asked: Asked) -> list[Problem]:
    """The role may do what the step does, and undo it."""
    if asked.relation is None:
        return []
    return privileges(asked.conn, asked.mapping, asked.relation, owning=asked.command != "expand")


def functions_of(step: Step) -> set[str]:
    """Names of the functions that a step makes in the target schema."""
    return {_unquoted(name) for name in _FUNCTION.findall(step.up())}


def triggers_of(step: Step) -> Iterator[tuple[str, str, str]]:
    """Schema, table and name of every trigger that a step makes."""
    for name, schema, table in _TRIGGER.findall(step.up()):
        yield _unquoted(schema), _unquoted(table), _unquoted(name)


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"')


def _taken_triggers(conn: Connection, step: Step) -> list[Problem]:
    taken = [
        found for found in triggers_of(step) if conn.execute(load("phase_taken_trigger").encode(), found).fetchone()
    ]
    return [
        Problem(
            f"table {schema}.{table} has a trigger {name} already",
            hint="rename it (ALTER TRIGGER ... RENAME TO ...), or drop it if it is left of an earlier try",
        )
        for schema, table, name in taken
    ]


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


def privileges(
    conn: Connection, mapping: Mapping, relation: Relation, *, writing: bool = True, owning: bool = False
) -> list[Problem]:
    """What the role may not do, of reading the legacy table and making objects in the mapping's target schema.

    Args:
        writing: for a backfill, which locks rows of the legacy table, and with records in the control tables.
        owning: for triggers on the legacy table, which its owner alone can drop again.
    """
    source = mapping.source
    parts = {"target": mapping.schema, "legacy_schema": source.schema, "oid": relation.oid}
    with conn.cursor(row_factory=class_row(_Privileges)) as cursor:
        may = cursor.execute(fill(load("phase_privileges"), parts)).fetchone()
    if may is None:
        return []
    table = _identifier(source.schema, source.table)
    wanted = [
        (
            may.use_legacy is not False,
            f"use schema {source.schema}",
            f"GRANT USAGE ON SCHEMA {_identifier(source.schema)}",
        ),
        (may.read_legacy, f"read {source.schema}.{source.table}", f"GRANT SELECT ON {table}"),
        (may.lock_legacy or not writing, f"lock rows of {source.schema}.{source.table}", f"GRANT UPDATE ON {table}"),
        (
            may.own_legacy or not owning,
            f"drop triggers of {source.schema}.{source.table}, which the way back needs",
            f"GRANT {_identifier(may.owner)}",
        ),
        *_create_rights(conn, mapping, may, writing=writing),
    ]
    hidden = [] if may.see_legacy or not writing else [_hidden_rows(mapping, may)]
    return hidden + [
        Problem(
            f"role {may.role} may not {what}", hint=f"{grant} TO {_identifier(may.role)}, as the owner or a superuser"
        )
        for holds, what, grant in wanted
        if not holds
    ]


def _hidden_rows(mapping: Mapping, may: _Privileges) -> Problem:
    """What a policy hides from the functions' owner is an error there, and of the writer whose trigger calls them."""
    table = _identifier(mapping.source.schema, mapping.source.table)
    return Problem(
        f"row-level security may hide rows of {mapping.source.schema}.{mapping.source.table} from role {may.role}",
        hint=f"run hofsm as the owner of the table, after ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY,"
        " or as a role with BYPASSRLS",
        detail="a backfill would fail, and after dual-write every write of the application",
    )


def _create_rights(
    conn: Connection, mapping: Mapping, may: _Privileges, *, writing: bool
) -> list[tuple[bool, str, str]]:
    database = f"GRANT CREATE ON DATABASE {_identifier(conn.info.dbname)}"
    found: list[tuple[bool, str, str]] = []
    for schema, right in ((mapping.schema, may.create_in_target), ("hofsm", may.create_in_control)):
        if right is None:
            found.append((may.create_in_database, f"create schema {schema}", database))
        elif schema != "hofsm" or writing:
            found.append((right, f"create in schema {schema}", f"GRANT CREATE, USAGE ON SCHEMA {_identifier(schema)}"))
    return found


def _identifier(*names: str) -> str:
    return sql.Identifier(*names).as_string(None)
