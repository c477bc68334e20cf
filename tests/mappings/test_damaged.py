"""Real and generated documents with a few places changed at random, through the specs that they are meant for."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest
from damage import damage
from lifecycle import assert_laws, load_documents, represent
from shared_documents import EXAMPLES, FAMILIES, ROOT, lines

from hofsm_migrate.generate import batches, form_fields
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection

COUNT = 120
ROWS = {"batches": batches, "form_fields": form_fields}


def damaged(payloads: Iterable[str], seed: int) -> list[str]:
    draw = Random(seed)
    return [f'{{"key": "damaged", "kind": "x", "value": {damage(draw, text)}}}' for text in payloads]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_damaged_documents_of_the_family_keep_every_byte(conn18: Connection, family: str, seed: int):
    every = lines(family)
    some = Random(seed).choices(every, k=COUNT)
    documents = load_documents(conn18, damaged((json.dumps(json.loads(line)["value"]) for line in some), seed))
    plan = represent(conn18, load(EXAMPLES / f"{family}.yaml"))
    assert_laws(conn18, plan.tree, documents)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_damaged_documents_of_the_application_keep_every_byte(conn18: Connection, name: str, seed: int):
    payloads = [row.value for row in ROWS[name](COUNT, seed) if row.value is not None]
    documents = load_documents(conn18, damaged(payloads, seed))
    conn18.execute(
        f"CREATE VIEW public.{name} AS"  # type: ignore[arg-type]
        " SELECT id, timestamptz '2025-01-01 00:00:00+00' AS created_at, value FROM hofsm_try.documents"
    )
    plan = represent(conn18, load(ROOT / "mappings" / f"{name}.yaml"))
    key = plan.tree.source.key
    created = conn18.execute(f"SELECT {', '.join(key)} FROM public.{name}").fetchall()  # type: ignore[arg-type]
    assert_laws(conn18, plan.tree, {row: documents[row[0]] for row in created})
