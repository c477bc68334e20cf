"""What the documents of a mapping were when it was contracted, in table `hofsm.final_parity`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from psycopg.rows import class_row

from hofsm_migrate import sql

if TYPE_CHECKING:
    from datetime import datetime

    from psycopg import Connection


@dataclass(frozen=True)
class FinalParity:
    """Documents, rows and digest are those of `snapshot`; `changed_since` documents were perhaps written after it.

    `archive` is the file with the documents of that snapshot, None where none was made.
    """

    mapping: str
    spec_digest: str
    snapshot: str
    taken_at: datetime
    documents: int
    rows: int
    digest: str
    changed_since: int
    archive: str | None
    archive_sha256: str | None


def record_final_parity(conn: Connection, record: FinalParity) -> None:
    """Add the record, in the transaction that drops the payloads."""
    conn.execute(sql.load("control_record_final_parity").encode(), asdict(record))


def final_parity(conn: Connection, mapping: str) -> FinalParity | None:
    """The last record of a mapping; None where it was not contracted."""
    query = (
        b"SELECT mapping, spec_digest, snapshot, taken_at, documents, rows, digest, changed_since, archive,"
        b" archive_sha256 FROM hofsm.final_parity WHERE mapping = %s ORDER BY id DESC LIMIT 1"
    )
    with conn.cursor(row_factory=class_row(FinalParity)) as cursor:
        return cursor.execute(query, [mapping]).fetchone()
