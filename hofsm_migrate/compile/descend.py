"""The short way down: an element in which nothing but containers of children has changed has the rows that it had.

What is under other keys is the same to the byte, and a container that yields rows before and after leaves no trace in
the element's own rows. So the rows need neither be decomposed nor compared, which takes longer than all the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.compile.elements import dig, if_regular
from hofsm_migrate.compile.names import Names, qualified
from hofsm_migrate.lens.tree import ContainerLeaf, Inner
from hofsm_migrate.sql import case, fill, indent, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from hofsm_migrate.lens.tree import Node, Tree
    from hofsm_migrate.sql import Part

Sql = sql.Composable
WAS, NOW = sql.Identifier("container was"), sql.Identifier("container now")
"""Variables; no query has columns of these names, as those of a spec have no space."""


@dataclass(frozen=True)
class Descent:
    """Where the short way is, in the change function of a node.

    Args:
        place: key and identity of the element, in front of the arguments of a child's function.
        was: the element before.
        now: the element as it is.
        mode: the parameter.
        done: what ends the function, or the work on this element.
        first: what is done before the first child.
    """

    tree: Tree
    node: Node
    place: list[Sql]
    was: Sql
    now: Sql
    mode: Sql
    done: Sql
    first: Sql

    def keys(self) -> Sql:
        """The statement before all others: which keys of the element have changed."""
        return sql.SQL('SELECT keys INTO "changed keys" FROM hofsm.changed_keys({}, {});').format(self.was, self.now)

    def statements(self) -> Sql:
        """Statements that end with `done` where the short way was taken, and have done nothing where not."""
        ways = ways_down(self.node)
        parts: dict[str, Part] = {
            "was": self.was,
            "now": self.now,
            "children": sql.Literal([key for key, _ in ways]),
            "checks": indent(self._chain(ways, self._check), 8),
            "calls": indent(self._chain(ways, self._call), 12),
            "first": indent(self.first, 8),
            "done": indent(self.done, 8),
        }
        return fill(load("change_descend").rstrip("\n"), parts)

    def _chain(self, ways: list[tuple[str, Node]], statements: Callable[[Node], Sql]) -> Sql:
        found = [
            sql.SQL("{} {} = {} THEN\n    {}\n").format(
                sql.SQL("ELSIF" if number else "IF"),
                sql.Identifier("changed key"),
                sql.Literal(key),
                indent(statements(child)),
            )
            for number, (key, child) in enumerate(ways)
        ]
        return sql.SQL("{}END IF;").format(sql.SQL("").join(found))

    def _check(self, child: Node) -> Sql:
        sides = [sql.SQL("({}) IS NOT NULL").format(if_regular(child, side, None)) for side in (WAS, NOW)]
        return sql.SQL("{} := {};").format(sql.Identifier("rows only"), case((sides[0], sides[1])))

    def _call(self, child: Node) -> Sql:
        arguments = sql.SQL(", ").join([*self.place, WAS, NOW, self.mode])
        return sql.SQL("PERFORM {}({});").format(qualified(Names(self.tree).change(child)), arguments)


DECLARED = sql.SQL('"changed keys" text[];\n"changed key" text;\n{} jsonb;\n{} jsonb;\n"rows only" boolean;').format(
    WAS, NOW
)


def ways_down(node: Node) -> list[tuple[str, Node]]:
    """Keys of an element that hold nothing but a container of a child, with the child; [] where others may depend."""
    if node.variants is not None or node.recursive or node.kind == "map" or not isinstance(node.shape, Inner):
        return []
    children = {child.name: child for child in node.children}
    return [
        (key, children[member.child])
        for key, member in node.shape.members
        if isinstance(member, ContainerLeaf) and member.variant is None and member.otherwise is None
    ]


def identity_of(node: Node, item: Sql, place: Sql) -> Sql:
    """The identity of an element of a regular array that is not recursive."""
    natural = node.natural_key
    if natural is None:
        return place
    return sql.SQL("({} ->> {})::{}").format(
        dig(item, natural.path[:-1]), sql.Literal(natural.path[-1]), codecs.type_name(natural.type)
    )
