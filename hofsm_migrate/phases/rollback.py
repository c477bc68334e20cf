"""expanded -> legacy: the new tables go, and with them rows that were only copies."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.db import control
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.phases import state

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.phases.files import Reviewed


@dataclass(frozen=True)
class RollbackResult:
    """`changed` is False where the mapping was in phase `legacy` already. What the backfill had written is gone."""

    mapping: str
    changed: bool
    objects: tuple[str, ...]
    documents: int
    rows: int
    waits: tuple[Wait, ...]
    seconds: float


def rollback(
    conn: Connection,
    reviewed: Reviewed,
    *,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> RollbackResult:
    """Drop everything that `expand` made, in one short transaction. The legacy table is not touched.

    The target schema stays, as does the control schema with the history.

    Raises:
        GateError: the mapping is in a phase from which this is not the way back, or another version of the spec is in
            force, or a lock was not to be had. Nothing was changed.
    """
    start = time.monotonic()
    name = reviewed.mapping.name
    if state.phase(state.current(conn, name)) == "legacy":
        return RollbackResult(name, changed=False, objects=(), documents=0, rows=0, waits=(), seconds=0)
    waits: list[Wait] = []

    def note(wait: Wait) -> None:
        waits.append(wait)
        if on_wait:
            on_wait(wait)

    def work(conn: Connection) -> control.BackfillTotal:
        state.require(state.claim(conn, name), reviewed.mapping, "rollback to legacy", ("expanded",))
        total = control.backfill_total(conn, name)
        conn.execute(reviewed.down.encode())
        control.forget_chunks(conn, name)
        words = f"{total.documents} documents in {total.rows} rows were only copies"
        change = control.Change(
            "rollback", "expanded", "legacy", time.monotonic() - start, waits=tuple(waits), note=words
        )
        control.record_phase(conn, reviewed.registration(), change)
        return total

    total = attempt(conn, work, retry=retry, on_wait=note).value
    objects = tuple(step.what for step in reversed(reviewed.plan.operations) if not step.what.startswith("schema "))
    seconds = time.monotonic() - start
    return RollbackResult(name, True, objects, total.documents, total.rows, tuple(waits), seconds)  # noqa: FBT003
