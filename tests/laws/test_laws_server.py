"""Laws L1 and L4 on real servers: random specs with many documents each, and controls that show what is noticed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from laws import server as harness
from laws.edits import Editor
from laws.server import Case
from laws.strategies import BULK, bulk_case, seeds
from lens.cases import DOCUMENTS, SPEC

from hofsm_migrate.errors import GateError
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.compose import compose
from hofsm_migrate.lens.decompose import decompose
from hofsm_migrate.lens.settle import settle
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    import psycopg

    from hofsm_migrate.lens.decompose import Rows
    from hofsm_migrate.lens.tree import Tree

PER_SPEC = 130
pytest_plugins = ("laws.fixtures",)


def prove(conn: psycopg.Connection, seed: int, documents: int) -> None:
    text, case = bulk_case(seed, documents)
    harness.prove(conn, case, f"seed {seed}\n{text}")


@settings(BULK, max_examples=35)
@given(seed=seeds())
def test_random_specs_with_many_documents_each_on_18(server18_conn: psycopg.Connection, seed: int) -> None:
    prove(server18_conn, seed, PER_SPEC)


@settings(BULK, max_examples=20)
@given(seed=seeds())
def test_random_specs_with_many_documents_each_on_the_second_version(
    second_conn: psycopg.Connection, seed: int
) -> None:
    prove(second_conn, seed, PER_SPEC)


@pytest.mark.slow
@settings(BULK, max_examples=1_500)
@given(seed=seeds())
def test_ten_times_as_many_random_specs_on_18(server18_conn: psycopg.Connection, seed: int) -> None:
    prove(server18_conn, seed, PER_SPEC)


@pytest.mark.slow
@settings(BULK, max_examples=500)
@given(seed=seeds())
def test_ten_times_as_many_random_specs_on_the_second_version(second_conn: psycopg.Connection, seed: int) -> None:
    prove(second_conn, seed, PER_SPEC)


@settings(BULK, max_examples=25)
@given(seed=seeds())
def test_settled_writes_compose_to_the_same_document_on_the_server(
    server18_conn: psycopg.Connection, seed: int
) -> None:
    text, case = bulk_case(seed, 60)
    rng = Random(seed)
    settled = [settled_edit(rng, case.tree, document) for document in case.texts]
    with harness.expanded(server18_conn, case) as conn:
        harness.write_rows(conn, case, settled)
        composed = harness.composed_texts(conn, case)
    for number, rows in enumerate(settled):
        document = compose(case.tree, rows)
        expected = None if document is jsonb.ABSENT else jsonb.dumps(document)
        assert composed[number][0] == expected, f"seed {seed}\n{case.texts[number]}\n{text}"


def settled_edit(rng: Random, tree: Tree, document: str | None) -> Rows:
    """The rows of a document after random legal writes; as they were where a collection is closed."""
    before = decompose(tree, harness.read(document))
    try:
        return settle(tree, before, Editor.of(rng, tree, before).edit(rng.randint(1, 4)))
    except GateError:
        return before


CONTROL_SPEC = """
mapping: control
source: {table: old.legacy, key: [id], payload: value}
schema: new_side
tables:
  doc:
    role: core
    at: $
    columns: {name: text, amount: numeric}
  item:
    role: core
    at: $.items[*]
    identity: {path: id}
    columns: {title: text, price: {type: numeric, wire: string}}
"""
CONTROL_TEXTS = (
    '{"name":"a","amount":1.0,"items":[{"id":"x","title":"t","price":"1.50"},{"id":"y"}],"more":1}',
    '{"amount":"1"}',
    "{}",
)
DAMAGES = {
    "a text cell": "UPDATE new_side.item SET title = 'u' WHERE item_id = 'x'",
    "the scale of a number": "UPDATE new_side.doc SET amount = 1 WHERE id = -10",
    "the scale of a number in a string": "UPDATE new_side.item SET price = 1.5",
    "a cell that becomes NULL": "UPDATE new_side.doc SET name = NULL",
    "the order of elements": "UPDATE new_side.item SET item_ordinal = 3 - item_ordinal",
    "a lost element": "DELETE FROM new_side.item WHERE item_id = 'y'",
    "a lost residual": "UPDATE new_side.doc SET residual = NULL",
    "a value in the residual": "UPDATE new_side.doc SET residual = '{\"more\": 1.0}' WHERE id = -10",
    "a lost document": "DELETE FROM new_side.doc WHERE id = -9",
    "a document too many": "DELETE FROM old.legacy WHERE id = -9",
    "a payload changed later": "UPDATE old.legacy SET value = jsonb_set(value, '{more}', '2')",
}
CODEC_DAMAGES = {
    "a codec that composes another letter": (
        "CREATE OR REPLACE FUNCTION hofsm.json_date_iso(value date) RETURNS text LANGUAGE sql IMMUTABLE AS "
        "$$ SELECT '\"' || to_char(value, 'YYYY/MM/DD') || '\"' $$"
    ),
    "a codec that reads another value": (
        "CREATE OR REPLACE FUNCTION hofsm.parse_integer(fragment jsonb) RETURNS integer LANGUAGE sql IMMUTABLE AS "
        "$$ SELECT 7 $$"
    ),
}


def control_case() -> Case:
    return Case(loads(CONTROL_SPEC, "control.yaml"), CONTROL_TEXTS, (("id", "bigint"),))


def test_control_nothing_is_reported_without_damage(conn: psycopg.Connection) -> None:
    harness.prove(conn, control_case())


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_control_damage_is_noticed_by_verify_and_by_the_comparison(conn: psycopg.Connection, damage: str) -> None:
    case = control_case()
    with harness.expanded(conn, case):
        harness.backfill(conn, case)
        conn.execute("SELECT set_config('hofsm.origin', 'backfill', true)")
        conn.execute(damage.encode())
        assert harness.verify(conn, case)
        composed = harness.composed_texts(conn, case)
        assert any(new != old for new, old in composed.values())


@pytest.mark.parametrize("damage", CODEC_DAMAGES.values(), ids=CODEC_DAMAGES.keys())
def test_control_a_broken_codec_is_noticed(conn: psycopg.Connection, damage: str) -> None:
    spec = CONTROL_SPEC + "  doc_more: {role: core, at: $, columns: {day: date, width: integer}}\n"
    case = Case(loads(spec, "control.yaml"), ('{"day": "2022-01-31", "width": 5}',), (("id", "bigint"),))
    with conn.transaction(force_rollback=True):
        harness.prove(conn, case)
        conn.execute(damage.encode())
        with pytest.raises(AssertionError, match="differences"):
            harness.prove(conn, case)


SETTINGS = {
    "time zone": "SET timezone = 'Asia/Kathmandu'",
    "date style": "SET datestyle = 'German, DMY'",
    "digits of a double": "SET extra_float_digits = 0",
    "fewer digits of a double": "SET extra_float_digits = -15",
    "interval style": "SET intervalstyle = 'sql_standard'",
    "bytea output": "SET bytea_output = 'escape'",
    "locale of numbers": "SET lc_numeric = 'C'",
    "strings with backslashes": "SET standard_conforming_strings = off; SET escape_string_warning = off",
    "array nulls": "SET array_nulls = off",
    "transform null equals": "SET transform_null_equals = on",
    "quote all identifiers": "SET quote_all_identifiers = on",
    "xml option": "SET xmloption = 'document'",
    "no hash or merge joins": "SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_hashagg = off",
    "parallel plans": "SET debug_parallel_query = on",
}


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
def test_settings_of_the_session_change_nothing(conn18: psycopg.Connection, setting: str) -> None:
    """The generated SQL is run and read in a session with the setting, on the documents of the named cases."""
    texts = tuple(text for name, text in DOCUMENTS.items() if "MB" not in name and "deep" not in name)
    mapping = loads(SPEC + SETTINGS_SPEC, "cases.yaml")
    case = Case(mapping, (*texts, *SETTINGS_TEXTS), (("id", "bigint"),))
    with harness.expanded(conn18, case):
        conn18.execute(setting.encode())
        harness.backfill(conn18, case)
        assert harness.verify(conn18, case) == []
        composed = harness.composed_texts(conn18, case)
        conn18.execute("RESET ALL")
        conn18.execute("SET timezone = 'UTC'")
        assert harness.differences(conn18, case) == []
    assert {new for new, _ in composed.values()} == {old for _, old in composed.values()}


PARALLEL_SPEC = """
mapping: encoded
source: {table: public.legacy, key: [id], payload: value}
schema: encoded
tables:
  record: {role: core, at: $, columns: {pad: {type: jsonb, wire: json-string}}}
  line: {role: core, at: "$.lines[*]", columns: {pad: {type: jsonb, wire: json-string}}}
"""
PARALLEL = """
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0; SET min_parallel_index_scan_size = 0
"""


def test_json_in_strings_is_read_where_plans_are_parallel(conn: psycopg.Connection) -> None:
    """Before PostgreSQL 17 the handler of bad JSON must not run inside of a parallel plan."""
    odd = '{"pad": "{\\"a\\":1}", "lines": [{"pad": "{"}, {"pad": "[1,2]"}]}'
    case = Case(loads(PARALLEL_SPEC, "encoded.yaml"), (odd,) * 300, (("id", "bigint"),))
    with harness.expanded(conn, case):
        harness.backfill(conn, case)
        conn.execute("ANALYZE")
        conn.execute(PARALLEL.encode())
        assert harness.verify(conn, case) == []
        composed = harness.composed_texts(conn, case)
        decomposed = conn.execute("SELECT count(d.pad) FROM legacy, encoded.decompose_record(value) d").fetchone()
    assert {new for new, _ in composed.values()} == {old for _, old in composed.values()}
    assert decomposed == (300,)


SETTINGS_SPEC = """
  moments:
    role: core
    at: $.moments[*]
    columns:
      zoned: {type: timestamptz}
      naive: {type: timestamptz, wire: iso8601-naive}
      millis: {type: timestamptz, wire: epoch-ms}
      day: {type: date, wire: MM/DD/YYYY}
      double: {type: double precision}
      double_text: {type: double precision, wire: string}
"""
SETTINGS_TEXTS = (
    '{"moments":[{"zoned":"2022-03-27T02:30:00.123456+00:00","naive":"2022-03-27T02:30:00","millis":1648348200123}]}',
    '{"moments":[{"zoned":"2022-03-27T02:30:00+05:45","naive":"0001-01-01T00:00:00","millis":-62135596800000}]}',
    '{"moments":[{"day":"03/04/2022","double":0.30000000000000004,"double_text":"2.2250738585072014"}]}',
    '{"moments":[{"day":"2022-03-04","double":1e23,"double_text":"0.1"}]}',
)
