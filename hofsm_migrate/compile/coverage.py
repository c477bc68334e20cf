"""What a spec makes of a sample of documents, as SQL: all of it on temporary tables, which the caller rolls back.

Nothing but keys is copied. Every node's elements are read out of the documents by its decompose function, which is made
in `pg_temp`; a column's fate is told by its value and by what the residual holds at its places.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.compile.codecs import first_not_null
from hofsm_migrate.compile.elements import dig
from hofsm_migrate.compile.functions import decompose_operations
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.outputs import Outputs
from hofsm_migrate.compile.reading import alias, elements_from, has_row, table_columns
from hofsm_migrate.compile.tables import stored_columns, table_operations
from hofsm_migrate.lens.tree import ColumnLeaf, ContainerLeaf, Inner, Node, Options, Shape, Tree, build
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import case, fill, lines, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.spec.mapping import Column, Mapping, Path, Table

Sql = sql.Composable
TEMPORARY: Final = "pg_temp"
NOTHING, CONFORMING, LENIENT, MISMATCHING, NULL = range(5)
"""What becomes of a column's value in one element. NOTHING: absent, or what the spec says stands for nothing."""
DEPTH: Final = 3
"""Steps from an element to which a part without a column is taken apart."""
WIDE: Final = 20
"""An object without a column that has more keys than this, over all documents, is one path."""


@dataclass(frozen=True)
class Fact:
    """What one position of an element's `facts` is about: a row of a table, or the value of a column."""

    table: Table
    column: Column | None


@dataclass(frozen=True)
class Coverage:
    """The statements about one mapping; `tree` has `pg_temp` in the place of the target schema."""

    tree: Tree
    sample: str = field(init=False)
    elements: str = field(init=False)
    number: str = field(init=False)

    def __post_init__(self) -> None:
        """Temporary tables beside those of the mapping, which must not be called the same."""
        taken = {table.name for node in self.tree.nodes for table in node.tables}
        object.__setattr__(self, "sample", unique("hofsm sample", taken))
        object.__setattr__(self, "elements", unique("hofsm elements", taken))
        outputs = {name for node in self.tree.nodes for name in Outputs(self.tree, node).values.values()}
        object.__setattr__(
            self,
            "number",
            unique("number", {*self.tree.source.key, self.tree.source.payload, *outputs, naming.RESIDUAL}),
        )

    def functions(self) -> list[sql.Composed]:
        """Make the decompose functions."""
        return [step.up for step in decompose_operations(self.tree)]

    def tables(self) -> list[sql.Composed]:
        """Make the new tables with indexes and guards."""
        return [step.up for step in table_operations(self.tree)]

    def draw(self, drawing: Sql, limit: int | None) -> sql.Composed:
        """Make the sample: the keys of documents under numbers from 1, in no order that means anything.

        Args:
            drawing: TABLESAMPLE clause, or nothing.
            limit: how many documents at most; None for no limit.
        """
        parts = {
            "sample": self.sample,
            "table": (TEMPORARY, self.sample),
            "number": self.number,
            "key": names(list(self.tree.source.key), "legacy"),
            "drawn_key": names(list(self.tree.source.key), "drawn"),
            "legacy": Names(self.tree).legacy,
            "drawing": drawing,
            "limit": sql.SQL("") if limit is None else sql.SQL("LIMIT {}").format(sql.Literal(limit)),
        }
        return fill(load("coverage_sample"), parts)

    def shorten(self, documents: int) -> sql.Composed:
        """Leave only so many documents in the sample."""
        return sql.SQL("DELETE FROM {} WHERE {} > {}").format(
            qualified((TEMPORARY, self.sample)), sql.Identifier(self.number), sql.Literal(documents)
        )

    def totals(self) -> sql.Composed:
        """Documents of the sample, bytes of their JSON text, how many cannot be read, and the first of these."""
        unreadable = sql.SQL("{} IS NOT NULL AND stored.document IS NULL").format(self._payload())
        if self.tree.source.payload_type == "jsonb":
            unreadable = sql.SQL("false")
        parts = {"documents": self._documents(), "number": self.number, "unreadable": unreadable}
        return fill(load("coverage_totals"), parts)

    def read(self, node: Node) -> sql.Composed:
        """Make the table of a node's elements, each with its `facts` in the order of `facts_of`."""
        outputs, here = Outputs(self.tree, node), alias(self.tree, node)
        columns: list[Sql] = [sql.Identifier("chosen", self.number)]
        variant = [node.variant_column] if node.variant_column else []
        handed = [*variant, *outputs.flags.values(), *dict.fromkeys(outputs.values.values()), naming.RESIDUAL]
        columns += [sql.SQL("{}.{}").format(sql.Identifier(here), sql.Identifier(name)) for name in handed]
        parts = {
            "elements": self.elements,
            "number": self.number,
            "facts": sql.SQL("ARRAY[{}]::smallint[]").format(sql.SQL(", ").join(self._facts(node, outputs))),
            "columns": lines(columns, spaces=8),
            "source": elements_from(self.tree, node, self._documents(), sql.SQL("stored.document")),
        }
        return fill(load("coverage_elements"), parts)

    def facts(self) -> sql.Composed:
        """Position (from 1) in `facts_of`, value, number of elements, and the first document with such an element."""
        return fill(load("coverage_facts"), {"elements": (TEMPORARY, self.elements)})

    def kept(self, node: Node, top: int) -> sql.Composed:
        """What the residuals of a node hold, by path; the `top` paths with and without a column each."""
        known = [
            sql.SQL("({}::text[], {}, {}::integer)").format(
                sql.Literal(["." + key for key in path]), sql.Literal(kind), sql.Literal(fact)
            )
            for path, kind, fact in _known(node, facts_of(node))
        ]
        parts = {
            "elements": (TEMPORARY, self.elements),
            "known": sql.SQL(", ").join(known),
            "depth": DEPTH,
            "wide": WIDE,
            "top": top,
        }
        return fill(load("coverage_kept"), parts)

    def residual_bytes(self) -> sql.Composed:
        """Bytes of the residuals of the elements at hand."""
        query = "SELECT coalesce(sum(octet_length(residual::text)), 0)::bigint FROM {}"
        return sql.SQL(query).format(qualified((TEMPORARY, self.elements)))

    def forget(self) -> sql.Composed:
        """Drop the table of a node's elements."""
        return sql.SQL("DROP TABLE {}").format(qualified((TEMPORARY, self.elements)))

    def store(self, node: Node, table: Table, documents: int) -> sql.Composed:
        """Fill a new table with the rows of the first `documents` documents, in the order of their keys."""
        stored = stored_columns(node, table)
        where = dict(table_columns(self.tree, node, table))
        key = names(list(self.tree.source.key), "chosen")
        query = "INSERT INTO {} ({})\nSELECT {}\nFROM {}\nWHERE {}\nORDER BY {}"
        return sql.SQL(query).format(
            qualified(Names(self.tree).table(table)),
            names([*self.tree.source.key, *stored]),
            sql.SQL(", ").join([key, *(where[name] for name in stored)]),
            elements_from(self.tree, node, self._documents(documents), sql.SQL("stored.document")),
            has_row(self.tree, node, table),
            key,
        )

    def empty(self, table: Table) -> sql.Composed:
        """Take the rows out of a new table."""
        return sql.SQL("TRUNCATE {}").format(qualified(Names(self.tree).table(table)))

    def size(self, table: Table) -> sql.Composed:
        """Bytes of a new table with its indexes and TOAST."""
        place = sql.Literal(qualified(Names(self.tree).table(table)).as_string(None))
        return sql.SQL("SELECT pg_total_relation_size({}::regclass)").format(place)

    def _documents(self, first: int | None = None) -> sql.Composed:
        """FROM item with the sample or its first documents. Keys are looked up before any document is read."""
        key = list(self.tree.source.key)
        condition = sql.SQL("")
        if first is not None:
            number = sql.Identifier("sample", self.number)
            condition = sql.SQL("WHERE {} <= {}\n    ").format(number, sql.Literal(first))
        parts = {
            "number": self.number,
            "key": names(key, "legacy"),
            "payload": self.tree.source.payload,
            "table": (TEMPORARY, self.sample),
            "legacy": Names(self.tree).legacy,
            "same": sql.SQL(" AND ").join([sql.SQL("legacy.{0} = sample.{0}").format(sql.Identifier(n)) for n in key]),
            "condition": condition,
            "document": self._document(),
        }
        return fill(load("coverage_documents").rstrip(), parts)

    def _payload(self) -> Sql:
        return sql.Identifier("chosen", self.tree.source.payload)

    def _document(self) -> Sql:
        """The document; of a payload that is not jsonb NULL where it is not JSON, so that every other one is read."""
        if self.tree.source.payload_type == "jsonb":
            return sql.SQL("{} #> '{{}}'").format(self._payload())
        return sql.SQL("hofsm.parse_json_string(to_jsonb({}::text))").format(self._payload())

    def _facts(self, node: Node, outputs: Outputs) -> Iterator[Sql]:
        for fact in facts_of(node):
            row = outputs.exists(fact.table, "element")
            if fact.column is not None:
                yield _fate_in_variant(fact, outputs)
            else:
                yield sql.SQL("1") if row is None else sql.SQL("({})::integer").format(row)
        for options in _options(node.shape):
            fates = [_fate_in_variant(Fact(leaf.table, leaf.column), outputs) for leaf in options.leaves]
            yield sql.SQL("greatest({})").format(sql.SQL(", ").join(fates))


def coverage(mapping: Mapping) -> Coverage:
    """The statements about a checked mapping."""
    return Coverage(build(replace(mapping, schema=TEMPORARY)))


def facts_of(node: Node) -> list[Fact]:
    """The positions of `facts`: each table of the node, followed by its columns."""
    return [Fact(table, column) for table in node.tables for column in (None, *table.columns)]


def columns_at(node: Node, position: int) -> list[str]:
    """Table and column that a position of `facts` is about; several for a place that columns of variants share."""
    facts = facts_of(node)
    if position <= len(facts):
        fact = facts[position - 1]
        return [f"{fact.table.name}.{fact.column.name}"] if fact.column else []
    options = list(_options(node.shape))[position - len(facts) - 1]
    return [f"{leaf.table.name}.{leaf.column.name}" for leaf in options.leaves]


def _fate_in_variant(fact: Fact, outputs: Outputs) -> Sql:
    """A column of a variant has nothing to do with the elements of others."""
    table, column = fact.table, fact.column
    if column is None:
        raise TypeError(f"a row has no fate: {table.name}")
    fate = _fate(column, outputs.values[table.name, column.name])
    variant = table.variant if column.variant is None else column.variant
    return fate if variant is None else case((outputs.holds(variant, "element"), fate), otherwise=sql.Literal(NOTHING))


def _options(shape: Shape) -> Iterator[Options]:
    """Places that belong to columns of variants. Behind `facts_of`, `facts` has one position for each of them."""
    if isinstance(shape, Options):
        yield shape
    elif isinstance(shape, Inner):
        for _, member in shape.members:
            yield from _options(member)


def _fate(column: Column, value: str) -> Sql:
    """The column's path is its own: whatever the residual holds there is the column's fragment."""
    found = sql.SQL("element.{} IS NOT NULL").format(sql.Identifier(value))
    if column.otherwise:  # what the residual has at its path is of the kind that other columns take
        return case((found, sql.Literal(CONFORMING)), otherwise=sql.Literal(NOTHING))
    kept = first_not_null([dig(sql.Identifier("element", naming.RESIDUAL), path) for path in column.paths])
    there = sql.SQL("{} IS NOT NULL").format(kept)
    return case(
        (sql.SQL("{} AND {}").format(found, there), sql.Literal(LENIENT)),
        (found, sql.Literal(CONFORMING)),
        (sql.SQL("jsonb_typeof({}) = 'null'").format(kept), sql.Literal(NULL)),
        (there, sql.Literal(MISMATCHING)),
        otherwise=sql.Literal(NOTHING),
    )


def _known(node: Node, facts: list[Fact]) -> Iterator[tuple[Path, str, int | None]]:
    """Path, kind and, for a column, position in `facts` of everything in an element that the spec knows."""
    places: dict[object, int] = {
        (fact.table.name, fact.column.name): number for number, fact in enumerate(facts, 1) if fact.column
    }
    places |= {options.path: number for number, options in enumerate(_options(node.shape), len(facts) + 1)}
    return _positions(node.shape, places)


def _positions(shape: Shape, places: dict[object, int]) -> Iterator[tuple[Path, str, int | None]]:
    if isinstance(shape, ColumnLeaf):
        yield shape.path, "column", places[shape.table.name, shape.column.name]
    elif isinstance(shape, Options):
        yield shape.path, "column", places[shape.path]
    elif isinstance(shape, ContainerLeaf):
        yield shape.path, shape.kind, None
    elif isinstance(shape, Inner):
        yield shape.path, "object", None
        for _, member in shape.members:
            yield from _positions(member, places)
