"""Writes to the new tables in phase `mirrored`, case by case: what becomes of the document."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from mirror.shop import FORM, shop

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection


def section(document: Any, key: str) -> Any:
    return next(one for one in document["sections"] if one["id"] == key)


def field(document: Any, key: str) -> Any:
    return next(one for sect in document["sections"] for one in sect.get("fields", []) if one["id"] == key)


def put(*path: Any) -> Callable[[Any], None]:
    """An edit that sets what lies at a path; the last item is the value."""

    def edit(document: Any) -> None:
        for key in path[:-2]:
            document = document[key]
        document[path[-2]] = path[-1]

    return edit


def drop(*path: Any) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        for key in path[:-1]:
            document = document[key]
        del document[path[-1]]

    return edit


def move_field(document: Any) -> None:
    moved = section(document, "a")["fields"].pop(0)
    section(document, "b")["fields"].insert(0, moved)


def rename_section(document: Any) -> None:
    section(document, "a")["id"] = "c"


def swap_sections(document: Any) -> None:
    document["sections"].reverse()


def move_component(document: Any) -> None:
    """The first component goes below the last; the second moves up, since positions are the identity."""
    moved = document["components"].pop(0)
    document["components"][0]["parts"] = [moved]


CASES: dict[str, tuple[list[str], list[Callable[[Any], None]]]] = {
    "a column": (["UPDATE shop.form SET title = 'u'"], [put("title", "u")]),
    "the scale of a number": (["UPDATE shop.form SET amount = 1.0"], [put("amount", 1.0)]),
    "a column whose object is new": (
        ["UPDATE shop.section_ui SET theme = 'light' WHERE section_id = 'b'"],
        [put("sections", 1, "ui", {"theme": "light"})],
    ),
    "an object that is emptied": (["UPDATE shop.form SET state = NULL"], [put("meta", {})]),
    "an object that is emptied in a split": (
        ["UPDATE shop.section_ui SET theme = NULL WHERE section_id = 'a'"],
        [put("sections", 0, "ui", {})],
    ),
    "a row of a table with `when` goes with its object": (["DELETE FROM shop.form_input"], [drop("input")]),
    "a row of a table with `when` goes and comes again": (
        ["DELETE FROM shop.form_input", "INSERT INTO shop.form_input (id, note) VALUES (-10, 'm')"],
        [put("input", {"note": "m"})],
    ),
    "a section with everything below it": (
        ["DELETE FROM shop.section WHERE section_id = 'a'"],
        [drop("sections", 0)],
    ),
    "a collection that is emptied": (["DELETE FROM shop.attribute"], [put("attributes", {})]),
    "an array that is emptied": (["DELETE FROM shop.section"], [put("sections", [])]),
    "an option at the end": (
        ["INSERT INTO shop.option (id, section_id, field_id, option_ordinal, label) VALUES (-10, 'a', 'y', 9, 'new')"],
        [put("sections", 0, "fields", 1, "options", [{"label": "3"}, {"label": "new"}])],
    ),
    "an option from the middle": (
        ["DELETE FROM shop.option WHERE field_id = 'x' AND option_ordinal = 1"],
        [drop("sections", 0, "fields", 0, "options", 0)],
    ),
    "a section moves up": (
        ["UPDATE shop.section SET section_ordinal = 1 WHERE section_id = 'b'"],
        [swap_sections],
    ),
    "a section moves down": (
        ["UPDATE shop.section SET section_ordinal = 2 WHERE section_id = 'a'"],
        [swap_sections],
    ),
    "a section comes in between": (
        ["INSERT INTO shop.section (id, section_id, section_ordinal) VALUES (-10, 'n', 2)"],
        [lambda document: document["sections"].insert(1, {"id": "n"})],
    ),
    "a section is renamed": (
        ["UPDATE shop.section SET section_id = 'c' WHERE section_id = 'a'"],
        [rename_section],
    ),
    "a field moves to another section": (
        ["UPDATE shop.field SET section_id = 'b', field_ordinal = 1 WHERE field_id = 'x'"],
        [move_field],
    ),
    "the last field moves to another section": (
        ["UPDATE shop.field SET section_id = 'a', field_ordinal = 9 WHERE field_id = 'z'"],
        [
            put("sections", 1, "fields", []),
            lambda document: document["sections"][0]["fields"].append({"id": "z", "odd": 1}),
        ],
    ),
    "an entry of a map is renamed": (
        ["UPDATE shop.attribute SET name = '0' WHERE name = 'k'"],
        [drop("attributes", "k"), put("attributes", "0", 1)],
    ),
    "a component from the middle of a recursion": (
        ["DELETE FROM shop.component WHERE component_path = '{1,1}'"],
        [drop("components", 0, "parts", 0)],
    ),
    "the top of a recursion with everything below it": (
        ["DELETE FROM shop.component WHERE component_path = '{1}'"],
        [drop("components", 0)],
    ),
    "a branch of a recursion moves": (
        ["UPDATE shop.component SET component_path = '{2,1}' WHERE component_path = '{1}'"],
        [move_component],
    ),
    "a component in a recursion": (
        [
            "INSERT INTO shop.component (id, component_path, kind) VALUES (-10, '{2,1}', 'n')",
            "UPDATE shop.component_ui SET width = 5 WHERE component_path = '{2,1}'",
        ],
        [put("components", 1, "parts", [{"kind": "n", "width": 5}])],
    ),
    "a field changes its variant in one statement": (
        [
            (
                "WITH gone AS (DELETE FROM shop.field_number WHERE field_id = 'x')"
                " UPDATE shop.field SET kind = 'choice', low = NULL, several = false WHERE field_id = 'x'"
            )
        ],
        [
            put("sections", 0, "fields", 0, "kind", "choice"),
            put("sections", 0, "fields", 0, "several", False),
            put("sections", 0, "fields", 0, "rule", {}),
            drop("sections", 0, "fields", 0, "rule"),
            drop("sections", 0, "fields", 0, "unit"),
        ],
    ),
    "a field changes its variant step by step": (
        [
            "UPDATE shop.field_number SET unit = NULL WHERE field_id = 'x'",
            "UPDATE shop.field SET kind = 'choice', low = NULL WHERE field_id = 'x'",
        ],
        [
            put("sections", 0, "fields", 0, "kind", "choice"),
            drop("sections", 0, "fields", 0, "rule"),
            drop("sections", 0, "fields", 0, "unit"),
        ],
    ),
    "a field becomes one of a variant with a table": (
        [
            "UPDATE shop.field SET kind = 'number' WHERE field_id = 'z'",
            "UPDATE shop.field_number SET unit = 'm' WHERE field_id = 'z'",
        ],
        [put("sections", 1, "fields", 0, {"id": "z", "odd": 1, "kind": "number", "unit": "m"})],
    ),
    "something else in the place of a collection": (
        ["DELETE FROM shop.section", "UPDATE shop.form SET loose = '\"none\"'"],
        [put("sections", "none")],
    ),
    "two tables in one statement": (
        [
            (
                "WITH head AS (UPDATE shop.form SET title = 'u'), more AS (UPDATE shop.form_more SET width = 4)"
                " DELETE FROM shop.attribute"
            )
        ],
        [put("title", "u"), put("more", "width", 4), put("attributes", {})],
    ),
    "an element with its split in one statement": (
        [
            (
                "WITH one AS (INSERT INTO shop.section (id, section_id, section_ordinal) VALUES (-10, 'n', 3))"
                " INSERT INTO shop.section_ui (id, section_id, theme) VALUES (-10, 'n', 'new')"
            )
        ],
        [lambda document: document["sections"].append({"id": "n", "ui": {"theme": "new"}})],
    ),
    "an element first and its split later": (
        [
            "INSERT INTO shop.section (id, section_id, section_ordinal) VALUES (-10, 'n', 3)",
            "INSERT INTO shop.section_ui (id, section_id, theme) VALUES (-10, 'n', 'new')",
        ],
        [lambda document: document["sections"].append({"id": "n", "ui": {"theme": "new"}})],
    ),
}


@pytest.mark.parametrize(("statements", "edits"), CASES.values(), ids=CASES.keys())
def test_the_document_follows(conn: Connection, statements: list[str], edits: list[Callable[[Any], None]]) -> None:
    expected = copy.deepcopy(FORM)
    for edit in edits:
        edit(expected)
    with shop(conn) as made:
        made.run(*statements)
        assert made.document() == expected
        made.check()


def test_the_scale_of_a_number_is_a_change(conn: Connection) -> None:
    with shop(conn) as made:
        made.run("UPDATE shop.form SET amount = 1.0")
        assert made.rows("SELECT value->>'amount' FROM public.forms") == [("1.0",)]


def test_a_value_that_was_replaced_never_comes_back(conn: Connection) -> None:
    with shop(conn, {"title": 7, "amount": "x", "meta": 5}) as made:
        assert made.rows("SELECT title, amount FROM shop.form") == [("7", None)]
        made.run("UPDATE shop.form SET title = 'u', amount = 2, state = 's'")
        assert made.document() == {"title": "u", "amount": 2, "meta": {"state": "s"}}
        made.run("UPDATE shop.form SET title = NULL, amount = NULL, state = NULL")
        assert made.document() == {"meta": {}}
        made.check()


def test_a_document_comes_and_goes(conn: Connection) -> None:
    with shop(conn) as made:
        made.run("INSERT INTO shop.form (id, title) VALUES (-9, 'new')")
        assert made.document(-9) == {"title": "new"}
        made.run("INSERT INTO shop.section (id, section_id, section_ordinal) VALUES (-9, 's', 1)")
        assert made.document(-9) == {"title": "new", "sections": [{"id": "s"}]}
        made.check()
        made.run("DELETE FROM shop.form WHERE id = -10")
        assert made.document(-10) is None
        made.check()
        made.run("UPDATE shop.form SET id = -10")
        assert made.document(-10) == {"title": "new", "sections": [{"id": "s"}]}
        assert made.document(-9) is None
        made.check()


def test_an_element_moves_to_another_document(conn: Connection) -> None:
    with shop(conn, FORM, {"title": "other"}) as made:
        made.run("UPDATE shop.section SET id = -9 WHERE section_id = 'a'")
        assert made.document(-9) == {"title": "other", "sections": [FORM["sections"][0]]}
        assert made.document(-10) == FORM | {"sections": [FORM["sections"][1]]}
        made.check()
