"""What is odd in documents, for people: by class, every finding with its documents and with what becomes of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hofsm_migrate.names import written
from hofsm_migrate.report.screen import plain, say, screen

if TYPE_CHECKING:
    from hofsm_migrate.introspect.finding import Finding
    from hofsm_migrate.introspect.look import Looked


def print_findings(looked: Looked) -> None:
    """Everything on standard output; the last line says how much it is, and where it was stored."""
    console = screen()
    for kind, some in groupby(looked.findings, key=lambda one: one.kind):
        say(console, plain(kind, "bold"))
        for one in some:
            for line in _lines(one):
                say(console, plain(line))
    say(console, plain(_end(looked)))


def _lines(one: Finding) -> tuple[str, ...]:
    words = [one.action]
    if one.examples:
        words.append(f"documents: {'; '.join(one.examples)}")
    words += one.values
    return (f"  {one.path}: {one.what}", *(f"      {line}" for line in words))


def _end(looked: Looked) -> str:
    source = looked.source
    place = f"{written(source.schema, source.table)}, column {written(source.payload)}"
    where = f"{looked.documents:,} documents of {place}"
    count = len(looked.findings)
    found = f"{count:,} finding{'s' if count > 1 else ''} in" if count else "nothing is odd in"
    if looked.stored is None:
        return f"{found} {where}; not stored"
    return f"{found} {where}; hofsm.finding now says so"
