"""Codecs in SQL: the twins of `lens.codecs`, written as calls of the functions in schema `hofsm`.

`fragment` is always an expression of type jsonb (NULL for absent), `value` one of the column's type (NULL for nothing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.lens.codecs import MAX_INDEXED_BYTES, MAX_INDEXED_DIGITS, MAX_NUMBER_TEXT, bounded_text
from hofsm_migrate.spec.expression import render
from hofsm_migrate.sql import case, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hofsm_migrate.spec.mapping import Column

Sql = sql.Composable

_PARSE = {
    ("text", "native"): "hofsm.parse_text({})",
    ("integer", "native"): "hofsm.parse_integer({})",
    ("integer", "string"): "hofsm.parse_integer({})",
    ("bigint", "native"): "hofsm.parse_bigint({})",
    ("bigint", "string"): "hofsm.parse_bigint({})",
    ("numeric", "native"): "hofsm.parse_numeric({})",
    ("numeric", "string"): "hofsm.parse_numeric({})",
    ("double precision", "native"): "hofsm.parse_double({})",
    ("double precision", "string"): "hofsm.parse_double({})",
    ("boolean", "native"): "hofsm.parse_boolean({})",
    ("boolean", "true/false"): "hofsm.parse_boolean_true_false({})",
    ("boolean", "Y/N"): "hofsm.parse_boolean_y_n({})",
    ("boolean", "0/1"): "hofsm.parse_boolean_0_1({})",
    ("uuid", "native"): "hofsm.parse_uuid({})",
    ("date", "iso8601"): "hofsm.parse_date_iso({})",
    ("date", "MM/DD/YYYY"): "hofsm.parse_date_us({})",
    ("timestamptz", "iso8601"): "hofsm.parse_timestamptz_iso({})",
    ("timestamptz", "iso8601-z"): "hofsm.parse_timestamptz_iso({})",
    ("timestamptz", "iso8601-ms-z"): "hofsm.parse_timestamptz_iso({})",
    ("timestamptz", "iso8601-us-z"): "hofsm.parse_timestamptz_iso({})",
    ("timestamptz", "iso8601-naive"): "hofsm.parse_timestamptz_naive({})",
    ("timestamptz", "epoch-s"): "hofsm.parse_epoch_s({})",
    ("timestamptz", "epoch-ms"): "hofsm.parse_epoch_ms({})",
    ("jsonb", "native"): "{}",
    ("jsonb", "json-string"): "hofsm.parse_json_string({})",
}

_JSON = {
    ("text", "native"): "to_json({})::text",
    ("enum", "native"): "to_json({})::text",
    ("integer", "native"): "{}::text",
    ("integer", "string"): "'\"' || {} || '\"'",
    ("bigint", "native"): "{}::text",
    ("bigint", "string"): "'\"' || {} || '\"'",
    ("numeric", "native"): "{}::text",
    ("numeric", "string"): "'\"' || {} || '\"'",
    ("double precision", "native"): "hofsm.json_double({})",
    ("double precision", "string"): "'\"' || hofsm.json_double({}) || '\"'",
    ("boolean", "native"): "{}::text",
    ("boolean", "true/false"): "'\"' || {}::text || '\"'",
    ("boolean", "Y/N"): "CASE {} WHEN true THEN '\"Y\"' WHEN false THEN '\"N\"' END",
    ("boolean", "0/1"): "{}::integer::text",
    ("uuid", "native"): "'\"' || {} || '\"'",
    ("date", "iso8601"): "hofsm.json_date_iso({})",
    ("date", "MM/DD/YYYY"): "hofsm.json_date_us({})",
    ("timestamptz", "iso8601"): "hofsm.json_moment({}, '+00:00')",
    ("timestamptz", "iso8601-z"): 'hofsm.json_moment_as({}, \'"\\""YYYY-MM-DD"T"HH24:MI:SS"Z\\""\')',
    ("timestamptz", "iso8601-ms-z"): 'hofsm.json_moment_as({}, \'"\\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\\""\')',
    ("timestamptz", "iso8601-us-z"): 'hofsm.json_moment_as({}, \'"\\""YYYY-MM-DD"T"HH24:MI:SS.US"Z\\""\')',
    ("timestamptz", "iso8601-naive"): "hofsm.json_moment({}, '')",
    ("timestamptz", "epoch-s"): "hofsm.json_epoch_s({})",
    ("timestamptz", "epoch-ms"): "hofsm.json_epoch_ms({})",
    ("jsonb", "native"): "{}::text",
    ("jsonb", "json-string"): "to_json({}::text)::text",
}

_UNIT = {"iso8601-z": "second", "epoch-s": "second", "iso8601-ms-z": "milliseconds", "epoch-ms": "milliseconds"}

_ALWAYS_CANONICAL = {("enum", "native"), ("jsonb", "native")}
"""Where every value that `parse` reads composes to the very fragment it was read from."""
_WHOLE = {("integer", "native"), ("bigint", "native")}
"""Likewise, but only for JSON numbers without digits behind a point."""
_CANONICAL_KIND = {("text", "native"): "string", ("numeric", "native"): "number", ("boolean", "native"): "boolean"}
"""Likewise, but only for fragments of this JSON type."""

_SHAPE = {
    ("date", "iso8601"): '"____-__-__"',
    ("date", "MM/DD/YYYY"): '"__/__/____"',
    ("timestamptz", "iso8601-z"): '"____-__-__T__:__:__Z"',
    ("timestamptz", "iso8601-ms-z"): '"____-__-__T__:__:__.___Z"',
    ("timestamptz", "iso8601-us-z"): '"____-__-__T__:__:__.______Z"',
}
"""Likewise, but only for fragments of this LIKE pattern: of all that `parse` reads, just the canonical one has it."""


def sql_type(column: Column) -> sql.SQL:
    """The column's type in PostgreSQL. An enum is text with a CHECK: its labels can change without touching a type."""
    return sql.SQL("text") if column.type == "enum" else type_name(column.type)


def type_name(name: str) -> sql.SQL:
    """A type of the spec language, or an array of one, as SQL."""
    return sql.SQL(name)  # pyright: ignore[reportArgumentType] - one of a closed list


def parse(column: Column, fragment: Sql) -> Sql:
    """The value of a fragment before enum, check and index have their say."""
    if column.type == "enum":
        return sql.SQL("hofsm.parse_enum({}, {})").format(fragment, sql.Literal(list(column.values)))
    readings = [_format(call, fragment) for call in dict.fromkeys(_PARSE[column.type, wire] for wire in column.wires)]
    value = first_not_null(readings)
    if column.type == "timestamptz" and column.wires[0] in _UNIT:
        return listed("hofsm.truncate_moment(", [value, sql.Literal(_UNIT[column.wires[0]])], ")")
    if column.type == "jsonb" and column.missing == "json_null" and "native" in column.wires:
        return sql.SQL("CASE WHEN jsonb_typeof({}) <> 'null' THEN {} END").format(fragment, value)
    return value


def is_other(expected: str, fragment: Sql) -> Sql:
    """Whether a fragment is of another kind than `expected`, "object" or "array", and not null; NULL for absent."""
    return sql.SQL("jsonb_typeof({}) NOT IN ({}, 'null')").format(fragment, sql.Literal(expected))


def parallel_safe(column: Column) -> bool:
    """Whether reading the column may be a part of a parallel plan; the label of the function says the same."""
    return "json-string" not in column.wires


def first_not_null(values: Sequence[Sql]) -> Sql:
    """The first value that is not NULL."""
    return values[0] if len(values) == 1 else listed("coalesce(", values, ")")


def limits(column: Column, value: Sql) -> list[Sql]:
    """Conditions that must not be false for a parsed value to become the column's value."""
    found: list[Sql] = []
    longest = max((len(label.encode()) for label in column.values), default=0)
    if column.index and (column.type == "text" or longest > MAX_INDEXED_BYTES):
        found.append(sql.SQL("octet_length({}) <= {}").format(value, sql.Literal(MAX_INDEXED_BYTES)))
    if column.index and column.type == "numeric":
        digits = sql.Literal(MAX_INDEXED_DIGITS)
        found.append(sql.SQL("abs({0}) < 10::numeric ^ {1} AND scale({0}) <= {1}").format(value, digits))
    if bounded_text(column):
        found.append(sql.SQL("length({}::text) <= {}").format(value, sql.Literal(MAX_NUMBER_TEXT)))
    if column.check is not None:
        found.append(render(column.check, value))
    return found


def accept(column: Column, value: Sql) -> Sql:
    """The parsed value, or NULL where a limit refuses it."""
    refusals = [sql.SQL("({}) IS NOT FALSE").format(limit) for limit in limits(column, value)]
    return case((sql.SQL(" AND ").join(refusals), value)) if refusals else value


def json(column: Column, value: Sql) -> Sql:
    """The JSON text of a value in the canonical wire form, NULL for NULL; needs parentheses under operators."""
    return _format(_JSON[column.type, column.wires[0]], value)


def conforms(column: Column, fragment: Sql, value: Sql) -> Sql:
    """Whether composing the accepted `value` gives `fragment` back, to the letter; never NULL."""
    kind = (column.type, column.wires[0])
    if kind in _ALWAYS_CANONICAL:
        test = sql.SQL("{} IS NOT NULL").format(value)
    elif kind in _CANONICAL_KIND:
        test = sql.SQL("{} IS NOT NULL AND jsonb_typeof({}) = {}").format(
            value, fragment, sql.Literal(_CANONICAL_KIND[kind])
        )
    elif kind in _SHAPE:
        test = sql.SQL("{} IS NOT NULL AND {}::text LIKE {}").format(value, fragment, sql.Literal(_SHAPE[kind]))
    elif kind in _WHOLE:
        number = sql.SQL("CASE WHEN jsonb_typeof({0}) = 'number' THEN scale({0}::numeric) = 0 ELSE false END").format(
            fragment
        )
        test = sql.SQL("{} IS NOT NULL AND {}").format(value, number)
    else:
        test = sql.SQL("coalesce({} = {}::text, false)").format(json(column, value), fragment)
    if column.missing == "json_null":
        return sql.SQL("({} OR coalesce(jsonb_typeof({}) = 'null', false))").format(test, fragment)
    return test


def key(type_: str, fragment: Sql, max_bytes: Sql) -> Sql:
    """The natural key in a fragment, NULL unless it is in its canonical spelling and short enough."""
    if type_ == "text":
        return sql.SQL("hofsm.key_text({}, {})").format(fragment, max_bytes)
    return sql.SQL("hofsm.{}({})").format(sql.Identifier(f"key_{type_}"), fragment)


def json_key(type_: str, value: Sql) -> Sql:
    """The JSON text of a natural key."""
    return _format({"text": "to_json({})::text", "uuid": "'\"' || {} || '\"'"}.get(type_, "{}::text"), value)


def _format(template: str, part: Sql) -> sql.Composed:
    return sql.SQL(template).format(part)  # pyright: ignore[reportArgumentType] - from the tables above
