"""The operator dies at every step of `contract`; then all is as before or as after, and the same command goes on.

A step is an exchange with the server, see `concurrency.stopping`. The quick version takes those around each change.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from contextlib import contextmanager
from itertools import count, cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from concurrency.stopping import connect_stopping, gone, kill_client, terminate
from conftest import fresh_database
from contract.contracted import (
    DOCUMENTS,
    ON_ONE_SERVER,
    TABLES,
    B,
    T,
    Wish,
    contracted,
    cut_over,
    one,
    reviewed_files,
    rows,
)

from hofsm_migrate.db import control, schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer
from hofsm_migrate.phases import state
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

    Command = Callable[[Connection[Any]], object]
    Kill = Callable[[str, Command, int], None]

pytest_plugins = ("contract.fixtures",)
COLUMN = f"SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('{B}') AND attname = 'the \"value\" of it'"
SOME = ("-- orders: ", "INSERT INTO hofsm.final_parity", "INSERT INTO hofsm.history", "ALTER TABLE")


def command(orders: Reviewed, archive: Path) -> Command:
    return lambda conn: contracted(conn, orders, Wish(drop_view=True, archive=archive))


def exchanges(dsn: str, orders: Reviewed, tmp_path: Path) -> list[str]:
    """What is said to the server when nobody dies."""
    with connect_stopping(dsn) as conn:
        conn.execute("DROP VIEW public.open_orders")
        conn.said.clear()
        command(orders, tmp_path / "whole.gz")(conn)
        return list(conn.said)


def some(said: list[str]) -> list[int]:
    """Before what each change does, before it ends, and after that."""
    changes = [at for at, words in enumerate(said) if words.startswith(SOME)]
    ends = [said.index("COMMIT", at) for at in changes]
    return sorted({*changes, *ends, *(at + 1 for at in ends)} & set(range(len(said))))


def died(where: Callable[[], str], orders: Reviewed, kill: Kill, at: int, tmp_path: Path) -> None:
    """Somebody dies at step `at`; nothing is half done, and the same command does the rest, once. `where` is the DSN.

    A server that is started again is somewhere else.
    """
    archive = tmp_path / f"{at}.gz"
    with connect(where()) as conn:
        conn.execute("DROP VIEW public.open_orders")
        before = rows(conn, DOCUMENTS)
    kill(where(), command(orders, archive), at)
    with connect(where()) as conn:
        phase = state.phase(state.current(conn, "orders"))
        assert phase in {"cutover", "contracted"}
        there = one(conn, f"SELECT to_regclass('{B}') IS NOT NULL")
        assert one(conn, COLUMN) == (1 if phase == "cutover" else 0)
        assert there or phase == "contracted"
        assert one(conn, "SELECT count(*) FROM hofsm.final_parity") == (0 if phase == "cutover" else 1)
        assert command(orders, archive)(conn).not_validated == ()  # pyright: ignore[reportAttributeAccessIssue]
        assert contracted(conn, orders, Wish(drop_view=True)).changed is False
        steps = [event.command for event in control.history(conn, "orders")]
        assert (steps.count("contract"), steps.count("drop-view")) == (1, 1)
        assert one(conn, "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated") == 0
        assert rows(conn, DOCUMENTS.replace(T, "shop.composed_orders")) == before
        assert verify(conn, orders.plan).parity
    assert archive.exists()
    assert not archive.with_name(f"{archive.name}.partial").exists()


def client(dsn: str, run: Command, at: int) -> None:
    kill_client(dsn, run, at)
    with connect(dsn) as conn:
        gone(conn)


def session(dsn: str, run: Command, at: int) -> None:
    with connect(dsn) as admin, connect_stopping(dsn, at=at, then=terminate(admin)) as victim:
        with pytest.raises(psycopg.OperationalError):
            run(victim)
        gone(admin)


@ON_ONE_SERVER
def test_killed_at_the_steps_that_matter(cut_over_server: tuple[Server, str], tmp_path: Path) -> None:
    orders = reviewed_files(tmp_path)
    with fresh_database(*cut_over_server) as dsn:
        said = exchanges(dsn, orders, tmp_path)
    kinds = cycle([client, session])
    for at in some(said):
        with fresh_database(*cut_over_server) as dsn:
            died(lambda dsn=dsn: dsn, orders, next(kinds), at, tmp_path)
    print(f"killed at {len(some(said))} of {len(said)} steps")


@pytest.mark.slow
@ON_ONE_SERVER
@pytest.mark.parametrize("kill", [client, session])
def test_killed_at_every_step(cut_over_server: tuple[Server, str], tmp_path: Path, kill: Kill) -> None:
    orders = reviewed_files(tmp_path)
    with fresh_database(*cut_over_server) as dsn:
        said = exchanges(dsn, orders, tmp_path)
    for at in range(len(said)):
        with fresh_database(*cut_over_server) as dsn:
            died(lambda dsn=dsn: dsn, orders, kill, at, tmp_path)
    print(f"killed at each of {len(said)} steps")


class Crashing:
    """A server of its own that is shut down at once, as `pg_ctl stop -m immediate` does it, and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count(1)
        self._start()
        with connect(self._server.dsn()) as admin:
            admin.execute("CREATE DATABASE cut")
        with connect(self._server.dsn("cut")) as conn:
            schema.install(conn)
            conn.execute(TABLES.encode())
            cut_over(conn, reviewed_files(folder))

    def _start(self) -> None:
        settings = {"fsync": "off", "full_page_writes": "off"}  # the machine itself goes on
        self._server = EmbeddedServer(self._folder / "data", settings=settings).__enter__()

    def clone(self) -> Callable[[], str]:
        name = f"cut_{next(self._numbers)}"
        with connect(self._server.dsn()) as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE cut".encode())
        return lambda: self._server.dsn(name)

    def kill(self, dsn: str, run: Command, at: int) -> None:
        victim = connect_stopping(dsn, at=at, then=lambda _: self._shut_down())
        with victim, pytest.raises(psycopg.OperationalError):
            run(victim)
        self._server.stop()
        self._start()

    def _shut_down(self) -> None:
        file = self._folder / "data" / "postmaster.pid"
        os.kill(int(file.read_text().split()[0]), signal.SIGQUIT)
        deadline = time.monotonic() + 30
        while file.exists():
            assert time.monotonic() < deadline
            time.sleep(0.005)

    def stop(self) -> None:
        self._server.stop()


@contextmanager
def crashing() -> Iterator[Crashing]:
    folder = Path(tempfile.mkdtemp(prefix="hofsm-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        server = Crashing(folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def test_the_server_is_shut_down_around_the_commits(tmp_path: Path) -> None:
    orders = reviewed_files(tmp_path)
    with crashing() as server:
        said = exchanges(server.clone()(), orders, tmp_path)
        scripts = [at for at, words in enumerate(said) if words.startswith("-- orders: ")]
        for at in (said.index("COMMIT", at) + late for at in scripts for late in (0, 1)):
            died(server.clone(), orders, server.kill, at, tmp_path)


@pytest.mark.slow
def test_the_server_is_shut_down_at_every_step(tmp_path: Path) -> None:
    orders = reviewed_files(tmp_path)
    with crashing() as server:
        said = exchanges(server.clone()(), orders, tmp_path)
        for at in range(len(said)):
            died(server.clone(), orders, server.kill, at, tmp_path)
        print(f"server shut down at each of {len(said)} steps")
