"""Whether the paths of one node leave each other alone: every place in the document belongs to one part of the spec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hofsm_migrate.spec.check_otherwise import check_otherwise
from hofsm_migrate.spec.path import render, render_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hofsm_migrate.spec.findings import Findings, Loc
    from hofsm_migrate.spec.mapping import ObjectRule, Path, Table


@dataclass(frozen=True)
class Claim:
    """One part of the spec that takes a path of the node."""

    path: Path
    kind: Literal["when", "identity", "recurse", "column", "container"]
    table: str
    words: str
    loc: Loc
    canonical: bool = True
    variant: str | None = None
    guarded: bool = False


def check_paths(tables: list[Table], children: list[Table], findings: Findings) -> None:
    """Add the conflicts between the paths of one node to `findings`.

    Args:
        tables: the tables of the node, the spine first.
        children: the spines of the nodes right below it.
    """
    claims = list(_claims(tables, children))
    taken: dict[Path, list[Claim]] = {}
    above: dict[Path, list[Claim]] = {}
    for claim in claims:
        other = _conflict(claim, taken, above)
        if other:
            _report(claim, other, findings)
        elif claim.variant is not None and not claim.path:
            hint = "map parts of the element, or the element itself outside of variants"
            findings.add(claim.loc, "the element itself is mapped in a variant", hint)
        taken.setdefault(claim.path, []).append(claim)
        for length in range(len(claim.path)):
            above.setdefault(claim.path[:length], []).append(claim)
    _check_when(tables, findings)
    _check_objects(tables[0], claims, findings)
    check_otherwise(tables, claims, findings)


def _claims(tables: list[Table], children: list[Table]) -> Iterator[Claim]:
    """All claims of a node; objects of `when` come first, so that what lies in them is reported and not they."""
    for table in tables[1:]:
        if table.when:
            loc: Loc = ("tables", table.name, "when", "path")
            yield Claim(table.when, "when", table.name, f"the `when` of {table.name}", loc)
    spine = tables[0]
    if spine.identity:
        yield Claim(
            spine.identity.path,
            "identity",
            spine.name,
            f"the identity of {spine.name}",
            ("tables", spine.name, "identity", "path"),
        )
    if spine.recurse:
        yield Claim(
            spine.recurse, "recurse", spine.name, f"the recursion of {spine.name}", ("tables", spine.name, "recurse")
        )
    for table in tables:
        yield from _column_claims(table)
    for child in children:
        words = f"the collection {render_at(child.at)}"
        loc = ("tables", child.name, "at")
        guarded = child.container_variant is not None
        yield Claim(child.at[-1].container, "container", child.name, words, loc, guarded=guarded)


def _column_claims(table: Table) -> Iterator[Claim]:
    for column in (column for column in table.columns if not column.otherwise):
        for index, path in enumerate(column.paths):
            loc: Loc = ("tables", table.name, "columns", column.name, "path", index)
            words, variant = f"{table.name}.{column.name}", table.variant if column.variant is None else column.variant
            yield Claim(path, "column", table.name, words, loc, index == 0, variant)


def _conflict(claim: Claim, taken: dict[Path, list[Claim]], above: dict[Path, list[Claim]]) -> Claim | None:
    """The earlier claim that `claim` gets in the way of."""
    for other in taken.get(claim.path, ()):
        if not _inside_when(claim, other) and not _in_other_variant(claim, other):
            return other
    for length in range(len(claim.path)):
        other = next(iter(taken.get(claim.path[:length], ())), None)
        if other and not _inside_when(claim, other):
            return other
    return next((other for other in above.get(claim.path, ()) if not _inside_when(other, claim)), None)


def _in_other_variant(claim: Claim, other: Claim) -> bool:
    """Columns of different variants may share a path: no element has both."""
    return (
        claim.kind == other.kind == "column"
        and claim.variant is not None
        and other.variant is not None
        and claim.variant != other.variant
    )


def _inside_when(inner: Claim, outer: Claim) -> bool:
    """Columns of a table with `when` lie in its object; nothing else does, since it would bring the object back.

    Those that do not are found by `_check_when`.
    """
    return outer.kind == "when" and inner.kind == "column" and inner.table == outer.table


def _report(claim: Claim, other: Claim, findings: Findings) -> None:
    line = findings.place(other.loc).value.line
    taken = f"{claim.words} wants {_words(claim.path)}; {other.words} on line {line} has {_words(other.path)}"
    if () in (claim.path, other.path):
        findings.add(
            claim.loc,
            "the element itself is mapped beside a part of it",
            'map either the element with the path "" or its parts',
            taken,
        )
    elif claim.kind == other.kind == "when":
        findings.add(
            claim.loc,
            "two tables of one node have a `when` on the same object or one inside the other",
            "put the columns into one of the tables",
            taken,
        )
    elif claim.path == other.path and (claim.variant is None) != (other.variant is None):
        hint = "map it outside of variants only, or under each variant that has it"
        findings.add(claim.loc, "path is mapped in a variant and outside of variants", hint, taken)
    elif claim.path == other.path:
        findings.add(claim.loc, _same(claim, other), "keep one of the two", taken)
    elif other.kind == "when" and len(claim.path) > len(other.path):
        hint = f"give it to {other.table}, or take the `when` off {other.table}: a row there stands for the object"
        findings.add(claim.loc, "path lies in the object of another table's `when`", hint, taken)
    elif len(claim.path) > len(other.path):
        findings.add(
            claim.loc, "path lies below another that is mapped", "map either the whole as jsonb or its parts", taken
        )
    else:
        findings.add(
            claim.loc, "path lies above another that is mapped", "map either the whole as jsonb or its parts", taken
        )


def _same(claim: Claim, other: Claim) -> str:
    return "two columns on one path" if claim.kind == other.kind == "column" else "path is mapped twice"


def _words(path: Path) -> str:
    return render(path) if path else 'the element itself ("")'


def _check_when(tables: list[Table], findings: Findings) -> None:
    for table in tables:
        if not table.when:
            continue
        for column in (column for column in table.columns if not column.otherwise):
            for index, path in enumerate(column.paths):
                if not _below(path, table.when):
                    loc: Loc = ("tables", table.name, "columns", column.name, "path", index)
                    top = render(table.when)
                    hint = f"move the column to a table without `when`, or take a path that begins with {top}"
                    findings.add(loc, f"path is not below the `when` of its table: got {_words(path)}", hint)


def _below(path: Path, top: Path) -> bool:
    return len(path) > len(top) and path[: len(top)] == top


def _check_objects(spine: Table, claims: list[Claim], findings: Findings) -> None:
    on_the_way = {claim.path[:length] for claim in claims if claim.canonical for length in range(1, len(claim.path))}
    mapped = {claim.path: claim for claim in claims}
    seen: set[Path] = set()
    for rule in spine.objects:
        loc = _objects_loc(spine, rule, findings)
        if rule.path in seen:
            findings.add_key(loc, f"object is given twice: got {_words(rule.path)}", "keep one of them")
        elif rule.path in mapped:
            hint = "take it out of `objects`; columns, collections and tables with `when` have a `missing` of their own"
            findings.add_key(loc, f"object is mapped itself: {_words(rule.path)} is {mapped[rule.path].words}", hint)
        elif rule.path not in on_the_way:
            findings.add_key(
                loc,
                f"object is not on the way to a column or a collection: got {_words(rule.path)}",
                _objects_hint(on_the_way),
            )
        seen.add(rule.path)


def _objects_loc(spine: Table, rule: ObjectRule, findings: Findings) -> Loc:
    prefix = findings.real(("tables", spine.name, "objects"))
    locs = (loc for loc in findings.places if loc[:-1] == prefix)
    return next((loc for loc in locs if findings.places[loc].key == rule.position), prefix)


def _objects_hint(on_the_way: Iterable[Path]) -> str:
    known = sorted(render(path) for path in on_the_way)
    return f"on the way are: {', '.join(known)}" if known else "leave it out: no column of this node lies in an object"
