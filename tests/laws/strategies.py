"""Hypothesis strategies over `specs` and `documents`.

Small things (one spec, one document) are drawn choice by choice, so that Hypothesis can shrink them. Bulk runs draw a
seed: one example is then one spec with hundreds of documents, far more than Hypothesis would generate itself, and a
failure names spec and document.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from laws.documents import DocumentMaker
from laws.server import Case, case_of
from laws.specs import random_mapping

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.spec.mapping import Mapping

BULK = settings(
    derandomize=True, database=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
"""The same examples in every run, none of them shrunk: each takes seconds."""


def seeds() -> st.SearchStrategy[int]:
    return st.integers(0, 2**32 - 1)


def mappings(nodes: int = 5) -> st.SearchStrategy[tuple[str, Mapping]]:
    """Text and mapping of a spec that shrinks."""
    return st.randoms(use_true_random=False).map(lambda rng: random_mapping(rng, nodes=nodes))


def documents(tree: Tree) -> st.SearchStrategy[str | None]:
    """Documents for a tree, as JSON text, that shrink; None is SQL NULL."""
    return st.randoms(use_true_random=False).map(lambda rng: DocumentMaker(rng, tree).text())


def bulk_case(seed: int, count: int) -> tuple[str, Case]:
    """The text of a spec, and a case with `count` documents for it, both from one seed."""
    rng = Random(seed)
    text, mapping = random_mapping(rng)
    case = case_of(mapping, [])
    maker = DocumentMaker(rng, case.tree)
    return text, case_of(mapping, [maker.text() for _ in range(count)])
