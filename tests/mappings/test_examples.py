"""The example specs on the real documents that they are written for, and on everybody else's."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from lifecycle import assert_laws, load_documents, represent
from shared_documents import EXAMPLES, FAMILIES, ROOT, lines

from hofsm_migrate.db.executor import run_script
from hofsm_migrate.lens.tree import Tree, build
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from psycopg import Connection

FEWER = 60
"""Documents of each family that go through the specs of the others; evenly spread over its file."""


@cache
def tree(family: str) -> Tree:
    return build(load(EXAMPLES / f"{family}.yaml"))


def spread(family: str) -> list[str]:
    every = lines(family)
    return every[:: max(1, len(every) // FEWER)]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_document_of_the_family_keeps_every_byte(conn: Connection, family: str):
    documents = load_documents(conn, lines(family))
    plan = represent(conn, load(EXAMPLES / f"{family}.yaml"))
    assert_laws(conn, plan.tree, documents)
    run_script(conn, plan.down())


@pytest.mark.parametrize("family", FAMILIES)
def test_no_document_of_another_family_is_refused(conn: Connection, family: str):
    documents = load_documents(conn, [line for other in FAMILIES for line in spread(other)])
    plan = represent(conn, load(EXAMPLES / f"{family}.yaml"))
    assert_laws(conn, plan.tree, documents)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*(f"examples/{family}" for family in FAMILIES), "mappings/form_fields"])
def test_no_document_at_all_is_refused(conn18: Connection, name: str):
    """All documents of all families; the real mapping reads them from the table of the examples."""
    documents = load_documents(conn18, [line for family in FAMILIES for line in lines(family)])
    if name.startswith("mappings"):
        conn18.execute("CREATE VIEW form_fields AS SELECT id, value FROM hofsm_try.documents")
    plan = represent(conn18, load(ROOT / f"{name}.yaml"))
    assert_laws(conn18, plan.tree, documents)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_spec_uses_what_the_language_has(family: str):
    nodes = tree(family).nodes
    assert any(node.recursive for node in nodes)
    assert any(node.kind == "map" for node in nodes)
    assert any(node.natural_key for node in nodes)
    assert any(len(node.tables) > 1 for node in nodes)
    assert {table.role for node in nodes for table in node.tables} == {"core", "layout", "default", "input"}
