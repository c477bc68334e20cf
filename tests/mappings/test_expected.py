"""What lint expects of the new tables, beside what they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lifecycle import represent
from shared_documents import ROOT

from hofsm_migrate.db import catalog
from hofsm_migrate.generate import ScaleCounts
from hofsm_migrate.generate.load import create_tables
from hofsm_migrate.generate.load import load as load_rows
from hofsm_migrate.phases import measure
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    import psycopg


def test_expected_rows_and_bytes_are_what_a_backfill_gives(conn18: psycopg.Connection) -> None:
    create_tables(conn18, "public")
    load_rows(conn18, "public", ScaleCounts(batches=0, form_fields=2000))
    mapping = load(ROOT / "mappings" / "form_fields.yaml")
    half, found = (measure.measure(conn18, mapping, sample=sample) for sample in (1000, None))
    represent(conn18, mapping)
    for table, sampled in zip(found.tables, half.tables, strict=True):
        relation = catalog.relation(conn18, mapping.schema, table.table)
        assert relation
        (rows,) = conn18.execute(f"SELECT count(*) FROM {mapping.schema}.{table.table}".encode()).fetchone() or (0,)
        assert table.expected_rows == rows
        assert sampled.expected_rows == pytest.approx(rows, rel=0.25, abs=50)
        # of all documents: a single attachment of 1 MB in a sample would count for more than there are
        assert table.expected_bytes == pytest.approx(catalog.size(conn18, relation).total, rel=0.15, abs=64 * 1024)
