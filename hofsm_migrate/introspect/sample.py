"""Documents spread over a table, with what its other columns say; always the same ones of the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.db.executor import transaction
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.introspect.profile import Origin

DOCUMENTS = 10_000
MAX_BYTES = 12_000_000
"""Of payload text; the sample is smaller where documents are large."""
AT_ONCE = 20
"""Documents that come over the wire together."""
WIDEST = 200
"""Characters of a column's text that are read."""
MOST_COLUMNS = 100

_UNREADABLE_TYPES = ("json", "jsonb", "bytea", "xml", "tsvector")


@dataclass(frozen=True)
class Sampled:
    """One document: its key as text, the payload as JSON text, and other columns of its row that are not NULL."""

    key: str
    raw: bytes
    columns: dict[str, str]


def sample(
    conn: Connection, origin: Origin, *, documents: int = DOCUMENTS, max_bytes: int = MAX_BYTES
) -> list[Sampled]:
    """Documents picked by a hash of their key, in the order of the key; SQL NULLs are left out.

    The key's index is read, or the table; then the picked rows by their key. A table without a key, or a view, is
    read once in whole; its rows are counted, and the numbers are the keys. Takes ACCESS SHARE.

    Args:
        conn: autocommit and idle; it is in one read-only transaction until the documents are here.
        documents: so many rows are picked.
        max_bytes: reading ends with the document that exceeds it.
    """
    found: list[tuple[int, Sampled]] = []
    size = 0
    columns = _columns(origin)
    with transaction(conn), conn.cursor(name="hofsm_sample") as cursor:
        conn.execute(
            "SELECT set_config('transaction_read_only', 'on', true), set_config('DateStyle', 'ISO', true),"
            " set_config('IntervalStyle', 'postgres', true)"
        )
        cursor.itersize = AT_ONCE
        for place, key, raw, *texts in cursor.execute(query(origin, documents)):
            if raw is None:
                continue
            values = {name: text for name, text in zip(columns, texts, strict=True) if text is not None}
            found.append((place, Sampled(", ".join(key), raw.encode(), values)))
            size += len(found[-1][1].raw)
            if size >= max_bytes:
                break
    return [one for _, one in sorted(found, key=lambda item: item[0])]


def query(origin: Origin, documents: int) -> sql.Composed:
    """The statement that reads the sample: place in the order of the key, key, payload and columns as text."""
    row = sql.SQL("source")
    texts = [_cell(name) for name in _columns(origin)]
    parts = {
        "table": (origin.schema, origin.table),
        "where": sql.SQL("(\n{}\n)").format(sql.SQL(origin.where or "true")),  # pyright: ignore[reportArgumentType]
        "documents": documents,
        "payload": sql.SQL("{}.{}").format(row, sql.Identifier(origin.payload)),
        "columns": sql.SQL("").join([sql.SQL(", {}").format(text) for text in texts]),
    }
    if not origin.key:
        return fill(load("introspect_sample_unkeyed"), parts)
    names = [sql.Identifier(column) for column in origin.key]
    keyed = {
        "key": sql.SQL(", ").join(names),
        "texts": sql.SQL(", ").join([sql.SQL("{}::text").format(name) for name in names]),
        "same": sql.SQL(" AND ").join([sql.SQL("source.{0} = picked.{0}").format(name) for name in names]),
        "order": sql.SQL(", ").join([sql.SQL("picked.{}").format(name) for name in names]),
        "picked_texts": sql.SQL(", ").join([sql.SQL("picked.{}::text").format(name) for name in names]),
    }
    return fill(load("introspect_sample_keyed"), parts | keyed)


def _columns(origin: Origin) -> list[str]:
    readable = [name for name, kind in origin.columns if not kind.startswith(_UNREADABLE_TYPES) and "[]" not in kind]
    return readable[:MOST_COLUMNS]


def _cell(name: str) -> sql.Composed:
    return sql.SQL("left(source.{}::text, {})").format(sql.Identifier(name), sql.Literal(WIDEST))
