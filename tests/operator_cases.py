"""Two small mappings for tests of phases and commands: plain names, and every name that breaks SQL generators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hofsm_migrate.cli import main
from hofsm_migrate.phases import files

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg
    import pytest

PLAIN = """\
mapping: orders
source: {table: public.orders, key: [id], payload: value}
schema: target
tables:
  sales_order:
    role: core
    at: $
    columns:
      lot: {type: text, index: true}
      item_id: {path: meta.itemId, type: bigint, references: public.items.id}
      weight: {type: integer, check: "weight between 1 and 12"}
  order_line:
    role: core
    at: $.lines[*]
    identity: {path: id}
    columns: {qty: {type: numeric, wire: string}}
  order_line_input:
    role: input
    at: $.lines[*]
    when: {path: input, is: object}
    columns: {entered_by: {path: input.by, type: bigint}}
  component:
    role: layout
    at: $.components[*]
    recurse: components
    columns: {kind: text}
"""
PLAIN_TABLES = """
CREATE TABLE public.items (id bigint PRIMARY KEY);
INSERT INTO public.items VALUES (1), (2);
CREATE TABLE public.orders (id bigint PRIMARY KEY, value jsonb);
"""
LONG = 'Üni "quoted" table name that is exactly sixty-three bytes l0ng'
ODD = f"""\
mapping: Select All
source:
  table: '"Odd \\"Schema\\""."Legacy Batches"'
  key: ["Company", order]
  payload: the "value" of it
schema: Target "Schema"
tables:
  "select":
    role: core
    at: $
    columns:
      "Group": {{path: name, type: text, index: true}}
      "it's": {{path: '"it''s"."a.b"', type: integer}}
  '{LONG}':
    role: layout
    at: $."odd lines"[*]
    columns: {{"order by": {{path: title, type: text}}}}
  "Attributes":
    role: input
    at: $.attributes.*
    key_column: "Company Key"
    columns: {{value: {{path: "", type: jsonb}}}}
"""


DOCUMENTS: tuple[str | None, ...] = (
    (
        '{"lot": "L1", "meta": {"itemId": 1}, "weight": 5,'
        ' "lines": [{"id": "a", "qty": "1.50", "input": {"by": 7}}, {"id": "b"}]}'
    ),
    '{"lot": 7, "meta": {"itemId": 99}, "weight": 40, "lines": [{"id": "a"}, {"id": "a"}]}',
    '{"lines": [], "components": [{"kind": "p", "components": [{"kind": "c"}]}, {"kind": 1}]}',
    '{"name": "n", "it\'s": {"a.b": 3}, "odd lines": [{"title": "t"}, 5], "attributes": {"": null, "k": {"x": 1.0}}}',
    "[1, 2]",
    '"scalar"',
    "null",
    None,
)


def fill(conn: psycopg.Connection, insert: str, count: int, start: int = 1) -> None:
    """`count` documents, the odd ones over and over, under the keys from `start`."""
    rows = [(number, DOCUMENTS[number % len(DOCUMENTS)]) for number in range(start, start + count)]
    with conn.cursor() as cursor:
        cursor.executemany(insert.encode(), rows)


def plain(conn: psycopg.Connection, tmp_path: Path, count: int = 0) -> Path:
    """The plain legacy table with `count` documents; the spec's file, compiled."""
    conn.execute(PLAIN_TABLES.encode())
    fill(conn, "INSERT INTO public.orders VALUES (%s, %s)", count)
    return compiled(tmp_path, PLAIN)


def compiled(tmp_path: Path, text: str, name: str = "orders.yaml") -> Path:
    """Write a spec and its SQL files, under `migrations` beside it."""
    spec = tmp_path / name
    spec.write_text(text, encoding="utf-8")
    files.write(files.compiled(spec), tmp_path / "migrations")
    return spec


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def hofsm(capsys: pytest.CaptureFixture[str], *arguments: Any) -> Ran:
    """Run the command line in this process."""
    capsys.readouterr()
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as end:
        captured = capsys.readouterr()
        return Ran(int(end.code or 0), captured.out, captured.err)
    raise AssertionError("main returned without an exit code")
