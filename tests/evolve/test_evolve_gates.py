"""What others made on the tables of the old version: named before it goes, or carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from concurrency.scene import LEGACY, OWN, fill
from versions import CHANGES, go, put_in_force, reviewed

from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, evolve

if TYPE_CHECKING:
    import psycopg

    from hofsm_migrate.phases.files import Reviewed

NOTE = f'"{OWN}"."Note"'
MADE = {
    "view public.v": f"CREATE VIEW public.v AS SELECT title FROM {NOTE}",
    "view public.w": f'CREATE VIEW public.w AS SELECT * FROM "{OWN}".composed_notes',
    "materialized view public.m": f"CREATE MATERIALIZED VIEW public.m AS SELECT title FROM {NOTE}",
    "function public.f": f"CREATE FUNCTION public.f() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM {NOTE}; END",
    "function public.g": f"CREATE FUNCTION public.g({NOTE}) RETURNS text LANGUAGE sql AS 'SELECT 1::text'",
    "foreign key r_id_fkey on public.r": f"CREATE TABLE public.r (id bigint REFERENCES {NOTE})",
    "trigger t on ": f"CREATE TRIGGER t AFTER UPDATE ON {NOTE} EXECUTE FUNCTION public.nothing()",
    "publication p of ": f"CREATE PUBLICATION p FOR TABLE {NOTE}",
    "index i on ": f"CREATE INDEX i ON {NOTE} (title)",
    "constraint c on ": f"ALTER TABLE {NOTE} ADD CONSTRAINT c CHECK (rev > -1)",
    "column more of ": f"ALTER TABLE {NOTE} ADD more integer",
    "names that evolve needs are taken": f'CREATE TABLE "{OWN}"."Note ""rev""" ()',
}
"""By the words with which it is told."""


@pytest.fixture
def new(conn18: psycopg.Connection) -> Reviewed:
    conn18.execute(LEGACY.encode())
    fill(conn18, 3)
    was, now = CHANGES["a table is split"].texts
    go(conn18, reviewed(was), "mirrored")
    return reviewed(now)


def test_what_depends_on_the_old_tables_is_named(conn18: psycopg.Connection, new: Reviewed) -> None:
    conn18.execute("CREATE FUNCTION public.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
    for statement in MADE.values():
        conn18.execute(statement.encode())
    before = snapshot(conn18)
    with pytest.raises(GateError) as refused:
        evolve.evolve(conn18, new)
    told = [problem.message for problem in refused.value.problems]
    assert [words for words in MADE if not any(words in message for message in told)] == []
    assert len(told) == len(MADE)
    assert snapshot(conn18) == before


def test_an_index_of_others_goes_where_somebody_says_so(conn18: psycopg.Connection, new: Reviewed) -> None:
    conn18.execute(MADE["index i on "].encode())
    terms = change.Terms(forced={"nothing depends": "made anew afterwards"})
    assert evolve.evolve(conn18, new, terms).changed
    assert conn18.execute("SELECT to_regclass(%s)", [f'"{OWN}".i']).fetchone() == (None,)


def test_rights_are_carried_over(conn18: psycopg.Connection, new: Reviewed) -> None:
    for role in ("it's me", "somebody"):
        conn18.execute(f'DROP ROLE IF EXISTS "{role}"'.encode())
        conn18.execute(f'CREATE ROLE "{role}"'.encode())
    try:
        for statement in GIVEN:
            conn18.execute(statement.encode())
        before = rights(conn18)
        assert len(before) > len(GIVEN) - 2
        put_in_force(conn18, new)
        gone = [row for row in before if "column rev" in row]
        assert gone
        assert rights(conn18) == [row for row in before if row not in gone]
    finally:
        for role in ("it's me", "somebody"):
            conn18.execute(f'DROP OWNED BY "{role}" CASCADE'.encode())
            conn18.execute(f'DROP ROLE "{role}"'.encode())


GIVEN = [
    f'GRANT SELECT, UPDATE ON {NOTE} TO "it\'s me" WITH GRANT OPTION',
    f"GRANT INSERT (title), SELECT (rev) ON {NOTE} TO PUBLIC",
    f'GRANT SELECT ON "{OWN}".composed_notes TO PUBLIC',
    f'GRANT USAGE ON SCHEMA "{OWN}" TO "it\'s me"',
    f"""CREATE POLICY "own rows" ON {NOTE} AS RESTRICTIVE FOR UPDATE TO "it's me", "somebody"
    USING (id > 0) WITH CHECK (title > \'\')""",
    f"ALTER TABLE {NOTE} ENABLE ROW LEVEL SECURITY",
    f'ALTER TABLE {NOTE} OWNER TO "somebody"',
]


def rights(conn: psycopg.Connection) -> list[str]:
    query = """
    SELECT format('table %s of %s: %s', c.relname, pg_get_userbyid(c.relowner), c.relacl)
    FROM pg_class AS c WHERE c.relnamespace = %(schema)s::regnamespace AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('column %s of %s: %s', a.attname, c.relname, a.attacl)
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = %(schema)s::regnamespace AND a.attacl IS NOT NULL
    UNION ALL
    SELECT format('schema: %s', nspacl) FROM pg_namespace WHERE nspname = %(name)s
    UNION ALL
    SELECT to_jsonb(p)::text FROM pg_policies AS p
    UNION ALL
    SELECT relname || ' has row security' FROM pg_class WHERE relrowsecurity
    ORDER BY 1
    """
    rows = conn.execute(query.replace("%s", "%%s").encode(), {"schema": f'"{OWN}"', "name": OWN}).fetchall()
    return [row[0] for row in rows]
