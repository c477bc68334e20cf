"""B3: what the application's writes cost in phase `dual_write`, against the same writes without triggers."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from bench.figure import Figure, Target, in_turn
from bench.pgbench import CLIENTS, Load, duration
from bench.world import twin
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.change import forward
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from bench.world import Site, Step, World

IN_ONE_STATEMENT = 10_000
ONE_FIELD = "jsonb_set(value, '{sections,0,fields,0,input}', jsonb_build_object('value', :id::int + random()))"
HAS_FIELD = "id = :id AND jsonb_typeof(value #> '{sections,0,fields,0}') = 'object'"
REPLACED = f"""WITH sent AS MATERIALIZED (SELECT {ONE_FIELD}::text AS text FROM public.batches WHERE {HAS_FIELD})
    UPDATE public.batches SET value = sent.text::jsonb FROM sent WHERE {HAS_FIELD}""".replace("\n", "")
BY_INDEX = "-c synchronous_commit=off -c enable_seqscan=off"
"""Small partitions would be read whole, and that would hide what a trigger costs."""
LOADS = (
    ("jsonb_set of one field", f"UPDATE public.batches SET value = {ONE_FIELD} WHERE {HAS_FIELD}", 0.70),
    ("whole document replaced", REPLACED, 0.60),
    ("another column updated", "UPDATE public.batches SET updated_at = clock_timestamp() WHERE id = :id", 0.97),
)


def figures(world: World, repeats: int, step: Step) -> list[Figure]:
    """Writes per second; the database without triggers is a copy of the other one before it was expanded."""
    site = world.large
    site.rolled_back()
    with twin(site, world.scale, step) as plain:
        prepare(site)
        found = []
        for name, script, target in LOADS:
            step(f"B3: {name}")
            load = Load(script, site.documents, duration(4, site.documents), BY_INDEX)
            ours, base = in_turn(repeats, partial(_write, site, load), partial(_write, plain, load))
            found.append(_figure(name, ours, base, target, f"{CLIENTS} clients, synchronous_commit off, by index"))
        step("B3: many documents in one statement")
        ours, base = in_turn(repeats, partial(_in_one_statement, site), partial(_in_one_statement, plain))
        words = f"{min(IN_ONE_STATEMENT, site.documents):,} documents at once"
        found.append(_figure(words, ours, base, 0.25, "one session"))
        result = verify(site.conn, site.plan)
        if not result.parity:
            raise AssertionError(f"{result.wrong} of {result.documents} documents are not in parity")
    return found


def prepare(site: Site) -> None:
    """Phase `dual_write`, every document represented."""
    site.fresh()
    forward(site.conn, site.reviewed, site.plan.step("dual-write"))
    backfill(site.conn, site.plan)


def _figure(name: str, ours: tuple[float, ...], base: tuple[float, ...], target: float, note: str) -> Figure:
    return Figure("B3", name, "without triggers", "writes/s", ours, base, Target(">=", target), (note,))


def _write(site: Site, load: Load) -> float:
    """Vacuumed and analyzed before: a side without statistics has other plans, and one with dead rows other reads."""
    site.settle()
    return load.run(site.dsn)


def _in_one_statement(site: Site) -> float:
    site.settle()
    with connect(site.dsn) as conn:
        conn.execute("SET synchronous_commit = off")
        start = time.perf_counter()
        written = conn.execute(
            "UPDATE public.batches SET value = jsonb_set(value, '{rev}', to_jsonb((random() * 1e6)::int))"
            f" WHERE jsonb_typeof(value) = 'object' AND id <= {IN_ONE_STATEMENT}"
        ).rowcount
        return written / (time.perf_counter() - start)
