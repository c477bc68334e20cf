"""Options of the commands that change a phase: waiting, gates that are passed by, and the limits of gates."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from hofsm_migrate.cli.duration import Duration
from hofsm_migrate.db.executor import Retry
from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.phases.change import Terms
from hofsm_migrate.phases.gates import GATES, Limits, refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Callable

_DRY_RUN = click.option("--dry-run", is_flag=True, help="Print every statement with its lock, and run nothing.")
_WAITING = (
    click.option(
        "--max-wait",
        type=Duration(endless=True),
        default="60s",
        show_default=True,
        help="How long to try for a lock, as in 10m (ms, s, m, h, d); 0: one try, unlimited: for ever.",
    ),
    click.option(
        "--lock-timeout",
        type=Duration(zero=False),
        default="500ms",
        show_default=True,
        help="How long each try waits, and others behind it, as in 200ms or 2s; a number needs its unit.",
    ),
)
_FORCING = (
    click.option("--force", multiple=True, metavar="GATE", help="Pass this gate by; needs --reason. Repeatable."),
    click.option("--reason", multiple=True, metavar="WORDS", help="Why the gate is passed by; kept in the history."),
)
_LIMITS = {
    "cool-down": click.option(
        "--cool-down",
        type=Duration(),
        default="7d",
        show_default=True,
        help="How long the mapping has to be cut over, as in 36h or 14d.",
    ),
    "parity": click.option(
        "--parity-age",
        type=Duration(),
        default="24h",
        show_default=True,
        help="How old the last verification may be, as in 30m or 2d.",
    ),
    "long transactions": click.option(
        "--max-transaction-age",
        type=Duration(),
        default="10s",
        show_default=True,
        help="How old a transaction with a lock on the legacy table may be, as in 30s or 5m.",
    ),
}


def waiting(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--dry-run`, `--max-wait` and `--lock-timeout`; the command gets `retry` in place of the last two."""

    @wraps(command)
    def run(*args: Any, max_wait: float, lock_timeout: float, **rest: Any) -> Any:
        return command(*args, retry=Retry(max(1, round(lock_timeout * 1000)), max_wait), **rest)

    return _with((_DRY_RUN, *_WAITING), run)


def forward(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """All options of the command `name`, which goes forward; it gets them as `terms`."""
    limits = tuple(option for gate, option in _LIMITS.items() if gate in GATES[name])

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def run(*args: Any, retry: Retry, force: tuple[str, ...], reason: tuple[str, ...], **rest: Any) -> Any:
            ages = {
                "parity_age_s": rest.pop("parity_age", Limits.parity_age_s),
                "transaction_age_s": rest.pop("max_transaction_age", Limits.transaction_age_s),
                "cool_down_s": rest.pop("cool_down", Limits.cool_down_s),
            }
            return command(*args, terms=Terms(retry, Limits(**ages), _forced(name, force, reason)), **rest)

        return waiting(_with((*limits, *_FORCING), run))

    return decorate


def _with(options: tuple[Callable[..., Any], ...], command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(options):
        command = option(command)
    return command


def _forced(name: str, gates: tuple[str, ...], reasons: tuple[str, ...]) -> dict[str, str]:
    if len(gates) != len(reasons):
        message = f"every --force needs its own --reason: got {len(gates)} and {len(reasons)}"
        raise UsageError(Problem(message, "write --force GATE --reason WORDS for each gate, in this order"))
    forced = dict(zip(gates, reasons, strict=True))
    refuse_unknown(name, forced)
    return forced
