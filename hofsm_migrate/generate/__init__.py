"""Generated legacy data: seeded, deterministic, streamed; row N is the same whatever was generated before it.

Shares of everything odd are in `SHARES`.
"""

from hofsm_migrate.generate.reference import COMPANIES, DELETED_ITEMS, companies, items, users
from hofsm_migrate.generate.rows import BatchRow, FormFieldRow, ScaleCounts, batches, form_fields, scale_counts
from hofsm_migrate.generate.shares import SHARES, Share

__all__ = [
    "COMPANIES",
    "DELETED_ITEMS",
    "SHARES",
    "BatchRow",
    "FormFieldRow",
    "ScaleCounts",
    "Share",
    "batches",
    "companies",
    "form_fields",
    "items",
    "scale_counts",
    "users",
]
