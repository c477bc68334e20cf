"""An archive back into a table: checked before anything is written, compared after, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import names
from hofsm_migrate.db import catalog
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.errors import GateError, ParityError, Problem
from hofsm_migrate.names import written
from hofsm_migrate.phases import keys
from hofsm_migrate.phases.archive import digest
from hofsm_migrate.phases.archive.check import check
from hofsm_migrate.phases.archive.digest import Digest
from hofsm_migrate.phases.archive.stream import blocks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.db.catalog import Relation
    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.phases.archive.manifest import Manifest


@dataclass(frozen=True)
class Restored:
    """`created` is False where the documents went into an empty table that was there."""

    table: tuple[str, str]
    documents: int
    digest: str
    created: bool


def restore(
    conn: Connection,
    archive: Path,
    table: tuple[str, str],
    *,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> Restored:
    """Put the documents of an archive into a table: a new one with their key, or an empty one with these columns.

    The archive is read twice: once to check it, then to load it. The server computes the digest of what is in the table
    before the transaction commits.

    Args:
        conn: autocommit.

    Raises:
        UsageError: the archive or its manifest is not there.
        ParityError: the archive is damaged, or the table does not hold what is in it. Nothing was written.
        GateError: the table has rows or lacks a column. Nothing was written.
    """
    said = check(archive)
    run = _Run(archive, table, said)
    created = attempt(conn, run.load, retry=retry, on_wait=on_wait).value
    return Restored(table, said.documents, said.digest, created)


@dataclass(frozen=True)
class _Run:
    archive: Path
    table: tuple[str, str]
    said: Manifest

    def load(self, conn: Connection) -> bool:
        """Inside of the transaction: whether the table was created."""
        keys.pin(conn)
        found = catalog.relation(conn, *self.table)
        if found is None:
            conn.execute(create_query(self.table, self._types(conn)))
        else:
            self._refuse(conn, found)
        with conn.cursor() as cursor, cursor.copy(copy_query(self.table, self.said)) as copy:
            for block in blocks(self.archive):
                copy.write(block)
        self._compare(conn)
        return found is None

    def _types(self, conn: Connection) -> tuple[tuple[str, str], ...]:
        for name, type_ in self.said.columns:
            if conn.execute("SELECT to_regtype(%s)", [type_]).fetchone() == (None,):
                hint = "create the table by hand with columns that can take the values, and restore into it"
                raise GateError(
                    Problem(f"there is no type {type_} for column {name!r}", f"{hint}. Nothing was written")
                )
        return self.said.columns

    def _refuse(self, conn: Connection, found: Relation) -> None:
        where = written(*self.table)
        missing = [name for name, _ in self.said.columns if found.column(name) is None]
        if missing:
            hint = "restore into a table that does not exist: it is created. Nothing was written"
            raise GateError(Problem(f"table {where} has no column {', '.join(missing)}", hint))
        if conn.execute(sql.SQL("SELECT FROM {} LIMIT 1").format(sql.Identifier(*self.table))).fetchone() is not None:
            hint = "restore into a table that does not exist, or into an empty one. Nothing was written"
            raise GateError(Problem(f"table {where} has rows", hint))

    def _compare(self, conn: Connection) -> None:
        found = Digest()
        texts = [sql.SQL("{}::text").format(sql.Identifier(name)) for name, _ in self.said.columns]
        found.add(*digest.of_query(conn, sql.Identifier(*self.table), texts))
        if (found.documents, found.hex) != (self.said.documents, self.said.digest):
            table, archive = f"{found.documents}, {found.hex}", f"{self.said.documents}, {self.said.digest}"
            detail = f"documents and their digest: {table} in the table, {archive} in the archive"
            hint = "restore into a table that does not exist: a trigger or a type of this one changed something"
            message = "what the table took is not what is in the archive"
            raise ParityError(Problem(message, f"{hint}. Nothing was written", detail=detail))


def create_query(table: tuple[str, str], columns: tuple[tuple[str, str], ...]) -> sql.Composed:
    """The table for an archive, with its key."""
    # a type is SQL and was looked up by the server
    parts = [sql.SQL("{} " + type_).format(sql.Identifier(name)) for name, type_ in columns]  # pyright: ignore[reportArgumentType]
    key = names([name for name, _ in columns[:-1]])
    return sql.SQL("CREATE TABLE {} (\n    {},\n    PRIMARY KEY ({})\n)").format(
        sql.Identifier(*table), sql.SQL(",\n    ").join(parts), key
    )


def copy_query(table: tuple[str, str], said: Manifest) -> sql.Composed:
    """What takes the lines of an archive."""
    return sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(*table), names([name for name, _ in said.columns]))
