"""A profile as a file: JSON with sorted keys, see docs/profile.md. What equals its default is left out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import orjson

from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.introspect.profile import Origin, PathProfile, Profile, Tally
from hofsm_migrate.introspect.relation import (
    Candidate,
    Dependency,
    Discriminator,
    Drift,
    Facet,
    Relations,
    Variant,
)
from hofsm_migrate.introspect.sketches import Distinct, Frequent, Quantiles

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = 1
MARK = "hofsm_profile"

_NUMBERS = ("values", "documents", "bytes", "low", "high", "least", "greatest", "checked")
_MAY_BE_FALSE = {"low", "high", "least", "greatest"}
_TALLIES = ("kinds", "empty", "forms", "key_forms")
_SKETCHES: dict[str, Callable[[str], Distinct | Frequent | Quantiles]] = {
    "distinct": Distinct,
    "keys": Distinct,
    "frequent": Frequent,
    "lengths": Quantiles,
    "items": Quantiles,
}
_HINT = "make it anew with hofsm introspect"


def dump(profile: Profile) -> bytes:
    """The file of a profile: UTF-8, one line."""
    value = {
        MARK: VERSION,
        "origin": asdict(profile.origin),
        "documents": profile.documents,
        "sql_nulls": _tally(profile.sql_nulls),
        "unreadable": _tally(profile.unreadable),
        "bytes": profile.bytes,
        "root": _path(profile.root),
        "relations": None if profile.relations is None else asdict(profile.relations),
    }
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def load(data: bytes) -> Profile:
    """The profile in a file, the inverse of `dump`.

    Raises:
        UsageError: the file is no profile, is broken, or was written by another version.
    """
    try:
        value = orjson.loads(data)
    except ValueError as error:
        raise UsageError(Problem("profile cannot be read: it is not JSON", _HINT, detail=str(error))) from None
    version = value.get(MARK) if isinstance(value, dict) else None
    if version is None:
        raise UsageError(Problem("profile cannot be read: it is JSON of another kind", _HINT))
    if version != VERSION:
        message = f"profile is of version {version!r}, and this hofsm reads version {VERSION}"
        raise UsageError(Problem(message, f"{_HINT} of this version"))
    try:
        return _profile(value)
    except Exception as error:  # noqa: BLE001 - a broken sketch fails in as many ways as it has bytes
        detail = f"{type(error).__name__}: {error}"
        raise UsageError(Problem("profile cannot be read: it is broken", _HINT, detail=detail)) from None


def _profile(value: dict[str, Any]) -> Profile:
    origin = value["origin"]
    pairs = tuple((name, type_) for name, type_ in origin["columns"])
    return Profile(
        origin=Origin(**{**origin, "key": tuple(origin["key"]), "columns": pairs}),
        documents=value["documents"],
        sql_nulls=Tally(*value["sql_nulls"]),
        unreadable=Tally(*value["unreadable"]),
        bytes=value["bytes"],
        root=_load_path(value["root"]),
        relations=None if value["relations"] is None else _relations(value["relations"]),
    )


def _tally(tally: Tally) -> list[Any]:
    return [tally.count, tally.example]


def _path(path: PathProfile) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(path, name) for name in _NUMBERS}
    for name in _TALLIES:
        found[name] = {key: _tally(tally) for key, tally in getattr(path, name).items()}
    for name in _SKETCHES:
        found[name] = getattr(path, name).dump()
    found["members"] = {key: _path(child) for key, child in path.members.items()}
    for name in ("entries", "elements"):
        child = getattr(path, name)
        found[name] = None if child is None else _path(child)
    shapes = sorted(path.shapes.items(), key=lambda item: (-item[1].count, item[0]))
    found["shapes"] = [[list(shape), *_tally(tally)] for shape, tally in shapes]
    for name in ("other_shapes", "repeats"):
        tally = getattr(path, name)
        found[name] = _tally(tally) if tally.count else None
    return {name: value for name, value in found.items() if value or (name in _MAY_BE_FALSE and value is not None)}


def _load_path(value: dict[str, Any]) -> PathProfile:
    path = PathProfile(**{name: value[name] for name in _NUMBERS if name in value})
    for name in _TALLIES:
        setattr(path, name, {key: Tally(*tally) for key, tally in value.get(name, {}).items()})
    for name, sketch in _SKETCHES.items():
        if name in value:
            setattr(path, name, sketch(value[name]))
    path.members = {key: _load_path(child) for key, child in value.get("members", {}).items()}
    for name in ("entries", "elements"):
        if name in value:
            setattr(path, name, _load_path(value[name]))
    path.shapes = {tuple(shape): Tally(count, example) for shape, count, example in value.get("shapes", ())}
    for name in ("other_shapes", "repeats"):
        if name in value:
            setattr(path, name, Tally(*value[name]))
    return path


def _relations(value: dict[str, Any]) -> Relations:
    return Relations(
        documents=value["documents"],
        dependencies=_values(Dependency, value["dependencies"]),
        discriminators=_discriminators(value["discriminators"]),
        references=_values(Candidate, value["references"]),
        drifts=_values(Drift, value["drifts"]),
        key_sets=_discriminators(value.get("key_sets", [])),
    )


def _discriminators(found: list[dict[str, Any]]) -> tuple[Discriminator, ...]:
    return tuple(
        Discriminator(**{**one, "variants": tuple(_variant(variant) for variant in one["variants"])}) for one in found
    )


def _variant(value: dict[str, Any]) -> Variant:
    return Variant(**{**value, "facets": _values(Facet, value["facets"])})


def _values(kind: type, found: list[dict[str, Any]]) -> tuple[Any, ...]:
    """Frozen values whose lists are tuples of tuples."""
    return tuple(kind(**{name: _frozen(value) for name, value in one.items()}) for one in found)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
