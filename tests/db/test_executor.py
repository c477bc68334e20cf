"""Scripts run unchanged and whole; locks are waited for a little, and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry, Wait, attempt, run_script, transaction
from hofsm_migrate.errors import GateError, HofsmError

if TYPE_CHECKING:
    from psycopg import Connection

TABLE = 'CREATE TABLE "Odd Table" ("the ""key"" of it" int PRIMARY KEY, note text)'
SHORT = Retry(lock_timeout_ms=20, max_wait_s=60, first_pause_s=0.001)

AWKWARD = """
-- 100 % of this is one script: %s %(name)s :name
CREATE FUNCTION "Add One"(n int) RETURNS int LANGUAGE plpgsql AS $body$
DECLARE
    r "Odd Table"%ROWTYPE;
BEGIN
    r."the ""key"" of it" := n % 7 + 1;
    RETURN r."the ""key"" of it";
END
$body$;
INSERT INTO "Odd Table" VALUES ("Add One"(8), $$it's 100 %; {not:i} a part$$);
"""


def test_a_script_with_percent_signs_and_dollar_quotes_runs_unchanged(conn: Connection) -> None:
    conn.execute(TABLE)
    run_script(conn, AWKWARD)
    assert conn.execute('SELECT * FROM "Odd Table"').fetchall() == [(2, "it's 100 %; {not:i} a part")]


def test_a_script_that_fails_leaves_nothing(conn18: Connection) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        run_script(conn18, f"{TABLE}; SELECT 1 / 0")
    assert conn18.execute("SELECT to_regclass('\"Odd Table\"')").fetchone() == (None,)


def test_a_script_that_commits_by_itself_is_reported(conn18: Connection) -> None:
    with pytest.raises(HofsmError, match="ended the transaction"):
        run_script(conn18, f"{TABLE}; COMMIT")


def test_a_lock_in_the_way_is_waited_for_and_tried_again(database: str, conn: Connection) -> None:
    conn.execute(TABLE)
    seen: list[Wait] = []
    with connect(database, autocommit=False) as holder:
        holder.execute('LOCK TABLE "Odd Table"')

        def on_wait(wait: Wait) -> None:
            seen.append(wait)
            assert conn.info.transaction_status == psycopg.pq.TransactionStatus.IDLE  # nothing in hand while pausing
            if wait.attempt == 2:
                holder.rollback()

        outcome = run_script(conn, 'ALTER TABLE "Odd Table" ADD more text', retry=SHORT, on_wait=on_wait)
    assert [wait.sqlstate for wait in outcome.waits] == ["55P03", "55P03"]
    assert outcome.waits == tuple(seen)
    assert outcome.seconds >= outcome.waits[-1].waited_s


def test_without_retries_the_same_lock_is_an_error_and_nothing_changes(database: str, conn: Connection) -> None:
    conn.execute(TABLE)
    once = Retry(lock_timeout_ms=20, max_wait_s=0)
    with connect(database, autocommit=False) as holder:
        holder.execute('LOCK TABLE "Odd Table"')
        with pytest.raises(GateError, match="gave up after 1 tries") as caught:
            run_script(conn, 'CREATE TABLE before (); ALTER TABLE "Odd Table" ADD more text', retry=once)
    assert caught.value.exit_code == 4
    assert conn.execute("SELECT to_regclass('before')").fetchone() == (None,)


@pytest.mark.parametrize("sqlstate", ["55P03", "40P01", "40001"])
def test_what_another_session_may_cause_is_retried(conn18: Connection, sqlstate: str) -> None:
    tries = []

    def work(conn: Connection) -> int:
        tries.append(1)
        if len(tries) < 3:
            conn.execute(f"DO $$ BEGIN RAISE 'made up' USING ERRCODE = '{sqlstate}'; END $$")
        return len(tries)

    outcome = attempt(conn18, work, retry=SHORT)
    assert outcome.value == 3
    assert [(wait.attempt, wait.sqlstate, wait.message) for wait in outcome.waits] == [
        (1, sqlstate, "made up"),
        (2, sqlstate, "made up"),
    ]
    first, second = (wait.pause_s / SHORT.first_pause_s for wait in outcome.waits)
    assert 0.5 <= first <= 1 <= second <= 2  # doubled, and each shortened by up to a half


def test_a_real_serialization_failure_is_retried(database18: str, conn18: Connection) -> None:
    conn18.execute(TABLE)
    conn18.execute("""INSERT INTO "Odd Table" VALUES (1, '')""")
    conn18.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    with connect(database18) as other:

        def work(conn: Connection) -> None:
            before = conn.execute('SELECT note FROM "Odd Table"').fetchone()
            if before == ("",):
                other.execute("""UPDATE "Odd Table" SET note = 'theirs'""")
            conn.execute("""UPDATE "Odd Table" SET note = note || ' ours'""")

        outcome = attempt(conn18, work, retry=SHORT)
    assert [wait.sqlstate for wait in outcome.waits] == ["40001"]
    assert conn18.execute('SELECT note FROM "Odd Table"').fetchone() == ("theirs ours",)


def test_an_error_of_the_script_is_not_retried(conn18: Connection) -> None:
    waits: list[Wait] = []
    with pytest.raises(psycopg.errors.SyntaxError):
        run_script(conn18, "SELEC 1", retry=SHORT, on_wait=waits.append)
    assert waits == []


def test_settings_hold_inside_the_transaction_and_not_after_it(conn18: Connection) -> None:
    conn18.execute("SET TimeZone = 'Asia/Tokyo'; SET extra_float_digits = -3")
    conn18.execute("SET jit = on")
    names = ("lock_timeout", "TimeZone", "extra_float_digits", "jit")
    query = ("SELECT " + ", ".join(f"current_setting('{name}')" for name in names)).encode()
    with transaction(conn18, lock_timeout_ms=123):
        assert conn18.execute(query).fetchone() == ("123ms", "UTC", "1", "off")
    assert conn18.execute(query).fetchone() == ("0", "Asia/Tokyo", "-3", "on")


def test_a_transaction_that_is_already_open_is_refused(database18: str) -> None:
    with (
        connect(database18, autocommit=False) as conn,
        pytest.raises(ValueError, match="autocommit"),
        transaction(conn),
    ):
        pass
    with connect(database18) as conn, conn.transaction(), pytest.raises(ValueError, match="idle"), transaction(conn):
        pass


@pytest.mark.parametrize("without", [False, True], ids=["guarded", "control: without row_security"])
def test_hidden_rows_are_an_error_and_not_gone(nonsuperuser: str, *, without: bool) -> None:
    """What backfill and verify read in: an owner whom a policy applies to must not be told that there is nothing."""
    with connect(nonsuperuser) as owner:
        owner.execute("CREATE SCHEMA own; CREATE TABLE own.t AS SELECT 1 AS id")
        owner.execute("ALTER TABLE own.t ENABLE ROW LEVEL SECURITY; ALTER TABLE own.t FORCE ROW LEVEL SECURITY")
        with transaction(owner):
            if without:
                owner.execute("SET LOCAL row_security = on")
                assert owner.execute("SELECT count(*) FROM own.t").fetchone() == (0,)
            else:
                with (
                    pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
                    owner.transaction(),
                ):
                    owner.execute("SELECT count(*) FROM own.t")
