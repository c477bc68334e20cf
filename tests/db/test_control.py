"""The control schema: installed by whoever may, removed without a trace, read back as it was written."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace

import psycopg
import pytest
from catalog_snapshot import snapshot

from hofsm_migrate.db import control, schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import wheel_bin_dir
from hofsm_migrate.db.executor import Wait
from hofsm_migrate.errors import GateError

BATCHES = control.Registration(
    name='Batches "1"',
    legacy_schema="public",
    legacy_table="Legacy Batches",
    target_schema="production",
    spec_digest="ab12",
    spec="mapping: 'batches'  # 100 %\n",
    files_digest="cd34",
)
EXPAND = control.Change("expand", "legacy", "expanded", 0.25)


def rows(conn: psycopg.Connection, query: bytes) -> list[tuple[object, ...]]:
    return conn.execute(query).fetchall()


def test_install_and_uninstall_leave_the_catalog_as_it_was(empty_database: str) -> None:
    with connect(empty_database) as conn:
        before = snapshot(conn)
        assert control.installed_revision(conn) is None
        assert control.install(conn) is True
        installed = snapshot(conn)
        assert control.install(conn) is False
        assert snapshot(conn) == installed
        control.uninstall(conn)
        assert snapshot(conn) == before
        control.install(conn)
        assert snapshot(conn) == installed


def test_a_role_that_may_create_a_schema_is_enough(nonsuperuser: str) -> None:
    with connect(nonsuperuser) as conn:
        before = snapshot(conn)
        control.install(conn)
        control.record_phase(conn, BATCHES, EXPAND)
        control.record_phase(conn, BATCHES, control.Change("rollback", "expanded", "legacy", 0.1))
        control.uninstall(conn)
        assert snapshot(conn) == before


def test_a_role_that_owns_the_schema_needs_nothing_more(empty_database: str, nonsuperuser: str) -> None:
    role = psycopg.sql.Identifier(str(psycopg.conninfo.conninfo_to_dict(nonsuperuser)["user"]))
    dbname = psycopg.sql.Identifier(str(psycopg.conninfo.conninfo_to_dict(nonsuperuser)["dbname"]))
    with connect(empty_database) as admin:
        admin.execute(psycopg.sql.SQL("CREATE SCHEMA hofsm AUTHORIZATION {}").format(role))
        admin.execute(psycopg.sql.SQL("REVOKE CREATE ON DATABASE {} FROM {}").format(dbname, role))
    with connect(nonsuperuser) as conn:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("CREATE SCHEMA other")
        before = snapshot(conn)
        control.install(conn)
        control.uninstall(conn)
        assert snapshot(conn) == before  # with the schema, which was there before


def test_the_script_for_psql_installs_the_same(empty_database: str, database: str) -> None:
    psql = [str(wheel_bin_dir() / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", empty_database]
    subprocess.run(psql, input=control.script(), text=True, check=True, stdout=subprocess.DEVNULL)
    with connect(empty_database) as by_psql, connect(database) as by_tool:
        assert snapshot(by_psql) == snapshot(by_tool)
        assert control.installed_revision(by_psql) == control.installed_revision(by_tool) != None  # noqa: E711


def test_two_sessions_that_install_at_once_take_turns(empty_database: str) -> None:
    def install(_: int) -> bool:
        with connect(empty_database) as conn:
            return control.install(conn)

    with ThreadPoolExecutor(4) as pool:
        changed = list(pool.map(install, range(4)))
    assert sorted(changed) == [False, False, False, True]


def test_uninstall_refuses_while_a_mapping_is_in_use(conn: psycopg.Connection) -> None:
    control.record_phase(conn, BATCHES, EXPAND)
    before = snapshot(conn)
    with pytest.raises(GateError, match="expanded") as caught:
        control.uninstall(conn)
    assert "rollback" in caught.value.problems[0].hint
    assert snapshot(conn) == before


def test_uninstall_of_nothing_says_so(empty_database: str) -> None:
    with connect(empty_database) as conn, pytest.raises(GateError, match="not installed"):
        control.uninstall(conn)


def test_everything_has_a_comment(conn18: psycopg.Connection) -> None:
    bare = rows(
        conn18,
        b"""
        SELECT c.relname, a.attname FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relnamespace = 'hofsm'::regnamespace AND c.relkind = 'r' AND c.relname <> 'alembic_version'
          AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)
        """,
    )
    assert bare == []


def test_a_phase_is_recorded_with_its_history(conn: psycopg.Connection) -> None:
    wait = Wait(attempt=1, sqlstate="55P03", message="canceling statement", waited_s=0.5, pause_s=0.1)
    gate = {"gate": "legacy table has a primary key", "holds": True}
    assert control.mapping_state(conn, BATCHES.name) is None
    control.record_phase(conn, BATCHES, replace(EXPAND, gates=(gate,), waits=(wait,), note="100 % 'quoted'"))
    state = control.mapping_state(conn, BATCHES.name, lock=True)
    assert state is not None
    assert state.phase == "expanded"
    assert control.Registration(**{name: getattr(state, name) for name in asdict(BATCHES)}) == BATCHES
    assert control.mapping_states(conn) == (state,)
    (event,) = control.history(conn, BATCHES.name)
    assert (event.command, event.from_phase, event.to_phase, event.seconds) == ("expand", "legacy", "expanded", 0.25)
    assert (event.gates, event.waits, event.note) == ([gate], [asdict(wait)], "100 % 'quoted'")
    assert (event.role, event.spec_digest) == ("postgres", "ab12")
    assert event.at >= state.created_at


def test_a_change_from_a_phase_that_is_no_longer_true_is_refused(conn: psycopg.Connection) -> None:
    control.record_phase(conn, BATCHES, EXPAND)
    with pytest.raises(GateError, match="no longer in phase 'legacy'"):
        control.record_phase(conn, BATCHES, EXPAND)
    assert len(control.history(conn, BATCHES.name)) == 1


def test_a_phase_that_does_not_exist_is_refused_by_the_table(conn18: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        control.record_phase(conn18, BATCHES, replace(EXPAND, to_phase="finished"))  # type: ignore[arg-type]


def test_chunks_come_back_in_order_and_add_up(conn: psycopg.Connection) -> None:
    control.record_phase(conn, BATCHES, EXPAND)
    first = control.Chunk(1, None, ("7", 'k"1\\'), 10, 35, 0.5)
    second = control.Chunk(2, ("7", 'k"1\\'), ("9", "\U0001f600"), 4, 12, 0.25)
    last = control.Chunk(10, ("9", "\U0001f600"), None, 0, 0, 0.0)
    assert control.last_chunk(conn, BATCHES.name) is None
    assert control.backfill_total(conn, BATCHES.name) == control.BackfillTotal(0, 0, 0, 0)
    for chunk in (last, first, second):
        control.record_chunk(conn, BATCHES.name, chunk)
    assert list(control.chunks(conn, BATCHES.name)) == [first, second, last]
    assert control.last_chunk(conn, BATCHES.name) == last
    assert control.backfill_total(conn, BATCHES.name) == control.BackfillTotal(3, 14, 47, 0.75)
    with pytest.raises(psycopg.errors.UniqueViolation):
        control.record_chunk(conn, BATCHES.name, first)
    control.forget_chunks(conn, BATCHES.name)
    assert list(control.chunks(conn, BATCHES.name)) == []


def test_the_last_verification_is_the_newest(conn: psycopg.Connection) -> None:
    assert control.last_verification(conn, BATCHES.name) is None
    for differing in (3, 0):
        control.record_verification(conn, control.Verification(BATCHES.name, "ab12", 100, differing, 1.5))
    found = control.last_verification(conn, BATCHES.name)
    assert found == control.Verification(BATCHES.name, "ab12", 100, 0, 1.5)
    assert found.role == "postgres"


def test_findings_are_replaced_for_one_source_at_a_time(conn: psycopg.Connection) -> None:
    batches = control.Source("public", "Legacy Batches", 'the "value" of it')
    other = control.Source("public", "Legacy Batches", "value")
    first = control.StoredFinding("$.a", "type outlier", 3, 0.003, ["1", "2, 5"], "a string", "stays", 1_000)
    second = replace(first, path='$."odd.key"', examples=[])
    assert control.replace_findings(conn, batches, [first, second]) == 2
    assert control.replace_findings(conn, other, [second]) == 1
    assert control.findings_of(conn, batches) == (first, second)
    assert control.replace_findings(conn, batches, []) == 0
    assert control.findings_of(conn, batches) == ()
    assert control.findings_of(conn, other) == (second,)


def test_an_installation_of_the_first_revision_is_brought_up_to_date(empty_database: str, database: str) -> None:
    with connect(empty_database) as old, connect(database) as new:
        control.install(old)
        control.record_phase(old, BATCHES, EXPAND)
        old.execute(schema._alembic_sql("downgrade", f"{control.installed_revision(old)}:0001").encode())
        assert control.installed_revision(old) == "0001"
        assert control.install(old) is True
        assert control.installed_revision(old) == control.installed_revision(new) == schema.NEWEST
        assert control.mapping_state(old, BATCHES.name) is not None
        assert control.findings_of(old, control.Source("public", "a", "value")) == ()
