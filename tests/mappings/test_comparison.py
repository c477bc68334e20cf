"""The comparison of rows itself: it must tell what is not the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from comparison import assert_same_rows
from lifecycle import load_documents, represent

from hofsm_migrate.db.executor import transaction
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from psycopg import Connection

SPEC = """
mapping: things
source: {table: hofsm_try.documents, key: [id], payload: value}
schema: new
tables:
  thing:
    role: core
    at: $
    columns:
      weight: numeric
      ready: {type: boolean, wire: [native, "0/1"]}
      ratio: double precision
      note: {type: text, missing: json_null}
      extra: jsonb
      'the "day"': {type: date, path: day}
      seen_at: {type: timestamptz, path: seen, wire: iso8601-ms-z}
  thing_note:
    role: input
    at: $
    columns:
      residual: {type: text, path: kept}
  part:
    role: core
    at: $.parts[*]
    identity: {path: id, type: uuid, column: part_id}
    recurse: parts
    columns: {size: integer}
  tag:
    role: core
    at: $.tags.*
    recurse: tags
    columns: {colour: text}
"""
VALUE = """{"weight": 1.50, "ready": 1, "ratio": 0.1, "extra": {"b": 1.0}, "day": "2022-02-28", "kept": "x",
 "seen": "2022-01-01T00:00:00.123Z", "unmapped": 1.0,
 "parts": [{"id": "0661da3a-4208-41ca-9186-c781e8d39e2c", "size": 1,
            "parts": [{"id": "1661da3a-4208-41ca-9186-c781e8d39e2c"}]}],
 "tags": {"a": {"colour": "red", "tags": {"": {"colour": "'"}}}}}"""
LINE = f'{{"key": "a", "kind": "b", "value": {VALUE}}}'.replace("\n", "")

CHANGES = {
    "another scale": "UPDATE new.thing SET weight = 1.5",
    "NULL instead of a value": "UPDATE new.thing SET ready = NULL",
    "another double": "UPDATE new.thing SET ratio = 0.10000000000000002",
    "another scale inside jsonb": """UPDATE new.thing SET extra = '{"b": 1}'""",
    "another day": 'UPDATE new.thing SET "the ""day""" = \'2022-03-01\'',
    "another microsecond": "UPDATE new.thing SET seen_at = seen_at + interval '1 us'",
    "another scale in the residual": """UPDATE new.thing SET residual = jsonb_set(residual, '{unmapped}', '1')""",
    "no residual": "UPDATE new.thing SET residual = NULL",
    "no absent marks": "UPDATE new.thing SET residual_absent = NULL",
    "a text column with the residual's name": "UPDATE new.thing_note SET residual = 'y'",
    "a row too few": "DELETE FROM new.part WHERE cardinality(part_path) = 2",
    "a row of another document": "INSERT INTO new.tag SELECT id + 1, tag_path FROM new.tag LIMIT 1",
    "another key in a path": "UPDATE new.tag SET tag_path = '{a,b}' WHERE tag_path = '{a,\"\"}'",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_difference_in_one_place_is_told(conn18: Connection, change: str):
    documents = load_documents(conn18, [LINE])
    tree = represent(conn18, loads(SPEC)).tree
    assert_same_rows(conn18, tree, documents)
    with transaction(conn18):
        conn18.execute("SELECT set_config('hofsm.origin', 'backfill', true)")
        assert conn18.execute(CHANGES[change]).rowcount == 1  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="rows of table"):
        assert_same_rows(conn18, tree, documents)


def test_a_document_too_many_is_told(conn18: Connection):
    documents = load_documents(conn18, [LINE, LINE])
    tree = represent(conn18, loads(SPEC)).tree
    assert_same_rows(conn18, tree, {(key,): value for key, value in documents.items()})
    with pytest.raises(AssertionError, match=r"differ for document \(2,\)"):
        assert_same_rows(conn18, tree, {1: documents[1]})
