"""From the raw value of a spec file to the model: every pydantic error becomes a problem with a place and a hint.

A part that is refused is taken out or replaced by a harmless stand-in and the rest is tried again, so that the checks
behind this one still see the whole file and all problems come out at once.
"""

from __future__ import annotations

import copy
import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from hofsm_migrate.spec import model
from hofsm_migrate.spec.findings import of_a_table
from hofsm_migrate.spec.model import KEYWORDS_OF_LATER_VERSIONS, MappingModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from hofsm_migrate.spec.findings import Findings, Loc

_ROUNDS = 15
"""Every round takes at least one level of a value away; the model is nine levels deep."""

_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    (): MappingModel,
    ("source",): model.SourceModel,
    ("source", "payload"): model.PayloadModel,
    ("tables", "*"): model.TableModel,
    ("tables", "*", "columns", "*"): model.ColumnModel,
    ("tables", "*", "identity"): model.IdentityModel,
    ("tables", "*", "when"): model.WhenModel,
    ("tables", "*", "objects", "*"): model.ObjectModel,
    ("variants", "*"): model.VariantsModel,
    ("variants", "*", "by"): model.ByModel,
    ("variants", "*", "*"): model.VariantModel,
}

_STAND_INS: dict[tuple[str, ...], Any] = {
    ("mapping",): "stand in",
    ("schema",): "stand in",
    ("source",): {"table": '"old stand in"."stand in"', "key": ["key stand in"], "payload": "payload stand in"},
    ("source", "table"): '"old stand in"."stand in"',
    ("source", "key"): ["key stand in"],
    ("source", "payload"): "payload stand in",
    ("source", "payload", "column"): "payload stand in",
    ("tables",): {},
    ("tables", "*", "role"): "core",
    ("tables", "*", "columns", "*"): {"type": "text"},
    ("tables", "*", "columns", "*", "type"): "text",
    ("tables", "*", "columns", "*", "values"): ["stand in"],
    ("tables", "*", "columns", "*", "otherwise"): True,
}
"""Names that nobody uses, so that they clash with nothing."""

_KINDS = {
    "string_type": "text",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping of names",
    "model_type": "a mapping of keywords",
    "model_attributes_type": "a mapping of keywords",
}

_EXAMPLES: dict[str, str] = {
    "mapping": "mapping: batches",
    "source": "source: {table: public.batches, key: [id], payload: value}",
    "schema": "schema: production",
    "tables": "tables: {batch_record: {role: core, at: $, columns: {}}}",
    "table": "table: public.batches",
    "key": "key: [id]",
    "payload": "payload: value",
    "column": "column: value",
    "role": "role: core",
    "at": "at: $.sections[*]",
    "type": "type: text",
    "path": "path: meta.id",
    "is": "is: object",
    "missing": "missing: empty",
    "by": "by: type",
    "writes": "writes: [insert, update]",
}


_PRUNED_WITH_PARENT = {
    ("tables", "*", "at"),
    ("tables", "*", "identity", "path"),
    ("tables", "*", "when", "path"),
    ("tables", "*", "when", "is"),
    ("tables", "*", "objects", "*", "missing"),
    ("variants", "*", "by"),
}
"""Required keywords that have no harmless stand-in: the part that needs them goes."""


_WITH_TABLES = {
    ("tables",),
    ("tables", "*"),
    ("variants",),
    ("variants", "*"),
    ("variants", "*", "*"),
    ("variants", "*", "*", "tables"),
}
"""Where tables go when the part is taken out."""


@dataclass(frozen=True)
class Shaped:
    """The model of what could be read."""

    model: MappingModel
    repaired: frozenset[Loc]
    """What had to be replaced or taken out; problems that only follow from it are not worth telling."""

    @property
    def complete(self) -> bool:
        """Whether every table of the file is in the model."""
        return not any(_pattern(loc) in _WITH_TABLES for loc in self.repaired)

    def doubtful(self, loc: Loc) -> bool:
        """Whether the type of the column at `loc` is a stand-in."""
        return loc in self.repaired or (*loc, "type") in self.repaired


def shape(value: Any, findings: Findings) -> Shaped | None:
    """The model of `value`; what is wrong goes to `findings`. None where there is no mapping at all."""
    if not isinstance(value, dict):
        findings.add(
            (),
            f"spec file is not a mapping of keywords: got {_got(value)}",
            "begin with `mapping: <name>`; docs/spec.md has a first example",
        )
        return None
    _refuse_shared_input(value, findings)
    value = copy.deepcopy(value)
    repaired: set[Loc] = set()
    for _ in range(_ROUNDS):
        try:
            return Shaped(MappingModel.model_validate(value), frozenset(repaired))
        except ValidationError as error:
            for problem in error.errors(include_url=False):
                _report(problem, findings)
                repaired.add(_repair(value, problem))
    return None


def _refuse_shared_input(value: dict[str, Any], findings: Findings) -> None:
    """What users enter is not shared between documents in any version."""
    tables = value.get("tables")
    for name, table in tables.items() if isinstance(tables, dict) else ():
        if isinstance(table, dict) and "share" in table and table.get("role") == "input":
            hint = "leave `share` out: what users enter belongs to one document"
            findings.add_key(("tables", name, "share"), "`share` is given on a table with role input", hint)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, if there is one, and all of them."""
    folded = {name.lower(): name for name in known}
    matches = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.5)
    every = f"known here: {', '.join(folded.values())}"
    return f"did you mean {folded[matches[0]]}? {every}" if matches else every


def _pattern(loc: Loc) -> tuple[str, ...]:
    """`loc` with names of tables, columns, objects and variants replaced by `*`; a variant's are as any other."""
    if loc[:1] == ("variants",) and len(loc) < 5:
        last = "by" if loc[2:3] == ("by",) else "*"
        return ("variants", "*", last, *map(str, loc[3:]))[: len(loc)]
    if loc[:1] == ("variants",) and loc[2] != "by":
        loc = of_a_table(loc)
    return tuple(
        "*"
        if (index == 1 and loc[0] in ("tables", "variants"))
        or (index == 3 and loc[2] in ("columns", "objects"))
        or (index == 4 and loc[2:4] == ("by", "present"))
        else str(part)
        for index, part in enumerate(loc)
    )


def _report(problem: ErrorDetails, findings: Findings) -> None:
    loc = problem["loc"]
    keyword = str(loc[-1]) if loc else ""
    if problem["type"] == "extra_forbidden":
        _report_unknown(keyword, loc, findings)
    elif problem["type"] == "missing":
        findings.add_key(
            loc[:-1], f"`{keyword}` is missing", f"add it, for example `{_EXAMPLES.get(keyword, keyword)}`"
        )
    elif problem["type"] == "literal_error":
        known = problem.get("ctx", {})["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        findings.add(
            loc,
            f"{_keyword(loc)} has no such value: got {_got(problem['input'])}",
            did_you_mean("null" if problem["input"] is None else str(problem["input"]), known),
        )
    else:
        _report_kind(problem, loc, findings)


def _report_unknown(keyword: str, loc: Loc, findings: Findings) -> None:
    known = [field.alias or name for name, field in _MODELS[_pattern(loc[:-1])].model_fields.items()]
    if keyword in KEYWORDS_OF_LATER_VERSIONS:
        hint = f"leave `{keyword}` out; the mapping works without it"
        findings.add_key(loc, f"this version does not have `{keyword}` yet", hint)
    else:
        findings.add_key(loc, f"unknown keyword: got {keyword!r}", did_you_mean(keyword, known))


def _report_kind(problem: ErrorDetails, loc: Loc, findings: Findings) -> None:
    keyword, value = _keyword(loc), problem["input"]
    kind = _KINDS.get(problem["type"], problem["msg"].lower())
    if kind == "text" and not isinstance(value, dict | list | None):
        hint = f'put it in quotes: "{_got(value)}"'
    elif keyword in _EXAMPLES:
        hint = f"write it as {kind}, for example `{_EXAMPLES[keyword]}`"
    elif loc[-2:-1] == ("columns",):
        hint = f"give its type, for example `{loc[-1]}: text`"
    else:
        hint = f"write it as {kind}"
    findings.add(loc, f"{keyword} is not {kind}: got {_got(value)}", hint)


def _keyword(loc: Loc) -> str:
    if _pattern(loc)[-1:] == ("*",):
        return _NOUNS.get(str(loc[-2]), "variant") + f" {loc[-1]!r}"
    return str(loc[-2]) if isinstance(loc[-1], int) else str(loc[-1])


_NOUNS = {
    "tables": "table", "columns": "column", "objects": "object", "variants": "variants of", "present": "entry",
}  # fmt: skip


def _got(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else repr(value)


def _repair(value: Any, problem: ErrorDetails) -> Loc:
    """Take the refused part out of `value`, or put its stand-in there; returns the place of what changed."""
    loc = problem["loc"][:-1] if isinstance(problem["loc"][-1], int) else problem["loc"]
    if _pattern(loc) in _STAND_INS:
        _parent(value, loc)[loc[-1]] = copy.deepcopy(_STAND_INS[_pattern(loc)])
        return loc
    if _pattern(loc) in _PRUNED_WITH_PARENT:
        loc = loc[:-1]
    _parent(value, loc).pop(loc[-1], None)
    return loc


def _parent(value: Any, loc: Loc) -> dict[str | int, Any]:
    """What holds `loc`; an empty stand-in where an earlier repair took it away."""
    for part in loc[:-1]:
        value = value.get(part, {})
    return value
