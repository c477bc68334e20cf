"""Previews and measurements with names that would end a quote, a comment, a body or a template early."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from psycopg import sql
from test_hostile_names import TAILS, spec

from hofsm_migrate.compile.names import qualified
from hofsm_migrate.compile.preview import preview as compiled
from hofsm_migrate.phases import measure, preview
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    import psycopg


@pytest.mark.parametrize("tail", TAILS.values(), ids=list(TAILS))
def test_names_are_names(conn18: psycopg.Connection, tail: str) -> None:
    mapping = loads(spec(tail))
    source = mapping.source
    conn18.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(source.schema)))
    create = sql.SQL("CREATE TABLE {} ({} bigint PRIMARY KEY, {} jsonb)").format(
        qualified((source.schema, source.table)), *map(sql.Identifier, (*source.key, source.payload))
    )
    conn18.execute(create)
    document = {f"a{tail}": "x", f"o{tail}": {f"b{tail}": f"v{tail}"}, f"items{tail}": [{f"x{tail}": 5, f"y{tail}": 1}]}
    insert = sql.SQL("INSERT INTO {} VALUES (1, %s)").format(qualified((source.schema, source.table)))
    conn18.execute(insert, [json.dumps(document)])

    made = compiled(mapping)
    assert preview.preview(conn18, made, mapping).changed
    assert not preview.preview(conn18, made, mapping).changed
    root, item = (
        conn18.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(made.schema, name))).fetchall()
        for name in made.views
    )
    assert (root, item) == ([(1, "x", f"v{tail}", None, None)], [(1, 1, 5, {f"y{tail}": 1}, None)])
    assert preview.drop(conn18, made).schema_dropped

    found = measure.measure(conn18, mapping)
    assert [column.conforming.elements for table in found.tables for column in table.columns] == [1, 1, 1]
    (unmapped,) = found.unmapped
    assert json.loads(unmapped.path.rpartition("[*].")[2]) == f"y{tail}"
