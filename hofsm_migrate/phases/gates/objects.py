"""The gate about functions and triggers: they are what the steps made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.compile.evolve import is_next
from hofsm_migrate.db.objects import ObjectState, objects
from hofsm_migrate.errors import Problem
from hofsm_migrate.names import PHASES
from hofsm_migrate.phases import state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.phases.gates.gate import Asked


def triggers(asked: Asked) -> list[Problem]:
    """All functions and triggers that the steps up to the present phase made are there, unmodified and enabled."""
    found = state.current(asked.conn, asked.mapping.name)
    with asked.conn.transaction():
        recorded = objects(asked.conn, asked.mapping.name) if found else ()
    problems = [problem for one in recorded for problem in _doubts(asked, one)]
    here = PHASES.index(state.phase(found))
    done = [step.command for step in asked.plan.steps if PHASES.index(step.after) <= here]
    missing = [command for command in done if command not in {one.step for one in recorded}]
    return problems + [_not_recorded(asked, command) for command in missing]


def _doubts(asked: Asked, one: ObjectState) -> Iterator[Problem]:
    name = f"{one.kind} {one.identity}"
    again = f"hofsm rollback {asked.mapping.file} --to {_before(asked, one.step)}, then hofsm {one.step} makes it anew"
    if is_next(asked.mapping.name):
        again = f"hofsm evolve {asked.mapping.file} --abandon, then evolve again"
    if not one.present:
        yield Problem(f"{name} is missing", again)
        return
    if not one.same:
        yield Problem(f"{name} was changed since {one.step} made it", again)
    if not one.enabled:
        hint = again if is_next(asked.mapping.name) else _enable(asked, one.identity)
        yield Problem(f"{name} is not enabled as {one.step} made it", hint)
    for table in one.copies:
        yield Problem(f"{name} is disabled on partition {table}", _enable(asked, one.identity))


def _enable(asked: Asked, identity: str) -> str:
    trigger, _, table = identity.rpartition(" ON ")
    return (
        f"ALTER TABLE {table} ENABLE TRIGGER {trigger} (or ENABLE ALWAYS, as it was), then"
        f" hofsm verify {asked.mapping.file}: writes in between may have passed it by"
    )


def _not_recorded(asked: Asked, command: str) -> Problem:
    return Problem(
        f"what {command} made is not recorded: an earlier version of hofsm ran it, or its file was run by hand",
        f"hofsm rollback {asked.mapping.file} --to {_before(asked, command)}, then hofsm {command}",
    )


def _before(asked: Asked, command: str) -> str:
    return next((step.before for step in asked.plan.steps if step.command == command), "legacy")
