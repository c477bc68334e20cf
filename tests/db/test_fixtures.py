"""The servers that all other tests stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from conftest import Server
    from psycopg import Connection


def test_the_two_servers_are_of_different_major_versions(server18: Server, second_server: Server) -> None:
    assert server18.major == 18
    assert second_server.major in {15, 16, 17}


def test_a_fresh_database_has_the_control_schema_and_nothing_of_other_tests(conn: Connection) -> None:
    assert schema.installed_revision(conn) == schema.NEWEST
    assert conn.execute("SELECT count(*) FROM hofsm.mapping").fetchone() == (0,)


def test_the_role_without_rights_is_no_superuser(nonsuperuser: str) -> None:
    with connect(nonsuperuser) as conn:
        row = conn.execute("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == (False, False)
