"""The operator dies at every step of every change of phase, and in mid-backfill; the same command goes on from there.

Then: the phase is the one before or the one after, the application writes, the command is run again, parity is exact,
and nothing was done twice. `dying` says what a step is. The quick versions take the steps around each transaction.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from concurrency import scene
from concurrency.dying import SINGLE, WAYS, Place, few, kill_at, own_place
from concurrency.scene import T, V, differences
from concurrency.stopping import DIES_AT_DDL, connect_stopping, gone

from hofsm_migrate.db import control
from hofsm_migrate.phases import backfill
from hofsm_migrate.phases.pace import START, Pace

if TYPE_CHECKING:
    from pathlib import Path

    from concurrency.dying import Command

    from hofsm_migrate.phases import files


@pytest.fixture
def place(conn18: psycopg.Connection[Any], database18: str, tmp_path: Path) -> Place:
    return Place(database18, conn18, few(conn18, tmp_path))


def some(said: list[str]) -> list[int]:
    """In a quick run: before the script of each step, before its record, its COMMIT, and what comes after that."""
    last = max(place for place, words in enumerate(said) if words == "COMMIT")
    scripts = [place for place, words in enumerate(said) if words.startswith("-- notes: ")]
    return sorted({*scripts, scripts[-1] + 1, last} & set(range(len(said))))


def test_killed_at_the_steps_that_matter(place: Place) -> None:
    kinds = cycle(["client", "session"])
    for way in SINGLE:
        said = place.exchanges(way)
        for at in some(said):
            place.killed(way, kill_at(place, next(kinds), at), at)
        print(f"{way}: killed at {len(some(said))} of {len(said)} steps")


def test_the_server_is_shut_down_before_a_commit(tmp_path: Path) -> None:
    with own_place(tmp_path) as place:
        for way in ("mirror", "cutover", "back to mirrored"):
            at = max(place for place, words in enumerate(place.exchanges(way)) if words == "COMMIT")
            place.killed(way, kill_at(place, "server", at), at)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_the_server_is_shut_down_at_every_step(tmp_path: Path, way: str) -> None:
    with own_place(tmp_path) as place:
        said = place.exchanges(way)
        for at in range(len(said)):
            place.killed(way, kill_at(place, "server", at), at)
        print(f"{way}: server shut down at each of {len(said)} steps")


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["client", "session"])
def test_killed_at_every_step(place: Place, kind: str, way: str) -> None:
    said = place.exchanges(way)
    for at in range(len(said)):
        place.killed(way, kill_at(place, kind, at), at)
    print(f"{way}: {kind} killed at each of {len(said)} steps")


@pytest.mark.slow
@pytest.mark.parametrize("way", SINGLE)
def test_a_session_ends_at_every_ddl_statement_of_a_script(place: Place, way: str) -> None:
    place.conn.execute(DIES_AT_DDL.encode())
    number, ended = 0, False
    while not ended:
        number += 1
        ended = False

        def kill(command: Command, number: int = number) -> None:
            nonlocal ended
            place.conn.execute("SELECT setval('public.ddl', 1, false)")
            with connect_stopping(place.dsn, ddl=number) as victim:
                try:
                    command(victim)
                    ended = True
                except psycopg.OperationalError:
                    gone(place.conn)

        place.killed(way, kill, number)
    print(f"{way}: ended at each of {number - 1} DDL statements")


# -- in mid-backfill ---------------------------------------------------------------------------------------------------


CHUNK = "SELECT documents, rows FROM"
"""How the statement begins that fills the new tables for one chunk."""
MORE = 300


@pytest.fixture
def even(monkeypatch: pytest.MonkeyPatch) -> None:
    """All chunks behind the first have one size, whatever time they take: every run says what the one before said."""
    monkeypatch.setattr(Pace, "after", lambda pace, _documents, _seconds: replace(pace, documents=2 * START))


def whole(conn: psycopg.Connection[Any], reviewed: files.Reviewed) -> None:
    assert backfill.backfill(conn, reviewed.plan, chunk_ms=10).ended == "complete"


def more(place: Place) -> list[str]:
    """Documents for a few chunks more; what a backfill of them says."""
    with place.conn.cursor() as cursor:
        rows = [(number, scene.document(number)) for number in range(1_000, 1_000 + MORE)]
        cursor.executemany(f"INSERT INTO {T} (id, {V}) VALUES (%s, %s)".encode(), rows)
    place.reach("expanded")
    place.command("dual-write")(place.conn)
    with connect_stopping(place.dsn) as conn:
        whole(conn, place.reviewed)
        return list(conn.said)


def killed_backfill(place: Place, kind: str, at: int) -> None:
    """All chunks but the one in hand stay, and the next run begins behind them."""
    place.reach("expanded")
    place.command("dual-write")(place.conn)
    said = kill_at(place, kind, at)(lambda conn: whole(conn, place.reviewed))
    committed = list(control.chunks(place.conn, "notes"))
    if said is not None:
        begun = sum(words.startswith(CHUNK) for words in said[:-1])
        assert len(committed) in {begun, begun - 1}
    place.write(at)
    whole(place.conn, place.reviewed)
    found = list(control.chunks(place.conn, "notes"))
    assert found[: len(committed)] == committed
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    sweep = found[: next(place for place, one in enumerate(found) if one.hi_key is None) + 1]
    assert [one.lo_key for one in sweep] == [None, *(one.hi_key for one in sweep[:-1])]
    assert differences(place.conn) == []


def test_a_backfill_is_killed_at_every_step_of_a_chunk(place: Place) -> None:
    said, kinds = more(place), cycle(["client", "session"])
    second = [at for at, words in enumerate(said) if words.startswith(CHUNK)][1]
    steps = range(second - said[second::-1].index("BEGIN"), second + said[second:].index("COMMIT") + 2)
    for at in steps:
        killed_backfill(place, next(kinds), at)
    print(f"killed at {[said[at] for at in steps]}")


@pytest.mark.slow
@pytest.mark.usefixtures("even")
@pytest.mark.parametrize("kind", ["client", "session"])
def test_a_backfill_is_killed_at_every_step(place: Place, kind: str) -> None:
    said = more(place)
    for at in range(len(said)):
        killed_backfill(place, kind, at)
    print(f"{kind} killed at each of {len(said)} steps")


@pytest.mark.slow
@pytest.mark.usefixtures("even")
def test_the_server_is_shut_down_at_every_step_of_a_backfill(tmp_path: Path) -> None:
    with own_place(tmp_path) as place:
        said = more(place)
        for at in range(len(said)):
            killed_backfill(place, "server", at)
        print(f"server shut down at each of {len(said)} steps")
