"""Laws L2 and L4 for writes to the new tables in phase `mirrored`: the server does what `lens.settle` says."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import example, given, settings
from laws import server as harness
from laws.edits import Editor
from laws.mirrored import Write, closed_here_and_there, differences, mirrored
from laws.strategies import BULK, bulk_case, seeds

from hofsm_migrate.errors import GateError
from hofsm_migrate.lens.decompose import decompose
from hofsm_migrate.lens.settle import settle

if TYPE_CHECKING:
    from laws.server import Case

    from hofsm_migrate.lens.decompose import Rows

PER_SPEC = 12
pytest_plugins = ("laws.fixtures",)


def prove(conn: psycopg.Connection, seed: int) -> None:
    """Random edits of every document, each as one statement, compared with the interpreter after every transaction."""
    text, case = bulk_case(seed, PER_SPEC)
    rng = Random(seed)
    case = closed_here_and_there(case, Random(seed))
    with mirrored(conn, case):
        for number, document in enumerate(case.texts):
            before = decompose(case.tree, harness.read(document))
            editor = Editor.of(rng, case.tree, before)
            after = editor.edit(rng.randint(1, 4))
            told = "\n".join([f"seed {seed}", str(document), *editor.done, text])
            rng_of_statement = Random(seed + number) if number % 3 else None
            prove_write(conn, Write(case, number, before, after, rng_of_statement), told)


def prove_write(conn: psycopg.Connection, write: Write, told: str) -> None:
    expected, refusal = settled(write.case, write.before, write.after)
    error = None
    try:
        with conn.transaction():
            write.run(conn)
    except psycopg.Error as raised:
        error = raised
    assert (error is None) == (refusal is None), f"settle: {refusal}\nserver: {error}\n{told}"
    assert error is None or error.sqlstate in {"23514", "55000", "42501"}, f"{error}\n{told}"
    found = differences(conn, write.case, write.number, expected)
    assert not found, "\n".join([*found, told])


def settled(case: Case, before: Rows, after: Rows) -> tuple[Rows, GateError | None]:
    """The rows after a write, those before it where it is refused."""
    try:
        return settle(case.tree, before, after), None
    except GateError as error:
        return before, error


@example(seed=70)  # what a column with `otherwise` displaces no longer speaks for a column elsewhere that is NULL
@example(seed=208)  # ..., nor for one that has a value
@settings(BULK, max_examples=20)
@given(seed=seeds())
def test_writes_to_the_new_tables_are_settled_on_18(server18_conn: psycopg.Connection, seed: int) -> None:
    prove(server18_conn, seed)


@settings(BULK, max_examples=10)
@given(seed=seeds())
def test_writes_to_the_new_tables_are_settled_on_the_second_version(second_conn: psycopg.Connection, seed: int) -> None:
    prove(second_conn, seed)


@pytest.mark.slow
@settings(BULK, max_examples=1_000)
@given(seed=seeds())
def test_twenty_times_as_many_writes_on_18(server18_conn: psycopg.Connection, seed: int) -> None:
    prove(server18_conn, seed)


@pytest.mark.slow
@settings(BULK, max_examples=400)
@given(seed=seeds())
def test_twenty_times_as_many_writes_on_the_second_version(second_conn: psycopg.Connection, seed: int) -> None:
    prove(second_conn, seed)
