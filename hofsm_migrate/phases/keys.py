"""Keys of legacy rows as text, ranges of them, and the SQL that walks a table in the order of its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from hofsm_migrate.compile.names import Names, names, qualified
from hofsm_migrate.sql import fill, load

if TYPE_CHECKING:
    from psycopg import Connection

    from hofsm_migrate.compile import Plan

Key = tuple[str, ...]
"""The text form of each key column's value, in the key's order."""


@dataclass(frozen=True)
class Window:
    """Neighbouring documents: the first and the last key, both included, and how many they are."""

    first: Key
    last: Key
    documents: int


def show(columns: tuple[str, ...], key: Key) -> str:
    """A key as people read it: `id 5`, `company_id 1, id 5`; a value that could not be seen is quoted."""
    return ", ".join(f"{column} {_shown(value)}" for column, value in zip(columns, key, strict=True))


def _shown(value: str) -> str:
    return value if value.strip() == value != "" else f"'{value}'"


def literals(key: Key) -> sql.Composed:
    """The values of a key with commas between them; the server gives them the type of what they meet."""
    return sql.SQL(", ").join([sql.Literal(value) for value in key])


def texts(columns: tuple[str, ...], alias: str | None = None) -> sql.Composed:
    """Every column cast to text."""
    return sql.SQL(", ").join([sql.SQL("{}::text").format(_column(column, alias)) for column in columns])


def same(columns: tuple[str, ...], left: str, right: str) -> sql.Composed:
    """`left` and `right` agree in every column."""
    pairs = [sql.SQL("{} = {}").format(_column(column, left), _column(column, right)) for column in columns]
    return sql.SQL(" AND ").join(pairs)


def compared(columns: tuple[str, ...], alias: str, operator: str, key: Key | None) -> sql.Composable:
    """`alias` before or behind `key` in the order of the key; true for everything where `key` is None."""
    if key is None:
        return sql.SQL("true")
    sign = sql.SQL(operator)  # pyright: ignore[reportArgumentType] - one of < <= > >=
    if len(columns) == 1:
        return sql.SQL("{} {} {}").format(_column(columns[0], alias), sign, sql.Literal(key[0]))
    return sql.SQL("({}) {} ({})").format(names(list(columns), alias), sign, literals(key))


def window(conn: Connection, plan: Plan, after: Key | None, limit: int) -> Window | None:
    """The next documents, `limit` at most, whose keys are above `after` (None: from the start); None at the end."""
    return _window(conn, plan, compared(plan.tree.source.key, "legacy", ">", after), limit)


def window_from(conn: Connection, plan: Plan, first: Key, limit: int) -> Window | None:
    """As `window`, `first` included."""
    return _window(conn, plan, compared(plan.tree.source.key, "legacy", ">=", first), limit)


def first_unclaimed(conn: Connection, plan: Plan, after: Key | None) -> Key | None:
    """The first key above `after` whose document has no root row; None where every document has one."""
    key, made = plan.tree.source.key, Names(plan.tree)
    parts = {
        "texts": texts(key, "legacy"),
        "key": names(list(key), "legacy"),
        "legacy": made.legacy,
        "root": made.table(plan.tree.root.spine),
        "after": compared(key, "legacy", ">", after),
        "same": same(key, "root", "legacy"),
    }
    row = conn.execute(fill(load("phase_unclaimed"), parts)).fetchone()
    return tuple(row) if row else None


def call(function: tuple[str, str], window: Window) -> sql.Composed:
    """A call of a function that takes a key range: first key, last key."""
    return sql.SQL("{}({}, {})").format(qualified(function), literals(window.first), literals(window.last))


def pin(conn: Connection) -> None:
    """Make dates and intervals in the text form of keys the same in every session, for this transaction; no `jit`."""
    conn.execute(
        b"SELECT set_config('DateStyle', 'ISO', true), set_config('IntervalStyle', 'postgres', true),"
        b" set_config('jit', 'off', true)"
    )


def _window(conn: Connection, plan: Plan, after: sql.Composable, limit: int) -> Window | None:
    key = plan.tree.source.key
    row = conn.execute(window_query(plan, after, limit)).fetchone()
    return Window(tuple(row[1 : len(key) + 1]), tuple(row[len(key) + 1 :]), row[0]) if row else None


def window_query(plan: Plan, after: sql.Composable, limit: int) -> sql.Composed:
    """The query for a window of documents for which `after` holds; the legacy table is called `legacy` in it."""
    key = plan.tree.source.key
    orders = {word.lower(): _ordered(key, word) for word in ("ASC", "DESC")}
    parts = {
        "key": names(list(key), "legacy"),
        "legacy": Names(plan.tree).legacy,
        "after": after,
        "limit": limit,
        "texts": texts(key),
        "ascending": orders["asc"],
        "descending": orders["desc"],
    }
    return fill(load("phase_window"), parts)


def _ordered(columns: tuple[str, ...], direction: str) -> sql.Composed:
    way = sql.SQL(direction)  # pyright: ignore[reportArgumentType] - ASC or DESC
    # qualified: a bare name would mean the output column, which is the text form and sorts differently
    return sql.SQL(", ").join([sql.SQL("{} {}").format(_column(column, "next"), way) for column in columns])


def _column(column: str, alias: str | None) -> sql.Identifier:
    return sql.Identifier(alias, column) if alias else sql.Identifier(column)


def not_json(conn: Connection, plan: Plan) -> tuple[Key, int] | None:
    """The first document whose payload is not JSON, and how many there are; None for none. Reads all payloads."""
    source = plan.tree.source
    parts = {
        "texts": texts(source.key, "legacy"),
        "legacy": (source.schema, source.table),
        "payload": sql.Identifier("legacy", source.payload),
        "key": names(list(source.key), "legacy"),
    }
    row = conn.execute(fill(load("phase_not_json"), parts)).fetchone()
    return (tuple(row[:-1]), row[-1]) if row else None
