"""Payloads emptied and made anew by an owner without superuser rights, with tenants and the application's triggers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest
from cutover.orders import (
    BASE,
    MOVED,
    OUT_OF_STEP,
    T,
    V,
    cut_over,
    mirrored,
    one,
    prepare,
    relation_kind,
    rows,
    without,
    without_payload,
)
from psycopg import sql

from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import payload, rollback
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Connection

TENANTS = f"""
ALTER TABLE {T} ENABLE ROW LEVEL SECURITY;
CREATE POLICY company ON {T} USING ("Company" = current_setting('app.company')::bigint);
CREATE TABLE public.fired (what text);
GRANT INSERT ON public.fired TO PUBLIC;
CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO public.fired VALUES (TG_NAME); RETURN NULL; END $$;
CREATE TRIGGER every_row AFTER UPDATE ON {T} FOR EACH ROW EXECUTE FUNCTION public.note();
CREATE TRIGGER of_status AFTER UPDATE OF status ON {T} FOR EACH ROW EXECUTE FUNCTION public.note();
CREATE TRIGGER not_of_hofsm AFTER UPDATE ON {T} FOR EACH ROW
    WHEN (coalesce(current_setting('hofsm.origin', true), '') <> 'payload') EXECUTE FUNCTION public.note();
"""
TOUCHED = "SELECT id, touched FROM {} ORDER BY 1, 2"


@contextmanager
def tenant(conn: Connection, database: str) -> Iterator[sql.Identifier]:
    """A role that may do everything with the legacy table."""
    role = sql.Identifier(f"tenant {database[-12:]}")
    conn.execute(sql.SQL("DROP ROLE IF EXISTS {0}; CREATE ROLE {0}").format(role))
    try:
        yield role
    finally:
        conn.execute("RESET ROLE")
        conn.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(role))


def test_an_owner_without_superuser_rights(
    empty_database: str, nonsuperuser: str, tmp_path: Path, database: str
) -> None:
    """The row keeps its other columns; AFTER triggers fire, unless they let the sweep pass; tenants stay apart."""
    with connect(empty_database) as admin, connect(nonsuperuser) as owner, tenant(admin, database) as role:
        admin.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
        reviewed = prepare(owner, tmp_path)
        owner.execute(TENANTS.encode())
        owner.execute(sql.SQL("GRANT ALL ON {} TO {}").format(sql.SQL(T), role))
        mirrored(owner, reviewed)
        cut_over(owner, reviewed)
        before = rows(owner, TOUCHED.format(T))
        payload.drop(owner, reviewed)
        assert (one(admin, MOVED), rows(owner, TOUCHED.format(T))) == (9, before)
        assert rows(owner, "SELECT what, count(*) FROM public.fired GROUP BY 1") == [("every_row", 9)]
        admin.execute(sql.SQL("SET ROLE {}; SET app.company = '1'").format(role))
        _as_tenant(admin)
        admin.execute("RESET ROLE")
        assert one(owner, OUT_OF_STEP) == 0
        before = rows(owner, TOUCHED.format(T))
        rollback.rollback(owner, reviewed, to="mirrored")
        assert (relation_kind(owner), rows(owner, TOUCHED.format(T))) == ("r", before)
        assert verify(owner, reviewed.plan).parity


def _as_tenant(conn: Connection) -> None:
    assert rows(conn, f'SELECT DISTINCT "Company" FROM {T} WHERE {V} IS NOT NULL') == [(1,)]
    assert conn.execute(f'UPDATE {T} SET {V} = \'{{"state": "mine"}}\''.encode()).rowcount == 5
    assert conn.execute(f'DELETE FROM {T} WHERE "Company" = 2'.encode()).rowcount == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(f"INSERT INTO {T} (\"Company\", {V}) VALUES (2, '{{}}')".encode())
    assert rows(conn, 'SELECT DISTINCT "Company" FROM shop.order_head') == [(1,)]


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
def test_other_columns_stay_what_they_are(
    empty_database: str, nonsuperuser: str, tmp_path: Path, *, guarded: bool
) -> None:
    """A BEFORE trigger of the application sets the time of the last change."""
    with connect(empty_database) as admin, connect(nonsuperuser) as owner:
        admin.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
        reviewed = prepare(owner, tmp_path)
        mirrored(owner, reviewed)
        cut_over(owner, reviewed if guarded else without(reviewed, r"RETURN old;", "RETURN new;"))
        payload.drop(owner, reviewed)
        payload.restore(owner, reviewed)
        assert one(owner, f"SELECT count(touched) FROM {T}") == (0 if guarded else 9)


def test_where_the_role_may_no_trigger_fires(conn: Connection, tmp_path: Path) -> None:
    reviewed = prepare(conn, tmp_path)
    conn.execute(TENANTS.encode())
    mirrored(conn, reviewed)
    without_payload(conn, reviewed)
    rollback.rollback(conn, reviewed, to="mirrored")
    assert one(conn, "SELECT count(*) FROM public.fired") == 0
    assert one(conn, f"SELECT count(touched) FROM {T}") == 0


def test_a_trigger_that_keeps_rows_as_they_are_is_named(empty_database: str, nonsuperuser: str, tmp_path: Path) -> None:
    with connect(empty_database) as admin, connect(nonsuperuser) as owner:
        admin.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
        reviewed = prepare(owner, tmp_path)
        body = "$$ BEGIN IF OLD.status = 'closed' THEN RETURN NULL; END IF; RETURN NEW; END $$"
        owner.execute(
            f"""CREATE FUNCTION public.closed() RETURNS trigger LANGUAGE plpgsql AS {body};
            UPDATE {T} SET status = 'closed' WHERE id = 4;
            CREATE TRIGGER closed BEFORE UPDATE ON {T} FOR EACH ROW EXECUTE FUNCTION public.closed()""".encode()
        )
        mirrored(owner, reviewed)
        with pytest.raises(GateError, match="a trigger of the base table kept a payload") as raised:
            without_payload(owner, reviewed)
        assert raised.value.problems[0].at == "Company 1, id 4"
        assert one(owner, f"SELECT count(*) FROM {BASE} WHERE hofsm.is_moved({V})") == 0
        admin.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER closed").format(sql.SQL(BASE)))
        assert payload.drop(owner, reviewed).ended == "complete"
