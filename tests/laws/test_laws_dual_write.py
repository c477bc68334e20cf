"""Law L3 on real servers: after every kind of legacy write the new tables are what the document decomposes to."""

from __future__ import annotations

import copy
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from conftest import TEMPLATE, fresh_database
from hypothesis import HealthCheck, Phase, given, settings
from laws import server as harness
from laws.server import Case
from laws.strategies import bulk_case, seeds
from psycopg import sql

from hofsm_migrate.compile.dual_write import dual_write_operations
from hofsm_migrate.db.connect import connect
from hofsm_migrate.lens import jsonb
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from conftest import Server

FEW = settings(
    derandomize=True, database=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
DOCUMENTS = 40


@pytest.fixture(scope="module", params=["server18", "second_server"])
def module_conn(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    server: Server = request.getfixturevalue(request.param)
    with fresh_database(server, TEMPLATE) as dsn, connect(dsn) as conn:
        yield conn


def mirrored(rng: Random, value: Any, other: Any) -> Any:
    """A document a little different from `value`: parts dropped, moved, doubled, or taken from `other`."""
    if isinstance(value, dict) and value:
        key = rng.choice(list(value))
        way = rng.random()
        if way < 0.15:
            del value[key]
        elif way < 0.25:
            value[rng.choice(["new", "id", key + "x"])] = copy.deepcopy(value[key])
        elif way < 0.35 and isinstance(other, dict) and other:
            key = rng.choice(list(other))
            value[key] = copy.deepcopy(other[key])
        else:
            value[key] = mirrored(rng, value[key], other.get(key) if isinstance(other, dict) else other)
        return value
    if isinstance(value, list) and value:
        place = rng.randrange(len(value))
        way = rng.random()
        if way < 0.2:
            del value[place]
        elif way < 0.3:
            value.insert(rng.randrange(len(value) + 1), copy.deepcopy(value[place]))
        elif way < 0.45:
            value.append(value.pop(place))
        else:
            value[place] = mirrored(rng, value[place], other)
        return value
    return copy.deepcopy(other) if rng.random() < 0.6 else rng.choice([None, 0, "x", "", {}, [], True, "7"])


def changed(rng: Random, case: Case, number: int) -> str | None:
    """The text of a new version of a document: edited a few times, replaced by another, or SQL NULL."""
    way = rng.random()
    if way < 0.03:
        return None
    other = harness.read(rng.choice(case.texts))
    if way < 0.1:
        return None if other is jsonb.ABSENT else jsonb.dumps(other)
    value = harness.read(case.texts[number])
    if value is jsonb.ABSENT:
        return "{}"
    for _ in range(rng.randint(1, 3)):
        value = mirrored(rng, value, None if other is jsonb.ABSENT else other)
    return jsonb.dumps(value)


def install(conn: psycopg.Connection, case: Case) -> None:
    for step in dual_write_operations(case.tree):
        conn.execute(text(step.up).encode())


def remove(conn: psycopg.Connection, case: Case) -> None:
    for step in reversed(dual_write_operations(case.tree)):
        conn.execute(text(step.down).encode())


class Legacy:
    """The legacy table of a case, written to as an application does."""

    def __init__(self, conn: psycopg.Connection, case: Case) -> None:
        self.conn, self.case = conn, case
        source = case.mapping.source
        self.table = sql.Identifier(source.schema, source.table)
        self.payload = sql.Identifier(source.payload)
        self.types = [sql.SQL("%s::{}").format(sql.SQL(type_)) for _, type_ in case.keys]
        tests = [
            sql.SQL("{} = {}").format(sql.Identifier(name), value)
            for name, value in zip(source.key, self.types, strict=True)
        ]
        self.same = sql.SQL(" AND ").join(tests)
        self.value = sql.SQL("%s::{}").format(sql.SQL(source.payload_type))

    def update(self, number: int, text_: str | None) -> None:
        query = sql.SQL("UPDATE {} SET {} = {} WHERE {}").format(self.table, self.payload, self.value, self.same)
        self.conn.execute(query, [text_, *self.case.key(number)])

    def delete(self, number: int) -> None:
        self.conn.execute(sql.SQL("DELETE FROM {} WHERE {}").format(self.table, self.same), self.case.key(number))

    def insert(self, number: int, text_: str | None) -> None:
        columns = [*self.case.mapping.source.key, self.case.mapping.source.payload]
        query = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            self.table,
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.SQL(", ").join([*self.types, self.value]),
        )
        self.conn.execute(query, [*self.case.key(number), text_])


def prove(conn: psycopg.Connection, seed: int) -> None:
    text_, case = bulk_case(seed, DOCUMENTS)
    rng = Random(seed)
    with harness.expanded(conn, case):
        install(conn, case)
        claimed = rng.random() < 0.8
        if claimed:
            harness.backfill(conn, case)
        legacy, texts = Legacy(conn, case), list(case.texts)
        for number in range(len(texts)):
            for _ in range(rng.randint(0, 2)):
                texts[number] = changed(rng, Case(case.mapping, tuple(texts), case.keys), number)
                legacy.update(number, texts[number])
            if rng.random() < 0.1:
                legacy.delete(number)
                legacy.insert(number, texts[number])
        if not claimed:
            harness.backfill(conn, case)
        compare(conn, Case(case.mapping, tuple(texts), case.keys), f"seed {seed}\n{text_}")
        remove(conn, case)


def compare(conn: psycopg.Connection, case: Case, where: str) -> None:
    """Rows, residuals and documents as the interpreter has them."""
    found = harness.differences(conn, case)
    assert not found, "\n".join([f"{len(found)} differences", *found[:5], where])
    assert harness.verify(conn, case) == [], where


@settings(FEW, max_examples=25)
@given(seed=seeds())
def test_rows_follow_every_legacy_write(module_conn: psycopg.Connection, seed: int) -> None:
    prove(module_conn, seed)


@pytest.mark.slow
@settings(FEW, max_examples=1_000)
@given(seed=seeds())
def test_rows_follow_every_legacy_write_of_many_specs(module_conn: psycopg.Connection, seed: int) -> None:
    prove(module_conn, seed)
