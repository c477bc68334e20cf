"""A sample of documents as columns: one set of rows for each kind of element, one column for each path within it.

The root of a document, the elements of an array and the entries of a map are rows; what is in objects below them are
columns of that row, as `ui.x`. Folded places stay folded: all levels of a recursion are rows of one set. Values are
kept as small numbers (codes), equal ones with equal codes, so that thousands of questions are cheap.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from hofsm_migrate.introspect import forms
from hofsm_migrate.introspect.profile import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hofsm_migrate.introspect.structure import Place
    from hofsm_migrate.spec.mapping import Path

KEY_MARK = "#key"
"""Behind the place of map entries: the entries' keys, as in `$.readings.*#key`."""
COLUMN_MARK = "column:"
"""Before the name of a column of the table, where a place could stand as well."""
MOST_REPEATED = 0.02
"""A natural key is repeated in its array at most that often."""
LONG = 200
"""Of longer strings only the first characters, the length and a hash are kept."""

_KINDS = {
    type(None): "null", bool: "boolean", int: "integer", float: "decimal", str: "string", dict: "object", list: "array",
}  # fmt: skip
ABSENT = -1


@dataclass
class Column:
    """The values at one path of the rows of a set.

    Attributes:
        place: as in `structure`.
        path: keys from the row's element; () is the element itself. Of a `#key` or a table's column: None.
        parent: the object around it; None for the element itself, keys and table columns.
        folded: whether objects are maps: then, as with arrays, the whole content makes values equal or different.
            Other objects are all equal, but for {}: their members are columns themselves.
        unique: whether the siblings in an array (almost) never have the same value.
    """

    place: str
    path: Path | None
    parent: Column | None = None
    folded: bool = False
    unique: bool = False
    rows: array[int] = field(default_factory=lambda: array("i"))
    codes: array[int] = field(default_factory=lambda: array("i"))
    kinds: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    _books: dict[type, dict[Any, int]] = field(default_factory=lambda: {kind: {} for kind in _KINDS})
    _long: dict[int, str] = field(default_factory=dict)

    def see(self, row: int, value: Any) -> None:
        """Put a value into a row."""
        kind = type(value)
        key = value
        if kind is str:
            if len(value) > LONG:
                key = f"{value[:LONG]}... {len(value)} {hash(value)}"
        elif kind is list or (kind is dict and self.folded):
            key = _content(value) if value else 0
        elif kind is dict:
            key = bool(value)
        book = self._books[kind]
        code = book.get(key)
        if code is None:
            code = self._new(book, key, kind, value)
        self.rows.append(row)
        self.codes.append(code)

    def _new(self, book: dict[Any, int], key: Any, kind: type, value: Any) -> int:
        code = book[key] = len(self.kinds)
        self.kinds.append(_KINDS[kind])
        self.values.append(value[:LONG] if kind is str else None if kind in {dict, list} else value)
        if kind is str and len(value) > LONG:
            self._long[code] = forms.string(value)
        return code

    def dense(self, rows: int) -> np.ndarray:
        """The code in each of `rows` rows, ABSENT where there is no value."""
        found = np.full(rows, ABSENT, dtype=np.int64)
        found[np.frombuffer(self.rows, dtype=np.intc)] = np.frombuffer(self.codes, dtype=np.intc)
        return found

    def counts(self) -> np.ndarray:
        """How often each code is there."""
        return np.bincount(np.frombuffer(self.codes, dtype=np.intc), minlength=len(self.kinds))

    def forms(self) -> list[str]:
        """The form of each code's value; for null and containers the kind."""
        found = list(self.kinds)
        for kind, ask in (("string", _strings), ("integer", forms.integers), ("decimal", forms.decimals)):
            codes = [code for code, one in enumerate(self.kinds) if one == kind and code not in self._long]
            if codes:
                for code, form in zip(codes, ask([self.values[code] for code in codes]), strict=True):
                    found[code] = form
        return [self._long.get(code, form) for code, form in enumerate(found)]


def _content(value: Any) -> int:
    try:
        return hash(orjson.dumps(value))
    except TypeError:  # too deep
        return -len(value)


def _strings(values: list[str]) -> list[str]:
    return forms.strings(values, [len(value) for value in values])


@dataclass
class Rows:
    """All elements of one kind. `documents` and `parents` are per row: a document's number, a row of the set around."""

    place: str
    parent: Rows | None
    columns: list[Column] = field(default_factory=list)
    documents: array[int] = field(default_factory=lambda: array("i"))
    parents: array[int] = field(default_factory=lambda: array("i"))
    key: Column | None = None

    def __len__(self) -> int:
        return len(self.documents)

    def new(self, document: int, parent: int) -> int:
        """A new row; its number."""
        self.documents.append(document)
        self.parents.append(parent)
        return len(self.documents) - 1

    def of_documents(self) -> np.ndarray:
        """The document of each row."""
        return np.frombuffer(self.documents, dtype=np.intc).astype(np.int64)

    def of_parents(self) -> np.ndarray:
        """The row of the set around, for each row."""
        return np.frombuffer(self.parents, dtype=np.intc).astype(np.int64)


@dataclass
class _Node:
    """A place, made ready for walking documents."""

    column: Column
    members: dict[str, _Node] = field(default_factory=dict)
    entries: tuple[Rows, _Node] | None = None
    elements: tuple[Rows, _Node] | None = None


@dataclass
class Sample:
    """Documents as rows. `sets` start with that of the roots, one row for each document; `keys` are the documents'."""

    keys: list[str]
    sets: list[Rows]

    @property
    def root(self) -> Rows:
        """The rows of the roots."""
        return self.sets[0]


def lay_out(
    structure: Place, documents: Iterable[tuple[str, Any]], columns: Iterable[Mapping[str, str | None]] | None = None
) -> Sample:
    """Walk documents along a structure; `columns` are texts of other columns of the table, per document.

    Documents are taken one by one and forgotten; `columns` are read after the last one.
    """
    sets: list[Rows] = []
    root, node = _set(structure, None, sets)
    keys: list[str] = []
    for key, document in documents:
        _walk(root, node, root.new(len(keys), 0), document, 0)
        keys.append(key)
    if columns is not None:
        _add_columns(root, columns)
    return Sample(keys, [one for one in sets if len(one) or one is root])


def _add_columns(root: Rows, columns: Iterable[Mapping[str, str | None]]) -> None:
    made: dict[str, Column] = {}
    for row, values in enumerate(columns):
        for name, value in values.items():
            if value is not None:
                made.setdefault(name, Column(f"{COLUMN_MARK}{name}", None)).see(row, value)
    root.columns += [made[name] for name in sorted(made)]


def _set(place: Place, parent: Rows | None, sets: list[Rows]) -> tuple[Rows, _Node]:
    rows = Rows(place.path, parent)
    sets.append(rows)
    node = _node(place, (), None, rows, sets)
    if place.recurse is not None:
        container = node
        for key in place.recurse:
            container = container.members[key]
        if place.path.endswith("[*]"):
            container.elements = (rows, node)
        else:
            container.entries = (rows, node)
            container.column.folded = True
    if place.path.endswith(".*"):
        rows.key = Column(f"{place.path}{KEY_MARK}", None)
        rows.columns.append(rows.key)
    return rows, node


def _node(place: Place, path: Path, parent: Column | None, rows: Rows, sets: list[Rows]) -> _Node:
    column = Column(place.path, path, parent, folded=place.entries is not None, unique=_is_unique(place))
    node = _Node(column)
    rows.columns.append(node.column)
    node.members = {key: _node(member, (*path, key), node.column, rows, sets) for key, member in place.members.items()}
    node.entries = _set(place.entries, rows, sets) if place.entries is not None else None
    node.elements = _set(place.elements, rows, sets) if place.elements is not None else None
    return node


def _is_unique(place: Place) -> bool:
    profile = place.profile
    return profile.checked > 0.5 * profile.values and profile.repeats.count <= MOST_REPEATED * profile.checked


def _walk(rows: Rows, node: _Node, row: int, value: Any, depth: int) -> None:
    """Enter a value and all below that the structure knows; as a profile, not deeper than MAX_DEPTH."""
    node.column.see(row, value)
    kind = type(value)
    if depth >= MAX_DEPTH:
        return
    if kind is dict:
        if node.entries is not None:
            for key, below in _below(node.entries[0], rows, row, value):
                _walk(node.entries[0], node.entries[1], below, value[key], depth + 1)
        for key, item in value.items() if node.members else ():
            member = node.members.get(key)
            if member is not None:
                _walk(rows, member, row, item, depth + 1)
    elif kind is list and node.elements is not None:
        inner, element = node.elements
        parent = rows.parents[row] if inner is rows else row
        document = rows.documents[row]
        for item in value:
            _walk(inner, element, inner.new(document, parent), item, depth + 1)


def _below(inner: Rows, rows: Rows, row: int, value: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Keys of a map with a new row for each."""
    parent = rows.parents[row] if inner is rows else row
    for key in value:
        below = inner.new(rows.documents[row], parent)
        if inner.key is not None:
            inner.key.see(below, key)
        yield key, below
