"""What a checked mapping spec says, as frozen values: this is what crosses from `spec` to `lens` and `compile`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from hofsm_migrate.spec.expression import Expression

Path = tuple[str, ...]
"""Keys from a node's element down to a value; `()` is the element itself."""

Role = Literal["layout", "default", "input", "core"]
Missing = Literal["absent", "json_null", "empty"]
PayloadType = Literal["jsonb", "json", "text"]
OnMismatch = Literal["residual", "reject"]
Write = Literal["insert", "update", "delete"]

WRITES: tuple[Write, ...] = ("insert", "update", "delete")


@dataclass(frozen=True)
class Position:
    """A place in the spec file, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Step:
    """One step of an `at`: the elements of the container that lies at `container` below the parent's element."""

    kind: Literal["array", "map"]
    container: Path


@dataclass(frozen=True)
class Reference:
    """`references: schema.table.column`."""

    schema: str
    table: str
    column: str


@dataclass(frozen=True)
class Column:
    """One column: where in the element its value lies, and in what form.

    `variant` is the variant of the node outside of which the column does not exist; None where it always does.
    `otherwise` columns lie at an object or a collection that others need, and take what is there and of another kind.
    `fixed` is where the spec says `update: false`: the new side may set the column with a row and not change it; None
    where it may. `etag` is whether a change of the column changes the tag of what it is in.
    """

    name: str
    paths: tuple[Path, ...]
    type: str
    wires: tuple[str, ...]
    position: Position
    values: tuple[str, ...] = ()
    missing: Literal["absent", "json_null"] = "absent"
    check: Expression | None = None
    index: bool = False
    references: Reference | None = None
    variant: str | None = None
    otherwise: bool = False
    fixed: Position | None = None
    etag: bool = True


@dataclass(frozen=True)
class NaturalKey:
    """`identity: {path, type, column}`: the element's own key; `column` holds it."""

    path: Path
    type: str
    column: str
    position: Position


@dataclass(frozen=True)
class ObjectRule:
    """`objects: {ui: {missing: empty}}`: what an object on the way to a column composes as when nothing is in it."""

    path: Path
    missing: Missing
    position: Position


@dataclass(frozen=True)
class Presence:
    """An entry of `by: {present: ...}`: the variant of an element that has something, null included, at all `paths`."""

    variant: str
    paths: tuple[Path, ...]
    position: Position


@dataclass(frozen=True)
class Variants:
    """`variants` of a node. `names` are all variants, in the order of the file.

    `column` is the column of the node's first table whose value names the variant: one of its own columns, or, where
    `present` is not empty, a generated one that holds the first of `present` that an element fits.
    """

    column: str
    names: tuple[str, ...]
    position: Position
    present: tuple[Presence, ...] = ()


@dataclass(frozen=True)
class Table:
    """One new table. `at` is `()` for the root; `when` is the path that must hold an object for a row to exist.

    `identity`, `key_column`, `recurse`, `objects` and a collection's `missing` belong to the node and are
    given on its first table (the spine); on a table with `when`, `missing` says what no row composes as.
    `key_column` is set for maps, None otherwise.

    `variants` is on the first table of a node that has some; its columns of a variant come after the others. `variant`
    is on a vertical split: the variant of the node in which a row exists. `container_variant` is on the first table
    of a node: the variant of the node above in which the collection yields rows.

    `writes` are the statements that the new side may do on the table, and `writes_at` where the spec says so.
    """

    name: str
    role: Role
    at: tuple[Step, ...]
    columns: tuple[Column, ...]
    position: Position
    identity: NaturalKey | None = None
    key_column: str | None = None
    recurse: Path | None = None
    when: Path | None = None
    missing: Missing = "absent"
    objects: tuple[ObjectRule, ...] = ()
    variants: Variants | None = None
    variant: str | None = None
    container_variant: str | None = None
    writes: tuple[Write, ...] = WRITES
    writes_at: Position | None = None


@dataclass(frozen=True)
class Source:
    """The legacy table. `key` are its primary key columns, in order."""

    schema: str
    table: str
    key: tuple[str, ...]
    payload: str
    payload_type: PayloadType = "jsonb"
    tenant: str | None = None


@dataclass(frozen=True)
class Mapping:
    """One mapping spec that passed every check. `digest` is the SHA-256 of the file's bytes in hexadecimal."""

    name: str
    source: Source
    schema: str
    tables: tuple[Table, ...]
    file: str
    digest: str
    on_mismatch: OnMismatch = "residual"

    def place(self, position: Position, name: str) -> str:
        """`file:line:column (name)`, the form of every message about the spec."""
        return f"{self.file}:{position.line}:{position.column} ({name})"
