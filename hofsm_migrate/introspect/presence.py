"""Elements of several kinds that the keys tell: those of the element itself, or of one object in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.budget import loss
from hofsm_migrate.introspect.column import choose_column
from hofsm_migrate.introspect.keykinds import ALIKE, Kind, common, kinds_of
from hofsm_migrate.introspect.kinds import weight
from hofsm_migrate.introspect.naming import Names, snake
from hofsm_migrate.introspect.outline import ColumnDraft, VariantDraft
from hofsm_migrate.introspect.profile import PathProfile, Tally, add_tallies
from hofsm_migrate.introspect.relation import ENVELOPES, KEYS_MARK
from hofsm_migrate.spec.path import PathError, parse, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.introspect.outline import NodeDraft
    from hofsm_migrate.introspect.relation import Discriminator, Relations, Variant
    from hofsm_migrate.introspect.structure import Place
    from hofsm_migrate.spec.mapping import Path

WORTH = 0.02
"""The part of all bytes that has no good column without variants, from which on they are drafted."""
RARE = 0.05
"""A member of fewer of the objects has no good column: it would be empty nearly everywhere."""
TELLING = 0.9
"""A discriminator names the kinds if so many of its elements are in values that are of one kind."""


@dataclass(frozen=True)
class _Told:
    """What a sample says about one kind: its name, where one value of a discriminator is it, and its values."""

    name: str | None
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class Share:
    """What kinds are worth: bytes of all documents, the part of rare types (0 to 1), and how many kinds may be made."""

    documents_bytes: int
    min_type: float
    most: int


def add_kinds(node: NodeDraft, relations: Relations | None, share: Share) -> bool:
    """Give a node a table for each kind of its elements; whether there are kinds, and it is worth it."""
    if node.place.recurse is not None:
        return False  # the elements of all kinds are in each other, so they stay in one table
    for path, holder in _holders(node.place, ()):
        kinds = _kinds(holder)
        if 0 < len(kinds) <= share.most and _lost(node, holder) >= WORTH * share.documents_bytes > 0:
            told = _told(node, path, kinds, relations)
            _split(node, holder, path, told, share.min_type)
            return True
    return False


def _holders(place: Place, path: Path) -> Iterator[tuple[Path, Place]]:
    """The element and the objects at most two keys below it."""
    yield path, place
    for key in sorted(place.members) if len(path) < ENVELOPES else ():
        yield from _holders(place.members[key], (*path, key))


def _kinds(place: Place) -> list[Kind]:
    profile = place.profile
    if place.entries is not None or profile.entries is not None or len(profile.shapes) < 2:
        return []
    if profile.other_shapes.count > 0.01 * profile.count("object"):
        return []
    shapes = ((frozenset(shape), tally.count) for shape, tally in profile.shapes.items())
    return kinds_of(shapes, profile.count("object"))


def _lost(node: NodeDraft, holder: Place) -> int:
    """Bytes without a good column: rare members, values that a column cannot take, an object that is one column."""
    size = sum(left.bytes for left in node.left if _is_below(left.place, holder))
    for column in node.columns:
        if column.place is holder and not column.otherwise:
            return holder.bytes
        if _is_below(column.place, holder):
            rare = column.place.profile.values < RARE * holder.profile.count("object")
            size += weight(column.place) if rare else loss(column)
    return size


def _is_below(place: Place, holder: Place) -> bool:
    return place.path.startswith((f"{holder.path}.", f"{holder.path}["))


def _split(node: NodeDraft, holder: Place, path: Path, told: dict[Kind, _Told], min_type: float) -> None:
    """Columns of the kinds in the place of everything below the holder."""
    names = Names({"by"})
    node.variants = [
        VariantDraft(
            names.first(*_names(present, told[kind])),
            tuple(
                column
                for column in _columns(holder, path, kind, told[kind].variants, min_type)
                if node.identity is None or column.path != (node.identity.key,)
            ),
            kind.elements,
            tuple((*path, key) for key in present),
        )
        for kind, present in _decisions(list(told))
    ]
    node.columns = [column for column in node.columns if _is_rest(column, path) or not _within(column.path, path)]
    node.children = [child for child in node.children if not _within(child.container, path)]
    node.objects = {one: missing for one, missing in node.objects.items() if one == path or not _within(one, path)}
    node.left = [left for left in node.left if not _is_below(left.place, holder)]


def _is_rest(column: ColumnDraft, path: Path) -> bool:
    """Whether it takes what is at the path and no object."""
    return column.otherwise and column.path == path


def _within(path: Path, holder: Path) -> bool:
    return path[: len(holder)] == holder


# Which keys tell a kind


def _decisions(kinds: list[Kind]) -> Iterator[tuple[Kind, tuple[str, ...]]]:
    """Kinds in an order in which the first whose keys are all present is the right one, with the fewest such keys."""
    rest = list(kinds)
    while rest:
        kind, present = _next_decision(rest)
        rest.remove(kind)
        yield kind, present


def _next_decision(rest: list[Kind]) -> tuple[Kind, tuple[str, ...]]:
    for size in (1, 2):
        for kind in rest:
            others = [other for other in rest if other is not kind]
            for present in combinations(sorted(kind.always), size):
                if not any(other.keys.issuperset(present) for other in others):
                    return kind, present
    largest = max(rest, key=lambda kind: (len(kind.always), kind.elements, sorted(kind.always)))
    return largest, tuple(sorted(largest.always))


# What a sample says about a kind


def _told(node: NodeDraft, path: Path, kinds: list[Kind], relations: Relations | None) -> dict[Kind, _Told]:
    """The name from the best discriminator whose values are kinds; values from it, or from those with the same keys."""
    place = node.place.path
    named = [one for one in relations.discriminators if one.place == place] if relations else []
    keys = [one for one in relations.key_sets if (one.place, one.member) == (place, _mark(path))] if relations else []
    by_value = next((found for one in named if (found := _matched(one, path, kinds))), {})
    by_keys = next((found for one in keys if (found := _matched(one, path, kinds))), {})
    return {
        kind: _Told(
            by_value[kind][0].value if len(by_value.get(kind, ())) == 1 else None,
            tuple(by_keys.get(kind, ()) or by_value.get(kind, ())),
        )
        for kind in kinds
    }


def _mark(path: Path) -> str:
    return f"{KEYS_MARK}{render(path)}"


def _matched(one: Discriminator, path: Path, kinds: list[Kind]) -> dict[Kind, list[Variant]]:
    """The values by the kind that their elements are of; none where too many are of no kind or of several."""
    found: dict[Kind, list[Variant]] = {}
    for variant in one.variants:
        keys = frozenset(key for facet in variant.facets if (key := _member(facet.member, path)) is not None)
        kind = max(kinds, key=lambda kind: (common(kind.keys, keys), kind.elements, sorted(kind.keys)))
        if common(kind.keys, keys) >= ALIKE:
            found.setdefault(kind, []).append(variant)
    matched = sum(variant.elements for variants in found.values() for variant in variants)
    return found if matched >= TELLING * sum(variant.elements for variant in one.variants) else {}


def _member(member: str, path: Path) -> str | None:
    """The key of a member right in the object; None for all others."""
    try:
        keys = parse(member)
    except PathError:
        return None
    return keys[-1] if len(keys) == len(path) + 1 and keys[: len(path)] == path else None


# Names and columns


def _names(present: tuple[str, ...], told: _Told) -> list[str]:
    names = [snake(told.name)] if told.name else []
    return [*names, snake(present[0]), "_".join(snake(key) for key in present[:3]), "kind"]


def _columns(
    holder: Place, path: Path, kind: Kind, variants: tuple[Variant, ...], min_type: float
) -> Iterator[ColumnDraft]:
    for key in sorted(kind.keys, key=lambda key: (key not in kind.always, len(key.encode()), key)):
        member = holder.members[key]
        choice = choose_column(_own_profile(member, (*path, key), variants), key, min_type=min_type)
        always = key in kind.always
        presence = f"in {'all' if always else 'some of the'} {kind.elements:,} of the kind"
        yield ColumnDraft(member, (*path, key), choice, "json_null" if always else "absent", presence)


def _own_profile(member: Place, path: Path, variants: tuple[Variant, ...]) -> PathProfile:
    """The values that a member has in this kind, where that is known; else those that it has in all."""
    facets = [facet for variant in variants for facet in variant.facets if _member(facet.member, path[:-1]) == path[-1]]
    if not facets:
        return member.profile
    own = PathProfile(values=sum(facet.present for facet in facets), low=member.profile.low, high=member.profile.high)
    for facet in facets:
        add_tallies(own.kinds, {name: Tally(count) for name, count in facet.kinds})
        add_tallies(own.forms, {name: Tally(count) for name, count in facet.forms})
    return own
