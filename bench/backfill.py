"""B2: the backfill, as users run it, against copying rows that are there already."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from psycopg import sql

from bench.figure import Figure, Target, in_turn
from bench.world import GROWTH, new_tables
from hofsm_migrate.compile.names import names, qualified
from hofsm_migrate.db import control
from hofsm_migrate.db.executor import transaction
from hofsm_migrate.phases import keys
from hofsm_migrate.phases.backfill import backfill

if TYPE_CHECKING:
    from bench.world import NewTable, Site, Step, World
    from hofsm_migrate.db.control import Chunk

STAGING = "staging"


@dataclass
class Copy:
    """Fills the new tables from plain tables, with the transactions that the backfill before it had."""

    site: Site
    tables: tuple[NewTable, ...]
    chunks: tuple[Chunk, ...]

    def run(self) -> float:
        """Rows per second."""
        self.site.fresh()
        start = time.perf_counter()
        rows = sum(self._copy(chunk) for chunk in self.chunks)
        elapsed_s = time.perf_counter() - start
        wanted = sum(chunk.rows for chunk in self.chunks)
        if rows != wanted:
            raise AssertionError(f"the baseline wrote {rows} rows, the backfill {wanted}")
        return rows / elapsed_s

    def _copy(self, chunk: Chunk) -> int:
        with transaction(self.site.conn) as conn:
            conn.execute("SELECT set_config('hofsm.origin', 'backfill', true)")
            return sum(conn.execute(self._statement(table, chunk)).rowcount for table in self.tables)

    def _statement(self, table: NewTable, chunk: Chunk) -> sql.Composed:
        key = self.site.plan.tree.source.key
        return sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} AS staged WHERE {} AND {}").format(
            qualified(table.name),
            names(table.columns),
            names(table.columns, "staged"),
            sql.Identifier(STAGING, table.table.name),
            keys.compared(key, "staged", ">", chunk.lo_key),
            keys.compared(key, "staged", "<=", chunk.hi_key),
        )


@dataclass
class Side:
    """The backfill of one database, and what its last run recorded."""

    site: Site
    chunks: tuple[Chunk, ...] = ()
    elapsed_s: list[float] = field(default_factory=list)
    statement_s: list[float] = field(default_factory=list)
    statement_rate: list[float] = field(default_factory=list)

    def run(self) -> float:
        """Rows per second of all that the command does: windows, statements, records, ANALYZE, the last search."""
        self.site.fresh()
        result = backfill(self.site.conn, self.site.plan)
        if result.ended != "complete" or result.documents != self.site.documents:
            raise AssertionError(f"the backfill ended {result.ended} with {result.documents} documents")
        recorded = control.chunks(self.site.conn, self.site.plan.mapping.name)
        self.chunks = tuple(chunk for chunk in recorded if chunk.documents)
        self.elapsed_s.append(result.elapsed_s)
        self.statement_s.append(sum(chunk.seconds for chunk in self.chunks))
        self.statement_rate.append(result.rows / self.statement_s[-1])
        return result.rows / result.elapsed_s


def figures(world: World, repeats: int, step: Step) -> list[Figure]:
    """Rows per second against the copy; and those inside the statement against the same on a quarter of the documents.

    Inside the statement, because the few runs of ANALYZE take nearly the same time whatever the number of documents.
    """
    large, small = Side(world.large), Side(world.small)
    step("B2: staging tables")
    large.run()
    _stage(world.large)
    small.run()
    step("B2: backfill and copy in turn")
    ours, base, _ = in_turn(repeats, large.run, partial(_copy, large), small.run)
    baseline = "the baseline copies the same rows from staging tables to identical tables in the same transactions"
    note = (
        f"{sum(chunk.rows for chunk in large.chunks):,} rows in {len(large.chunks)} transactions,"
        f" {median(large.elapsed_s[1:]):.1f} s, of which {median(large.statement_s[1:]):.1f} s inside the statement"
    )
    rates = [tuple(side.statement_rate[1:]) for side in (large, small)]
    growth = Figure("B2", f"statement, {GROWTH}x documents", "statement, 1x", "rows/s", *rates, Target(">=", 0.95))
    target = Target(">=", 0.60)
    return [
        Figure("B2", "backfill, one worker", "INSERT ... SELECT", "rows/s", ours, base, target, (note, baseline)),
        growth,
    ]


def _copy(side: Side) -> float:
    return Copy(side.site, new_tables(side.site.plan), side.chunks).run()


def _stage(site: Site) -> None:
    """Plain copies of the new tables in the order of the key, with one index that finds a key range."""
    conn, key = site.conn, names(list(site.plan.tree.source.key))
    conn.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(STAGING)))
    for table in new_tables(site.plan):
        staged = sql.Identifier(STAGING, table.table.name)
        copied = sql.SQL("CREATE TABLE {} AS SELECT {} FROM {} ORDER BY {}")
        conn.execute(copied.format(staged, names(table.columns), qualified(table.name), key))
        conn.execute(sql.SQL("CREATE INDEX ON {} ({})").format(staged, key))
