"""What `writes` and `update: false` close to the new side, and leave open to the legacy side, in every phase."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

import psycopg
import pytest
from cutover.papers import PHASES, papers
from operator_cases import compiled, hofsm

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Connection, Cursor

SPEC = """
mapping: papers
source: {table: public.papers, key: [id], payload: value}
schema: press
tables:
  paper: {role: core, at: $, columns: {title: {type: text, update: false}, n: integer}}
  section: {role: layout, at: "$.sections[*]", identity: {path: id}, writes: [update], columns: {title: text}}
  section_ui: {role: layout, at: "$.sections[*]", columns: {theme: {path: ui.theme, type: text, update: false}}}
  field:
    role: core
    at: $.sections[*].fields[*]
    identity: {path: id}
    writes: [insert]
    columns: {n: integer}
  remark: {role: input, at: "$.remarks[*]", recurse: answers, writes: [], columns: {words: text}}
"""
PLACES = [*(("server18", phase) for phase in ("dual_write", *PHASES)), ("second_server", "payload gone")]
VIEWS = """
CREATE VIEW public.fields AS SELECT * FROM press.field WHERE n >= 0;
CREATE VIEW public.titles AS SELECT id, title FROM press.paper;
"""
REFUSED = {
    "an insert": ("INSERT INTO press.remark (id, remark_path) VALUES ({id}, '{{3}}')", "remark", "INSERT"),
    "an update": ("UPDATE press.field SET n = 9 WHERE id = {id}", "field", "UPDATE"),
    "the same value": ("UPDATE press.field SET n = n WHERE id = {id}", "field", "UPDATE"),
    "a delete": ("DELETE FROM press.field WHERE id = {id} AND field_id = 'g'", "field", "DELETE"),
    "what goes with an element": ("DELETE FROM press.paper WHERE id = {id}", "", "DELETE"),
    "an upsert that updates": (
        (
            "INSERT INTO press.field (id, section_id, field_id, field_ordinal, n) VALUES ({id}, 'a', 'f', 1, 1)"
            " ON CONFLICT (id, section_id, field_id) DO UPDATE SET n = excluded.n"
        ),
        "field",
        "UPDATE",
    ),
    "a merge": (
        (
            "MERGE INTO press.field AS t USING (VALUES ('g'), ('h')) AS s (one) ON t.id = {id} AND t.field_id = one"
            " WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN"
            " INSERT (id, section_id, field_id, field_ordinal) VALUES ({id}, 'a', one, 1)"
        ),
        "field",
        "DELETE",
    ),
    "a view": ("UPDATE public.fields SET n = 9 WHERE id = {id}", "field", "UPDATE"),
    "a view that deletes": ("DELETE FROM public.fields WHERE id = {id}", "field", "DELETE"),
    "a column": ("UPDATE press.paper SET title = 'u' WHERE id = {id}", "paper.title", "UPDATE"),
    "a column, by a view": ("UPDATE public.titles SET title = 'u' WHERE id = {id}", "paper.title", "UPDATE"),
    "a column, by an upsert": (
        "INSERT INTO press.paper (id, title) VALUES ({id}, 'u') ON CONFLICT (id) DO UPDATE SET title = 'u'",
        "paper.title",
        "UPDATE",
    ),
    "a column, by a merge": (
        "MERGE INTO press.paper AS t USING (VALUES (1)) AS s ON t.id = {id} WHEN MATCHED THEN UPDATE SET title = 'u'",
        "paper.title",
        "UPDATE",
    ),
    "a column of a split": ("UPDATE press.section_ui SET theme = NULL WHERE id = {id}", "section_ui.theme", "UPDATE"),
}
DONE = {
    "the same value of a column": "UPDATE press.paper SET title = title, n = 5 WHERE id = {id}",
    "an insert with a column": "INSERT INTO press.section_ui (id, section_id, theme) VALUES ({id}, 'b', 'put')",
    "an upsert that inserts": "INSERT INTO press.field (id, section_id, field_id, field_ordinal) VALUES"
    " ({id}, 'a', 'z', 1) ON CONFLICT (id, section_id, field_id) DO UPDATE SET n = 1",
    "no row": "DELETE FROM press.remark WHERE id = {id} AND words = 'nothing'",
}
LEGACY = [
    "UPDATE public.papers SET value = jsonb_set(value, '{{title}}', '\"legacy\"') WHERE id = {id}",
    "UPDATE public.papers SET value = jsonb_set(value, '{{sections,0,ui,theme}}', '\"legacy\"') WHERE id = {id}",
    "UPDATE public.papers SET value = jsonb_set(value, '{{sections,0,fields,0,n}}', '77') WHERE id = {id}",
    "UPDATE public.papers SET value = value #- '{{sections,0,fields,1}}' WHERE id = {id}",
    "UPDATE public.papers SET value = value #- '{{sections,1}}' WHERE id = {id}",
    "UPDATE public.papers SET value = jsonb_set(value, '{{remarks,0,words}}', '\"legacy\"') WHERE id = {id}",
    "UPDATE public.papers SET value = jsonb_insert(value, '{{remarks,0}}', '{{\"words\": \"l\"}}') WHERE id = {id}",
    "UPDATE public.papers SET value = value - 'remarks' WHERE id = {id}",
    "DELETE FROM public.papers WHERE id = {id}",
]


@pytest.fixture(scope="module", params=PLACES, ids=[f"{server}, {phase}" for server, phase in PLACES])
def place(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    server, phase = request.param
    with papers(request.getfixturevalue(server), phase, SPEC) as dsn:
        with connect(dsn) as conn:
            conn.execute(VIEWS.encode())
        yield dsn, phase


@pytest.fixture
def conn(place: tuple[str, str]) -> Iterator[Connection]:
    with connect(place[0]) as made:
        yield made


_numbers = count(1)


@pytest.fixture
def paper() -> int:
    """The key of a paper that no other test writes to."""
    return next(_numbers) % 390 + 1


def content(conn: Connection, paper: int) -> str | None:
    found = conn.execute(f"SELECT value::text FROM press.composed_papers WHERE id = {paper}".encode()).fetchone()
    return found[0] if found else None


@pytest.mark.parametrize(("write", "name", "event"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_closed_is_an_error_that_says_what_and_where(
    conn: Connection, place: tuple[str, str], paper: int, write: str, name: str, event: str
) -> None:
    before = content(conn, paper)
    with pytest.raises(psycopg.Error) as raised:
        conn.execute(write.format(id=paper).encode())
    assert content(conn, paper) == before
    diag = raised.value.diag
    if place[1] == "dual_write":
        assert diag.sqlstate == "55000"
        assert "is closed for writes" in (diag.message_primary or "")
        return
    assert diag.sqlstate == "42501"
    column = f"column {name} cannot be changed from the new side"
    table = f"table {name}{' ' if name else ''}"
    assert (diag.message_primary or "").startswith(column if "." in name else table)
    assert event in (diag.message_primary or "") or "." in name
    assert f"id = {paper}" in (diag.message_detail or "")
    assert "papers.yaml:" in (diag.message_hint or "")
    assert ("legacy side is gone" in (diag.message_hint or "")) == place[1].startswith("contracted")
    assert ("write on the legacy side" in (diag.message_hint or "")) != place[1].startswith("contracted")


@pytest.mark.parametrize("write", DONE.values(), ids=DONE.keys())
def test_what_is_open_is_done(conn: Connection, place: tuple[str, str], paper: int, write: str) -> None:
    if place[1] == "dual_write":
        pytest.skip("all of it is closed")
    conn.execute(write.format(id=paper).encode())


def _copy(cursor: Cursor, into: str, row: list[object]) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN".encode()) as copy:
        copy.write_row(row)


def test_copy_asks_as_well(conn: Connection, place: tuple[str, str], paper: int) -> None:
    with pytest.raises(psycopg.Error) as raised, conn.cursor() as cursor:
        _copy(cursor, "press.section (id, section_id, section_ordinal)", [paper, "n", 1])
    assert raised.value.sqlstate == ("55000" if place[1] == "dual_write" else "42501")
    if place[1] != "dual_write":
        with conn.cursor() as cursor:
            _copy(cursor, "press.field (id, section_id, field_id, field_ordinal)", [paper, "a", "copied", 1])
        assert '"copied"' in (content(conn, paper) or "")


def test_truncate_is_refused(conn: Connection, place: tuple[str, str]) -> None:
    with pytest.raises(psycopg.Error, match=r"press\.remark") as raised:
        conn.execute(b"TRUNCATE press.remark")
    assert raised.value.sqlstate == ("55000" if place[1] == "dual_write" else "0A000")


@pytest.mark.parametrize("write", LEGACY)
def test_the_legacy_side_writes_all_of_it(conn: Connection, place: tuple[str, str], paper: int, write: str) -> None:
    before = content(conn, paper)
    if place[1].startswith("contracted"):
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="is read-only"):
            conn.execute(write.format(id=paper).encode())
        assert content(conn, paper) == before
        return
    assert conn.execute(write.format(id=paper).encode()).rowcount == 1
    assert content(conn, paper) != before
    found = conn.execute(f"SELECT value::text FROM public.papers WHERE id = {paper}".encode()).fetchone()
    assert (found[0] if found else None) == content(conn, paper)


def test_the_key_of_the_legacy_table_is_as_it_was(conn: Connection, place: tuple[str, str], paper: int) -> None:
    """It is always generated: what changes it fails, through the view as on the table, and nothing else does."""
    if place[1].startswith("contracted"):
        pytest.skip("the view takes no writes")
    with pytest.raises(psycopg.errors.GeneratedAlways, match="can only be updated to DEFAULT"):
        conn.execute(f"UPDATE public.papers SET id = id + 1000 WHERE id = {paper}".encode())
    with pytest.raises(psycopg.errors.GeneratedAlways):
        conn.execute(b"INSERT INTO public.papers (id, value) VALUES (5000, '{}')")
    added = conn.execute(b"INSERT INTO public.papers (value) VALUES ('{}') RETURNING id").fetchone()
    assert added
    assert conn.execute(f"DELETE FROM public.papers WHERE id = {added[0]}".encode()).rowcount == 1


def test_contract_says_what_nobody_can_write_afterwards(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    spec = compiled(tmp_path, SPEC, "papers.yaml")
    said = hofsm(capsys, "contract", spec, "-m", tmp_path / "migrations", "--dry-run").err
    assert "INSERT, DELETE on section; changes of section_ui.theme; UPDATE, DELETE on field" in said
    spec = compiled(tmp_path, re.sub(r", update: false|writes: \[\w*\],?", "", SPEC), "papers.yaml")
    assert "closes" not in hofsm(capsys, "contract", spec, "-m", tmp_path / "migrations", "--dry-run").err
