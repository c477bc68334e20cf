"""Counts and foreign text in messages."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """`1 line`, `2,000 lines`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def printable(text: str) -> str:
    """`text` with an escape for everything that could move a terminal's cursor or change its colours or direction."""
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in text)


def shortened(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, the middle left out."""
    if len(text) <= limit:
        return text
    tail = limit // 4
    return f"{text[: limit - tail - 1]}…{text[len(text) - tail :]}"


def _escaped(letter: str) -> str:
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
