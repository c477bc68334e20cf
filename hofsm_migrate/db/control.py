"""What the control tables in schema `hofsm` say about a mapping, and how it is recorded there.

Recording functions open no transaction: they belong into the one that does the work.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from hofsm_migrate import sql
from hofsm_migrate.db.findings import Source, StoredFinding, findings_of, replace_findings
from hofsm_migrate.db.schema import install, installed_revision, script, uninstall
from hofsm_migrate.db.versions import record_version
from hofsm_migrate.errors import GateError, Problem
from hofsm_migrate.names import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from psycopg import Connection

    from hofsm_migrate.db.executor import Wait

__all__ = [
    "BackfillTotal",
    "Change",
    "Chunk",
    "Event",
    "MappingState",
    "Phase",
    "Registration",
    "Source",
    "StoredFinding",
    "Verification",
    "backfill_total",
    "chunks",
    "findings_of",
    "forget_chunks",
    "history",
    "install",
    "installed_revision",
    "keep_shape",
    "last_chunk",
    "last_verification",
    "mapping_state",
    "mapping_states",
    "record_chunk",
    "record_event",
    "record_phase",
    "record_shape",
    "record_verification",
    "replace_findings",
    "script",
    "uninstall",
]

Key = tuple[str, ...]
"""The text form of each key column's value, in the key's order."""


@dataclass(frozen=True)
class Registration:
    """What a mapping is: its tables, its spec's text, and SHA-256 digests of that and of the generated SQL files."""

    name: str
    legacy_schema: str
    legacy_table: str
    target_schema: str
    spec_digest: str
    spec: str
    files_digest: str


@dataclass(frozen=True)
class MappingState(Registration):
    """A mapping as recorded: what it is, and where it stands.

    `residual_at` is when the paths of its residuals were recorded, None before that. `legacy_shape` is what
    `hofsm.table_shape` said of the legacy table at the last step forward, None where an older version recorded it.
    """

    phase: Phase
    created_at: datetime
    changed_at: datetime
    residual_at: datetime | None = None
    legacy_shape: dict[str, Any] | None = None


@dataclass(frozen=True)
class Change:
    """What a command did. `gates` are JSON objects, one per gate; both phases are equal where it changed none."""

    command: str
    from_phase: Phase
    to_phase: Phase
    seconds: float
    gates: tuple[dict[str, Any], ...] = ()
    waits: tuple[Wait, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Event:
    """A row of the history. `role` is the session's database role; `gates` and `waits` hold JSON objects."""

    id: int
    mapping: str
    at: datetime
    role: str
    command: str
    from_phase: Phase
    to_phase: Phase
    spec_digest: str
    gates: list[dict[str, Any]]
    waits: list[dict[str, Any]]
    seconds: float
    note: str


@dataclass(frozen=True)
class Chunk:
    """A committed part of the backfill: keys above `lo_key` (None: from the start) up to `hi_key` (None: to the end).

    `number` counts from 1. `documents` are those claimed by this chunk, `rows` all rows written for them.
    """

    number: int
    lo_key: Key | None
    hi_key: Key | None
    documents: int
    rows: int
    seconds: float


@dataclass(frozen=True)
class BackfillTotal:
    """The sums over all chunks of a mapping."""

    chunks: int
    documents: int
    rows: int
    seconds: float


@dataclass(frozen=True)
class Verification:
    """The result of comparing every composed document with its payload; parity holds where `differing` is 0."""

    mapping: str
    spec_digest: str
    documents: int
    differing: int
    seconds: float
    at: datetime | None = field(default=None, compare=False)
    role: str | None = field(default=None, compare=False)


def mapping_state(conn: Connection, name: str, *, lock: bool = False) -> MappingState | None:
    """The state of mapping `name`, None if never recorded; `lock` keeps others off it."""
    query = _STATE + b" WHERE name = %s" + (b" FOR UPDATE" if lock else b"")
    with conn.cursor(row_factory=class_row(MappingState)) as cursor:
        return cursor.execute(query, [name]).fetchone()


def mapping_states(conn: Connection) -> tuple[MappingState, ...]:
    """All recorded mappings, by name."""
    with conn.cursor(row_factory=class_row(MappingState)) as cursor:
        return tuple(cursor.execute(_STATE + b' ORDER BY name COLLATE "C"'))


_STATE = b"SELECT * FROM hofsm.mapping"


def record_phase(conn: Connection, mapping: Registration, change: Change) -> None:
    """Put the mapping into `change.to_phase`, with the spec and files given, and add the change to the history.

    Raises:
        GateError: the mapping is recorded in another phase than `change.from_phase`: someone else changed it.
    """
    given = {**asdict(mapping), "from_phase": change.from_phase, "to_phase": change.to_phase}
    if conn.execute(sql.load("control_record_mapping").encode(), given).rowcount == 0:
        raise GateError(
            Problem(
                f"mapping {mapping.name!r} is no longer in phase {change.from_phase!r}",
                hint="another session changed it: look at `hofsm status`, then decide again. Nothing was changed",
            )
        )
    record_version(conn, mapping.name)
    record_event(conn, mapping, change)


def record_event(conn: Connection, mapping: Registration, change: Change) -> None:
    """Add what a command did to the history, and leave the phase and the time of its last change alone."""
    event = {
        "mapping": mapping.name,
        "spec_digest": mapping.spec_digest,
        "command": change.command,
        "from_phase": change.from_phase,
        "to_phase": change.to_phase,
        "gates": Jsonb(list(change.gates)),
        "waits": Jsonb([asdict(wait) for wait in change.waits]),
        "seconds": change.seconds,
        "note": change.note,
    }
    conn.execute(sql.load("control_record_history").encode(), event)


def record_shape(conn: Connection, mapping: str) -> None:
    """Record the columns and the key of the legacy table as they are now."""
    conn.execute(sql.load("control_record_shape").encode(), {"mapping": mapping})


def keep_shape(conn: Connection, mapping: str, columns: dict[str, str], key: list[str]) -> None:
    """Put these columns and this key into the recorded shape."""
    values = {"mapping": mapping, "columns": Jsonb(columns), "key": Jsonb(key)}
    conn.execute(sql.load("control_keep_shape").encode(), values)


def history(conn: Connection, name: str | None = None) -> tuple[Event, ...]:
    """Everything that was recorded about mapping `name`, or about all mappings, oldest first."""
    with conn.cursor(row_factory=class_row(Event)) as cursor:
        query = "SELECT * FROM hofsm.history WHERE mapping = coalesce(%s, mapping) ORDER BY id"
        return tuple(cursor.execute(query, [name]))


def record_chunk(conn: Connection, mapping: str, chunk: Chunk) -> None:
    """Record a chunk in the transaction that wrote its rows."""
    keys = {name: None if key is None else Jsonb(list(key)) for name, key in _keys(chunk)}
    conn.execute(sql.load("control_record_chunk").encode(), {**asdict(chunk), **keys, "mapping": mapping})


def chunks(conn: Connection, mapping: str) -> Iterator[Chunk]:
    """The chunks of a mapping in the order of their numbers; a long backfill has many, so read them one by one."""
    query = _CHUNK + b" WHERE mapping = %s ORDER BY number"
    for row in conn.execute(query, [mapping]):
        yield _chunk(row)


def last_chunk(conn: Connection, mapping: str) -> Chunk | None:
    """The chunk with the highest number: where a stopped backfill goes on. None before the first."""
    row = conn.execute(_CHUNK + b" WHERE mapping = %s ORDER BY number DESC LIMIT 1", [mapping]).fetchone()
    return _chunk(row) if row else None


def backfill_total(conn: Connection, mapping: str) -> BackfillTotal:
    """The sums over all chunks; zeros before the first."""
    with conn.cursor(row_factory=class_row(BackfillTotal)) as cursor:
        cursor.execute(sql.load("control_backfill_total").encode(), [mapping])
        return next(iter(cursor))


def forget_chunks(conn: Connection, mapping: str) -> None:
    """Drop the record of a backfill, in the transaction that empties or drops the new tables."""
    conn.execute(sql.load("control_forget_chunks").encode(), {"mapping": mapping})


_CHUNK = b"SELECT number, lo_key, hi_key, documents, rows, seconds FROM hofsm.backfill_chunk"


def _keys(chunk: Chunk) -> tuple[tuple[str, Key | None], ...]:
    return (("lo_key", chunk.lo_key), ("hi_key", chunk.hi_key))


def _chunk(row: tuple[Any, ...]) -> Chunk:
    number, lo_key, hi_key, documents, rows, seconds = row
    return Chunk(number, _key(lo_key), _key(hi_key), documents, rows, seconds)


def _key(value: list[str] | None) -> Key | None:
    return None if value is None else tuple(value)


def record_verification(conn: Connection, result: Verification) -> None:
    """Add the result of a verification; `at` and `role` are the server's."""
    query = (
        b"INSERT INTO hofsm.verification (mapping, spec_digest, documents, differing, seconds)"
        b" VALUES (%s, %s, %s, %s, %s)"
    )
    conn.execute(query, [result.mapping, result.spec_digest, result.documents, result.differing, result.seconds])


def last_verification(conn: Connection, mapping: str) -> Verification | None:
    """The newest result for a mapping; None where it was never verified."""
    query = (
        b"SELECT mapping, spec_digest, documents, differing, seconds, at, role FROM hofsm.verification"
        b" WHERE mapping = %s ORDER BY id DESC LIMIT 1"
    )
    with conn.cursor(row_factory=class_row(Verification)) as cursor:
        return cursor.execute(query, [mapping]).fetchone()
