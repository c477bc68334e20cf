"""Running `hofsm` in the test's own process, trials without the command line, and real documents."""

from __future__ import annotations

import io
import os
import select
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hofsm_migrate.cli import main
from hofsm_migrate.trial.session import run_trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from hofsm_migrate.trial.session import Trial
    from hofsm_migrate.trial.spec import TrialSpec

ROOT = Path(__file__).parents[1]
PROGRAM = [sys.executable, "-c", "from hofsm_migrate.cli import main; main()"]
FAMILIES = ("formio_components", "formio_core", "inventree", "jsonforms", "opensrp", "rjsf")


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code and what it printed."""

    code: int
    out: str
    err: str


def hofsm(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run one command in this process."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return Ran(int(ended.value.code or 0), out, err)


def shared_file(family: str) -> Path:
    """A file of real documents; skips where this machine has none."""
    folder = Path(os.environ.get("HOFSM_SHARED_DATA") or ROOT.parent / "shared" / "data")
    file = folder / f"{family}.jsonl"
    if not file.exists():
        pytest.skip(f"{file.name} is not in {folder}; set HOFSM_SHARED_DATA to the folder with the real documents")
    return file


def tried(
    conn: Connection, folder: Path, *lines: str | bytes, given: TrialSpec | None = None, skip_bad: bool = False
) -> Trial:
    """A trial with these lines as its file."""
    raw = b"\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    return run_trial(conn, io.BytesIO(raw), given, folder, skip_bad=skip_bad)


def open_folder(folder: Path) -> Path:
    """`folder`, and what pytest and its workers made above it, open to the account that the server runs as."""
    for one in (folder, *folder.parents):
        if one == folder or one.name.startswith(("pytest", "popen")):
            one.chmod(0o755)
    return folder


def _in_background() -> None:
    """What a shell does to a job that it starts with `&`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The DSN that `hofsm try --serve` prints for a kept folder, while the server runs."""
    command = [*PROGRAM, "try", "--serve", str(folder)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ},
        preexec_fn=_in_background,  # noqa: PLW1509 - no threads here
    ) as server:
        assert server.stdout is not None
        try:
            assert select.select([server.stdout], [], [], 90)[0], "the server did not say how to connect"
            yield server.stdout.readline().split('"')[1]
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.communicate(timeout=90)
            finally:
                server.kill()
    assert server.returncode == 0
