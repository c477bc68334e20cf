"""Payloads of type `json` and `text` that are no documents: told before the triggers come, and in plain words after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from cutover.orders import without
from operator_cases import PLAIN, PLAIN_TABLES, compiled

from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import backfill, change, expand, files, verify

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.phases.files import Reviewed

BROKEN = {"text": "{broken", "json": '{"lot": "\\u0000"}'}
FILL = 'INSERT INTO public.orders (id, value) SELECT n, \'{"lot": "x"}\' FROM generate_series(1, 9) AS n'
FORCED = change.Terms(forced={"documents": "they are corrected next week"})


def expanded(conn: psycopg.Connection, tmp_path: Path, kind: str) -> Reviewed:
    conn.execute(PLAIN_TABLES.replace("jsonb", kind).encode())
    conn.execute(FILL.encode())
    conn.execute(b"UPDATE public.orders SET value = %s WHERE id IN (3, 7)", [BROKEN[kind]])
    spec = compiled(tmp_path, PLAIN.replace("payload: value", f"payload: {{column: value, type: {kind}}}"))
    reviewed = files.read(spec, tmp_path / "migrations")
    expand.expand(conn, reviewed)
    return reviewed


@pytest.mark.parametrize("kind", BROKEN)
def test_they_are_told_before_the_triggers_come(conn: psycopg.Connection, tmp_path: Path, kind: str) -> None:
    reviewed = expanded(conn, tmp_path, kind)
    with pytest.raises(GateError) as refusal:
        change.forward(conn, reviewed, reviewed.plan.step("dual-write"))
    (problem,) = refusal.value.problems
    assert problem.message == "payloads that are not JSON: 2 in column value"
    assert problem.at == "id 3, the first of them"
    conn.execute(b"UPDATE public.orders SET value = NULL WHERE id = 3")
    conn.execute(b"UPDATE public.orders SET value = '[]' WHERE id = 7")
    assert change.forward(conn, reviewed, reviewed.plan.step("dual-write")).changed
    backfill.backfill(conn, reviewed.plan)
    assert verify.verify(conn, reviewed.plan).parity


@pytest.mark.parametrize("kind", BROKEN)
def test_a_write_that_brings_one_says_so(conn: psycopg.Connection, tmp_path: Path, kind: str) -> None:
    reviewed = expanded(conn, tmp_path, kind)
    change.forward(conn, reviewed, reviewed.plan.step("dual-write"), FORCED)
    for statement in (
        b"INSERT INTO public.orders (id, value) VALUES (10, %s)",
        b"UPDATE public.orders SET value = %s WHERE id = 1",
        b"INSERT INTO public.orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET value = %s",
    ):
        with pytest.raises(psycopg.errors.InvalidTextRepresentation, match="the payload is not JSON") as raised:
            conn.execute(statement, [BROKEN[kind]])
        assert "id = 1" in (raised.value.diag.message_detail or "")
        assert "hofsm rollback" in (raised.value.diag.message_hint or "")


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control: what was there has to be JSON"])
def test_one_that_was_there_can_be_corrected_and_deleted(
    conn: psycopg.Connection, tmp_path: Path, *, guarded: bool
) -> None:
    reviewed = expanded(conn, tmp_path, "text")
    if not guarded:
        reviewed = without(reviewed, r'hofsm\.is_document\("old"\."value"::text\)', "true", "20_dual_write.up.sql")
    change.forward(conn, reviewed, reviewed.plan.step("dual-write"), FORCED)
    correct = b'UPDATE public.orders SET value = \'{"lot": "y"}\' WHERE id = 3'
    if not guarded:
        with pytest.raises(psycopg.errors.InvalidTextRepresentation, match="invalid input syntax"):
            conn.execute(correct)
        return
    assert conn.execute(correct).rowcount == 1
    assert conn.execute(b"DELETE FROM public.orders WHERE id = 7").rowcount == 1
    backfill.backfill(conn, reviewed.plan)
    assert verify.verify(conn, reviewed.plan).parity
