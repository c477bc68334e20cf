# ruff: noqa: E501 - one list
from __future__ import annotations

import re
from pathlib import Path

import pytest

from hofsm_migrate.spec.load import loads
from hofsm_migrate.spec.model import ColumnModel, MappingModel, SourceModel, TableModel
from hofsm_migrate.spec.types import ALIASES, WIRES

PAGE = (Path(__file__).parents[2] / "docs" / "spec.md").read_text(encoding="utf-8")
EXAMPLES = [text for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if text.startswith("mapping:")]


def test_the_page_has_examples():
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text.split("\n", 1)[0])
def test_an_example_is_a_spec(text):
    assert loads(text).tables


@pytest.mark.parametrize(
    "word",
    [
        *(field.alias or name for model in (MappingModel, SourceModel, TableModel, ColumnModel) for name, field in model.model_fields.items()),
        *WIRES,
        *ALIASES,
        *(wire for wires in WIRES.values() for wire in wires),
    ],
)  # fmt: skip
def test_the_page_tells_of(word):
    assert f"`{word}`" in PAGE
