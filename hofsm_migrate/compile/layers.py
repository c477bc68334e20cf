"""Nested SELECTs, each computing its expressions once for the one around it.

PostgreSQL merges plain subqueries and then repeats every expression wherever its alias is used; `OFFSET 0` keeps a
layer apart, so that a fragment is dug out of a document once, however many expressions look at it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from psycopg import sql

from hofsm_migrate.names import mint
from hofsm_migrate.sql import indent, lines

Sql = sql.Composable


@dataclass
class Layers:
    """A SELECT under construction: `add` puts an expression into a layer and gives its name for the layers above."""

    source: Sql
    """FROM item; all layers hand on its columns."""
    _layers: list[dict[str, Sql]] = field(default_factory=list)

    def add(self, layer: int, name: str, expression: Sql) -> sql.Identifier:
        """Compute `expression` in layer number `layer` (from 0); it may use names of lower layers only."""
        while len(self._layers) <= layer:
            self._layers.append({})
        self._layers[layer][name] = expression
        return sql.Identifier(name)

    @property
    def top(self) -> int:
        """The number of the first layer that is still unused."""
        return len(self._layers)

    def select(self, outputs: list[Sql]) -> Sql:
        """The whole SELECT, `outputs` computed from the names of all layers."""
        statement = self.source
        for number, layer in enumerate(self._layers):
            parts = [sql.SQL("*"), *(_as(expression, name) for name, expression in layer.items())]
            statement = sql.SQL("(\n    {}\n    OFFSET 0\n) AS {}").format(
                indent(_select(parts, statement)), sql.Identifier(f"layer_{number}")
            )
        return _select(outputs, statement)


def _as(expression: Sql, name: str) -> Sql:
    return sql.SQL("{} AS {}").format(expression, sql.Identifier(name))


def _select(parts: list[Sql], source: Sql) -> Sql:
    return sql.SQL("SELECT\n    {}\nFROM {}").format(lines(parts), source)


def unique(base: str, taken: set[str]) -> str:
    """`base` with as many underscores behind it as make it new, 63 bytes at most; the name is added to `taken`."""
    while base in taken:
        base = mint(base + "_")
    taken.add(base)
    return base
