"""The next version of a mapping while it stands beside the one in force: what it is, and how it goes away again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hofsm_migrate.compile import plan as compile_plan
from hofsm_migrate.compile.evolve import next_mapping, next_name
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.db.next_version import drop_mapping
from hofsm_migrate.errors import GateError, Problem, SpecError
from hofsm_migrate.names import PHASES
from hofsm_migrate.phases import change, state
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.files import Reviewed
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.spec.mapping import Mapping


def beside(new: Reviewed, *, cut_over: bool = False) -> Reviewed:
    """The new version as it stands beside the one in force; `cut_over` as in `next_mapping`."""
    mapping = next_mapping(new.mapping, cut_over=cut_over)
    made = compile_plan(mapping, beside=True)
    return Reviewed(mapping, made, new.spec, made.files)


def recorded(found: MappingState, name: str) -> Mapping:
    """The mapping `name` by the spec that is recorded.

    Raises:
        GateError: this version of hofsm does not understand it.
    """
    try:
        return replace(loads(found.spec, f"{name}.yaml"), digest=found.spec_digest)
    except SpecError as error:
        hint = "use the version of hofsm that put it in force: roll back with that one, then expand the new spec"
        problem = Problem(f"the recorded spec of mapping {found.name!r} is not one of this version of hofsm", hint)
        raise GateError(problem, *error.problems) from None


def in_force(found: MappingState) -> Reviewed:
    """The version that is in force, by what is recorded of it.

    Raises:
        GateError: this version of hofsm does not understand the spec.
    """
    mapping = recorded(found, found.name)
    made = compile_plan(mapping)
    return Reviewed(mapping, made, found.spec, made.files)


def found_beside(found: MappingState, name: str) -> Reviewed:
    """The next version of mapping `name` as it was made, by what is recorded of it.

    Raises:
        GateError: this version of hofsm does not understand the spec.
    """
    mapping = recorded(found, name)
    cut_over = found.legacy_table != mapping.source.table
    return beside(Reviewed(mapping, compile_plan(mapping), found.spec, {}), cut_over=cut_over)


def abandon(
    conn: Connection, name: str, terms: Terms | None = None, on_wait: Callable[[Wait], None] | None = None
) -> bool:
    """Drop the next version of a mapping, whatever its spec, and leave the one in force alone; whether there was one.

    A kill in between leaves a part, which the next call drops.

    Raises:
        GateError: a lock was not to be had.
    """
    terms = terms or Terms()
    found = state.current(conn, next_name(name))
    if found is None:
        return False
    made = found_beside(found, name)
    for step in reversed(made.plan.steps):
        if PHASES.index(step.after) <= PHASES.index(found.phase):
            change.back(conn, made, step, terms, on_wait=on_wait)
    attempt(conn, lambda conn: drop_mapping(conn, made.mapping.name), retry=terms.retry, on_wait=on_wait)
    return found.phase != "legacy"
