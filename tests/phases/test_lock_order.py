"""A way back locks what its writers lock first, first: or each would have what the other wants, try after try."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from concurrency.sessions import stage

from hofsm_migrate.phases import change, files
from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.expand import expand
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

SPEC = """
mapping: orders
source: {table: 'public."Legacy Orders"', key: [id], payload: 'the "value" of it'}
schema: shop
tables:
  order_head: {role: core, at: $, columns: {number: bigint}}
"""
TABLES = """
CREATE TABLE public."Legacy Orders" (id bigint PRIMARY KEY, "the ""value"" of it" jsonb) PARTITION BY RANGE (id);
CREATE TABLE public."First" PARTITION OF public."Legacy Orders" FOR VALUES FROM (0) TO (1000);
INSERT INTO public."Legacy Orders" VALUES (1, '{"number": 7}'), (2, '{"number": 8}');
"""
LOCKED = r"LOCK TABLE [^;]*;(?=\s+END\s+\$do\$;)"
NEW_SIDE = r"(?:PERFORM|SELECT) pg_advisory_xact_lock[^;]*;"
HELD = "SELECT FROM pg_locks WHERE pid = %s AND relation = %s::regclass AND mode = 'AccessExclusiveLock' AND granted"


@pytest.fixture
def reviewed(conn: Connection, tmp_path: Path) -> Reviewed:
    conn.execute(TABLES.encode())
    spec = tmp_path / "orders.yaml"
    spec.write_text(SPEC)
    files.write(files.compiled(spec), tmp_path / "migrations")
    return files.read(spec, tmp_path / "migrations")


def up(conn: Connection, reviewed: Reviewed, command: str) -> None:
    expand(conn, reviewed)
    for step in reviewed.plan.steps[1:]:
        change.forward(conn, reviewed, step)
        backfill(conn, reviewed.plan) if step.command == "dual-write" else None
        verify(conn, reviewed.plan)
        if step.command == command:
            return


@pytest.mark.parametrize("ordered", [True, False], ids=["in order", "control: in the order of the statements"])
@pytest.mark.parametrize(
    ("command", "written"),
    [("dual-write", 'public."First"'), ("cutover", 'public."Legacy Orders_base"')],
    ids=["the table before its partitions", "the view before the table below it"],
)
def test_a_way_back_that_waits_for_a_writer_keeps_others_from_coming_in_between(
    conn: Connection, database: str, reviewed: Reviewed, command: str, written: str, *, ordered: bool
) -> None:
    up(conn, reviewed, command)
    script = reviewed.files[reviewed.plan.step(command).down_file]
    assert len(re.findall(LOCKED, script)) == 1
    with stage(database) as on:
        writer, way_back = on.session(), on.session()
        writer.begin()
        writer.run(f"LOCK TABLE ONLY {written} IN ROW EXCLUSIVE MODE")
        way_back.start(script if ordered else re.sub(LOCKED, "NULL;", script)).waits_for(writer)
        held = on.observer.execute(HELD, [way_back.pid, 'public."Legacy Orders"']).fetchall()
        assert bool(held) == ordered


WRITE = "UPDATE shop.order_head SET number = 10 WHERE id = 1"


@pytest.mark.parametrize(
    ("file", "held_up"),
    [("up_file", True), ("down_file", True), ("down_file", False)],
    ids=["cutover", "the way back", "control: the way back past the new side"],
)
def test_a_writer_of_the_new_side_that_comes_in_between_does_not_fail(
    conn: Connection, database: str, reviewed: Reviewed, file: str, *, held_up: bool
) -> None:
    step = reviewed.plan.step("cutover")
    up(conn, reviewed, "mirror" if file == "up_file" else "cutover")
    script = reviewed.files[getattr(step, file)]
    assert len(re.findall(NEW_SIDE, script)) == 1
    with stage(database) as on:
        first, change_of_phase, second = on.session(), on.session(), on.session()
        first.begin()
        first.run(WRITE)
        way = change_of_phase.start(script if held_up else re.sub(NEW_SIDE, "", script)).waits_for(first)
        later = second.start("UPDATE shop.order_head SET number = 20 WHERE id = 2").waits_for(change_of_phase)
        first.commit()
        way.done()
        assert later.sqlstate() == (None if held_up else "42P01")
