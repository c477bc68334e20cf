"""An operation knows its SQL, up and down; running it is somebody else's work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.sql import fill, fill_sections, load, text

if TYPE_CHECKING:
    from hofsm_migrate.sql import Part

_UNDO_LOCK = re.compile(r"-- down \((.*?)\)")


@dataclass(frozen=True)
class Operation:
    """One object that comes into being: `place` is the spec line it is made from, `lock` the strongest of `up`.

    `kind` is the name of the template that it is made from; `down` is empty where there is no way back.
    """

    what: str
    place: str
    lock: str
    up: sql.Composed
    down: sql.Composed
    kind: str = ""

    @property
    def undo_lock(self) -> str:
        """The strongest lock of `down`; empty where there is no way back."""
        found = _UNDO_LOCK.match(text(self.down))
        return found[1] if found else ""


def operation(template: str, what: str, place: str, parts: dict[str, Part]) -> Operation:
    """An operation from a template with an up and a down section; the lock stands in the template's first line."""
    source = load(template)
    up, down = fill_sections(source, parts)
    return Operation(what, place, _lock(source), up, down, template)


def one_way(template: str, what: str, place: str, parts: dict[str, Part]) -> Operation:
    """An operation that is never undone: its template has an up section only."""
    source = load(template)
    return Operation(what, place, _lock(source), fill(source.rstrip("\n"), parts), sql.Composed([]), template)


def _lock(template: str) -> str:
    head = template.splitlines()[0]
    return head[head.index("(") + 1 : head.index(")")]
