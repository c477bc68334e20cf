"""What is odd in a profile, and its place in the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import psycopg

from hofsm_migrate.db import control
from hofsm_migrate.db.connect import connect
from hofsm_migrate.db.control import Source, StoredFinding, replace_findings
from hofsm_migrate.db.executor import attempt
from hofsm_migrate.introspect.findings import findings
from hofsm_migrate.introspect.relate import relate_table

if TYPE_CHECKING:
    from hofsm_migrate.introspect.finding import Finding, Limits
    from hofsm_migrate.introspect.profile import Profile
    from hofsm_migrate.spec.mapping import Mapping


@dataclass(frozen=True)
class Looked:
    """The findings in a profile. `stored` is how many rows went to hofsm.finding, None for none asked to."""

    source: Source
    documents: int
    findings: tuple[Finding, ...]
    stored: int | None = None


def add_relations(profile: Profile, dsn: str | None) -> None:
    """Ask a sample of the table what depends on what, unless the profile says so already."""
    if profile.relations is None:
        with connect(dsn) as conn:
            profile.relations = relate_table(conn, profile)


def look(profile: Profile, mapping: Mapping | None, limits: Limits, *, show_values: bool = False) -> Looked:
    """What is odd in a profile; see `findings`."""
    origin = profile.origin
    found = findings(profile, mapping, limits=limits, show_values=show_values)
    return Looked(Source(origin.schema, origin.table, origin.payload), profile.documents, found)


def keep(dsn: str | None, looked: Looked) -> tuple[Looked, psycopg.Error | None]:
    """Store findings in the place of the last ones of the same column, in one transaction; without the values in them.

    Schema `hofsm` is installed, or brought up to date, where that is needed. What the server refuses comes back as the
    second value, since the findings are to be shown in any case.
    """
    rows = [_row(one, looked.documents) for one in looked.findings]
    try:
        with connect(dsn) as conn:
            control.install(conn)
            stored = attempt(conn, lambda conn: replace_findings(conn, looked.source, rows)).value
    except psycopg.Error as error:
        return looked, error
    return replace(looked, stored=stored), None


def _row(one: Finding, documents: int) -> StoredFinding:
    return StoredFinding(one.path, one.kind, one.count, one.share, list(one.examples), one.what, one.action, documents)
