"""`on_mismatch: reject`: a legacy write that brings what does not conform is refused; what was there before stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from conftest import fresh_database
from laws import server as harness
from mirror.shop import Shop, shop
from mirror.test_mirrored_refusals import NO_GUARD

from hofsm_migrate.db.connect import connect
from hofsm_migrate.lens.mismatch import new_mismatches

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEC = """
mapping: shop
source: {table: public.forms, key: [id], payload: value}
schema: shop
on_mismatch: reject
tables:
  form:
    role: core
    at: $
    columns:
      title: text
      weight: {path: [meta.weight, weightKg], type: numeric, wire: [string, native], check: "weight > 0"}
      state: {path: meta.state, type: enum, values: [open, done]}
      'odd "at"': {path: at, type: timestamptz, wire: [iso8601-z, epoch-s]}
      free: jsonb
      places: {type: integer}
      loose: {path: list, type: jsonb, otherwise: true}
  form_input: {role: input, at: $, when: {path: input, is: object}, columns: {by: {path: input.by, type: bigint}}}
  section:
    role: layout
    at: $.sections[*]
    identity: {path: id}
    columns: {title: text, kind: text}
  field: {role: core, at: "$.sections[*].fields[*]", columns: {n: {path: "", type: integer}}}
  "Item": {role: core, at: "$.list[*]", columns: {found: integer}}
  attribute: {role: input, at: $.attributes.*, key_column: name, columns: {x: integer}}
  component: {role: layout, at: "$.components[*]", recurse: parts, columns: {kind: text}}
variants:
  section:
    by: kind
    number: {columns: {low: {path: rule.low, type: integer}}}
    choice: {tables: {option: {role: layout, at: "$.sections[*].choices[*]", columns: {label: text}}}}
"""
DOCUMENT: Any = {
    "title": "t",
    "meta": {"weight": "1.5", "state": "open"},
    "sections": [{"id": "a", "title": 1, "fields": [1, "2"]}, {"id": "b", "kind": "number", "rule": {"low": 1}}],
    "attributes": {"k": {"x": 1}, "l": {"x": "odd"}},
    "components": [{"kind": "p", "parts": [{"kind": 1}]}],
    "other": {"x": 1},
}
ODD: Any = {"meta": [], "sections": [{"id": "a"}, {"id": "a"}], "places": "x"}
REFUSED = {
    "another kind of value": (
        "{title}",
        "[]",
        "column form.title",
        "at $.title it takes text, wire form native; got []",
    ),
    "what is read and spelled otherwise": ("{places}", '"7"', "column form.places", 'got "7"'),
    "another wire form": ("{meta,weight}", "1.5", "column form.weight", "numeric, wire form string; got 1.5"),
    "another spelling": ("{weightKg}", '"2"', "column form.weight", "wire form string at meta.weight"),
    "a check": ("{meta,weight}", '"-1"', "column form.weight", 'got "-1"'),
    "a value that is no value of an enum": ("{meta,state}", '"lost"', "column form.state", 'got "lost"'),
    "a column with a quote in its name": ("{at}", "5.5", 'column form.odd "at"', "got 5.5"),
    "no object where columns lie": (
        "{meta}",
        '"x"',
        "the object at meta",
        'other columns and collections; got "x"',
    ),
    "no object where a row asks for one": ("{input}", "5", "the object at input", "got 5"),
    "no array": ("{sections}", '{"a": 1}', "collection section", "an array, whose elements"),
    "no map": ("{attributes}", "[1]", "collection attribute", "an object, whose entries"),
    "a key that is repeated": ("{sections,1,id}", '"a"', "collection section", "if their keys are there, differ"),
    "a key that is missing": ("{sections,1}", "{}", "collection section", "got "),
    "an element that is no object": ("{attributes,n}", "7", "an element of attribute", "at $.attributes.* of n it"),
    "a column of an element": ("{sections,1,title}", "2", "column section.title", "at $.sections[*].title of b"),
    "one more of the same": ("{sections,1,title}", "1", "column section.title", "got 1"),
    "an element itself": ("{sections,0,fields,0}", '"1"', "column field.n", 'got "1"'),
    "an element of a recursion": ("{components,0,parts,0,kind}", "2", "column component.kind", "got 2"),
    "a column of a variant": ("{sections,1,rule,low}", '"x"', "column section.low", 'got "x"'),
    "a collection of a variant": (
        "{sections,1}",
        '{"id": "b", "kind": "choice", "choices": {"low": 1}}',
        "collection option",
        "an array",
    ),
    "a long value": ("{title}", json.dumps(["x" * 500]), "column form.title", "x..."),
    "the whole document": ("{}", "[1]", "an element of form", "got "),
}
ALLOWED = {
    "null": ("{title}", "null"),
    "null on the way": ("{meta}", "null"),
    "an empty array": ("{components}", "[]"),
    "an empty map": ("{attributes}", "{}"),
    "an empty object": ("{meta}", "{}"),
    "null in the place of a collection": ("{sections}", "null"),
    "what no column takes": ("{other}", '{"y": [1]}'),
    "any JSON in a jsonb column": ("{free}", "null"),
    "what an otherwise column takes": ("{list}", '"x"'),
    "elements whose otherwise column took something": ("{list}", '[{"found": 1}]'),
    "another part of an element that does not conform": ("{sections,0,id}", '"n"'),
    "what is mapped in another variant": ("{sections,0,rule}", '{"low": "x"}'),
    "a collection of another variant": ("{sections,1,choices}", '"x"'),
    "a value that conforms in the place of one that does not": ("{sections,0,title}", '"A"'),
    "elements moved": ("{sections}", json.dumps(DOCUMENT["sections"][::-1])),
    "an odd value moved to another element": (
        "{attributes}",
        '{"k": {"x": "odd"}, "l": {"x": 2}}',
    ),
}


NOT = "what was written does not conform to {}"


def copied(made: Shop, document: str) -> None:
    with made.conn.cursor() as cursor, cursor.copy("COPY public.forms FROM STDIN") as copy:
        copy.write_row((2, document))


@pytest.fixture(scope="module", params=["server18", "second_server"])
def opened(request: pytest.FixtureRequest) -> Iterator[Shop]:
    dsn = request.getfixturevalue(request.param)
    with fresh_database(dsn) as place, connect(place) as conn, shop(conn, DOCUMENT, ODD, spec=SPEC) as made:
        yield made


@pytest.fixture
def made(opened: Shop) -> Iterator[Shop]:
    with opened.conn.transaction(force_rollback=True):
        yield opened


def write(made: Shop, path: str, value: str, key: int = -10) -> None:
    edit = "jsonb_set(value, %(path)s::text[], %(value)s::jsonb)" if path != "{}" else "%(value)s::jsonb"
    made.conn.execute(
        f"UPDATE public.forms SET value = {edit} WHERE id = %(key)s".encode(),
        {"path": path, "value": value, "key": key},
    )


def edited(made: Shop, path: str, value: str) -> tuple[Any, Any]:
    """The document before and after, as the interpreter reads them."""
    before = made.rows("SELECT value::text FROM public.forms WHERE id = -10")[0][0]
    if path == "{}":
        return harness.read(before), harness.read(value)
    query = "SELECT jsonb_set(%s::jsonb, %s::text[], %s::jsonb)::text"
    row = made.conn.execute(query.encode(), [before, path, value]).fetchone()
    return harness.read(before), harness.read((row or ("",))[0])


@pytest.mark.parametrize(("path", "value", "what", "detail"), REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_conform_is_refused(made: Shop, path: str, value: str, what: str, detail: str) -> None:
    assert new_mismatches(made.case.tree, *edited(made, path, value))
    with pytest.raises(psycopg.errors.CheckViolation, match=NOT.format(what)) as raised, made.conn.transaction():
        write(made, path, value)
    words = raised.value.diag.message_detail or ""
    assert words.startswith("document id = -10: at $")
    assert words.endswith("; nothing was written")
    assert len(words) < 350
    assert detail in words
    assert "shop.yaml:" in (raised.value.diag.message_hint or "")
    assert made.document() == DOCUMENT
    made.run(NO_GUARD)  # control: nothing else stands in the way
    write(made, path, value)
    made.check()


@pytest.mark.parametrize(("path", "value"), ALLOWED.values(), ids=ALLOWED.keys())
def test_what_conforms_or_was_there_before_is_taken(made: Shop, path: str, value: str) -> None:
    assert not new_mismatches(made.case.tree, *edited(made, path, value))
    write(made, path, value)
    made.check()


def test_inserts_and_copy_are_refused_and_deletes_are_not(made: Shop) -> None:
    for statement in (
        "INSERT INTO public.forms VALUES (1, '{\"title\": 1}')",
        "INSERT INTO public.forms VALUES (-10, '{}') ON CONFLICT (id) DO UPDATE SET value = '{\"title\": 1}'",
        "UPDATE public.forms SET id = 77, value = '{\"title\": 1}' WHERE id = -10",
    ):
        with pytest.raises(psycopg.errors.CheckViolation, match=NOT.format("column")), made.conn.transaction():
            made.run(statement)
    with pytest.raises(psycopg.errors.CheckViolation, match=NOT.format("column")), made.conn.transaction():
        copied(made, '{"places": "1"}')
    made.run("INSERT INTO public.forms VALUES (2, '{\"title\": null}')", "INSERT INTO public.forms VALUES (3, NULL)")
    made.run("UPDATE public.forms SET id = 77 WHERE id = -10", "DELETE FROM public.forms WHERE id < 0")
    made.check()


def test_documents_that_did_not_conform_before_stay_and_can_be_changed(made: Shop) -> None:
    """They came by the backfill."""
    assert made.document(-9) == ODD
    write(made, "{title}", '"new"', key=-9)
    made.run("UPDATE shop.form SET title = 'newer' WHERE id = -9")
    assert made.document(-9) == {**ODD, "title": "newer"}
    made.check()


def test_the_new_side_is_not_asked_about_what_was_there(made: Shop) -> None:
    made.run("UPDATE shop.form SET title = 'u' WHERE id = -10", "UPDATE shop.attribute SET x = 5 WHERE name = 'k'")
    assert made.document()["attributes"] == {"k": {"x": 5}, "l": {"x": "odd"}}
