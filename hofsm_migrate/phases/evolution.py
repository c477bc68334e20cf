"""What lies between the version of a spec that is in force and a new one, and whether there is a way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.compile.evolve import replacement, switch
from hofsm_migrate.db.payload import payload_state
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.phases import next_version, state
from hofsm_migrate.spec.changes import changes

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.compile.evolve import Stage
    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.spec.changes import SpecChange
    from hofsm_migrate.spec.mapping import Mapping

_PHASES = ("expanded", "dual_write", "mirrored", "cutover")
"""The phases in which a new version can be put in force."""
_NEEDS = "evolve needs phase expanded, dual_write, mirrored or cutover, and mapping"


@dataclass(frozen=True)
class Evolution:
    """What lies between the version in force and the new one. `beside` is the new one under its name meanwhile.

    `payload_gone`: phase `cutover` without all payloads, from which the next version is filled.
    """

    found: MappingState
    in_force: Reviewed
    new: Reviewed
    beside: Reviewed
    changes: tuple[SpecChange, ...]
    payload_gone: bool = False

    @property
    def old(self) -> Plan:
        """Of the version in force."""
        return self.in_force.plan

    @property
    def cut_over(self) -> bool:
        """Whether a view has the legacy table's name."""
        return self.found.phase == "cutover"

    def stages(self) -> tuple[Stage, ...]:
        """The SQL of the switch in the phase that the mapping is in."""
        if self.found.phase == "expanded":
            return replacement(self.old, self.new.plan)
        return switch(self.old, self.beside.plan, self.new.plan, self.found.phase)


def evolution(conn: Connection, new: Reviewed) -> Evolution | None:
    """What `evolve` would do; None where the mapping is in phase `legacy`. Reading only.

    Raises:
        GateError: the mapping is in a phase from which there is no such way, the recorded spec is not one of this
            version's language, the new one is about another legacy table, or yet another version is under way.
    """
    mapping = new.mapping
    found = state.current(conn, mapping.name)
    if found is None or found.phase == "legacy":
        return None
    _refuse_phase(found, mapping)
    old = next_version.in_force(found)
    _refuse_source(old.mapping, mapping)
    if found.spec_digest != mapping.digest:
        _refuse_other(state.evolving(conn, mapping.name), mapping)
    cut_over = found.phase == "cutover"
    beside = next_version.beside(new, cut_over=cut_over)
    gone = cut_over and payload_state(conn, mapping.name) is not None
    return Evolution(found, old, new, beside, changes(old.mapping, mapping), gone)


def nothing_in_force(mapping: Mapping) -> Problem:
    """Phase `legacy`: there is no version that another one could take the place of."""
    hint = (
        f"edit the spec, hofsm compile {mapping.file}, then hofsm expand {mapping.file}: it takes any version."
        " Nothing was changed"
    )
    return Problem(f"{_NEEDS} {mapping.name!r} is in phase legacy, where nothing is in force to evolve", hint)


def _refuse_phase(found: MappingState, mapping: Mapping) -> None:
    if found.phase in _PHASES:
        return
    hint = (
        "its payloads were dropped, so there is nothing to fill another version from and to compare it with: change"
        " the new tables by hand. Nothing was changed"
    )
    raise GateError(Problem(f"{_NEEDS} {mapping.name!r} is in phase {found.phase}", hint))


def _refuse_source(old: Mapping, new: Mapping) -> None:
    named = ("schema", "table", "key", "payload", "payload_type", "tenant")
    other = [f"source.{word}" for word in named if getattr(old.source, word) != getattr(new.source, word)]
    other += ["schema"] if old.schema != new.schema else []
    if other:
        raise GateError(
            Problem(
                f"a new version cannot change {', '.join(other)}",
                hint="that is another mapping: give it another name, or roll this one back and expand the new spec."
                " Nothing was changed",
                at=new.file,
            )
        )


def _refuse_other(found: MappingState | None, mapping: Mapping) -> None:
    if found and found.spec_digest != mapping.digest:
        raise GateError(
            Problem(
                f"yet another version of mapping {mapping.name!r} is under way",
                hint=f"hofsm evolve {mapping.file} --abandon drops that one. Nothing was changed",
                detail=f"spec file {mapping.digest[:12]}, under way {found.spec_digest[:12]}",
            )
        )
