"""One change of phase as SQL: a pair of files, up and down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hofsm_migrate.sql import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from psycopg import sql

    from hofsm_migrate.compile.operation import Operation
    from hofsm_migrate.names import Phase
    from hofsm_migrate.spec.mapping import Mapping


@dataclass(frozen=True, eq=False)
class Step:
    """What `hofsm <command>` runs to go from phase `before` to phase `after`, and how that is undone.

    `number` orders the files. `compiles` makes the operations. `empties` is what empties the new tables before that,
    where the backfill starts anew. A `final` step is not undone: it has one file.
    """

    mapping: Mapping
    command: str
    before: Phase
    after: Phase
    number: int
    compiles: Callable[[], Iterable[Operation]]
    empties: Operation | None = None
    final: bool = False

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """What is made, in order."""
        return tuple(self.compiles())

    @property
    def parts(self) -> tuple[Operation, ...]:
        """Everything that is run, in order."""
        return (self.empties, *self.operations) if self.empties else self.operations

    @property
    def stem(self) -> str:
        """The common part of the names of both files."""
        return f"{self.number}_{self.command.replace('-', '_')}"

    @property
    def up_file(self) -> str:
        """The file that goes forward."""
        return f"{self.stem}.up.sql"

    @property
    def down_file(self) -> str:
        """The file that goes back."""
        return f"{self.stem}.down.sql"

    def up(self) -> str:
        """The SQL that goes forward."""
        way = f"{self.before} -> {self.after}" if self.before != self.after else f"{self.after}, {self.command}"
        return self._script(way, [part.up for part in self.parts])

    def down(self) -> str:
        """The SQL that goes back."""
        way = f"{self.after} -> {self.before}" if self.before != self.after else f"{self.after}, {self.command} undone"
        return self._script(way, [part.down for part in reversed(self.parts)])

    def _script(self, way: str, statements: list[sql.Composed]) -> str:
        """Names that are not qualified mean those of PostgreSQL, whatever the search path of who runs the script."""
        name, file = one_line(self.mapping.name), one_line(self.mapping.file)
        head = f"-- {name}: {way}\n-- from {file}; edit the spec, not this file\n"
        parts = [
            "SET search_path = pg_catalog;",
            *(text(statement).rstrip("\n") for statement in statements),
            "RESET search_path;",
        ]
        return head + "\n" + "\n\n".join(parts) + "\n"


def one_line(words: str) -> str:
    """`words` without line breaks."""
    return " ".join(words.split())
