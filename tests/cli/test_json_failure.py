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
    assert "no such option" in error["problems"][0]["message"]
    assert error["problems"][0]["hint"].endswith(f"{command} --help says what it takes")
    assert ran.err.startswith(" error: no such option '--no-such-option'")


def _has_sql(command: str) -> bool:
    shown: click.Command | None = group
    for word in command.split():
        assert isinstance(shown, click.Group)
        shown = shown.get_command(click.Context(shown), word)
    return shown is not None and any(option.name == "as_sql" for option in shown.params)


WITH_BOTH = tuple(command for command in COMMANDS_WITH_JSON if _has_sql(command))


def test_commands_with_a_script_are_found() -> None:
    assert set(COMMANDS_WITH_JSON) - set(WITH_BOTH) == {"demo", "explain", "archive check"}


@pytest.mark.parametrize("options", [("--sql", "--json"), ("--json", "--sql")], ids=" ".join)
@pytest.mark.parametrize("command", WITH_BOTH)
def test_a_script_is_no_json_value(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, options: tuple[str, ...]
) -> None:
    """One rule for all commands, whatever else is given."""
    arguments = FAILURES[command][0]
    spec, migrations = compiled(tmp_path, PLAIN), tmp_path / "migrations"
    places = {"spec": spec, "migrations": migrations, "empty": spec, "folder": tmp_path}
    ran = hofsm(capsys, *(argument.format(**places) for argument in arguments), *options)
    (problem,) = _error(ran.out)["problems"]
    assert (ran.code, problem["message"]) == (2, "--sql and --json exclude one another")
    assert ran.err.startswith(" error: --sql and --json exclude one another\n  hint: give one of them")


SPECS = (
    *((name,) for name in WITH_FILES),
    *((name,) for name in ("lint", "preview", "status", "progress", "history", "compile", "findings")),
    ("explain", "--doc", "-"),
    ("archive", "make"),
)


@pytest.mark.parametrize("command", SPECS, ids=[" ".join(words) for words in SPECS])
def test_a_spec_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: tuple[str, ...]) -> None:
    """One shape for every command, whatever else is given."""
    more = [str(tmp_path / "x.gz")] if command == ("archive", "make") else []
    missing = tmp_path / "no such.yaml"
    ran = hofsm(capsys, *command, missing, *more, "--json")
    (problem,) = _error(ran.out)["problems"]
    assert ran.code == 2
    assert (problem["message"], problem["at"]) == ("the spec file does not exist", str(missing))
    assert problem["hint"].startswith("name a mapping spec that is there")
    assert ran.err == f" error: the spec file does not exist\n    at: {missing}\n  hint: {problem['hint']}\n"
    (tmp_path / "no such.yaml").mkdir()
    assert ran.err.replace("does not exist", "is a folder") == hofsm(capsys, *command, missing, *more).err


OTHERS = {
    "a profile": ("report", "no.json", "the profile does not exist"),
    "a profile of findings": ("findings", "t", "--profile", "no.json", "the profile does not exist"),
    "a profile of draft": ("draft", "t", "--profile", "no.json", "the profile does not exist"),
    "roles": ("draft", "t", "--roles", "no.json", "the file of roles does not exist"),
    "a schema": ("draft", "t", "--json-schema", "no.json", "the JSON Schema does not exist"),
    "documents": ("try", "no.json", "the file of documents does not exist"),
    "a spec of try": ("try", "--spec", "no.json", "the spec file does not exist"),
    "a spec of a report": ("report", "{empty}", "--spec", "no.json", "the spec file does not exist"),
    "a document": ("explain", "{empty}", "--doc", "no.json", "the document does not exist"),
}


@pytest.mark.parametrize("given", OTHERS.values(), ids=OTHERS)
def test_another_file_that_is_not_there(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    empty = tmp_path / "empty.yaml"
    empty.write_text("mapping: x\n")
    *arguments, words = (one.format(empty=empty) for one in given)
    ran = hofsm(capsys, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f" error: {words}\n    at: no.json\ndetail: looked for in {tmp_path}\n  hint: name a ")


def test_a_command_without_arguments_says_what_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    ran = hofsm(capsys, "expand")
    assert ran.code == 2
    assert "Usage: hofsm expand [OPTIONS] SPEC" in ran.err


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
