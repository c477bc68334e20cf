"""What `introspect --html` and `report` share: the redaction that was asked for, and the page as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.errors import Problem, UsageError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from hofsm_migrate.introspect.profile import Profile
    from hofsm_migrate.spec.mapping import Mapping

redact = click.option(
    "--redact/--no-redact",
    default=None,
    help="Mask every value in the HTML, or none; default: texts that are no heavy hitters are masked.",
)


def write(
    out: Path,
    profile: Profile,
    *,
    redact: bool | None,
    when: datetime,
    mapping: Mapping | None = None,
    options: tuple[str, ...] = (),
) -> None:
    """Write the report of a profile.

    Raises:
        UsageError: the file cannot be written.
    """
    from hofsm_migrate.report.page import render  # noqa: PLC0415 - brings sketches and NumPy
    from hofsm_migrate.report.page.assemble import assemble  # noqa: PLC0415

    redaction = "text" if redact is None else "all" if redact else "none"
    text = render(assemble(profile, redaction, mapping=mapping, when=when, options=options))
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        hint = "name a file in a folder that exists"
        raise UsageError(Problem(f"report cannot be written: {error.strerror}", hint, str(out))) from None
