"""`--dry-run --json`: one JSON object on standard output has what the text has, in every phase, and nothing runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
from catalog_snapshot import snapshot
from operator_cases import PLAIN, Ran, compiled, plain

from hofsm_migrate.cli.run import COMMANDS
from hofsm_migrate.cli.run import hofsm as group
from hofsm_migrate.compile.plan import plan as compile_plan
from hofsm_migrate.spec.load import load
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import psycopg
    import pytest

pytest_plugins = ("cli.fixtures",)

DRY = tuple(
    name
    for name in COMMANDS
    if (command := group.get_command(click.Context(group), name))
    and any(option.name == "dry_run" for option in command.params)
)
TO_MIRRORED = ("expand", "dual-write", "backfill", "verify", "mirror", "verify")
WAY = (*TO_MIRRORED, "cutover", "verify", "contract")
MORE = {"contract": ("--cool-down", "0s", "--confirm", "orders"), "cutover": ("--keep-payload",)}
OTHER = PLAIN.replace("lot: {type: text, index: true}", "lot: text")


def test_the_commands_are_known() -> None:
    assert set(DRY) == {"expand", "dual-write", "mirror", "cutover", "evolve", "contract", "rollback"}


def _shown(ran: Ran, command: str) -> Any:
    found = json.loads(ran.out)
    assert list(found)[:3] == ["mapping", "command", "dry_run"], found
    assert (found["mapping"], found["command"], found["dry_run"]) == ("orders", command, True)
    for statement in found["statements"]:
        assert list(statement) == ["what", "lock", "at", "sql"]
        assert all(statement.values()), statement
    return found


def _same(found: Any, script: str) -> None:
    """Everything of the one is in the other, statements and gates in the same order."""
    position = 0
    for one in found["statements"]:
        lines = f"-- {one['what']}: {one['lock']} ({one['at']})\n{one['sql']}\n"
        assert lines in script[position:], one["what"]
        position = script.index(lines, position) + len(lines)
    gates = [line.removeprefix("-- gate ") for line in script.splitlines() if line.startswith("-- gate ")]
    assert gates == [f"{gate['gate']}: {'met' if gate['met'] else 'NOT met'}" for gate in found["gates"]]
    for words in (*found["notes"], *(problem for gate in found["gates"] for problem in gate.get("problems", ()))):
        assert words in script


def test_in_every_phase(run: Callable[..., Ran], conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path)
    asked: set[str] = set()
    for command in (*WAY, None):
        before = snapshot(conn)
        for name in DRY:
            given = (name, "orders.yaml", "--dry-run", *(("--cool-down", "0s") if name == "contract" else ()))
            ran = run(*given, "--json")
            if command is None and name in {"rollback", "evolve"}:
                assert (ran.code, list(json.loads(ran.out))) == (4, ["error"])
                continue
            found = _shown(ran, name)
            _same(found, run(*given).out)
            asked |= {name} if found["gates"] else set()
        assert snapshot(conn) == before
        if command:
            ran = run(command, "orders.yaml", *MORE.get(command, ()))
            assert ran.code == 0, ran.err
    assert asked == set(DRY) - {"rollback"}


def test_what_is_shown_is_what_the_files_say(
    run: Callable[..., Ran], conn: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = plain(conn, tmp_path)
    made = compile_plan(load(spec))
    monkeypatch.delenv("HOFSM_DSN")
    for command in ("expand", "dual-write", "mirror", "cutover", "contract"):
        found = _shown(run(command, "orders.yaml", "--dry-run", "--json"), command)
        assert found["notes"] == ["gates were not asked: no database is given"]
        parts = [*made.step(command).parts, *(made.payload.parts if command == "cutover" else ())]
        assert [one["sql"] for one in found["statements"]] == [text(part.up).rstrip() for part in parts]
        assert [one["lock"] for one in found["statements"]] == [part.lock for part in parts]
    found = _shown(run("contract", "orders.yaml", "--dry-run", "--json", "--drop-view"), "contract")
    assert "hofsm.drop_view(" in "".join(one["sql"] for one in found["statements"])
    found = _shown(run("rollback", "orders.yaml", "--dry-run", "--json"), "rollback")
    folder, rest = tmp_path / "migrations" / "orders", iter(found["statements"])
    for name in ("45_empty_payload", "40_cutover", "30_mirror", "20_dual_write", "10_expand"):
        script = (folder / f"{name}.down.sql").read_text()
        for _ in range(script.count("\n-- down (")):
            one = next(rest)
            assert f"-- down ({one['lock']})" in one["sql"]
            assert f"\n{one['sql']}\n" in script
    assert next(rest, None) is None


def test_gates_that_are_not_met(run: Callable[..., Ran], conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path)
    conn.execute(b"ALTER TABLE public.orders RENAME value TO other")
    given = ("expand", "orders.yaml", "--dry-run", "--json", "--force", "payload", "--reason", "later")
    found = _shown(run(*given), "expand")
    (gate,) = (gate for gate in found["gates"] if not gate["met"])
    words = "table public.orders has no column 'value', named by source.payload"
    assert gate == {"gate": "payload", "met": False, "forced": "later", "problems": [words]}


def test_a_new_version(run: Callable[..., Ran], conn: psycopg.Connection, tmp_path: Path) -> None:
    spec = plain(conn, tmp_path, 3)
    found = _shown(run("evolve", "orders.yaml", "--dry-run", "--json"), "evolve")
    assert found["notes"] == ["nothing is in force in phase legacy: hofsm expand takes any version"]
    for command in ("expand", "dual-write"):
        assert run(command, "orders.yaml").code == 0
    spec.write_text(PLAIN + "# a comment\n")
    assert run("compile", "orders.yaml").code == 0
    found = _shown(run("evolve", "orders.yaml", "--dry-run", "--json"), "evolve")
    assert (found["changes"], len(found["statements"]), found["gates"]) == ([], 1, [])
    _same(found, run("evolve", "orders.yaml", "--dry-run").out)
    compiled(tmp_path, OTHER)
    found = _shown(run("evolve", "orders.yaml", "--dry-run", "--json"), "evolve")
    _same(found, run("evolve", "orders.yaml", "--dry-run").out)
    assert [change["path"] for change in found["changes"]] == ["$.lot"]
    assert {"triggers", "nothing depends"} <= {gate["gate"] for gate in found["gates"]}
    assert [note[:2] for note in found["notes"]] == ["1.", "2.", "3."]


def _places(found: Any) -> set[str]:
    return {one["at"].partition(":")[0].partition(",")[0] for one in found["statements"]}


def test_the_file_of_a_version_that_is_recorded_is_not_made_up(
    run: Callable[..., Ran], conn: psycopg.Connection, tmp_path: Path
) -> None:
    """The control tables have its text; what the file was called nobody knows."""
    plain(conn, tmp_path)
    (tmp_path / "orders.yaml").rename(tmp_path / "m.yaml")
    assert run("compile", "m.yaml").code == 0
    for phase in ("expand", "dual-write"):
        compiled(tmp_path, PLAIN, "m.yaml")
        assert run(phase, "m.yaml").code == 0
        compiled(tmp_path, OTHER, "m.yaml")
        found = _shown(run("evolve", "m.yaml", "--dry-run", "--json"), "evolve")
        dropped = {one["at"] for one in found["statements"] if one["what"] == "table sales_order dropped"}
        assert dropped == {"the version in force, 5:3 (sales_order)"}
        assert _places(found) == {"m.yaml", "the version in force"}
        assert "orders.yaml" not in run("evolve", "m.yaml", "--dry-run").out
    assert run("evolve", "m.yaml", "--stop-before-switch").code == 0
    found = _shown(run("evolve", "m.yaml", "--abandon", "--dry-run", "--json"), "evolve")
    assert _places(found) == {"the version under way"}


def test_a_version_that_is_dropped(run: Callable[..., Ran], conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path, 3)
    given = ("evolve", "orders.yaml", "--abandon", "--dry-run")
    for command in (*TO_MIRRORED, "cutover"):
        assert run(command, "orders.yaml").code == 0
    found = _shown(run(*given, "--json"), "evolve")
    assert (found["notes"], found["statements"]) == (["no new version is under way"], [])
    compiled(tmp_path, OTHER)
    before = snapshot(conn)
    assert run("evolve", "orders.yaml", "--stop-before-switch").code == 0
    between = snapshot(conn)
    found = _shown(run(*given, "--json"), "evolve")
    _same(found, run(*given).out)
    assert [note[:8] for note in found["notes"]] == ["payloads"]
    assert "DELETE FROM hofsm.mapping" in "".join(one["sql"] for one in found["statements"])
    assert snapshot(conn) == between != before
    assert run("evolve", "orders.yaml", "--abandon").code == 0
    assert snapshot(conn) == before


def test_nothing_is_left(run: Callable[..., Ran], conn: psycopg.Connection, tmp_path: Path) -> None:
    plain(conn, tmp_path)
    for command in (*TO_MIRRORED, "cutover"):
        assert run(command, "orders.yaml").code == 0
    found = _shown(run("cutover", "orders.yaml", "--dry-run", "--json"), "cutover")
    assert (found["statements"], found["gates"]) == ([], [])
    assert found["notes"][0].endswith("nothing is left to be done")
