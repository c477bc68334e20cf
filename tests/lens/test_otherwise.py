# ruff: noqa: E501 - tables of writes
"""Columns with `otherwise`: the named cases in both implementations, writes that are legal and writes that are not."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from laws import server as harness
from laws.server import Case, read
from lens.otherwise_cases import DOCUMENTS, SPEC
from psycopg import sql

from hofsm_migrate.errors import GateError
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.compose import compose
from hofsm_migrate.lens.decompose import decompose
from hofsm_migrate.lens.settle import settle
from hofsm_migrate.lens.tree import build
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    from hofsm_migrate.lens.decompose import Rows

MAPPING = loads(SPEC, "otherwise.yaml")
TREE = build(MAPPING)
KEYS = (("id", "bigint"),)


def rows_of(text: str | None) -> Rows:
    return decompose(TREE, read(text))


def back(rows: Rows) -> str:
    return jsonb.dumps(compose(TREE, rows))


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_the_interpreter_gives_the_document_back(text: str | None) -> None:
    document = read(text)
    assert jsonb.same(compose(TREE, decompose(TREE, document)), document)


def test_both_implementations_agree_on_every_case(conn: Connection) -> None:
    harness.prove(conn, Case(MAPPING, tuple(DOCUMENTS.values()), KEYS))


@pytest.mark.parametrize("text", ["[]", '[{"a": 1}]', '"s"', "1.50", "true"])
def test_a_column_takes_what_is_of_another_kind_and_no_residual_is_left(text: str) -> None:
    for document, table, column in (
        (text, "doc", "other"),
        (f'{{"form": {text}}}', "doc", "form_other"),
        (f'{{"form": {{"ui": {text}}}}}', "doc", "form_ui_other"),
        (f'{{"input": {text}}}', "doc_more", "input_other"),
        (f'{{"attributes": {text}}}', "doc_more", "attributes_other"),
        (f'{{"options": [{text}]}}', "option", "option_other"),
        (f'{{"parts": [{{"type": "p", "data": {text}}}]}}', "part", "data_other"),
    ):
        rows = rows_of(document)
        assert [row[column] for row in rows[table]] == [text]
        assert [row["residual"] for name in ("doc", "option", "part") for row in rows[name]] == [
            jsonb.ABSENT for name in ("doc", "option", "part") for _ in rows[name]
        ]


@pytest.mark.parametrize("text", ["{}", '{"a": 1}', '"s"', "0", "false"])
def test_at_an_array_it_takes_objects_and_scalars(text: str) -> None:
    (row,) = rows_of(f'{{"options": {text}}}')["doc_more"]
    assert row["options_other"] == text
    (part,) = rows_of(f'{{"parts": [{{"data": {{"parts": {text}}}}}]}}')["part"]
    assert part["below_other"] == text


@pytest.mark.parametrize("text", ["null", "{}", '{"zz": 1}'])
def test_at_an_object_it_takes_neither_an_object_nor_null(text: str) -> None:
    assert rows_of(f'{{"form": {text}}}')["doc"][0]["form_other"] is None


def test_an_irregular_array_stays_in_the_residual() -> None:
    rows = rows_of(DOCUMENTS["one keyed element is no object"])
    assert rows["keyed"] == []
    assert jsonb.dumps(rows["doc"][0]["residual"]) == '{"keyed": [{"id": "a", "ui": [1]}, "b"]}'


def change(table: str, **values: Any) -> Callable[[Rows], None]:
    return lambda rows: rows[table][0].update(values)


def both(*writes: Callable[[Rows], None]) -> Callable[[Rows], None]:
    return lambda rows: [write(rows) for write in writes] and None


LEGAL: dict[str, tuple[str, Callable[[Rows], None], str]] = {
    "an array in the place of an object": ('{"form":{"title":"t","x":1}}', change("doc", form_other="[1.0]", title=None), '{"form": [1.0]}'),
    "another value": ('{"form":[1]}', change("doc", form_other='"s"'), '{"form": "s"}'),
    "nothing, where null is normal": ('{"form":[1]}', change("doc", form_other=None), '{"form": null}'),
    "nothing, where absent is normal": ('{"meta":[1]}', change("doc_more", meta_other=None), '{}'),
    "nothing, where an empty collection is normal": ('{"options":"x"}', change("doc_more", options_other=None), '{"options": []}'),
    "an object in the place of an array": ('{"form":"x"}', both(change("doc", form_other=None, title="t", width=3)), '{"form": {"ui": {"width": 3}, "title": "t"}}'),
    "a collection where a string was": (
        '{"options":"x"}',
        both(change("doc_more", options_other=None), lambda rows: rows["option"].append({"option_ordinal": 1, "option_other": None, "label": "a", "residual": jsonb.ABSENT, "residual_absent": None})),
        '{"options": [{"label": "a"}]}',
    ),
    "a string where a collection was": ('{"options":[{"label":"a"}]}', both(change("doc_more", options_other='"x"'), lambda rows: rows["option"].clear()), '{"options": "x"}'),
    "an array where a row was": ('{"input":{"by":1}}', both(change("doc_more", input_other="[]"), lambda rows: rows["doc_input"].clear()), '{"input": []}'),
    "the whole document": ('{"number":"1","zz":1}', change("doc", other="[]", number=None), "[]"),
    "below another object that was a string": ('{"form":"x"}', change("doc", form_other=None, form_ui_other="7"), '{"form": {"ui": 7}}'),
    "beside a column that an older spelling still claims": ('{"form":{},"title":"t"}', change("doc", form_other="[]"), '{"form": [], "title": "t"}'),
}  # fmt: skip


@pytest.mark.parametrize(("text", "write", "expected"), LEGAL.values(), ids=LEGAL.keys())
def test_a_legal_write_is_what_is_read(text: str, write: Callable[[Rows], None], expected: str) -> None:
    before = rows_of(text)
    after = copy.deepcopy(before)
    write(after)
    stored = settle(TREE, before, after)
    assert back(stored) == expected
    assert decompose(TREE, compose(TREE, stored)) == stored


REFUSED: dict[str, tuple[str, Callable[[Rows], None], str]] = {
    "a column below has a value": ('{"form":{"title":"t"}}', change("doc", form_other="[]"), "doc.title has a value"),
    "a column below gets one": ('{"form":[1]}', change("doc", width=3), "doc.width has a value"),
    "a column whose older spelling was claimed gets another": ('{"form":[1],"title":"t"}', change("doc", title="u"), "doc.title has a value"),
    "another such column below": ('{"form":{"ui":1}}', change("doc", form_other="[]"), "doc.form_ui_other has a value"),
    "a row below": ('{"input":{}}', change("doc_more", input_other="[]"), "doc_input has a row"),
    "elements there": ('{"options":[1]}', change("doc_more", options_other="{}"), "option has rows"),
    "children in a recursion": ('{"parts":[{"data":{"parts":[1]}}]}', change("part", data_other="1"), "part has rows"),
    "elements of an element": ('{"matrix":[[1]]}', change("cell", row_other="1"), "item has rows"),
    "a kind that belongs to other columns": ("{}", change("doc", form_other="{}"), "takes no object"),
    "a kind that belongs to a collection": ("{}", change("doc_more", options_other="[]"), "takes no array"),
    "JSON null": ("{}", change("doc", form_other="null"), "no JSON null"),
    "in the place of a whole irregular collection": ('{"keyed":[1],"matrix":5}', change("doc", other="[]"), "keyed is closed"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "write", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_two_things_in_one_place_are_refused(text: str, write: Callable[[Rows], None], words: str) -> None:
    before = rows_of(text)
    after = copy.deepcopy(before)
    write(after)
    with pytest.raises(GateError) as refused:
        settle(TREE, before, after)
    assert words in str(refused.value)
    assert "nothing was written" in str(refused.value)


@pytest.mark.parametrize(("column", "value"), [("form_other", "{}"), ("form_other", "null"), ("other", '{"a": 1}')])
def test_the_table_refuses_a_value_of_a_kind_that_the_column_does_not_take(
    conn: Connection, column: str, value: str
) -> None:
    case = Case(MAPPING, ("{}",), KEYS)
    with harness.expanded(conn, case):
        harness.backfill(conn, case)
        conn.execute("SELECT set_config('hofsm.origin', 'backfill', true)")
        update = sql.SQL("UPDATE new_side.doc SET {} = {}::jsonb").format(sql.Identifier(column), sql.Literal(value))
        with pytest.raises(psycopg.errors.CheckViolation), conn.transaction():
            conn.execute(update)
