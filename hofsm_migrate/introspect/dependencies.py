"""Which scalars decide which: functional dependencies that hold but for a few, tested on the rows of a sample."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hofsm_migrate.introspect import determinants as det
from hofsm_migrate.introspect.agreement import agree
from hofsm_migrate.introspect.determinants import Determinant, Scope, Values
from hofsm_migrate.introspect.relation import Dependency

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from hofsm_migrate.introspect.agreement import Agreement
    from hofsm_migrate.introspect.elements import Column, Rows, Sample

MAX_DEPENDENTS = 400
"""Columns of one set that are asked, the most frequent ones."""


@dataclass(frozen=True)
class _Found:
    dependency: Dependency
    scope: Scope
    determinant: Values

    @property
    def order(self) -> tuple[float, int, int, int, str]:
        """The best first."""
        one = self.dependency
        return (-round(one.share, 3), self.determinant.rank, -one.members, one.groups, one.determinant)


def dependencies(sample: Sample) -> tuple[Dependency, ...]:
    """Every dependency that is worth knowing, by dependent and determinant.

    For each dependent the best determinant of each scope: beside it in its object, elsewhere in its element, in an
    element around it, in the document's root or the table's columns; and where none of these decides it, a pair.
    """
    shared = det.of_documents(sample.root)
    found = [one for rows in sample.sets for one in _of_set(rows, sample, shared)]
    return tuple(sorted(found, key=lambda one: (one.dependent, one.determinant)))


def _of_set(rows: Rows, sample: Sample, shared: list[Values]) -> list[Dependency]:
    documents = rows.of_documents()
    inside = rows is not sample.root
    around = [det.spread(one, documents) for one in shared] if inside else shared
    own = [det.single(column, len(rows)) for column in det.identities(rows)] if inside else []
    outer = [det.spread(one, rows.of_parents()) for one in _outer(rows)]
    useful = [one for one in (Determinant(values, documents) for values in (*own, *outer, *around)) if one.useful]
    pairs = _Pairs([det.pair(left, right) for right in own[:2] for left in (*around, *outer)], documents)
    found: list[_Found] = []
    for column in sorted(rows.columns, key=lambda one: (-len(one.rows), one.place))[:MAX_DEPENDENTS]:
        if len(column.kinds) >= 2:
            found += _of_column(column, rows, sample, useful, pairs)
    found += _scopes(own, around, useful) if inside else []
    return _without_copies(found)


class _Pairs:
    """Pairs of determinants, made ready when somebody asks."""

    def __init__(self, values: list[Values], documents: np.ndarray) -> None:
        self._values = values
        self._documents = documents
        self._made: list[Determinant] | None = None

    def __iter__(self) -> Iterator[Determinant]:
        if self._made is None:
            made = (Determinant(values, self._documents) for values in self._values)
            self._made = [one for one in made if one.useful]
        return iter(self._made)


def _outer(rows: Rows) -> list[Values]:
    """Identities of the elements around, if those are not the documents."""
    if rows.parent is None or rows.parent.parent is None:
        return []
    return [det.single(column, len(rows.parent)) for column in det.identities(rows.parent)[:2]]


def _of_column(
    column: Column, rows: Rows, sample: Sample, useful: list[Determinant], pairs: _Pairs
) -> Iterator[_Found]:
    dependent = _Place(column, column.dense(len(rows)), rows, sample)
    best: dict[Scope, _Found] = {}
    for determinant in useful:
        scope = _scope(column, determinant.values, rows)
        _keep_best(best, scope, _test(determinant, dependent), determinant)
    if not best:
        for determinant in pairs:
            _keep_best(best, "pair", _test(determinant, dependent), determinant)
    yield from best.values()


def _keep_best(best: dict[Scope, _Found], scope: Scope, made: Dependency | None, determinant: Determinant) -> None:
    if made is None:
        return
    found = _Found(made, scope, determinant.values)
    if scope not in best or found.order < best[scope].order:
        best[scope] = found


def _scope(column: Column, determinant: Values, rows: Rows) -> Scope:
    mine = next((one for one in rows.columns if one.place == determinant.place), None)
    if mine is None:
        return "pair" if len(determinant.parts) > 1 and rows.parent is None else _far(determinant, rows)
    if rows.parent is None and mine.path is None:
        return "document"
    return "sibling" if mine.parent is column.parent else "element"


def _far(determinant: Values, rows: Rows) -> Scope:
    outer = rows.parent
    while outer is not None and outer.parent is not None:
        if any(one.place == determinant.place for one in outer.columns):
            return "enclosing"
        outer = outer.parent
    return "document"


@dataclass(frozen=True)
class _Place:
    """A dependent with its codes, and where it is."""

    column: Column
    codes: np.ndarray
    rows: Rows
    sample: Sample


def _test(determinant: Determinant, dependent: _Place) -> Dependency | None:
    """The dependency of a column; None where there is none. Rows without the dependent do not count."""
    if dependent.column.place in determinant.values.parts:
        return None
    found = agree(determinant.sorted, dependent.codes[determinant.order], determinant.agreements)
    if found is None:
        return None
    made = Dependency(
        determinant.values.place,
        dependent.column.place,
        found.groups,
        found.broken,
        found.members,
        found.violators,
        found.distinct,
    )
    return replace(made, examples=tuple(_examples(found, determinant, dependent))) if found.broken else made


def _examples(found: Agreement, determinant: Determinant, dependent: _Place) -> Iterator[tuple[str, str, str, str]]:
    for usual, odd in found.samples:
        right, wrong = int(determinant.order[usual]), int(determinant.order[odd])
        usual_value, odd_value = (_shown(dependent.column, int(dependent.codes[row])) for row in (right, wrong))
        document = dependent.sample.keys[dependent.rows.documents[wrong]]
        yield document, determinant.values.shown(wrong), usual_value, odd_value


def _shown(column: Column, code: int) -> str:
    value = column.values[code]
    return str(value) if value is not None else column.kinds[code]


def _scopes(own: list[Values], around: list[Values], useful: list[Determinant]) -> Iterator[_Found]:
    """An identity that occurs under one value of a document's scalar only, as a field's id does in one template."""
    made = {one.values.place: one for one in useful}
    for values in own:
        determinant = made.get(values.place)
        if determinant is None:
            continue
        best: _Found | None = None
        for outer in around:
            found = _within(determinant, outer)
            if found is not None and (
                best is None or (-found.constant, outer.rank) < (-best.dependency.constant, best.determinant.rank)
            ):
                best = _Found(found, "scope", outer)
        if best is not None:
            yield best


def _within(determinant: Determinant, outer: Values) -> Dependency | None:
    found = agree(determinant.sorted, outer.codes[determinant.order], determinant.agreements)
    if found is None or found.broken:
        return None
    return Dependency(determinant.values.place, outer.place, found.groups, 0, found.members, 0, found.distinct)


def _without_copies(found: list[_Found]) -> list[Dependency]:
    """Of two columns that decide each other, only the direction from the better identity.

    A pair is taken as a whole: what it decides does not have to decide its two parts as well, or the other way round.
    """
    kept: list[Dependency] = []
    for one in found:
        mine = (one.determinant.rank, one.dependency.determinant)
        if not any(mine > (back.determinant.rank, back.dependency.determinant) for back in _backwards(one, found)):
            kept.append(one.dependency)
    return kept


def _backwards(one: _Found, found: list[_Found]) -> Iterator[_Found]:
    """What says that the dependent decides the determinant, or a part of it."""
    for other in found:
        back = other.dependency.dependent in one.determinant.parts
        if back and one.dependency.dependent in other.determinant.parts:
            yield other
