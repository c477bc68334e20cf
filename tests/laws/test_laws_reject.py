"""Law L4 for `on_mismatch: reject`: the server refuses a version of a document where the interpreter does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest
from conftest import TEMPLATE, fresh_database
from hypothesis import HealthCheck, Phase, given, settings
from laws import server as harness
from laws.mirrored import open_tables
from laws.strategies import bulk_case, seeds
from psycopg import sql

from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db.connect import connect
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.mismatch import new_mismatches

if TYPE_CHECKING:
    from collections.abc import Iterator

BULK = settings(derandomize=True, database=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))


@pytest.fixture(scope="module", params=["server18", "second_server"])
def server_conn(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    with fresh_database(request.getfixturevalue(request.param), TEMPLATE) as dsn, connect(dsn) as conn:
        yield conn


def prove(conn: psycopg.Connection, seed: int) -> None:
    """Every document of a case as the next version of the one before it."""
    text, case = bulk_case(seed, 12)
    case = replace(case, mapping=replace(case.mapping, on_mismatch="reject"))
    with harness.expanded(conn, case):
        open_tables(conn, replace(case, texts=()))
        call = sql.SQL("SELECT {}(%s::jsonb, %s::jsonb, 'key')").format(qualified(Names(case.tree).reject))
        for was, now in zip((None, *case.texts), case.texts, strict=False):
            sides = [jsonb.ABSENT if side is None else harness.read(side) for side in (was, now)]
            expected = new_mismatches(case.tree, *sides)
            try:
                with conn.transaction():
                    conn.execute(call, [was, now])
                refused = None
            except psycopg.errors.CheckViolation as error:
                refused = error
            assert (refused is None) == (expected == []), f"{expected}\n{refused}\n{was}\n{now}\nseed {seed}\n{text}"


@settings(BULK, max_examples=6)
@given(seed=seeds())
def test_the_server_refuses_what_the_interpreter_finds(server_conn: psycopg.Connection, seed: int) -> None:
    prove(server_conn, seed)


@pytest.mark.slow
@settings(BULK, max_examples=300)
@given(seed=seeds())
def test_many_more(server_conn: psycopg.Connection, seed: int) -> None:
    prove(server_conn, seed)
