"""Why a part of a document is in the residual, place by place: what a spec writer wants to know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.codecs import Codec, natural_key
from hofsm_migrate.lens.decompose import Element, Row, Rows, lookup, members_of, shape_of
from hofsm_migrate.lens.jsonb import ABSENT, Absent, JsonValue
from hofsm_migrate.lens.tree import ColumnLeaf, ContainerLeaf, Inner, Node, Shape, Tree, column_leaves, container_leaves
from hofsm_migrate.phases.difference import show
from hofsm_migrate.spec.naming import ABSENT as ABSENT_COLUMN
from hofsm_migrate.spec.naming import RESIDUAL as RESIDUAL_COLUMN
from hofsm_migrate.spec.path import render
from hofsm_migrate.trial.words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.spec.mapping import Path

SHOWN = 60
_TYPES = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    Decimal: "a number",
    type(None): "null",
}
_EMPTY: dict[str, str] = {"array": "[]", "map": "{}"}


@dataclass(frozen=True)
class Reason:
    """One thing that the residual holds. `place` is where in the document, `table` the first table of its node.

    A place is written as in a spec with positions from 0: `lines[0].qty`, `$` for the whole document. `fragment` is
    what is kept there; ABSENT where it is kept that nothing is there.
    """

    table: str
    place: str
    words: str
    fragment: JsonValue | Absent


def reasons(tree: Tree, document: JsonValue | Absent, rows: Rows) -> list[Reason]:
    """Everything in the residuals of `rows`, which are those of `document`, in the order of the document."""
    spines = {node.name: iter(rows[node.name]) for node in tree.nodes}
    return [
        Reason(element.node.name, show((*place, *path)), words, fragment)
        for element, place in _places(tree, Element(tree.root, document), ())
        for path, words, fragment in _of_element(tree, element, next(spines[element.node.name]))
    ]


_Place = tuple[str | int, ...]
_Found = tuple["Path", str, "JsonValue | Absent"]
"""Path below the element, words, and what is kept there."""


def _places(tree: Tree, element: Element, place: _Place) -> Iterator[tuple[Element, _Place]]:
    yield element, place
    for leaf in container_leaves(shape_of(element)):
        child = tree.by_name[leaf.child]
        for item in members_of(child, element, lookup(element.value, leaf.path)):
            yield from _places(tree, item, (*place, *leaf.path, _own_step(item)))


def _own_step(item: Element) -> str | int:
    if item.node.kind == "array":
        return item.ordinal - 1
    own = item.identity[-1]
    return own[-1] if item.node.recursive else own


def _of_element(tree: Tree, element: Element, spine: Row) -> Iterator[_Found]:
    top = shape_of(element)
    yield from _kept(tree, element, top, element.value, spine[RESIDUAL_COLUMN])
    for mark in spine[ABSENT_COLUMN] or ():
        shape = next(shape for shape in _shapes(top) if not hasattr(shape, "key") and shape.mark == mark)
        yield shape.path, f"absent, where `missing: {_missing(shape)}` composes {_instead(shape)}", ABSENT


def _shapes(shape: Shape) -> Iterator[Any]:
    yield shape
    if isinstance(shape, Inner):
        for _, member in shape.members:
            yield from _shapes(member)


def _missing(shape: Inner | ContainerLeaf | ColumnLeaf) -> str:
    return shape.column.missing if isinstance(shape, ColumnLeaf) else shape.missing


def _instead(shape: Inner | ContainerLeaf | ColumnLeaf) -> str:
    if _missing(shape) == "json_null":
        return "null"
    return _EMPTY[shape.kind] if isinstance(shape, ContainerLeaf) else "{}"


def _kept(
    tree: Tree, element: Element, shape: Shape, value: JsonValue | Absent, kept: JsonValue | Absent
) -> Iterator[_Found]:
    """What the residual keeps at one position of an element, whose value there is `value`."""
    if kept is ABSENT:
        return
    if isinstance(shape, Inner) and isinstance(value, dict):
        yield from _kept_members(tree, element, shape, value, kept)
    elif isinstance(shape, Inner):
        yield shape.path, _not_expected(value, "an object", shape.missing), kept
    elif isinstance(shape, ColumnLeaf):
        yield shape.path, _column_words(shape, element.value, value), kept
    elif isinstance(shape, ContainerLeaf):
        yield shape.path, _container_words(tree.by_name[shape.child], shape, element, value), kept


def _kept_members(tree: Tree, element: Element, shape: Inner, value: JsonValue, kept: JsonValue) -> Iterator[_Found]:
    members = dict(shape.members)
    if not kept:
        yield shape.path, "an object in which no column finds a value: kept so that it does not vanish", kept
    for key, item in kept.items():
        if key in members:
            yield from _kept(tree, element, members[key], value[key], item)
        else:
            path = (*shape.path, key)
            yield path, _unmapped(element.node, path), item


def _unmapped(node: Node, path: Path) -> str:
    variants = [leaf.variant for leaf in column_leaves(node.shape) if leaf.path == path]
    variants += [leaf.variant for leaf in container_leaves(node.shape) if leaf.path == path]
    if not variants:
        return "unmapped key"
    return f"mapped in variant {shortened(' and '.join(str(name) for name in variants), SHOWN)} only"


def _not_expected(value: JsonValue | Absent, wanted: str, missing: str) -> str:
    if value is None or value in ([], {}):
        return f"{_text(value)}, where nothing is composed as {_nothing(missing)} (`missing: {missing}`)"
    return f"{_TYPES[type(value)]}, where the spec has {wanted}"


def _nothing(missing: str) -> str:
    return {"absent": "an absent key", "json_null": "null", "empty": "an empty one"}[missing]


def _column_words(leaf: ColumnLeaf, element: JsonValue | Absent, fragment: JsonValue) -> str:
    column = leaf.column
    present = [path for path in column.paths if lookup(element, path) is not ABSENT]
    if leaf.path != present[0]:
        return f"an older spelling; `{render(present[0])}` is there, too, and is used"
    if leaf.spelling:
        return f"an older spelling of `{render(column.paths[0])}`"
    if len(present) > 1:
        return f"also given in an older spelling, `{render(present[1])}`: both are kept"
    return _fragment_words(leaf, fragment)


def _fragment_words(leaf: ColumnLeaf, fragment: JsonValue) -> str:
    column, codec = leaf.column, Codec(leaf.column)
    value = codec.extract(fragment)
    if value is not None:
        return f"{_text(fragment)} is not the canonical spelling of {column.type} {_text(codec.compose(value))}"
    if fragment is None:
        return f"null, where nothing is composed as {_nothing(column.missing)} (`missing: {column.missing}`)"
    if column.index and Codec(replace(column, index=False)).extract(fragment) is not None:
        return f"{_text(fragment)} is too large for an index"
    if column.check and Codec(replace(column, check=None)).extract(fragment) is not None:
        return f"{_text(fragment)} violates the check of {column.name}"
    if column.type == "enum" and isinstance(fragment, str):
        return f"{_text(fragment)} is not one of {', '.join(column.values)}"
    wires = "" if column.wires == ("native",) else f", wire {' or '.join(column.wires)}"
    return f"{_text(fragment)} cannot be read as {column.type}{wires}"


def _container_words(child: Node, leaf: ContainerLeaf, parent: Element, value: JsonValue) -> str:
    wanted = "an object whose keys are data" if leaf.kind == "map" else "an array"
    if not isinstance(value, dict if leaf.kind == "map" else list) or not value:
        return _not_expected(value, wanted, leaf.missing)
    if child.natural_key is not None and (words := _key_words(child, value)):
        return f"{words}: the collection stays whole"
    if child.recursive and parent.node is child:
        return "the recursion goes too deep for an index: the rest stays whole"
    return "a key is too long for an index: the collection stays whole"


def _key_words(child: Node, items: JsonValue) -> str | None:
    """What is wrong with the natural keys of a collection; None where they tell its elements apart."""
    natural, seen = child.natural_key, dict[Any, int]()
    assert natural is not None
    for position, item in enumerate(items):
        fragment = lookup(item, natural.path)
        key = natural_key(fragment, natural.type)
        if fragment is ABSENT:
            return f"natural key `{render(natural.path)}` is missing in element [{position}]"
        if key is None:
            return f"natural key {_text(fragment)} of element [{position}] is not a canonical {natural.type}"
        if key in seen:
            return f"natural key {_text(fragment)} appears twice, in elements [{seen[key]}] and [{position}]"
        seen[key] = position
    return None


def _text(value: JsonValue | Absent) -> str:
    return "nothing" if value is ABSENT else shortened(jsonb.dumps(value), SHOWN)
