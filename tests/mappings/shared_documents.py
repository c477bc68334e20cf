"""Real documents of other projects: where they are, and the spec for each family."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FAMILIES = ("formio_core", "formio_components", "rjsf", "jsonforms", "opensrp", "inventree")


def folder() -> Path:
    """Where the documents are: HOFSM_SHARED_DATA, else a folder beside the repository."""
    return Path(os.environ.get("HOFSM_SHARED_DATA") or ROOT.parent / "shared" / "data")


def lines(family: str) -> list[str]:
    """The lines of a family's file, each an object with key, kind and value; skips where there is no file."""
    file = folder() / f"{family}.jsonl"
    if not file.exists():
        pytest.skip(f"{file.name} is not in {folder()}; set HOFSM_SHARED_DATA to the folder with the real documents")
    return file.read_text(encoding="utf-8").splitlines()
