"""An outline that leaves few bytes in the residual: heavy rare paths get columns, and the worst columns give way.

Two things stay in the residual: what has no column, and values that a column cannot take as they are written. Where
few columns are enough for nearly everything, nearly everything has one; else some of what is rare has to stay.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.column import filled
from hofsm_migrate.introspect.outline import Limits, outline

if TYPE_CHECKING:
    from hofsm_migrate.introspect.outline import ColumnDraft, Left, NodeDraft
    from hofsm_migrate.introspect.structure import Place

LEFT_BYTES = 0.07
"""The part of all bytes that may stay in the residual without a column."""
RARE_BYTES = 0.01
"""The part of all bytes that may stay for being rare, whatever has to stay besides; in a small spec all that may."""
SMALL = 100
"""Columns of a small spec."""
LOST_BYTES = 0.02
"""The part of all bytes that may stay in the residual because its column cannot read it."""
READS = 0.8
"""A column that can read so many of its values keeps its type, whatever the rest loses."""
ROUNDS = 8
"""Admitting an object shows which of its members are rare, so it takes some rounds; most drafts take none."""
MARKS = 8
"""Bytes around a value and its key in a residual, about."""


def outline_within(root: Place, limits: Limits) -> NodeDraft:
    """The outline with the fewest columns that leaves little enough."""
    for left in (RARE_BYTES, LEFT_BYTES):
        nodes = _outline(root, limits, left)
        if sum(len(node.columns) for node in nodes.walk()) <= SMALL:
            break
    return nodes


def _outline(root: Place, limits: Limits, left_bytes: float) -> NodeDraft:
    for _ in range(ROUNDS):
        nodes = outline(root, limits)
        columns = [column for node in nodes.walk() for column in node.columns]
        plain = _worst(columns, LOST_BYTES * limits.bytes)
        lost = sum(loss(column) for column in columns if column.place.path not in plain)
        left = [left for node in nodes.walk() for left in node.left]
        heavy = _heaviest(left, left_bytes * limits.bytes - lost, RARE_BYTES * limits.bytes)
        if not heavy and not plain:
            return nodes
        limits = replace(limits, admitted=limits.admitted | heavy, plain=limits.plain | plain)
    return outline(root, limits)


def loss(column: ColumnDraft) -> int:
    """Bytes of the residual for what the column cannot read, and for nulls where others have no key; about."""
    profile = column.place.profile
    nulls = profile.count("null") if column.missing == "absent" and column.choice.type != "jsonb" else 0
    return _unread(column) + nulls * (_around(column) + 4)


def _unread(column: ColumnDraft) -> int:
    profile = column.place.profile
    odd = round((1 - column.choice.readable) * filled(profile))
    return odd * (_around(column) + profile.bytes // max(profile.values, 1))


def _around(column: ColumnDraft) -> int:
    return MARKS + (len(column.path[-1].encode()) if column.path else 0)


def _worst(columns: list[ColumnDraft], allowed: float) -> frozenset[str]:
    """Places whose columns cannot read many of their values: those that lose the most, until little is lost."""
    ranked = [(_unread(column), column.place.path) for column in columns if column.choice.readable < READS]
    size = sum(_unread(column) for column in columns)
    found: set[str] = set()
    for bytes_, path in sorted(ranked, key=lambda one: (-one[0], one[1])):
        if size <= allowed:
            break
        found.add(path)
        size -= bytes_
    return frozenset(found)


def _heaviest(left: list[Left], total: float, least: float) -> frozenset[str]:
    """The heaviest rare places: without them what stays is little."""
    allowed = max(least, total - sum(one.bytes for one in left if not one.rare))
    rare = sorted((one for one in left if one.rare), key=lambda one: (-one.bytes, one.place.path))
    size = sum(one.bytes for one in rare)
    found: set[str] = set()
    for one in rare:
        if size <= allowed:
            break
        found.add(one.place.path)
        size -= one.bytes
    return frozenset(found)
