"""Where a mapping in phase `cutover` stands with its payload column: table `hofsm.payload`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from psycopg.types.json import Jsonb

from hofsm_migrate import sql

if TYPE_CHECKING:
    from psycopg import Connection

State = Literal["emptying", "moved", "restoring", "restored"]


@dataclass(frozen=True)
class PayloadState:
    """What is happening to the payloads, and how far it has come.

    `emptying`: writers no longer keep them, and those that are there are taken away; `moved`: none is left;
    `restoring`: writers keep them again, and the others are made anew; `restored`: all are there, not yet compared.

    `last_key` (None: none yet), in texts, is the last one come to, `documents` how many are up to there, and `changed`
    those of them whose payload was written on the way.
    """

    state: State
    last_key: tuple[str, ...] | None = None
    documents: int = 0
    changed: int = 0


def payload_state(conn: Connection, mapping: str) -> PayloadState | None:
    """The state of a mapping; None where its payloads are kept in step, or nobody ever emptied any."""
    there = conn.execute("SELECT to_regclass('hofsm.payload') IS NOT NULL").fetchone()
    if not there or not there[0]:
        return None
    query = "SELECT state, last_key, documents, changed FROM hofsm.payload WHERE mapping = %s"
    row = conn.execute(query, [mapping]).fetchone()
    return PayloadState(row[0], None if row[1] is None else tuple(row[1]), row[2], row[3]) if row else None


def record_payload(conn: Connection, mapping: str, now: PayloadState) -> None:
    """Record where a mapping stands, in the transaction that brings it there."""
    key = None if now.last_key is None else Jsonb(list(now.last_key))
    values = {"mapping": mapping, "state": now.state, "key": key, "documents": now.documents, "changed": now.changed}
    conn.execute(sql.load("control_record_payload").encode(), values)


def is_for_evolve(conn: Connection, mapping: str) -> bool:
    """Whether payloads are kept for a new version only."""
    there = conn.execute("SELECT to_regclass('hofsm.payload_for_evolve') IS NOT NULL").fetchone()
    if not there or not there[0]:
        return False
    query = "SELECT EXISTS (SELECT FROM hofsm.payload_for_evolve WHERE mapping = %s)"
    row = conn.execute(query, [mapping]).fetchone()
    return bool(row and row[0])


def keep_for_evolve(conn: Connection, mapping: str) -> None:
    """Record that payloads are kept for a new version only."""
    conn.execute("INSERT INTO hofsm.payload_for_evolve (mapping) VALUES (%s) ON CONFLICT DO NOTHING", [mapping])


def forget_evolve(conn: Connection, mapping: str) -> None:
    """They are taken away again, or stay for good."""
    conn.execute("DELETE FROM hofsm.payload_for_evolve WHERE mapping = %s", [mapping])


def forget_payload(conn: Connection, mapping: str) -> None:
    """All payloads are there and in step."""
    conn.execute("DELETE FROM hofsm.payload WHERE mapping = %s", [mapping])
