"""The SQL of `evolve` as one script for psql; nothing is run here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate import sql as templates
from hofsm_migrate.db.objects import PIN
from hofsm_migrate.db.payload import is_for_evolve
from hofsm_migrate.names import PHASES
from hofsm_migrate.phases import next_version, state, twin, twin_payload
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.phases.evolution import Evolution


def script(found: Evolution) -> str:
    """Everything, in order. What `verify` prints has to be looked at before the switch is run."""
    parts = [] if found.found.phase == "expanded" else list(_beside(found))
    parts.append("-- the switch\n" + _switch(found))
    if found.payload_gone:
        before = "-- payloads, which the new version is filled from\n" + twin_payload.restored(found.in_force)
        parts = [before, *parts, "-- payloads taken away again\n" + twin_payload.emptied(found.new)]
    return "\n".join(parts)


def abandon(conn: Connection, name: str) -> str:
    """What drops a version that is under way, and takes payloads away that were made anew for it."""
    there, found = state.evolving(conn, name), state.current(conn, name)
    again = found is not None and found.phase == "cutover" and is_for_evolve(conn, name)
    payloads = [twin_payload.emptied(next_version.in_force(found))] if found and again else []
    return "\n".join([_dropped(there, name) if there else "-- no new version is under way\n", *payloads])


def _dropped(there: MappingState, name: str) -> str:
    made = next_version.found_beside(there, name)
    steps = [step for step in made.plan.steps if PHASES.index(step.after) <= PHASES.index(there.phase)]
    forget = sql.SQL("DELETE FROM hofsm.mapping WHERE name = {};\n").format(sql.Literal(made.mapping.name))
    return "\n".join([*(twin.back(made, step) for step in reversed(steps)), text(forget)])


def _beside(found: Evolution) -> Iterator[str]:
    new = found.beside
    yield from (twin.forward(new, step) for step in new.plan.steps)
    yield twin.backfill(new.plan)
    yield twin.verify(new.plan)


def _switch(found: Evolution) -> str:
    name = found.new.mapping.name
    first, *stages = found.stages()
    gone = _bound("control_forget_objects", {"mapping": name})
    parts = [twin.BEGIN, first.script(), f"{PIN};\n{gone}"]
    for stage in stages:
        parts.append(stage.script())
        if stage.step:
            values = {"mapping": name, "step": stage.step}
            parts.append(f"{PIN};\n{gone}{_bound('control_record_objects', values)}")
    phase = found.found.phase
    return "\n".join([*parts, _records(found), twin.record(found.new, "evolve", phase, phase), "COMMIT;\n"])


def _records(found: Evolution) -> str:
    name, other = found.new.mapping.name, found.beside.mapping.name
    if found.found.phase == "expanded":
        return _bound("control_forget_chunks", {"mapping": name})
    return _bound("control_take_records", {"mapping": name, "next": other})


def _bound(template: str, values: dict[str, str]) -> str:
    return text(twin.bind(templates.load(template), values)).rstrip("\n").removesuffix(";") + ";\n"
