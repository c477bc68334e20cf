"""A batch of documents into a profile, column by column.

All values of one path in the batch are one column. A column of objects is grouped by key set, and each group transposed
at once, so that no Python code runs per value; see `scalars` for what is done with the leaves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import accumulate, chain, compress, count, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from hofsm_migrate.introspect import forms, profile, scalars
from hofsm_migrate.introspect.parse import object_bytes, text_bytes
from hofsm_migrate.introspect.profile import MAX_DEPTH, PathProfile
from hofsm_migrate.introspect.rows import Rows, Waiting, joined
from hofsm_migrate.introspect.scalars import tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hofsm_migrate.introspect.profile import Shape

    Column = Sequence[Any]

MAX_PATHS = 20_000
"""A profile with more paths than this merges the members of objects, see `bound`."""
MAX_NEW_PATHS = 20_000
"""Paths that a batch may add to it before that."""
SMALL = 128
"""Columns of so many values wait for more; up to PATIENCE batches, which are in memory so long."""
PATIENCE = 8
MAX_REMEMBERED = 20_000
"""Key sets and keys whose bytes and forms are remembered."""

_KINDS = {
    type(None): "null", bool: "boolean", int: "integer", float: "decimal", str: "string", dict: "object", list: "array",
}  # fmt: skip


_CODES = {kind: code for code, kind in enumerate(_KINDS)}


class Shredder:
    """Adds batches to the profile of a root path.

    Args:
        root: what to add to.
    """

    def __init__(self, root: PathProfile) -> None:
        self._root = root
        self._paths = paths(root)
        self._waiting: dict[int, tuple[PathProfile, Waiting]] = {}
        self._batches = 0
        self._shape_bytes: dict[Shape, int] = {}
        self._shape_forms: dict[Shape, list[tuple[str, int]]] = {}

    def add(self, keys: Sequence[str], documents: Sequence[Any]) -> None:
        """Take in documents with their keys, which are in ascending order of text."""
        if not documents:
            return
        self._column(self._root, documents, Rows(np.arange(len(documents)), keys), 0, inside=False)
        self._batches += 1
        if self._batches >= PATIENCE or self._paths > MAX_PATHS:
            self.flush()

    def flush(self) -> None:
        """Take in what waits for more of its kind."""
        self._batches = 0
        self._settle([node for node, _ in self._waiting.values()])
        if self._paths > MAX_PATHS:
            self._paths = bound(self._root)

    def _settle(self, nodes: Iterable[PathProfile]) -> None:
        for node in nodes:
            _, waiting = self._waiting.pop(id(node), (node, None))
            if waiting:
                self._column(node, *waiting.column(), waiting.depth, inside=waiting.inside, final=True)

    def _take(
        self, node: PathProfile, column: Column, rows: Rows, depth: int, *, inside: bool = False, final: bool
    ) -> None:
        """Small columns wait for those of the next batches, since every column has its cost."""
        if final or len(column) > SMALL:
            self._column(node, column, rows, depth, inside=inside, final=final)
            return
        found = self._waiting.get(id(node))
        if found is None:
            found = self._waiting[id(node)] = node, Waiting(depth, inside=inside)
        found[1].add(column, rows)

    def _column(
        self, node: PathProfile, column: Column, rows: Rows, depth: int, *, inside: bool, final: bool = False
    ) -> None:
        # inside: the values are elements of arrays, so that their members are siblings of one another
        # final: nothing below may wait
        node.values += len(column)
        node.documents += rows.documents
        kinds = set(map(type, column))
        if len(kinds) == 1:
            self._kind(node, kinds.pop(), column, rows, depth, inside=inside, final=final)
            return
        codes = np.fromiter(map(_CODES.__getitem__, map(type, column)), dtype=np.int8, count=len(column))
        for code, kind in enumerate(_KINDS):
            if kind in kinds:
                chosen = codes == code
                some = list(compress(column, chosen.tolist()))
                self._kind(node, kind, some, rows.at(chosen), depth, inside=inside, final=final)

    def _kind(
        self,
        node: PathProfile,
        kind: type,
        column: Column,
        rows: Rows,
        depth: int,
        *,
        inside: bool,
        final: bool = False,
    ) -> None:
        tally(node.kinds, _KINDS[kind], len(column), rows.example)
        siblings = rows.alone() if inside else rows  # an element is none of its own members
        if kind is str:
            scalars.add_strings(node, column, siblings)
        elif kind is int:
            scalars.add_integers(node, column, siblings)
        elif kind is dict:
            self._objects(node, column, rows, depth, inside=inside, final=final)
        elif kind is list:
            self._arrays(node, column, rows, depth, final=final)
        elif kind is bool:
            scalars.add_booleans(node, column, siblings)
        elif kind is float:
            scalars.add_decimals(node, column, siblings)
        else:
            node.bytes += 4 * len(column)

    def _arrays(self, node: PathProfile, column: Column, rows: Rows, depth: int, *, final: bool) -> None:
        sizes = np.fromiter(map(len, column), dtype=np.int32, count=len(column))
        node.items.update(sizes)
        self._count_empty(node, "array", sizes, rows)
        if depth >= MAX_DEPTH:
            node.bytes += sum(map(text_bytes, column))
            return
        total = int(sizes.sum())
        node.bytes += 2 * len(column) + 2 * (total - int(np.count_nonzero(sizes)))
        if not total:
            return
        if node.elements is None:
            node.elements = self._new()
        within = Rows(rows.spread(sizes), rows.keys, np.repeat(np.arange(len(sizes)), sizes))
        elements = list(chain.from_iterable(column))
        self._take(node.elements, elements, within, depth + 1, inside=True, final=final)

    def _objects(
        self, node: PathProfile, column: Column, rows: Rows, depth: int, *, inside: bool, final: bool = False
    ) -> None:
        sizes = np.fromiter(map(len, column), dtype=np.int32, count=len(column))
        node.items.update(sizes)
        self._count_empty(node, "object", sizes, rows)
        if depth >= MAX_DEPTH:
            node.bytes += sum(map(text_bytes, column))
            return
        groups = _grouped(column, rows)
        node.bytes += sum(self._own_bytes(shape) * len(members) for shape, members, _ in groups)
        self._count_keys(node, groups)
        if node.entries is not None:
            self._entries(node, column, rows, sizes, depth, final=final)
            return
        for shape, members, some in groups:
            node.add_shape(shape, len(members), some.example)
        parts: dict[str, list[tuple[int, Column]]] = {}
        for number, (shape, members, _) in enumerate(groups):
            for key, values in zip(shape, zip(*map(dict.values, members), strict=True), strict=True):
                parts.setdefault(key, []).append((number, values))
        every = [some if inside else some.alone() for _, _, some in groups]
        shared: dict[tuple[int, ...], Rows] = {}
        for key, pieces in parts.items():
            child = node.members.get(key)
            if child is None:
                child = node.members[key] = self._new()
            if len(pieces) == 1:
                self._take(child, pieces[0][1], every[pieces[0][0]], depth + 1, final=final)
                continue
            numbers = tuple(number for number, _ in pieces)
            together = shared.get(numbers)
            if together is None:
                together = shared[numbers] = joined([every[number] for number in numbers])
            values = list(chain.from_iterable(values for _, values in pieces))
            self._take(child, values, together, depth + 1, final=final)

    def _entries(
        self, node: PathProfile, column: Column, rows: Rows, sizes: np.ndarray, depth: int, *, final: bool
    ) -> None:
        values = list(chain.from_iterable(map(dict.values, column)))
        if values and node.entries is not None:
            self._take(node.entries, values, Rows(rows.spread(sizes), rows.keys), depth + 1, final=final)

    def _count_keys(self, node: PathProfile, groups: list[tuple[Shape, Column, Rows]]) -> None:
        """Forms and number of the keys; decides whether they are data."""
        for shape, members, some in groups:
            for form, times in self._key_forms(shape):
                tally(node.key_forms, form, times * len(members), some.example)
        new = set[str]().union(*(shape for shape, _, _ in groups if shape not in node.shapes))
        new -= node.members.keys()
        if not new:
            return
        node.keys.update(new)
        too_many = self._paths + len(new) > MAX_PATHS + MAX_NEW_PATHS
        if node.entries is None and (len(node.members) + len(new) > profile.MAX_MEMBERS or too_many):
            self._settle(list(_walk(node))[1:])
            node.merge_members()

    def _count_empty(self, node: PathProfile, kind: str, sizes: np.ndarray, rows: Rows) -> None:
        if not sizes.all():
            empty = rows.at(sizes == 0)
            tally(node.empty, kind, len(empty.ranks), empty.example)

    def _own_bytes(self, shape: Shape) -> int:
        found = self._shape_bytes.get(shape)
        if found is None:
            found = object_bytes(shape)
            if len(self._shape_bytes) < MAX_REMEMBERED:
                self._shape_bytes[shape] = found
        return found

    def _key_forms(self, shape: Shape) -> list[tuple[str, int]]:
        found = self._shape_forms.get(shape)
        if found is None:
            found = list(Counter(forms.keys(shape)).items())
            if len(self._shape_forms) < MAX_REMEMBERED:
                self._shape_forms[shape] = found
        return found

    def _new(self) -> PathProfile:
        self._paths += 1
        return PathProfile()


def paths(node: PathProfile) -> int:
    """How many paths a profile has."""
    return 1 + sum(paths(child) for child in node.children())


def bound(root: PathProfile) -> int:
    """Merge the members of objects until there are at most MAX_PATHS paths; returns how many there are then.

    Objects with the most rare members go first: a member is rare that is in less than a tenth of the objects.
    """
    left = paths(root)
    while left > MAX_PATHS:
        node = max(_walk(root), key=_rare_members)
        if len(node.members) < 2:
            break
        node.merge_members()
        left = paths(root)
    return left


def _walk(node: PathProfile) -> Iterable[PathProfile]:
    yield node
    for child in node.children():
        yield from _walk(child)


def _rare_members(node: PathProfile) -> tuple[int, int]:
    objects = node.count("object")
    rare = sum(10 * child.values < objects for child in node.members.values())
    return rare, len(node.members)


def _grouped(column: Column, rows: Rows) -> list[tuple[Shape, Column, Rows]]:
    """Objects by key set."""
    numbers: defaultdict[Shape, int] = defaultdict(count().__next__)
    of_each = np.fromiter(map(numbers.__getitem__, map(tuple, column)), dtype=np.int32, count=len(column))
    if len(numbers) == 1:
        return [(next(iter(numbers)), column, rows)]
    order = np.argsort(of_each, kind="stable")
    together, rows = itemgetter(*order.tolist())(column), rows.at(order)
    ends = accumulate(np.bincount(of_each).tolist())
    return [
        (shape, together[first:end], rows.at(slice(first, end)))
        for shape, (first, end) in zip(numbers, pairwise(chain((0,), ends)), strict=True)
    ]
