"""The text of the spec in force as a file again: the way back has to be there when the file has gone."""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from hofsm_migrate.errors import GateError, Problem, UsageError
from hofsm_migrate.phases import state

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.db.control import MappingState


def write(conn: Connection, name: str, file: Path) -> str:
    """Write the spec in force to a new file, with the very bytes that it had; its digest.

    Raises:
        GateError: no spec is in force, or the text recorded is not the one of the digest.
        UsageError: the file is there already and is another one, or cannot be written.
    """
    found = state.current(conn, name)
    if found is None:
        hint = "hofsm status lists what is recorded; hofsm expand records a mapping. Nothing was written"
        raise GateError(Problem(f"mapping {name!r} is not recorded in this database", hint))
    content = _content(found)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_bytes(content)
        elif file.read_bytes() != content:
            raise UsageError(Problem("the file is there already, and is another one", "name a new file", at=str(file)))
    except OSError as error:
        raise UsageError(Problem(f"cannot write {file}: {error.strerror}", "name another file")) from None
    return found.spec_digest


def _content(found: MappingState) -> bytes:
    """The bytes of the digest. The text is recorded without the mark of its encoding, and with plain line ends."""
    for mark in (b"", BOM_UTF8):
        for end in ("\n", "\r\n", "\r"):
            content = mark + found.spec.replace("\n", end).encode()
            if hashlib.sha256(content).hexdigest() == found.spec_digest:
                return content
    raise GateError(
        Problem(
            f"the recorded text of mapping {found.name!r} does not give its digest",
            hint="restore the file from version control. Nothing was written",
            at="hofsm.mapping.spec",
            detail=f"digest {found.spec_digest[:12]}",
        )
    )
