"""Which forms of texts go together, and what reading an odd one as the usual one gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.introspect import fate as does

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hofsm_migrate.introspect.finding import Limits

_FAMILIES = {
    "number": ("numeral", "numeral-zero-one", "numeral-decimal", "numeral-long"),
    "boolean": ("true/false", "Y/N", "yes/no", "on/off"),
    "uuid": ("uuid",),
    "date": ("iso-date", "us-date"),
    "time": ("iso8601", "iso8601-z", "iso8601-ms-z", "iso8601-us-z", "iso8601-naive"),
    "e-mail": ("e-mail",),
    "url": ("url",),
    "colour": ("colour",),
    "JSON": ("json",),
    "base64": ("base64",),
}
"""What a column could be made of. Texts, and the forms that are no codec's canonical one, are in none."""

_FAMILY = {form: family for family, forms in _FAMILIES.items() for form in forms}
_READ = {"numeral-padded": "number", "numeral-exponent": "number", "true/false-odd": "boolean", "uuid-odd": "uuid"}
_OF_NO_TEXT = frozenset({"zero-one", "epoch-s", "epoch-ms", "integer", "bigint", "huge", "decimal", "boolean"})
DOMINANT = 0.8


def usual_family(texts: Mapping[str, int]) -> str | None:
    """What most texts are, by the counts of forms; None where no family has DOMINANT of them."""
    texts = _only_texts(texts)
    families: dict[str, int] = {}
    for form, count in texts.items():
        if form in _FAMILY:
            families[_FAMILY[form]] = families.get(_FAMILY[form], 0) + count
    usual = max(sorted(families), key=lambda family: families[family], default=None)
    return usual if usual is not None and families[usual] >= DOMINANT * sum(texts.values()) else None


def odd_forms(texts: Mapping[str, int], limits: Limits) -> Iterator[tuple[str, int, int, str]]:
    """Rare forms of texts with their count, the count of all texts, and the family that is usual there.

    Nothing where no family is usual: then they are texts, and any form is as good as another.
    """
    texts = _only_texts(texts)
    total, usual = sum(texts.values()), usual_family(texts)
    if total < limits.values or usual is None:
        return
    for form in sorted(texts):
        if _FAMILY.get(form) != usual and texts[form] < limits.kind * total:
            yield form, texts[form], total, usual


def _only_texts(forms: Mapping[str, int]) -> dict[str, int]:
    return {form: count for form, count in forms.items() if form not in _OF_NO_TEXT}


def reading(form: str, usual: str) -> str:
    """What becomes of a value in form `form` in a column for the family `usual`."""
    return does.SPELLING if _READ.get(form) == usual else does.KEPT
