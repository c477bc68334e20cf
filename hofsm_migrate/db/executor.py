"""Runs generated SQL: one short transaction, a bounded wait for every lock, retries with no lock in hand."""

from __future__ import annotations

import random
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from hofsm_migrate.errors import GateError, HofsmError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

RETRIED = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)
"""55P03, 40P01, 40001: the transaction did nothing wrong and may succeed the next time."""


@dataclass(frozen=True)
class Retry:
    """How long to wait for locks. Seconds, but `lock_timeout_ms`.

    `max_wait_s` counts from the first try; 0 means one try only. Pauses double from `first_pause_s` up to
    `longest_pause_s`; each is shortened at random by up to a half, so that two sessions do not meet again.
    """

    lock_timeout_ms: int = 500
    max_wait_s: float = 60
    first_pause_s: float = 0.1
    longest_pause_s: float = 5


@dataclass(frozen=True)
class Wait:
    """A try that failed with `sqlstate`, `waited_s` after the first one began; the next follows `pause_s` later."""

    attempt: int
    sqlstate: str
    message: str
    waited_s: float
    pause_s: float


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What the work returned, the tries that it took before, and the seconds for all of it."""

    value: T
    waits: tuple[Wait, ...]
    seconds: float


@contextmanager
def transaction(conn: psycopg.Connection, *, lock_timeout_ms: int = 500) -> Iterator[psycopg.Connection]:
    """One transaction in which `lock_timeout`, TimeZone and number output are what our statements rely on.

    The settings are transaction-local, so a pooler in transaction mode never hands them to another client. With
    `row_security` off, a policy that would hide rows from this role is an error: hidden documents would count as gone.
    No `jit`: compiling the long queries of a mapping takes a hundred times as long as running them on a few documents.

    Raises:
        ValueError: `conn` is not autocommit or is inside a transaction, so this one would not be the whole.
    """
    if not conn.autocommit or conn.info.transaction_status != TransactionStatus.IDLE:
        raise ValueError(f"an idle autocommit connection is needed, got {conn!r}")
    with conn.transaction():
        conn.execute(
            "SELECT set_config('lock_timeout', %s, true), set_config('TimeZone', 'UTC', true),"
            " set_config('extra_float_digits', '1', true), set_config('row_security', 'off', true),"
            " set_config('jit', 'off', true)",
            [f"{lock_timeout_ms}ms"],
        )
        yield conn


def attempt(
    conn: psycopg.Connection,
    work: Callable[[psycopg.Connection], T],
    *,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> Outcome[T]:
    """Do `work(conn)` in one transaction, again from the start after a lock timeout, deadlock or serialization failure.

    Args:
        work: must leave no trace outside the transaction, since it may run several times.
        on_wait: called before each pause, with no transaction open.

    Raises:
        GateError: `retry.max_wait_s` is over. Nothing was changed.
    """
    retry = retry or Retry()
    waits: list[Wait] = []
    start = time.monotonic()
    while True:
        try:
            with transaction(conn, lock_timeout_ms=retry.lock_timeout_ms):
                value = work(conn)
        except RETRIED as error:
            waits.append(_wait(error, len(waits) + 1, time.monotonic() - start, retry))
        else:
            return Outcome(value, tuple(waits), time.monotonic() - start)
        if on_wait:
            on_wait(waits[-1])
        time.sleep(waits[-1].pause_s)


def run_script(
    conn: psycopg.Connection,
    script: str,
    *,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
) -> Outcome[None]:
    """Run SQL text of any number of statements unchanged, as `psql -1 -f` would: nothing in it is a placeholder.

    Raises:
        GateError: a lock was not to be had in time. Nothing was changed.
        HofsmError: the script ends the transaction itself, so it does not run as a whole.
        psycopg.Error: any other error of the server's. Nothing was changed.
    """
    return attempt(conn, lambda conn: _run(conn, script), retry=retry, on_wait=on_wait)


def _run(conn: psycopg.Connection, script: str) -> None:
    conn.execute(script.encode())
    if conn.info.transaction_status != TransactionStatus.INTRANS:
        raise HofsmError(
            Problem(
                "the script ended the transaction that it runs in",
                hint="take COMMIT and ROLLBACK out of it, or run it with psql; what was before COMMIT has been changed",
            )
        )


def _wait(error: psycopg.Error, number: int, waited_s: float, retry: Retry) -> Wait:
    pause_s = min(retry.first_pause_s * 2 ** (number - 1), retry.longest_pause_s) * random.uniform(0.5, 1)  # noqa: S311
    message = error.diag.message_primary or str(error)
    if waited_s + pause_s <= retry.max_wait_s:
        return Wait(number, error.sqlstate or "", message, waited_s, pause_s)
    raise GateError(
        Problem(
            f"gave up after {number} tries in {waited_s:.1f} s: {message}",
            hint="see who holds the lock: SELECT pid, xact_start, state, query FROM pg_stat_activity"
            " WHERE xact_start IS NOT NULL ORDER BY xact_start; end it or try later. Nothing was changed",
            detail=f"SQLSTATE {error.sqlstate}, lock_timeout {retry.lock_timeout_ms} ms, limit {retry.max_wait_s:g} s",
        )
    ) from error
