"""What must hold before a mapping is expanded: each gate is asked of the catalog, and all are asked every time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import errors, sql
from psycopg.rows import class_row

from hofsm_migrate.compile.names import Names
from hofsm_migrate.db import catalog
from hofsm_migrate.errors import Problem
from hofsm_migrate.spec import naming
from hofsm_migrate.spec.expression import render
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.spec.expression import Expression
    from hofsm_migrate.spec.mapping import Column, Mapping, Reference, Table

Sql = sql.Composable


@dataclass(frozen=True)
class Gate:
    """A condition by name, and what keeps it from being met; none: it is."""

    name: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Privileges:
    role: str
    create_in_database: bool
    create_in_target: bool | None
    use_legacy: bool | None
    create_in_control: bool | None
    read_legacy: bool
    lock_legacy: bool


def check(conn: Connection, plan: Plan, mapping: Mapping | None = None) -> tuple[Gate, ...]:
    """Every gate of `expand`. `mapping` is the one that places name; the plan's own knows the file name only."""
    mapping = mapping or plan.mapping
    return (*structure(conn, mapping), *_database(conn, plan, mapping))


def structure(conn: Connection, mapping: Mapping) -> tuple[Gate, ...]:
    """The gates about the spec: does it fit the legacy table and the tables that it refers to."""
    source = mapping.source
    relation = catalog.relation(conn, source.schema, source.table)
    if relation is None or relation.kind not in {"ordinary", "partitioned"}:
        return (Gate("legacy table", (_no_table(mapping, relation),)),)
    return (
        Gate("legacy table", ()),
        Gate("key", tuple(_key(conn, mapping, relation))),
        Gate("payload", tuple(_payload(mapping, relation))),
        Gate("references", tuple(_references(conn, mapping))),
        Gate("checks", tuple(_checks(conn, mapping))),
    )


def problems(gates: tuple[Gate, ...]) -> tuple[Problem, ...]:
    """All problems of all gates."""
    return tuple(problem for gate in gates for problem in gate.problems)


def _database(conn: Connection, plan: Plan, mapping: Mapping) -> tuple[Gate, ...]:
    relation = catalog.relation(conn, mapping.source.schema, mapping.source.table)
    return (
        Gate("names are free", tuple(_taken(conn, plan))),
        Gate("privileges", tuple(privileges(conn, mapping, relation)) if relation else ()),
    )


def _no_table(mapping: Mapping, relation: Relation | None) -> Problem:
    name = f"{mapping.source.schema}.{mapping.source.table}"
    if relation is None:
        hint = "correct `source.table` (schema.table, in the exact spelling), or connect to the right database"
        return Problem(f"there is no legacy table {name}", hint, at=mapping.file)
    hint = "name the table that stores the documents in `source.table`"
    return Problem(f"{name} is not a table that stores rows, got a {relation.kind}", hint, at=mapping.file)


def _key(conn: Connection, mapping: Mapping, relation: Relation) -> list[Problem]:
    wanted = mapping.source.key
    name = f"{relation.schema}.{relation.name}"
    missing = [column for column in wanted if relation.column(column) is None]
    if missing:
        return [_no_column(mapping, relation, column, "source.key") for column in missing]
    keys = [tuple(row[1]) for row in conn.execute(fill(load("phase_key_candidates"), {"oid": relation.oid}))]
    if wanted in keys:
        return _foreign_types(conn, mapping, relation)
    if not keys:
        hint = "add one: ALTER TABLE ... ADD PRIMARY KEY; backfill and triggers find documents by it"
        return [Problem(f"table {name} has no primary key and no unique key that is not null", hint, at=mapping.file)]
    found = " or ".join(f"[{', '.join(key)}]" for key in keys)
    return [
        Problem(
            f"source.key is not a key of table {name}: got [{', '.join(wanted)}]",
            hint=f"write `key: {found}`, in this order of columns",
            at=mapping.file,
        )
    ]


def _foreign_types(conn: Connection, mapping: Mapping, relation: Relation) -> list[Problem]:
    parts = {"oid": relation.oid, "columns": sql.Literal(list(mapping.source.key))}
    hint = "name another key whose types are PostgreSQL's own, for example a unique bigint or uuid column"
    return [
        Problem(f"key column {column} is of a type that is not PostgreSQL's own: got {type_}", hint, at=mapping.file)
        for column, type_ in conn.execute(fill(load("phase_foreign_types"), parts))
    ]


def _payload(mapping: Mapping, relation: Relation) -> list[Problem]:
    source = mapping.source
    column = relation.column(source.payload)
    if column is None:
        return [_no_column(mapping, relation, source.payload, "source.payload")]
    if column.type == source.payload_type or (
        source.payload_type == "text" and column.type.startswith("character varying")
    ):
        return []
    known = column.type in {"jsonb", "json", "text"}
    hint = (
        f"write `payload: {{column: {source.payload}, type: {column.type}}}`"
        if known
        else "name the column that holds the documents: jsonb, json or text"
    )
    message = f"payload column {source.payload} is not of type {source.payload_type}: got {column.type}"
    return [Problem(message, hint, at=mapping.file)]


def _no_column(mapping: Mapping, relation: Relation, name: str, keyword: str) -> Problem:
    columns = ", ".join(column.name for column in relation.columns)
    return Problem(
        f"table {relation.schema}.{relation.name} has no column {name!r}, named by {keyword}",
        hint=f"use one of: {columns}",
        at=mapping.file,
    )


def _references(conn: Connection, mapping: Mapping) -> list[Problem]:
    found = [
        _reference(conn, mapping, table, column, column.references)
        for table in mapping.tables
        for column in table.columns
        if column.references
    ]
    return [problem for problem in found if problem]


def _reference(conn: Connection, mapping: Mapping, table: Table, column: Column, target: Reference) -> Problem | None:
    place = mapping.place(column.position, f"{table.name}.{column.name}")
    name = f"{target.schema}.{target.table}"
    relation = catalog.relation(conn, target.schema, target.table)
    if relation is None:
        return Problem(
            f"references a table that does not exist: {name}", "correct the name: schema.table.column", place
        )
    referred = relation.column(target.column)
    if referred is None:
        columns = ", ".join(other.name for other in relation.columns)
        return Problem(
            f"references a column that does not exist: {name}.{target.column}", f"use one of: {columns}", place
        )
    if not _comparable(conn, column.type, referred.type):
        message = f"references a column of another type: {column.type} here, {referred.type} in {name}.{target.column}"
        return Problem(message, f"write `type: {referred.type}` if the language has it, or drop `references`", place)
    return None


def _comparable(conn: Connection, type_: str, referred: str) -> bool:
    """Whether the server has an equality between both types."""
    own = "text" if type_ == "enum" else type_
    query = sql.SQL("SELECT NULL::{} = NULL::{}").format(sql.SQL(own), sql.SQL(referred))  # pyright: ignore[reportArgumentType] - format_type quotes
    return _accepts(conn, query) is None


def _checks(conn: Connection, mapping: Mapping) -> list[Problem]:
    found = [
        _check(conn, mapping.place(column.position, f"{table.name}.{column.name}"), column.type, column.check)
        for table in mapping.tables
        for column in table.columns
        if column.check
    ]
    return [problem for problem in found if problem]


def _check(conn: Connection, place: str, type_: str, check: Expression) -> Problem | None:
    error = _accepts(conn, check_query(type_, check))
    if error is None:
        return None
    hint = error.diag.message_hint or "correct the expression in `check`"
    return Problem(f"the server refuses the check: {error.diag.message_primary}", hint, place)


def check_query(type_: str, check: Expression) -> sql.Composed:
    """The check of a column on no value: the server parses it and reads no row."""
    own = sql.SQL("text" if type_ == "enum" else type_)  # pyright: ignore[reportArgumentType] - a closed list
    return sql.SQL("SELECT ({})::boolean").format(render(check, sql.SQL("NULL::{}").format(own)))


def _accepts(conn: Connection, query: sql.Composed) -> errors.Error | None:
    """The server's complaint about a query that reads no row, or None; leaves an enclosing transaction usable."""
    try:
        with conn.transaction():
            conn.execute(query)
    except errors.Error as error:
        if not (error.sqlstate or "").startswith(("42", "22", "0A")):
            raise
        return error
    return None


def _taken(conn: Connection, plan: Plan) -> list[Problem]:
    parts = {"schema": plan.mapping.schema, "names": sql.Literal(sorted(created(plan.tree)))}
    rows = conn.execute(fill(load("phase_taken_names"), parts)).fetchall()
    if not rows:
        return []
    return [
        Problem(
            f"names that expand needs are taken in schema {plan.mapping.schema}: {', '.join(row[0] for row in rows)}",
            hint="rename these tables in the spec, choose another `schema`, or drop what is left of an earlier try",
        )
    ]


def created(tree: Tree) -> set[str]:
    """Names of the relations and functions that `expand` makes in the target schema."""
    made = Names(tree)
    names = {made.composed[1], made.backfill[1], made.verify[1]}
    for node in tree.nodes:
        names |= {name for _, name in (made.decompose(node), made.compose(node), made.overlay(node))}
        for table in node.tables:
            names |= {table.name, naming.primary_key_name(table.name)}
            names |= {naming.index_name(table.name, column.name) for column in table.columns if column.index}
    return names


def privileges(conn: Connection, mapping: Mapping, relation: Relation, *, writing: bool = True) -> list[Problem]:
    """What the role may not do, of reading the legacy table and making objects in the mapping's target schema.

    Args:
        writing: for a backfill, which locks rows of the legacy table, and with records in the control tables.
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
        *_create_rights(conn, mapping, may, writing=writing),
    ]
    return [
        Problem(
            f"role {may.role} may not {what}", hint=f"{grant} TO {_identifier(may.role)}, as the owner or a superuser"
        )
        for holds, what, grant in wanted
        if not holds
    ]


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
