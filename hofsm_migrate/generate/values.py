"""JSON text of what people entered, in all the spellings that the application let through."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from hofsm_migrate.generate.draw import Draw
from hofsm_migrate.generate.reference import DELETED_ITEMS, USERS_PER_COMPANY, first_user
from hofsm_migrate.generate.shares import SHARES, choose
from hofsm_migrate.generate.words import (
    NASTY_TEXTS_JSON,
    PLAIN_TEXTS_JSON,
    dumps,
)

if TYPE_CHECKING:
    from hofsm_migrate.generate.layout import Slot

YEAR_START_MS = 1_735_689_600_000
"""2025-01-01T00:00:00Z; every row was created within the 365 days from here."""
YEAR_MS = 365 * 86_400_000
EPOCH_ORDINAL = 719_163

_NUMBER = SHARES["number"].ladder()
_BARE = SHARES["bare_number"].ladder()
_BOOLEAN = SHARES["boolean"].ladder()
_MOMENT = SHARES["moment"].ladder()
_NO_INPUT = SHARES["no_input"].ladder()
_NOTHING = SHARES["nothing"].ladder()
_NASTY_TEXT = SHARES["text"].forms["nasty"]
_DELETED_ITEM = SHARES["item"].forms["deleted"]

_EMPTY = {"null": "null", "object": "{}", "array": "[]"}


class Author(Draw):
    """The draws of one document, with the company whose people fill it in and a clock that every entry moves on."""

    __slots__ = ("clock", "company", "created_ms", "user_base")

    def __init__(self, company: int, *seed: str | int) -> None:
        super().__init__(*seed)
        self.company = company
        self.user_base = first_user(company)
        self.created_ms = self.clock = YEAR_START_MS + self.below(YEAR_MS)

    def user(self) -> int:
        """The id of one user of the company."""
        return self.user_base + int(self.roll() * USERS_PER_COMPANY)

    def item(self, item: int) -> int:
        """`item`, or now and then one that was deleted."""
        return item + DELETED_ITEMS if self.roll() < _DELETED_ITEM else item

    def moment(self) -> str:
        """A point in time up to ten minutes after the last one."""
        self.clock += int(self.roll() * 600_000)
        return _spell_moment(choose(_MOMENT, self.roll()), self.clock)

    def number(self, low: float, span: float, scale: int, unit: str) -> str:
        """A number from `low` to `low + span`; mostly a string with `scale` digits after the point."""
        value = low + span * self.roll()
        form = choose(_NUMBER, self.roll())
        return f'"{value:.{scale}f}"' if form == "scaled" else self._odd_number(form, value, unit)

    def boolean(self) -> str:
        """A ticked (mostly) or cleared box."""
        return spell_boolean(choose(_BOOLEAN, self.roll()), ticked=self.roll() < 0.8)

    def text(self) -> str:
        """A remark."""
        return self.pick(NASTY_TEXTS_JSON if self.roll() < _NASTY_TEXT else PLAIN_TEXTS_JSON)

    def part(self, key: str, value: str | None) -> str:
        """`,"key":value`; where `value` is None, one of the forms of nothing."""
        if value is not None:
            return f',"{key}":{value}'
        return _member(key, choose(_NOTHING, self.roll()))

    def input(self, slot: Slot, filled: float) -> str:
        """The `input` member of a field, present in `filled` of all cases."""
        if self.roll() >= filled:
            return _member("input", choose(_NO_INPUT, self.roll()))
        return f',"input":{{"value":{self._value(slot)},"by":{self.user()},"at":{self.moment()}}}'

    def _value(self, slot: Slot) -> str:
        match slot.kind:
            case "number":
                return self.number(slot.low, slot.span, slot.scale, slot.unit)
            case "text":
                return self.text()
            case "checkbox":
                return self.boolean()
            case "select":
                return dumps(self.pick(slot.choices)[0])
            case "date":
                return self.moment()
            case _:
                return f'{{"name":"User {self.user():03d}","meaning":"performed"}}'

    def _odd_number(self, form: str, value: float, unit: str) -> str:
        if form == "empty":
            return '""'
        if form == "unit":
            return f'"{value:.1f}{unit}"'
        if form == "comma":
            return f'"{1_000 + value:,.2f}"'
        return self._bare_number(choose(_BARE, self.roll()), value)

    def _bare_number(self, form: str, value: float) -> str:
        if form == "trailing_zero":
            return f"{value:.1f}0"
        if form == "exponent":
            return f"{1 + self.below(9)}e3"
        if form == "digits_40":
            return f"{1 + self.below(9)}" + "".join(f"{self.below(10**13):013d}" for _ in range(3))
        return "-0"


def spell_boolean(form: str, *, ticked: bool) -> str:
    """JSON text of a boolean in one of the forms of SHARES."""
    yes, no = {
        "native": ("true", "false"),
        "true/false": ('"true"', '"false"'),
        "Y/N": ('"Y"', '"N"'),
        "0/1": ("1", "0"),
    }[form]
    return yes if ticked else no


def _member(key: str, form: str) -> str:
    return "" if form == "absent" else f',"{key}":{_EMPTY[form]}'


def _spell_moment(form: str, milliseconds: int) -> str:
    if form == "epoch_ms":
        return str(milliseconds)
    seconds, fraction = divmod(milliseconds, 1_000)
    day, second = divmod(seconds, 86_400)
    if form == "us_date":
        return _us_day(day)
    time = f"{_iso_day(day)}T{second // 3_600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    return f'"{time}.{fraction:03d}Z"' if form == "iso_ms" else f'"{time}Z"'


@lru_cache(maxsize=1_024)
def _iso_day(day: int) -> str:
    return date.fromordinal(EPOCH_ORDINAL + day).isoformat()


@lru_cache(maxsize=1_024)
def _us_day(day: int) -> str:
    return date.fromordinal(EPOCH_ORDINAL + day).strftime('"%m/%d/%Y"')
