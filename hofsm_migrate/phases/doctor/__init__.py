"""What is wrong with a migration that is under way: found, explained, and where it is safe repaired."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import psycopg

from hofsm_migrate.compile import plan as compile_plan
from hofsm_migrate.db import control, schema
from hofsm_migrate.errors import GateError, HofsmError, Problem
from hofsm_migrate.phases import gates, state
from hofsm_migrate.phases.doctor import documents, objects, partitions, privileges, records, table, two_stores, view
from hofsm_migrate.phases.doctor.finding import Finding, Patient
from hofsm_migrate.phases.doctor.under_way import under_way
from hofsm_migrate.phases.gates.gate import Asked
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.phases.doctor.finding import Found, Key, Side
    from hofsm_migrate.spec.mapping import Mapping

__all__ = ["CHECKS", "Diagnosis", "Finding", "examine"]

ROUNDS = 3
"""A repair may bring others to light: documents that were written while a trigger was missing."""
CHECKS: tuple[Callable[[Patient], Iterator[Found]], ...] = (
    table.drift,
    objects.functions_and_triggers,
    objects.rules,
    partitions.partitions,
    table.row_security,
    objects.application_triggers,
    objects.search_path,
    documents.out_of_parity,
)
"""What is looked at where all tables are there. Triggers come before documents: a repaired document is to stay so."""
_VIEW = (view.columns, view.facts, view.others, privileges.of_both, privileges.readers)
CUT_OVER: tuple[Callable[[Patient], Iterator[Found]], ...] = (
    objects.functions_and_triggers,
    objects.rules,
    partitions.partitions,
    table.row_security,
    objects.search_path,
    two_stores.disagreeing,
)
"""Where the new tables are what counts; before them what a view in the legacy table's place has to do with, if there is
one."""


@dataclass(frozen=True)
class Diagnosis:
    """`findings` of this call, those that were repaired with `fixed`; the others are what is there now."""

    mapping: str
    phase: str
    key_columns: tuple[str, ...]
    findings: tuple[Finding, ...]
    seconds: float

    @property
    def needs_a_person(self) -> bool:
        """Whether something is wrong that was not repaired."""
        return any(one.severity == "error" and not one.fixed for one in self.findings)


def examine(
    conn: Connection,
    mapping: Mapping,
    *,
    files: tuple[Problem, ...] = (),
    fix: bool = False,
    limit: int = 20,
    prefer: Side | None = None,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> Diagnosis:
    """Look at everything that a mapping depends on; with `fix` repair what is safe to repair, then look again.

    Reading only without `fix`. Each repair is a short transaction, one per document, tried again after a lock timeout,
    deadlock or serialization failure; a second call finds nothing of what was repaired. A repair is recorded in the
    history, and leaves the phase alone.

    Args:
        conn: autocommit.
        files: what stands between the spec and its generated files.
        limit: keys of documents to name per finding, at most; those repaired are named all.
        prefer: which store is right where they do not agree in phase `cutover` and payloads are kept.

    Raises:
        GateError: schema `hofsm` is not installed, or is of an older version and `fix` is not given.
    """
    start = time.monotonic()
    _ready(conn, fix=fix, retry=retry)
    look = _Look(conn, mapping, files, limit, prefer, retry, on_wait)
    mended: list[Finding] = []
    refused: dict[tuple[str, str], Finding] = {}
    left = look.findings()
    while fix and not refused and look.rounds <= ROUNDS and any(one.repair for one in left):
        outcome = [_mend(one) for one in left if one.repair]
        mended += [one for one in outcome if one.fixed]
        refused = {(one.check, one.what): one for one in outcome if not one.fixed}
        left = look.findings()
    if mended:
        look.record(mended, time.monotonic() - start)
    found = look.state
    return Diagnosis(
        mapping.name,
        state.phase(found),
        look.plan.tree.source.key,
        (*mended, *(refused.get((one.finding.check, one.finding.what), one.finding) for one in left)),
        time.monotonic() - start,
    )


def _ready(conn: Connection, *, fix: bool, retry: Retry | None) -> None:
    revision = control.installed_revision(conn)
    if revision is None:
        hint = "check that this is the right database; before hofsm expand there is nothing to look at"
        raise GateError(Problem("schema hofsm is not installed", hint))
    if revision != schema.NEWEST and fix:
        schema.bring_up_to_date(conn, retry=retry)
    elif revision != schema.NEWEST:
        hint = "hofsm control brings it up to date, as does hofsm doctor --fix. Nothing was changed"
        raise GateError(Problem(f"schema hofsm is of an older version: {revision}", hint))


def _mend(one: Found) -> Finding:
    try:
        keys: tuple[Key, ...] = one.repair() if one.repair else ()
    except (HofsmError, psycopg.Error) as error:
        return replace(one.finding, fixed=False, refused=_words(error))
    return replace(one.finding, fixed=True, keys=keys)


def _words(error: HofsmError | psycopg.Error) -> str:
    if isinstance(error, HofsmError):
        return "; ".join(problem.message for problem in error.problems)
    return f"{error.diag.message_primary or error} (SQLSTATE {error.sqlstate})"


def _checks(patient: Patient) -> tuple[Callable[[Patient], Iterator[Found]], ...]:
    if not patient.cut_over:
        return CHECKS
    return (*_VIEW, *CUT_OVER) if view.stands(patient) else CUT_OVER


class _Look:
    """One mapping, looked at as often as something was repaired."""

    def __init__(  # noqa: PLR0917 - what examine was given
        self,
        conn: Connection,
        mapping: Mapping,
        files: tuple[Problem, ...],
        limit: int,
        prefer: Side | None,
        retry: Retry | None,
        on_wait: Callable[[Wait], None] | None,
    ) -> None:
        self.conn, self.mapping, self.files, self.limit = conn, mapping, files, limit
        self.prefer: Side | None = prefer
        self.retry, self.on_wait, self.rounds = retry, on_wait, 0
        self.plan: Plan = compile_plan(mapping)
        self.state: MappingState | None = None

    def findings(self) -> list[Found]:
        """All findings; those about the rest only where the tables are there."""
        self.rounds += 1
        self.state = state.current(self.conn, self.mapping.name)
        first = [*records.control_rows(self.conn, self.retry), *records.other_files(self.files)]
        if self.state is None or self.state.phase == "legacy":
            asked = Asked(self.conn, self.plan, self.mapping, "expand", gates.Limits())
            problems = gates.ask(asked, ("names are free",))[0].problems
            return [*first, *records.left_over(list(problems), f"schema {self.mapping.schema}")]
        first += records.other_spec(self.state, self.mapping, state.evolving(self.conn, self.mapping.name))
        in_force = self.mapping
        if self.state.spec_digest != self.mapping.digest:
            in_force = replace(loads(self.state.spec, self.mapping.file), file=self.mapping.file)
            self.plan = compile_plan(in_force)
        patient = Patient(self.conn, self.plan, in_force, self.state, self.limit, self.retry, self.on_wait, self.prefer)
        gone = list(table.tables(patient))
        return [*first, *(gone or chain.from_iterable(check(patient) for check in (*_checks(patient), under_way)))]

    def record(self, mended: list[Finding], seconds: float) -> None:
        """What was repaired, in the history; the phase and the time of its last change stay."""
        if self.state is None:
            return
        phase = self.state.phase
        note = "; ".join(
            f"{one.what} ({len(one.keys):,} documents made anew)" if one.keys else one.what for one in mended
        )
        change = control.Change("doctor --fix", phase, phase, seconds, note=note)
        control.record_event(self.conn, self.state, change)
