"""What others made on the tables of the old version: named before it goes, or carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from concurrency.scene import LEGACY, OWN, fill
from versions import CHANGES, go, put_in_force, reviewed

from hofsm_migrate.db import control
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import change, evolve

if TYPE_CHECKING:
    import psycopg

    from hofsm_migrate.names import Phase
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
    "required column title of ": f"UPDATE {NOTE} SET title = ''; ALTER TABLE {NOTE} ALTER title SET NOT NULL",
    "policy other on public.r ": f"CREATE POLICY other ON public.r USING (id IN (SELECT n.id FROM {NOTE} AS n))",
    "policy of_parts on ": f'CREATE POLICY of_parts ON {NOTE} USING (EXISTS (SELECT FROM "{OWN}".part WHERE n > 0))',
    'policy "of rev" on "Notebook"."Note" names column rev, which the new version does not have': (
        f'CREATE POLICY "of rev" ON {NOTE} USING (rev > 0)'
    ),
    "extended statistics public.e of ": f"CREATE STATISTICS public.e ON title, rev FROM {NOTE}",
    f'sequence "{OWN}".s of ': f'CREATE SEQUENCE "{OWN}".s OWNED BY {NOTE}.rev',
    "comment on constraint c on ": f"COMMENT ON CONSTRAINT c ON {NOTE} IS 'why'",
    "setting UNLOGGED of ": f'ALTER TABLE "{OWN}".line SET UNLOGGED',
    "setting REPLICA IDENTITY USING INDEX of ": f'ALTER TABLE "{OWN}".line REPLICA IDENTITY USING INDEX line_pkey',
    "setting CLUSTER ON of ": f'ALTER TABLE "{OWN}".part CLUSTER ON part_pkey',
    "object table public.heir ": f'CREATE TABLE public.heir () INHERITS ("{OWN}".part)',
    "object column notes of table public.has ": f"CREATE TABLE public.has (notes {NOTE}[])",
    "object type public.whole ": f"CREATE DOMAIN public.whole AS {NOTE}",
    "rule r on ": f"CREATE RULE r AS ON UPDATE TO {NOTE} DO ALSO NOTIFY notes",
    'PUBLIC has SELECT, UPDATE on column rev of "Notebook"."Note", which the new version does not have': (
        f"GRANT SELECT (rev), UPDATE (rev, title) ON {NOTE} TO PUBLIC"
    ),
    "names that evolve needs are taken": f'CREATE TABLE "{OWN}"."Note ""rev""" ()',
}
"""By the words with which it is told."""


@pytest.fixture
def new(conn: psycopg.Connection) -> Reviewed:
    conn.execute(LEGACY.encode())
    fill(conn, 3)
    was, now = CHANGES["a table is split"].texts
    go(conn, reviewed(was), "mirrored")
    return reviewed(now)


def test_what_depends_on_the_old_tables_is_named(conn: psycopg.Connection, new: Reviewed) -> None:
    conn.execute("CREATE FUNCTION public.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
    for statement in MADE.values():
        conn.execute(statement.encode())
    before = snapshot(conn)
    with pytest.raises(GateError) as refused:
        evolve.evolve(conn, new)
    told = [problem.message for problem in refused.value.problems]
    assert [words for words in MADE if not any(words in message for message in told)] == []
    assert len(told) == len(MADE)
    assert snapshot(conn) == before


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("a column is renamed", "names column title, which the new version does not have"),
        ("text becomes integer, with odd values", "names column words, which the new version has as integer"),
    ],
)
def test_a_policy_by_what_the_new_version_has_otherwise_is_named(
    conn: psycopg.Connection, kind: str, words: str
) -> None:
    """One by what stays as it is, and one on a table that goes, are none of the gate's business."""
    conn.execute(LEGACY.encode())
    fill(conn, 3)
    was, now = CHANGES[kind].texts
    go(conn, reviewed(was), "mirrored")
    column, table = ("title", NOTE) if "title" in words else ("words", f'"{OWN}".line')
    conn.execute(f"CREATE POLICY kept ON {table} USING (id > 0)".encode())
    conn.execute(f"CREATE POLICY \"it's\" ON {table} USING ({column} > 'a')".encode())
    before = snapshot(conn)
    with pytest.raises(GateError) as refused:
        evolve.evolve(conn, reviewed(now))
    assert [one.message for one in refused.value.problems] == [f'policy "it\'s" on {table} {words}']
    assert snapshot(conn) == before
    conn.execute(f'DROP POLICY "it\'s" ON {table}'.encode())
    put_in_force(conn, reviewed(now))
    assert [row[0] for row in conn.execute("SELECT policyname FROM pg_policies").fetchall()] == ["kept"]


def test_a_policy_goes_with_a_table_that_the_new_version_does_not_have(conn18: psycopg.Connection) -> None:
    conn18.execute(LEGACY.encode())
    was, now = CHANGES["a table is dropped"].texts
    go(conn18, reviewed(was), "expanded")
    conn18.execute(f'CREATE POLICY p ON "{OWN}".field USING (x > 0)'.encode())
    put_in_force(conn18, reviewed(now))


def test_a_table_in_another_tablespace_is_named(conn18: psycopg.Connection) -> None:
    conn18.execute(LEGACY.encode())
    was, now = CHANGES["a column is dropped"].texts
    go(conn18, reviewed(was), "expanded")
    conn18.execute(b"SET allow_in_place_tablespaces = on")
    conn18.execute(b"CREATE TABLESPACE \"it's fast\" LOCATION ''")
    try:
        conn18.execute(f'ALTER TABLE {NOTE} SET TABLESPACE "it\'s fast"'.encode())
        with pytest.raises(GateError, match="setting TABLESPACE of "):
            evolve.evolve(conn18, reviewed(now))
        conn18.execute(f"ALTER TABLE {NOTE} SET TABLESPACE pg_default".encode())
        put_in_force(conn18, reviewed(now))
    finally:
        conn18.execute(f"ALTER TABLE {NOTE} SET TABLESPACE pg_default".encode())
        conn18.execute(b'DROP TABLESPACE "it\'s fast"')


def test_an_index_of_others_goes_where_somebody_says_so(conn: psycopg.Connection, new: Reviewed) -> None:
    conn.execute(MADE["index i on "].encode())
    terms = change.Terms(forced={"nothing depends": "made anew afterwards"})
    assert evolve.evolve(conn, new, terms).changed
    assert conn.execute("SELECT to_regclass(%s)", [f'"{OWN}".i']).fetchone() == (None,)


def test_rights_are_carried_over(conn: psycopg.Connection, new: Reviewed) -> None:
    for role in ("it's me", "somebody"):
        conn.execute(f'DROP ROLE IF EXISTS "{role}"'.encode())
        conn.execute(f'CREATE ROLE "{role}"'.encode())
    try:
        for statement in GIVEN:
            conn.execute(statement.encode())
        before = rights(conn)
        assert len(before) > len(GIVEN) - 2
        put_in_force(conn, new)
        assert rights(conn) == before
    finally:
        for role in ("it's me", "somebody"):
            conn.execute(f'DROP OWNED BY "{role}" CASCADE'.encode())
            conn.execute(f'DROP ROLE "{role}"'.encode())


def test_privileges_of_a_column_that_goes_are_named(conn: psycopg.Connection, new: Reviewed) -> None:
    """Those of columns that stay are carried over, also where somebody says that the others may go."""
    conn.execute(b'DROP ROLE IF EXISTS "it\'s me"; CREATE ROLE "it\'s me"')
    try:
        conn.execute(f'GRANT SELECT (rev, title), UPDATE (rev) ON {NOTE} TO "it\'s me" WITH GRANT OPTION'.encode())
        before = rights(conn)
        with pytest.raises(GateError) as refused:
            evolve.evolve(conn, new)
        (problem,) = refused.value.problems
        role = '"it\'s me"'
        assert (
            problem.message == f"{role} has SELECT, UPDATE on column rev of {NOTE}, which the new version does not have"
        )
        assert rights(conn) == before
        assert evolve.evolve(conn, new, change.Terms(forced={"nothing depends": "nobody needs rev"})).changed
        assert rights(conn) == [row for row in before if "column rev" not in row] != before
    finally:
        conn.execute(b'DROP OWNED BY "it\'s me"; DROP ROLE "it\'s me"')


def test_what_is_to_be_done_about_a_privilege_is_a_statement(conn: psycopg.Connection, new: Reviewed) -> None:
    conn.execute(f"GRANT SELECT (rev), UPDATE (rev, title) ON {NOTE} TO PUBLIC".encode())
    with pytest.raises(GateError) as refused:
        evolve.evolve(conn, new)
    statement, _, _ = refused.value.problems[0].hint.partition(";")
    assert statement == f'REVOKE SELECT ("rev"), UPDATE ("rev") ON {NOTE} FROM PUBLIC'
    conn.execute(statement.encode())
    put_in_force(conn, new)


@pytest.mark.parametrize("phase", ["expanded", "mirrored"])
def test_what_the_server_does_not_drop_is_told_where_the_gate_was_passed_by(
    conn: psycopg.Connection, phase: Phase
) -> None:
    conn.execute(LEGACY.encode())
    fill(conn, 3)
    was, now = CHANGES["a table is split"].texts
    go(conn, reviewed(was), phase)
    conn.execute(MADE["view public.v"].encode())
    conn.execute(MADE["function public.f"].encode())
    terms = change.Terms(forced={"nothing depends": "nobody reads it"})
    with pytest.raises(GateError) as refused:
        evolve.evolve(conn, reviewed(now), terms)
    (problem,) = refused.value.problems
    assert problem.message.startswith(f"the server does not drop the old version: cannot drop table {NOTE} because ")
    assert f"view public.v depends on table {NOTE}; " in (problem.detail or "")
    assert "hofsm evolve notes.yaml goes on where it was" in problem.hint
    found = control.mapping_state(conn, "notes")
    assert found is not None
    assert (found.phase, found.spec_digest) == (phase, reviewed(was).mapping.digest)
    assert conn.execute(b"SELECT count(*) FROM public.v").fetchone() == (3 if phase == "mirrored" else 0,)
    conn.execute(b"DROP VIEW public.v; DROP FUNCTION public.f")
    put_in_force(conn, reviewed(now))


GIVEN = [
    f'GRANT SELECT, UPDATE ON {NOTE} TO "it\'s me" WITH GRANT OPTION',
    f"GRANT INSERT (title), UPDATE (title, id) ON {NOTE} TO PUBLIC",
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
