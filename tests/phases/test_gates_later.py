"""Gates of the steps after expand: for each the cases in which it is not met, and the control in which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from operator_cases import compiled, plain
from test_change import dual_write, expanded
from test_lifecycle import PARTITIONED

from hofsm_migrate.db import control, schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.objects import record_objects
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import backfill, drift, expand, files, gates, rollback, verify
from hofsm_migrate.phases.gates import Limits, place

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

    from hofsm_migrate.errors import Problem


def ask(
    conn: psycopg.Connection, reviewed: files.Reviewed, name: str, limits: Limits | None = None, command: str = "mirror"
) -> tuple[Problem, ...]:
    (gate,) = gates.check(conn, reviewed.plan, reviewed.mapping, command, limits=limits, names=(name,))
    return gate.problems


def doubling(conn: psycopg.Connection, tmp_path: Path, count: int = 8) -> files.Reviewed:
    reviewed = expanded(conn, tmp_path, count)
    dual_write(conn, reviewed)
    return reviewed


def test_every_step_has_gates_and_every_gate_is_one() -> None:
    assert {name for names in gates.GATES.values() for name in names} == set(gates.CHECKS)
    assert set(gates.AGAIN) <= set(gates.CHECKS)


def test_backfill_complete(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = doubling(conn, tmp_path)
    (problem,) = ask(conn, reviewed, "backfill complete")
    assert (problem.message, problem.at) == ("documents are not represented yet", "id 1, the first of them")
    backfill.backfill(conn, reviewed.plan)
    assert ask(conn, reviewed, "backfill complete") == ()


DOUBTS = {
    "differing": ("UPDATE hofsm.verification SET differing = 3", "the last verification found 3 of 8 not in parity"),
    "another spec": ("UPDATE hofsm.verification SET spec_digest = 'x'", "was of another version of the spec"),
    "too old": (
        """
        UPDATE hofsm.verification SET at = now() - interval '25 hours';
        UPDATE hofsm.mapping SET changed_at = now() - interval '2 days'
        """,
        "is too old: 1 day, 1:00:00, limit 1 day, 0:00:00",
    ),
    "of the phase before": ("UPDATE hofsm.mapping SET changed_at = now()", "began before phase dual_write"),
    "begun in the phase before": (
        "UPDATE hofsm.verification SET seconds = 3600",
        "began before phase dual_write",
    ),
}


@pytest.mark.parametrize(("change", "message"), DOUBTS.values(), ids=list(DOUBTS))
def test_parity(conn: psycopg.Connection, tmp_path: Path, change: str, message: str) -> None:
    reviewed = doubling(conn, tmp_path)
    backfill.backfill(conn, reviewed.plan)
    assert [problem.message for problem in ask(conn, reviewed, "parity")] == ["the two sides were never compared"]
    verify.verify(conn, reviewed.plan)
    assert ask(conn, reviewed, "parity") == ()
    conn.execute(change.encode())
    (problem,) = ask(conn, reviewed, "parity")
    assert message in problem.message
    assert problem.hint.startswith("hofsm verify")
    if "too old" in message:
        assert ask(conn, reviewed, "parity", Limits(parity_age_s=26 * 3600)) == ()


def trigger(conn: psycopg.Connection, reviewed: files.Reviewed) -> tuple[str, str]:
    """A trigger of dual-write, and its table, as SQL."""
    schema, table, name = next(iter(place.triggers_of(reviewed.plan.step("dual-write"))))
    row = conn.execute("SELECT format('%%I', %s::text), format('%%I.%%I', %s::text, %s::text)", [name, schema, table])
    return row.fetchone() or ("", "")


DAMAGES = {
    "disabled": ("ALTER TABLE {table} DISABLE TRIGGER {trigger}", "is not enabled as dual-write made it"),
    "for replicas only": (
        "ALTER TABLE {table} ENABLE REPLICA TRIGGER {trigger}",
        "is not enabled as dual-write made it",
    ),
    "dropped": ("DROP TRIGGER {trigger} ON {table}", "is missing"),
    "renamed": ("ALTER TRIGGER {trigger} ON {table} RENAME TO other", "is missing"),
    "a changed function": ("ALTER FUNCTION target.{function} SET work_mem = '1MB'", "was changed since dual-write"),
    "a changed function of expand": (
        "ALTER FUNCTION target.backfill_orders SET work_mem = '1MB'",
        "was changed since expand made it",
    ),
    "a write guard": ("ALTER TABLE target.component DISABLE TRIGGER ALL", "is not enabled as expand made it"),
}


@pytest.mark.parametrize(("damage", "message"), DAMAGES.values(), ids=list(DAMAGES))
def test_triggers(conn: psycopg.Connection, tmp_path: Path, damage: str, message: str) -> None:
    reviewed = doubling(conn, tmp_path)
    assert ask(conn, reviewed, "triggers") == ()
    name, table = trigger(conn, reviewed)
    function = sorted(place.functions_of(reviewed.plan.step("dual-write")))[0]
    conn.execute(damage.format(trigger=name, table=table, function=function).encode())
    problems = ask(conn, reviewed, "triggers")
    assert [message in problem.message for problem in problems] == [True], problems
    assert "hofsm " in problems[0].hint


def test_triggers_that_nobody_recorded(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = doubling(conn, tmp_path)
    conn.execute("DELETE FROM hofsm.object WHERE step = 'dual-write'")
    (problem,) = ask(conn, reviewed, "triggers")
    assert problem.message.startswith("what dual-write made is not recorded")


def test_what_is_recorded_does_not_depend_on_the_search_path(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = doubling(conn, tmp_path)
    conn.execute("SET search_path = target, public")
    assert ask(conn, reviewed, "triggers") == ()


def test_triggers_of_partitions(conn: psycopg.Connection, tmp_path: Path) -> None:
    spec, tables = PARTITIONED
    conn.execute(tables.encode())
    reviewed = files.read(compiled(tmp_path, spec), tmp_path / "migrations")
    expand.expand(conn, reviewed)
    dual_write(conn, reviewed)
    assert ask(conn, reviewed, "triggers") == ()
    conn.execute("CREATE TABLE public.orders_0 (LIKE public.orders)")
    conn.execute("ALTER TABLE public.orders DETACH PARTITION public.orders_1")
    assert ask(conn, reviewed, "triggers") == ()  # a partition that goes is no damage
    conn.execute("ALTER TABLE public.orders_2 DISABLE TRIGGER USER")
    problems = ask(conn, reviewed, "triggers")
    assert {problem.message.rpartition(" ")[2] for problem in problems} == {"public.orders_2"}


def test_only_what_a_transaction_made_is_recorded(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = doubling(conn, tmp_path)
    conn.execute("CREATE FUNCTION public.mine() RETURNS int RETURN 1")
    with conn.transaction():
        record_objects(conn, "orders", "other")
    assert conn.execute("SELECT count(*) FROM hofsm.object WHERE step = 'other'").fetchone() == (0,)
    assert ask(conn, reviewed, "triggers") == ()


NEWS = {
    "a new key": ('{"lot": "L", "colour": "red"}', ["$.colour, string"]),
    "another type": ('{"lot": "L", "known": [1]}', ["$.known, array", "$.known[*], number"]),
    "a new key of an element": ('{"lines": [{"id": "z", "gift": true}]}', ["$.lines[*].gift, boolean"]),
    "what was there": ('{"lot": "L", "known": 2}', []),
    "another key of a map": ('{"lot": "L", "attributes": {"other": null}}', []),
    "what has a column": ('{"lot": "M", "weight": 3}', []),
}


@pytest.mark.parametrize(("document", "news"), NEWS.values(), ids=list(NEWS))
def test_drift(conn: psycopg.Connection, tmp_path: Path, document: str, news: list[str]) -> None:
    reviewed = doubling(conn, tmp_path)
    attributes = ", ".join(f'"key {number}": {number}' for number in range(drift.WIDE + 1))
    first = f'{{"lot": "L", "known": 1, "attributes": {{{attributes}}}}}'
    conn.execute("INSERT INTO public.orders VALUES (100, %s)", [first])
    (problem,) = ask(conn, reviewed, "drift")
    assert problem.message == "which paths the residuals hold is not recorded"
    backfill.backfill(conn, reviewed.plan)
    assert ask(conn, reviewed, "drift") == ()
    conn.execute("INSERT INTO public.orders VALUES (101, %s)", [document])
    backfill.backfill(conn, reviewed.plan)  # a later end of the backfill is not what later documents are compared with
    problems = ask(conn, reviewed, "drift")
    assert [problem.message.removeprefix("something new in the documents: ") for problem in problems] == news
    assert all(str(problem.at).startswith("id 101, in the residual of") for problem in problems)


def test_drift_that_was_accepted_is_known(
    conn: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewed = expanded(conn, tmp_path, 8)
    backfill.backfill(conn, reviewed.plan)
    conn.execute("INSERT INTO public.orders VALUES (101, %s)", ['{"colour": "red"}'])
    backfill.backfill(conn, reviewed.plan)
    assert len(ask(conn, reviewed, "drift")) == 1
    monkeypatch.setitem(gates.GATES, "dual-write", ("drift",))
    monkeypatch.setattr("hofsm_migrate.phases.change._Run._forget", lambda *_, **__: control.BackfillTotal(0, 0, 0, 0))
    with pytest.raises(GateError, match="something new"):
        dual_write(conn, reviewed)
    from hofsm_migrate.phases.change import Terms

    dual_write(conn, reviewed, Terms(forced={"drift": "a colour is no fact"}))
    row = conn.execute("SELECT path, kind, reason FROM hofsm.residual_path WHERE reason <> ''").fetchone()
    assert row == ([".colour"], "string", "a colour is no fact")


def test_a_sample_of_large_tables(conn: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reviewed = expanded(conn, tmp_path, 80)
    backfill.backfill(conn, reviewed.plan)
    monkeypatch.setattr(drift, "HEAP_BYTES", 0)
    with conn.transaction():
        assert drift.paths(conn, reviewed.plan) == ()


AT_ONCE = Limits(transaction_age_s=0)


def test_long_transactions(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    reviewed = expanded(conn, tmp_path, 3)
    with connect(database) as other:
        with other.transaction():
            other.execute("SELECT * FROM public.orders FOR UPDATE")
            assert ask(conn, reviewed, "long transactions", AT_ONCE) == ()  # what a trigger need not wait for
        with other.transaction():
            other.execute("UPDATE public.orders SET value = '{}' WHERE id = 1")
            assert ask(conn, reviewed, "long transactions") == ()  # not old
            (problem,) = ask(conn, reviewed, "long transactions", AT_ONCE)
            assert f"pid {other.info.backend_pid}, role postgres, idle in transaction" in str(problem.detail)
            assert f"pg_terminate_backend({other.info.backend_pid})" in problem.hint
        assert ask(conn, reviewed, "long transactions", AT_ONCE) == ()


def test_long_transactions_on_a_partition(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    spec, tables = PARTITIONED
    conn.execute(tables.encode())
    reviewed = files.read(compiled(tmp_path, spec), tmp_path / "migrations")
    with connect(database) as other, other.transaction():
        other.execute("INSERT INTO public.orders_1 VALUES (1, NULL, '2026-01-01')")
        assert len(ask(conn, reviewed, "long transactions", AT_ONCE)) == 1


def test_names_that_the_triggers_need(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = expanded(conn, tmp_path, 3)
    assert ask(conn, reviewed, "names are free", command="dual-write") == ()
    name, table = trigger(conn, reviewed)
    function = sorted(place.functions_of(reviewed.plan.step("dual-write")))[0]
    conn.execute("CREATE FUNCTION public.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
    conn.execute(f"CREATE TRIGGER {name} AFTER TRUNCATE ON {table} EXECUTE FUNCTION public.nothing()".encode())
    conn.execute(f"CREATE FUNCTION target.{function}() RETURNS int RETURN 1".encode())
    messages = [problem.message for problem in ask(conn, reviewed, "names are free", command="dual-write")]
    assert messages == [
        f"names that dual-write needs are taken in schema target: {function}()",
        f"table {table} has a trigger {name} already",
    ]


def test_what_a_step_makes_is_read_from_its_sql(tmp_path: Path, conn: psycopg.Connection) -> None:
    reviewed = files.read(plain(conn, tmp_path), tmp_path / "migrations")
    step = reviewed.plan.step("expand")
    assert place.functions_of(step) <= place.created(reviewed.plan.tree)
    assert ("target", "component", "closed_component") in set(place.triggers_of(step))


def test_a_role_that_does_not_own_the_table(nonsuperuser: str, empty_database: str, tmp_path: Path) -> None:
    with connect(empty_database) as admin, connect(nonsuperuser) as role:
        reviewed = files.read(plain(admin, tmp_path, 3), tmp_path / "migrations")
        name = admin.execute("SELECT quote_ident(%s)", [role.info.user]).fetchone()
        assert name
        admin.execute(f"GRANT SELECT, UPDATE, TRIGGER ON public.orders, public.items TO {name[0]}".encode())
        expand.expand(role, reviewed)
        with pytest.raises(GateError) as refusal:
            dual_write(role, reviewed)
        (problem,) = refusal.value.problems
        assert problem.message.endswith("may not drop triggers of public.orders, which the way back needs")
        admin.execute(f"ALTER TABLE public.orders OWNER TO {name[0]}".encode())
        assert dual_write(role, reviewed).changed


def test_a_mapping_that_an_older_version_expanded(conn: psycopg.Connection, tmp_path: Path) -> None:
    """Its control tables have no place for objects and paths yet: commands that need them bring them up to date."""
    reviewed = expanded(conn, tmp_path, 3)
    conn.execute(schema._alembic_sql("downgrade", f"{schema.NEWEST}:0002").encode())
    assert backfill.backfill(conn, reviewed.plan).documents == 3
    assert control.installed_revision(conn) == schema.NEWEST
    conn.execute(schema._alembic_sql("downgrade", f"{schema.NEWEST}:0002").encode())
    assert rollback.rollback(conn, reviewed).changed
