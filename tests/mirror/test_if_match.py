"""`hofsm.if_match`: a write is refused where what it writes to no longer has the tag that its writer had read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from conftest import fresh_database
from mirror.shop import FORM, Shop, shop
from mirror.test_etag import DOCUMENT, SPEC, one, put, tag

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["server18", "second_server"])
def opened(request: pytest.FixtureRequest) -> Iterator[Shop]:
    dsn = request.getfixturevalue(request.param)
    with fresh_database(dsn) as place, connect(place) as conn, shop(conn, DOCUMENT, {}, spec=SPEC) as made:
        yield made


@pytest.fixture
def made(opened: Shop) -> Iterator[Shop]:
    with opened.conn.transaction(force_rollback=True):
        yield opened


STALE, OTHER = "40001", "55000"
OF = {
    "document": "SELECT hofsm.etag(f) FROM shop.form AS f WHERE id = -10",
    "section": "SELECT hofsm.etag(s) FROM shop.section AS s WHERE id = -10 AND section_id = 'a'",
    "field": "SELECT hofsm.etag(f) FROM shop.field AS f WHERE id = -10 AND section_id = 'a'",
    "component": "SELECT hofsm.etag(c) FROM shop.component AS c WHERE id = -10 AND component_path = '{1}'",
}
LEGACY = {
    "put": """UPDATE public.forms SET value = '{"title": "put"}' WHERE id = -10 AND {match}""",
    "delete": "DELETE FROM public.forms WHERE id = -10 AND {match}",
    "upsert": "INSERT INTO public.forms VALUES (-10, '{}') ON CONFLICT (id) DO UPDATE SET value = '{}' WHERE {match}",
    "key": "UPDATE public.forms SET id = 77 WHERE id = -10 AND {match}",
}
NEW = {
    "root": ("document", "UPDATE shop.form SET title = 'put' WHERE id = -10 AND {match}"),
    "part of the root": ("document", "DELETE FROM shop.section WHERE id = -10 AND {match}"),
    "the whole": ("document", "DELETE FROM shop.form WHERE id = -10 AND {match}"),
    "its key": ("document", "UPDATE shop.form SET id = 77 WHERE id = -10 AND {match}"),
    "section": ("section", "UPDATE shop.section SET title = 'put' WHERE id = -10 AND section_id = 'a' AND {match}"),
    "split": ("section", "UPDATE shop.section_more SET note = 'put' WHERE id = -10 AND section_id = 'a' AND {match}"),
    "below": ("section", "UPDATE shop.field SET label = 'put' WHERE id = -10 AND section_id = 'a' AND {match}"),
    "insert": (
        "section",
        "INSERT INTO shop.field (id, section_id, field_ordinal) SELECT -10, 'a', 2 WHERE {match}",
    ),
    "field": ("field", "DELETE FROM shop.field WHERE id = -10 AND section_id = 'a' AND {match}"),
    "recursion": (
        "component",
        "UPDATE shop.component SET kind = 'put' WHERE id = -10 AND component_path = '{1,2}' AND {match}",
    ),
}
MEANWHILE = [
    "UPDATE public.forms SET value = jsonb_set(value, '{sections,0,fields,0,label}', '\"w\"') WHERE id = -10",
    "UPDATE public.forms SET value = jsonb_set(value, '{components,0,inner,parts,0,kind}', '\"w\"') WHERE id = -10",
]
WRITES = [*[("document", one) for one in LEGACY.values()], *NEW.values()]
NO_CHECK = """
CREATE OR REPLACE FUNCTION hofsm.check_etag(mapping text, document text, VARIADIC tags text[]) RETURNS void
    LANGUAGE sql RETURN NULL;
CREATE OR REPLACE FUNCTION hofsm.tag_asked(mapping text, document text, places text[]) RETURNS text
    LANGUAGE sql RETURN NULL
"""
writes = pytest.mark.parametrize(("of", "write"), WRITES, ids=[*LEGACY, *NEW])


@writes
def test_a_write_with_the_right_tag_is_done(made: Shop, of: str, write: str) -> None:
    made.run(write.replace("{match}", f"hofsm.if_match('{one(made, OF[of])}')"))
    assert made.document() != DOCUMENT
    made.check()


@writes
def test_a_write_with_a_stale_tag_is_refused(made: Shop, of: str, write: str) -> None:
    write = write.replace("{match}", f"hofsm.if_match('{one(made, OF[of])}')")
    made.run(*MEANWHILE)
    before = made.document()
    with pytest.raises(psycopg.Error, match="has changed since its tag was read") as raised, made.conn.transaction():
        made.run(write)
    assert raised.value.sqlstate == STALE
    assert "document id = -10" in (raised.value.diag.message_detail or "")
    assert made.document() == before
    made.run(NO_CHECK, write)  # control: nothing else stands in the way
    assert made.document() != before


def test_another_element_does_not_make_a_tag_stale(made: Shop) -> None:
    found = one(made, OF["section"])
    made.run("UPDATE shop.form SET title = 'w' WHERE id = -10")
    made.run(f"SELECT hofsm.if_match('{found}')", "UPDATE shop.section SET title = 'put' WHERE section_id = 'a'")
    assert made.document()["title"] == "w"


def test_a_tag_of_one_element_is_none_of_another(made: Shop) -> None:
    found = one(made, OF["section"])
    with pytest.raises(psycopg.errors.SerializationFailure):
        made.run(f"UPDATE shop.section SET title = 'put' WHERE section_id = 'b' AND hofsm.if_match('{found}')")


def test_every_table_of_one_statement_is_asked(made: Shop) -> None:
    """The other table's row is written first, when nobody has given the tag yet."""
    found = one(made, OF["section"])
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="before its tag was compared"):
        made.run(
            f"WITH a AS (UPDATE shop.section SET title = 'put' WHERE section_id = 'a' AND hofsm.if_match('{found}'))"
            " UPDATE shop.field SET label = 'put' WHERE section_id = 'b'"
        )


def test_a_transaction_goes_on_with_the_document_and_with_no_other(made: Shop) -> None:
    made.run("INSERT INTO public.forms VALUES (1, '{}')", f"SELECT hofsm.if_match('{tag(made)}')")
    made.run("UPDATE shop.form SET title = 'u' WHERE id = -10", "DELETE FROM shop.section WHERE id = -10")
    made.run("UPDATE public.forms SET value = value - 'tree' WHERE id = -10")
    for other in ("UPDATE shop.form SET title = 'u' WHERE id = 1", "DELETE FROM public.forms WHERE id = 1"):
        with pytest.raises(psycopg.Error, match="a tag is for one document") as raised, made.conn.transaction():
            made.run(other)
        assert raised.value.sqlstate == OTHER
        assert "the tag was for id = -10" in (raised.value.diag.message_detail or "")
    made.run(f"UPDATE shop.form SET title = 'u' WHERE id = 1 AND hofsm.if_match('{tag(made, 1)}')")
    made.run("SELECT hofsm.if_match('*')", "UPDATE shop.form SET title = 'w'")
    made.check()


def test_several_documents_in_one_statement_are_refused(made: Shop) -> None:
    made.run("INSERT INTO public.forms VALUES (1, '{}'), (2, '{}')")
    for table, change in (("public.forms", "value = '[]'"), ("shop.form", "title = 'u'")):
        with pytest.raises(psycopg.Error) as raised, made.conn.transaction():
            made.run(f"UPDATE {table} SET {change} WHERE id IN (-10, 1) AND hofsm.if_match('{tag(made)}')")
        assert raised.value.sqlstate in {STALE, OTHER}


def test_a_savepoint_brings_the_question_back(made: Shop) -> None:
    made.run(f"SELECT hofsm.if_match('{tag(made)}')", "SAVEPOINT s", "UPDATE shop.form SET title = 'u' WHERE id = -10")
    made.run("ROLLBACK TO s", "UPDATE public.forms SET value = '{}' WHERE id = -10")
    assert made.document() == {}


def test_a_document_that_is_gone_has_no_tag(made: Shop) -> None:
    found = tag(made)
    made.run("DELETE FROM public.forms WHERE id = -10")
    for insert in ("INSERT INTO public.forms VALUES (-10, '{}')", "INSERT INTO shop.form (id) VALUES (-10)"):
        with pytest.raises(psycopg.errors.SerializationFailure), made.conn.transaction():
            made.run(f"SELECT hofsm.if_match('{found}')", insert)


@pytest.mark.parametrize("given", ["NULL", "''", "'abc'", "'\"0123\"'"])
def test_what_is_no_tag_is_refused(made: Shop, given: str) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="not a tag"):
        made.run(f"SELECT hofsm.if_match({given})")


def test_other_columns_of_the_legacy_table_have_no_tag(made: Shop) -> None:
    made.run("ALTER TABLE public.forms ADD status text", f"SELECT hofsm.if_match('{'0' * 32}')")
    made.run("UPDATE public.forms SET status = 'done'")
    with pytest.raises(psycopg.errors.SerializationFailure):
        put(made, FORM)
