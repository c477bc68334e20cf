"""The cases that decide whether the lens is right, one by one, for both implementations."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from laws import server as harness
from laws.server import Case, read
from lens.cases import DOCUMENTS, SLOW_DOCUMENTS, SPEC

from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.compose import compose
from hofsm_migrate.lens.decompose import decompose
from hofsm_migrate.lens.tree import build
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

MAPPING = loads(SPEC, "cases.yaml")
TREE = build(MAPPING)


@contextmanager
def deep_stack() -> Iterator[None]:
    """The interpreter walks a document by recursion; a deep one needs more calls than Python allows at first."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_the_interpreter_gives_the_document_back(text: str | None) -> None:
    with deep_stack():
        document = read(text)
        assert jsonb.same(compose(TREE, decompose(TREE, document)), document)


def test_both_implementations_agree_on_every_case(conn: Connection) -> None:
    """All in one backfill: a case that is refused, or that changes another, fails here and is named."""
    with deep_stack():
        harness.prove(conn, Case(MAPPING, tuple(DOCUMENTS.values()), (("id", "bigint"),)))


@pytest.mark.parametrize("text", SLOW_DOCUMENTS.values(), ids=SLOW_DOCUMENTS.keys())
def test_deep_recursion(conn: Connection, text: str) -> None:
    with deep_stack():
        harness.prove(conn, Case(MAPPING, (text, "{}"), (("id", "bigint"),)))
