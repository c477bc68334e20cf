"""From the model of a file to frozen values: paths, types, wire forms, checks and references of each part for itself.

A part that cannot be read becomes a problem and is left out or gets a stand-in; `check` then looks at how
the parts fit together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hofsm_migrate.spec import naming
from hofsm_migrate.spec.columns import column_of, distinct, known_word, qualified
from hofsm_migrate.spec.mapping import WRITES, Mapping, NaturalKey, ObjectRule, Source, Table
from hofsm_migrate.spec.path import parse, render_at
from hofsm_migrate.spec.shape import did_you_mean
from hofsm_migrate.spec.types import ALIASES, NATURAL_KEY_TYPES
from hofsm_migrate.spec.values import attempt, path_at, steps_at
from hofsm_migrate.spec.variants import placed, variants_of

if TYPE_CHECKING:
    from hofsm_migrate.spec.findings import Findings, Loc
    from hofsm_migrate.spec.mapping import Step, Write
    from hofsm_migrate.spec.model import ColumnModel, MappingModel, TableModel, VariantModel, VariantTableModel
    from hofsm_migrate.spec.shape import Shaped


@dataclass(frozen=True)
class Built:
    """The mapping, and what the file says of its parts, to tell given keywords from defaults.

    `complete` is whether every table of the file is in the mapping.
    """

    mapping: Mapping
    tables: dict[str, TableModel | VariantTableModel]
    columns: dict[tuple[str, str], ColumnModel]
    complete: bool


def build(shaped: Shaped, findings: Findings, digest: str) -> Built:
    """The mapping; what is wrong with a part of it goes to `findings`."""
    model = shaped.model
    maker = _Tables(shaped, findings)
    for name, table in model.tables.items():
        maker.table(name, table)
    maker.all_variants()
    found = _key_columns(list(maker.made.values()))
    mapping = Mapping(
        name=model.mapping,
        source=_source(model, findings),
        schema=model.schema_,
        tables=found,
        file=findings.file,
        digest=digest,
        on_mismatch=model.on_mismatch,
    )
    return Built(mapping, maker.tables, maker.columns, shaped.complete and not maker.lost)


class _Tables:
    """The tables of a file, those of variants last."""

    def __init__(self, shaped: Shaped, findings: Findings) -> None:
        self._shaped = shaped
        self._findings = findings
        self.made: dict[str, Table] = {}
        self.tables: dict[str, TableModel | VariantTableModel] = {}
        self.columns: dict[tuple[str, str], ColumnModel] = {}
        self.lost = False

    def table(self, name: str, model: TableModel) -> None:
        """Make one table; `lost` if it cannot be made."""
        at = steps_at(model.at, ("tables", name, "at"), self._findings)
        self._make(name, model, at)

    def _make(self, name: str, model: TableModel | VariantTableModel, at: tuple[Step, ...] | None) -> Table | None:
        if at is None:
            self.lost = True
            return None
        table = _table(name, model, at, self._shaped, self._findings)
        self.made[name], self.tables[name] = table, model
        self.columns |= {(name, column): value for column, value in model.columns.items()}
        return table

    def all_variants(self) -> None:
        """Give the first tables of nodes their variants, and make the tables of these, which may have variants, too."""
        waiting = list(self._shaped.model.variants)
        while waiting:
            spine = next((name for name in waiting if name in self.made), waiting[0])
            waiting.remove(spine)
            self._variants(spine)

    def _variants(self, spine: str) -> None:
        model, loc = self._shaped.model.variants[spine], ("variants", spine)
        table = self.made.get(spine)
        first = table and next(other.name for other in self.made.values() if other.at == table.at)
        if table is None or first != spine:
            self.lost = True
            self._refuse_spine(spine, first)
            return
        found = None
        if not any(place[:3] == ("variants", spine, "by") for place in self._shaped.repaired):
            found = variants_of(table, model, self._findings)
        self.made[spine] = replace(table, variants=found)
        for name, body in (model.__pydantic_extra__ or {}).items():
            self._columns(spine, name, body)
            self._variant_tables(spine, name, body, (*loc, name, "tables"))

    def _refuse_spine(self, spine: str, first: str | None) -> None:
        loc: Loc = ("variants", spine)
        if first is not None:
            hint = f"give the variants under {first}, the first table at {render_at(self.made[spine].at)}"
            self._findings.add_key(loc, "variants are given on a table that is not the first of its node", hint)
        elif spine not in self._shaped.model.tables and self._shaped.complete:
            hint = f"name the first table of a node; {did_you_mean(spine, self.made)}"
            self._findings.add_key(loc, f"there is no table for these variants: got {spine!r}", hint)

    def _columns(self, spine: str, variant: str, body: VariantModel) -> None:
        for name, model in body.columns.items():
            loc: Loc = ("variants", spine, variant, "columns", name)
            if (spine, name) in self.columns:
                hint = f"rename the column and give its place with `path`: all are columns of {spine}"
                self._findings.add_key(loc, f"column name is taken by another column of {spine}: got {name!r}", hint)
                continue
            self._findings.moved["tables", spine, "columns", name] = loc
            self.columns[spine, name] = model
            column = replace(column_of(spine, name, model, self._shaped, self._findings), variant=variant)
            self.made[spine] = replace(self.made[spine], columns=(*self.made[spine].columns, column))

    def _variant_tables(self, spine: str, variant: str, body: VariantModel, loc: Loc) -> None:
        made: list[Table] = []
        for name, model in body.tables.items():
            if name in self.made or name in self._shaped.model.tables:
                self.lost = True
                self._findings.add_key(
                    (*loc, name), f"table name is taken by another table: got {name!r}", "rename the table"
                )
                continue
            self._findings.moved["tables", name] = (*loc, name)
            at = self.made[spine].at
            if model.at is not None:
                at = steps_at(model.at, ("tables", name, "at"), self._findings)
            table = self._make(name, model, at)
            made += [table] if table else []
        for table in made:
            self.made[table.name] = placed(self.made[spine], table, variant, made, self._findings)


def _source(model: MappingModel, findings: Findings) -> Source:
    source = model.source
    schema, table = qualified(source.table, 2, ("source", "table"), "schema.table", findings)
    return Source(schema, table, tuple(source.key), source.payload.column, source.payload.type, source.tenant)


def _table(
    name: str, model: TableModel | VariantTableModel, at: tuple[Step, ...], shaped: Shaped, findings: Findings
) -> Table:
    loc: Loc = ("tables", name)
    identity = _identity(name, model, findings)
    columns = [column_of(name, column, value, shaped, findings) for column, value in model.columns.items()]
    return Table(
        name=name,
        role=model.role,
        at=at,
        columns=tuple(columns),
        position=findings.place(loc).key,
        identity=identity,
        key_column=model.key_column,
        recurse=path_at(model.recurse, (*loc, "recurse"), findings),
        when=path_at(model.when.path, (*loc, "when", "path"), findings) if model.when else None,
        missing=model.missing,
        objects=_objects(name, model, findings),
        writes=_writes(name, model, findings),
        writes_at=findings.place((*loc, "writes")).key if "writes" in model.model_fields_set else None,
    )


def _writes(name: str, model: TableModel | VariantTableModel, findings: Findings) -> tuple[Write, ...]:
    distinct(model.writes, ("tables", name, "writes"), "statement", findings)
    if "update" not in model.writes:
        for column, given in model.columns.items():
            if "update" in given.model_fields_set and given.update:
                loc: Loc = ("tables", name, "columns", column, "update")
                hint = "add update to `writes` of the table, or leave `update` out here"
                findings.add(loc, "`update: true` is given in a table that the new side may not update", hint)
    return tuple(one for one in WRITES if one in model.writes)


def _key_columns(tables: list[Table]) -> tuple[Table, ...]:
    """The tables with the default key column on the first table of each map."""
    spines = {table.at: table.name for table in reversed(tables)}
    return tuple(
        replace(table, key_column=naming.map_key_column(table.name))
        if table.key_column is None and table.at and table.at[-1].kind == "map" and spines[table.at] == table.name
        else table
        for table in tables
    )


def _identity(name: str, model: TableModel | VariantTableModel, findings: Findings) -> NaturalKey | None:
    if model.identity is None:
        return None
    loc: Loc = ("tables", name, "identity")
    path = path_at(model.identity.path, (*loc, "path"), findings)
    if path == ():
        findings.add(
            (*loc, "path"),
            "identity is the element itself",
            'leave identity out and map the element with a column of path ""',
        )
    if not path:
        return None
    kind = known_word(
        ALIASES.get(model.identity.type, model.identity.type),
        NATURAL_KEY_TYPES,
        (*loc, "type"),
        "type of a natural key",
        findings,
    )
    column = model.identity.column if model.identity.column is not None else naming.natural_key_column(name, path)
    return NaturalKey(path, kind or NATURAL_KEY_TYPES[0], column, findings.place(loc).key)


def _objects(name: str, model: TableModel | VariantTableModel, findings: Findings) -> tuple[ObjectRule, ...]:
    rules = []
    for text, rule in model.objects.items():
        loc: Loc = ("tables", name, "objects", text)
        path = attempt(lambda text=text: parse(text), loc, findings)
        if path is not None:
            rules.append(ObjectRule(path, rule.missing, findings.place(loc).key))
    return tuple(rules)
