"""The documents of a mapping, composed in one snapshot: how many, their digest, and on request a file of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.compile.names import Names
from hofsm_migrate.errors import HofsmError, ParityError, Problem, UsageError
from hofsm_migrate.names import written
from hofsm_migrate.phases.archive.check import check, compare
from hofsm_migrate.phases.archive.compose import Composing
from hofsm_migrate.phases.archive.manifest import Manifest, beside
from hofsm_migrate.phases.archive.stream import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.db.executor import Retry, Wait
    from hofsm_migrate.phases.archive.compose import Snapshot
    from hofsm_migrate.spec.mapping import Mapping


@dataclass(frozen=True)
class Taken:
    """All documents of a mapping, and the archive of them; None where none was made."""

    snapshot: Snapshot
    archive: Path | None = None
    manifest: Manifest | None = None


def take(
    conn: Connection,
    plan: Plan,
    *,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Taken:
    """Compose all documents in one snapshot, without an archive. Documents stay on the server."""
    return Taken(Composing(conn, plan, retry, on_wait, on_progress).run().snapshot)


def make(
    conn: Connection,
    plan: Plan,
    mapping: Mapping,
    archive: Path,
    *,
    retry: Retry | None = None,
    on_wait: Callable[[Wait], None] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Taken:
    """Write an archive of all documents, as the new tables compose them in one snapshot, and check it.

    Nothing is locked but against being dropped. The file gets its name only when it is on the disk and was read again:
    a kill before that leaves a file that ends in `.partial`, which the next call replaces.

    Args:
        conn: autocommit.
        archive: must not be there yet. The manifest is written beside it.

    Raises:
        UsageError: the file is there already, or cannot be written.
        ParityError: what was written is not what the server says.
    """
    refuse_existing(archive)
    partial = archive.with_name(archive.name + ".partial")
    try:
        composed = Composing(conn, plan, retry, on_wait, on_progress).run(lambda: Writer(partial))
        said = _manifest(conn, plan, mapping, composed)
        compare(partial, said)
        _put(archive, partial, said)
    except OSError as error:
        hint = "give a file in a folder that exists, can be written to and has room. Nothing else was changed"
        raise UsageError(Problem(f"cannot write {archive}: {error.strerror}", hint)) from None
    return Taken(composed.snapshot, archive, said)


def refuse_existing(archive: Path) -> None:
    """An archive is never replaced.

    Raises:
        UsageError: there is a file of that name.
    """
    if archive.exists():
        hint = "give another name, or move it away; `hofsm archive check` says whether it is whole"
        raise UsageError(Problem(f"the file {archive} is there already", f"{hint}. Nothing was changed"))


def reuse(taken: Taken, mapping: Mapping, archive: Path) -> Taken:
    """An archive that is there, as the one of `taken`: made by a call that was killed before it was needed.

    Raises:
        UsageError: it has other documents.
        ParityError: it is damaged, or no archive.
    """
    try:
        said = check(archive)
    except HofsmError as error:
        hint = "give another name, or move the file away. Nothing was changed"
        message = f"the file {archive} is there already, and is no archive that is whole"
        detail = "; ".join(problem.message for problem in error.problems)
        raise type(error)(Problem(message, hint, detail=detail)) from None
    own = (said.mapping, said.spec_digest, said.documents, said.digest)
    if own != (mapping.name, mapping.digest, taken.snapshot.documents, taken.snapshot.digest):
        refuse_existing(archive)
    return Taken(taken.snapshot, archive, said)


def _manifest(conn: Connection, plan: Plan, mapping: Mapping, composed: Composing) -> Manifest:
    writer, snapshot = composed.writer, composed.snapshot
    if writer is None or (writer.digest.documents, writer.digest.hex) != (snapshot.documents, snapshot.digest):
        problem = "what came from the server is not what the server says: the documents of one snapshot differ"
        raise ParityError(Problem(problem, "run the command again. Nothing was changed"))
    file = writer.close()
    return Manifest(
        mapping=mapping.name,
        table=written(*Names(plan.tree).legacy),
        columns=composed.columns,
        documents=snapshot.documents,
        digest=snapshot.digest,
        spec_digest=mapping.digest,
        server=conn.info.parameter_status("server_version") or "",
        snapshot=snapshot.id,
        taken_at=snapshot.taken_at.isoformat(),
        file_bytes=file.bytes,
        file_sha256=file.hex,
        stream_bytes=writer.stream.bytes,
        stream_sha256=writer.stream.hex,
    )


def _put(archive: Path, partial: Path, said: Manifest) -> None:
    """The manifest first: where the archive has its name, both are there."""
    manifest = beside(archive)
    beside_it = manifest.with_name(manifest.name + ".partial")
    with beside_it.open("w", encoding="utf-8") as file:
        file.write(said.text())
        file.flush()
        os.fsync(file.fileno())
    beside_it.replace(manifest)
    partial.rename(archive)
    folder = os.open(archive.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
