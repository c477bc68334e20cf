"""What stands in the way of a cut-over, and the catalog on the way there and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from cutover.orders import T, V, cut_over, mirrored, mirrored_database, one

from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import rollback, state
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed


pytest_plugins = ("cutover.fixtures",)


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    with mirrored_database(server) as dsn:
        yield dsn


OBSTACLES = {
    "a publication": (f"CREATE PUBLICATION told FOR TABLE {T}", "publication told"),
    "a materialized view": (
        "CREATE MATERIALIZED VIEW public.m AS SELECT * FROM public.open_orders",
        "materialized view m",
    ),
    "a rule": (f"CREATE RULE kept AS ON DELETE TO {T} DO INSTEAD NOTHING", "rule kept"),
    "a parsed function": (
        f"CREATE FUNCTION public.f() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM {T}; END",
        "function f()",
    ),
    "a trigger that changes the payload": (
        (
            "CREATE FUNCTION public.stamp() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN NEW.{V} := '1'; RETURN NEW; END $$;"
            f" CREATE TRIGGER stamp BEFORE INSERT ON {T} FOR EACH ROW EXECUTE FUNCTION public.stamp()"
        ),
        "trigger stamp",
    ),
    "a reader of single columns": (
        f"GRANT SELECT (id, status) ON {T} TO pg_monitor; GRANT SELECT (id) ON {T} TO pg_read_all_data",
        "column reader SELECT of id for pg_monitor",
    ),
    "a writer that may not read": (
        f"GRANT INSERT ON {T} TO pg_monitor; GRANT INSERT ON {T} TO pg_read_all_data",
        "writer INSERT for pg_monitor",
    ),
    "a writer of single columns": (
        f"GRANT UPDATE (status) ON {T} TO pg_monitor",
        "column privilege UPDATE of status for pg_monitor",
    ),
}


@pytest.mark.parametrize(("statement", "words"), OBSTACLES.values(), ids=OBSTACLES.keys())
def test_what_a_view_would_break_is_named(conn: Connection, reviewed: Reviewed, statement: str, words: str) -> None:
    mirrored(conn, reviewed)
    before = snapshot(conn)
    conn.execute(statement.encode())
    with pytest.raises(GateError, match="does not go with a view") as raised:
        cut_over(conn, reviewed)
    told = " ".join(problem.message for problem in raised.value.problems)
    assert words in told
    assert "pg_read_all_data" not in told  # whoever may read the whole table reads the view
    assert state.phase(state.current(conn, "orders")) == "mirrored"
    assert before != snapshot(conn)


def test_up_down_and_up_again_leave_the_catalog_as_it_was(conn: Connection, reviewed: Reviewed) -> None:
    mirrored(conn, reviewed)
    before = snapshot(conn)
    assert cut_over(conn, reviewed).changed
    up = snapshot(conn)
    assert not cut_over(conn, reviewed).changed
    rollback.rollback(conn, reviewed, to="mirrored")
    assert snapshot(conn) == before
    verify(conn, reviewed.plan)
    cut_over(conn, reviewed)
    assert snapshot(conn) == up
    assert one(conn, "SELECT count(*) FROM hofsm.way_back") > 0
    rollback.rollback(conn, reviewed)
    assert one(conn, f"SELECT relkind FROM pg_class WHERE oid = '{T}'::regclass") == "r"
    assert one(conn, "SELECT count(*) FROM hofsm.way_back") == 0
