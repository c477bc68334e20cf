"""The HTML report of a profile: one file that works offline.

`model` is what goes in, `redact` decides which values may be seen, `facts`, `linked` and `tables` say everything as
plain JSON values, `render` puts them, the style sheet, the scripts and the charting library into one text.
"""

from __future__ import annotations

from hofsm_migrate.report.page.model import Page
from hofsm_migrate.report.page.render import render

__all__ = ["Page", "render"]
