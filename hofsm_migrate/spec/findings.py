"""Problems of one spec file, collected with their places and given out sorted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hofsm_migrate.errors import Problem
from hofsm_migrate.spec.mapping import Position

if TYPE_CHECKING:
    from collections.abc import Mapping

Loc = tuple[str | int, ...]
"""Keywords, names and list positions from the top of the file down to a value."""


@dataclass(frozen=True)
class Place:
    """Where a value stands, and the key that it belongs to (the item itself in a list)."""

    key: Position
    value: Position


START = Place(Position(1, 1), Position(1, 1))


@dataclass
class Findings:
    """The problems found so far in `file`."""

    file: str
    places: Mapping[Loc, Place] = field(default_factory=dict)
    found: list[tuple[Position, Problem]] = field(default_factory=list)
    moved: dict[Loc, Loc] = field(default_factory=dict)
    """Where parts of variants stand, by where they would stand outside: `("tables", name)`, and columns of one."""

    def place(self, loc: Loc) -> Place:
        """Where `loc` stands, or the nearest thing around it that is in the file."""
        loc = self.real(loc)
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, START)

    def real(self, loc: Loc) -> Loc:
        """Where in the file `loc` is, which may be the place of a part of a variant as if it stood outside."""
        for length in range(len(loc), 1, -1):
            if loc[:length] in self.moved:
                return (*self.moved[loc[:length]], *loc[length:])
        return loc

    def add(self, loc: Loc, message: str, hint: str, detail: str | None = None) -> None:
        """A problem with the value at `loc`."""
        self.add_at(self.place(loc).value, _name(loc), message, hint, detail)

    def add_key(self, loc: Loc, message: str, hint: str, detail: str | None = None) -> None:
        """A problem with the key at `loc`."""
        self.add_at(self.place(loc).key, _name(loc), message, hint, detail)

    def add_at(self, position: Position, name: str, message: str, hint: str, detail: str | None = None) -> None:
        """A problem at a position, under the name of what stands there."""
        where = f"{self.file}:{position.line}:{position.column}" + (f" ({name})" if name else "")
        self.found.append((position, Problem(message, hint, where, detail)))

    def problems(self) -> tuple[Problem, ...]:
        """All problems in the order of the file, each once."""
        ordered = sorted(self.found, key=lambda item: (item[0].line, item[0].column))
        return tuple(dict.fromkeys(problem for _, problem in ordered))


def of_a_table(loc: Loc) -> Loc:
    """The place of a table or column of a variant as if it stood outside of it; any other place of one as its table."""
    if loc[:1] != ("variants",) or len(loc) < 2:
        return loc
    if len(loc) > 4 and loc[3] == "tables":
        return ("tables", *loc[4:])
    return ("tables", loc[1], *(loc[3:] if len(loc) > 4 else ()))


def _name(loc: Loc) -> str:
    """`table` or `table.column` for what stands in one, the keyword otherwise."""
    loc = of_a_table(loc)
    if loc[:1] != ("tables",) or len(loc) < 2:
        name = str(loc[0]) if loc else ""
    elif len(loc) > 3 and loc[2] == "columns":
        name = f"{loc[1]}.{loc[3]}"
    else:
        name = str(loc[1])
    return name if name.isprintable() else repr(name)
