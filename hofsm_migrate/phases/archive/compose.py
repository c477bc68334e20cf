"""All documents of a mapping in one snapshot, one key range after the other, as the new tables compose them."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from psycopg import IsolationLevel, sql

from hofsm_migrate.compile.document import Bound, documents_query
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.db import catalog
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.phases import keys
from hofsm_migrate.phases.archive import digest
from hofsm_migrate.phases.archive.digest import Digest
from hofsm_migrate.phases.pace import Pace
from hofsm_migrate.sql import fill, indent, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.phases.archive.stream import Writer
    from hofsm_migrate.phases.keys import Window

CHUNK_S: Final = 0.5
_SETTINGS: Final = (
    "SELECT set_config('search_path', 'pg_catalog', true), set_config('jit', 'off', true),"
    # as in the generated functions: estimates are far too high, and grouped children are joined once
    " set_config('enable_memoize', 'off', true), set_config('enable_nestloop', 'off', true),"
    " set_config('work_mem', '64MB', true)"
)


@dataclass(frozen=True)
class Snapshot:
    """What all documents were at one instant; `id` is PostgreSQL's name of it, `rows` those of all new tables."""

    id: str
    taken_at: datetime
    documents: int
    rows: int
    digest: str


class Composing:
    """One transaction that reads everything. After `run`, what it found is in `snapshot`, `columns` and `writer`."""

    snapshot: Snapshot
    columns: tuple[tuple[str, str], ...]

    def __init__(
        self,
        conn: Connection,
        plan: Plan,
        retry: Retry | None,
        on_wait: Callable[[Wait], None] | None,
        on_progress: Callable[[int], None] | None,
    ) -> None:
        self._conn, self._plan, self._tree = conn, plan, plan.tree
        self._retry, self._on_wait, self._on_progress = retry, on_wait, on_progress
        self.writer: Writer | None = None

    def run(self, open_writer: Callable[[], Writer] | None = None) -> Composing:
        """Read; every document goes to what `open_writer` gives, which is asked again at every try."""
        conn, before = self._conn, (self._conn.isolation_level, self._conn.read_only)
        conn.isolation_level, conn.read_only = IsolationLevel.REPEATABLE_READ, True
        try:
            attempt(conn, lambda conn: self._read(conn, open_writer), retry=self._retry, on_wait=self._on_wait)
        except BaseException:
            self._close()
            raise
        finally:
            conn.isolation_level, conn.read_only = before
        return self

    def _close(self) -> None:
        if self.writer is not None:
            self.writer.abandon()
            self.writer = None

    def _read(self, conn: Connection, open_writer: Callable[[], Writer] | None) -> None:
        self._close()
        self.writer = open_writer() if open_writer else None
        keys.pin(conn)
        conn.execute(_SETTINGS)
        name, taken_at = next(conn.execute("SELECT pg_current_snapshot()::text, clock_timestamp()"))
        found = Digest()
        self._documents(found)
        self.columns = self._types(conn)
        rows = conn.execute(self._count()).fetchone()
        self.snapshot = Snapshot(name, taken_at, found.documents, rows[0] if rows else 0, found.hex)

    def _documents(self, found: Digest) -> None:
        pace, after = Pace(CHUNK_S), None
        while (window := keys.window(self._conn, self._by_root(), after, pace.documents)) is not None:
            start = time.monotonic()
            found.add(*digest.of_query(self._conn, self._source(window), self._texts()))
            if self.writer is not None:
                self._copy(window, self.writer)
            after, pace = window.last, pace.after(window.documents, time.monotonic() - start)
            if self._on_progress:
                self._on_progress(found.documents)

    def _copy(self, window: Window, writer: Writer) -> None:
        parts = {
            "texts": keys.texts(self._key, "composed"),
            "document": self._document,
            "documents": indent(self._query(window), 8),
            "order": names(list(self._key), "composed"),
        }
        with self._conn.cursor() as cursor, cursor.copy(fill(load("archive_copy"), parts)) as copy:
            for block in copy:
                writer.write(bytes(block))

    @property
    def _key(self) -> tuple[str, ...]:
        return self._tree.source.key

    @property
    def _document(self) -> str:
        return unique("document", set(self._key))

    def _by_root(self) -> Plan:
        """The plan with the root table for its legacy table: documents are those that are represented."""
        schema, table = Names(self._tree).table(self._tree.root.spine)
        source = replace(self._tree.source, schema=schema, table=table)
        tree = replace(self._tree, mapping=replace(self._tree.mapping, source=source))
        return replace(self._plan, tree=tree)

    def _query(self, window: Window) -> sql.Composable:
        def within(alias: str) -> sql.Composable:
            sides = ((">=", window.first), ("<=", window.last))
            return sql.SQL(" AND ").join([keys.compared(self._key, alias, sign, key) for sign, key in sides])

        return documents_query(self._tree, Bound(within))

    def _source(self, window: Window) -> sql.Composed:
        return sql.SQL("({}) AS composed").format(self._query(window))

    def _texts(self) -> list[sql.Composable]:
        found = [sql.SQL("{}::text").format(sql.Identifier("composed", name)) for name in self._key]
        return [*found, sql.SQL("{}::jsonb::text").format(sql.Identifier("composed", self._document))]

    def _count(self) -> sql.Composed:
        made = Names(self._tree)
        tables = [qualified(made.table(table)) for node in self._tree.nodes for table in node.tables]
        counts = [sql.SQL("(SELECT count(*) FROM {})").format(table) for table in tables]
        return sql.SQL("SELECT {}").format(sql.SQL(" + ").join(counts))

    def _types(self, conn: Connection) -> tuple[tuple[str, str], ...]:
        root = catalog.relation(conn, *Names(self._tree).table(self._tree.root.spine))
        types = {column.name: column.type for column in root.columns} if root else {}
        source = self._tree.source
        return (*((name, types[name]) for name in source.key), (source.payload, source.payload_type))
