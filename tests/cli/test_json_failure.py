"""`--json` where a command fails: one JSON value on standard output says what standard error says; the same code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
import psycopg
import pytest
from operator_cases import PLAIN, compiled, hofsm

from hofsm_migrate.cli import run
from hofsm_migrate.cli.run import COMMANDS
from hofsm_migrate.cli.run import hofsm as group

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOWHERE = ("--dsn", "host=/nowhere port=1")
WITH_FILES = (
    "expand",
    "dual-write",
    "backfill",
    "verify",
    "mirror",
    "cutover",
    "evolve",
    "contract",
    "rollback",
    "doctor",
)
FAILURES: dict[str, tuple[tuple[str, ...], int]] = {
    **{name: ((name, "{spec}", "-m", "{migrations}", *NOWHERE), 2) for name in WITH_FILES},
    **{name: ((name, "{spec}", *NOWHERE), 2) for name in ("lint", "preview", "status", "progress", "history")},
    "introspect": (("introspect", "public.orders", *NOWHERE), 2),
    "findings": (("findings", "public.orders", *NOWHERE), 2),
    "draft": (("draft", "public.orders", *NOWHERE), 2),
    "try": (("try", "{empty}", "--keep", "{folder}"), 2),
    "explain": (("explain", "{empty}", "--doc", "{spec}"), 3),
    "compile": (("compile", "{empty}"), 3),
    "archive make": (("archive", "make", "{spec}", "{folder}/no.gz", *NOWHERE), 2),
    "archive check": (("archive", "check", "{folder}/no.gz"), 2),
    "archive restore": (("archive", "restore", "{folder}/no.gz", "--into", "public.t", *NOWHERE), 2),
    "control": (("control", *NOWHERE), 2),
}


def _found() -> Iterator[str]:
    """Every command that has `--json`, in words."""
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        for second, one in inner.items():
            if one and any(option.name == "as_json" for option in one.params):
                yield f"{name} {second}".rstrip()


COMMANDS_WITH_JSON = tuple(_found())


def _error(out: str) -> Any:
    found = json.loads(out)
    assert list(found) == ["error"]
    assert list(found["error"]) == ["exit_code", "problems"]
    return found["error"]


@pytest.mark.parametrize("command", COMMANDS_WITH_JSON)
def test_an_argument_that_cannot_be_used(capsys: pytest.CaptureFixture[str], command: str) -> None:
    ran = hofsm(capsys, *command.split(), "--json", "--no-such-option")
    error = _error(ran.out)
    assert (ran.code, error["exit_code"]) == (2, 2)
    assert "No such option" in error["problems"][0]["message"]
    assert error["problems"][0]["hint"].endswith(f"{command} --help says what it takes")
    assert "No such option" in ran.err


def test_every_command_has_a_failure_of_its_own() -> None:
    # demo has a server of its own, and takes nothing that could be wrong but its options
    assert set(FAILURES) == set(COMMANDS_WITH_JSON) - {"demo"}


@pytest.mark.parametrize("command", FAILURES)
def test_a_command_that_fails(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    arguments, code = FAILURES[command]
    spec, migrations = compiled(tmp_path, PLAIN), tmp_path / "migrations"
    empty = tmp_path / "empty.yaml"
    empty.write_text("mapping: x\n")
    places = {"spec": spec, "migrations": migrations, "empty": empty, "folder": tmp_path}
    given = [argument.format(**places) for argument in arguments]
    ran = hofsm(capsys, *given, "--json")
    error = _error(ran.out)
    assert (ran.code, error["exit_code"]) == (code, code)
    assert error["problems"]
    for problem in error["problems"]:
        assert list(problem) == ["message", "hint", "at", "detail"]
        assert f"error: {problem['message']}" in ran.err
        assert problem["hint"] in ran.err
    assert hofsm(capsys, *given).out == ""


@pytest.mark.parametrize("arguments", [("lint", "{empty}"), ("compile", "{spec}", "--check", "-o", "{other}")])
def test_a_result_is_not_followed_by_an_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """What is wrong is the result, and stands in it."""
    spec = compiled(tmp_path, PLAIN)
    empty = tmp_path / "empty.yaml"
    empty.write_text("mapping: x\n")
    places = {"spec": spec, "empty": empty, "other": tmp_path / "other"}
    ran = hofsm(capsys, *(argument.format(**places) for argument in arguments), "--json")
    assert ran.code in {3, 4}
    found = json.loads(ran.out)
    assert "error" not in found
    assert found["problems"]


ENDS = {
    "Ctrl-C": (KeyboardInterrupt(), 130, "interrupted: the transaction in hand was undone"),
    "the server": (psycopg.errors.DiskFull("no space"), 1, "the server refused: no space"),
    "a defect": (ZeroDivisionError("oh"), 1, "unexpected ZeroDivisionError: oh"),
}


@pytest.mark.parametrize(("raised", "code", "words"), ENDS.values(), ids=ENDS)
def test_what_nobody_foresaw(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, words: str
) -> None:
    def fail(_: list[str]) -> int:
        raise raised

    monkeypatch.setattr(run, "_invoke", fail)
    ran = hofsm(capsys, "status", "--json")
    assert (ran.code, _error(ran.out)["exit_code"]) == (code, code)
    assert _error(ran.out)["problems"][0]["message"].startswith(words)
