"""The console that results are drawn on: as wide as the terminal, in a file or a pipe plain text of a fixed width."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hofsm_migrate.trial.words import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PIPED_WIDTH = 120


def screen() -> Console:
    """A console on standard output. Nothing in a text is taken for markup or emoji."""
    width = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)


@contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """A function that says on standard error what is being done, in a line that goes away; for terminals only."""
    console = Console(file=sys.stderr, markup=False, emoji=False)
    if not console.is_terminal:
        yield lambda _stage: None
        return
    with console.status("") as line:
        yield line.update


def grid(*headings: str, right: tuple[str, ...] = ()) -> Table:
    """An empty table with a rule below its headings; columns named in `right` hold numbers."""
    table = Table(box=SIMPLE, pad_edge=False, show_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    return table


def say(console: Console, text: Text | str) -> None:
    """A line of text: broken between words on a terminal, whole in a file or a pipe."""
    console.print(text, soft_wrap=not console.is_terminal)


def plain(text: str, style: str = "") -> Text:
    """Text from a document or a spec: control characters are escaped."""
    return Text(printable(text), style=style)
