"""B1: the scan of `introspect`, as users run it, against reading all documents and throwing them away."""

from __future__ import annotations

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from psycopg import sql

from bench.figure import Figure, Target, in_turn
from hofsm_migrate.introspect.profile import Origin
from hofsm_migrate.introspect.read import Request, introspect
from hofsm_migrate.introspect.scan import Scanner

if TYPE_CHECKING:
    from bench.world import Site, Step, World

MB = 1_000_000
_NOWHERE = Origin("", "", (), "", "jsonb")
WORKERS = 2
SHARED_DOCUMENTS = 2_000
"""Documents that the other tools read, too: genson takes minutes for all of them."""


def figures(world: World, repeats: int, step: Step) -> list[Figure]:
    """Megabytes of payload text per second; the other tools read the same documents from memory or a file."""
    site = world.large
    site.settle()
    step("B1: introspect and COPY in turn")
    ours, base = in_turn(repeats, lambda: _introspect(site), lambda: _copy(site))
    note = f"{site.documents:,} documents, {WORKERS} workers, one session reads; time of processes that start included"
    name, target = f"introspect, {WORKERS} workers", Target(">=", 0.40)
    full = Figure("B1", name, "COPY, thrown away", "MB/s", ours, base, target, (note,))
    step("B1: the other tools")
    return [full, *_others(site, repeats)]


def _request(site: Site) -> Request:
    source = site.plan.tree.source
    return Request(f"{source.schema}.{source.table}", source.payload, workers=WORKERS)


def _introspect(site: Site) -> float:
    found = introspect(
        site.dsn,
        _request(site),
        on_progress=lambda _now: None,
        on_resume=lambda _done, _all: None,
        stop=lambda: False,
    )
    if found.profile.documents != site.documents:
        raise AssertionError(f"{found.profile.documents} documents were read, not {site.documents}")
    return found.profile.bytes / MB / found.elapsed_s


def _copy(site: Site) -> float:
    size, start = 0, time.perf_counter()
    with site.conn.cursor() as cursor, cursor.copy(_statement(site)) as copy:
        for data in copy:
            size += len(data)
    return size / MB / (time.perf_counter() - start)


def _statement(site: Site) -> sql.Composed:
    source = site.plan.tree.source
    table = sql.Identifier(source.schema, source.table)
    return sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(sql.Identifier(source.payload), table)


def _others(site: Site, repeats: int) -> list[Figure]:
    source = site.plan.tree.source
    payload, table = sql.Identifier(source.payload), sql.Identifier(source.schema, source.table)
    query = sql.SQL("SELECT {}::text FROM {} WHERE {} IS NOT NULL LIMIT {}")
    documents = [row[0] for row in site.conn.execute(query.format(payload, table, payload, SHARED_DOCUMENTS))]
    size = sum(len(document.encode()) for document in documents) / MB
    note = f"the same {len(documents):,} documents, {size:.0f} MB, one process, no server"
    made = []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "documents.jsonl"
        file.write_text("".join(f"{document}\n" for document in documents), encoding="utf-8")
        others = {
            "DuckDB json_group_structure": (lambda: size / _duckdb(file), repeats, 2.0),
            "genson": (lambda: size / _genson(documents), 1, 4.0),
        }
        for name, (other, times, factor) in others.items():
            try:
                ours, base = in_turn(times, lambda: size / _scan(documents), other)
            except ImportError:
                continue  # they come with the extra `bench`
            made.append(Figure("B1", "scan, one process", name, "MB/s", ours, base, Target(">=", factor), (note,)))
    return made


def _scan(documents: list[str]) -> float:
    start = time.perf_counter()
    scanner = Scanner(_NOWHERE)
    for first in range(0, len(documents), 250):
        some = enumerate(documents[first : first + 250], first)
        scanner.feed([(str(number), text.encode()) for number, text in some])
    if scanner.profile.documents != len(documents):
        raise AssertionError("not all documents were profiled")
    return time.perf_counter() - start


def _duckdb(file: Path) -> float:
    import duckdb  # noqa: PLC0415 - not there without the extra

    with duckdb.connect(config={"threads": 1}) as conn:
        query = "SELECT json_group_structure(json) FROM read_json_objects(?, format = 'newline_delimited')"
        start = time.perf_counter()
        conn.execute(query, [str(file)]).fetchall()
        return time.perf_counter() - start


def _genson(documents: list[str]) -> float:
    from genson import SchemaBuilder  # noqa: PLC0415

    start = time.perf_counter()
    builder = SchemaBuilder()
    for document in documents:
        builder.add_object(json.loads(document))
    builder.to_schema()
    return time.perf_counter() - start
