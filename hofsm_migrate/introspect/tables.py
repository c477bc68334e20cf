"""Nodes split into tables by role, with names: the last step before a spec is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.naming import (
    Names,
    column_name,
    generated_columns,
    mint_short,
    singular,
    snake,
    table_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hofsm_migrate.introspect.outline import ColumnDraft, NodeDraft, VariantDraft
    from hofsm_migrate.introspect.profile import Origin
    from hofsm_migrate.introspect.relation import Candidate
    from hofsm_migrate.introspect.roles import RoleGuess
    from hofsm_migrate.spec.mapping import Path, Role

ROLES: tuple[Role, ...] = ("core", "layout", "default", "input")


@dataclass(frozen=True)
class NamedColumn:
    """A column with its name, the role of its place, and the key of another table that its values match."""

    name: str
    draft: ColumnDraft
    guess: RoleGuess
    refers: Candidate | None = None


@dataclass(frozen=True)
class TableDraft:
    """A table of a node; the first of a node is its spine."""

    name: str
    role: Role
    node: NodeDraft
    columns: tuple[NamedColumn, ...]
    spine: bool
    variant: VariantDraft | None = None
    """The variant whose elements it is for; None for all."""


def name_tables(
    root: NodeDraft, origin: Origin, roles: Mapping[str, RoleGuess], references: Iterable[Candidate] = ()
) -> list[TableDraft]:
    """All tables, parents first, the tables of one node together."""
    return _Naming(origin, roles, {target.place: target for target in references}).tables(root)


class _Naming:
    def __init__(self, origin: Origin, roles: Mapping[str, RoleGuess], references: Mapping[str, Candidate]) -> None:
        self._references = references
        self._root = singular(snake(origin.table))
        self._names = Names({origin.table})
        self._key = set(origin.key)
        self._roles = roles

    def tables(self, root: NodeDraft) -> list[TableDraft]:
        bases = dict(self._bases(root, ()))
        return self._node(root, bases, self._key)

    def _bases(self, node: NodeDraft, keys: Path) -> Iterator[tuple[str, str]]:
        """The name of every node by its `at`, handed out before those of its parts."""
        yield (
            node.at,
            self._names.first(self._root, f"{self._root}_document")
            if not keys
            else table_name(self._names, self._root, keys),
        )
        for child in node.children:
            yield from self._bases(child, (*keys, *(child.container or ("item",))))

    def _node(self, node: NodeDraft, bases: Mapping[str, str], above: set[str]) -> list[TableDraft]:
        base = bases[node.at]
        taken = above | generated_columns(node, base)
        groups = self._by_role(node.columns)
        spine = "core" if "core" in groups or len(groups) != 1 else next(iter(groups))
        names = Names(taken)
        own = [*_taken(groups, node.by), *groups.pop(spine, [])]
        found = [self._table(base, spine, node, own, names, spine=True)]
        for role in ROLES:
            if role in groups:
                name = self._names.first(f"{base}_{role}", f"{base}_{role}_part")
                found.append(self._table(name, role, node, groups[role], names, spine=False))
        for variant in node.variants:
            found += self._variant(base, node, variant, taken)
        for child in node.children:
            found += self._node(child, bases, taken)
        return found

    def _variant(self, base: str, node: NodeDraft, variant: VariantDraft, taken: set[str]) -> list[TableDraft]:
        """A table for a kind of elements; of one for each role where only some columns depend on the kind."""
        groups = self._by_role(variant.columns)
        if variant.present:
            groups = {"core": list(variant.columns)}
        found: list[TableDraft] = []
        for role in ROLES:
            if role in groups:
                parts = [base, snake(variant.name)] if variant.present else [base, role, snake(variant.name)]
                name = self._names.first(mint_short("_".join(parts)))
                table = self._table(name, role, node, groups[role], Names(taken), spine=False)
                found.append(replace(table, variant=variant))
        return found

    def _by_role(self, columns: Iterable[ColumnDraft]) -> dict[Role, list[ColumnDraft]]:
        groups: dict[Role, list[ColumnDraft]] = {}
        for column in columns:
            groups.setdefault(self._roles[column.place.path].role, []).append(column)
        return groups

    def _table(
        self, name: str, role: Role, node: NodeDraft, columns: list[ColumnDraft], names: Names, *, spine: bool
    ) -> TableDraft:
        named = tuple(self._column(name, column, names) for column in columns)
        return TableDraft(name, role, node, named, spine)

    def _column(self, table: str, column: ColumnDraft, names: Names) -> NamedColumn:
        target = self._references.get(column.place.path) if column.choice.type != "jsonb" else None
        return NamedColumn(
            column_name(names, column.path, table, otherwise=column.otherwise),
            column,
            self._roles[column.place.path],
            target,
        )


def _taken(groups: dict[Role, list[ColumnDraft]], by: Path | None) -> list[ColumnDraft]:
    """The discriminator, taken out of whatever role it has: it belongs to the spine."""
    for role, columns in groups.items():
        for column in columns:
            if column.path == by:
                columns.remove(column)
                if not columns:
                    del groups[role]
                return [column]
    return []
