"""The server is shut down, or a session ended, before an exchange of a payload sweep; the same command goes on.

Then: every payload is in step or moved, as many are moved or made anew as are recorded, the application reads what it
read before, and writes; what is left, and nothing else, is done by the next run. `concurrency.dying` says who dies.
"""

from __future__ import annotations

from itertools import cycle, zip_longest
from typing import TYPE_CHECKING, Any

import pytest
from concurrency.dying import Place, few, kill_at, own_place
from concurrency.scene import T, V
from concurrency.stopping import connect_stopping
from cutover.orders import chunks_of, one

from hofsm_migrate.db.payload import payload_state
from hofsm_migrate.phases import payload
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg
    from concurrency.dying import Command

BASE = 'public."Legacy Notes_base"'
MOVED = f"SELECT count(*) FROM {BASE} WHERE hofsm.is_moved({V})"
ALL = f"SELECT count(*) FROM {BASE} WHERE {V} IS NOT NULL"
DIRECTIONS = ("drop", "restore")
STATES = {"drop": {None, "emptying", "moved"}, "restore": {"moved", "restoring", "restored", None}}
CHUNK = "SELECT documents, refused, proven FROM"


@pytest.fixture(autouse=True)
def even_chunks() -> Iterator[None]:
    """Three of them, so that every run says the same."""
    with chunks_of(40):
        yield


@pytest.fixture
def place(conn18: psycopg.Connection[Any], database18: str, tmp_path: Path) -> Place:
    return Place(database18, conn18, few(conn18, tmp_path))


def sweep(place: Place, direction: str) -> Command:
    return lambda conn: getattr(payload, direction)(conn, place.reviewed)


def exchanges(place: Place) -> list[list[str]]:
    """What each direction says where nobody dies."""
    said = []
    for direction in DIRECTIONS:
        with connect_stopping(place.dsn) as conn:
            sweep(place, direction)(conn)
            said.append(list(conn.said))
    return said


def documents(place: Place) -> list[tuple[Any, ...]]:
    return place.conn.execute(f"SELECT id, {V}::text FROM {T} ORDER BY id".encode()).fetchall()


def died(place: Place, kind: str, direction: str, at: int) -> None:
    before, words = documents(place), f"{kind}, {direction}, at {at}"
    kill_at(place, kind, at)(sweep(place, direction))
    found = payload_state(place.conn, "notes")
    assert (found.state if found else None) in STATES[direction], words
    away = one(place.conn, MOVED)
    if found and found.state in {"emptying", "restoring"}:
        assert found.changed == (away if direction == "drop" else one(place.conn, ALL) - away), words
    assert documents(place) == before, words
    assert verify(place.conn, place.reviewed.plan).parity, words
    place.write(at)
    before, away = documents(place), one(place.conn, MOVED)
    result: payload.PayloadResult = getattr(payload, direction)(place.conn, place.reviewed)
    left = one(place.conn, ALL) - away if direction == "drop" else away
    assert result.changed == left, words
    assert one(place.conn, MOVED) == (one(place.conn, ALL) if direction == "drop" else 0), words
    now = payload_state(place.conn, "notes")
    assert (now.state if now else None) == ("moved" if direction == "drop" else None), words
    assert documents(place) == before, words
    assert verify(place.conn, place.reviewed.plan).parity, words


def there_and_back(place: Place, kinds: Iterator[str], steps: list[list[int]]) -> int:
    """In one direction and the other by turns; without a death where one of them has no more steps."""
    number = 0
    for at in zip_longest(*steps):
        for direction, step in zip(DIRECTIONS, at, strict=True):
            if step is None:
                sweep(place, direction)(place.conn)
            else:
                number += 1
                died(place, next(kinds), direction, step)
    return number


def second_chunk(said: list[str]) -> list[int]:
    """Before it is written, before that is committed, and behind it."""
    write = [at for at, words in enumerate(said) if words.startswith(CHUNK)][1]
    end = said.index("COMMIT", write)
    return [write, end, end + 1]


def test_the_server_is_shut_down_in_a_sweep(tmp_path: Path) -> None:
    with own_place(tmp_path) as place:
        place.reach("cutover")
        steps = [second_chunk(said) for said in exchanges(place)]
        assert there_and_back(place, cycle(["server"]), steps) == 6


@pytest.mark.slow
def test_the_server_is_shut_down_at_every_step(tmp_path: Path) -> None:
    with own_place(tmp_path) as place:
        place.reach("cutover")
        at_every_step(place, "server")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["client", "session"])
def test_killed_at_every_step(place: Place, kind: str) -> None:
    place.reach("cutover")
    at_every_step(place, kind)


def at_every_step(place: Place, kind: str) -> None:
    said = exchanges(place)
    number = there_and_back(place, cycle([kind]), [list(range(len(one))) for one in said])
    assert number == sum(map(len, said))
    print(f"payload sweeps, {kind}: at each of {len(said[0])} and {len(said[1])} exchanges")
