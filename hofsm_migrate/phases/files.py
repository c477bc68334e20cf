"""The reviewed SQL under `migrations/<mapping>/`: written by compile, checked before anything of it runs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.compile import plan
from hofsm_migrate.compile.plan import LOCK
from hofsm_migrate.db.control import Registration
from hofsm_migrate.errors import GateError, HofsmError, Problem, UsageError
from hofsm_migrate.spec.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict
    from pathlib import Path

    from hofsm_migrate.compile import Plan
    from hofsm_migrate.spec.mapping import Mapping


@dataclass(frozen=True)
class Reviewed:
    """A mapping with the text of its spec and of its generated files, which agree with one another."""

    mapping: Mapping
    plan: Plan
    spec: str
    files: Dict[str, str]

    @property
    def up(self) -> str:
        """The SQL of `expand`."""
        return self.files[self.plan.steps[0].up_file]

    @property
    def down(self) -> str:
        """The SQL that undoes `expand`."""
        return self.files[self.plan.steps[0].down_file]

    @property
    def digest(self) -> str:
        """SHA-256 of the lock file, which holds those of all the others."""
        return digest(self.files[LOCK])

    def registration(self) -> Registration:
        """What the control tables record about the mapping."""
        mapping = self.mapping
        return Registration(
            name=mapping.name,
            legacy_schema=mapping.source.schema,
            legacy_table=mapping.source.table,
            target_schema=mapping.schema,
            spec_digest=mapping.digest,
            spec=self.spec,
            files_digest=self.digest,
        )


def digest(text: str) -> str:
    """SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def compiled(spec: Path) -> Reviewed:
    """A spec compiled now, in memory: what `compile` would write.

    Raises:
        SpecError: the spec is refused.
    """
    mapping = load(spec)
    made = plan(mapping)
    return Reviewed(mapping, made, spec.read_text(encoding="utf-8-sig"), made.files)


def folder(root: Path, mapping: Mapping) -> Path:
    """Where the files of a mapping are."""
    return root / mapping.name


def write(reviewed: Reviewed, root: Path) -> tuple[str, ...]:
    """Write the files that differ from those on disk; returns their names, in the order of the plan.

    Raises:
        UsageError: a file cannot be written. Files named before it in the plan were written.
    """
    target = folder(root, reviewed.mapping)
    changed = tuple(name for name, text in reviewed.files.items() if _read(target / name) != text)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in changed:
            (target / name).write_text(reviewed.files[name], encoding="utf-8", newline="\n")
    except OSError as error:
        hint = "give a folder that can be written to with --output"
        raise UsageError(Problem(f"cannot write {target}: {error.strerror}", hint)) from None
    return changed


def differences(reviewed: Reviewed, root: Path, spec: Path) -> tuple[Problem, ...]:
    """What stands between a spec and its files: missing, edited by hand, or made from another version of the spec."""
    target = folder(root, reviewed.mapping)
    found = {name: _read(target / name) for name in reviewed.files}
    again = f"hofsm compile {spec}, then review and commit what changed"
    lock = _lock(found[LOCK])
    if lock is None:
        return (Problem("there is no usable lock file", f"{again}", at=str(target / LOCK)),)
    problems = [_difference(name, found[name], lock, target, again) for name in reviewed.files if name != LOCK]
    if lock.get("spec") != reviewed.mapping.digest:
        detail = f"spec {reviewed.mapping.digest[:12]}, files made from {str(lock.get('spec'))[:12]}"
        problems.append(Problem("the files were made from another version of the spec", again, str(target), detail))
    if not any(problems) and found != reviewed.files:
        problems.append(Problem("the files are not what this version of hofsm compiles", again, str(target)))
    return tuple(problem for problem in problems if problem)


def read(spec: Path, root: Path) -> Reviewed:
    """The committed files of a spec, after checking that they are what was reviewed and what the spec says.

    Raises:
        SpecError: the spec is refused.
        GateError: a file is missing, differs from the lock file, or is not what the spec compiles to.
    """
    reviewed = compiled(spec)
    if problems := differences(reviewed, root, spec):
        raise GateError(*problems)
    return reviewed


def _difference(name: str, text: str | None, lock: dict[str, object], target: Path, again: str) -> Problem | None:
    if text is None:
        return Problem("a generated file is missing", again, at=str(target / name))
    files = lock.get("files")
    locked = files.get(name) if isinstance(files, dict) else None
    if digest(text) != locked:
        detail = f"SHA-256 {digest(text)[:12]}, lock file {str(locked)[:12]}"
        return Problem("a generated file is not the one in the lock file", again, str(target / name), detail)
    return None


def _lock(text: str | None) -> dict[str, object] | None:
    try:
        value = json.loads(text or "")
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _read(path: Path) -> str | None:
    """The text of a file with its line ends as they are; None where there is no such file."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise HofsmError(Problem(f"cannot read {path}: {error}", "restore it from version control")) from None
