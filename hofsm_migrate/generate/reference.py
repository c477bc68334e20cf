"""The plain tables beside the documents: companies, users, items, by arithmetic on their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hofsm_migrate.generate.words import INGREDIENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPANIES = 20
USERS_PER_COMPANY = 10
ITEMS_PER_COMPANY = 40
DELETED_ITEMS = 100_000
"""Items from this id on were deleted: documents still name them, the table does not hold them."""


@dataclass(frozen=True)
class CompanyRow:
    """One row of `companies`."""

    id: int
    name: str


@dataclass(frozen=True)
class UserRow:
    """One row of `users`."""

    id: int
    company_id: int
    name: str


@dataclass(frozen=True)
class ItemRow:
    """One row of `items`."""

    id: int
    company_id: int
    name: str


def first_user(company: int) -> int:
    """The lowest user id of `company`; its others follow."""
    return (company - 1) * USERS_PER_COMPANY + 1


def first_item(company: int) -> int:
    """The lowest item id of `company`; its others follow."""
    return (company - 1) * ITEMS_PER_COMPANY + 1


def companies() -> Iterator[CompanyRow]:
    """All companies, by id."""
    for company in range(1, COMPANIES + 1):
        yield CompanyRow(company, f"Company {company:02d}")


def users() -> Iterator[UserRow]:
    """All users, by id."""
    for company in range(1, COMPANIES + 1):
        start = first_user(company)
        for user in range(start, start + USERS_PER_COMPANY):
            yield UserRow(user, company, f"User {user:03d}")


def items() -> Iterator[ItemRow]:
    """All items that are not deleted, by id."""
    for company in range(1, COMPANIES + 1):
        start = first_item(company)
        for item in range(start, start + ITEMS_PER_COMPANY):
            yield ItemRow(item, company, f"{INGREDIENTS[item % len(INGREDIENTS)]} {item}")
