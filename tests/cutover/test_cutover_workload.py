"""Statements that a view does not take stand in the way of a cut-over, as far as the server has counted them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from cutover.orders import T, V, cut_over, mirrored, prepare

from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer
from hofsm_migrate.phases import gates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

pytest_plugins = ("cutover.fixtures",)

INSERT = f"INSERT INTO {T} (\"Company\", id, {V}) VALUES (2, 1, '{{}}')"
MERGE = f"MERGE INTO {T} AS t USING (SELECT 1 AS id) AS s ON t.id = s.id"
REFUSED = {
    "ON CONFLICT DO UPDATE": f'{INSERT} ON CONFLICT ("Company", id) DO UPDATE SET {V} = excluded.{V}',
    "ON CONFLICT DO NOTHING": f"{INSERT.replace('INSERT INTO', 'insert  into')}\n on  conflict do nothing",
    "TRUNCATE": f"TRUNCATE public.shipments, {T}",
    "COPY TO": f'COPY {T} ("Company", id) TO STDOUT',
    "WHERE CURRENT OF": f"UPDATE {T} SET status = 'x' WHERE CURRENT OF c",
}
"""What a view does not take."""
TAKEN = {
    "INSERT": INSERT.replace("(2, 1,", "(2, 2000,"),
    "COPY a query": f"COPY (SELECT id FROM {T}) TO STDOUT",
    "another table": f"INSERT INTO public.other SELECT id FROM {T} ON CONFLICT (id) DO NOTHING",
    "SELECT FOR UPDATE": f"SELECT id FROM {T} FOR UPDATE",
    "MERGE": f"{MERGE} WHEN MATCHED THEN UPDATE SET status = 'merged'",
}
"""What it does, from 17 on in the case of MERGE."""


@pytest.fixture(scope="module")
def counting() -> Iterator[str]:
    """DSN of a server that counts statements."""
    settings = {"shared_preload_libraries": "pg_stat_statements", "compute_query_id": "on"}
    with EmbeddedServer(settings=settings) as server:
        yield server.dsn()


@pytest.fixture
def counted(counting: str, tmp_path: Path) -> Iterator[tuple[Connection, Reviewed]]:
    with connect(counting) as conn, conn.transaction(force_rollback=True):
        conn.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        reviewed = prepare(conn, tmp_path)
        conn.execute("CREATE TABLE public.other (id bigint PRIMARY KEY)")
        conn.execute("SELECT pg_stat_statements_reset()")
        yield conn, reviewed


def _run(conn: Connection, statement: str) -> None:
    if "CURRENT OF" in statement:
        conn.execute(f"DECLARE c CURSOR FOR SELECT * FROM {T} FOR UPDATE".encode())
        conn.execute("FETCH c")
    if not statement.startswith("COPY"):
        conn.execute(statement.encode())
        return
    with conn.cursor().copy(statement.encode()) as copy:
        assert list(copy)


def _named(conn: Connection, reviewed: Reviewed) -> list[str]:
    found = gates.check(conn, reviewed.plan, reviewed.mapping, "cutover", names=("statements",))
    return [problem.detail for gate in found for problem in gate.problems]


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED.keys())
def test_a_statement_that_a_view_refuses_is_named(counted: tuple[Connection, Reviewed], statement: str) -> None:
    conn, reviewed = counted
    _run(conn, statement)
    (words,) = _named(conn, reviewed)
    assert words.casefold().startswith(statement.split(maxsplit=1)[0].casefold())


@pytest.mark.parametrize("statement", TAKEN.values(), ids=TAKEN.keys())
def test_other_statements_are_not(counted: tuple[Connection, Reviewed], statement: str) -> None:
    conn, reviewed = counted
    _run(conn, statement)
    assert _named(conn, reviewed) == []


def test_what_the_role_may_not_read_is_not_taken_for_nothing(counted: tuple[Connection, Reviewed]) -> None:
    conn, reviewed = counted
    conn.execute('CREATE ROLE "Plain role"')
    conn.execute('SET LOCAL ROLE "Plain role"')
    found = gates.check(conn, reviewed.plan, reviewed.mapping, "cutover", names=("statements",))
    (problem,) = [problem for gate in found for problem in gate.problems]
    assert "of other roles to Plain role" in problem.message
    assert problem.hint == 'GRANT pg_read_all_stats TO "Plain role", as a superuser'
    conn.execute('RESET ROLE; GRANT pg_read_all_stats TO "Plain role"; SET LOCAL ROLE "Plain role"')
    assert _named(conn, reviewed) == []


def test_a_view_does_take_and_refuse_them(conn: Connection, reviewed: Reviewed) -> None:
    """The control of both lists, on both versions."""
    conn.execute("CREATE TABLE public.other (id bigint PRIMARY KEY)")
    mirrored(conn, reviewed)
    cut_over(conn, reviewed)
    older = conn.info.server_version < 170_000
    for name, statement in {**REFUSED, **TAKEN}.items():
        with conn.transaction(force_rollback=True):
            if name in REFUSED or (name == "MERGE" and older):
                with pytest.raises(psycopg.Error):
                    _run(conn, statement)
            else:
                _run(conn, statement)
