"""Statements on the new tables in phase `mirrored`: how often a document is written, and what triggers add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from laws import server as harness
from mirror.shop import CLOSED, FORM, Shop, shop

if TYPE_CHECKING:
    from psycopg import Connection


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
