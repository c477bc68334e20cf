"""Natural keys that go wrong: repeated or missing in one array of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.generate.shares import SHARES, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hofsm_migrate.generate.draw import Draw
    from hofsm_migrate.generate.layout import Skeleton, Slot

_NATURAL_KEY = SHARES["natural_key"].ladder()


def damaged(form: Skeleton, draw: Draw) -> Sequence[tuple[str, Slot]]:
    """The parts of `form`; now and then one field has its sibling's id or none."""
    defect = choose(_NATURAL_KEY, draw.roll())
    return form.parts if defect == "sound" else damage(form, draw, defect)


def damage(form: Skeleton, draw: Draw, defect: str) -> Sequence[tuple[str, Slot]]:
    """The parts of `form` with one id `duplicated` or `missing`."""
    parts = list(form.parts)
    place = draw.pick(form.rivals)
    head, slot = parts[place]
    wrong = f'"id":"{slot.sibling}",' if defect == "duplicated" else ""
    parts[place] = (head.replace(f'"id":"{slot.id}",', wrong), slot)
    return parts
