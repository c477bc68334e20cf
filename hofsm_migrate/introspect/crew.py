"""Worker processes that share out the pieces of a snapshot, each at its own pace."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from hofsm_migrate.errors import HofsmError, Problem
from hofsm_migrate.introspect.worker import Failed, Profiled, Read, Ready

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hofsm_migrate.introspect.source import Piece
    from hofsm_migrate.introspect.worker import Job

POLL_S = 0.2
_LAUNCH = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from hofsm_migrate.introspect.worker import main
main(int(sys.argv[2]))
"""


@dataclass
class Member:
    """A worker process and the pieces that it has not handed over yet."""

    process: subprocess.Popen[bytes]
    pipe: Pipe
    pieces: set[int] = field(default_factory=set)
    ended: bool = False


@contextmanager
def crew(job: Job, size: int) -> Iterator[list[Member]]:
    """Start workers; at the end of the block none is left, whatever happened."""
    members = [_start() for _ in range(size)]
    try:
        for member in members:
            with suppress(BrokenPipeError):  # it died at once, which `share_out` tells
                member.pipe.send(job)
        yield members
    finally:
        for member in members:
            member.pipe.close()
            if not member.ended:
                member.process.kill()
            member.process.wait()


def share_out(
    members: Sequence[Member],
    pieces: Mapping[int, Piece],
    *,
    on_read: Callable[[Read], None],
    on_profile: Callable[[Profiled], None],
    stop: Callable[[], bool],
) -> bool:
    """Have all pieces read; returns whether they were, False where `stop` said no.

    Args:
        on_profile: called with every partial profile, at the latest when its worker has nothing more to do.

    Raises:
        HofsmError: a worker died. What was handed over before is complete.
        Exception: what a worker failed with.
    """
    todo = deque(pieces.items())
    stopped = False
    while running := {member.pipe: member for member in members if not member.ended}:
        for pipe in wait(list(running), POLL_S):
            _listen(running[pipe], todo, on_read, on_profile)  # pyright: ignore[reportArgumentType]
        if not stopped and stop():
            stopped = True
            todo.clear()
    return not stopped


def _listen(
    member: Member,
    todo: deque[tuple[int, Piece]],
    on_read: Callable[[Read], None],
    on_profile: Callable[[Profiled], None],
) -> None:
    try:
        message = member.pipe.recv()
    except (EOFError, ConnectionResetError):
        _gone(member)
        return
    if isinstance(message, Ready):
        _send(member, todo)
    elif isinstance(message, Read):
        on_read(message)
    elif isinstance(message, Profiled):
        member.pieces -= set(message.pieces)
        on_profile(message)
    elif isinstance(message, Failed):
        raise message.error


def _send(member: Member, todo: deque[tuple[int, Piece]]) -> None:
    work = todo.popleft() if todo else None
    if work:
        member.pieces.add(work[0])
    with suppress(BrokenPipeError):  # the next message from it says that it has gone
        member.pipe.send(work)


def _gone(member: Member) -> None:
    code = member.process.wait()
    member.ended = True
    if code or member.pieces:
        how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        hint = "see whether the machine ran out of memory (dmesg), then run the same command again"
        raise HofsmError(Problem(f"a worker process {how}", f"{hint}: it goes on with what is not read yet"))


def _start() -> Member:
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-c", _LAUNCH, json.dumps(sys.path), str(theirs.fileno())]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603 - our own
    return Member(process, Pipe(ours.detach()))
