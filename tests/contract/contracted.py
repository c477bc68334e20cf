"""The orders with references and what they refer to, their mapping, and the way to phase `contracted`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cutover import orders
from cutover.orders import BASE as B
from cutover.orders import T, V, documents, legacy, mirrored, one, rows

from hofsm_migrate.phases import change
from hofsm_migrate.phases.contract import ContractResult, Wish, contract
from hofsm_migrate.phases.gates import Limits
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

__all__ = [
    "DOCUMENTS",
    "OLD",
    "ON_ONE_SERVER",
    "SPEC",
    "TABLES",
    "B",
    "T",
    "V",
    "Wish",
    "contracted",
    "cut_over",
    "one",
    "reviewed_files",
    "rows",
    "without",
]

_COLUMNS = "columns: {number: bigint, state: text, total: numeric}"
SPEC = orders.SPEC.replace(
    _COLUMNS,
    _COLUMNS.removesuffix("}")
    + """, item_id: {path: item, type: bigint, references: public.items.id},
      by: {path: meta.by, type: integer, references: 'public."App Users"."the \\"id\\" of it"'}}""",
)
assert orders.SPEC != SPEC
_MORE = """'item', n, 'meta', jsonb_build_object('by', 7, 'x', E'tab\\there \\\\ "back"'),"""
TABLES = f"""
CREATE TABLE public.items (id bigint PRIMARY KEY);
CREATE TABLE public."App Users" ("the ""id"" of it" integer UNIQUE);
INSERT INTO public.items SELECT generate_series(1, 9);
INSERT INTO public."App Users" VALUES (7);
{legacy("bigint NOT NULL DEFAULT 0", "OLD.touched + 1")}
COMMENT ON COLUMN {T}.{V} IS 'documents';
CREATE VIEW public.open_ids AS SELECT id, status FROM {T};
{documents(_MORE)}
INSERT INTO {T} ("Company", {V}) VALUES
    (2, '"\\n"'), (1, '{{"lines": [{{"sku": "a"}}, {{"sku": "a"}}], "total": 1e400}}');
"""
DOCUMENTS = f'SELECT "Company", id, {V}::text FROM {T} ORDER BY 1, 2'
OLD = Limits(cool_down_s=0)
ON_ONE_SERVER = pytest.mark.parametrize("cut_over_server", ["server18"], indirect=True, ids=["18"])
"""For what does not depend on the server's version."""


def reviewed_files(tmp_path: Path, spec: str = SPEC) -> Reviewed:
    return orders.reviewed_files(tmp_path, spec)


def cut_over(conn: Connection, reviewed: Reviewed) -> None:
    """From phase `legacy` to `cutover`, verified there."""
    mirrored(conn, reviewed)
    change.forward(conn, reviewed, reviewed.plan.step("cutover"))
    assert verify(conn, reviewed.plan).parity


def contracted(
    conn: Connection, reviewed: Reviewed, wish: Wish | None = None, terms: change.Terms | None = None
) -> ContractResult:
    return contract(conn, reviewed, terms or change.Terms(limits=OLD), wish, confirmed=lambda: True)


def without(reviewed: Reviewed, file: str, pattern: str, instead: str = "") -> Reviewed:
    """The files with a guard taken out; fails where it is not there."""
    return orders.without(reviewed, pattern, instead, file)
