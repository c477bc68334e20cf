"""What was granted and revoked by the legacy name while a view had it, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from cutover.orders import BASE, T, V, cut_over, mirrored, mirrored_database, rows

from hofsm_migrate.phases import rollback
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.doctor import examine
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed


pytest_plugins = ("cutover.fixtures",)

LATE, LATER = '"It\'s late"', '"Later ""still"""'
"""Roles of this module; they are there for the time of a test."""


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    with mirrored_database(server) as dsn:
        yield dsn


@pytest.fixture
def cut(conn: Connection, reviewed: Reviewed) -> Iterator[Connection]:
    """A connection in phase `cutover`; a role has had a privilege on the table before."""
    conn.execute(f"CREATE ROLE {LATE}; CREATE ROLE {LATER}".encode())
    try:
        mirrored(conn, reviewed)
        conn.execute(f"GRANT SELECT, INSERT ON {T} TO {LATER}".encode())
        cut_over(conn, reviewed)
        yield conn
    finally:
        conn.execute(f"RESET ROLE; DROP OWNED BY {LATE}, {LATER}; DROP ROLE {LATE}, {LATER}".encode())


def privileges(conn: Connection, relation: str) -> list[tuple[object, ...]]:
    """Of all roles but the owner, on it and on its columns."""
    return rows(
        conn,
        f"""
        SELECT DISTINCT coalesce(r.rolname, 'PUBLIC'), acl.privilege_type, acl.column_name::text, acl.is_grantable
        FROM (
            SELECT '' AS column_name, c.relowner, a.* FROM pg_class AS c, aclexplode(c.relacl) AS a
            WHERE c.oid = '{relation}'::regclass
            UNION ALL
            SELECT t.attname, c.relowner, a.* FROM pg_class AS c, pg_attribute AS t, aclexplode(t.attacl) AS a
            WHERE c.oid = '{relation}'::regclass AND t.attrelid = c.oid
        ) AS acl
        LEFT JOIN pg_roles AS r ON r.oid = acl.grantee
        WHERE acl.grantee <> acl.relowner
        ORDER BY 1, 2, 3, 4
        """,
    )


GRANTED = {
    "on the table": f"GRANT SELECT ON {T} TO {LATE}",
    "to everybody": f"GRANT SELECT ON {T} TO PUBLIC",
    "everything, with grant option": f"GRANT ALL ON {T} TO {LATE} WITH GRANT OPTION",
    "on columns": f"GRANT SELECT (id, {V}), UPDATE (status), REFERENCES (label) ON {T} TO {LATE}",
    "on a column, with grant option": f"GRANT SELECT (status) ON {T} TO {LATE} WITH GRANT OPTION",
    "the grant option alone": f"GRANT SELECT ON {T} TO {LATER} WITH GRANT OPTION",
    "by whom it was granted to": f"GRANT DELETE ON {T} TO {LATE} WITH GRANT OPTION; SET ROLE {LATE};"
    f" GRANT DELETE ON {T} TO {LATER}; RESET ROLE",
}


@pytest.mark.parametrize("statement", GRANTED.values(), ids=GRANTED)
def test_a_grant_by_the_legacy_name_is_there_after_the_way_back(
    cut: Connection, reviewed: Reviewed, statement: str
) -> None:
    cut.execute(statement.encode())
    granted = privileges(cut, T)
    assert granted != privileges(cut, BASE)
    rollback.rollback(cut, reviewed, to="mirrored")
    assert privileges(cut, T) == granted
    catalog = snapshot(cut)
    verify(cut, reviewed.plan)
    cut_over(cut, reviewed, Terms(forced={"nothing breaks": "single columns"}, unasked=("payload unused",)))
    rollback.rollback(cut, reviewed, to="mirrored")
    assert snapshot(cut) == catalog


def test_without_the_carrier_the_grant_is_gone(cut: Connection, reviewed: Reviewed) -> None:
    """The control."""
    before = privileges(cut, T)
    cut.execute(GRANTED["on the table"].encode())
    cut.execute(
        "CREATE OR REPLACE FUNCTION hofsm.grants_by_name(shown regclass, base regclass) RETURNS SETOF text"
        " LANGUAGE sql BEGIN ATOMIC SELECT '' WHERE false; END"
    )
    rollback.rollback(cut, reviewed, to="mirrored")
    assert privileges(cut, T) == before


@pytest.mark.parametrize("everywhere", [False, True], ids=["by the legacy name", "on the base table, too"])
def test_a_revoke_by_the_legacy_name_alone_is_named_and_does_not_last(
    cut: Connection, reviewed: Reviewed, *, everywhere: bool
) -> None:
    before = privileges(cut, T)
    cut.execute(f"REVOKE INSERT ON {T} FROM {LATER}".encode())
    if everywhere:
        cut.execute(f"REVOKE INSERT ON {BASE} FROM {LATER}".encode())
    named = [found.what for found in examine(cut, reviewed.mapping).findings]
    assert named == ([] if everywhere else [f"{LATER} has INSERT on the base table, and not on the view"])
    rollback.rollback(cut, reviewed, to="mirrored")
    inserts = [one for one in before if one[1] == "INSERT"]
    assert privileges(cut, T) == [one for one in before if not everywhere or one not in inserts]


def test_what_the_owner_has_is_no_grant(cut: Connection, reviewed: Reviewed) -> None:
    """Somebody gave the view to another role, who has all privileges on it by that."""
    before = privileges(cut, BASE)
    cut.execute(f"GRANT CREATE ON SCHEMA public TO {LATE}; GRANT SELECT ON {T} TO {LATER}".encode())
    cut.execute(f"ALTER VIEW {T} OWNER TO {LATE}".encode())
    rollback.rollback(cut, reviewed, to="mirrored")
    assert privileges(cut, T) == before
