"""The commands in docs/tutorial.md do what the page says.

A fence with `file=NAME` is written to that file. In a `console` fence a line with `$ hofsm` is run, and each line
below it has to be found in what it prints, in this order; `...` stands for anything.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from trial_cases import ROOT, hofsm, open_folder

if TYPE_CHECKING:
    import pytest

PAGE = ROOT / "docs" / "tutorial.md"
_FENCE = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _fences() -> list[tuple[str, str | None, str]]:
    return [(kind, name, body) for kind, name, body in _FENCE.findall(PAGE.read_text(encoding="utf-8"))]


def test_commands_of_the_tutorial(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = open_folder(tmp_path_factory.mktemp("tutorial"))
    monkeypatch.chdir(folder)
    commands = 0
    for kind, name, body in _fences():
        if name:
            (folder / name).write_text(body, encoding="utf-8")
        elif kind == "console":
            commands += 1
            _check(capsys, body)
    assert commands == 6


def _check(capsys: pytest.CaptureFixture[str], block: str) -> None:
    command, *expected = block.splitlines()
    assert command.startswith("$ hofsm "), command
    ran = hofsm(capsys, *shlex.split(command)[2:])
    assert ran.code == 0, ran.err
    rest = _without_breaks(ran.out)
    for line in (line for line in expected if line != "..."):
        assert _without_breaks(line) in rest, f"{command}: {line!r} is not in what follows: {rest}"
        rest = rest.partition(_without_breaks(line))[2]


def _without_breaks(text: str) -> str:
    return " ".join(text.split())
