"""The way in the operations page: the commands run as they are written, one after the other, to the end."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from operator_cases import Ran, hofsm

if TYPE_CHECKING:
    import pytest
    from psycopg import Connection

PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
DOCUMENTS = """
CREATE TABLE public.batches (id bigint PRIMARY KEY, value jsonb NOT NULL);
INSERT INTO public.batches
SELECT n, jsonb_build_object(
    'lot', 'L' || n, 'weight', n * 1.5, 'open', n % 2 = 0,
    'lines', jsonb_build_array(jsonb_build_object('id', n * 2, 'words', 'one'), jsonb_build_object('id', n * 2 + 1))
)
FROM generate_series(1, 60) AS n
"""
NOW = ("--cool-down", "0s", "--confirm", "batches")
"""Nobody waits for a week in a test, and nobody sits at a terminal."""


def _way() -> list[list[str]]:
    fence = PAGE.partition("## The way\n")[2].partition("```console\n")[2].partition("```")[0]
    return [shlex.split(line, comments=True)[1:] for line in re.findall(r"^\$ (.+)$", fence, re.MULTILINE)]


def test_the_way_as_it_is_written(
    capsys: pytest.CaptureFixture[str],
    conn18: Connection,
    database18: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every `verify` is there because the command behind it is refused without."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOFSM_DSN", database18)
    conn18.execute(DOCUMENTS.encode())
    spec = tmp_path / "mappings" / "batches.yaml"
    spec.parent.mkdir()

    def run(*words: str) -> Ran:
        return hofsm(capsys, *words, *(NOW if words[0] == "contract" else ()))

    way, asked = _way(), []
    assert len(way) > 20
    for number, command in enumerate(way):
        if command[0] == "evolve":
            spec.write_text(spec.read_text() + "# another version\n")
            assert run("compile", *command[1:]).code == 0
        if command[0] == "verify":
            early, asked = run(*way[number + 1]), [*asked, way[number + 1][0]]
            assert early.code == 4, (command, early)
            assert "hofsm verify mappings/batches.yaml" in early.err
        ran = run(*command)
        if command[0] == "rollback":
            assert (ran.code, "is contracted" in ran.err) == (4, True), ran.err
        else:
            assert ran.code == 0, (command, ran)
    assert asked == ["mirror", "cutover", "contract"]
