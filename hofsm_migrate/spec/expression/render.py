"""A check written as SQL, for a column given as SQL."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from psycopg import sql

from hofsm_migrate.spec.expression import tree

if TYPE_CHECKING:
    from collections.abc import Callable


def render(expression: tree.Expression, column: sql.Composable) -> sql.Composed:
    """The check over `column`, an SQL value of the column's type; boolean, never raises for any value.

    Text is compared with COLLATE "C", the order of code points.
    """
    subject = column if isinstance(column, sql.Identifier) else sql.SQL("({})").format(column)
    return sql.Composed([_render(expression.root, subject)])


def _render(node: tree.Operand, column: sql.Composable) -> sql.Composable:
    return _SQL[type(node)](node, column)


def _nested(node: tree.Operand, column: sql.Composable) -> sql.Composable:
    """An operand in parentheses, unless it cannot be misread."""
    part = _render(node, column)
    return part if isinstance(node, tree.Column | tree.Value | tree.Length) else sql.SQL("({})").format(part)


def _column(node: tree.Column, column: sql.Composable) -> sql.Composable:
    return sql.SQL("{}::text").format(column) if node.type == "enum" else column


def _amount(node: tree.Amount, column: sql.Composable) -> sql.Composable:
    if node.type != "numeric":
        return sql.SQL("{}::numeric").format(column)
    digits = sql.Literal(tree.AMOUNT_DIGITS)
    return sql.SQL("CASE WHEN abs({c}) < 1e{d} AND scale({c}) <= {d} THEN {c} END").format(c=column, d=digits)


def _value(node: tree.Value, _column: sql.Composable) -> sql.Composable:
    value = node.value
    if isinstance(value, float):
        return sql.SQL("{}::double precision").format(sql.Literal(repr(value)))
    if isinstance(value, uuid.UUID):
        return sql.SQL("{}::uuid").format(sql.Literal(str(value)))
    if isinstance(value, dt.datetime):
        return sql.SQL("{}::timestamptz").format(sql.Literal(value.isoformat()))
    if isinstance(value, dt.date):
        return sql.SQL("{}::date").format(sql.Literal(value.isoformat()))
    return sql.Literal(value)


def _compared(node: tree.Operand, column: sql.Composable) -> sql.Composable:
    part = _nested(node, column)
    collate = node.kind == "text" and not isinstance(node, tree.Value)
    return sql.SQL('{} COLLATE "C"').format(part) if collate else part


def _compare(node: tree.Compare, column: sql.Composable) -> sql.Composable:
    symbol = sql.SQL(node.operator)
    return sql.SQL("{} {} {}").format(_compared(node.left, column), symbol, _compared(node.right, column))


def _between(node: tree.Between, column: sql.Composable) -> sql.Composable:
    low, high = _nested(node.low, column), _nested(node.high, column)
    return sql.SQL("{} BETWEEN {} AND {}").format(_compared(node.operand, column), low, high)


def _in(node: tree.In, column: sql.Composable) -> sql.Composable:
    values = sql.SQL(", ").join([_render(value, column) for value in node.values])
    return sql.SQL("{} IN ({})").format(_compared(node.operand, column), values)


def _junction(node: tree.Junction, column: sql.Composable) -> sql.Composable:
    return sql.SQL(f" {node.operator} ").join([_nested(part, column) for part in node.parts])


def _arithmetic(node: tree.Arithmetic, column: sql.Composable) -> sql.Composable:
    left, right = _as_numeric(node.left, column), _as_numeric(node.right, column)
    return sql.SQL("{} {} {}").format(left, sql.SQL(node.operator), right)


def _as_numeric(node: tree.Operand, column: sql.Composable) -> sql.Composable:
    """An operand as numeric: integers of the server overflow, numeric does not in the range that is let through."""
    part = _nested(node, column)
    return sql.SQL("{}::numeric").format(part) if isinstance(node, tree.Value | tree.Length) else part


_SQL: dict[type, Callable[[Any, sql.Composable], sql.Composable]] = {
    tree.Column: _column,
    tree.Amount: _amount,
    tree.Value: _value,
    tree.Length: lambda node, column: sql.SQL("length({})").format(_render(node.operand, column)),
    tree.Negate: lambda node, column: sql.SQL("- {}").format(_nested(node.operand, column)),
    tree.Not: lambda node, column: sql.SQL("NOT {}").format(_nested(node.operand, column)),
    tree.IsNull: lambda node, column: sql.SQL("{} IS NULL").format(_nested(node.operand, column)),
    tree.Arithmetic: _arithmetic,
    tree.Compare: _compare,
    tree.Between: _between,
    tree.In: _in,
    tree.Junction: _junction,
}
