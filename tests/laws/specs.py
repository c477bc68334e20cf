# ruff: noqa: E501 - tables of values
"""Random mapping specs that use every feature of the language, as values that YAML can hold.

Everything is drawn from one `random.Random`, so the same code serves Hypothesis (`st.randoms()`, which shrinks) and bulk runs from a seed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hofsm_migrate.spec.load import loads
from hofsm_migrate.spec.path import render
from hofsm_migrate.spec.types import NATURAL_KEY_TYPES, WIRES

if TYPE_CHECKING:
    from random import Random

    from hofsm_migrate.spec.mapping import Mapping

Path = tuple[str, ...]

PLAIN_KEYS = ["a", "b", "c", "d", "id", "x1"]
ODD_KEYS = [
    "",
    "a.b",
    "$",
    "'",
    '"',
    "\\",
    "😀",
    "é",
    "0",
    "1",
    "-1",
    "x y",
    "Key",
    "{}",
    "%s",
    "%",
    "\u2028",
    "a\nb",
    "$1",
    "null",
    "€{0}",
]
ODD_NAMES = [
    "Name", "two words", 'quo"te', "it's", "select", "user", "table", "Ünï", "😀", "%s", "%", "{x}", "{0}", "$1", "a.b", "\\", "x-y", "1st",
    "element", "item", "parent", "container", "tree", "value", "ordinality", "place", "members", "piece", "document", "chunk", "claimed",
    "node", "kept", "marks", "walk", "layer_0", "legacy", "composed", "payload", "rows of", "exists", "parsed", "fragment a", "key",
    "canonical a", "residual ", "step", "top", "child", "n" * 63, "é" * 31, "m" * 59,
]  # fmt: skip
LEGACY_KEYS: list[list[tuple[str, str]]] = [
    [("id", "bigint")],
    [("id", "bigint")],
    [("Legacy Id", "uuid")],
    [("code", "text")],
    [("company", "integer"), ("id", "bigint")],
    [("document", "text"), ("element", "uuid")],
    [("payload", "bigint")],
    [("in_legacy", "smallint"), ("rows", "bigint"), ("represented", "text")],
    [("chunk", "bigint"), ("claimed", "text")],
    [("place", "bigint"), ("members", "integer"), ("piece", "text")],
    [("legacy", "bigint")],
    [("node", "bigint"), ("residual_", "bigint")],
]
CHECKS: dict[str, list[str]] = {
    "text": ["length({}) < 5", "{} <> 'a'", "{} in ('a', 'x y', '1')", "{} is not null"],
    "enum": ["{} <> 'open'"],
    "integer": ["{} between 1 and 12", "{} > 0", "{} * 2 < 100", "{} <> 7 or {} is null"],
    "bigint": ["{} >= 0", "not ({} in (1, 2, 3))"],
    "numeric": ["{} > 0", "{} - 1 < 100.5", "-{} < 1e3"],
    "double precision": ["{} > 0", "{} < 1e300"],
    "boolean": ["{}", "{} = true"],
    "uuid": ["{} <> '123e4567-e89b-12d3-a456-426614174000'"],
    "date": ["{} >= '2020-01-01'"],
    "timestamptz": ["{} < '2030-01-01T00:00:00Z'"],
    "jsonb": ["{} is not null"],
}
LABELS = ["open", "done", "a", "x y", "it's", '"', "😀", "\\", "", "1", "true"]


@dataclass
class _Node:
    """What is known of a node while its tables are made: every path that is taken, and by which `when` object."""

    at: str
    names: set[str]
    claims: list[tuple[Path, str]] = field(default_factory=list)
    canonical: list[Path] = field(default_factory=list)

    def free(self, path: Path, inside: Path | None, variant: str | None) -> bool:
        for claim, kind in self.claims:
            if variant is not None and claim == path and kind.startswith("in ") and kind != f"in {variant}":
                continue
            if kind == "when" and claim == inside and len(path) > len(claim):
                continue
            shorter = min(len(claim), len(path))
            if claim[:shorter] == path[:shorter]:
                return False
        return True

    def claim(self, path: Path, kind: str, *, canonical: bool = True) -> None:
        self.claims.append((path, kind))
        if canonical:
            self.canonical.append(path)


class SpecMaker:
    """Makes one spec; `spec()` may be called once."""

    def __init__(self, rng: Random, *, nodes: int = 7) -> None:
        self.rng = rng
        self.left = rng.randint(1, nodes)
        self.tables: list[tuple[str, dict[str, Any]]] = []
        self.keys = rng.sample(PLAIN_KEYS, 4) + rng.sample(ODD_KEYS, 4)
        self.table_names: set[str] = set()
        self.odd_names = rng.random() < 0.5
        self.variants: dict[str, dict[str, Any]] = {}

    def spec(self) -> dict[str, Any]:
        key = self.rng.choice(LEGACY_KEYS)
        payload = self.rng.choice(
            [name for name in ("value", 'the "value"', "document", "composed") if name not in dict(key)]
        )
        kind = self.rng.choice(["jsonb"] * 6 + ["json", "text"])
        self._node("$", "root", {name for name, _ in key} | {"residual", "residual_absent"})
        return {
            "mapping": self.rng.choice(["m", "Map of it", "mapping_ö"]),
            "source": {
                "table": self.rng.choice(["old.legacy", r'old."Legacy \"Batches\""']),
                "key": [name for name, _ in key],
                "payload": {"column": payload, "type": kind},
            },
            "schema": self.rng.choice(["new_side", "New Side", "select"]),
            "tables": dict(self._in_any_order()),
        } | ({"variants": self.variants} if self.variants else {})

    def _in_any_order(self) -> list[tuple[str, dict[str, Any]]]:
        """The tables, sometimes shuffled; the first table of each node stays the first."""
        if self.rng.random() < 0.7:
            return self.tables
        shuffled = self.rng.sample(self.tables, len(self.tables))
        queues: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for item in self.tables:
            queues.setdefault(item[1]["at"], []).append(item)
        return [queues[item[1]["at"]].pop(0) for item in shuffled]

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _name(self, taken: set[str], plain: str) -> str:
        """A name that is not taken, odd in half of the specs; added to `taken`."""
        base = self.rng.choice(ODD_NAMES) if self.odd_names and self._chance(0.6) else plain
        name, number = base, 2
        while name in taken:
            tail = f" {number}"
            name, number = base.encode()[: 63 - len(tail)].decode(errors="ignore") + tail, number + 1
        taken.add(name)
        return name

    def _path(
        self,
        node: _Node,
        inside: Path = (),
        *,
        lengths: tuple[int, ...] = (1, 1, 1, 2, 2, 3),
        variant: str | None = None,
    ) -> Path | None:
        shared = [path for path, kind in node.claims if kind.startswith("in ")] if variant is not None else []
        for _ in range(12):
            path = (*inside, *(self.rng.choice(self.keys) for _ in range(self.rng.choice(lengths))))
            if shared and self._chance(0.6):
                path = self.rng.choice(shared)
            if node.free(path, inside or None, variant):
                return path
        return None

    def _node(self, at: str, kind: str, above: set[str]) -> None:
        """One node: its tables, then the nodes below it. `above` are the names that no column of it may have."""
        self.left -= 1
        node = _Node(at, set(above))
        name = self._name(self.table_names, f"t{len(self.table_names)}")
        spine: dict[str, Any] = {"role": "core", "at": at, "columns": {}}
        self.tables.append((name, spine))
        if kind == "map" and self._chance(0.7):
            spine["key_column"] = self._name(node.names, "entry key")
        if kind != "root" and self._chance(0.5):
            spine["missing"] = self.rng.choice(["absent", "json_null", "empty"])
        way = self.rng.random()
        if way < 0.12:
            spine["columns"] = {self._name(set(node.names), "itself"): self._column_of_element()}
        elif way < 0.24 and self.left > 0:
            self._child(node, ())
            self._otherwise(name, spine, node, [])
        else:
            self._object(name, spine, node, kind)

    def _column_of_element(self) -> dict[str, Any]:
        column = self._typed("itself")
        column["path"] = ""
        column.pop("missing", None)
        column.pop("check", None)
        return column

    def _object(self, name: str, spine: dict[str, Any], node: _Node, kind: str) -> None:
        if kind == "array" and self._chance(0.45):
            self._identity(spine, node)
        if kind != "root" and self._chance(0.3):
            path = self._path(node, lengths=(1, 1, 2))
            if path:
                spine["recurse"] = render(path)
                node.claim(path, "recurse")
        splits = self.rng.choice([0, 0, 0, 1, 1, 2])
        spine["columns"] = self._columns(node, self.rng.randint(0, 4))
        before = len(self.tables)
        for number in range(splits):
            self._split(name, number, node)
        plain = [table for _, table in self.tables[before:] if "when" not in table]
        if self._chance(0.4):
            self._variants(name, spine, node)
        while self.left > 0 and self._chance(0.65):
            path = self._path(node)
            if path is None:
                break
            self._child(node, path)
        self._objects(spine, node)
        self._otherwise(name, spine, node, plain)

    def _identity(self, spine: dict[str, Any], node: _Node) -> None:
        path = self._path(node, lengths=(1, 1, 2))
        if path:
            spine["identity"] = {"path": render(path), "type": self.rng.choice(NATURAL_KEY_TYPES)}
            spine["identity"]["column"] = self._name(node.names, "natural key")
            node.claim(path, "identity")

    def _split(self, spine: str, number: int, node: _Node) -> None:
        name = self._name(self.table_names, f"{spine[:20]}_split{number}")
        table: dict[str, Any] = {"role": self.rng.choice(["layout", "default", "input"]), "at": node.at}
        inside: Path = ()
        if self._chance(0.6) and (path := self._path(node, lengths=(1, 1, 2))):
            inside = path
            node.claim(path, "when")
            table["when"] = {"path": render(path), "is": "object"}
            if self._chance(0.4):
                table["missing"] = self.rng.choice(["absent", "json_null"])
        table["columns"] = self._columns(node, self.rng.randint(0, 3), inside)
        self.tables.append((name, table))

    def _variants(self, name: str, spine: dict[str, Any], node: _Node) -> None:
        """Variants of either kind, with columns that may share places, splits and collections."""
        names = self.rng.sample([label for label in LABELS if label != "by"], self.rng.randint(1, 4))
        taken = node.names | set(spine["columns"])
        path = self._path(node)
        if self._chance(0.5) and path is not None:
            node.claim(path, "column")
            kind: dict[str, Any] = {"type": "text"}
            if self._chance(0.4):
                kind = {"type": "enum", "values": [*self.rng.sample(names, len(names)), "other"]}
            if self._chance(0.3):
                kind["missing"] = "json_null"
            spine["columns"][self._name(taken, "kind")] = kind | {"path": render(path)}
            by: Any = render(path)
        else:
            by = {"present": {one: self._tested() for one in names}}
        self.variants[name] = {"by": by} | {one: self._variant(name, node, one, taken) for one in names}

    def _tested(self) -> Any:
        """Paths of which presence is asked; any will do, mapped or not."""
        paths = [
            render(tuple(self.rng.choice(self.keys) for _ in range(self.rng.choice([1, 1, 1, 2]))))
            for _ in range(self.rng.choice([1, 1, 1, 2]))
        ]
        return paths[0] if len(paths) == 1 and self._chance(0.5) else paths

    def _variant(self, spine: str, node: _Node, variant: str, taken: set[str]) -> dict[str, Any]:
        body: dict[str, Any] = {}
        if self._chance(0.7):
            body["columns"] = self._columns(node, self.rng.randint(0, 3), taken=taken, variant=variant)
        tables: dict[str, Any] = {}
        for number in range(self.rng.choice([0, 1, 1, 2])):
            name = self._name(self.table_names, f"{spine[:20]}_variant{number}")
            columns = self._columns(node, self.rng.randint(0, 4), variant=variant)
            tables[name] = {"role": "layout", "columns": columns}
            if self._chance(0.3):
                tables[name]["at"] = node.at
        if self.left > 0 and self._chance(0.3) and (path := self._path(node)):
            before = len(self.tables)
            self._child(node, path, "container in a variant")
            tables |= dict(self.tables[before:])
            del self.tables[before:]
        return body | ({"tables": tables} if tables else {})

    def _columns(
        self,
        node: _Node,
        count: int,
        inside: Path = (),
        *,
        taken: set[str] | None = None,
        variant: str | None = None,
    ) -> dict[str, Any]:
        taken = set(node.names) if taken is None else taken
        kind = "column" if variant is None else f"in {variant}"
        found: dict[str, Any] = {}
        for number in range(count):
            path = self._path(node, inside, variant=variant)
            if path is None:
                break
            node.claim(path, kind)
            name = self._name(taken, self.rng.choice(["same", f"c{number}"]))
            found[name] = self._typed(name) | {"path": render(path)}
            if self._chance(0.2) and (second := self._path(node, inside, variant=variant)):
                node.claim(second, kind, canonical=False)
                found[name]["path"] = [render(path), render(second)]
        return found

    def _typed(self, name: str) -> dict[str, Any]:
        kind = self.rng.choice(list(WIRES))
        column: dict[str, Any] = {"type": kind}
        if kind == "enum":
            column["values"] = self.rng.sample(LABELS, self.rng.randint(1, 5))
        if self._chance(0.6):
            column["wire"] = self.rng.sample(WIRES[kind], self.rng.randint(1, min(3, len(WIRES[kind]))))
        if self._chance(0.3):
            column["missing"] = self.rng.choice(["absent", "json_null"])
        if self._chance(0.2):
            quoted = '"' + name.replace('"', '""') + '"'
            column["check"] = self.rng.choice(CHECKS[kind]).replace("{}", quoted)
        if self._chance(0.2):
            column["index"] = True
        if kind == "bigint" and self._chance(0.3):
            column["references"] = "public.items.id"
        return column

    def _child(self, node: _Node, path: Path, claim: str = "container") -> None:
        node.claim(path, claim)
        kind = self.rng.choice(["array", "array", "map"])
        at = node.at + ("." + render(path) if path else "") + ("[*]" if kind == "array" else ".*")
        self._node(at, kind, node.names)

    def _objects(self, spine: dict[str, Any], node: _Node) -> None:
        mapped = {path for path, _ in node.claims}
        on_the_way = sorted({path[:size] for path in node.canonical for size in range(1, len(path))} - mapped)
        for path in on_the_way:
            if self._chance(0.4):
                rules = spine.setdefault("objects", {})
                rules[render(path)] = {"missing": self.rng.choice(["absent", "json_null", "empty"])}

    def _otherwise(self, name: str, spine: dict[str, Any], node: _Node, splits: list[dict[str, Any]]) -> None:
        """Columns for what is of another kind at objects and collections, in the first table or another without `when`."""
        places = {path[:size] for path, _ in node.claims for size in range(len(path))}
        places |= {path for path, kind in node.claims if kind in ("container", "recurse", "when")}
        whens = [path for path, kind in node.claims if kind == "when"]
        keys = [path for path, kind in node.claims if kind == "identity"]
        variants = self.variants.get(name, {}).values()
        in_variants = {column for body in variants if isinstance(body, dict) for column in body.get("columns", {})}
        for place in sorted(places):
            inside = any(len(place) > len(top) and place[: len(top)] == top for top in whens)
            if inside or any(key[: len(place)] == place for key in keys) or not self._chance(0.3):
                continue
            columns = self.rng.choice([spine, spine, *splits])["columns"]
            column = self._name(node.names | set(columns) | in_variants, "other")
            columns[column] = {"path": render(place), "type": "jsonb", "otherwise": True}
            if self._chance(0.2):
                columns[column]["index"] = True


def yaml_text(spec: dict[str, Any]) -> str:
    """The spec as YAML in JSON's clothes; the few characters that YAML takes for line breaks are escaped."""
    text = json.dumps(spec, ensure_ascii=False, indent=1)
    for letter in "\x7f\x85\u2028\u2029\ufeff":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def random_mapping(rng: Random, *, nodes: int = 7) -> tuple[str, Mapping]:
    """The text of a random spec, and the mapping that the loader makes of it; it refuses none of them."""
    text = yaml_text(SpecMaker(rng, nodes=nodes).spec())
    return text, loads(text, "random.yaml")


def key_types(mapping: Mapping) -> list[tuple[str, str]]:
    """Names and types of the legacy key, as in `LEGACY_KEYS`."""
    return next(key for key in LEGACY_KEYS if tuple(name for name, _ in key) == mapping.source.key)
