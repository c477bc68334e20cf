"""A profile of documents with what a schema or form says added where the documents say nothing or little."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.introspect import forms
from hofsm_migrate.introspect.column import filled
from hofsm_migrate.introspect.profile import MAX_MEMBERS, PathProfile, Tally
from hofsm_migrate.introspect.sketches import Frequent
from hofsm_migrate.introspect.structure import parse_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.introspect.profile import Profile, Tallies

KNOWN = 20
"""Values that say something from which on a path is known from the documents."""
OVERLAP = 0.2
"""The part of the evidence's keys that a place has to have to be the one."""
_STEP = re.compile(r'\[\*\]|\.\*|\.(?:"(?:[^"\\]|\\.)*"|[^."\[*][^."\[]*)', re.DOTALL)
_ELEMENTS, _ENTRIES = "[*]", ".*"


def with_evidence(profile: Profile, evidence: PathProfile, at: str | None = None) -> Profile:
    """A profile in which paths that the documents do not know come from the evidence, scaled to their number.

    A path is known from KNOWN values on that are not null or empty; what was seen there stays. What was seen of others
    has a say beside the evidence. Without any document the evidence is all there is, with its own number.

    Args:
        at: the path of the evidence's root, as text, `$.submission.data` or `$.forms[*].data`; default:
            `hanging_place`.

    Raises:
        UsageError: `at` is no path, or leads through an array or a map that no document has.
    """
    place = hanging_place(profile, evidence) if at is None else at
    steps = tuple(_steps(place))
    if profile.root.values:
        return replace(profile, root=_put(_copy(profile.root), steps, evidence, place))
    root = scaled(evidence, evidence.values)
    if steps:
        root = PathProfile(evidence.values, evidence.documents, kinds={"object": Tally(evidence.values)})
        root = _put(root, steps, evidence, place)
    return replace(profile, documents=max(profile.documents, evidence.documents), root=root)


def hanging_place(profile: Profile, evidence: PathProfile) -> str:
    """The place whose members are most like those of the evidence, by key and kind; `$` where none is."""
    found = [
        (likeness, -steps, place)
        for place, steps, node in _places("$", profile.root, 0)
        if (likeness := _likeness(node, evidence)) >= OVERLAP
    ]
    return max(found, key=lambda one: (round(one[0], 6), one[1]))[2] if found else "$"


def _places(path: str, node: PathProfile, steps: int) -> Iterator[tuple[str, int, PathProfile]]:
    yield path, steps, node
    for key in sorted(node.members):
        yield from _places(parse_member(path, key), node.members[key], steps + 1)
    for step, below in ((_ENTRIES, node.entries), (_ELEMENTS, node.elements)):
        if below is not None:
            yield from _places(f"{path}{step}", below, steps + 1)


def _likeness(seen: PathProfile, evidence: PathProfile) -> float:
    """How many of the evidence's keys are here and hold the same kind, as a part of them, 0 to 1."""
    if evidence.elements is not None and not evidence.members:
        return _likeness(seen.elements, evidence.elements) if seen.elements is not None else 0.0
    if not evidence.members:
        return 0.0
    common = evidence.members.keys() & seen.members.keys()
    return sum(_same(seen.members[key], evidence.members[key]) for key in common) / len(evidence.members)


def _same(seen: PathProfile, evidence: PathProfile) -> float:
    """Whether values are of one kind; half of it is, for objects, whether they have the same members in turn."""
    left, right = _kinds(seen), _kinds(evidence)
    if left and right and not left & right:
        return 0.0
    return 0.5 + 0.5 * _likeness(seen, evidence) if seen.members and evidence.members else 1.0


def _kinds(profile: PathProfile) -> set[str]:
    kinds = {kind for kind, tally in profile.kinds.items() if tally.count} - {"null"}
    return kinds | {"integer", "decimal"} if kinds & {"integer", "decimal"} else kinds


def _steps(at: str) -> Iterator[str]:
    if not at.startswith("$"):
        raise _no_place(at, "it does not begin with $")
    position = 1
    while position < len(at):
        match = _STEP.match(at, position)
        if match is None:
            raise _no_place(at, f"it cannot be read from {at[position:]!r} on")
        yield match.group()
        position = match.end()


def _put(node: PathProfile, steps: tuple[str, ...], evidence: PathProfile, at: str) -> PathProfile:
    """The node with the evidence some steps below it; objects on the way that no document has are added."""
    if not steps:
        return _explained(node, evidence, node.values)
    step, *rest = steps
    if step == _ELEMENTS and node.elements is not None:
        node.elements = _put(node.elements, tuple(rest), evidence, at)
    elif step in {_ELEMENTS, _ENTRIES} and not (step == _ENTRIES and node.entries is not None):
        raise _no_place(at, f"no document has {'an array' if step == _ELEMENTS else 'a map'} there")
    elif node.entries is not None:
        node.entries = _put(node.entries, tuple(rest), evidence, at)
    elif (key := _key(step, at)) in node.members:
        node.members[key] = _put(node.members[key], tuple(rest), evidence, at)
    else:
        objects = max(node.count("object"), 1)
        member = PathProfile(objects, node.documents, kinds={"object": Tally(objects)})
        _add_members(node, {key: _put(member, tuple(rest), evidence, at) if rest else scaled(evidence, objects)})
    return node


def _key(step: str, at: str) -> str:
    if not step.startswith('."'):
        return step[1:]
    try:
        return json.loads(step[1:], strict=False)
    except ValueError:
        raise _no_place(at, f"the key {step[1:]} cannot be read") from None


def _no_place(at: str, detail: str) -> UsageError:
    hint = 'give a path such as $.submission.data, $.forms[*].data or $."odd key"'
    return UsageError(Problem(f"no place for the evidence: got {at!r}", hint, detail=detail))


def _explain(seen: PathProfile, evidence: PathProfile) -> None:
    """Add to a node that is known what the evidence says of its members, entries and elements."""
    objects, arrays = seen.count("object"), seen.count("array")
    if objects and evidence.entries is not None:
        if seen.entries is None and seen.members and not evidence.members:
            seen.merge_members()
        if not seen.members:
            seen.entries = _explained(
                seen.entries, evidence.entries, _part(evidence.entries, evidence, "object", objects)
            )
            seen.entries.limit_documents(seen.documents)
    elif objects and seen.entries is None:
        _explain_members(seen, evidence, objects)
    if arrays and evidence.elements is not None:
        seen.elements = _explained(
            seen.elements, evidence.elements, _part(evidence.elements, evidence, "array", arrays)
        )
        seen.elements.limit_documents(seen.documents)


def _explain_members(seen: PathProfile, evidence: PathProfile, objects: int) -> None:
    new: dict[str, PathProfile] = {}
    for key, member in evidence.members.items():
        known = seen.members.get(key)
        found = _explained(known, member, _part(member, evidence, "object", objects))
        found.limit_documents(seen.documents)
        (new if known is None else seen.members)[key] = found
    _add_members(seen, new)


def _part(below: PathProfile, evidence: PathProfile, kind: str, containers: int) -> int:
    """Values that there should be in so many objects or arrays of the documents."""
    return max(round(below.values * containers / max(evidence.count(kind), 1)), 1)


def _add_members(node: PathProfile, new: dict[str, PathProfile]) -> None:
    """New members, in all key sets that were seen: they are nobody's other spelling."""
    if not new:
        return
    node.members |= new
    node.keys.update(new)
    for key, member in new.items():
        node.key_forms.setdefault(forms.keys([key])[0], Tally()).add(member.values, None)
    if len(node.members) > MAX_MEMBERS:
        node.merge_members()
        return
    shapes = list(node.shapes.items()) or [((), Tally(node.count("object")))]
    node.shapes = {}
    for shape, tally in shapes:
        keys = sorted({*shape, *new}, key=lambda one: (len(one.encode()), one.encode()))
        node.add_shape(tuple(keys), tally.count, tally.example)


def _explained(seen: PathProfile | None, evidence: PathProfile, values: int) -> PathProfile:
    """What is known of a path with what the evidence says.

    Where the path is known, that is `seen` itself, with more below it. Else the evidence has at least as much weight as
    what was seen, and there are `values`, or as many as were seen.
    """
    if seen is None:
        return scaled(evidence, values)
    if filled(seen) >= KNOWN:
        _explain(seen, evidence)
        return seen
    values = max(values, seen.values)
    both = _copy(seen)
    both.add(scaled(evidence, values))
    found = scaled(both, values)
    for kind, tally in found.empty.items():
        if kind in evidence.kinds and kind != "string":
            tally.count = min(tally.count, found.count(kind) // 2)
    return found


def _copy(profile: PathProfile) -> PathProfile:
    copy = PathProfile()
    copy.add(profile)
    return copy


def scaled(profile: PathProfile, values: int) -> PathProfile:
    """A copy in which there are so many values, and all else in proportion, at least 1 where there is anything."""
    copy = _copy(profile)
    _rescale(copy, values, max(profile.values, 1))
    return copy


def _rescale(node: PathProfile, number: int, of: int) -> None:
    def times(count: int) -> int:
        return max(round(count * number / of), 1) if count else 0

    def tallies(some: Tallies) -> Tallies:
        return {name: Tally(times(tally.count), tally.example) for name, tally in some.items()}

    node.values, node.documents = times(node.values), times(node.documents)
    node.kinds, node.empty = tallies(node.kinds), tallies(node.empty)
    node.forms, node.key_forms = tallies(node.forms), tallies(node.key_forms)
    _fit(node.kinds, node.values)
    _fit(node.forms, node.scalars)
    node.checked, node.repeats = times(node.checked), Tally(times(node.repeats.count), node.repeats.example)
    listed = node.frequent.items()
    if listed:
        frequent = Frequent()
        frequent.update({text: times(count) for text, count in listed}, 0 if node.frequent.exact else 1)
        node.frequent = frequent
    node.shapes = {shape: Tally(times(tally.count), tally.example) for shape, tally in node.shapes.items()}
    node.other_shapes = Tally(times(node.other_shapes.count), node.other_shapes.example)
    for child in node.children():
        _rescale(child, number, of)


def _fit(tallies: Tallies, total: int) -> None:
    """Take what rounding made too much from the most frequent."""
    while (more := sum(tally.count for tally in tallies.values()) - total) > 0:
        most = max(tallies.values(), key=lambda tally: tally.count)
        most.count -= min(more, max(most.count // 2, 1))
