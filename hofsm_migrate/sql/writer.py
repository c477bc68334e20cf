"""Layout of generated SQL: indentation, lists, comments, function bodies. Names and literals are never touched."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final

from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import LiteralString

SHORT: Final = 100
"""Characters of an expression that stays on one line."""


def text(statement: sql.Composable) -> str:
    """The SQL text of `statement`, quoted for a server with standard_conforming_strings (the default since 9.1)."""
    return statement.as_string(None)


def indent(part: sql.Composable, spaces: int = 4) -> sql.Composable:
    """`part` with every line after the first moved right; text inside literals and names stays as it is.

    What comes out is flat, with neighbouring texts joined: parts are indented again and again on their way up.
    """
    moved = "\n" + " " * spaces
    flat: list[sql.Composable] = []
    _flatten(part, flat)
    pieces: list[sql.Composable] = []
    texts: list[str] = []
    for piece in flat:
        if type(piece) is sql.SQL:
            texts.append(piece.as_string(None))
            continue
        pieces += [_joined(texts, moved), piece]
        texts = []
    return sql.Composed([*pieces, _joined(texts, moved)])


def _flatten(part: sql.Composable, into: list[sql.Composable]) -> None:
    if type(part) is sql.Composed:
        for piece in part:
            _flatten(piece, into)
    else:
        into.append(part)


def _joined(texts: list[str], moved: str) -> sql.SQL:
    return sql.SQL("".join(texts).replace("\n", moved))  # pyright: ignore[reportArgumentType]


def lines(parts: Iterable[sql.Composable], separator: str = ",", spaces: int = 4) -> sql.Composed:
    """`parts` one below another, `separator` at the end of every line but the last."""
    joint = sql.SQL(separator + "\n" + " " * spaces)  # pyright: ignore[reportArgumentType]
    return joint.join([indent(part, spaces) for part in parts])


def listed(
    opening: LiteralString, parts: Iterable[sql.Composable], closing: LiteralString, joint: LiteralString = ", "
) -> sql.Composed:
    """`parts` between `opening` and `closing`: on one line if that is short, else one below another.

    `joint` stands between two parts: a comma at the end of a line, a word such as ` OR ` at the beginning of the next.
    """
    parts = list(parts)
    flat = sql.Composed([sql.SQL(opening), sql.SQL(joint).join(parts), sql.SQL(closing)])
    if _is_short(flat):
        return flat
    below = ",\n    " if joint == ", " else "\n    " + joint.lstrip()
    start, end = opening.rstrip() + "\n    ", "\n" + closing.lstrip()
    inside = sql.SQL(below).join([indent(part) for part in parts])
    return sql.Composed([sql.SQL(start), inside, sql.SQL(end)])


def case(*branches: tuple[sql.Composable, sql.Composable], otherwise: sql.Composable | None = None) -> sql.Composed:
    """A CASE of conditions and values: on one line if that is short, else one branch below another."""
    parts = [sql.SQL("WHEN {} THEN {}").format(condition, value) for condition, value in branches]
    parts += [] if otherwise is None else [sql.SQL("ELSE {}").format(otherwise)]
    return listed("CASE ", parts, " END", " ")


def _is_short(part: sql.Composable) -> bool:
    line = text(part)
    return len(line) <= SHORT and "\n" not in line


def comment(words: str) -> sql.SQL:
    """A `--` comment line; a line break in `words` cannot end it early."""
    return sql.SQL("-- " + re.sub(r"[\r\n\v\f\x85\u2028\u2029]+", " ", words))  # pyright: ignore[reportArgumentType]


def body(part: sql.Composable, name: str = "body") -> sql.Composed:
    """`part` between dollar quotes whose tag starts with `name` and does not occur in it."""
    quote = dollar_quote(text(part), name)
    return sql.Composed([quote, sql.SQL("\n"), part, sql.SQL("\n"), quote])


def dollar_quote(inside: str, name: str = "body") -> sql.SQL:
    """A dollar quote whose tag starts with `name` and that does not occur in `inside`."""
    tag = next(tag for tag in _tags(name) if f"${tag}$" not in inside)
    return sql.SQL(f"${tag}$")  # pyright: ignore[reportArgumentType]


def _tags(name: str) -> Iterable[str]:
    yield name
    for number in count(1):
        yield f"{name}{number}"
