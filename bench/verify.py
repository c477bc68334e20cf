"""B7: verification, as users run it, against reading every payload as text once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from psycopg import sql

from bench.figure import Figure, Target, in_turn
from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from bench.world import Site, Step, World


def figures(world: World, repeats: int, step: Step) -> list[Figure]:
    """Documents per second, both sides in one server process."""
    site = world.large
    step("B7: backfill")
    site.fresh()
    backfill(site.conn, site.plan)
    step("B7: verify and read in turn")
    site.conn.execute("SET max_parallel_workers_per_gather = 0")
    ours, base = in_turn(repeats, lambda: _verify(site), lambda: _read(site))
    site.conn.execute("RESET max_parallel_workers_per_gather")
    note = f"{site.documents:,} documents; both sides with max_parallel_workers_per_gather = 0"
    reading = "sum(length(value::text))"
    return [Figure("B7", "verify, one worker", reading, "documents/s", ours, base, Target(">=", 0.30), (note,))]


def _verify(site: Site) -> float:
    site.settle()
    result = verify(site.conn, site.plan)
    if not result.parity or result.documents != site.documents:
        raise AssertionError(f"{result.wrong} of {result.documents} documents are not in parity")
    return result.documents / result.seconds


def _read(site: Site) -> float:
    site.settle()
    source = site.plan.tree.source
    query = sql.SQL("SELECT sum(length({}::text)) FROM {}").format(
        sql.Identifier(source.payload), sql.Identifier(source.schema, source.table)
    )
    start = time.perf_counter()
    site.conn.execute(query)
    return site.documents / (time.perf_counter() - start)
