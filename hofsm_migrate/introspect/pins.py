"""Roles that a person has decided: a small YAML file of paths, which win over every proposal.

$.sections[*].title: layout
$.meta: core            # and everything below
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.spec.mapping import Role

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.introspect.structure import Place

ROLES: tuple[str, ...] = get_args(Role)


def load_pins(file: Path) -> dict[str, Role]:
    """Path as text to role.

    Raises:
        UsageError: the file cannot be read, or is no mapping of paths to roles; all bad entries are named.
    """
    try:
        found = YAML(typ="safe", pure=True).load(file.read_bytes())
    except OSError as error:
        raise UsageError(Problem(f"cannot read {file}: {error.strerror}", "name another file with --roles")) from None
    except (YAMLError, UnicodeDecodeError) as error:
        raise UsageError(_no_yaml(file, error)) from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise UsageError(
            Problem(f"file of roles is no mapping: {file}", "write a path and a role on each line: $.meta: core")
        )
    bad = [f"{path}: {role}" for path, role in found.items() if not (isinstance(path, str) and role in ROLES)]
    if bad:
        raise UsageError(
            Problem(
                f"file of roles has entries that are no path and role: {', '.join(bad[:10])}",
                f"paths begin with $, roles are {', '.join(ROLES)}",
                at=str(file),
            )
        )
    return dict(found)


def refuse_unknown(pins: dict[str, Role], root: Place, file: Path) -> None:
    """A pin that matches nothing is a mistake.

    Raises:
        UsageError: a path is not in the documents, or lies inside a recursion or a map and is not written as its fold.
    """
    known = {place.path for place in root.walk()}
    unknown = [path for path in pins if path not in known]
    if unknown:
        raise UsageError(
            Problem(
                f"pinned path is not in the documents: got {', '.join(unknown[:10])}",
                "write it as the draft or the report does: $ first, [*] for elements, .* for entries of a map",
                at=str(file),
            )
        )


def _no_yaml(file: Path, error: Exception) -> Problem:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else str(file)
    return Problem("file of roles is no YAML", "write a path and a role on each line: $.meta: core", at=place)
