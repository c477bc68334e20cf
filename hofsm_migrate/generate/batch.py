"""One document of the legacy `batches` table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hofsm_migrate.generate.defects import damaged
from hofsm_migrate.generate.draw import Draw
from hofsm_migrate.generate.layout import Skeleton, sections, skeleton
from hofsm_migrate.generate.parts import attachments, attributes, megabyte, readings, signature_pad
from hofsm_migrate.generate.reference import COMPANIES, ITEMS_PER_COMPANY, first_item
from hofsm_migrate.generate.shares import SHARES, choose
from hofsm_migrate.generate.values import Author
from hofsm_migrate.generate.words import PRODUCTS, ROLES, UNITS, dumps

if TYPE_CHECKING:
    from collections.abc import Iterator

MMR_EVERY = 625
"""A new MMR version comes out every so many batches: about 40 versions are met in 20,000 batches."""
MMR_IN_USE = 8
WIDE_SECTIONS = (40,) * 50
STATES = (("done", 0.97), ("done", 0.97), ("done", 0.95), ("mixed", 0.7), ("hold", 0.6), ("open", 0.35))
"""States of a batch with the part of its fields that are filled in by then."""

_VERSION = SHARES["version"].ladder()
_PAD = SHARES["pad"].ladder()


@dataclass(frozen=True)
class Formula:
    """One line of the recipe: which item, and how much of it as JSON members."""

    item: int
    members: str
    low: float
    span: float
    scale: int
    unit: str


@dataclass(frozen=True)
class Recipe:
    """What all batches of one MMR version share besides their form."""

    number: int
    company: int
    item: int
    product: str
    formulas: tuple[Formula, ...]

    @property
    def mmr(self) -> str:
        """The reference to this MMR version as JSON text."""
        return f'{{"id":{1 + self.number % COMPANIES},"version":{1 + self.number // COMPANIES}}}'


@dataclass(frozen=True)
class Work:
    """Everything that the parts of one batch are made from."""

    author: Author
    recipe: Recipe
    form: Skeleton
    number: int
    version: int
    state: str
    filled: float


def recipe_number(draw: Draw, number: int) -> int:
    """The MMR version that row `number` is made by: one of those in use at its time."""
    return (number - 1) // MMR_EVERY + draw.below(MMR_IN_USE)


@lru_cache(maxsize=32)
def recipe(seed: int, number: int) -> Recipe:
    """MMR version `number`, counted from 0."""
    draw = Draw("recipe", seed, number)
    company = 1 + number % COMPANIES
    start = first_item(company)
    numbers = draw.distinct(4 + draw.long_tail(3, 16), ITEMS_PER_COMPANY)
    formulas = tuple(_formula(draw, start + item) for item in numbers)
    return Recipe(number, company, start + draw.below(ITEMS_PER_COMPANY), draw.pick(PRODUCTS), formulas)


@lru_cache(maxsize=48)
def form(seed: int, number: int, version: int) -> Skeleton:
    """The sections of MMR version `number` in the spelling of document version `version`."""
    draw = Draw("form", seed, number)
    sizes = [5 + draw.below(4) for _ in range(draw.long_tail(2, 10))]
    return skeleton(sections(draw, version, sizes))


def wide_form(seed: int, number: int, version: int) -> Skeleton:
    """The sections of a form with 2,000 fields, made for row `number` alone."""
    return skeleton(sections(Draw("wide", seed, number), version, WIDE_SECTIONS))


def work(seed: int, number: int, size: str) -> Work:
    """Draw what row `number` is: recipe, document version, state. `size` is a form of SHARES["size"]."""
    draw = Draw("batch", seed, number)
    chosen = recipe(seed, number if size == "wide" else recipe_number(draw, number))
    version = int(choose(_VERSION, draw.roll()))
    state, filled = draw.pick(STATES)
    shape = wide_form(seed, number, version) if size == "wide" else form(seed, chosen.number, version)
    return Work(Author(chosen.company, "entries", seed, number), chosen, shape, number, version, state, filled)


def document(batch: Work, size: str) -> str:
    """The document as JSON text."""
    return "".join(_members(batch, size))


def _members(batch: Work, size: str) -> Iterator[str]:
    author = batch.author
    yield f'{{"v":{batch.version},"lot":"L25{batch.number:07d}","rev":{author.below(40)}'
    yield f',"meta":{_meta(batch)},"sections":'
    yield from _sections(batch)
    yield f',"quantities":{_quantities(batch)}'
    yield author.part("weighings", _weighings(batch))
    yield author.part("attributes", attributes(author))
    yield author.part("inputs", _inputs(batch))
    yield author.part("readings", readings(author))
    yield author.part("signatures", _signatures(batch))
    yield author.part("attachments", megabyte(f"batch {batch.number}") if size == "megabyte" else attachments(author))
    yield f',"stateHistory":{_state_history(batch)}'
    yield author.part("notes", author.text() if author.chance(0.5) else None) + "}"


def _meta(batch: Work) -> str:
    author, chosen = batch.author, batch.recipe
    return (
        f'{{"itemId":{author.item(chosen.item)},"product":{dumps(chosen.product)},"state":"{batch.state}","mmr":{chosen.mmr}'
        f',"createdBy":{author.user()},"createdAt":{author.moment()}{author.part("priority", _priority(author))}}}'
    )


def _priority(author: Author) -> str | None:
    return str(author.below(5)) if author.chance(0.7) else None


def _sections(batch: Work) -> Iterator[str]:
    author, filled = batch.author, batch.filled
    for head, slot in damaged(batch.form, author):
        yield head
        yield author.input(slot, filled)
    yield batch.form.tail


def _quantities(batch: Work) -> str:
    author = batch.author
    unit = UNITS[batch.recipe.number % len(UNITS)]
    named = (
        f'"{name}":{{"value":{author.number(50, 900, 2, unit)},"unit":"{unit}"}}'
        for name in ("planned", "yield", "loss")
    )
    return "{" + ",".join(named) + "}"


def _formula(draw: Draw, item: int) -> Formula:
    low = draw.pick((0.5, 5.0, 50.0)) * (1 + draw.below(9))
    scale, unit = draw.pick((2, 2, 3)), draw.pick(UNITS[:4])
    members = f'"target":"{low:.{scale}f}","unit":"{unit}","tolerance":"{low / 50:.{scale}f}"'
    return Formula(item, members, low * 0.98, low * 0.04, scale, unit)


def _weighings(batch: Work) -> str | None:
    author, filled = batch.author, batch.filled
    if author.chance(0.03):
        return None
    return "[" + ",".join(_weighing(author, line, filled) for line in batch.recipe.formulas) + "]"


def _weighing(author: Author, line: Formula, filled: float) -> str:
    start = f'{{"ingredientId":{author.item(line.item)},{line.members}'
    if author.roll() >= filled:
        return start + "}"
    actual = author.number(line.low, line.span, line.scale, line.unit)
    return f'{start},"actual":{actual},"by":{author.user()},"at":{author.moment()}}}'


def _inputs(batch: Work) -> str | None:
    """Corrections made after the fact, by the uuid of the field."""
    author, parts = batch.author, batch.form.parts
    if author.chance(0.4):
        return None
    start = author.below(len(parts))
    slots = (parts[(start + place) % len(parts)][1] for place in range(author.long_tail(1, min(8, len(parts)))))
    entries = (f'"{slot.id}":{{"value":{author.text()},"by":{author.user()},"at":{author.moment()}}}' for slot in slots)
    return "{" + ",".join(entries) + "}"


def _signatures(batch: Work) -> str | None:
    author = batch.author
    padded = choose(_PAD, author.roll()) == "json_string"
    count = len(ROLES) if batch.state == "done" else author.below(3)
    count = max(count, 1) if padded else count
    if not count:
        return None
    return "[" + ",".join(_signature(author, role, padded=padded) for role in ROLES[:count]) + "]"


def _signature(author: Author, role: str, *, padded: bool) -> str:
    pad = f',"pad":{signature_pad(author)}' if padded else ""
    return f'{{"role":"{role}","by":{author.user()},"at":{author.moment()}{pad}}}'


def _state_history(batch: Work) -> str:
    author = batch.author
    steps = ["open", *("mixed", "hold") * author.below(3), batch.state]
    return "[" + ",".join(f'{{"state":"{state}","at":{author.moment()},"by":{author.user()}}}' for state in steps) + "]"
