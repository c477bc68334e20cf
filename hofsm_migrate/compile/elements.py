"""Where the elements of a node are: which containers are regular, and what their elements are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile import codecs
from hofsm_migrate.lens.tree import ARRAY_HEADER, ITEM_BYTES, Node
from hofsm_migrate.sql import case, indent

if TYPE_CHECKING:
    from hofsm_migrate.spec.mapping import NaturalKey, Path

Sql = sql.Composable
CANONICAL_UUIDS = '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'


def dig(value: Sql, path: Path) -> Sql:
    """`value -> 'a' -> 'b'`. Not `#>`, which would read a digit key as a position in an array."""
    return sql.SQL("({})").format(sql.SQL(" -> ").join([value, *map(sql.Literal, path)])) if path else value


def if_regular(node: Node, container: Sql, parent_path: Sql | None) -> Sql:
    """A container if it yields rows, else NULL: of the right type, not empty, and with elements that can be told apart.

    Args:
        container: the container's jsonb, NULL for absent.
        parent_path: the recursive identity of the element around it, None where that is of another node.
    """
    if node.kind == "map":
        return _if(container, _is(container, "object"), _fits_map(node, container, parent_path))
    tests = [_is(container, "array")]
    if node.natural_key:
        tests.append(_has_unique_keys(node, container, parent_path))
    elif node.recursive and parent_path is not None:
        room = (node.key_bytes - ARRAY_HEADER) // ITEM_BYTES[node.own.type]
        tests.append(sql.SQL("cardinality({}) < {}").format(parent_path, sql.Literal(room)))
    return _if(container, *tests)


def _if(value: Sql, *tests: Sql) -> Sql:
    """`value` if all tests hold, else NULL; nested, because AND may evaluate its second side first."""
    for test in reversed(tests):
        value = case((test, value))
    return value


def _is(container: Sql, kind: str) -> Sql:
    empty = sql.SQL("'{{}}'" if kind == "object" else "'[]'").format()
    return sql.SQL("jsonb_typeof({0}) = {1} AND {0} <> {2}").format(container, sql.Literal(kind), empty)


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
        "NOT EXISTS (\n    SELECT FROM jsonb_object_keys({}) AS entry (key)\n    WHERE octet_length(entry.key) > {}\n)"
    ).format(container, key_room(node, parent_path))


def _has_unique_keys(node: Node, container: Sql, parent_path: Sql | None) -> Sql:
    test = _all_keys(node, container, parent_path)
    if not node.recursive or node.own.type == "text[]" or parent_path is None:
        return test
    room = (node.key_bytes - ARRAY_HEADER) // ITEM_BYTES[node.own.type]
    return sql.SQL("(cardinality({}) < {} AND {})").format(parent_path, sql.Literal(room), test)


def _all_keys(node: Node, container: Sql, parent_path: Sql | None) -> Sql:
    """Whether every element of an array has a key, in its canonical spelling, that no other has."""
    if node.natural_key is None:
        raise ValueError(f"node {node.name} has no natural key")
    fragment = dig(sql.SQL("entry.value"), node.natural_key.path)
    key = codecs.key(node.natural_key.type, fragment, key_room(node, parent_path))
    test = sql.SQL("count(*) = count(DISTINCT {})").format(key)
    if node.natural_key.type == "uuid":
        # one look at all keys: a regular expression builds its states anew at every call
        test = sql.SQL(
            "count(*) = count(DISTINCT {0}::text COLLATE \"C\")\n    AND string_agg({0}::text, '') ~ {1}"
        ).format(fragment, sql.Literal(CANONICAL_UUIDS))
    return sql.SQL("(\n    SELECT {}\n    FROM jsonb_array_elements({}) AS entry (value)\n)").format(test, container)


def columns(node: Node) -> list[str]:
    """The columns that tell where an element is: its own identity, and its position where the identity has none."""
    return [*([node.own.name] if node.identity else []), *([node.ordinal] if node.ordinal else [])]


@dataclass(frozen=True)
class Working:
    """Names of columns that stand beside identity columns while a node is decomposed; none may be called like those."""

    element: str
    children: str
    below: str


def elements_of(node: Node, names: Working) -> Sql:
    """FROM item with every element of the container `$1`, which is regular or NULL; for the root, the document `$1`.

    Columns: those of `columns(node)`, the element, and for a recursive node `children`: the element's own container,
    if that is regular.
    """
    if node.kind == "root":
        return sql.SQL("(SELECT $1 AS {}) AS document").format(sql.Identifier(names.element))
    if not node.recursive:
        return sql.SQL("(\n    SELECT {}, item.value AS {}\n    FROM {}\n) AS found").format(
            _place(node, None), sql.Identifier(names.element), _items(node, sql.SQL("$1"))
        )
    top = _step(node, names, sql.SQL("FROM {}").format(_items(node, sql.SQL("$1"))), None)
    source = sql.SQL("FROM tree AS parent CROSS JOIN LATERAL {}\nWHERE {} IS NOT NULL")
    container = sql.Identifier("parent", names.children)
    below = _step(
        node, names, source.format(_items(node, container), container), sql.Identifier("parent", node.own.name)
    )
    return sql.SQL(
        "(\n    WITH RECURSIVE tree AS (\n        {}\n        UNION ALL\n        {}\n    )\n"
        "    SELECT * FROM tree\n) AS found"
    ).format(indent(top, 8), indent(below, 8))


def _step(node: Node, names: Working, source: Sql, parent_path: Sql | None) -> Sql:
    """One level of a recursion: its elements, each with the container that the next level goes into."""
    found = sql.Identifier("item", names.below)
    regular = if_regular(node, found, sql.Identifier("item", node.own.name))
    return sql.SQL(
        "SELECT {place}, {regular} AS {children}\n"
        "FROM (\n    SELECT\n        {own},\n        item.value AS {element},\n        {below} AS {below_name}\n"
        "    {source}\n    OFFSET 0\n) AS item"
    ).format(
        place=sql.SQL(", ").join([sql.Identifier("item", name) for name in [*columns(node), names.element]]),
        regular=indent(regular),
        children=sql.Identifier(names.children),
        own=_place(node, parent_path),
        element=sql.Identifier(names.element),
        below=dig(sql.SQL("item.value"), node.recurse or ()),
        below_name=sql.Identifier(names.below),
        source=indent(source),
    )


def _items(node: Node, container: Sql) -> Sql:
    if node.kind == "map":
        return sql.SQL("jsonb_each({}) AS item (key, value)").format(container)
    return sql.SQL("jsonb_array_elements({}) WITH ORDINALITY AS item (value, ordinality)").format(container)


def _place(node: Node, parent_path: Sql | None) -> Sql:
    found = [sql.SQL("{} AS {}").format(_own(node, parent_path), sql.Identifier(node.own.name))]
    if node.ordinal:
        found.append(sql.SQL("item.ordinality::integer AS {}").format(sql.Identifier(node.ordinal)))
    return sql.SQL(", ").join(found)


def _own(node: Node, parent_path: Sql | None) -> Sql:
    if node.kind == "map":
        key: Sql = sql.SQL("item.key")
    elif node.natural_key:
        key = _known_key(node.natural_key)
    else:
        key = sql.SQL("item.ordinality::integer")
    if not node.recursive:
        return key
    return sql.SQL("{} || {}").format(parent_path, key) if parent_path is not None else sql.SQL("ARRAY[{}]").format(key)


def _known_key(natural: NaturalKey) -> Sql:
    """The natural key of an element of a regular container, which cannot be anything else."""
    holder = dig(sql.SQL("item.value"), natural.path[:-1])
    return sql.SQL("({} ->> {})::{}").format(holder, sql.Literal(natural.path[-1]), codecs.type_name(natural.type))
