"""What `doctor` finds of a base table and the view in its place that somebody altered since the switch, and repairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
import pytest
from conftest import fresh_database
from cutover.orders import (
    BASE,
    TABLES,
    T,
    V,
    assert_parity,
    cut_over,
    mirrored,
    mirrored_database,
    one,
    prepare,
    relation_kind,
    rows,
    without_payload,
)

from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import change, gates, rollback
from hofsm_migrate.phases.contract import contract
from hofsm_migrate.phases.doctor import examine
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.doctor import Finding
    from hofsm_migrate.phases.files import Reviewed

ROLE = '"Role of the doctor"'
"""A role of this module; it is there for the time of a test."""


@pytest.fixture
def cut(server: Server, tmp_path: Path) -> Iterator[tuple[Connection, Reviewed]]:
    with mirrored_database(server) as dsn, connect(dsn) as conn:
        reviewed = prepare(conn, tmp_path, tables="")
        cut_over(conn, reviewed)
        yield conn, reviewed


@pytest.fixture
def role(cut: tuple[Connection, Reviewed]) -> Iterator[str]:
    conn, _ = cut
    conn.execute(f"CREATE ROLE {ROLE}".encode())
    yield ROLE
    conn.execute("RESET ROLE")
    conn.execute(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}".encode())


def look(conn: Connection, reviewed: Reviewed, *, fix: bool = False) -> tuple[Finding, ...]:
    return examine(conn, reviewed.mapping, fix=fix).findings


def words(found: tuple[Finding, ...]) -> list[str]:
    return [one.what for one in found]


def done(conn: Connection, statements: str) -> None:
    with conn.transaction():
        conn.execute(statements.encode())


@dataclass(frozen=True)
class Case:
    """What somebody does, what is found, how grave it is, and whether it can be repaired."""

    damage: str
    what: str
    severity: str = "error"
    fixable: bool = False
    undo: str = ""
    """What the next step says; nothing is found after it."""


CASES = {
    "a new column": Case(
        f"ALTER TABLE {BASE} ADD COLUMN note text DEFAULT 'n'",
        "column note text of the base table is not in the view",
        "warning",
        fixable=True,
    ),
    "a new column that has to have a value": Case(
        f"ALTER TABLE {BASE} ADD COLUMN note text DEFAULT 'n' NOT NULL; ALTER TABLE {BASE} ALTER note DROP DEFAULT",
        "column note text of the base table is not in the view, and has to have a value:"
        " no row can be inserted through it",
        fixable=True,
    ),
    "a column of the base table renamed": Case(
        f"ALTER TABLE {BASE} RENAME COLUMN status TO state",
        "column status text of the view is no column of the base table",
        undo=f"ALTER TABLE {BASE} RENAME COLUMN state TO status",
    ),
    "a column of the view renamed": Case(
        f"ALTER TABLE {T} RENAME COLUMN status TO state",
        "column state text of the view is no column of the base table",
        undo=f"ALTER TABLE {T} RENAME COLUMN state TO status",
    ),
    "the payload of another type": Case(
        f'DROP INDEX public."Legacy Orders_the ""value"" of it_idx"; DROP TRIGGER dual_write_orders_update ON {BASE};'
        f" ALTER TABLE {BASE} ALTER {V} TYPE json",
        'column the "value" of it is json in the base table, and jsonb in the view',
    ),
    "the payload renamed": Case(
        f"ALTER TABLE {BASE} RENAME COLUMN {V} TO value",
        'column the "value" of it jsonb of the view is no column of the base table',
        undo=f"ALTER TABLE {BASE} RENAME COLUMN value TO {V}",
    ),
    "another default": Case(
        f"ALTER TABLE {T} ALTER status SET DEFAULT 'new'",
        "the default of column status is 'open'::text in the base table, and 'new'::text in the view",
        "warning",
        undo=f"ALTER TABLE {BASE} ALTER status SET DEFAULT 'new'",
    ),
    "another key": Case(
        f'ALTER TABLE public.shipments DROP CONSTRAINT "shipments_company_order_fkey";'
        f' ALTER TABLE {BASE} DROP CONSTRAINT "Legacy Orders_pkey"',
        "the primary key of the base table was (Company, id) and is ()",
        undo=f'ALTER TABLE {BASE} ADD PRIMARY KEY ("Company", id)',
    ),
    "no rights of the reader": Case(
        f"ALTER VIEW {T} SET (security_invoker = false)",
        "the view no longer asks the privileges and policies of its reader",
        fixable=True,
    ),
    "a policy that reads the payload": Case(
        f"CREATE POLICY own ON {BASE} USING ({V} ->> 'state' = 'new')",
        'policy own on public."Legacy Orders_base" of the base table does not go with the view',
        undo=f"DROP POLICY own ON {BASE}",
    ),
    "a trigger behind the last": Case(
        f"CREATE TRIGGER zzz BEFORE UPDATE ON {BASE} FOR EACH ROW EXECUTE FUNCTION public.touch()",
        "later trigger zzz of the base table does not go with the view",
        undo=f"DROP TRIGGER zzz ON {BASE}",
    ),
    "a materialized view": Case(
        f"CREATE MATERIALIZED VIEW public.m AS SELECT id FROM {T}",
        "materialized view public.m needs the view",
        "warning",
        undo="DROP MATERIALIZED VIEW public.m",
    ),
    "row security": Case(
        f"ALTER TABLE {BASE} ENABLE ROW LEVEL SECURITY",
        "row-level security of the legacy table is on, and not carried to order_head",
        fixable=True,
    ),
    "a trigger of the base table dropped": Case(
        f"DROP TRIGGER dual_write_orders_delete ON {BASE}",
        'trigger dual_write_orders_delete ON public."Legacy Orders_base" is missing',
        fixable=True,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_was_altered_since_the_switch_is_found(cut: tuple[Connection, Reviewed], case: Case) -> None:
    conn, reviewed = cut
    done(conn, case.damage)
    found = {one.what: one for one in look(conn, reviewed)}
    assert case.what in found, list(found)
    first = found[case.what]
    assert (first.severity, first.fixable) == (case.severity, case.fixable)
    assert first.next_step
    if case.fixable:
        assert first.what in [one.what for one in look(conn, reviewed, fix=True) if one.fixed]
    if case.undo:
        done(conn, case.undo)
    if case.fixable or case.undo:
        assert look(conn, reviewed) == ()


@pytest.mark.parametrize("kept", [True, False], ids=["payload kept", "without it"])
def test_a_column_is_added_while_the_mapping_is_cut_over(cut: tuple[Connection, Reviewed], *, kept: bool) -> None:
    """The way of docs/operations.md: on the base table, then `doctor --fix`; it is a column of the table afterwards."""
    conn, reviewed = cut
    if not kept:
        without_payload(conn, reviewed)
    with pytest.raises(psycopg.errors.WrongObjectType, match="ADD COLUMN cannot be performed on relation"):
        conn.execute(f"ALTER TABLE {T} ADD COLUMN note text".encode())
    done(conn, f"ALTER TABLE {BASE} ADD COLUMN note text DEFAULT 'n'; COMMENT ON COLUMN {BASE}.note IS 'a note'")
    conn.execute(f"UPDATE {T} SET status = 'meanwhile' WHERE id = 1".encode())
    (fixed,) = look(conn, reviewed, fix=True)
    assert fixed.fixed
    assert gates.check(conn, reviewed.plan, reviewed.mapping, "contract", names=("triggers",))[0].problems == ()
    insert = f"INSERT INTO {T} (\"Company\", {V}) VALUES (7, '{{}}') RETURNING note, id"
    (note, number) = rows(conn, insert)[0]
    assert note == "n"
    conn.execute(f"UPDATE {T} SET note = 'changed' WHERE id = {number}".encode())
    assert one(conn, f"SELECT note FROM {BASE} WHERE id = {number}") == "changed"
    assert one(conn, f"SELECT col_description('{T}'::regclass, 7)") == "a note"
    assert one(conn, "SELECT count(*) FROM public.open_orders") == 9
    rollback.rollback(conn, reviewed, to="mirrored")
    assert relation_kind(conn) == "r"
    assert one(conn, f"SELECT note FROM {T} WHERE id = {number}") == "changed"
    assert verify(conn, reviewed.plan).parity


def test_a_column_is_changed_by_way_of_mirrored(cut: tuple[Connection, Reviewed]) -> None:
    conn, reviewed = cut
    with pytest.raises(psycopg.errors.DependentObjectsStillExist):
        conn.execute(f"ALTER TABLE {BASE} DROP COLUMN touched".encode())
    rollback.rollback(conn, reviewed, to="mirrored")
    done(conn, f"ALTER TABLE {T} DROP COLUMN touched; DROP TRIGGER touch ON {T}")
    assert all(one.fixed for one in look(conn, reviewed, fix=True))
    verify(conn, reviewed.plan)
    cut_over(conn, reviewed)
    assert look(conn, reviewed) == ()
    assert_parity(conn, reviewed)


def test_a_view_that_was_dropped_is_made_anew(cut: tuple[Connection, Reviewed], role: str) -> None:
    conn, reviewed = cut
    done(conn, f"GRANT SELECT ON {T} TO {role}")
    assert all(one.fixed for one in look(conn, reviewed, fix=True))
    columns = f"SELECT name, type, fallback, note FROM hofsm.columns_of('{T}'::regclass)"
    before = rows(conn, columns)
    documents = rows(conn, f"SELECT id, {V}::text FROM {T} ORDER BY 1")
    done(conn, f"DROP VIEW {T} CASCADE")
    (only,) = [one for one in look(conn, reviewed) if one.check == "view"]
    assert only.what == "the view in the legacy table's place is gone"
    look(conn, reviewed, fix=True)
    assert look(conn, reviewed) == ()
    assert sorted(rows(conn, columns)) == sorted(before)
    assert rows(conn, f"SELECT id, {V}::text FROM {T} ORDER BY 1") == documents
    conn.execute(f"SET ROLE {role}".encode())
    assert one(conn, f"SELECT count({V}) FROM {T}") == 9
    conn.execute("RESET ROLE")
    conn.execute(f'UPDATE {T} SET {V} = {V} || \'{{"state": "after"}}\' WHERE id = 1'.encode())
    assert_parity(conn, reviewed)
    rollback.rollback(conn, reviewed, to="mirrored")
    assert verify(conn, reviewed.plan).parity


def test_a_grant_by_the_legacy_name_is_completed(cut: tuple[Connection, Reviewed], role: str) -> None:
    conn, reviewed = cut
    done(conn, f"GRANT SELECT, UPDATE ON {T} TO {role}")
    conn.execute(f"SET ROLE {role}".encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(f"SELECT {V} FROM {T}".encode())
    conn.execute("RESET ROLE")
    assert words(look(conn, reviewed)) == [
        f"{role} has SELECT, UPDATE on the view, and not on the base table",
        (
            f"{role} may read the view, and not what it is composed from: SCHEMA hofsm, SCHEMA shop,"
            " shop.order_attribute, shop.order_head, shop.order_line"
        ),
    ]
    assert all(one.fixed for one in look(conn, reviewed, fix=True))
    assert look(conn, reviewed) == ()
    conn.execute(f"SET ROLE {role}".encode())
    assert one(conn, f"SELECT count({V}) FROM {T}") == 9
    conn.execute(f'UPDATE {T} SET {V} = {V} || \'{{"state": "by role"}}\' WHERE id = 1'.encode())
    conn.execute("RESET ROLE")
    rollback.rollback(conn, reviewed, to="mirrored")
    name = role.strip('"')
    # the way back takes what only the view needed, and leaves what was granted by the legacy name
    assert one(conn, f"SELECT has_table_privilege('{name}', 'shop.order_head', 'SELECT')") is False
    assert one(conn, f"SELECT has_table_privilege('{name}', '{T}', 'UPDATE')") is True


def test_a_revoke_by_the_legacy_name_is_named_and_left(cut: tuple[Connection, Reviewed], role: str) -> None:
    conn, reviewed = cut
    done(conn, f"GRANT SELECT ON {T} TO {role}")
    look(conn, reviewed, fix=True)
    done(conn, f"REVOKE SELECT ON {T} FROM {role}")
    (only,) = look(conn, reviewed, fix=True)
    assert only.what == f"{role} has SELECT on the base table, and not on the view"
    assert (only.severity, only.fixable) == ("warning", False)
    done(conn, f"REVOKE SELECT ON {BASE} FROM {role}")
    assert look(conn, reviewed) == ()


def test_the_privilege_to_write_single_columns_is_of_no_use_to_a_view(
    cut: tuple[Connection, Reviewed], role: str
) -> None:
    conn, reviewed = cut
    done(conn, f"GRANT UPDATE (status) ON {T} TO {role}")
    (only,) = look(conn, reviewed, fix=True)
    assert only.what == f"{role} has UPDATE (status) on the view, and not on the base table"
    assert (only.severity, only.fixable) == ("error", False)


def test_views_that_came_or_were_changed_since_are_carried_over_on_the_way_back(
    cut: tuple[Connection, Reviewed],
) -> None:
    conn, reviewed = cut
    done(conn, f"CREATE VIEW public.fresh AS SELECT id, status FROM {T}")
    done(conn, "DROP VIEW public.open_states")
    done(
        conn,
        "CREATE OR REPLACE VIEW public.open_orders WITH (security_barrier = true) AS"
        f" SELECT id, {V} ->> 'state' AS state, status FROM {T}",
    )
    assert look(conn, reviewed) == ()
    rollback.rollback(conn, reviewed, to="mirrored")
    assert relation_kind(conn) == "r"
    assert one(conn, "SELECT count(*) FROM public.fresh") == 9
    assert one(conn, "SELECT count(status) FROM public.open_orders") == 9
    assert one(conn, "SELECT to_regclass('public.open_states')") is None


def test_triggers_are_known_by_either_name_of_their_table(cut: tuple[Connection, Reviewed]) -> None:
    """The change of names there and back: what somebody does to a trigger afterwards is noticed."""
    conn, reviewed = cut
    query = "SELECT identity FROM hofsm.object WHERE kind = 'trigger' AND identity LIKE 'dual_write%' ORDER BY 1"
    events = ("delete", "insert", "truncate", "update")
    assert rows(conn, query) == [(f"dual_write_orders_{event} ON {BASE}",) for event in events]
    done(conn, f"ALTER TABLE {BASE} DISABLE TRIGGER dual_write_orders_delete")
    assert words(look(conn, reviewed)) == [f"trigger dual_write_orders_delete ON {BASE} is not enabled"]
    rollback.rollback(conn, reviewed, to="mirrored")
    assert words(look(conn, reviewed, fix=True)) == [f"trigger dual_write_orders_delete ON {T} is not enabled"]
    assert rows(conn, query) == [(f"dual_write_orders_{event} ON {T}",) for event in events]
    assert look(conn, reviewed) == ()


def test_what_is_contracted_is_looked_at_as_well(cut: tuple[Connection, Reviewed], role: str) -> None:
    conn, reviewed = cut
    without_payload(conn, reviewed)
    verify(conn, reviewed.plan)
    contract(conn, reviewed, change.Terms(limits=gates.Limits(cool_down_s=0)), confirmed=lambda: True)
    assert look(conn, reviewed) == ()
    done(conn, f"ALTER TABLE {BASE} ADD COLUMN note text; GRANT SELECT ON {T} TO {role}")
    assert words(look(conn, reviewed)) == [
        "column note text of the base table is not in the view",
        f"{role} has SELECT on the view, and not on the base table",
        (
            f"{role} may read the view, and not what it is composed from: SCHEMA hofsm, SCHEMA shop,"
            " shop.order_attribute, shop.order_head, shop.order_line"
        ),
    ]
    assert all(one.fixed for one in look(conn, reviewed, fix=True))
    assert look(conn, reviewed) == ()
    assert one(conn, f"SELECT count(*) FROM {T} WHERE note IS NULL AND {V} IS NOT NULL") == 9
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="is read-only"):
        conn.execute(f"UPDATE {T} SET status = 'x'".encode())


def test_a_partition_that_is_attached_is_found_with_its_rows(server18: Server, tmp_path: Path) -> None:
    tables = re.sub(r"(PRIMARY KEY \(\"Company\", id\)\n *\))", r'\1 PARTITION BY LIST ("Company")', TABLES)
    tables = tables.replace(
        "COMMENT ON TABLE", f'CREATE TABLE public."Legacy Orders_rest" PARTITION OF {T} DEFAULT; COMMENT ON TABLE', 1
    )
    with fresh_database(server18) as dsn, connect(dsn) as conn:
        reviewed = prepare(conn, tmp_path, tables=tables)
        mirrored(conn, reviewed)
        cut_over(conn, reviewed)
        assert look(conn, reviewed) == ()
        done(
            conn,
            f"CREATE TABLE public.nine (LIKE {BASE} INCLUDING ALL); ALTER TABLE public.nine ALTER id DROP IDENTITY",
        )
        done(conn, f'INSERT INTO public.nine ("Company", id, {V}) VALUES (9, 1, \'{{"number": 9}}\')')
        done(conn, f"ALTER TABLE {BASE} ATTACH PARTITION public.nine FOR VALUES IN (9)")
        assert words(look(conn, reviewed)) == [
            "partition public.nine has no trigger for TRUNCATE",
            "1 rows of the base table have no document",
        ]
        assert all(one.fixed for one in look(conn, reviewed, fix=True))
        assert look(conn, reviewed) == ()
        assert one(conn, 'SELECT number FROM shop.order_head WHERE "Company" = 9') == 9
        done(conn, "ALTER TABLE public.shipments DROP CONSTRAINT shipments_company_order_fkey; TRUNCATE public.nine")
        assert one(conn, 'SELECT count(*) FROM shop.order_head WHERE "Company" = 9') == 0
        assert look(conn, reviewed) == ()
