"""What relations explain: a member that only one variant has, or only one version, is rare and not odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.spec.path import parse, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.introspect.relation import Discriminator, Facet, Relations, Variant

LIKELY = 0.5
"""A variant explains a member that at least so many of its elements have."""
LEAST = 3


class Known:
    """Answers about places, from the relations of one profile (or none)."""

    def __init__(self, relations: Relations | None) -> None:
        self._drifting = {one.place for one in relations.drifts} if relations else set()
        self._of_variants: set[str] = set()
        self._lacking: set[str] = set()
        self._differing: set[str] = set()
        for one in relations.discriminators if relations else ():
            self._learn(one)

    def explains_rareness(self, place: str) -> bool:
        """Whether some variant or version mostly has what others lack."""
        return place in self._drifting or place in self._of_variants

    def explains_gaps(self, place: str) -> bool:
        """Whether some variant or version mostly lacks what others have."""
        return place in self._drifting or place in self._lacking

    def explains_kinds(self, place: str) -> bool:
        """Whether kinds go with a version, or differ by variant: then each variant has to be asked."""
        return place in self._drifting or place in self._differing

    def decides(self, place: str) -> bool:
        """Whether it depends on the variant if the place is there, or of which kind it is."""
        return place in self._differing or (place in self._of_variants and place in self._lacking)

    def _learn(self, one: Discriminator) -> None:
        usual: dict[str, str] = {}
        members = {facet.member for variant in one.variants for facet in variant.facets}
        for variant in one.variants:
            if variant.elements < LEAST:
                continue
            mostly = {facet.member for facet in variant.facets if facet.present >= LIKELY * variant.elements}
            self._lacking |= {member_place(one.place, member) for member in members - mostly}
            for facet in variant.facets:
                place = member_place(one.place, facet.member)
                if facet.present >= LIKELY * variant.elements:
                    self._of_variants.add(place)
                kinds = [kind for kind, _ in facet.kinds if kind != "null"]
                if facet.present >= LEAST and kinds and usual.setdefault(place, kinds[0]) != kinds[0]:
                    self._differing.add(place)


def facets(relations: Relations | None) -> Iterator[tuple[Discriminator, Variant, Facet, str]]:
    """Every member of every variant of the best discriminator of each place, with the member's own place."""
    seen: set[str] = set()
    for one in relations.discriminators if relations else ():
        if one.place in seen:
            continue
        seen.add(one.place)
        for variant in one.variants:
            for facet in variant.facets:
                yield one, variant, facet, member_place(one.place, facet.member)


def member_place(place: str, member: str) -> str:
    """The place of a member of the elements at a place; paths as in a spec."""
    return f"{place}.{render(parse(member))}" if member else place
