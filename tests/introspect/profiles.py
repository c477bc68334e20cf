"""Profiles of documents that a test has at hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hofsm_migrate.introspect.profile import Origin, Profile
from hofsm_migrate.introspect.relate import relate
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.structure import Place, structure
from hofsm_migrate.lens import jsonb

if TYPE_CHECKING:
    from collections.abc import Iterable

ORIGIN = Origin("public", "orders", ("id",), "value", "jsonb", (("company_id", "bigint"),))


def profile_texts(texts: Iterable[str | None], origin: Origin = ORIGIN) -> Profile:
    """JSON texts, normalised as jsonb does; None is SQL NULL. Their keys are numbers from 1."""
    scanner = Scanner(origin)
    raw = (None if text is None else jsonb.dumps(jsonb.loads(text)).encode() for text in texts)
    batch = [(str(number), one) for number, one in enumerate(raw, 1)]
    for start in range(0, len(batch), 300):
        scanner.feed(batch[start : start + 300])
    return scanner.profile


def profile(*documents: Any, origin: Origin = ORIGIN) -> Profile:
    """Documents as Python values."""
    return profile_texts((json.dumps(document) for document in documents), origin)


def related(*documents: Any, origin: Origin = ORIGIN) -> Profile:
    """A profile with its relations."""
    found = profile(*documents, origin=origin)
    pairs = [(str(number), document) for number, document in enumerate(documents, 1)]
    found.relations = relate(structure(found.root), pairs, origin=origin)
    return found


def place(found: Profile, path: str) -> Place:
    """The folded place of that path."""
    return next(one for one in structure(found.root).walk() if one.path == path)
