"""A mapping with a node of every kind, a document for it, and the mapping in phase `mirrored` on a server."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from laws import server as harness
from laws.mirrored import mirrored
from laws.server import Case

from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

SPEC = """
mapping: shop
source: {table: public.forms, key: [id], payload: value}
schema: shop
tables:
  form:
    role: core
    at: $
    columns:
      title: text
      state: {path: meta.state, type: text}
      amount: {type: numeric}
      loose: {path: "sections", type: jsonb, otherwise: true}
  form_more: {role: layout, at: $, columns: {width: {path: more.width, type: integer}}}
  form_input: {role: input, at: $, when: {path: input, is: object}, columns: {note: {path: input.note, type: text}}}
  section:
    role: layout
    at: $.sections[*]
    identity: {path: id}
    columns: {title: text}
  section_ui: {role: layout, at: "$.sections[*]", columns: {theme: {path: ui.theme, type: text}}}
  field:
    role: core
    at: $.sections[*].fields[*]
    identity: {path: id}
    columns: {label: text, kind: text}
  option: {role: layout, at: "$.sections[*].fields[*].options[*]", columns: {label: text}}
  attribute: {role: input, at: $.attributes.*, key_column: name, columns: {value: {type: jsonb, path: ""}}}
  component: {role: layout, at: "$.components[*]", recurse: parts, columns: {kind: text}}
  component_ui: {role: layout, at: "$.components[*]", columns: {width: integer}}
variants:
  field:
    by: kind
    number:
      columns: {low: {path: rule.low, type: integer}}
      tables: {field_number: {role: layout, columns: {unit: text}}}
    choice: {columns: {several: boolean}}
"""
FORM = {
    "title": "t",
    "meta": {"state": "open"},
    "amount": 1,
    "more": {"width": 3},
    "input": {"note": "n", "by": 7},
    "sections": [
        {
            "id": "a",
            "title": "A",
            "ui": {"theme": "dark"},
            "fields": [
                {
                    "id": "x",
                    "kind": "number",
                    "rule": {"low": 1},
                    "unit": "kg",
                    "options": [{"label": "1"}, {"label": "2"}],
                },
                {"id": "y", "kind": "choice", "several": True, "options": [{"label": "3"}]},
            ],
        },
        {"id": "b", "fields": [{"id": "z", "odd": 1}]},
    ],
    "attributes": {"k": 1, "l": "v"},
    "components": [
        {"kind": "p", "width": 1, "parts": [{"kind": "q"}, {"kind": "r", "parts": [{"kind": "s"}]}]},
        {"kind": "t"},
    ],
}
CLOSED = {"sections": [{"id": "a"}, {"id": "a"}]}


@dataclass
class Shop:
    """The mapping mirrored, in a transaction that is rolled back at the end."""

    conn: Connection
    case: Case

    def run(self, *statements: str) -> None:
        for statement in statements:
            self.conn.execute(statement.encode())

    def document(self, key: int = -10) -> Any:
        """The payload, None where there is no such row."""
        row = self.conn.execute("SELECT value::text FROM public.forms WHERE id = %s", [key]).fetchone()
        return None if row is None else json.loads(row[0])

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.conn.execute(query.encode()).fetchall()

    def check(self) -> None:
        """Every document that is there is in parity, and its rows, residuals and marks are those of the payload."""
        found = dict(self.conn.execute("SELECT id, value::text FROM public.forms").fetchall())
        keys = range(-10, 1 + max(found, default=-10))
        missing = [key for key in keys if key not in found]
        assert harness.verify(self.conn, self.case) == []
        texts = tuple(found.get(key) for key in keys)
        case = replace(self.case, texts=texts)
        words = [words for words in harness.differences(self.conn, case) if not words.endswith("document None")]
        assert [one for one in words if "no such row" not in one] == []
        for key in missing:
            for table in self.case.mapping.tables:
                assert self.rows(f'SELECT id FROM shop."{table.name}" WHERE id = {key}') == []


@contextmanager
def shop(conn: Connection, *documents: Any, spec: str = SPEC) -> Iterator[Shop]:
    """Documents get the keys from -10 on."""
    texts = tuple(json.dumps(document, ensure_ascii=False) for document in documents or (FORM,))
    case = Case(loads(spec, "shop.yaml"), texts, (("id", "bigint"),))
    with mirrored(conn, case):
        yield Shop(conn, case)
