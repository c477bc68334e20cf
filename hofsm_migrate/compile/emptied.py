"""Objects and collections that stay as `{}` and `[]` when a write has emptied them, since old readers expect them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.elements import dig
from hofsm_migrate.compile.readings import is_variant
from hofsm_migrate.compile.relations import conjunction, disjunction, of_variant, variant
from hofsm_migrate.lens.tree import column_leaves, container_leaves, inner_positions
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import case

if TYPE_CHECKING:
    from hofsm_migrate.compile.relations import Holder
    from hofsm_migrate.lens.tree import ColumnLeaf, Inner, Node
    from hofsm_migrate.spec.mapping import Path, Table

Sql = sql.Composable
STORED = "stored"
"""Alias of the row of the first table whose residual is changed."""


class Emptied:
    """What the residual of one node's elements gets, as the items that `hofsm.residual_keep` takes."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._plain = {place.path: place for place in inner_positions(node.shape) if is_plain(place)}

    def by_columns(self, table: Table, left: Sql | None, *, deleted: bool = False) -> list[tuple[Sql, Sql]]:
        """Condition and item for each object that columns of a table may leave empty.

        Args:
            left: whether the element leaves its variant, None where it cannot.
            deleted: whether the rows under `was` are gone; else they are compared with those under `now`.
        """
        tests: dict[Path, list[Sql]] = {}
        for leaf in (leaf for leaf in self._node.leaves() if leaf.table is table):
            for place in self._above(leaf.path):
                tests.setdefault(place.path, []).append(self._is_gone(leaf, deleted=deleted))
        return [(self._stays(path, disjunction(found), left), item(path, "{}")) for path, found in tests.items()]

    def by_row(self, path: Path) -> list[Sql]:
        """The items for the objects around that of a table with `when` whose row is gone."""
        return [item(place.path, "{}") for place in self._above(path)]

    def by_elements(self, holder: Holder) -> list[Sql]:
        """The items for a collection of the node without elements."""
        leaf = holder.leaf
        around = [self._around(holder, place) for place in self._above(leaf.path)]
        if leaf.missing != "absent":
            return around
        own = item(leaf.path, holder.nothing)
        if leaf.variant is None:
            return [own]
        return [*around, case((of_variant(self._node, STORED, leaf.variant), own))]

    def _around(self, holder: Holder, place: Inner) -> Sql:
        """Where the collection is one of a variant, the element may have left that variant."""
        found = item(place.path, "{}")
        if holder.leaf.variant is None:
            return found
        left = sql.SQL("NOT {}").format(of_variant(self._node, STORED, holder.leaf.variant))
        return case((self._stays(place.path, sql.SQL("true"), left), found))

    def _above(self, path: Path) -> list[Inner]:
        """The objects around a path that stay, outermost first."""
        return [self._plain[path[:depth]] for depth in range(1, len(path)) if path[:depth] in self._plain]

    def _stays(self, path: Path, emptied: Sql, left: Sql | None) -> Sql:
        """An object stays unless it went with the variant that was left: nothing in the new one is a part of it."""
        variants = _variants_below(self._plain[path])
        if left is None or None in variants:
            return emptied
        known = [name for name in variants if name is not None]
        here = is_variant(variant(self._node, STORED), known) if known else sql.SQL("false")
        return sql.SQL("({}) AND (NOT ({}) OR {})").format(emptied, left, here)

    def _is_gone(self, leaf: ColumnLeaf, *, deleted: bool) -> Sql:
        """Whether a column had a value, not written at an older spelling's place, and has none."""
        name = leaf.column.name
        tests: list[Sql] = [sql.SQL("{} IS NOT NULL").format(sql.Identifier("was", name))]
        if not deleted:
            tests.append(sql.SQL("{} IS NULL").format(sql.Identifier("now", name)))
        residual = sql.Identifier(STORED, naming.RESIDUAL)
        tests += [sql.SQL("{} IS NULL").format(dig(residual, path)) for path in leaf.column.paths[1:]]
        return sql.SQL("({})").format(conjunction(tests))


def is_plain(place: Inner) -> bool:
    """Whether an object is left as `{}`: no row stands for it, and `missing` says nothing else."""
    return bool(place.path) and place.when is None and place.missing == "absent"


def item(path: Path, value: str) -> Sql:
    """A path and what stays there."""
    return sql.SQL("{}::jsonb").format(sql.Literal(json.dumps([list(path), json.loads(value)], ensure_ascii=False)))


def keep(residual: Sql, items: list[Sql]) -> Sql:
    """The residual with what was emptied."""
    if not items:
        return residual
    return sql.SQL("hofsm.residual_keep({}, ARRAY[{}])").format(residual, sql.SQL(", ").join(items))


def _variants_below(place: Inner) -> dict[str | None, None]:
    """The variants in which an object has a column or a collection; None among them: in all."""
    places = [*column_leaves(place), *container_leaves(place)]
    return dict.fromkeys(leaf.variant for leaf in places)
