"""Six writers of both sides on thirty hot documents: no acknowledged write lost, parity exact, only codes to try again.

The short version is in every run, the long one is marked slow; so are the random controls. The same controls as fixed
interleavings are in test_interleavings_mirrored.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from concurrency import counters, mirrored, scene
from concurrency.counters import Count
from concurrency.scene import differences
from concurrency.sessions import ISOLATIONS, READ_COMMITTED, SERIALIZABLE

if TYPE_CHECKING:
    import psycopg
    from concurrency.scene import Guard


def prepare(conn: psycopg.Connection, without: Guard | None = None) -> None:
    conn.execute(scene.LEGACY.encode())
    scene.expand(conn, schema=scene.TWIN)
    counters.fill(conn)
    mirrored.install(conn, without=without)


def rounds(
    dsn: str, conn: psycopg.Connection, isolation: str, seconds: float, each: float, *, single: bool = False
) -> tuple[Count, list[str]]:
    """Writers for so many seconds, in rounds; what they did, and what was found wrong after each round."""
    total, found, start, seed = Count(), [], time.monotonic(), 0
    before = counters.totals(conn)[0]
    while time.monotonic() - start < seconds:
        with counters.counting(dsn, seed=seed, isolation=isolation, single=single) as done:
            time.sleep(each)
        count = done()
        after = counters.totals(conn)
        found += [f"round {seed}: {words}" for words in differences(conn)[:3]]
        if after != (before + count.acknowledged, before + count.acknowledged):
            found.append(f"round {seed}: {before} + {count.acknowledged} acknowledged, payload and rows {after}")
        total, seed, before = total + count, seed + 1, after[0]
    print(f"{isolation}: {seed} rounds, {total}, {len(found)} findings")
    return total, found


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_single_statements_of_both_sides_lose_nothing_and_never_deadlock(
    conn: psycopg.Connection, database: str, isolation: str
) -> None:
    prepare(conn)
    total, found = rounds(database, conn, isolation, 0.8, 0.8, single=True)
    assert found == []
    assert set(total.failures) <= {"40001"}
    assert total.acknowledged


@pytest.mark.parametrize("isolation", [READ_COMMITTED, SERIALIZABLE])
def test_longer_transactions_of_both_sides_lose_nothing(
    conn18: psycopg.Connection, database18: str, isolation: str
) -> None:
    """Two of them may want each other's rows, as anywhere; that is a deadlock."""
    prepare(conn18)
    total, found = rounds(database18, conn18, isolation, 1, 1)
    assert found == []
    assert set(total.failures) <= counters.RETRIED
    assert total.acknowledged


@pytest.mark.slow
@pytest.mark.parametrize("single", [True, False], ids=["single statements", "longer transactions"])
@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_writers_of_both_sides_lose_nothing_for_long(
    conn: psycopg.Connection, database: str, isolation: str, single: bool
) -> None:
    prepare(conn)
    total, found = rounds(database, conn, isolation, 60, 2, single=single)
    assert found == []
    assert set(total.failures) <= ({"40001"} if single else counters.RETRIED)


@pytest.mark.slow
def test_control_without_the_lock_of_the_legacy_row_writes_are_lost(
    conn18: psycopg.Connection, database18: str
) -> None:
    prepare(conn18, mirrored.LEGACY_ROW_FIRST)
    _, found = rounds(database18, conn18, READ_COMMITTED, 20, 1, single=True)
    assert found


@pytest.mark.slow
def test_control_waiting_for_rows_of_new_tables_ends_in_deadlocks(conn18: psycopg.Connection, database18: str) -> None:
    prepare(conn18, mirrored.NEVER_WAITS)
    total, found = rounds(database18, conn18, READ_COMMITTED, 20, 1, single=True)
    assert found == []
    assert total.failures["40P01"]
