"""Where the elements of a node are: conditions on containers, and one function per node that yields the elements of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.lens.tree import ARRAY_HEADER, ITEM_BYTES, Node, Tree
from hofsm_migrate.sql import indent

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import Path

Sql = sql.Composable


def dig(value: Sql, path: Path) -> Sql:
    """`value -> 'a' -> 'b'`. Not `#>`, which would read a digit key as a position in an array."""
    return sql.SQL(" -> ").join([value, *map(sql.Literal, path)])


def has_elements(node: Node, container: Sql, parent_path: Sql | None) -> Sql:
    """Whether a container yields rows: of the right type, not empty, and regular. Never NULL.

    Args:
        container: the container's jsonb, NULL for absent.
        parent_path: the recursive identity of the element around it, None where the container is not inside the same node.
    """
    if node.kind == "map":
        return _and(_is(container, "object"), _fits_map(node, container, parent_path))
    tests = [_is(container, "array")]
    if node.natural_key:
        tests.append(_has_unique_keys(node, container, parent_path))
    elif node.recursive and parent_path is not None:
        room = (node.key_bytes - ARRAY_HEADER) // ITEM_BYTES[node.own.type]
        tests.append(sql.SQL("cardinality({}) < {}").format(parent_path, sql.Literal(room)))
    return _and(*tests)


def _and(*tests: Sql) -> Sql:
    """A CASE, because AND may evaluate its second side first."""
    condition = tests[-1]
    for test in reversed(tests[:-1]):
        condition = sql.SQL("CASE WHEN {} THEN {} ELSE false END").format(test, condition)
    return condition


def _is(container: Sql, kind: str) -> Sql:
    empty = sql.SQL("'{{}}'" if kind == "object" else "'[]'").format()
    return sql.SQL("coalesce(jsonb_typeof({0}) = {1} AND {0} <> {2}, false)").format(container, sql.Literal(kind), empty)


def key_room(node: Node, parent_path: Sql | None) -> Sql:
    """How many bytes a key of this node may have."""
    if not node.recursive:
        return sql.Literal(node.key_bytes)
    item = ITEM_BYTES[node.own.type]
    room = sql.Literal(node.key_bytes - ARRAY_HEADER - item)
    if parent_path is None:
        return room
    return sql.SQL("{0} - octet_length(array_to_string({1}, '')) - {2} * cardinality({1})").format(
        room, parent_path, sql.Literal(item)
    )


def _fits_map(node: Node, container: Sql, parent_path: Sql | None) -> Sql:
    return sql.SQL(
        "NOT EXISTS (SELECT FROM jsonb_object_keys({}) AS entry (key) WHERE octet_length(entry.key) > {})"
    ).format(container, key_room(node, parent_path))


def _has_unique_keys(node: Node, container: Sql, parent_path: Sql | None) -> Sql:
    key = natural_key(node, sql.SQL("item.value"), parent_path)
    test = sql.SQL("(SELECT count(*) = count(DISTINCT {}) FROM jsonb_array_elements({}) AS item (value))").format(key, container)
    if not node.recursive or node.own.type == "text[]" or parent_path is None:
        return test
    room = (node.key_bytes - ARRAY_HEADER) // ITEM_BYTES[node.own.type]
    return sql.SQL("(cardinality({}) < {} AND {})").format(parent_path, sql.Literal(room), test)


def natural_key(node: Node, element: Sql, parent_path: Sql | None) -> Sql:
    """The natural key of an element, NULL where it has none that can be used."""
    if node.natural_key is None:
        raise ValueError(f"node {node.name} has no natural key")
    return codecs.key(node.natural_key.type, dig(element, node.natural_key.path), key_room(node, parent_path))


def elements_query(tree: Tree, node: Node, function: dict[str, Sql]) -> Sql:
    """All elements of one node in the document `$1`.

    Columns: the identity columns, the position where the identity does not hold it, and `element`.
    `function` gives the qualified name of every node's own function.
    """
    parent = next(other for other in tree.nodes if node in other.children)
    source = sql.SQL("(SELECT $1 AS element)") if parent is tree.root else sql.SQL("{}($1)").format(function[parent.name])
    top = _members(node, source, dig(sql.SQL("parent.element"), node.container), None, inherited(parent))
    if not node.recursive:
        return top
    path = sql.SQL("parent.{}").format(sql.Identifier(node.own.name))
    below = _members(node, sql.SQL("tree"), dig(sql.SQL("parent.element"), node.recurse or ()), path, inherited(parent))
    return sql.SQL(
        "WITH RECURSIVE tree AS (\n    {}\n    UNION ALL\n    {}\n)\nSELECT {} FROM tree"
    ).format(indent(top), indent(below), sql.SQL(", ").join(map(sql.Identifier, columns(node))))


def inherited(parent: Node) -> list[str]:
    """Names of the identity columns that a child takes over."""
    return [column.name for column in parent.identity]


def columns(node: Node) -> list[str]:
    """Names of the columns that a node's elements function gives."""
    return [*(column.name for column in node.identity), *([node.ordinal] if node.ordinal else []), "element"]


def _members(node: Node, source: Sql, container: Sql, path: Sql | None, above: list[str]) -> Sql:
    """The elements of each parent's container. `path` is the parent's own where it is an element of the same node."""
    found = sql.SQL("CASE WHEN {} THEN {} END").format(
        indent(has_elements(node, sql.SQL("container.value"), path), 8), sql.SQL("container.value")
    )
    items, ordinality = _items(node, found)
    own = _own(node, path)
    outputs: list[Sql] = [sql.SQL("parent.{}").format(sql.Identifier(name)) for name in above]
    outputs.append(sql.SQL("{} AS {}").format(own, sql.Identifier(node.own.name)))
    if node.ordinal:
        outputs.append(sql.SQL("item.ordinality::integer AS {}").format(sql.Identifier(node.ordinal)))
    outputs.append(sql.SQL("item.value AS element"))
    return sql.SQL(
        "SELECT {outputs}\nFROM {source} AS parent\n"
        "CROSS JOIN LATERAL (SELECT {container} AS value OFFSET 0) AS container\n"
        "CROSS JOIN LATERAL {items}{ordinality}"
    ).format(
        outputs=sql.SQL(", ").join(outputs), source=source, container=container, items=items, ordinality=sql.SQL(ordinality)
    )


def _items(node: Node, found: Sql) -> tuple[Sql, str]:
    if node.kind == "map":
        return sql.SQL("jsonb_each({})").format(found), " AS item (key, value)"
    return sql.SQL("jsonb_array_elements({})").format(found), " WITH ORDINALITY AS item (value, ordinality)"


def _own(node: Node, path: Sql | None) -> Sql:
    if node.kind == "map":
        key: Sql = sql.SQL("item.key")
    elif node.natural_key:
        key = natural_key(node, sql.SQL("item.value"), path)
    else:
        key = sql.SQL("item.ordinality::integer")
    if not node.recursive:
        return key
    return sql.SQL("{} || {}").format(path, key) if path is not None else sql.SQL("ARRAY[{}]").format(key)
