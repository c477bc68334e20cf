"""`hofsm contract` and `hofsm archive`: the typed confirmation, what is printed, and exit codes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from contract.contracted import DOCUMENTS, ON_ONE_SERVER, T, V, one, rows
from operator_cases import Ran, hofsm

from hofsm_migrate.phases import state

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

pytest_plugins = ("contract.fixtures",)
pytestmark = ON_ONE_SERVER


class Place:
    """Runs the commands against one database, with the files of the mapping."""

    def __init__(self, capsys: pytest.CaptureFixture[str], cut: str, orders: Reviewed, folder: Path) -> None:
        self._capsys, self.dsn, self.spec, self.folder = capsys, cut, orders.mapping.file, folder

    def contract(self, *more: str) -> Ran:
        given = (self.spec, "-m", self.folder / "migrations", "--dsn", self.dsn, "--cool-down", "0s")
        return hofsm(self._capsys, "contract", *given, *more)

    def run(self, *words: object) -> Ran:
        return hofsm(self._capsys, *words)


@pytest.fixture
def place(capsys: pytest.CaptureFixture[str], cut: str, orders: Reviewed, tmp_path: Path) -> Place:
    return Place(capsys, cut, orders, tmp_path)


def phase(cutover: Connection) -> str:
    return state.phase(state.current(cutover, "orders"))


def test_from_the_dry_run_to_the_restored_archive(place: Place, cutover: Connection) -> None:
    before = rows(cutover, DOCUMENTS)
    dry = place.contract("--dry-run")
    assert dry.code == 0
    assert "DROP COLUMN" in dry.out
    assert "ACCESS EXCLUSIVE on the base table" in dry.out
    assert "-- gate cool-down: met" in dry.out
    script = place.contract("--sql", "--drop-view")
    assert script.out.index("DROP COLUMN") < script.out.index("hofsm.drop_view(") < script.out.index("VALIDATE")
    for wrong in ((), ("--confirm", "order")):
        ran = place.contract(*wrong)
        assert (ran.code, phase(cutover)) == (2, "cutover"), wrong
        assert "--confirm orders" in ran.err
    file = place.folder / "orders copy.gz"
    ran = place.contract("--confirm", "orders", "--archive", str(file))
    assert ran.code == 0, ran.err
    assert "2 of 2 references are validated foreign keys" in ran.out
    assert f"hofsm archive restore '{file}' --into SCHEMA.TABLE" in ran.out
    assert "orders is in phase contracted" in ran.out
    again = place.contract("--json")
    assert json.loads(again.out)["steps"] == []
    _archive(place, cutover, file, before)


def _archive(place: Place, cutover: Connection, file: Path, before: list[tuple[object, ...]]) -> None:
    assert place.run("archive", "check", file).code == 0
    said = json.loads(place.run("archive", "check", file, "--json").out)
    assert said["documents"] == len(before)
    ran = place.run("archive", "restore", file, "--into", 'public."R 1"', "--dsn", place.dsn)
    assert ran.code == 0, ran.err
    assert rows(cutover, DOCUMENTS.replace(T, 'public."R 1"')) == before
    script = place.run("archive", "restore", file, "--into", 'public."R 2"', "--sql").out
    assert "gzip -dc" in script
    made = place.run("archive", "make", place.spec, place.folder / "2.gz", "--dsn", place.dsn)
    assert made.code == 0, made.err
    assert "COPY (SELECT" in place.run("archive", "make", place.spec, place.folder / "3.gz", "--sql").out
    rolled = place.run("rollback", place.spec, "-m", place.folder / "migrations", "--dsn", place.dsn)
    assert (rolled.code, "orders copy.gz" in rolled.err) == (4, True)
    verified = place.run("verify", place.spec, "-m", place.folder / "migrations", "--dsn", place.dsn)
    assert (verified.code, "no payloads to compare with" in verified.out) == (0, True)
    file.write_bytes(file.read_bytes()[:-9])
    assert place.run("archive", "check", file).code == 5
    ran = place.run("archive", "restore", file, "--into", "public.r3", "--dsn", place.dsn)
    assert (ran.code, one(cutover, "SELECT to_regclass('public.r3')")) == (5, None)


def test_dangling_references_that_were_passed_by(place: Place, cutover: Connection) -> None:
    cutover.execute(f"UPDATE {T} SET {V} = jsonb_set({V}, '{{item}}', '99') WHERE id = 1".encode())
    ran = place.contract("--confirm", "orders")
    assert ran.code == 4
    assert "dangling references: order_head.item_id -> public.items.id" in ran.err
    forced = place.contract("--confirm", "orders", "--force", "references hold", "--reason", "next week")
    assert (forced.code, "1 of 2 references" in forced.out) == (0, True)
    again = place.contract()
    assert (again.code, "order_head_item_id_fkey" in again.err) == (4, True)
    cutover.execute("UPDATE shop.order_head SET item_id = 1 WHERE id = 1")
    assert place.contract().code == 0


@pytest.mark.parametrize(("typed", "code"), [("orders\n", 0), ("order\n", 2), ("\x04", 2)])
def test_the_name_is_typed_on_a_terminal(place: Place, cutover: Connection, typed: str, code: int) -> None:
    main, other = pty.openpty()
    words = ["contract", place.spec, "-m", str(place.folder / "migrations"), "--dsn", place.dsn, "--cool-down", "0s"]
    command = [sys.executable, "-c", "from hofsm_migrate.cli import main; main()", *words]
    process = subprocess.Popen(command, stdin=other, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.close(other)
    os.write(main, typed.encode())
    _, said = process.communicate(timeout=60)
    os.close(main)
    assert b"Type orders to go on" in said
    assert (process.returncode == 0) == (code == 0), said
    assert phase(cutover) == ("contracted" if code == 0 else "cutover")
