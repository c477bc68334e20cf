"""Under which operating system account a PostgreSQL server of ours runs: initdb and postgres refuse to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from hofsm_migrate.errors import Problem, UsageError

_CANDIDATES = ("postgres", "nobody")
"""Accounts that root starts a server as, in order of preference. None is created: that would outlive the run."""


class RunAs(TypedDict, total=False):
    """The arguments of `subprocess.Popen` that change the account of the child; empty for the caller's own."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """An operating system account; `switch` says whether a child process must change to it."""

    name: str
    uid: int
    gid: int
    switch: bool

    def popen(self) -> RunAs:
        """Arguments for `subprocess` that run a child under this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}

    def own(self, path: Path) -> None:
        """Give `path`, and everything below it, to this account."""
        if not self.switch:
            return
        for folder, _, names in os.walk(path):
            os.chown(folder, self.uid, self.gid)
            for name in names:
                os.chown(Path(folder, name), self.uid, self.gid, follow_symlinks=False)

    def can(self, test: str, path: Path) -> bool:
        """Whether `test -<test> path` holds for this account: asks the kernel, so ACLs and mounts count as well."""
        command = ["/bin/sh", "-c", f'test -{test} "$1"', "sh", str(path)]
        return subprocess.run(command, cwd="/", check=False, **self.popen()).returncode == 0  # noqa: S603


def server_account(data_dir: Path | None = None) -> Account:
    """The account for the server: the caller; for root the owner of the data directory, else `postgres` or `nobody`.

    Raises:
        UsageError: the caller is root and there is no account to change to.
    """
    if os.geteuid() != 0:
        return Account(_name(os.geteuid()), os.geteuid(), os.getegid(), switch=False)
    if data_dir is not None and (data_dir / "PG_VERSION").exists() and (owner := data_dir.stat()).st_uid != 0:
        return Account(_name(owner.st_uid), owner.st_uid, owner.st_gid, switch=True)
    entries = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in _CANDIDATES:
        if name in entries:
            return Account(name, entries[name].pw_uid, entries[name].pw_gid, switch=True)
    raise UsageError(
        Problem(
            "PostgreSQL refuses to run as root, and there is no account to run it as",
            hint=f"run hofsm as an ordinary user, or create one of the accounts {', '.join(_CANDIDATES)}",
        )
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise UsageError(
            Problem(
                f"the operating system has no name for user id {uid}, and PostgreSQL's initdb needs one",
                hint="run as a user that is in /etc/passwd; in a container, add it there or drop `--user`",
            )
        ) from None
