"""Papers with sections, fields and a tree of remarks, in every phase in which the new side writes."""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from conftest import TEMPLATE, fresh_database

from hofsm_migrate.db.connect import connect
from hofsm_migrate.phases import change, files, payload
from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.contract import contract
from hofsm_migrate.phases.expand import expand
from hofsm_migrate.phases.gates import Limits
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server
    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

SPEC = """
mapping: papers
source: {table: public.papers, key: [id], payload: value}
schema: press
tables:
  paper: {role: core, at: $, columns: {title: text, n: integer}}
  section: {role: layout, at: "$.sections[*]", identity: {path: id}, columns: {title: text}}
  section_ui: {role: layout, at: "$.sections[*]", columns: {theme: {path: ui.theme, type: text}}}
  field:
    role: core
    at: $.sections[*].fields[*]
    identity: {path: id}
    columns: {n: integer}
  remark: {role: input, at: "$.remarks[*]", recurse: answers, columns: {words: text}}
"""
DOCUMENT = json.dumps(
    {
        "title": "t",
        "n": 0,
        "odd": [1.0],
        "sections": [
            {"id": "a", "title": "A", "ui": {"theme": "x"}, "fields": [{"id": "f", "n": 0}, {"id": "g", "n": 0}]},
            {"id": "b", "title": "B", "fields": [{"id": "f", "n": 0, "more": 1}]},
        ],
        "remarks": [{"words": "1", "answers": [{"words": "1.1"}, {"words": "1.2"}]}, {"words": "2"}],
    }
)
COUNT = 400
PHASES = ("mirrored", "payload kept", "payload gone", "contracted", "contracted, nothing but the key")


@contextmanager
def papers(server: Server, phase: str, spec: str = SPEC) -> Iterator[str]:
    """DSN of a fresh database with the papers in a phase, cloned from one that is made once per server."""
    with fresh_database(server, _template(server, phase, spec)) as dsn:
        yield dsn


@cache
def _template(server: Server, phase: str, spec: str) -> str:
    name = f"Papers {phase}{'' if spec is SPEC else len(spec)}"
    with connect(server.admin_dsn) as admin, TemporaryDirectory() as folder:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE}'.encode())
        with connect(server.dsn(name)) as conn:
            bring(conn, _reviewed(Path(folder), spec), phase)
    return name


def _reviewed(folder: Path, spec: str) -> Reviewed:
    (folder / "papers.yaml").write_text(spec)
    files.write(files.compiled(folder / "papers.yaml"), folder / "migrations")
    return files.read(folder / "papers.yaml", folder / "migrations")


def bring(conn: Connection, reviewed: Reviewed, phase: str) -> None:
    """The papers, and their mapping in a phase."""
    more = "" if phase.endswith("key") else ", status text NOT NULL DEFAULT 'open'"
    conn.execute(
        f"CREATE TABLE public.papers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, value jsonb{more})".encode()
    )
    conn.execute(f"INSERT INTO public.papers (value) SELECT '{DOCUMENT}' FROM generate_series(1, {COUNT})".encode())
    expand(conn, reviewed)
    change.forward(conn, reviewed, reviewed.plan.step("dual-write"))
    backfill(conn, reviewed.plan)
    if phase == "dual_write":
        return
    verify(conn, reviewed.plan)
    change.forward(conn, reviewed, reviewed.plan.step("mirror"))
    verify(conn, reviewed.plan)
    if phase == "mirrored":
        return
    change.forward(conn, reviewed, reviewed.plan.step("cutover"))
    if phase == "payload gone":
        payload.drop(conn, reviewed)
    elif phase.startswith("contracted"):
        verify(conn, reviewed.plan)
        contract(conn, reviewed, change.Terms(limits=Limits(cool_down_s=0)), None, confirmed=lambda: True)
