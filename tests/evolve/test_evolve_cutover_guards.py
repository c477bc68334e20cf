"""What keeps a new version right in phase `cutover`, where payloads may be gone; each guard with a control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from concurrency.scene import LEGACY, OWN, T, V, fill
from versions import CHANGES, QUICK, cut_over, differences, go, put_in_force, reviewed

from hofsm_migrate.db import control
from hofsm_migrate.db.payload import is_for_evolve, payload_state
from hofsm_migrate.errors import GateError, ParityError
from hofsm_migrate.phases import change, evolve, evolve_payloads, next_version, payload, rollback, state, sweep
from hofsm_migrate.phases.contract import contract
from hofsm_migrate.phases.doctor import examine
from hofsm_migrate.phases.sweep import How
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from hofsm_migrate.phases.files import Reviewed

WAS, NOW = CHANGES["a path leaves the residual"].texts
OLD, NEW = reviewed(WAS), reviewed(NOW)
TITLE = f'"{OWN}"."Note"'
BASE = 'public."Legacy Notes_base"'
GUARDED = pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])


@pytest.fixture
def conn(conn18: psycopg.Connection) -> psycopg.Connection:
    """The scene, with documents."""
    conn18.execute(LEGACY.encode())
    fill(conn18, 8)
    return conn18


def prepared(conn: psycopg.Connection, *, kept: bool) -> None:
    """A new version beside the one in force, in phase `cutover`."""
    cut_over(conn, OLD, kept=kept)
    assert evolve.evolve(conn, NEW, QUICK, stop_before_switch=True).ended == "prepared"


def unguarded(patch: pytest.MonkeyPatch, *, guarded: bool) -> None:
    if not guarded:
        patch.setattr(state, "refuse_evolving", lambda *_: None)


def test_writes_of_both_sides_reach_the_version_beside(conn: psycopg.Connection) -> None:
    prepared(conn, kept=False)
    for statement in (
        f"UPDATE {TITLE} SET title = 'from the new side', rev = rev + 1 WHERE id = 2",
        f"DELETE FROM {TITLE} WHERE id = 3",
        f"INSERT INTO {TITLE} (id, title) VALUES (77, 'new')",
        f"UPDATE {TITLE} SET id = 78 WHERE id = 7",
        f'UPDATE {T} SET {V} = {V} || \'{{"note": "from the view"}}\' WHERE id = 4',
        f'UPDATE {T} SET id = 50, {V} = \'{{"note": "moved"}}\' WHERE id = 5',
        f"DELETE FROM {T} WHERE id = 6",
        f"INSERT INTO {T} (id, {V}) VALUES (79, '{{\"note\": 1}}'), (80, NULL)",
        f"UPDATE {T} SET status = 'done'",
    ):
        conn.execute(statement.encode())
    assert verify(conn, next_version.beside(NEW, cut_over=True).plan).parity
    assert [one for one in examine(conn, OLD.mapping).findings if one.severity == "error"] == []
    put_in_force(conn, NEW)
    assert verify(conn, NEW.plan).parity
    rollback.rollback(conn, NEW, to="mirrored")
    assert differences(conn, NEW) == []


@GUARDED
def test_a_payload_that_the_tables_in_force_contradict_does_not_come_into_force(
    conn: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    """Somebody has written to it past the triggers, which the application does not see."""
    cut_over(conn, OLD, kept=True)
    seen = conn.execute(f"SELECT id, {V}::text FROM {T} ORDER BY id".encode()).fetchall()
    conn.execute(
        f"SET session_replication_role = replica; UPDATE {BASE} SET {V} = '{{\"rev\": 9}}' WHERE id = 2;"
        " RESET session_replication_role".encode()
    )
    if not guarded:
        monkeypatch.setattr(evolve_payloads, "refuse_other_payloads", lambda *_: None)
        put_in_force(conn, NEW)
        assert conn.execute(f"SELECT id, {V}::text FROM {T} ORDER BY id".encode()).fetchall() != seen
        return
    with pytest.raises(ParityError, match="payloads are not what the tables in force compose: 1 of 8"):
        evolve.evolve(conn, NEW, QUICK)
    examine(conn, OLD.mapping, fix=True, prefer="new-tables")
    put_in_force(conn, NEW)
    assert conn.execute(f"SELECT id, {V}::text FROM {T} ORDER BY id".encode()).fetchall() == seen


@GUARDED
def test_payloads_stay_while_a_new_version_follows_them(
    conn: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    prepared(conn, kept=True)
    unguarded(monkeypatch, guarded=guarded)
    if guarded:
        with pytest.raises(
            GateError, match="a new version of mapping 'notes' is under way: cutover has to wait for it"
        ):
            payload.drop(conn, OLD)
        assert payload_state(conn, "notes") is None
        put_in_force(conn, NEW)
        assert verify(conn, NEW.plan).parity
        return
    payload.drop(conn, OLD, for_evolve=True)
    assert not verify(conn, next_version.beside(NEW, cut_over=True).plan).parity


@GUARDED
def test_a_new_version_is_not_begun_without_payloads(
    conn: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    """Somebody takes the payloads away when they have been looked at, and there is no version under way yet."""
    cut_over(conn, OLD, kept=True)

    def taken(words: str) -> None:
        if words == "expand of the new version":
            payload.drop(conn, OLD)

    if not guarded:
        monkeypatch.setattr(evolve, "payload_state", lambda *_: None)
    hooks = evolve.Hooks(on_stage=taken)
    if guarded:
        with pytest.raises(GateError, match="somebody changed mapping 'notes' meanwhile"):
            evolve.evolve(conn, NEW, QUICK, hooks=hooks)
        assert control.mapping_state(conn, "notes/next") is None
        assert put_in_force(conn, NEW).payload
        assert verify(conn, NEW.plan).parity
        return
    # every payload is the same string by now, and so is what is composed from the tables that were filled from it
    put_in_force_without_payloads = evolve.evolve(conn, NEW, QUICK, hooks=hooks)
    assert put_in_force_without_payloads.ended == "in force"
    assert conn.execute(f"SELECT count(DISTINCT {V}) FROM {T}".encode()).fetchone() == (1,)


@GUARDED
def test_the_table_does_not_get_its_name_back_under_a_new_version(
    conn: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    """Its functions know the base table; `rollback` drops it first, and somebody may begin another one right then."""
    prepared(conn, kept=True)
    unguarded(monkeypatch, guarded=guarded)
    step = OLD.plan.step("cutover")
    if guarded:
        with pytest.raises(GateError, match="is under way: rollback to mirrored has to wait for it"):
            change.back(conn, OLD, step)
        conn.execute(f'UPDATE {T} SET {V} = \'{{"title": "still"}}\' WHERE id = 1'.encode())
        return
    assert change.back(conn, OLD, step).changed
    with pytest.raises(psycopg.errors.UndefinedTable, match="Legacy Notes_base"):
        conn.execute(f'UPDATE {T} SET {V} = \'{{"title": "still"}}\' WHERE id = 1'.encode())


@pytest.mark.parametrize("kept", [True, False], ids=["payload kept", "without payload"])
def test_the_way_back_takes_the_version_under_way_with_it(conn: psycopg.Connection, *, kept: bool) -> None:
    prepared(conn, kept=kept)
    rollback.rollback(conn, OLD, to="mirrored")
    assert [one.name for one in control.mapping_states(conn)] == ["notes"]
    assert not is_for_evolve(conn, "notes")
    assert differences(conn, OLD) == []
    put_in_force(conn, NEW)
    assert differences(conn, NEW) == []


def test_a_version_from_before_the_cut_over_keeps_it_waiting(conn: psycopg.Connection) -> None:
    go(conn, OLD, "mirrored")
    assert evolve.evolve(conn, NEW, QUICK, stop_before_switch=True).ended == "prepared"
    assert verify(conn, OLD.plan).parity
    with pytest.raises(GateError, match="is under way: cutover has to wait for it"):
        change.forward(conn, OLD, OLD.plan.step("cutover"))


def test_what_cannot_be_undone_waits_for_a_new_version(conn: psycopg.Connection) -> None:
    prepared(conn, kept=True)
    with pytest.raises(GateError, match="is under way: contract has to wait for it"):
        contract(conn, OLD, confirmed=lambda: True)
    assert evolve.abandon(conn, "notes")[0]
    with pytest.raises(GateError, match="cut over"):
        contract(conn, OLD, confirmed=lambda: True)


def test_what_keeps_a_version_from_being_made_is_told_before_payloads_are(conn: psycopg.Connection) -> None:
    cut_over(conn, OLD, kept=False)
    refers = NOW.replace("path: note, type: text", "path: note, type: bigint, references: public.nothing.id")
    assert refers != NOW
    with pytest.raises(GateError, match=r"public\.nothing"):
        evolve.evolve(conn, reviewed(refers), QUICK)
    found = payload_state(conn, "notes")
    assert (found and found.state, is_for_evolve(conn, "notes")) == ("moved", False)


def half_way(conn: psycopg.Connection, run: Any) -> None:
    """`run` ends when the first chunk of payloads is done, as by Ctrl-C."""
    chunks: list[sweep.Progress] = []
    hooks = evolve.Hooks(on_payload=chunks.append, stop=lambda: bool(chunks))
    run(hooks)
    assert chunks
    del conn


def evolved(conn: psycopg.Connection, one: Reviewed, hooks: evolve.Hooks) -> evolve.EvolveResult:
    return evolve.evolve(conn, one, QUICK, chunk_ms=10, hooks=hooks)


def test_stopped_while_payloads_are_made_anew(conn: psycopg.Connection) -> None:
    """The operator's wish is recorded with the first chunk: payloads go again at the end, whoever comes to it."""
    cut_over(conn, OLD, kept=False)
    half_way(conn, lambda hooks: evolved(conn, NEW, hooks))
    assert is_for_evolve(conn, "notes")
    assert put_in_force(conn, NEW).payload
    found = payload_state(conn, "notes")
    assert (found and found.state, is_for_evolve(conn, "notes")) == ("moved", False)
    assert verify(conn, NEW.plan).parity


def test_stopped_while_payloads_are_taken_away_again(conn: psycopg.Connection) -> None:
    cut_over(conn, OLD, kept=False)
    done: list[str] = []
    chunks: list[sweep.Progress] = []

    def swept(now: sweep.Progress) -> None:
        if "the new version is in force" in done:
            chunks.append(now)

    first = evolved(conn, NEW, evolve.Hooks(done.append, on_payload=swept, stop=lambda: bool(chunks)))
    assert (first.ended, first.stopped) == ("in force", True)
    found = payload_state(conn, "notes")
    assert (found and found.state, is_for_evolve(conn, "notes")) == ("emptying", True)
    second = evolve.evolve(conn, NEW, QUICK)
    assert (second.ended, second.stopped) == ("already in force", False)
    found = payload_state(conn, "notes")
    assert (found and found.state, is_for_evolve(conn, "notes")) == ("moved", False)
    assert evolve.evolve(conn, NEW, QUICK).payload is None
    assert verify(conn, NEW.plan).parity


def test_payloads_that_were_made_anew_may_stay(conn: psycopg.Connection) -> None:
    """`cutover --keep-payload` is what an operator says who has changed his mind."""
    prepared(conn, kept=False)
    assert is_for_evolve(conn, "notes")
    payload.keep(conn, OLD)
    assert not is_for_evolve(conn, "notes")
    assert put_in_force(conn, NEW).payload is None
    assert payload_state(conn, "notes") is None
    assert conn.execute(f"SELECT count(*) FROM {BASE} WHERE hofsm.is_moved({V})".encode()).fetchone() == (0,)
    notes = [event.note for event in control.history(conn, "notes")]
    assert "payloads that were made anew for a new version stay" in notes


def test_a_way_back_that_was_begun_before_is_no_reason_to_take_payloads_away(conn: psycopg.Connection) -> None:
    cut_over(conn, OLD, kept=False)
    payload.restore(conn, OLD, how=How(max_chunks=1))
    assert put_in_force(conn, NEW).payload is None
    assert payload_state(conn, "notes") is None


def test_once_contracted_there_is_no_other_version(conn: psycopg.Connection) -> None:
    cut_over(conn, OLD, kept=False)
    conn.execute("UPDATE hofsm.mapping SET phase = 'contracted' WHERE name = 'notes'")
    with pytest.raises(GateError, match=r"is in phase contracted\n.*its payloads were dropped"):
        evolve.evolve(conn, NEW)


def test_the_history_says_what_was_done_to_the_payloads(conn: psycopg.Connection) -> None:
    cut_over(conn, OLD, kept=False)
    before = len(control.history(conn, "notes"))
    put_in_force(conn, NEW)
    events = [(event.command, event.note.partition(" of ")[0]) for event in control.history(conn, "notes")[before:]]
    assert [command for command, _ in events] == ["evolve"] * len(events)
    assert [words.partition(",")[0] for _, words in events] == [
        "from here on payloads are kept in step again",
        "payloads",
        "payloads are kept in step",
        "from version " + OLD.mapping.digest[:12] + ": 1 changes",
        "from here on payloads are no longer kept in step",
        "payloads",
    ]
