"""Random writers against a running backfill: parity exact, no acknowledged write lost, only codes that are tried again.

The short versions are in every run; the long ones and the controls, which have to break parity, are marked slow.
"""

from __future__ import annotations

import time
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import psycopg
import pytest
from concurrency import guards, scene, workload
from concurrency.legacy_writer import WILD
from concurrency.pooler import pgbouncer
from concurrency.scene import SPEC, T, V, differences
from concurrency.sessions import ISOLATIONS, READ_COMMITTED, REPEATABLE_READ
from concurrency.writer import RETRIED
from operator_cases import compiled

from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import backfill, expand, files, verify

if TYPE_CHECKING:
    from pathlib import Path

    from concurrency.scene import Guard

RANGE = 10


def prepare(conn: psycopg.Connection) -> None:
    conn.execute(workload.TABLE.encode())
    scene.expand(conn, schema=scene.TWIN)


def backfill_all(dsn: str, tries: Counter[str]) -> None:
    """Range after range as fast as it goes, and again whatever is tried again."""
    ends = [*range(0, WILD[-1] + RANGE, RANGE), 50_000]
    with psycopg.connect(dsn, autocommit=True) as conn:
        for first, last in pairwise(ends):
            while True:
                try:
                    conn.execute(scene.chunk(first, last).encode())
                    break
                except psycopg.Error as error:
                    if error.sqlstate not in RETRIED:
                        raise
                    tries[error.sqlstate] += 1


def a_round(
    dsn: str,
    conn: psycopg.Connection,
    seed: int,
    *,
    without: Guard | None = None,
    isolations: tuple[str, ...] = ISOLATIONS,
    writers_dsn: str | None = None,
) -> tuple[list[str], workload.Work]:
    """Fresh documents, writers, a backfill in their midst; what is wrong afterwards."""
    conn.execute(f"TRUNCATE {T}".encode())
    scene.install(conn, without=without)
    workload.fill(conn)
    tries: Counter[str] = Counter()
    with workload.running(writers_dsn or dsn, seed=seed, isolations=isolations, admin=conn) as work:
        while work.transactions < 5 * len(isolations):
            time.sleep(0.002)
        backfill_all(dsn, tries)
    backfill_all(dsn, tries)
    print(f"round {seed}: {work}; backfill: {dict(tries)}")
    found = differences(conn) + work.lost(conn)
    if work.unexpected:
        found.append(f"unexpected failures: {work}")
    return found, work


def rounds(dsn: str, conn: psycopg.Connection, seconds: float, *, writers_dsn: str | None = None) -> None:
    total: Counter[str] = Counter()
    start, seed, transactions = time.monotonic(), 0, 0
    while time.monotonic() - start < seconds or seed < 2:
        found, work = a_round(dsn, conn, seed, writers_dsn=writers_dsn)
        assert found == [], f"round {seed}: {found[:10]}"
        seed, transactions, total = seed + 1, transactions + work.transactions, total + work.failures
    print(f"{seed} rounds, {transactions} transactions, failures {dict(total)}")


def test_random_writers_against_a_backfill(conn: psycopg.Connection, database: str) -> None:
    prepare(conn)
    rounds(database, conn, 3)


def test_random_writers_behind_a_pooler_in_transaction_mode(conn18: psycopg.Connection, database18: str) -> None:
    prepare(conn18)
    with pgbouncer(database18, connections=3) as pooled:
        rounds(database18, conn18, 3, writers_dsn=pooled)


def test_random_writers_against_the_command_behind_a_pooler(
    conn18: psycopg.Connection, database18: str, tmp_path: Path
) -> None:
    """The backfill goes through the pooler as well; it is stopped and run again until it is complete."""
    prepare(conn18)
    reviewed = files.read(compiled(tmp_path, SPEC.replace("TYPE", "jsonb"), "notes.yaml"), tmp_path / "migrations")
    expand.expand(conn18, reviewed)
    scene.dual_write(conn18)
    workload.fill(conn18)
    with pgbouncer(database18, connections=4) as pooled, connect(pooled) as operator:
        with workload.running(pooled, seed=7, admin=conn18) as work:
            while backfill.backfill(operator, reviewed.plan, chunk_ms=10, max_chunks=1).ended == "limit":
                pass
        while backfill.backfill(operator, reviewed.plan).ended == "arriving":
            pass
        assert verify.verify(operator, reviewed.plan).parity
    print(work)
    assert (differences(conn18), work.lost(conn18), work.unexpected) == ([], [], set())


@pytest.mark.slow
def test_random_writers_against_a_backfill_for_long(conn: psycopg.Connection, database: str) -> None:
    prepare(conn)
    rounds(database, conn, 120)


@pytest.mark.slow
def test_random_writers_behind_a_pooler_for_long(conn18: psycopg.Connection, database18: str) -> None:
    prepare(conn18)
    with pgbouncer(database18, connections=3) as pooled:
        rounds(database18, conn18, 60, writers_dsn=pooled)


CONTROLS = {
    "row lock": (guards.ROW_LOCK, (READ_COMMITTED,)),
    "claim before delete": (guards.CLAIM_BEFORE_DELETE, (REPEATABLE_READ,)),
    "unclaimed as well": (guards.UNCLAIMED_AS_WELL, ISOLATIONS),
}


@pytest.mark.slow
@pytest.mark.parametrize(("without", "isolations"), CONTROLS.values(), ids=CONTROLS)
def test_control_random_writers_find_what_a_guard_is_for(
    conn18: psycopg.Connection, database18: str, without: Guard, isolations: tuple[str, ...]
) -> None:
    prepare(conn18)
    wrong = sum(
        bool(a_round(database18, conn18, seed, without=without, isolations=isolations)[0]) for seed in range(40)
    )
    print(f"without {without.name}: {wrong} of 40 rounds wrong")
    assert wrong > 0


def test_control_the_counters_would_tell_of_a_lost_write(conn18: psycopg.Connection, database18: str) -> None:
    """One increment is taken back, and one own document, behind the writers' backs."""
    prepare(conn18)
    _, work = a_round(database18, conn18, 1)
    assert work.lost(conn18) == []
    conn18.execute(f"UPDATE {T} SET {V} = jsonb_set({V}, '{{rev}}', '-1') WHERE id = 3".encode())
    conn18.execute(f"DELETE FROM {T} WHERE id = (SELECT max(id) FROM {T})".encode())
    assert len(work.lost(conn18)) == 2
