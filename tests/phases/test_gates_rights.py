"""What an ordinary role lacks is told before the server refuses it, with the words that help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from gate_cases import taken_out
from operator_cases import PLAIN, PLAIN_TABLES, compiled
from psycopg import errors, sql
from test_change import dual_write

from hofsm_migrate.db import schema
from hofsm_migrate.db.connect import connect
from hofsm_migrate.errors import GateError
from hofsm_migrate.phases import expand, files
from hofsm_migrate.phases.backfill import backfill
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import psycopg

    from hofsm_migrate.phases.files import Reviewed

READS = "GRANT SELECT ON public.items TO {role}"
OWNS = "ALTER TABLE public.orders OWNER TO {role}"
GOT = "GRANT CREATE, USAGE ON SCHEMA hofsm TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA hofsm TO {role}"
LACKING = {
    "it may create in the schema, and not use it": (
        "expand",
        f"{OWNS}; {READS}; CREATE SCHEMA target; GRANT CREATE ON SCHEMA target TO {{role}}",
        "create in schema target",
    ),
    "it may not read what a column refers to": ("expand", OWNS, "read public.items"),
    "another role installed the control schema": (
        "expand",
        f"{OWNS}; {READS}; {GOT}",
        "replace what role Somebody else made in schema hofsm",
    ),
    "it owns the table, and may not make triggers": (
        "dual-write",
        f"{OWNS}; {READS}; REVOKE TRIGGER ON public.orders FROM {{role}}",
        "make triggers of public.orders",
    ),
}
OTHER = '"Somebody else"'


@pytest.fixture
def other(empty_database: str) -> Iterator[None]:
    """A role that makes tables of its own."""
    with connect(empty_database) as admin:
        admin.execute(f"CREATE ROLE {OTHER}".encode())
        yield
        admin.execute(f"DROP OWNED BY {OTHER} CASCADE; DROP ROLE {OTHER}".encode())


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize(("command", "given", "lacks"), LACKING.values(), ids=list(LACKING))
def test_what_a_role_lacks(
    nonsuperuser: str,
    empty_database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    given: str,
    lacks: str,
) -> None:
    reviewed = files.read(compiled(tmp_path, PLAIN), tmp_path / "migrations")
    with connect(empty_database) as admin, connect(nonsuperuser) as role:
        admin.execute(PLAIN_TABLES.encode())
        if GOT in given:
            install_as(admin, OTHER)
        admin.execute(given.format(role=sql.Identifier(role.info.user).as_string()).encode())
        step = steps(role, reviewed)[command]
        with pytest.raises(GateError) as refused:
            step()
        (problem,) = refused.value.problems
        assert problem.message.endswith(f" may not {lacks}")
        with monkeypatch.context() as patch:
            taken_out(patch, command, "privileges")
            with pytest.raises(errors.InsufficientPrivilege):
                through(step, role, reviewed)
        admin.execute(problem.hint.removesuffix(", as the owner or a superuser").encode())  # the hint is what helps
        through(step, role, reviewed)


def steps(role: psycopg.Connection, reviewed: Reviewed) -> dict[str, Callable[[], object]]:
    def dual_writing() -> None:
        expand.expand(role, reviewed)
        dual_write(role, reviewed)

    return {"expand": partial(expand.expand, role, reviewed), "dual-write": dual_writing}


def through(step: Callable[[], object], role: psycopg.Connection, reviewed: Reviewed) -> None:
    """The step, and what reads the data after it."""
    step()
    role.execute('INSERT INTO public.orders VALUES (1, \'{"meta": {"itemId": 1}}\') ON CONFLICT DO NOTHING')
    backfill(role, reviewed.plan)
    verify(role, reviewed.plan)


def install_as(admin: psycopg.Connection, owner: str) -> None:
    """Schema `hofsm`, which belongs to another role."""
    admin.execute(
        f"DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO {owner}', current_database()); END $$".encode()
    )
    admin.execute(f"SET ROLE {owner}".encode())
    schema.install(admin)
    admin.execute("RESET ROLE")
