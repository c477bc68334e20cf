"""`python -m hofsm_migrate.generate`: generated documents as JSON lines."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from hofsm_migrate.generate import batches, form_fields
from hofsm_migrate.generate.words import dumps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ABOUT = """Print generated legacy documents as JSON lines of key, kind and value.

A row whose payload is SQL NULL has no document and no line; the number of such rows goes to standard error."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the documents of one table; the exit code is 0, also where the reader stops early."""
    options = _parser().parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # pyright: ignore[reportAttributeAccessIssue]
    try:
        printed = _print(lines(options.table, options.count, options.seed))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more can be flushed at exit
        return 0
    if printed < options.count:
        sys.stderr.write(f"{options.count - printed} of {options.count} rows have no document (SQL NULL)\n")
    return 0


def lines(table: str, count: int, seed: int) -> Iterator[str]:
    """JSON lines for those of the first `count` rows of `table` that have a document."""
    rows = batches(count, seed) if table == "batches" else form_fields(count, seed)
    for row in rows:
        if row.value is not None:
            yield f'{{"key":{dumps(str(row.id))},"kind":{dumps(table)},"value":{row.value}}}\n'


def _print(texts: Iterator[str]) -> int:
    printed = 0
    for text in texts:
        sys.stdout.write(text)
        printed += 1
    sys.stdout.flush()
    return printed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hofsm_migrate.generate", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--table", choices=("batches", "form_fields"), required=True, help="legacy table to generate")
    parser.add_argument("--count", type=_count, required=True, help="number of rows, 0 or more")
    parser.add_argument("--seed", type=int, default=1, help="seed; the same one gives the same documents (default: 1)")
    return parser


def _count(text: str) -> int:
    if (count := int(text)) < 0:
        raise argparse.ArgumentTypeError(f"expected 0 or more, got {text!r}")
    return count


if __name__ == "__main__":
    raise SystemExit(main())
