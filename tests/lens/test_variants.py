# ruff: noqa: E501 - tables of writes
"""Variants: the named cases in both implementations, writes that keep to them and writes that do not, controls."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from laws import server as harness
from laws.server import Case, read
from lens.variant_cases import DOCUMENTS, SPEC
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

MAPPING = loads(SPEC, "variants.yaml")
TREE = build(MAPPING)
KEYS = (("id", "bigint"),)


def rows_of(text: str) -> Rows:
    return decompose(TREE, read(text))


def back(rows: Rows) -> str:
    return jsonb.dumps(compose(TREE, rows))


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_the_interpreter_gives_the_document_back(text: str | None) -> None:
    document = read(text)
    assert jsonb.same(compose(TREE, decompose(TREE, document)), document)


def test_both_implementations_agree_on_every_case(conn: Connection) -> None:
    harness.prove(conn, Case(MAPPING, tuple(DOCUMENTS.values()), KEYS))


def test_a_column_is_null_and_a_table_has_no_row_outside_of_the_variant() -> None:
    (number,) = rows_of(DOCUMENTS["a variant with its keys"] or "")["field"]
    assert (number["default_number"], number["default_choice"]) == (jsonb.number("1.50"), None)
    rows = rows_of(DOCUMENTS["the other one with the same keys"] or "")
    (select,) = rows["field"]
    assert (select["default_number"], select["default_choice"]) == (None, "1.50")
    assert [len(rows[name]) for name in ("field_choice", "field_option", "field_option_more")] == [1, 1, 1]
    rows = rows_of(DOCUMENTS["the keys of the other one"] or "")
    assert [len(rows[name]) for name in ("field_choice", "field_option", "field_option_more")] == [0, 0, 0]
    expected = '{"x": 1, "input": {"value": "b"}, "default": {"value": 5}, "options": [{"label": "a"}]}'
    assert jsonb.dumps(rows["field"][0]["residual"]) == expected


def test_absence_is_marked_in_the_variant_only() -> None:
    marks = {
        kind: rows_of(f'{{"type": "{kind}"}}')["field"][0]["residual_absent"] for kind in ("number", "select", "x")
    }
    assert marks == {"number": ("note", "ui"), "select": ("ui", "options"), "x": ("ui",)}


def test_the_first_presence_that_fits_is_the_variant() -> None:
    rows = rows_of(DOCUMENTS["presence of two, the first is taken"] or "")
    assert [row["box_variant"] for row in rows["box"]] == ["both", "part", "part", None]
    assert [row["box_key"] for row in rows["box_part"]] == ["l", "m"]


NUMBER = '{"type":"number","default":{"value":"x"},"ui":{"width":3,"w":1},"note":5}'
BOX = '{"boxes":{"k":{"a":1,"name":"n"}}}'


def becomes_select(rows: Rows) -> None:
    (row,) = rows["field"]
    row |= {"kind": "select", "width": None, "note_number": None, "default_choice": "c"}
    rows["field_choice"].append({"chosen": "b", "same": None})


def test_a_change_of_the_variant_takes_what_was_kept_for_the_one_left() -> None:
    before = rows_of(NUMBER)
    after = copy.deepcopy(before)
    becomes_select(after)
    stored = settle(TREE, before, after)
    assert (
        back(stored)
        == '{"ui": {"w": 1}, "type": "select", "input": {"value": "b"}, "default": {"value": "c"}, "options": []}'
    )
    assert decompose(TREE, compose(TREE, stored)) == stored


def test_a_variant_by_presence_changes_with_its_keys() -> None:
    before = rows_of('{"boxes":{"k":{"a":1,"name":"n","serial":"7"}}}')
    after = copy.deepcopy(before)
    after["box"][0] |= {"box_variant": "both", "a": None}
    after["box_part"] = []
    after["box_both"] = [{"box_key": "k", "a": "x", "c": 5}]
    stored = settle(TREE, before, after)
    assert back(stored) == '{"boxes": {"k": {"a": "x", "b": {"c": 5}, "serial": "7"}}}'


def change(table: str, **values: Any) -> Callable[[Rows], None]:
    return lambda rows: rows[table][0].update(values)


UNFIT: dict[str, tuple[str, Callable[[Rows], None], str]] = {
    "a value in a column of another variant": (NUMBER, change("field", default_choice="c"), "default_choice of variant 'select'"),
    "the variant without its rows": (NUMBER, change("field", kind="select", width=None, note_number=None), "field_choice of variant 'select' has no row"),
    "a row of another variant": (NUMBER, lambda rows: rows["field_choice"].append({"chosen": None, "same": None}), "field_choice of variant 'select' has a row"),
    "an element of another variant's collection": (
        NUMBER,
        lambda rows: rows["field_option"].append({"field_option_ordinal": 1, "label": "l"}),
        "field_option of variant 'select' has rows",
    ),
    "a variant that is none": (BOX, change("box", box_variant="x"), "which is no variant"),
    "the key that makes it the variant is gone": (BOX, change("box", a=None), "it is of no variant"),
    "a variant whose key is not there": (
        BOX,
        lambda rows: (rows["box"][0].update(box_variant="none", a=None), rows["box_part"].clear()),
        "it is of no variant",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "write", "words"), UNFIT.values(), ids=UNFIT.keys())
def test_a_write_that_does_not_fit_the_variant_is_refused(text: str, write: Callable[[Rows], None], words: str) -> None:
    before = rows_of(text)
    after = copy.deepcopy(before)
    write(after)
    with pytest.raises(GateError, match="do not fit the variant") as refused:
        settle(TREE, before, after)
    assert words in str(refused.value)


def test_removing_the_last_key_of_a_variant_by_presence_is_no_silent_change() -> None:
    """The tag says `part`; without the guard the rows of the document would just become others."""
    before = rows_of(BOX)
    after = copy.deepcopy(before)
    after["box"][0]["a"] = None
    assert decompose(TREE, compose(TREE, after))["box"][0]["box_variant"] is None


ILLEGAL = {
    "a column of another variant": "UPDATE new_side.field SET default_choice = 'c'",
    "another variant with a column of the one before": "UPDATE new_side.field SET kind = 'select'",
    "no variant with a column of the one before": "UPDATE new_side.field SET kind = NULL",
    "a name that no presence gives": "UPDATE new_side.box SET box_variant = 'x'",
    "a column by presence of another variant": "UPDATE new_side.box SET box_variant = NULL",
}


@pytest.mark.parametrize("write", ILLEGAL.values(), ids=ILLEGAL.keys())
def test_the_first_table_refuses_columns_of_other_variants(conn: Connection, write: str) -> None:
    texts = (DOCUMENTS["a variant with its keys"], DOCUMENTS["presence of one key"])
    case = Case(MAPPING, texts, KEYS)
    with harness.expanded(conn, case):
        harness.backfill(conn, case)
        conn.execute("SELECT set_config('hofsm.origin', 'backfill', true)")
        with pytest.raises(psycopg.errors.CheckViolation), conn.transaction():
            conn.execute(write.encode())


DAMAGES = {
    "another variant": "UPDATE new_side.box SET box_variant = 'none' WHERE box_key = 'l'",
    "a row of a variant lost": "DELETE FROM new_side.box_stock",
    "a row of a variant under another": "UPDATE new_side.field SET kind = 'number' WHERE kind = 'select'",
    "a value of a variant": "UPDATE new_side.field_choice SET chosen = 'z'",
}
DAMAGED = (
    '{"boxes":{"k":{"a":1,"name":null},"l":{"serial":"7","batch":1,"note":"x"}}}',
    '{"type":"select","input":{"value":"b"}}',
)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_control_damage_is_noticed_by_verify(conn: Connection, damage: str) -> None:
    case = Case(MAPPING, DAMAGED, KEYS)
    with harness.expanded(conn, case):
        harness.backfill(conn, case)
        assert harness.verify(conn, case) == []
        conn.execute("SELECT set_config('hofsm.origin', 'backfill', true)")
        conn.execute(damage.encode())
        assert harness.verify(conn, case)


@pytest.mark.parametrize("module", ["decompose", "compose"])
def test_control_without_its_guard_the_sql_gives_something_else(
    conn: Connection, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setattr(f"hofsm_migrate.compile.{module}.is_variant", lambda _variant, _names: sql.SQL("true"))
    mapping = replace(MAPPING, digest=module)  # a plan is compiled once
    with conn.transaction(force_rollback=True), pytest.raises((AssertionError, psycopg.errors.CheckViolation)):
        harness.prove(conn, Case(mapping, tuple(DOCUMENTS.values()), KEYS))
