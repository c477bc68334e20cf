"""A spec for a trial: the user's own with the source of the trial, or a drafted one; compiled in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from hofsm_migrate.compile import plan
from hofsm_migrate.db import catalog
from hofsm_migrate.phases.files import Reviewed
from hofsm_migrate.spec.load import load, loads
from hofsm_migrate.spec.mapping import Source
from hofsm_migrate.trial.load import LEGACY

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.spec.mapping import Column, Mapping

SOURCE = Source(*LEGACY, key=("id",), payload="value")
_SOURCE_TEXT = "{table: hofsm_try.documents, key: [id], payload: value}"


@dataclass(frozen=True)
class TrialSpec:
    """A spec whose source is `hofsm_try.documents`. `replaced` is the source that it had, None where it was that."""

    text: str
    mapping: Mapping
    replaced: Source | None = None

    def without_references(self, conn: Connection) -> tuple[TrialSpec, tuple[str, ...]]:
        """The same spec without references to tables that the database does not have, and the names of those tables."""
        missing = sorted({target for target in _targets(self.mapping) if catalog.relation(conn, *target) is None})
        mapping = _without(self.mapping, missing) if missing else self.mapping
        return replace(self, mapping=mapping), tuple(f"{schema}.{table}" for schema, table in missing)

    def reviewed(self) -> Reviewed:
        """The compiled spec, as `expand` takes it."""
        made = plan(self.mapping)
        return Reviewed(self.mapping, made, self.text, made.files)


def given_spec(path: Path) -> TrialSpec:
    """The user's spec, with the source of the trial in the place of its own and everything else on its own line.

    Raises:
        SpecError: the spec is refused, or a column has the name of the trial's key, `id`.
    """
    own = load(path)
    text = path.read_bytes().decode("utf-8-sig")
    if own.source == SOURCE:
        return TrialSpec(text, loads(text, str(path)))
    changed = with_trial_source(text)
    return TrialSpec(changed, loads(changed, str(path)), own.source)


def made_spec(text: str, file: str = "documents.yaml") -> TrialSpec:
    """A spec that was made for the trial; `file` is what messages call it."""
    return TrialSpec(text, loads(text, file))


def with_trial_source(text: str) -> str:
    """`text` with another `source`; every later line keeps its number, so that messages point into the user's file."""
    document = YAML(typ="safe", pure=True).compose(text)
    value = next(value for key, value in document.value if key.value == "source")
    start, end = value.start_mark.index, value.end_mark.index
    return text[:start] + _SOURCE_TEXT + "\n" * text[start:end].count("\n") + text[end:]


def _targets(mapping: Mapping) -> list[tuple[str, str]]:
    found = [column.references for table in mapping.tables for column in table.columns]
    return [(target.schema, target.table) for target in found if target is not None]


def _without(mapping: Mapping, missing: list[tuple[str, str]]) -> Mapping:
    def kept(column: Column) -> Column:
        target = column.references
        return replace(column, references=None) if target and (target.schema, target.table) in missing else column

    tables = (replace(table, columns=tuple(kept(column) for column in table.columns)) for table in mapping.tables)
    return replace(mapping, tables=tuple(tables))
