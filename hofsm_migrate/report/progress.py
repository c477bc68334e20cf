"""Progress of long commands on standard error: a bar on a terminal, a line every few seconds otherwise."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_EVERY_S = 5.0


class Show(Protocol):
    """Takes what is done, how much there is (None where nobody knows), and a few words beside it."""

    def __call__(self, done: int, total: int | None, words: str) -> None: ...


@contextmanager
def progress(title: str, *, unit: str = "documents") -> Iterator[Show]:
    """A function that shows progress while the block runs; the last state stays on the screen."""
    if sys.stderr.isatty():
        with _bar(title, unit) as show:
            yield show
    else:
        yield _lines(title, unit)


@contextmanager
def _bar(title: str, unit: str) -> Iterator[Show]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[count]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[words]}"),
    )
    with Progress(*columns, console=Console(file=sys.stderr)) as bar:
        task = bar.add_task(title, total=None, count="", words="")

        def show(done: int, total: int | None, words: str) -> None:
            bar.update(task, completed=done, total=total, count=_count(done, total, unit), words=words)

        yield show


def _lines(title: str, unit: str) -> Show:
    last = float("-inf")

    def show(done: int, total: int | None, words: str) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_EVERY_S or (total is not None and done >= total):
            last = time.monotonic()
            print(f"{title}: {_count(done, total, unit)}, {words}", file=sys.stderr, flush=True)  # noqa: T201

    return show


def _count(done: int, total: int | None, unit: str) -> str:
    if total is None:
        return f"{done:,} {unit}"
    share = f" ({100 * done // total} %)" if total else ""
    return f"{done:,} of {total:,} {unit}{share}"
