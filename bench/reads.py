"""B4: what the application's reads cost in phase `mirrored`, and by key through the view of phase `cutover`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bench.dual_write import prepare
from bench.figure import Figure, Target, in_turn
from bench.pgbench import CLIENTS, Load, duration
from bench.world import twin
from hofsm_migrate.generate.reference import COMPANIES
from hofsm_migrate.phases.change import forward
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from bench.world import Site, Step, World

BY_KEY = "SELECT * FROM public.batches WHERE id = :id"
LIST_PAGE = (
    "SELECT id, status, value ->> 'lot', value #>> '{meta,product}', value #>> '{meta,state}' FROM public.batches"
    " WHERE company_id = :id AND status = 'hold' ORDER BY value ->> 'lot' LIMIT 20"
)
GIN_SEARCH = "SELECT id FROM public.batches WHERE value @> jsonb_build_object('lot', 'L25' || lpad(:id::text, 7, '0'))"
INDEXED = "-c enable_seqscan=off"
"""Without it the planner, which does not know what TOAST costs, reads small tables whole."""
TARGET, CUTOVER_TARGET = 0.97, 0.25
SECONDS = 2


def figures(world: World, repeats: int, step: Step) -> list[Figure]:
    """Reads per second; the untouched table is a copy of the documents in a database without anything of ours."""
    site = world.large
    site.rolled_back()
    with twin(site, world.scale, step) as plain:
        _mirrored(site)
        for side in (site, plain):
            side.conn.execute("VACUUM (FULL, ANALYZE) public.batches")
            side.settle()
        sides = Sides(site, plain, repeats)
        loads = _loads(site)
        found = []
        for name, load in loads.items():
            step(f"B4: {name}")
            found.append(sides.figure(f"mirrored, {name}", load, TARGET))
        step("B4: cutover, by key")
        _forward(site, "cutover")
        return [*found, sides.figure("cutover, by key", loads["by key"], CUTOVER_TARGET)]


@dataclass(frozen=True)
class Sides:
    """The database in a phase, and the one with nothing of ours."""

    ours: Site
    plain: Site
    repeats: int

    def figure(self, name: str, load: Load, target: float) -> Figure:
        """The same reads on both."""
        found, base = in_turn(self.repeats, partial(load.run, self.ours.dsn), partial(load.run, self.plain.dsn))
        where = ", the table's own index" if load.settings == INDEXED else ""
        note = f"{name}: {CLIENTS} clients{where}"
        return Figure("B4", name, "plain table", "reads/s", found, base, Target(">=", target), (note,))


def _loads(site: Site) -> dict[str, Load]:
    seconds = duration(SECONDS, site.documents)
    return {
        "by key": Load(BY_KEY, site.documents, seconds),
        "list page": Load(LIST_PAGE, COMPANIES, seconds),
        "GIN search": Load(GIN_SEARCH, site.documents, seconds, INDEXED),
    }


def _mirrored(site: Site) -> None:
    prepare(site)
    _forward(site, "mirror")


def _forward(site: Site, command: str) -> None:
    """With the parity that the step's gate asks for."""
    verify(site.conn, site.plan)
    forward(site.conn, site.reviewed, site.plan.step(command))
