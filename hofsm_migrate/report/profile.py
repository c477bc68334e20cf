"""A profile for people, in a screenful: how much there is, and the paths that take most of it. No value is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hofsm_migrate.introspect.structure import structure
from hofsm_migrate.names import written
from hofsm_migrate.report.screen import grid, plain, say, screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hofsm_migrate.introspect.profile import Profile, Tallies, Tally

SHOWN_PATHS = 20
SHOWN_FORMS = 2
PATH_WIDTH = 44
_RIGHT = ("bytes", "share", "values", "documents", "distinct")


def draw(profile: Profile, elapsed_s: float) -> None:
    """Print the summary on standard output. Recursion and maps are folded."""
    console = screen()
    places = list(structure(profile.root).walk())
    for text in _head(profile, len(places), elapsed_s):
        say(console, text)
    places.sort(key=lambda place: (-place.profile.bytes, place.path))
    table = grid("path", *_RIGHT, "kinds", "forms", right=_RIGHT)
    for place in places[:SHOWN_PATHS]:
        found = place.profile
        table.add_row(
            plain(_shortened(place.path)),
            f"{found.bytes:,}",
            f"{100 * found.bytes / max(profile.bytes, 1):.1f} %",
            f"{found.values:,}",
            f"{found.documents:,}",
            f"{found.distinct.estimate:,}" if found.scalars else "",
            _names(found.kinds, found.values),
            _names(found.forms, found.scalars),
        )
    table.columns[0].no_wrap = True
    console.print()
    console.print(table)
    if len(places) > SHOWN_PATHS:
        say(console, f"... and {len(places) - SHOWN_PATHS:,} more paths; -o writes all of them to a file")


def _head(profile: Profile, count: int, elapsed_s: float) -> Iterator[str]:
    origin = profile.origin
    place = f"{written(origin.schema, origin.table)}, column {written(origin.payload)} ({origin.payload_type})"
    size = f"{profile.documents:,} documents, {profile.bytes / 1e6:,.1f} MB"
    yield f"{place}: {size}, {count:,} paths, {elapsed_s:.1f} s"
    if profile.sql_nulls.count:
        yield _odd(profile.sql_nulls, "SQL NULL instead of a document")
    if profile.unreadable.count:
        yield _odd(profile.unreadable, "no JSON")


def _odd(tally: Tally, words: str) -> str:
    return f"{tally.count:,} with {words}, for example key {tally.example}"


def _shortened(path: str) -> str:
    """Both ends of a long path."""
    half = PATH_WIDTH // 2
    return path if len(path) <= PATH_WIDTH else f"{path[:half]}...{path[-half:]}"


def _names(tallies: Tallies, total: int) -> str:
    """Names with their shares, the most frequent first."""
    ordered = sorted(tallies.items(), key=lambda item: (-item[1].count, item[0]))
    if len(ordered) == 1:
        return ordered[0][0]
    named = [f"{name} {100 * tally.count / max(total, 1):.3g} %" for name, tally in ordered[:SHOWN_FORMS]]
    more = len(ordered) - SHOWN_FORMS
    return ", ".join([*named, *([f"{more} more"] if more > 0 else [])])
