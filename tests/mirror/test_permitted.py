"""`writes` of a table, `update: false` and `references` of a column: what the new side may not do, and who may."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from conftest import fresh_database
from mirror.shop import Shop, shop
from mirror.test_mirrored_refusals import NO_GUARD

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
      author: {type: text, update: false}
      amount: {type: numeric, update: false}
      'odd "name"': {path: odd, type: jsonb, update: false}
      item: {type: bigint, references: 'public."Items".id'}
  section:
    role: layout
    at: $.sections[*]
    identity: {path: id}
    columns: {title: text}
  section_ui: {role: layout, at: "$.sections[*]", writes: [insert], columns: {theme: {path: ui.theme, type: text}}}
  field:
    role: core
    at: $.sections[*].fields[*]
    identity: {path: id}
    writes: [insert, update]
    columns: {label: text, kind: {type: text, update: false}}
  field_input:
    role: input
    at: $.sections[*].fields[*]
    when: {path: input, is: object}
    writes: [insert, delete]
    columns: {note: {path: input.note, type: text}}
  "Step": {role: core, at: "$.steps[*]", writes: [], columns: {n: integer}}
  component: {role: layout, at: "$.components[*]", recurse: parts, writes: [update, delete], columns: {kind: text}}
variants:
  field:
    by: kind
    number: {columns: {low: {type: integer, update: false}}}
    choice: {tables: {field_choice: {role: layout, writes: [], columns: {several: boolean}}}}
"""
ITEMS = 'CREATE TABLE public."Items" (id bigint PRIMARY KEY); INSERT INTO public."Items" VALUES (1), (2)'
DOCUMENT: Any = {
    "title": "t",
    "author": "me",
    "amount": 1,
    "odd": {"a": 1},
    "item": 1,
    "sections": [
        {
            "id": "a",
            "ui": {"theme": "dark"},
            "fields": [
                {"id": "x", "kind": "number", "low": 1, "input": {"note": "n"}},
                {"id": "y", "kind": "choice", "several": True},
            ],
        },
        {"id": "b", "title": "B"},
        {"id": "c", "fields": [{"id": "z"}]},
    ],
    "steps": [{"n": 1}, {"n": 2}],
    "components": [{"kind": "p", "parts": [{"kind": "q"}]}, {"kind": "r"}],
}
CLOSED, REFERENCE = "42501", "23503"
OR_UPDATE = "ON CONFLICT (id, section_id, field_id) DO UPDATE SET note = 'm'"
NO = "takes no {} from the new side".format

REFUSED = {
    "insert": (
        'INSERT INTO shop."Step" (id, "Step_ordinal") VALUES (-10, 3)',
        f"table Step {NO('INSERT')}",
        "id = -10",
    ),
    "update": ('UPDATE shop."Step" SET n = 3 WHERE n = 1', f"table Step {NO('UPDATE')}", "Step_ordinal = 1"),
    "an update that changes nothing": ('UPDATE shop."Step" SET n = n', f"table Step {NO('UPDATE')}", ""),
    "delete": ('DELETE FROM shop."Step"', f"table Step {NO('DELETE')}", ""),
    "an upsert that updates": (
        f"INSERT INTO shop.field_input AS i (id, section_id, field_id) VALUES (-10, 'a', 'x') {OR_UPDATE}",
        f"table field_input {NO('UPDATE')}",
        "section_id = a, field_id = x",
    ),
    "one of several writes of a statement": (
        "WITH one AS (UPDATE shop.form SET title = 'u') DELETE FROM shop.field WHERE field_id = 'z'",
        f"table field {NO('DELETE')}",
        "section_id = c, field_id = z",
    ),
    "an element of a recursion": (
        "INSERT INTO shop.component (id, component_path) VALUES (-10, '{1,2}')",
        f"table component {NO('INSERT')}",
        "component_path = {1,2}",
    ),
    "a cascade": (
        "DELETE FROM shop.section WHERE section_id = 'c'",
        f"table field {NO('DELETE')}",
        "deleting a row of section deletes it",
    ),
    "a cascade to a split with a value": (
        "DELETE FROM shop.section WHERE section_id = 'a'",
        f"table section_ui {NO('DELETE')}",
        "section_id = a",
    ),
    "a cascade from the document": ("DELETE FROM shop.form", NO("DELETE"), "deleting a row of form deletes it"),
    "a key that is a part of others": (
        "UPDATE shop.section SET section_id = 'n' WHERE section_id = 'a'",
        f"table section_ui {NO('UPDATE')}",
        "the key of a row of section is a part of its key",
    ),
    "a key of a document": ("UPDATE shop.form SET id = 5", NO("UPDATE"), "the key of a row of form"),
    "a split of an element": ("UPDATE shop.section_ui SET theme = 'l'", f"table section_ui {NO('UPDATE')}", ""),
    "a split of a variant": ("UPDATE shop.field_choice SET several = false", f"table field_choice {NO('UPDATE')}", ""),
    "a column": ("UPDATE shop.form SET author = 'you'", "column form.author cannot be changed", "id = -10"),
    "a column set to NULL": ("UPDATE shop.form SET author = NULL", "column form.author cannot be changed", ""),
    "the scale of a number": ("UPDATE shop.form SET amount = 1.0", "column form.amount cannot be changed", ""),
    "a column of jsonb": (
        'UPDATE shop.form SET "odd ""name""" = \'{"a": 2}\'',
        'column form.odd "name" cannot be changed',
        "",
    ),
    "a column of a variant": ("UPDATE shop.field SET low = 2 WHERE field_id = 'x'", "column field.low cannot be", ""),
    "a variant that is left": (
        "UPDATE shop.field SET kind = NULL, low = NULL WHERE field_id = 'x'",
        "column field.kind cannot be changed",
        "",
    ),
    "an upsert that changes a column": (
        "INSERT INTO shop.form (id, author) VALUES (-10, 'n') ON CONFLICT (id) DO UPDATE SET author = excluded.author",
        "column form.author cannot be changed",
        "",
    ),
}
DANGLING = {
    "a reference to nothing": "UPDATE shop.form SET item = 9",
    "an insert that refers to nothing": "INSERT INTO shop.form (id, item) VALUES (7, 9)",
}
ALLOWED = {
    "the same value": "UPDATE shop.form SET author = 'me', amount = 1, title = 'u'",
    "an insert with the column": "INSERT INTO shop.form (id, author, amount) VALUES (3, 'new', 2)",
    "an element with its splits": "INSERT INTO shop.section (id, section_id, section_ordinal) VALUES (-10, 'n', 1)",
    "an element whose splits have no values": "DELETE FROM shop.section WHERE section_id = 'b'",
    "the key of such an element": "UPDATE shop.section SET section_id = 'n' WHERE section_id = 'b'",
    "an element that makes others move up": "DELETE FROM shop.component WHERE component_path = '{1}'",
    "a place": "UPDATE shop.section SET section_ordinal = 1 WHERE section_id = 'c'",
    "a row of a split that had none": "INSERT INTO shop.section_ui (id, section_id, theme) VALUES (-10, 'b', 'dark')",
    "an upsert that inserts": "INSERT INTO shop.field_input (id, section_id, field_id) VALUES (-10, 'a', 'y') "
    + OR_UPDATE,
    "no row at all": 'DELETE FROM shop."Step" WHERE n = 7',
    "a reference to a row": "UPDATE shop.form SET item = 2",
    "a reference to none": "UPDATE shop.form SET item = NULL",
}


@pytest.fixture(scope="module", params=["server18", "second_server"])
def opened(request: pytest.FixtureRequest) -> Iterator[Shop]:
    """The mapping mirrored, for all tests of this module."""
    with fresh_database(request.getfixturevalue(request.param)) as dsn, connect(dsn) as conn:
        conn.execute(ITEMS)
        with shop(conn, DOCUMENT, spec=SPEC) as made:
            yield made


@pytest.fixture
def made(opened: Shop) -> Iterator[Shop]:
    """What a test does is undone."""
    with opened.conn.transaction(force_rollback=True):
        yield opened


def refused(made: Shop, statement: str, message: str) -> psycopg.Error:
    with pytest.raises(psycopg.Error, match=message) as raised, made.conn.transaction():
        made.run(statement)
    assert "nothing was written" in (raised.value.diag.message_detail or "")
    assert "shop.yaml:" in (raised.value.diag.message_hint or "")
    assert made.document() == DOCUMENT
    return raised.value


@pytest.mark.parametrize(("statement", "message", "detail"), REFUSED.values(), ids=REFUSED.keys())
def test_what_the_spec_does_not_permit_is_refused(made: Shop, statement: str, message: str, detail: str) -> None:
    error = refused(made, statement, message)
    assert error.sqlstate == CLOSED
    assert detail in (error.diag.message_detail or "")
    made.run(NO_GUARD, statement)  # control: nothing else stands in the way


@pytest.mark.parametrize("statement", DANGLING.values(), ids=DANGLING.keys())
def test_a_reference_to_nothing_is_refused(made: Shop, statement: str) -> None:
    error = refused(made, statement, "form.item refers to a row that is not there")
    assert error.sqlstate == REFERENCE
    assert "public.Items has none with this value in id" in (error.diag.message_detail or "")
    made.run(NO_GUARD, statement)


@pytest.mark.parametrize("statement", ALLOWED.values(), ids=ALLOWED.keys())
def test_what_the_spec_permits_is_done(made: Shop, statement: str) -> None:
    made.run(statement)
    made.check()


def test_the_legacy_side_may_do_all_of_it(made: Shop) -> None:
    """What is closed to the new side, and a reference to nothing, which then is no reason to refuse other writes."""
    other = copy.deepcopy(DOCUMENT)
    other |= {"author": "you", "amount": 2, "odd": [], "item": 9, "steps": [{"n": 9}]}
    other["sections"] = [{"id": "a", "ui": {"theme": "light"}, "fields": [{"id": "x", "kind": "choice"}]}]
    made.conn.execute("UPDATE public.forms SET value = %s", [json.dumps(other)])
    assert made.rows('SELECT n FROM shop."Step"') == [(9,)]
    made.run("UPDATE shop.form SET title = 'u'")
    made.check()
    made.run("DELETE FROM public.forms")
    assert made.rows("SELECT FROM shop.form UNION ALL SELECT FROM shop.field") == []


def test_a_trigger_of_the_application_that_writes_to_a_new_table_is_refused_too(made: Shop) -> None:
    made.run(
        "CREATE FUNCTION public.wake() RETURNS trigger LANGUAGE plpgsql AS"
        """ $$ BEGIN UPDATE shop."Step" SET n = 5; RETURN NULL; END $$""",
        "CREATE TABLE public.elsewhere (id int)",
        "CREATE TRIGGER wake AFTER INSERT ON public.elsewhere FOR EACH ROW EXECUTE FUNCTION public.wake()",
    )
    refused(made, "INSERT INTO public.elsewhere VALUES (1)", "table Step takes no UPDATE")
