"""The smallest spec for documents that nobody has described: scalars become columns, arrays at the root tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hofsm_migrate.names import mint
from hofsm_migrate.spec import naming
from hofsm_migrate.spec.check_names import SYSTEM_COLUMNS
from hofsm_migrate.spec.mapping import Step
from hofsm_migrate.spec.path import render, render_at
from hofsm_migrate.trial.load import LEGACY, SCHEMA
from hofsm_migrate.trial.survey import survey_arrays, survey_documents, survey_root_arrays

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.trial.survey import Fact

MAPPING = "documents"
MAX_COLUMNS = 200
MAX_TABLES = 30
RARE = 20
"""A key that fewer than one in this many elements have stays in the residual."""
DOMINANT = 0.8
"""Share of the values that must have a type for the column to take it."""

_KEYS = ("id",)
_ROOT = "document"
_YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
"""What some version of YAML takes for something else than text."""


@dataclass(frozen=True)
class _Column:
    name: str
    path: str
    type: str
    missing: str


@dataclass(frozen=True)
class _Table:
    name: str
    at: str
    missing: str
    columns: list[_Column]


@dataclass
class _Taken:
    """Names that are used up; `give` makes another one of the same head."""

    names: set[str] = field(default_factory=set)

    def give(self, head: str) -> str:
        name, number = mint(head), 1
        while name in self.names:
            number += 1
            name = mint(f"{head}_{number}")
        self.names.add(name)
        return name


def minimal_spec(conn: Connection) -> str:
    """The YAML text of a spec for what is in `hofsm_try.documents`; the same documents give the same text.

    A key of at least one in twenty documents becomes a column where its values are scalars, at most 200 of them, and a
    table where they are arrays, at most 30; elements of those arrays likewise. Objects, and everything rare or
    irregular, stay in the residual.
    """
    facts = survey_documents(conn)
    root, keys = facts[0], facts[1:]
    if root.arrays > max(root.objects, _scalars(root)):
        return _render([_Table(_ROOT, "$", "absent", []), *_root_array_table(survey_root_arrays(conn))])
    arrays = [fact for fact in keys if _is_frequent(fact, root) and _is_array(fact)][:MAX_TABLES]
    elements = survey_arrays(conn, [fact.key for fact in arrays if fact.key is not None])
    taken = _Taken({_ROOT, LEGACY[1]})
    tables = [_table(fact, root, elements[fact.key], taken) for fact in arrays if fact.key in elements]
    return _render([_Table(_ROOT, "$", "absent", _columns(facts, _reserved(_ROOT))), *tables])


def _root_array_table(facts: list[Fact]) -> list[_Table]:
    if not facts:
        return []
    name = f"{_ROOT}_element"
    return [_Table(name, "$[*]", "absent", _columns(facts, _reserved(name)))]


def _table(array: Fact, root: Fact, facts: list[Fact], taken: _Taken) -> _Table:
    key = array.key or ""
    name = taken.give(f"{_ROOT}_{_snake(key) or 'array'}")
    forms = {"absent": root.objects - array.present, "empty": array.empty_arrays, "json_null": array.nulls}
    at = render_at((Step("array", (key,)),))
    return _Table(name, at, max(forms, key=lambda form: forms[form]), _columns(facts, _reserved(name)))


def _reserved(table: str) -> set[str]:
    return {*_KEYS, naming.RESIDUAL, naming.ABSENT, naming.ordinal_column(table), *SYSTEM_COLUMNS}


def _columns(facts: list[Fact], reserved: set[str]) -> list[_Column]:
    """Columns for the keys of elements that are objects; one for the element itself where most are not."""
    element, taken = facts[0], _Taken(reserved)
    if element.objects < max(_scalars(element), element.arrays, 1):
        type_ = _type(element) or ("jsonb" if element.arrays else None)
        return [_Column(taken.give("value"), "", type_, "json_null" if element.nulls else "absent")] if type_ else []
    chosen = [(fact, _type(fact)) for fact in facts[1:] if _is_frequent(fact, element) and not _is_array(fact)]
    return [
        _Column(
            taken.give(_snake(fact.key or "") or "empty_key"), render((fact.key or "",)), type_, _missing(fact, element)
        )
        for fact, type_ in [(fact, type_) for fact, type_ in chosen if type_][:MAX_COLUMNS]
    ]


def _missing(fact: Fact, element: Fact) -> str:
    return "json_null" if fact.nulls > element.objects - fact.present else "absent"


def _is_frequent(fact: Fact, element: Fact) -> bool:
    return fact.present * RARE >= element.present


def _is_array(fact: Fact) -> bool:
    return fact.arrays > max(fact.strings, fact.numbers, fact.booleans, fact.objects)


def _scalars(fact: Fact) -> int:
    return fact.strings + fact.numbers + fact.booleans


def _type(fact: Fact) -> str | None:
    """The column type for the values at a key; None where most of them are no scalars."""
    known = fact.present - fact.nulls
    if fact.strings >= DOMINANT * known:
        return "text"
    if fact.numbers >= DOMINANT * known:
        return "bigint" if fact.whole == fact.numbers else "numeric"
    if fact.booleans >= DOMINANT * known:
        return "boolean"
    return "jsonb" if _scalars(fact) >= DOMINANT * known else None


def _snake(key: str) -> str:
    """Lower case with underscores: `Due Date` and `dueDate` are `due_date`; empty where no letter or digit is left."""
    split = re.sub(r"(?<=[^\W_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][^\W_A-Z\d])", "_", key)
    words = re.sub(r"[\W_]+", "_", split).strip("_").lower()
    return f"n{words}" if words[:1].isdigit() else words


def _render(tables: list[_Table]) -> str:
    head = [
        "# A first spec, made from the documents themselves: scalars are columns, arrays at the root are tables.",
        f"mapping: {MAPPING}",
        f"source: {{table: {'.'.join(LEGACY)}, key: [{', '.join(_KEYS)}], payload: value}}",
        f"schema: {SCHEMA}",
        "tables:",
    ]
    return "\n".join([*head, *(line for table in tables for line in _table_lines(table))]) + "\n"


def _table_lines(table: _Table) -> list[str]:
    missing = [] if table.missing == "absent" else [f"    missing: {table.missing}"]
    columns = [f"      {_scalar(column.name)}: {_column_words(column)}" for column in table.columns]
    return [
        f"  {_scalar(table.name)}:",
        "    role: core",
        f"    at: {_scalar(table.at)}",
        *missing,
        *(["    columns:"] if columns else []),
        *columns,
    ]


def _column_words(column: _Column) -> str:
    if column.path == column.name and column.missing == "absent":
        return column.type
    path = [] if column.path == column.name else [f"path: {_scalar(column.path)}"]
    missing = [] if column.missing == "absent" else [f"missing: {column.missing}"]
    return f"{{{', '.join([*path, f'type: {column.type}', *missing])}}}"


def _scalar(text: str) -> str:
    """A YAML scalar: plain where no reader could take it for anything else, else in double quotes."""
    if re.fullmatch(r"[a-z_][a-z0-9_]*|\$(\.[a-z_]+)?(\[\*\])?", text) and text not in _YAML_WORDS:
        return text
    return '"' + "".join(_yaml_letter(letter) for letter in text) + '"'


def _yaml_letter(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"
