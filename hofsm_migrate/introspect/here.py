"""A profile by the connection at hand, in this process: for tables that are small enough to need no workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.introspect import copying, source
from hofsm_migrate.introspect.relate import relate_table
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.source import PINNED, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from psycopg import Connection

    from hofsm_migrate.introspect.profile import Profile
    from hofsm_migrate.introspect.scan import Document

BATCH_BYTES = 4_000_000


def profile_here(conn: Connection, table: str) -> Profile:
    """The profile of all documents of a table, with relations.

    Args:
        conn: autocommit.
        table: as in `source.find`; the payload is its column `value`, else its only JSON column.

    Raises:
        UsageError: there is no such table or column.
    """
    with conn.transaction():
        conn.execute(PINNED)
        scanner = Scanner(source.find(conn, table, None, None, None))
        for batch in _batches(copying.read(conn, scanner.profile.origin, Piece())):
            scanner.feed(batch)
    scanner.profile.relations = relate_table(conn, scanner.profile)
    return scanner.profile


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document[1] or b"")
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    yield batch
