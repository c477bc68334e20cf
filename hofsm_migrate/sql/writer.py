"""Layout of generated SQL: indentation, lists, comments, function bodies. Names and literals are never touched."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterable


def text(statement: sql.Composable) -> str:
    """The SQL text of `statement`, quoted for a server with standard_conforming_strings (the default since 9.1)."""
    return statement.as_string(None)


def indent(part: sql.Composable, spaces: int = 4) -> sql.Composable:
    """`part` with every line after the first moved right; text inside literals and names stays as it is."""
    if isinstance(part, sql.Composed):
        return sql.Composed([indent(piece, spaces) for piece in part])
    if isinstance(part, sql.SQL):
        return sql.SQL(part.as_string(None).replace("\n", "\n" + " " * spaces))  # pyright: ignore[reportArgumentType]
    return part


def lines(parts: Iterable[sql.Composable], separator: str = ",", spaces: int = 4) -> sql.Composed:
    """`parts` one below another, `separator` at the end of every line but the last."""
    joint = sql.SQL(separator + "\n" + " " * spaces)  # pyright: ignore[reportArgumentType]
    return joint.join([indent(part, spaces) for part in parts])


def comment(words: str) -> sql.SQL:
    """A `--` comment line; a line break in `words` cannot end it early."""
    return sql.SQL("-- " + re.sub(r"[\r\n\v\f\x85\u2028\u2029]+", " ", words))  # pyright: ignore[reportArgumentType]


def body(part: sql.Composable, name: str = "body") -> sql.Composed:
    """`part` between dollar quotes whose tag starts with `name` and does not occur in it."""
    inside = text(part)
    tag = next(tag for tag in _tags(name) if f"${tag}$" not in inside)
    quote = sql.SQL(f"${tag}$")  # pyright: ignore[reportArgumentType]
    return sql.Composed([quote, sql.SQL("\n"), part, sql.SQL("\n"), quote])


def _tags(name: str) -> Iterable[str]:
    yield name
    for number in count(1):
        yield f"{name}{number}"
