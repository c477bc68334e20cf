"""What the application and new code write does the same wherever the payloads are: in step, gone, or on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from cutover.orders import (
    BASE,
    MOVED,
    OUT_OF_STEP,
    STATEMENTS,
    T,
    V,
    chunks_of,
    cut_over,
    mirrored,
    mirrored_database,
    one,
    prepare,
    rows,
    without_payload,
)

from hofsm_migrate.phases import payload
from hofsm_migrate.phases.sweep import How

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

CHUNK = How(max_chunks=1)
"""The first three documents of nine: see `few`."""


def half_emptied(conn: Connection, reviewed: Reviewed) -> None:
    without_payload(conn, reviewed, CHUNK)


def half_restored(conn: Connection, reviewed: Reviewed) -> None:
    without_payload(conn, reviewed)
    payload.restore(conn, reviewed, how=CHUNK)


STATES: dict[str, tuple[Callable[..., Any], int]] = {
    "payloads kept": (cut_over, 0),
    "half of them emptied": (half_emptied, 3),
    "payloads gone": (without_payload, 9),
    "half of them restored": (half_restored, 6),
}
"""How a mapping comes there from `mirrored`, and how many payloads are gone then."""
KEPT = {"payloads kept", "half of them restored"}
"""The states in which writers keep payloads."""
DOCUMENTS = f'SELECT "Company", id, status, {V}::text, label FROM {T} ORDER BY 1, 2'
SEQUENCE = f"SELECT setval(pg_get_serial_sequence(coalesce(to_regclass('{BASE}'), '{T}')::text, 'id'), 1000)"


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    with mirrored_database(server) as dsn:
        yield dsn


@pytest.fixture
def few() -> Iterator[None]:
    """Chunks of three documents."""
    with chunks_of(3):
        yield


def done(conn: Connection, statement: str) -> tuple[int, list[tuple[Any, ...]]]:
    """How many rows a statement says it wrote, and the documents after it; then it is undone."""
    with conn.transaction(force_rollback=True):
        conn.execute(SEQUENCE.encode())
        count = conn.execute(statement.encode()).rowcount
        if one(conn, f"SELECT to_regclass('{BASE}') IS NOT NULL"):
            assert one(conn, OUT_OF_STEP) == 0, statement
        return count, rows(conn, DOCUMENTS)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("where", STATES)
def test_statements_do_what_they_do_on_the_table(conn: Connection, tmp_path: Path, where: str) -> None:
    """Each once in `mirrored` and once through the view: the same rows and the same count."""
    reviewed = prepare(conn, tmp_path)
    mirrored(conn, reviewed)
    expected = {words: done(conn, statement) for words, statement in STATEMENTS.items()}
    come, moved = STATES[where]
    come(conn, reviewed)
    assert one(conn, MOVED) == moved
    assert one(conn, OUT_OF_STEP) == 0
    assert {words: done(conn, statement) for words, statement in STATEMENTS.items()} == expected
    _null_is_refused(conn)
    _payloads_are_as_writers_keep_them(conn, kept=where in KEPT)


def _null_is_refused(conn: Connection) -> None:
    for statement in (f'INSERT INTO {T} ("Company", id) VALUES (1, 70)', f"UPDATE {T} SET {V} = NULL WHERE id = 1"):
        with pytest.raises(psycopg.errors.NotNullViolation):
            conn.execute(statement.encode())
    assert one(conn, OUT_OF_STEP) == 0


def _payloads_are_as_writers_keep_them(conn: Connection, *, kept: bool) -> None:
    for statement in (
        f'UPDATE {T} SET {V} = {V} || \'{{"state": "by the view"}}\' WHERE id IN (1, 6)',
        "UPDATE shop.order_line SET quantity = 50 WHERE id IN (2, 5) AND order_line_sku = 'a'",
        f'INSERT INTO {T} ("Company", id, {V}) VALUES (1, 50, \'{{"number": 50}}\')',
        'INSERT INTO shop.order_head ("Company", id, number) VALUES (1, 51, 51)',
        f"UPDATE {T} SET id = 60 WHERE id = 4",
    ):
        conn.execute(statement.encode())
    written = f"SELECT count(*) FROM {BASE} WHERE id IN (1, 2, 5, 6, 50, 51, 60) AND hofsm.is_moved({V})"
    assert one(conn, written) == (0 if kept else 7)
    assert one(conn, OUT_OF_STEP) == 0
    assert one(conn, f"SELECT {V} -> 'lines' -> 0 ->> 'qty' FROM {T} WHERE id = 5") == "50"
