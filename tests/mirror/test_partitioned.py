"""A partitioned legacy table: what the new side does to a document while its key brings it to another partition."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from conftest import fresh_database

from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import change, files, payload, state
from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.contract import contract
from hofsm_migrate.phases.expand import expand
from hofsm_migrate.phases.gates import Limits
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

SPEC = """
mapping: parts
source: {table: public.parts, key: [id, day], payload: value}
schema: shop
tables:
  part: {role: core, at: $, columns: {name: text}}
  part_more: {role: layout, at: $, columns: {note: text}}
  piece: {role: core, at: "$.pieces[*]", identity: {path: id}, columns: {n: integer}}
  mark: {role: core, at: "$.pieces[*].marks[*]", columns: {words: text}}
"""
LEGACY = """
CREATE TABLE public.parts (id bigint, day date, value jsonb, status text DEFAULT 's', PRIMARY KEY (id, day))
    PARTITION BY RANGE (day);
CREATE TABLE public.parts_1 PARTITION OF public.parts FOR VALUES FROM (MINVALUE) TO ('2026-02-01');
CREATE TABLE public.parts_2 PARTITION OF public.parts FOR VALUES FROM ('2026-02-01') TO (MAXVALUE);
INSERT INTO public.parts (id, day, value) SELECT n, date '2025-12-01' + n, jsonb_build_object(
    'name', 'n', 'odd', jsonb_build_array(1.0), 'pieces', jsonb_build_array(
        jsonb_build_object('id', 'a', 'n', 1, 'marks', jsonb_build_array(jsonb_build_object('words', 'w'))),
        jsonb_build_object('id', 'b', 'n', '7', 'x', 1)))
FROM generate_series(1, 40) AS n;
"""
PIECES = [{"n": 1, "id": "a", "marks": [{"words": "w"}]}, {"n": "7", "x": 1, "id": "b"}]
MOVE = "UPDATE shop.part SET day = '2026-03-01' WHERE id = {id}"
CHANGES: dict[str, tuple[list[str], dict[str, Any]]] = {
    "the key": ([MOVE], {}),
    "the key and a column": ([MOVE.replace("SET", "SET name = 'x',")], {"name": "x"}),
    "a split, in one statement": (
        ["WITH one AS (UPDATE shop.part_more SET note = 'x' WHERE id = {id}) {move}"],
        {"note": "x"},
    ),
    "an element, in one statement": (
        ["WITH one AS (UPDATE shop.piece SET n = 9 WHERE id = {id} AND piece_id = 'a') {move}"],
        {"pieces": [PIECES[0] | {"n": 9}, PIECES[1]]},
    ),
    "an element, the other way round": (
        ["WITH one AS ({move}) UPDATE shop.piece SET n = 9 WHERE id = {id} AND piece_id = 'a'"],
        {"pieces": [PIECES[0] | {"n": 9}, PIECES[1]]},
    ),
    "an element two levels below, in one statement": (
        ["WITH one AS (UPDATE shop.mark SET words = 'v' WHERE id = {id}) {move}"],
        {"pieces": [PIECES[0] | {"marks": [{"words": "v"}]}, PIECES[1]]},
    ),
    "all elements go, in one statement": (
        ["WITH one AS (DELETE FROM shop.piece WHERE id = {id}) {move}"],
        {"pieces": []},
    ),
    "all elements go, the other way round": (
        ["WITH one AS ({move}) DELETE FROM shop.piece WHERE id = {id}"],
        {"pieces": []},
    ),
    "all elements of an element go, in one statement": (
        ["WITH one AS (DELETE FROM shop.mark WHERE id = {id}) {move}"],
        {"pieces": [PIECES[0] | {"marks": []}, PIECES[1]]},
    ),
    "all elements of an element go, the other way round": (
        ["WITH one AS ({move}) DELETE FROM shop.mark WHERE id = {id}"],
        {"pieces": [PIECES[0] | {"marks": []}, PIECES[1]]},
    ),
    "an element goes with what lies in it, in one statement": (
        ["WITH one AS (DELETE FROM shop.piece WHERE id = {id} AND piece_id = 'a') {move}"],
        {"pieces": PIECES[1:]},
    ),
    "an element goes with what lies in it, the other way round": (
        ["WITH one AS ({move}) DELETE FROM shop.piece WHERE id = {id} AND piece_id = 'a'"],
        {"pieces": PIECES[1:]},
    ),
    "an element gets another key and loses its own, in one statement": (
        [
            (
                "WITH one AS (DELETE FROM shop.mark WHERE id = {id}), two AS ({move})"
                " UPDATE shop.piece SET piece_id = 'c' WHERE id = {id} AND piece_id = 'a'"
            )
        ],
        {"pieces": [PIECES[0] | {"id": "c", "marks": []}, PIECES[1]]},
    ),
    "one transaction": (
        [
            "UPDATE shop.piece SET n = 8 WHERE id = {id} AND piece_id = 'a'",
            "UPDATE shop.part SET name = 'before' WHERE id = {id}",
            MOVE,
            "UPDATE shop.piece SET n = n + 1 WHERE id = {id} AND piece_id = 'a'",
            "DELETE FROM shop.mark WHERE id = {id}",
            "UPDATE shop.part_more SET note = 'after' WHERE id = {id}",
            "INSERT INTO shop.piece (id, day, piece_id, piece_ordinal) VALUES ({id}, '2026-03-01', 'c', 3)",
        ],
        {
            "name": "before",
            "note": "after",
            "pieces": [PIECES[0] | {"n": 9, "marks": []}, PIECES[1], {"id": "c"}],
        },
    ),
    "there and back and there": (
        [MOVE, MOVE.replace("-03-", "-01-"), MOVE.replace("SET", "SET name = 'x',")],
        {"name": "x"},
    ),
    "a savepoint": (
        [
            "SAVEPOINT s",
            MOVE.replace("SET", "SET name = 'gone',"),
            "ROLLBACK TO s",
            "WITH one AS (UPDATE shop.piece SET n = 9 WHERE id = {id} AND piece_id = 'a') {move}",
        ],
        {"pieces": [PIECES[0] | {"n": 9}, PIECES[1]]},
    ),
}
PHASES = ("mirrored", "payload kept", "payload gone", "contracted")


@pytest.fixture(
    scope="module", params=[(server, phase) for server in ("server18", "second_server") for phase in PHASES], ids=str
)
def parts(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Connection, Reviewed]]:
    server, phase = request.param
    reviewed = _reviewed(tmp_path_factory.mktemp("parts"))
    with fresh_database(request.getfixturevalue(server)) as dsn, connect(dsn) as conn:
        conn.execute(LEGACY.encode())
        _bring(conn, reviewed, phase)
        yield conn, reviewed


def _reviewed(folder: Path) -> Reviewed:
    (folder / "parts.yaml").write_text(SPEC)
    files.write(files.compiled(folder / "parts.yaml"), folder / "migrations")
    return files.read(folder / "parts.yaml", folder / "migrations")


def _bring(conn: Connection, reviewed: Reviewed, phase: str) -> None:
    expand(conn, reviewed)
    change.forward(conn, reviewed, reviewed.plan.step("dual-write"))
    backfill(conn, reviewed.plan)
    verify(conn, reviewed.plan)
    change.forward(conn, reviewed, reviewed.plan.step("mirror"))
    verify(conn, reviewed.plan)
    if phase != "mirrored":
        change.forward(conn, reviewed, reviewed.plan.step("cutover"))
    if phase == "payload gone":
        payload.drop(conn, reviewed)
    if phase == "contracted":
        verify(conn, reviewed.plan)
        contract(conn, reviewed, change.Terms(limits=Limits(cool_down_s=0)), None, confirmed=lambda: True)


_numbers = count(1)


@pytest.mark.parametrize(("statements", "changed"), CHANGES.values(), ids=CHANGES.keys())
def test_a_document_that_moves_keeps_what_else_was_written(
    parts: tuple[Connection, Reviewed], statements: list[str], changed: dict[str, Any]
) -> None:
    conn, reviewed = parts
    number = next(_numbers) % 38 + 1
    others = f"SELECT id, day, value FROM shop.composed_parts WHERE id <> {number} ORDER BY id".encode()
    before = conn.execute(others).fetchall()
    with conn.transaction():
        for statement in statements:
            conn.execute(statement.format(id=number, move=MOVE.format(id=number)).encode())
    found = conn.execute(f"SELECT day::text, value FROM public.parts WHERE id = {number}".encode()).fetchall()
    assert found == [("2026-03-01", {"name": "n", "odd": [1.0], "pieces": PIECES} | changed)]
    assert conn.execute(others).fetchall() == before
    assert verify(conn, reviewed.plan).parity


def test_control_rows_made_anew_from_the_payload_lose_it(parts: tuple[Connection, Reviewed]) -> None:
    """In phase `mirrored`, where a payload can be followed."""
    conn, reviewed = parts
    if state.phase(state.current(conn, reviewed.mapping.name)) != "mirrored":
        pytest.skip("see the tests of `contracted`")
    kept = (conn.execute(b"SELECT pg_get_functiondef('shop.dual_write_parts'::regproc)").fetchone() or ("",))[0]
    without = kept.replace("origin_before <> 'new' OR EXISTS (", "true OR EXISTS (").replace(
        "'INSERT' AND origin_before = 'new'", "'INSERT' AND false"
    )
    assert without != kept
    statements, changed = CHANGES["the key and a column"]
    with conn.transaction(force_rollback=True):
        conn.execute(without.encode())
        conn.execute(statements[0].format(id=40).encode())
        found = conn.execute(b"SELECT value ->> 'name' FROM public.parts WHERE id = 40").fetchall()
        assert found != [(changed["name"],)]
