"""The command line in a folder of its own, with a database. A test module names this one in `pytest_plugins`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from operator_cases import Ran, hofsm

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a command in the folder where specs of the test are."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOFSM_DSN", database)

    def command(*arguments: object) -> Ran:
        return hofsm(capsys, *arguments)

    return command
