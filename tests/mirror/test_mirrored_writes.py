"""Writes to the new tables in phase `mirrored`, case by case: what becomes of the document."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from laws import server as harness
from mirror.shop import CLOSED, FORM, Shop, shop

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


COUNT = """
CREATE TABLE public.counted (id bigint, how text);
CREATE FUNCTION public.count_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.counted VALUES (coalesce(NEW.id, OLD.id), TG_OP);
    RETURN NULL;
END $$;
CREATE TRIGGER counting AFTER INSERT OR UPDATE OR DELETE ON public.forms
    FOR EACH ROW EXECUTE FUNCTION public.count_write();
"""


def count(made: Shop) -> list[tuple[str, int, int]]:
    found = made.rows("SELECT how, count(*), count(DISTINCT id) FROM public.counted GROUP BY how ORDER BY how")
    made.run("TRUNCATE public.counted")
    return [(how, writes, documents) for how, writes, documents in found]


def test_a_statement_writes_each_document_once(conn: Connection) -> None:
    with shop(conn, *[FORM] * 40) as made:
        made.run(COUNT, "UPDATE shop.option SET label = label || '!'")
        assert count(made) == [("UPDATE", 40, 40)]
        made.run(
            "WITH one AS (UPDATE shop.form SET title = 'u') UPDATE shop.field SET label = 'l' WHERE field_id = 'x'"
        )
        assert count(made) == [("UPDATE", 40, 40)]
        made.run("UPDATE shop.form SET title = title")
        assert count(made) == []
        made.run("INSERT INTO shop.form (id, title) SELECT n, 'x' FROM generate_series(100, 119) AS n")
        assert count(made) == [("INSERT", 20, 20)]
        made.run("DELETE FROM shop.form WHERE id >= 100")
        assert count(made) == [("DELETE", 20, 20)]
        made.check()


def test_the_last_trigger_of_a_statement_looks_at_the_document(conn: Connection) -> None:
    """The first one sees rows of the other table without knowing what was written there, and would refuse them."""
    both = "WITH one AS (DELETE FROM shop.form_input) UPDATE shop.form SET title = 'u'"
    with shop(conn) as made:
        made.run(*(f"DROP TRIGGER aa_hofsm_begin ON shop.{table}" for table in ("form", "form_input")))
        with pytest.raises(psycopg.errors.CheckViolation, match="form_input does not come back"), conn.transaction():
            made.run(both)
    with shop(conn) as made:
        made.run(COUNT, both)
        assert count(made) == [("UPDATE", 1, 1)]
        assert made.document() == {key: value for key, value in FORM.items() if key != "input"} | {"title": "u"}
        made.check()


def test_a_thousand_rows_of_one_document_are_one_write(conn: Connection) -> None:
    wide = {"attributes": {f"k{number}": number for number in range(1000)}}
    with shop(conn, wide) as made:
        made.run(COUNT, "UPDATE shop.attribute SET value = '0'")
        assert count(made) == [("UPDATE", 1, 1)]
        assert made.document() == {"attributes": dict.fromkeys(wide["attributes"], 0)}


def test_an_upsert_is_one_write(conn: Connection) -> None:
    with shop(conn) as made:
        made.run(
            COUNT,
            "INSERT INTO shop.attribute (id, name, value) VALUES (-10, 'k', '2'), (-10, 'm', '3')"
            " ON CONFLICT (id, name) DO UPDATE SET value = excluded.value",
        )
        assert count(made) == [("UPDATE", 1, 1)]
        assert made.document()["attributes"] == {"k": 2, "l": "v", "m": 3}
        made.check()


def test_rollback_to_a_savepoint_takes_everything_back(conn: Connection) -> None:
    with shop(conn) as made:
        made.run("SAVEPOINT here", "UPDATE shop.form SET title = 'u'", "ROLLBACK TO SAVEPOINT here")
        assert made.document() == FORM
        assert made.rows("SELECT current_setting('hofsm.origin', true)") in ([("",)], [(None,)])
        made.run("DO $$ BEGIN UPDATE shop.form SET id = NULL; EXCEPTION WHEN others THEN NULL; END $$")
        made.run("UPDATE shop.form SET title = 'v'")
        assert made.document()["title"] == "v"
        made.check()


CHANGES_PAYLOAD = """
CREATE FUNCTION public.stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.value := NEW.value || '{"title": "stamped", "stamp": 1, "attributes": {"s": 1}}';
    RETURN NEW;
END $$;
CREATE TRIGGER stamping BEFORE INSERT OR UPDATE ON public.forms FOR EACH ROW EXECUTE FUNCTION public.stamp();
"""
WRITES_AGAIN = """
CREATE FUNCTION public.again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.value->>'title' = 'u' THEN
        UPDATE public.forms SET value = value || '{"title": "again"}' WHERE id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER again AFTER UPDATE ON public.forms FOR EACH ROW EXECUTE FUNCTION public.again();
"""
WRITES_NEW_SIDE = """
CREATE FUNCTION public.to_new_side() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.value->>'title' = 'u' THEN
        UPDATE shop.form SET title = 'nested' WHERE id = NEW.id;
        INSERT INTO shop.attribute (id, name, value) VALUES (NEW.id, 'nested', '1');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER nested AFTER UPDATE ON public.forms FOR EACH ROW EXECUTE FUNCTION public.to_new_side();
"""


@pytest.mark.parametrize(
    ("trigger", "title", "attributes"),
    [
        (CHANGES_PAYLOAD, "stamped", {"s": 1}),
        (WRITES_AGAIN, "again", FORM["attributes"]),
        (WRITES_NEW_SIDE, "nested", FORM["attributes"] | {"nested": 1}),
    ],
    ids=["BEFORE trigger changes the payload", "AFTER trigger writes again", "AFTER trigger writes to new tables"],
)
def test_rows_follow_what_triggers_of_the_legacy_table_do(
    conn: Connection, trigger: str, title: str, attributes: Any
) -> None:
    with shop(conn) as made:
        made.run(trigger, "UPDATE shop.form SET title = 'u'")
        assert made.document()["title"] == title
        assert made.document()["attributes"] == attributes
        made.check()


def test_control_rows_follow_by_the_function_that_changes_them(conn: Connection) -> None:
    with shop(conn) as made:
        made.run(
            "CREATE OR REPLACE FUNCTION shop.change_form(bigint, jsonb, jsonb, text) RETURNS boolean LANGUAGE sql"
            " RETURN true",
            CHANGES_PAYLOAD,
            "UPDATE shop.form SET title = 'u'",
        )
        assert harness.verify(conn, made.case) != []


def test_a_trigger_of_a_new_table_may_write_to_another(conn: Connection) -> None:
    with shop(conn) as made:
        made.run(
            "CREATE FUNCTION public.more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " UPDATE shop.form SET title = 'by trigger' WHERE id = NEW.id; RETURN NEW; END $$",
            "CREATE TRIGGER more AFTER INSERT ON shop.attribute FOR EACH ROW EXECUTE FUNCTION public.more()",
            "CREATE TRIGGER early BEFORE UPDATE ON shop.attribute FOR EACH ROW EXECUTE FUNCTION public.more()",
            "INSERT INTO shop.attribute (id, name, value) VALUES (-10, 'n', '1')",
        )
        assert made.document() == FORM | {"title": "by trigger", "attributes": {"k": 1, "l": "v", "n": 1}}
        made.run("UPDATE shop.form SET title = 't'", "UPDATE shop.attribute SET value = '5' WHERE name = 'n'")
        assert made.document() == FORM | {"title": "by trigger", "attributes": {"k": 1, "l": "v", "n": 5}}
        made.check()


def test_closed_collections_are_open_where_they_are_repaired(conn: Connection) -> None:
    with shop(conn, CLOSED) as made:
        made.run("SELECT set_config('hofsm.origin', 'legacy', true)")
        made.run(
            "UPDATE public.forms SET value = '{\"sections\": []}'",
            "DELETE FROM shop.form",
            "DELETE FROM shop.form_more",
        )
        made.run("SELECT shop.backfill_shop(-10, -10)", "SELECT set_config('hofsm.origin', '', true)")
        made.run("INSERT INTO shop.section (id, section_id, section_ordinal) VALUES (-10, 's', 1)")
        assert made.document() == {"sections": [{"id": "s"}]}
        made.check()


def test_a_document_gets_another_key_and_other_values_at_once(conn: Connection) -> None:
    with shop(conn, FORM, {"title": "other"}) as made:
        made.run("UPDATE shop.form SET id = id + 100, title = title || ' moved'")
        assert [made.document(key) for key in (-10, -9)] == [None, None]
        assert [made.document(key)["title"] for key in (90, 91)] == ["t moved", "other moved"]
        made.check()


def test_control_what_was_written_with_the_key_is_lost_where_the_payload_is_followed(conn: Connection) -> None:
    with shop(conn) as made:
        (definition,) = made.rows("SELECT pg_get_functiondef('shop.dual_write_shop'::regproc)")[0]
        made.run(definition.replace("IF origin_before <> 'new'", "IF true"))
        made.run("UPDATE shop.form SET id = id + 100, title = 'u'")
        assert made.document(90)["title"] == "t"
