"""The text of a check, read with sqlglot and turned into our own tree; the rest of SQL is refused by name."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from hofsm_migrate.spec.expression import tree

if TYPE_CHECKING:
    from collections.abc import Callable

ALLOWED = (
    "= <> < <= > >=, BETWEEN, IN (literals), IS [NOT] NULL, AND, OR, NOT, + - * on numbers, length(), "
    "text, number and boolean literals, parentheses, and the column's own name"
)

MAX_CHARACTERS = 4000
MAX_DEPTH = 50
MAX_AMOUNT_DIGITS = 16_000
"""Of a result of arithmetic; PostgreSQL's numeric is exact up to 16,383 digits after the point."""

_LITERAL_DIGITS = 1000
_NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d(:?\d\d)?)")

Syntax = Any
"""A node of sqlglot, whose base class has another name in each major version."""

_COMPARISONS: dict[type, tree.Comparison] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
_ARITHMETIC: dict[type, Any] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*"}
_CONDITIONS = tree.Compare | tree.Between | tree.In | tree.IsNull | tree.Not | tree.Junction


class ExpressionError(ValueError):
    """A check cannot be used; `message` says why, `hint` what to write instead."""

    def __init__(self, message: str, hint: str = f"a check may use {ALLOWED}") -> None:
        super().__init__(f"{message}; {hint}")
        self.message = message
        self.hint = hint


def parse(text: str, column_name: str, column_type: str) -> tree.Expression:
    """The tree of a check on one column.

    Args:
        column_type: one of `types.WIRES`.

    Raises:
        ExpressionError: `text` is not SQL, is outside of the subset, or compares values of different types.
    """
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(
            f"check is longer than {MAX_CHARACTERS} characters", "use an enum for a long list of values"
        )
    if _UNSTORABLE.search(text):
        raise ExpressionError("check holds a character that PostgreSQL cannot store", "remove NUL and lone surrogates")
    try:
        root = _Reader(column_name, column_type).condition(_syntax(text))
    except RecursionError:
        raise ExpressionError(f"check is nested more than {MAX_DEPTH} deep", "simplify it") from None
    return tree.Expression(text, root)


def _syntax(text: str) -> Syntax:
    try:
        return sqlglot.parse_one(text, read="postgres", into=exp.Condition)
    except ParseError as error:
        near = next((item.get("highlight") for item in error.errors if item.get("highlight")), None)
        raise ExpressionError(
            "check is not a condition in SQL: " + (f"cannot read it at {near!r}" if near else f"got {text!r}")
        ) from None
    except TokenError:
        raise ExpressionError(
            f"check is not a condition in SQL: got {text!r}", "close every quote and bracket"
        ) from None


class _Reader:
    """Turns syntax into the tree for one column."""

    def __init__(self, column_name: str, column_type: str) -> None:
        self.name = column_name
        self.type = column_type
        self.depth = 0
        self.readers: dict[type, Callable[[Any], tree.Operand]] = {
            exp.Column: self._column,
            exp.Literal: _literal,
            exp.Boolean: lambda node: tree.Value(bool(node.this), "boolean"),
            exp.Paren: lambda node: self.operand(node.this),
            exp.Length: self._length,
            exp.Neg: self._negate,
            exp.Not: lambda node: tree.Not(self.condition(node.this)),
            exp.Is: self._is,
            exp.Between: self._between,
            exp.In: self._in,
            exp.And: lambda node: self._junction("AND", node),
            exp.Or: lambda node: self._junction("OR", node),
            **dict.fromkeys(_COMPARISONS, self._compare),
            **dict.fromkeys(_ARITHMETIC, self._arithmetic),
        }

    def condition(self, node: Syntax) -> tree.Operand:
        """An operand that is true, false or unknown."""
        found = self.operand(node)
        if found.kind != "boolean":
            raise ExpressionError(
                f"check is not a condition: {_sql(node)} is {_kind_words(found)}", "compare it with a value"
            )
        return found

    def operand(self, node: Syntax) -> tree.Operand:
        read = self.readers.get(type(node))
        if read is None:
            raise ExpressionError(f"check uses what is not part of the language: {_construct(node)}")
        if self.depth >= MAX_DEPTH:
            raise ExpressionError(f"check is nested more than {MAX_DEPTH} deep", "simplify it")
        self.depth += 1
        found = read(node)
        self.depth -= 1
        return found

    def _column(self, node: exp.Column) -> tree.Operand:
        identifier = node.this
        plain = isinstance(identifier, exp.Identifier) and not node.args.get("table")
        names = {node.name} if plain and identifier.quoted else {node.name, _fold(node.name)}
        if not plain or self.name not in names:
            raise ExpressionError(
                f"check names another column: got {_sql(node)}", f'a check is about its own column only: "{self.name}"'
            )
        return tree.Column(self.type, tree.KINDS[self.type])

    def _length(self, node: exp.Length) -> tree.Operand:
        _plain(node, "this")
        found = self.operand(node.this)
        if found.kind != "text" or isinstance(found, tree.Value):
            raise ExpressionError(
                f"length() takes a text column: got {_kind_words(found)}",
                "length counts the characters of a text or enum column",
            )
        return tree.Length(found)

    def _negate(self, node: exp.Neg) -> tree.Operand:
        found = self.operand(node.this)
        if isinstance(found, tree.Value) and isinstance(found.value, int | Decimal) and found.kind == "number":
            return tree.Value(-found.value if isinstance(found.value, int) else found.value.copy_negate(), "number")
        if found.kind == "double":
            return tree.Negate(found, "double")
        return tree.Negate(_amount(found, "-"))

    def _arithmetic(self, node: Syntax) -> tree.Operand:
        name = _ARITHMETIC[type(node)]
        result = tree.Arithmetic(
            name, _amount(self.operand(node.this), name), _amount(self.operand(node.expression), name)
        )
        if max(_digits(result)) > MAX_AMOUNT_DIGITS:
            raise ExpressionError(
                "check can have results of more digits than PostgreSQL keeps exactly", "multiply fewer times"
            )
        return result

    def _is(self, node: exp.Is) -> tree.Operand:
        if not isinstance(node.expression, exp.Null):
            raise ExpressionError(
                f"check uses what is not part of the language: {_sql(node)}", "use IS NULL or IS NOT NULL"
            )
        found = tree.IsNull(self._side(node.this))
        return tree.Not(found) if node.args.get("negate") else found

    def _between(self, node: exp.Between) -> tree.Operand:
        _plain(node, "this", "low", "high")
        operand = self._tested(node.this)
        low, high = self._side(node.args["low"]), self._side(node.args["high"])
        return tree.Between(operand, _fitted(low, operand, node), _fitted(high, operand, node))

    def _in(self, node: exp.In) -> tree.Operand:
        _plain(node, "this", "expressions")
        operand = self._tested(node.this)
        values = tuple(_fitted(self.operand(item), operand, node) for item in node.expressions)
        literals = tuple(value for value in values if isinstance(value, tree.Value))
        if not literals or len(literals) < len(values):
            raise ExpressionError(f"IN takes a list of literals: got {_sql(node)}")
        return tree.In(operand, literals)

    def _compare(self, node: Syntax) -> tree.Operand:
        left, right = self._side(node.this), self._side(node.expression)
        if isinstance(left, tree.Value) and isinstance(right, tree.Value):
            raise ExpressionError(f"check compares two literals: {_sql(node)}", f'compare the column: "{self.name}"')
        if isinstance(left, tree.Value):
            return tree.Compare(_COMPARISONS[type(node)], _fitted(left, right, node), right)
        return tree.Compare(_COMPARISONS[type(node)], left, _fitted(right, left, node))

    def _junction(self, name: Any, node: Syntax) -> tree.Operand:
        """All parts of a chain of one operator, without nesting."""
        parts = [self.condition(part) for part in _chain(node, type(node))]
        return tree.Junction(name, tuple(parts))

    def _tested(self, node: Syntax) -> tree.Operand:
        found = self._side(node)
        if isinstance(found, tree.Value):
            raise ExpressionError(f"check tests a literal: {_sql(node)}", f'test the column: "{self.name}"')
        return found

    def _side(self, node: Syntax) -> tree.Operand:
        """A side of a comparison; a condition there must be in parentheses, since precedence is easily misread."""
        found = self.operand(node)
        if isinstance(found, _CONDITIONS) and not isinstance(node, exp.Paren):
            raise ExpressionError(
                f"check compares a condition without parentheses: {_sql(node)}", f"write ({_sql(node)})"
            )
        return found


def _chain(node: Syntax, kind: type) -> list[Syntax]:
    parts: list[Syntax] = []
    while isinstance(node, kind):
        parts.append(node.expression)
        node = node.this
    return [node, *reversed(parts)]


def _fold(name: str) -> str:
    """PostgreSQL's folding of an unquoted name; ASCII letters only, as in a UTF-8 database."""
    return "".join(chr(ord(letter) + 32) if "A" <= letter <= "Z" else letter for letter in name)


def _literal(node: exp.Literal) -> tree.Value:
    if node.is_string:
        return tree.Value(node.this, "text")
    if not _NUMBER.fullmatch(node.this):
        raise ExpressionError(f"number cannot be read: got {node.this!r}", "write it as 12, 1.5 or 1e3")
    number = Decimal(node.this)
    if max(_decimal_digits(number)) > _LITERAL_DIGITS:
        raise ExpressionError(
            f"number has more than {_LITERAL_DIGITS} digits before or after the point", "use a smaller limit"
        )
    return tree.Value(int(number) if node.this.isdigit() else number, "number")


def _amount(found: tree.Operand, name: str) -> tree.Operand:
    """An operand of exact arithmetic."""
    if found.kind == "double":
        raise ExpressionError(
            f"check uses {name} on double precision, which can overflow",
            "declare the column as numeric, or compare it without arithmetic",
        )
    if found.kind != "number":
        raise ExpressionError(
            f"{name} takes numbers: got {_kind_words(found)}",
            "use arithmetic on integer, bigint and numeric columns and on length()",
        )
    return tree.Amount(found.type) if isinstance(found, tree.Column) else found


def _digits(node: tree.Operand) -> tuple[int, int]:
    """The most digits before and after the point that an operand of arithmetic can have."""
    if isinstance(node, tree.Value) and isinstance(node.value, int | Decimal):
        return _decimal_digits(Decimal(node.value))
    if isinstance(node, tree.Negate):
        return _digits(node.operand)
    if isinstance(node, tree.Arithmetic):
        left, right = _digits(node.left), _digits(node.right)
        if node.operator == "*":
            return left[0] + right[0], left[1] + right[1]
        return max(left[0], right[0]) + 1, max(left[1], right[1])
    wide = isinstance(node, tree.Amount) and node.type == "numeric"
    return (tree.AMOUNT_DIGITS, tree.AMOUNT_DIGITS) if wide else (20, 0)


def _decimal_digits(number: Decimal) -> tuple[int, int]:
    exponent = number.as_tuple().exponent
    return max(number.adjusted() + 1, 1), max(-int(exponent), 0)


def _fitted(found: tree.Operand, other: tree.Operand, node: Syntax) -> tree.Operand:
    """One side of a comparison as the type of the other side."""
    if other.kind == "jsonb" or found.kind == "jsonb":
        raise ExpressionError(
            f"check compares jsonb: {_sql(node)}", "a check on a jsonb column may only ask IS NULL or IS NOT NULL"
        )
    if found.kind == other.kind:
        return found
    if isinstance(found, tree.Value) and found.kind == "number" and other.kind == "double":
        return tree.Value(_double(found), "double")
    if isinstance(found, tree.Value) and found.kind == "text" and other.kind in _FROM_TEXT:
        return tree.Value(_FROM_TEXT[other.kind](str(found.value)), other.kind)
    hint = (
        "write the number without quotes"
        if found.kind == "text" and other.kind in ("number", "double")
        else "compare values of one type"
    )
    raise ExpressionError(f"check compares {_kind_words(other)} with {_kind_words(found)}: {_sql(node)}", hint)


def _double(found: tree.Value) -> float:
    number = float(found.value)  # pyright: ignore[reportArgumentType]
    if number in (float("inf"), float("-inf")) or (number == 0 and found.value != 0):
        raise ExpressionError(
            f"number does not fit into double precision: got {found.value}", "use a number between 1e-307 and 1e308"
        )
    return number


def _uuid(text: str) -> uuid.UUID:
    if not _UUID.fullmatch(text):
        raise ExpressionError(
            f"uuid cannot be read: got {text!r}", "write it as '123e4567-e89b-12d3-a456-426614174000'"
        )
    return uuid.UUID(text)


def _date(text: str) -> dt.date:
    hint = "write it as '2026-01-31'"
    if not _DATE.fullmatch(text):
        raise ExpressionError(f"date cannot be read: got {text!r}", hint)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ExpressionError(f"date does not exist: got {text!r}", hint) from None


def _timestamp(text: str) -> dt.datetime:
    hint = "write it with its zone, as '2026-01-31T10:20:30Z'"
    if not _TIMESTAMP.fullmatch(text):
        raise ExpressionError(f"timestamp cannot be read: got {text!r}", hint)
    try:
        return dt.datetime.fromisoformat(text).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise ExpressionError(f"timestamp does not exist: got {text!r}", hint) from None


_FROM_TEXT: dict[str, Callable[[str], Any]] = {"uuid": _uuid, "date": _date, "timestamptz": _timestamp}


def _plain(node: Syntax, *parts: str) -> None:
    """Refuse a construct that carries more than the named parts."""
    extra = [name for name, value in node.args.items() if value and name not in parts]
    if extra:
        raise ExpressionError(f"check uses what is not part of the language: {_sql(node)}")


def _construct(node: Syntax) -> str:
    return "NULL as a value (use IS NULL)" if isinstance(node, exp.Null) else _sql(node)


def _sql(node: Syntax) -> str:
    return node.sql(dialect="postgres")


def _kind_words(found: tree.Operand) -> str:
    words = {"number": "a number", "double": "a number", "boolean": "a condition", "jsonb": "jsonb", "text": "a text"}
    return words.get(found.kind, f"a {found.kind}")
