"""TRUNCATE of the legacy table or of one partition, beside writers, chunks and snapshots that are older."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from concurrency import scene
from concurrency.guards import OLD_SNAPSHOT, guarded
from concurrency.scene import T, V, chunk, differences
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE, Stage
from conftest import fresh_database

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from concurrency.scene import Guard

pytest_plugins = ("concurrency.fixtures",)

INSERT = f"INSERT INTO {T} (id, {V}) VALUES (%s, %s)"
LOW = 'TRUNCATE public."Low Notes"'


@pytest.fixture(scope="module", params=["server18", "second_server"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    """DSN of a database with the partitioned legacy table, for all tests of this module."""
    with fresh_database(request.getfixturevalue(request.param)) as dsn, connect(dsn) as conn:
        conn.execute(scene.PARTITIONED.encode())
        scene.expand(conn, schema=scene.TWIN)
        yield dsn


@pytest.mark.parametrize("truncate", [LOW, f"TRUNCATE {T}"], ids=["one partition", "the table"])
def test_truncate_waits_for_a_chunk(documents: psycopg.Connection, on: Stage, truncate: str) -> None:
    scene.install(documents)
    filler, writer = on.session(), on.session()
    filler.begin()
    filler.run(chunk())
    step = writer.start(truncate).waits_for(filler)
    filler.commit()
    step.done()
    assert differences(documents) == []


def test_a_chunk_waits_for_truncate_and_finds_nothing(documents: psycopg.Connection, on: Stage) -> None:
    scene.install(documents)
    filler, writer = on.session(), on.session()
    writer.begin()
    writer.run(LOW)
    step = filler.start(chunk()).waits_for(writer)
    writer.commit()
    assert step.done() == [(0,)]
    assert differences(documents) == []


def test_a_document_that_arrives_in_another_partition_is_waited_for_and_stays(
    documents: psycopg.Connection, on: Stage
) -> None:
    """Or the table would look empty, and the rows of the document would go with all others."""
    scene.install(documents)
    arriving, writer = on.session(), on.session()
    arriving.run(chunk())
    arriving.begin()
    arriving.run(INSERT, [500, scene.document(500)])
    step = writer.start(LOW).waits_for(arriving)
    arriving.commit()
    step.done()
    assert differences(documents) == []


@pytest.mark.parametrize("isolation", [REPEATABLE_READ, SERIALIZABLE])
@guarded(OLD_SNAPSHOT)
def test_one_partition_is_not_emptied_by_a_transaction_that_may_not_see_all_rows(
    documents: psycopg.Connection, on: Stage, isolation: str, without: Guard | None
) -> None:
    scene.install(documents, without=without)
    other, writer = on.session(), on.session()
    other.run(INSERT, [500, scene.document(500)])
    writer.begin(isolation)
    other.run(chunk())
    step = writer.start(LOW)
    if without:
        step.done()
    else:
        assert "READ COMMITTED" in str(step.fails("0A000"))
    writer.commit()
    assert bool(differences(documents)) == bool(without)


@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE])
def test_the_whole_table_is_emptied_whatever_a_snapshot_shows(
    documents: psycopg.Connection, on: Stage, isolation: str
) -> None:
    scene.install(documents)
    other, writer = on.session(), on.session()
    writer.begin(isolation)
    other.run(chunk())
    other.run(INSERT, [500, scene.document(500)])
    writer.run(f"TRUNCATE {T}")
    writer.run(INSERT, [7, scene.document(7)])
    writer.commit()
    assert differences(documents) == []
    assert other.run('SELECT id FROM "Notebook"."Note"') == [(7,)]
