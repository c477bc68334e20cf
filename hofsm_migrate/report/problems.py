"""Problems on the screen: PostgreSQL's shape, the severity in colour where there is a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hofsm_migrate.errors import Problem


def print_problems(problems: Iterable[Problem]) -> None:
    """Every problem on standard error, one below the other."""
    console = Console(file=sys.stderr, soft_wrap=True, highlight=False, emoji=False)
    for problem in problems:
        text = Text(problem.render())
        text.stylize("bold red", 0, len(text.plain.partition(":")[0]))
        console.print(text)
