"""What is odd about one place: members, kinds and forms that few have, keys that repeat, names that collide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.introspect import fate as does
from hofsm_migrate.introspect import finding as odd
from hofsm_migrate.introspect import formfamilies, keynames
from hofsm_migrate.introspect.finding import EXAMPLES, Finding, Limits
from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.introspect.fate import Fate
    from hofsm_migrate.introspect.known import Known
    from hofsm_migrate.introspect.profile import PathProfile, Tallies
    from hofsm_migrate.introspect.structure import Place

LONG_KEY = 63
"""Bytes of the longest name in PostgreSQL."""
MOST_REPEATED = 0.02
"""A natural key that is repeated more often is none."""


def of_place(place: Place, known: Known, fate: Fate, limits: Limits) -> Iterator[Finding]:
    """Everything odd about the values at a place, and its members as a set. The root's kinds are not told here."""
    if place.path != "$":
        if not known.explains_kinds(place.path):
            yield from kinds(place, all_kinds(place.profile), fate, limits)
            yield from _containers(place, fate, limits)
        yield from forms(place, all_forms(place.profile), fate, limits)
    yield from _huge(place)
    yield from _names(place)
    for member in place.members.values() if _objects(place) >= limits.values else ():
        yield from _gaps(place, member, known, fate, limits)
        yield from _rare(place, member, known, fate, limits)
    for key in _identities(place):
        yield from _repeated(place, place.members[key], fate)


def percent(count: int, total: int) -> str:
    """A share for people: `3 of 1,200 (0.25 %)`."""
    share = 100 * count / total
    return f"{count:,} of {total:,} ({share:.0f} %)" if share >= 10 else f"{count:,} of {total:,} ({share:.2g} %)"


def _objects(place: Place) -> int:
    return place.profile.count("object")


def _identities(place: Place) -> list[str]:
    """Keys of array elements that siblings (nearly) never share, and that are identities by name or form."""
    if not place.path.endswith("[*]"):
        return []
    return [key for key, member in sorted(place.members.items()) if _is_identity(key, member.profile)]


def _is_identity(key: str, profile: PathProfile) -> bool:
    compared = profile.checked >= max(2, 0.5 * profile.values)
    if not compared or profile.repeats.count > MOST_REPEATED * profile.checked:
        return False
    uuids = profile.forms["uuid"].count if "uuid" in profile.forms else 0
    return keynames.names_identity(key) or uuids >= 0.9 * profile.values


def _gaps(place: Place, member: Place, known: Known, fate: Fate, limits: Limits) -> Iterator[Finding]:
    """A member that few of the objects lack."""
    objects = _objects(place)
    missing = objects - member.profile.values
    if not 0 < missing <= limits.missing * objects or known.explains_gaps(member.path):
        return
    collection = member.elements is not None or member.entries is not None
    kind, action = odd.OCCURRENCE, does.NO_ROWS if collection else fate.of_value(member.path, does.ABSENT)
    if member.key in _identities(place):
        kind, action = odd.MISSING, fate.of_elements(place.path, does.CLOSED)
    examples = _with_shape(place, member, there=False)
    what = f"missing in {percent(missing, objects)} objects"
    yield Finding(member.path, kind, missing, missing / objects, examples, what, action)


def _rare(place: Place, member: Place, known: Known, fate: Fate, limits: Limits) -> Iterator[Finding]:
    """A member that few of the objects have."""
    objects, values = _objects(place), member.profile.values
    if values >= limits.member * objects or known.explains_rareness(member.path):
        return
    examples = _with_shape(place, member, there=True) or _kind_examples(member.profile)
    what = f"present in {percent(values, objects)} objects"
    action = fate.of_member(member.path)
    yield Finding(member.path, odd.OCCURRENCE, values, values / objects, examples, what, action)


def _with_shape(place: Place, member: Place, *, there: bool) -> tuple[str, ...]:
    found = {tally.example for shape, tally in place.profile.shapes.items() if (member.key in shape) == there}
    return _examples(found)


def _kind_examples(profile: PathProfile) -> tuple[str, ...]:
    return _examples({tally.example for tally in profile.kinds.values()})


def _examples(found: set[str | None]) -> tuple[str, ...]:
    return tuple(sorted(example for example in found if example is not None)[:EXAMPLES])


def _repeated(place: Place, member: Place, fate: Fate) -> Iterator[Finding]:
    profile = member.profile
    count = profile.repeats.count
    if not count:
        return
    what = f"the same as an earlier sibling's in {percent(count, profile.checked)} elements"
    action = fate.of_elements(place.path, does.CLOSED)
    examples = _examples({profile.repeats.example})
    yield Finding(member.path, odd.DUPLICATE, count, count / profile.checked, examples, what, action)


_KIND_WORDS = {
    "boolean": "a boolean",
    "number": "a number",
    "string": "a string",
    "object": "an object",
    "array": "an array",
}


def _without_null(counts: dict[str, int]) -> dict[str, int]:
    """Kinds without null, the two kinds of numbers as one."""
    found: dict[str, int] = {}
    for kind, count in counts.items():
        if kind != "null":
            name = "number" if kind in {"integer", "decimal"} else kind
            found[name] = found.get(name, 0) + count
    return found


def _rare_kinds(kinds: dict[str, int], limits: Limits) -> tuple[str, int, dict[str, int]] | None:
    """The usual kind, the count of all, and the rare ones; None where no kind dominates or none is rare."""
    counts = _without_null(kinds)
    total = sum(counts.values())
    if total < limits.values or len(counts) < 2:
        return None
    usual = max(sorted(counts), key=lambda kind: counts[kind])
    rare = {kind: count for kind, count in sorted(counts.items()) if count < limits.kind * total}
    return (usual, total, rare) if rare and counts[usual] >= 0.5 * total else None


@dataclass(frozen=True)
class Counted:
    """How many values at a place have which kind or form, with a document for some; `where` says of which values."""

    counts: dict[str, int]
    examples: dict[str, str | None]
    where: str = ""


def all_kinds(profile: PathProfile) -> Counted:
    """The kinds of all values."""
    return _of_tallies(profile.kinds)


def all_forms(profile: PathProfile) -> Counted:
    """The forms of all scalars."""
    return _of_tallies(profile.forms)


def _of_tallies(tallies: Tallies) -> Counted:
    examples = {name: tally.example for name, tally in tallies.items()}
    return Counted({name: tally.count for name, tally in tallies.items()}, examples)


def kinds(place: Place, seen: Counted, fate: Fate, limits: Limits) -> Iterator[Finding]:
    """Kinds that few of the values have; arrays among objects and the other way round are told as containers."""
    usual, total, rare = _rare_kinds(seen.counts, limits) or ("", 1, {})
    for kind, count in rare.items():
        if {kind, usual} == {"object", "array"}:
            continue
        names = ("integer", "decimal") if kind == "number" else (kind,)
        examples = _examples({seen.examples.get(name) for name in names})
        words = f"{_KIND_WORDS[kind]} where {_KIND_WORDS[usual]} is usual, in {percent(count, total)} values"
        action = does.WHOLE if usual in {"object", "array"} else fate.of_value(place.path, does.UNUSUAL, "jsonb")
        yield Finding(place.path, odd.TYPE, count, count / total, examples, f"{words} {seen.where}".rstrip(), action)


def _containers(place: Place, fate: Fate, limits: Limits) -> Iterator[Finding]:
    """An array where objects are usual, or the other way round: another word for nothing, or with something in it."""
    profile = place.profile
    counts = {kind: profile.count(kind) for kind in ("object", "array")}
    empties = {kind: profile.empty[kind].count if kind in profile.empty else 0 for kind in counts}
    total = profile.values
    # what has something in it says more than the words for nothing
    usual = max(("object", "array"), key=lambda kind: (counts[kind] - empties[kind], counts[kind]))
    other = "array" if usual == "object" else "object"
    if (
        total < limits.values
        or not counts[other]
        or counts["object"] + counts["array"] < 0.5 * total - profile.count("null")
    ):
        return
    empty = empties[other]
    filled = counts[other] - empty
    if empty:
        words = [f"{_brackets(other)} {empty:,} times"]
        words += [f"null {profile.count('null'):,} times"] if profile.count("null") else []
        what = f"{' and '.join(words)} where {usual}s are usual: {percent(empty, total)} values"
        action = does.NO_ROWS if usual == "array" or place.entries is not None else does.RESIDUAL
        examples = _examples({profile.empty[other].example})
        yield Finding(place.path, odd.CONTAINER, empty, empty / total, examples, what, action)
    if 0 < filled < limits.kind * total:
        what = f"{_KIND_WORDS[other]} with something in it where {usual}s are usual, in {percent(filled, total)} values"
        examples = () if empty else _examples({profile.kinds[other].example})
        action = fate.of_elements(f"{place.path}[*]", does.WHOLE)
        yield Finding(place.path, odd.CONTAINER, filled, filled / total, examples, what, action)


def _brackets(kind: str) -> str:
    return "[]" if kind == "array" else "{}"


def forms(place: Place, seen: Counted, fate: Fate, limits: Limits) -> Iterator[Finding]:
    """Forms that few of the texts are written in."""
    for form, count, total, usual in formfamilies.odd_forms(seen.counts, limits):
        words = f"written as {form} where {usual} is usual, in {percent(count, total)} texts"
        action = fate.of_value(place.path, formfamilies.reading(form, usual), "jsonb", "text")
        examples = _examples({seen.examples.get(form)})
        yield Finding(place.path, odd.FORM, count, count / total, examples, f"{words} {seen.where}".rstrip(), action)


def _huge(place: Place) -> Iterator[Finding]:
    """Numbers beyond bigint or the exact doubles."""
    profile = place.profile
    numbers = profile.count("integer", "decimal")
    if "huge" in profile.forms and numbers:
        tally = profile.forms["huge"]
        what = f"beyond bigint, or beyond what a double holds exactly: {percent(tally.count, numbers)} numbers"
        yield Finding(
            place.path, odd.HUGE, tally.count, tally.count / numbers, _examples({tally.example}), what, does.EXACT
        )


def _names(place: Place) -> Iterator[Finding]:
    """Keys that differ by case only, and keys that are longer than a name may be."""
    objects = max(_objects(place), 1)
    alike: dict[str, list[str]] = {}
    for key in place.members:
        alike.setdefault(key.casefold(), []).append(key)
    for keys in (sorted(keys) for keys in alike.values() if len(keys) > 1):
        *rarer, _usual = sorted((place.members[key] for key in keys), key=lambda one: one.profile.values)
        count = min(sum(one.profile.values for one in rarer), objects)
        examples = _examples({example for one in rarer for example in _kind_examples(one.profile)})
        what = f"keys {', '.join(render((key,)) for key in keys)}: {percent(count, objects)} objects have the rarer one"
        yield Finding(place.path, odd.COLLIDING, count, count / objects, examples, what, does.APART)
    for key, member in place.members.items():
        size = len(key.encode())
        if size > LONG_KEY:
            count = min(member.profile.values, objects)
            what = f"a key of {size:,} bytes, in {percent(count, objects)} objects"
            yield Finding(
                member.path, odd.LONG, count, count / objects, _kind_examples(member.profile), what, does.NAMED
            )
