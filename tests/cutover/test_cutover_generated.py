"""Generated and identity columns through the view: what a table refuses, the view refuses in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from cutover.orders import BASE, T, V, assert_parity, cut_over, mirrored, mirrored_database, one, prepare

from hofsm_migrate.db import schema
from hofsm_migrate.phases import rollback
from hofsm_migrate.phases.doctor import examine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed


pytest_plugins = ("cutover.fixtures",)


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    with mirrored_database(server) as dsn:
        yield dsn


REFUSED = {
    "an insert": f"INSERT INTO {T} (\"Company\", {V}, label) VALUES (1, '{{}}', 'x')",
    "an insert that overrides": f'INSERT INTO {T} ("Company", {V}, label) OVERRIDING USER VALUE'
    " VALUES (1, '{}', 'x')",
    "an update": f"UPDATE {T} SET label = 'x' WHERE id = 1",
    "an update of others, too": f"UPDATE {T} SET status = 'done', {V} = '{{}}', label = 'done!' WHERE id = 1",
}
TAKEN = {
    "an insert without": (f"INSERT INTO {T} (\"Company\", id, {V}) VALUES (1, 71, '{{}}') RETURNING label", "open!"),
    "DEFAULT in an insert": (
        f"INSERT INTO {T} (\"Company\", id, {V}, label) VALUES (1, 72, '{{}}', DEFAULT) RETURNING label",
        "open!",
    ),
    "DEFAULT in an update": (f"UPDATE {T} SET label = DEFAULT, status = 'a' WHERE id = 1 RETURNING label", "a!"),
    "an update of another column": (f"UPDATE {T} SET status = 'b' WHERE id = 2 RETURNING label", "b!"),
    "an update of the document": (f"UPDATE {T} SET {V} = '{{\"number\": 1}}' WHERE id = 3 RETURNING label", "open!"),
}


def refusal(conn: Connection, statement: str) -> tuple[str | None, ...]:
    """What the server says of a statement that gives a value to a generated column."""
    with pytest.raises(psycopg.errors.GeneratedAlways) as raised, conn.transaction():
        conn.execute(statement.encode())
    return raised.value.sqlstate, raised.value.diag.message_primary, raised.value.diag.message_detail


def test_a_value_for_a_generated_column_is_refused_as_by_the_table(conn: Connection, reviewed: Reviewed) -> None:
    mirrored(conn, reviewed)
    by_the_table = {case: refusal(conn, statement) for case, statement in REFUSED.items()}
    cut_over(conn, reviewed)
    assert {case: refusal(conn, statement) for case, statement in REFUSED.items()} == by_the_table
    assert one(conn, f"SELECT count(*) FROM {T} WHERE label = status || '!'") == 9
    assert_parity(conn, reviewed)


def test_without_the_refusal_the_value_is_lost(view: Connection) -> None:
    """The control."""
    view.execute(
        "CREATE OR REPLACE FUNCTION hofsm.refuse_generated(column_name text, operation text) RETURNS void"
        " LANGUAGE plpgsql AS 'BEGIN END'"
    )
    for statement in REFUSED.values():
        view.execute(statement.encode())
    assert one(view, f"SELECT count(*) FROM {T} WHERE label = 'x'") == 0


def test_what_gives_it_no_value_goes_on(conn: Connection, reviewed: Reviewed) -> None:
    mirrored(conn, reviewed)
    cut_over(conn, reviewed)
    for statement, label in TAKEN.values():
        assert one(conn, statement) == label
    columns = f'"Company", id, {V}'
    with conn.cursor() as cursor, cursor.copy(f"COPY {T} ({columns}) FROM STDIN".encode()) as copy:
        copy.write_row((1, 73, "{}"))
    assert one(conn, f"SELECT label FROM {T} WHERE id = 73") == "open!"
    with (
        pytest.raises(psycopg.errors.GeneratedAlways),
        conn.cursor() as cursor,
        cursor.copy(f"COPY {T} ({columns}, label) FROM STDIN".encode()) as copy,
    ):
        copy.write_row((1, 74, "{}", "x"))
    assert_parity(conn, reviewed)


def test_a_column_that_came_later_is_guarded_when_it_is_shown(view: Connection, reviewed: Reviewed) -> None:
    view.execute(f"ALTER TABLE {BASE} ADD COLUMN long int GENERATED ALWAYS AS (length(status)) STORED".encode())
    examine(view, reviewed.mapping, fix=True)
    assert refusal(view, f"UPDATE {T} SET long = 77 WHERE id = 1")[1] == 'column "long" can only be updated to DEFAULT'
    assert one(view, f"UPDATE {T} SET status = 'four' WHERE id = 1 RETURNING long") == 4


MANY = """
CREATE TYPE public.pair AS (a text, b int);
CREATE FUNCTION public.paired(text) RETURNS public.pair LANGUAGE sql IMMUTABLE
    RETURN ROW(NULL, length($1))::public.pair;
CREATE FUNCTION public.shown(text) RETURNS json LANGUAGE sql IMMUTABLE RETURN json_build_object('of', $1);
"""


def test_columns_of_every_kind_that_is_generated(conn18: Connection, tmp_path: Path) -> None:
    """Virtual ones, a composite one that has a null in it, one without equality, and an odd name."""
    schema.install(conn18)
    reviewed = prepare(conn18, tmp_path)
    conn18.execute(
        f"""{MANY}
        ALTER TABLE {T}
            ADD COLUMN size int GENERATED ALWAYS AS (length(status)) VIRTUAL,
            ADD COLUMN "It's %s 100%" public.pair GENERATED ALWAYS AS (public.paired(status)) STORED,
            ADD COLUMN of_json json GENERATED ALWAYS AS (public.shown(status)) STORED
        """.encode()
    )
    statements = [
        f"{statement} WHERE id = 1"
        for given in ("size = 7", '"It\'s %s 100%" = ROW(NULL, NULL)', "of_json = '1'", "of_json = '{}', status = 'x'")
        for statement in [f"UPDATE {T} SET {given}"]
    ] + [
        f"INSERT INTO {T} (\"Company\", {V}, {name}) VALUES (1, '{{}}', {given})"
        for name, given in {"size": "7", '"It\'s %s 100%"': "ROW(NULL, NULL)", "of_json": "'{}'"}.items()
    ]
    mirrored(conn18, reviewed)
    by_the_table = [refusal(conn18, statement) for statement in statements]
    cut_over(conn18, reviewed)
    assert [refusal(conn18, statement) for statement in statements] == by_the_table
    update = (
        f"UPDATE {T} SET status = 'five5' WHERE id = 1 RETURNING (size, (\"It's %s 100%\").b, of_json ->> 'of')::text"
    )
    assert one(conn18, update) == "(5,5,five5)"
    assert one(conn18, f"UPDATE {T} SET size = DEFAULT, of_json = DEFAULT WHERE id = 1 RETURNING size") == 5
    insert = f"INSERT INTO {T} (\"Company\", {V}, size) VALUES (1, '{{}}', DEFAULT) RETURNING size"
    assert one(conn18, insert) == 4
    assert_parity(conn18, reviewed)
    rollback.rollback(conn18, reviewed, to="mirrored")
    assert one(conn18, f"SELECT size FROM {T} WHERE id = 1") == 5


OVERRIDING = f"INSERT INTO {T} (\"Company\", id, {V}) OVERRIDING %s VALUE VALUES (1, 4711, '{{}}') RETURNING id"


def test_overriding_user_value_is_not_seen_by_the_view(conn: Connection, reviewed: Reviewed) -> None:
    """The table gives the row the next number of its sequence, and the view the one that is given."""
    mirrored(conn, reviewed)
    assert one(conn, OVERRIDING % "USER") < 4711
    cut_over(conn, reviewed)
    assert one(conn, OVERRIDING % "USER") == 4711
    assert_parity(conn, reviewed)


def test_an_identity_that_is_always_generated_takes_no_number_through_the_view(
    conn: Connection, reviewed: Reviewed
) -> None:
    mirrored(conn, reviewed)
    conn.execute(f"ALTER TABLE {T} ALTER id SET GENERATED ALWAYS".encode())
    assert one(conn, OVERRIDING % "SYSTEM") == 4711
    assert one(conn, OVERRIDING % "USER") < 4711
    cut_over(conn, reviewed)
    for kind in ("SYSTEM", "USER"):
        assert refusal(conn, OVERRIDING % kind)[1] == 'cannot insert a non-DEFAULT value into column "id"'
    assert_parity(conn, reviewed)
