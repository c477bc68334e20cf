"""Elements of several kinds in one node: a table of its own for each kind, or columns with a type of their own.

Two signs tell kinds apart: a discriminator, whose value decides what a member is, and key sets that have little in
common, where the keys that are present say which kind an element is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.column import ColumnChoice, choose_column, percent, subtree_column
from hofsm_migrate.introspect.outline import VariantDraft
from hofsm_migrate.introspect.presence import add_kinds
from hofsm_migrate.introspect.profile import PathProfile, Tally
from hofsm_migrate.spec.path import PathError, parse

if TYPE_CHECKING:
    from hofsm_migrate.introspect.outline import ColumnDraft, NodeDraft
    from hofsm_migrate.introspect.presence import Share
    from hofsm_migrate.introspect.relation import Discriminator, Facet, Relations, Variant

SETTLED = 0.8
"""The part of a column's values that has to get a type of its own by its variants."""


def add_variants(node: NodeDraft, relations: Relations | None, share: Share) -> None:
    """Give a node variants where that lets its elements have better columns."""
    if add_kinds(node, relations, share):
        return
    for discriminator in relations.discriminators if relations else ():
        if discriminator.place == node.place.path and _by_value(node, discriminator, share.min_type):
            return


def _by_value(node: NodeDraft, discriminator: Discriminator, min_type: float) -> bool:
    """Typed columns in the place of mixed ones, where the discriminator is a column of the node."""
    try:
        by = parse(discriminator.member)
    except PathError:
        return False
    column = next((column for column in node.columns if column.path == by), None)
    if column is None or column.choice.type not in {"text", "enum"} or column.spellings:
        return False
    found: dict[str, list[ColumnDraft]] = {}
    for mixed in [one for one in node.columns if _is_mixed(one)]:
        typed = _typed(mixed, discriminator, min_type)
        for value, draft in typed.items():
            found.setdefault(value, []).append(draft)
        if typed:
            node.columns.remove(mixed)
    node.variants = [
        VariantDraft(variant.value, tuple(found[variant.value]), variant.elements)
        for variant in discriminator.variants
        if variant.value in found
    ]
    node.by = by if node.variants else None
    return bool(node.variants)


def _is_mixed(column: ColumnDraft) -> bool:
    profile = column.place.profile
    return (
        column.choice.type == "jsonb"
        and not column.spellings
        and not column.otherwise
        and profile.scalars >= SETTLED * profile.values
    )


def _typed(column: ColumnDraft, discriminator: Discriminator, min_type: float) -> dict[str, ColumnDraft]:
    """A column for each value of the discriminator; none where that settles too little."""
    found: dict[str, ColumnDraft] = {}
    settled = total = 0
    for variant in discriminator.variants:
        facet = _facet(variant, column)
        if facet is None or variant.value == "by" or not variant.value.isprintable():
            continue
        choice = _choice(facet, column.path[-1], min_type)
        total += facet.present
        settled += facet.present if choice.type != "jsonb" else 0
        presence = percent(facet.present, variant.elements)
        found[variant.value] = replace(column, choice=choice, presence=f"{presence} of this kind")
    types = {draft.choice.type for draft in found.values()}
    return found if total and settled >= SETTLED * total and len(types) > 1 else {}


def _facet(variant: Variant, column: ColumnDraft) -> Facet | None:
    for facet in variant.facets:
        try:
            if parse(facet.member) == column.path:
                return facet
        except PathError:
            continue
    return None


def _choice(facet: Facet, key: str, min_type: float) -> ColumnChoice:
    profile = PathProfile(values=facet.present)
    profile.kinds = {kind: Tally(count) for kind, count in facet.kinds}
    profile.forms = {form: Tally(count) for form, count in facet.forms}
    if profile.count("object", "array"):
        return subtree_column(profile)
    return choose_column(profile, key, min_type=min_type)
