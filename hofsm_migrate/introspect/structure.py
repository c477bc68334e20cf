"""The shape behind a profile: which objects are maps, and which containers hold elements of the kind that holds them.

A profile knows raw paths. Here they are folded: the members of an object whose keys are data become one place (`.*`),
and the levels of a recursion become one place that has `recurse`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.profile import PathProfile
from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.spec.mapping import Path

DATA_KEY_FORMS = frozenset({"uuid", "uuid-odd", "numeral", "numeral-zero-one", "numeral-padded", "iso-date", "e-mail"})
"""Forms that no programmer chooses as the name of a field."""
RECURSION_KEYS = 3
"""An element's children are looked for at most so many keys below it."""

SCARCE = 0.3
"""No key of a map is in more of the objects, if all combinations of keys occur."""
NUMBERED = 0.9
"""The part of an object's bytes that has to be in numbered members; all others would have no columns."""
USUAL = 0.3
"""An object of which two keys are in so many is a record, however many rare ones there are besides."""

_IDENTIFIER = re.compile(r"[@$_a-zA-Z][\w$.-]*(?::[a-zA-Z]\w*)?")


@dataclass
class Place:
    """A folded place of the documents.

    Attributes:
        path: as text, `$.sections[*].fields[*].ui.x`; map entries are `.*`.
        key: the last key, None for the root, elements and entries.
        profile: everything that was seen here, all levels of a recursion and all entries of a map together.
        members: of objects that are no map. entries: of maps. elements: of arrays.
        map_reason: why the object's keys are data, None where they are names.
        recurse: of an element or entry: keys to the container with its own children.
    """

    path: str
    key: str | None
    profile: PathProfile
    members: dict[str, Place] = field(default_factory=dict)
    entries: Place | None = None
    elements: Place | None = None
    map_reason: str | None = None
    recurse: Path | None = None

    @cached_property
    def bytes(self) -> int:
        """Bytes of everything here and below."""
        return self.profile.subtree_bytes()

    def children(self) -> Iterator[Place]:
        """Places one step below."""
        yield from self.members.values()
        yield from (child for child in (self.entries, self.elements) if child is not None)

    def walk(self) -> Iterator[Place]:
        """The place and all below, in document order."""
        yield self
        for child in self.children():
            yield from child.walk()

    def at(self, path: Path) -> Place | None:
        """The place of a member some keys below."""
        place: Place | None = self
        for key in path:
            place = place.members.get(key) if place is not None else None
        return place


def structure(root: PathProfile) -> Place:
    """Fold a profile; the profile itself stays as it is."""
    return _place("$", None, _copy(root))


def parse_member(path: str, key: str) -> str:
    """The path of a member, as text."""
    return f"{path}.{render((key,))}"


def _copy(profile: PathProfile) -> PathProfile:
    copy = PathProfile()
    copy.add(profile)
    return copy


def _place(path: str, key: str | None, profile: PathProfile) -> Place:
    place = Place(path, key, profile)
    place.map_reason = data_keys(profile)
    if place.map_reason is not None and profile.entries is None:
        profile.merge_members()
    if profile.entries is not None:
        place.entries = _element(f"{path}.*", key, profile.entries, profile)
    if profile.elements is not None:
        place.elements = _element(f"{path}[*]", key, profile.elements, profile)
    for name, member in profile.members.items():
        place.members[name] = _place(parse_member(path, name), name, member)
    return place


def _element(path: str, key: str | None, profile: PathProfile, container: PathProfile) -> Place:
    """An element or entry, with the levels of its recursion merged into it."""
    array = container.elements is profile
    recurse = _recursion(profile, key, array=array)
    if recurse is not None:
        _merge_levels(profile, recurse, array=array)
    profile.limit_documents(container.documents)
    place = _place(path, None, profile)
    place.recurse = recurse
    return place


def _merge_levels(profile: PathProfile, recurse: Path, *, array: bool) -> None:
    """Add the elements of every deeper level to the first."""
    while True:
        below = _at(profile, recurse)
        if below is None:
            return
        found = _contents(below, array=array)
        if found is None:
            return
        if array:
            below.elements = None
        else:
            below.members, below.entries = {}, None
        profile.add(found)


def _contents(container: PathProfile, *, array: bool) -> PathProfile | None:
    """The elements of an array; the entries of an object, its members merged."""
    if array:
        return container.elements
    if container.members:
        copy = _copy(container)
        copy.merge_members()
        return copy.entries
    return container.entries


def _at(profile: PathProfile, path: Path) -> PathProfile | None:
    found: PathProfile | None = profile
    for key in path:
        found = found.members.get(key) if found is not None else None
    return found


def _recursion(element: PathProfile, key: str | None, *, array: bool) -> Path | None:
    """Where the children of an element are: the container whose elements look most like the element, if any does.

    Elements that look like the one around them are not enough, as options look like their field: the container has to
    have the name of the one around it, `key`, or its elements have to have children in turn.
    """
    found = [
        (likeness * inner.values, path)
        for path, container in _below(element, (), RECURSION_KEYS)
        if (inner := _contents(container, array=array)) is not None
        and (path[-1] == key or _goes_on(inner, path, array=array))
        and (likeness := _likeness(element, inner)) > 0
    ]
    return max(found, key=lambda item: (item[0], [-len(item[1]), *item[1]]))[1] if found else None


def _goes_on(inner: PathProfile, path: Path, *, array: bool) -> bool:
    below = _at(inner, path)
    return below is not None and _contents(below, array=array) is not None


def _below(profile: PathProfile, path: Path, depth: int) -> Iterator[tuple[Path, PathProfile]]:
    for key in sorted(profile.members):
        member = profile.members[key]
        yield (*path, key), member
        if depth > 1:
            yield from _below(member, (*path, key), depth - 1)


def _likeness(outer: PathProfile, inner: PathProfile) -> float:
    """How much of what the inner elements have the outer ones have, too; 0 where they are no relatives, at most 1."""
    objects = inner.count("object")
    if not objects or not outer.count("object") or objects < 0.5 * inner.values:
        return 0.0
    own = {key: member.values / objects for key, member in inner.members.items()}
    common = {key: share for key, share in own.items() if key in outer.members and _same_kind(outer, inner, key)}
    if len(common) < 2 or not own:
        return 0.0
    told = sum(common.values()) / sum(own.values())
    usual = [key for key, member in outer.members.items() if member.values >= 0.8 * outer.count("object")]
    shared = sum(1 for key in usual if own.get(key, 0) >= 0.2) / len(usual) if usual else 1.0
    return told * shared if told >= 0.6 and shared >= 0.5 else 0.0


def _same_kind(outer: PathProfile, inner: PathProfile, key: str) -> bool:
    left, right = set(outer.members[key].kinds) - {"null"}, set(inner.members[key].kinds) - {"null"}
    return bool(left & right) or not left or not right


def data_keys(profile: PathProfile) -> str | None:
    """Why an object's keys are data and not names, in words; None where they are names."""
    objects = profile.count("object")
    if profile.entries is not None:
        about = profile.keys.estimate
        return f"more keys than columns: about {about:,}" if about else "keys are free"
    members = profile.members
    if not objects or len(members) < 2:
        return _lone_data_key(profile)
    forms = {name: tally.count for name, tally in profile.key_forms.items()}
    odd = sum(count for name, count in forms.items() if name in DATA_KEY_FORMS)
    if odd >= 0.8 * sum(forms.values()):
        name = max(sorted(forms), key=lambda form: forms[form])
        return f"keys are written as {name}"
    return _numbered(profile) or _odd(profile) or _scattered(profile)


def _lone_data_key(profile: PathProfile) -> str | None:
    forms = set(profile.key_forms)
    return f"keys are written as {min(forms)}" if forms and forms <= {"uuid", "uuid-odd", "iso-date"} else None


def _odd(profile: PathProfile) -> str | None:
    """Keys that no program would have as names of fields: they are sentences, references, paths."""
    odd = [key for key in profile.members if not _IDENTIFIER.fullmatch(key)]
    if len(odd) < 3 or len(odd) < 0.6 * len(profile.members) or not _alike(list(profile.members.values())):
        return None
    return f"{len(odd)} of {len(profile.members)} keys are no identifiers, and their values are of one shape"


def _numbered(profile: PathProfile) -> str | None:
    """step1, step2, ...: an array written as an object."""
    families: dict[str, list[str]] = {}
    for key in profile.members:
        stem = key.rstrip("0123456789")
        if stem and stem != key and profile.members[key].count("object"):
            families.setdefault(stem, []).append(key)
    whole = sum(member.subtree_bytes() for member in profile.members.values())
    for stem in sorted(families):
        keys = families[stem]
        size = sum(profile.members[key].subtree_bytes() for key in keys)
        if len(keys) >= 3 and size >= NUMBERED * whole and _alike([profile.members[key] for key in keys]):
            return f"keys are numbered: {stem}1, {stem}2, ..."
    return None


def _scattered(profile: PathProfile) -> str | None:
    """Many keys, each in few of the objects, and hardly two objects with the same keys."""
    objects, members = profile.count("object"), profile.members
    filled = objects - (profile.empty["object"].count if "object" in profile.empty else 0)
    if len(members) < 8 or filled < 3:
        return None
    mean = sum(member.values for member in members.values()) / len(members)
    shapes = len(profile.shapes) + profile.other_shapes.count
    rare = sum(1 for member in members.values() if member.values <= max(1, 0.1 * filled)) / len(members)
    alike = _alike(list(members.values()))
    if sum(1 for member in members.values() if member.values >= USUAL * filled) >= 2:
        return None
    if mean <= (0.15 if alike else 0.05) * filled and rare >= 0.6 and shapes >= min(0.2 * filled, 100):
        once = sum(1 for member in members.values() if member.values == 1) / len(members)
        return f"{len(members):,} keys, each in {mean / filled:.1%} of the objects, {once:.0%} of them once"
    scarce = all(member.values <= SCARCE * filled for member in members.values())
    if alike and scarce and len(members) >= 12 and shapes >= min(0.3 * filled, 100):
        share = f"{mean / filled:.1%}"
        return f"{len(members):,} keys with values of one kind, each in {share} of the objects, in all combinations"
    if alike and rare >= 0.8 and len(members) >= 30 and shapes >= min(0.3 * filled, 100):
        return f"{len(members):,} keys with values of one shape, each in {mean / filled:.1%} of the objects"
    return None


def _alike(members: list[PathProfile]) -> bool:
    """Whether values are of one shape: objects with common keys, or scalars of one kind."""
    kinds: dict[str, int] = {}
    for member in members:
        for kind, tally in member.kinds.items():
            kinds[kind] = kinds.get(kind, 0) + tally.count
    total = sum(count for kind, count in kinds.items() if kind != "null")
    if not total:
        return False
    kind = max(sorted(kinds), key=lambda name: kinds[name])
    if kinds[kind] < 0.8 * total:
        return False
    if kind != "object":
        return True
    keys: dict[str, int] = {}
    objects = 0
    for member in members:
        objects += member.count("object")
        for key, below in member.members.items():
            keys[key] = keys.get(key, 0) + min(below.values, member.count("object"))
    return any(count >= 0.7 * objects for count in keys.values())
