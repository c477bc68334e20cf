"""Which writes are not mirrored: those of the new side, by a setting that ends with the transaction."""

from __future__ import annotations

import psycopg
import pytest
from concurrency import scene
from concurrency.scene import LEGACY, T, V, differences

RETITLE = f"UPDATE {T} SET {V} = jsonb_set({V}, '{{title}}', '\"written\"') WHERE id = %s"


@pytest.fixture
def documents(conn: psycopg.Connection) -> psycopg.Connection:
    conn.execute(LEGACY.encode())
    scene.fill(conn)
    scene.expand(conn, schema=scene.TWIN)
    return conn


def test_a_session_that_never_heard_of_the_setting_is_followed(documents: psycopg.Connection, database: str) -> None:
    scene.install(documents)
    documents.execute(scene.chunk().encode())
    with psycopg.connect(database, autocommit=True) as fresh:
        assert fresh.execute("SELECT current_setting('hofsm.origin', true)").fetchone() == (None,)
        fresh.execute(RETITLE.encode(), [2])
    assert differences(documents) == []


def test_a_session_is_followed_again_after_a_transaction_that_was_the_new_sides(
    documents: psycopg.Connection, database: str
) -> None:
    scene.install(documents)
    documents.execute(scene.chunk().encode())
    with psycopg.connect(database, autocommit=True) as session:
        for end in ("COMMIT", "ROLLBACK"):
            session.execute("BEGIN; SELECT set_config('hofsm.origin', 'new (2)', true)")
            session.execute(RETITLE.encode(), [3])  # another document than the one that the new side writes
            session.execute(end.encode())
            assert session.execute("SELECT current_setting('hofsm.origin', true)").fetchone() == ("",)
            session.execute(RETITLE.encode(), [2])
            assert differences(documents) == []


def test_what_the_new_side_writes_is_not_mirrored_and_ends_with_its_savepoint(documents: psycopg.Connection) -> None:
    scene.install(documents)
    documents.execute(scene.chunk().encode())
    with documents.transaction(force_rollback=True):
        with documents.transaction(force_rollback=True):
            documents.execute("SELECT set_config('hofsm.origin', 'new (2)', true)")
            documents.execute(RETITLE.encode(), [2])
            assert differences(documents)
        documents.execute(RETITLE.encode(), [2])
        assert differences(documents) == []


def test_the_setting_is_as_before_when_the_triggers_are_done(documents: psycopg.Connection) -> None:
    scene.install(documents)
    with documents.transaction():
        documents.execute("SELECT set_config('hofsm.origin', 'mine', true)")
        documents.execute(RETITLE.encode(), [2])
        assert documents.execute("SELECT current_setting('hofsm.origin')").fetchone() == ("mine",)
