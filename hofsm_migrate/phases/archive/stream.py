"""An archive as it is written and read: gzip, both digests on the way, constant memory."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from hofsm_migrate.errors import ParityError, Problem
from hofsm_migrate.phases.archive.digest import Digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

CHUNK: Final = 1 << 20


@dataclass
class Sum:
    """Bytes and their SHA-256."""

    bytes: int = 0
    _sha: Any = field(default_factory=hashlib.sha256)

    def add(self, data: bytes) -> None:
        """More bytes."""
        self.bytes += len(data)
        self._sha.update(data)

    @property
    def hex(self) -> str:
        """The digest so far."""
        return self._sha.hexdigest()


class _Counted:
    """A file that is only written to, and counts what."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.sum = file, Sum()

    def write(self, data: Any) -> int:
        self.sum.add(bytes(data))
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


class Lines:
    """Splits blocks into the lines that they consist of."""

    def __init__(self) -> None:
        self._rest = b""

    def of(self, block: bytes) -> list[bytes]:
        """The lines that this block ends."""
        *lines, self._rest = (self._rest + block).split(b"\n")
        return lines

    @property
    def whole(self) -> bool:
        """Whether the last line had an end."""
        return not self._rest


class Writer:
    """Writes an archive; `close` returns only when the disk has it."""

    def __init__(self, path: Path) -> None:
        self.stream, self.digest = Sum(), Digest()
        self._lines = Lines()
        self._file = path.open("wb")
        self._counted = _Counted(self._file)
        self._gzip = gzip.GzipFile(filename="", mode="wb", fileobj=self._counted, mtime=0, compresslevel=6)  # type: ignore[arg-type]

    def write(self, block: bytes) -> None:
        """Some bytes of COPY's text format."""
        self.stream.add(block)
        self._gzip.write(block)
        for line in self._lines.of(block):
            self.digest.add_line(line)

    def close(self) -> Sum:
        """Bytes and digest of the file."""
        self._gzip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return self._counted.sum

    def abandon(self) -> None:
        """Close the file as it is."""
        self._file.close()


def file_sum(path: Path) -> Sum:
    """Bytes and digest of a file."""
    found = Sum()
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            found.add(block)
    return found


def blocks(path: Path) -> Iterator[bytes]:
    """What is compressed in an archive.

    Raises:
        ParityError: it cannot be decompressed.
    """
    try:
        with gzip.open(path) as file:
            while block := file.read(CHUNK):
                yield block
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged(path, f"it cannot be decompressed: {error}") from None


def damaged(path: Path, detail: str) -> ParityError:
    """The archive is not what its manifest says."""
    hint = "take it from where it is whole; what is in it cannot be trusted. Nothing was written"
    return ParityError(Problem("the archive is damaged", hint, at=str(path), detail=detail))
