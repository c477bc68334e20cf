"""Parity of one key range: the documents that one side lacks or that are composed differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.backfill import key_parameters, key_range, legacy_document
from hofsm_migrate.compile.document import Bound, documents_query
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, names
from hofsm_migrate.sql import body, fill, indent, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from hofsm_migrate.lens.tree import Tree

    Unless = Callable[[sql.Composable], sql.Composable]

VERIFY_FLAGS = (("in_legacy", "boolean"), ("represented", "boolean"), ("payload", "jsonb"), ("composed", "jsonb"))


def verify_body(tree: Tree, unless: Unless | None = None) -> sql.Composed:
    """The plpgsql body of the verify function; `unless` adds what keeps two payloads of that name from differing."""
    key = list(tree.source.key)
    columns = [
        sql.SQL("coalesce({}, {})").format(sql.Identifier("legacy", name), sql.Identifier("composed", name))
        for name in key
    ]
    in_legacy, represented = (
        sql.SQL("{} IS NOT NULL").format(sql.Identifier(side, key[0])) for side in ("legacy", "composed")
    )
    outputs = [
        *columns,
        in_legacy,
        represented,
        sql.SQL("legacy.{0}, composed.{0}").format(sql.Identifier(_payload(tree))),
    ]
    same = [sql.SQL("{} = {}").format(sql.Identifier("legacy", name), sql.Identifier("composed", name)) for name in key]
    query = fill(
        load("verify_query"),
        {
            "outputs": sql.SQL(", ").join(outputs),
            "key": names(key, "legacy"),
            "payload": legacy_document(tree, "legacy"),
            "payload_name": _payload(tree),
            "legacy": Names(tree).legacy,
            "range": key_range(tree, "legacy"),
            "composed_key": names(key, "composed"),
            "document": unique("document", set(key)),
            "documents": indent(documents_query(tree, Bound(lambda alias: key_range(tree, alias))), 12),
            "same_key": sql.SQL(" AND ").join(same),
            "unless": unless(sql.Identifier(_payload(tree))) if unless else sql.SQL(""),
            "represented": sql.SQL("{} AND {}").format(in_legacy, represented),
        },
    )
    return fill(load("verify"), {"query": body(query, "query"), "parameters": key_parameters(tree)})


def _payload(tree: Tree) -> str:
    return unique("payload", set(tree.source.key))
