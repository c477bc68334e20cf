"""cutover -> contracted: the payloads go; a record of what the documents were, an archive, references."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from psycopg import errors, sql

from hofsm_migrate.compile.contract import reference_name, references
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db import catalog, schema
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.db.final_parity import FinalParity, record_final_parity
from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.phases import archive as archives
from hofsm_migrate.phases import change, gates, state
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.compile import Plan, Step
    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.phases.archive import Taken
    from hofsm_migrate.phases.change import ChangeResult, Terms
    from hofsm_migrate.phases.files import Reviewed


@dataclass(frozen=True)
class Wish:
    """What goes beside the payload column, and where the documents are kept: by default nothing and nowhere."""

    drop_view: bool = False
    archive: Path | None = None


@dataclass(frozen=True)
class Reference:
    """A foreign key of a new table. `problem` is why its rows are not valid; new ones are checked all the same."""

    table: str
    name: str
    problem: str | None = None


@dataclass(frozen=True)
class ContractResult:
    """`changed` is False where nothing was left to do. `taken` is None where the mapping was contracted before."""

    mapping: str
    steps: tuple[ChangeResult, ...]
    taken: Taken | None
    references: tuple[Reference, ...]

    @property
    def changed(self) -> bool:
        """Whether this call did anything but validate references."""
        return bool(self.steps)

    @property
    def not_validated(self) -> tuple[Reference, ...]:
        """Foreign keys with rows that they do not allow."""
        return tuple(one for one in self.references if one.problem)


def contract(
    conn: Connection,
    reviewed: Reviewed,
    terms: Terms | None = None,
    wish: Wish | None = None,
    *,
    confirmed: Callable[[], bool],
    on_wait: Callable[[Wait], None] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> ContractResult:
    """Drop what the legacy side no longer needs; there is no way back.

    First the gates, then the question, then all documents are composed in one snapshot for the record and the archive,
    which takes as long as `verify` and holds up nobody. Then one short transaction drops the column and records it;
    with `drop_view` a second one drops the view. At last the foreign keys are validated, one transaction each.

    A kill leaves the phase as it was, or changed in full. The same call goes on from there, and validates what is left.

    Args:
        conn: autocommit.
        confirmed: is asked once, when all gates are met and something is to be done.

    Raises:
        UsageError: it was not confirmed, or there is a file of the archive's name that does not have these documents.
            Nothing was changed.
        GateError: the mapping is in another phase, or a new version is under way; gates are not met; a lock was not to
            be had.
        ParityError: the archive is not what the server says. Nothing was changed.
    """
    run = _Run(conn, reviewed, terms or change.Terms(), wish or Wish(), on_wait, on_progress)
    schema.bring_up_to_date(conn, retry=run.terms.retry)
    return run.all(confirmed)


def has_view(conn: Connection, plan: Plan) -> bool:
    """Whether a view has the legacy name."""
    found = catalog.relation(conn, *Names(plan.tree).legacy)
    return found is not None and found.kind == "view"


@dataclass
class _Run:
    conn: Connection
    reviewed: Reviewed
    terms: Terms
    wish: Wish
    on_wait: Callable[[Wait], None] | None
    on_progress: Callable[[int], None] | None
    taken: Taken | None = None

    def all(self, confirmed: Callable[[], bool]) -> ContractResult:
        due = self._due()
        for step in due:
            change.ask(self.conn, self.reviewed, step, self._terms(step))
        if due and not confirmed():
            hint = f"type the name of the mapping, or give --confirm {shlex.quote(self._name)}"
            raise UsageError(Problem("it was not confirmed", f"{hint}. Nothing was changed"))
        if self.reviewed.plan.step("contract") in due:
            self.taken = self._take()
        made = tuple(self._forward(step) for step in due)
        steps = tuple(one for one in made if one.changed)
        return ContractResult(self._name, steps, self.taken if steps else None, self._validate())

    def _due(self) -> tuple[Step, ...]:
        plan = self.reviewed.plan
        step = plan.step("contract")
        found = state.require(
            state.current(self.conn, self._name), self.reviewed.mapping, step.command, (step.before, step.after)
        )
        first = (step,) if found.phase == step.before else ()
        if first:
            state.refuse_evolving(self.conn, self.reviewed.mapping, step.command)
        return (*first, plan.drop_view) if self.wish.drop_view and has_view(self.conn, plan) else first

    def _take(self) -> Taken:
        plan, mapping, file = self.reviewed.plan, self.reviewed.mapping, self.wish.archive
        given = {"retry": self.terms.retry, "on_wait": self.on_wait, "on_progress": self.on_progress}
        if file is not None and not file.exists():
            return archives.make(self.conn, plan, mapping, file, **given)
        taken = archives.take(self.conn, plan, **given)
        return taken if file is None else archives.reuse(taken, mapping, file)

    def _forward(self, step: Step) -> ChangeResult:
        within = self._record if step.command == "contract" else self._still_there
        return change.forward(self.conn, self.reviewed, step, self._terms(step), on_wait=self.on_wait, within=within)

    def _terms(self, step: Step) -> Terms:
        """A gate is passed by where the step has it."""
        forced = {name: why for name, why in self.terms.forced.items() if name in gates.GATES[step.command]}
        return replace(self.terms, forced=forced)

    def _still_there(self, conn: Connection) -> str | None:
        return "the view is gone, the table has its name again" if has_view(conn, self.reviewed.plan) else None

    def _record(self, conn: Connection) -> str | None:
        """The final record, in the transaction that drops the payloads; what the history says of it."""
        if self.taken is None:
            return None
        snapshot, said = self.taken.snapshot, self.taken.manifest
        parts = {"base": Names(self.reviewed.plan.tree).base, "snapshot": snapshot.id}
        row = conn.execute(fill(load("phase_changed_since"), parts)).fetchone()
        changed = row[0] if row else 0
        record = FinalParity(
            mapping=self._name,
            spec_digest=self.reviewed.mapping.digest,
            snapshot=snapshot.id,
            taken_at=snapshot.taken_at,
            documents=snapshot.documents,
            rows=snapshot.rows,
            digest=snapshot.digest,
            changed_since=changed,
            archive=str(self.taken.archive) if self.taken.archive else None,
            archive_sha256=said.file_sha256 if said else None,
        )
        record_final_parity(conn, record)
        kept = f"archive {record.archive}, SHA-256 {record.archive_sha256}" if record.archive else "no archive"
        return (
            f"{record.documents} documents in {record.rows} rows at {record.taken_at:%Y-%m-%d %H:%M:%S %Z}, digest"
            f" {record.digest}; at most {changed} documents written since; {kept}"
        )

    def _validate(self) -> tuple[Reference, ...]:
        """Each foreign key in a transaction of its own, which reads its rows and holds up no writer."""
        made = Names(self.reviewed.plan.tree)
        found = []
        for table, column in references(self.reviewed.plan.tree):
            name = reference_name(table, column)
            query = sql.SQL("ALTER TABLE {} VALIDATE CONSTRAINT {}").format(
                qualified(made.table(table)), sql.Identifier(name)
            )
            found.append(Reference(table.name, name, self._validated(query)))
        return tuple(found)

    def _validated(self, query: sql.Composed) -> str | None:
        try:
            attempt(self.conn, lambda conn: conn.execute(query), retry=self.terms.retry, on_wait=self.on_wait)
        except errors.ForeignKeyViolation as error:
            return error.diag.message_detail or error.diag.message_primary
        return None

    @property
    def _name(self) -> str:
        return self.reviewed.mapping.name
