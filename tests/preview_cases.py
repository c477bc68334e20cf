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

# as text: 1.0 and 1 are equal and not the same; a view takes its time, so it is read once
_DIFFERENT = sql.SQL("""
WITH v AS MATERIALIZED (SELECT v::text FROM {} AS v), t AS MATERIALIZED (SELECT t::text FROM {} AS t)
(SELECT 'view', * FROM v EXCEPT ALL SELECT 'view', * FROM t)
UNION ALL
(SELECT 'table', * FROM t EXCEPT ALL SELECT 'table', * FROM v)
""")


def assert_views_are_the_tables(conn: Connection, made: Preview, target: str) -> None:
    """Names, types and rows of every view are those of the table of that name in schema `target`."""
    for name in made.views:
        described = [conn.execute(_COLUMNS, [schema, name]).fetchall() for schema in (made.schema, target)]
        assert described[0] == described[1]
        view, table = sql.Identifier(made.schema, name), sql.Identifier(target, name)
        assert conn.execute(_DIFFERENT.format(view, table)).fetchall() == [], name
