"""`--help`: the flow in its order, an example for every command; and arguments that cannot be used."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from operator_cases import PLAIN, compiled, hofsm

from hofsm_migrate.cli.run import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

OPERATOR = [
    "findings",
    "draft",
    "lint",
    "preview",
    "compile",
    "expand",
    "dual-write",
    "backfill",
    "verify",
    "mirror",
    "cutover",
    "evolve",
    "contract",
    "status",
    "progress",
    "history",
    "doctor",
    "rollback",
    "control",
]


def test_commands_are_listed_in_the_order_of_the_flow(capsys: pytest.CaptureFixture[str]) -> None:
    listed = re.findall(r"^  ([a-z-]+)  ", hofsm(capsys, "--help").out.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)
    assert [name for name in listed if name in OPERATOR] == OPERATOR


@pytest.mark.parametrize("command", OPERATOR)
def test_every_command_has_an_example_and_the_common_options(capsys: pytest.CaptureFixture[str], command: str) -> None:
    ran = hofsm(capsys, command, "--help")
    assert ran.code == 0
    assert f"hofsm {command}" in ran.out.partition("Example:")[2]
    assert all(option in ran.out for option in ("--sql", "--json"))
    assert ("--dsn" in ran.out) == (command != "compile")


def test_no_database_is_an_error_of_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOFSM_DSN", raising=False)
    monkeypatch.chdir(tmp_path)
    compiled(tmp_path, PLAIN)
    ran = hofsm(capsys, "expand", "orders.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "no database is given" in ran.err


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["expand"], ["expand", "missing.yaml"], ["backfill", "--chunk-ms", "1"]]
)
def test_usage(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert hofsm(capsys, *arguments).code == 2


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    spec = compiled(tmp_path, PLAIN)
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-c", "from hofsm_migrate.cli import main; main()", "compile", str(spec), "--sql"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")
