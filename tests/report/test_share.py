"""The share of the JSON text that is in columns: neither end is shown before it is reached."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from operator_cases import Ran, compiled

from hofsm_migrate.report.status import taken_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Connection

pytest_plugins = ("cli.fixtures",)

SPEC = """\
mapping: notes
source: {table: public.notes, key: [id], payload: value}
schema: target
tables:
  note: {role: core, at: $, columns: {words: text}}
"""


@pytest.mark.parametrize(
    ("payload", "residual", "shown"),
    [
        (1_000_000, 208, "99.9 %"),
        (10**18, 1, "99.9 %"),
        (1_000_000, 0, "100.0 %"),
        (1_000_000, 999_999, "0.1 %"),
        (1_000_000, 1_000_000, "0.0 %"),
        (1000, 1001, "-0.1 %"),
        (1000, 501, "49.9 %"),
        (0, 0, "0.0 %"),
    ],
)
def test_the_share(payload: int, residual: int, shown: str) -> None:
    assert taken_out(payload, residual) == shown


def test_a_few_bytes_are_left(run: Callable[..., Ran], conn: Connection, tmp_path: Path) -> None:
    conn.execute(b"CREATE TABLE public.notes (id bigint PRIMARY KEY, value jsonb)")
    conn.execute(
        b"INSERT INTO notes SELECT n, jsonb_build_object('words', repeat('w', 9000)) FROM generate_series(1, 9) AS n"
    )
    conn.execute(b"""UPDATE notes SET value = value || '{"x": 1}' WHERE id = 5""")
    compiled(tmp_path, SPEC, "notes.yaml")
    for command in ("expand", "backfill"):
        assert run(command, "notes.yaml").code == 0
    (found,) = json.loads(run("progress", "notes.yaml", "--json", "--exact").out)["mappings"]
    assert 0 < found["versions"][0]["residual_bytes"] < found["versions"][0]["payload_bytes"] / 2000
    for command in ("progress", "status"):
        shown = run(command, "notes.yaml", "--exact").out
        assert ("99.9 %" in shown, "100.0 %" in shown) == (True, False), shown
    conn.execute(b"UPDATE notes SET value = value - 'x'")
    assert run("rollback", "notes.yaml").code == 0
    for command in ("expand", "backfill"):
        assert run(command, "notes.yaml").code == 0
    assert "100.0 %" in run("progress", "notes.yaml", "--exact").out
