"""The generated files: the same for the same spec, as reviewed, and every object leads back to the spec.

`REGENERATE=1 pytest tests/compile` writes the golden files anew; review the difference before committing it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from catalog_snapshot import snapshot
from laws import server as harness
from laws.server import Case
from psycopg import sql

from hofsm_migrate.compile import plan
from hofsm_migrate.compile.names import Names
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    import psycopg

GOLDEN = Path(__file__).parent / "golden"
GOLDEN_VARIANTS = Path(__file__).parent / "golden_variants"
GOLDEN_OTHERWISE = Path(__file__).parent / "golden_otherwise"
FOLDERS = pytest.mark.parametrize("folder", [GOLDEN, GOLDEN_VARIANTS, GOLDEN_OTHERWISE], ids=lambda folder: folder.name)
KEYS = (("Company", "bigint"), ("id", "uuid"))
TEXTS = (
    '{"name":"a","meta":{"state":"open","total":"1.50"},"lines":[{"id":"x","quantity":"5","cells":[1,null,{}]},{"id":""}]}',
    '{"signature":{"at":"2022-01-31T10:20:30.120Z","by":7},"attributes":{"":1.5,"a.b":null},"note":null}',
    '{"components":[{"type":"c","components":[{"options":[{"id":"123e4567-e89b-12d3-a456-426614174000","label":"l"}]},1]}]}',
    '{"odd.key":"x","meta":{"state":"no","total":"-1"},"lines":[{"id":"x"},{"id":"x"}],"attributes":[]}',
    "[]",
    None,
)
PRINT_FILES = """
import json, sys
from pathlib import Path
from hofsm_migrate.compile import plan
from hofsm_migrate.spec.load import load
print(json.dumps(dict(plan(load(Path(sys.argv[1]))).files)))
"""


def golden_case() -> Case:
    return Case(load(GOLDEN / "spec.yaml"), TEXTS, KEYS)


VARIANT_TEXTS = (
    '{"type":"number","default":{"value":"1.50"},"ui":{"width":3},"options":[{"label":"a"}]}',
    '{"type":"multi select","default":{"value":"b"},"input":{"value":"c"},"options":[{"label":"a"},1],"ui":{"width":3}}',  # noqa: E501
    '{"fieldType":"number","default":{"value":"-1"}}',
    '{"type":"multi select","default":{"value":5}}',
    '{"type":5,"entries":[{"IPN":"x","name":"n"},{"IPN":null,"serial_int":1,"batch":"b"},{"serial_int":1,"batch":null},{}]}',
    "[]",
    None,
)


OTHERWISE_TEXTS = (
    '{"number":"7","form":{"title":"t","rows":[{"title":"r","data":{"rows":[{"title":"s"},"x"]}}]},"options":["a",{"label":"b"}]}',
    '{"form":[{"title":"t"}],"options":{"a":1.0}}',
    '{"form":{"rows":{"0":{}}},"options":"a|b"}',
    '{"form":{"rows":[{"data":[1]},{"data":{"rows":"none"}},[]]},"options":null}',
    '{"form":null,"extra":[1],"input":{"by":7},"attributes":{"a":1.0}}',
    '{"form":"","input":7,"attributes":[{"a":1}]}',
    '["7"]',
    "null",
    None,
)


def case_of(folder: Path) -> Case:
    if folder == GOLDEN:
        return golden_case()
    texts = VARIANT_TEXTS if folder == GOLDEN_VARIANTS else OTHERWISE_TEXTS
    return Case(load(folder / "spec.yaml"), texts, (("id", "bigint"),))


@FOLDERS
def test_files_are_those_reviewed(folder: Path) -> None:
    files = plan(load(folder / "spec.yaml")).files
    if os.environ.get("REGENERATE"):
        for name, text in files.items():
            (folder / name).write_text(text)
    assert {path.name for path in folder.iterdir()} == {"spec.yaml", *files}
    for name, text in files.items():
        assert (folder / name).read_text() == text, f"{name} differs; run REGENERATE=1 pytest tests/compile and review"


def test_files_do_not_depend_on_the_hash_seed_or_the_place(tmp_path: Path) -> None:
    copy = tmp_path / "spec.yaml"
    copy.write_bytes((GOLDEN / "spec.yaml").read_bytes())
    outputs = set()
    for seed, path in (("1", GOLDEN / "spec.yaml"), ("2", copy), ("3", copy)):
        command = [sys.executable, "-c", PRINT_FILES, str(path)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        outputs.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(outputs) == 1


@FOLDERS
def test_the_reviewed_files_run_and_hold_the_laws(conn: psycopg.Connection, folder: Path) -> None:
    case = case_of(folder)
    harness.load_legacy(conn, case)
    before = snapshot(conn)
    conn.execute((folder / "10_expand.up.sql").read_bytes())
    harness.backfill(conn, case)
    assert harness.differences(conn, case) == []
    conn.execute((folder / "10_expand.down.sql").read_bytes())
    assert snapshot(conn) == before


COMMENTS = """
    SELECT 'relation ' || c.relname, obj_description(c.oid, 'pg_class')
    FROM pg_class c WHERE c.relnamespace = {schema}::regnamespace AND c.relkind IN ('r', 'v')
    UNION ALL
    SELECT 'function ' || p.proname, obj_description(p.oid, 'pg_proc')
    FROM pg_proc p WHERE p.pronamespace = {schema}::regnamespace
    UNION ALL
    SELECT 'column ' || c.relname || '.' || a.attname, col_description(c.oid, a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = {schema}::regnamespace AND c.relkind = 'r'
"""


@FOLDERS
def test_every_object_has_a_comment_that_leads_to_the_spec(conn: psycopg.Connection, folder: Path) -> None:
    case = case_of(folder)
    with harness.expanded(conn, case):
        query = sql.SQL(COMMENTS).format(schema=sql.Literal(f'"{case.mapping.schema}"'))
        comments = dict(conn.execute(query).fetchall())
    for table in case.mapping.tables:
        place = f"spec.yaml:{table.position.line}:{table.position.column} "
        assert comments[f"relation {table.name}"].startswith(place)
        for column in table.columns:
            place = f"spec.yaml:{column.position.line}:{column.position.column} "
            assert comments[f"column {table.name}.{column.name}"].startswith(place)
    made = {name: comment for name, comment in comments.items() if not name.startswith("column ")}
    assert len(made) > 15
    assert [name for name, comment in made.items() if not (comment or "").startswith("spec.yaml:")] == []


HOSTILE = """
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.jsonb_typeof(jsonb) RETURNS text LANGUAGE sql AS $$ SELECT 'hostile' $$;
CREATE FUNCTION hostile.jsonb_array_elements(jsonb) RETURNS SETOF jsonb LANGUAGE sql AS $$ SELECT '"hostile"'::jsonb $$;
CREATE FUNCTION hostile.concat_ws(text, VARIADIC text[]) RETURNS text LANGUAGE sql AS $$ SELECT 'hostile' $$;
CREATE FUNCTION hostile.to_json(text) RETURNS json LANGUAGE sql AS $$ SELECT '"hostile"'::json $$;
CREATE FUNCTION hostile.to_json(anyelement) RETURNS json LANGUAGE sql AS $$ SELECT '"hostile"'::json $$;
CREATE FUNCTION hostile.octet_length(text) RETURNS integer LANGUAGE sql AS $$ SELECT 1000000 $$;
CREATE FUNCTION hostile.count() RETURNS bigint LANGUAGE sql AS $$ SELECT 0::bigint $$;
CREATE FUNCTION hostile.equal(text, text) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
CREATE OPERATOR hostile.= (FUNCTION = hostile.equal, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION hostile.arrow(jsonb, text) RETURNS jsonb LANGUAGE sql AS $$ SELECT '"hostile"'::jsonb $$;
CREATE OPERATOR hostile.-> (FUNCTION = hostile.arrow, LEFTARG = jsonb, RIGHTARG = text);
CREATE TABLE hostile."order" (note text);
CREATE TABLE hostile.claimed (note text);
"""


@pytest.mark.parametrize("path", ["''", "pg_catalog", "hostile, public", "hostile, pg_catalog, public"])
def test_backfill_and_verify_do_not_follow_the_search_path(conn: psycopg.Connection, path: str) -> None:
    """Backfill and verify pin theirs; nothing that a caller puts in front changes what they do."""
    case = golden_case()
    with harness.expanded(conn, case):
        conn.execute(HOSTILE)
        conn.execute(f"SET LOCAL search_path = {path}".encode())
        documents, _ = harness.backfill(conn, case)
        assert harness.verify(conn, case) == []
        conn.execute("SET LOCAL search_path = pg_catalog")
        assert documents == len(TEXTS)
        assert harness.differences(conn, case) == []


@pytest.mark.parametrize("path", ["''", "hostile, public", "hostile, pg_catalog, public"])
def test_the_view_does_not_follow_the_search_path(conn: psycopg.Connection, path: str) -> None:
    case = golden_case()
    with harness.expanded(conn, case):
        harness.backfill(conn, case)
        conn.execute(HOSTILE)
        conn.execute(f"SET LOCAL search_path = {path}".encode())
        schema, view = Names(case.tree).composed
        query = f'SELECT CAST("the ""value""" AS text) FROM "{schema}"."{view}"'
        composed = {text for (text,) in conn.execute(query.encode()).fetchall()}
        conn.execute("SET LOCAL search_path = pg_catalog")
        assert composed == {payload for _, payload in harness.composed_texts(conn, case).values()}
