"""Functions and triggers that the steps made: missing, altered, disabled; under another name; of the application."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.dual_write import legacy_trigger
from hofsm_migrate.compile.evolve import is_next
from hofsm_migrate.compile.names import qualified
from hofsm_migrate.db.objects import PIN, forget_object, objects
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.names import PHASES
from hofsm_migrate.phases.doctor import view
from hofsm_migrate.phases.doctor.finding import Finding, found
from hofsm_migrate.phases.gates import rules as gate
from hofsm_migrate.phases.gates import search_path as paths
from hofsm_migrate.sql import load, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from psycopg import Connection

    from hofsm_migrate.db.objects import ObjectState
    from hofsm_migrate.phases.doctor.finding import Found, Patient

EVENTS = ("insert", "update", "delete", "truncate")
_CREATE = re.compile(r"^CREATE FUNCTION", re.MULTILINE)
_BYPASSED = "writes in between may have passed it by: what they did is found among the documents"


def functions_and_triggers(patient: Patient) -> Iterator[Found]:
    """What the steps done made, compared with what they recorded."""
    with patient.conn.transaction():
        recorded = objects(patient.conn, patient.mapping.name)
        own = _own_triggers(patient)
        strangers = _under_other_names(patient)
    yield from _never_recorded(patient, recorded)
    yield from (_stranger(patient, name) for name in strangers)
    for one in recorded:
        yield from _doubts(patient, one, None if strangers else own.get(one.identity))


def application_triggers(patient: Patient) -> Iterator[Found]:
    """Triggers of others on the new tables, which write under the origin of whoever made them fire."""
    if patient.state.phase != "mirrored":
        return
    with patient.conn.transaction():
        patient.conn.execute(PIN)
        tables = [list(patient.names.table(table)) for node in patient.plan.tree.nodes for table in node.tables]
        values = {"mapping": patient.mapping.name, "tables": [f"{schema}\x1f{name}" for schema, name in tables]}
        rows = patient.conn.execute(load("doctor_application_triggers").encode(), values).fetchall()
    for trigger, table in rows:
        yield found(
            Finding(
                "application triggers",
                f"trigger {trigger} of the application is on a new table",
                table,
                "it fires for what follows a payload as well, and what it writes to new tables then is not mirrored",
                "let it do nothing where coalesce(current_setting('hofsm.origin', true), '') = 'legacy', or drop it",
                severity="warning",
            )
        )


def search_path(patient: Patient) -> Iterator[Found]:
    """Trigger functions of the application that do not find their tables in writes of the new side."""
    if patient.state.phase not in {"mirrored", "cutover"}:
        return
    for one in paths.unpinned(patient.conn, patient.plan):
        yield found(
            Finding(
                "application triggers",
                one.words,
                f"trigger {one.triggers} on {'.'.join(patient.stored)}",
                paths.WHY,
                one.what_to_do,
                severity="warning",
            )
        )


def rules(patient: Patient) -> Iterator[Found]:
    """Rules on the new tables, from `dual_write` until nothing of ours writes there any more."""
    if not patient.followed and patient.state.phase != "cutover":
        return
    for rule, table in gate.rules(patient.conn, patient.plan):
        yield found(
            Finding(
                "rules",
                f"rule {rule} is on a new table",
                table,
                "somebody made it; PostgreSQL refuses the statements that fill a table with a rule (0A000), so writes"
                " of the application fail, or do something else than their document says",
                gate.what_to_do(rule, table),
            )
        )


def _never_recorded(patient: Patient, recorded: tuple[ObjectState, ...]) -> Iterator[Found]:
    here = PHASES.index(patient.state.phase)
    known = {one.step for one in recorded}
    if patient.state.phase == "contracted" and not view.stands(patient):
        known.add("cutover")  # nothing that it made is left after `contract --drop-view`
    for step in patient.plan.steps:
        if PHASES.index(step.after) <= here and step.command not in known:
            yield found(
                Finding(
                    "functions and triggers",
                    f"what {step.command} made is not recorded",
                    "hofsm.object",
                    f"phase {patient.state.phase} is recorded without it: the control tables were restored in part,"
                    " an earlier version of hofsm ran the step, or its file was run by hand. A step itself is one"
                    " transaction, which leaves no half",
                    _again(patient, step.command),
                )
            )


def _doubts(patient: Patient, one: ObjectState, event: str | None) -> Iterator[Found]:
    name = f"{one.kind} {one.identity}"
    if not one.present and one.kind == "trigger" and not one.has_table:
        yield _of_a_table_that_is_gone(patient, one)
    elif not one.present:
        repair = _replace_trigger(patient, one, event) if event else None
        yield _finding(patient, one, f"{name} is missing", "somebody dropped or renamed it", repair)
    elif not one.same:
        yield _finding(
            patient, one, f"{name} was altered", f"it is not as {one.step} made it", _alike(patient, one, event)
        )
    if one.enabled is False:
        yield _finding(patient, one, f"{name} is not enabled", "somebody disabled it", _enable(one.identity))
    for table in one.copies:
        words = f"{name} is disabled on partition {table}"
        yield _finding(patient, one, words, "somebody disabled it", _enable(one.identity, table))


def _finding(
    patient: Patient, one: ObjectState, what: str, cause: str, repair: Callable[[Connection], None] | None
) -> Found:
    cause = f"{cause}; {_BYPASSED}" if one.kind == "trigger" and one.step != "expand" else cause
    fixed = "hofsm doctor --fix puts it back as it was" if repair else _again(patient, one.step)
    finding = Finding("functions and triggers", what, one.identity, cause, fixed)
    return found(finding, patient.change(repair) if repair else None)


def _again(patient: Patient, command: str) -> str:
    if is_next(patient.mapping.name):
        return f"hofsm evolve {patient.file} --abandon, then evolve again: the payloads have everything"
    if patient.state.phase == "contracted":
        return "there is no way back to make it anew: run its statement of the last file in migrations/ that has one"
    before = next((step.before for step in patient.plan.steps if step.command == command), "legacy")
    return f"hofsm rollback {patient.file} --to {before}, then hofsm {command} {patient.file} makes it anew"


def _of_a_table_that_is_gone(patient: Patient, one: ObjectState) -> Found:
    return found(
        Finding(
            "control records",
            f"trigger {one.identity} is recorded and its table is gone",
            "hofsm.object",
            "a table that inherited from the legacy table was dropped or renamed",
            "hofsm doctor --fix forgets the record",
        ),
        patient.change(lambda conn: forget_object(conn, patient.mapping.name, one)),
    )


# -- repairs ----------------------------------------------------------------------------------------------------------


def _enable(identity: str, table: str | None = None) -> Callable[[Connection], None]:
    def work(conn: Connection) -> None:
        conn.execute(PIN)
        row = conn.execute(load("doctor_enable_trigger").encode(), {"identity": identity, "table": table}).fetchone()
        if row is not None:
            conn.execute(row[0].encode())

    return work


def _alike(patient: Patient, one: ObjectState, event: str | None) -> Callable[[Connection], None] | None:
    if one.kind == "trigger":
        return _replace_trigger(patient, one, event) if event else None
    step = next((step for step in patient.plan.steps if step.command == one.step), None)
    what = f"function {one.name}"
    made = next((made for made in (step.operations if step else ()) if made.what == what), None)
    if made is None:
        return None
    statements = _CREATE.sub("CREATE OR REPLACE FUNCTION", text(made.up), count=1)
    return lambda conn: _checked(conn, patient, one, statements)


def _replace_trigger(patient: Patient, one: ObjectState, event: str) -> Callable[[Connection], None]:
    legacy = qualified(patient.stored)
    name = sql.Identifier(patient.names.dual_write_trigger(event))
    drop = sql.SQL("DROP TRIGGER {} ON {};\n").format(name, legacy) if one.present else sql.SQL("")
    statements = text(drop) + text(legacy_trigger(patient.plan.tree, event, legacy))
    return lambda conn: _checked(conn, patient, one, statements)


def _checked(conn: Connection, patient: Patient, one: ObjectState, statements: str) -> None:
    """Run statements and compare what they made with what the step recorded; undone where it is not the same."""
    conn.execute(PIN)
    conn.execute(statements.encode())
    now = next((now for now in objects(conn, patient.mapping.name) if now.identity == one.identity), None)
    if now is None or not now.same:
        message = f"{one.kind} {one.identity} made anew is not what {one.step} made"
        raise GateError(Problem(message, f"{_again(patient, one.step)}. Nothing was changed"))


# -- questions --------------------------------------------------------------------------------------------------------


def _own_triggers(patient: Patient) -> dict[str, str]:
    """Identity to event of the triggers on the legacy table."""
    made = patient.names
    values = {
        "names": [made.dual_write_trigger(event) for event in EVENTS],
        "legacy": text(qualified(patient.stored)),
    }
    query = "SELECT format('%%I ON %%s', name, to_regclass(%(legacy)s)) FROM unnest(%(names)s::text[]) AS name"
    return dict(zip((row[0] for row in patient.conn.execute(query, values)), EVENTS, strict=True))


def _under_other_names(patient: Patient) -> list[str]:
    """Triggers on the legacy table that run our functions and have none of our names."""
    if not patient.has_triggers:
        return []
    made = patient.names
    values = {
        "names": [made.dual_write_trigger(event) for event in EVENTS],
        "legacy": text(qualified(patient.stored)),
        "schema": made.dual_write[0],
        "functions": [made.dual_write[1], made.dual_write_truncate[1]],
    }
    return [row[0] for row in patient.conn.execute(load("doctor_other_names").encode(), values)]


def _stranger(patient: Patient, name: str) -> Found:
    legacy = ".".join(patient.stored)
    return found(
        Finding(
            "functions and triggers",
            f"trigger {name} runs a function of dual-write under another name",
            legacy,
            "somebody renamed a trigger",
            f"ALTER TRIGGER {name} ON {text(qualified(patient.stored))} RENAME TO the name that is missing",
        )
    )
