"""Phases `cutover` and `contracted`: documents that the new tables and the base table do not agree about, and repairs.

The new tables are what counts, and the application sees nothing else; but who has passed the triggers by may have
written to either store. So nothing is overwritten unless somebody says which of them is right.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.backfill import legacy_document
from hofsm_migrate.compile.names import qualified
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.db.payload import payload_state
from hofsm_migrate.phases import inspect, keys, sweep
from hofsm_migrate.phases.doctor import documents
from hofsm_migrate.phases.doctor.finding import Finding, found
from hofsm_migrate.phases.keys import Window
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from psycopg import Connection

    from hofsm_migrate.phases.doctor.finding import Found, Key, Patient

    Some = tuple[int, tuple[Key, ...]]
    Repair = Callable[[Connection, Patient, Key], None]

_CAUSE = "writes passed the triggers by: session_replication_role = replica, a disabled trigger, or a restore of a part"
_SIDES = "hofsm doctor --fix --prefer payload, or --prefer new-tables, once you know which of them is right"
_LONE = "insert the missing row as the owner of the tables, or delete what belongs to none"


def disagreeing(patient: Patient) -> Iterator[Found]:
    """Payloads that differ from what is composed, rows that have no counterpart, rows that belong to no other row."""
    if not patient.readable:
        return
    kept = _kept(patient)
    yield from _differing(patient, kept=kept)
    yield from _without_rows(patient, kept=kept)
    lone = {
        "documents have no row in the base table": documents.ghosts,
        "documents have rows that belong to no other row": documents.orphans,
    }
    for words, ask in lone.items():
        if some := _some(ask(patient, patient.limit)):
            yield _without_owner(patient, words, some, ask, kept=kept)


def _kept(patient: Patient) -> bool:
    """Whether all payloads are kept in step, so that each says what its document was."""
    return patient.state.phase == "cutover" and payload_state(patient.conn, patient.mapping.name) is None


def _some(those: Some) -> Some | None:
    return those if those[0] else None


def _lone(patient: Patient, limit: int, *, payload: bool) -> Some:
    """Rows of the base table without a document; once the column is dropped all of them are without a payload."""
    with patient.conn.transaction():
        keys.pin(patient.conn)
        if patient.state.phase == "cutover":
            lone = inspect.without_document(patient.conn, patient.plan, limit, payload=payload)
        elif payload:
            return 0, ()
        else:
            lone = inspect.unrepresented(patient.conn, patient.plan, limit)
    return lone.rows, lone.examples


def _differing(patient: Patient, *, kept: bool) -> Iterator[Found]:
    some = None if patient.state.phase == "contracted" else _some(documents.wrong(patient)[0])
    if some is None:
        return
    by_hand = "the view shows what is composed: write the document that is right through it"
    finding = _finding(patient, "payloads of the base table differ from their rows", some, by_hand, choice=kept)
    side = {"payload": from_payload, "new-tables": from_rows}.get(patient.prefer or "") if kept else None
    yield found(finding, _each(patient, side, _all_that_differ) if side else None)


def _without_rows(patient: Patient, *, kept: bool) -> Iterator[Found]:
    """The payload is all that there is of such a document, and the application reads SQL NULL: nothing can be lost."""
    ask = partial(_lone, payload=True)
    if some := _some(ask(patient, patient.limit)):
        then = "" if kept else ", and takes the payload away where they compose it, byte for byte"
        step = f"hofsm doctor --fix makes their rows from the payload{then}"
        finding = _finding(patient, "rows of the base table have no document", some, step, choice=False)
        yield found(finding, _each(patient, from_payload_alone, _all_of(ask)))
    if some := _some(_lone(patient, patient.limit, payload=False)):
        words = "rows of the base table have no document, and no payload to make it from"
        yield found(_finding(patient, words, some, _LONE, choice=False))


def _without_owner(
    patient: Patient, words: str, some: Some, ask: Callable[[Patient, int], Some], *, kept: bool
) -> Found:
    by_payload = kept and patient.prefer == "payload"
    finding = _finding(patient, words, some, _LONE, choice=kept and not patient.prefer)
    return found(finding, _each(patient, from_payload, _all_of(ask)) if by_payload else None)


def _finding(patient: Patient, words: str, some: Some, by_hand: str, *, choice: bool) -> Finding:
    count, examples = some
    step = f"{_SIDES}; or {by_hand}" if choice else by_hand
    return Finding("documents", f"{count:,} {words}", ".".join(patient.names.base), _CAUSE, step, keys=examples)


# -- repairs ----------------------------------------------------------------------------------------------------------


def from_payload(conn: Connection, patient: Patient, key: Key) -> None:
    """Make the rows of one document anew from its payload; forget them where the base table has none. In a transaction.

    The base row is locked first and gets a new version: whoever waits for it reads the document again. What is read of
    it is read by a later statement.
    """
    tree, made = patient.plan.tree, patient.names
    same = keys.compared(tree.source.key, "legacy", "=", key)
    _locked(conn, patient, same)
    _write(conn, patient, sql.Identifier("legacy", tree.source.payload), same)
    conn.execute(sql.SQL("SELECT {}({})").format(qualified(made.forget), keys.literals(key)))
    conn.execute(
        sql.SQL("SELECT {}({}, {}) FROM {} AS legacy WHERE {}").format(
            qualified(made.represent), keys.literals(key), legacy_document(tree, "legacy"), qualified(made.base), same
        )
    )


def from_payload_alone(conn: Connection, patient: Patient, key: Key) -> None:
    """As `from_payload`, and the payload goes as `cutover` takes it away, unless payloads are kept. In a transaction.

    Whether they are is asked with the base row in hand, as its writers ask.
    """
    from_payload(conn, patient, key)
    query = sql.SQL("SELECT {}()").format(qualified(patient.names.keeps_payload))
    if (conn.execute(query).fetchone() or (True,))[0]:
        return
    sweep.write(conn, patient.plan, Window(key, key, 1), "emptying", patient.file)


def from_rows(conn: Connection, patient: Patient, key: Key) -> None:
    """Make the payload of one document what is composed from its rows. In a transaction, in the order of `sweep`."""
    tree = patient.plan.tree
    same = keys.compared(tree.source.key, "legacy", "=", key)
    _locked(conn, patient, same)
    composed = sql.SQL("{}({})").format(qualified(patient.names.document_now), keys.literals(key))
    kind = "{}" if tree.source.payload_type == "jsonb" else f"{{}}::text::{tree.source.payload_type}"
    _write(conn, patient, sql.SQL(kind).format(composed), same)  # pyright: ignore[reportArgumentType] - one of three


def _locked(conn: Connection, patient: Patient, same: sql.Composable) -> None:
    conn.execute(load("doctor_settings").encode())
    conn.execute(fill(load("doctor_lock"), {"legacy": patient.names.base, "same": same}))


def _write(conn: Connection, patient: Patient, payload: sql.Composable, same: sql.Composable) -> None:
    """A payload that is written as when payloads are made anew: nothing follows it, and the rest of the row stays."""
    _origin(conn, "payload")
    conn.execute(
        sql.SQL("UPDATE {} AS legacy SET {} = {} WHERE {}").format(
            qualified(patient.names.base), sql.Identifier(patient.plan.tree.source.payload), payload, same
        )
    )
    _origin(conn, "legacy")


def _origin(conn: Connection, side: str) -> None:
    conn.execute("SELECT set_config('hofsm.origin', %s, true)", [side])


def _each(patient: Patient, repair: Repair, those: Callable[[Patient], Iterator[Key]]) -> Callable[[], tuple[Key, ...]]:
    """A transaction for each document."""

    def run() -> tuple[Key, ...]:
        done: dict[Key, None] = {}
        for key in those(patient):
            if key not in done:
                attempt(
                    patient.conn,
                    lambda conn, key=key: repair(conn, patient, key),
                    retry=patient.retry,
                    on_wait=patient.on_wait,
                )
                done[key] = None
        return tuple(done)

    return run


def _all_that_differ(patient: Patient) -> Iterator[Key]:
    for _, rows in documents.ranges(patient):
        yield from (key for key, represented in rows if represented)


def _all_of(ask: Callable[[Patient, int], Some]) -> Callable[[Patient], Iterator[Key]]:
    def those(patient: Patient) -> Iterator[Key]:
        seen: set[Key] = set()
        while fresh := [key for key in ask(patient, documents.AT_ONCE)[1] if key not in seen]:
            seen.update(fresh)
            yield from fresh

    return those
