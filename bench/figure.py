"""A figure: measurements of ours and of a baseline, taken in turn, their ratio, and what it should be."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Bound = Literal[">=", "<="]


@dataclass(frozen=True)
class Target:
    """What the ratio should be, or, for a figure without a baseline, the value itself."""

    bound: Bound
    value: float

    def met(self, found: float) -> bool:
        """Whether `found` is on the right side."""
        return found >= self.value if self.bound == ">=" else found <= self.value


@dataclass(frozen=True)
class Figure:
    """One line of the table. `ours` and `baseline` are in `unit`, in the order of measuring; `baseline` may be empty.

    `notes` are numbers for information, with their own units. `worst`: the target is about the largest measurement.
    """

    id: str
    name: str
    baseline_name: str
    unit: str
    ours: tuple[float, ...]
    baseline: tuple[float, ...]
    target: Target
    notes: tuple[str, ...] = ()
    worst: bool = False

    @property
    def ratios(self) -> tuple[float, ...]:
        """Each measurement of ours to the baseline measured next to it."""
        return tuple(ours / base for ours, base in zip(self.ours, self.baseline, strict=True)) if self.baseline else ()

    @property
    def found(self) -> float:
        """What the target is about: the median of the ratios, or of our own values where there is no baseline."""
        return max(self.ours) if self.worst else median(self.ratios or self.ours)

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.target.met(self.found)


def in_turn(repeats: int, *sides: Callable[[], float]) -> tuple[tuple[float, ...], ...]:
    """Measure A B A B ..., `repeats` times each; one tuple per side."""
    rounds = [tuple(side() for side in sides) for _ in range(repeats)]
    return tuple(zip(*rounds, strict=True))
