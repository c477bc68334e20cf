"""What names of keys and columns say: which are identities, versions, points in time, and which mean the same thing."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|[0-9]+")

IDENTITIES = frozenset({"id", "ids", "uuid", "guid", "oid", "key", "code", "sku", "ref", "slug", "pk", "fk"})
VERSIONS = frozenset({"v", "version", "versions", "ver", "schemaversion", "docversion", "formatversion", "schemaver"})
PEOPLE = frozenset(
    [
        "by",
        "user",
        "users",
        "person",
        "people",
        "owner",
        "author",
        "assignee",
        "reviewer",
        "operator",
        "creator",
        "employee",
        "staff",
        "member",
        "account",
    ]
)
"""Words that stand for somebody of a table of people: `createdBy`, `reviewer`."""
_PEOPLE_TABLES = frozenset(
    ["user", "person", "people", "employee", "staff", "member", "account", "profile", "operator"]
)
_TIMES = frozenset(["at", "on", "time", "date", "timestamp", "created", "updated", "modified", "changed", "inserted"])
_LINK_WORDS = IDENTITIES | {"number", "no", "nr", "num"}


def words(name: str) -> tuple[str, ...]:
    """The words of a name in camelCase, snake_case or kebab-case, in lower case."""
    return tuple(word.lower() for word in _WORDS.findall(name))


def names_identity(name: str) -> bool:
    """Whether a key of that name says which thing something is: `id`, `itemId`, `mmr_key`."""
    found = words(name)
    return bool(found) and found[-1] in IDENTITIES


def names_version(name: str) -> bool:
    """Whether a key of that name says in which version something is written."""
    return "".join(words(name)) in VERSIONS


def names_time(name: str) -> bool:
    """Whether a key of that name may say when a document was made or changed."""
    return bool(_TIMES & set(words(name)))


def names_person(name: str) -> bool:
    """Whether a key of that name says who: `by`, `createdBy`, `user_id`."""
    found = [word for word in words(name) if word not in _LINK_WORDS]
    return bool(found) and found[-1] in PEOPLE


def singular(word: str) -> str:
    """An English plural without its ending."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2 else word


def alike(keys: tuple[str, ...], table: str, column: str) -> bool:
    """Whether the last keys of a path name the table, or its column: `itemId` ~ items.id, `createdBy` ~ users.id.

    `keys` are outermost first; where the last is a bare `id` or `key`, the one around it counts (`mmr.id` ~ mmrs.id).
    """
    named = _subject(keys)
    if not named:
        return False
    about = tuple(singular(word) for word in words(table))
    if about and (named == about or named[-len(about) :] == about):
        return True
    if about and about[-1] in _PEOPLE_TABLES and names_person(named[-1]):
        return True
    return column not in {"id", "key"} and words(keys[-1]) == words(column)


def _subject(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the last key that says more than that it is an identity."""
    for key in reversed(keys):
        found = tuple(singular(word) for word in words(key) if word not in _LINK_WORDS)
        if found:
            return found
    return ()
