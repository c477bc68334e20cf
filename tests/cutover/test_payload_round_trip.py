"""Documents through all phases to the cut-over without payloads, and back: each is what it was, or what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from catalog_snapshot import snapshot
from cutover.orders import BASE, T, V, chunks_of, cut_over, mirrored, one, prepare, relation_kind, rows, without_payload
from operator_cases import DOCUMENTS

from hofsm_migrate.db import schema
from hofsm_migrate.phases import rollback
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

SPEC = """
mapping: odd orders
source: {table: 'public."Legacy Orders"', key: ["Company", id], payload: {column: 'the "value" of it', type: TYPE}}
schema: Shop
tables:
  order_head: {role: core, at: $, columns: {lot: text, weight: integer}}
  order_line:
    role: core
    at: $.lines[*]
    identity: {path: id}
    columns: {quantity: {path: qty, type: numeric, wire: string}}
  component: {role: layout, at: "$.components[*]", recurse: components, columns: {kind: text}}
"""
TABLES = f"""
CREATE TABLE {T} ("Company" bigint, id bigint, {V} COLUMN, note text, PRIMARY KEY ("Company", id));
INSERT INTO {T} SELECT 1, n, document::TYPE FROM unnest(%s::text[]) WITH ORDINALITY AS one (document, n)
"""
PARTS = f"""
CREATE TABLE public."Low Orders" PARTITION OF {T} FOR VALUES FROM (MINVALUE) TO (7);
CREATE TABLE public.high_orders (note text, {V} jsonb, id bigint NOT NULL, "Company" bigint NOT NULL);
ALTER TABLE {T} ATTACH PARTITION public.high_orders FOR VALUES FROM (7) TO (MAXVALUE)
"""
ODD = (
    '"moved by hofsm"',
    '{"weight": "7", "lines": [{"id": "a", "qty": "1.50"}, {"id": "b", "qty": 2.0}], "1e400": 1e400, "": {"a.b": []}}',
    '{"lines": {"0": []}, "components": {}, "lot": null, "x": "\\u2028 \\\\ \\" ❤"}',
    '{ "lot" : "spaces",  "lot": "twice" }',
    *(document for document in DOCUMENTS if document is not None),
)
COLUMNS = ("jsonb NOT NULL", "jsonb", "json", "text NOT NULL", "jsonb, in partitions")
_NO_PRIVILEGE = """
CREATE OR REPLACE FUNCTION hofsm.begin_sweep() RETURNS void LANGUAGE plpgsql AS
    $$ BEGIN PERFORM set_config('hofsm.origin', 'payload', true); END $$
"""
SEEN = f"SELECT id, {V}::text FROM {T} ORDER BY id"


@pytest.mark.parametrize("column", COLUMNS)
def test_documents_come_back_byte_for_byte(conn: Connection, tmp_path: Path, column: str) -> None:
    column, _, partitioned = column.partition(", in ")
    kind, nullable = column.split(maxsplit=1)[0], "NOT NULL" not in column
    documents = [*ODD, *([None] if nullable else [])]
    table, fill = TABLES.replace("COLUMN", column).replace("TYPE", kind).split(";\n")
    table += f" PARTITION BY RANGE (id);{PARTS}" if partitioned else ""
    reviewed = prepare(conn, tmp_path, table, SPEC.replace("TYPE", kind))
    conn.execute(fill.encode(), [documents])
    before, catalog = rows(conn, f"SELECT id, {V}::jsonb::text FROM {T} ORDER BY id"), snapshot(conn)
    mirrored(conn, reviewed)
    cut_over(conn, reviewed)
    if partitioned:  # as for a role that may not set session_replication_role: the trigger takes part
        conn.execute(_NO_PRIVILEGE)
    with chunks_of(5):
        without_payload(conn, reviewed)
    assert one(conn, f"SELECT count(*) FROM {BASE} WHERE {V} IS NOT NULL AND NOT hofsm.is_moved({V})") == 0
    assert one(conn, f"SELECT count(*) FROM {BASE} WHERE {V} IS NULL") == nullable
    assert rows(conn, SEEN) == before
    _write(conn, kind, nullable=nullable)
    seen = rows(conn, SEEN)
    with chunks_of(5):
        rollback.rollback(conn, reviewed, to="mirrored")
    assert relation_kind(conn) == ("p" if partitioned else "r")
    assert rows(conn, SEEN) == seen
    assert set(before[5:]) <= set(seen)
    assert verify(conn, reviewed.plan).parity
    rollback.rollback(conn, reviewed)
    schema.install(conn)  # all helpers as they were
    assert (rows(conn, SEEN), snapshot(conn)) == (seen, catalog)


def _write(conn: Connection, kind: str, *, nullable: bool) -> None:
    """Something on both sides, SQL NULL among it where that may be."""
    for statement in (
        f"UPDATE {T} SET {V} = '[1.0, null]'::{kind} WHERE id = 1",
        'UPDATE "Shop".order_line SET quantity = 9.10 WHERE id = 2',
        f"INSERT INTO {T} (\"Company\", id, {V}) VALUES (1, 900, '\"moved by hofsm\"'), (1, 901, 'null')",
        'INSERT INTO "Shop".order_head ("Company", id, lot) VALUES (1, 902, \'n\')',
        f"UPDATE {T} SET note = 'n', id = id + 1000 WHERE id = 4",
        'UPDATE "Shop".order_head SET id = 1005 WHERE id = 5',
    ):
        conn.execute(statement.encode())
    nothing = f'INSERT INTO {T} ("Company", id) VALUES (1, 903)'
    if nullable:
        conn.execute(nothing.encode())
        conn.execute(f"UPDATE {T} SET {V} = NULL WHERE id = 3".encode())
        assert rows(conn, f"SELECT id FROM {BASE} WHERE {V} IS NULL AND id IN (3, 903) ORDER BY id") == [(3,), (903,)]
        conn.execute(f'UPDATE {T} SET {V} = \'{{"lot": "was NULL"}}\'::{kind} WHERE id = 903'.encode())
    else:
        with pytest.raises(psycopg.errors.NotNullViolation):
            conn.execute(nothing.encode())
