"""A repair and a legacy writer of the same document: the writer waits for the legacy row and is not refused."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from operator_cases import plain
from sessions import stage

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import backfill, change, expand, files, verify
from hofsm_migrate.phases.doctor import documents
from hofsm_migrate.phases.doctor.finding import Patient

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

LOAD = documents.load
WRITE = "UPDATE public.orders SET value = jsonb_set(value, '{lot}', '\"last\"') WHERE id = 8"


@pytest.mark.parametrize("locked", [True, False], ids=["locked", "control: not locked"])
def test_a_legacy_writer_waits(
    conn: psycopg.Connection, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, locked: bool
) -> None:
    reviewed = files.read(plain(conn, tmp_path, 9), tmp_path / "migrations")
    expand.expand(conn, reviewed)
    change.forward(conn, reviewed, reviewed.plan.step("dual-write"))
    backfill.backfill(conn, reviewed.plan)
    verify.verify(conn, reviewed.plan)
    change.forward(conn, reviewed, reviewed.plan.step("mirror"))
    if not locked:
        monkeypatch.setattr(documents, "load", lambda name: LOAD(name).replace(" FOR NO KEY UPDATE", ""))
    found = control.mapping_state(conn, "orders")
    assert found is not None
    with connect(database) as doctor, stage(database) as on:
        patient = Patient(doctor, reviewed.plan, reviewed.mapping, found, 0)
        writer = on.session()
        with doctor.transaction():
            documents.anew(doctor, patient, ("8",))
            step = writer.start(WRITE)
            while step.runs() and doctor.info.backend_pid not in on.blockers(writer.pid):
                time.sleep(0.002)
        assert step.sqlstate() == (None if locked else "40001")
    assert verify.verify(conn, reviewed.plan).parity
