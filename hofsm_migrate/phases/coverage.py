"""What a spec makes of the data at hand, as figures; and what keeps a role from finding out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from psycopg import sql
from psycopg.rows import class_row

from hofsm_migrate.db import catalog
from hofsm_migrate.errors import Problem
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.phases.counts import Count
    from hofsm_migrate.phases.keys import Key
    from hofsm_migrate.spec.mapping import Mapping


Drawn = Literal["all", "rows", "pages"]
"""How documents are chosen: all of them, each by chance, or those of pages chosen by chance."""


@dataclass(frozen=True)
class Share:
    """How many elements, and the key of one document with such an element; None where there is none."""

    elements: int
    example: Key | None


@dataclass(frozen=True)
class ColumnCoverage:
    """What becomes of a column's values, over the rows of its table.

    `conforming` values are in the column alone; `lenient` ones are read, and kept in the residual as they are spelled;
    `mismatching` ones are not read: NULL and kept; `null` is a JSON null where the spec expects an absent key.
    `present` is the sum of all four: what the spec says stands for nothing does not count.
    """

    column: str
    path: str
    type: str
    conforming: Share
    lenient: Share
    mismatching: Share
    null: Share

    @property
    def present(self) -> int:
        """Elements in which there is something at the path."""
        return sum(one.elements for one in (self.conforming, self.lenient, self.mismatching, self.null))


@dataclass(frozen=True)
class TableCoverage:
    """A new table. `elements` and `rows` are those of the sample; expected figures are for all documents.

    `rows` is less than `elements` for a table with `when` only. `expected_bytes` includes indexes and TOAST.
    """

    table: str
    role: str
    at: str
    when: str | None
    elements: int
    rows: int
    expected_rows: int
    expected_bytes: int
    columns: tuple[ColumnCoverage, ...]


@dataclass(frozen=True)
class Kept:
    """A path in the residual: `places` in `documents` of the sample, `bytes` of JSON text, and one document's key.

    `why` is `unmapped`; `lenient`, `mismatching` or `null` for the column `about`; `irregular` for a collection whose
    elements cannot be told apart; `no collection`, `no object` or `empty` where something else, or nothing, is in the
    place of one. `keys` is how many keys the path stands for where it ends in `*`.
    """

    path: str
    why: str
    about: str | None
    keys: int
    places: int
    documents: int
    bytes: int
    example: Key


@dataclass(frozen=True)
class Rest:
    """Paths beyond the first ones, and their bytes."""

    paths: int
    bytes: int


@dataclass(frozen=True)
class Coverage:
    """All that was measured: bytes are of JSON text in `documents` out of `total`, and seconds.

    `control_borrowed`: schema `hofsm` is missing, and was made for the measurement only.
    """

    mapping: str
    key_columns: tuple[str, ...]
    documents: int
    total: Count
    drawn: Drawn
    payload_bytes: int
    residual_bytes: int
    unreadable: Share
    tables: tuple[TableCoverage, ...]
    unmapped: tuple[Kept, ...]
    unmapped_rest: Rest
    kept: tuple[Kept, ...]
    kept_rest: Rest
    control_borrowed: bool
    seconds: float

    @property
    def factor(self) -> float:
        """All documents for each one of the sample."""
        return self.total.rows / self.documents if self.documents else 0.0


@dataclass(frozen=True)
class _Privileges:
    role: str
    read_only: bool
    make_temporary: bool
    create_in_database: bool
    use_legacy: bool | None
    use_control: bool | None
    read_legacy: bool


def obstacles(conn: Connection, mapping: Mapping) -> tuple[Problem, ...]:
    """What keeps this role from measuring; none: it can."""
    relation = catalog.relation(conn, mapping.source.schema, mapping.source.table)
    if relation is None:
        return ()
    parts = {"legacy_schema": mapping.source.schema, "oid": relation.oid}
    with conn.cursor(row_factory=class_row(_Privileges)) as cursor:
        may = next(iter(cursor.execute(fill(load("coverage_privileges"), parts))))
    source, database = sql.Identifier(mapping.source.schema), sql.Identifier(conn.info.dbname).as_string(None)
    table = sql.Identifier(mapping.source.schema, mapping.source.table).as_string(None)
    wanted = [
        (may.use_legacy is not False, "use the legacy table's schema", f"USAGE ON SCHEMA {source.as_string(None)}"),
        (may.read_legacy, "read the legacy table", f"SELECT ON {table}"),
        (may.make_temporary, "make temporary tables", f"TEMPORARY ON DATABASE {database}"),
        (may.use_control is not False, "use schema hofsm", "USAGE ON SCHEMA hofsm"),
    ]
    role = sql.Identifier(may.role).as_string(None)
    found = [
        Problem(f"role {may.role} may not {what}", hint=f"GRANT {grant} TO {role}, as the owner or a superuser")
        for holds, what, grant in wanted
        if not holds
    ]
    if may.use_control is None and not may.create_in_database:
        hint = f"install it: hofsm control, as a role that may; or GRANT CREATE ON DATABASE {database} TO {role}"
        found.append(Problem("schema hofsm is missing, and this role may not create it", hint))
    if may.read_only:
        found.append(Problem("the session is read-only, and measuring needs temporary tables", "ask the primary"))
    return tuple(found)
