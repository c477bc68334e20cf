"""Where a mapping stands, and whether a command may work on it there."""

from __future__ import annotations

import shlex
from pathlib import PurePath
from typing import TYPE_CHECKING

from hofsm_migrate.compile.evolve import next_name
from hofsm_migrate.db import control
from hofsm_migrate.errors import GateError, Problem

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.names import Phase
    from hofsm_migrate.spec.mapping import Mapping

FILLED: tuple[Phase, ...] = ("expanded", "dual_write", "mirrored")
"""The phases in which the new tables are filled from the payloads."""
COMPARED: tuple[Phase, ...] = (*FILLED, "cutover")
"""The phases in which there are payloads to compare with."""
_NEXT: dict[str, str] = {
    "legacy": "hofsm expand {spec}",
    "expanded": "hofsm backfill {spec}, hofsm verify {spec}, hofsm dual-write {spec}",
    "dual_write": "hofsm backfill {spec}, hofsm verify {spec}, hofsm mirror {spec}",
    "mirrored": "hofsm verify {spec}, hofsm cutover {spec}",
    "cutover": "hofsm verify {spec}, hofsm cutover {spec}, hofsm contract {spec}",
    "contracted": "hofsm verify {spec}; there is no way back from here",
}
"""What usually comes next in a phase."""


def current(conn: Connection, name: str, *, lock: bool = False) -> MappingState | None:
    """The recorded state of a mapping; None where the control schema or the mapping is not there."""
    if control.installed_revision(conn) is None:
        return None
    return control.mapping_state(conn, name, lock=lock)


def evolving(conn: Connection, name: str) -> MappingState | None:
    """The next version of a mapping that stands beside the one in force; None where there is none."""
    found = current(conn, next_name(name))
    return found if found and found.phase != "legacy" else None


def refuse_evolving(conn: Connection, mapping: Mapping, command: str) -> None:
    """Refuse a step while a next version stands beside the mapping: it would be of another phase than this one.

    Raises:
        GateError: there is one. Nothing was changed.
    """
    if evolving(conn, mapping.name):
        raise GateError(
            Problem(
                f"a new version of mapping {mapping.name!r} is under way: {command} has to wait for it",
                hint=f"hofsm evolve with the new spec puts it in force, hofsm evolve {mapping.file} --abandon drops it."
                " Nothing was changed",
            )
        )


def phase(state: MappingState | None) -> Phase:
    """The phase that a mapping is in; one never recorded is in `legacy`."""
    return state.phase if state else "legacy"


def claim(conn: Connection, name: str) -> MappingState | None:
    """Keep every other session off the phase of a mapping until this transaction ends; its state.

    The row of a mapping that was never recorded cannot be locked, hence the advisory lock; both are transaction-local.
    """
    conn.execute("SELECT pg_advisory_xact_lock(hashtext('hofsm mapping'), hashtext(%s))", [name])
    return control.mapping_state(conn, name, lock=True)


def require(state: MappingState | None, mapping: Mapping, command: str, allowed: tuple[Phase, ...]) -> MappingState:
    """The state, if `command` may run in its phase and the database was migrated with this very spec.

    Raises:
        GateError: the phase is another one, or the spec is. Nothing was changed.
    """
    if state is None or state.phase not in allowed:
        raise GateError(_wrong_phase(phase(state), mapping, command, allowed))
    if state.spec_digest != mapping.digest:
        raise GateError(other_spec(state, mapping))
    return state


def other_spec(state: MappingState, mapping: Mapping) -> Problem:
    """The database was migrated with another version of the spec than the file at hand."""
    return Problem(
        f"mapping {mapping.name!r} is {state.phase} by another version of its spec",
        hint=f"hofsm evolve {mapping.file} puts this one in force; to go on with the other one,"
        f" {written(mapping.file)}. Nothing was changed",
        at=mapping.file,
        detail=f"spec file {mapping.digest[:12]}, database {state.spec_digest[:12]}",
    )


def written(file: str) -> str:
    """The commands after which the spec in force and its SQL are files again; those of the file at hand stay."""
    name = shlex.quote(f"in_force/{PurePath(file).name}")
    return (
        f"hofsm status {shlex.quote(file)} --write-spec {name}, then hofsm compile {name} -o in_force/migrations,"
        f" and name {name} -m in_force/migrations"
    )


def _wrong_phase(phase: Phase, mapping: Mapping, command: str, allowed: tuple[Phase, ...]) -> Problem:
    wanted = " or ".join(part for part in (", ".join(allowed[:-1]), allowed[-1]) if part)
    return Problem(
        f"{command} needs phase {wanted}, and mapping {mapping.name!r} is in phase {phase}",
        hint=f"next in this phase: {_NEXT.get(phase, 'hofsm status').format(spec=mapping.file)}. Nothing was changed",
    )
