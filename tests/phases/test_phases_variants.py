"""A mapping with variants through its phases: up, filled, verified, its strays found, down again; and a large one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from lens.variant_cases import DOCUMENTS, SPEC
from operator_cases import compiled

from hofsm_migrate.phases import backfill, expand, files, rollback, status, verify

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

LEGACY = "CREATE SCHEMA old; CREATE TABLE old.legacy (id bigint PRIMARY KEY, value jsonb)"


def filled(conn: psycopg.Connection, tmp_path: Path, text: str, documents: list[str | None]) -> files.Reviewed:
    conn.execute(LEGACY.encode())
    with conn.cursor() as cursor, cursor.copy("COPY old.legacy FROM STDIN") as copy:
        for number, document in enumerate(documents, start=1):
            copy.write_row((number, document))
    reviewed = files.read(compiled(tmp_path, text), tmp_path / "migrations")
    expand.expand(conn, reviewed)
    backfill.backfill(conn, reviewed.plan)
    return reviewed


def test_up_filled_verified_and_down_again(conn: psycopg.Connection, tmp_path: Path) -> None:
    before = snapshot(conn)
    reviewed = filled(conn, tmp_path, SPEC, list(DOCUMENTS.values()))
    result = verify.verify(conn, reviewed.plan)
    assert (result.parity, result.documents, result.orphans) == (True, len(DOCUMENTS), ())
    shown = status.status(conn, reviewed.plan)
    assert {"field_choice", "box_part"} < {table.name for table in shown.tables}
    rollback.rollback(conn, reviewed)
    conn.execute("DROP SCHEMA old CASCADE")
    assert snapshot(conn) == before


def test_a_collection_of_another_variant_is_not_irregular(conn: psycopg.Connection, tmp_path: Path) -> None:
    names = ("a collection of another variant", "a collection of the variant is of the other kind")
    reviewed = filled(conn, tmp_path, SPEC, [DOCUMENTS[name] for name in names])
    assert verify.verify(conn, reviewed.plan).irregular == ()


STRAYS = {
    "a split": ("INSERT INTO new_side.field_choice (id) VALUES (1)", ("field_choice", "field")),
    "an element": (
        "INSERT INTO new_side.field_option (id, field_option_ordinal) VALUES (1, 1)",
        ("field_option", "field"),
    ),
}


@pytest.mark.parametrize(("insert", "expected"), STRAYS.values(), ids=STRAYS.keys())
def test_a_row_under_an_element_of_another_variant_belongs_to_nothing(
    conn: psycopg.Connection, tmp_path: Path, insert: str, expected: tuple[str, str]
) -> None:
    reviewed = filled(conn, tmp_path, SPEC, ['{"type":"number"}'])
    with conn.transaction():
        conn.execute("SET LOCAL hofsm.origin = 'backfill'")
        conn.execute(insert.encode())
    (finding,) = verify.verify(conn, reviewed.plan).orphans
    assert ((finding.table, finding.about), finding.rows) == (expected, 1)


VARIANTS, KEYS = 55, 240


def large() -> tuple[str, list[str | None]]:
    """A spec of 55 variants by presence, about 700 columns on 240 keys, and documents of all of them."""
    types = ("text", "bigint", "boolean", "numeric", "timestamptz", "jsonb")
    values = ("word", 7, True, 1.5, "2026-01-31T10:20:30+00:00", {"a": [1]})
    body: dict[str, object] = {"by": {"present": {f"v{n}": [f"own{n}", "kind"] for n in range(VARIANTS)}}}
    documents: list[str | None] = []
    for n in range(VARIANTS):
        keys = [(n * 17 + step * (1 + n % 5)) % KEYS for step in range(5 + n % 18)]
        columns = {
            f"c{key}": {"path": f"k{key}", "type": types[key % 6], "missing": ("absent", "json_null")[key % 2]}
            for key in keys
        }
        columns["own"] = {"path": f"own{n}", "type": "text", "missing": "absent"}
        body[f"v{n}"] = {"tables": {f"table_{n}": {"role": "core", "columns": columns}}}
        found = {f"k{key}": values[key % 6] for key in keys}
        for odd in range(20):
            extra = {"more": odd} if odd % 4 == 0 else {}
            documents.append(json.dumps({"kind": n, f"own{n}": "x", **found, **extra}))
    spec = {
        "mapping": "large",
        "source": {"table": "old.legacy", "key": ["id"], "payload": "value"},
        "schema": "new_side",
        "tables": {"record": {"role": "core", "at": "$"}},
        "variants": {"record": body},
    }
    return json.dumps(spec), documents


def test_fifty_five_variants_of_hundreds_of_columns(conn: psycopg.Connection, tmp_path: Path) -> None:
    """No list of columns is longer than the server takes, and every chunk is planned in a time that lets it end."""
    text, documents = large()
    reviewed = filled(conn, tmp_path, text, documents)
    result = verify.verify(conn, reviewed.plan)
    assert (result.parity, result.documents) == (True, len(documents))
    counted = conn.execute("SELECT record_variant, count(*) FROM new_side.record GROUP BY 1").fetchall()
    assert dict(counted) == dict.fromkeys((f"v{n}" for n in range(VARIANTS)), 20)
