"""A folded profile as a flat list of plain JSON values, one object per path; what is nothing is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hofsm_migrate.introspect.profile import KINDS
from hofsm_migrate.report.page import redact
from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hofsm_migrate.introspect.profile import PathProfile, Tally
    from hofsm_migrate.introspect.sketches import Quantiles
    from hofsm_migrate.introspect.structure import Place
    from hofsm_migrate.report.page.redact import Redaction

SHARES = (0.0, 0.25, 0.5, 0.75, 0.95, 1.0)
"""Where quantiles are shown: least, quarters, nearly all, greatest."""
MOST_FREQUENT = 12
MOST_FORMS = 12
MOST_SHAPES = 3
SHAPE_KEYS = 40

Facts = dict[str, Any]


def facts(root: Place, documents: int, redaction: Redaction) -> list[Facts]:
    """Every place in document order, the ones below right after the one above; `parent` is an index into the list."""
    collector = _Collector(redaction, [])
    collector.add(root, None, None, documents)
    return collector.found


@dataclass(frozen=True)
class _Collector:
    redaction: Redaction
    found: list[Facts]

    def add(self, place: Place, parent: int | None, base: int | None, documents: int) -> int:
        """Append a place and all below it; the bytes of all of them. `documents` are those with the place above."""
        # levels of a recursion are added up, so a document can be counted more than once
        documents = min(documents, place.profile.documents)
        entry = {"parent": parent, "base": base, "documents": documents} | _place(place, self.redaction)
        index = len(self.found)
        self.found.append(entry)
        objects = place.profile.count("object")
        size = place.profile.bytes + sum(
            self.add(child, index, objects if child.key is not None else None, documents) for child in place.children()
        )
        self.found[index] = _filled(entry | {"own": place.profile.bytes, "bytes": size})
        return size


def _filled(entry: Facts) -> Facts:
    return {name: value for name, value in entry.items() if value is not None and value not in ([], {})}


def _place(place: Place, redaction: Redaction) -> Facts:
    profile = place.profile
    return {
        "path": place.path,
        "name": _name(place),
        "step": _step(place),
        "values": profile.values,
        "kinds": _kinds(profile),
        "empty": _tallies(profile.empty),
        "forms": _tallies(profile.forms)[:MOST_FORMS],
        "map": place.map_reason,
        "recurse": render(place.recurse) if place.recurse else None,
        "naturalKeys": _natural_keys(place),
        "items": _quantiles(profile.items),
        "lengths": _quantiles(profile.lengths),
        **_values(profile, redaction),
        **_keys(profile),
        **_unique(profile),
    }


def _name(place: Place) -> str:
    if place.key is not None:
        return place.key
    return "$" if place.path == "$" else {"element": "[*]", "entry": "*"}[_step(place)]


def _step(place: Place) -> str:
    if place.key is not None:
        return "key"
    return "root" if place.path == "$" else "element" if place.path.endswith("[*]") else "entry"


def _kinds(profile: PathProfile) -> list[list[Any]]:
    return [[kind, *_tally(profile.kinds[kind])] for kind in KINDS if kind in profile.kinds]


def _tallies(tallies: Mapping[str, Tally]) -> list[list[Any]]:
    """Name, count and example key, the most frequent first."""
    counted = sorted(tallies.items(), key=lambda item: (-item[1].count, item[0]))
    return [[name, *_tally(tally)] for name, tally in counted if tally.count]


def _tally(tally: Tally) -> list[Any]:
    return [tally.count, tally.example]


def _quantiles(sketch: Quantiles) -> list[int] | None:
    found = [value for value in (sketch.at(share) for share in SHARES) if value is not None]
    return found or None


def _values(profile: PathProfile, redaction: Redaction) -> Facts:
    if not profile.scalars:
        return {}
    distinct = min(profile.distinct.estimate, profile.scalars)
    crowd = redact.Crowd(profile.scalars, distinct, profile.documents)
    items = profile.frequent.items()
    texts = {name: redact.lone(text, redaction) for name, text in _extremes(profile)}
    numbers = {"low": redact.number(profile.low, redaction), "high": redact.number(profile.high, redaction)}
    return {
        "distinct": distinct,
        "frequent": [
            redact.value(text, count, crowd, redaction) | {"count": count} for text, count in items[:MOST_FREQUENT]
        ],
        "further": max(0, distinct - min(len(items), MOST_FREQUENT)) or None,
        "least": texts.get("least"),
        "greatest": texts.get("greatest"),
        "low": _whole(numbers["low"]),
        "high": _whole(numbers["high"]),
        "maskedExtremes": True if None in texts.values() or numbers["low"] != profile.low else None,
    }


def _extremes(profile: PathProfile) -> Iterator[tuple[str, str]]:
    for name, text in (("least", profile.least), ("greatest", profile.greatest)):
        if text is not None:
            yield name, text


def _whole(value: float | None) -> str | None:
    """As text, since JSON has no infinity and a browser no whole numbers above 2^53."""
    if value is None:
        return None
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e21 else repr(value)


def _keys(profile: PathProfile) -> Facts:
    if not profile.count("object"):
        return {}
    shapes = sorted(profile.shapes.items(), key=lambda item: (-item[1].count, item[0]))
    return {
        "keys": profile.keys.estimate,
        "keyForms": _tallies(profile.key_forms)[:MOST_FORMS],
        "shapes": len(shapes),
        "shapesMore": profile.other_shapes.count or None,
        "shapesTop": [
            [list(shape[:SHAPE_KEYS]), max(0, len(shape) - SHAPE_KEYS), *_tally(tally)]
            for shape, tally in shapes[:MOST_SHAPES]
        ],
    }


def _unique(profile: PathProfile) -> Facts:
    if not profile.checked:
        return {}
    return {"checked": profile.checked, "repeats": _tally(profile.repeats)}


def _natural_keys(place: Place) -> list[str]:
    """Members that are in every element and never twice in one array."""
    elements = place.profile.count("object")
    return [
        member.path
        for member in place.members.values()
        if elements and member.profile.checked >= member.profile.values == elements and not member.profile.repeats.count
    ]
