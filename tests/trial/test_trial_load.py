"""What becomes of the lines of a file: documents, blank lines, and lines that no jsonb can hold."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from hofsm_migrate.errors import UsageError
from hofsm_migrate.trial import lines as lines_module
from hofsm_migrate.trial.lines import Line, read_lines
from hofsm_migrate.trial.load import BAD_LINES_SHOWN, load

if TYPE_CHECKING:
    from psycopg import Connection

GOOD = {
    "a plain document": (b'{"a": 1}', (None, None, '{"a": 1}')),
    "labels": (b'{"key": "k", "kind": "x", "value": {"a": 1.50}}', ("k", "x", '{"a": 1.50}')),
    "labels in another order, with null": (b'{"value": null, "kind": null, "key": "k"}', ("k", None, "null")),
    "one label less": (b'{"key": "k", "value": 1}', (None, None, '{"key": "k", "value": 1}')),
    "one key more": (
        b'{"key": "k", "kind": "x", "value": 1, "v": 2}',
        (None, None, '{"v": 2, "key": "k", "kind": "x", "value": 1}'),
    ),
    "an array with the names of the labels": (b'["key","kind","value"]', (None, None, '["key", "kind", "value"]')),
    "a scalar": (b'"x"', (None, None, '"x"')),
    "null": (b"null", (None, None, "null")),
    "carriage return at the end": (b'{"a": 1}\r', (None, None, '{"a": 1}')),
    "a key given twice": (b'{"a": 1, "a": 2}', (None, None, '{"a": 2}')),
    "spelling of numbers": (b"[1.10, 1e2, -0, 1e400]", (None, None, f"[1.10, 100, 0, 1{'0' * 400}]")),
    "tabs and backslashes": (b'{"a":\t"\\t\\\\ \\u00e9"}', (None, None, '{"a": "\\t\\\\ \u00e9"}')),
    "a megabyte": (b'"' + b"x" * 1_500_000 + b'"', (None, None, '"' + "x" * 1_500_000 + '"')),
    "500 deep": (b"[" * 500 + b"]" * 500, (None, None, "[" * 500 + "]" * 500)),
}

BAD = {
    "not JSON": (b"{a: 1}", "invalid input syntax"),
    "cut off": (b'{"a": 1', "ended unexpectedly"),
    "two documents": (b"{} {}", "invalid input syntax"),
    "NUL escape": (b'"\\u0000"', "\\u0000 cannot be converted"),
    "NUL byte": (b'"\x00"', "0x00"),
    "lone surrogate": (b'"\\ud800"', "surrogate"),
    "number out of range": (b"1e200000", "overflow"),
    "not UTF-8": (b'"\xff"', "0xff"),
    "UTF-16": (b'\xff\xfe"\x00a\x00"\x00', "0xff"),
    "too deep for the server's stack": (b"[" * 200_000 + b"]" * 200_000, "stack depth"),
    "a byte order mark in the middle": (b"\xef\xbb\xbf{}", "invalid input syntax"),
}


def _load(conn: Connection, *lines: bytes, skip_bad: bool = False, end: bytes = b"\n"):
    return load(conn, io.BytesIO(b"\n".join(lines) + end), skip_bad=skip_bad)


@pytest.mark.parametrize(("line", "stored"), GOOD.values(), ids=GOOD)
def test_document_is_stored_as_the_server_reads_it(conn18: Connection, line: bytes, stored: tuple[object, ...]) -> None:
    _load(conn18, b'{"first": 1}', line, end=b"")
    assert conn18.execute("SELECT key, kind, value::text FROM hofsm_try.documents WHERE id = 2").fetchone() == stored


@pytest.mark.parametrize(("line", "reason"), BAD.values(), ids=BAD)
def test_bad_line_is_refused_with_number_and_reason(conn18: Connection, line: bytes, reason: str) -> None:
    with pytest.raises(UsageError) as refused:
        _load(conn18, b"{}", b"", line, b"[]")
    (problem,) = refused.value.problems
    assert problem.message == "1 of 4 lines cannot be loaded"
    assert (problem.detail or "").startswith("line 3: ")
    assert reason in (problem.detail or "")
    assert conn18.execute("SELECT to_regnamespace('hofsm_try')").fetchone() == (None,)


def test_every_bad_line_is_skipped_on_request_and_kept_with_its_bytes(conn: Connection) -> None:
    loaded = _load(conn, b"{}", *(line for line, _ in BAD.values()), b"[]", skip_bad=True)
    assert (loaded.documents, loaded.skipped, loaded.blank, loaded.lines) == (2, len(BAD), 0, len(BAD) + 2)
    kept = conn.execute("SELECT line, reason, raw FROM hofsm_try.skipped_lines ORDER BY line").fetchall()
    assert [(line, raw) for line, _, raw in kept] == list(enumerate((line for line, _ in BAD.values()), start=2))
    assert all(words in reason for (_, words), (_, reason, _) in zip(BAD.values(), kept, strict=True))
    assert [bad.line for bad in loaded.bad_lines] == [line for line, _, _ in kept]


def test_many_bad_lines_are_counted_and_the_first_are_named(conn18: Connection) -> None:
    with pytest.raises(UsageError) as refused:
        _load(conn18, *[b"x"] * (BAD_LINES_SHOWN + 5))
    (problem,) = refused.value.problems
    detail = (problem.detail or "").splitlines()
    assert problem.message == "25 of 25 lines cannot be loaded"
    assert (len(detail), detail[-1].strip()) == (BAD_LINES_SHOWN + 1, "and 5 more")


def test_reasons_cannot_control_the_terminal(conn18: Connection) -> None:
    with pytest.raises(UsageError) as refused:
        _load(conn18, "\x1b[31m\u202e".encode())
    detail = refused.value.problems[0].detail or ""
    assert "\x1b" not in detail
    assert "\u202e" not in detail


def test_blank_lines_are_counted_and_line_numbers_stay(conn18: Connection) -> None:
    loaded = _load(conn18, b"\xef\xbb\xbf", b" \t\r", b"1", b"", b"2", end=b"")
    assert (loaded.documents, loaded.blank, loaded.lines) == (2, 3, 5)
    assert conn18.execute("SELECT id FROM hofsm_try.documents ORDER BY id").fetchall() == [(3,), (5,)]


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"\xef\xbb\xbf"], ids=["empty", "blank lines only", "byte order mark only"]
)
def test_file_without_documents_is_refused(conn18: Connection, raw: bytes) -> None:
    with pytest.raises(UsageError, match="there is no document"):
        load(conn18, io.BytesIO(raw), skip_bad=True)
    assert conn18.execute("SELECT to_regnamespace('hofsm_try')").fetchone() == (None,)


def test_document_of_a_hundred_megabytes(conn18: Connection) -> None:
    loaded = _load(conn18, b'{"a":"' + b"x" * 100_000_000 + b'"}')
    assert loaded.json_bytes == 100_000_009


def test_lines_are_read_one_at_a_time() -> None:
    stream = io.BytesIO(b"\xef\xbb\xbf1\r\n\n2")
    found = read_lines(stream)
    assert next(found) == Line(1, b"1")
    assert stream.tell() == 6
    assert list(found) == [Line(2, b""), Line(3, b"2")]


def test_line_that_no_jsonb_can_hold_is_not_sent(conn18: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "MAX_LINE_BYTES", 10)
    raw = [Line(1, b"x" * 10), Line(2, None), Line(3, b"3"), Line(4, None)]
    assert list(read_lines(io.BytesIO(b"x" * 10 + b"\n" + b"x" * 12 + b"\n3\n" + b"x" * 50))) == raw
    loaded = _load(conn18, b"1", b"x" * 30, b"2", skip_bad=True)
    assert (loaded.documents, loaded.skipped) == (2, 1)
    assert conn18.execute("SELECT line, raw FROM hofsm_try.skipped_lines").fetchall() == [(2, None)]
