"""Times on the command line: one rule for every option that takes one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest
from operator_cases import hofsm

from hofsm_migrate.cli.duration import Duration, Milliseconds
from hofsm_migrate.cli.run import COMMANDS
from hofsm_migrate.cli.run import hofsm as group

if TYPE_CHECKING:
    from collections.abc import Iterator


def _options(kind: type[click.ParamType]) -> Iterator[tuple[str, click.Option]]:
    """Command, and option of this kind."""
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        for one in command.params:
            if isinstance(one, click.Option) and isinstance(one.type, kind):
                yield name, one


def test_a_time_has_a_unit() -> None:
    found = list(_options(Duration))
    assert {option.name for _, option in found} == {
        "max_wait",
        "lock_timeout",
        "cool_down",
        "parity_age",
        "max_transaction_age",
    }
    for _, option in found:
        with pytest.raises(click.BadParameter, match="'5' has no unit; write 5ms, 5s, 5m, 5h or 5d"):
            option.type.convert("5", option, None)
        assert option.type.convert("5ms", option, None) == 0.005
        assert re.search(r"as in \d+(ms|[smhd])", option.help or ""), option.name


def test_only_nothing_needs_no_unit() -> None:
    for _, option in _options(Duration):
        if option.name == "lock_timeout":
            with pytest.raises(click.BadParameter, match="there is no waiting for ever here"):
                option.type.convert("0", option, None)
        else:
            assert option.type.convert("0", option, None) == 0


def test_an_option_with_the_unit_in_its_name_takes_a_number() -> None:
    found = list(_options(Milliseconds))
    assert {command for command, _ in found} == {"backfill", "evolve", "cutover", "rollback"}
    for _, option in found:
        assert (option.name or "").endswith("_ms")
        for wrong in ("50ms", "5", "5001"):
            with pytest.raises(click.BadParameter, match="a whole number from 10 to 5000: the option's name has"):
                option.type.convert(wrong, option, None)
        assert option.type.convert("50", option, None) == 50


def test_no_other_option_is_about_time() -> None:
    """What is added has to be one of both kinds."""
    others = [
        (command, option.name)
        for command, option in _options(click.ParamType)
        if re.search(r"_(ms|s|age|wait|timeout|seconds|time)$", option.name or "")
        and not isinstance(option.type, Duration | Milliseconds)
    ]
    assert others == []


def test_what_the_help_says(capsys: pytest.CaptureFixture[str]) -> None:
    told = " ".join(hofsm(capsys, "dual-write", "--help").out.split())
    assert "--lock-timeout TIME How long each try waits, and others behind it, as in 200ms or 2s" in told
    assert "a number needs its unit" in told
