"""B8: what the new tables take on disk against what the legacy table takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.figure import Figure, Target
from bench.world import new_tables
from hofsm_migrate.db import catalog
from hofsm_migrate.phases.backfill import backfill

if TYPE_CHECKING:
    from bench.world import Site, Step, World

MB = 1_000_000


def figures(world: World, _repeats: int, step: Step) -> list[Figure]:
    """Megabytes with TOAST and indexes after VACUUM; measured once, since sizes hardly vary."""
    site = world.large
    step("B8: backfill")
    site.fresh()
    backfill(site.conn, site.plan)
    site.settle()
    source = site.plan.tree.source
    legacy = _mb(site, (source.schema, source.table))
    new = sum(_mb(site, table.name) for table in new_tables(site.plan))
    note = f"{site.documents:,} documents; with TOAST and indexes, once, after VACUUM; no content is shared"
    return [Figure("B8", "new tables, all bytes", "legacy table", "MB", (new,), (legacy,), Target("<=", 1.0), (note,))]


def _mb(site: Site, name: tuple[str, str]) -> float:
    relation = catalog.relation(site.conn, *name)
    if relation is None:
        raise LookupError(f"{name} is not there")
    return catalog.size(site.conn, relation).total / MB
