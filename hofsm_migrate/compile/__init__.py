"""Node tree to operations: tables, functions, views, backfill and parity queries.

Pure: no file is read, no server is asked.
"""

from hofsm_migrate.compile.operation import Operation
from hofsm_migrate.compile.plan import Plan, lock, plan
from hofsm_migrate.compile.step import Step

__all__ = ["Operation", "Plan", "Step", "lock", "plan"]
