"""Where mappings stand, for people: one line after every command, a page for `hofsm status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.report.screen import columns, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from hofsm_migrate.db.control import Verification
    from hofsm_migrate.phases.residual import ResidualShare
    from hofsm_migrate.phases.status import MappingStatus, NextVersion, Standing, TableFigures

_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def size(amount: float) -> str:
    """Bytes as PostgreSQL's `pg_size_pretty` writes them."""
    unit = 0
    while amount >= 10 * 1024 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{amount:,.0f} {_UNITS[unit]}"


def taken_out(payload_bytes: int, residual_bytes: int) -> str:
    """How much of the payloads the residual no longer holds, rounded down: 100.0 % means that nothing is left there.

    And 0.0 % that nothing was taken out.
    """
    gone = payload_bytes - residual_bytes
    tenths = 1000 * gone // payload_bytes if payload_bytes else 0
    if gone > 0:
        tenths = max(tenths, 1)
    return f"{tenths / 10:.1f} %"


def sentence(standing: Standing) -> str:
    """The state of the world after a command."""
    payload = f", {standing.payload}" if standing.payload else ""
    words = [f"{standing.mapping} is in phase {standing.phase}{payload}"]
    if standing.represented is not None and standing.documents is not None:
        words.append(f"{standing.represented} of {standing.documents} documents represented")
    return "; ".join([*words, f"next: {standing.next_step}"])


def print_status(status: MappingStatus) -> None:
    """A page about one mapping on standard output."""
    console = page()
    for line in _lines(status):
        console.print(line)
    if status.tables:
        console.print(_table(status.tables))
    for event in status.events:
        moved = "" if event.from_phase == event.to_phase else f", {event.from_phase} -> {event.to_phase}"
        console.print(f"{event.at:%Y-%m-%d %H:%M:%S %Z} {event.role}: {event.command}{moved} {event.note}".rstrip())


def _lines(status: MappingStatus) -> Iterator[str]:
    yield sentence(status.standing)
    bytes_ = f", {size(status.legacy_bytes)}" if status.legacy_bytes is not None else ", which does not exist"
    yield f"legacy table {status.legacy_table}{bytes_}"
    if status.spec_matches is not None:
        yield f"spec file: {'the one in force' if status.spec_matches else 'NOT the one in force'}"
    if status.backfill and status.backfill.chunks:
        done = status.backfill
        written = f"{done.documents:,} documents, {done.rows:,} rows"
        yield f"backfill: {written} in {done.chunks:,} chunks, {done.seconds:.1f} s"
    if status.residual:
        yield _residual(status.residual)
    if status.verification:
        yield _verified(status.verification)
    if status.next_version:
        yield from _next_version(status.next_version, status)


def _verified(last: Verification) -> str:
    result = "parity" if last.differing == 0 else f"{last.differing:,} not in parity"
    return f"verified: {last.documents:,} documents, {result}, by {last.role} at {last.at:%Y-%m-%d %H:%M:%S %Z}"


def _next_version(one: NextVersion, status: MappingStatus) -> Iterator[str]:
    file = ", the spec file at hand" if one.spec_matches else ""
    if one.phase == "legacy":
        yield f"new version: {one.spec_digest[:12]}{file} was dropped, and its record is left: {one.next_step}"
        return
    words = [f"new version under way: {one.spec_digest[:12]}{file}", f"phase {one.phase} beside the one in force"]
    if one.represented is not None:
        words.append(f"{one.represented} of {status.standing.documents} documents represented")
    yield "; ".join([*words, f"next: {one.next_step}"])
    if one.verification:
        yield f"new version {_verified(one.verification)}"


def _residual(share: ResidualShare) -> str:
    basis = "all" if share.exact else "a sample of"
    moved = f"{taken_out(share.payload_bytes, share.residual_bytes)} of the JSON text is in columns"
    held = f"the residual holds {size(share.residual_bytes)} of {size(share.payload_bytes)}"
    return f"{moved}; {held} ({basis} {share.documents:,} documents)"


def _table(tables: tuple[TableFigures, ...]) -> Table:
    table = columns("table", "role", "rows", "size", left=(0, 1))
    for figures in tables:
        table.add_row(figures.name, figures.role, str(figures.rows or 0), size(figures.bytes))
    return table
