"""Everything odd in a profile: nothing of it stops a migration, so it has to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.introspect import fate as does
from hofsm_migrate.introspect import finding as odd
from hofsm_migrate.introspect import formfamilies, oddities
from hofsm_migrate.introspect.fate import Fate
from hofsm_migrate.introspect.finding import EXAMPLES, Finding, Limits
from hofsm_migrate.introspect.known import Known, facets
from hofsm_migrate.introspect.oddities import Counted, percent
from hofsm_migrate.introspect.profile import MAX_DEPTH
from hofsm_migrate.introspect.structure import parse_member, structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.introspect.profile import PathProfile, Profile
    from hofsm_migrate.introspect.relation import Dependency, Relations
    from hofsm_migrate.introspect.structure import Place
    from hofsm_migrate.spec.mapping import Mapping

DEEP = 32
"""Containers in containers: more than anybody writes by hand."""
SHOWN_DEPENDENTS = 4


def findings(
    profile: Profile,
    mapping: Mapping | None = None,
    *,
    limits: Limits | None = None,
    show_values: bool = False,
) -> tuple[Finding, ...]:
    """What is odd, by class and path; nothing for documents in which nothing is.

    Args:
        profile: with its relations, where they were asked; without them, nothing is said of dependencies and
            references, and what only a variant or a version has counts as rare.
        mapping: what the migration will do, for the actions; None for what it would do with a column there.
        show_values: values of broken dependencies are shown. Otherwise findings hold none but discriminators' labels.
    """
    limits = limits or Limits()
    relations, place = profile.relations, structure(profile.root)
    known, fate = Known(relations), Fate(mapping)
    found = [*_of_rows(profile), *_of_root(profile), *_deep(profile.root)]
    usual_root = _usual(profile.root)
    for one in _places(place, usual_root):
        found += oddities.of_place(one, known, fate, limits)
    if relations is not None:
        places = {one.path: one for one in place.walk()}
        found += _of_variants(relations, places, known, fate, limits)
        found += _broken(relations, show_values=show_values)
        found += _dangling(relations)
    return tuple(sorted(found, key=lambda one: one.order))


def _usual(root: PathProfile) -> str:
    return max(("object", "array"), key=root.count)


def _places(root: Place, usual: str) -> Iterator[Place]:
    """The root and all below; not what is below roots of another kind than the usual."""
    yield root
    skipped = root.elements if usual == "object" else None
    for child in root.children():
        if child is not skipped:
            yield from child.walk()


def _of_rows(profile: Profile) -> Iterator[Finding]:
    """Rows that have no document, or none that can be parsed."""
    rows = profile.documents
    for tally, kind, words, action in (
        (profile.unreadable, odd.UNREADABLE, "is not JSON", does.STOPS),
        (profile.sql_nulls, odd.ROOT, "is SQL NULL", does.NO_DOCUMENT),
    ):
        if tally.count:
            what = f"the payload {words} in {percent(tally.count, rows)} rows"
            yield Finding("$", kind, tally.count, tally.count / rows, _one(tally.example), what, action)


def _of_root(profile: Profile) -> Iterator[Finding]:
    root = profile.root
    usual = max(sorted(root.kinds), key=lambda kind: root.kinds[kind].count, default=None)
    for kind, tally in sorted(root.kinds.items()):
        if kind != usual:
            word = "JSON null" if kind == "null" else f"of kind {kind}"
            what = f"the document is {word} where {usual} is usual, in {percent(tally.count, root.values)} documents"
            share = tally.count / root.values
            yield Finding("$", odd.ROOT, tally.count, share, _one(tally.example), what, does.ODD_ROOT)


def _one(example: str | None) -> tuple[str, ...]:
    return () if example is None else (example,)


def _deep(root: PathProfile) -> Iterator[Finding]:
    """Containers at depth DEEP, by the member of the root that they are in."""
    for key, child in sorted(root.members.items()):
        found = list(_containers_at(child, DEEP - 1))
        if found:
            count = sum(profile.count("object", "array") for profile in found)
            deepest = 1 + max(_depth(profile) for profile in found) + DEEP - 1
            words = f"{MAX_DEPTH} levels or more" if deepest >= MAX_DEPTH else f"up to {deepest} levels"
            what = f"objects and arrays in one another, {words}"
            examples = sorted({tally.example for one in found for tally in one.kinds.values() if tally.example})
            path = parse_member("$", key)
            share = min(1.0, max(profile.documents for profile in found) / max(root.values, 1))
            yield Finding(path, odd.DEEP, count, share, tuple(examples[:EXAMPLES]), what, does.NESTED)


def _containers_at(profile: PathProfile, depth: int) -> Iterator[PathProfile]:
    """Profiles of containers so many levels of containers below."""
    if not profile.count("object", "array"):
        return
    if depth == 0:
        yield profile
        return
    for child in profile.children():
        yield from _containers_at(child, depth - 1)


def _depth(profile: PathProfile) -> int:
    if not profile.count("object", "array"):
        return 0
    return 1 + max((_depth(child) for child in profile.children()), default=0)


def _of_variants(
    relations: Relations, places: dict[str, Place], known: Known, fate: Fate, limits: Limits
) -> Iterator[Finding]:
    """Kinds and forms that are odd for one value of a discriminator, where those of all together are a mixture."""
    for one, variant, facet, path in facets(relations):
        place = places.get(path)
        if place is None:
            continue
        where = f"where {one.member} is {variant.value}, in a sample of {relations.documents:,} documents"
        examples: dict[str, str | None] = dict(facet.examples)
        if formfamilies.usual_family(oddities.all_forms(place.profile).counts) is None:
            yield from oddities.forms(place, Counted(dict(facet.forms), examples, where), fate, limits)
        if known.explains_kinds(path):
            yield from oddities.kinds(place, Counted(dict(facet.kinds), examples, where), fate, limits)


def _broken(relations: Relations, *, show_values: bool) -> Iterator[Finding]:
    """Dependencies that nearly hold, by determinant: what breaks one mostly breaks others with it."""
    by_determinant: dict[str, list[Dependency]] = {}
    for one in relations.dependencies:
        if one.broken:
            by_determinant.setdefault(one.determinant, []).append(one)
    for determinant, some in sorted(by_determinant.items()):
        some.sort(key=lambda one: (-one.violators, one.dependent))
        worst = some[0]
        names = [f"{one.dependent} ({percent(one.violators, one.members)})" for one in some[:SHOWN_DEPENDENTS]]
        more = f" and {len(some) - SHOWN_DEPENDENTS} more" if len(some) > SHOWN_DEPENDENTS else ""
        what = (
            f"decides, but for a few values, {', '.join(names)}{more}, in a sample of {relations.documents:,} documents"
        )
        shown = [f"{key}: {usual!r} and {value!r}" for _, key, usual, value in worst.examples] if show_values else []
        examples = tuple(sorted({example[0] for one in some for example in one.examples})[:EXAMPLES])
        yield Finding(
            determinant, odd.DEPENDENCY, worst.violators, 1 - worst.share, examples, what, does.DISAGREES, tuple(shown)
        )


def _dangling(relations: Relations) -> Iterator[Finding]:
    for one in relations.references:
        if one.missing:
            key = f"{one.schema}.{one.table}.{one.column}"
            what = f"no row of {key} for {percent(one.missing, one.values)} values, in a sample"
            examples = tuple(dict.fromkeys(key for key, _ in one.dangling))[:EXAMPLES]
            yield Finding(one.place, odd.REFERENCE, one.missing, one.missing / one.values, examples, what, does.AS_IS)
