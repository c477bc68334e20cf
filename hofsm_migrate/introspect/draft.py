"""A profile to a mapping spec that works at the first try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hofsm_migrate.introspect.budget import outline_within
from hofsm_migrate.introspect.keykinds import MAX_KINDS
from hofsm_migrate.introspect.outline import Left, Limits, NodeDraft
from hofsm_migrate.introspect.presence import Share
from hofsm_migrate.introspect.roles import RoleGuess, propose_roles
from hofsm_migrate.introspect.spellings import merge_spellings
from hofsm_migrate.introspect.structure import Place, structure
from hofsm_migrate.introspect.tables import NamedColumn, TableDraft, name_tables
from hofsm_migrate.introspect.variants import add_variants
from hofsm_migrate.introspect.write import default_mapping_name, write_spec
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict

    from hofsm_migrate.introspect.profile import Profile
    from hofsm_migrate.spec.mapping import Mapping, Role

MAX_INNER_KINDS = 16
"""Kinds of elements below the documents, in all nodes together: each is a table."""
SIMPLE = 3
"""In a draft of so few nodes the elements of arrays may be of as many kinds as documents."""


@dataclass(frozen=True)
class DraftRules:
    """What is too rare to have a column: per cent of the documents, and of the values of a path. 0: nothing is."""

    min_field_frequency: float = 5.0
    min_type_frequency: float = 5.0

    def words(self) -> str:
        """For the head of the spec."""
        return (
            f"Rare: in under {self.min_field_frequency:g} % of the documents, or a type of under"
            f" {self.min_type_frequency:g} % of the values; the heaviest of the rare have columns all the same."
        )


@dataclass(frozen=True)
class Draft:
    """A drafted spec: its text, what it means, and what was proposed for every place."""

    text: str
    mapping: Mapping
    tables: tuple[TableDraft, ...]
    roles: dict[str, RoleGuess]
    left: tuple[Left, ...]

    def summary(self) -> dict[str, Any]:
        """For `--json`: tables, columns, what a person has to decide, what has no column."""
        return {
            "mapping": self.mapping.name,
            "tables": [
                {
                    "name": table.name,
                    "role": table.role,
                    "at": table.node.at,
                    "variant": table.variant.name if table.variant else None,
                    "columns": [column.name for column in table.columns],
                }
                for table in self.tables
            ],
            "undecided": [
                {"path": column.draft.place.path, "what": column.draft.choice.undecided} for column in self._undecided()
            ],
            "without_column": [{"path": left.place.path, "bytes": left.bytes, "why": left.why} for left in self.left],
        }

    def words(self) -> str:
        """One line about it."""
        columns = sum(len(table.columns) for table in self.tables)
        open_ = len(self._undecided())
        todo = f", {open_} marked TODO" if open_ else ""
        return f"mapping {self.mapping.name}, {len(self.tables)} tables, {columns} columns{todo}"

    def _undecided(self) -> list[NamedColumn]:
        return [column for table in self.tables for column in table.columns if column.draft.choice.undecided]


def draft(
    profile: Profile,
    *,
    rules: DraftRules | None = None,
    pins: Dict[str, Role] | None = None,
    name: str | None = None,
    schema: str | None = None,
    file: str = "draft.yaml",
    basis: str | None = None,
) -> Draft:
    """Draft the spec for the documents of a profile.

    Args:
        profile: of at least one document; its origin has a key.
        pins: path as text to role; they win.
        basis: what the profile is of, in words, where it is not of the documents alone.
        name, schema: of the mapping and the new tables; default: after the legacy table.

    Raises:
        SpecError: what was drafted is no valid spec; this is an error of this module.
    """
    rules = rules or DraftRules()
    root = structure(profile.root)
    roles = propose_roles(root, profile.relations, pins)
    nodes = _outline(root, profile, rules)
    kinds, simple = 0, sum(1 for _ in nodes.walk()) <= SIMPLE
    for node in nodes.walk():
        merge_spellings(node, min_type=rules.min_type_frequency / 100)
        most = MAX_KINDS if node.kind == "root" or simple else MAX_INNER_KINDS - kinds
        add_variants(node, profile.relations, Share(profile.bytes, rules.min_type_frequency / 100, most))
        kinds += len(node.variants) if node.kind != "root" and node.by is None else 0
    tables = name_tables(nodes, profile.origin, roles, profile.relations.references if profile.relations else ())
    mapping = name or default_mapping_name(profile.origin.table)
    target = schema or (mapping if mapping != profile.origin.schema else f"{mapping}_new")
    text = write_spec(profile, tables, mapping=mapping, schema=target, rules=rules.words(), basis=basis)
    left = tuple(one for node in nodes.walk() for one in node.left)
    return Draft(text, loads(text, file), tuple(tables), roles, left)


def _outline(root: Place, profile: Profile, rules: DraftRules) -> NodeDraft:
    """The outline in which rare paths have few bytes: as long as they have more, the heaviest get columns."""
    limits = Limits(
        max(profile.documents, 1),
        max(profile.bytes, 1),
        rules.min_field_frequency / 100,
        rules.min_type_frequency / 100,
    )
    return outline_within(root, limits)
