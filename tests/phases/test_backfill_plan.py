"""How the server runs a chunk of the backfill: one plan for all of them, which reads no whole table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from operator_cases import plain
from psycopg import sql

from hofsm_migrate.compile.names import Names
from hofsm_migrate.phases import expand, files, keys

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

DOCUMENTS, CHUNK, CHUNKS = 40, 5, 8
EXPLAINED = """
LOAD 'auto_explain';
SET auto_explain.log_min_duration = 0;
SET auto_explain.log_nested_statements = on;
SET auto_explain.log_level = notice
"""


def plans(conn: psycopg.Connection, reviewed: files.Reviewed) -> list[str]:
    """Of every statement inside of the backfill function, chunk by chunk."""
    found: list[str] = []
    conn.execute(EXPLAINED)
    conn.add_notice_handler(lambda said: found.append(said.message_primary or ""))
    after = None
    for _ in range(CHUNKS):
        with conn.transaction():
            keys.pin(conn)
            window = keys.window(conn, reviewed.plan, after, CHUNK)
            assert window
            conn.execute(sql.SQL("SELECT FROM {}").format(keys.call(Names(reviewed.plan.tree).backfill, window)))
        after = window.last
    return [plan for plan in found if "WITH represented" in plan or "SELECT EXISTS (" in plan]


@pytest.mark.parametrize("setting", ["", "enable_seqscan", "enable_nestloop", "plan_cache_mode"])
def test_a_chunk_reads_no_whole_table_pairs_no_rows_and_is_planned_once(
    conn18: psycopg.Connection, tmp_path: Path, setting: str
) -> None:
    reviewed = files.compiled(plain(conn18, tmp_path, DOCUMENTS))
    expand.expand(conn18, reviewed)
    conn18.execute("ANALYZE public.orders")  # so few that reading all would be cheaper
    if setting:  # the control
        function = sql.Identifier(*Names(reviewed.plan.tree).backfill)
        conn18.execute(sql.SQL("ALTER FUNCTION {} RESET {}").format(function, sql.SQL(setting)))
    found = plans(conn18, reviewed)
    assert len(found) == 2 * CHUNKS
    assert any("Seq Scan" in plan for plan in found) == (setting == "enable_seqscan")
    # which takes as many steps as there are pairs of rows; functions of an element are called in a loop all the same
    assert any("Nested Loop Anti Join" in plan for plan in found) == (setting == "enable_nestloop")
    # a plan for any key has parameters, one for a given key has that key
    conditions = [re.search(r"Index Cond: .*", plan) for plan in found]
    assert all(one and "$1" in one[0] for one in conditions) == (setting != "plan_cache_mode")
