"""Which type and wire forms the scalars of one path should have, and how much would stay in the residual."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hofsm_migrate.introspect.profile import PathProfile

INT4 = 2**31
INT8_DIGITS = 18
ENUM_VALUES = 20
ENUM_EVIDENCE = 50
"""Values that have to be seen before a list of labels is taken for complete."""
ENUM_KEYS = ("state", "status", "phase", "stage")

Counts = dict[str, int]


@dataclass(frozen=True)
class Wire:
    """A wire form of a type: the forms that are written like it, and others that it reads."""

    name: str
    canonical: tuple[str, ...]
    lenient: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnChoice:
    """What a column should be.

    `conforming` and `readable` are the parts (0 to 1) of the values that are not null which compose to the letter, and
    which the column can read. `evidence` says in words what was seen.
    """

    type: str
    wires: tuple[str, ...]
    conforming: float
    readable: float
    evidence: str
    values: tuple[str, ...] = ()
    undecided: str | None = None
    """What a person has to decide, None where nothing is open."""


_NUMBERS = ("zero-one", "epoch-s", "epoch-ms", "integer", "bigint")
_NUMERALS = ("numeral-zero-one", "numeral")
_BOOLEAN = (
    Wire("native", ("boolean",)),
    Wire("true/false", ("true/false",), ("true/false-odd",)),
    Wire("Y/N", ("Y/N",)),
    Wire("0/1", ("zero-one",), ("numeral-zero-one",)),
)
_MOMENT = (
    Wire("iso8601-ms-z", ("iso8601-ms-z",)),
    Wire("iso8601-z", ("iso8601-z",)),
    Wire("iso8601-us-z", ("iso8601-us-z",)),
    Wire("iso8601", ("iso8601",), ("iso8601-other",)),
    Wire("iso8601-naive", ("iso8601-naive",)),
    Wire("epoch-ms", ("epoch-ms",)),
    Wire("epoch-s", ("epoch-s",)),
)
_DATE = (Wire("iso8601", ("iso-date",)), Wire("MM/DD/YYYY", ("us-date",)))
_WHOLE = (Wire("native", _NUMBERS), Wire("string", _NUMERALS, ("numeral-padded",)))
_NUMERIC = (
    Wire("native", (*_NUMBERS, "huge", "decimal")),
    Wire("string", (*_NUMERALS, "numeral-decimal", "numeral-long"), ("numeral-padded", "numeral-exponent")),
)
_UUID = (Wire("native", ("uuid",), ("uuid-odd",)),)


def choose_column(profile: PathProfile, key: str, *, min_type: float) -> ColumnChoice:
    """The type and wire forms for the values at a path that holds scalars.

    Args:
        profile: of the path; values that are objects or arrays count as unreadable for every type but jsonb.
        key: the last key of the path.
        min_type: what is rarer than this part (0 to 1) of the values has no say.
    """
    total = filled(profile)
    if not total:
        return _nothing_seen(profile)
    forms = {name: tally.count for name, tally in profile.forms.items()}
    containers = total - profile.scalars
    if containers >= max(min_type, 0.01) * total:
        return subtree_column(profile)
    for choice in _candidates(profile, key, forms, total):
        # an empty text says nothing, so it has no say in what is read
        textual = choice.type in {"text", "enum"}
        told = total if textual else total - forms.get("empty", 0)
        tolerated = max(min_type if textual else 2 * min_type, 0.02)
        if told and choice.readable * total >= (1 - tolerated) * told:
            return choice
    return replace(subtree_column(profile), undecided="values of several types, and no member says which is which")


def filled(profile: PathProfile) -> int:
    """Values that say something: not null, not {} and not []."""
    empty = sum(profile.empty[kind].count for kind in ("object", "array") if kind in profile.empty)
    return profile.values - profile.count("null") - empty


def _nothing_seen(profile: PathProfile) -> ColumnChoice:
    kinds = ", ".join(sorted(profile.kinds))
    return ColumnChoice("jsonb", ("native",), 1.0, 1.0, f"no value yet, only {kinds}")


def _candidates(profile: PathProfile, key: str, forms: Counts, total: int) -> list[ColumnChoice]:
    """From the most to the least special type; each says how much of the values it can read."""
    found: list[ColumnChoice | None] = []
    if not profile.count("integer", "decimal", "boolean"):
        found.append(_typed("uuid", _UUID, forms, total))
    if forms.keys() & {"boolean", "true/false", "Y/N"}:
        found.append(_typed("boolean", _BOOLEAN, forms, total))
    if any(name.startswith("iso8601") for name in forms) or _says_moment(key, forms, total):
        found.append(_typed("timestamptz", _MOMENT, forms, total))
    found.append(_typed("date", _DATE, forms, total))
    found.append(_number(profile, key, forms, total))
    found.append(_json_string(profile, forms, total))
    strings = profile.count("string")
    evidence = _evidence(forms, total)
    values = _labels(profile, key, total)
    if values:
        found.append(ColumnChoice("enum", ("native",), strings / total, strings / total, evidence, values))
    found.append(ColumnChoice("text", ("native",), strings / total, strings / total, evidence))
    return [choice for choice in found if choice is not None]


def _typed(type_: str, wires: tuple[Wire, ...], forms: Mapping[str, int], total: int) -> ColumnChoice | None:
    """The type with the wire forms that occur, the most frequent first; None where none does."""
    seen = [(sum(forms.get(form, 0) for form in wire.canonical), wire) for wire in wires]
    lenient = [(sum(forms.get(form, 0) for form in wire.lenient), wire) for wire in wires]
    ordered = sorted(
        ((count, wire) for (count, wire), (more, _) in zip(seen, lenient, strict=True) if count + more),
        key=lambda item: (-item[0], wires.index(item[1])),
    )
    if not ordered:
        return None
    conforming, first = ordered[0]
    read = sum(count for count, _ in seen) + sum(count for count, _ in lenient)
    names = tuple(wire.name for _, wire in ordered)
    return ColumnChoice(type_, names or (first.name,), conforming / total, read / total, _evidence(forms, total))


def _number(profile: PathProfile, key: str, forms: Counts, total: int) -> ColumnChoice | None:
    if _is_code(key, forms):
        return None
    fractions = forms.keys() & {"decimal", "huge", "numeral-decimal", "numeral-long", "numeral-exponent"}
    if fractions:
        return _typed("numeric", _NUMERIC, forms, total)
    low, high = profile.low, profile.high
    small = low is not None and high is not None and low >= -INT4 and high < INT4 // 2
    wide = is_identifier(key) or forms.keys() & {"numeral", "bigint", "epoch-s", "epoch-ms"} or not small
    return _typed("bigint" if wide else "integer", _WHOLE, forms, total)


def _is_code(key: str, forms: Counts) -> bool:
    """Digits that are a code and not a number: leading zeros, or a name that says so."""
    words = key_words(key)
    named = {"phone", "zip", "postcode", "postal", "code", "lot", "batch", "serial", "barcode", "version"}
    whole = {"numeral", "numeral-padded", "numeral-zero-one", "numeral-long"}
    return "numeral-padded" in forms or (bool(named & set(words)) and bool(whole & forms.keys()))


def is_identifier(key: str) -> bool:
    """Whether a key is called like a reference to something."""
    words = key_words(key)
    return bool(words) and (words[-1] in {"id", "ids", "pk", "by", "fk", "uid"} or words == ["number"])


def key_words(key: str) -> list[str]:
    """The words of a key in lower case: `defaultValue`, `default_value` and `default-value` are the same."""
    parts: list[str] = []
    previous = ""
    for place, character in enumerate(key):
        following = key[place + 1 : place + 2]
        starts = character.isupper() and (
            previous.islower() or previous.isdigit() or (previous.isupper() and following.islower())
        )
        if not character.isalnum():
            parts.append("")
        elif starts or not parts:
            parts.append(character.lower())
        else:
            parts[-1] += character.lower()
        previous = character
    return [part for part in parts if part]


def _says_moment(key: str, forms: Counts, total: int) -> bool:
    """Numbers that are points in time: nearly all in the range, and called like one."""
    words = set(key_words(key))
    epochs = forms.get("epoch-ms", 0) + forms.get("epoch-s", 0)
    named = words & {
        "at",
        "on",
        "date",
        "time",
        "timestamp",
        "ts",
        "created",
        "updated",
        "modified",
        "due",
        "start",
        "end",
    }
    return epochs >= 0.9 * total and (bool(named) or forms.get("epoch-ms", 0) >= 0.9 * total)


def _json_string(profile: PathProfile, forms: Counts, total: int) -> ColumnChoice | None:
    """JSON in a string, where its words are few enough to be kept a second time."""
    count = forms.get("json", 0)
    if not count:
        return None
    return ColumnChoice("jsonb", ("json-string",), 0.0, count / total, _evidence(forms, total))


def _labels(profile: PathProfile, key: str, total: int) -> tuple[str, ...]:
    """The values of a state, where they are few, short, and every one was seen often."""
    words = key_words(key)
    if not words or words[-1] not in ENUM_KEYS or total < ENUM_EVIDENCE or not profile.frequent.exact:
        return ()
    found = [(_unquoted(text), count) for text, count in profile.frequent.items()]
    usable = all(value and len(value) <= 40 and value.isprintable() and count >= 3 for value, count in found)
    return tuple(sorted(value for value, _ in found)) if usable and len(found) <= ENUM_VALUES else ()


def _unquoted(text: str) -> str:
    return text[1:-1] if text[:1] == '"' and "\\" not in text else ""


def subtree_column(profile: PathProfile) -> ColumnChoice:
    """The value as it is, whatever it is."""
    kinds = {kind: tally.count for kind, tally in profile.kinds.items() if kind != "null"}
    return ColumnChoice("jsonb", ("native",), 1.0, 1.0, _evidence(kinds, sum(kinds.values())))


def plain_column(profile: PathProfile) -> ColumnChoice:
    """Values as they are written: text where all are strings, else jsonb."""
    total = filled(profile)
    if not total or profile.count("string") < total:
        return subtree_column(profile)
    forms = {name: tally.count for name, tally in profile.forms.items()}
    return ColumnChoice("text", ("native",), 1.0, 1.0, _evidence(forms, total))


def _evidence(counts: Mapping[str, int], total: int) -> str:
    """`3 forms: iso8601-ms-z 70 %, ...`: what was seen, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{name} {percent(count, total)}" for name, count in ordered[:5])
    more = f" and {len(ordered) - 5} more" if len(ordered) > 5 else ""
    if not ordered:
        return "nothing known of its form"
    return shown if len(ordered) == 1 else f"{len(ordered)} forms: {shown}{more}"


def percent(count: float, total: float) -> str:
    """A share as people read it: `99.7 %`; small ones keep a digit that says something."""
    share = 100 * count / total if total else 0.0
    if share in {0, 100} or 1 <= share <= 99:
        return f"{share:.0f} %"
    return f"{share:.1f} %" if share >= 0.1 else "under 0.1 %"
