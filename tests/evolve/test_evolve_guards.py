"""What keeps a new version right beside the old one, and writers out of the switch; each with a control."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import psycopg
import pytest
from catalog_snapshot import snapshot
from concurrency.scene import LEGACY, OWN, T, V, document, fill
from psycopg import sql
from versions import CHANGES, QUICK, differences, go, put_in_force, reviewed

from hofsm_migrate import sql as templates
from hofsm_migrate.compile.change import FOLLOW
from hofsm_migrate.compile.dual_write import trigger_routine
from hofsm_migrate.compile.evolve import Stage
from hofsm_migrate.compile.names import qualified
from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, evolve, next_version, rollback, verify
from hofsm_migrate.phases.doctor import examine
from hofsm_migrate.phases.gates import Limits
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from hofsm_migrate.phases.files import Reviewed

NOTE = f'"{OWN}"."Note"'


def mirrored(conn: psycopg.Connection) -> Reviewed:
    """The scene in phase `mirrored`; the version that comes next."""
    conn.execute(LEGACY.encode())
    fill(conn, 6)
    was, now = CHANGES["a path leaves the residual"].texts
    go(conn, reviewed(was), "mirrored")
    return reviewed(now)


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: the new side's writes are skipped"])
def test_writes_of_the_new_side_reach_the_version_beside(conn18: psycopg.Connection, *, guarded: bool) -> None:
    new = mirrored(conn18)
    assert evolve.evolve(conn18, new, stop_before_switch=True).ended == "prepared"
    beside = next_version.beside(new)
    if not guarded:
        routine = trigger_routine(beside.plan.tree, FOLLOW)
        statement = sql.SQL("CREATE OR REPLACE FUNCTION {}() RETURNS trigger {} {}")
        conn18.execute(statement.format(qualified(routine.name), sql.SQL(routine.properties), routine.body))
    conn18.execute(f"UPDATE {NOTE} SET title = 'from the new side', rev = rev + 1 WHERE id = 2".encode())
    conn18.execute(f"DELETE FROM {NOTE} WHERE id = 3".encode())
    conn18.execute(f"INSERT INTO {NOTE} (id, title) VALUES (77, 'new')".encode())
    conn18.execute(f'UPDATE {T} SET {V} = {V} || \'{{"note": "from the legacy side"}}\' WHERE id = 4'.encode())
    found = verify.verify(conn18, beside.plan)
    assert found.parity is guarded, found
    if guarded:
        put_in_force(conn18, new)
        assert differences(conn18, new) == []


@pytest.mark.parametrize(
    "guarded", [True, False], ids=["guarded", "control: its tables are taken for those written to"]
)
def test_a_document_that_the_new_side_deletes_while_it_is_claimed_leaves_no_ghost(
    conn18: psycopg.Connection, database18: str, *, guarded: bool
) -> None:
    """To the snapshot of the writer the version beside has no row of the document: it meets the claim, or leaves it."""
    new = mirrored(conn18)
    beside = next_version.beside(new)
    with connect(database18) as writer:
        writer.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        writer.execute(f"SELECT FROM {NOTE}".encode())
        assert evolve.evolve(conn18, new, stop_before_switch=True).ended == "prepared"
        assert verify.verify(conn18, beside.plan, mapping=beside.mapping).parity
        if not guarded:
            routine = trigger_routine(beside.plan.tree, FOLLOW, beside=True)
            body = text(routine.body).replace("IF true OR EXISTS", "IF origin_before <> 'new' OR EXISTS")
            assert body != text(routine.body)
            replaced = f"CREATE OR REPLACE FUNCTION {text(qualified(routine.name))}() RETURNS trigger"
            conn18.execute(f"{replaced} {routine.properties} {body}".encode())
        if guarded:
            with pytest.raises(psycopg.errors.SerializationFailure):
                writer.execute(f"DELETE FROM {NOTE} WHERE id = 3".encode())
            writer.execute("ROLLBACK")
        else:
            writer.execute(f"DELETE FROM {NOTE} WHERE id = 3".encode())
            writer.execute("COMMIT")
    assert verify.verify(conn18, beside.plan, mapping=beside.mapping).ghosts == (0 if guarded else 1)


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: writers of the new side are not asked"])
def test_a_writer_of_the_new_side_does_not_hold_up_the_switch(
    conn18: psycopg.Connection, database18: str, *, guarded: bool
) -> None:
    """The switch waits for a writer of the legacy side; who comes then is sent back, and waits for nobody."""
    new = mirrored(conn18)
    assert evolve.evolve(conn18, new, stop_before_switch=True).ended == "prepared"
    if not guarded:
        body = (
            templates.load("residual")
            .partition("CREATE OR REPLACE FUNCTION hofsm.begin_write")[2]
            .partition("$body$;")[0]
        )
        start, end = (
            body.index("    IF NOT pg_try_advisory_xact_lock_shared(hashtext('hofsm switch')"),
            body.index("    PERFORM set_config"),
        )
        conn18.execute(f"CREATE OR REPLACE FUNCTION hofsm.begin_write{body[:start]}{body[end:]}$body$".encode())
    waiting = threading.Event()
    terms = change.Terms(Retry(lock_timeout_ms=60_000, max_wait_s=120), Limits(transaction_age_s=600))
    with connect(database18) as legacy, connect(database18) as writer, connect(database18) as operator:
        legacy.execute("BEGIN")
        legacy.execute(f"UPDATE {T} SET {V} = '{document(5)}' WHERE id = 5".encode())
        hooks = evolve.Hooks(on_stage=lambda words: waiting.set() if words == "switch" else None)
        running = threading.Thread(target=lambda: evolve.evolve(operator, new, terms, hooks=hooks))
        running.start()
        assert waiting.wait(60)
        while not conn18.execute(
            "SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"
        ).fetchone():
            pass
        writer.execute("SET statement_timeout = '1s'")
        with pytest.raises(psycopg.Error) as refused:
            writer.execute(f"UPDATE {NOTE} SET title = 'late' WHERE id = 1".encode())
        legacy.execute("COMMIT")
        running.join()
    assert refused.value.sqlstate == ("40001" if guarded else "57014")
    assert control.mapping_state(conn18, "notes/next") is None
    conn18.execute(f"UPDATE {NOTE} SET title = 'later' WHERE id = 1".encode())
    if guarded:
        assert differences(conn18, new) == []


def test_other_steps_wait_for_the_version_that_is_under_way(conn18: psycopg.Connection) -> None:
    conn18.execute(LEGACY.encode())
    fill(conn18, 6)
    was, now = CHANGES["a column is renamed"].texts
    old = reviewed(was)
    go(conn18, old, "dual_write")
    assert verify.verify(conn18, old.plan).parity
    assert evolve.evolve(conn18, reviewed(now), stop_before_switch=True).ended == "prepared"
    with pytest.raises(GateError, match="a new version of mapping 'notes' is under way: mirror has to wait"):
        change.forward(conn18, old, old.plan.step("mirror"))
    other = reviewed(now.replace("words: text", "words: integer"))
    with pytest.raises(GateError, match="yet another version of mapping 'notes' is under way"):
        evolve.evolve(conn18, other)
    assert next_version.abandon(conn18, "notes")
    assert not next_version.abandon(conn18, "notes")
    assert control.mapping_state(conn18, "notes/next") is None
    assert [one for one in examine(conn18, old.mapping).findings if one.severity == "error"] == []
    assert change.forward(conn18, old, old.plan.step("mirror")).changed


def test_the_way_back_takes_the_version_under_way_with_it(conn18: psycopg.Connection) -> None:
    conn18.execute(LEGACY.encode())
    before = snapshot(conn18)
    fill(conn18, 6)
    was, now = CHANGES["a column is renamed"].texts
    old = reviewed(was)
    go(conn18, old, "mirrored")
    assert evolve.evolve(conn18, reviewed(now), stop_before_switch=True).ended == "prepared"
    rollback.rollback(conn18, old, to="dual_write")
    assert verify.verify(conn18, next_version.beside(reviewed(now)).plan).parity
    rollback.rollback(conn18, old)
    assert snapshot(conn18) == before
    assert [one.name for one in control.mapping_states(conn18)] == ["notes"]


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("schema: Notebook", "schema: Elsewhere", "a new version cannot change schema"),
        ("key: [id]", "key: [status]", "a new version cannot change source.key"),
    ],
    ids=["another schema", "another key"],
)
def test_what_a_new_version_cannot_change(conn18: psycopg.Connection, was: str, now: str, words: str) -> None:
    conn18.execute(LEGACY.encode())
    text = CHANGES["a column is renamed"].before
    go(conn18, reviewed(text), "expanded")
    with pytest.raises(GateError, match=words):
        evolve.evolve(conn18, reviewed(text.replace(was, now)), QUICK)


def test_triggers_of_the_version_beside_are_looked_at_before_the_switch(conn18: psycopg.Connection) -> None:
    new = mirrored(conn18)
    assert evolve.evolve(conn18, new, stop_before_switch=True).ended == "prepared"
    trigger = '"dual_write_notes/next_update"'
    conn18.execute(f"ALTER TABLE {T} DISABLE TRIGGER {trigger}".encode())
    with pytest.raises(GateError, match=r"dual_write_notes/next_update.* is not enabled.*\n.*--abandon"):
        evolve.evolve(conn18, new)
    conn18.execute(f"UPDATE {NOTE} SET title = 'passed by' WHERE id = 1".encode())
    conn18.execute(f"ALTER TABLE {T} ENABLE TRIGGER {trigger}".encode())
    result = evolve.evolve(conn18, new)
    assert result.ended == "no parity"
    assert control.mapping_state(conn18, "notes/next")
    assert next_version.abandon(conn18, "notes")
    put_in_force(conn18, new)
    assert differences(conn18, new) == []


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: old snapshots are not outlived"])
def test_a_transaction_with_an_old_snapshot_is_not_shown_empty_tables(
    conn18: psycopg.Connection,
    database18: str,
    monkeypatch: pytest.MonkeyPatch,
    *,
    guarded: bool,
) -> None:
    """Its snapshot is from before the backfill: what it writes is sent back, and not done to no row."""
    new = mirrored(conn18)
    if not guarded:
        monkeypatch.setattr(evolve._Run, "_outlive_snapshots", lambda _: None)
    waiting = threading.Event()
    hooks = evolve.Hooks(on_stage=lambda words: waiting.set() if "snapshots" in words else None)
    with connect(database18) as writer, connect(database18) as operator:
        writer.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        writer.execute("SELECT count(*) FROM pg_class")
        running = threading.Thread(target=lambda: evolve.evolve(operator, new, QUICK, hooks=hooks))
        running.start()
        assert waiting.wait(60) if guarded else running.join() is None
        try:
            found = str(writer.execute(f"UPDATE {NOTE} SET rev = rev + 1 WHERE id = 1").rowcount)
        except psycopg.errors.SerializationFailure as error:
            found = error.sqlstate
        writer.execute("ROLLBACK")
        running.join()
    assert found == ("40001" if guarded else "0")
    assert control.mapping_state(conn18, "notes/next") is None
    assert differences(conn18, new) == []


def test_the_sql_of_the_switch_is_made_before_writers_wait_for_its_locks(
    conn18: psycopg.Connection, database18: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, script, locks = mirrored(conn18), Stage.script, list[int]()
    query = "SELECT count(*) FROM pg_locks WHERE pid = %s AND mode = 'AccessExclusiveLock' AND relation IS NOT NULL"
    with connect(database18) as other:

        def noted(stage: Stage) -> str:
            (held,) = other.execute(query, [conn18.info.backend_pid]).fetchone() or (0,)
            locks.append(held)
            return script(stage)

        monkeypatch.setattr(Stage, "script", noted)
        put_in_force(conn18, new)
    assert len(locks) > 2
    assert set(locks) == {0}
