"""Parts that documents of both tables have: keys that are data, pen strokes, attachments."""

from __future__ import annotations

import base64
from functools import lru_cache
from hashlib import shake_256
from typing import TYPE_CHECKING

from hofsm_migrate.generate.reference import USERS_PER_COMPANY
from hofsm_migrate.generate.shares import SHARES
from hofsm_migrate.generate.words import NASTY_KEYS, PLAIN_KEYS, dumps

if TYPE_CHECKING:
    from hofsm_migrate.generate.values import Author

_NASTY_KEY = SHARES["key"].forms["nasty"]


def attributes(author: Author) -> str | None:
    """Free keys; some are nasty."""
    if author.chance(0.1):
        return None
    entries = (f"{dumps(key)}:{_attribute_value(author)}" for key in _attribute_keys(author))
    return "{" + ",".join(entries) + "}"


def _attribute_keys(author: Author) -> dict[str, None]:
    """Keys without repetition, in the order drawn."""
    place, step = author.below(len(PLAIN_KEYS)), author.pick((1, 7, 11, 13))
    plain = (PLAIN_KEYS[(place + step * offset) % len(PLAIN_KEYS)] for offset in range(author.long_tail(2, 12)))
    return dict.fromkeys(author.pick(NASTY_KEYS) if author.roll() < _NASTY_KEY else key for key in plain)


def _attribute_value(author: Author) -> str:
    kind = author.below(5)
    if kind == 0:
        return author.number(1, 99, 2, "kg")
    if kind == 1:
        return author.boolean()
    return author.text()


def readings(author: Author) -> str | None:
    """Measured values by the id of the user who measured."""
    if author.chance(0.3):
        return None
    users = author.distinct(author.long_tail(1, 6), USERS_PER_COMPANY)
    entries = (
        f'"{author.user_base + user}":{{"value":{author.number(4, 6, 2, "pH")},"unit":"pH","at":{author.moment()}}}'
        for user in users
    )
    return "{" + ",".join(entries) + "}"


def signature_pad(author: Author) -> str:
    """Pen strokes as JSON text inside a JSON string."""
    points = [[author.below(300), author.below(80)] for _ in range(4 + author.below(12))]
    return dumps(dumps({"w": 300, "h": 80, "strokes": [points], "device": 'pad "A\\7"'}))


def attachments(author: Author) -> str | None:
    """Thumbnails as base64, 200 characters to 32,000."""
    if author.chance(0.65):
        return None
    return "[" + ",".join(_attachment(author) for _ in range(author.long_tail(1, 4))) + "]"


def _attachment(author: Author) -> str:
    length = author.long_tail(50, 8_000) * 4
    start = author.below(len(_pixels()) - length)
    data = _pixels()[start : start + length]
    name = f"scan-{author.below(10_000):04d}.jpg"
    return f'{{"name":"{name}","mime":"image/jpeg","size":{length * 3 // 4},"data":"{data}","at":{author.moment()}}}'


@lru_cache(maxsize=1)
def _pixels() -> str:
    """Base64 text that thumbnails are cut from."""
    return base64.b64encode(shake_256(b"thumbnail").digest(98_304)).decode()


def megabyte(name: str) -> str:
    """One scanned document whose base64 text has 2**20 characters."""
    data = base64.b64encode(shake_256(name.encode()).digest(786_432)).decode()
    return f'[{{"name":"batch-record.pdf","mime":"application/pdf","size":786432,"data":"{data}"}}]'
