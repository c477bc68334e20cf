"""Random documents steered by the shapes of a spec, as JSON text.

Spellings that jsonb normalises are part of what is tried.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from laws.values import DAYS, FRACTIONS, GOOD, LONG, MAP_KEYS, NOTHING, ODD, TIMES, ZONES, Raw

from hofsm_migrate.lens.tree import ColumnLeaf, ContainerLeaf, Inner, KeyLeaf, Node, Shape, Tree

if TYPE_CHECKING:
    from random import Random

    from hofsm_migrate.spec.mapping import Column


def put(value: Any, path: tuple[str, ...], item: Any, *, keep: bool = False) -> None:
    """Put `item` at `path` where objects lead to it; with `keep`, only where there is nothing yet."""
    for key in path[:-1]:
        value = value.setdefault(key, {})
        if not isinstance(value, dict):
            return
    if not (keep and path[-1] in value):
        value[path[-1]] = item


class DocumentMaker:
    """Makes documents for one tree. `odd` is the share of places that do not conform; it differs between documents."""

    def __init__(self, rng: Random, tree: Tree) -> None:
        self.rng = rng
        self.tree = tree
        self.odd = 0.0
        self.left = 0

    def text(self) -> str | None:
        """One document as JSON text, None for SQL NULL."""
        self.odd = self.rng.choice([0.0, 0.02, 0.05, 0.15, 0.4])
        self.left = self.rng.choice([5, 20, 60])
        if self.rng.random() < 0.01:
            return None
        value = self.arbitrary(3) if self.rng.random() < 0.04 else self._element(self.tree.root, 0)
        return "null" if value is NOTHING else self.spell(value)

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _element(self, node: Node, depth: int, key: Any = NOTHING) -> Any:
        self.left -= 1
        if self._chance(self.odd * 0.4):
            return self.arbitrary(2)
        value = self._of_variant(node, depth, key)
        return self.arbitrary(1) if value is NOTHING else value

    def _of_variant(self, node: Node, depth: int, key: Any) -> Any:
        """An element with the keys of one variant, which for the most part says that it is of that one."""
        if node.variants is None:
            return self._at(node, node.shape, depth, key)
        variant = self.rng.choice([None, *node.variants.names])
        value = self._at(node, node.shape_of(variant), depth, key)
        if variant is None or not isinstance(value, dict) or self._chance(self.odd):
            return value
        if self._chance(0.1):  # one variant's keys under the name of another
            variant = self.rng.choice(node.variants.names)
        if node.naming_leaf is not None:
            put(value, node.naming_leaf.path, variant)
        for entry in node.variants.present:
            for path in entry.paths if entry.variant == variant else ():
                put(value, path, self.arbitrary(1), keep=True)
        return value

    def _at(self, node: Node, shape: Shape, depth: int, key: Any) -> Any:
        if isinstance(shape, (Inner, ContainerLeaf)) and shape.otherwise is not None and self._chance(0.15):
            return self.arbitrary(2)
        if isinstance(shape, Inner):
            return self._inner(node, shape, depth, key)
        if isinstance(shape, ColumnLeaf):
            return self._column(shape)
        if isinstance(shape, KeyLeaf):
            return self._natural_key(key)
        return self._container(node, shape, depth)

    def _inner(self, node: Node, shape: Inner, depth: int, key: Any) -> Any:
        if shape.path and self._chance(0.12 + self.odd * 0.5):
            return self.rng.choice([NOTHING, NOTHING, {}, None, [], "x", [{}], {"zz": Raw("1")}])
        found = {name: self._at(node, member, depth, key) for name, member in shape.members}
        found = {name: value for name, value in found.items() if value is not NOTHING}
        while self._chance(0.05 + self.odd * 0.4):
            found.setdefault(self.rng.choice(MAP_KEYS), self.arbitrary(2))
        return found

    def _column(self, leaf: ColumnLeaf) -> Any:
        column = leaf.column
        if self._chance(0.7 if leaf.spelling else 0.12):
            return NOTHING
        if column.missing == "json_null" and self._chance(0.2):
            return None
        if self._chance(self.odd):
            return self._odd_value(column)
        return self.rng.choice(self._good(column, column.wires[0]))

    def _good(self, column: Column, wire: str) -> list[Any]:
        return list(column.values) if column.type == "enum" else GOOD[column.type, wire]

    def _odd_value(self, column: Column) -> Any:
        way = self.rng.random()
        if way < 0.25:
            return self.rng.choice(self._good(column, self.rng.choice(column.wires)))
        if way < 0.45 and column.type in {"timestamptz", "date"}:
            return self._moment()
        if way < 0.55:
            return self.arbitrary(2)
        if way < 0.57:
            return self.rng.choice(LONG)
        return self.rng.choice(ODD)

    def _moment(self) -> str:
        separator = self.rng.choice("TTTTT t")
        return "".join(
            [
                self.rng.choice(DAYS),
                separator,
                self.rng.choice(TIMES),
                self.rng.choice(FRACTIONS),
                self.rng.choice(ZONES),
            ]
        )

    def _natural_key(self, key: Any) -> Any:
        if self._chance(self.odd * 0.1):
            return self.rng.choice([NOTHING, *ODD, *LONG])
        return key

    def _container(self, node: Node, leaf: ContainerLeaf, depth: int) -> Any:
        if self._chance(0.1 + self.odd * 0.5):
            return self.rng.choice([NOTHING, NOTHING, None, {}, [], "x", {"a": Raw("1")}, [Raw("1"), None, {}]])
        child = self.tree.by_name[leaf.child]
        below = depth + 1 if child is node else 0
        if self.left <= 0 or (child is node and (below > 5 or self._chance(0.3))):
            return self.rng.choice([NOTHING, NOTHING, {} if leaf.kind == "map" else []])
        count = self.rng.choice([0, 1, 1, 2, 3, 4])
        if leaf.kind == "map":
            return {name: self._element(child, below) for name in self._map_keys(count)}
        return [self._element(child, below, key) for key in self._keys(child, count)]

    def _map_keys(self, count: int) -> list[str]:
        keys = self.rng.sample(MAP_KEYS, count)
        if self._chance(self.odd * 0.05):
            keys.append(self.rng.choice(["k" * 400, "k" * 990, "k" * 2_000, "k" * 2_001, "é" * 1_500]))
        return keys

    def _keys(self, child: Node, count: int) -> list[Any]:
        """Keys that tell the elements apart, but for a small share."""
        natural = child.natural_key
        if natural is None:
            return [NOTHING] * count
        numbers = self.rng.sample(range(20), count)
        if numbers and self._chance(self.odd * 0.2):
            numbers[-1] = numbers[0]
        if natural.type == "text":
            return [MAP_KEYS[number] for number in numbers]
        if natural.type == "uuid":
            return [str(uuid.UUID(int=number + 10**30)) for number in numbers]
        return [Raw(str(number - 3)) for number in numbers]

    def arbitrary(self, depth: int) -> Any:
        """Any JSON."""
        way = self.rng.random()
        if depth == 0 or way < 0.6:
            return self.rng.choice(ODD)
        if way < 0.8:
            return [self.arbitrary(depth - 1) for _ in range(self.rng.randint(0, 3))]
        return {self.rng.choice(MAP_KEYS): self.arbitrary(depth - 1) for _ in range(self.rng.randint(0, 3))}

    def spell(self, value: Any) -> str:
        """JSON text with blanks and escapes here and there."""
        blank = self.rng.choice(["", "", " ", "\n"])
        if isinstance(value, Raw):
            return value.text
        if isinstance(value, dict):
            return (
                "{" + ("," + blank).join(f"{self.spell(key)}:{self.spell(item)}" for key, item in value.items()) + "}"
            )
        if isinstance(value, list):
            return "[" + ("," + blank).join(self.spell(item) for item in value) + "]"
        return json.dumps(value, ensure_ascii=self.rng.random() < 0.3)
