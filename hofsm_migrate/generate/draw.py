"""Seeded draws that stay the same on every Python version and platform."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


class Draw:
    """Values drawn from one seed.

    Only `Random.random` is used, because it is the one method whose sequence Python promises to keep.
    """

    __slots__ = ("roll",)

    def __init__(self, *seed: str | int) -> None:
        self.roll: Callable[[], float] = Random(":".join(map(str, seed))).random  # noqa: S311

    def below(self, limit: int) -> int:
        """An integer from 0 to `limit - 1`."""
        return int(self.roll() * limit)

    def pick(self, items: Sequence[T]) -> T:
        """One of `items`."""
        return items[int(self.roll() * len(items))]

    def chance(self, share: float) -> bool:
        """True in `share` of all calls."""
        return self.roll() < share

    def long_tail(self, least: int, most: int) -> int:
        """An integer from `least` to `most`; twice the value is half as likely to be exceeded."""
        return min(most, int(least / (1.0 - self.roll())))

    def distinct(self, count: int, limit: int) -> list[int]:
        """`count` different integers from 0 to `limit - 1`, in no order."""
        left = list(range(limit))
        return [left.pop(self.below(len(left))) for _ in range(count)]

    def uuid(self) -> str:
        """A version 4 UUID."""
        digits = f"{self.below(1 << 48):012x}{self.below(1 << 48):012x}{self.below(1 << 24):06x}"
        variant = "89ab"[self.below(4)]
        return f"{digits[:8]}-{digits[8:12]}-4{digits[12:15]}-{variant}{digits[15:18]}-{digits[18:]}"
