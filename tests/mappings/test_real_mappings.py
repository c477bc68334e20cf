"""The mappings of the legacy application on generated documents, and their committed SQL."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
import pytest
from catalog_snapshot import snapshot
from comparison import Stored, assert_stored, expected_rows
from lifecycle import assert_parity, represent

from hofsm_migrate import compile as compiler
from hofsm_migrate.db.executor import run_script
from hofsm_migrate.generate import ScaleCounts, batches, form_fields
from hofsm_migrate.generate.load import create_tables, load
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.decompose import decompose
from hofsm_migrate.lens.tree import build
from hofsm_migrate.spec.load import load as load_spec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection

    from hofsm_migrate.generate.rows import BatchRow, FormFieldRow

ROOT = Path(__file__).parents[2]
COUNTS = ScaleCounts(batches=360, form_fields=360)
"""Enough for the odd roots, a row without a document, and the 1 MB document that each table has at 700."""
MAPPINGS = ("batches", "form_fields")


def spec(name: str) -> Path:
    return ROOT / "mappings" / f"{name}.yaml"


def documents(name: str, count: int) -> dict[Any, Any]:
    """Legacy key to value of the generated rows."""
    rows: Iterable[BatchRow | FormFieldRow] = batches(count) if name == "batches" else form_fields(count)
    return {_key(row): jsonb.ABSENT if row.value is None else jsonb.loads(row.value) for row in rows}


def _key(row: Any) -> Any:
    return (row.id, row.created_at) if isinstance(row.id, int) else UUID(row.id)


@cache
def expected(name: str) -> dict[str, Stored]:
    """What the interpreter makes of the generated rows; the same for every server."""
    generated = documents(name, COUNTS.batches)
    assert any(value is jsonb.ABSENT for value in generated.values())
    return expected_rows(build(load_spec(spec(name))), generated)


@pytest.fixture
def legacy(conn: Connection) -> Connection:
    create_tables(conn, "public")
    load(conn, "public", COUNTS)
    return conn


@pytest.mark.parametrize("name", MAPPINGS)
def test_generated_documents_keep_every_byte_and_both_implementations_agree(legacy: Connection, name: str):
    plan = represent(legacy, load_spec(spec(name)))
    assert_parity(legacy, plan.tree)
    assert_stored(legacy, plan.tree, expected(name))


def test_both_mappings_live_in_one_schema_and_leave_nothing_behind(conn: Connection):
    create_tables(conn, "public")
    conn.execute("CREATE SCHEMA production")
    before = snapshot(conn)
    plans = [compiler.plan(load_spec(spec(name))) for name in MAPPINGS]
    for plan in plans:
        run_script(conn, plan.up())
    run_script(conn, plans[0].down())
    run_script(conn, plans[0].up())
    for plan in plans:
        run_script(conn, plan.down())
    assert snapshot(conn) == before


@pytest.mark.parametrize("name", MAPPINGS)
def test_new_tables_are_closed_for_writes(conn18: Connection, name: str):
    create_tables(conn18, "public")
    plan = represent(conn18, load_spec(spec(name)))
    for table in (table for node in plan.tree.nodes for table in node.tables):
        with pytest.raises(psycopg.Error, match="closed"):
            conn18.execute(f"DELETE FROM production.{table.name}")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", MAPPINGS)
def test_little_stays_in_the_residual(name: str):
    tree = build(load_spec(spec(name)))
    payload = residual = 0
    for value in documents(name, 300).values():
        payload += 0 if value is jsonb.ABSENT else len(jsonb.dumps(value).encode())
        rows = decompose(tree, value)
        kept = [row["residual"] for node in tree.nodes for row in rows[node.name]]
        residual += sum(len(jsonb.dumps(one).encode()) for one in kept if one is not jsonb.ABSENT)
    assert residual / payload < 0.09


@pytest.mark.parametrize("name", MAPPINGS)
def test_committed_sql_is_what_the_spec_compiles_to(name: str):
    folder = ROOT / "migrations" / name
    fresh = compiler.plan(load_spec(spec(name))).files
    stale = [file for file, text in fresh.items() if (folder / file).read_text() != text]
    assert not stale, f"run `hofsm compile mappings/{name}.yaml`: stale under migrations/{name} are {stale}"
    assert {path.name for path in folder.iterdir()} == set(fresh)
