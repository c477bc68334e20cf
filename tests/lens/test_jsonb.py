"""Numbers as jsonb keeps them: the interpreter refuses and writes what the server refuses and writes."""

from __future__ import annotations

import psycopg
import pytest

from hofsm_migrate.lens import jsonb

SPELLINGS = [
    "0",
    "-0",
    "-0.00",
    "1.0",
    "1.10",
    "0.10",
    "1e3",
    "1.50e1",
    "1E-2",
    "-0e-3",
    "0e200000",
    "0e-20000",
    "1e400",
    "1e131071",
    "1e131072",
    "1e-16383",
    "1e-16384",
    "1e99999999999999999999",
    "1234567890123456789012345678901234567890.0123456789",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_numbers_are_kept_and_refused_as_on_the_server(conn: psycopg.Connection, spelling: str) -> None:
    try:
        row = conn.execute("SELECT %s::jsonb::text", (spelling,)).fetchone()
    except psycopg.errors.DataError:
        with pytest.raises(ValueError, match="out of range"):
            jsonb.loads(spelling)
    else:
        assert row is not None
        assert jsonb.dumps(jsonb.loads(spelling)) == row[0]


def test_a_deep_document_is_written_without_recursion() -> None:
    deep: jsonb.JsonValue = None
    for _ in range(100_000):
        deep = {"a": [deep]}
    assert jsonb.dumps(deep) == '{"a": [' * 100_000 + "null" + "]}" * 100_000
