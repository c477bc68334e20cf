"""What a spec makes of the data at hand, for people: a table per new table, then what stays in the residual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from hofsm_migrate.report.screen import grid, plain, say
from hofsm_migrate.report.status import size
from hofsm_migrate.trial.words import counted, shortened

if TYPE_CHECKING:
    from rich.console import Console

    from hofsm_migrate.phases.coverage import ColumnCoverage, Coverage, Kept, Rest, Share, TableCoverage
    from hofsm_migrate.phases.keys import Key

EXAMPLE_WIDTH = 48
_KINDS = (("conforming", "conforming"), ("lenient", "lenient"), ("mismatching", "not read"), ("null", "null"))
_WHY = {
    "lenient": "read, but spelled otherwise: {}",
    "mismatching": "not read, NULL: {}",
    "null": "null, not absent: {}",
    "irregular": "kept whole: elements without a key, or two with one",
    "no collection": "no collection: null, empty or something else",
    "no object": "no object: null or something else",
    "empty": "an object with nothing in it",
}


def draw_coverage(console: Console, found: Coverage) -> None:
    """Everything that was measured. Shares of columns are shares of the rows that their table gets."""
    for line in _head(found):
        say(console, plain(line))
    for table in found.tables:
        console.print()
        _draw_table(console, table)
    console.print()
    _draw_unmapped(console, found)
    console.print()
    _draw_kept(console, found)


def percent(part: int, whole: int) -> str:
    """A share with one digit; empty for none, and never 100 % where something is missing."""
    if part == 0 or whole == 0:
        return ""
    share = 100 * part / whole
    if part == whole:
        return "100 %"
    return "< 0.1 %" if share < 0.05 else "> 99.9 %" if share >= 99.95 else f"{share:.1f} %"


def _head(found: Coverage) -> list[str]:
    sampled = found.drawn != "all"
    read = f"{found.documents:,} of {found.total} documents read" if sampled else f"all {found.documents:,} read"
    drawn = "drawn at random" if found.drawn == "rows" else "from pages drawn at random"
    how = f", {drawn} over the whole table; figures for all documents are extrapolated" if sampled else ""
    kept = percent(found.residual_bytes, found.payload_bytes) or "none"
    rows, bytes_ = (sum(getattr(table, name) for table in found.tables) for name in ("expected_rows", "expected_bytes"))
    whole = f"{rows:,} rows, {size(bytes_)} in {counted(len(found.tables), 'new table')}"
    lines = [
        f"data of {found.mapping}: {read}, {size(found.payload_bytes)} of JSON{how}",
        f"residual: {kept} of the JSON is kept as it is, {size(found.residual_bytes)} in the documents read",
        f"expected: {whole}, indexes included; bytes by storing some of the rows",
    ]
    if found.unreadable.elements:
        first = _key(found.unreadable.example)
        words = f"{counted(found.unreadable.elements, 'document')} cannot be read as JSON, for example {first}"
        lines.append(f"{words}: a backfill stops there")
    if found.control_borrowed:
        lines.append("schema hofsm is missing: it was made for this measurement, and undone")
    return lines


def _draw_table(console: Console, found: TableCoverage) -> None:
    where = f"{found.at} where {found.when} is an object" if found.when else found.at
    rows = (
        f"{found.rows:,} rows in the documents read, about {found.expected_rows:,} in all, {size(found.expected_bytes)}"
    )
    of = f" (of {counted(found.elements, 'element')})" if found.when else ""
    say(console, plain(found.table, "bold") + plain(f"  {found.role}, {where}: {rows}{of}"))
    if not found.columns:
        return
    kinds = [heading for _, heading in _KINDS]
    drawn = grid("column", "path", "present", *kinds, "example keys", right=("present", *kinds))
    for column in found.columns:
        shares = [percent(getattr(column, name).elements, found.rows) for name, _ in _KINDS]
        cells = [plain(column.column), plain(column.path), percent(column.present, found.rows), *shares]
        drawn.add_row(*cells, Text("\n").join(plain(line) for line in _examples(column)))
    console.print(drawn)


def _examples(column: ColumnCoverage) -> list[str]:
    """A key for each oddity; where there is none, one of a document in which all is as it should be."""
    shares: list[tuple[str, Share]] = [(heading, getattr(column, name)) for name, heading in _KINDS]
    odd = [(heading, share) for heading, share in shares[1:] if share.elements]
    if odd:
        return [f"{heading}: {_key(share.example)}" for heading, share in odd]
    return [_key(shares[0][1].example)]


def _draw_unmapped(console: Console, found: Coverage) -> None:
    if not found.unmapped:
        say(console, plain("not in the spec: nothing; every path in the documents read has a column", "bold"))
        return
    say(console, plain("not in the spec, by bytes", "bold"))
    _draw_paths(console, found, found.unmapped, reasons=False)
    _draw_rest(console, found, found.unmapped_rest)


def _draw_kept(console: Console, found: Coverage) -> None:
    if not found.kept:
        say(console, plain("in the spec and kept in the residual all the same: nothing", "bold"))
        return
    say(console, plain("in the spec and kept in the residual all the same, by bytes", "bold"))
    _draw_paths(console, found, found.kept, reasons=True)
    _draw_rest(console, found, found.kept_rest)


def _draw_paths(console: Console, found: Coverage, paths: tuple[Kept, ...], *, reasons: bool) -> None:
    why = ("why",) if reasons else ()
    drawn = grid("path", *why, "bytes", "of JSON", "documents", "example key", right=("bytes", "of JSON", "documents"))
    for one in paths:
        keys = f" ({counted(one.keys, 'key')})" if one.keys > 1 else ""
        reason = [plain(_WHY[one.why].format(one.about))] if reasons else []
        figures = (f"{one.bytes:,}", percent(one.bytes, found.payload_bytes), f"{one.documents:,}")
        drawn.add_row(plain(one.path + keys), *reason, *figures, plain(_key(one.example)))
    console.print(drawn)


def _draw_rest(console: Console, found: Coverage, rest: Rest) -> None:
    if rest.paths:
        share = percent(rest.bytes, found.payload_bytes) or "nothing"
        say(console, f"  ... and {counted(rest.paths, 'more path')} with {rest.bytes:,} bytes, {share} of the JSON")


def _key(key: Key | None) -> str:
    return shortened(", ".join(key), EXAMPLE_WIDTH) if key else ""
