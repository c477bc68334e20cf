"""Names that mean something in generated functions, in every phase: `$1`, variables, aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from operator_cases import compiled

from hofsm_migrate.phases import change, files, payload, rollback
from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.contract import contract
from hofsm_migrate.phases.expand import expand
from hofsm_migrate.phases.gates import Limits
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

    from hofsm_migrate.phases.files import Reviewed

KEYS = [("$1", "$2"), ("touched", "place"), ("old", "new"), ("key", "$3"), ("asked", "document"), ("legacy", "stored")]
SPEC = """
mapping: odd
source: {{table: 'public."legacy $1"', key: ["{0}", "{1}"], payload: "value $1"}}
schema: shop
tables:
  root: {{role: core, at: $, columns: {{places: text, granted: integer}}}}
  other: {{role: core, at: "$.lines[*]", identity: {{path: id, column: depth}}, columns: {{"$4": text, was: text}}}}
  step: {{role: core, at: "$.steps[*]", recurse: below, columns: {{now: text, "%s": text}}}}
  touched: {{role: input, at: $.marks.*, key_column: "$5", columns: {{found: {{path: "", type: jsonb}}}}}}
"""
LEGACY = """
CREATE TABLE public."legacy $1" ("{0}" bigint, "{1}" text, "value $1" jsonb, "rest %s" text,
    PRIMARY KEY ("{0}", "{1}"));
INSERT INTO public."legacy $1" ("{0}", "{1}", "value $1") SELECT n, 'k' || n, '{{"places": "p", "granted": 1,
    "lines": [{{"id": "a", "$4": "x"}}, {{"id": "b", "was": 7}}], "steps": [{{"now": "n", "below": [{{"%s": "d"}}]}}],
    "marks": {{"$1": 1.0}}}}' FROM generate_series(1, 4) AS n;
"""
NEW_SIDE = [
    (
        'UPDATE shop.root SET granted = 2 WHERE "{0}" = 1 AND hofsm.if_match((SELECT hofsm.etag(r) FROM shop.root AS r'
        ' WHERE "{0}" = 1))'
    ),
    (
        "UPDATE shop.other SET \"$4\" = 'y' WHERE \"{0}\" = 1 AND depth = 'a' AND hofsm.if_match((SELECT hofsm.etag(o)"
        " FROM shop.other AS o WHERE \"{0}\" = 1 AND depth = 'a'))"
    ),
    (
        "UPDATE shop.step SET now = 'm' WHERE \"{0}\" = 1 AND step_path = '{{1,1}}' AND hofsm.if_match((SELECT"
        " hofsm.etag(s) FROM shop.step AS s WHERE \"{0}\" = 1 AND step_path = '{{1}}'))"
    ),
    "INSERT INTO shop.touched (\"{0}\", \"{1}\", \"$5\", found) VALUES (1, 'k1', '$2', '[]')",
    "DELETE FROM shop.other WHERE \"{0}\" = 1 AND depth = 'b'",
    'UPDATE shop.root SET "{0}" = 11 WHERE "{0}" = 1',
    'UPDATE shop.root SET "{0}" = 1 WHERE "{0}" = 11',
    "INSERT INTO shop.root (\"{0}\", \"{1}\", places) VALUES (9, 'k9', 'new')",
    'DELETE FROM shop.root WHERE "{0}" = 9',
]
AGAIN = [
    'DELETE FROM shop.touched WHERE "{0}" = 1 AND "$5" = \'$2\'',
    "INSERT INTO shop.other (\"{0}\", \"{1}\", depth, other_ordinal) VALUES (1, 'k1', 'b', 2)",
]
LEGACY_SIDE = [
    'UPDATE public."legacy $1" SET "value $1" = jsonb_set("value $1", \'{{lines,0,$4}}\', \'"z"\') WHERE "{0}" = 2',
    'UPDATE public."legacy $1" SET "{0}" = 22 WHERE "{0}" = 2',
    'UPDATE public."legacy $1" SET "{0}" = 2, "rest %s" = \'r\' WHERE "{0}" = 22',
    "INSERT INTO public.\"legacy $1\" VALUES (8, 'k8', '{{}}'), (7, 'k7', '[]')",
    'DELETE FROM public."legacy $1" WHERE "{0}" IN (7, 8)',
]


@pytest.mark.parametrize("names", KEYS, ids=" and ".join)
def test_every_phase(conn18: psycopg.Connection, tmp_path: Path, names: tuple[str, str]) -> None:
    conn = conn18
    conn.execute(LEGACY.format(*names).encode())
    reviewed = files.read(compiled(tmp_path, SPEC.format(*names)), tmp_path / "migrations")
    expand(conn, reviewed)
    change.forward(conn, reviewed, reviewed.plan.step("dual-write"))
    for statement in LEGACY_SIDE:
        conn.execute(statement.format(*names).encode())
    backfill(conn, reviewed.plan)
    assert verify(conn, reviewed.plan).parity
    change.forward(conn, reviewed, reviewed.plan.step("mirror"))
    _write(conn, reviewed, names, LEGACY_SIDE + NEW_SIDE)
    change.forward(conn, reviewed, reviewed.plan.step("cutover"))
    _write(conn, reviewed, names, LEGACY_SIDE + NEW_SIDE)
    payload.drop(conn, reviewed)
    _write(conn, reviewed, names, LEGACY_SIDE + NEW_SIDE)
    rollback.rollback(conn, reviewed, to="mirrored")
    _write(conn, reviewed, names, LEGACY_SIDE + NEW_SIDE)
    change.forward(conn, reviewed, reviewed.plan.step("cutover"))
    verify(conn, reviewed.plan)
    contract(conn, reviewed, change.Terms(limits=Limits(cool_down_s=0)), None, confirmed=lambda: True)
    _write(conn, reviewed, names, NEW_SIDE)


def _write(conn: psycopg.Connection, reviewed: Reviewed, names: tuple[str, str], statements: list[str]) -> None:
    """The statements, each of which reaches something, and parity after them; at the end all is as it was."""
    for statement in statements:
        assert conn.execute(statement.format(*names).encode()).rowcount >= 1, statement
    if statements[-1] == NEW_SIDE[-1]:
        for statement in AGAIN:
            conn.execute(statement.format(*names).encode())
    assert verify(conn, reviewed.plan).parity
