"""Objects of several kinds that no value tells apart: their keys say which kind they are, and what their members hold.

Looked at are the elements of each place and the objects next to them, as the `fields` of a record in an envelope.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from hofsm_migrate.introspect.discriminators import facets
from hofsm_migrate.introspect.keykinds import Kind, common, kinds_of
from hofsm_migrate.introspect.relation import ENVELOPES, KEYS_MARK, Discriminator, Variant
from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from hofsm_migrate.introspect.elements import Column, Rows, Sample
    from hofsm_migrate.introspect.relation import Facet

MOST_SETS = 256
"""Key sets of one place, as in a profile; where more are needed, keys are combined freely and tell no kinds."""
NEARLY_ALL = 0.95


def key_sets(sample: Sample) -> tuple[Discriminator, ...]:
    """Kinds of objects, as discriminators whose values are the keys that all objects of a kind have; by place."""
    return tuple(
        found
        for rows in sorted(sample.sets, key=lambda rows: rows.place)
        for holder in rows.columns
        if holder.path is not None and len(holder.path) <= ENVELOPES and not holder.folded
        if (found := _of_objects(holder, rows, sample.keys)) is not None
    )


def _of_objects(holder: Column, rows: Rows, documents: list[str]) -> Discriminator | None:
    members = {column.path[-1]: column for column in rows.columns if column.parent is holder and column.path}
    kinds, codes = _kinds(holder, rows, members)
    if not kinds:
        return None
    own: list[list[Facet]] = [[] for _ in kinds]
    for member in members.values():
        for code, facet in facets(member, codes, rows, documents):
            own[code].append(facet)
    numbers = rows.of_documents()
    variants = tuple(
        Variant(
            ", ".join(sorted(kind.always)),
            int((codes == code).sum()),
            len(np.unique(numbers[codes == code])),
            tuple(sorted(own[code], key=lambda facet: (-facet.present, facet.member))),
        )
        for code, kind in enumerate(kinds)
    )
    return Discriminator(rows.place, f"{KEYS_MARK}{render(holder.path or ())}", 1.0, variants)


def _kinds(holder: Column, rows: Rows, members: dict[str, Column]) -> tuple[list[Kind], np.ndarray]:
    """The kinds of the objects, none where there are no kinds, and the number of its kind for each row, -1 for none."""
    is_object = np.array([*(kind == "object" for kind in holder.kinds), False])[holder.dense(len(rows))]
    objects = np.flatnonzero(is_object)
    _, first, set_of, counts = np.unique(
        _marks(rows, members)[objects], return_index=True, return_inverse=True, return_counts=True
    )
    often = np.argsort(-counts, kind="stable")[:MOST_SETS]
    if len(counts) < 2 or counts[often].sum() < NEARLY_ALL * counts.sum():
        return [], set_of
    has = {key: np.isin(objects[first[often]], np.frombuffer(one.rows, dtype=np.intc)) for key, one in members.items()}
    sets = [frozenset(key for key, present in has.items() if present[number]) for number in range(len(often))]
    kinds = kinds_of(zip(sets, counts[often].tolist(), strict=True), len(objects))
    kind_of = np.full(len(counts), -1, dtype=np.int64)
    for code, keys in zip(often.tolist(), sets, strict=True):
        kind_of[code] = _nearest(keys, kinds)
    codes = np.full(len(rows), -1, dtype=np.int64)
    codes[objects] = kind_of[set_of]
    return kinds, codes


def _marks(rows: Rows, members: dict[str, Column]) -> np.ndarray:
    """A number for each row that differs where its keys do: the sum of hashes of the keys, beyond 64 bits cut off."""
    marks = np.zeros(len(rows), dtype=np.uint64)
    for key, member in members.items():
        mark = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest())
        marks[np.frombuffer(member.rows, dtype=np.intc)] += np.uint64(mark)
    return marks


def _nearest(keys: frozenset[str], kinds: list[Kind]) -> int:
    fitting = [number for number, kind in enumerate(kinds) if kind.always <= keys <= kind.keys]
    return max(fitting, key=lambda number: (common(kinds[number].keys, keys), -number), default=-1)
