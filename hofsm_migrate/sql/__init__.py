"""How SQL text is made: composed of parts that know their kind, never pasted."""

from hofsm_migrate.sql.template import Part, fill, fill_sections, load
from hofsm_migrate.sql.writer import body, comment, indent, lines, text

__all__ = ["Part", "body", "comment", "fill", "fill_sections", "indent", "lines", "load", "text"]
