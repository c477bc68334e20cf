"""Roles and tenants under a cut-over: each sees and does what it did on the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from cutover.orders import T, V, cut_over, mirrored, one, prepare, relation_kind, rows
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import rollback
from hofsm_migrate.phases.change import Terms

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed


pytest_plugins = ("cutover.fixtures",)


def test_a_role_keeps_its_rights_and_gets_no_more(conn: Connection, database: str, reviewed: Reviewed) -> None:
    role = sql.Identifier(f"app {database[-6:]}")
    mirrored(conn, reviewed)
    conn.execute(sql.SQL("DROP ROLE IF EXISTS {0}; CREATE ROLE {0}").format(role))
    try:
        conn.execute(sql.SQL("GRANT SELECT, UPDATE ON {} TO {}").format(sql.SQL(T), role))
        cut_over(conn, reviewed)
        conn.execute(sql.SQL("SET ROLE {}").format(role))
        assert one(conn, f"SELECT count({V}) FROM {T}") == 9
        conn.execute(f'UPDATE {T} SET {V} = {V} || \'{{"state": "by role"}}\' WHERE id = 1'.encode())
        for statement in (
            f"DELETE FROM {T}",
            "UPDATE shop.order_head SET number = 1",
            f'INSERT INTO {T} ("Company") VALUES (1)',
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(statement.encode())
        conn.execute("RESET ROLE")
        assert one(conn, "SELECT state FROM shop.order_head WHERE id = 1") == "by role"
        rollback.rollback(conn, reviewed, to="mirrored")
        assert (
            one(
                conn,
                sql.SQL("SELECT has_table_privilege({}, 'shop.order_head', 'SELECT')")
                .format(sql.Literal(role.as_string(None).strip('"')))
                .as_string(None),
            )
            is False
        )
    finally:
        conn.execute("RESET ROLE")
        conn.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(role))


def test_tenants_do_not_see_each_other(conn: Connection, database: str, reviewed: Reviewed) -> None:
    role = sql.Identifier(f"tenant {database[-6:]}")
    conn.execute(f"ALTER TABLE {T} ENABLE ROW LEVEL SECURITY".encode())
    conn.execute(f"CREATE POLICY company ON {T} USING (\"Company\" = current_setting('app.company')::bigint)".encode())
    mirrored(conn, reviewed)
    conn.execute(sql.SQL("DROP ROLE IF EXISTS {0}; CREATE ROLE {0}; GRANT ALL ON {1} TO {0}").format(role, sql.SQL(T)))
    try:
        cut_over(conn, reviewed)
        conn.execute(sql.SQL("SET ROLE {}; SET app.company = '1'").format(role))
        assert rows(conn, f'SELECT DISTINCT "Company" FROM {T} WHERE {V} IS NOT NULL') == [(1,)]
        assert conn.execute(f"UPDATE {T} SET {V} = {V} || '{{}}', status = 'mine'".encode()).rowcount == one(
            conn, f"SELECT count(*) FROM {T}"
        )
        assert conn.execute(f'DELETE FROM {T} WHERE "Company" = 2'.encode()).rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(f"INSERT INTO {T} (\"Company\", {V}) VALUES (2, '{{}}')".encode())
        assert rows(conn, 'SELECT DISTINCT "Company" FROM shop.order_head') == [(1,)]
        document = sql.SQL("SELECT shop.view_document_orders(2, 1, '(0,1)')").as_string(None)
        assert one(conn, document) is None
    finally:
        conn.execute("RESET ROLE")
        conn.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(role))


def test_a_view_of_somebody_else_is_named_before_the_switch(
    nonsuperuser: str, empty_database: str, tmp_path: Path
) -> None:
    """It could not be replaced, at the switch or on the way back; the server says so half-way, and not what to do."""
    owner = sql.Identifier(str(conninfo_to_dict(nonsuperuser)["user"]))
    other = sql.Identifier(f'Other\'s "{empty_database[-6:]}"')
    with connect(empty_database) as admin, connect(nonsuperuser) as conn:
        admin.execute(sql.SQL("GRANT CREATE ON SCHEMA public TO {}; CREATE ROLE {}").format(owner, other))
        try:
            schema.install(conn)
            reviewed = prepare(conn, tmp_path)
            mirrored(conn, reviewed)
            admin.execute(
                sql.SQL(
                    "GRANT CREATE ON SCHEMA public TO {0}; GRANT SELECT ON public.open_orders TO {0};"
                    " SET ROLE {0}; CREATE VIEW public.theirs AS SELECT id FROM public.open_orders; RESET ROLE"
                ).format(other)
            )
            with pytest.raises(GateError) as raised:
                cut_over(conn, reviewed)
            (problem,) = raised.value.problems
            role, them = owner.as_string(None), other.as_string(None)
            assert (
                problem.message
                == f"view public.theirs reads the table and belongs to {them}, of whom {role} is no member"
            )
            assert problem.hint.startswith(f"GRANT {them} TO {role}, or ")
            forced = Terms(forced={"nothing breaks": "control"}, unasked=("payload unused",))
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="must be owner of view theirs"):
                cut_over(conn, reviewed, forced)
            assert relation_kind(conn) == "r"
            admin.execute(sql.SQL("GRANT {} TO {}").format(other, owner))
            assert cut_over(conn, reviewed).changed
            assert rows(admin, "SELECT count(*) FROM public.theirs") == [(9,)]
            rollback.rollback(conn, reviewed)
            assert rows(admin, "SELECT count(*) FROM public.theirs") == [(9,)]
        finally:
            admin.execute(sql.SQL("RESET ROLE; DROP OWNED BY {0} CASCADE; DROP ROLE {0}").format(other))
