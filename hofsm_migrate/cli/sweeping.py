"""What the commands that empty payloads or make them anew have in common."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import ending, output
from hofsm_migrate.cli.duration import Milliseconds
from hofsm_migrate.phases.sweep import How
from hofsm_migrate.report.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hofsm_migrate.db.executor import Wait
    from hofsm_migrate.phases.payload import PayloadResult
    from hofsm_migrate.phases.sweep import Progress
    from hofsm_migrate.report.progress import Show

chunk_ms = click.option(
    "--chunk-ms",
    type=Milliseconds(10, 5000),
    default=100,
    show_default=True,
    help="Target time of one transaction that empties payloads or makes them anew.",
)


@contextmanager
def shown(title: str, chunk_ms: int, stop: Callable[[], bool]) -> Iterator[How]:
    """How chunks are run, with progress on standard error and Ctrl-C between two of them."""
    with progress(title) as bar:
        yield How(
            chunk_ms,
            on_progress=lambda now: show(bar, now),
            on_wait=lambda wait: _wait(wait, stop),
            stop=stop,
            on_stage=lambda words: output.note(f"{title}: {words}"),
        )


def _wait(wait: Wait, stop: Callable[[], bool]) -> None:
    """Nothing is in hand while a lock is waited for, so Ctrl-C need not wait for the end of anything."""
    if stop():
        raise KeyboardInterrupt
    ending.show_wait(wait)


def show(bar: Show, now: Progress) -> None:
    """How far payloads are emptied or made anew."""
    total = now.total.rows if now.total else None
    rate = now.changed / now.elapsed_s if now.elapsed_s else 0
    bar(now.documents, total, f"{now.changed:,} payloads written, {rate:,.0f} a second")


_DONE = {
    "emptying": "payloads emptied: the new tables are the only store; VACUUM (FULL) or pg_repack gives the space back",
    "restoring": "payloads made anew, and all documents compared: byte for byte what the new tables compose",
}


def words(result: PayloadResult) -> str:
    """What was done, in a line."""
    if result.ended == "unchanged":
        return "the payloads were emptied before; nothing was changed"
    done = f"{result.changed:,} {_DONE[result.direction]}" if result.ended == "complete" else _stopped(result)
    chunks = f"{result.chunks:,} {'chunk' if result.chunks == 1 else 'chunks'}"
    return f"{done} ({chunks}, {result.seconds:.1f} s)"


def _stopped(result: PayloadResult) -> str:
    verb = "emptied" if result.direction == "emptying" else "made anew"
    return f"{result.changed:,} payloads {verb}; stopped, run it again to go on"
