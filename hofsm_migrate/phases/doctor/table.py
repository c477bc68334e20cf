"""The legacy table since the last step, its row security, and whether the new tables are there at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.evolve import is_next
from hofsm_migrate.compile.names import qualified
from hofsm_migrate.db import catalog, control
from hofsm_migrate.phases.doctor import view
from hofsm_migrate.phases.doctor.finding import Finding, found
from hofsm_migrate.sql import load, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from psycopg import Connection

    from hofsm_migrate.phases.doctor.finding import Found, Patient

NAME = "legacy table"


def tables(patient: Patient) -> Iterator[Found]:
    """The legacy table and every new table exist."""
    if patient.relation is None and patient.base:
        yield view.gone(patient)
    elif patient.relation is None or (patient.state.phase == "cutover" and not patient.base):
        yield found(
            Finding(
                NAME,
                "the legacy table is gone" if patient.relation is None else "the base table is gone",
                ".".join(patient.names.base if patient.relation else patient.names.legacy),
                "it was dropped or renamed, or the control tables were restored without it",
                "rename it back or restore it; nothing else was looked at",
            )
        )
    gone = [
        table.name for node in patient.plan.tree.nodes for table in node.tables if not _is_there(patient, table.name)
    ]
    if gone:
        yield found(
            Finding(
                "new tables",
                f"phase {patient.state.phase} is recorded, and tables are gone: {', '.join(gone)}",
                f"schema {patient.mapping.schema}",
                "somebody dropped them, or the control tables were restored without them; a step is one transaction",
                f"restore them, or {_anew(patient)}: the payloads have everything; nothing else was looked at",
            )
        )


def _anew(patient: Patient) -> str:
    if is_next(patient.mapping.name):
        schema, name = (sql.Identifier(patient.mapping.schema), sql.Literal(patient.mapping.name))
        statements = sql.SQL("DROP SCHEMA {} CASCADE; DELETE FROM hofsm.mapping WHERE name = {}").format(schema, name)
        return f"{text(statements)}; then evolve again"
    return "drop what is left of the mapping, delete its row of hofsm.mapping, and expand again"


def drift(patient: Patient) -> Iterator[Found]:
    """Columns, types and key of the legacy table are what they were when a step was done last."""
    was = patient.state.legacy_shape
    where = ".".join(patient.names.legacy)
    if was is None:
        yield found(
            Finding(
                NAME,
                "what the legacy table was like is not recorded",
                where,
                "an earlier version of hofsm did the last step",
                "hofsm doctor --fix records it as it is now",
                severity="warning",
            ),
            patient.change(lambda conn: _record(conn, patient)),
        )
        return
    shape = patient.conn.execute("SELECT hofsm.table_shape(%s, %s)", list(patient.names.legacy)).fetchone()
    now = shape[0] if shape else was
    source = patient.plan.tree.source
    ours = {*source.key, source.payload}
    for column in sorted({*was["columns"], *now["columns"]}):
        before, after = was["columns"].get(column), now["columns"].get(column)
        if before != after:
            yield _column(patient, column, before, after, ours=column in ours)
    if was["key"] != now["key"]:
        words = f"the primary key was ({', '.join(was['key'])}) and is ({', '.join(now['key'])})"
        yield _serious(patient, words)


def row_security(patient: Patient) -> Iterator[Found]:
    """The new tables show a row to whom its legacy row is visible, if the legacy table has row security."""
    if not patient.has_triggers:
        return
    made = patient.names
    values = {"legacy": text(qualified(patient.stored))}
    for table in (table for node in patient.plan.tree.nodes for table in node.tables):
        values["target"] = text(qualified(made.table(table)))
        row = patient.conn.execute(load("doctor_row_security").encode(), values).fetchone()
        if row is None or row[0] == row[1]:
            continue
        state = "on, and not carried to" if row[0] else "off, and still on for"
        yield found(
            Finding(
                "row security",
                f"row-level security of the legacy table is {state} {table.name}",
                ".".join(made.table(table)),
                "it was switched after dual-write, or somebody changed policy hofsm_legacy_row",
                "hofsm doctor --fix makes the policy as dual-write does (ACCESS EXCLUSIVE on the new table)",
            ),
            patient.change(_carried(patient, values["target"])),
        )


def _carried(patient: Patient, target: str) -> Callable[[Connection], None]:
    values = {
        "legacy": text(qualified(patient.stored)),
        "target": target,
        "key": list(patient.plan.tree.source.key),
    }

    def work(conn: Connection) -> None:
        conn.execute("SELECT hofsm.drop_row_security(%(target)s::regclass)", values)
        conn.execute("SELECT hofsm.carry_row_security(%(legacy)s::regclass, %(target)s::regclass, %(key)s)", values)

    return work


def _column(patient: Patient, column: str, before: str | None, after: str | None, *, ours: bool) -> Found:
    if before is None:
        words = f"column {column} {after} is new"
    elif after is None:
        words = f"column {column} {before} is gone"
    else:
        words = f"column {column} was {before} and is {after}"
    if ours:
        return _serious(patient, words)
    return found(
        Finding(
            NAME,
            words,
            ".".join(patient.names.legacy),
            "the table was altered after the last step; the mapping does not use the column",
            "nothing depends on it; hofsm doctor --fix records the table as it is now",
            severity="warning",
        ),
        patient.change(lambda conn: _record(conn, patient)),
    )


def _serious(patient: Patient, words: str) -> Found:
    return found(
        Finding(
            NAME,
            words,
            ".".join(patient.names.legacy),
            "the table was altered after the last step; triggers and new tables are made for what it was",
            f"alter it back, or change the spec, hofsm rollback {patient.file} with the old one, and expand again",
        )
    )


def _record(conn: Connection, patient: Patient) -> None:
    """The present shape; what the mapping uses of it stays recorded as it was."""
    was = patient.state.legacy_shape
    control.record_shape(conn, patient.mapping.name)
    if was is None:
        return
    source = patient.plan.tree.source
    kept = {name: was["columns"][name] for name in {*source.key, source.payload} if name in was["columns"]}
    control.keep_shape(conn, patient.mapping.name, kept, was["key"])


def _is_there(patient: Patient, name: str) -> bool:
    return catalog.relation(patient.conn, patient.mapping.schema, name) is not None
