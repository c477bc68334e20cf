"""What lies where in the documents of a trial: counts by key and JSON type, taken by the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql
from psycopg.rows import class_row

from hofsm_migrate.sql import fill
from hofsm_migrate.sql import load as template
from hofsm_migrate.trial.load import LEGACY

if TYPE_CHECKING:
    from psycopg import Connection

KEYS_PER_CONTAINER = 1_000
"""More keys than this are keys of too few documents, or more than a table has columns."""


@dataclass(frozen=True)
class Fact:
    """What was found at one key of the elements of one container.

    `container` is the key of the array that the elements lie in, None for the documents, or the elements of documents
    that are arrays. `key` is None for the elements themselves. The other fields count the elements in which the key is
    present, by the type of its value; `empty_arrays` is a part of `arrays`, `whole` those of `numbers` that are written
    as a bigint is.
    """

    container: str | None
    key: str | None
    present: int
    strings: int
    numbers: int
    booleans: int
    nulls: int
    arrays: int
    objects: int
    empty_arrays: int
    whole: int


def survey_documents(conn: Connection) -> list[Fact]:
    """The documents themselves, then their keys, the most frequent first."""
    return _survey(conn, sql.SQL("SELECT NULL::text AS container, value FROM {}").format(sql.Identifier(*LEGACY)))


def survey_arrays(conn: Connection, keys: list[str]) -> dict[str | None, list[Fact]]:
    """As `survey_documents`, for the elements of the arrays at each of `keys`; only those that have any."""
    facts = _survey(conn, fill(template("trial_elements"), {"documents": LEGACY, "keys": sql.Literal(keys)}))
    return {
        key: [fact for fact in facts if fact.container == key]
        for key in keys
        if any(fact.container == key for fact in facts)
    }


def survey_root_arrays(conn: Connection) -> list[Fact]:
    """As `survey_documents`, for the elements of documents that are arrays."""
    return _survey(conn, fill(template("trial_root_elements"), {"documents": LEGACY}))


def _survey(conn: Connection, elements: sql.Composed) -> list[Fact]:
    query = fill(template("trial_survey"), {"elements": elements, "limit": KEYS_PER_CONTAINER})
    with conn.cursor(row_factory=class_row(Fact)) as cursor:
        return cursor.execute(query).fetchall()
