"""Law L3: a change of one leaf touches the rows of the nodes that contain it, and no other row of any document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from concurrency import scene
from concurrency.scene import LEGACY, T, V
from conftest import fresh_database

from hofsm_migrate.db.connect import connect
from hofsm_migrate.lens.tree import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

VERSIONS = "SELECT t.tableoid::regclass::text, t.ctid::text, t.xmin::text, t::text FROM {} AS t"
TABLES = [table.name for node in build(scene.mapping()).nodes for table in node.tables]

CHANGES: dict[str, tuple[str, dict[str, int]]] = {
    "a column of the root": ("jsonb_set({V}, '{title}', '\"x\"')", {"Note": 1}),
    "an unmapped key of the root": ("""{V} || '{"other": 1}'""", {"Note": 1}),
    "a column of an element": ("jsonb_set({V}, '{lines,1,words}', '\"x\"')", {"line": 1}),
    "an unmapped key of an element": ("jsonb_set({V}, '{lines,1,odd}', '1')", {"line": 1}),
    "a split of an element": ("jsonb_set({V}, '{lines,0,input,by}', '99')", {"line_input": 1}),
    "a split of an element that goes": ("{V} #- '{lines,0,input}'", {"line_input": 1, "line": 0}),
    "an element below an element": ("jsonb_set({V}, '{lines,0,parts,1,n}', '\"7\"')", {"part": 1}),
    "an element that is added at the end": ("jsonb_insert({V}, '{lines,9}', '{\"words\": \"x\"}')", {"line": 1}),
    "an element that goes at the end": ("{V} #- '{lines,2}'", {"line": 1}),
    "an entry of a map": ("jsonb_set({V}, '{fields,k,x}', '99')", {"field": 1}),
    "an entry of a map that is added": ("jsonb_set({V}, '{fields,l}', '{}')", {"field": 1}),
    "a level of a recursion": ("jsonb_set({V}, '{components,0,components,0,kind}', '\"x\"')", {"component": 1}),
    "nothing": ("{V}", {}),
    "nothing, written anew": ("{V} || '{}'", {}),
}


@pytest.fixture(scope="module", params=["server18", "second_server"])
def filled(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    with fresh_database(request.getfixturevalue(request.param)) as dsn, connect(dsn) as conn:
        conn.execute(LEGACY.encode())
        scene.fill(conn, 6)
        scene.install(conn)
        conn.execute(scene.chunk().encode())
        yield conn


def versions(conn: psycopg.Connection) -> set[tuple[Any, ...]]:
    """All rows of all new tables, with what changes whenever a row is written."""
    query = " UNION ALL ".join(VERSIONS.format(f'"Notebook"."{name}"') for name in TABLES)
    return set(conn.execute(query.encode()).fetchall())


@pytest.mark.parametrize(("change", "touched"), CHANGES.values(), ids=CHANGES)
def test_a_leaf_touches_the_rows_that_contain_it(
    filled: psycopg.Connection, change: str, touched: dict[str, int]
) -> None:
    expression = change.replace("{V}", V)
    with filled.transaction(force_rollback=True):
        before = versions(filled)
        filled.execute(f"UPDATE {T} SET {V} = {expression} WHERE id = 5".encode())
        after = versions(filled)
    found: dict[str, int] = {}
    for name in TABLES:
        ours = f'"Notebook".{name}' if name.islower() else f'"Notebook"."{name}"'
        old, new = ({row for row in rows if row[0] == ours} for rows in (before - after, after - before))
        found[name] = max(len(old), len(new))
    assert found == {name: touched.get(name, 0) for name in TABLES}


def test_the_control_of_the_ruler_a_document_that_is_made_anew_touches_all_of_its_rows(
    filled: psycopg.Connection,
) -> None:
    """What is measured above would not be seen by looking at contents."""
    with filled.transaction(force_rollback=True):
        before = versions(filled)
        filled.execute(b"SET LOCAL hofsm.origin = 'backfill'")
        filled.execute(b'SELECT "Notebook".follow_notes(5)')
        gone = before - versions(filled)
    assert {row[3] for row in gone} == {row[3] for row in before if row[3].startswith("(5,")}
    assert len(gone) >= len(TABLES)
