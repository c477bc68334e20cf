"""Who may do what by the legacy name: on the view, on the base table, and on what documents are composed from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.compile.names import qualified
from hofsm_migrate.db.objects import PIN
from hofsm_migrate.phases.doctor.finding import Finding, found
from hofsm_migrate.phases.doctor.view import asked
from hofsm_migrate.sql import load, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from psycopg import Connection

    from hofsm_migrate.phases.doctor.finding import Found, Key, Patient

NAME = "privileges"


def of_both(patient: Patient) -> Iterator[Found]:
    """Every role has the same privileges on the view and on the base table, which the view asks for besides."""
    held: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
    for side, role, privilege, given in asked(patient, "doctor_privileges"):
        held.setdefault((side, role), []).append((privilege, given))
    for (side, role), privileges in held.items():
        listed = ", ".join(privilege for privilege, _ in privileges)
        statements = [given for _, given in privileges if given]
        if side == "base":
            yield _more_on_the_base_table(patient, role, listed, statements)
        else:
            yield _more_on_the_view(patient, role, listed, statements, all_of_them=len(statements) == len(privileges))


def readers(patient: Patient) -> Iterator[Found]:
    """Who may read documents by the legacy name may read what they are composed from."""
    missing: dict[str, list[tuple[str, str, str]]] = {}
    for role, *one in asked(patient, "doctor_readers"):
        missing.setdefault(role, []).append((one[0], one[1], one[2]))
    for role, some in missing.items():
        yield found(
            Finding(
                NAME,
                f"{role} may read the view, and not what it is composed from: {', '.join(what for what, _, _ in some)}",
                ".".join(patient.names.legacy),
                "SELECT on the view was granted after cutover, or something was revoked since",
                "hofsm doctor --fix grants it, as cutover did for those who might read the table",
            ),
            _given(patient, [given for _, given, _ in some], [back for _, _, back in some]),
        )


def _more_on_the_view(patient: Patient, role: str, listed: str, given: list[str], *, all_of_them: bool) -> Found:
    base = text(qualified(patient.names.base))
    fix = "hofsm doctor --fix grants it there"
    by_hand = f"GRANT it on {base} as a whole, or REVOKE it: the view writes all columns of the table"
    return found(
        Finding(
            NAME,
            f"{role} has {listed} on the view, and not on the base table",
            base,
            "it was granted after cutover by the legacy name alone; a statement that needs it fails with 42501",
            fix if all_of_them else by_hand,
        ),
        _given(patient, given, []) if all_of_them else None,
    )


def _more_on_the_base_table(patient: Patient, role: str, listed: str, given: list[str]) -> Found:
    base = text(qualified(patient.names.base))
    return found(
        Finding(
            NAME,
            f"{role} has {listed} on the base table, and not on the view",
            base,
            "after cutover it was revoked by the legacy name alone, or granted on the base table",
            f"REVOKE it on {base} too, or {'; '.join(given)}, as it was meant; after rollback the base table's count",
            severity="warning",
        )
    )


def _given(patient: Patient, statements: list[str], back: list[str]) -> Callable[[], tuple[Key, ...]]:
    def work(conn: Connection) -> None:
        conn.execute(PIN)
        for statement in statements:
            conn.execute(statement.encode())
        for statement in back:
            values = {"mapping": patient.mapping.name, "statement": statement}
            conn.execute(load("doctor_keep_way_back").encode(), values)

    return patient.change(work)
