"""The last transaction of `evolve`: the new version takes the place of the old one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from psycopg import errors

from hofsm_migrate import sql
from hofsm_migrate.compile.evolve import stays
from hofsm_migrate.db import control
from hofsm_migrate.db.next_version import take_records
from hofsm_migrate.db.objects import objects, record_objects
from hofsm_migrate.db.versions import record_figures
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.phases import state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from psycopg import Connection

    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.db.versions import Figures
    from hofsm_migrate.phases.evolution import Evolution
    from hofsm_migrate.phases.gates.gate import Gate


@dataclass
class Switch:
    """The last transaction.

    `unchanged` refuses where somebody has changed the mapping since; `ask` asks gates again, and returns all that were
    asked; `waits` are those until now. Figures are of the residuals by both versions; None where nothing is in them.
    """

    evolution: Evolution
    unchanged: Callable[[Connection], str]
    ask: Callable[[Connection], tuple[Gate, ...]]
    waits: Sequence[Wait]
    before: Figures | None
    after: Figures | None
    seconds: float = 0.0

    def do(self, conn: Connection) -> None:
        """All of it, in the transaction at hand."""
        start = time.monotonic()
        (_, first), *made = self._scripts
        self._claim(conn)
        asked = self.ask(conn)
        self._drop(conn, first)
        self._nothing_left(conn)
        for step, script in made:
            conn.execute(script)
            if step:
                record_objects(conn, self.evolution.new.mapping.name, step)
        self._record(conn, asked, time.monotonic() - start)
        self.seconds = time.monotonic() - start

    @cached_property
    def _scripts(self) -> tuple[tuple[str | None, bytes], ...]:
        """By stage its step and SQL. They are made once, and before there is a lock for which writers would wait."""
        return tuple((stage.step, stage.script().encode()) for stage in self.evolution.stages())

    def _claim(self, conn: Connection) -> None:
        """Nobody has changed the phase or the version since."""
        self.unchanged(conn)
        if self.evolution.found.phase != "expanded":
            beside = self.evolution.beside
            state.require(state.claim(conn, beside.mapping.name), beside.mapping, "evolve", ("dual_write",))

    def _drop(self, conn: Connection, script: bytes) -> None:
        """The old version goes, unless somebody passed the gate by for what PostgreSQL does not drop with a table."""
        try:
            conn.execute(script)
        except errors.DependentObjectsStillExist as error:
            again = f"hofsm evolve {self.evolution.new.mapping.file}"
            raise GateError(
                Problem(
                    f"the server does not drop the old version: {error.diag.message_primary}",
                    hint=f"drop what depends, or let it depend on something else; then {again} goes on where it was."
                    ' `--force "nothing depends"` passes by what goes with a table, not what PostgreSQL keeps a table'
                    " for. The old version is in force as it was: the switch was undone and changed nothing",
                    detail="; ".join((error.diag.message_detail or "the server names nothing").splitlines()),
                )
            ) from error

    def _nothing_left(self, conn: Connection) -> None:
        """What was recorded of the old version is gone, so this version of hofsm knows all that it had made.

        What belongs to the view stays, and its record.
        """
        found = self.evolution
        name, kept = found.new.mapping.name, stays(found.old, found.found.phase)
        left = [one.identity for one in objects(conn, name) if one.present and one.name not in kept]
        if left:
            hint = "another version of hofsm made the old one: roll back with that. Nothing was changed"
            raise GateError(Problem(f"objects of the old version would be left: {', '.join(left[:5])}", hint))
        conn.execute(sql.load("control_forget_objects").encode(), {"mapping": name})

    def _record(self, conn: Connection, asked: tuple[Gate, ...], seconds: float) -> None:
        found = self.evolution
        new, phase = found.new, found.found.phase
        name = new.mapping.name
        if self.before:
            record_figures(conn, name, found.found.spec_digest, self.before)
        if phase == "expanded":
            control.forget_chunks(conn, name)
        else:
            take_records(conn, name, found.beside.mapping.name)
        event = control.Change(
            "evolve",
            phase,
            phase,
            seconds,
            gates=tuple(gate.record() for gate in asked),
            waits=tuple(self.waits),
            note=f"from version {found.found.spec_digest[:12]}: {len(found.changes)} changes",
        )
        control.record_phase(conn, new.registration(), event)
        control.record_shape(conn, name)
        if self.after:
            record_figures(conn, name, new.mapping.digest, self.after)
