"""One document under a spec, without a database: its rows, its residual with reasons, and what they compose to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.lens import jsonb
from hofsm_migrate.lens.compose import compose
from hofsm_migrate.lens.decompose import Rows, decompose
from hofsm_migrate.lens.jsonb import ABSENT, Absent, JsonValue
from hofsm_migrate.lens.tree import Tree, build
from hofsm_migrate.spec.naming import RESIDUAL
from hofsm_migrate.trial.lines import read_lines
from hofsm_migrate.trial.reasons import Reason, reasons
from hofsm_migrate.trial.words import counted

if TYPE_CHECKING:
    from typing import BinaryIO

    from hofsm_migrate.spec.mapping import Mapping

_LABELLED = {"key", "kind", "value"}


@dataclass(frozen=True)
class Explanation:
    """A document split and put together again. Bytes are those of `value::jsonb::text` in UTF-8.

    `composed` is ABSENT where nothing is composed; `exact` says whether it is the document to the letter.
    """

    tree: Tree
    document: JsonValue
    rows: Rows
    reasons: tuple[Reason, ...]
    composed: JsonValue | Absent
    exact: bool
    document_bytes: int
    residual_bytes: int


def explain(mapping: Mapping, document: JsonValue) -> Explanation:
    """Split `document` by `mapping` and put it together again.

    Raises:
        UsageError: it is nested too deep for the interpreter, which is no limit of the generated SQL.
    """
    tree = build(mapping)
    try:
        rows = decompose(tree, document)
        composed = compose(tree, rows)
        found = tuple(reasons(tree, document, rows))
        kept = [row[RESIDUAL] for node in tree.nodes for row in rows[node.name] if row[RESIDUAL] is not ABSENT]
        residual_bytes = sum(len(jsonb.dumps(value).encode()) for value in kept)
        document_bytes = len(jsonb.dumps(document).encode())
        return Explanation(
            tree, document, rows, found, composed, jsonb.same(composed, document), document_bytes, residual_bytes
        )
    except RecursionError:
        raise UsageError(_too_deep()) from None


def read_document(raw: bytes, at: str) -> JsonValue:
    """The JSON text in `raw`, with numbers as they are spelled.

    Raises:
        UsageError: it is not JSON, or nothing that jsonb can hold. `at` says where it came from.
    """
    try:
        return jsonb.loads(raw.decode("utf-8-sig"))
    except RecursionError:
        raise UsageError(_too_deep(at)) from None
    except UnicodeDecodeError as error:
        words = f"byte 0x{raw[error.start]:02x} at {error.start} is not UTF-8"
        raise UsageError(Problem("the document is not UTF-8", "save the file as UTF-8", at, words)) from None
    except UnicodeEncodeError:
        raise UsageError(_unstorable(at, "half of a surrogate pair (\\ud800 to \\udfff) stands alone")) from None
    except ArithmeticError:
        raise UsageError(_unstorable(at, "a number is out of range of jsonb")) from None
    except ValueError as error:
        raise UsageError(_unreadable(at, error)) from None


def read_line(stream: BinaryIO, number: int, at: str) -> JsonValue:
    """The document on line `number` of a file of documents, without its labels where it has them.

    Raises:
        UsageError: as `read_document`; there is no such line; it is blank, or too long.
    """
    last = 0
    for line in read_lines(stream):
        last = line.number
        if line.number == number:
            if not line.raw:
                words = "is blank" if line.raw is not None else "is longer than jsonb can hold"
                raise UsageError(Problem(f"line {number} {words}", "name a line with a document", at))
            return _unlabelled(read_document(line.raw, f"{at}, line {number}"))
    raise UsageError(Problem(f"there is no line {number}", f"the last of its {counted(last, 'line')} is {last}", at))


def _unlabelled(value: JsonValue) -> JsonValue:
    return value["value"] if isinstance(value, dict) and value.keys() == _LABELLED else value


def _too_deep(at: str | None = None) -> Problem:
    hint = "the generated SQL goes deeper: use `hofsm try` for this document"
    return Problem("the document is nested too deep for the interpreter", hint, at)


def _unreadable(at: str, error: ValueError) -> Problem:
    words = str(error)
    if "cannot be stored in jsonb" in words or "out of range" in words:
        return _unstorable(at, words)
    hint = "give one JSON text; of a file with one document a line take one with --line"
    return Problem("the document is not JSON", hint, at, words)


def _unstorable(at: str, words: str) -> Problem:
    return Problem(
        "jsonb cannot hold the document", "remove it from the document, as the application must, too", at, words
    )
