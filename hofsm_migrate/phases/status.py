"""Where mappings stand, from the control tables and the catalog; reading only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hofsm_migrate.compile import plan as compile_plan
from hofsm_migrate.compile.evolve import is_next, next_name
from hofsm_migrate.compile.names import Names
from hofsm_migrate.db import catalog, control
from hofsm_migrate.db.payload import is_for_evolve, payload_state
from hofsm_migrate.errors import GateError, SpecError
from hofsm_migrate.names import written
from hofsm_migrate.phases import counts, next_version, state
from hofsm_migrate.phases.residual import ResidualShare, residual_share
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.db.control import BackfillTotal, Event, MappingState, Phase, Verification
    from hofsm_migrate.db.payload import PayloadState
    from hofsm_migrate.phases.counts import Count
    from hofsm_migrate.spec.mapping import Mapping

EVENTS = 5


@dataclass(frozen=True)
class Standing:
    """A mapping in one line. `represented` is None where there are no new tables; `next_step` is a command or words.

    `payload` is where the payloads are, in words; None in all phases but `cutover`.
    """

    mapping: str
    phase: Phase
    documents: Count | None
    represented: Count | None
    next_step: str
    payload: str | None = None


@dataclass(frozen=True)
class TableFigures:
    """A new table: bytes with indexes and TOAST, rows as counted or estimated."""

    name: str
    role: str
    rows: Count | None
    bytes: int


@dataclass(frozen=True)
class NextVersion:
    """A new version of the spec that stands beside the one in force, or one that was not dropped to the end.

    `spec_matches` is whether the spec file at hand is that version; None where none was given. `represented` is None in
    phases in which nothing fills its tables, and where this version of hofsm does not understand its spec.
    """

    spec_digest: str
    spec_matches: bool | None
    phase: Phase
    represented: Count | None
    backfill: BackfillTotal
    verification: Verification | None
    next_step: str


@dataclass(frozen=True)
class MappingStatus:
    """Everything that is known about a mapping. `spec_matches` is None where no spec file was given to compare with.

    `next_version` is None where none is under way.
    """

    standing: Standing
    legacy_table: str
    legacy_bytes: int | None
    spec_digest: str | None
    spec_matches: bool | None
    backfill: BackfillTotal | None
    tables: tuple[TableFigures, ...]
    residual: ResidualShare | None
    verification: Verification | None
    events: tuple[Event, ...]
    next_version: NextVersion | None = None


def statuses(conn: Connection, *, exact: bool = False) -> tuple[MappingStatus, ...]:
    """Every recorded mapping, by name; each as its recorded spec describes it."""
    if control.installed_revision(conn) is None:
        return ()
    found = (one for one in control.mapping_states(conn) if not is_next(one.name))
    return tuple(_recorded(conn, one, exact=exact) for one in found)


def status(conn: Connection, plan: Plan, mapping: Mapping | None = None, *, exact: bool = False) -> MappingStatus:
    """One mapping, compared with the spec file at hand. `exact` counts and measures however long it takes."""
    mapping = mapping or plan.mapping
    found = state.current(conn, mapping.name)
    matches = None if found is None else found.spec_digest == mapping.digest
    return _status(conn, plan, found, mapping, matches=matches, exact=exact)


def standing(conn: Connection, plan: Plan, mapping: Mapping | None = None) -> Standing:
    """Where a mapping stands, for the last line of a command."""
    mapping = mapping or plan.mapping
    found = state.current(conn, mapping.name)
    verified = control.last_verification(conn, mapping.name) if found else None
    return _standing(conn, plan, found, mapping.file, verified)


def _recorded(conn: Connection, found: MappingState, *, exact: bool) -> MappingStatus:
    try:
        made = compile_plan(loads(found.spec, f"{found.name}.yaml"))
    except SpecError:
        return _bare(conn, found)
    return _status(conn, made, found, replace(made.mapping, file="SPEC"), matches=None, exact=exact)


def _bare(conn: Connection, found: MappingState) -> MappingStatus:
    """What the control tables say by themselves: the recorded spec is not one of this version's language."""
    return MappingStatus(
        standing=Standing(
            found.name, found.phase, None, None, "use the version of hofsm that the spec was written for"
        ),
        legacy_table=written(found.legacy_schema, found.legacy_table),
        legacy_bytes=None,
        spec_digest=found.spec_digest,
        spec_matches=None,
        backfill=control.backfill_total(conn, found.name),
        tables=(),
        residual=None,
        verification=control.last_verification(conn, found.name),
        events=control.history(conn, found.name)[-EVENTS:],
        next_version=_next_version(conn, found.name, "SPEC", None),
    )


def _status(
    conn: Connection, plan: Plan, found: MappingState | None, mapping: Mapping, *, matches: bool | None, exact: bool
) -> MappingStatus:
    name, expanded, spec = plan.mapping.name, state.phase(found) != "legacy", mapping.file
    made = Names(plan.tree)
    legacy = _stored(conn, made, state.phase(found))
    verification = control.last_verification(conn, name) if found else None
    where = _standing(conn, plan, found, spec, verification)
    has_payloads = state.phase(found) != "contracted"
    usable = expanded and matches is not False and legacy is not None
    return MappingStatus(
        standing=where,
        legacy_table=written(*Names(plan.tree).legacy),
        legacy_bytes=catalog.size(conn, legacy).total if legacy else None,
        spec_digest=found.spec_digest if found else None,
        spec_matches=matches,
        backfill=control.backfill_total(conn, name) if found else None,
        tables=_tables(conn, plan, exact=exact) if usable else (),
        residual=_share(conn, plan, where, exact=exact) if usable and has_payloads else None,
        verification=verification,
        events=control.history(conn, name)[-EVENTS:] if found else (),
        next_version=_next_version(conn, name, spec, None if matches is None else mapping.digest) if found else None,
    )


def _next_version(conn: Connection, name: str, spec: str, digest: str | None) -> NextVersion | None:
    found = control.mapping_state(conn, next_name(name))
    if found is None:
        return None
    filled = found.phase not in {"legacy", "expanded"}
    return NextVersion(
        spec_digest=found.spec_digest,
        spec_matches=None if digest is None else found.spec_digest == digest,
        phase=found.phase,
        represented=_beside(conn, found, name) if filled else None,
        backfill=control.backfill_total(conn, found.name),
        verification=control.last_verification(conn, found.name),
        next_step=_NEXT_OF_VERSION.format(spec=spec),
    )


def _beside(conn: Connection, found: MappingState, name: str) -> Count | None:
    try:
        return counts.represented(conn, next_version.found_beside(found, name).plan)
    except GateError:
        return None


_NEXT_OF_VERSION = "hofsm evolve {spec} with the new spec goes on, hofsm evolve {spec} --abandon drops it"


def _share(conn: Connection, plan: Plan, where: Standing, *, exact: bool) -> ResidualShare | None:
    return residual_share(conn, plan, where.documents, exact=exact, cut_over=where.phase == "cutover")


def _stored(conn: Connection, made: Names, phase: Phase) -> Relation | None:
    """The table with the documents' other columns: a view may have its name."""
    base = catalog.relation(conn, *made.base) if phase in ("cutover", "contracted") else None
    return base or catalog.relation(conn, *made.legacy)


def _tables(conn: Connection, plan: Plan, *, exact: bool) -> tuple[TableFigures, ...]:
    made, figures = Names(plan.tree), []
    for table in (table for node in plan.tree.nodes for table in node.tables):
        relation = catalog.relation(conn, *made.table(table))
        if relation is not None:
            rows = counts.rows_of(conn, made.table(table), exact=exact)
            figures.append(TableFigures(table.name, table.role, rows, catalog.size(conn, relation).total))
    return tuple(figures)


def _standing(
    conn: Connection, plan: Plan, found: MappingState | None, spec: str, verified: Verification | None
) -> Standing:
    phase = state.phase(found)
    documents = counts.documents(conn, plan)
    represented = counts.represented(conn, plan) if phase != "legacy" else None
    next_step = _next(plan, found, spec, documents, represented, verified)
    if found is not None and state.evolving(conn, found.name):
        next_step = _NEXT_OF_VERSION.format(spec=spec)
    if phase != "cutover":
        return Standing(plan.mapping.name, phase, documents, represented, next_step)
    payload, evolving = payload_state(conn, plan.mapping.name), is_for_evolve(conn, plan.mapping.name)
    if evolving:
        next_step = f"hofsm evolve goes on; hofsm evolve {spec} --abandon takes the payloads away again"
    elif payload is not None or next_step.startswith("hofsm contract"):
        next_step = _NEXT_OF_PAYLOAD[payload.state if payload else "kept"].format(spec=spec)
    words = _words(payload, documents) + (" for evolve" if evolving else "")
    return Standing(plan.mapping.name, phase, documents, represented, next_step, words)


_NEXT_OF_PAYLOAD = {
    "kept": "hofsm cutover {spec} empties the payloads; hofsm rollback {spec} --to mirrored is the way back",
    "emptying": "hofsm cutover {spec} goes on",
    "moved": "hofsm contract {spec}, once nobody needs the way back, which is hofsm rollback {spec}",
    "restoring": "hofsm rollback {spec} goes on",
    "restored": "hofsm rollback {spec} compares all documents, and goes on",
}


def _words(payload: PayloadState | None, total: Count | None) -> str:
    """Where the payloads are."""
    if payload is None:
        return "payload kept"
    if payload.state in {"moved", "restored"}:
        return {"moved": "payload dropped", "restored": "payload restored, not yet compared"}[payload.state]
    share = f" {100 * min(payload.documents, total.rows) // total.rows} %" if total and total.rows else ""
    return f"{payload.state} the payload{share}"


def _next(  # noqa: PLR0917 - all that a standing is made from; one return for each answer
    plan: Plan,
    found: MappingState | None,
    spec: str,
    documents: Count | None,
    represented: Count | None,
    verified: Verification | None,
) -> str:
    phase = state.phase(found)
    if found is None or phase == "legacy":
        return f"hofsm expand {spec}"
    if represented is not None and documents is not None and represented.rows < documents.rows:
        return f"hofsm backfill {spec}"
    if verified is None or _outdated(found, represented, verified):
        return f"hofsm verify {spec}"
    if verified.differing:
        return f"hofsm verify {spec}, which named what differs; hofsm rollback {spec} is the way back"
    if phase == "contracted":
        return "nothing is left to do: the new tables are the only store"
    command = next((step.command for step in plan.steps if step.before == phase), "status")
    return f"hofsm {command} {spec}; both sides agreed when last verified"


def _outdated(found: MappingState, represented: Count | None, verified: Verification) -> bool:
    """Whether the last verification says nothing about the new tables of today.

    Where no trigger fills them, that is so when another number of documents is in them.
    """
    if found.phase == "expanded":
        return represented is None or verified.documents != represented.rows
    return verified.at is None or verified.at < found.changed_at
