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
WHOLE = 10_000
"""Width of a page in a file or a pipe: no line of it is broken, and no cell is cut."""


def screen() -> Console:
    """A console on standard output. Nothing in a text is taken for markup or emoji."""
    width = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)


def page() -> Console:
    """A console on standard output that breaks no line; tables fit a terminal, and are whole in a file or a pipe."""
    width = None if sys.stdout.isatty() else WHOLE
    return Console(width=width, soft_wrap=True, highlight=False, markup=False, emoji=False)


def columns(*headings: str, left: tuple[int, ...]) -> Table:
    """An empty table without lines; names (`left`, by number) are folded where there is no room, figures never."""
    table = Table(box=None, pad_edge=False)
    for number, heading in enumerate(headings):
        name = number in left
        table.add_column(heading, justify="left" if name else "right", no_wrap=not name, overflow="fold")
    return table


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
