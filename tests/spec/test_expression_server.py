"""`holds` against PostgreSQL itself: the same check on the same value has the same answer."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from hofsm_migrate.spec.expression import holds, parse, render

SAMPLES = ["", "a", "B", "é", "😀", "\uffff", "it's", "a\\b", "a b", "a-c"]
TEXTS = st.one_of(
    st.sampled_from(SAMPLES),
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=4),
)
INTEGERS = st.one_of(st.integers(-3, 3), st.sampled_from([2**31 - 1, -(2**31)]))
BIGINTS = st.one_of(INTEGERS, st.sampled_from([2**63 - 1, -(2**63)]))
DECIMALS = st.one_of(
    st.sampled_from(
        [Decimal(text) for text in ("0", "-0.10", "1.0", "1.50", "1e999", "-1e1000", "1e-1000", "1e-1001", "1e5000")]
    ),
    st.decimals(-10, 10, allow_nan=False, places=2),
)
FLOATS = st.one_of(
    st.sampled_from([0.0, -0.0, 0.1, 5e-324, 1.7976931348623157e308]), st.floats(allow_nan=False, allow_infinity=False)
)
DATES = st.dates(dt.date(1, 1, 2), dt.date(9999, 12, 30))
TIMES = st.datetimes(dt.datetime(1, 1, 2), dt.datetime(9999, 12, 30), timezones=st.just(dt.UTC))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "enum": TEXTS,
    "integer": INTEGERS,
    "bigint": BIGINTS,
    "numeric": DECIMALS,
    "double precision": FLOATS,
    "boolean": st.booleans(),
    "uuid": st.one_of(st.sampled_from([uuid.UUID(int=0), uuid.UUID(int=2**127)]), st.uuids()),
    "date": DATES,
    "timestamptz": TIMES,
}
LITERALS = VALUES | {"numeric": DECIMALS.filter(lambda number: abs(number.adjusted()) < 1000)}
"""Values that a check may name; a number of more than 1000 digits is refused in one."""

COMPARISONS = st.sampled_from(["=", "<>", "!=", "<", "<=", ">", ">="])


def literal(value: object) -> str:
    """A value as the text of a literal."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date | uuid.UUID):
        return f"'{value.isoformat() if isinstance(value, dt.date) else value}'"
    return repr(value) if isinstance(value, float) else str(value)


def operands(column_type: str) -> st.SearchStrategy[str]:
    """Things that can be compared with a literal of the column's type."""
    if column_type not in ("integer", "bigint", "numeric"):
        return st.sampled_from(["c", "- c", "- (- c)"]) if column_type == "double precision" else st.just("c")
    number = st.one_of(st.just("c"), LITERALS[column_type].map(lambda value: f"({literal(value)})"))
    extended = st.recursive(
        number,
        lambda inner: st.one_of(
            st.builds(lambda left, sign, right: f"({left} {sign} {right})", inner, st.sampled_from("+-*"), inner),
            inner.map(lambda operand: f"(- {operand})"),
        ),
        max_leaves=4,
    )
    return st.builds(lambda operand: f"c + {operand} - 1", extended) | st.just("c")


def atoms(column_type: str) -> st.SearchStrategy[str]:
    """Conditions without AND, OR and NOT."""
    operand, value = operands(column_type), LITERALS[column_type].map(literal)
    found = [
        st.builds(lambda left, sign, right: f"{left} {sign} {right}", operand, COMPARISONS, value),
        st.builds(
            lambda left, low, high, no: f"{left} {no} between {low} and {high}",
            operand,
            value,
            value,
            st.sampled_from(["", "not"]),
        ),
        st.builds(
            lambda left, items, no: f"{left} {no} in ({', '.join(items)})",
            operand,
            st.lists(value, min_size=1, max_size=3),
            st.sampled_from(["", "not"]),
        ),
        st.builds(lambda left, no: f"{left} is {no} null", operand, st.sampled_from(["", "not"])),
    ]
    if column_type in ("text", "enum"):
        found.append(st.builds(lambda sign, size: f"length(c) {sign} {size}", COMPARISONS, st.integers(0, 4)))
        found.append(
            st.builds(lambda sign, size: f"char_length(c) * 2 - 1 {sign} {size}", COMPARISONS, st.integers(0, 4))
        )
    if column_type == "boolean":
        found.append(st.just("c"))
    return st.one_of(found)


def conditions(column_type: str) -> st.SearchStrategy[str]:
    return st.recursive(
        atoms(column_type),
        lambda inner: st.one_of(
            st.builds(lambda left, word, right: f"{left} {word} {right}", inner, st.sampled_from(["and", "or"]), inner),
            inner.map(lambda part: f"not ({part})"),
            inner.map(lambda part: f"({part}) is null"),
        ),
        max_leaves=4,
    )


def agrees(conn: psycopg.Connection, column_type: str, check: str, value: object) -> None:
    expression = parse(check, "c", column_type)
    server_type = sql.SQL("text" if column_type == "enum" else column_type)  # pyright: ignore[reportArgumentType]
    column = sql.SQL("CAST({} AS {})").format(sql.Literal(value), server_type)
    query = sql.SQL("SELECT {} FROM (SELECT {} AS c) AS one").format(render(expression, sql.Identifier("c")), column)
    assert conn.execute(query).fetchone() == (holds(expression, value),), f"{check!r} on {value!r}"  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("column_type", VALUES)
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_server_and_python_agree(conn: psycopg.Connection, column_type: str, data: st.DataObject):
    check = data.draw(conditions(column_type), label="check")
    for value in data.draw(st.lists(VALUES[column_type] | st.none(), min_size=1, max_size=4), label="values"):
        agrees(conn, column_type, check, value)


@pytest.mark.parametrize("column_type", ["text", "enum"])
def test_texts_are_in_the_order_of_code_points_whatever_the_collation(conn: psycopg.Connection, column_type: str):
    for value, other in itertools.product(SAMPLES, SAMPLES):
        agrees(conn, column_type, f"c < {literal(other)} or c between {literal(other)} and 'b'", value)
