"""The SQL of `evolve` as one script for psql; nothing is run here."""

from __future__ import annotations

from dataclasses import dataclass
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

    from hofsm_migrate.compile import Step
    from hofsm_migrate.phases.evolution import Evolution
    from hofsm_migrate.phases.files import Reviewed


def script(found: Evolution) -> str:
    """Everything, in order. What `verify` prints has to be looked at before the switch is run."""
    parts = [] if found.found.phase == "expanded" else list(_beside(found))
    parts.append("-- the switch\n" + _switch(found))
    if found.payload_gone:
        before = "-- payloads, which the new version is filled from\n" + twin_payload.restored(found.in_force)
        parts = [before, *parts, "-- payloads taken away again\n" + twin_payload.emptied(found.new)]
    return "\n".join(parts)


@dataclass(frozen=True)
class Abandoned:
    """What `evolve --abandon` drops, None where nothing is under way, and the steps to undo for that, last one first.

    `payloads` is the version in force where payloads that were made anew for the other one are taken away again.
    """

    gone: Reviewed | None
    steps: tuple[Step, ...]
    payloads: Reviewed | None

    def forget(self) -> str:
        """The statement by which the control tables no longer know it."""
        name = sql.Literal(self.gone.mapping.name if self.gone else "")
        return text(sql.SQL("DELETE FROM hofsm.mapping WHERE name = {};\n").format(name))


def abandoned(conn: Connection, name: str) -> Abandoned:
    """What a version that is under way leaves when it is dropped. Reading only."""
    there, found = state.evolving(conn, name), state.current(conn, name)
    again = found is not None and found.phase == "cutover" and is_for_evolve(conn, name)
    payloads = next_version.in_force(found) if found and again else None
    if there is None:
        return Abandoned(None, (), payloads)
    made = next_version.found_beside(there, name)
    steps = [step for step in made.plan.steps if PHASES.index(step.after) <= PHASES.index(there.phase)]
    return Abandoned(made, tuple(reversed(steps)), payloads)


def abandon(conn: Connection, name: str) -> str:
    """What drops a version that is under way, and takes payloads away that were made anew for it."""
    found = abandoned(conn, name)
    payloads = [twin_payload.emptied(found.payloads)] if found.payloads else []
    return "\n".join([_dropped(found), *payloads])


def _dropped(found: Abandoned) -> str:
    if found.gone is None:
        return "-- no new version is under way\n"
    return "\n".join([*(twin.back(found.gone, step) for step in found.steps), found.forget()])


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
