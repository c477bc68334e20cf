"""`hofsm cutover` and `hofsm rollback` with payloads on their way: what they say, refuse, record; a kill half-way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from cutover.orders import (
    MOVED,
    OUT_OF_STEP,
    T,
    V,
    chunks_of,
    cut_over,
    mirrored,
    mirrored_database,
    one,
    prepare,
    relation_kind,
    rows,
)
from operator_cases import hofsm

from hofsm_migrate.db.payload import payload_state
from hofsm_migrate.phases import payload, residual, rollback
from hofsm_migrate.phases.sweep import How
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed


@pytest.fixture
def database(server18: Server) -> Iterator[str]:
    with mirrored_database(server18) as dsn:
        yield dsn


@pytest.fixture
def reviewed(conn: Connection, tmp_path: Path) -> Reviewed:
    found = prepare(conn, tmp_path)
    mirrored(conn, found)
    return found


def test_every_state_has_its_words(
    conn: Connection,
    database: str,
    reviewed: Reviewed,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spec, given = reviewed.mapping.file, ("--dsn", database, "-m", tmp_path / "migrations")
    monkeypatch.setattr(residual, "SAMPLE", 2)  # so that status reads pages of a table, and not of the view

    def run(command: str, *more: str) -> str:
        ran = hofsm(capsys, command, spec, *given, *more)
        assert (ran.code, ran.err.partition("error")[1]) == (0, ""), ran.err
        return ran.out

    def status() -> str:
        return hofsm(capsys, "status", spec, "--dsn", database).out.splitlines()[0]

    assert "orders is in phase cutover, payload kept;" in run("cutover", "--keep-payload")
    assert "hofsm cutover" not in status()
    assert "hofsm cutover SPEC empties the payloads" in run("verify").replace(spec, "SPEC")
    with chunks_of(4):
        payload.drop(conn, reviewed, how=How(max_chunks=1))
    assert "cutover, emptying the payload 44 %;" in status()
    said = run("verify")
    assert "4 have no payload to compare with, and are composed from complete rows; all others are" in said
    refused = hofsm(capsys, "cutover", spec, *given, "--keep-payload")
    assert (refused.code, "the payloads cannot be kept: they are emptying" in refused.err) == (4, True)
    said = run("cutover")
    assert said.startswith("5 payloads emptied: the new tables are the only store; VACUUM")
    assert "cutover, payload dropped;" in said
    assert "9 have no payload to compare with, and are composed from complete rows\n" in run("verify")
    assert "the payloads were emptied before; nothing was changed" in run("cutover")
    with chunks_of(4):
        payload.restore(conn, reviewed, how=How(max_chunks=2))
    assert "cutover, restoring the payload 88 %; 9 of 9 documents represented; next: hofsm rollback" in status()
    with chunks_of(4):
        payload.restore(conn, reviewed, how=How(max_chunks=3, stop=lambda: one(conn, MOVED) == 0))
    said = json.loads(run("rollback", "--to", "mirrored", "--json"))
    assert (said["payload"]["ended"], said["steps"][0]["to_phase"]) == ("complete", "mirrored")
    notes = [note for (note,) in rows(conn, "SELECT note FROM hofsm.history WHERE note LIKE '%payloads%' ORDER BY id")]
    assert notes == [
        "from here on payloads are no longer kept in step, and taken away",
        "payloads of 9 of 9 documents were taken away",
        "from here on payloads are kept in step again, and made anew",
        "payloads of 9 of 9 documents were made anew",
        "payloads are kept in step, and all are what the new tables compose",
    ]


def test_nothing_runs_where_it_is_only_shown(
    conn: Connection, database: str, reviewed: Reviewed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec, given = reviewed.mapping.file, ("--dsn", database, "-m", tmp_path / "migrations")
    dry = hofsm(capsys, "cutover", spec, *given, "--dry-run")
    assert "-- gate payload unused: met" in dry.out
    assert "-- function keeps_payload_orders: SHARE ROW EXCLUSIVE on the base table" in dry.out
    kept = hofsm(capsys, "cutover", spec, *given, "--dry-run", "--keep-payload").out
    assert "payload unused" not in kept
    assert relation_kind(conn) == "r"
    before = snapshot(conn)
    for script in (hofsm(capsys, "cutover", spec, *given, "--sql").out,):
        _psql(conn, script)
    assert (one(conn, MOVED), payload_state(conn, "orders").state) == (9, "moved")  # type: ignore[union-attr]
    _psql(conn, hofsm(capsys, "rollback", spec, *given, "--sql", "--to", "mirrored").out)
    assert (relation_kind(conn), payload_state(conn, "orders"), snapshot(conn)) == ("r", None, before)
    assert verify(conn, reviewed.plan).parity


def test_only_what_is_left_is_shown(
    conn: Connection, database: str, reviewed: Reviewed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script that would change the phase once more fails in psql."""
    given = (reviewed.mapping.file, "--dsn", database, "-m", tmp_path / "migrations")

    def shown(*more: str) -> str:
        ran = hofsm(capsys, "cutover", *given, *more)
        assert ran.code == 0, ran.err
        return ran.out

    whole = shown("--sql")
    assert ("hofsm.cut_over(" in whole, "empty_payload_orders" in whole) == (True, True)
    assert "empty_payload_orders(" not in shown("--sql", "--keep-payload").partition("hofsm.cut_over(")[2]
    cut_over(conn, reviewed)
    nothing = "-- orders is in phase cutover, and its payloads are where they shall be: nothing is left to be done\n"
    assert (shown("--sql", "--keep-payload"), shown("--dry-run", "--keep-payload")) == (nothing, nothing)
    assert "-- gate payload unused: met" in shown("--dry-run")
    assert "hofsm.cut_over(" not in shown("--dry-run")
    with chunks_of(4):
        payload.drop(conn, reviewed, how=How(max_chunks=1))
    refused = hofsm(capsys, "cutover", *given, "--sql", "--keep-payload")
    assert (refused.code, "the payloads cannot be kept: they are emptying" in refused.err) == (4, True)
    script = shown("--sql")
    assert "hofsm.cut_over(" not in script
    _psql(conn, script)
    assert (one(conn, MOVED), payload_state(conn, "orders").state) == (9, "moved")  # type: ignore[union-attr]
    assert (shown("--sql"), shown("--dry-run")) == (nothing, nothing)
    payload.restore(conn, reviewed, for_evolve=True)
    _psql(conn, shown("--sql", "--keep-payload"))
    assert one(conn, "SELECT count(*) FROM hofsm.payload_for_evolve") == 0
    unknown = hofsm(capsys, "cutover", reviewed.mapping.file, "-m", tmp_path / "migrations", "--sql", "--dsn", "port=1")
    assert (unknown.out, "the phase is not known" in unknown.err) == (whole, True)


def _psql(conn: Connection, script: str) -> None:
    """Statement by statement, as psql sends them: one that commits must not be in a transaction."""
    for part in script.split("\nDO $body")[:1]:
        conn.execute(part.encode())
    for loop in script.split("\nDO $body")[1:]:
        tag, _, rest = loop.partition("\n")
        body, _, after = rest.partition(f"\n$body{tag.partition('$')[0]}$;")
        conn.execute(f"DO $body{tag}\n{body}\n$body{tag.partition('$')[0]}$".encode())
        conn.execute(after.encode())


OBSTACLES = {
    "a check": (f"ALTER TABLE {T} ADD CONSTRAINT sound CHECK (jsonb_typeof({V}) <> 'boolean')", "check sound"),
    "a generated column": (
        f"ALTER TABLE {T} ADD lot text GENERATED ALWAYS AS ({V} ->> 'lot') STORED",
        "generated column lot",
    ),
    "a unique index": (f"CREATE UNIQUE INDEX lots ON {T} (({V} ->> 'lot'))", "unique index lots"),
    "a trigger that reads the document": (
        f"CREATE TRIGGER told AFTER INSERT ON {T} FOR EACH ROW EXECUTE FUNCTION public.told()",
        "trigger told",
    ),
    "a condition on the document": (
        f"CREATE TRIGGER cond AFTER INSERT ON {T} FOR EACH ROW WHEN (NEW.{V} ? 'lot') EXECUTE FUNCTION public.touch()",
        "trigger cond",
    ),
}


def test_what_needs_the_payloads_is_named(
    conn: Connection, reviewed: Reviewed, tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    body = f"$$ BEGIN RAISE LOG '%', NEW.{V}; RETURN NULL; END $$"
    conn.execute(f"CREATE FUNCTION public.told() RETURNS trigger LANGUAGE plpgsql AS {body}".encode())
    for statement, _ in OBSTACLES.values():
        conn.execute(statement.encode())
    given = (reviewed.mapping.file, "--dsn", database, "-m", tmp_path / "migrations")
    refused = hofsm(capsys, "cutover", *given)
    assert refused.code == 4
    assert [f"error: {words} needs the payload" in refused.err for _, words in OBSTACLES.values()] == [True] * 5
    assert relation_kind(conn) == "r"
    assert hofsm(capsys, "cutover", *given, "--keep-payload").code == 0
    # at the end of the soak window, too
    refused = hofsm(capsys, "cutover", *given)
    assert (refused.code, refused.err.count("needs the payload")) == (4, 5)
    assert payload_state(conn, "orders") is None
    forced = hofsm(capsys, "cutover", *given, "--force", "payload unused", "--reason", "a copy")
    assert "violates check constraint" not in forced.err
    assert one(conn, "SELECT gates -> 0 ->> 'forced' FROM hofsm.history ORDER BY id DESC OFFSET 1 LIMIT 1") == "a copy"


OPERATOR = """
import sys
from pathlib import Path
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import files, payload, sweep
from hofsm_migrate.phases.pace import Pace
dsn, spec, root, what = sys.argv[1:]
sweep.Pace = lambda target_s: type("Even", (Pace,), {"after": lambda self, *_: self})(target_s, 20)
reviewed = files.read(Path(spec), Path(root))
with connect(dsn) as conn:
    getattr(payload, what)(conn, reviewed, how=sweep.How(on_progress=lambda now: print(now.documents, flush=True)))
"""
MINE = "SELECT pid FROM pg_stat_activity WHERE application_name = 'hofsm' AND pid <> pg_backend_pid()"


@pytest.mark.parametrize("kill", ["client", "server"])
def test_killed_half_way_it_goes_on_from_there(
    conn: Connection, database: str, reviewed: Reviewed, tmp_path: Path, kill: str
) -> None:
    many = f"""INSERT INTO {T} ("Company", {V})
        SELECT 3, jsonb_build_object('number', n, 'lines', jsonb_build_array(jsonb_build_object('sku', n::text)))
        FROM generate_series(1, 400) AS n"""
    conn.execute(many.encode())
    seen = rows(conn, f"SELECT id, {V}::text FROM {T} ORDER BY 1, 2")
    verify(conn, reviewed.plan)
    payload_of = {"drop": "emptying", "restore": "restoring"}
    cut_over(conn, reviewed)
    for what, state in payload_of.items():
        _kill(conn, database, reviewed, tmp_path, what, kill)
        found = payload_state(conn, "orders")
        assert found is not None
        assert (found.state, found.documents < 409, found.changed > 0) == (state, True, True)
        assert one(conn, OUT_OF_STEP) == 0
        assert verify(conn, reviewed.plan).parity
        assert rows(conn, f"SELECT id, {V}::text FROM {T} ORDER BY 1, 2") == seen
        done = getattr(payload, what)(conn, reviewed)
        assert (done.ended, found.changed + done.changed) == ("complete", 409)
    rollback.rollback(conn, reviewed, to="mirrored")
    assert rows(conn, f"SELECT id, {V}::text FROM {T} ORDER BY 1, 2") == seen


def _kill(conn: Connection, dsn: str, reviewed: Reviewed, tmp_path: Path, what: str, kill: str) -> None:
    arguments = [dsn, reviewed.mapping.file, str(tmp_path / "migrations"), what]
    process = subprocess.Popen(
        [sys.executable, "-c", OPERATOR, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    for _ in range(4):
        assert process.stdout.readline()
    (pid,) = (pid for (pid,) in rows(conn, MINE + " AND datname = current_database()"))
    if kill == "client":
        os.kill(process.pid, signal.SIGKILL)
    else:
        conn.execute("SELECT pg_terminate_backend(%s)", [pid])
    process.communicate(timeout=60)
    assert process.returncode != 0
    while conn.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone():
        time.sleep(0.01)
