"""What a new version of a spec is said to change."""

from __future__ import annotations

import pytest
from versions import BASE, CHANGES, PART

from hofsm_migrate.spec.changes import changes
from hofsm_migrate.spec.load import loads

REFUSED = "whoever writes values to Note.rev that it does not take now"
AT = "$.lines[*].parts[*]"
TOLD = {
    "a path leaves the residual": ['column Note.a "note" added: its path leaves the residual ($.note)'],
    "a column is renamed": ["column Note.title renamed to Note.heading ($.title): whoever reads or writes Note.title"],
    "text becomes integer, with odd values": [
        "column line.words retyped from text to integer ($.lines[*].words): whoever expects line.words to be text"
    ],
    "a table is split": [
        'table Note "rev" added ($)',
        'column Note.rev moved to Note "rev".rev ($.rev): whoever reads or writes Note.rev',
    ],
    "a column is dropped": [
        "column Note.rev dropped: its path goes back to the residual ($.rev): whoever reads or writes Note.rev"
    ],
    "an array gets its own table": [
        "table part added ($.lines[*].parts[*])",
        "column part.n added: its path leaves the residual ($.lines[*].parts[*].n)",
    ],
    "the identity changes": [
        f"identity of part changed ({AT}): whoever finds rows of part, or of tables below it, by their key"
    ],
    "a table is dropped": [
        "table field dropped ($.fields.*): whoever uses table field",
        "column field.x dropped: its path goes back to the residual ($.fields.*.x): whoever reads or writes field.x",
    ],
}


def told(before: str, after: str) -> list[str]:
    found = changes(loads(before, "notes.yaml"), loads(after, "notes.yaml"))
    return [f"{one.what} ({one.path})" + (f": {one.breaks}" if one.breaks else "") for one in found]


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_told(kind: str) -> None:
    assert told(*CHANGES[kind].texts) == TOLD[kind]


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (
            "{title: text,",
            "{title: {type: text, path: headline},",
            ["column Note.title reads another path, it read $.title ($.headline): whoever reads Note.title"],
        ),
        (
            "n: {type: numeric, wire: string}",
            "n: {type: numeric}",
            ["column part.n changed: wires ($.lines[*].parts[*].n)"],
        ),
        (
            "rev: integer",
            "rev: {type: integer, check: rev > 0, index: true}",
            [f"column Note.rev changed: check, index ($.rev): {REFUSED}"],
        ),
        (
            "role: layout\n    at: $.lines",
            "role: input\n    at: $.lines",
            ["table part changed: role ($.lines[*].parts[*])"],
        ),
        (
            "role: layout\n    at: $.lines",
            "role: layout\n    writes: [update, insert]\n    at: $.lines",
            ["table part changed: writes ($.lines[*].parts[*]): whoever does DELETE on table part"],
        ),
        (
            "rev: integer",
            "rev: {type: integer, update: false, etag: false}",
            [f"column Note.rev changed: etag, update ($.rev): {REFUSED}"],
        ),
        (
            "mapping: notes\n",
            "mapping: notes\non_mismatch: reject\n",
            ["on_mismatch is reject, it was residual ($): whoever writes documents that no column takes"],
        ),
        ("when: {path: input, is: object}", "when: {path: input.by, is: object}", None),
        ("title: text, rev: integer", "rev: integer, title: text", []),
        ("mapping: notes\n", "# a comment\nmapping: notes\n", []),
    ],
    ids=[
        "path",
        "wire",
        "check and index",
        "role",
        "writes",
        "update and etag",
        "on_mismatch",
        "when",
        "order of columns",
        "a comment",
    ],
)
def test_smaller_changes(was: str, now: str, words: list[str] | None) -> None:
    assert was in BASE
    if words is None:
        text = BASE.replace(was, now).replace(
            "by: {path: input.by, type: bigint}", "by: {path: input.by.x, type: bigint}"
        )
        found = told(BASE, text)
        assert found[0].startswith("table line_input changed: when")
        return
    assert told(BASE, BASE.replace(was, now)) == words


def test_a_collection_that_moves_is_another_one() -> None:
    after = BASE.replace(PART, PART.replace("parts[*]", "pieces[*]"))
    assert told(BASE, after)[0] == (
        "table part now takes another place of the document, it took $.lines[*].parts[*] ($.lines[*].pieces[*]):"
        " whoever uses table part: its rows are others"
    )
