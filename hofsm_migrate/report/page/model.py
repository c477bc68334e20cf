"""What goes into a report page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import datetime

    from hofsm_migrate.introspect.profile import Profile
    from hofsm_migrate.introspect.structure import Place
    from hofsm_migrate.report.page.redact import Redaction
    from hofsm_migrate.spec.mapping import Mapping, Role


class RoleLike(Protocol):
    """A proposed role; `confidence` from 0 to 1. The reason is in words, without a value of a document."""

    @property
    def role(self) -> Role: ...
    @property
    def confidence(self) -> float: ...
    @property
    def reason(self) -> str: ...


class FindingLike(Protocol):
    """An oddity at a path.

    `what` and `action` are words without a value of a document: they are shown under every redaction, and so are the
    `examples`, which are document keys as text. `share` is from 0 to 1.
    """

    @property
    def path(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def share(self) -> float: ...
    @property
    def examples(self) -> tuple[str, ...]: ...
    @property
    def what(self) -> str: ...
    @property
    def action(self) -> str: ...


@dataclass(frozen=True)
class Page:
    """A profile and what was concluded from it.

    Attributes:
        root: `structure(profile.root)`. Roles and findings name its places by path.
        redaction: which values of documents may be seen.
        roles: by path; None where nobody proposed any, and then the tables of `mapping` give theirs to their paths.
        findings: None where nobody looked for any; () where nothing is odd.
        mapping: the proposed tables.
        when: the time of the scan.
        options: options of the scan that the profile does not know of itself, as they were typed.
    """

    profile: Profile
    root: Place
    redaction: Redaction = "text"
    roles: Map[str, RoleLike] | None = None
    findings: tuple[FindingLike, ...] | None = None
    mapping: Mapping | None = None
    when: datetime | None = None
    options: tuple[str, ...] = field(default=())
