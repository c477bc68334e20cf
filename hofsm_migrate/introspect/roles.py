"""What each place is for: layout, default, input or core, with a confidence and the reason in words.

The signals, from strong to weak: pins of the user; words on the way to the value, the nearest first; values that the
element's key or a template decides; companions that say who entered something and when; presence in few elements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.column import is_identifier, key_words
from hofsm_migrate.introspect.words import COMPANIONS, CORE, DEFAULT, ENTERED, INPUT, LAYOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hofsm_migrate.introspect.relation import Dependency, Relations
    from hofsm_migrate.introspect.structure import Place
    from hofsm_migrate.spec.mapping import Role

CONSTANT_GROUPS = 20
"""Groups in which a value has to be constant before that says anything."""


@dataclass(frozen=True)
class RoleGuess:
    """A proposed role. `confidence` from 0 to 1; 1 is a pin."""

    role: Role
    confidence: float
    reason: str


Pins = dict[str, "Role"]
"""Path as text to role; a pin holds for everything below, the longest one wins."""


@dataclass(frozen=True)
class _Above:
    """What the way down to a place says."""

    guess: RoleGuess | None
    entered: bool
    """Whether the siblings say who entered something and when."""
    designed: bool
    """Whether there are siblings that are surely layout."""


def propose_roles(
    root: Place, relations: Relations | None, pins: Mapping[str, Role] | None = None
) -> dict[str, RoleGuess]:
    """A role for every place, by path."""
    return _Proposal(relations, dict(pins or {})).all(root)


class _Proposal:
    def __init__(self, relations: Relations | None, pins: Pins) -> None:
        self._pins = pins
        self._decided: dict[str, Dependency] = {}
        self._varying: dict[str, Dependency] = {}
        for dependency in relations.dependencies if relations else ():
            if dependency.groups >= CONSTANT_GROUPS and dependency.constant > 1:
                place = self._decided if dependency.share >= 0.98 else self._varying
                known = place.get(dependency.dependent)
                if known is None or known.share < dependency.share:
                    place[dependency.dependent] = dependency
        self._found: dict[str, RoleGuess] = {}

    def all(self, root: Place) -> dict[str, RoleGuess]:
        self._visit(root, _Above(None, entered=False, designed=False))
        return self._found

    def _visit(self, place: Place, above: _Above) -> None:
        guess = self._guess(place, above)
        self._found[place.path] = guess
        below = _Above(guess if place.path != "$" else None, _is_entered(place), self._is_designed(place))
        for child in place.children():
            self._visit(child, below)

    def _is_designed(self, place: Place) -> bool:
        guesses = (self._by_name(member) for member in place.members.values())
        return any(guess is not None and guess.role == "layout" for guess in guesses)

    def _guess(self, place: Place, above: _Above) -> RoleGuess:
        pin = self._pin(place.path)
        inherited = above.guess
        if pin is not None or place.key is None:
            return pin or inherited or RoleGuess("core", 0.5, "the document itself")
        own = self._by_name(place)
        if above.entered and _joined(place.key) in COMPANIONS | ENTERED:
            own = RoleGuess("input", 0.8, "what was entered, by whom and when stand together")
        if inherited is not None and inherited.confidence >= 0.8 and not _stronger(own, inherited):
            reason = inherited.reason if inherited.reason.startswith("below") else f"below {inherited.reason}"
            return RoleGuess(inherited.role, inherited.confidence, reason)
        return own or self._by_data(place, above) or inherited or RoleGuess("core", 0.4, "nothing says otherwise")

    def _by_data(self, place: Place, above: _Above) -> RoleGuess | None:
        decided = self._decided.get(place.path)
        if decided is None or place.entries or is_identifier(place.key or ""):
            return None
        role: Role = "layout" if above.designed else "core"
        reason = f"{decided.determinant} decides it in {decided.share:.1%} of {decided.members:,} cases"
        return RoleGuess(role, 0.7, reason)

    def _pin(self, path: str) -> RoleGuess | None:
        matching = [pin for pin in self._pins if path == pin or path.startswith((pin + ".", pin + "["))]
        return RoleGuess(self._pins[max(matching, key=len)], 1.0, "pinned") if matching else None

    def _by_name(self, place: Place) -> RoleGuess | None:
        words = key_words(place.key or "")
        joined = "".join(words)
        if not words:
            return None
        if words[0] in DEFAULT or joined in DEFAULT:
            return RoleGuess("default", 0.9, f"called {place.key}")
        if joined in INPUT or words[0] in {"entered", "actual", "measured", "signed", "answered", "submitted"}:
            return RoleGuess("input", 0.9, f"called {place.key}")
        container = bool(place.members or place.entries or place.elements)
        if joined in CORE or (is_identifier(place.key or "") and not container):
            return RoleGuess("core", 0.7, f"called {place.key}")
        if joined in LAYOUT or words[0] in LAYOUT or words[-1] in LAYOUT:
            return RoleGuess(
                "layout",
                0.8 if joined in {"ui", "layout", "uischema", "schema", "style", "validation", "validate"} else 0.6,
                f"called {place.key}",
            )
        return None


def _stronger(own: RoleGuess | None, inherited: RoleGuess) -> bool:
    """A default inside a layout is a default; an input inside either is an input."""
    if own is None or own.confidence < 0.8:
        return False
    order = ("core", "layout", "default", "input")
    return order.index(own.role) > order.index(inherited.role)


def _is_entered(place: Place) -> bool:
    """Whether an object says who and when, and has something that somebody entered."""
    keys = {_joined(key) for key in place.members}
    return len(keys & COMPANIONS) >= 2 and bool(keys & (INPUT | ENTERED))


def _joined(key: str) -> str:
    return "".join(key_words(key))
