"""Partitions and tables that inherit come and go during a migration: the way back takes all triggers along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from contract.contracted import contracted, cut_over, one, reviewed_files, rows, without

from hofsm_migrate.errors import ParityError
from hofsm_migrate.phases import payload, rollback
from hofsm_migrate.phases.sweep import Sweep

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

SPEC = """
mapping: parts
source: {table: 'public."Legacy Parts"', key: id, payload: value}
schema: shop
tables:
  part: {role: core, at: $, columns: {name: text}}
"""
T = 'public."Legacy Parts"'
PARTITIONED = f"""
CREATE TABLE {T} (id bigint PRIMARY KEY, value jsonb) PARTITION BY RANGE (id);
CREATE TABLE public."Part's 1" PARTITION OF {T} FOR VALUES FROM (1) TO (10);
CREATE TABLE public.parts_2 PARTITION OF {T} FOR VALUES FROM (10) TO (20);
"""
INHERITED = f"""
CREATE TABLE {T} (id bigint PRIMARY KEY, value jsonb);
CREATE TABLE public."Part's 1" () INHERITS ({T});
CREATE TABLE public.parts_2 () INHERITS ({T});
"""
CHANGES = {
    "partitions": (
        PARTITIONED,
        (
            "CREATE TABLE public.late PARTITION OF {0} FOR VALUES FROM (20) TO (30);"
            ' ALTER TABLE {0} DETACH PARTITION public."Part\'s 1"'
        ),
    ),
    "tables that inherit": (
        INHERITED,
        'CREATE TABLE public.late () INHERITS ({0}); ALTER TABLE public."Part\'s 1" NO INHERIT {0}',
    ),
}
TRIGGERS = "SELECT count(*) FROM pg_trigger"
ELSEWHERE = r"DO \$drop\$[\s\S]*?\$drop\$;"


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: only triggers of the table are dropped"])
@pytest.mark.parametrize(("tables", "later"), CHANGES.values(), ids=CHANGES)
def test_the_way_back_takes_triggers_of_all_parts_along(
    conn: Connection, tmp_path: Path, tables: str, later: str, *, guarded: bool
) -> None:
    conn.execute(tables.encode())
    before = one(conn, TRIGGERS)
    reviewed = reviewed_files(tmp_path, SPEC)
    cut_over(conn, reviewed)
    base = one(conn, """SELECT 'public."Legacy Parts_base"'::regclass::text""")
    conn.execute(later.format(base).encode())
    if guarded:
        rollback.rollback(conn, reviewed)
        assert one(conn, TRIGGERS) == before
        return
    for file in ("20_dual_write.down.sql", "40_cutover.down.sql"):
        reviewed = without(reviewed, file, ELSEWHERE)
    with pytest.raises(psycopg.errors.DependentObjectsStillExist):
        rollback.rollback(conn, reviewed)


@pytest.mark.parametrize(("tables", "later"), CHANGES.values(), ids=CHANGES)
def test_contract_does_not_depend_on_which_parts_there_were(
    conn: Connection, tmp_path: Path, tables: str, later: str
) -> None:
    conn.execute(tables.encode())
    conn.execute(f'INSERT INTO {T} VALUES (12, \'{{"name": "n"}}\')'.encode())
    reviewed = reviewed_files(tmp_path, SPEC)
    cut_over(conn, reviewed)
    conn.execute(later.format('public."Legacy Parts_base"').encode())
    contracted(conn, reviewed)
    assert one(conn, f"SELECT value ->> 'name' FROM {T}") == "n"


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: nothing is looked for"])
def test_a_partition_that_was_away_gets_its_payloads_like_all_others(
    conn: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    """The way back was tried without it, and came to its end; the same command goes on when the partition is back."""
    conn.execute(PARTITIONED.encode())
    conn.execute(f"INSERT INTO {T} SELECT n, jsonb_build_object('name', 'n') FROM generate_series(1, 15) AS n".encode())
    before = rows(conn, f"SELECT id, value::text FROM {T} ORDER BY id")
    reviewed = reviewed_files(tmp_path, SPEC)
    cut_over(conn, reviewed)
    payload.drop(conn, reviewed)
    base, part = 'public."Legacy Parts_base"', 'public."Part\'s 1"'
    conn.execute(f"ALTER TABLE {base} DETACH PARTITION {part}".encode())
    with pytest.raises(ParityError, match="9 documents differ") as raised:
        rollback.rollback(conn, reviewed)
    assert "then run the same command again" in raised.value.problems[0].hint
    conn.execute(f"ALTER TABLE {base} ATTACH PARTITION {part} FOR VALUES FROM (1) TO (10)".encode())
    if not guarded:
        monkeypatch.setattr(Sweep, "left_behind", lambda _: False)
        with pytest.raises(ParityError):
            rollback.rollback(conn, reviewed)
        return
    rollback.rollback(conn, reviewed)
    assert rows(conn, f"SELECT id, value::text FROM {T} ORDER BY id") == before
