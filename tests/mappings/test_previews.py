"""Previews of the real mappings: row for row what expand and backfill give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lifecycle import load_documents, represent
from preview_cases import assert_views_are_the_tables
from shared_documents import EXAMPLES, FAMILIES, ROOT, lines

from hofsm_migrate.compile.preview import preview as compiled
from hofsm_migrate.generate import ScaleCounts
from hofsm_migrate.generate.load import create_tables, load
from hofsm_migrate.phases import preview
from hofsm_migrate.spec.load import load as load_spec

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

COUNTS = ScaleCounts(batches=720, form_fields=720)
"""Enough for the odd roots, a row without a document, and the 1 MB document that each table has at 700."""


def assert_preview(conn: Connection, spec: Path) -> None:
    mapping = load_spec(spec)
    made = compiled(mapping)
    preview.preview(conn, made, mapping)
    represent(conn, mapping)
    assert_views_are_the_tables(conn, made, mapping.schema)


@pytest.mark.parametrize("name", ["batches", "form_fields"])
def test_generated_documents(conn18: Connection, name: str) -> None:
    create_tables(conn18, "public")
    load(conn18, "public", COUNTS)
    assert_preview(conn18, ROOT / "mappings" / f"{name}.yaml")


@pytest.mark.parametrize("family", FAMILIES)
def test_real_documents(conn18: Connection, family: str) -> None:
    load_documents(conn18, lines(family))
    assert_preview(conn18, EXAMPLES / f"{family}.yaml")
