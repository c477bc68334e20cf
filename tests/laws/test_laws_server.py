"""Laws L1 and L4 on real servers: random specs, each with many random documents, and controls that show that a difference is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from conftest import TEMPLATE, fresh_database
from hypothesis import HealthCheck, Phase, given, settings
from laws import server as harness
from laws.strategies import bulk_case, seeds

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server

DOCUMENTS = 150
BULK = settings(derandomize=True, database=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate))


@pytest.fixture(scope="module")
def server18_conn(server18: Server) -> Iterator[psycopg.Connection]:
    with fresh_database(server18, TEMPLATE) as dsn, connect(dsn) as conn:
        yield conn


@pytest.fixture(scope="module")
def second_conn(second_server: Server) -> Iterator[psycopg.Connection]:
    with fresh_database(second_server, TEMPLATE) as dsn, connect(dsn) as conn:
        yield conn


def prove(conn: psycopg.Connection, seed: int, documents: int) -> None:
    text, case = bulk_case(seed, documents)
    harness.prove(conn, case, f"seed {seed}\n{text}")


@settings(BULK, max_examples=120)
@given(seed=seeds())
def test_random_specs_with_many_documents_each_on_18(server18_conn: psycopg.Connection, seed: int) -> None:
    prove(server18_conn, seed, DOCUMENTS)


@settings(BULK, max_examples=40)
@given(seed=seeds())
def test_random_specs_with_many_documents_each_on_the_second_version(second_conn: psycopg.Connection, seed: int) -> None:
    prove(second_conn, seed, DOCUMENTS)


@pytest.mark.slow
@settings(BULK, max_examples=1_500)
@given(seed=seeds())
def test_ten_times_as_many_random_specs_on_18(server18_conn: psycopg.Connection, seed: int) -> None:
    prove(server18_conn, seed, DOCUMENTS)


@pytest.mark.slow
@settings(BULK, max_examples=500)
@given(seed=seeds())
def test_ten_times_as_many_random_specs_on_the_second_version(second_conn: psycopg.Connection, seed: int) -> None:
    prove(second_conn, seed, DOCUMENTS)
