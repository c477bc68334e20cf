"""A version that is under way, in `status` and `doctor`: where it stands, what is wrong with it, what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from concurrency.scene import LEGACY, T, V, fill
from operator_cases import hofsm
from psycopg import sql
from versions import CHANGES, QUICK, cut_over, differences, go, put_in_force, reviewed

from hofsm_migrate.compile.names import Names
from hofsm_migrate.db import control
from hofsm_migrate.phases import change, evolve, next_version, rollback, status
from hofsm_migrate.phases.doctor import examine
from hofsm_migrate.report.status import print_status

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

    from hofsm_migrate.phases.doctor import Finding
    from hofsm_migrate.phases.files import Reviewed

WAS, NOW = CHANGES["a column is renamed"].texts
UNDER_WAY = "a new version of the spec is under way: phase dual_write, 6 of 6 documents represented"


def begin(conn: psycopg.Connection, phase: str = "mirrored", *, stopped: bool = False) -> Reviewed:
    """Six documents, and a version beside the one in force: ready for the switch, or before its first chunk."""
    conn.execute(LEGACY.encode())
    fill(conn, 6)
    old = reviewed(WAS)
    go(conn, old, phase)
    hooks = evolve.Hooks(stop=lambda: stopped)
    ended = evolve.evolve(conn, reviewed(NOW), QUICK, stop_before_switch=True, hooks=hooks).ended
    assert ended == ("stopped" if stopped else "prepared")
    return old


def look(conn: psycopg.Connection, one: Reviewed, *, fix: bool = False) -> list[Finding]:
    return list(examine(conn, one.mapping, fix=fix).findings)


@pytest.mark.parametrize("phase", ["dual_write", "mirrored"])
def test_a_version_under_way_is_shown(
    conn18: psycopg.Connection, capsys: pytest.CaptureFixture[str], phase: str
) -> None:
    old = begin(conn18, phase)
    found = status.status(conn18, old.plan, old.mapping)
    there = found.next_version
    assert there is not None
    assert (there.spec_digest, there.spec_matches) == (reviewed(NOW).mapping.digest, False)
    assert (there.phase, there.represented and there.represented.rows, there.backfill.documents) == ("dual_write", 6, 6)
    assert there.verification is not None
    assert "hofsm evolve notes.yaml --abandon drops it" in found.standing.next_step
    print_status(found)
    told = capsys.readouterr().out
    assert f"new version under way: {there.spec_digest[:12]}; phase dual_write beside the one in force; 6 of 6" in told
    assert "new version verified: 6 documents, parity" in told
    (line,) = look(conn18, old)
    assert (line.check, line.what, line.severity) == ("new version", UNDER_WAY, "warning")
    assert line.next_step == (
        "hofsm evolve notes.yaml with that spec goes on, hofsm evolve notes.yaml --abandon drops it"
    )
    put_in_force(conn18, reviewed(NOW))
    assert status.status(conn18, reviewed(NOW).plan).next_version is None
    assert look(conn18, reviewed(NOW)) == []


def test_how_far_a_version_has_come_that_was_stopped(conn18: psycopg.Connection) -> None:
    old = begin(conn18, stopped=True)
    (line,) = look(conn18, old)
    assert line.what == "a new version of the spec is under way: phase dual_write, 0 of 6 documents represented"
    (found,) = status.statuses(conn18)
    assert found.next_version is not None
    assert (found.next_version.represented and found.next_version.represented.rows) == 0


def test_the_file_of_the_version_under_way_is_no_error(conn18: psycopg.Connection) -> None:
    begin(conn18)
    new = reviewed(NOW)
    assert [(one.check, one.severity) for one in look(conn18, new)] == [("spec", "warning"), ("new version", "warning")]
    there = status.status(conn18, new.plan).next_version
    assert there is not None
    assert there.spec_matches


def test_json_has_it(
    conn18: psycopg.Connection, database18: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(conn18)
    file = tmp_path / "notes.yaml"
    file.write_text(WAS)
    found = json.loads(hofsm(capsys, "status", str(file), "--json", "--dsn", database18).out)
    assert found["mappings"][0]["next_version"]["phase"] == "dual_write"
    assert "'notes/next'" in hofsm(capsys, "status", str(file), "--sql").out
    found = json.loads(hofsm(capsys, "doctor", str(file), "--json", "--dsn", database18).out)
    assert UNDER_WAY in [one["what"] for one in found["findings"]]


DAMAGE = {
    "a disabled trigger": (
        (
            f"DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE {T} DISABLE TRIGGER %I', tgname) FROM pg_trigger"
            f" WHERE tgrelid = '{T}'::regclass AND tgname LIKE '%next%update'); END $$;"
            f'UPDATE {T} SET {V} = \'{{"title": "x"}}\' WHERE id = 2'
        ),
        "new version, documents",
    ),
    "writes that passed it by": (
        (
            f'SET session_replication_role = replica; UPDATE {T} SET {V} = \'{{"title": "y"}}\' WHERE id = 3;'
            " RESET session_replication_role"
        ),
        "new version, documents",
    ),
}


@pytest.mark.parametrize(("damage", "check"), DAMAGE.values(), ids=DAMAGE.keys())
def test_what_is_wrong_with_it_is_found_and_repaired(conn18: psycopg.Connection, damage: str, check: str) -> None:
    old = begin(conn18)
    conn18.execute(damage.encode())
    assert check in {one.check for one in look(conn18, old) if one.severity == "error"}
    left = [one for one in look(conn18, old, fix=True) if not one.fixed]
    assert [one.what for one in left] == [UNDER_WAY]
    put_in_force(conn18, reviewed(NOW))
    assert differences(conn18, reviewed(NOW)) == []


def test_a_rule_on_one_of_its_tables_is_named(conn18: psycopg.Connection) -> None:
    old = begin(conn18)
    conn18.execute(b'CREATE RULE r AS ON INSERT TO "Notebook__next"."Note" DO ALSO NOTIFY notes')
    (error,) = [one for one in look(conn18, old) if one.severity == "error"]
    assert (error.check, error.what) == ("new version, rules", "rule r is on a new table")


def cut_over_with_a_version_beside(conn: psycopg.Connection, *, kept: bool) -> Reviewed:
    conn.execute(LEGACY.encode())
    fill(conn, 6)
    cut_over(conn, reviewed(WAS), kept=kept)
    assert evolve.evolve(conn, reviewed(NOW), QUICK, stop_before_switch=True).ended == "prepared"
    return reviewed(WAS)


@pytest.mark.parametrize("kept", [True, False], ids=["payload kept", "without payload"])
def test_its_documents_are_compared_in_phase_cutover(conn: psycopg.Connection, *, kept: bool) -> None:
    old = cut_over_with_a_version_beside(conn, kept=kept)
    documents = conn.execute(f"SELECT id, {V}::text FROM {T} ORDER BY id".encode()).fetchall()
    assert [one.what for one in look(conn, old)] == [UNDER_WAY]
    conn.execute(
        b'SET session_replication_role = replica; UPDATE "Notebook__next"."Note" SET heading = $$x$$ WHERE id = 2;'
        b' UPDATE "Notebook__next".line SET words = $$y$$ WHERE id = 3; RESET session_replication_role'
    )
    (error,) = [one for one in look(conn, old) if one.severity == "error"]
    assert (error.check, error.what, error.keys) == (
        "new version, documents",
        "2 documents differ from their rows",
        (("2",), ("3",)),
    )
    assert [one.what for one in look(conn, old, fix=True) if not one.fixed] == [UNDER_WAY]
    put_in_force(conn, reviewed(NOW))
    assert conn.execute(f"SELECT id, {V}::text FROM {T} ORDER BY id".encode()).fetchall() == documents
    assert look(conn, reviewed(NOW)) == []


def test_it_does_not_follow_a_payload_that_the_tables_in_force_contradict(conn18: psycopg.Connection) -> None:
    """Somebody says which is right; until then neither `doctor --fix` nor the switch makes a choice."""
    old = cut_over_with_a_version_beside(conn18, kept=True)
    documents = conn18.execute(f"SELECT id, {V}::text FROM {T} ORDER BY id".encode()).fetchall()
    base = sql.Identifier(*Names(old.plan.tree).base)
    conn18.execute(
        sql.SQL(
            "SET session_replication_role = replica; UPDATE {} SET {} = {} WHERE id = 2; RESET session_replication_role"
        ).format(base, sql.SQL(V), sql.Literal('{"title": "not written through the view"}'))
    )
    left = {one.check: one for one in look(conn18, old, fix=True) if one.severity == "error"}
    assert set(left) == {"documents", "new version, documents"}
    assert not any(one.fixed or one.fixable for one in left.values())
    assert left["new version, documents"].next_step.startswith("say first which store is right")
    assert evolve.evolve(conn18, reviewed(NOW), QUICK).ended == "no parity"
    found = examine(conn18, old.mapping, fix=True, prefer="new-tables").findings
    assert [one.what for one in found if not one.fixed] == [UNDER_WAY]
    put_in_force(conn18, reviewed(NOW))
    assert conn18.execute(f"SELECT id, {V}::text FROM {T} ORDER BY id".encode()).fetchall() == documents


def test_a_function_of_it_that_was_dropped_means_abandon(conn18: psycopg.Connection) -> None:
    old = begin(conn18, "dual_write")
    conn18.execute(b'DROP FUNCTION "Notebook__next"."verify_notes/next"')
    error = next(one for one in look(conn18, old, fix=True) if one.severity == "error")
    assert (error.check, error.fixable) == ("new version, functions and triggers", False)
    assert error.next_step.startswith("hofsm evolve notes.yaml --abandon, then evolve again")


def test_tables_of_it_that_are_gone_are_told_with_what_to_do(conn18: psycopg.Connection) -> None:
    old = begin(conn18, "dual_write")
    conn18.execute(b'DROP TABLE "Notebook__next"."Note" CASCADE')
    (error,) = [one for one in look(conn18, old) if one.severity == "error"]
    assert error.check == "new version, new tables"
    statements = error.next_step.removeprefix("restore them, or ").partition("; then evolve again")[0]
    conn18.execute(statements.encode())
    look(conn18, old, fix=True)
    assert look(conn18, old) == []
    put_in_force(conn18, reviewed(NOW))
    assert differences(conn18, reviewed(NOW)) == []


def test_a_record_that_an_abandon_left_behind_is_forgotten(conn18: psycopg.Connection) -> None:
    """As after a kill between the last step back and the deletion of the record."""
    old = begin(conn18, "dual_write")
    there = control.mapping_state(conn18, "notes/next")
    assert there is not None
    beside = next_version.found_beside(there, "notes")
    for step in (beside.plan.step("dual-write"), beside.plan.step("expand")):
        change.back(conn18, beside, step)
    (line,) = look(conn18, old)
    assert (line.what, line.fixable) == ("the record of a new version is left, which has nothing any more", True)
    assert all(one.fixed for one in look(conn18, old, fix=True))
    assert control.mapping_state(conn18, "notes/next") is None
    rollback.rollback(conn18, old)
