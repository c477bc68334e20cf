"""A partitioned legacy table, and one with a table that inherits from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from contract.contracted import contracted, cut_over, one, reviewed_files, rows, without

from hofsm_migrate.phases.contract import Wish
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

SPEC = """
mapping: parts
source: {table: 'public."Legacy Parts"', key: [id, "at of it"], payload: value}
schema: shop
tables:
  part: {role: core, at: $, columns: {name: text}}
  piece: {role: core, at: "$.pieces[*]", identity: {path: id}, columns: {n: integer}}
"""
T, B = 'public."Legacy Parts"', 'public."Legacy Parts_base"'
COLUMNS = 'id bigint, "at of it" date, value jsonb, status text DEFAULT \'s\', PRIMARY KEY (id, "at of it")'
PARTITIONED = f"""
CREATE TABLE {T} ({COLUMNS}) PARTITION BY RANGE ("at of it");
CREATE TABLE public.parts_1 PARTITION OF {T} FOR VALUES FROM (MINVALUE) TO ('2026-02-01');
CREATE TABLE public.parts_2 PARTITION OF {T} FOR VALUES FROM ('2026-02-01') TO (MAXVALUE);
"""
INHERITED = f"CREATE TABLE {T} ({COLUMNS}); CREATE TABLE public.parts_1 () INHERITS ({T});"
FILL = f"""
INSERT INTO {T} (id, "at of it", value) SELECT n, date '2026-01-18' + n * 7,
    jsonb_build_object('name', 'n' || n, 'pieces', jsonb_build_array(jsonb_build_object('id', 'a', 'n', n)))
FROM generate_series(1, 4) AS n;
"""
DOCUMENTS = 'SELECT id, "at of it", value::text FROM {} ORDER BY 1'
MOVE = "UPDATE shop.part SET \"at of it\" = '2026-03-01' WHERE id = 1"
GUARD = r"origin_before <> 'new' OR EXISTS \(SELECT FROM \"shop\".*\) THEN"


@pytest.mark.parametrize(
    "guarded", [True, False], ids=["guarded", "control: every deleted row takes its document along"]
)
def test_a_partitioned_table(conn: Connection, tmp_path: Path, *, guarded: bool) -> None:
    conn.execute((PARTITIONED + FILL).encode())
    parts = reviewed_files(tmp_path, SPEC)
    cut_over(conn, parts)
    before = rows(conn, DOCUMENTS.format(T))
    moved = f"SELECT value #>> '{{pieces,0,n}}' FROM {T} WHERE id = 1 AND \"at of it\" = '2026-03-01'"
    with conn.transaction(force_rollback=True):
        conn.execute(MOVE)
        assert one(conn, moved) == "1"  # in phase cutover, too
    contracted(conn, parts if guarded else without(parts, "50_contract.up.sql", GUARD, "true THEN"))
    assert rows(conn, DOCUMENTS.format(T)) == before
    conn.execute(MOVE)
    assert one(conn, moved) == ("1" if guarded else None)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="key of a document"):
        conn.execute(f"UPDATE {B} SET \"at of it\" = '2026-01-01' WHERE id = 3".encode())
    conn.execute(
        f"INSERT INTO {B} (id, \"at of it\") VALUES (9, '2026-01-01'); DELETE FROM public.parts_2 WHERE id = 4".encode()
    )
    assert rows(conn, "SELECT id FROM shop.part ORDER BY 1") == [(1,), (2,), (3,), (9,)]
    conn.execute("TRUNCATE public.parts_1")
    assert rows(conn, "SELECT id FROM shop.part ORDER BY 1") == [(1,), (2,), (3,)]
    contracted(conn, parts, Wish(drop_view=True))
    assert verify(conn, parts.plan).parity


def test_a_table_that_inherits(conn: Connection, tmp_path: Path) -> None:
    conn.execute(
        (
            INHERITED
            + FILL
            + FILL.replace(T, "public.parts_1").replace("generate_series(1, 4)", "generate_series(5, 6)")
        ).encode()
    )
    parts = reviewed_files(tmp_path, SPEC)
    cut_over(conn, parts)
    before = rows(conn, DOCUMENTS.format(T))
    assert len(before) == 6
    contracted(conn, parts, Wish(drop_view=True))
    assert rows(conn, DOCUMENTS.format("shop.composed_parts")) == before
    conn.execute("UPDATE shop.piece SET n = 50 WHERE id = 5")
    conn.execute("DELETE FROM public.parts_1 WHERE id = 6")
    assert rows(conn, "SELECT n FROM shop.piece ORDER BY id") == [(1,), (2,), (3,), (4,), (50,)]
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="key of a document"):
        conn.execute("UPDATE public.parts_1 SET id = 7 WHERE id = 5")
    assert verify(conn, parts.plan).parity
