"""SQL templates whose placeholders carry their kind: `{x:i}` identifier, `{x:l}` literal, `{x:q}` SQL.

Nothing else in a template is special, so `'{}'::jsonb` and `%ROWTYPE` need no escaping.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Mapping

Part = str | int | bool | None | tuple[str, ...] | sql.Composable

_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*):([ilq])\}")


@cache
def load(name: str) -> str:
    """The text of `sql/templates/<name>.sql`."""
    return (files("hofsm_migrate.sql") / "templates" / f"{name}.sql").read_text(encoding="utf-8")


def fill(template: str, parts: Mapping[str, Part]) -> sql.Composed:
    """Put `parts` into the placeholders of `template`.

    An `i` part is a name or a tuple of names (qualified), an `l` part any value, a `q` part a `sql.Composable`.

    Raises:
        KeyError: a placeholder has no part, or a part has no placeholder.
        TypeError: a part does not fit the kind of its placeholder.
    """
    pieces: list[sql.Composable] = []
    used: set[str] = set()
    end = 0
    for match in _PLACEHOLDER.finditer(template):
        name, kind = match.groups()
        pieces += [sql.SQL(template[end : match.start()]), _part(name, kind, parts[name])]  # pyright: ignore[reportArgumentType]
        used.add(name)
        end = match.end()
    if unused := sorted(set(parts) - used):
        raise KeyError(f"parts without a placeholder: {', '.join(unused)}")
    return sql.Composed([*pieces, sql.SQL(template[end:])])  # pyright: ignore[reportArgumentType]


def fill_sections(template: str, parts: Mapping[str, Part]) -> tuple[sql.Composed, sql.Composed]:
    """Fill a template whose `-- up` section is followed by a `-- down` section; returns both.

    Raises:
        KeyError: as `fill`; a part counts as used when either section uses it.
    """
    up, _, down = template.partition("\n-- down")
    down = "-- down" + down
    known = {match.group(1) for match in _PLACEHOLDER.finditer(template)}
    if unused := sorted(set(parts) - known):
        raise KeyError(f"parts without a placeholder: {', '.join(unused)}")
    return fill(up, _used(up, parts)), fill(down, _used(down, parts))


def _used(template: str, parts: Mapping[str, Part]) -> dict[str, Part]:
    return {match.group(1): parts[match.group(1)] for match in _PLACEHOLDER.finditer(template)}


def _part(name: str, kind: str, value: Part) -> sql.Composable:
    if kind == "l":
        return sql.Literal(value)
    if kind == "i" and isinstance(value, str):
        return sql.Identifier(value)
    if kind == "i" and isinstance(value, tuple):
        return sql.Identifier(*value)
    if kind == "q" and isinstance(value, sql.Composable):
        return value
    raise TypeError(f"placeholder {name}:{kind} does not take {type(value).__name__} {value!r}")
