"""What verification finds: by kind, key and path; what it does not count; and that the control finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from operator_cases import plain

from hofsm_migrate.db import control
from hofsm_migrate.lens import jsonb
from hofsm_migrate.phases import backfill, expand, files, verify
from hofsm_migrate.phases.difference import Fragment, differences
from hofsm_migrate.phases.verify import Difference

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

TARGET = "SET LOCAL hofsm.origin = 'backfill'"

DOCUMENT_LINES = '[{"id": "a", "qty": "1.50", "input": {"by": 7}}, {"id": "b"}]'


def filled(conn: psycopg.Connection, tmp_path: Path, count: int = 40) -> files.Reviewed:
    reviewed = files.read(plain(conn, tmp_path, count), tmp_path / "migrations")
    expand.expand(conn, reviewed)
    backfill.backfill(conn, reviewed.plan)
    return reviewed


CHANGES = {
    "a column of the root": (
        "UPDATE target.sales_order SET lot = 'L2' WHERE id = 8",
        [Difference(("8",), "differs", "lot", '"L1"', '"L2"')],
    ),
    "a column of an element": (
        "UPDATE target.order_line SET qty = 1.5 WHERE id = 8 AND order_line_id = 'a'",
        [Difference(("8",), "differs", "lines[0].qty", '"1.50"', '"1.5"')],
    ),
    "a row that is gone": (
        "DELETE FROM target.order_line WHERE id = 8 AND order_line_id = 'b'",
        [Difference(("8",), "differs", "lines[1]", '{"id": "b"}', None)],
    ),
    "a residual": (
        "UPDATE target.sales_order SET residual = NULL WHERE id = 4",
        [Difference(("4",), "differs", "$", "[1, 2]", "{}")],
    ),
    "a legacy document that changed": (
        'UPDATE public.orders SET value = \'{"lot": "new", "x": 1}\' WHERE id = 16',
        [
            Difference(("16",), "differs", "x", "1", None),
            Difference(("16",), "differs", "lot", '"new"', '"L1"'),
            Difference(("16",), "differs", "meta", None, '{"itemId": 1}'),
            Difference(("16",), "differs", "lines", None, DOCUMENT_LINES),
            Difference(("16",), "differs", "weight", None, "5"),
        ],
    ),
    "a document that is not represented": (
        "INSERT INTO public.orders VALUES (99, '{\"a\": 1}')",
        [Difference(("99",), "not represented", "$", '{"a": 1}', None)],
    ),
    "a ghost between two documents": (
        "DELETE FROM public.orders WHERE id = 20",
        [Difference(("20",), "ghost", "$", None, None)],
    ),
    "a ghost before the first document": (
        "DELETE FROM public.orders WHERE id < 2",
        [Difference(("1",), "ghost", "$", None, None)],
    ),
    "a ghost behind the last document": (
        "DELETE FROM public.orders WHERE id = 40",
        [Difference(("40",), "ghost", "$", None, None)],
    ),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=list(CHANGES))
def test_a_change_is_found_and_named(
    conn: psycopg.Connection, tmp_path: Path, change: str, expected: list[Difference]
) -> None:
    reviewed = filled(conn, tmp_path)
    assert verify.verify(conn, reviewed.plan).parity
    with conn.transaction():
        conn.execute(TARGET.encode())
        conn.execute(change.encode())
    result = verify.verify(conn, reviewed.plan)
    assert list(result.differences) == expected
    assert (result.parity, result.wrong) == (False, 1)
    recorded = control.last_verification(conn, "orders")
    assert recorded is not None
    assert (recorded.documents, recorded.differing) == (result.documents, 1)


ORPHANS = {
    "below the root": (
        "INSERT INTO target.order_line (id, order_line_id, order_line_ordinal) VALUES (500, 'x', 1)",
        ("order_line", "sales_order"),
    ),
    "a vertical split": (
        "INSERT INTO target.order_line_input (id, order_line_id) VALUES (8, 'nobody')",
        ("order_line_input", "order_line"),
    ),
    "a branch of a recursion": (
        "INSERT INTO target.component (id, component_path) VALUES (2, '{9,1}')",
        ("component", "component"),
    ),
}


@pytest.mark.parametrize(("insert", "expected"), ORPHANS.values(), ids=list(ORPHANS))
def test_rows_that_belong_to_nothing_are_found(
    conn: psycopg.Connection, tmp_path: Path, insert: str, expected: tuple[str, str]
) -> None:
    reviewed = filled(conn, tmp_path)
    with conn.transaction():
        conn.execute(TARGET.encode())
        conn.execute(insert.encode())
    result = verify.verify(conn, reviewed.plan)
    (finding,) = result.orphans
    assert ((finding.table, finding.about), finding.rows, result.parity) == (expected, 1, False)


def test_dangling_references_and_irregular_collections_are_told_and_are_parity(
    conn: psycopg.Connection, tmp_path: Path
) -> None:
    result = verify.verify(conn, filled(conn, tmp_path).plan)
    assert result.parity
    told = [(found.table, found.about, found.rows, found.examples) for found in (*result.dangling, *result.irregular)]
    assert told == [
        ("sales_order", "item_id -> public.items.id", 5, (("1",), ("9",), ("17",))),
        ("sales_order", "lines", 5, (("1",), ("9",), ("17",))),
    ]


def test_only_so_many_differences_are_named_and_all_are_counted(conn: psycopg.Connection, tmp_path: Path) -> None:
    reviewed = filled(conn, tmp_path)
    conn.execute("UPDATE public.orders SET value = '{\"other\": 1}'")
    for limit in (0, 3, 1000):
        result = verify.verify(conn, reviewed.plan, limit=limit)
        assert (result.differing, len(result.differences) <= limit) == (40, True)
    assert {difference.key for difference in result.differences} == {(str(number),) for number in range(1, 41)}


PAIRS = {
    "equal": ("1", "1", []),
    "scale": ("1.0", "1", [Fragment("$", "1.0", "1")]),
    "absent": (None, "null", [Fragment("$", None, "null")]),
    "deep": ('{"a": {"b.c": [1, {"": 2}]}}', '{"a": {"b.c": [1, {"": 3}]}}', [Fragment('a."b.c"[1].""', "2", "3")]),
    "longer": ("[1]", "[1, 2]", [Fragment("$[1]", None, "2")]),
    "another type": ('{"a": []}', '{"a": {}}', [Fragment("a", "[]", "{}")]),
    "two places": (
        '{"a": 1, "b": 2}',
        '{"b": 3, "c": 4}',
        [
            Fragment("a", "1", None),
            Fragment("b", "2", "3"),
            Fragment("c", None, "4"),
        ],
    ),
}


@pytest.mark.parametrize(("legacy", "composed", "expected"), PAIRS.values(), ids=list(PAIRS))
def test_differences_of_two_documents(legacy: str | None, composed: str | None, expected: list[Fragment]) -> None:
    left, right = (jsonb.ABSENT if text is None else jsonb.loads(text) for text in (legacy, composed))
    assert list(differences(left, right)) == expected
