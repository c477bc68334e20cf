"""What the migration does with an odd value, in words: by the rules of the lens, and by the mapping if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.spec.path import render, render_at

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Mapping

RESIDUAL = "stays in the residual"
KEPT = "the column is NULL, the value is kept in the residual"
UNUSUAL = "the column has the value only if it can read it; as it is written it is kept in the residual"
MOVED = "the column has it as it is"
SPELLING = "the column has the value, its spelling is kept in the residual"
WHOLE = "the whole value stays in the residual, as it is"
NO_ROWS = "no rows; which word for nothing it was is kept in the residual"
CLOSED = "the array stays whole in the residual and is closed for writes from the new side"
AS_IS = "moved as it is, nothing is corrected or merged; expand puts no foreign key on it"
DISAGREES = "moved as it is: every row has the value of its own document"
NO_DOCUMENT = "a row with NULL in every column, which composes as NULL again"
ODD_ROOT = "a row with NULL in every column; the whole document stays in the residual"
STOPS = "backfill stops there and names the document: correct it first"
ABSENT = "the column is NULL; that the key is absent is what NULL composes as"
APART = "keys that differ by case only are two columns; names are made different"
NAMED = "the column gets a shorter name; the key itself stays as it is"
EXACT = "numeric holds it digit by digit; bigint and double precision do not, and it stays in the residual there"
NESTED = "rows as deep as the recursion goes, if the path is mapped as one; else it stays in the residual"


class Fate:
    """Answers for one mapping, or for none: then for what a column at the path would do."""

    def __init__(self, mapping: Mapping | None) -> None:
        columns = [] if mapping is None else _columns(mapping)
        self._columns: dict[str, str] | None = None if mapping is None else {path: name for path, name, _ in columns}
        self._types = {path: type_ for path, _, type_ in columns}
        self._tables = set() if mapping is None else {render_at(table.at) for table in mapping.tables}

    def of_value(self, path: str, usual: str, *holds: str) -> str:
        """`usual`, unless the mapping has no column for the path; with the column's name where it has one.

        Args:
            holds: types of columns that take such a value as it is.
        """
        if self._columns is None:
            return usual
        column = self._columns.get(path)
        if column is None:
            return RESIDUAL
        return f"{column}: {MOVED if self._types[path] in holds else usual}"

    def of_member(self, path: str) -> str:
        """A member that is rare."""
        if self._columns is None or path not in self._columns:
            return RESIDUAL
        return f"{self._columns[path]}: NULL wherever it is missing"

    def of_elements(self, path: str, usual: str) -> str:
        """`usual`, unless the mapping has no table for the elements."""
        if self._columns is None or path in self._tables:
            return usual
        return WHOLE


def _columns(mapping: Mapping) -> list[tuple[str, str, str]]:
    """Places of columns, with the names of table and column, and the type."""
    found: list[tuple[str, str, str]] = []
    for table in mapping.tables:
        at = render_at(table.at)
        if table.identity is not None:
            place = f"{at}.{render(table.identity.path)}"
            found.append((place, f"{table.name}.{table.identity.column}", table.identity.type))
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            found += [(f"{at}.{render(path)}" if path else at, name, column.type) for path in column.paths]
    return found
