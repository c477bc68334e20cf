"""Which member tells the elements of an array apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.column import key_words, percent

if TYPE_CHECKING:
    from hofsm_migrate.introspect.profile import PathProfile
    from hofsm_migrate.introspect.structure import Place

TOLERATED = 0.02
"""Arrays in which the key may be missing or repeated: each of them stays in the residual whole."""
SIBLINGS = 10
"""Elements with an elder sibling that have to be seen before anything is said."""
SIBLINGS_UNNAMED = 100
"""The same for a member whose name does not say that it is a key."""
MAX_LENGTH = 200
_NAMES = ("id", "uuid", "key", "pk", "guid", "code", "sku", "slug", "ref", "name", "field", "role", "value")


@dataclass(frozen=True)
class NaturalKeyChoice:
    """The member, its type as in a spec's `identity`, and what was seen."""

    key: str
    type: str
    evidence: str


def natural_key(elements: Place, container: PathProfile) -> NaturalKeyChoice | None:
    """The member that is in every element and differs within each array, the best name first; None for none."""
    arrays = container.count("array") - (container.empty["array"].count if "array" in container.empty else 0)
    total = elements.profile.values
    siblings = total - arrays
    if siblings < SIBLINGS or elements.profile.count("object") < total:
        return None
    found = [
        (_rank(key), key, choice)
        for key, place in elements.members.items()
        if (choice := _choice(place.profile, key, total, arrays)) is not None
        and (_rank(key) < len(_NAMES) + 1 or siblings >= SIBLINGS_UNNAMED)
    ]
    return min(found, key=lambda item: item[:2])[2] if found else None


def _rank(key: str) -> int:
    """Names of keys first, then what ends like a reference, then all the rest."""
    words = key_words(key)
    if words and words[-1] in _NAMES and len(words) == 1:
        return _NAMES.index(words[-1])
    return len(_NAMES) + (0 if words and words[-1] in {"id", "uuid", "key", "code"} else 1)


def _choice(profile: PathProfile, key: str, total: int, arrays: int) -> NaturalKeyChoice | None:
    missing = total - profile.scalars
    if profile.checked < profile.scalars or missing + profile.repeats.count > TOLERATED * arrays:
        return None
    type_ = _type(profile)
    if type_ is None or (type_ == "text" and (profile.lengths.at(1) or 0) > MAX_LENGTH):
        return None
    odd = (
        f"; missing or repeated in {missing + profile.repeats.count} of {arrays:,} arrays"
        if missing + profile.repeats.count
        else ""
    )
    return NaturalKeyChoice(
        key, type_, f"differs within each array, in {percent(profile.scalars, total)} of the elements{odd}"
    )


def _type(profile: PathProfile) -> str | None:
    forms = {name for name, tally in profile.forms.items() if tally.count}
    if not forms or forms & {"boolean", "decimal", "huge", "true/false", "Y/N"}:
        return None
    if any(name.startswith(("iso", "us-date", "epoch", "date")) for name in forms) or "numeral-decimal" in forms:
        return None
    if forms == {"uuid"}:
        return "uuid"
    if forms <= {"zero-one", "integer"}:
        return "bigint"
    if forms <= {"zero-one", "integer", "bigint"}:
        return "bigint"
    return "text" if profile.count("string") == profile.scalars else None
