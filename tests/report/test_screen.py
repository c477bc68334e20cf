"""Tables on the screen: whole in a pipe, folded and never cut on a narrow terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hofsm_migrate.report.screen import columns, page

if TYPE_CHECKING:
    import pytest

PATH = "$.sections[*].fields[*].a_key_that_is_rather_long.and_another_one_below_it.:x:"
FIGURE = "123,456,789 bytes"


def _shown(capsys: pytest.CaptureFixture[str]) -> list[str]:
    table = columns("path", "bytes", "for example", left=(0, 2))
    table.add_row(PATH, FIGURE, "company = 12345678901234567890, id = 12345678901234567890")
    page().print(table)
    return capsys.readouterr().out.splitlines()


def test_a_pipe_gets_whole_lines(capsys: pytest.CaptureFixture[str]) -> None:
    _, row = _shown(capsys)
    assert row.split("  ")[0] == PATH
    assert FIGURE in row
    assert row.rstrip().endswith("id = 12345678901234567890")


def test_a_terminal_gets_all_of_it_in_its_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    lines = _shown(capsys)
    assert all(len(line) <= 80 for line in lines)
    assert FIGURE in lines[1]
    assert "".join(line[: lines[1].index(FIGURE)].strip() for line in lines[1:]) == PATH
