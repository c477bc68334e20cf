"""One trial from a file of documents to its summary."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from hofsm_migrate.db import schema
from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.phases import files, twin
from hofsm_migrate.trial.load import LEGACY, SCHEMA, Loaded, load, script
from hofsm_migrate.trial.place import refuse_earlier_trial, refuse_taken_name, remove_trial
from hofsm_migrate.trial.run import Migrated, migrate
from hofsm_migrate.trial.spec import made_spec

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed
    from hofsm_migrate.phases.verify import VerifyResult
    from hofsm_migrate.trial.spec import TrialSpec

    Step = Callable[[str], None]


MAPPING = "documents"
"""The drafted mapping of a trial."""


@dataclass(frozen=True)
class Trial:
    """What became of a file of documents. `dropped` are tables that are not there; references to them were left out."""

    spec: TrialSpec
    drafted: bool
    dropped: tuple[str, ...]
    loaded: Loaded
    migrated: Migrated
    seconds: float


def run_trial(
    conn: Connection,
    stream: BinaryIO,
    given: TrialSpec | None,
    folder: Path,
    *,
    skip_bad: bool = False,
    replace: bool = False,
    step: Step | None = None,
) -> Trial:
    """Load the documents, write and run the SQL of the given spec or of a drafted one, and compare both sides.

    Args:
        conn: autocommit.
        stream: one document a line, as `load` takes it.
        folder: where the spec and the compiled files are written.
        replace: remove an earlier trial first.
        step: called with the name of what begins.

    Raises:
        UsageError: the database holds an earlier trial or a mapping of the same name, or the file is refused. Nothing
            was changed, except that `replace` may have removed the earlier trial.
        GateError: as `expand`, `backfill` and `verify`. The documents stay loaded.
    """
    start = time.monotonic()
    report = step or _silent
    if replace:
        remove_trial(conn)
    refuse_earlier_trial(conn)
    refuse_taken_name(conn, given.mapping.name if given else MAPPING)
    report("load")
    loaded = load(conn, stream, skip_bad=skip_bad)
    report("compile")
    spec, dropped = (given or made_spec(_drafted(conn))).without_references(conn)
    reviewed = spec.reviewed()
    _write(reviewed, folder)
    migrated = migrate(conn, reviewed, step)
    return Trial(spec, given is None, dropped, loaded, migrated, time.monotonic() - start)


def trial_sql(conn: Connection, stream: BinaryIO, given: TrialSpec | None, *, skip_bad: bool = False) -> str:
    """The SQL of a trial. `conn` leads to a throw-away server: documents are loaded to draft a spec from them."""
    load(conn, stream, skip_bad=skip_bad)
    spec, _ = (given or made_spec(_drafted(conn))).without_references(conn)
    reviewed = spec.reviewed()
    parts = [
        script(),
        schema.script(),
        twin.forward(reviewed, reviewed.plan.step("expand")),
        twin.backfill(reviewed.plan),
        twin.verify(reviewed.plan),
    ]
    return "\n".join(parts)


def summary(trial: Trial) -> dict[str, Any]:
    """What `--json` prints: numbers are bytes, rows, seconds, and a share from 0 to 1."""
    loaded, migrated = trial.loaded, trial.migrated
    return {
        "mapping": migrated.mapping,
        "spec": "drafted" if trial.drafted else trial.spec.mapping.file,
        "lines": loaded.lines,
        "blank_lines": loaded.blank,
        "skipped_lines": loaded.skipped,
        "bad_lines": [{"line": bad.line, "reason": bad.reason} for bad in loaded.bad_lines],
        "references_left_out": list(trial.dropped),
        **figures(migrated),
        "seconds": round(trial.seconds, 3),
    }


def figures(migrated: Migrated) -> dict[str, Any]:
    """The part of a summary that is about the new tables."""
    return {
        "documents": migrated.documents,
        "tables": [
            {"schema": migrated.schema, "name": table.name, "rows": table.rows, "bytes": table.bytes}
            for table in migrated.tables
        ],
        "bytes_before": migrated.bytes_before,
        "bytes_after": migrated.bytes_after,
        "json_bytes": migrated.json_bytes,
        "residual_bytes": migrated.residual_bytes,
        "residual_share": round(migrated.residual_share, 6),
        "parity": _parity(migrated.parity),
    }


def parity_problem(result: VerifyResult) -> Problem:
    """What to do where there is no parity."""
    return Problem(
        f"the two sides differ: {result.wrong:,} of {result.documents:,}",
        hint="no document may cause this: report the places named above, with the document and the spec",
    )


def _parity(result: VerifyResult) -> dict[str, Any]:
    return {
        "exact": result.parity,
        "documents": result.documents,
        "differing": result.differing,
        "not_represented": result.not_represented,
        "ghosts": result.ghosts,
        "orphans": sum(found.rows for found in result.orphans),
        "differences": [
            {"key": list(one.key), "kind": one.kind, "path": one.path, "legacy": one.legacy, "composed": one.composed}
            for one in result.differences
        ],
    }


def _drafted(conn: Connection) -> str:
    """The text of a spec for the documents of the trial."""
    from hofsm_migrate.introspect.draft import draft  # noqa: PLC0415 - brings NumPy, and a given spec needs none
    from hofsm_migrate.introspect.here import profile_here  # noqa: PLC0415

    profile = profile_here(conn, ".".join(LEGACY))
    return draft(profile, name=MAPPING, schema=SCHEMA, file=f"{MAPPING}.yaml").text


def _write(reviewed: Reviewed, folder: Path) -> None:
    files.write(reviewed, folder / "migrations")
    spec = folder / f"{reviewed.mapping.name}.yaml"
    try:
        spec.write_text(reviewed.spec, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(Problem(f"cannot write {spec}: {error.strerror}", "name another folder with --keep")) from None


def _silent(_step: str) -> None:
    """Report nothing."""
