"""The lines of a file of documents as raw bytes; what is in them is the server's business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LINE_BYTES = 268_435_455
"""The most that one jsonb value can hold."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"


@dataclass(frozen=True)
class Line:
    """One line, counted from 1. `raw` is None where it is longer than `MAX_LINE_BYTES`, and empty where it is blank."""

    number: int
    raw: bytes | None


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """Every line of `stream`, one at a time; a byte order mark at the start is no part of the first."""
    number = 0
    while chunk := stream.readline(MAX_LINE_BYTES + 2):
        number += 1
        if number == 1:
            chunk = chunk.removeprefix(_BYTE_ORDER_MARK)
        if _is_whole(chunk):
            yield Line(number, chunk.rstrip(b"\r\n") if chunk.strip(_BLANK) else b"")
        else:
            _skip_rest(stream)
            yield Line(number, None)


def _is_whole(chunk: bytes) -> bool:
    return chunk.endswith(b"\n") or len(chunk) <= MAX_LINE_BYTES


def _skip_rest(stream: BinaryIO) -> None:
    while (chunk := stream.readline(1_048_576)) and not chunk.endswith(b"\n"):
        pass
