"""Triggers of the application that name tables without their schema: what finds them, and what they do otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from cutover.orders import T, V, cut_over, mirrored, one, prepare, rows
from psycopg import sql

from hofsm_migrate.cli.failure import database_problem
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, gates, payload, rollback
from hofsm_migrate.phases.doctor import examine
from hofsm_migrate.phases.gates import search_path
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

pytest_plugins = ("cutover.fixtures",)
LOGGED = "INSERT INTO audit_log VALUES (TG_OP);"
FUNCTION = "CREATE OR REPLACE FUNCTION trail.audited() RETURNS trigger LANGUAGE plpgsql AS $$ {} RETURN NULL; END $$"
TRAIL = f"""
CREATE SCHEMA trail;
CREATE TABLE trail.audit_log (operation text);
CREATE SEQUENCE trail."Numbers";
CREATE TYPE trail.mood AS ENUM ('glad');
CREATE FUNCTION trail.noted(text) RETURNS void LANGUAGE sql AS '';
{FUNCTION.format("BEGIN " + LOGGED)};
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON {T} FOR EACH ROW EXECUTE FUNCTION trail.audited();
SET search_path = trail;
"""
WRITE = "UPDATE shop.order_head SET state = 'written' WHERE id = 1"
PINNED = "ALTER FUNCTION trail.audited() SET search_path = trail, pg_temp"
WORDS = "trigger function trail.audited() uses names without their schema: audit_log"


def test_the_gate_names_the_function_and_what_to_do_is_enough(conn: Connection, reviewed: Reviewed) -> None:
    mirrored(conn, reviewed)
    conn.execute(TRAIL.encode())
    rollback.rollback(conn, reviewed, to="dual_write")
    verify(conn, reviewed.plan)
    step = reviewed.plan.step("mirror")
    with pytest.raises(GateError) as raised:
        change.forward(conn, reviewed, step)
    (problem,) = raised.value.problems
    assert (problem.message, problem.at) == (WORDS, "trigger audited")
    assert problem.hint == f"{PINNED}; or write the schema before these names"
    # the control: who passes the gate by has writes of the new side fail, and no others
    change.forward(conn, reviewed, step, change.Terms(forced={"search path": "control"}))
    conn.execute("SET search_path = trail")
    conn.execute(f"UPDATE {T} SET status = 'x' WHERE id = 1".encode())
    with pytest.raises(psycopg.errors.UndefinedTable):
        conn.execute(WRITE.encode())
    found = [one for one in examine(conn, reviewed.mapping).findings if one.check == "application triggers"]
    assert [(one.what, one.next_step, one.severity) for one in found] == [(WORDS, problem.hint, "warning")]
    conn.execute(problem.hint.partition(";")[0].encode())
    conn.execute(WRITE.encode())
    assert rows(conn, "TABLE trail.audit_log") == [("UPDATE",), ("UPDATE",)]
    assert search_path.unpinned(conn, reviewed.plan) == []
    assert [one for one in examine(conn, reviewed.mapping).findings if one.check == "application triggers"] == []


def test_a_sweep_by_an_owner_without_superuser_rights(empty_database: str, nonsuperuser: str, tmp_path: Path) -> None:
    """Passed by, the sweep stops at the first document, says which function it was, and goes on once it is mended."""
    with connect(empty_database) as admin, connect(nonsuperuser) as owner:
        admin.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
        reviewed = prepare(owner, tmp_path)
        owner.execute(TRAIL.encode())
        expanded_to_mirrored(owner, reviewed)
        for sweep in (payload.drop, payload.restore):
            owner.execute("SET search_path = trail; ALTER FUNCTION trail.audited() RESET search_path")
            assert [one.words for one in search_path.unpinned(owner, reviewed.plan)] == [WORDS]
            with pytest.raises(psycopg.errors.UndefinedTable) as raised:
                sweep(owner, reviewed)
            told = database_problem(raised.value)
            assert "in trigger function trail.audited()" in told.hint
            assert "ALTER FUNCTION trail.audited() SET search_path = " in told.hint
            owner.execute(PINNED.encode())
            assert sweep(owner, reviewed).ended == "complete"
        assert one(owner, "SELECT count(*) FROM trail.audit_log") == 18
        assert verify(owner, reviewed.plan).parity


def expanded_to_mirrored(conn: Connection, reviewed: Reviewed) -> None:
    conn.execute(PINNED.encode())
    mirrored(conn, reviewed)
    cut_over(conn, reviewed)


def test_where_the_role_may_leave_triggers_out_a_sweep_needs_no_path(conn: Connection, reviewed: Reviewed) -> None:
    conn.execute(TRAIL.encode())
    expanded_to_mirrored(conn, reviewed)
    conn.execute("ALTER FUNCTION trail.audited() RESET search_path")
    assert payload.drop(conn, reviewed).ended == "complete"
    assert payload.restore(conn, reviewed).ended == "complete"


NAMED = {
    "BEGIN INSERT INTO audit_log (operation) VALUES (TG_OP);": "audit_log",
    "BEGIN insert  into\n Audit_Log VALUES (1);": "Audit_Log",
    "BEGIN DELETE FROM ONLY audit_log;": "audit_log",
    "BEGIN IF EXISTS (SELECT FROM trail.audit_log AS a JOIN audit_log AS b ON true) THEN NULL; END IF;": "audit_log",
    "BEGIN EXECUTE 'UPDATE audit_log SET operation = 1';": "audit_log",
    "DECLARE one audit_log%ROWTYPE; BEGIN": "audit_log",
    "DECLARE one audit_log.operation%TYPE; BEGIN": "audit_log",
    "DECLARE one mood := 'glad'; BEGIN": "mood",
    "DECLARE one mood[]; BEGIN": "mood",
    "BEGIN PERFORM 'glad'::mood;": "mood",
    "BEGIN PERFORM noted('x');": "noted",
    "BEGIN PERFORM nextval('\"Numbers\"');": '"Numbers"',
}
NOT_NAMED = [
    "BEGIN INSERT INTO trail.audit_log VALUES (TG_OP);",
    "BEGIN -- as INSERT INTO audit_log does\n",
    "BEGIN /* FROM audit_log */ PERFORM 1;",
    "DECLARE audit_log text; BEGIN SELECT 'x' INTO audit_log;",
    "BEGIN IF OLD.status IS DISTINCT FROM audit_log THEN NULL; END IF;",
    "BEGIN PERFORM trail.noted(lower('x')::text), now();",
    "DECLARE one trail.mood; two trail.audit_log%ROWTYPE; three trail.audit_log.operation%TYPE; BEGIN",
    "BEGIN PERFORM nextval('trail.\"Numbers\"');",
    'BEGIN PERFORM FROM "audit_Log", pg_class;',
]


def test_which_names_are_seen(conn: Connection, reviewed: Reviewed) -> None:
    conn.execute(TRAIL.encode())
    conn.execute("SET check_function_bodies = off")
    for code, names in (*NAMED.items(), *((code, None) for code in NOT_NAMED)):
        conn.execute(FUNCTION.format(code).encode())
        found = [one.names for one in search_path.unpinned(conn, reviewed.plan)]
        assert found == ([] if names is None else [names]), code


ELSEWHERE = {
    "on a partition": ("CREATE TABLE public.heir () INHERITS ({t}); {make} AFTER UPDATE ON public.heir {do}", True),
    "of the payload": ("{make} AFTER UPDATE OF {v} ON {t} {do}", True),
    "of another column": ("{make} AFTER UPDATE OF status ON {t} {do}", False),
    "at COMMIT": (
        "CREATE CONSTRAINT TRIGGER again AFTER UPDATE ON {t} DEFERRABLE INITIALLY DEFERRED {do}",
        False,
    ),
    "disabled": ("{make} AFTER UPDATE ON {t} {do}; ALTER TABLE {t} DISABLE TRIGGER again", False),
}


@pytest.mark.parametrize(("statement", "fires"), ELSEWHERE.values(), ids=list(ELSEWHERE))
def test_which_triggers_are_looked_at(conn: Connection, reviewed: Reviewed, statement: str, *, fires: bool) -> None:
    conn.execute(TRAIL.encode())
    conn.execute(f"DROP TRIGGER audited ON {T}".encode())
    make, do = "CREATE TRIGGER again", "FOR EACH ROW EXECUTE FUNCTION trail.audited()"
    conn.execute(statement.format(t=T, v=V, make=make, do=do).encode())
    assert [one.triggers for one in search_path.unpinned(conn, reviewed.plan)] == (["again"] if fires else [])


def test_a_trigger_that_waits_for_commit_has_the_path_of_the_writer(conn: Connection, reviewed: Reviewed) -> None:
    mirrored(conn, reviewed)
    conn.execute(TRAIL.encode())
    conn.execute(
        f"DROP TRIGGER audited ON {T}; CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON {T}"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trail.audited()".encode()
    )
    conn.execute(WRITE.encode())
    assert rows(conn, "TABLE trail.audit_log") == [("UPDATE",)]


def test_two_schemas_are_both_told(conn: Connection, reviewed: Reviewed) -> None:
    conn.execute(TRAIL.encode())
    conn.execute('CREATE SCHEMA "Other"; CREATE TABLE "Other".audit_log ()')
    assert [one.schemas for one in search_path.unpinned(conn, reviewed.plan)] == ['"Other", trail']
    (gate,) = gates.check(conn, reviewed.plan, reviewed.mapping, "mirror", names=("search path",))
    (problem,) = gate.problems
    assert 'SET search_path = "Other", trail, pg_temp' in problem.hint


def test_an_error_of_a_function_without_a_name_that_is_missing_says_nothing_of_paths(conn: Connection) -> None:
    conn.execute("CREATE FUNCTION public.failing() RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM 1 / 0; END'")
    with pytest.raises(psycopg.errors.DivisionByZero) as raised:
        conn.execute(sql.SQL("SELECT public.failing()"))
    assert "search_path" not in database_problem(raised.value).hint
    with pytest.raises(psycopg.errors.UndefinedTable) as missing:
        conn.execute("TABLE nothing_of_the_kind")
    assert "search_path" not in database_problem(missing.value).hint
