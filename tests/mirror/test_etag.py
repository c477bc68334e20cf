"""`hofsm.etag`: one tag of a document or an element for both sides, and what it leaves out."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from conftest import fresh_database
from laws.mirrored import close_tables
from mirror.shop import Shop, shop

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEC = """
mapping: shop
source: {table: public.forms, key: [id], payload: value}
schema: shop
tables:
  form:
    role: core
    at: $
    columns:
      title: text
      'seen "at"': {path: [ui.seen, seen], type: timestamptz, wire: iso8601-z, etag: false}
      opened: {path: ui.opened, type: integer, etag: false}
  section:
    role: layout
    at: $.sections[*]
    identity: {path: meta.id, column: section_id}
    columns: {title: text, folded: {path: ui.folded, type: boolean, etag: false}}
  section_more: {role: layout, at: "$.sections[*]", columns: {note: text}}
  field: {role: core, at: "$.sections[*].fields[*]", columns: {label: text, hits: {type: bigint, etag: false}}}
  "Attribute": {role: input, at: $.attributes.*, key_column: name, columns: {value: {type: jsonb, path: ""}}}
  score: {role: input, at: $.scores.*, columns: {value: {type: numeric, path: "", etag: false}}}
  component:
    role: layout
    at: $.components[*]
    recurse: inner.parts
    columns: {kind: text, x: {path: at.x, type: integer, etag: false}}
  tree: {role: layout, at: $.tree.*, recurse: below, columns: {kind: text}}
"""
DOCUMENT: Any = {
    "title": "t",
    "ui": {"seen": "2026-01-31T10:00:00Z", "opened": 3},
    "sections": [
        {"meta": {"id": "a"}, "title": "A", "ui": {"folded": True}, "note": "n", "fields": [{"label": "l", "hits": 1}]},
        {"meta": {"id": "b"}, "fields": [{"label": "m"}, {"label": 7, "odd": 1}]},
    ],
    "attributes": {"k": 1, 'a "b"': {"c": "1.0"}},
    "scores": {"s": 1.5},
    "components": [{"kind": "p", "inner": {"parts": [{"kind": "q", "at": {"x": 1}}, {"kind": "r"}]}}, {"kind": "s"}],
    "tree": {"n": {"kind": "o", "below": {"m": {"kind": "i", "below": {"l": {}}}}}},
}
ODD: list[Any] = [None, 5, [], {}, {"ui": 1, "sections": {}, "scores": [1], "components": "x"}, DOCUMENT["sections"]]
TAG = "SELECT hofsm.etag('shop.form', value) FROM public.forms"


@pytest.fixture(scope="module", params=["server18", "second_server"])
def opened(request: pytest.FixtureRequest) -> Iterator[Shop]:
    dsn = request.getfixturevalue(request.param)
    with fresh_database(dsn) as place, connect(place) as conn, shop(conn, DOCUMENT, *ODD, spec=SPEC) as made:
        yield made


@pytest.fixture
def made(opened: Shop) -> Iterator[Shop]:
    with opened.conn.transaction(force_rollback=True):
        yield opened


def one(made: Shop, query: str, *values: Any) -> Any:
    row = made.conn.execute(query.encode(), values).fetchone()
    assert row
    return row[0]


def tag(made: Shop, key: int = -10) -> str:
    return one(made, f"{TAG} WHERE id = %s", key)


def put(made: Shop, document: Any) -> None:
    made.conn.execute("UPDATE public.forms SET value = %s WHERE id = -10", [json.dumps(document)])


def changed(edit: Any) -> Any:
    document = copy.deepcopy(DOCUMENT)
    edit(document)
    return document


ELEMENTS = {
    "section": [(("sections", 0), "section_id = 'a'"), (("sections", 1), "section_id = 'b'")],
    "field": [(("sections", 1, "fields", 1), "section_id = 'b' AND field_ordinal = 2")],
    '"Attribute"': [(("attributes", 'a "b"'), "name = 'a \"b\"'")],
    "score": [(("scores", "s"), "true")],
    "component": [
        (("components", 0), "component_path = '{1}'"),
        (("components", 0, "inner", "parts", 1), "component_path = '{1,2}'"),
    ],
    "tree": [(("tree", "n", "below", "m"), "tree_path = '{n,m}'"), (("tree", "n"), "tree_path = '{n}'")],
}


def test_a_document_has_the_same_tag_on_both_sides(made: Shop) -> None:
    found = made.rows(
        "SELECT f.value::text, hofsm.etag('shop.form', f.value), hofsm.etag(r)"
        " FROM public.forms AS f JOIN shop.form AS r USING (id)"
    )
    assert len(found) == 1 + len(ODD)
    assert all(legacy == new for _, legacy, new in found)
    assert len({legacy for _, legacy, _ in found}) == len(found)
    assert one(made, "SELECT hofsm.etag('shop.form', NULL)") is None


@pytest.mark.parametrize("table", ELEMENTS)
def test_an_element_has_the_same_tag_on_both_sides(made: Shop, table: str) -> None:
    for path, where in ELEMENTS[table]:
        element: Any = DOCUMENT
        for step in path:
            element = element[step]
        legacy = one(made, f"SELECT hofsm.etag('shop.{table}', %s::jsonb)", json.dumps(element))
        assert legacy == one(made, f"SELECT hofsm.etag(e) FROM shop.{table} AS e WHERE id = -10 AND {where}")


def test_tags_are_those_of_the_phases_before_and_of_any_session(made: Shop) -> None:
    rows = "SELECT hofsm.etag(s) FROM shop.section AS s UNION ALL SELECT hofsm.etag(f) FROM shop.form AS f ORDER BY 1"
    before = tag(made), made.rows(rows)
    made.run("SET LOCAL timezone = 'Asia/Kolkata'; SET LOCAL datestyle = 'German'; SET LOCAL extra_float_digits = -3")
    assert (tag(made), made.rows(rows)) == before
    close_tables(made.conn, made.case)
    assert (tag(made), made.rows(rows)) == before


COUNTS = {
    "a value": lambda d: d.update(title="u"),
    "the scale of a number": lambda d: d["attributes"].update(k=1.0),
    "an unmapped key": lambda d: d.update(other=1),
    "an element below": lambda d: d["sections"][0]["fields"][0].update(label="x"),
    "an element more": lambda d: d["scores"].update(t=1),
    "an element of a recursion": lambda d: d["components"][0]["inner"]["parts"][0].update(kind="z"),
    "the order": lambda d: d["sections"].reverse(),
    "something else in the place of an object": lambda d: d.update(ui=7),
    "an unmapped key beside what is left out": lambda d: d["ui"].update(z=1),
}
LEFT_OUT = {
    "a column": lambda d: d["ui"].update(opened=4),
    "another kind of value": lambda d: d["ui"].update(opened=[4]),
    "all columns of an object": lambda d: d.pop("ui"),
    "another spelling": lambda d: d.update(seen="2026-01-31T10:00:00Z"),
    "a column of an element": lambda d: d["sections"][1].update(ui={"folded": False}),
    "a column two nodes below": lambda d: d["sections"][0]["fields"][0].update(hits=2),
    "elements themselves": lambda d: d["scores"].update(s=9),
    "a column in a recursion": lambda d: d["components"][0]["inner"]["parts"][1].update(at={"x": 5}),
    "nothing": lambda d: None,
}


@pytest.mark.parametrize("edit", COUNTS.values(), ids=COUNTS.keys())
def test_a_tag_changes_with(made: Shop, edit: Any) -> None:
    before = tag(made)
    put(made, changed(edit) if edit is not COUNTS["the scale of a number"] else DOCUMENT)
    if edit is COUNTS["the scale of a number"]:
        made.run("UPDATE public.forms SET value = jsonb_set(value, '{attributes,k}', '1.0') WHERE id = -10")
    assert tag(made) != before


@pytest.mark.parametrize("edit", LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_a_tag_does_not_change_with(made: Shop, edit: Any) -> None:
    before = tag(made)
    put(made, changed(edit))
    assert tag(made) == before == one(made, "SELECT hofsm.etag(f) FROM shop.form AS f WHERE id = -10")


def test_a_deep_recursion_has_a_tag(made: Shop) -> None:
    opening = '{"at": {"x": 1}, "inner": {"parts": ['
    made.run(f"""UPDATE public.forms SET value = '{{"components": [{opening * 400}{"]}}" * 400}]}}' WHERE id = -10""")
    deepest = f"component_path = '{{{','.join(['1'] * 390)}}}'"
    assert one(made, f"SELECT hofsm.etag(c) FROM shop.component AS c WHERE {deepest}")
    before = tag(made)
    assert before == one(made, "SELECT hofsm.etag(f) FROM shop.form AS f WHERE id = -10")
    made.run(f"UPDATE shop.component SET x = 2 WHERE {deepest}")
    assert tag(made) == before
    made.run(f"UPDATE shop.component SET kind = 'k' WHERE {deepest}")
    assert tag(made) != before


@pytest.mark.parametrize("call", ["hofsm.etag(m)", "hofsm.etag('shop.section_more', '{}')", "hofsm.etag(1)"])
def test_what_has_no_tag_is_named(made: Shop, call: str) -> None:
    with pytest.raises(psycopg.errors.UndefinedFunction, match="there are no tags for") as raised:
        made.run(f"SELECT {call} FROM shop.section_more AS m")
    assert "the first table" in (raised.value.diag.message_hint or "")
