"""Stopping, killing and resuming a backfill; documents that arrive behind it; documents and locks in its way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from operator_cases import PLAIN, PLAIN_TABLES, compiled, fill, plain

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import backfill, expand, files, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import psycopg

INSERT = "INSERT INTO public.orders VALUES (%s, %s)"


def ready(conn: psycopg.Connection, tmp_path: Path, count: int) -> files.Reviewed:
    reviewed = files.read(plain(conn, tmp_path, count), tmp_path / "migrations")
    expand.expand(conn, reviewed)
    return reviewed


def scalar(conn: psycopg.Connection, query: str) -> object:
    row = conn.execute(query.encode()).fetchone()
    assert row
    return row[0]


def command_line(tmp_path: Path, database: str) -> list[str]:
    """`hofsm backfill` in a process of its own, with small chunks."""
    program = [sys.executable, "-c", "from hofsm_migrate.cli import main; main()", "backfill"]
    options = ["--migrations", str(tmp_path / "migrations"), "--chunk-ms", "10", "--dsn", database]
    return [*program, str(tmp_path / "orders.yaml"), *options]


@contextmanager
def database_lock(database: str) -> Iterator[Callable[[], object]]:
    """Keeps a document of the first chunk locked, until the function given is called."""
    with connect(database) as other:
        other.execute("BEGIN")
        other.execute("SELECT FROM public.orders WHERE id = 5 FOR UPDATE")
        yield lambda: other.execute("COMMIT")


def test_a_killed_process_leaves_whole_chunks_and_the_next_run_goes_on(
    conn: psycopg.Connection, database: str, tmp_path: Path
) -> None:
    reviewed = ready(conn, tmp_path, 3000)
    process = subprocess.Popen(command_line(tmp_path, database), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while control.last_chunk(conn, "orders") is None and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "the process was done before it could be killed"
    while scalar(
        conn, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'hofsm' AND pid <> pg_backend_pid()"
    ):
        time.sleep(0.005)  # the server may be in a statement still
    before = control.backfill_total(conn, "orders")
    assert 0 < before.documents == scalar(conn, "SELECT count(*) FROM target.sales_order") < 3000

    rest = backfill.backfill(conn, reviewed.plan)
    assert rest.documents == 3000 - before.documents
    assert verify.verify(conn, reviewed.plan).parity
    chunks = list(control.chunks(conn, "orders"))
    assert [chunk.lo_key for chunk in chunks] == [
        None,
        *(chunk.hi_key for chunk in chunks[:-1]),
    ]  # no gap, nothing twice
    assert sum(chunk.documents for chunk in chunks) == 3000


def test_ctrl_c_stops_after_the_chunk_in_hand(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    reviewed = ready(conn, tmp_path, 3000)
    with database_lock(database) as release:
        process = subprocess.Popen(
            command_line(tmp_path, database), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        while not scalar(conn, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)  # the signal arrives while the chunk waits for the document that is locked
        release()
    out, err = process.communicate()
    assert process.returncode == 130, err
    assert "stopped by Ctrl-C; what is written is committed, run it again to go on" in out
    assert control.backfill_total(conn, "orders").documents == 10
    assert backfill.backfill(conn, reviewed.plan).documents == 2990


def test_ctrl_c_is_heard_while_nothing_but_a_lock_is_waited_for(
    conn: psycopg.Connection, database: str, tmp_path: Path
) -> None:
    ready(conn, tmp_path, 10)
    with connect(database) as holder, holder.transaction():
        holder.execute("LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE")
        process = subprocess.Popen(
            command_line(tmp_path, database), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr is not None
        while "waiting:" not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        process.wait(60)
    process.communicate()
    assert process.returncode == 130
    assert control.backfill_total(conn, "orders").documents == 0


def test_documents_inserted_behind_the_position_are_found(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = ready(conn, tmp_path, 250)
    assert backfill.backfill(conn, reviewed.plan, max_chunks=1).documents == 10
    fill(conn, INSERT, 5, start=-100)
    assert backfill.backfill(conn, reviewed.plan).documents == 245
    assert verify.verify(conn, reviewed.plan).parity
    fill(conn, INSERT, 5, start=-200)
    fill(conn, INSERT, 5, start=1000)
    again = backfill.backfill(conn, reviewed.plan)
    assert (again.documents, again.ended) == (10, "complete")
    assert verify.verify(conn, reviewed.plan).parity
    last = backfill.backfill(conn, reviewed.plan)
    assert (last.documents, last.chunks, last.last_key) == (0, 0, None)


def test_an_empty_table_is_complete_and_later_documents_are_found(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = ready(conn, tmp_path, 0)
    assert backfill.backfill(conn, reviewed.plan).ended == "complete"
    fill(conn, INSERT, 3)
    assert backfill.backfill(conn, reviewed.plan).documents == 3


def test_stop_is_asked_between_chunks(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = ready(conn, tmp_path, 300)
    seen: list[backfill.Progress] = []
    result = backfill.backfill(conn, reviewed.plan, on_progress=seen.append, stop=lambda: bool(seen))
    assert (result.ended, result.documents, len(seen)) == ("stopped", 10, 1)
    assert (seen[0].represented, seen[0].total.rows if seen[0].total else None) == (10, 300)


def test_two_runs_at_once_take_turns(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    reviewed = ready(conn, tmp_path, 400)
    with connect(database) as other:
        first = backfill.backfill(conn, reviewed.plan, max_chunks=1)
        second = backfill.backfill(other, reviewed.plan, max_chunks=1)
        third = backfill.backfill(conn, reviewed.plan)
    assert first.documents + second.documents + third.documents == 400
    assert verify.verify(conn, reviewed.plan).parity


def test_a_locked_document_is_waited_for_and_then_given_up(
    conn: psycopg.Connection, database: str, tmp_path: Path
) -> None:
    reviewed = ready(conn, tmp_path, 150)
    backfill.backfill(conn, reviewed.plan, max_chunks=1)
    with connect(database) as other, other.transaction():
        other.execute("DELETE FROM public.orders WHERE id = 15")
        with pytest.raises(GateError, match="gave up after"):
            backfill.backfill(conn, reviewed.plan, retry=Retry(20, 0.2, 0.01, 0.02))
        assert control.backfill_total(conn, "orders").documents == 10  # committed chunks stay
    assert backfill.backfill(conn, reviewed.plan).documents == 139


def test_a_document_that_the_server_refuses_is_named_and_the_rest_stays(
    conn: psycopg.Connection, tmp_path: Path
) -> None:
    conn.execute(PLAIN_TABLES.replace("jsonb", "text").encode())
    fill(conn, INSERT, 120)
    conn.execute("UPDATE public.orders SET value = '{broken' WHERE id = 77")
    spec = compiled(tmp_path, PLAIN.replace("payload: value", "payload: {column: value, type: text}"))
    reviewed = files.read(spec, tmp_path / "migrations")
    expand.expand(conn, reviewed)
    with pytest.raises(GateError) as refusal:
        backfill.backfill(conn, reviewed.plan)
    (problem,) = refusal.value.problems
    assert problem.at == "id 77"
    assert "invalid input syntax for type json" in problem.message
    assert "76 documents of this run are committed" in problem.hint
    assert scalar(conn, "SELECT max(id) FROM target.sales_order") == 76
    with pytest.raises(GateError, match="id 77"):
        verify.verify(conn, reviewed.plan)
    conn.execute("UPDATE public.orders SET value = '{}' WHERE id = 77")
    assert backfill.backfill(conn, reviewed.plan).documents == 44
    assert verify.verify(conn, reviewed.plan).parity


def test_statistics_are_there_before_the_plans_can_flip(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = ready(conn, tmp_path, 300)
    backfill.backfill(conn, reviewed.plan, max_chunks=1)
    assert scalar(conn, "SELECT reltuples FROM pg_class WHERE oid = 'target.sales_order'::regclass") == 10
    backfill.backfill(conn, reviewed.plan)
    assert scalar(conn, "SELECT reltuples FROM pg_class WHERE oid = 'target.sales_order'::regclass") == 300


@pytest.mark.slow
def test_memory_is_flat_in_the_number_of_documents(conn18: psycopg.Connection, database18: str, tmp_path: Path) -> None:
    import psutil

    spec = plain(conn18, tmp_path)
    conn18.execute(
        "INSERT INTO public.orders"
        " SELECT n, jsonb_build_object('lot', repeat('x', 20000)) FROM generate_series(1, 20000) AS n"
    )
    expand.expand(conn18, files.read(spec, tmp_path / "migrations"))
    process = psutil.Process(os.getpid())
    reviewed = files.read(spec, tmp_path / "migrations")
    with connect(database18) as own:
        backfill.backfill(own, reviewed.plan, max_chunks=1)
        before = process.memory_info().rss
        backfill.backfill(own, reviewed.plan)
        own.execute("BEGIN; SET LOCAL hofsm.origin = 'backfill'; UPDATE target.sales_order SET lot = 'other'; COMMIT")
        result = verify.verify(own, reviewed.plan)  # every document differs
        assert result.differing == 20000
        assert process.memory_info().rss - before < 64 * 1024 * 1024  # the documents are 400 MB
