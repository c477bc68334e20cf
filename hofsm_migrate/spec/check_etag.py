"""Whether the columns of one path agree on `etag`: a tag leaves a path out of all elements, of whatever variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from hofsm_migrate.spec.findings import Findings
    from hofsm_migrate.spec.mapping import Column, Path, Table


def check_etags(tables: list[Table], findings: Findings) -> None:
    """Add every column to `findings` that has a path in common with an earlier one and another word about `etag`."""
    seen: dict[Path, tuple[Table, Column]] = {}
    for table in tables:
        for column in (column for column in table.columns if not column.otherwise):
            for path in column.paths:
                other, first = seen.setdefault(path, (table, column))
                if first.etag != column.etag:
                    findings.add_key(
                        ("tables", table.name, "columns", column.name, "etag"),
                        f"columns of one path do not agree on `etag`: {render(path) or 'the element itself'}",
                        f"give `etag: false` for both, or for neither of {other.name}.{first.name}"
                        f" and {table.name}.{column.name}",
                    )
