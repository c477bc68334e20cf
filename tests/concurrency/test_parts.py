"""A change of one part of an element, whose row is written without a look at the others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from concurrency import statements
from concurrency.guards import guarded
from concurrency.scene import LEGACY, Guard, document
from concurrency.statements import SET, compare, documents
from conftest import fresh_database

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

WHAT_IS_KEPT = Guard(
    "what the residual keeps of the part is looked at",
    r"\n *AND record_image_eq\(ROW\(\"stored\"\.\"residual\" -> 'input'\), ROW\(\"now\"\.\"residual\" -> 'input'\)\)",
)
A_ROW_BEFORE = Guard("a part without a row before gets one", r"IF FOUND THEN(?=\s+RETURN;)", "IF true THEN")
INPUTS = ('{"by": 7}', '{"by": "7"}', '{"by": 7.0}', '{"by": 8, "at": 1}', '{"at": 1}', "{}", "[]", "null", '"x"', None)
"""What the part may be; None: the element does not have it."""

SEVEN, SPELLED, NINE = '{"by": 7}', '{"by": "7"}', '{"by": 9}'


@pytest.fixture(scope="module", params=["server18", "second_server"])
def empty(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    with fresh_database(request.getfixturevalue(request.param)) as dsn, connect(dsn) as conn:
        statements.prepare(conn, LEGACY, None, "jsonb")
        yield conn


def with_input(value: str | None, **more: object) -> str:
    """A document whose second line has this input."""
    found = json.loads(document(2))
    found["lines"][1] |= more
    found["lines"][1].pop("input", None)
    if value is not None:
        found["lines"][1]["input"] = json.loads(value)
    return json.dumps(found)


@pytest.mark.parametrize("before", INPUTS)
def test_rows_follow_a_part_whatever_it_was_and_becomes(empty: psycopg.Connection, before: str | None) -> None:
    with documents(empty) as conn:
        for after in INPUTS:
            for value in (before, after):
                conn.execute(f"{SET}'{with_input(value)}' WHERE id = 2".encode())
            compare(conn)


@pytest.mark.parametrize("kept", ["{}", '{"more": 1}', '{"words": ["odd"]}'])
def test_what_is_kept_beside_the_part_stays(empty: psycopg.Connection, kept: str) -> None:
    with documents(empty) as conn:
        for value in INPUTS:
            conn.execute(f"{SET}'{with_input(value, **json.loads(kept))}' WHERE id = 2".encode())
        compare(conn)


@guarded(WHAT_IS_KEPT)
def test_a_part_that_is_kept_in_another_spelling(empty: psycopg.Connection, without: Guard | None) -> None:
    with documents(empty, without=without, claimed=6) as conn:
        conn.execute(f"{SET}'{with_input(SEVEN)}' WHERE id = 2".encode())
        conn.execute(f"{SET}'{with_input(SPELLED)}' WHERE id = 2".encode())
        compare(conn, without, backfill=False)


@guarded(A_ROW_BEFORE)
def test_a_part_that_comes(empty: psycopg.Connection, without: Guard | None) -> None:
    with documents(empty, without=without, claimed=6) as conn:
        conn.execute(f"{SET}'{with_input(None)}' WHERE id = 2".encode())
        conn.execute(f"{SET}'{with_input(SEVEN)}' WHERE id = 2".encode())
        compare(conn, without, backfill=False)


def test_nothing_else_of_the_element_is_written(empty: psycopg.Connection) -> None:
    rows = 'SELECT tableoid::regclass, xmin, ctid FROM "Notebook"."line" ORDER BY id, line_ordinal'
    with documents(empty, claimed=6) as conn:
        conn.execute(f"{SET}'{with_input(SEVEN)}' WHERE id = 2".encode())
        before = conn.execute(rows.encode()).fetchall()
        conn.execute(f"{SET}'{with_input(NINE)}' WHERE id = 2".encode())
        assert conn.execute(rows.encode()).fetchall() == before
        found = conn.execute('SELECT "by" FROM "Notebook"."line_input" WHERE id = 2 AND line_ordinal = 2').fetchone()
        assert found == (9,)
        compare(conn, backfill=False)
