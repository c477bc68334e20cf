"""One HTML text from a page: shell, style sheet, data, scripts and the charting library.

Nothing of a document is written as HTML: the data is a JSON block, and the scripts put it on the page as text. A
content security policy lets only the scripts run that are meant to, by their hashes, and forbids every request.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from hofsm_migrate.names import written
from hofsm_migrate.report.page import linked, redact
from hofsm_migrate.report.page.facts import facts
from hofsm_migrate.report.page.tables import role_paths, tables

if TYPE_CHECKING:
    from hofsm_migrate.introspect.profile import Origin
    from hofsm_migrate.report.page.model import Page

SCRIPTS = ("say.js", "data.js", "bars.js", "details.js", "paths.js", "treemap.js", "lists.js", "start.js")
"""In the order in which they need one another; together they are one script."""
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def render(page: Page) -> str:
    """The report as one HTML document in ASCII, the same text for the same page."""
    script = "(() => {\n'use strict';\n" + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();\n"
    chart, packed = _chart_library()
    parts = {
        "title": html.escape(_title(page.profile.origin)).encode("ascii", "xmlcharrefreplace").decode(),
        "policy": html.escape(_policy(script, chart)),
        "style": _asset("page.css"),
        "data": _embed(content(page)),
        "chart": packed,
        "script": script,
    }
    return _fill(_asset("page.html"), parts)


def content(page: Page) -> dict[str, Any]:
    """Everything that the page shows, as plain JSON values, masked."""
    profile, origin = page.profile, page.profile.origin
    given = linked.roles(page.roles) if page.roles is not None else role_paths(page.mapping) if page.mapping else {}
    return {
        "title": _title(origin),
        "source": {
            "schema": origin.schema,
            "table": origin.table,
            "key": list(origin.key),
            "payload": origin.payload,
            "type": origin.payload_type,
            "columns": [list(column) for column in origin.columns],
            "where": redact.condition(origin.where, page.redaction) if origin.where else None,
            "sample": origin.sample,
        },
        "documents": profile.documents,
        "bytes": profile.bytes,
        "sqlNulls": [profile.sql_nulls.count, profile.sql_nulls.example],
        "unreadable": [profile.unreadable.count, profile.unreadable.example],
        "when": page.when.isoformat(sep=" ", timespec="minutes") if page.when else None,
        "options": list(page.options),
        "redaction": {"mode": page.redaction, "words": redact.WORDS[page.redaction]},
        "places": facts(page.root, profile.documents, page.redaction),
        "roles": given,
        "findings": None if page.findings is None else linked.findings(page.findings),
        "relations": linked.relations(profile.relations, page.redaction) if profile.relations else None,
        "spec": tables(page.mapping, profile, page.root) if page.mapping else None,
    }


def _title(origin: Origin) -> str:
    return written(origin.schema, origin.table, origin.payload)


def _embed(value: object) -> str:
    """JSON that cannot end the element that it is in."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return text


def _policy(*scripts: str) -> str:
    hashes = " ".join(f"'sha256-{_packed(hashlib.sha256(script.encode()).digest())}'" for script in scripts)
    # the charting library sets style attributes and takes its pictures from data URLs
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:"


def _asset(name: str) -> str:
    return files("hofsm_migrate.report.page").joinpath(name).read_text("utf-8")


@cache
def _chart_library() -> tuple[str, str]:
    """The library, and what is in the file: packed it takes 2 MB and not 5; the page unpacks it when it is open."""
    from plotly.offline import get_plotlyjs  # noqa: PLC0415 - only reports need it

    library = get_plotlyjs()
    return library, _packed(gzip.compress(library.encode(), 9, mtime=0))


def _packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _fill(shell: str, parts: dict[str, str]) -> str:
    """Put each part where `{{name}}` is; what is in a part is left alone."""
    pieces = shell.split("{{")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}}")
        filled += [parts[name], rest]
    return "".join(filled)
