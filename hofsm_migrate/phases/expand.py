"""legacy -> expanded: the new tables come into being, empty and closed for writes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.db import control, schema
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import gates, state

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.phases.files import Reviewed


@dataclass(frozen=True)
class ExpandResult:
    """`changed` is False where the mapping was expanded already. `objects` are those made by this call; seconds."""

    mapping: str
    changed: bool
    objects: tuple[str, ...]
    control_installed: bool
    waits: tuple[Wait, ...]
    seconds: float


def expand(
    conn: Connection,
    reviewed: Reviewed,
    *,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> ExpandResult:
    """Make the new tables, functions and the view of a mapping in one short transaction; the control schema if missing.

    The legacy table is read in the catalog only: ACCESS SHARE, for its key types. A second call changes nothing.

    Args:
        conn: autocommit.
        reviewed: files that were checked; `up` runs exactly as it is.

    Raises:
        GateError: a gate is not met (all that are not, at once), or another version of the spec is in force, or a lock
            was not to be had. Nothing was changed, except that the control schema may have been installed.
    """
    start = time.monotonic()
    now = state.current(conn, reviewed.mapping.name)
    if state.phase(now) != "legacy":
        state.require(now, reviewed.mapping, "expand", ("expanded",))
        return ExpandResult(
            reviewed.mapping.name, changed=False, objects=(), control_installed=False, waits=(), seconds=0
        )
    checked = gates.check(conn, reviewed.plan, reviewed.mapping)
    if problems := gates.problems(checked):
        raise GateError(*problems)
    installed = schema.install(conn, retry=retry)
    waits: list[Wait] = []

    def note(wait: Wait) -> None:
        waits.append(wait)
        if on_wait:
            on_wait(wait)

    def work(conn: Connection) -> bool:
        found = state.claim(conn, reviewed.mapping.name)
        if state.phase(found) != "legacy":  # somebody was faster; fine if with the same spec
            state.require(found, reviewed.mapping, "expand", ("expanded",))
            return False
        conn.execute(reviewed.up.encode())
        _record(conn, reviewed, checked, tuple(waits), time.monotonic() - start)
        return True

    changed = attempt(conn, work, retry=retry, on_wait=note).value
    objects = tuple(step.what for step in reviewed.plan.operations) if changed else ()
    return ExpandResult(reviewed.mapping.name, changed, objects, installed, tuple(waits), time.monotonic() - start)


def _record(
    conn: Connection, reviewed: Reviewed, checked: tuple[gates.Gate, ...], waits: tuple[Wait, ...], seconds: float
) -> None:
    results = tuple({"gate": gate.name, "met": not gate.problems} for gate in checked)
    change = control.Change("expand", "legacy", "expanded", seconds, results, waits)
    control.record_phase(conn, reviewed.registration(), change)
