# ruff: noqa: E501 - tables of values
"""Every type and wire form on a table of fragments: named ones with the value they must give, and all odd ones on both implementations."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from laws.server import cell_text
from laws.values import DAYS, FRACTIONS, GOOD, LONG, ODD, TIMES, ZONES, Raw
from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.codecs import Codec
from hofsm_migrate.lens.jsonb import ABSENT
from hofsm_migrate.spec.mapping import Column, Position
from hofsm_migrate.spec.types import WIRES

if TYPE_CHECKING:
    import psycopg

PAIRS = [(kind, wire) for kind, wires in WIRES.items() for wire in wires]


def moment(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # pyright: ignore[reportArgumentType]


def column(kind: str, *wires: str, **more: Any) -> Column:
    values = ("open", "it's") if kind == "enum" else ()
    return Column("c", (("c",),), kind, wires, Position(1, 1), values, **more)


KNOWN: list[tuple[str, str, str, Any, bool]] = [
    ("text", "native", '"a"', "a", True),
    ("text", "native", "1.50", "1.50", False),
    ("text", "native", "true", "true", False),
    ("text", "native", "null", None, False),
    ("text", "native", "{}", None, False),
    ("text", "native", '""', "", True),
    ("enum", "native", '"open"', "open", True),
    ("enum", "native", '"OPEN"', None, False),
    ("integer", "native", "7", 7, True),
    ("integer", "native", '"007"', 7, False),
    ("integer", "native", "7.0", 7, False),
    ("integer", "native", "7.5", None, False),
    ("integer", "native", "2147483648", None, False),
    ("integer", "native", "-2147483648", -2147483648, True),
    ("integer", "native", '" 7"', None, False),
    ("integer", "string", '"7"', 7, True),
    ("integer", "string", "7", 7, False),
    ("integer", "string", '"+7"', 7, False),
    ("bigint", "native", "9223372036854775807", 9223372036854775807, True),
    ("bigint", "native", "9223372036854775808", None, False),
    ("bigint", "string", '"9223372036854775807"', 9223372036854775807, True),
    ("bigint", "string", '"99999999999999999999"', None, False),
    ("numeric", "native", "1.10", Decimal("1.10"), True),
    ("numeric", "native", "1e400", Decimal("1e400"), True),
    ("numeric", "native", "-0.0", Decimal("0.0"), True),
    ("numeric", "string", '"1.50"', Decimal("1.50"), True),
    ("numeric", "string", '"1e3"', Decimal(1000), False),
    ("numeric", "string", '"NaN"', None, False),
    ("numeric", "string", '"12.5kg"', None, False),
    ("numeric", "string", '"1e999"', None, False),
    ("double precision", "native", "0.1", 0.1, True),
    ("double precision", "native", "0.10", 0.1, False),
    ("double precision", "native", "0.30000000000000004", 0.30000000000000004, True),
    ("double precision", "native", "1e400", None, False),
    ("double precision", "string", '"0.5"', 0.5, True),
    ("boolean", "native", "true", True, True),
    ("boolean", "native", '"true"', None, False),
    ("boolean", "true/false", '"false"', False, True),
    ("boolean", "true/false", '"TRUE"', True, False),
    ("boolean", "Y/N", '"Y"', True, True),
    ("boolean", "Y/N", '"n"', False, False),
    ("boolean", "0/1", "1", True, True),
    ("boolean", "0/1", "1.0", True, False),
    ("boolean", "0/1", '"0"', False, False),
    ("boolean", "0/1", "2", None, False),
    ("uuid", "native", '"123e4567-e89b-12d3-a456-426614174000"', uuid.UUID("123e4567-e89b-12d3-a456-426614174000"), True),
    ("uuid", "native", '"123E4567-E89B-12D3-A456-426614174000"', uuid.UUID("123e4567-e89b-12d3-a456-426614174000"), False),
    ("uuid", "native", '"{123e4567-e89b-12d3-a456-426614174000}"', None, False),
    ("date", "iso8601", '"2024-02-29"', dt.date(2024, 2, 29), True),
    ("date", "iso8601", '"2022-02-30"', None, False),
    ("date", "iso8601", '"0000-01-01"', None, False),
    ("date", "iso8601", '"9999-12-31"', dt.date(9999, 12, 31), True),
    ("date", "MM/DD/YYYY", '"01/31/2022"', dt.date(2022, 1, 31), True),
    ("date", "MM/DD/YYYY", '"1/2/2022"', dt.date(2022, 1, 2), False),
    ("timestamptz", "iso8601", '"2022-01-31T10:20:30+00:00"', moment(2022, 1, 31, 10, 20, 30), True),
    ("timestamptz", "iso8601", '"2022-01-31T10:20:30Z"', moment(2022, 1, 31, 10, 20, 30), False),
    ("timestamptz", "iso8601", '"2022-01-31T10:20:30"', None, False),
    ("timestamptz", "iso8601-z", '"2022-01-31T10:20:30Z"', moment(2022, 1, 31, 10, 20, 30), True),
    ("timestamptz", "iso8601-z", '"2022-01-31T10:20:60Z"', None, False),
    ("timestamptz", "iso8601-ms-z", '"2022-01-31T10:20:30.120Z"', moment(2022, 1, 31, 10, 20, 30, 120_000), True),
    ("timestamptz", "iso8601-ms-z", '"2022-01-31T10:20:30.12Z"', moment(2022, 1, 31, 10, 20, 30, 120_000), False),
    ("timestamptz", "iso8601-us-z", '"2022-01-31T10:20:30.123456Z"', moment(2022, 1, 31, 10, 20, 30, 123_456), True),
    ("timestamptz", "iso8601-naive", '"2022-01-31T10:20:30"', moment(2022, 1, 31, 10, 20, 30), True),
    ("timestamptz", "iso8601-naive", '"2022-01-31T10:20:30Z"', None, False),
    ("timestamptz", "iso8601", '"0001-01-01T00:00:00+14"', None, False),
    ("timestamptz", "epoch-s", "1700000000", moment(2023, 11, 14, 22, 13, 20), True),
    ("timestamptz", "epoch-s", '"1700000000"', moment(2023, 11, 14, 22, 13, 20), False),
    ("timestamptz", "epoch-ms", "1700000000123", moment(2023, 11, 14, 22, 13, 20, 123_000), True),
    ("timestamptz", "epoch-ms", "253402300800000", None, False),
    ("jsonb", "native", '{"a": 1.0}', '{"a": 1.0}', True),
    ("jsonb", "native", "null", "null", True),
    ("jsonb", "json-string", '"{\\"a\\": 1}"', '{"a": 1}', True),
    ("jsonb", "json-string", '"{\\"a\\":1}"', '{"a": 1}', False),
    ("jsonb", "json-string", '"{"', None, False),
    ("jsonb", "json-string", '"\\"\\\\u0000\\""', None, False),
]  # fmt: skip


def test_every_pair_of_type_and_wire_has_a_conforming_fragment() -> None:
    for pair in PAIRS:
        assert any(row[4] for row in KNOWN if row[:2] == pair), pair
        assert pair in GOOD


@pytest.mark.parametrize(
    ("kind", "wire", "fragment", "value", "conforms"), KNOWN, ids=[" ".join(row[:3]) for row in KNOWN]
)
def test_known_fragments(kind: str, wire: str, fragment: str, value: Any, conforms: bool) -> None:
    codec = Codec(column(kind, wire))
    found = codec.extract(jsonb.loads(fragment))
    assert (type(found), found) == (type(value), value)
    assert not isinstance(value, Decimal) or jsonb.number_text(found) == jsonb.number_text(value)
    assert codec.conforms(jsonb.loads(fragment)) is conforms


def fragments() -> list[str | None]:
    """Every fragment of the generators, and every combination of day, time, fraction and zone with both separators."""
    import json

    values = [*ODD, *LONG, *(value for good in GOOD.values() for value in good)]
    values += [
        f"{day}T{time}{part}{zone}" for day in DAYS for time in TIMES for part in FRACTIONS for zone in ZONES[:8]
    ]
    values += [f"2022-01-31 10:20:30{part}{zone}" for part in FRACTIONS for zone in ZONES]
    values += [f"{day}T23:30:00{zone}" for day in DAYS for zone in ZONES]
    texts = [
        value.text if isinstance(value, Raw) else json.dumps(value, ensure_ascii=False, default=_text)
        for value in values
    ]
    return [None, *dict.fromkeys(texts), *(row[2] for row in KNOWN)]


def _text(value: Raw) -> Any:
    return value.text


VARIANTS = [
    *(column(kind, wire) for kind, wire in PAIRS),
    *(column(kind, *reversed(wires)) for kind, wires in WIRES.items() if len(wires) > 1),
    *(column(kind, wires[0], missing="json_null") for kind, wires in WIRES.items()),
    *(column(kind, wires[-1], index=True) for kind, wires in WIRES.items()),
]


@pytest.mark.parametrize(
    "one", VARIANTS, ids=[f"{one.type} {'+'.join(one.wires)} {one.missing} {one.index}" for one in VARIANTS]
)
def test_both_implementations_read_judge_and_write_every_fragment_alike(conn: psycopg.Connection, one: Column) -> None:
    conn.execute("SET timezone = 'UTC'")
    texts, fragment, value = fragments(), sql.Identifier("fragment"), sql.Identifier("value")
    query = sql.SQL(
        "SELECT value::text, {conforms}, ({json})::jsonb::text FROM (SELECT number, fragment, {accepted} AS value FROM "
        "(SELECT number, fragment, {parsed} AS value FROM unnest(%s::jsonb[]) WITH ORDINALITY AS f (fragment, number) OFFSET 0) "
        "AS p OFFSET 0) AS a ORDER BY number"
    ).format(
        conforms=codecs.conforms(one, fragment, value),
        json=codecs.json(one, value),
        accepted=codecs.accept(one, value),
        parsed=codecs.parse(one, fragment),
    )
    rows = conn.execute(query, [texts]).fetchall()
    assert len(rows) == len(texts)
    for text, row in zip(texts, rows, strict=True):
        assert _server(one, row) == _interpreter(one, text), text


def _server(one: Column, row: tuple[Any, ...]) -> tuple[Any, ...]:
    value, conforms, composed = row
    return repr(float(value)) if value is not None and one.type == "double precision" else value, conforms, composed


def _interpreter(one: Column, text: str | None) -> tuple[Any, ...]:
    codec = Codec(one)
    fragment = ABSENT if text is None else jsonb.loads(text)
    value = codec.extract(fragment)
    composed = None if value is None else jsonb.dumps(codec.compose(value))
    conforms = fragment is not ABSENT and codec.conforms(fragment)
    return cell_text(value, one.type), conforms, composed
