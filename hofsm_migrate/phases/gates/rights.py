"""The gate about privileges: the role may make what a step makes, and undo it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql
from psycopg.rows import class_row

from hofsm_migrate.errors import Problem
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.phases.gates.gate import Asked
    from hofsm_migrate.spec.mapping import Mapping


@dataclass(frozen=True)
class _Privileges:
    role: str
    create_in_database: bool
    create_in_target: bool | None
    use_legacy: bool | None
    create_in_control: bool | None
    installed_control: str | None
    read_legacy: bool
    lock_legacy: bool
    owner: str
    own_legacy: bool
    trigger_legacy: bool
    see_legacy: bool


def may_make(asked: Asked) -> list[Problem]:
    """The role may do what the step does, and undo it."""
    if asked.relation is None:
        return []
    return privileges(asked.conn, asked.mapping, asked.relation, owning=asked.command != "expand")


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
        (
            may.trigger_legacy or not owning,
            f"make triggers of {source.schema}.{source.table}",
            f"GRANT TRIGGER ON {table}",
        ),
        *_create_rights(conn, mapping, may, writing=writing),
        *(_reading_rights(conn, mapping) if writing else ()),
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
    if may.installed_control and writing:
        what = f"replace what role {may.installed_control} made in schema hofsm"
        found.append((False, what, f"GRANT {_identifier(may.installed_control)}"))
    return found


def _reading_rights(conn: Connection, mapping: Mapping) -> Iterator[tuple[bool, str, str]]:
    """What columns refer to is read by `verify`, and for every write of the new side."""
    targets = {column.references for table in mapping.tables for column in table.columns if column.references}
    for target in sorted(targets, key=lambda one: (one.schema, one.table, one.column)):
        row = conn.execute(load("phase_may_refer").encode(), [target.schema, target.table, target.column]).fetchone()
        may_use, may_read = row or (True, True)  # what is not there is for the gate `references`
        name = f"{target.schema}.{target.table}"
        yield may_use, f"use schema {target.schema}", f"GRANT USAGE ON SCHEMA {_identifier(target.schema)}"
        yield may_read, f"read {name}", f"GRANT SELECT ON {_identifier(target.schema, target.table)}"


def _identifier(*names: str) -> str:
    return sql.Identifier(*names).as_string(None)
