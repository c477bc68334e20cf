"""A mapping that is brought into any phase and back, and the operator who dies on the way.

A step is what the tool exchanges with the server, see `stopping`. The tool's process is killed, its session is ended,
or the whole server is shut down at once, as `pg_ctl stop -m immediate` does it.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from concurrency import scene
from concurrency.history import FORCED, History, prepare
from concurrency.scene import T, V, differences
from concurrency.stopping import connect_stopping, gone, kill_client, terminate

from hofsm_migrate.db import control, schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.embedded import EmbeddedServer
from hofsm_migrate.names import PHASES
from hofsm_migrate.phases import change, rollback

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hofsm_migrate.names import Phase
    from hofsm_migrate.phases import files

    Command = Callable[[psycopg.Connection[Any]], object]

WAYS: dict[str, tuple[Phase, Phase]] = {
    "expand": ("legacy", "expanded"),
    "dual-write": ("expanded", "dual_write"),
    "mirror": ("dual_write", "mirrored"),
    "cutover": ("mirrored", "cutover"),
    "back to mirrored": ("cutover", "mirrored"),
    "back to dual_write": ("mirrored", "dual_write"),
    "back to expanded": ("dual_write", "expanded"),
    "back to legacy": ("expanded", "legacy"),
    "all the way back": ("cutover", "legacy"),
}
SINGLE = [way for way in WAYS if way != "all the way back"]
"""Those of one change each."""


@dataclass
class Place:
    """A database with the mapping of the scene, and how to get it into any phase."""

    dsn: str
    conn: psycopg.Connection[Any]
    reviewed: files.Reviewed

    @property
    def phase(self) -> Phase:
        found = control.mapping_state(self.conn, "notes")
        return found.phase if found else "legacy"

    @property
    def history(self) -> History:
        return History(self.conn, self.reviewed, Random(0))

    def command(self, way: str) -> Command:
        if way in {"expand", "dual-write", "mirror", "cutover"}:
            terms = change.Terms(forced=FORCED.get(way, {}))
            return lambda conn: change.forward(conn, self.reviewed, self.reviewed.plan.step(way), terms)
        return lambda conn: rollback.rollback(conn, self.reviewed, to=WAYS[way][1])

    def reach(self, phase: Phase) -> None:
        """Forward or back to a phase; where that is over, parity is proven, as gates want it."""
        if PHASES.index(self.phase) > PHASES.index(phase):
            rollback.rollback(self.conn, self.reviewed, to=phase)
        for command, (before, after) in list(WAYS.items())[:4]:
            if PHASES.index(before) < PHASES.index(phase) and PHASES.index(after) > PHASES.index(self.phase):
                if command in FORCED:
                    self.history.agree()
                self.command(command)(self.conn)
        if phase in {"dual_write", "mirrored"}:
            self.history.agree()

    def write(self, number: int) -> None:
        """The application goes on meanwhile."""
        value = scene.document(number, title=f"after {number}")
        self.conn.execute(f"UPDATE {T} SET {V} = %s WHERE id = %s".encode(), [value, 1 + number % 40])
        self.conn.execute(f"DELETE FROM {T} WHERE id = %s".encode(), [50 + number % 40])
        self.conn.execute(f"INSERT INTO {T} (id, {V}) VALUES (%s, %s)".encode(), [50 + number % 40, value])
        if self.phase in {"mirrored", "cutover"}:
            self.conn.execute(b'UPDATE "Notebook"."Note" SET rev = rev + 1 WHERE id = 45')

    def events(self) -> list[tuple[str, str, str]]:
        if not control.installed_revision(self.conn):
            return []
        return [(one.command, one.from_phase, one.to_phase) for one in control.history(self.conn)]

    def exchanges(self, way: str) -> list[str]:
        """What is said to the server on a way that nobody interrupts."""
        self.reach(WAYS[way][0])
        with connect_stopping(self.dsn) as conn:
            self.command(way)(conn)
            return list(conn.said)

    def killed(self, way: str, kill: Callable[[Command], object], number: int) -> None:
        """Somebody dies on the way, and the same command goes on."""
        before, after = WAYS[way]
        self.reach(before)
        events = self.events()
        kill(self.command(way))
        between = PHASES[min(map(PHASES.index, (before, after))) : max(map(PHASES.index, (before, after))) + 1]
        assert self.phase in between
        self.write(number)
        self.go_on(way)
        steps = self.events()[len(events) :]
        assert len(steps) == len(between) - 1, f"{way} at {number}: {steps}"
        assert self.phase == after
        if after in {"dual_write", "mirrored", "cutover"}:
            self.history.agree()
            assert differences(self.conn) == []

    def go_on(self, way: str) -> None:
        if self.phase == WAYS[way][0] and way in FORCED:
            self.history.agree()
        self.command(way)(self.conn)


class OwnPlace(Place):
    """The same on a server of its own, which may end at any time and is started again."""

    def __init__(self, folder: Path, tmp_path: Path) -> None:
        self._folder = folder
        self._server = self._start()
        schema.install(self.conn)
        super().__init__(self.dsn, self.conn, few(self.conn, tmp_path))

    def _start(self) -> EmbeddedServer:
        settings = {"fsync": "off", "full_page_writes": "off"}  # the machine itself goes on
        server = EmbeddedServer(self._folder / "data", settings=settings).__enter__()
        self.dsn = server.dsn()
        self.conn = connect(self.dsn)
        return server

    def crashed(self, command: Command, at: int) -> list[str]:
        """The server is shut down at once before exchange `at` of a command, and started again."""
        self.conn.close()
        victim = connect_stopping(self.dsn, at=at, then=lambda _: self._shut_down())
        with victim, pytest.raises(psycopg.OperationalError):
            command(victim)
        self._server.stop()
        self._server = self._start()
        return victim.said

    def _shut_down(self) -> None:
        pid = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
        deadline = time.monotonic() + 30
        while _alive(pid):
            assert time.monotonic() < deadline
            time.sleep(0.005)

    def close(self) -> None:
        self.conn.close()
        self._server.stop()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def few(conn: psycopg.Connection[Any], tmp_path: Path) -> files.Reviewed:
    """A hundred documents, in phase `legacy`."""
    reviewed = prepare(conn, tmp_path)
    conn.execute(f"DELETE FROM {T} WHERE id > 100".encode())
    return reviewed


@contextmanager
def own_place(tmp_path: Path) -> Iterator[OwnPlace]:
    """A place on a server of its own, whose data are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hofsm-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        place = OwnPlace(folder, tmp_path)
        try:
            yield place
        finally:
            place.close()
    finally:
        shutil.rmtree(folder)


def kill_at(place: Place, kind: str, at: int) -> Callable[[Command], list[str] | None]:
    """Runs a command until it is killed; what it had said by then, where anybody knows."""

    def kill(command: Command) -> list[str] | None:
        if kind == "client":
            kill_client(place.dsn, command, at)
            gone(place.conn)
            return None
        if kind == "server":
            assert isinstance(place, OwnPlace)
            return place.crashed(command, at)
        with connect(place.dsn) as admin, connect_stopping(place.dsn, at=at, then=terminate(admin)) as victim:
            with pytest.raises(psycopg.OperationalError):
                command(victim)
            gone(admin)
            return victim.said

    return kill
