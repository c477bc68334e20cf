"""One column of a spec file as a frozen value: path, type, wire forms, values, check, reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hofsm_migrate.spec.expression import parse as parse_check
from hofsm_migrate.spec.mapping import Column, Path, Reference
from hofsm_migrate.spec.shape import did_you_mean
from hofsm_migrate.spec.types import ALIASES, WIRES
from hofsm_migrate.spec.values import attempt, path_at, storable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hofsm_migrate.spec.expression import Expression
    from hofsm_migrate.spec.findings import Findings, Loc
    from hofsm_migrate.spec.model import ColumnModel
    from hofsm_migrate.spec.shape import Shaped


def column_of(table: str, name: str, model: ColumnModel, shaped: Shaped, findings: Findings) -> Column:
    loc: Loc = ("tables", table, "columns", name)
    paths = _paths(name, model, loc, findings)
    kind = None
    if not shaped.doubtful(findings.real(loc)):
        kind = known_word(ALIASES.get(model.type, model.type), WIRES, (*loc, "type"), "type", findings)
    if model.otherwise:
        _refuse_beside_otherwise(model, kind, loc, findings)
    return Column(
        name=name,
        paths=paths,
        type=kind or "text",
        wires=_wires(model, kind, loc, findings),
        position=findings.place(loc).key,
        values=_values(model, kind, loc, findings),
        missing="absent" if model.otherwise else _column_missing(model, paths),
        check=_check(name, model, kind, loc, findings),
        index=model.index,
        references=_reference(model, loc, findings),
        otherwise=model.otherwise,
        fixed=None if model.update else findings.place((*loc, "update")).key,
        etag=model.etag,
    )


def _refuse_beside_otherwise(model: ColumnModel, kind: str | None, loc: Loc, findings: Findings) -> None:
    """What an `otherwise` column takes is known by its kind alone, and is kept as it is."""
    if kind not in ("jsonb", None):
        hint = "declare it as `type: jsonb`: anything may be there that is not of the kind expected"
        findings.add((*loc, "type"), f"`otherwise` is given for a column of type {kind}", hint)
    elif model.wire is not None and model.wire != ["native"]:
        hint = "leave `wire` out: the value is kept as it is"
        findings.add((*loc, "wire"), "`otherwise` is given beside `wire`", hint)
    if model.path is not None and len(model.path) > 1:
        hint = "give one path, and a column with `otherwise` of its own for each other place"
        findings.add((*loc, "path"), "`otherwise` is given for several paths", hint)
    hints = {
        "missing": "leave `missing` out; the object or the collection says what is composed where nothing is",
        "check": "leave `check` out; the kind of the value says whether the column takes it",
        "references": "leave `references` out, or map the value it refers to by a column of its own",
        "etag": "leave `etag` out; what the column takes stands for the object or the collection",
    }
    for keyword, hint in hints.items():
        if keyword in model.model_fields_set:
            findings.add_key((*loc, keyword), f"`otherwise` is given beside `{keyword}`", hint)


def _column_missing(model: ColumnModel, paths: tuple[Path, ...]) -> Any:
    """An element itself cannot be absent, so that a NULL composes as null there."""
    return "json_null" if paths[:1] == ((),) else model.missing


def _paths(name: str, model: ColumnModel, loc: Loc, findings: Findings) -> tuple[Path, ...]:
    if model.path is None:
        storable((name,), loc, findings)
        return ((name,),)
    if not model.path:
        findings.add(
            (*loc, "path"),
            "list of paths is empty",
            "give at least one path, or leave `path` out to take the column's name",
        )
    paths = [path_at(text, (*loc, "path", index), findings) for index, text in enumerate(model.path)]
    return tuple(path for path in paths if path is not None)


def _wires(model: ColumnModel, kind: str | None, loc: Loc, findings: Findings) -> tuple[str, ...]:
    if kind is None:
        return WIRES["text"]
    known = WIRES[kind]
    if model.wire is None:
        return known[:1]
    if not model.wire:
        findings.add((*loc, "wire"), "list of wire forms is empty", f"use one of: {', '.join(known)}")
    for index, wire in enumerate(model.wire):
        if wire not in known:
            detail = f"type {kind} has no wire form {wire!r}"
            findings.add(
                (*loc, "wire", index),
                "column type and wire form do not go together",
                f"use one of: {', '.join(known)}",
                detail,
            )
    distinct(model.wire, (*loc, "wire"), "wire form", findings)
    return tuple(wire for wire in model.wire if wire in known) or known[:1]


def _values(model: ColumnModel, kind: str | None, loc: Loc, findings: Findings) -> tuple[str, ...]:
    values = tuple(model.values or ())
    if kind == "enum" and not values:
        findings.add_key(loc, "enum has no values", "list them, for example `values: [open, done]`")
    if kind not in ("enum", None) and model.values is not None:
        findings.add(
            (*loc, "values"),
            f"values are given for a column of type {kind}",
            "declare the column as `type: enum`, or leave `values` out",
        )
    distinct(values, (*loc, "values"), "value", findings)
    storable(values, (*loc, "values"), findings)
    return values


def _check(name: str, model: ColumnModel, kind: str | None, loc: Loc, findings: Findings) -> Expression | None:
    if model.check is None or kind is None:
        return None
    text = model.check
    return attempt(lambda: parse_check(text, name, kind), (*loc, "check"), findings)


def _reference(model: ColumnModel, loc: Loc, findings: Findings) -> Reference | None:
    if model.references is None:
        return None
    return Reference(*qualified(model.references, 3, (*loc, "references"), "schema.table.column", findings))


def distinct(items: Iterable[str], loc: Loc, what: str, findings: Findings) -> None:
    """Add every item that is given a second time to `findings`."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item in seen:
            findings.add((*loc, index), f"{what} is given twice: got {item!r}", "keep one of them")
        seen.add(item)


def known_word(name: str, known: Iterable[str], loc: Loc, what: str, findings: Findings) -> str | None:
    """`name` if it is one of `known`, which a problem says otherwise."""
    if name in known:
        return name
    hint = did_you_mean(name, known)
    if "(" in name:
        hint = f"types have no length or precision here, a check can limit a value; {hint}"
    findings.add(loc, f"there is no such {what}: got {name!r}", hint)
    return None


def qualified(text: str, parts: int, loc: Loc, form: str, findings: Findings) -> tuple[str, ...]:
    """The parts of a qualified name; stand-ins where it does not have that many."""
    names = path_at(text, loc, findings)
    if names is not None and len(names) == parts and all(names):
        return names
    if names is not None:
        short = len(names) == parts - 1
        example = ".".join(("public", "items", "id")[:parts])
        hint = f"write it with its schema: public.{text}" if short else f"name every part, as in {example}"
        findings.add(loc, f"name is not of the form {form}: got {text!r}", hint)
    return ("",) * parts
