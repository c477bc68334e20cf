"""What a place mostly holds: objects, arrays or scalars, and what it holds where it holds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.introspect.profile import PathProfile

if TYPE_CHECKING:
    from hofsm_migrate.introspect.structure import Place
    from hofsm_migrate.spec.mapping import Missing

MIXED = 0.2
"""Values of another kind, by number or by bytes, that do not keep a place from being an object or an array."""
RECORDS = 0.9
"""Elements are records if so many of their bytes are in objects."""


def mostly(place: Place, kind: str) -> bool:
    """Whether values that hold something are nearly all of this container kind, by number or by bytes."""
    profile = place.profile
    count = filled_as(profile, kind)
    scalars = profile.scalars - (profile.empty["string"].count if "string" in profile.empty else 0)
    rest = scalars + sum(filled_as(profile, name) for name in ("object", "array") if name != kind)
    if not count:
        return not rest and profile.count(kind) > 0
    if rest <= MIXED * (count + rest):
        return True
    size = place.bytes
    other = sum(below.bytes for below in others(place, kind))
    other += round(profile.bytes * rest / profile.values)
    return other < size / 2 if place.path == "$" else other <= MIXED * size


def is_record(place: Place) -> bool:
    """Whether elements are objects with names as keys: nearly all of their bytes are."""
    if place.entries is not None or not place.members:
        return False
    profile = place.profile
    rest = profile.values - profile.count("object")
    other_bytes = sum(below.bytes for below in others(place, "object"))
    other_bytes += round(profile.bytes * rest / profile.values)
    return rest <= (1 - RECORDS) * profile.values or other_bytes <= (1 - RECORDS) * place.bytes


def others(place: Place, kind: str) -> list[Place]:
    """What lies below values of the other container kind."""
    if kind == "array":
        return [*place.members.values(), *([place.entries] if place.entries else [])]
    return [place.elements] if place.elements else []


def weight(place: Place) -> int:
    """Bytes of a member with its key and the punctuation around it."""
    return place.bytes + place.profile.values * (len((place.key or "").encode()) + 6)


def filled_as(profile: PathProfile, kind: str) -> int:
    """Values of a container kind that are not empty."""
    return profile.count(kind) - (profile.empty[kind].count if kind in profile.empty else 0)


def of_other_kinds(profile: PathProfile, kind: str) -> PathProfile:
    """The kinds of the values that are not of this one."""
    found = PathProfile()
    found.kinds = {name: tally for name, tally in profile.kinds.items() if name not in {kind, "null"}}
    return found


def is_nothing(place: Place, kind: str) -> bool:
    """Whether all values of a container kind are empty."""
    return not filled_as(place.profile, kind)


def missing_form(holder: Place, member: Place, kind: str) -> Missing:
    """How most documents write that a container holds nothing."""
    profile = member.profile
    absent = holder.profile.count("object") - profile.values
    counts: list[tuple[int, Missing]] = [
        (absent, "absent"),
        (profile.count("null"), "json_null"),
        (profile.empty[kind].count if kind in profile.empty else 0, "empty"),
    ]
    return max(counts, key=lambda item: item[0])[1]


def missing_value(holder: Place, member: Place) -> Missing:
    """How most objects write that a scalar member has no value."""
    absent = holder.profile.count("object") - member.profile.values
    return "json_null" if member.profile.count("null") > absent else "absent"
