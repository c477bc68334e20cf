"""`on_mismatch: reject`: a legacy write that brings what does not conform is refused.

`reject_<mapping>(was, now, key)` compares the residuals of two versions of a document as `lens/mismatch.py` does it. At
the first level below the root only the elements that differ are decomposed: what is the same has the same mismatches.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.compile.outputs import Outputs
from hofsm_migrate.compile.relations import key_words, parameter
from hofsm_migrate.compile.routine import Routine, create
from hofsm_migrate.lens.mismatch import places
from hofsm_migrate.names import mint
from hofsm_migrate.spec import naming
from hofsm_migrate.spec.path import render, render_at
from hofsm_migrate.sql import body, fill, indent, load

if TYPE_CHECKING:
    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.lens.mismatch import Place
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Column

Sql = sql.Composable
SIDES: Final = ("was", "now")
HINT: Final = "%s and `on_mismatch: reject` say so: write a value that it takes, or have the spec take this one."
PROPERTIES: Final = "LANGUAGE plpgsql VOLATILE\n    SET search_path = pg_catalog SET jit = off"


def reject_operations(tree: Tree) -> list[Operation]:
    """The function, where the spec wants it."""
    if tree.mapping.on_mismatch != "reject":
        return []
    routine = Routine(
        Names(tree).reject,
        "refuses a version of a document that brings what does not conform",
        arguments=sql.SQL("jsonb, jsonb, text"),
        returns=sql.SQL("void"),
        properties=PROPERTIES,
        body=sql.SQL("AS {}").format(body(_Reject(tree).body())),
    )
    return [create(tree, tree.root, routine)]


def rejected(tree: Tree, was: Sql, now: Sql) -> Sql:
    """In a trigger for a row that is new or changed: refuse what does not conform; nothing where the spec keeps it."""
    if tree.mapping.on_mismatch != "reject":
        return sql.SQL("")
    call = sql.SQL("PERFORM {}(CASE TG_OP WHEN 'UPDATE' THEN {} END, {}, {});")
    return call.format(qualified(Names(tree).reject), was, now, key_words(tree, "new"))


class _Reject:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._made = Names(tree)
        self._outputs = {node.name: Outputs(tree, node) for node in tree.nodes}

    def body(self) -> Sql:
        rows = [self._root(side) for side in SIDES]
        for parent in self._tree.nodes:
            for child in parent.children:
                rows += self._below(parent, child)
        was, now = (sql.SQL("\nUNION ALL\n").join([self._found(n, side) for n in self._numbered()]) for side in SIDES)
        described = [[self._described(node, place) for place in places(node)] for node in self._tree.nodes]
        parts = {
            "places": json.dumps(described, ensure_ascii=False),
            "rows": indent(sql.SQL(",\n").join(rows)),
            "was": indent(was, 8),
            "now": indent(now, 8),
            "hint": HINT,
        }
        return fill(load("reject"), parts)

    def _numbered(self) -> list[tuple[int, Node]]:
        return list(enumerate(self._tree.nodes))

    def _rows(self, node: Node, side: str) -> sql.Identifier:
        return sql.Identifier(mint("rows of", node.name, side))

    def _root(self, side: str) -> Sql:
        decompose = qualified(self._made.decompose(self._tree.root))
        return _cte(
            self._rows(self._tree.root, side),
            sql.SQL("SELECT node.* FROM {}({}) AS node").format(decompose, parameter(1 + SIDES.index(side))),
        )

    def _below(self, parent: Node, child: Node) -> list[Sql]:
        """The rows of a node of both versions; below the root those of elements that differ."""
        decompose = qualified(self._made.decompose(child))
        container = self._outputs[parent.name].containers[child.name]
        query = sql.SQL("SELECT node.* FROM {} AS parent CROSS JOIN LATERAL {}({}) AS node")
        if parent is not self._tree.root:
            given = sql.Identifier("parent", container)
            return [_cte(self._rows(child, s), query.format(self._rows(parent, s), decompose, given)) for s in SIDES]
        changed = sql.Identifier(mint("changed of", child.name))
        pairs = sql.SQL(
            "SELECT pair.* FROM {} AS was CROSS JOIN {} AS now CROSS JOIN LATERAL {}({}, {}) AS pair"
        ).format(
            *(self._rows(parent, side) for side in SIDES),
            sql.Identifier("hofsm", "changed_entries" if child.kind == "map" else "changed_items"),
            *(sql.Identifier(side, container) for side in SIDES),
        )
        found = [
            _cte(self._rows(child, s), query.format(changed, decompose, sql.Identifier("parent", f"{s}_items")))
            for s in SIDES
        ]
        return [_cte(changed, pairs), *found]

    def _found(self, numbered: tuple[int, Node], side: str) -> Sql:
        number, node = numbered
        outputs = self._outputs[node.name]
        variant = sql.SQL("NULL") if outputs.variant is None else sql.Identifier("node", outputs.variant)
        residual = sql.Identifier("node", naming.RESIDUAL)
        element = sql.SQL("{}::text").format(sql.Identifier("node", node.own.name)) if node.keyed else sql.SQL("NULL")
        return sql.SQL(
            "SELECT {}::integer AS node, {} AS element, found.number, found.fragment\n"
            "FROM {} AS node CROSS JOIN LATERAL hofsm.mismatches({}, {}, places -> {}) AS found\n"
            "WHERE {} IS NOT NULL{}"
        ).format(
            sql.Literal(number),
            element,
            self._rows(node, side),
            residual,
            variant,
            sql.Literal(number),
            residual,
            sql.SQL("").join([_judged(place, one.judged) for place, one in enumerate(places(node)) if one.judged]),
        )

    def _described(self, node: Node, place: Place) -> dict[str, object]:
        found: dict[str, object] = {
            "path": list(place.path),
            "kind": place.kind,
            "what": place.what,
            "takes": place.takes,
            "at": ".".join([render_at(node.spine.at), *([render(place.path)] if place.path else [])]),
            "spec": self._tree.mapping.place(place.position, place.what),
        }
        return found if place.variants is None else {**found, "variants": list(place.variants)}


def _judged(place: int, column: Column) -> Sql:
    """Not the canonical spelling of a column that is kept for the sake of another one."""
    fragment = sql.SQL("found.fragment::jsonb")
    value = codecs.accept(column, codecs.parse(column, fragment))
    test = sql.SQL("\n    AND CASE found.number WHEN {} THEN NOT ({}) ELSE true END")
    return test.format(sql.Literal(place), codecs.conforms(column, fragment, value))


def _cte(name: Sql, query: Sql) -> Sql:
    return sql.SQL("{} AS MATERIALIZED (\n    {}\n)").format(name, query)
