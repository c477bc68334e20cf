"""What the tests of evidence begin with: schemas, profiles of documents, drafts of both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hofsm_migrate.introspect.draft import Draft, draft
from hofsm_migrate.introspect.evidence import evidence_of
from hofsm_migrate.introspect.evidence_place import with_evidence
from hofsm_migrate.introspect.profile import Origin, PathProfile, Profile
from hofsm_migrate.introspect.scan import Scanner
from hofsm_migrate.introspect.store import dump, load

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = Origin("public", "Batches", ("id",), "payload", "jsonb")
NODE = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "size": {"type": "number"},
        "children": {"type": "array", "items": {"$ref": "#/$defs/node"}},
    },
}


def paths(schema: Any) -> PathProfile:
    return evidence_of(schema, "schema.json").profile


def seen(*documents: Any) -> Profile:
    scanner = Scanner(ORIGIN)
    scanner.feed([(f"{number:06}", json.dumps(one).encode()) for number, one in enumerate(documents)])
    return scanner.profile


def drafted(schema: Any, *documents: Any, at: str | None = None) -> Draft:
    profile = with_evidence(seen(*documents), paths(schema), at)
    return draft(load(dump(profile)))


def columns(found: Draft) -> dict[str, str]:
    """Type of every drafted column, by table and path."""
    return {
        f"{table.node.at} {'.'.join(column.draft.path)}": column.draft.choice.type
        for table in found.tables
        for column in table.columns
    }


ORDER = {
    "required": ["number", "items"],
    "properties": {
        "number": {"type": "string"},
        "placed": {"type": "string", "format": "date-time"},
        "total": {"type": "number"},
        "buyer": {"properties": {"name": {"type": "string"}, "vat": {"type": "string"}}},
        "items": {"type": "array", "items": {"properties": {"sku": {"type": "string"}, "qty": {"type": "number"}}}},
    },
}


def write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def dumps(schema: Any) -> str:
    """JSON of a value of any depth; what is no number of JSON is left to the reader."""
    todo, text = [schema], []
    while todo:
        one = todo.pop()
        if isinstance(one, tuple):
            text.append(one[0])
        elif isinstance(one, dict):
            parts = [part for key, value in one.items() for part in ((", ",), (json.dumps(key) + ": ",), value)]
            todo += reversed([("{",), *parts[1:], ("}",)])
        elif isinstance(one, list):
            parts = [part for value in one for part in ((", ",), value)]
            todo += reversed([("[",), *parts[1:], ("]",)])
        else:
            text.append(json.dumps(one))
    return "".join(text)
