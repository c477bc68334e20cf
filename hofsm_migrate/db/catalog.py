"""Facts about tables, read from the catalog of the connected database as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from psycopg.rows import class_row

from hofsm_migrate import sql

if TYPE_CHECKING:
    from psycopg import Connection

Kind = Literal["ordinary", "partitioned", "view", "materialized view", "foreign"]


@dataclass(frozen=True)
class Column:
    """A column; `type` as `format_type` spells it, with its modifier: `numeric(12,2)`. Identity counts as a default."""

    name: str
    type: str
    not_null: bool
    has_default: bool
    is_generated: bool = False


@dataclass(frozen=True)
class Relation:
    """A table or view. `key` are the primary key columns in the key's order, empty without one."""

    oid: int
    schema: str
    name: str
    kind: Kind
    owner: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        """The column of that exact name; None where there is none."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True)
class Size:
    """Bytes of a table with its partitions. `toast` includes TOAST's own index; `total` the free space maps as well.

    `estimated_rows` is what the last ANALYZE or VACUUM left; None where a part that holds data never had one.
    """

    heap: int
    toast: int
    indexes: int
    total: int
    estimated_rows: int | None


def relation(conn: Connection, schema: str, name: str) -> Relation | None:
    """What is called `schema.name`, exactly in this spelling; None where nothing is."""
    with conn.cursor(row_factory=class_row(_Head)) as cursor:
        head = cursor.execute(sql.load("catalog_relation").encode(), {"schema": schema, "name": name}).fetchone()
    if head is None:
        return None
    with conn.cursor(row_factory=class_row(Column)) as cursor:
        columns = tuple(cursor.execute(sql.load("catalog_columns").encode(), {"oid": head.oid}))
    return Relation(head.oid, head.schema, head.name, head.kind, head.owner, tuple(head.key), columns)


def size(conn: Connection, relation: Relation) -> Size:
    """How much `relation` takes on disk, and how many rows it should have."""
    with conn.cursor(row_factory=class_row(Size)) as cursor:
        found = cursor.execute(sql.load("catalog_size").encode(), {"oid": relation.oid}).fetchone()
    if found is None or found.total is None:
        raise LookupError(f"{relation.schema}.{relation.name} is gone")
    return found


def server_major(conn: Connection) -> int:
    """The server's major version, as in 18."""
    return conn.info.server_version // 10_000


@dataclass(frozen=True)
class _Head:
    oid: int
    schema: str
    name: str
    kind: Kind
    owner: str
    key: list[str]
