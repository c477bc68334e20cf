"""The view in the legacy table's place: its columns and those of the base table, and what else would break it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.compile.cutover import VIEW_TRIGGER, take_trigger
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.db.objects import PIN, record_objects
from hofsm_migrate.phases.doctor.finding import Finding, found
from hofsm_migrate.phases.gates import switch
from hofsm_migrate.sql import fill, load, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from psycopg import Connection
    from psycopg.sql import Composed

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.phases.doctor.finding import Found, Patient

NAME = "view"
QUESTIONS = (
    "doctor_view_columns",
    "doctor_view_facts",
    "doctor_way_back",
    "doctor_privileges",
    "doctor_readers",
)
_ALTERED = "somebody altered the base table or the view after cutover"
_LATER = ("later trigger", "policy", "rule", "trigger")
"""What the gate of the switch asks for, and may have been made on the base table since."""
_BACK = {
    "materialized view": "drop it before hofsm rollback, and create it again afterwards",
    "rule": "drop it before hofsm rollback, and create it again afterwards",
    "function": "create it with its body as a string: its parsed body means the view, which rollback drops",
    "policy": "rewrite it by the new tables, or drop it before hofsm rollback",
}


def columns(patient: Patient) -> Iterator[Found]:
    """The view shows the columns of the base table, with their types and defaults."""
    rows = [row for row in asked(patient, "doctor_view_columns") if not _dropped_payload(patient, row[0])]
    gone = [one for row in rows if (one := _gone(patient, row)) is not None]
    yield from gone
    for name, stored, shown, fallback, shown_fallback, required in rows:
        if shown is None:
            yield _fresh(patient, name, stored, required=required, alike=not gone)
        elif stored is not None and stored != shown:
            yield _other_type(patient, name, stored, shown)
        elif stored is not None and fallback != shown_fallback and patient.state.phase == "cutover":
            yield _other_default(patient, name, fallback, shown_fallback)
    was = patient.state.legacy_shape
    now = patient.base.key if patient.base else ()
    if was is not None and tuple(was["key"]) != now:
        yield _error(
            patient,
            f"the primary key of the base table was ({', '.join(was['key'])}) and is ({', '.join(now)})",
            "add it again with the columns that it had: rows are found by it",
        )


def facts(patient: Patient) -> Iterator[Found]:
    """The view asks the rights of its reader, and belongs to whom the base table belongs."""
    statement = f"ALTER VIEW {text(qualified(patient.names.legacy))} SET (security_invoker = true)"
    for asks, owner, stored_owner in asked(patient, "doctor_view_facts"):
        if not asks:
            yield found(
                Finding(
                    NAME,
                    "the view no longer asks the privileges and policies of its reader",
                    ".".join(patient.names.legacy),
                    "somebody altered it: without security_invoker row-level security shows all rows to everybody",
                    "hofsm doctor --fix sets security_invoker (ACCESS EXCLUSIVE on the view)",
                ),
                patient.change(lambda conn: _execute(conn, [statement])),
            )
        if owner != stored_owner:
            yield found(
                Finding(
                    NAME,
                    f"the view belongs to {owner}, and the base table to {stored_owner}",
                    ".".join(patient.names.legacy),
                    "somebody gave one of them to another role after cutover",
                    "ALTER TABLE ... OWNER TO ... for the other one; after rollback the base table's owner counts",
                    severity="warning",
                )
            )


def others(patient: Patient) -> Iterator[Found]:
    """What others made since the switch, and the view cannot do with, or the way back."""
    if patient.state.phase != "cutover":
        return
    tree = patient.plan.tree
    payload = tree.source.payload
    stored = {"oid": patient.base.oid if patient.base else 0, "payload": payload, "last": take_trigger(tree)}
    for kind, name in _rows(patient, fill(load("phase_switch"), stored)):
        if kind in _LATER:
            words = f"{kind} {name} of the base table does not go with the view"
            yield _error(patient, words, switch.WHAT_TO_DO[kind])
    shown = {"oid": patient.relation.oid if patient.relation else 0, "payload": payload}
    for kind, name in _rows(patient, fill(load("phase_view_uses"), shown)):
        if kind in _BACK:
            yield _in_the_way_back(patient, f"{kind} {name} needs the view", _BACK[kind])
    for kind, name in switch.of_row_type(patient.conn, shown["oid"]):
        words = f"{kind} {name} is of the row type of the view"
        yield _in_the_way_back(patient, words, "drop it before hofsm rollback, and create it again afterwards")
    for name, owner in asked(patient, "doctor_way_back"):
        words = f"view {name} reads the view and belongs to {owner}"
        yield _in_the_way_back(patient, words, f"run hofsm rollback as a role that is a member of {owner}")


def gone(patient: Patient) -> Found:
    """The view itself, where the base table is there: it can be made anew, as it has nothing of its own."""
    repair = patient.change(lambda conn: in_step(conn, patient)) if patient.state.phase == "cutover" else None
    return found(
        Finding(
            NAME,
            "the view in the legacy table's place is gone",
            ".".join(patient.names.legacy),
            "it was dropped, or with CASCADE a column that it showed; views that read it went with it",
            "hofsm doctor --fix makes it anew from the base table"
            if repair
            else "hofsm archive make has the documents, and the view composed_... in the schema of the new tables",
        ),
        repair,
    )


def in_step(conn: Connection, patient: Patient) -> None:
    """Put what the base table has besides behind the columns of the view; or make the view anew. In a transaction."""
    conn.execute(PIN)
    given = {**values(patient.plan), "written": patient.state.phase == "cutover"}
    rows = conn.execute(load("doctor_view_statements").encode(), given).fetchall()
    _execute(conn, [row[0] for row in rows])
    record_objects(conn, patient.mapping.name, "cutover")


def _execute(conn: Connection, statements: list[str]) -> None:
    conn.execute(PIN)
    for statement in statements:
        conn.execute(statement.encode())


def values(plan: Plan) -> dict[str, Any]:
    """What the questions about the view are asked with."""
    made, source = Names(plan.tree), plan.tree.source
    return {
        "base": text(qualified(made.base)),
        "view": text(qualified(made.legacy)),
        "payload": source.payload,
        "key": list(source.key),
        "document": text(qualified(made.document)),
        "view_write": text(qualified(made.view_write)),
        "trigger": VIEW_TRIGGER,
        "schema": plan.mapping.schema,
        "tables": [text(qualified(made.table(table))) for node in plan.tree.nodes for table in node.tables],
    }


def asked(patient: Patient, template: str) -> list[tuple[Any, ...]]:
    """The rows that a question about the view gives."""
    return _rows(patient, load(template).encode(), values(patient.plan))


def _rows(patient: Patient, query: bytes | Composed, given: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """With names printed in full."""
    with patient.conn.transaction():
        patient.conn.execute(PIN)
        return patient.conn.execute(query, given).fetchall()


def _dropped_payload(patient: Patient, name: str) -> bool:
    """`contract` dropped it, and the view goes on composing it."""
    return patient.state.phase == "contracted" and name == patient.plan.tree.source.payload


def _fresh(patient: Patient, name: str, kind: str, *, required: bool, alike: bool) -> Found:
    words = f"column {name} {kind} of the base table is not in the view"
    cause = "it was added to the base table after cutover; by the legacy name it is not seen, and gets its default"
    insists = required and patient.state.phase == "cutover"
    return found(
        Finding(
            NAME,
            words + (", and has to have a value: no row can be inserted through it" if insists else ""),
            ".".join(patient.names.base),
            cause,
            "hofsm doctor --fix puts it behind the columns of the view (ACCESS EXCLUSIVE on the view)"
            if alike
            else "first look at the columns that are named besides it",
            severity="error" if insists or not alike else "warning",
        ),
        patient.change(lambda conn: in_step(conn, patient)) if alike else None,
    )


def _gone(patient: Patient, row: tuple[Any, ...]) -> Found | None:
    name, stored, shown = row[:3]
    if stored is not None:
        return None
    return _error(
        patient,
        f"column {name} {shown} of the view is no column of the base table",
        "one of them was renamed, or it was dropped: ALTER TABLE ... RENAME COLUMN ... on that one, or ADD COLUMN",
    )


def _other_type(patient: Patient, name: str, stored: str, shown: str) -> Found:
    return _error(patient, f"column {name} is {stored} in the base table, and {shown} in the view", "alter it back")


def _other_default(patient: Patient, name: str, stored: str | None, shown: str | None) -> Found:
    return found(
        Finding(
            NAME,
            f"the default of column {name} is {stored or 'none'} in the base table, and {shown or 'none'} in the view",
            ".".join(patient.names.base),
            "somebody set one of them after cutover; what comes through the view gets that of the view",
            "ALTER TABLE ... ALTER COLUMN ... SET DEFAULT for the other one; after rollback the base table's counts",
            severity="warning",
        )
    )


def _error(patient: Patient, words: str, next_step: str) -> Found:
    return found(Finding(NAME, words, ".".join(patient.names.base), _ALTERED, next_step))


def _in_the_way_back(patient: Patient, words: str, next_step: str) -> Found:
    cause = "it was made after cutover; hofsm rollback would stop at it, with nothing changed"
    return found(Finding(NAME, words, ".".join(patient.names.legacy), cause, next_step, severity="warning"))


def stands(patient: Patient) -> bool:
    """Whether a view has the legacy name; after `contract --drop-view` the table has it again."""
    return patient.relation is not None and patient.relation.kind == "view"
