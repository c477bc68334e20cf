"""One statement that changes keys in one new table and writes to others: as if each part were a statement of its own.

The server fires the triggers of such a statement in the order in which its parts end: the one behind WITH comes first,
then those that nobody reads. So each pair is run in both orders.
"""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from mirror.shop import FORM, Shop, shop

if TYPE_CHECKING:
    from psycopg import Connection

OTHER = {"title": "other", "sections": []}
KEYS = {
    "a document": "UPDATE shop.form SET id = 5 WHERE id = -10",
    "a section": "UPDATE shop.section SET section_id = 'r' WHERE id = -10 AND section_id = 'a'",
    "a section, to another document": "UPDATE shop.section SET id = -9 WHERE id = -10 AND section_id = 'a'",
    "a field": "UPDATE shop.field SET field_id = 'r' WHERE id = -10 AND field_id = 'x'",
    "a field, to another section": "UPDATE shop.field SET section_id = 'b' WHERE id = -10 AND field_id = 'x'",
    "a component": "UPDATE shop.component SET component_path = '{3}' WHERE id = -10 AND component_path = '{1}'",
    "a component within another": (
        "UPDATE shop.component SET component_path = '{1,9}' WHERE id = -10 AND component_path = '{1,2}'"
    ),
}
WRITES = {
    "no attributes": "DELETE FROM shop.attribute WHERE id = -10",
    "no sections": "DELETE FROM shop.section WHERE id = -10 AND section_id NOT IN ('a', 'r')",
    "no fields": "DELETE FROM shop.field WHERE id = -10 AND section_id = 'a' AND field_id <> 'x'",
    "no options": "DELETE FROM shop.option WHERE id = -10",
    "one option less": "DELETE FROM shop.option WHERE id = -10 AND field_id = 'x' AND option_ordinal = 1",
    "no input": "DELETE FROM shop.form_input WHERE id = -10",
    "no width": "UPDATE shop.form_more SET width = NULL WHERE id = -10",
    "no theme": "UPDATE shop.section_ui SET theme = NULL WHERE id = -10 AND section_id = 'a'",
    "no unit": "UPDATE shop.field_number SET unit = NULL WHERE id = -10",
    "no top of a recursion": "DELETE FROM shop.component WHERE id = -10 AND component_path = '{2}'",
    "nothing at the bottom of a recursion": "DELETE FROM shop.component WHERE id = -10 AND component_path = '{1,2,1}'",
    "widths of a recursion": "UPDATE shop.component_ui SET width = coalesce(width + 1, 7) WHERE id = -10",
    "another place": "UPDATE shop.section SET section_ordinal = 1 WHERE id = -10 AND section_id = 'b'",
    "another option": (
        "INSERT INTO shop.option (id, section_id, field_id, option_ordinal, label) VALUES (-10, 'a', 'x', 9, 'new')"
    ),
}
Outcome = tuple[Any, ...]


def documents(made: Shop) -> Outcome:
    made.check()
    return tuple(made.document(key) for key in (-10, -9, 5))


def outcome(made: Shop, *statements: str) -> Outcome:
    """All documents, or the words of the refusal; nothing of it stays."""
    try:
        with made.conn.transaction(force_rollback=True):
            made.run(*statements)
            return documents(made)
    except psycopg.Error as error:
        return (error.sqlstate, error.diag.message_primary)


def at_once(*parts: str) -> list[str]:
    """The parts as one statement, in every order."""
    found: list[str] = []
    for *first, last in permutations(parts):
        named = ", ".join(f"p{number} AS ({part})" for number, part in enumerate(first))
        found.append(f"WITH {named} {last}")
    return found


def same_table(one: str, other: str) -> bool:
    """Two parts for one row are one too many: the server does the first alone."""
    return one.split()[1] == other.split()[2 if other.startswith("DELETE") else 1]


PAIRS = [
    (key, write)
    for key, write in product(KEYS, WRITES)
    if not same_table(KEYS[key], WRITES[write]) and (key, write) != ("a field, to another section", "no sections")
]


def test_a_key_and_another_write_at_once(conn: Connection) -> None:
    with shop(conn, FORM, OTHER) as made:
        for key, write in PAIRS:
            expected = outcome(made, WRITES[write], KEYS[key])
            assert len(expected) == 3, (key, write, expected)
            for statement in at_once(KEYS[key], WRITES[write]):
                assert outcome(made, statement) == expected, (key, write, statement)


def test_keys_at_several_levels_and_another_write_at_once(conn18: Connection) -> None:
    """What lies in the section and the field goes with both of them and with the document."""
    names = ("a field", "a section", "a document")
    with shop(conn18, FORM, OTHER) as made:
        for write in ("no attributes", "no options", "no theme", "no unit", "one option less", "another option"):
            renamed = [KEYS[name] for name in names]
            expected = outcome(made, WRITES[write], *renamed)
            assert len(expected) == 3, (write, expected)
            for statement in at_once(WRITES[write], *renamed):
                assert outcome(made, statement) == expected, (write, statement)


def test_what_was_emptied_stays_at_once(conn: Connection) -> None:
    """In so many words, since the others compare a document with another one of the same making."""
    everything = [WRITES[name] for name in ("no attributes", "no width")] + [
        "DELETE FROM shop.section WHERE id = -10",
        "DELETE FROM shop.component WHERE id = -10",
    ]
    expected = FORM | {"attributes": {}, "more": {}, "sections": [], "components": []}
    with shop(conn, FORM, OTHER) as made:
        for last in range(len(everything)):
            parts = [KEYS["a document"], *everything[last:], *everything[:last]]
            for statement in (at_once(*parts)[0], at_once(*parts)[-1]):
                assert outcome(made, statement) == (None, OTHER, expected), statement


def test_rows_may_come_under_the_key_before_and_under_the_new_one(conn: Connection) -> None:
    """Under the key before they have the place that they were given; under the new one, among those that come along."""
    new = "INSERT INTO shop.section (id, section_id, section_ordinal) VALUES ({}, 'n', 3)"
    a, b = FORM["sections"]
    with shop(conn, FORM, OTHER) as made:
        for key, sections in ((-10, [a, b, {"id": "n"}]), (5, [a, {"id": "n"}, b])):
            for statement in at_once(KEYS["a document"], new.format(key)):
                assert outcome(made, statement) == (None, OTHER, FORM | {"sections": sections}), statement


def test_an_element_moves_out_of_one_that_goes(conn: Connection) -> None:
    """It takes along what lies in it, which does not go with the other."""
    moved = FORM["sections"][0]["fields"][0]
    expected = FORM | {"sections": [FORM["sections"][1] | {"fields": [moved, FORM["sections"][1]["fields"][0]]}]}
    parts = [
        "UPDATE shop.field SET section_id = 'b', field_ordinal = 1 WHERE id = -10 AND field_id = 'x'",
        "DELETE FROM shop.section WHERE id = -10 AND section_id = 'a'",
    ]
    with shop(conn, FORM, OTHER) as made:
        for statement in at_once(*parts):
            assert outcome(made, statement) == (expected, OTHER, None), statement


def test_an_element_moves_out_of_one_that_goes_in_a_recursion(conn: Connection) -> None:
    """All that lies in the nearest element that moved stays with it, but what goes by itself."""
    document = {"components": [{"kind": "p", "parts": [{"kind": "q", "parts": [{"kind": "r"}, {"kind": "s"}]}]}]}
    out = "UPDATE shop.component SET component_path = '{2}' WHERE component_path = '{1,1}'"
    top = "DELETE FROM shop.component WHERE component_path = '{1}'"
    with shop(conn, document, OTHER) as made:
        for statement in at_once(out, top):
            assert outcome(made, statement)[0] == {"components": document["components"][0]["parts"]}, statement
        both = top.replace("= '{1}'", "IN ('{1}', '{1,1,1}')")
        for statement in at_once(out, both):
            assert outcome(made, statement)[0] == {"components": [{"kind": "q", "parts": [{"kind": "s"}]}]}, statement


def test_an_element_takes_the_key_of_one_that_goes(conn: Connection) -> None:
    """What lay in that one goes with it, and what lies in the other comes along."""
    parts = (
        "WITH gone AS (DELETE FROM shop.section WHERE id = -10 AND section_id = 'a' RETURNING id)"
        " UPDATE shop.section SET section_id = 'a' FROM gone WHERE section.id = gone.id AND section_id = 'b'"
    )
    with shop(conn, FORM, OTHER) as made:
        assert outcome(made, parts) == (FORM | {"sections": [FORM["sections"][1] | {"id": "a"}]}, OTHER, None)


def test_gaps_are_closed_when_all_that_depends_on_positions_is_done(conn: Connection) -> None:
    """The second component becomes the first one; what is written to its parts says where they were before."""
    document = {"components": [{"kind": "p"}, {"kind": "q", "width": 1, "parts": [{"kind": "r", "width": 2}]}]}
    parts = [
        "DELETE FROM shop.component WHERE component_path = '{1}'",
        "UPDATE shop.component_ui SET width = 9 WHERE component_path = '{2,1}'",
        "DELETE FROM shop.attribute",
    ]
    with shop(conn, document, OTHER) as made:
        for statement in at_once(*parts):
            found = outcome(made, statement)
            assert found[0] == {"components": [{"kind": "q", "width": 1, "parts": [{"kind": "r", "width": 9}]}]}


def test_rows_of_splits_go_only_with_their_element(conn: Connection) -> None:
    """Those that are named go with an element around, whichever part is first; else the refusal has the same words."""
    gone = "DELETE FROM shop.{} WHERE id = -10"
    with shop(conn, FORM, OTHER) as made:
        for table in ("form_more", "section_ui", "field_number", "component_ui"):
            for statement in at_once(gone.format(table), gone.format("form")):
                assert outcome(made, statement) == (None, OTHER, None), statement
            words = ("55000", f"rows of table {table} cannot be deleted by themselves")
            assert outcome(made, gone.format(table)) == words
            for statement in at_once(gone.format(table), KEYS["a document"]):
                assert outcome(made, statement) == words, statement


def test_merge_that_deletes_renames_and_inserts(conn: Connection) -> None:
    """The second section takes the key of the first one, which goes; a map loses its last entries in two ways."""
    sections = (
        "MERGE INTO shop.section AS stored USING (VALUES ('a'), ('b'), ('n')) AS given (name)"
        " ON stored.id = -10 AND stored.section_id = given.name"
        " WHEN MATCHED AND given.name = 'a' THEN DELETE"
        " WHEN MATCHED THEN UPDATE SET section_id = 'a', title = 'was b'"
        " WHEN NOT MATCHED THEN INSERT (id, section_id, section_ordinal) VALUES (-10, given.name, 1)"
    )
    entries = (
        "MERGE INTO shop.attribute AS stored USING (VALUES ('k'), ('l')) AS given (name) ON stored.name = given.name"
        " WHEN MATCHED AND given.name = 'k' THEN DELETE WHEN MATCHED THEN UPDATE SET id = -9"
    )
    kept = FORM["sections"][1] | {"id": "a", "title": "was b"}
    with shop(conn, FORM, OTHER) as made:
        assert outcome(made, sections) == (FORM | {"sections": [{"id": "n"}, kept]}, OTHER, None)
        assert outcome(made, entries) == (FORM | {"attributes": {}}, OTHER | {"attributes": {"l": "v"}}, None)


WITHOUT = "CREATE OR REPLACE FUNCTION hofsm.is_alone(setting text) RETURNS boolean LANGUAGE sql RETURN true"


def test_control_triggers_that_put_nothing_off_lose_it(conn18: Connection) -> None:
    """Arrays and objects are absent, or the statement is refused, as the order has it."""
    with shop(conn18, FORM, OTHER) as made:
        made.run(WITHOUT)
        found = {
            write: [outcome(made, statement) for statement in at_once(KEYS["a document"], WRITES[write])]
            for write in ("no attributes", "no width", "no options", "no input")
        }
    assert all("attributes" not in document for _, _, document in found["no attributes"])
    assert all("more" not in document for _, _, document in found["no width"])
    assert sum("[]" in str(document) for _, _, document in found["no options"]) == 1
    assert [len(words) for words in found["no input"]] == [2, 2]


TRIGGER = """
CREATE FUNCTION public.rename_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE shop.section SET section_id = 'r' WHERE id = -10 AND section_id = 'a';
    DELETE FROM shop.field WHERE id = -10 AND section_id = 'r';
    UPDATE shop.section SET section_id = 's' WHERE id = -10 AND section_id = 'r';
    RETURN NEW;
END $$;
CREATE TRIGGER more {} UPDATE ON shop.form
    FOR EACH ROW WHEN (OLD.title <> NEW.title) EXECUTE FUNCTION public.rename_more();
"""


@pytest.mark.parametrize("when", ["BEFORE", "AFTER"])
def test_statements_of_a_trigger_follow_each_other(conn: Connection, when: str) -> None:
    """Each finds what the one before has done, although the statement around them is not done yet."""
    expected = FORM | {
        "title": "u",
        "attributes": {},
        "sections": [FORM["sections"][0] | {"id": "s", "fields": []}, FORM["sections"][1]],
    }
    with shop(conn, FORM, OTHER) as made:
        made.run(TRIGGER.format(when))
        for statement in at_once("UPDATE shop.form SET title = 'u' WHERE id = -10", WRITES["no attributes"]):
            assert outcome(made, statement) == (expected, OTHER, None), statement


def test_nothing_is_put_off_for_another_statement(conn: Connection) -> None:
    """A savepoint takes back what was put off with the statement that failed."""
    failing = f"WITH a AS ({KEYS['a document']}), b AS ({WRITES['no options']}) UPDATE shop.form_more SET id = id + 100"
    with shop(conn, FORM, OTHER) as made:
        with pytest.raises(psycopg.errors.FeatureNotSupported), conn.transaction():
            made.run(failing)
        made.run("UPDATE shop.form SET title = 'u' WHERE id = -10")
        assert documents(made) == (FORM | {"title": "u"}, OTHER, None)
        settings = made.rows("SELECT name, setting FROM pg_settings WHERE name LIKE 'hofsm.writing%' AND setting <> ''")
        assert settings == []
