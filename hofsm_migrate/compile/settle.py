"""What one document's rows must be after a write from the new side: those that its composed document decomposes to.

Only residual, marks and positions may differ, and are then written as the document says; this is how most of what
`lens/settle.py` does happens. Whatever else differs cannot be written to a document and is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.document import Bound, documents_query
from hofsm_migrate.compile.layers import unique
from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.compile.outputs import Outputs
from hofsm_migrate.compile.refusals import Reasons, first_of
from hofsm_migrate.compile.relations import conjunction, disjunction, equal, has_key, identity, key_words, parameter
from hofsm_migrate.names import mint
from hofsm_migrate.spec import naming
from hofsm_migrate.sql import fill, indent, load

if TYPE_CHECKING:
    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.spec.mapping import Table
    from hofsm_migrate.sql import Part

Sql = sql.Composable


def document_body(tree: Tree) -> Sql:
    """The plpgsql body of the function that composes one document; NULL for SQL NULL and for none."""
    query = documents_query(tree, Bound(lambda alias: has_key(tree, alias)))
    document = sql.Identifier("composed", unique("document", set(tree.source.key)))
    return fill(load("mirror_document_text"), {"document": document, "query": indent(query, 8)})


def settle_body(tree: Tree) -> Sql:
    """The plpgsql body of the function that brings the rows of a document in line with it, or refuses the write."""
    return _Settle(tree).body()


class _Settle:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._made = Names(tree)
        self._key = list(tree.source.key)
        self._outputs = {node.name: Outputs(tree, node) for node in tree.nodes}

    def body(self) -> Sql:
        found, differences = self._compare()
        reasons = Reasons(self._tree)
        parts: dict[str, Part] = {
            "document": key_words(self._tree),
            "closed": indent(first_of(reasons.closed()), 8),
            "found": indent(found),
            "differences": indent(differences, 8),
            "reasons": indent(first_of(reasons.all()), 8),
        }
        return fill(load("mirror_settle"), parts)

    def _compare(self) -> tuple[Sql, Sql]:
        """What the comparison finds and writes, as CTEs, and the differences of all tables."""
        parts = [self._found(self._tree.root)]
        parts += [self._found(node, parent) for parent in self._tree.nodes for node in parent.children]
        parts += [self._keep(node) for node in self._tree.nodes]
        differences = [self._difference(node, table) for node in self._tree.nodes for table in node.tables]
        return sql.SQL(",\n").join(parts), sql.SQL("\nUNION ALL\n").join(differences)

    def _found(self, node: Node, parent: Node | None = None) -> Sql:
        """The rows of a node, decomposed from the document or from the containers of the node above."""
        if parent is None:
            columns: Sql = sql.SQL(", ").join(
                [
                    sql.SQL("{} AS {}").format(parameter(number), sql.Identifier(name))
                    for number, name in enumerate(self._key, 1)
                ]
            )
            container: Sql = parameter(len(self._key) + 1)
            above = sql.SQL("")
        else:
            columns = names(identity(self._tree, parent), "parent")
            container = sql.Identifier("parent", self._outputs[parent.name].containers[node.name])
            above = sql.SQL("{} AS parent CROSS JOIN LATERAL ").format(sql.Identifier(self._rows(parent)))
        return sql.SQL("{} AS MATERIALIZED (\n    SELECT {}, node.*\n    FROM {}{}({}) AS node\n)").format(
            sql.Identifier(self._rows(node)), columns, above, qualified(self._made.decompose(node)), container
        )

    def _rows(self, node: Node) -> str:
        return mint("rows of", node.name)

    def _keep(self, node: Node) -> Sql:
        """Write what follows from the document where it is not what is stored."""
        columns = [naming.RESIDUAL, naming.ABSENT, *([node.ordinal] if node.ordinal else [])]
        rows = self._rows(node)
        changes = [sql.SQL("{} = {}").format(sql.Identifier(name), sql.Identifier(rows, name)) for name in columns]
        tests = [
            has_key(self._tree, "stored"),
            *equal(identity(self._tree, node), "stored", rows),
            self._differs(columns, columns, "stored", rows),
        ]
        return sql.SQL("{} AS (\n    UPDATE {} AS stored SET {}\n    FROM {}\n    WHERE {}\n)").format(
            sql.Identifier(mint("into", node.name)),
            qualified(self._made.table(node.spine)),
            sql.SQL(", ").join(changes),
            sql.Identifier(rows),
            conjunction(tests),
        )

    def _differs(self, left: list[str], right: list[str], stored: str, found: str) -> Sql:
        rows = [sql.SQL("ROW({})").format(names(columns, alias)) for columns, alias in ((left, stored), (right, found))]
        return sql.SQL("NOT record_image_eq({0}, {1}) AND {0}::text <> {1}::text").format(*rows)

    def _difference(self, node: Node, table: Table) -> Sql:
        """The first row of a table that is stored and not found, found and not stored, or found with other values."""
        outputs, key = self._outputs[node.name], identity(self._tree, node)
        values = [column.name for column in table.columns]
        if table is node.spine and node.variant_column:
            values.append(node.variant_column)
        rows = self._rows(node)
        exists = outputs.exists(table, rows)
        taken = set(key)
        given = {name: unique(f"value {number}", taken) for number, name in enumerate(values, 1)}
        found = sql.SQL("SELECT {} FROM {}{}").format(
            sql.SQL(", ").join(
                [
                    names(key, rows),
                    *(
                        sql.SQL("{} AS {}").format(outputs.stored(table, name, rows), sql.Identifier(given[name]))
                        for name in values
                    ),
                ]
            ),
            sql.Identifier(rows),
            sql.SQL("") if exists is None else sql.SQL(" WHERE {}").format(exists),
        )
        first = self._key[0]
        missing, extra = (sql.SQL("{} IS NULL").format(sql.Identifier(alias, first)) for alias in ("stored", "found"))
        tests: list[Sql] = [missing, extra]
        if values:
            differs = self._differs(values, [given[name] for name in values], "stored", "found")
            tests.append(sql.SQL("({})").format(differs))
        changed = [
            sql.SQL("CASE WHEN {}::text IS DISTINCT FROM {}::text THEN {} END").format(
                sql.Identifier("stored", name), sql.Identifier("found", given[name]), sql.Literal(name)
            )
            for name in values
        ]
        own = [column.name for column in node.identity]
        place = sql.SQL("coalesce({}, {})").format(_place(own, "stored", first), _place(own, "found", first))
        return fill(
            load("mirror_difference"),
            {
                "table": table.name,
                "missing": missing,
                "extra": extra,
                "place": place,
                "columns": sql.SQL("array_to_string(ARRAY[{}]::text[], ', ')").format(sql.SQL(", ").join(changed)),
                "stored": self._made.table(table),
                "key": has_key(self._tree, "own"),
                "found": found,
                "same": conjunction(equal(key, "stored", "found")),
                "differs": disjunction(tests),
            },
        )


def _place(own: list[str], alias: str, first: str) -> Sql:
    """The identity of a row within its document as JSON text, NULL for no row."""
    parts = [sql.SQL("{}, {}").format(sql.Literal(name), sql.Identifier(alias, name)) for name in own]
    return sql.SQL("CASE WHEN {} IS NOT NULL THEN json_build_object({})::text END").format(
        sql.Identifier(alias, first), sql.SQL(", ").join(parts)
    )
