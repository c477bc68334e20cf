"""A new version of the spec beside the one in force: how far it has come, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hofsm_migrate.compile.evolve import next_name
from hofsm_migrate.db import control
from hofsm_migrate.db.next_version import drop_mapping
from hofsm_migrate.phases import counts, next_version
from hofsm_migrate.phases.doctor import documents, objects, partitions, table
from hofsm_migrate.phases.doctor.finding import Finding, Found, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.phases.doctor.finding import Patient

NAME = "new version"
_NOT_YET = "say first which store is right where tables in force and payloads differ; then hofsm doctor --fix again"


def under_way(patient: Patient) -> Iterator[Found]:
    """What `evolve` left when it was stopped, killed, or told to stop before the switch; or it runs just now."""
    name = next_name(patient.mapping.name)
    there = control.mapping_state(patient.conn, name)
    if there is None:
        return
    if there.phase == "legacy":
        yield _left_over(patient, name)
        return
    beside = next_version.found_beside(there, patient.mapping.name)
    mapping = replace(beside.mapping, file=patient.file)
    its = replace(patient, plan=beside.plan, mapping=mapping, state=there, prefer=None)
    yield _how_far(its)
    for one in _wrong(its, patient):
        yield Found(replace(one.finding, check=f"{NAME}, {one.finding.check}"), one.repair)


def _wrong(its: Patient, in_force: Patient) -> Iterator[Found]:
    """What is looked at of any mapping, of the tables and triggers of the new version."""
    gone = list(table.tables(its))
    yield from gone
    if gone:
        return
    yield from objects.functions_and_triggers(its)
    yield from objects.rules(its)
    yield from partitions.partitions(its)
    yield from table.row_security(its)
    yield from _documents(its, in_force)


def _documents(its: Patient, in_force: Patient) -> Iterator[Found]:
    """Documents that the new version does not have as the payloads have them.

    In phase `cutover` the tables in force are what counts, and payloads are there while a version is under way. Where
    these do not agree, rows that were made from a payload would come into force with it: no repair before they do.
    """
    wrong = list(documents.out_of_parity(its))
    if wrong and in_force.cut_over and in_force.readable and documents.wrong(in_force)[0][0]:
        wrong = [found(replace(one.finding, next_step=_NOT_YET)) for one in wrong]
    yield from wrong


def _how_far(its: Patient) -> Found:
    represented, total = counts.represented(its.conn, its.plan), counts.documents(its.conn, its.plan)
    progress = f", {represented} of {total} documents represented" if its.state.phase != "expanded" else ""
    return found(
        Finding(
            NAME,
            f"a new version of the spec is under way: phase {its.state.phase}{progress}",
            f"schema {its.mapping.schema}",
            f"spec {its.state.spec_digest[:12]}; hofsm evolve was stopped, killed, or told to stop before the switch",
            f"hofsm evolve {its.file} with that spec goes on, hofsm evolve {its.file} --abandon drops it",
            severity="warning",
        )
    )


def _left_over(patient: Patient, name: str) -> Found:
    return found(
        Finding(
            NAME,
            "the record of a new version is left, which has nothing any more",
            "hofsm.mapping",
            "hofsm evolve --abandon or hofsm rollback was killed before its last transaction",
            "hofsm doctor --fix forgets it, as does hofsm evolve",
            severity="warning",
        ),
        patient.change(lambda conn: drop_mapping(conn, name)),
    )
