"""The JSON Schema of the spec language, for editors; `python -m hofsm_migrate.spec.schema` prints it."""

from __future__ import annotations

import json
import sys
from typing import Any

from hofsm_migrate.spec.model import MappingModel


def json_schema() -> dict[str, Any]:
    """The schema as published in docs/mapping.schema.json (draft 2020-12)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **MappingModel.model_json_schema(by_alias=True)}


def text() -> str:
    """The schema as the text of a file."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
