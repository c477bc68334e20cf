"""What was found odd in a column of documents, in table `hofsm.finding`: the last result for each column."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from psycopg.rows import class_row

from hofsm_migrate import sql

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from psycopg import Connection


@dataclass(frozen=True)
class Source:
    """A column of documents."""

    schema: str
    table: str
    payload: str


@dataclass(frozen=True)
class StoredFinding:
    """A row of the table. `kind` is its class; `documents` is how many were looked at; `examples` are their keys."""

    path: str
    kind: str
    count: int
    share: float
    examples: list[str]
    what: str
    action: str
    documents: int
    found_at: datetime | None = field(default=None, compare=False)


def replace_findings(conn: Connection, source: Source, found: Iterable[StoredFinding]) -> int:
    """Put these rows in the place of the last ones of the source; returns how many. Belongs into one transaction."""
    conn.execute(sql.load("control_forget_findings").encode(), asdict(source))
    rows = [asdict(source) | asdict(one) for one in found]
    with conn.cursor() as cursor:
        cursor.executemany(sql.load("control_record_finding").encode(), rows)
    return len(rows)


def findings_of(conn: Connection, source: Source) -> tuple[StoredFinding, ...]:
    """What was found the last time, in the order in which it is told."""
    with conn.cursor(row_factory=class_row(StoredFinding)) as cursor:
        return tuple(cursor.execute(sql.load("control_findings").encode(), asdict(source)))
