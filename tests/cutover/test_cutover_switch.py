"""What stands in the way of a cut-over, and the catalog on the way there and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from catalog_snapshot import snapshot
from cutover.orders import BASE, T, V, cut_over, mirrored, mirrored_database, one, rows

from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import rollback, state
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.doctor import examine
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
    "a function that takes rows": (
        f"CREATE FUNCTION public.title({T}) RETURNS text LANGUAGE sql AS 'SELECT $1.status'",
        'function public.title(public."Legacy Orders") is of the row type',
    ),
    "a function that takes arrays of rows": (
        f"CREATE FUNCTION public.titles(VARIADIC {T}[]) RETURNS int LANGUAGE sql RETURN 1",
        "function public.titles(",
    ),
    "a function that gives rows": (
        f"CREATE FUNCTION public.latest(OUT one {T}, OUT n int) LANGUAGE plpgsql AS 'BEGIN END'",
        "function public.latest() is of the row type",
    ),
    "a procedure that takes rows": (
        f"CREATE PROCEDURE public.put({T}) LANGUAGE plpgsql AS 'BEGIN END'",
        "function public.put(",
    ),
    "a column of its row type": (
        f"CREATE TABLE public.kept (id int, was {T})",
        "column public.kept.was is of the row type",
    ),
    "a column of arrays of rows": (f"CREATE TABLE public.kept (all_of_it {T}[])", "column public.kept.all_of_it is "),
    "a composite type": (f"CREATE TYPE public.pair AS (was {T})", "column public.pair.was is of the row type"),
    "a view that shows rows": (
        f"CREATE VIEW public.whole AS SELECT o FROM {T} AS o",
        "column of a view public.whole.o is of the row type",
    ),
    "a domain": (f"CREATE DOMAIN public.good AS {T} CHECK ((VALUE).id > 0)", "type public.good is of the row type"),
    "a cast": (
        f"CREATE CAST ({T} AS text) WITH INOUT AS ASSIGNMENT",
        'cast (public."Legacy Orders" AS pg_catalog.text) is of the row type',
    ),
    "an operator": (
        (
            f"CREATE FUNCTION public.alike({T}, {T}) RETURNS boolean LANGUAGE sql AS 'SELECT $1 = $2';"
            f" CREATE OPERATOR public.=== (LEFTARG = {T}, RIGHTARG = {T}, FUNCTION = public.alike)"
        ),
        "operator public.===(",
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
    assert words in told, told
    assert "pg_read_all_data" not in told  # whoever may read the whole table reads the view
    assert state.phase(state.current(conn, "orders")) == "mirrored"
    assert before != snapshot(conn)


HARMLESS = {
    "a row in a body": f"CREATE FUNCTION public.f(jsonb) RETURNS bigint BEGIN ATOMIC"
    f" SELECT count(*) FROM unnest(ARRAY[NULL::{T}]); END",
    "a row in a view": f"CREATE VIEW public.f AS SELECT (jsonb_populate_record(NULL::{T}, o.{V})).id, to_jsonb(o) AS o"
    f" FROM {T} AS o",
    "any row": "CREATE FUNCTION public.f(anyelement) RETURNS text LANGUAGE sql AS 'SELECT to_jsonb($1)::text'",
}


@pytest.mark.parametrize("statement", HARMLESS.values(), ids=HARMLESS)
def test_what_goes_on_is_not_named(conn: Connection, reviewed: Reviewed, statement: str) -> None:
    mirrored(conn, reviewed)
    before = snapshot(conn)
    conn.execute(statement.encode())
    assert cut_over(conn, reviewed).changed
    rollback.rollback(conn, reviewed, to="mirrored")
    conn.execute(("DROP VIEW public.f" if "VIEW" in statement else "DROP FUNCTION public.f").encode())
    assert snapshot(conn) == before


BROKEN = {
    "a function that takes rows": (f"SELECT public.title(o) FROM {T} AS o", psycopg.errors.UndefinedFunction),
    "a column of its row type": (
        f"INSERT INTO public.kept SELECT 1, o FROM {T} AS o",
        psycopg.errors.DatatypeMismatch,
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_without_the_gate_rows_of_the_view_are_of_another_type(conn: Connection, reviewed: Reviewed, case: str) -> None:
    """The control; and what is made again after the switch works, until it is in the way back."""
    statement, error = BROKEN[case]
    mirrored(conn, reviewed)
    conn.execute(OBSTACLES[case][0].encode())
    conn.execute(statement.encode())
    cut_over(conn, reviewed, Terms(forced={"nothing breaks": "control"}, unasked=("payload unused",)))
    with pytest.raises(error):
        conn.execute(statement.encode())
    conn.execute(("DROP FUNCTION public.title" if "title" in statement else "DROP TABLE public.kept").encode())
    conn.execute(OBSTACLES[case][0].encode())
    conn.execute(statement.encode())
    (named,) = [found.what for found in examine(conn, reviewed.mapping).findings]
    assert named.endswith("is of the row type of the view")
    with pytest.raises(psycopg.errors.DependentObjectsStillExist):
        rollback.rollback(conn, reviewed, to="mirrored")
    assert one(conn, f"SELECT relkind FROM pg_class WHERE oid = '{T}'::regclass") == "v"


GIVING = {
    "every column": f"RETURNS SETOF {T} LANGUAGE sql AS 'SELECT * FROM {T}'",
    "a query": f"RETURNS SETOF {T} LANGUAGE plpgsql AS 'BEGIN RETURN QUERY SELECT * FROM {T}; END'",
    "row by row": f"RETURNS SETOF {T} LANGUAGE plpgsql AS"
    f" 'DECLARE one {T}%ROWTYPE; BEGIN FOR one IN SELECT * FROM {T} LOOP RETURN NEXT one; END LOOP; END'",
}


@pytest.mark.parametrize("words", GIVING.values(), ids=GIVING)
def test_a_function_that_gives_rows_column_by_column_goes_on(conn: Connection, reviewed: Reviewed, words: str) -> None:
    """As the operator's guide says; the gate does not read bodies, and names it."""
    mirrored(conn, reviewed)
    conn.execute(f"CREATE FUNCTION public.f() {words}".encode())
    query = "SELECT * FROM public.f() ORDER BY 1, 2"
    before = rows(conn, query)
    cut_over(conn, reviewed, Terms(forced={"nothing breaks": "columns"}, unasked=("payload unused",)))
    assert rows(conn, query) == before
    rollback.rollback(conn, reviewed, to="mirrored")
    assert rows(conn, query) == before


def test_whole_rows_and_sequences_are_different_through_the_view(
    conn: Connection, database: str, reviewed: Reviewed
) -> None:
    """What the operator's guide says of prepared statements and of `pg_get_serial_sequence`."""
    mirrored(conn, reviewed)
    with connect(database) as other:
        other.execute(f"PREPARE whole AS SELECT o FROM {T} AS o; EXECUTE whole".encode())
        cut_over(conn, reviewed)
        with pytest.raises(psycopg.errors.FeatureNotSupported, match="cached plan must not change result type"):
            other.execute("EXECUTE whole")
        other.execute(f"DEALLOCATE whole; PREPARE whole AS SELECT o FROM {T} AS o; EXECUTE whole".encode())
    assert one(conn, f"SELECT pg_get_serial_sequence('{T}', 'id')") is None
    assert one(conn, f"SELECT pg_get_serial_sequence('{BASE}', 'id')") == 'public."Legacy Orders_id_seq"'


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
