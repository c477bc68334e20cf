"""Gates about the spec: does it fit the legacy table and the tables that it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import errors, sql

from hofsm_migrate.db import catalog
from hofsm_migrate.errors import Problem
from hofsm_migrate.phases import keys
from hofsm_migrate.spec.expression import render
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.spec.expression import Expression
    from hofsm_migrate.spec.mapping import Column, Mapping, Reference, Table

Sql = sql.Composable


def legacy_table(_conn: Connection, mapping: Mapping, relation: Relation | None) -> list[Problem]:
    """It exists, and stores rows."""
    stores = relation is not None and relation.kind in {"ordinary", "partitioned"}
    return [] if stores else [_no_table(mapping, relation)]


def key(conn: Connection, mapping: Mapping, relation: Relation | None) -> list[Problem]:
    """`source.key` is a key of the legacy table."""
    return _key(conn, mapping, relation) if relation else []


def payload(_conn: Connection, mapping: Mapping, relation: Relation | None) -> list[Problem]:
    """The payload is there, of the type that the spec says."""
    return _payload(mapping, relation) if relation else []


def references(conn: Connection, mapping: Mapping, _relation: Relation | None) -> list[Problem]:
    """What the spec refers to exists, and can be compared."""
    return _references(conn, mapping)


def checks(conn: Connection, mapping: Mapping, _relation: Relation | None) -> list[Problem]:
    """The server accepts every `check`."""
    return _checks(conn, mapping)


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
    if generated := [column for column in wanted if _is_generated(relation, column)]:
        return [_generated(mapping, name, f"key column {column}") for column in generated]
    there = [tuple(row[1]) for row in conn.execute(fill(load("phase_key_candidates"), {"oid": relation.oid}))]
    if wanted in there:
        return [*_foreign_types(conn, mapping, relation), *shared_keys(conn, mapping, relation)]
    if not there:
        hint = "add one: ALTER TABLE ... ADD PRIMARY KEY; backfill and triggers find documents by it"
        return [Problem(f"table {name} has no primary key and no unique key that is not null", hint, at=mapping.file)]
    found = " or ".join(f"[{', '.join(key)}]" for key in there)
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


def shared_keys(conn: Connection, mapping: Mapping, relation: Relation) -> list[Problem]:
    """Where other tables inherit from the table: a row there has the key of another row. All keys are read then."""
    inherited = conn.execute(fill(load("phase_heirs"), {"oid": relation.oid})).fetchone()
    if not inherited or not inherited[0]:
        return []
    columns = mapping.source.key
    parts = {
        "texts": keys.texts(columns, "legacy"),
        "legacy": (relation.schema, relation.name),
        "key": sql.SQL(", ").join([sql.Identifier("legacy", name) for name in columns]),
    }
    first = conn.execute(fill(load("phase_shared_keys"), parts)).fetchone()
    if first is None:
        return []
    total, *values, tables = first
    return [
        Problem(
            f"{total:,} {'key is' if total == 1 else 'keys are'} in more than one row of table"
            f" {relation.schema}.{relation.name} and those that inherit from it",
            hint="give all but one of the rows another key, or delete them: a document is found by its key, which an"
            " index makes unique within one table only",
            at=f"{keys.show(columns, tuple(values))}, the first of them",
            detail=f"that one is in {tables}",
        )
    ]


def _payload(mapping: Mapping, relation: Relation) -> list[Problem]:
    source = mapping.source
    column = relation.column(source.payload)
    if column is None:
        return [_no_column(mapping, relation, source.payload, "source.payload")]
    if column.is_generated:
        return [_generated(mapping, f"{relation.schema}.{relation.name}", f"payload column {source.payload}")]
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


def _is_generated(relation: Relation, name: str) -> bool:
    column = relation.column(name)
    return column is not None and column.is_generated


def _generated(mapping: Mapping, table: str, what: str) -> Problem:
    """Phases `dual_write` and before only read it; from `mirrored` on the new side writes it."""
    hint = "name a column that is written, or make it one: ALTER TABLE ... ALTER COLUMN ... DROP EXPRESSION"
    return Problem(f"{what} of table {table} is generated, so no document can be written to it", hint, at=mapping.file)


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
