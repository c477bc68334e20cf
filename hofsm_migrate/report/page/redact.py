"""Which values of documents a report may show.

What is masked does not get into the file at all: there is nothing to uncover.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

Redaction = Literal["text", "all", "none"]
"""`text`: texts are masked unless they are heavy hitters. `all`: every value is. `none`: nothing is."""

HEAVY_COUNT = 5
"""A value that is there less often may be the value of one person."""
HEAVY_SHARE = 0.01
HEAVY_REPEATS = 5
"""Where values repeat less often on average, they tell documents apart."""
HEAVY_DISTINCT = 100
HEAVY_LENGTH = 40

WORDS: dict[Redaction, str] = {
    "text": (
        f"Texts are masked, except values that are seen at least {HEAVY_COUNT} times, are at least "
        f"{100 * HEAVY_SHARE:.0f} % of their path, are no longer than {HEAVY_LENGTH} characters, "
        "and belong to a path with few different values. Numbers and example document keys are shown."
    ),
    "all": "All values are masked, numbers included. Names of keys and example document keys are shown.",
    "none": "Nothing is masked: values of documents are in this file as they are in the table.",
}

_PLAIN = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}|\d{4}-\d\d(-\d\d([T ][0-9:.]{5,15}(Z|[+-][0-9:]{2,5})?)?)?")
_LITERAL = re.compile(r"'(?:[^']|'')*'")


@dataclass(frozen=True)
class Crowd:
    """The values around one value: how many there are at the path, how many different ones, in how many documents."""

    values: int
    distinct: int
    documents: int

    @property
    def few(self) -> bool:
        """Whether the values repeat so often that a frequent one says nothing about one document."""
        return (
            self.documents >= HEAVY_COUNT
            and self.distinct <= HEAVY_DISTINCT
            and self.values >= HEAVY_REPEATS * self.distinct
        )

    def heavy(self, text: str, count: int) -> bool:
        """Whether a value that is seen `count` times is a heavy hitter."""
        return (
            self.few
            and count >= max(HEAVY_COUNT, HEAVY_SHARE * self.values)
            and len(text) <= HEAVY_LENGTH
            and "@" not in text
        )


def value(text: str, count: int, crowd: Crowd, redaction: Redaction) -> dict[str, Any]:
    """A value that is seen `count` times: `text` where it may be seen, else its kind and length."""
    if redaction == "none" or text in ("true", "false", "null"):
        return {"text": text}
    if redaction == "text" and crowd.heavy(text, count):
        return {"text": text}
    return _masked(text, redaction)


def label(text: str, count: int, crowd: Crowd, redaction: Redaction) -> dict[str, Any]:
    """The same for a text as such, such as the value of a discriminator."""
    shown = redaction == "none" or (redaction == "text" and crowd.heavy(text, count))
    return {"text": text} if shown else {"masked": "value"}


def lone(text: str, redaction: Redaction) -> str | None:
    """A text that stands for itself, such as the least one or a violator's value; None where it is masked."""
    return text if redaction == "none" else None


def version(text: str, redaction: Redaction) -> str | None:
    """The value of a version key or a time; shown by default where it is written as one."""
    return text if redaction == "none" or (redaction == "text" and _PLAIN.fullmatch(text)) else None


def number(value: float | None, redaction: Redaction) -> float | None:
    """An extreme of numbers."""
    return None if redaction == "all" else value


def condition(where: str, redaction: Redaction) -> str:
    """A condition in SQL, its string literals masked; as a whole where it cannot be told what is a literal."""
    if redaction == "none":
        return where
    if redaction == "all" or "\\" in where or "$" in where:
        return "(masked)"
    return _LITERAL.sub("'•••'", where)


def _masked(text: str, redaction: Redaction) -> dict[str, Any]:
    if not text.startswith('"'):
        return {"masked": "number"}
    if redaction == "all":
        return {"masked": "text"}
    return {"masked": "text", "length": _length(text)}


def _length(text: str) -> int:
    """Characters of a JSON string that may have been cut off."""
    try:
        return len(json.loads(text))
    except ValueError:
        return len(text) - 1
