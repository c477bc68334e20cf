"""Documents of tests to profiles and relations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hofsm_migrate.introspect.profile import Origin, Profile
from hofsm_migrate.introspect.relate import relate
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.structure import structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hofsm_migrate.introspect.relation import Relations

ORIGIN = Origin("public", "batches", ("id",), "value", "jsonb", (("kind", "text"), ("created_at", "timestamptz")))


def profiled(documents: Sequence[Any], origin: Origin = ORIGIN) -> Profile:
    """The profile of documents whose keys are 1, 2, ..."""
    scanner = Scanner(origin)
    scanner.feed([(str(number), json.dumps(value).encode()) for number, value in enumerate(documents, 1)])
    return scanner.profile


def related(documents: Sequence[Any], columns: Iterable[Mapping[str, str | None]] | None = None) -> Relations:
    """What depends on what in these documents."""
    place = structure(profiled(documents).root)
    numbered = [(str(number), value) for number, value in enumerate(documents, 1)]
    return relate(place, numbered, columns, origin=ORIGIN)


def decided(relations: Relations) -> dict[str, set[str]]:
    """Determinants by dependent."""
    found: dict[str, set[str]] = {}
    for one in relations.dependencies:
        found.setdefault(one.dependent, set()).add(one.determinant)
    return found
