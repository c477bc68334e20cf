"""Payloads of type text and json, and a base table in which nothing but the key is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from contract.contracted import contracted, cut_over, one, reviewed_files, rows

from hofsm_migrate.phases import archive
from hofsm_migrate.phases.contract import Wish
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

SPEC = """
mapping: notes
source: {table: 'public."Legacy Notes"', key: [id], payload: {column: 'the "value" of it', type: TYPE}}
schema: shop
tables:
  note: {role: core, at: $, columns: {title: text, at: {type: timestamptz, wire: iso8601}}}
"""
T = 'public."Legacy Notes"'
V = '"the ""value"" of it"'
DOCUMENTS = f"SELECT id::text, {V}::text FROM {{}} ORDER BY 1"


@pytest.mark.parametrize("kind", ["text", "json"])
def test_nothing_but_the_key_is_left(conn: Connection, tmp_path: Path, kind: str) -> None:
    conn.execute(
        f"""
        CREATE TABLE {T} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {V} {kind});
        INSERT INTO {T} ({V}) VALUES ('{{"title":  "t", "odd": [1.0, "\\t"]}}'), (NULL), ('null'), ('[ ]');
        INSERT INTO {T} ({V}) VALUES ('{{"title": 7}}');
        """.encode()
    )
    notes = reviewed_files(tmp_path, SPEC.replace("TYPE", kind))
    cut_over(conn, notes)
    before, file = rows(conn, DOCUMENTS.format(T)), tmp_path / "notes.gz"
    result = contracted(conn, notes, Wish(archive=file))
    assert rows(conn, DOCUMENTS.format(T)) == before
    assert result.taken is not None
    assert result.taken.snapshot.documents == 5
    archive.restore(conn, file, ("public", "restored"))
    assert rows(conn, DOCUMENTS.format("public.restored")) == before
    conn.execute("UPDATE shop.note SET title = 'new' WHERE id = 1")
    assert one(conn, f"SELECT {V}::jsonb ->> 'title' FROM {T} WHERE id = 1") == "new"
    conn.execute("INSERT INTO shop.note (id, title) VALUES (77, 'inserted')")
    assert one(conn, f"SELECT {V}::text FROM {T} WHERE id = 77") == '{"title": "inserted"}'
    contracted(conn, notes, Wish(drop_view=True))
    conn.execute(f"DELETE FROM {T} WHERE id = 77; DELETE FROM shop.note WHERE id = 1".encode())
    assert rows(conn, f"SELECT id FROM {T} ORDER BY 1") == [(2,), (3,), (4,), (5,)]
    assert verify(conn, notes.plan).parity
