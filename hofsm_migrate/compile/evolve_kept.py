"""What people set on the tables of one version and the next one gets, where it has a table and a column of that name.

A comment of the toolkit's own is not carried over: the new version has one of its own. It is known by its words behind
the place in the spec, since a spec may have been recorded anew with its lines moved.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.functions import composed_purpose
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.operation import operation
from hofsm_migrate.compile.tables import column_types, described_columns, required_columns, table_purpose
from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.compile.plan import Plan
    from hofsm_migrate.sql import Part

Types = dict[str, dict[str, str]]
"""Qualified table to column to type."""


def kept(old: Plan, new: Plan, place: str) -> Operation:
    """Up: what was set is kept, before the old version goes. Down: it is given to the new one."""
    described = {name: dict(pairs) for name, pairs in _described(old)}
    relations = sql.SQL(", ").join([sql.Literal(name) for name in described])
    before, now = types(old), types(new)
    same = {
        name: [*old.tree.source.key, *(one for one, type_ in columns.items() if now[name].get(one) == type_)]
        for name, columns in before.items()
        if name in now
    }
    parts: dict[str, Part] = {
        "relations": sql.SQL("ARRAY[{}]").format(relations),
        "same": json.dumps(same, ensure_ascii=False),
        "described": json.dumps(described, ensure_ascii=False),
    }
    return operation("evolve_kept", "settings and comments", place, parts)


def types(plan: Plan) -> Types:
    """The columns of all new tables, without those of the legacy key."""
    made = Names(plan.tree)
    return {
        text(qualified(made.table(table))): column_types(node, table)
        for node in plan.tree.nodes
        for table in node.tables
    }


def required(plan: Plan) -> list[tuple[str, str]]:
    """Qualified table and column of all that is NOT NULL."""
    made = Names(plan.tree)
    return [
        (text(qualified(made.table(table))), column)
        for node in plan.tree.nodes
        for table in node.tables
        for column in required_columns(plan.tree, node, table)
    ]


def _described(plan: Plan) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Relations with the comments that the toolkit makes, without places; the empty name is the relation itself."""
    made, tree = Names(plan.tree), plan.tree
    place = re.compile(rf"^{re.escape(tree.mapping.file)}:\d+:\d+(?= \()")
    for node in tree.nodes:
        for table in node.tables:
            purpose = f" ({table.name}): {table_purpose(node, table)}"
            columns = [(name, place.sub("", words)) for name, words in described_columns(tree, node, table)]
            yield text(qualified(made.table(table))), [("", purpose), *columns]
    yield text(qualified(made.composed)), [("", place.sub("", composed_purpose(tree)))]
