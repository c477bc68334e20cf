"""Rows of the legacy tables, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hofsm_migrate.generate import batch, form_field
from hofsm_migrate.generate.draw import Draw
from hofsm_migrate.generate.reference import USERS_PER_COMPANY, first_user
from hofsm_migrate.generate.shares import (
    ARRAY_ROOT,
    JSON_NULL_ROOT,
    MEGABYTE_AT,
    SCALAR_ROOT,
    SIZE_CYCLE,
    SQL_NULL_AT,
    SQL_NULL_CYCLE,
    WIDE_AT,
)
from hofsm_migrate.generate.values import YEAR_MS, YEAR_START_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCHES_AT_SCALE_1 = 20_000
FORM_FIELDS_AT_SCALE_1 = 20_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ODD_ROOTS = {
    ARRAY_ROOT: '[{"lot":"imported by hand"},[],null,"see paper record"]',
    SCALAR_ROOT: '"see paper record, binder 7"',
    JSON_NULL_ROOT: "null",
}


@dataclass(frozen=True)
class BatchRow:
    """One row of `batches`. `value` is JSON text with the spelling of its numbers, or None for SQL NULL."""

    id: int
    company_id: int
    status: str
    value: str | None
    created_by: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True)
class FormFieldRow:
    """One row of `form_fields`. `copied_from` is the id of an earlier row; `value` as in `BatchRow`."""

    id: str
    company_id: int
    copied_from: str | None
    value: str | None
    created_by: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True)
class Times:
    """The three times of a row, UTC, whole milliseconds."""

    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True)
class ScaleCounts:
    """Rows per table."""

    batches: int
    form_fields: int


def scale_counts(scale: float) -> ScaleCounts:
    """Rows at `scale`; 1 is 20,000 batches of about 12 KB. At least one row each."""
    return ScaleCounts(
        batches=max(1, round(BATCHES_AT_SCALE_1 * scale)), form_fields=max(1, round(FORM_FIELDS_AT_SCALE_1 * scale))
    )


def batches(count: int, seed: int = 1) -> Iterator[BatchRow]:
    """The first `count` rows of `batches`, ids from 1; memory does not grow with `count`.

    `created_at` is spread over the 365 days of 2025 in no order. A longer run starts with the rows of a shorter one.
    """
    return (_batch(seed, number) for number in range(1, count + 1))


def form_fields(count: int, seed: int = 1) -> Iterator[FormFieldRow]:
    """The first `count` rows of `form_fields`; memory does not grow with `count`.

    `created_at` and the start of a longer run are as in `batches`.
    """
    return (_form_field(seed, number) for number in range(1, count + 1))


def _batch(seed: int, number: int) -> BatchRow:
    draw = Draw("batch row", seed, number)
    made = batch.work(seed, number, row_size(number))
    company, times = made.recipe.company, _times(draw, made.author.created_ms)
    value = _ODD_ROOTS.get(number) or (None if is_null(number) else batch.document(made, row_size(number)))
    user = first_user(company) + draw.below(USERS_PER_COMPANY)
    return BatchRow(number, company, made.state, value, user, times.created_at, times.updated_at, times.deleted_at)


def _form_field(seed: int, number: int) -> FormFieldRow:
    draw = Draw("form field row", seed, number)
    row = form_field.plan(draw, seed, number, row_size(number))
    times = _times(draw, YEAR_START_MS + draw.below(YEAR_MS))
    value = _ODD_ROOTS.get(number) or (None if is_null(number) else form_field.document(row, seed, number))
    user = first_user(row.company) + draw.below(USERS_PER_COMPANY)
    source = form_field.row_key(seed, 1 + draw.below(number - 1)) if number > 1 and draw.chance(0.1) else None
    return FormFieldRow(row.key, row.company, source, value, user, times.created_at, times.updated_at, times.deleted_at)


def row_size(number: int) -> str:
    """The form of SHARES["size"] that row `number` has."""
    return {MEGABYTE_AT: "megabyte", WIDE_AT: "wide"}.get(number % SIZE_CYCLE, "usual")


def is_null(number: int) -> bool:
    """Whether row `number` has no document at all."""
    return number % SQL_NULL_CYCLE == SQL_NULL_AT


def _times(draw: Draw, created_ms: int) -> Times:
    created = _EPOCH + timedelta(milliseconds=created_ms)
    updated = created + timedelta(milliseconds=draw.below(30 * 86_400_000))
    return Times(created, updated, updated if draw.chance(0.02) else None)
