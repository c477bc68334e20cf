"""Columns of one node that read the same places in the same way, which only those of different variants do.

Each such group is parsed, judged and handed on once, however many tables hold it: specs with many variants map the
same few keys again and again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from psycopg import sql

from hofsm_migrate.lens.tree import ColumnLeaf, Options, column_leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hofsm_migrate.lens.tree import Node, Shape
    from hofsm_migrate.spec.mapping import Column, Table

Sql = sql.Composable


@dataclass(frozen=True, eq=False)
class Reading:
    """A group of columns; `column` is the first. `variants` are those in which it holds, None for all elements."""

    members: tuple[ColumnLeaf, ...]

    @property
    def column(self) -> Column:
        """What all members have in common, but for name and place in the spec."""
        return self.members[0].column

    @property
    def variants(self) -> tuple[str, ...] | None:
        """The variants in which one of the members holds; None for a column of all elements."""
        names = tuple(leaf.variant for leaf in self.members if leaf.variant is not None)
        return names or None

    @property
    def otherwise(self) -> Literal["object", "array"] | None:
        """The kind that the column does not take; None for a column that is read at a place of its own."""
        return self.members[0].otherwise


class Readings:
    """All readings of a node, in the order of tables and columns."""

    def __init__(self, node: Node) -> None:
        groups: dict[object, list[ColumnLeaf]] = {}
        for leaf in node.leaves():
            groups.setdefault(_way(leaf), []).append(leaf)
        self._all = tuple(Reading(tuple(leaves)) for leaves in groups.values())
        self._by_column = {
            (leaf.table.name, leaf.column.name): reading for reading in self._all for leaf in reading.members
        }

    def __iter__(self) -> Iterator[Reading]:
        return iter(self._all)

    def of(self, leaf: ColumnLeaf) -> Reading:
        """The reading that a column belongs to."""
        return self._by_column[leaf.table.name, leaf.column.name]

    def of_column(self, table: Table, column: Column) -> Reading:
        """See `of`."""
        return self._by_column[table.name, column.name]

    def at(self, place: ColumnLeaf | Options) -> dict[Reading, int]:
        """The readings of a place, each with the number of the spelling that the place is for it."""
        return {self.of(leaf): leaf.spelling for leaf in column_leaves(place)}


def _way(leaf: ColumnLeaf) -> object:
    """What two columns must have in common to be read once; a column of all elements has nobody to share with."""
    column = leaf.column
    if leaf.variant is None:
        return leaf.table.name, column.name
    check = None if column.check is None else column.check.root
    return column.paths, column.type, column.wires, column.values, column.missing, column.index, check


def is_variant(variant: Sql, names: Iterable[str]) -> Sql:
    """Whether `variant`, NULL for none, is one of `names`; never NULL."""
    known = list(names)
    if len(known) == 1:
        return sql.SQL("{} IS NOT DISTINCT FROM {}").format(variant, sql.Literal(known[0]))
    return sql.SQL("coalesce({} = ANY ({}), false)").format(variant, sql.Literal(known))


def is_written(shape: Shape) -> bool:
    """Whether anything composes to the place itself: not where all columns only read it as an older spelling."""
    if isinstance(shape, (ColumnLeaf, Options)):
        return any(leaf.spelling == 0 for leaf in column_leaves(shape))
    return True
