"""Helper functions are PostgreSQL's own names only, whatever is in the search path of the role that installs them."""

from __future__ import annotations

import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from hofsm_migrate.db import control, schema
from hofsm_migrate.db.connect import connect

HOSTILE = b"""
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.jsonb_typeof(jsonb) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT 'hostile' $$;
CREATE FUNCTION hostile.arrow(jsonb, text[]) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT 'hostile' $$;
CREATE OPERATOR hostile.#>> (FUNCTION = hostile.arrow, LEFTARG = jsonb, RIGHTARG = text[]);
CREATE FUNCTION hostile.date_trunc(text, timestamp) RETURNS timestamp IMMUTABLE LANGUAGE sql
    AS $$ SELECT timestamp '2000-01-01' $$;
"""
ASKED = b"""
SELECT hofsm.parse_text('"a"'), hofsm.parse_integer('12'), hofsm.parse_boolean('true'), hofsm.parse_uuid('"x"'),
    hofsm.key_text('"k"', 10), hofsm.parse_date_iso('"2022-01-31"')::text, hofsm.parse_json_string('"[1]"')::text,
    hofsm.truncate_moment('2022-01-31 10:20:30.5Z', 'second') = '2022-01-31 10:20:30Z'
"""
ANSWER = ("a", 12, True, None, "k", "2022-01-31", "[1]", True)


@pytest.mark.parametrize("by_script", [False, True], ids=["installed by the tool", "installed by the script"])
def test_a_hostile_schema_in_front_changes_nothing(empty_database: str, *, by_script: bool) -> None:
    with connect(empty_database) as conn:
        conn.execute(HOSTILE)
        dbname = sql.Identifier(str(conninfo_to_dict(empty_database)["dbname"]))
        conn.execute(sql.SQL("ALTER DATABASE {} SET search_path = hostile, pg_catalog, public").format(dbname))
    with connect(empty_database) as conn:
        assert conn.execute("SELECT jsonb_typeof('1')").fetchone() == ("hostile",)
        if by_script:
            conn.execute(schema.script().encode())
        else:
            control.install(conn)
        assert conn.execute(ASKED).fetchone() == ANSWER
        assert conn.execute("SHOW search_path").fetchone() == ("hostile, pg_catalog, public",)
