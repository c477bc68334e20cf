"""Counts what is odd in generated documents by parsing them; knows nothing of how they were made."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSING = object()
PARTS = ("weighings", "attributes", "inputs", "readings", "signatures", "attachments", "notes")

_MOMENTS = (
    ("iso_ms", re.compile(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")),
    ("iso", re.compile(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ")),
    ("us_date", re.compile(r"\d\d/\d\d/2\d{3}")),
)
_NUMBERS = (
    ("scaled", re.compile(r"\d+\.\d{1,3}")),
    ("comma", re.compile(r"\d{1,3}(,\d{3})+\.\d\d")),
    ("unit", re.compile(r"\d+\.\d[A-Za-z]+")),
    ("empty", re.compile("")),
)
_BARE = (
    ("minus_zero", re.compile("-0")),
    ("exponent", re.compile(r"\de3")),
    ("digits_40", re.compile(r"\d{40}")),
    ("trailing_zero", re.compile(r"\d+\.\d0")),
)
_BOOLEANS = {
    '"true"': "true/false",
    '"false"': "true/false",
    '"Y"': "Y/N",
    '"N"': "Y/N",
    "true": "native",
    "false": "native",
}
_PLAIN_TEXT = re.compile(r"[A-Za-z0-9 ,.:%>-]+")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_]+")


class Number(str):
    """A JSON number as it is spelled."""

    __slots__ = ()


def parse(text: str) -> Any:
    return json.loads(text, parse_int=Number, parse_float=Number)


def all_fields(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for array in field_arrays(document):
        yield from array
    if "type" in document:
        yield document


def field_arrays(document: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """Every array of fields: those of sections, and `children` to any depth."""
    waiting = [section["fields"] for section in document.get("sections", [])] + _children(document)
    while waiting:
        array = waiting.pop()
        yield array
        for field in array:
            waiting += _children(field)


def _children(field: dict[str, Any]) -> list[list[dict[str, Any]]]:
    children = field.get("children")
    return [children] if isinstance(children, list) and children else []


def depth(field: dict[str, Any]) -> int:
    """Levels of groups in groups, 0 for a field that is no group."""
    if field["type"] != "group":
        return 0
    return 1 + max((depth(child) for array in _children(field) for child in array), default=0)


class Census:
    """How often each form of each thing was met: `counts[thing][form]`."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def document(self, text: str) -> None:
        document = parse(text)
        self.counts["version"][str(document["v"])] += 1
        self.counts["natural_key"][natural_key(document)] += 1
        self.counts["pad"]["json_string" if padded(document) else "none"] += 1
        for field in all_fields(document):
            if field["type"] != "group":
                self.field(field)
        self.parts(document)
        self.numbers(document)
        self.items(document)
        self.moments(document)

    def field(self, field: dict[str, Any]) -> None:
        given = field.get("input", MISSING)
        if not given or given is MISSING:
            self.counts["no_input"][nothing(given)] += 1
            return
        value = given["value"]
        self.moment(given["at"])
        if field["type"] == "number":
            self.number(value)
        elif field["type"] == "checkbox":
            self.counts["boolean"][
                _BOOLEANS.get(json.dumps(value), "0/1") if not isinstance(value, Number) else "0/1"
            ] += 1
        elif field["type"] == "date":
            self.moment(value)
        elif field["type"] == "text":
            self.text(value)

    def parts(self, document: dict[str, Any]) -> None:
        for key in PARTS if "sections" in document else ("attributes", "readings", "attachments", "notes"):
            if not document.get(key):
                self.counts["nothing"][nothing(document.get(key, MISSING))] += 1
        for key in document.get("attributes") or ():
            self.counts["key"]["plain" if _PLAIN_KEY.fullmatch(key) else "nasty"] += 1
        if document.get("notes"):
            self.text(document["notes"])
        for given in (document.get("inputs") or {}).values():
            self.text(given["value"])

    def numbers(self, document: dict[str, Any]) -> None:
        for line in document.get("weighings") or ():
            if "actual" in line:
                self.number(line["actual"])
        for key in ("quantities", "readings"):
            for quantity in dict(document.get(key) or {}).values():
                self.number(quantity["value"])

    def items(self, document: dict[str, Any]) -> None:
        lines = document.get("weighings") or ()
        ids = [line["ingredientId"] for line in lines] + [document.get("itemId") or document["meta"]["itemId"]]
        for item in ids:
            self.counts["item"]["deleted" if int(item) > 800 else "live"] += 1

    def moments(self, document: dict[str, Any]) -> None:
        self.moment(document.get("createdAt") or document["meta"]["createdAt"])
        for key in ("weighings", "signatures", "stateHistory"):
            for entry in document.get(key) or ():
                if "at" in entry:
                    self.moment(entry["at"])

    def moment(self, value: str) -> None:
        form = (
            "epoch_ms" if isinstance(value, Number) and re.fullmatch(r"17\d{11}", value) else matching(_MOMENTS, value)
        )
        self.counts["moment"][form] += 1

    def number(self, value: str) -> None:
        if isinstance(value, Number):
            self.counts["number"]["bare"] += 1
            self.counts["bare_number"][matching(_BARE, value)] += 1
        else:
            self.counts["number"][matching(_NUMBERS, value)] += 1

    def text(self, value: str) -> None:
        self.counts["text"]["plain" if _PLAIN_TEXT.fullmatch(value) and value not in ("null", " ") else "nasty"] += 1


def matching(forms: tuple[tuple[str, re.Pattern[str]], ...], value: str) -> str:
    return next((name for name, pattern in forms if pattern.fullmatch(value)), f"unknown: {value!r}")


def nothing(value: object) -> str:
    if value is MISSING:
        return "absent"
    return {"null": "null", "{}": "object", "[]": "array"}[json.dumps(value)]


def natural_key(document: dict[str, Any]) -> str:
    forms = {_array_key([field.get("id") for field in array]) for array in field_arrays(document)}
    return next((form for form in ("duplicated", "missing") if form in forms), "sound")


def _array_key(ids: list[str | None]) -> str:
    if None in ids:
        return "missing"
    return "sound" if len(set(ids)) == len(ids) else "duplicated"


def padded(document: dict[str, Any]) -> bool:
    pads = [document.get("pad"), *(signature.get("pad") for signature in document.get("signatures") or ())]
    return any(isinstance(pad, str) and "strokes" in json.loads(pad) for pad in pads)
