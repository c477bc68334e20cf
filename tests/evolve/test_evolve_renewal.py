"""A version in which nothing but the text is another: nothing is made anew, in whatever phase."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from concurrency.scene import LEGACY, fill
from operator_cases import hofsm
from versions import BASE, CHANGES, QUICK, differences, go, reviewed

from hofsm_migrate.db import control
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, evolve, files, gates, next_version, renewal, state, verify

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

    from hofsm_migrate.names import Phase

COMMENTED = f"# what this is about\n{BASE}# and the end\n"
PHASES: tuple[Phase, ...] = ("expanded", "dual_write", "mirrored", "cutover")
OIDS = "SELECT oid, relname FROM pg_class WHERE relnamespace = '\"Notebook\"'::regnamespace ORDER BY 1"


def to(conn: psycopg.Connection, phase: Phase) -> None:
    conn.execute(LEGACY.encode())
    fill(conn, 6)
    old = reviewed(BASE)
    go(conn, old, "mirrored" if phase == "cutover" else phase)
    if phase == "cutover":
        assert verify.verify(conn, old.plan).parity
        terms = change.Terms(unasked=("payload unused",))
        change.forward(conn, old, old.plan.step("cutover"), terms)


@pytest.mark.parametrize("phase", PHASES)
def test_only_the_text_is_recorded(conn18: psycopg.Connection, phase: Phase) -> None:
    to(conn18, phase)
    before, oids = snapshot(conn18), conn18.execute(OIDS).fetchall()
    new = reviewed(COMMENTED)
    result = evolve.evolve(conn18, new, QUICK)
    assert (result.ended, result.changed, result.phase) == ("recorded anew", True, phase)
    assert snapshot(conn18) == before
    assert conn18.execute(OIDS).fetchall() == oids
    found = control.mapping_state(conn18, "notes")
    assert found is not None
    assert (found.phase, found.spec_digest, found.spec) == (phase, new.mapping.digest, COMMENTED)
    assert control.history(conn18, "notes")[-1].command == "evolve"
    if phase != "expanded":
        assert gates.check(conn18, new.plan, new.mapping, "mirror", names=("triggers",))[0].problems == ()
        assert verify.verify(conn18, new.plan).parity
    if phase == "dual_write":
        assert change.forward(conn18, new, new.plan.step("mirror")).changed
        assert differences(conn18, new) == []
    if phase != "cutover":
        assert evolve.evolve(conn18, new, QUICK).ended == "already in force"


@pytest.mark.parametrize("texts", [one.texts for one in CHANGES.values()], ids=CHANGES.keys())
def test_a_version_that_changes_something_is_another(texts: tuple[str, str]) -> None:
    was, now = (renewal._bare(reviewed(text).mapping) for text in texts)
    assert was != now


def test_a_version_under_way_is_not_thrown_away_for_it(conn18: psycopg.Connection) -> None:
    to(conn18, "mirrored")
    other = reviewed(CHANGES["a column is renamed"].texts[1])
    assert evolve.evolve(conn18, other, QUICK, stop_before_switch=True).ended == "prepared"
    with pytest.raises(GateError, match="a new version of mapping 'notes' is under way: evolve has to wait for it"):
        evolve.evolve(conn18, reviewed(COMMENTED), QUICK)
    assert evolve.evolve(conn18, other, QUICK).ended == "in force"


def test_somebody_who_was_faster_is_noticed(conn18: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    to(conn18, "dual_write")
    found = renewal.renewable(conn18, reviewed(COMMENTED))
    monkeypatch.setattr(renewal, "renewable", lambda *_: found)
    assert evolve.evolve(conn18, reviewed(BASE + "# another\n"), QUICK).ended == "recorded anew"
    with pytest.raises(GateError, match="somebody changed mapping 'notes' meanwhile"):
        evolve.evolve(conn18, reviewed(COMMENTED), QUICK)


def test_the_command_says_that_there_is_nothing_to_evolve(
    conn18: psycopg.Connection, database18: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script that goes on after exit code 0 would take the version for one that is in force."""
    to(conn18, "legacy")
    before = snapshot(conn18)
    file = tmp_path / "notes.yaml"
    file.write_text(COMMENTED)
    files.write(files.compiled(file), tmp_path / "migrations")
    given = (str(file), "--migrations", str(tmp_path / "migrations"), "--dsn", database18)
    ran = hofsm(capsys, "evolve", *given)
    assert (ran.code, ran.out) == (4, "")
    assert "mapping 'notes' is in phase legacy, where nothing is in force to evolve" in ran.err
    assert f"then hofsm expand {file}: it takes any version. Nothing was changed" in ran.err
    assert json.loads(hofsm(capsys, "evolve", *given, "--json").out)["error"]["exit_code"] == 4
    assert hofsm(capsys, "evolve", *given, "--dry-run").out.startswith("-- nothing is in force in phase legacy")
    assert snapshot(conn18) == before


def test_it_is_shown_before(
    conn18: psycopg.Connection, database18: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to(conn18, "cutover")
    file = tmp_path / "notes.yaml"
    file.write_text(COMMENTED)
    root = str(tmp_path / "migrations")
    files.write(files.compiled(file), tmp_path / "migrations")
    given = (str(file), "--migrations", root, "--dsn", database18)
    script = hofsm(capsys, "evolve", *given, "--dry-run").out
    assert script.startswith("-- nothing of the tables changes; the text of the spec is recorded anew")
    conn18.execute(script.encode())
    found = state.current(conn18, "notes")
    assert found is not None
    assert found.spec_digest == reviewed(COMMENTED).mapping.digest
    assert next_version.recorded(found, "notes").digest == found.spec_digest
