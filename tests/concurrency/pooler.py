"""PgBouncer in transaction mode before a server: another transaction may be on another server connection."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from hofsm_migrate.db.account import server_account

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_S = 30
SETTINGS = """
[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = {folder}
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {connections}
logfile = {folder}/log
"""


@contextmanager
def pgbouncer(dsn: str, *, connections: int) -> Iterator[str]:
    """DSN of the same database by way of a pooler with so many server connections; skips where there is none."""
    program = shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if program is None:
        pytest.skip("pgbouncer is not installed")
    server, account = conninfo_to_dict(dsn), server_account()
    folder = Path(tempfile.mkdtemp(prefix="hofsm-", dir="/tmp"))
    try:
        settings = SETTINGS.format(host=server["host"], port=server["port"], folder=folder, connections=connections)
        (folder / "ini").write_text(settings)
        (folder / "users").write_text(f'"{server["user"]}" ""\n')
        account.own(folder)
        process = subprocess.Popen([program, "-q", str(folder / "ini")], cwd="/", **account.popen())
        try:
            pooled = make_conninfo(dsn, host=str(folder), port="6432")
            _wait(pooled, process)
            yield pooled
        finally:
            process.terminate()
            process.wait(PATIENCE_S)
    finally:
        shutil.rmtree(folder)


def _wait(dsn: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            psycopg.connect(dsn).close()
        except psycopg.OperationalError:
            assert process.poll() is None, "pgbouncer did not start"
            assert time.monotonic() < deadline, "pgbouncer does not answer"
            time.sleep(0.02)
        else:
            return
