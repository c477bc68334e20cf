"""How far the strangler has come: for every version of the spec, what it left in the residual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.compile import plan as compile_plan
from hofsm_migrate.compile.evolve import is_next
from hofsm_migrate.db import control, schema
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.db.versions import record_figures, versions
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.phases import next_version
from hofsm_migrate.phases.measured import figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.db.control import MappingState
    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.db.versions import Version
    from hofsm_migrate.names import Phase


_MEASURED = ("expanded", "dual_write", "mirrored", "cutover")
"""The phases in which there are documents to compare residuals with."""


@dataclass(frozen=True)
class Advance:
    """A mapping with all versions of its spec. `measured` is whether the figures of the last one are of this call."""

    mapping: str
    phase: Phase
    key_columns: tuple[str, ...]
    versions: tuple[Version, ...]
    measured: bool


def advances(
    conn: Connection,
    name: str | None = None,
    *,
    exact: bool = False,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> tuple[Advance, ...]:
    """One mapping, or all of them by name. The figures of the version in force are taken anew, and kept.

    Args:
        conn: autocommit.
        exact: read every document, however long it takes.

    Raises:
        GateError: `name` is not recorded in this database, or schema `hofsm` is not installed.
    """
    if control.installed_revision(conn) is None:
        raise GateError(Problem("schema hofsm is not installed", "check that this is the right database"))
    schema.bring_up_to_date(conn, retry=retry)
    found = [one for one in control.mapping_states(conn) if not is_next(one.name) and name in {None, one.name}]
    if name is not None and not found:
        raise GateError(Problem(f"mapping {name!r} is not recorded in this database", "hofsm expand records it"))

    def refresh(conn: Connection, one: MappingState) -> Advance:
        return _advance(conn, one, exact=exact)

    return tuple(
        attempt(conn, lambda conn, one=one: refresh(conn, one), retry=retry, on_wait=on_wait).value for one in found
    )


def _advance(conn: Connection, found: MappingState, *, exact: bool) -> Advance:
    plan = compile_plan(next_version.recorded(found, found.name))
    cut_over = found.phase == "cutover"
    now = figures(conn, plan, exact=exact, cut_over=cut_over) if found.phase in _MEASURED else None
    if now is not None:
        record_figures(conn, found.name, found.spec_digest, now)
    return Advance(found.name, found.phase, plan.tree.source.key, versions(conn, found.name), now is not None)
