# ruff: noqa: E501 - tables of values
"""Random documents steered by the shapes of a spec, as JSON text: spellings that jsonb normalises are part of what is tried.

A value is a dict, list, str, bool, None or `Raw`, which is JSON text that goes out as it is.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hofsm_migrate.lens.tree import ColumnLeaf, ContainerLeaf, Inner, KeyLeaf, Node, Shape, Tree

if TYPE_CHECKING:
    from random import Random

    from hofsm_migrate.spec.mapping import Column


@dataclass(frozen=True)
class Raw:
    """JSON text."""

    text: str


NOTHING = object()
"""In place of a value: the key is left out."""

INTEGERS = ["0", "1", "2", "7", "12", "13", "-1", "42", "99", "100", "2147483646", "2147483647", "-2147483648"]
BIG_INTEGERS = [
    "2147483648",
    "-2147483649",
    "9223372036854775807",
    "-9223372036854775808",
    "1700000000000",
    "123456789012345678",
]
HUGE = [
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "1" * 40,
    "-" + "9" * 40,
    "1e400",
    "1e18",
    "1e19",
    "1e20",
]
DECIMALS = [
    "1.0",
    "1.10",
    "0.10",
    "0.1",
    "-0.5",
    "2.50",
    "100.00",
    "3.14159",
    "0.0",
    "0.000",
    "1e-7",
    "123.4500e2",
    "1E2",
    "-0",
    "-0.0",
    "1e5",
]
ODD_NUMBERS = [
    "1e400", "-1e-400", "1e-307", "1e-308", "1.7e308", "1.8e308", "2.2250738585072014e-308", "9007199254740993", "0.30000000000000004",
    "5e-324", "1" + "0" * 39 + ".5", "0." + "0" * 60 + "1", "1e15", "1e16", "123456789.123456789123456789", "2e0", "1e-5", "0.0001",
    "9.007199254740993e15", "1e23", "8.41e21", "2.0e-3", "4.35", "1e1000", "0e400", "253402300799", "253402300800", "-62135596800",
    "-62135596801", "253402300799.999999", "253402300799.9999999", "-0.0000001", "1700000000.123456", "1700000000.1234567",
]  # fmt: skip
NUMBER_TEXTS = [
    "007", "+5", "-0", "1.", ".5", "+.5e1", "1e3", "1E+03", "1e-3", "1e999", "1e1000", "1_000", "12kg", "1,000", " 1", "1 ", "", "-", "+", ".",
    "NaN", "Infinity", "-Infinity", "0x10", "0b1", "1.50", "12.", "00.10", "١٢", "1\n", "12e", "9" * 20, "9" * 21, "9" * 400, "9" * 401,
    "1.0", "10.00", "9223372036854775807", "9223372036854775808", "2147483648", "-2147483648", "1e308", "1.8e308", "-1e-400", "1e-999", "--1",
    "4.9e-324", "1e-307", "0.0", "-0.0", "1700000000", "1700000000000",
]  # fmt: skip
UUIDS = [
    "123e4567-e89b-12d3-a456-426614174000",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-4fff-8fff-ffffffffffff",
]
ODD_UUIDS = [
    "123E4567-E89B-12D3-A456-426614174000", "{123e4567-e89b-12d3-a456-426614174000}", "123e4567e89b12d3a456426614174000",
    "123e4567-e89b-12d3-a456-42661417400", "g23e4567-e89b-12d3-a456-426614174000", " 123e4567-e89b-12d3-a456-426614174000",
]  # fmt: skip
DATES = ["2022-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1969-12-31"]
ODD_DATES = [
    "2022-02-30", "2023-02-29", "1900-02-29", "0000-01-01", "0000-02-29", "2022-13-01", "2022-00-10", "2022-01-00", "2022-1-1", "22-01-01",
    "2022/01/01", "20220101", "2022-01-01 ", "10000-01-01", "-2022-01-01", "2022-01-32", "infinity", "now", "epoch", "today", "٢٠٢٢-٠١-٠١",
]  # fmt: skip
US_DATES = ["01/31/2022", "12/31/9999", "02/29/2024"]
ODD_US_DATES = ["1/2/2022", "02/30/2022", "31/01/2022", "00/00/0000", "1/1/22", "2/29/1900", "01/01/10000"]
DAYS = [
    "2022-01-31",
    "2024-02-29",
    "0001-01-01",
    "9999-12-31",
    "0000-01-01",
    "2022-02-30",
    "2022-06-15",
    "1970-01-01",
    "1969-12-31",
]
TIMES = ["00:00:00", "23:59:59", "12:34", "23:59:60", "24:00:00", "12:60:00", "10:20:30", "00:00", "25:00:00"]
FRACTIONS = [
    "",
    "",
    ".1",
    ".12",
    ".123",
    ".000",
    ".100",
    ".120",
    ".1234",
    ".123456",
    ".999999",
    ".1234567",
    ".9999999",
    ".123456789",
    ".1234567890",
    ".",
    ".000001",
]
ZONES = [
    "Z",
    "Z",
    "z",
    "",
    "+00:00",
    "-00:00",
    "+02:00",
    "-0530",
    "+14",
    "+23:59",
    "-23:59",
    "+24:00",
    "+05:60",
    "+5",
    "+05:30:15",
    " UTC",
    "+0",
    "-12",
]
TEXTS = [
    "", "a", "x y", "open", "done", "true", "False", "TRUE", "Y", "n", "yes", "0", "1", "null", "it's", '"', "\\", "\\\\", '\\"', "{}", "[]",
    "😀", "e\u0301é", "\u2028\u2029", "\x01\x1f", "\x7f\x80", "\t\n\r\b\f", "</script>", "שלום", "\ufeff", "\ufffe", "$body$", "%s %(x)s", "a\x01b", "1.50",
]  # fmt: skip
JSON_TEXTS = [
    "1", "1.0", "null", '"x"', "{}", "[]", '{"b": 1, "a": [1, 2.50]}', '{"a":1,"a":2}', "{", '{"a":}', '"\\u0000"', '"\\ud800"', '"\\ud83d\\ude00"',
    " 1 ", "[1,]", "NaN", "nul", "1 2", "[" * 40 + "]" * 40, "1e400", "1e999999", "-0", "01", "'x'", '{"\\u0061": 1}', "\ufeff1", "\x0c1", "\u00a01", "[1e-20000]",
    '"\t"', "tru", "-", '{"a" : "\\u2028"}', '{"k": "\\\\"}', '"\\/"', "Infinity", "[1, 2", '"\\x41"', "1E5", '{1: 2}', "1.", ".5", '"\udbff"'.replace("\udbff", "\U0010ffff"),
]  # fmt: skip
MAP_KEYS = [
    "",
    "a",
    "b",
    "id",
    "a.b",
    "$",
    "'",
    '"',
    "\\",
    "😀",
    "0",
    "1",
    "10",
    "2",
    "x y",
    "K",
    "k",
    "é",
    "\u2028",
    "a\nb",
    "null",
    "{}",
    "%",
    "zz",
    "ab",
]


def quoted(texts: list[str]) -> list[Raw]:
    return [Raw(json.dumps(text)) for text in texts]


def raw(texts: list[str]) -> list[Raw]:
    return [Raw(text) for text in texts]


_WHOLE = {"integer": INTEGERS, "bigint": INTEGERS + BIG_INTEGERS}
GOOD: dict[tuple[str, str], list[Any]] = {
    ("text", "native"): list(TEXTS),
    ("enum", "native"): ["open", "done", "a", "x y", "it's", '"', "😀", "\\", "", "1", "true"],
    ("numeric", "native"): raw(INTEGERS + DECIMALS + ["1" * 40]),
    ("numeric", "string"): quoted([*INTEGERS, "1.50", "10.00", "0.0", "-3.25"]),
    ("double precision", "native"): raw([*INTEGERS, "0.5", "-1.25", "3.14159", "1e5", "100000000000000000000"]),
    ("double precision", "string"): quoted(["1", "0.5", "-1.25", "3.14159", "100000"]),
    ("boolean", "native"): [True, False],
    ("boolean", "true/false"): ["true", "false"],
    ("boolean", "Y/N"): ["Y", "N"],
    ("boolean", "0/1"): raw(["0", "1"]),
    ("uuid", "native"): list(UUIDS),
    ("date", "iso8601"): list(DATES),
    ("date", "MM/DD/YYYY"): list(US_DATES),
    ("timestamptz", "iso8601"): [
        "2022-01-31T10:20:30+00:00",
        "2022-01-31T10:20:30.5+00:00",
        "0001-01-01T00:00:00+00:00",
    ],
    ("timestamptz", "iso8601-z"): ["2022-01-31T10:20:30Z", "9999-12-31T23:59:59Z"],
    ("timestamptz", "iso8601-ms-z"): ["2022-01-31T10:20:30.120Z", "1969-12-31T23:59:59.999Z"],
    ("timestamptz", "iso8601-us-z"): ["2022-01-31T10:20:30.123456Z", "0001-01-01T00:00:00.000001Z"],
    ("timestamptz", "iso8601-naive"): ["2022-01-31T10:20:30", "2022-01-31T10:20:30.25"],
    ("timestamptz", "epoch-s"): raw(["0", "1700000000", "-1", "253402300799"]),
    ("timestamptz", "epoch-ms"): raw(["0", "1700000000123", "-1", "253402300799999"]),
    ("jsonb", "native"): [
        *raw(["1.0", "0", "-0"]),
        "x",
        {},
        [],
        {"a": Raw("1.10")},
        [None],
        None,
        True,
        {"k": {"": []}},
    ],
    ("jsonb", "json-string"): ["1", "{}", '{"a": 1}', "[1, 2]", "null", '"x"'],
}
GOOD |= {(kind, "native"): raw(whole) for kind, whole in _WHOLE.items()}
GOOD |= {(kind, "string"): quoted(whole) for kind, whole in _WHOLE.items()}
ODD: list[Any] = [
    *raw(INTEGERS + BIG_INTEGERS + HUGE + DECIMALS + ODD_NUMBERS),
    *NUMBER_TEXTS, *UUIDS, *ODD_UUIDS, *DATES, *ODD_DATES, *US_DATES, *ODD_US_DATES, *TEXTS, *JSON_TEXTS,
    True, False, None, None, {}, [], [[]], {"a": {}}, {"": None},
]  # fmt: skip
LONG = [
    "x" * 1_999,
    "x" * 2_000,
    "x" * 2_001,
    "é" * 1_001,
    "y" * 3_000,
    "z" * 10_000,
    Raw("1" * 1_000),
    Raw("1" * 1_001),
    Raw("0." + "1" * 1_001),
]


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
