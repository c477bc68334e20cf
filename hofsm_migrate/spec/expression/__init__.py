"""The language of `check`: a part of SQL that PostgreSQL and Python evaluate identically.

A check is parsed into a small frozen tree (`parse`), evaluated in Python (`holds`) and written as SQL (`render`).
"""

from hofsm_migrate.spec.expression.evaluate import holds
from hofsm_migrate.spec.expression.parser import ALLOWED, ExpressionError, parse
from hofsm_migrate.spec.expression.render import render
from hofsm_migrate.spec.expression.tree import Expression

__all__ = ["ALLOWED", "Expression", "ExpressionError", "holds", "parse", "render"]
