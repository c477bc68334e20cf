"""A new version of a spec that makes the very same tables, functions and triggers: only its text is recorded anew."""

from __future__ import annotations

import time
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from hofsm_migrate.db import control
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.phases import next_version, state
from hofsm_migrate.spec.mapping import Position

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.phases.change import Terms
    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.spec.mapping import Mapping

_ANYWHERE = Position(1, 1)


def renewable(conn: Connection, new: Reviewed) -> MappingState | None:
    """The state of a mapping in whose version in force nothing but the text differs from `new`; None: that is not so.

    Reading only. What is compiled depends on the mapping alone: equal ones make the same, but for places in comments.
    """
    found = state.current(conn, new.mapping.name)
    if found is None or found.phase == "legacy" or found.spec_digest == new.mapping.digest:
        return None
    in_force = next_version.recorded(found, found.name)
    return found if _bare(in_force) == _bare(new.mapping) else None


def renew(
    conn: Connection, new: Reviewed, terms: Terms, on_wait: Callable[[Wait], None] | None = None
) -> MappingState | None:
    """Record the text and the digests of `new`, in any phase, in one short transaction; None where it is not renewable.

    Raises:
        GateError: another version is under way; somebody changed the mapping meanwhile; or a lock was not to be had.
    """
    found = renewable(conn, new)
    if found is None:
        return None
    state.refuse_evolving(conn, new.mapping, "evolve")
    start = time.monotonic()

    def record(conn: Connection) -> None:
        now = state.claim(conn, found.name)
        if now is None or (now.phase, now.spec_digest) != (found.phase, found.spec_digest):
            hint = "look at `hofsm status`, then run it again. Nothing was changed"
            raise GateError(Problem(f"somebody changed mapping {found.name!r} meanwhile", hint))
        note = f"from version {found.spec_digest[:12]}: nothing but the text of the spec"
        change = control.Change("evolve", found.phase, found.phase, time.monotonic() - start, note=note)
        control.record_phase(conn, new.registration(), change)

    attempt(conn, record, retry=terms.retry, on_wait=on_wait)
    return found


def _bare(mapping: Mapping) -> Mapping:
    return replace(_nowhere(mapping), file="", digest="")


def _nowhere(value: Any) -> Any:
    """The same without places in the file."""
    if isinstance(value, Position):
        return _ANYWHERE
    if isinstance(value, tuple):
        return tuple(map(_nowhere, value))
    if isinstance(value, dict):
        return {name: _nowhere(one) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        given = {one.name: _nowhere(getattr(value, one.name)) for one in fields(value) if one.init}
        return replace(value, **given)
    return value
