"""Views of a preview beside the tables that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile.preview import Preview

_COLUMNS = """
SELECT a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attcollation
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relname = %s AND a.attnum > 0 ORDER BY a.attnum
"""


def assert_views_are_the_tables(conn: Connection, made: Preview, target: str) -> None:
    """Names, types and rows of every view are those of the table of that name in schema `target`."""
    for name in made.views:
        described = [conn.execute(_COLUMNS, [schema, name]).fetchall() for schema in (made.schema, target)]
        assert described[0] == described[1]
        view, table = sql.Identifier(made.schema, name), sql.Identifier(target, name)
        # as text: 1.0 and 1 are equal and not the same
        for one, other in ((view, table), (table, view)):
            query = sql.SQL("SELECT v::text FROM {} AS v EXCEPT ALL SELECT t::text FROM {} AS t").format(one, other)
            assert conn.execute(query).fetchall() == [], name
