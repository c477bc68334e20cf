"""Errors in the shape PostgreSQL gives them: message, where, detail, and a hint that is never left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and the next step for whoever reads it at 3 a.m.

    `at` is `file:line:column (name)`, a document key with a path, or a database object; None where there is no place.
    """

    message: str
    hint: str
    at: str | None = None
    detail: str | None = None

    def render(self, severity: str = "error") -> str:
        """The problem as two to four lines, labels right-aligned in six columns."""
        lines = [(severity, self.message), ("at", self.at), ("detail", self.detail), ("hint", self.hint)]
        return "\n".join(f"{label:>6}: {text}" for label, text in lines if text)


class HofsmError(Exception):
    """Base of every error that the tool raises on purpose; carries all problems found, not the first only."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(problem.render() for problem in problems))
        self.problems = problems


class UsageError(HofsmError):
    """The command line or an input file cannot be used as given. Nothing was changed."""

    exit_code = 2


class SpecError(HofsmError):
    """A mapping spec is refused. Nothing was changed."""

    exit_code = 3


class GateError(HofsmError):
    """A condition for the step does not hold. The messages say what was and what was not changed."""

    exit_code = 4


class ParityError(HofsmError):
    """Composed documents differ from the payloads."""

    exit_code = 5
