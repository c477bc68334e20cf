"""The command line: parse, call, report, exit code. The only home of click."""

from __future__ import annotations

from hofsm_migrate.cli.run import main

__all__ = ["main"]
