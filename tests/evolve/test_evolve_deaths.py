"""Somebody dies before an exchange of `evolve` with the server: the tool, its session, or the whole server.

Then: one version is in force, whole; the application writes; the same command goes on, and every document is what it
was. `concurrency.dying` says who dies, and what a step is. The quick versions take few steps of each part.
"""

from __future__ import annotations

from itertools import cycle, repeat, zip_longest
from typing import TYPE_CHECKING, Any

import pytest
from concurrency.dying import Place, few, kill_at, own_place
from concurrency.scene import T, V
from concurrency.stopping import connect_stopping
from versions import CHANGES, QUICK, cut_over, differences, go, reviewed

from hofsm_migrate.db import control
from hofsm_migrate.db.payload import is_for_evolve, payload_state
from hofsm_migrate.phases import backfill, evolve, sweep
from hofsm_migrate.phases.pace import Pace
from hofsm_migrate.phases.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg
    from concurrency.dying import Command

    from hofsm_migrate.phases.files import Reviewed

PHASES = ("mirrored", "cutover")
"""In `cutover` without payloads, which are made anew for a version and taken away again behind it."""
VERSIONS = tuple(reviewed(text) for text in CHANGES["a path leaves the residual"].texts)
CHANGING = (
    "INSERT",
    "UPDATE",
    "DELETE",
    "-- notes",
    "-- The schema of hofsm",
    "SELECT documents, rows FROM",
    "SELECT documents, refused, proven FROM",
)
"""How the exchanges begin by which a transaction is known that changes something."""
MATTERS = {
    "mirrored": ("-- notes/next: ", "SELECT documents, rows FROM", "UPDATE hofsm.mapping AS m SET residual_at"),
    "cutover": ("-- notes: ", "SELECT documents, refused, proven FROM", "UPDATE hofsm.mapping AS m SET residual_at"),
}
"""Those of a quick run: the steps before the switch, chunks, and what only the switch does."""
PARTS = 4
"""Into which the long version is divided; each goes through all of `evolve`, and takes every fourth step."""


@pytest.fixture(autouse=True)
def even_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two or three chunks whatever time they take: so every run says the same."""

    class Even(Pace):
        def after(self, documents: int, seconds: float) -> Pace:
            return self

    for module in (backfill, sweep):
        monkeypatch.setattr(module, "Pace", lambda target_s: Even(target_s, 40))


@pytest.fixture
def place(conn18: psycopg.Connection[Any], database18: str, tmp_path: Path) -> Place:
    return Place(database18, conn18, few(conn18, tmp_path))


def evolving(new: Reviewed) -> Command:
    return lambda conn: evolve.evolve(conn, new, QUICK)


def begun(place: Place, phase: str) -> None:
    if phase == "cutover":
        cut_over(place.conn, VERSIONS[0], kept=False)
    else:
        go(place.conn, VERSIONS[0], "mirrored")


def exchanges(place: Place) -> list[list[str]]:
    """What is said where nobody dies, on the way to the second version and on the way to the first."""
    said = []
    for new in (VERSIONS[1], VERSIONS[0]):
        with connect_stopping(place.dsn) as conn:
            evolving(new)(conn)
            said.append(list(conn.said))
    return said


def documents(place: Place) -> list[tuple[Any, ...]]:
    return place.conn.execute(f"SELECT id, {V}::text FROM {T} ORDER BY id".encode()).fetchall()


def put_in_force(place: Place) -> int:
    """How often a version came into force; not counted are the parts before and behind it."""
    return sum((event.note or "").startswith("from version") for event in control.history(place.conn, "notes"))


def died(place: Place, kind: str, new: Reviewed, at: int) -> None:
    """On the way to a version that is not in force."""
    before, were = documents(place), put_in_force(place)
    kill_at(place, kind, at)(evolving(new))
    found = control.mapping_state(place.conn, "notes")
    assert found
    assert found.spec_digest in {one.mapping.digest for one in VERSIONS}
    assert put_in_force(place) == were + (found.spec_digest == new.mapping.digest)
    assert documents(place) == before, f"{kind} at {at}"
    place.write(at)
    before = documents(place)
    result = evolve.evolve(place.conn, new, QUICK)
    assert result.ended in {"in force", "already in force"}
    assert put_in_force(place) == were + 1, f"{kind} at {at}"
    assert [one.name for one in control.mapping_states(place.conn)] == ["notes"]
    assert documents(place) == before, f"{kind} at {at}"
    assert verify(place.conn, new.plan).parity
    if place.phase == "cutover":
        there = payload_state(place.conn, "notes")
        assert there
        assert (there.state, is_for_evolve(place.conn, "notes")) == ("moved", False)
    else:
        assert differences(place.conn, new) == []


def transactions(said: list[str]) -> Iterator[range]:
    """From each BEGIN to its COMMIT; there may be others within."""
    begin, depth = 0, 0
    for at, words in enumerate(said):
        if depth == 0:
            begin = at
        depth += {"BEGIN": 1, "COMMIT": -1}.get(words, 0)
        if words == "COMMIT" and depth == 0:
            yield range(begin, at + 1)


def every(said: list[str]) -> list[int]:
    """All of each transaction that changes something, and the one behind it.

    What is only read between two of them leaves nothing behind: to die there is to die behind the one before.
    """
    found: set[int] = set()
    for one in transactions(said):
        if any(said[at].startswith(CHANGING) for at in one):
            found.update((*one, one.stop))
    return sorted(found & set(range(len(said))))


def some(said: list[str], phase: str) -> list[int]:
    """Before what matters, the last time that it is done, and before that is committed."""
    last = {words.split("->")[0]: at for at, words in enumerate(said) if words.startswith(MATTERS[phase])}
    ends = {one.stop - 1 for one in transactions(said) if set(one) & set(last.values())}
    return sorted(ends | (set(last.values()) if phase == "mirrored" else set()))


def there_and_back(place: Place, kinds: Iterator[str], steps: list[list[int]]) -> int:
    """One death on the way to a version, the next on the way to the other; how many there were.

    `steps` are those of each way. The last of the longer one are gone without a death in between.
    """
    number = 0
    for at in zip_longest(*steps):
        for new, step in zip((VERSIONS[1], VERSIONS[0]), at, strict=True):
            if step is None:
                evolve.evolve(place.conn, new, QUICK)
            else:
                number += 1
                died(place, next(kinds), new, step)
    return number


@pytest.mark.parametrize("phase", PHASES)
def test_killed_at_the_steps_that_matter(place: Place, phase: str) -> None:
    begun(place, phase)
    said = exchanges(place)
    steps = some(said[0], phase)
    print([said[0][at] for at in steps])
    number = there_and_back(place, cycle(["session", "client"]), [steps[::2], steps[1::2]])
    print(f"evolve in {phase}: killed at {number} of {len(said[0])} exchanges")
    assert number == {"mirrored": 8, "cutover": 5}[phase]


def test_the_server_is_shut_down_before_a_commit(tmp_path: Path) -> None:
    with own_place(tmp_path) as place:
        begun(place, "cutover")
        steps = some(exchanges(place)[0], "cutover")
        assert there_and_back(place, repeat("server"), [steps[1:2], steps[2:3]]) == 2


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("phase", PHASES)
def test_a_session_ends_at_every_step(place: Place, phase: str, part: int) -> None:
    begun(place, phase)
    at_every_step(place, "session", phase, part)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("phase", PHASES)
def test_the_server_is_shut_down_at_every_step(tmp_path: Path, phase: str, part: int) -> None:
    with own_place(tmp_path) as place:
        begun(place, phase)
        at_every_step(place, "server", phase, part)


def at_every_step(place: Place, kind: str, phase: str, part: int) -> None:
    said = exchanges(place)
    steps = every(said[0])
    # both ways have the same exchanges, so each takes half of them
    assert [words.split("next")[0] for words in said[0]] == [words.split("next")[0] for words in said[1]]
    mine = steps[part::PARTS]
    number = there_and_back(place, repeat(kind), [mine[::2], mine[1::2]])
    assert number == len(mine)
    print(f"evolve in {phase}, {kind}: {number} of {len(steps)} steps of {len(said[0])} exchanges, part {part}")
