"""How SQL text is made: composed of parts that know their kind, never pasted."""

from hofsm_migrate.sql.template import Part, fill, fill_sections, load
from hofsm_migrate.sql.writer import body, case, comment, dollar_quote, indent, lines, listed, text

__all__ = [
    "Part",
    "body",
    "case",
    "comment",
    "dollar_quote",
    "fill",
    "fill_sections",
    "indent",
    "lines",
    "listed",
    "load",
    "text",
]
