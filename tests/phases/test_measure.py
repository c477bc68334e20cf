"""Lint on data: the figures are those of the interpreter, the sample is spread, and nothing is changed or locked."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from catalog_snapshot import snapshot
from operator_cases import DOCUMENTS, PLAIN, PLAIN_TABLES, compiled, plain
from preview_cases import assert_views_are_the_tables
from psycopg import sql
from test_lifecycle import CASES

from hofsm_migrate.compile import plan
from hofsm_migrate.compile.coverage import coverage as statements
from hofsm_migrate.compile.names import Names
from hofsm_migrate.compile.preview import preview as compiled_preview
from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.generate import ScaleCounts
from hofsm_migrate.generate.load import create_tables
from hofsm_migrate.generate.load import load as load_rows
from hofsm_migrate.introspect.draft import DraftRules, draft
from hofsm_migrate.introspect.here import profile_here
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.decompose import decompose, elements, extract, first_present, is_canonical, variant_of
from hofsm_migrate.lens.tree import build
from hofsm_migrate.phases import backfill, coverage, expand, measure, preview
from hofsm_migrate.phases.files import Reviewed
from hofsm_migrate.spec.load import load, loads

if TYPE_CHECKING:
    from collections.abc import Iterable

    import psycopg

    from hofsm_migrate.lens.tree import Tree
    from hofsm_migrate.phases.coverage import Coverage

ROOT = Path(__file__).parents[2]
FIELDS = [
    {"id": "a", "type": "number", "input": {"value": "1.50"}},
    {"id": "b", "type": "checkbox", "input": {"value": True}},
    {"id": "c", "type": "text", "input": {"value": "abc"}},
    {"id": "d", "type": "nobody", "input": {"value": 7}},
]
KINDS = ("conforming", "lenient", "mismatching", "null")


def fate(leaf: Any, value: Any) -> str | None:
    """What the interpreter makes of a column in one element."""
    found = extract(leaf, value)
    if leaf.otherwise is not None:
        return None if found is None else "conforming"
    fragment = first_present(leaf, value)
    if fragment is jsonb.ABSENT:
        return None
    if is_canonical(leaf, value):
        return None if found is None else "conforming"
    if found is not None:
        return "lenient"
    return "null" if fragment is None else "mismatching"


def expected(tree: Tree, documents: Iterable[Any]) -> tuple[Counter, Counter, int]:
    """Rows by table, elements by table, column and fate, and bytes of all residuals."""
    rows, fates, kept = Counter(), Counter(), 0
    for document in documents:
        found = decompose(tree, document)
        rows.update({name: len(some) for name, some in found.items()})
        kept += sum(
            len(jsonb.dumps(row["residual"]).encode())
            for node in tree.nodes
            for row in found[node.name]
            if row["residual"] is not jsonb.ABSENT
        )
        for element in elements(tree, document):
            variant = variant_of(element.node, element.value)
            for leaf in (leaf for leaf in element.node.leaves() if leaf.variant in {None, variant}):
                if kind := fate(leaf, element.value):
                    fates[leaf.table.name, leaf.column.name, kind] += 1
    return rows, fates, kept


def assert_figures(found: Coverage, tree: Tree, documents: list[Any]) -> None:
    rows, fates, kept = expected(tree, documents)
    assert {table.table: table.rows for table in found.tables} == {table: rows[table] for table in rows}
    measured = {
        (table.table, column.column, kind): getattr(column, kind).elements
        for table in found.tables
        for column in table.columns
        for kind in KINDS
    }
    assert {place: count for place, count in measured.items() if count} == dict(fates)
    assert found.residual_bytes == kept
    assert (found.documents, found.drawn) == (len(documents), "all")


def values(conn: psycopg.Connection, tree: Tree) -> list[Any]:
    query = sql.SQL("SELECT {}::jsonb::text FROM {}").format(
        sql.Identifier(tree.source.payload), sql.Identifier(*Names(tree).legacy)
    )
    return [jsonb.ABSENT if row[0] is None else jsonb.loads(row[0]) for row in conn.execute(query)]


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_the_figures_are_those_of_the_interpreter(conn: psycopg.Connection, case: tuple[tuple[str, str], str]) -> None:
    (text, tables), insert = case
    conn.execute(tables.encode())
    with conn.cursor() as cursor:
        rows = [{"n": number, "value": DOCUMENTS[number % len(DOCUMENTS)]} for number in range(40)]
        cursor.executemany(insert.encode(), rows)
    mapping = loads(text)
    before = snapshot(conn)
    found = measure.measure(conn, mapping)
    assert snapshot(conn) == before
    assert not found.control_borrowed
    tree = build(mapping)
    assert_figures(found, tree, values(conn, tree))


KINDS_AND_MIXTURES = [
    *[{"sku": f"s{n}", "stock": n, "note": None, "due": "2026-01-31" if n % 2 else "soon"} for n in range(30)],
    *[{"street": "a", "town": None, "zip": "01234", "note": "x", "due": n} for n in range(30)],
    *[{"part": n, "quantity": "1.50", "batch": "b", "lines": [{"a": 1}] if n % 3 else {"a": 1}} for n in range(30)],
    *[{"form": {"title": "t", "kind": "k"} if n % 4 else [1, {"a": 2}], "fields": FIELDS} for n in range(60)],
    [1, 2],
    "scalar",
    {"sku": "no kind of these"},
]


@pytest.mark.parametrize("documents", [KINDS_AND_MIXTURES[:90], KINDS_AND_MIXTURES[90:]], ids=["kinds", "mixtures"])
def test_figures_and_previews_of_a_draft_with_variants_and_other_kinds(
    conn: psycopg.Connection, documents: list[Any]
) -> None:
    conn.execute("CREATE TABLE public.orders (id bigint PRIMARY KEY, value jsonb)")
    with conn.cursor() as cursor:
        rows = [(number, json.dumps(document)) for number, document in enumerate(documents)]
        cursor.executemany("INSERT INTO public.orders VALUES (%s, %s)", rows)
    mapping = draft(profile_here(conn, "orders"), rules=DraftRules(0, 0)).mapping
    tree = build(mapping)
    assert tree.root.variants or any(leaf.otherwise for node in tree.nodes for leaf in node.leaves())
    assert_figures(measure.measure(conn, mapping), tree, values(conn, tree))

    made = compiled_preview(mapping)
    preview.preview(conn, made, mapping)
    made_plan = plan(mapping)
    expand.expand(conn, Reviewed(mapping, made_plan, "", made_plan.files))
    backfill.backfill(conn, made_plan)
    assert_views_are_the_tables(conn, made, mapping.schema)


@pytest.mark.parametrize("name", ["batches", "form_fields"])
def test_figures_of_generated_documents(conn18: psycopg.Connection, name: str) -> None:
    create_tables(conn18, "public")
    load_rows(conn18, "public", ScaleCounts(batches=150, form_fields=150))
    mapping = load(ROOT / "mappings" / f"{name}.yaml")
    tree = build(mapping)
    assert_figures(measure.measure(conn18, mapping), tree, values(conn18, tree))


def test_examples_have_what_they_are_examples_of(conn: psycopg.Connection) -> None:
    conn.execute(PLAIN_TABLES.encode())
    found = [{"lot": "a"}, {"lot": 5}, {"lot": [1]}, {"lot": None}, {}]
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO public.orders VALUES (%s, %s)", [(n, json.dumps(one)) for n, one in enumerate(found)]
        )
    lot = measure.measure(conn, loads(PLAIN)).tables[0].columns[0]
    assert [getattr(lot, kind) for kind in KINDS] == [coverage.Share(1, (str(number),)) for number in range(4)]
    assert lot.present == 4


def paths(found: Coverage) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {(one.path, one.why): (one.keys, one.places, one.documents) for one in (*found.unmapped, *found.kept)}


def test_what_is_kept_by_path(conn: psycopg.Connection) -> None:
    conn.execute(PLAIN_TABLES.encode())
    many = {f"k{number}": {"x": number, "y": 0} for number in range(30)}
    document = {
        "lot": 7,
        "odd key": 1,
        "*": 2,
        "meta": {"itemId": 1, "more": {"a": {"b": {"c": 1}}, "e": {}}},
        "tags": [{"n": 1}, {"n": 2}, 3],
        "words": many,
        "lines": [{"id": "a", "note": "x"}, {"id": "b", "input": 3}],
        "components": [{"kind": "p", "x": 1, "components": [{"kind": "c", "x": 2, "components": {"no": 1}}]}],
    }
    irregular = {"lines": [{"id": "a"}, {"id": "a"}], "words": many}
    with conn.cursor() as cursor:
        for number, one in enumerate([document, irregular, "scalar"]):
            cursor.execute("INSERT INTO public.orders VALUES (%s, %s)", [number, json.dumps(one)])
    found = measure.measure(conn, loads(PLAIN))
    assert paths(found) == {
        ("$.lot", "lenient"): (1, 1, 1),
        ('$."odd key"', "unmapped"): (1, 1, 1),
        ('$."*"', "unmapped"): (1, 1, 1),
        ("$.meta.more.a", "unmapped"): (1, 1, 1),
        ("$.meta.more.e", "unmapped"): (1, 1, 1),
        ("$.tags[*].n", "unmapped"): (1, 2, 1),
        ("$.tags[*]", "unmapped"): (1, 1, 1),
        ("$.words.*", "unmapped"): (30, 120, 2),
        ("$.lines[*].note", "unmapped"): (1, 1, 1),
        ("$.lines[*].input", "no object"): (1, 1, 1),
        ("$.components[*].x", "unmapped"): (1, 2, 1),
        ("$.components[*].components", "no collection"): (1, 1, 1),
        ("$.lines", "irregular"): (1, 1, 1),
        ("$", "no object"): (1, 1, 1),
    }
    about = {one.path: one.about for one in found.kept}
    assert about["$.lot"] == "sales_order.lot"
    assert next(one for one in found.kept if one.why == "irregular").example == ("1",)
    assert [one.bytes for one in found.unmapped] == sorted((one.bytes for one in found.unmapped), reverse=True)


def test_paths_beyond_the_first_are_counted(conn: psycopg.Connection) -> None:
    conn.execute(PLAIN_TABLES.encode())
    conn.execute("INSERT INTO public.orders VALUES (1, %s)", [json.dumps({f"k{n:04}": 1 for n in range(3000)})])
    found = measure.measure(conn, loads(PLAIN))
    assert (len(found.unmapped), found.unmapped_rest.paths) == (measure.TOP, 3000 - measure.TOP)
    assert found.unmapped_rest.bytes == len('"k0001": 1') * (3000 - measure.TOP)


def test_a_sample_is_spread_and_the_figures_are_for_all(conn: psycopg.Connection, tmp_path: Path) -> None:
    mapping = load(plain(conn, tmp_path, 4000))
    found = measure.measure(conn, mapping, sample=400)
    assert found.drawn == "rows"
    assert 350 <= found.documents <= 400
    assert found.total.rows == found.tables[0].expected_rows == 4000
    assert measure.measure(conn, mapping, sample=400).documents == found.documents


@pytest.mark.parametrize("way", ["rows", "pages"])
def test_drawn_documents_are_spread_over_the_table(conn: psycopg.Connection, tmp_path: Path, way: Any) -> None:
    made = statements(load(plain(conn, tmp_path, 8000)))
    with conn.transaction(force_rollback=True):
        conn.execute(made.draw(measure.drawing(way, sql.Literal(22)), 800))
        drawn = sql.SQL("SELECT id, number FROM {} ORDER BY number").format(sql.Identifier(made.sample))
        rows = conn.execute(drawn).fetchall()
    ids = [row[0] for row in rows]
    assert [row[1] for row in rows] == list(range(1, 801))
    assert len(set(ids)) == 800
    assert {number * 4 // 8001 for number in ids} == {0, 1, 2, 3}
    assert {number * 4 // 8001 for number in ids[:50]} == {0, 1, 2, 3}  # numbers follow no order of the table


def test_all_documents_where_the_sample_is_as_large(conn: psycopg.Connection, tmp_path: Path) -> None:
    mapping = load(plain(conn, tmp_path, 300))
    for sample in (None, 300, 10_000):
        found = measure.measure(conn, mapping, sample=sample)
        assert (found.documents, found.drawn) == (300, "all")
    fewer = measure.measure(conn, mapping, max_bytes=found.payload_bytes // 3)
    assert fewer.drawn == "rows"
    assert 80 <= fewer.documents <= 110


def test_documents_that_are_not_json_are_told(conn: psycopg.Connection) -> None:
    conn.execute(PLAIN_TABLES.replace("jsonb", "text").encode())
    rows = [(1, '{"lot": "a"}'), (2, "{oops"), (3, None), (4, '{"lot": "b"}')]
    with conn.cursor() as cursor:
        cursor.executemany("INSERT INTO public.orders VALUES (%s, %s)", rows)
    found = measure.measure(conn, loads(PLAIN.replace("payload: value", "payload: {column: value, type: text}")))
    assert found.unreadable == coverage.Share(1, ("2",))
    assert found.tables[0].columns[0].conforming.elements == 2


def test_nothing_but_access_share_is_taken(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    mapping = load(plain(conn, tmp_path, 50))
    seen: set[str] = set()
    with connect(database) as other:

        def look(_stage: str) -> None:
            query = "SELECT mode FROM pg_locks WHERE relation = 'public.orders'::regclass AND pid <> pg_backend_pid()"
            seen.update(row[0] for row in other.execute(query))

        measure.measure(conn, mapping, on_stage=look)
        assert seen == {"AccessShareLock"}
        with other.transaction():  # a writer holds what it may hold while documents are read
            other.execute("LOCK TABLE public.orders IN EXCLUSIVE MODE")
            assert measure.measure(conn, mapping).documents == 50
        # the control: a backfill is seen with its own lock
        conn.execute("BEGIN; SELECT FROM public.orders FOR KEY SHARE")
        look("")
        conn.execute("ROLLBACK")
        assert "RowShareLock" in seen


def test_one_snapshot_for_all_of_it(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    mapping = load(plain(conn, tmp_path, 50))
    whole = measure.measure(conn, mapping)
    with connect(database) as other:

        def delete(stage: str) -> None:
            if "reading" in stage:
                other.execute("DELETE FROM public.orders")

        found = measure.measure(conn, mapping, on_stage=delete)
    assert (found.tables, found.kept) == (whole.tables, whole.kept)
    assert measure.measure(conn, mapping).documents == 0  # the control: they were deleted


def test_a_table_that_is_locked_is_waited_for_and_told(conn: psycopg.Connection, database: str, tmp_path: Path) -> None:
    mapping = load(plain(conn, tmp_path, 5))
    waits = []
    with connect(database) as other:
        other.execute("BEGIN; LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE")

        def release(wait: Any) -> None:
            waits.append(wait)
            other.execute("COMMIT")

        assert measure.measure(conn, mapping, on_wait=release).documents == 5
    assert len(waits) == 1


def test_without_schema_hofsm_it_is_borrowed(empty_database: str, tmp_path: Path) -> None:
    with connect(empty_database) as admin:
        mapping = load(plain(admin, tmp_path, 20))
        before = snapshot(admin)
        found = measure.measure(admin, mapping)
        assert (found.control_borrowed, found.documents) == (True, 20)
        assert snapshot(admin) == before
        assert schema.installed_revision(admin) is None


def test_what_a_role_needs(empty_database: str, nonsuperuser: str, tmp_path: Path) -> None:
    spec = compiled(tmp_path, PLAIN)
    with connect(empty_database) as admin, connect(nonsuperuser) as role:
        admin.execute(PLAIN_TABLES.encode())
        name, database = (sql.Identifier(part) for part in (role.info.user, role.info.dbname))
        for revoked in ("CREATE ON DATABASE {} FROM {}", "TEMPORARY ON DATABASE {} FROM PUBLIC"):
            admin.execute(sql.SQL("REVOKE " + revoked).format(database, name))  # type: ignore[arg-type]
        problems = coverage.obstacles(role, load(spec))
        assert [problem.message.split(" may not ")[-1] for problem in problems] == [
            "read the legacy table",
            "make temporary tables",
            "create it",
        ]
        for problem in problems[:2]:
            admin.execute(problem.hint.removesuffix(", as the owner or a superuser").encode())
        (problem,) = coverage.obstacles(role, load(spec))
        admin.execute(problem.hint.partition("; or ")[2].encode())  # the hint is what helps
        assert coverage.obstacles(role, load(spec)) == ()
        assert measure.measure(role, load(spec)).control_borrowed


def test_a_read_only_session_is_told(conn: psycopg.Connection, tmp_path: Path) -> None:
    mapping = load(plain(conn, tmp_path, 3))
    assert coverage.obstacles(conn, mapping) == ()
    conn.execute("SET default_transaction_read_only = on")
    assert "read-only" in coverage.obstacles(conn, mapping)[0].message
