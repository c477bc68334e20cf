"""One document of the legacy `form_fields` table: a field with everything in it, groups with their children."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.generate.defects import damage
from hofsm_migrate.generate.draw import Draw
from hofsm_migrate.generate.layout import MAX_DEPTH, Skeleton, array, draw_kind, field, skeleton
from hofsm_migrate.generate.parts import attachments, attributes, megabyte, readings, signature_pad
from hofsm_migrate.generate.reference import COMPANIES, ITEMS_PER_COMPANY, first_item
from hofsm_migrate.generate.shares import SHARES, choose
from hofsm_migrate.generate.values import Author

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.generate.layout import Slot

WIDE_FIELDS = 2_000
FILLED = 0.7
GROUPS = 0.45

_VERSION = SHARES["version"].ladder()
_PAD = SHARES["pad"].ladder()
_NATURAL_KEY = SHARES["natural_key"].ladder()


@dataclass(frozen=True)
class Plan:
    """What a row was drawn to be. `size` and `defect` are forms of SHARES["size"] and SHARES["natural_key"]."""

    key: str
    company: int
    version: int
    size: str
    defect: str
    padded: bool


def row_key(seed: int, number: int) -> str:
    """The uuid of row `number`; it depends on nothing else."""
    return Draw("form field key", seed, number).uuid()


def plan(draw: Draw, seed: int, number: int, size: str) -> Plan:
    """Draw what row `number` is."""
    company = 1 + draw.below(COMPANIES)
    version = int(choose(_VERSION, draw.roll()))
    defect = choose(_NATURAL_KEY, draw.roll())
    padded = choose(_PAD, draw.roll()) == "json_string"
    return Plan(row_key(seed, number), company, version, size, defect, padded)


def document(row: Plan, seed: int, number: int) -> str:
    """The document as JSON text."""
    draw = Draw("form field", seed, number)
    author = Author(row.company, "entries of form field", seed, number)
    return "".join(_members(row, _form(row, draw), author))


def _form(row: Plan, draw: Draw) -> Skeleton:
    """The field with all below it; where a natural key has to go wrong, one that has two fields in one array."""
    form = skeleton(_fields(row, draw))
    while row.defect != "sound" and not form.rivals:
        form = skeleton(_fields(row, draw))
    return form


def _fields(row: Plan, draw: Draw) -> Iterator[str | Slot]:
    if row.size == "wide":
        yield f'{{"id":"{row.key}","type":"group","label":"All fields","ui":{{}},"children":'
        yield from array(draw, row.version, (draw_kind(draw, 0.0) for _ in range(WIDE_FIELDS)), MAX_DEPTH)
        return
    kind = "group" if row.defect != "sound" else draw_kind(draw, GROUPS)
    yield from field(draw, row.version, kind, row.key, sibling=None, depth=1)


def _members(row: Plan, form: Skeleton, author: Author) -> Iterator[str]:
    for head, slot in form.parts if row.defect == "sound" else damage(form, author, row.defect):
        yield head
        yield author.input(slot, FILLED)
    yield form.tail
    item = first_item(row.company) + author.below(ITEMS_PER_COMPANY)
    yield f',"v":{row.version},"rev":{author.below(40)},"itemId":{author.item(item)},"createdAt":{author.moment()}'
    if row.padded:
        yield f',"pad":{signature_pad(author)}'
    yield author.part("attributes", attributes(author))
    yield author.part("readings", readings(author) if author.chance(0.4) else None)
    yield author.part("attachments", megabyte(row.key) if row.size == "megabyte" else _scans(author))
    yield author.part("notes", author.text() if author.chance(0.4) else None) + "}"


def _scans(author: Author) -> str | None:
    return attachments(author) if author.chance(0.05) else None
