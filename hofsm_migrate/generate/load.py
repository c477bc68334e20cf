"""Legacy tables in a database, filled with generated rows."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from psycopg import sql

from hofsm_migrate.generate.reference import CompanyRow, ItemRow, UserRow, companies, items, users
from hofsm_migrate.generate.rows import BatchRow, FormFieldRow, ScaleCounts, batches, form_fields, scale_counts
from hofsm_migrate.sql import fill
from hofsm_migrate.sql import load as template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from psycopg import Connection, Copy

    from hofsm_migrate.sql import Part

    Row = CompanyRow | UserRow | ItemRow | BatchRow | FormFieldRow
    Progress = Callable[[str, int], None]

PROGRESS_ROWS = 500
MONTHS = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(13)]
"""Starts of the partitions of `batches`, and the end of the last."""

_TABLES = ("companies", "users", "items", "batches", "form_fields")


@dataclass(frozen=True)
class LoadResult:
    """Rows written, bytes of their payloads as JSON text in UTF-8, and seconds for everything including indexes."""

    batches: int
    form_fields: int
    payload_bytes: int
    elapsed_s: float


@dataclass(frozen=True)
class Copied:
    """Rows of one table written, and bytes of their payloads."""

    rows: int
    payload_bytes: int


def create_tables(conn: Connection, schema: str) -> None:
    """Create the legacy tables, empty, in `schema`, which is created if missing; in one transaction.

    `batches` has one partition for each month of 2025 and a default one. The GIN indexes come with `create_indexes`.

    Raises:
        psycopg.errors.DuplicateTable: one of the tables is there. Nothing was changed.
    """
    statement = fill(
        template("legacy_tables"),
        _names(schema, *_TABLES)
        | {
            "schema": schema,
            "partitions": _partitions(schema),
            "other_batches": (schema, "batches_other"),
            "touch": (schema, "touch_updated_at"),
        },
    )
    with conn.transaction():
        conn.execute(statement)


def create_indexes(conn: Connection, schema: str) -> None:
    """Create the GIN indexes on `value` where they are missing; in one transaction."""
    with conn.transaction():
        conn.execute(fill(template("legacy_indexes"), _names(schema, "batches", "form_fields")))


def load(
    conn: Connection,
    schema: str,
    counts: ScaleCounts | float = 1.0,
    seed: int = 1,
    progress: Progress | None = None,
) -> LoadResult:
    """Fill the tables made by `create_tables` and create the GIN indexes; in one transaction, rows by COPY.

    Args:
        conn: any connection that may write to the tables.
        counts: rows per table, or the scale that gives them (1 is 20,000 batches).
        progress: called with a table's name and the rows written to it so far, every 500 rows and at the end of each.

    Raises:
        psycopg.errors.UniqueViolation: the tables hold rows already. Nothing was changed.
    """
    start = time.monotonic()
    rows = counts if isinstance(counts, ScaleCounts) else scale_counts(counts)
    report = progress or _silent
    with conn.transaction():
        _copy(conn, (schema, "companies"), CompanyRow, companies(), report)
        _copy(conn, (schema, "users"), UserRow, users(), report)
        _copy(conn, (schema, "items"), ItemRow, items(), report)
        made = _copy(conn, (schema, "batches"), BatchRow, batches(rows.batches, seed), report)
        other = _copy(conn, (schema, "form_fields"), FormFieldRow, form_fields(rows.form_fields, seed), report)
        create_indexes(conn, schema)
        _finish(conn, schema)
    return LoadResult(made.rows, other.rows, made.payload_bytes + other.payload_bytes, time.monotonic() - start)


def _copy(conn: Connection, table: tuple[str, str], kind: type[Row], rows: Iterable[Row], progress: Progress) -> Copied:
    names = [field.name for field in fields(kind)]
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(*table), columns)
    cells = attrgetter(*names)
    with conn.cursor() as cursor, cursor.copy(statement) as copy:
        copied = _write(copy, ((row, cells(row)) for row in rows), lambda count: progress(table[1], count))
    progress(table[1], copied.rows)
    return copied


def _write(copy: Copy, rows: Iterable[tuple[Row, tuple[Any, ...]]], progress: Callable[[int], None]) -> Copied:
    count = size = 0
    for count, (row, cells) in enumerate(rows, 1):
        copy.write_row(cells)
        size += _payload_bytes(row)
        if count % PROGRESS_ROWS == 0:
            progress(count)
    return Copied(count, size)


def _payload_bytes(row: Row) -> int:
    return len(row.value.encode()) if isinstance(row, (BatchRow, FormFieldRow)) and row.value else 0


def _finish(conn: Connection, schema: str) -> None:
    batches_text = sql.Identifier(schema, "batches").as_string(None)
    conn.execute(fill(template("legacy_after_load"), _names(schema, *_TABLES) | {"batches_text": batches_text}))


def _names(schema: str, *tables: str) -> dict[str, Part]:
    return {table: (schema, table) for table in tables}


def _partitions(schema: str) -> sql.Composed:
    text = template("legacy_partition")
    return sql.SQL("\n").join(fill(text, _partition(schema, first, after)) for first, after in pairwise(MONTHS))


def _partition(schema: str, first: date, after: date) -> dict[str, Part]:
    name = f"batches_{first.year}_{first.month:02d}"
    return {
        "batches": (schema, "batches"),
        "partition": (schema, name),
        "first": f"{first} 00:00:00+00",
        "after": f"{after} 00:00:00+00",
    }


def _silent(_table: str, _rows: int) -> None:
    """Report nothing."""
