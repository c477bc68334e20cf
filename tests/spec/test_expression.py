# ruff: noqa: E501 - one case a line
from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from psycopg import sql

from hofsm_migrate.spec.expression import ExpressionError, holds, parse, render
from hofsm_migrate.sql import text as sql_text

U = "123e4567-e89b-12d3-a456-426614174000"
UTC = dt.UTC


@pytest.mark.parametrize(
    ("check", "column_type", "answers"),
    [
        ("c between 1 and 12", "integer", {1: True, 12: True, 0: False, 13: False, None: None}),
        ("c not between 1 and 12", "integer", {1: False, 13: True, None: None}),
        ("c in (1, 2)", "bigint", {2: True, 3: False, None: None}),
        ("c not in (1, 2)", "bigint", {2: False, 3: True, None: None}),
        ("c > 1 or c is null", "integer", {None: True, 1: False, 2: True}),
        ("c is not null and c <> 5", "integer", {None: False, 5: False, 4: True}),
        ("not (c > 1)", "integer", {None: None, 1: True, 2: False}),
        ("c * c + 1 = 10", "integer", {3: True, -3: True, 2: False, None: None}),
        ("-c < -2147483647", "integer", {2147483647: False, -2147483648: False}),
        ("c + 1 > 2147483647", "integer", {2147483647: True}),
        ("c = 0.1", "numeric", {Decimal("0.1"): True, Decimal("0.10"): True, Decimal("0.1000001"): False}),
        ("c * c >= 0", "numeric", {Decimal("1e999"): True, Decimal("1e1000"): None, Decimal("1e-1001"): None}),
        ("c < 0.1", "double precision", {0.1: False, 0.09999999999999999: True, -0.0: True}),
        ("- c <= 0.5", "double precision", {-0.5: True, -0.6: False}),
        ("length(c) <= 2", "text", {"": True, "😀é": True, "abc": False, None: None}),
        ("char_length(c) + 1 = 3", "text", {"ab": True, "a": False}),
        ("c < 'a'", "text", {"B": True, "b": False, "\uffff": False, "😀": False}),
        ("c = 'it''s'", "enum", {"it's": True, "its": False}),
        ("c", "boolean", {True: True, False: False, None: None}),
        ("not c", "boolean", {True: False, None: None}),
        ("c = true is not null", "boolean", {True: True, None: False}),
        (f"c >= '{U}'", "uuid", {uuid.UUID(U): True, uuid.UUID(int=0): False}),
        ("c >= '2026-01-31'", "date", {dt.date(2026, 1, 31): True, dt.date(2026, 1, 30): False}),
        ("c >= '2026-01-31T01:00:00+01:00'", "timestamptz", {dt.datetime(2026, 1, 31, tzinfo=UTC): True, dt.datetime(2026, 1, 30, 23, tzinfo=UTC): False}),
        ("c is not null", "jsonb", {None: False, "x": True}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_check_holds(check, column_type, answers):
    expression = parse(check, "c", column_type)
    assert {value: holds(expression, value) for value in answers} == answers


@pytest.mark.parametrize(
    ("check", "column_type", "expected"),
    [
        ("C between 1 and 12", "integer", '"c" BETWEEN 1 AND 12'),
        ("c + 1 > -5", "integer", '(("c"::numeric) + 1::numeric) >  -5'),
        ("c > 1.50", "numeric", '"c" > 1.50'),
        ("- c > 0", "numeric", '(- (CASE WHEN abs("c") < 1e1000 AND scale("c") <= 1000 THEN "c" END)) > 0'),
        ("c > 0.1", "double precision", "\"c\" > '0.1'::double precision"),
        ("c in ('a', 'it''s')", "text", "\"c\" COLLATE \"C\" IN ('a', 'it''s')"),
        ("c <> 'a' or length(c) = 3", "enum", "(\"c\"::text COLLATE \"C\" <> 'a') OR (length(\"c\"::text) = 3)"),
        ("c = '2026-01-31T01:00:00+01:00'", "timestamptz", "\"c\" = '2026-01-31T00:00:00+00:00'::timestamptz"),
        ("c notnull", "jsonb", 'NOT ("c" IS NULL)'),
    ],
)  # fmt: skip
def test_a_check_as_sql(check, column_type, expected):
    assert sql_text(render(parse(check, "c", column_type), sql.Identifier("c"))) == expected


def test_a_column_that_is_an_expression_is_put_into_parentheses():
    column = sql.SQL("a || b")
    assert sql_text(render(parse("c = 'x'", "c", "text"), column)) == "(a || b) COLLATE \"C\" = 'x'"


@pytest.mark.parametrize(
    ("check", "name"),
    [("ID > 1", "id"), ("id > 1", "id"), ("ID > 1", "ID"), ('"ID" > 1', "ID"), ('"a ""b""" > 1', 'a "b"'), ("ÄB > 1", "Äb"), ("comment > 1", "comment")],
)  # fmt: skip
def test_the_name_of_the_column(check, name):
    assert holds(parse(check, name, "integer"), 2) is True


@pytest.mark.parametrize(
    ("check", "name"), [('"ID" > 1', "id"), ("id > 1", "ID"), ("t.id > 1", "id"), ("ÄB > 1", "äb")]
)
def test_another_name_is_refused(check, name):
    with pytest.raises(ExpressionError, match="another column"):
        parse(check, name, "integer")


@pytest.mark.parametrize(
    ("check", "column_type", "words"),
    [
        ("", "integer", "not a condition in SQL"),
        ("c >", "integer", "not a condition in SQL"),
        ("c > 1; drop table x", "integer", "not a condition in SQL"),
        ("c = 'x", "text", "not a condition in SQL"),
        ("c", "integer", "c is a number"),
        ("c + 1", "integer", "c [+] 1 is a number"),
        ("c between symmetric 1 and 2", "integer", "SYMMETRIC"),
        ("c is true", "boolean", "IS TRUE"),
        ("c is not distinct from 1", "integer", "IS NOT DISTINCT FROM"),
        ("c = null", "integer", "NULL as a value"),
        ("c in (1, null)", "integer", "NULL as a value"),
        ("c in ()", "integer", "list of literals"),
        ("c in (c)", "integer", "list of literals"),
        ("c in (select 1)", "integer", "SELECT"),
        ("c like 'a%'", "text", "LIKE"),
        ("c ~ 'a'", "text", "~"),
        ("lower(c) = 'a'", "text", "LOWER"),
        ("length(c, 'utf8') = 1", "text", "LENGTH"),
        ("c || 'a' = 'aa'", "text", r"\|\|"),
        ("c = E'a'", "text", "part of the language"),
        ("c = $$a$$", "text", "part of the language"),
        ("c / 2 = 1", "integer", "/"),
        ("c % 2 = 1", "integer", "%"),
        ("c::text = '1'", "integer", "CAST"),
        ("c < now()", "timestamptz", "CURRENT_TIMESTAMP"),
        ("case when c then true end", "boolean", "CASE"),
        ("(c, 1) = (1, 1)", "integer", "part of the language"),
        ("c = 0x10", "integer", "part of the language"),
        ("1 < 2", "integer", "two literals"),
        ("1 in (1)", "integer", "tests a literal"),
        ("c < 1 < 2", "integer", "without parentheses"),
        ("c = not c", "boolean", "without parentheses"),
        ("c = '1'", "integer", "a number with a text"),
        ("c = 1", "text", "a text with a number"),
        ("c = true", "text", "a text with a condition"),
        ("c and true", "text", "c is a text"),
        ("length(c) = 1", "integer", r"length\(\) takes a text column"),
        ("c + 1 = 2", "text", "takes numbers"),
        ("c + 1 > 2", "double precision", "can overflow"),
        ("c < 1e400", "double precision", "does not fit"),
        ("c < 1e-400", "double precision", "does not fit"),
        ("c < 1e1001", "numeric", "more than 1000 digits"),
        ("c" + " * c" * 20 + " > 0", "numeric", "more digits than"),
        ("c = 'x'", "uuid", "uuid cannot be read"),
        ("c = '2026-02-30'", "date", "date does not exist"),
        ("c = '30.01.2026'", "date", "date cannot be read"),
        ("c = '2026-01-30T00:00:00'", "timestamptz", "timestamp cannot be read"),
        ("c = '0001-01-01T00:00:00+14:00'", "timestamptz", "timestamp does not exist"),
        ("c = c", "jsonb", "compares jsonb"),
        ("c = 'a\x00'", "text", "cannot store"),
        ("(" * 60 + "c" + ")" * 60, "boolean", "nested more than 50"),
        ("(" * 1500 + "c" + ")" * 1500, "boolean", "nested more than 50"),
        ("c" + " or c" * 1000, "boolean", "longer than 4000"),
    ],
)  # fmt: skip
def test_refused_by_name(check, column_type, words):
    with pytest.raises(ExpressionError, match=words) as refused:
        parse(check, "c", column_type)
    assert refused.value.hint


def test_a_long_chain_is_not_a_deep_one():
    expression = parse(" and ".join(f"c <> {number}" for number in range(300)), "c", "integer")
    assert holds(expression, 7) is False
    assert holds(expression, 300) is True
