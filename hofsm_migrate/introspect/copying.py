"""Rows out of COPY in binary form. Binary, because in text form every backslash of a document is doubled."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING

from hofsm_migrate.introspect import source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from psycopg import Connection

    from hofsm_migrate.introspect.profile import Origin
    from hofsm_migrate.introspect.scan import Document
    from hofsm_migrate.introspect.source import Piece

_SIGNATURE = b"PGCOPY\n\xff\r\n\0"
_HEADER = Struct("!ii")
_COUNT = Struct("!h").unpack_from
_LENGTH = Struct("!i").unpack_from


def read(conn: Connection, origin: Origin, piece: Piece) -> Iterator[Document]:
    """The documents of a piece in the order in which the server sends them; without a key they are numbered from 1."""
    skip = 1 if origin.payload_type == "jsonb" else 0  # the version in front of jsonb
    with conn.cursor() as cursor, cursor.copy(source.copy(origin, piece)) as copy:
        for number, fields in enumerate(_rows(copy), 1):
            payload = fields.pop()
            key = source.key_text(tuple(str(field, "utf8") for field in fields if field is not None))
            yield key or str(number), None if payload is None else payload[skip:]


def _rows(chunks: Iterable[bytes | bytearray | memoryview]) -> Iterator[list[bytes | None]]:
    """The fields of every row; the server sends a row in one piece, and the header with the first one."""
    started = False
    for chunk in chunks:
        data = bytes(chunk)
        place = 0
        if not started:
            started = True
            if not data.startswith(_SIGNATURE):
                raise ValueError("not what COPY writes in binary form")
            place = len(_SIGNATURE) + _HEADER.size + _HEADER.unpack_from(data, len(_SIGNATURE))[1]
        while place < len(data) and (count := _COUNT(data, place)[0]) >= 0:
            place += 2
            fields: list[bytes | None] = []
            for _ in range(count):
                length = _LENGTH(data, place)[0]
                place += 4
                fields.append(None if length < 0 else data[place : place + length])
                place += max(length, 0)
            yield fields
        # -1 for the count ends the data
