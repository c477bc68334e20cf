# ruff: noqa: E501 - one list
from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from hofsm_migrate.spec import schema
from tests.spec.refusals import REFUSED, ROOT

ROOT_FOLDER = Path(__file__).parents[2]
SPECS = sorted([*Path(__file__).parent.glob("specs/*.yaml"), *(ROOT_FOLDER / "mappings").glob("*.yaml")])
VALIDATOR = jsonschema.Draft202012Validator(schema.json_schema())

OF_THE_SHAPE = [
    "unknown keyword at the top", "unknown keyword of a table, with the nearest", "unknown keyword of a column",
    "unknown keyword of an identity", "share is not there yet", "required keywords missing",
    "a column without a type", "a column that is nothing", "a number where text belongs", "a word where a list belongs",
    "numbers as enum values", "unknown role", "unknown on_mismatch", "unknown payload type", "missing null is not json_null",
    "missing empty on a column", "when with another condition", "unknown type", "variants without by",
    "unknown keyword of a variant", "unknown keyword of a variant's table", "a variant's table without a role",
    "presence of a number", "a variant that is nothing",
]  # fmt: skip


def plain(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def test_the_published_file_is_the_schema_of_the_models():
    published = (ROOT_FOLDER / "docs" / "mapping.schema.json").read_text(encoding="utf-8")
    assert published == schema.text(), "write it anew: python -m hofsm_migrate.spec.schema > docs/mapping.schema.json"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema.json_schema())


@pytest.mark.parametrize("file", SPECS, ids=lambda file: file.name)
def test_every_spec_in_the_repository_fits_the_schema(file):
    VALIDATOR.validate(plain(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("phrase", OF_THE_SHAPE)
def test_the_schema_refuses_what_is_wrong_in_shape(phrase):
    assert not VALIDATOR.is_valid(plain(REFUSED[phrase]))
    assert VALIDATOR.is_valid(plain(ROOT))


def test_every_keyword_is_described():
    undescribed = [
        f"{name}.{keyword}"
        for name, part in [("top", schema.json_schema()), *schema.json_schema()["$defs"].items()]
        for keyword, field in part["properties"].items()
        if not field.get("description")
    ]
    assert undescribed == []
