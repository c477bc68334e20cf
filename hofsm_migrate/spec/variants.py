"""The variants of a node as frozen values: what tells them apart, and which columns and tables belong to which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hofsm_migrate.spec import naming
from hofsm_migrate.spec.mapping import Presence, Variants
from hofsm_migrate.spec.path import render, render_at
from hofsm_migrate.spec.shape import did_you_mean
from hofsm_migrate.spec.values import path_at, storable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hofsm_migrate.spec.findings import Findings, Loc
    from hofsm_migrate.spec.mapping import Column, Path, Table
    from hofsm_migrate.spec.model import VariantsModel

NAMING_TYPES = ("text", "enum")
"""Types of a column whose value may name the variant: the name and the value are the same text."""


def variants_of(spine: Table, model: VariantsModel, findings: Findings) -> Variants | None:
    """The variants of the node of `spine`, None where it does not become clear what tells them apart."""
    loc: Loc = ("variants", spine.name)
    bodies = tuple(model.__pydantic_extra__ or {})
    for name in bodies:
        storable((name,), (*loc, name), findings)
    by = model.by
    if (by.path is None) == (by.present is None):
        neither = by.path is None
        findings.add(
            (*loc, "by"),
            "by is neither the path of a column nor `present`" if neither else "by has both `path` and `present`",
            "write `by: <path of a text or enum column>` or `by: {present: {<variant>: <path or paths>}}`",
        )
        return None
    position = findings.place(loc).key
    if by.present is not None:
        present = _present(by.present, bodies, loc, findings)
        names = tuple(one.variant for one in present)
        return Variants(naming.variant_column(spine.name), names, position, present)
    column = _naming_column(spine, by.path or "", (*loc, "by"), findings)
    if column is None:
        return None
    _check_values(column, bodies, loc, findings)
    return Variants(column.name, bodies, position)


def _naming_column(spine: Table, text: str, loc: Loc, findings: Findings) -> Column | None:
    """The column of the spine whose first path `by` names."""
    path = path_at(text, loc, findings)
    if path is None:
        return None
    own = [column for column in spine.columns if column.variant is None]
    found = next((column for column in own if column.paths[:1] == (path,)), None)
    if found is None:
        known = [render(column.paths[0]) for column in own if column.paths and column.type in NAMING_TYPES]
        hint = f"add one to {spine.name}, for example `{_plain(path)}: {{path: {text or 'type'}, type: text}}`"
        findings.add(
            loc,
            f"no column of {spine.name} has its first path at what `by` names: got {text!r}",
            did_you_mean(text, known) if known else hint,
        )
        return None
    if found.type not in NAMING_TYPES:
        findings.add(
            loc,
            f"variants are named by a column that is neither text nor enum: got {found.type}",
            f"declare {spine.name}.{found.name} as `type: text`",
        )
    return found


def _plain(path: Path) -> str:
    return path[-1] if path and path[-1].isidentifier() else "kind"


def _check_values(column: Column, names: Iterable[str], loc: Loc, findings: Findings) -> None:
    for name in names:
        if column.type == "enum" and column.values and name not in column.values:
            findings.add_key(
                (*loc, name),
                f"variant is not a value of {column.name}, which names the variants: got {name!r}",
                did_you_mean(name, column.values),
            )


def _present(
    model: dict[str, list[str]], bodies: tuple[str, ...], loc: Loc, findings: Findings
) -> tuple[Presence, ...]:
    top: Loc = (*loc, "by", "present")
    if not model:
        findings.add(top, "no variant is named", "name at least one: {present: {<variant>: <path or paths>}}")
    for name in model:
        storable((name,), (*top, name), findings)
    for name in bodies:
        if name not in model:
            hint = f"add it to `present` with the paths that tell it apart; {did_you_mean(name, model)}"
            findings.add_key((*loc, name), f"variant has no entry in `present`: got {name!r}", hint)
    return tuple(_presence(name, texts, (*top, name), findings) for name, texts in model.items())


def _presence(name: str, texts: list[str], loc: Loc, findings: Findings) -> Presence:
    if name == "by":
        findings.add_key(loc, "a variant cannot be called `by`", "take another name; `by` is a keyword here")
    if not texts:
        findings.add(loc, "list of paths is empty", "give at least one path that tells the variant apart")
    paths: list[Path] = []
    for index, text in enumerate(texts):
        path = path_at(text, (*loc, index), findings)
        if path == ():
            findings.add(
                (*loc, index),
                "the element itself is always present",
                "give the path of a key that tells the variant apart",
            )
        if path:
            paths.append(path)
    return Presence(name, tuple(paths), findings.place(loc).key)


def placed(spine: Table, table: Table, variant: str, others: Iterable[Table], findings: Findings) -> Table:
    """`table`, which is given under a variant of the node of `spine`, with what it depends on.

    Args:
        others: all tables of the same variant.
    """
    if table.at == spine.at:
        if table.when is not None:
            findings.add_key(
                ("tables", table.name, "when"),
                "`when` is given on a table of a variant",
                "leave it out: the variant says where a row exists",
            )
        return replace(table, variant=variant)
    if table.at[:-1] == spine.at:
        if not table.at[-1].container:
            findings.add(
                ("tables", table.name, "at"),
                "the collection of a variant is the element itself",
                "give a collection in the element, or take it out of the variant",
            )
        return replace(table, container_variant=variant)
    if not any(other.at == table.at[:-1] for other in others):
        findings.add(
            ("tables", table.name, "at"),
            f"table of a variant is neither at the place of its node nor right below it: got {render_at(table.at)}",
            f"leave `at` out for a split of {spine.name}, or give a collection right below {render_at(spine.at)}",
        )
    return table
