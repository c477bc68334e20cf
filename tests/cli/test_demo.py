"""`hofsm demo`: the main job, shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from trial_cases import hofsm

if TYPE_CHECKING:
    import pytest


def test_demo_shows_tables_an_example_and_parity(capsys: pytest.CaptureFixture[str]) -> None:
    ran = hofsm(capsys, "demo", "--scale", "0.001")
    assert ran.code == 0, ran.err
    assert "20 rows in public.batches and 20 in public.form_fields" in ran.out
    assert "production.batch " in ran.out
    assert "and the rows that it became" in ran.out
    assert ran.out.count("exact: 20 documents composed from the new tables") == 2
    assert "NOT exact" not in ran.out


def test_demo_for_a_machine(capsys: pytest.CaptureFixture[str]) -> None:
    ran = hofsm(capsys, "demo", "--scale", "0.0005", "--json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)["mappings"]
    assert [one["mapping"] for one in found] == ["batches", "form_fields"]
    assert all(one["parity"]["exact"] and one["documents"] == 10 for one in found)
