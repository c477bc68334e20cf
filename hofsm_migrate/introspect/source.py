"""The column that is asked for, and the SQL that reads it: key ranges, samples, documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from hofsm_migrate.db import catalog
from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.introspect.profile import Origin
from hofsm_migrate.spec import path
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

Key = tuple[str, ...]
"""The text form of each key column's value, in the key's order."""

JSON_TYPES = ("jsonb", "json")
TEXT_TYPES = ("text", "character varying", "character")
DEFAULT_PAYLOAD = "value"

_QUOTED = re.compile(r'"((?:[^"\\]|\\.|"")*)"', re.DOTALL)
_HINT = "give it as table or schema.table; a name that is not a plain identifier in double quotes: 'legacy.\"A b\"'"

PINNED = (
    b"SELECT set_config('DateStyle', 'ISO', true), set_config('IntervalStyle', 'postgres', true),"
    b" set_config('TimeZone', 'UTC', true), set_config('extra_float_digits', '1', true)"
)
"""Makes the text form of keys the same in every session, for one transaction."""


@dataclass(frozen=True)
class Piece:
    """Rows that are read by one statement: those above `after` and up to `upto` (None: no bound), or the `chosen` ones.

    `rows` is how many there are, None where nobody counted.
    """

    after: Key | None = None
    upto: Key | None = None
    chosen: tuple[Key, ...] | None = None
    rows: int | None = None


def find(conn: Connection, table: str, payload: str | None, where: str | None, sample: int | None) -> Origin:
    """Where the documents are, by names as people write them.

    Args:
        table: `table` or `schema.table`, odd names in double quotes as in a spec; the schema is public by default.
        payload: the column; None takes `value`, else the only one of type jsonb or json.

    Raises:
        UsageError: there is no such table, column or type, the role may not read it, or the server refuses `where`.
    """
    found = _relation(conn, table)
    column = _payload(found, payload)
    columns = tuple((other.name, other.type) for other in found.columns if other.name != column.name)
    origin = Origin(found.schema, found.name, found.key, column.name, column.type, columns, where, sample)
    _check(conn, origin)
    return origin


def copy(origin: Origin, piece: Piece) -> sql.Composed:
    """The statement that reads a piece in binary form: the columns of the key as text, then the payload."""
    chosen = [_text(column) for column in origin.key] + [_document(origin)]
    statement = "COPY (SELECT {} FROM {} WHERE {}) TO STDOUT (FORMAT binary)"
    return sql.SQL(statement).format(sql.SQL(", ").join(chosen), _table(origin), _condition(origin, piece))


def count_rows(conn: Connection, origin: Origin) -> int:
    """Rows of the table."""
    row = conn.execute(sql.SQL("SELECT count(*) FROM {}").format(_table(origin))).fetchone()
    return row[0] if row else 0


def ends(origin: Origin, step: int) -> sql.Composed:
    """The query for the last key of every `step` rows; an index is enough for it."""
    parts = {
        "texts": sql.SQL(", ").join([_text(column) for column in origin.key]),
        "key": _names(origin.key),
        "table": (origin.schema, origin.table),
        "step": step,
    }
    return fill(load("introspect_ends"), parts)


def sampled(origin: Origin) -> sql.Composed:
    """The query for the keys of the sample: rows at equal distances in the order of the key."""
    parts = {
        "texts": sql.SQL(", ").join([_text(column) for column in origin.key]),
        "key": _names(origin.key),
        "table": (origin.schema, origin.table),
        "where": _given(origin),
        "wanted": origin.sample,
    }
    return fill(load("introspect_sample"), parts)


def key_text(key: Key) -> str:
    """A key as examples name it: the values with commas between them."""
    return ", ".join(key)


def names(table: str) -> tuple[str, str]:
    """Schema and name of a table as people write it; the schema is public by default.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        found = path.parse(_QUOTED.sub(_as_json, table))
    except path.PathError as error:
        hint = _HINT if '"' in table else error.hint
        raise UsageError(Problem(f"the name of the table cannot be read: got {table!r}", hint)) from None
    if not 1 <= len(found) <= 2:
        raise UsageError(Problem(f"the name of the table cannot be read: got {table!r}", _HINT))
    return (found[0], found[1]) if len(found) == 2 else ("public", found[0])


def _as_json(quoted: re.Match[str]) -> str:
    """A quoted name with a quote in it as specs write it, whether it is written so or as in SQL, doubled."""
    name = quoted[1].replace('""', '\\"')
    return f'"{name}"'


def _relation(conn: Connection, table: str) -> catalog.Relation:
    schema, name = names(table)
    found = catalog.relation(conn, schema, name)
    if found is None:
        raise UsageError(Problem(f"there is no table {name!r} in schema {schema!r}", _HINT))
    return found


def _payload(found: catalog.Relation, payload: str | None) -> catalog.Column:
    documents = [column for column in found.columns if column.type in JSON_TYPES]
    names = ", ".join(column.name for column in documents) or "none"
    wanted = payload if payload is not None else DEFAULT_PAYLOAD
    column = found.column(wanted)
    at = f"{found.schema}.{found.name}"
    if column is None and payload is None and len(documents) == 1:
        return documents[0]
    if column is None:
        what = f"there is no column {wanted!r}" if payload is not None or not documents else "there are several columns"
        hint = f"name the column of the documents with --payload; columns of type jsonb or json: {names}"
        raise UsageError(Problem(what, hint, at))
    if not column.type.startswith(JSON_TYPES + TEXT_TYPES):
        hint = f"documents are in a column of type jsonb, json or text; columns of type jsonb or json: {names}"
        raise UsageError(Problem(f"column {wanted!r} is of type {column.type}", hint, at))
    return column


def _check(conn: Connection, origin: Origin) -> None:
    """Let the server read the query as a whole, and no row."""
    query = sql.SQL("SELECT {} FROM {} WHERE {} LIMIT 0").format(_document(origin), _table(origin), _given(origin))
    at = f"{origin.schema}.{origin.table}"
    try:
        conn.execute(query)
    except psycopg.errors.InsufficientPrivilege as error:
        hint = f"let its owner GRANT SELECT ON {at}, or run the command as a role that may read it"
        raise UsageError(Problem(error.diag.message_primary or str(error), hint, at)) from None
    except psycopg.Error as error:
        if origin.where is None:
            raise
        hint = error.diag.message_hint or "give a condition as it would stand behind WHERE, over columns of the table"
        message = f"the server refuses --where: {error.diag.message_primary}"
        raise UsageError(Problem(message, hint, at, detail=f"got {origin.where!r}")) from None


def _condition(origin: Origin, piece: Piece) -> sql.Composed:
    conditions = [_given(origin)]
    if piece.chosen is not None:
        chosen = sql.SQL(", ").join([_row(key) for key in piece.chosen])
        return sql.SQL("({}) IN ({})").format(_names(origin.key), chosen)
    for operator, key in ((">", piece.after), ("<=", piece.upto)):
        if key is not None:
            sign = sql.SQL(operator)  # pyright: ignore[reportArgumentType] - > or <=
            conditions.append(sql.SQL("({}) {} {}").format(_names(origin.key), sign, _row(key)))
    limit = sql.SQL("") if origin.sample is None else sql.SQL(" LIMIT {}").format(sql.Literal(origin.sample))
    return sql.SQL(" AND ").join(conditions) + limit


def _given(origin: Origin) -> sql.Composed:
    # on lines of its own: a comment at its end must not take what follows with it
    where = sql.SQL(origin.where or "true")  # pyright: ignore[reportArgumentType] - the user's own SQL
    return sql.SQL("(\n{}\n)").format(where)


def _document(origin: Origin) -> sql.Composed:
    column = sql.Identifier(origin.payload)
    return sql.SQL("{}").format(column) if origin.payload_type == "jsonb" else sql.SQL("{}::text").format(column)


def _table(origin: Origin) -> sql.Identifier:
    return sql.Identifier(origin.schema, origin.table)


def _names(columns: Key) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _text(column: str) -> sql.Composed:
    return sql.SQL("{}::text").format(sql.Identifier(column))


def _row(key: Key) -> sql.Composed:
    return sql.SQL("({})").format(sql.SQL(", ").join(map(sql.Literal, key)))
