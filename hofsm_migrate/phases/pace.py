"""How many documents go into one chunk, so that a chunk takes about the time that it should."""

from __future__ import annotations

from dataclasses import dataclass

START = 10
LARGEST = 10_000


@dataclass(frozen=True)
class Pace:
    """The size of the next chunk in documents; a factor of two at most per chunk, so one slow chunk changes little.

    `fixed_s` is what a chunk takes whatever its size, which is planning; `last` are size and seconds of the last one. A
    mapping with hundreds of columns is planned for longer than a chunk should take: smaller chunks would not be faster
    then, and so its chunks take half as long again as their planning.
    """

    target_s: float
    documents: int = START
    fixed_s: float = 0.0
    last: tuple[int, float] | None = None

    def after(self, documents: int, seconds: float) -> Pace:
        """The pace after a chunk of `documents` took `seconds`."""
        fixed = self._fixed(documents, seconds)
        target = max(self.target_s, 1.5 * fixed)
        wanted = documents * (target - fixed) / max(seconds - fixed, 1e-6)
        smallest, largest = self.documents / 2, self.documents * 2
        if self.last is None:  # a second size tells what is fixed
            wanted = largest if wanted >= self.documents else smallest
        bounded = min(max(wanted, smallest), largest, LARGEST)
        return Pace(self.target_s, max(int(bounded), 1), fixed, (documents, seconds))

    def halved(self) -> Pace:
        """The pace after a chunk failed."""
        return Pace(self.target_s, max(self.documents // 2, 1), self.fixed_s, self.last)

    def _fixed(self, documents: int, seconds: float) -> float:
        """By two chunks of which one was far larger; as known before where the last two were not."""
        other, other_seconds = self.last or (documents, seconds)
        if max(documents, other) < 1.5 * min(documents, other):
            return self.fixed_s
        each = max((seconds - other_seconds) / (documents - other), 0.0)
        return max(min(seconds, other_seconds) - each * min(documents, other), 0.0)
