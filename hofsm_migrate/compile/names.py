"""Qualified names of everything that a mapping generates in its target schema."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.layers import unique
from hofsm_migrate.names import mint
from hofsm_migrate.spec import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Mapping, Table

_NUMBERED: Final = re.compile(r"\$[0-9]+")


@dataclass(frozen=True)
class Names:
    """Names of tables, functions and views; each a pair of schema and name."""

    tree: Tree

    def table(self, table: Table) -> tuple[str, str]:
        """A new table."""
        return self.tree.mapping.schema, table.name

    @property
    def legacy(self) -> tuple[str, str]:
        """The legacy table."""
        return self.tree.source.schema, self.tree.source.table

    def decompose(self, node: Node) -> tuple[str, str]:
        """Function: the elements of a container as column values and residual."""
        return self._made("decompose", node.name)

    def compose(self, node: Node) -> tuple[str, str]:
        """Function: the JSON text of one element."""
        return self._made("compose", node.name)

    def overlay(self, node: Node) -> tuple[str, str]:
        """Function: the JSON text of one element that has a residual."""
        return self._made("overlay", node.name)

    @property
    def composed(self) -> tuple[str, str]:
        """View: the composed documents."""
        return self.tree.mapping.schema, naming.composed_view(self.tree.mapping.name)

    @property
    def backfill(self) -> tuple[str, str]:
        """Function: represent the documents of a key range."""
        return self._made("backfill", self.tree.mapping.name)

    @property
    def verify(self) -> tuple[str, str]:
        """Function: the documents of a key range that are not in parity."""
        return self._made("verify", self.tree.mapping.name)

    def etag(self, node: Node) -> tuple[str, str]:
        """Function: the tag of an element, given as a row of the node's first table or as JSON."""
        return self._made("etag", node.name)

    def element(self, node: Node) -> tuple[str, str]:
        """Function: one element of a document, composed, by its key and identity."""
        return self._made("element", node.name)

    def match(self, table: Table) -> tuple[str, str]:
        """Function of a trigger: whether what a row of a new table belongs to has the tag that is asked for."""
        return self._made("match", table.name)

    def change(self, node: Node) -> tuple[str, str]:
        """Function: the rows of a container's elements, from one version of it to another."""
        return self._made("change", node.name)

    def part(self, node: Node, number: int) -> tuple[str, str]:
        """Function: one part of an element as column values and residual."""
        return self._made("part", f"{node.name}_{number}")

    @property
    def exchange(self) -> tuple[str, str]:
        """Function: the rows of a document from the version that a writer had read to the one that it wrote."""
        return self._made("exchange", self.tree.mapping.name)

    @property
    def document(self) -> tuple[str, str]:
        """Function: one document as the view shows it."""
        return self._made("view_document", self.tree.mapping.name)

    @property
    def document_now(self) -> tuple[str, str]:
        """Function: one document as it is committed by now, whenever the statement began."""
        return self.tree.mapping.schema, mint("view_document", self.tree.mapping.name, "now")

    @property
    def base(self) -> tuple[str, str]:
        """The legacy table in phase `cutover`, where a view has its name."""
        return self.legacy[0], base_name(self.legacy[1])

    @property
    def take(self) -> tuple[str, str]:
        """Trigger function of the base table: a document that was written through the view."""
        return self._made("take", self.tree.mapping.name)

    @property
    def keeps_payload(self) -> tuple[str, str]:
        """Function: whether writers keep the payloads in step."""
        return self._made("keeps_payload", self.tree.mapping.name)

    @property
    def payload_documents(self) -> tuple[str, str]:
        """Function: the composed documents of a key range."""
        return self._made("payload_documents", self.tree.mapping.name)

    @property
    def empty_payload(self) -> tuple[str, str]:
        """Function: take the payloads of a key range away."""
        return self._made("empty_payload", self.tree.mapping.name)

    @property
    def restore_payload(self) -> tuple[str, str]:
        """Function: make the payloads of a key range anew."""
        return self._made("restore_payload", self.tree.mapping.name)

    @property
    def later(self) -> tuple[str, str]:
        """Function: what the triggers of one statement put off for the last of them."""
        return self._made("later", self.tree.mapping.name)

    @property
    def view_write(self) -> tuple[str, str]:
        """Trigger function of the view."""
        return self._made("view_write", self.tree.mapping.name)

    @property
    def represent(self) -> tuple[str, str]:
        """Function: represent one document unless it is represented."""
        return self._made("represent", self.tree.mapping.name)

    @property
    def forget(self) -> tuple[str, str]:
        """Function: drop all rows of one document."""
        return self._made("forget", self.tree.mapping.name)

    @property
    def follow(self) -> tuple[str, str]:
        """Function: make the rows of one document anew, as the legacy table has it now."""
        return self._made("follow", self.tree.mapping.name)

    @property
    def reject(self) -> tuple[str, str]:
        """Function: refuse a version of a document that brings what does not conform."""
        return self._made("reject", self.tree.mapping.name)

    @property
    def dual_write(self) -> tuple[str, str]:
        """Trigger function: a written legacy row."""
        return self._made("dual_write", self.tree.mapping.name)

    @property
    def dual_write_truncate(self) -> tuple[str, str]:
        """Trigger function: an emptied legacy table."""
        return self.tree.mapping.schema, mint("dual_write", self.tree.mapping.name, "truncate")

    @property
    def writing(self) -> str:
        """The setting that says what a statement writes to the new tables, and the advisory lock of those who do."""
        mapping = self.tree.mapping
        digest = hashlib.sha256(f"{mapping.schema}\x00{mapping.name}".encode()).hexdigest()[:8]
        return f"hofsm.writing_{digest}"

    def dual_write_trigger(self, event: str) -> str:
        """Trigger on the legacy table for `insert`, `update`, `delete` or `truncate`."""
        return mint("dual_write", self.tree.mapping.name, event)

    def _made(self, verb: str, name: str) -> tuple[str, str]:
        return self.tree.mapping.schema, mint(verb, name)


def base_name(table: str) -> str:
    """The name that a legacy table has in phase `cutover`."""
    return mint(table, "base")


def based(mapping: Mapping) -> Mapping:
    """The mapping with the base table of a cut-over for its legacy table."""
    return replace(mapping, source=replace(mapping.source, table=base_name(mapping.source.table)))


def qualified(name: tuple[str, str]) -> sql.Identifier:
    """Schema and name, both quoted."""
    return sql.Identifier(*name)


def names(columns: list[str], alias: str | None = None) -> sql.Composed:
    """Column names with commas between them, each behind `alias` where one is given."""
    parts = [sql.Identifier(alias, column) if alias else sql.Identifier(column) for column in columns]
    return sql.SQL(", ").join(parts)


def parameters(count: int, first: int = 1) -> list[sql.SQL]:
    """The parameters `$first` and following, `count` of them."""
    return [sql.SQL(f"${number}") for number in range(first, first + count)]  # pyright: ignore[reportArgumentType]


def same_key(tree: Tree, left: str, right: str) -> sql.Composed:
    """Whether two rows, by their aliases, are of one document."""
    pairs = [(sql.Identifier(left, name), sql.Identifier(right, name)) for name in tree.source.key]
    return sql.SQL(" AND ").join([sql.SQL("{} = {}").format(*pair) for pair in pairs])


def result_names(columns: Sequence[str]) -> list[str]:
    """Names for the result columns of a function in plpgsql, which itself calls its parameters `$1`, `$2` and so on."""
    taken = set(columns)
    return [unique(f"{name}_", taken) if _NUMBERED.fullmatch(name) else name for name in columns]


def as_columns(columns: Sequence[str]) -> sql.Composable:
    """Behind the alias of a function's result: the names that its columns were to have, where they have others."""
    if result_names(columns) == list(columns):
        return sql.SQL("")
    return sql.SQL(" ({})").format(names(list(columns)))
