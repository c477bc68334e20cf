"""The result of a verification for people: counts, then every difference by key and path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.phases.keys import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.phases.inspect import Finding
    from hofsm_migrate.phases.verify import Difference, VerifyResult

WIDTH = 100


def shorten(fragment: str | None, width: int = WIDTH) -> str:
    """A fragment that fits a line; `(nothing)` where there is none, and its size where it was cut."""
    if fragment is None:
        return "(nothing)"
    printable = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in fragment)
    if len(printable) <= width:
        return printable
    return f"{printable[:width]}... ({len(fragment.encode()):,} bytes)"


def parity_lines(result: VerifyResult) -> Iterator[str]:
    """All lines about one result."""
    done = "compared" if result.compared else "looked at"
    yield f"{result.documents:,} documents {done} in {result.seconds:.1f} s: {_counts(result)}"
    for difference in result.differences:
        yield from _difference(result.key_columns, difference)
    if result.wrong > len(result.differences) and result.differences:
        yield f"... and more; --limit shows more than {len(result.differences)}"
    for finding in result.orphans:
        yield _finding(result, finding, "rows without a row in {about}, to which they belong")
    for finding in result.irregular:
        yield _finding(result, finding, "collections at {about} kept whole: their elements have no key or share one")
    for finding in result.dangling:
        yield _finding(result, finding, "dangling references {about}")


def _counts(result: VerifyResult) -> str:
    if result.parity and result.moved:
        rest = "; all others are byte for byte their payloads" if result.moved < result.documents else ""
        return f"{result.moved:,} have no payload to compare with, and are composed from complete rows{rest}"
    if result.parity and not result.compared:
        return "there are no payloads to compare with; each has its rows, and all rows belong to one"
    if result.parity:
        return "all composed documents are byte for byte the legacy ones"
    kinds = {
        "differ": result.differing,
        "are not represented": result.not_represented,
        "are represented and not in the legacy table": result.ghosts,
    }
    words = [f"{count:,} {kind}" for kind, count in kinds.items() if count]
    lone = sum(finding.rows for finding in result.orphans)
    return ", ".join([*words, *([f"{lone:,} rows belong to no document"] if lone else [])])


def _difference(columns: tuple[str, ...], difference: Difference) -> Iterator[str]:
    key = show(columns, difference.key)
    if difference.kind == "ghost":
        yield f"{key}: represented, and not in the legacy table"
        return
    suffix = " (not represented)" if difference.kind == "not represented" else ""
    yield f"{key}: {difference.path}{suffix}"
    yield f"      legacy: {shorten(difference.legacy)}"
    yield f"    composed: {shorten(difference.composed)}"


def _finding(result: VerifyResult, finding: Finding, words: str) -> str:
    examples = "; ".join(show(result.key_columns, key) for key in finding.examples)
    return f"{finding.table}: {finding.rows:,} {words.format(about=finding.about)}, for example {examples}"
