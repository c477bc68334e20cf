"""One spec with many documents on a real server, and what both implementations make of them, as comparable text."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from laws.specs import key_types
from psycopg import sql

from hofsm_migrate.compile import plan
from hofsm_migrate.compile.names import Names, names
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.compose import compose
from hofsm_migrate.lens.decompose import Rows, decompose
from hofsm_migrate.lens.tree import Node, Tree, build
from hofsm_migrate.spec.naming import ABSENT, RESIDUAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from psycopg import Connection

    from hofsm_migrate.spec.mapping import Mapping, Table

Text = str | None


@dataclass(frozen=True)
class Case:
    """A mapping and documents for it; None is SQL NULL. `keys` are the types of the legacy key's columns."""

    mapping: Mapping
    texts: tuple[str | None, ...]
    keys: tuple[tuple[str, str], ...]

    @property
    def tree(self) -> Tree:
        return build(self.mapping)

    def key(self, number: int) -> tuple[Any, ...]:
        """The legacy key of document `number`; the last column alone tells documents apart."""
        last = len(self.keys) - 1
        return tuple(
            _key_value(type_, number if index == last else number % 3) for index, (_, type_) in enumerate(self.keys)
        )


def case_of(mapping: Mapping, texts: list[str | None]) -> Case:
    """A case for a mapping from `specs`."""
    return Case(mapping, tuple(texts), tuple(key_types(mapping)))


def _key_value(type_: str, number: int) -> Any:
    if type_ == "uuid":
        return uuid.UUID(int=(number + 1) << 90)
    if type_ == "text":
        return f"{['', 'K', 'it`s', '😀', 'a b'][number % 5]}{number}"
    return number - 10 if type_ == "bigint" else number


@contextmanager
def expanded(conn: Connection, case: Case) -> Iterator[Connection]:
    """The legacy table with the documents, and the mapping's generated SQL run; all of it is rolled back at the end."""
    with conn.transaction(force_rollback=True):
        conn.execute("SET LOCAL search_path = pg_catalog; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'")
        load_legacy(conn, case)
        conn.execute(plan(case.mapping, beside=True).up().encode())  # the later steps are not compiled
        yield conn


def load_legacy(conn: Connection, case: Case) -> None:
    source = case.mapping.source
    columns = [sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(type_)) for name, type_ in case.keys]
    conn.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(source.schema)))
    conn.execute(
        sql.SQL("CREATE TABLE {} ({}, {} {}, PRIMARY KEY ({}))").format(
            sql.Identifier(source.schema, source.table),
            sql.SQL(", ").join(columns),
            sql.Identifier(source.payload),
            sql.SQL(source.payload_type),
            names(list(source.key)),
        )
    )
    copy = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(source.schema, source.table))
    with conn.cursor() as cursor, cursor.copy(copy) as target:
        for number, text in enumerate(case.texts):
            target.write_row((*case.key(number), text))


def key_bounds(conn: Connection, case: Case) -> tuple[Any, ...]:
    """The first and the last key, as the server orders them."""
    source, key = case.mapping.source, list(case.mapping.source.key)
    ends: list[Any] = []
    for direction in ("ASC", "DESC"):
        order = sql.SQL(", ").join([sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(direction)) for name in key])
        query = sql.SQL("SELECT {} FROM {} ORDER BY {} LIMIT 1")
        row = conn.execute(query.format(names(key), sql.Identifier(source.schema, source.table), order)).fetchone()
        ends += row or ()
    return tuple(ends)


def call(conn: Connection, case: Case, function: tuple[str, str]) -> list[tuple[Any, ...]]:
    """The rows of `backfill_<mapping>` or `verify_<mapping>` over all documents."""
    bounds = key_bounds(conn, case)
    types = [type_ for _, type_ in case.keys] * 2
    arguments = sql.SQL(", ").join([sql.SQL("%s::{}").format(sql.SQL(type_)) for type_ in types])
    return conn.execute(sql.SQL("SELECT * FROM {}({})").format(sql.Identifier(*function), arguments), bounds).fetchall()


def backfill(conn: Connection, case: Case) -> tuple[int, int]:
    """Documents and rows that the backfill says it wrote."""
    ((documents, rows),) = call(conn, case, Names(case.tree).backfill)
    return documents, rows


def verify(conn: Connection, case: Case) -> list[tuple[Any, ...]]:
    """The documents that the server finds out of parity."""
    return call(conn, case, Names(case.tree).verify)


def composed_texts(conn: Connection, case: Case) -> dict[int, tuple[Text, Text]]:
    """For every represented document the composed text and the payload's own."""
    source, key = case.mapping.source, list(case.mapping.source.key)
    query = sql.SQL(
        "SELECT {}, new.{payload}::text, old.{payload}::jsonb::text FROM {} AS new FULL JOIN {} AS old USING ({})"
    ).format(
        names(key),
        sql.Identifier(*Names(case.tree).composed),
        sql.Identifier(source.schema, source.table),
        names(key),
        payload=sql.Identifier(source.payload),
    )
    number = _numbers(case)
    return {number[row[: len(key)]]: row[len(key) :] for row in conn.execute(query).fetchall()}


def _numbers(case: Case) -> dict[tuple[Any, ...], int]:
    return {case.key(number): number for number in range(len(case.texts))}


def columns_of(node: Node, table: Table) -> list[tuple[str, str]]:
    """Names and types of all stored columns of a table beside the legacy key."""
    found = [(column.name, column.type) for column in node.identity]
    if table is node.spine and node.ordinal:
        found.append((node.ordinal, "integer"))
    if table is node.spine and node.variant_column:
        found.append((node.variant_column, "text"))
    found += [(column.name, column.type) for column in table.columns]
    return [*found, (RESIDUAL, "jsonb"), (ABSENT, "text[]")] if table is node.spine else found


def stored_rows(conn: Connection, case: Case, node: Node, table: Table) -> dict[int, Counter[tuple[Text, ...]]]:
    """The rows of a table as text, by document."""
    key = list(case.mapping.source.key)
    parts = [
        sql.SQL(_SELECTED.get(type_, "{}::text")).format(sql.Identifier(name))
        for name, type_ in columns_of(node, table)
    ]
    query = sql.SQL("SELECT {} FROM {}").format(
        sql.SQL(", ").join([names(key), *parts]), sql.Identifier(*Names(case.tree).table(table))
    )
    number = _numbers(case)
    found: dict[int, Counter[tuple[Text, ...]]] = {}
    for row in conn.execute(query).fetchall():
        cells = tuple(
            _shortened(cell, type_) for cell, (_, type_) in zip(row[len(key) :], columns_of(node, table), strict=True)
        )
        found.setdefault(number[row[: len(key)]], Counter())[cells] += 1
    return found


_SELECTED = {f"{name}[]": "to_json({})::text" for name in ("text", "integer", "bigint", "uuid")}


def _shortened(cell: Text, type_: str) -> Text:
    """Text of the server in the form that `cell_text` gives."""
    if cell is None:
        return None
    if type_ == "double precision":
        return repr(float(cell))
    return json.dumps(json.loads(cell)) if type_.endswith("[]") else cell


def expected_rows(case: Case, node: Node, table: Table, rows: Rows) -> Counter[tuple[Text, ...]]:
    """The rows that the interpreter gives for one document, as text."""
    columns = columns_of(node, table)
    return Counter(tuple(cell_text(row[name], type_) for name, type_ in columns) for row in rows[table.name])


def cell_text(value: Any, type_: str) -> Text:  # noqa: PLR0911 - one line a type
    """A value of the interpreter as PostgreSQL writes it."""
    if value is None or value is jsonb.ABSENT:
        return None
    if isinstance(value, tuple):
        return json.dumps([str(item) if isinstance(item, uuid.UUID) else item for item in value])
    if type_ == "timestamptz":
        return _moment_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if type_ == "double precision":
        return repr(value)
    if isinstance(value, Decimal):
        return jsonb.number_text(value)
    return value if isinstance(value, str) and type_ != RESIDUAL else str(value)


def _moment_text(value: datetime) -> str:
    text = f"{value.date().isoformat()} {value.strftime('%H:%M:%S')}.{value.microsecond:06}".rstrip("0").rstrip(".")
    return text + "+00"


def read(text: str | None) -> Any:
    """A document as the interpreter takes it."""
    return jsonb.ABSENT if text is None else jsonb.loads(text)


def residual_text(rows: Rows, case: Case) -> Rows:
    """The same rows with residuals as text."""
    found = {name: [dict(row) for row in table] for name, table in rows.items()}
    for node in case.tree.nodes:
        for row in found[node.name]:
            row[RESIDUAL] = None if row[RESIDUAL] is jsonb.ABSENT else jsonb.dumps(row[RESIDUAL])
    return found


def differences(conn: Connection, case: Case) -> list[str]:
    """Everything that breaks L1 or L4, in words; the documents have to be backfilled."""
    found = [f"verify: {row!r}" for row in verify(conn, case)]
    decomposed = [decompose(case.tree, read(text)) for text in case.texts]
    found += _composed_differences(conn, case, decomposed)
    shown = [residual_text(rows, case) for rows in decomposed]
    for node in case.tree.nodes:
        for table in node.tables:
            stored = stored_rows(conn, case, node, table)
            for number, rows in enumerate(shown):
                expected, got = expected_rows(case, node, table, rows), stored.get(number, Counter())
                if expected != got:
                    found.append(
                        f"rows of {table.name}\n  columns {[name for name, _ in columns_of(node, table)]}\n"
                        f"  interpreter only {list(expected - got)}\n"
                        f"  server only {list(got - expected)}\n  document {case.texts[number]}"
                    )
    return found


def _composed_differences(conn: Connection, case: Case, decomposed: list[Rows]) -> list[str]:
    found: list[str] = []
    composed = composed_texts(conn, case)
    for number, rows in enumerate(decomposed):
        back = compose(case.tree, rows)
        interpreted = None if back is jsonb.ABSENT else jsonb.dumps(back)
        server, payload = composed.get(number, ("not represented", "no such row"))
        if not interpreted == server == payload:
            found.append(f"document\n  payload     {payload}\n  interpreter {interpreted}\n  server      {server}")
    return found


def prove(conn: Connection, case: Case, spec: str = "") -> None:
    """Backfill all documents of a case and fail with the first differences, the spec and the documents."""
    with expanded(conn, case):
        documents, written = backfill(conn, case)
        found = differences(conn, case)
        rows = sum(len(table) for text in case.texts for table in decompose(case.tree, read(text)).values())
        if (documents, written) != (len(case.texts), rows):
            found.append(f"backfill says {documents} documents, {written} rows; there are {len(case.texts)} and {rows}")
    assert not found, "\n".join([f"{len(found)} differences", *found[:5], spec])


def write_rows(conn: Connection, case: Case, documents: list[Rows]) -> None:
    """Put rows of the interpreter into the new tables as they are; the session counts as the toolkit's own."""
    conn.execute("SELECT set_config('hofsm.origin', 'backfill', true)")
    for node in case.tree.nodes:
        for table in node.tables:
            columns = [name for name, _ in columns_of(node, table)]
            target = sql.Identifier(*Names(case.tree).table(table))
            copy = sql.SQL("COPY {} ({}) FROM STDIN").format(target, names([*case.mapping.source.key, *columns]))
            with conn.cursor() as cursor, cursor.copy(copy) as stream:
                for number, rows in enumerate(documents):
                    for row in residual_text(rows, case)[table.name]:
                        stream.write_row((*case.key(number), *(_stored(row[name]) for name in columns)))


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
