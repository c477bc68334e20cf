"""Where only containers of an element have changed its own rows stay; what else has changed is found all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from concurrency import statements
from concurrency.guards import guarded
from concurrency.scene import LEGACY, Guard, V
from concurrency.statements import SET, compare, documents
from conftest import fresh_database

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

ROWS_ONLY = Guard(
    "containers have rows before and after", r'EXIT WHEN "rows only" IS NOT TRUE;', '"rows only" := true;'
)
NOTHING_ELSE = Guard(
    "nothing else has changed", r'IF "changed keys" <@ [^;]* THEN(?=\n)', 'IF "changed keys" IS NOT NULL THEN'
)

PARTS = f"{SET}jsonb_set({V}, '{{{{lines,0,parts}}}}', '{{}}') WHERE id = 1"
TWICE = PARTS.format('[{"id": "a", "n": "1"}, {"id": "a", "n": "2"}]')
GOOD = PARTS.format('[{"id": "a", "n": "1"}, {"id": "b", "n": "2"}]')
CONTAINERS = {
    "keys that repeat": f"{GOOD}; {TWICE}",
    "keys that no longer repeat": f"{TWICE}; {GOOD}",
    "items that are gone": f"{GOOD}; {PARTS.format('[]')}",
}
OTHERS = {
    "items where there were none": f"{PARTS.format('null')}; {GOOD}",
    "a container of another kind": f"{GOOD}; {PARTS.format('7')}",
    "a container of the root": f"{SET}jsonb_set({V}, '{{lines}}', '\"none\"') WHERE id = 1",
    "a container of the root that is gone": f"{SET}{V} - 'lines' WHERE id = 1",
}
BESIDE = {
    "a column of the root beside a container": f"jsonb_set({V}, '{{title}}', '\"new\"')",
    "an unmapped key of the root beside a container": f"jsonb_set({V}, '{{odd}}', '1.0')",
    "a column of the element beside a container": f"jsonb_set({V}, '{{lines,0,words}}', '\"new\"')",
    "a key of the element that is gone": f"{V} #- '{{lines,0,words}}'",
}


@pytest.fixture(scope="module", params=["server18", "second_server"])
def empty(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    with fresh_database(request.getfixturevalue(request.param)) as dsn, connect(dsn) as conn:
        statements.prepare(conn, LEGACY, None, "jsonb")
        yield conn


@guarded(ROWS_ONLY)
@pytest.mark.parametrize("write", CONTAINERS.values(), ids=CONTAINERS)
def test_a_container_without_rows_is_seen_in_the_rows_of_its_element(
    empty: psycopg.Connection, write: str, without: Guard | None
) -> None:
    with documents(empty, without=without) as conn:
        conn.execute(write.encode())
        compare(conn, without)


@pytest.mark.parametrize("write", OTHERS.values(), ids=OTHERS)
def test_rows_follow_a_container_that_becomes_another(empty: psycopg.Connection, write: str) -> None:
    with documents(empty) as conn:
        conn.execute(write.encode())
        compare(conn)


@guarded(NOTHING_ELSE)
@pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE)
def test_what_has_changed_beside_a_container_is_seen(
    empty: psycopg.Connection, beside: str, without: Guard | None
) -> None:
    with documents(empty, without=without) as conn:
        conn.execute(GOOD.encode())
        conn.execute(f"{SET}jsonb_set({beside}, '{{lines,0,parts,1,n}}', '\"3\"') WHERE id = 1".encode())
        compare(conn, without)
