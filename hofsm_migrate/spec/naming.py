"""The names that a mapping generates, in one place: key, order and residual columns, indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.names import mint

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Path

RESIDUAL = "residual"
"""Column of a node's first table: what its columns cannot represent."""

ABSENT = "residual_absent"
"""Column of a node's first table: the paths that are absent where composing would write them."""


def ordinal_column(spine: str) -> str:
    """The position of an array element, in the node whose first table is `spine` and in every table below it."""
    return mint(spine, "ordinal")


def path_column(spine: str) -> str:
    """The place of a row of a recursive node in its tree."""
    return mint(spine, "path")


def parent_column(spine: str) -> str:
    """The place of the parent of a row of a recursive node."""
    return mint(spine, "parent")


def natural_key_column(spine: str, path: Path) -> str:
    """The column of a natural key that names none: the table and the last key of the path."""
    return mint(spine, path[-1])


def map_key_column(spine: str) -> str:
    """The column of a map's key where `key_column` is not given."""
    return mint(spine, "key")


def variant_column(spine: str) -> str:
    """The column with the variant of an element, where the presence of keys decides on it."""
    return mint(spine, "variant")


def primary_key_name(table: str) -> str:
    """The primary key constraint of a new table, and its index."""
    return mint(table, "pkey")


def index_name(table: str, column: str) -> str:
    """The index of a column with `index: true`."""
    return mint(table, column, "idx")


def composed_view(mapping: str) -> str:
    """The view of the composed documents."""
    return mint("composed", mapping)
