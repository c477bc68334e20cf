"""Names of the legacy table that leave no room for another word behind them: the cut-over has its way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from contract.contracted import cut_over, reviewed_files, rows
from psycopg import sql

from hofsm_migrate.phases import gates, rollback
from hofsm_migrate.phases.doctor import examine

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

SPEC = """
mapping: long
source: {{table: 'public."{}"', key: id, payload: value}}
schema: shop
tables:
  head: {{role: core, at: $, columns: {{name: text}}}}
"""
NAMES = {f"{size} bytes": "Tä%" * 14 + "x" * (size - 56) for size in (58, 59, 63)}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_long_name_comes_back(conn: Connection, tmp_path: Path, name: str) -> None:
    table = sql.Identifier("public", name)
    conn.execute(sql.SQL("CREATE TABLE {} (id bigint PRIMARY KEY, value jsonb)").format(table))
    conn.execute(sql.SQL('INSERT INTO {} VALUES (1, \'{{"name": "n"}}\')').format(table))
    conn.execute(sql.SQL("CREATE VIEW names AS SELECT value ->> 'name' AS name FROM {}").format(table))
    reviewed = reviewed_files(tmp_path, SPEC.format(name))
    catalog = snapshot(conn)
    for _ in range(2):
        cut_over(conn, reviewed)
        conn.execute(sql.SQL('UPDATE {} SET value = value || \'{{"name": "new"}}\'').format(table))
        rollback.rollback(conn, reviewed)
        assert snapshot(conn) == catalog
        assert rows(conn, "SELECT name FROM names") == [("new",)]


@pytest.mark.parametrize("mapping", ["Long-name", "lo'ng", "long"])
def test_doctor_knows_the_trigger_of_a_mapping_by_whatever_name(conn: Connection, tmp_path: Path, mapping: str) -> None:
    conn.execute("CREATE TABLE public.plain (id bigint PRIMARY KEY, value jsonb); INSERT INTO plain VALUES (1, '{}')")
    spec = SPEC.format("plain").replace("mapping: long", f'mapping: "{mapping}"')
    reviewed = reviewed_files(tmp_path, spec)
    cut_over(conn, reviewed)
    assert examine(conn, reviewed.mapping).findings == ()


@pytest.mark.parametrize(("code", "named"), [("INSERT INTO other VALUES (1);", False), ("NEW.VALUE := '1';", True)])
def test_values_are_not_a_column_called_value(conn: Connection, tmp_path: Path, code: str, *, named: bool) -> None:
    conn.execute("CREATE TABLE public.plain (id bigint PRIMARY KEY, value jsonb); INSERT INTO plain VALUES (1, '{}')")
    conn.execute(
        f"CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {code} RETURN NEW; END $$;"
        " CREATE TRIGGER note BEFORE UPDATE ON public.plain FOR EACH ROW EXECUTE FUNCTION public.note()".encode()
    )
    reviewed = reviewed_files(tmp_path, SPEC.format("plain"))
    asked = gates.check(conn, reviewed.plan, reviewed.mapping, "cutover", names=("nothing breaks", "payload unused"))
    assert [gate.name for gate in asked if gate.problems] == (["nothing breaks", "payload unused"] if named else [])
