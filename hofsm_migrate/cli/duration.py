"""Times on the command line: `500ms`, `90s`, `15m`, `24h`, `7d`.

A time has a unit, for a bare `5` is seconds to some and, as in `lock_timeout`, milliseconds to PostgreSQL. An option
with the unit in its name takes a whole number of that.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from typing import Any

_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400}
_FORM = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|[smhd]?)")
ENDLESS = "unlimited"


class Duration(click.ParamType):
    """Seconds. `endless` allows the word `unlimited`; `zero` is whether no time at all is a time here."""

    name = "time"

    def __init__(self, *, endless: bool = False, zero: bool = True) -> None:
        self.endless, self.zero = endless, zero

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The time in seconds."""
        if isinstance(value, float):
            return value
        if self.endless and value == ENDLESS:
            return math.inf
        match = _FORM.fullmatch(str(value))
        if match is None:
            forms = "90s, 15m, 24h or 7d" + (f", or {ENDLESS}" if self.endless else "")
            self.fail(f"{value!r} is no time; write it as in {forms}", param, ctx)
        number, unit = float(match[1]), match[2]
        if number == 0:
            return self._none(value, param, ctx)
        if not unit:
            *others, last = (f"{match[1]}{unit}" for unit in _UNITS)
            self.fail(f"{value!r} has no unit; write {', '.join(others)} or {last}", param, ctx)
        return number * _UNITS[unit]

    def _none(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if not self.zero:
            self.fail(f"{value!r} is too short; the least is 1ms, and there is no waiting for ever here", param, ctx)
        return 0.0


class Milliseconds(click.IntRange):
    """A whole number, of an option whose name says that it is milliseconds."""

    name = "ms"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            words = f"a whole number from {self.min} to {self.max}: the option's name has the unit"
            self.fail(f"{value!r} is not {words}", param, ctx)
