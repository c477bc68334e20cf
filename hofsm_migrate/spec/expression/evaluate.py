"""A check evaluated in Python, with the results that the server has."""

from __future__ import annotations

import datetime as dt
import operator
import uuid
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from typing import TYPE_CHECKING, Any

from hofsm_migrate.spec.expression import tree

if TYPE_CHECKING:
    from collections.abc import Callable

SqlValue = int | Decimal | float | str | bool | uuid.UUID | dt.date | dt.datetime | None

_EXACT = Context(prec=100_000, Emax=MAX_EMAX, Emin=MIN_EMIN)
_AMOUNT_LIMIT = Decimal(f"1e{tree.AMOUNT_DIGITS}")
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC = {"+": _EXACT.add, "-": _EXACT.subtract, "*": _EXACT.multiply}


def holds(expression: tree.Expression, value: SqlValue) -> bool | None:
    """Whether the check is true (True), false (False) or unknown (None) for one value of its column.

    A check accepts a value unless the answer is False.
    """
    return _VALUE[type(expression.root)](expression.root, value)


def _evaluate(node: tree.Operand, value: SqlValue) -> Any:
    return _VALUE[type(node)](node, value)


def _amount(_node: tree.Amount, value: Any) -> Decimal | None:
    if value is None:
        return None
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    fits = isinstance(exponent, int) and -exponent <= tree.AMOUNT_DIGITS and abs(number) < _AMOUNT_LIMIT
    return number if fits else None


def _length(node: tree.Length, value: SqlValue) -> int | None:
    text = _evaluate(node.operand, value)
    return None if text is None else len(text)


def _negate(node: tree.Negate, value: SqlValue) -> Any:
    number = _evaluate(node.operand, value)
    if number is None or isinstance(number, float):
        return None if number is None else -number
    return Decimal(number).copy_negate()


def _arithmetic(node: tree.Arithmetic, value: SqlValue) -> Decimal | None:
    left, right = _evaluate(node.left, value), _evaluate(node.right, value)
    return None if left is None or right is None else _ARITHMETIC[node.operator](Decimal(left), Decimal(right))


def _compare(node: tree.Compare, value: SqlValue) -> bool | None:
    return _apply(node.operator, _evaluate(node.left, value), _evaluate(node.right, value))


def _between(node: tree.Between, value: SqlValue) -> bool | None:
    operand = _evaluate(node.operand, value)
    low = _apply(">=", operand, _evaluate(node.low, value))
    return _junction_of("AND", [low, _apply("<=", operand, _evaluate(node.high, value))])


def _in(node: tree.In, value: SqlValue) -> bool | None:
    operand = _evaluate(node.operand, value)
    return _junction_of("OR", [_apply("=", operand, item.value) for item in node.values])


def _not(node: tree.Not, value: SqlValue) -> bool | None:
    condition = _evaluate(node.operand, value)
    return None if condition is None else not condition


def _junction(node: tree.Junction, value: SqlValue) -> bool | None:
    return _junction_of(node.operator, [_evaluate(part, value) for part in node.parts])


def _junction_of(name: str, conditions: list[bool | None]) -> bool | None:
    """Kleene's AND and OR: one deciding side is enough, otherwise unknown wins."""
    decides = name == "OR"
    if decides in conditions:
        return decides
    return None if None in conditions else not decides


def _apply(name: str, left: Any, right: Any) -> bool | None:
    return None if left is None or right is None else _COMPARE[name](left, right)


_VALUE: dict[type, Callable[[Any, SqlValue], Any]] = {
    tree.Column: lambda _node, value: value,
    tree.Value: lambda node, _value: node.value,
    tree.IsNull: lambda node, value: _evaluate(node.operand, value) is None,
    tree.Amount: _amount,
    tree.Length: _length,
    tree.Negate: _negate,
    tree.Arithmetic: _arithmetic,
    tree.Compare: _compare,
    tree.Between: _between,
    tree.In: _in,
    tree.Not: _not,
    tree.Junction: _junction,
}
