"""`introspect` on a server: one snapshot, any number of workers, odd names, and going on after a stop or a kill."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from introspect import reference
from operator_cases import hofsm
from psycopg import sql

from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import HofsmError, UsageError
from hofsm_migrate.introspect import checkpoint, crew, source, store
from hofsm_migrate.introspect.read import Request, Scanned, introspect

if TYPE_CHECKING:
    from pathlib import Path

ODD_TABLE = '"Legacy Batches"'
ODD_COLUMN = 'the "value" of it'
ROWS = 300


@pytest.fixture
def filled(conn: psycopg.Connection, legacy_table: tuple[str, str]) -> psycopg.Connection:
    """300 documents of two companies, the last one SQL NULL."""
    conn.execute(
        sql.SQL(
            "INSERT INTO {} SELECT n % 2 + 1, n, CASE WHEN n < 300 THEN jsonb_build_object('n', n, 'text', 'a \\ b',"
            " 'items', jsonb_build_array(jsonb_build_object('id', 1), jsonb_build_object('id', n))) END"
            " FROM generate_series(1, 300) AS n"
        ).format(sql.Identifier(*legacy_table))
    )
    return conn


def run(dsn: str, request: Request, **more: Any) -> Scanned:
    calls = {"on_progress": lambda _now: None, "on_resume": lambda _done, _all: None, "stop": lambda: False}
    return introspect(dsn, request, **(calls | more))


def odd(**more: Any) -> Request:
    return Request(**({"table": ODD_TABLE, "workers": 1, "piece_rows": 40} | more))


def test_every_document_is_read_once_by_any_number_of_workers(database: str, filled: psycopg.Connection) -> None:
    assert filled
    found = [run(database, odd(workers=workers)).profile for workers in (1, 3)]
    for profile in found:
        assert (profile.documents, profile.sql_nulls.count, profile.sql_nulls.example) == (ROWS, 1, "1, 300")
        assert profile.origin.key == ("Company", "id")
        assert (profile.origin.payload, profile.origin.payload_type) == (ODD_COLUMN, "jsonb")
        assert ("created_at", "timestamp with time zone") in profile.origin.columns
        assert profile.root.members["n"].low == 1
        assert profile.root.members["n"].high == ROWS - 1
        assert profile.root.subtree_bytes() == profile.bytes
    assert reference.counts(found[0].root) == reference.counts(found[1].root)


def test_bytes_are_those_of_the_server(database: str, filled: psycopg.Connection) -> None:
    row = filled.execute(f'SELECT sum(octet_length("the ""value"" of it"::text)) FROM {ODD_TABLE}').fetchone()
    assert row
    assert run(database, odd()).profile.bytes == row[0]


@pytest.mark.parametrize("where", ['"Company" = 1', '"Company" = 1 -- and so on', '"Company" = 1 OR false'])
def test_a_condition(database: str, filled: psycopg.Connection, where: str) -> None:
    assert filled
    assert run(database, odd(where=where)).profile.documents == ROWS // 2


def test_a_sample_is_spread_over_the_key_and_the_same_every_time(database: str, filled: psycopg.Connection) -> None:
    assert filled
    found = [run(database, odd(sample=10, workers=workers)).profile for workers in (1, 2)]
    assert [profile.documents for profile in found] == [10, 10]
    assert reference.counts(found[0].root) == reference.counts(found[1].root)
    numbers = [int(value) for value, _ in found[0].root.members["n"].frequent.items()]
    assert max(numbers) > ROWS * 0.8
    assert run(database, odd(sample=1_000)).profile.documents == ROWS
    assert run(database, odd(sample=10, where='"Company" = 2')).profile.documents == 10


@pytest.mark.parametrize("type_", ["json", "text", "varchar(100)"])
def test_other_types_of_payload(database: str, conn: psycopg.Connection, type_: str) -> None:
    conn.execute(f"CREATE TABLE docs (id text PRIMARY KEY, value {type_})".encode())
    conn.execute("""INSERT INTO docs VALUES ('a', '{"a":1,"a":"x"}'), ('b', '[1.10]'), ('c', NULL)""")
    if type_ != "json":
        conn.execute("INSERT INTO docs VALUES ('d', 'no json')")
    profile = run(database, Request("docs")).profile
    assert set(profile.root.kinds) == {"object", "array"}
    assert (profile.sql_nulls.example, profile.unreadable.example) == ("c", None if type_ == "json" else "d")


def test_views_and_tables_without_a_key_are_read_in_one_piece(database: str, filled: psycopg.Connection) -> None:
    filled.execute(f'CREATE VIEW docs AS SELECT "the ""value"" of it" AS value FROM {ODD_TABLE}'.encode())
    profile = run(database, Request("docs", workers=3)).profile
    assert (profile.documents, profile.origin.key) == (ROWS, ())
    assert profile.sql_nulls.example
    assert profile.sql_nulls.example.isdigit()
    assert run(database, Request("docs", sample=7)).profile.documents == 7


def test_a_partitioned_table(database: str, conn: psycopg.Connection) -> None:
    conn.execute("CREATE TABLE docs (id uuid, value jsonb, PRIMARY KEY (id)) PARTITION BY HASH (id)")
    for number in range(3):
        conn.execute(
            f"CREATE TABLE p{number} PARTITION OF docs FOR VALUES WITH (MODULUS 3, REMAINDER {number})".encode()
        )
    conn.execute("INSERT INTO docs SELECT md5(n::text)::uuid, to_jsonb(n) FROM generate_series(1, 100) AS n")
    profile = run(database, Request("docs", piece_rows=9, workers=2)).profile
    assert (profile.documents, profile.root.low, profile.root.high) == (100, 1, 100)


@pytest.mark.parametrize("rows", [0, 1, 4, 5])
def test_sizes_around_those_of_a_piece(database: str, conn: psycopg.Connection, rows: int) -> None:
    conn.execute("CREATE TABLE docs (id int PRIMARY KEY, value jsonb)")
    conn.execute("INSERT INTO docs SELECT n, '{}' FROM generate_series(1, %s) AS n", [rows])
    assert run(database, Request("docs", piece_rows=4)).profile.documents == rows


def test_all_workers_read_one_snapshot_whatever_is_written_meanwhile(database: str, filled: psycopg.Connection) -> None:
    done = threading.Event()

    def write() -> None:
        with connect(database) as other:
            number = 1_000
            while not done.is_set():
                number += 1
                other.execute(f"INSERT INTO {ODD_TABLE} VALUES (1, %s, '{{\"new\": 1}}')".encode(), [number])
                other.execute(f"DELETE FROM {ODD_TABLE} WHERE id = %s".encode(), [number - 999])

    assert filled
    writer: list[threading.Thread] = []

    def begin(_now: object) -> None:
        if not writer:
            writer.append(threading.Thread(target=write))
            writer[0].start()
            time.sleep(0.2)

    try:
        profile = run(database, odd(workers=2, piece_rows=20, flush_s=0), on_progress=begin).profile
    finally:
        done.set()
        writer[0].join()
    assert (profile.documents, "new" in profile.root.members) == (ROWS, False)
    row = filled.execute(f"SELECT count(*) FROM {ODD_TABLE} WHERE id > 1000".encode()).fetchone()
    assert row
    assert row[0] > 0


def test_only_access_share_is_held(database: str, filled: psycopg.Connection) -> None:
    held: set[str] = set()

    def look(_now: object) -> None:
        query = f"SELECT mode FROM pg_locks WHERE relation = '{ODD_TABLE}'::regclass"
        held.update(row[0] for row in filled.execute(query.encode()))

    run(database, odd(flush_s=0), on_progress=look)
    assert held == {"AccessShareLock"}


def test_an_ordinary_role_that_may_read_is_enough(empty_database: str, nonsuperuser: str) -> None:
    with connect(empty_database) as owner, connect(nonsuperuser) as other:
        owner.execute("CREATE TABLE docs (id int PRIMARY KEY, value jsonb)")
        owner.execute("INSERT INTO docs VALUES (1, '{}')")
        with pytest.raises(UsageError, match="permission denied"):
            run(nonsuperuser, Request("docs"))
        user = sql.Identifier(other.info.user)
        owner.execute(sql.SQL("GRANT SELECT ON docs TO {}").format(user))
        assert run(nonsuperuser, Request("docs")).profile.documents == 1
        owner.execute(sql.SQL("REVOKE SELECT ON docs FROM {}").format(user))


@pytest.mark.parametrize(
    ("request_", "message", "hint"),
    [
        (Request("nowhere"), "no table 'nowhere' in schema 'public'", "schema.table"),
        (Request("a.b.c"), "cannot be read", "schema.table"),
        (Request("a b"), "cannot be read", "quoted"),
        (Request("several"), "several columns", "--payload.*: left, right"),
        (Request("several", payload="nope"), "no column 'nope'", "left, right"),
        (Request("several", payload="id"), "is of type integer", "left, right"),
        (Request("several", payload="left", where="nope = 1"), "refuses --where", "column"),
        (Request("several", payload="left", where="1 +"), "refuses --where", "WHERE"),
        (Request("several", payload="left", where="id"), "refuses --where", "WHERE"),
    ],
)
def test_what_cannot_be_asked(
    database18: str, conn18: psycopg.Connection, request_: Request, message: str, hint: str
) -> None:
    conn18.execute('CREATE TABLE several (id int PRIMARY KEY, "left" jsonb, "right" json)')
    with pytest.raises(UsageError, match=message) as caught:
        run(database18, request_)
    assert caught.value.problems[0].hint
    assert re.search(hint, caught.value.problems[0].hint)


def test_a_stopped_run_goes_on_where_it_was(database: str, filled: psycopg.Connection, tmp_path: Path) -> None:
    output = tmp_path / "p.json"
    reads: list[object] = []
    request = odd(output=output, flush_s=0, piece_rows=20)
    first = run(database, request, on_progress=reads.append, stop=lambda: len(reads) >= 2)
    assert not first.complete
    assert 0 < first.profile.documents < ROWS
    assert not output.exists()
    filled.execute(f"DELETE FROM {ODD_TABLE} WHERE id = 2".encode())
    resumed: list[tuple[int, int]] = []
    second = run(database, request, on_resume=lambda *numbers: resumed.append(numbers))
    assert resumed[0][1] == ROWS // 20
    assert 0 < resumed[0][0] < ROWS // 20
    assert second.complete
    assert second.profile.documents == ROWS  # the range of id 2 was read before it went
    assert store.load(output.read_bytes()).documents == second.profile.documents
    assert list(tmp_path.iterdir()) == [output]


def test_a_state_of_other_options_or_a_broken_one_is_refused(
    database18: str, conn18: psycopg.Connection, tmp_path: Path
) -> None:
    conn18.execute("CREATE TABLE docs (id int PRIMARY KEY, value jsonb)")
    conn18.execute("INSERT INTO docs SELECT n, '{}' FROM generate_series(1, 50) AS n")
    output = tmp_path / "p.json"
    request = Request("docs", output=output, workers=1, piece_rows=5, flush_s=0)
    reads: list[object] = []
    run(database18, request, on_progress=reads.append, stop=lambda: bool(reads))
    state = checkpoint.place(output)
    kept = state.read_bytes()
    other = Request("docs", output=output, where="id > 1")
    with pytest.raises(UsageError, match="other options") as caught:
        run(database18, other)
    assert "where was None and is 'id > 1'" in str(caught.value.problems[0].detail)
    assert state.read_bytes() == kept
    for broken in (b"", b"{}", kept[: len(kept) // 2], b'{"hofsm_partial": 9}'):
        state.write_bytes(broken)
        with pytest.raises(UsageError, match="cannot be read"):
            run(database18, request)


def test_a_worker_that_dies_is_an_error_and_its_pieces_are_read_the_next_time(
    database: str, filled: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled
    started: list[crew.Member] = []
    start = crew._start
    monkeypatch.setattr(crew, "_start", lambda: started.append(start()) or started[-1])
    request = odd(output=tmp_path / "p.json", flush_s=0, workers=2, piece_rows=10)
    reads: list[object] = []

    def kill(now: object) -> None:
        reads.append(now)
        if len(reads) == 4:  # one of the two has handed over a piece before its next batch
            os.kill(started[0].process.pid, signal.SIGKILL)

    with pytest.raises(HofsmError, match="signal 9"):
        run(database, request, on_progress=kill)
    assert all(member.process.poll() is not None for member in started)
    assert checkpoint.place(tmp_path / "p.json").exists()
    assert run(database, request).profile.documents == ROWS


SCAN = """
import json, sys
from pathlib import Path
from hofsm_migrate.introspect.read import Request, introspect
def show(now):
    print(now.documents, flush=True)
request = Request('"Legacy Batches"', workers=2, output=Path(sys.argv[2]), piece_rows=10, flush_s=0)
introspect(sys.argv[1], request, on_progress=show, on_resume=lambda done, of: None, stop=lambda: False)
"""


@pytest.mark.parametrize("after", [1, 3, 9, 20])
def test_a_killed_run_leaves_no_worker_and_goes_on(
    database18: str, conn18: psycopg.Connection, tmp_path: Path, after: int
) -> None:
    conn18.execute(
        'CREATE TABLE "Legacy Batches" (id int PRIMARY KEY, value jsonb);'
        ' INSERT INTO "Legacy Batches" SELECT n, to_jsonb(n) FROM generate_series(1, 300) AS n'
    )
    output = tmp_path / "p.json"
    command = [sys.executable, "-c", SCAN, database18, str(output)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout
        for _ in range(after):
            killed.stdout.readline()
        killed.kill()
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    until = time.monotonic() + 20
    while (row := conn18.execute(query).fetchone()) and row[0]:
        assert time.monotonic() < until, "workers are left"
        time.sleep(0.1)
    profile = run(database18, Request('"Legacy Batches"', workers=2, output=output, piece_rows=10)).profile
    assert (profile.documents, profile.root.values, profile.root.distinct.estimate) == (
        300,
        300,
        pytest.approx(300, rel=0.1),
    )
    assert [file.name for file in tmp_path.iterdir() if file.suffix in {".json", ".partial"}] == ["p.json"]


def test_the_command_prints_no_value(
    database18: str, conn18: psycopg.Connection, capfd: pytest.CaptureFixture[str]
) -> None:

    conn18.execute("CREATE TABLE docs (id int PRIMARY KEY, value jsonb)")
    conn18.execute("""INSERT INTO docs VALUES (1, '{"name": "secret", "n": [1, "x"]}'), (2, NULL)""")
    ran = hofsm(capfd, "introspect", "docs", "--dsn", database18)
    assert ran.code == 0
    assert "$.name" in ran.out
    assert "secret" not in ran.out + ran.err
    assert "1 with SQL NULL instead of a document, for example key 2" in ran.out
    ran = hofsm(capfd, "introspect", "docs", "--dsn", database18, "--json")
    assert store.load(ran.out.encode()).documents == 2
    ran = hofsm(capfd, "introspect", "docs", "--dsn", database18, "--sql")
    assert ran.code == 0
    assert "COPY (SELECT" in ran.out
    ran = hofsm(capfd, "introspect", "docs", "--dsn", database18, "--full", "--sample", "3")
    assert ran.code == 2


def test_the_table_is_named_as_in_sql(
    database18: str, conn18: psycopg.Connection, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """So that it can be given to the next command."""
    conn18.execute('CREATE SCHEMA "user"; CREATE TABLE "user"."Odd ""name""" (id int PRIMARY KEY, "a value" jsonb)')
    conn18.execute('INSERT INTO "user"."Odd ""name""" VALUES (1, \'{}\')')
    file = str(tmp_path / "p.json")
    ran = hofsm(capfd, "introspect", '"user"."Odd ""name"""', "--dsn", database18, "-o", file)
    place = '"user"."Odd ""name""", column "a value"'
    assert f"{place} (jsonb): 1 documents" in ran.out
    ran = hofsm(capfd, "findings", '"user"."Odd ""name"""', "--dsn", database18)
    assert ran.out.splitlines()[-1].startswith(f"nothing is odd in 1 documents of {place}; ")
    ran = hofsm(capfd, "findings", "docs", "--profile", file)
    assert 'profile is of another table: got "user"."Odd ""name""", asked for docs' in ran.err
    page = tmp_path / "p.html"
    assert hofsm(capfd, "report", file, "-o", str(page)).code == 0
    assert (
        "<title>&quot;user&quot;.&quot;Odd &quot;&quot;name&quot;&quot;&quot;.&quot;a value&quot;" in page.read_text()
    )


def test_help_does_not_import_what_only_introspection_needs() -> None:
    code = (
        "import sys; from hofsm_migrate.cli.run import COMMANDS, hofsm; [hofsm.get_command(None, c) for c in COMMANDS]"
    )
    command = [sys.executable, "-c", f"{code}; print({{'numpy', 'datasketches'}} & set(sys.modules))"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"My ""Schema""".t', ('My "Schema"', "t")),
        (r'"My \"Schema\"".t', ('My "Schema"', "t")),
        ('"a""""b"', ("public", 'a""b')),
        (r'x."a\\b.c"', ("x", r"a\b.c")),
        ('plain."ä 🌱"', ("plain", "ä 🌱")),
    ],
)
def test_a_name_is_quoted_as_in_sql_or_as_in_a_spec(written: str, name: tuple[str, str]) -> None:
    assert source.names(written) == name


def test_a_quote_that_is_not_closed_is_no_name() -> None:
    with pytest.raises(UsageError, match="cannot be read") as caught:
        source.names('"a""."b"')
    assert "schema.table" in caught.value.problems[0].hint
