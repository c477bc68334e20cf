"""One document under a spec, for people and as JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.jsonb import ABSENT
from hofsm_migrate.report.screen import grid, plain, say
from hofsm_migrate.report.status import size
from hofsm_migrate.spec.naming import ABSENT as ABSENT_COLUMN
from hofsm_migrate.spec.naming import RESIDUAL
from hofsm_migrate.spec.path import render_at
from hofsm_migrate.trial.words import counted, printable, shortened

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Grid

    from hofsm_migrate.lens.decompose import Row
    from hofsm_migrate.spec.mapping import Table
    from hofsm_migrate.trial.explain import Explanation
    from hofsm_migrate.trial.reasons import Reason

ROWS_SHOWN = 10
REASONS_SHOWN = 40
VALUE_WIDTH = 60
CELL_WIDTH = 24
DOCUMENT_WIDTH = 1_000


def draw_explanation(console: Console, found: Explanation, *, full: bool) -> None:
    """Rows per table, the residual with reasons, the composed document, and whether it is exact.

    Args:
        full: nothing is shortened or left out.
    """
    tables = [table for node in found.tree.nodes for table in node.tables]
    for table in tables:
        if found.rows[table.name]:
            _draw_table(console, table, found.rows[table.name], full=full)
    empty = [table.name for table in tables if not found.rows[table.name]]
    if empty:
        say(console, plain("no rows in ", "bold") + plain(", ".join(empty)))
        console.print()
    _draw_residual(console, found, full=full)
    console.print(plain("composed document", "bold"))
    text = "nothing (SQL NULL)" if found.composed is ABSENT else jsonb.dumps(found.composed)
    say(console, plain(text if full else shortened(text, DOCUMENT_WIDTH)))
    console.print()
    console.print(_verdict(found), style="green" if found.exact else "bold red")


def explanation_json(found: Explanation) -> str:
    """Everything as one JSON value. Rows have no `residual` where it is NULL; numbers are spelled as they were."""
    types = {table.name: _types(table) for table in found.tree.mapping.tables}
    value = {
        "mapping": found.tree.mapping.name,
        "exact": found.exact,
        "document_bytes": found.document_bytes,
        "residual_bytes": found.residual_bytes,
        "tables": {
            name: [{column: _json_cell(types[name].get(column), cell) for column, cell in row.items()} for row in rows]
            for name, rows in found.rows.items()
        },
        "residual": [
            {"table": one.table, "place": one.place, "reason": one.words, "fragment": one.fragment}
            for one in found.reasons
        ],
        "composed": found.composed,
    }
    return _json(value)


def _draw_table(console: Console, table: Table, rows: list[Row], *, full: bool) -> None:
    words = f"  {table.role}, {render_at(table.at)}, {counted(len(rows), 'row')}"
    console.print(plain(table.name, "bold") + plain(words))
    shown = rows if full else rows[:ROWS_SHOWN]
    console.print(_as_table(console, table, shown, full=full))
    if len(rows) > len(shown):
        console.print(f"  and {counted(len(rows) - len(shown), 'more row')}; --full shows them")
    console.print()


def _as_table(console: Console, table: Table, rows: list[Row], *, full: bool) -> Grid:
    """Columns side by side where they fit the screen, else one below the other, without those that are NULL."""
    known = dict.fromkeys(column for row in rows for column in row)
    columns = [column for column in known if column not in (RESIDUAL, ABSENT_COLUMN) or _has_any(rows, column)]
    texts = [[_text(row.get(column), _types(table).get(column)) for column in columns] for row in rows]
    wide = [max(len(column), *(len(cells[place]) for cells in texts)) for place, column in enumerate(columns)]
    limit = None if full else CELL_WIDTH
    if sum(min(width, limit or width) + 3 for width in wide) > console.width:
        return _downwards(columns, texts, full=full)
    drawn = grid(*columns)
    for cells in texts:
        drawn.add_row(*(plain(cell if limit is None else shortened(cell, limit)) for cell in cells))
    return drawn


def _has_any(rows: list[Row], column: str) -> bool:
    nothing = ABSENT if column == RESIDUAL else None
    return any(row.get(column, nothing) is not nothing for row in rows)


def _downwards(columns: list[str], texts: list[list[str]], *, full: bool) -> Grid:
    drawn = grid("row", "column", "value", right=("row",))
    for number, cells in enumerate(texts, start=1):
        present = [(column, cell) for column, cell in zip(columns, cells, strict=True) if cell != "NULL"]
        for place, (column, cell) in enumerate(present):
            value = cell if full else shortened(cell, VALUE_WIDTH)
            drawn.add_row(str(number) if place == 0 else "", plain(column), plain(value))
    return drawn


def _draw_residual(console: Console, found: Explanation, *, full: bool) -> None:
    share = f"{size(found.residual_bytes)} of {size(found.document_bytes)}"
    console.print(plain("residual", "bold") + plain(f"  {share} of JSON, {counted(len(found.reasons), 'place')}"))
    shown = found.reasons if full else found.reasons[:REASONS_SHOWN]
    if shown:
        drawn = grid("place", "why", "kept")
        for one in shown:
            drawn.add_row(plain(one.place), plain(one.words), plain(_kept(one, full=full)))
        console.print(drawn)
    if len(found.reasons) > len(shown):
        console.print(f"  and {counted(len(found.reasons) - len(shown), 'more place')}; --full shows them")
    console.print()


def _kept(one: Reason, *, full: bool) -> str:
    if one.fragment is ABSENT:
        return ""
    text = jsonb.dumps(one.fragment)
    return text if full else shortened(text, CELL_WIDTH)


def _verdict(found: Explanation) -> str:
    if found.exact:
        return "round trip: exact, the composed document is the one that was read"
    return "round trip: NOT exact, the composed document is another one"


def _types(table: Table) -> dict[str, str]:
    return {column.name: column.type for column in table.columns} | {RESIDUAL: "residual", ABSENT_COLUMN: "marks"}


def _text(cell: object, type_: str | None) -> str:
    """A value as psql shows it; JSON as JSON."""
    if cell is ABSENT or (cell is None and type_ != "residual"):
        return "NULL"
    if type_ == "residual":
        return jsonb.dumps(cell)
    if isinstance(cell, tuple):
        return "{" + ",".join(map(str, cell)) + "}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return printable(jsonb.number_text(cell) if isinstance(cell, Decimal) else str(cell))


def _json_cell(type_: str | None, cell: Any) -> Any:
    return jsonb.loads(cell) if type_ == "jsonb" and cell is not None else cell


def _json(value: Any) -> str:
    """JSON in the given order, ABSENT left out of objects; Python's own writer would respell numbers."""
    if isinstance(value, dict):
        members = ((key, item) for key, item in value.items() if item is not ABSENT)
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_json(item)}" for key, item in members) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_json, value)) + "]"
    if isinstance(value, Decimal):
        return jsonb.number_text(value)
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    return json.dumps(str(value) if isinstance(value, UUID) else value, ensure_ascii=False)
