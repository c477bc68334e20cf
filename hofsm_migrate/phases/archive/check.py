"""Whether an archive is whole: every byte is read, no database is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.phases.archive import manifest
from hofsm_migrate.phases.archive.digest import Digest
from hofsm_migrate.phases.archive.stream import Lines, Sum, blocks, damaged, file_sum

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.phases.archive.manifest import Manifest


def check(archive: Path) -> Manifest:
    """The manifest of an archive that is what its manifest says.

    Raises:
        UsageError: the archive or its manifest is not there.
        ParityError: file, compressed lines, or documents are not those of the manifest.
    """
    said = manifest.read(archive)
    compare(archive, said)
    return said


def compare(archive: Path, said: Manifest) -> None:
    """An archive with what is said about it.

    Raises:
        ParityError: they differ.
    """
    file = file_sum(archive)
    _same(archive, "bytes of the file", file.bytes, said.file_bytes)
    _same(archive, "SHA-256 of the file", file.hex, said.file_sha256)
    stream, digest, lines = Sum(), Digest(), Lines()
    for block in blocks(archive):
        stream.add(block)
        for line in lines.of(block):
            digest.add_line(line)
    _same(archive, "SHA-256 of the lines", stream.hex, said.stream_sha256)
    _same(archive, "documents", digest.documents, said.documents)
    _same(archive, "digest of the documents", digest.hex, said.digest)


def _same(archive: Path, what: str, found: object, said: object) -> None:
    if found != said:
        raise damaged(archive, f"{what}: {found}, and the manifest says {said}")
