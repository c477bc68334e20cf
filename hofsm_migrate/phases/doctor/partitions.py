"""Partitions of the legacy table, and tables that inherit from it, that came after its triggers or went with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.cutover import take_trigger, taking
from hofsm_migrate.compile.dual_write import legacy_trigger
from hofsm_migrate.compile.names import qualified
from hofsm_migrate.db.objects import PIN, add_objects, forget_object, objects
from hofsm_migrate.phases.doctor.finding import Finding, found
from hofsm_migrate.phases.doctor.objects import EVENTS
from hofsm_migrate.phases.gates.spec import shared_keys
from hofsm_migrate.sql import load, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from psycopg import Connection

    from hofsm_migrate.compile.names import Names
    from hofsm_migrate.phases.doctor.finding import Found, Patient


def partitions(patient: Patient) -> Iterator[Found]:
    """A partition gets row triggers from its parent and no TRUNCATE trigger; a table that inherits gets neither."""
    if not patient.has_triggers:
        return
    made, wanted = patient.names, _wanted(patient)
    values = {
        "legacy": text(qualified(patient.stored)),
        "mapping": patient.mapping.name,
        "names": list(wanted),
        "truncate": made.dual_write_trigger("truncate"),
    }
    with patient.conn.transaction():
        patient.conn.execute(PIN)
        rows = patient.conn.execute(load("doctor_descendants").encode(), values).fetchall()
    for table, partition, missing, disabled in rows:
        if missing:
            yield _missing(patient, table, "partition" if partition else "table", [wanted[name] for name in missing])
        if disabled:
            yield _disabled(patient, table, disabled)
    yield from _left(patient)
    yield from _shared_keys(patient)


@dataclass(frozen=True)
class _Wanted:
    """A trigger, and the command that makes it."""

    events: str
    create: Callable[[sql.Composable], sql.Composable]
    step: str


def _wanted(patient: Patient) -> dict[str, _Wanted]:
    """By name; a document that comes through the view is taken first, and then followed like any other."""
    tree, made = patient.plan.tree, patient.names
    # contract drops the trigger that follows payloads
    left = [event for event in EVENTS if event != "update" or patient.state.phase != "contracted"]
    followed = {
        made.dual_write_trigger(event): _Wanted(event.upper(), partial(legacy_trigger, tree, event), "dual-write")
        for event in left
    }
    if patient.state.phase != "cutover":
        return followed
    return {take_trigger(tree): _Wanted("documents of the view", partial(taking, tree), "cutover"), **followed}


def _missing(patient: Patient, table: str, kind: str, triggers: list[_Wanted]) -> Found:
    def work(conn: Connection) -> None:
        conn.execute(PIN)
        place = sql.SQL(table)  # pyright: ignore[reportArgumentType] - the server quoted it
        for trigger in triggers:
            conn.execute(text(trigger.create(place)).encode())
        for step in dict.fromkeys(trigger.step for trigger in triggers):
            add_objects(conn, patient.mapping.name, step)

    joined = "attached or created" if kind == "partition" else "created, or made to inherit from the legacy table,"
    return found(
        Finding(
            "partitions",
            f"{kind} {table} has no trigger for {', '.join(trigger.events for trigger in triggers)}",
            table,
            f"it was {joined} after dual-write; what was done to it since may have passed the new tables by",
            "hofsm doctor --fix creates them (SHARE ROW EXCLUSIVE on it)",
        ),
        patient.change(work),
    )


def _disabled(patient: Patient, table: str, triggers: list[str]) -> Found:
    def work(conn: Connection) -> None:
        conn.execute(PIN)
        place = sql.SQL(table)  # pyright: ignore[reportArgumentType] - the server quoted it
        for trigger in triggers:
            conn.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER {}").format(place, sql.Identifier(trigger)))

    return found(
        Finding(
            "partitions",
            f"triggers are disabled on {table}: {', '.join(triggers)}",
            table,
            "somebody disabled them; what was done to it since may have passed the new tables by",
            "hofsm doctor --fix enables them",
        ),
        patient.change(work),
    )


def functions(made: Names) -> list[str]:
    """What the triggers of the legacy table, or of the base table, run."""
    return [f"{text(qualified(name))}()" for name in (made.take, made.dual_write, made.dual_write_truncate)]


def _left(patient: Patient) -> Iterator[Found]:
    """A table that is no longer below the legacy table, and has triggers of ours: its rows are no documents."""
    stored = text(qualified(patient.stored))
    values = {"base": stored, "legacy": stored, "functions": functions(patient.names)}
    with patient.conn.transaction():
        patient.conn.execute(PIN)
        rows = patient.conn.execute(load("doctor_left").encode(), values).fetchall()
    for table, triggers in rows:
        yield _of_before(patient, table, triggers)


def _of_before(patient: Patient, table: str, triggers: list[str]) -> Found:
    def work(conn: Connection) -> None:
        conn.execute(PIN)
        place = sql.SQL(table)  # pyright: ignore[reportArgumentType] - the server quoted it
        names = {f"{trigger} ON {table}" for trigger in triggers}
        for one in objects(conn, patient.mapping.name):
            if one.kind == "trigger" and one.identity in names:
                forget_object(conn, patient.mapping.name, one)
        for trigger in triggers:
            name = sql.SQL(trigger)  # pyright: ignore[reportArgumentType] - as above
            conn.execute(sql.SQL("DROP TRIGGER {} ON {}").format(name, place))

    return found(
        Finding(
            "partitions",
            f"table {table} has triggers of the mapping, and does not belong to {'.'.join(patient.stored)}:"
            f" {', '.join(triggers)}",
            table,
            "it was detached, or left the inheritance (NO INHERIT), after a step had made them; they refuse what is"
            " written to it, or take it for documents",
            "hofsm doctor --fix drops them (ACCESS EXCLUSIVE on it); or let it inherit again, or attach it",
        ),
        patient.change(work),
    )


def _shared_keys(patient: Patient) -> Iterator[Found]:
    """The same key in two tables is one document for two rows."""
    stored = patient.base or patient.relation
    if stored is None or any(stored.column(name) is None for name in patient.mapping.source.key):
        return
    for problem in shared_keys(patient.conn, patient.mapping, stored):
        yield found(
            Finding(
                "partitions",
                problem.message,
                problem.at or ".".join(patient.stored),
                f"a row came to a table that inherits; {problem.detail}",
                problem.hint,
            )
        )
