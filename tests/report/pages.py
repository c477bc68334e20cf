"""Pages of documents that tests make up, and what is in the HTML of one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from hofsm_migrate.introspect.profile import Origin
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.structure import structure
from hofsm_migrate.report.page import Page, render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hofsm_migrate.introspect.profile import Profile

ORIGIN = Origin("legacy", 'Odd "Name"', ("id",), "value", "jsonb", (("id", "bigint"),))
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<!--<script>",
    "\"quoted\" 'and' `ticked` \\",
    "{{data}} ${alert(3)} %{label}",
    "__proto__",
    "constructor",
    "\u05e2\u05d1\u05e8\u05d9\u05ea \u0639\u0631\u0628\u064a",
    "\u202etxt.exe\u202c",
    "line\u2028separator\u2029and\u0007bell\nbreak",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 family",
    "",
    " ",
    "k" * 2_000,
    '<a href="https://example.org">link</a><b>bold</b>&lt;',
)


def hostile_documents() -> list[dict[str, Any]]:
    """Every text as key and as value; values of several shapes, or the object would be taken for a map."""
    return [{**_hostile(text), "below": _hostile(text)} for text in HOSTILE]


def _hostile(text: str) -> dict[str, Any]:
    return {key: (text, n, [text], {"x": text})[n % 4] for n, key in enumerate(HOSTILE)}


@dataclass(frozen=True)
class Guess:
    role: Any
    confidence: float
    reason: str


@dataclass(frozen=True)
class Oddity:
    path: str
    kind: str
    count: int
    share: float
    examples: tuple[str, ...]
    what: str
    action: str


def profile_of(documents: Iterable[object], origin: Origin = ORIGIN) -> Profile:
    """The profile of values, which are numbered from 1."""
    scanner = Scanner(origin)
    scanner.feed([(str(n), json.dumps(value, ensure_ascii=False).encode()) for n, value in enumerate(documents, 1)])
    return scanner.profile


def page_of(profile: Profile, **more: Any) -> Page:
    return Page(profile, structure(profile.root), **more)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = dict(attrs).get("id") or tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        self.texts[self._inside] = self.texts.get(self._inside, "") + data


@dataclass(frozen=True)
class Parsed:
    """Elements with their attributes; texts by id or tag of the element; the data that the page shows."""

    html: str
    elements: list[tuple[str, dict[str, str | None]]]
    texts: dict[str, str]
    data: dict[str, Any]

    def place(self, path: str) -> dict[str, Any]:
        return next(place for place in self.data["places"] if place["path"] == path)


def parsed(page: Page) -> Parsed:
    """What a browser finds in the rendered page."""
    text = render(page)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Parsed(text, reader.elements, reader.texts, json.loads(reader.texts["data"]))
