"""What of a document does not conform: fragments that the residual keeps at mapped paths (`on_mismatch: reject`).

Nothing is no mismatch: `null`, an absent key, an empty container. Neither is what no path of the spec takes. The
generated SQL looks at the same places.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.codecs import Codec
from hofsm_migrate.lens.compose import variant_of_row
from hofsm_migrate.lens.decompose import decompose, lookup
from hofsm_migrate.lens.jsonb import ABSENT, Absent, JsonValue
from hofsm_migrate.lens.tree import ColumnLeaf, ContainerLeaf, Node, Shape, Tree, column_leaves, container_leaves
from hofsm_migrate.lens.tree import inner_positions as inner
from hofsm_migrate.spec.naming import RESIDUAL
from hofsm_migrate.spec.path import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.spec.mapping import Column, Path, Position

Kind = Literal["column", "array", "map", "object"]
_EMPTY: dict[Kind, JsonValue] = {"array": [], "map": {}}


@dataclass(frozen=True)
class Place:
    """A mapped path of a node, in words for a message: `what` lies there, and what it `takes`.

    `variants` are those in which the path is mapped, None for all elements. `judged` is the column whose first spelling
    this is, where it has several: the residual keeps all of them, so that the fragment has to be looked at by itself.
    """

    path: Path
    kind: Kind
    variants: tuple[str, ...] | None
    what: str
    takes: str
    position: Position
    judged: Column | None = None


@dataclass(frozen=True)
class Mismatch:
    """A fragment, as the text that jsonb has for it, that is kept at the place of a node with this number."""

    node: str
    place: int
    fragment: str


def places(node: Node) -> tuple[Place, ...]:
    """All places of a node where the residual may keep what does not conform."""
    return (*_columns(node), *_containers(node), *_objects(node))


def mismatches(tree: Tree, document: JsonValue | Absent) -> list[Mismatch]:
    """All mismatches of a document; the same one as often as it is there."""
    rows = decompose(tree, document)
    return [
        Mismatch(node.name, number, jsonb.dumps(fragment))
        for node in tree.nodes
        for row in rows[node.name]
        for number, place in enumerate(places(node))
        if place.variants is None or variant_of_row(node, row) in place.variants
        if _is_mismatch(place, fragment := lookup(row[RESIDUAL], place.path))
    ]


def new_mismatches(tree: Tree, was: JsonValue | Absent, now: JsonValue | Absent) -> list[Mismatch]:
    """The mismatches that a write brings: those of the new version without as many equal ones of the old."""
    left = Counter(mismatches(tree, now)) - Counter(mismatches(tree, was))
    return list(left.elements())


def _is_mismatch(place: Place, fragment: JsonValue | Absent) -> bool:
    kind = place.kind
    if fragment is ABSENT or fragment is None:
        return False
    if kind == "object":
        return not isinstance(fragment, dict)
    if kind == "column":
        return place.judged is None or not Codec(place.judged).conforms(fragment)
    return type(fragment) is not type(_EMPTY[kind]) or bool(fragment)


def _columns(node: Node) -> Iterator[Place]:
    for leaf in column_leaves(node.shape):
        column = leaf.column
        variants = None if leaf.variant is None else (leaf.variant,)
        first = f" at {_words(column.paths[0])}" if leaf.spelling else ""
        takes = f"{column.type}, wire form {column.wires[0]}{first}"
        what = f"column {leaf.table.name}.{column.name}"
        judged = column if leaf.spelling == 0 and len(column.paths) > 1 else None
        yield Place(leaf.path, "column", variants, what, takes, column.position, judged)


def _containers(node: Node) -> Iterator[Place]:
    for leaf in container_leaves(node.shape):
        rows = "an object, whose entries" if leaf.kind == "map" else "an array, whose elements"
        takes = f"{rows} are its rows, if their keys are there, differ and are not too long"
        variants = None if leaf.variant is None else (leaf.variant,)
        yield Place(leaf.path, leaf.kind, variants, f"collection {leaf.child}", takes, node.spine.position)


def _objects(node: Node) -> Iterator[Place]:
    for shape in inner(node.shape):
        variants = _variants_below(shape)
        if variants is None or variants:
            what = f"the object at {render(shape.path)}" if shape.path else f"an element of {node.name}"
            takes = "an object, which holds other columns and collections"
            yield Place(shape.path, "object", variants, what, takes, node.spine.position)


def _variants_below(shape: Shape) -> tuple[str, ...] | None:
    """The variants in which anything is mapped below an object, None for all elements."""
    whens = any(one.when is not None for one in inner(shape))
    leaves: list[ColumnLeaf | ContainerLeaf] = [*column_leaves(shape), *container_leaves(shape)]
    if whens or any(leaf.variant is None for leaf in leaves):
        return None
    return tuple(dict.fromkeys(leaf.variant for leaf in leaves if leaf.variant is not None))


def _words(path: Path) -> str:
    return render(path) if path else "the element itself"
