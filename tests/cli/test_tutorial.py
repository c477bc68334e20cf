"""The commands in docs/tutorial.md do what the page says.

A fence with `file=NAME` is written to that file, one with `draft=NAME` has to be in that file. In a `console` fence a
line with `$ hofsm` is run, and each line below it has to be found in what it prints, in this order; `...` stands for
anything. `sql` is run on the server of `hofsm try --serve`, and each statement has to return rows.
"""

from __future__ import annotations

import os
import re
import shlex
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from trial_cases import ROOT, hofsm, open_folder, serving

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    import pytest

PAGE = ROOT / "docs" / "tutorial.md"
_FENCE = re.compile(r"^```(\w+)(?: (file|draft)=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _fences() -> list[tuple[str, str, str, str]]:
    return _FENCE.findall(PAGE.read_text(encoding="utf-8"))


def _commands(block: str) -> list[str]:
    """A block for each command: the command, and below it what it prints."""
    return [f"$ {part}" for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]


def test_commands_of_the_tutorial(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = open_folder(tmp_path_factory.mktemp("tutorial"))
    monkeypatch.chdir(folder)
    ran: list[str] = []
    with ExitStack() as server:
        for kind, use, name, body in _fences():
            if use == "file":
                (folder / name).write_text(body, encoding="utf-8")
            elif use == "draft":
                assert body in (folder / name).read_text(encoding="utf-8")
            elif kind == "sql":
                _query(os.environ["HOFSM_DSN"], body)
            elif kind == "console":
                ran.extend(_run(capsys, block, monkeypatch, server) for block in _commands(body))
    assert [name for name in ran if name not in ("explain", "export")] == [
        *("try", "serve", "introspect", "report", "findings", "draft", "draft", "lint", "try", "preview", "preview"),
        *("compile", "expand", "backfill", "verify", "status", "rollback"),
    ]


def _run(capsys: pytest.CaptureFixture[str], block: str, monkeypatch: pytest.MonkeyPatch, server: ExitStack) -> str:
    """The name of the command that was run."""
    command, *expected = block.splitlines()
    words = shlex.split(command)[1:]
    if words[:3] == ["hofsm", "try", "--serve"]:
        monkeypatch.setenv("SERVED", server.enter_context(serving(Path(words[3]))))
        return "serve"
    if words[0] == "export":
        name, _, form = words[1].partition("=")
        assert re.fullmatch(re.escape(form).replace(r"\.\.\.", ".+"), os.environ["SERVED"])
        monkeypatch.setenv(name, os.environ["SERVED"])
        return "export"
    assert words[0] == "hofsm", command
    ran = hofsm(capsys, *words[1:])
    assert ran.code == 0, ran.err
    rest = _without_breaks(ran.out)
    for line in (line for line in expected if line != "..."):
        assert _without_breaks(line) in rest, f"{command}: {line!r} is not in what follows: {rest}"
        rest = rest.partition(_without_breaks(line))[2]
    return words[1]


def _query(dsn: str, statements: str) -> None:
    with connect(dsn) as conn:
        for statement in re.findall(r"SELECT[^;]+", statements):
            assert conn.execute(statement).fetchall(), statement  # pyright: ignore[reportArgumentType]


def _without_breaks(text: str) -> str:
    return " ".join(text.split())
