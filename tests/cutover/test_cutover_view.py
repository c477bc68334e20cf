"""A view in the legacy table's place: what the application sees and does."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import psycopg
import pytest
from cutover.orders import BASE, STATEMENTS, T, V, cut_over, mirrored, mirrored_database, one, rows

from hofsm_migrate.phases import rollback
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


def test_the_application_sees_the_same_table(conn: Connection, reviewed: Reviewed) -> None:
    mirrored(conn, reviewed)
    columns = (
        "SELECT attname, format_type(atttypid, atttypmod), col_description(attrelid, attnum)"
        f" FROM pg_attribute WHERE attrelid = '{T}'::regclass AND attnum > 0 ORDER BY attnum"
    )
    queries = [
        f"SELECT *, {V}::text FROM {T} ORDER BY 1, 2",
        "SELECT * FROM public.open_orders ORDER BY 1",
        "SELECT * FROM public.open_states",
        columns,
        f"SELECT obj_description('{T}'::regclass, 'pg_class')",
        "SELECT obj_description(oid, 'pg_class'), reloptions FROM pg_class WHERE oid = 'public.open_orders'::regclass",
    ]
    before = [rows(conn, query) for query in queries]
    cut_over(conn, reviewed)
    assert one(conn, f"SELECT relkind FROM pg_class WHERE oid = '{T}'::regclass") == "v"
    assert [rows(conn, query) for query in queries] == before


def test_prepared_statements_of_open_connections_go_on(conn: Connection, database: str, reviewed: Reviewed) -> None:
    mirrored(conn, reviewed)
    with psycopg.connect(database, autocommit=True) as other:
        read, write = f"SELECT * FROM {T} WHERE id = %s", f"UPDATE {T} SET status = %s WHERE id = %s RETURNING *"
        before = other.execute(read.encode(), [1], prepare=True).fetchone()
        other.execute(write.encode(), ["done", 2], prepare=True)
        cut_over(conn, reviewed)
        assert other.execute(read.encode(), [1], prepare=True).fetchone() == before
        assert other.execute(write.encode(), ["open", 2], prepare=True).fetchone()[2] == "open"  # type: ignore[index]


def test_returning_is_filled(view: Connection) -> None:
    row = view.execute(
        f'INSERT INTO {T} ("Company", {V}) VALUES (3, \'{{"number": 1}}\') RETURNING *'.encode()
    ).fetchone()
    assert row is not None
    assert row[1] > 9
    assert row[2:4] + row[5:] == ("open", {"number": 1}, "open!")
    updated = view.execute(
        f"UPDATE {T} SET status = 'done' WHERE id = 1 RETURNING status, label, touched".encode()
    ).fetchone()
    assert updated is not None
    assert updated[:2] == ("done", "done!")
    assert updated[2] is not None
    assert view.execute(f"DELETE FROM {T} WHERE id = 1 RETURNING {V} ->> 'state'".encode()).fetchone() == ("new",)
    assert view.execute(f"UPDATE {T} SET status = 'x' WHERE id = 12345".encode()).rowcount == 0


def test_triggers_of_the_application_have_the_search_path_of_the_writer(view: Connection) -> None:
    view.execute("CREATE SCHEMA trail; CREATE TABLE trail.log (operation text, path text)")
    view.execute(
        "CREATE FUNCTION trail.note() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN INSERT INTO log VALUES (TG_OP, current_setting('search_path')); RETURN NULL; END $$"
    )
    view.execute(
        f"CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON {BASE} FOR EACH ROW EXECUTE FUNCTION"
        " trail.note()".encode()
    )
    view.execute("SET search_path = trail")
    view.execute(f"INSERT INTO {T} (\"Company\", id, {V}) VALUES (2, 77, '{{}}')".encode())
    view.execute(f"UPDATE {T} SET {V} = '{{\"number\": 1}}' WHERE id = 77".encode())
    view.execute(f"DELETE FROM {T} WHERE id = 77".encode())
    view.execute("RESET search_path")
    assert rows(view, "TABLE trail.log") == [(operation, "trail") for operation in ("INSERT", "UPDATE", "DELETE")]


def test_foreign_keys_to_the_table_hold(view: Connection) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        view.execute("INSERT INTO public.shipments VALUES (2, 2, 12345)")
    view.execute(f"DELETE FROM {T} WHERE id = 3".encode())
    assert one(view, "SELECT count(*) FROM public.shipments") == 0
    with pytest.raises(psycopg.errors.UniqueViolation):
        view.execute(f"INSERT INTO {T} (\"Company\", id, {V}) VALUES (2, 1, '{{}}')".encode())


def test_what_was_written_through_the_view_is_there_after_the_way_back(conn: Connection, reviewed: Reviewed) -> None:
    mirrored(conn, reviewed)
    cut_over(conn, reviewed)
    for statement in STATEMENTS.values():  # some find their document gone by then
        with contextlib.suppress(psycopg.errors.ForeignKeyViolation):
            conn.execute(statement.encode())
    seen = rows(conn, f"SELECT *, {V}::text FROM {T} ORDER BY 1, 2")
    rollback.rollback(conn, reviewed, to="mirrored")
    assert rows(conn, f"SELECT *, {V}::text FROM {T} ORDER BY 1, 2") == seen
    assert verify(conn, reviewed.plan).parity
