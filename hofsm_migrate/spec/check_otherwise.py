"""Whether each `otherwise` column lies at an object or a collection that other parts of the node need there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from hofsm_migrate.spec.check_paths import Claim
    from hofsm_migrate.spec.findings import Findings, Loc
    from hofsm_migrate.spec.mapping import Column, Path, Table


def check_otherwise(tables: list[Table], claims: list[Claim], findings: Findings) -> None:
    """Add every `otherwise` column that has no place to `findings`.

    Args:
        tables: the tables of the node, the spine first.
        claims: what all other parts of the spec take of the node.
    """
    seen: dict[Path, Loc] = {}
    for table in tables:
        for column in table.columns:
            if not column.otherwise:
                continue
            loc: Loc = ("tables", table.name, "columns", column.name)
            if _is_unconditional(table, column, loc, findings) and column.paths:
                _check_place(column.paths[0], loc, claims, findings)
                _check_alone(column.paths[0], loc, seen, findings)


def _is_unconditional(table: Table, column: Column, loc: Loc, findings: Findings) -> bool:
    if table.when is not None:
        findings.add_key(
            (*loc, "otherwise"),
            "`otherwise` is given on a table with `when`",
            "move the column to a table of the node that has no `when`: a row says that an object is there",
        )
    elif table.variant is not None or column.variant is not None:
        findings.add_key(
            (*loc, "otherwise"),
            "`otherwise` is given in a variant",
            "give the column to the first table of the node, outside of variants",
        )
    return table.when is None and table.variant is None and column.variant is None


def _check_alone(path: Path, loc: Loc, seen: dict[Path, Loc], findings: Findings) -> None:
    if path in seen:
        other = seen[path]
        detail = f"{other[1]}.{other[3]} on line {findings.place(other).key.line} has {_words(path)}"
        findings.add((*loc, "path", 0), "two `otherwise` columns for one place", "keep one of the two", detail)
    seen.setdefault(path, loc)


def _check_place(path: Path, loc: Loc, claims: list[Claim], findings: Findings) -> None:
    loc = (*loc, "path", 0)
    problem = _at(path, claims) or _around(path, claims) or _nowhere(path, claims)
    if problem is not None:
        findings.add(loc, *problem)


def _at(path: Path, claims: list[Claim]) -> tuple[str, str] | None:
    """What is wrong with a place that some part of the spec takes itself."""
    for claim in (claim for claim in claims if claim.path == path):
        if claim.kind in ("column", "identity"):
            return (
                f"place of an `otherwise` column is {claim.words}: got {_words(path)}",
                "leave the column out: what another column cannot read stays in the residual",
            )
        if claim.guarded:
            return (
                f"place of an `otherwise` column is a collection of a variant: got {_words(path)}",
                "leave the column out, or take the collection out of the variant",
            )
    return None


def _around(path: Path, claims: list[Claim]) -> tuple[str, str] | None:
    """What is wrong with a place because of what lies above it, or must lie below it."""
    for claim in claims:
        if claim.kind == "when" and _below(path, claim.path):
            return (
                f"place of an `otherwise` column lies in the object of the `when` of {claim.table}: got {_words(path)}",
                "leave the column out, or map the columns of that object without `when`",
            )
        if claim.kind == "identity" and _below(claim.path, path):
            return (
                f"place of an `otherwise` column is on the way to the natural key: got {_words(path)}",
                "leave the column out: an element without its key keeps the whole collection in the residual",
            )
    return None


def _nowhere(path: Path, claims: list[Claim]) -> tuple[str, str] | None:
    if any(_below(claim.path, path) or (claim.path == path and claim.kind != "column") for claim in claims):
        return None
    known = {claim.path[:length] for claim in claims for length in range(len(claim.path))}
    known |= {claim.path for claim in claims if claim.kind in ("container", "recurse", "when")}
    known = {place for place in known if not (_at(place, claims) or _around(place, claims))}
    hint = "leave `otherwise` out: nothing else of this node lies below a place"
    if known:
        hint = f"take one of: {', '.join(_words(place) for place in sorted(known))}; or leave `otherwise` out"
    return f"nothing needs an object or a collection at the place of an `otherwise` column: got {_words(path)}", hint


def _below(path: Path, top: Path) -> bool:
    return len(path) > len(top) and path[: len(top)] == top


def _words(path: Path) -> str:
    return render(path) if path else 'the element itself ("")'
