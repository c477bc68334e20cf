"""The doctor: each kind of damage done for real; nothing is found before, it is found, repaired, and found no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from patients import REPLICA, do, look, told, under_way

from hofsm_migrate.db import control
from hofsm_migrate.phases import gates, verify

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg


@dataclass(frozen=True)
class Case:
    """Damage; words of the findings; whether all of it can be repaired, and documents that are then made anew."""

    damage: str
    words: tuple[str, ...]
    fixable: bool = True
    keys: tuple[str, ...] = ()
    phases: tuple[str, ...] = ("dual_write", "mirrored")


CASES = {
    "a disabled trigger": Case(
        "ALTER TABLE public.orders DISABLE TRIGGER dual_write_orders_update;"
        ' UPDATE public.orders SET value = \'{"lot": "x"}\' WHERE id = 3',
        ("trigger dual_write_orders_update ON public.orders is not enabled", "1 documents differ from their rows"),
        keys=("3",),
    ),
    "a dropped trigger": Case(
        "DROP TRIGGER dual_write_orders_insert ON public.orders; INSERT INTO public.orders VALUES (77, '{\"lot\": 1}')",
        ("trigger dual_write_orders_insert ON public.orders is missing", "1 documents are not represented"),
        keys=("77",),
    ),
    "an altered trigger": Case(
        "DROP TRIGGER dual_write_orders_truncate ON public.orders; CREATE TRIGGER dual_write_orders_truncate"
        " BEFORE TRUNCATE ON public.orders EXECUTE FUNCTION target.dual_write_orders_truncate()",
        ("trigger dual_write_orders_truncate ON public.orders was altered",),
    ),
    "an altered function": Case(
        "ALTER FUNCTION target.represent_orders SET work_mem = '1MB'",
        ("function target.represent_orders(bigint,jsonb) was altered",),
    ),
    "a trigger function of another body": Case(
        "CREATE OR REPLACE FUNCTION target.dual_write_orders() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NULL; END'; UPDATE public.orders SET value = '{}' WHERE id IN (1, 2)",
        ("function target.dual_write_orders() was altered", "2 documents differ from their rows"),
        keys=("1", "2"),
    ),
    "a renamed trigger": Case(
        "ALTER TRIGGER dual_write_orders_delete ON public.orders RENAME TO other",
        (
            "trigger other runs a function of dual-write under another name",
            "trigger dual_write_orders_delete ON public.orders is missing",
        ),
        fixable=False,
    ),
    "a dropped function": Case(
        "DROP FUNCTION target.backfill_orders",
        ("function target.backfill_orders(bigint,bigint) is missing",),
        fixable=False,
        phases=("expanded",),
    ),
    "only the last triggers of a new table disabled": Case(
        "ALTER TABLE target.order_line DISABLE TRIGGER zz_hofsm_insert;"
        " ALTER TABLE target.order_line DISABLE TRIGGER zz_hofsm_update",
        (
            "trigger zz_hofsm_insert ON target.order_line is not enabled",
            "trigger zz_hofsm_update ON target.order_line is not enabled",
        ),
        phases=("mirrored",),
    ),
    "a guard of a new table dropped": Case(
        "DROP TRIGGER closed_component ON target.component",
        ("trigger closed_component ON target.component is missing",),
        fixable=False,
        phases=("dual_write",),
    ),
    "writes of a replica": Case(
        REPLICA.format(
            'UPDATE public.orders SET value = value || \'{"lot": "new"}\' WHERE id IN (1, 2);'
            ' DELETE FROM public.orders WHERE id = 3; INSERT INTO public.orders VALUES (50, \'{"lot": "n"}\')'
        ),
        (
            "2 documents differ from their rows",
            "1 documents are not represented",
            "1 documents are represented and not in the legacy table",
        ),
        keys=("1", "2", "50", "3"),
    ),
    "rows without a root row": Case(
        REPLICA.format("DELETE FROM target.sales_order WHERE id IN (8, 1)"),
        ("2 documents are not represented", "2 documents have rows that belong to no other row"),
        keys=("1", "8"),
    ),
    "a hand at the new tables": Case(
        REPLICA.format("UPDATE target.sales_order SET lot = 'by hand' WHERE id = 8"),
        ("1 documents differ from their rows",),
        keys=("8",),
    ),
    "a rule on a new table": Case(
        'CREATE RULE "a rule" AS ON INSERT TO target.order_line DO ALSO NOTIFY lines',
        ('rule "a rule" is on a new table',),
        fixable=False,
    ),
    "row security switched on": Case(
        "ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY",
        tuple(
            f"row-level security of the legacy table is on, and not carried to {table}"
            for table in ("sales_order", "order_line", "order_line_input", "component")
        ),
    ),
    "a new column": Case("ALTER TABLE public.orders ADD COLUMN note text", ("column note text is new",)),
    "the key dropped": Case(
        "ALTER TABLE public.orders DROP CONSTRAINT orders_pkey",
        ("the primary key was (id) and is ()",),
        fixable=False,
        phases=("dual_write",),
    ),
    "the type of the key": Case(
        "ALTER TABLE public.orders ALTER COLUMN id TYPE numeric",
        ("column id was bigint and is numeric",),
        fixable=False,
        phases=("expanded",),
    ),
    "rows of a mapping that is gone": Case(
        REPLICA.format(
            "INSERT INTO hofsm.verification (mapping, spec_digest, documents, differing, seconds)"
            " VALUES ('gone', '', 1, 0, 1);"
            " INSERT INTO hofsm.object (mapping, kind, identity, step, digest, enabled)"
            " VALUES ('gone', 'function', 'f()', 'expand', '', '')"
        ),
        ("1 rows of mapping 'gone', which is not recorded", "1 rows of mapping 'gone', which is not recorded"),
    ),
    "a step that nobody recorded": Case(
        "DELETE FROM hofsm.object WHERE step = 'dual-write'", ("what dual-write made is not recorded",), fixable=False
    ),
    "a table that was not restored": Case(
        "DROP TABLE target.component CASCADE", ("tables are gone: component",), fixable=False
    ),
    "the legacy table renamed": Case(
        "ALTER TABLE public.orders RENAME TO others",
        ("legacy table public.orders is gone", "the legacy table is gone"),
        fixable=False,
    ),
}


@pytest.mark.parametrize(("name", "phase"), [(name, phase) for name, case in CASES.items() for phase in case.phases])
def test_damage(conn: psycopg.Connection, tmp_path: Path, name: str, phase: str) -> None:
    case = CASES[name]
    reviewed = under_way(conn, tmp_path, phase)
    assert told(look(conn, reviewed)) == []
    do(conn, case.damage)
    found = look(conn, reviewed)
    assert len(found.findings) == len(case.words), told(found)
    assert all(words in one.what for words, one in zip(case.words, found.findings, strict=True)), told(found)
    assert all(one.where and one.cause and one.next_step for one in found.findings)
    assert all(one.fixable for one in found.findings) == case.fixable
    assert told(look(conn, reviewed)) == told(found)
    mended = look(conn, reviewed, fix=True)
    if not case.fixable:
        assert mended.needs_a_person
        assert not any(one.fixed for one in mended.findings)
        return
    assert not mended.needs_a_person
    assert [one.what for one in mended.findings if one.fixed] == [one.what for one in found.findings]
    assert [key for one in mended.findings for (key,) in one.keys] == list(case.keys)
    assert control.history(conn, "orders")[-1].command == "doctor --fix"
    assert told(look(conn, reviewed)) == []
    assert verify.verify(conn, reviewed.plan).parity
    assert gates.check(conn, reviewed.plan, reviewed.mapping, "mirror", names=("triggers",))[0].problems == ()
