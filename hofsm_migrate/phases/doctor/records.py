"""The control tables among themselves, and the spec file and its SQL against what is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.db.executor import attempt
from hofsm_migrate.phases.doctor.finding import Finding, found
from hofsm_migrate.phases.state import written
from hofsm_migrate.sql import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from psycopg import Connection

    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.db.executor import Retry
    from hofsm_migrate.errors import Problem
    from hofsm_migrate.phases.doctor.finding import Found, Key
    from hofsm_migrate.spec.mapping import Mapping


def control_rows(conn: Connection, retry: Retry | None) -> Iterator[Found]:
    """Rows of mappings that are not recorded, and recorded mappings without their tables; of all mappings."""
    for table, mapping, rows in conn.execute(load("doctor_orphaned_rows").encode()):
        yield found(
            Finding(
                "control records",
                f"{rows:,} rows of mapping {mapping!r}, which is not recorded",
                f"hofsm.{table}",
                "its row of hofsm.mapping was deleted by hand or not restored",
                "hofsm doctor --fix deletes them",
            ),
            _deleted(conn, table, mapping, retry),
        )
    for mapping, phase, what in conn.execute(load("doctor_lost_mappings").encode()):
        yield found(
            Finding(
                "control records",
                f"mapping {mapping!r} is recorded as {phase}, and {what} is gone",
                "hofsm.mapping",
                "it was dropped or renamed, or the control tables were restored without it",
                "restore it, or delete the row of hofsm.mapping",
                severity="warning",
            )
        )


def other_spec(state: MappingState, mapping: Mapping, evolving: MappingState | None) -> Iterator[Found]:
    """The spec file is the one in force, or the version that is under way."""
    if evolving is not None and evolving.spec_digest == mapping.digest:
        yield found(
            Finding(
                "spec",
                "the file is the version that is under way, and not yet in force",
                mapping.file,
                f"spec file {mapping.digest[:12]}, in force {state.spec_digest[:12]}",
                f"hofsm evolve {mapping.file} goes on; everything else was looked at by the one in force",
                severity="warning",
            )
        )
    elif state.spec_digest != mapping.digest:
        yield found(
            Finding(
                "spec",
                f"the file is another version of the spec than the one in force in phase {state.phase}",
                mapping.file,
                f"spec file {mapping.digest[:12]}, database {state.spec_digest[:12]}",
                f"check out the version of {mapping.file} that was used, or {written(mapping.file)}; everything else"
                " was looked at by that one",
            )
        )


def other_files(problems: tuple[Problem, ...]) -> Iterator[Found]:
    """The generated files are what the spec compiles to."""
    for problem in problems:
        cause = problem.detail or "edited by hand, not committed, or made by another version of hofsm"
        yield found(Finding("files", problem.message, problem.at or "", cause, problem.hint))


def left_over(problems: list[Problem], where: str) -> Iterator[Found]:
    """In phase `legacy` nothing of the mapping is there."""
    for problem in problems:
        yield found(
            Finding(
                "new tables",
                f"in phase legacy: {problem.message}",
                where,
                "the control tables were restored or changed in part, or the names are of somebody else; a step is"
                " one transaction",
                problem.hint,
            )
        )


def _deleted(conn: Connection, table: str, mapping: str, retry: Retry | None) -> Callable[[], tuple[Key, ...]]:
    query = sql.SQL("DELETE FROM {} WHERE mapping = {}").format(sql.Identifier("hofsm", table), sql.Literal(mapping))

    def run() -> tuple[Key, ...]:
        attempt(conn, lambda conn: conn.execute(query).rowcount, retry=retry)
        return ()

    return run
