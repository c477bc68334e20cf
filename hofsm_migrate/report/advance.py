"""How far the strangler has come, for people: a line per version, and the paths that are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.report.screen import columns, page
from hofsm_migrate.report.status import size, taken_out
from hofsm_migrate.trial.words import printable

if TYPE_CHECKING:
    from rich.table import Table

    from hofsm_migrate.db.versions import Version
    from hofsm_migrate.phases.progress import Advance


def print_advance(advance: Advance) -> None:
    """A mapping on standard output."""
    console = page()
    console.print(f"{advance.mapping} is in phase {advance.phase}")
    console.print(_versions(advance.versions))
    last = advance.versions[-1] if advance.versions else None
    if last is None or last.measured_at is None:
        console.print("nothing is measured: no document is represented")
    elif not last.paths:
        console.print("nothing is left in the residual")
    else:
        console.print(_paths(advance, last))


def _versions(versions: tuple[Version, ...]) -> Table:
    table = columns("version", "since", "documents", "payload", "residual", "in columns", left=(0, 1))
    for one in versions:
        table.add_row(f"{one.number} {one.spec_digest[:12]}", f"{one.at:%Y-%m-%d %H:%M}", *_figures(one))
    return table


def _figures(one: Version) -> tuple[str, str, str, str]:
    if one.documents is None or one.payload_bytes is None or one.residual_bytes is None:
        return ("-", "-", "-", "-")
    about = "" if one.exact else "sample of "
    payload, residual = one.payload_bytes, one.residual_bytes
    return (f"{about}{one.documents:,}", size(payload), size(residual), taken_out(payload, residual))


def _paths(advance: Advance, last: Version) -> Table:
    table = columns("left in the residual", "table", "bytes", "elements", "for example", left=(0, 1, 4))
    for one in last.paths:
        about = "" if one["exact"] else "about "
        key = ", ".join(f"{name} = {value}" for name, value in zip(advance.key_columns, one["example"], strict=True))
        cells = (one["path"], one["table"], f"{about}{size(one['bytes'])}", f"{about}{one['elements']:,}", key)
        table.add_row(*(printable(cell) for cell in cells))
    return table
