"""Check on write between two sessions of a mirrored document: who was overtaken is told, and who was not goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from concurrency import mirrored
from concurrency.scene import Guard, T, V, differences
from concurrency.sessions import READ_COMMITTED, REPEATABLE_READ
from concurrency.test_interleavings_mirrored import NEW_FIELD, NEW_LINE, NEW_TITLE, REFIELD, refill
from concurrency.written import SERIALIZATION_FAILURE

from hofsm_migrate.db.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from concurrency.sessions import Stage

pytest_plugins = ("concurrency.fixtures",)

ASKED_FOR = Guard(
    "the tag is asked for",
    r"IF (coalesce\(current_setting\('hofsm.if_match', true\), ''\) <> ''|asked IS NOT NULL) THEN",
    "IF false THEN",
)
DOCUMENT = f'SELECT hofsm.etag(\'"Notebook"."Note"\', {V}) FROM {T} WHERE id = 2'
LINE = 'SELECT hofsm.etag(l) FROM "Notebook".line AS l WHERE id = 2 AND line_ordinal = 2'
PUT_LEGACY = f"UPDATE {T} SET {V} = '{{\"title\": \"put\"}}' WHERE id = 2 AND hofsm.if_match('{{tag}}')"
PUT_NEW = "UPDATE \"Notebook\".\"Note\" SET title = 'put' WHERE id = 2 AND hofsm.if_match('{tag}')"
PUT_LINE = "UPDATE \"Notebook\".line SET words = 'put' WHERE id = 2 AND line_ordinal = 2 AND hofsm.if_match('{tag}')"
OTHERS = [REFIELD, NEW_LINE, NEW_FIELD, NEW_TITLE]


@pytest.fixture
def documents(place: str) -> Iterator[psycopg.Connection]:
    with connect(place) as conn:
        refill(conn)
        yield conn


def value(conn: psycopg.Connection, query: str) -> str:
    return (conn.execute(query.encode()).fetchone() or ("",))[0]


@pytest.mark.parametrize("other", OTHERS, ids=["legacy", "new, a line", "new, an entry", "new, the root"])
@pytest.mark.parametrize("put", [PUT_LEGACY, PUT_NEW], ids=["put on the legacy side", "put on the new side"])
@pytest.mark.parametrize("isolation", [READ_COMMITTED, REPEATABLE_READ])
def test_a_put_that_waited_for_another_write_is_refused(
    documents: psycopg.Connection, on: Stage, other: str, put: str, isolation: str
) -> None:
    first, second = on.session(), on.session()
    tag = value(documents, DOCUMENT)
    first.begin(isolation)
    second.begin(isolation)
    first.run(other, [2])
    step = second.start(put.replace("{tag}", tag)).waits_for(first)
    first.commit()
    step.fails(SERIALIZATION_FAILURE)
    second.rollback()
    assert value(documents, f"SELECT {V} ->> 'title' FROM {T} WHERE id = 2") != "put"
    assert differences(documents) == []


@pytest.mark.parametrize("put", [PUT_LEGACY, PUT_NEW], ids=["legacy", "new"])
def test_a_put_goes_on_where_the_other_write_was_undone(documents: psycopg.Connection, on: Stage, put: str) -> None:
    first, second = on.session(), on.session()
    tag = value(documents, DOCUMENT)
    first.begin()
    first.run(NEW_LINE, [2])
    step = second.start(put.replace("{tag}", tag)).waits_for(first)
    first.rollback()
    step.done()
    assert value(documents, f"SELECT {V} ->> 'title' FROM {T} WHERE id = 2") == "put"
    assert differences(documents) == []


@pytest.mark.parametrize("put", [PUT_LEGACY, PUT_NEW], ids=["legacy", "new"])
def test_control_nobody_asks_for_the_tag(documents: psycopg.Connection, on: Stage, put: str) -> None:
    mirrored.install(documents, without=ASKED_FOR)
    first, second = on.session(), on.session()
    tag = value(documents, DOCUMENT)
    first.begin()
    first.run(NEW_LINE, [2])
    step = second.start(put.replace("{tag}", tag)).waits_for(first)
    first.commit()
    step.done()
    assert value(documents, f"SELECT {V} ->> 'title' FROM {T} WHERE id = 2") == "put"


def test_a_put_of_an_element_is_not_disturbed_by_other_elements(documents: psycopg.Connection, on: Stage) -> None:
    first, second, third = on.session(), on.session(), on.session()
    tag = value(documents, LINE)
    first.begin()
    first.run(NEW_LINE, [2])
    step = second.start(PUT_LINE.replace("{tag}", tag)).waits_for(first)
    first.commit()
    step.done()
    third.start(PUT_LINE.replace("{tag}", tag)).fails(SERIALIZATION_FAILURE)
    assert differences(documents) == []


def test_a_put_of_an_element_that_waited_for_the_same_element_is_refused(
    documents: psycopg.Connection, on: Stage
) -> None:
    first, second = on.session(), on.session()
    tag = value(documents, LINE)
    first.begin()
    first.run('UPDATE "Notebook".line_input SET "by" = 9 WHERE id = 2 AND line_ordinal = 2')
    first.run("INSERT INTO \"Notebook\".part (id, line_ordinal, part_id, part_ordinal) VALUES (2, 2, 'z', 9)")
    step = second.start(PUT_LINE.replace("{tag}", tag)).waits_for(first)
    first.commit()
    step.fails(SERIALIZATION_FAILURE)
    assert differences(documents) == []
