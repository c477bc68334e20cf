"""What the doctor found, for people: each finding with where, why, and what to do; a count in the last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.phases.keys import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.phases.doctor import Diagnosis, Finding


def diagnosis_lines(found: Diagnosis) -> Iterator[str]:
    """All lines about one examination."""
    for one in found.findings:
        yield from _lines(found, one)
    yield _last(found)


def _lines(found: Diagnosis, one: Finding) -> Iterator[str]:
    yield f"{'repaired' if one.fixed else one.severity}: {one.check}: {one.what}"
    yield f"      at: {one.where}"
    yield f"   cause: {one.cause}"
    for number, key in enumerate(one.keys):
        label = "documents: " if number == 0 else " " * 11
        yield f"{label}{show(found.key_columns, key)}"
    if one.refused:
        yield f" refused: {one.refused}"
    if not one.fixed:
        yield f"    next: {one.next_step}"


def _last(found: Diagnosis) -> str:
    where = f"{found.mapping} is in phase {found.phase}"
    repaired = sum(bool(one.fixed) for one in found.findings)
    left = [one for one in found.findings if not one.fixed]
    if not left:
        done = f"{repaired:,} repaired, and nothing else found" if repaired else "nothing found"
        return f"{where}; {done}"
    errors = sum(one.severity == "error" for one in left)
    fixable = sum(one.fixable and one.fixed is None for one in left)
    words = [f"{repaired:,} repaired"] if repaired else []
    words.append(f"{errors:,} errors and {len(left) - errors:,} warnings")
    words += [f"{fixable:,} of them can be repaired with --fix"] if fixable else []
    return f"{where}; {', '.join(words)}"
