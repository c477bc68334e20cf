"""How many documents go into one chunk, so that a chunk takes about the time that it should."""

from __future__ import annotations

from dataclasses import dataclass

START = 100
LARGEST = 10_000


@dataclass(frozen=True)
class Pace:
    """The size of the next chunk in documents; a factor of two at most per chunk, so one slow chunk changes little."""

    target_s: float
    documents: int = START

    def after(self, documents: int, seconds: float) -> Pace:
        """The pace after a chunk of `documents` took `seconds`."""
        wanted = documents * self.target_s / max(seconds, 1e-6)
        bounded = min(max(wanted, self.documents / 2), self.documents * 2, LARGEST)
        return Pace(self.target_s, max(int(bounded), 1))

    def halved(self) -> Pace:
        """The pace after a chunk failed."""
        return Pace(self.target_s, max(self.documents // 2, 1))
