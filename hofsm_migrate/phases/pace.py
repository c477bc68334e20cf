"""How many documents go into one chunk, so that a chunk takes about the time that it should."""

from __future__ import annotations

from dataclasses import dataclass, replace

START = 10
LARGEST = 10_000
REMEMBERED = 0.85
"""The weight of a chunk beside that of the next one: of many chunks, the last four have half the say."""
PROBE = 6
"""Every so many chunks one has another size: chunks of one size only do not tell what is fixed."""


@dataclass(frozen=True)
class Seen:
    """Sums over the chunks until now, older ones weighing less: weight, n documents, t seconds, n n, n t."""

    weight: float = 0.0
    n: float = 0.0
    t: float = 0.0
    nn: float = 0.0
    nt: float = 0.0

    def and_a_chunk(self, documents: int, seconds: float) -> Seen:
        """With one more."""
        old, n, t = REMEMBERED, documents, seconds
        return Seen(
            self.weight * old + 1, self.n * old + n, self.t * old + t, self.nn * old + n * n, self.nt * old + n * t
        )

    def line(self) -> tuple[float, float] | None:
        """Seconds of a chunk whatever its size, and per document: least squares, neither below 0.

        None where chunks had about one size.
        """
        n, t = self.n / self.weight, self.t / self.weight
        spread = self.nn / self.weight - n * n
        if spread < 0.02 * n * n:
            return None
        each = max((self.nt / self.weight - n * t) / spread, 0.0)
        fixed = max(t - each * n, 0.0)
        return fixed, (t - fixed) / n


@dataclass(frozen=True)
class Pace:
    """The size of the next chunk in documents; a factor of two at most from chunk to chunk, so one changes little.

    `fixed_s` is what a chunk takes whatever its size, as planning. Where that is longer than half of the time that a
    chunk should take, chunks take twice as long as that: smaller ones would hardly be faster.
    """

    target_s: float
    documents: int = START
    fixed_s: float = 0.0
    seen: Seen = Seen()
    chunks: int = 0

    def after(self, documents: int, seconds: float) -> Pace:
        """The pace after a chunk of `documents` took `seconds`."""
        seen = self.seen.and_a_chunk(documents, seconds)
        fixed, each = seen.line() or (self.fixed_s, max(seen.t / seen.weight - self.fixed_s, 0) * seen.weight / seen.n)
        target = max(self.target_s, 2 * fixed)
        wanted = (target - fixed) / max(each, 1e-9)
        bounded = int(max(min(wanted, documents * 2, LARGEST), documents / 2, 1))
        chunks = self.chunks + 1
        if chunks % PROBE == 0:
            bounded = bounded // 2 or 2
        return replace(self, documents=bounded, fixed_s=fixed, seen=seen, chunks=chunks)

    def halved(self) -> Pace:
        """The pace after a chunk failed."""
        return replace(self, documents=max(self.documents // 2, 1))
