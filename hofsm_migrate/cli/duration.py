"""Times on the command line: `90s`, `15m`, `24h`, `7d`, or plain seconds."""

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
    """Seconds, from a number with its unit; 0 needs none. `endless` allows the word `unlimited`."""

    name = "time"

    def __init__(self, *, endless: bool = False) -> None:
        self.endless = endless

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
        if not match[2] and float(match[1]):
            # PostgreSQL would read milliseconds
            self.fail(f"{value!r} has no unit; write it as in {match[1]}ms or {match[1]}s", param, ctx)
        return float(match[1]) * _UNITS[match[2] or "s"]
