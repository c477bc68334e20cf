"""Documents that the new tables do not have as the legacy table has them, and how their rows are made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import qualified
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.phases import inspect, keys
from hofsm_migrate.phases.doctor.finding import Finding, found
from hofsm_migrate.phases.pace import Pace
from hofsm_migrate.phases.verify import CHUNK_S, range_query
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from hofsm_migrate.phases.doctor.finding import Found, Key, Patient
    from hofsm_migrate.phases.keys import Window

AT_ONCE = 1000
"""Keys of ghosts and of rows without a document that are asked for at a time."""
_CAUSE = (
    "writes passed the triggers by: session_replication_role = replica, a disabled trigger, a dropped, attached or"
    " detached partition, or a hand at the new tables"
)


def out_of_parity(patient: Patient) -> Iterator[Found]:
    """Differing documents, documents without rows once a backfill has ended, ghosts, rows that belong to nothing."""
    if not patient.followed or not patient.readable:
        return
    differing, missing = wrong(patient)
    yield from _of(patient, "documents differ from their rows", differing)
    if patient.state.residual_at is not None:
        yield from _of(patient, "documents are not represented", missing)
    yield from _of(patient, "documents are represented and not in the legacy table", ghosts(patient, patient.limit))
    yield from _of(patient, "documents have rows that belong to no other row", orphans(patient, patient.limit))


def anew(conn: Connection, patient: Patient, key: Key) -> None:
    """Make the rows of one document anew from the payload, or forget them where there is none; in a transaction.

    The legacy row is locked first, and read by a later statement: another writer of the legacy side waits there, and is
    not refused at a new row. A writer of the new side that has rows of the document is waited for, or meets us in a
    deadlock, which is tried again. Without a legacy row the first statement that deletes waits for who inserts one, and
    the second sees it.
    """
    made = patient.names
    parts = {"legacy": made.legacy, "same": keys.compared(patient.plan.tree.source.key, "legacy", "=", key)}
    conn.execute(load("doctor_settings").encode())
    conn.execute(fill(load("doctor_lock"), parts))
    for function in (made.forget, made.follow):
        conn.execute(sql.SQL("SELECT {}({})").format(qualified(function), keys.literals(key)))


def _of(patient: Patient, words: str, those: tuple[int, tuple[Key, ...]]) -> Iterator[Found]:
    count, examples = those
    if not count:
        return
    wins = "the payload wins: what was written to the new tables only is lost" if _mirrored(patient) else ""
    yield found(
        Finding(
            "documents",
            f"{count:,} {words}",
            ".".join(patient.names.legacy),
            _CAUSE,
            "; ".join(part for part in ("hofsm doctor --fix makes their rows anew from the payload", wins) if part),
            keys=examples,
        ),
        lambda: _repair(patient),
    )


def _mirrored(patient: Patient) -> bool:
    return patient.state.phase == "mirrored"


def _repair(patient: Patient) -> tuple[Key, ...]:
    """Everything that is wrong with documents: one repair does for all findings, the later ones find nothing left."""
    repaired: dict[Key, None] = {}
    missing = patient.state.residual_at is not None
    for _, rows in ranges(patient):
        for key, represented in rows:
            if represented or missing:
                _one(patient, key)
                repaired[key] = None
    for ask in (ghosts, orphans):
        while fresh := [key for key in ask(patient, AT_ONCE)[1] if key not in repaired]:
            for key in fresh:
                _one(patient, key)
                repaired[key] = None
    return tuple(repaired)


def _one(patient: Patient, key: Key) -> None:
    attempt(patient.conn, lambda conn: anew(conn, patient, key), retry=patient.retry, on_wait=patient.on_wait)


def wrong(patient: Patient) -> tuple[tuple[int, tuple[Key, ...]], tuple[int, tuple[Key, ...]]]:
    """Documents that differ from their rows, and documents without any: how many, and the first of them."""
    counts = {True: 0, False: 0}
    examples: dict[bool, list[Key]] = {True: [], False: []}
    for _, rows in ranges(patient):
        for key, represented in rows:
            counts[represented] += 1
            if len(examples[represented]) < patient.limit:
                examples[represented].append(key)
    return (counts[True], tuple(examples[True])), (counts[False], tuple(examples[False]))


def ranges(patient: Patient) -> Iterator[tuple[Window, list[tuple[Key, bool]]]]:
    """Key ranges of the legacy table, each with the keys that are not in parity and whether they are represented."""
    after: Key | None = None
    pace = Pace(CHUNK_S)
    while True:
        outcome = attempt(
            patient.conn,
            lambda conn, after=after, size=pace.documents: _read(conn, patient, after, size),
            retry=patient.retry,
            on_wait=patient.on_wait,
        )
        if outcome.value is None:
            return
        window, rows = outcome.value
        pace, after = pace.after(window.documents, outcome.seconds), window.last
        yield window, rows


def _read(
    conn: Connection, patient: Patient, after: Key | None, size: int
) -> tuple[Window, list[tuple[Key, bool]]] | None:
    keys.pin(conn)
    window = keys.window(conn, patient.plan, after, size)
    if window is None:
        return None
    width = len(patient.plan.tree.source.key)
    rows = conn.execute(range_query(patient.plan, window, 0)).fetchall()
    return window, [(tuple(map(str, row[:width])), bool(row[width + 1])) for row in rows]


def ghosts(patient: Patient, limit: int) -> tuple[int, tuple[Key, ...]]:
    """Documents of the new tables without a legacy row."""
    with patient.conn.transaction():
        keys.pin(patient.conn)
        result = inspect.ghosts(patient.conn, patient.plan, limit)
    return result.rows, result.examples


def orphans(patient: Patient, limit: int) -> tuple[int, tuple[Key, ...]]:
    """Rows that belong to no row above them, and documents that have some."""
    with patient.conn.transaction():
        keys.pin(patient.conn)
        some = inspect.orphans(patient.conn, patient.plan, limit)
    lone = dict.fromkeys(key for one in some for key in one.examples)
    return sum(one.rows for one in some), tuple(lone)[:limit]
