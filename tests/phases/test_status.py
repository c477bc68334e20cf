"""What status knows in each phase, and which of its figures are exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from operator_cases import DOCUMENTS, PLAIN, compiled, plain

from hofsm_migrate.phases import backfill, counts, expand, files, residual, rollback, status, verify
from hofsm_migrate.phases.counts import Count
from hofsm_migrate.report.parity import shorten
from hofsm_migrate.report.status import sentence, size

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg


def test_every_phase_knows_the_next_step(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = files.read(plain(conn, tmp_path, 8), tmp_path / "migrations")
    plan, file = reviewed.plan, reviewed.mapping.file

    def words() -> str:
        return sentence(status.standing(conn, plan, reviewed.mapping))

    assert words() == f"orders is in phase legacy; next: hofsm expand {file}"
    expand.expand(conn, reviewed)
    assert words() == f"orders is in phase expanded; 0 of 8 documents represented; next: hofsm backfill {file}"
    backfill.backfill(conn, plan)
    assert words() == f"orders is in phase expanded; 8 of 8 documents represented; next: hofsm verify {file}"
    verify.verify(conn, plan)
    assert words().endswith("both sides agreed when last verified")
    conn.execute("UPDATE public.orders SET value = '1'")
    verify.verify(conn, plan)
    assert "which named what differs" in words()
    rollback.rollback(conn, reviewed)
    assert "in phase legacy" in words()


def test_figures_of_a_mapping(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = files.read(plain(conn, tmp_path, 8), tmp_path / "migrations")
    assert status.status(conn, reviewed.plan).tables == ()
    expand.expand(conn, reviewed)
    backfill.backfill(conn, reviewed.plan)
    (found,) = status.statuses(conn)
    assert (found.standing.mapping, found.spec_matches, found.legacy_table) == ("orders", None, "public.orders")
    rows = {table.name: table.rows for table in found.tables}
    assert rows["sales_order"] == Count(8, exact=True)
    assert rows["component"] == Count(3, exact=True)
    assert found.backfill is not None
    assert (found.backfill.documents, found.backfill.chunks) == (8, 1)
    assert [event.command for event in found.events] == ["expand"]
    (payload,) = conn.execute("SELECT sum(octet_length(value::text)) FROM public.orders").fetchone() or ()
    assert found.residual is not None
    assert (found.residual.documents, found.residual.payload_bytes, found.residual.exact) == (8, payload, True)
    kept = [document for document in DOCUMENTS if document and document[0] in '["n']  # nothing of these has a column
    assert found.residual.residual_bytes > sum(len(document) for document in kept)
    assert 0 < found.residual.moved < 1


def test_the_spec_at_hand_is_compared_with_the_one_in_force(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = files.read(plain(conn, tmp_path, 1), tmp_path / "migrations")
    expand.expand(conn, reviewed)
    assert status.status(conn, reviewed.plan).spec_matches is True
    other = files.compiled(compiled(tmp_path, PLAIN + "# changed\n"))
    assert status.status(conn, other.plan).spec_matches is False


def test_a_recorded_spec_of_another_language_is_still_listed(conn: psycopg.Connection, tmp_path: Path) -> None:
    expand.expand(conn, files.read(plain(conn, tmp_path, 1), tmp_path / "migrations"))
    conn.execute("UPDATE hofsm.mapping SET spec = 'language: 2'")
    (found,) = status.statuses(conn)
    assert (found.standing.phase, found.tables, found.residual) == ("expanded", (), None)


def test_large_tables_are_estimated_and_sampled_and_say_so(
    conn: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewed = files.read(plain(conn, tmp_path, 400), tmp_path / "migrations")
    expand.expand(conn, reviewed)
    backfill.backfill(conn, reviewed.plan)
    conn.execute("ANALYZE public.orders")
    monkeypatch.setattr(counts, "COUNTED_BYTES", 0)
    monkeypatch.setattr(residual, "SAMPLE", 100)
    found = status.status(conn, reviewed.plan)
    assert str(found.standing.documents) == "about 400"
    assert found.residual is None or not found.residual.exact
    exact = status.status(conn, reviewed.plan, exact=True)
    assert exact.residual is not None
    assert (exact.residual.exact, exact.residual.documents) == (True, 400)
    assert all(table.rows and table.rows.exact for table in exact.tables)


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0 bytes"), (10239, "10,239 bytes"), (10240, "10 kB"), (3 << 30, "3,072 MB")]
)
def test_sizes_as_postgresql_writes_them(amount: int, text: str) -> None:
    assert size(amount) == text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        (None, "(nothing)"),
        ('"a"', '"a"'),
        ("\u2028\x1b", "\\u2028\\u001b"),
        ('"' + "x" * 200 + '"', '"' + "x" * 99 + "... (202 bytes)"),
    ],
    ids=["nothing", "short", "not printable", "long"],
)
def test_fragments_fit_a_line(fragment: str | None, text: str) -> None:
    assert shorten(fragment) == text
