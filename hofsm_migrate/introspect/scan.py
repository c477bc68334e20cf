"""Documents to a profile: batch after batch, in memory that depends on the size of a batch and not on their number."""

from __future__ import annotations

import gc
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from hofsm_migrate.introspect.parse import parse
from hofsm_migrate.introspect.profile import Profile
from hofsm_migrate.introspect.shred import Shredder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hofsm_migrate.introspect.profile import Origin

Document = tuple[str, bytes | None]
"""A document's key as text, and its bytes as the server writes them; None for SQL NULL."""


class Scanner:
    """Profiles batches of documents.

    Args:
        origin: where the documents are from.
    """

    def __init__(self, origin: Origin) -> None:
        self._profile = Profile(origin)
        self._shredder = Shredder(self._profile.root)

    @property
    def profile(self) -> Profile:
        """The profile of everything that was fed."""
        self._shredder.flush()
        return self._profile

    def feed(self, batch: Sequence[Document]) -> None:
        """Take in a batch, in any order; larger ones go faster and take more memory, about ten times their bytes."""
        collecting = gc.isenabled()
        gc.disable()  # JSON has no cycles, and looking for some takes longer than everything else
        try:
            self._feed(sorted(batch, key=itemgetter(0)))
        finally:
            if collecting:
                gc.enable()

    def _feed(self, batch: list[Document]) -> None:
        keys: list[str] = []
        values: list[Any] = []
        profile = self._profile
        profile.documents += len(batch)
        for key, raw in batch:
            if raw is None:
                profile.sql_nulls.add(1, key)
                continue
            profile.bytes += len(raw)
            try:
                values.append(parse(raw))
            except ValueError:
                profile.unreadable.add(1, key)
            else:
                keys.append(key)
        self._shredder.add(keys, values)
