"""The file beside an archive that says what is in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from hofsm_migrate.errors import ParityError, Problem, UsageError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = "hofsm archive 1"


@dataclass(frozen=True)
class Manifest:
    """What an archive holds. `columns` are names and types: the key's, then the payload's.

    `file_sha256` is of the compressed file, `stream_sha256` of what is compressed in it: lines of COPY's text format.
    """

    mapping: str
    table: str
    columns: tuple[tuple[str, str], ...]
    documents: int
    digest: str
    spec_digest: str
    server: str
    snapshot: str
    taken_at: str
    file_bytes: int
    file_sha256: str
    stream_bytes: int
    stream_sha256: str
    format: str = FORMAT

    def text(self) -> str:
        """The manifest as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def beside(archive: Path) -> Path:
    """Where the manifest of an archive is."""
    return archive.with_name(archive.name + ".json")


def read(archive: Path) -> Manifest:
    """The manifest of an archive.

    Raises:
        UsageError: there is no such archive, or no manifest beside it.
        ParityError: the manifest is damaged.
    """
    file = beside(archive)
    for needed in (archive, file):
        if not needed.is_file():
            raise UsageError(
                Problem(f"there is no file {needed}", "an archive and its manifest, FILE.json, belong together")
            )
    try:
        found = json.loads(file.read_bytes())
        return _made(found)
    except (ValueError, TypeError, KeyError) as error:
        hint = "take the archive and its manifest from where they are whole. Nothing was written"
        raise ParityError(Problem(f"the manifest is damaged: {error}", hint, at=str(file))) from None


def _made(found: Any) -> Manifest:
    if found["format"] != FORMAT:
        raise ValueError(f"format {found['format']!r}, and this version reads {FORMAT!r}")
    known = {field.name: found[field.name] for field in fields(Manifest)}
    columns = tuple((str(name), str(type_)) for name, type_ in known["columns"])
    return Manifest(**{**known, "columns": columns})
