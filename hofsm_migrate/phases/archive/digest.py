"""What tells one set of documents from another: by the server in SQL, and from the lines of an archive in Python.

A document is the text of each key column and of the payload, each as its number of bytes, a colon, and its bytes in
UTF-8; SQL NULL is a minus sign. The digest is the XOR of the SHA-256 of all documents. Keys are unique, so no two
documents are the same, and their order does not matter.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from psycopg import sql

from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection

_ESCAPED: Final = re.compile(rb"\\(.)", re.DOTALL)
_CONTROLS: Final = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
_NULL: Final = b"\\N"


@dataclass
class Digest:
    """Documents so far, and the XOR of their SHA-256."""

    documents: int = 0
    xor: int = 0

    def add_line(self, line: bytes) -> None:
        """A line of COPY's text format, without its end."""
        document = hashlib.sha256(b"".join(_counted(field) for field in line.split(b"\t")))
        self.documents += 1
        self.xor ^= int.from_bytes(document.digest(), "big")

    def add(self, documents: int, bits: str | None) -> None:
        """What the server says of some documents: their number, and 256 binary digits."""
        self.documents += documents
        self.xor ^= int(bits or "0", 2)

    @property
    def hex(self) -> str:
        """64 hexadecimal digits."""
        return f"{self.xor:064x}"


def of_query(conn: Connection, source: sql.Composable, texts: Sequence[sql.Composable]) -> tuple[int, str | None]:
    """The documents of a FROM item; `texts` are the text of each key column and of the payload."""
    parts = {"source": source, "document": sql.SQL(" || ").join([_counted_sql(one) for one in texts])}
    row = conn.execute(fill(load("archive_digest"), parts)).fetchone()
    return row or (0, None)


def _counted_sql(value: sql.Composable) -> sql.Composed:
    return sql.SQL("coalesce(octet_length(convert_to({0}, 'UTF8')) || ':' || {0}, '-')").format(value)


def _counted(field: bytes) -> bytes:
    if field == _NULL:
        return b"-"
    value = _ESCAPED.sub(_plain, field) if b"\\" in field else field
    return b"%d:%s" % (len(value), value)


def _plain(found: re.Match[bytes]) -> bytes:
    return _CONTROLS.get(found[1], found[1])
