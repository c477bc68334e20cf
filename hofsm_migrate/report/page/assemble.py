"""A page from a profile: its structure, roles and findings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.findings import findings
from hofsm_migrate.introspect.roles import RoleGuess, propose_roles
from hofsm_migrate.introspect.structure import structure
from hofsm_migrate.report.page.linked import variant_label
from hofsm_migrate.report.page.model import Page
from hofsm_migrate.report.page.tables import role_paths

if TYPE_CHECKING:
    from datetime import datetime

    from hofsm_migrate.introspect.profile import Profile
    from hofsm_migrate.introspect.relation import Discriminator, Relations
    from hofsm_migrate.introspect.structure import Place
    from hofsm_migrate.report.page.redact import Redaction
    from hofsm_migrate.spec.mapping import Mapping

MASKED = "(masked)"


def assemble(
    profile: Profile,
    redaction: Redaction,
    *,
    mapping: Mapping | None = None,
    when: datetime | None = None,
    options: tuple[str, ...] = (),
) -> Page:
    """The page of a profile. Columns of `mapping` have the role of their table, all other paths the proposed one."""
    root = structure(profile.root)
    told = profile.relations and _masked(profile.relations, redaction)
    return Page(
        profile=profile,
        root=root,
        redaction=redaction,
        roles=_roles(root, profile.relations, mapping),
        findings=findings(replace(profile, relations=told), mapping, show_values=redaction == "none"),
        mapping=mapping,
        when=when,
        options=options,
    )


def _roles(root: Place, relations: Relations | None, mapping: Mapping | None) -> dict[str, RoleGuess]:
    found = propose_roles(root, relations)
    given = role_paths(mapping) if mapping else {}
    return found | {path: RoleGuess(role, 1.0, reason) for path, (role, _, reason) in given.items()}


def _masked(relations: Relations, redaction: Redaction) -> Relations:
    """Relations whose variants are named only where their names may be seen, since findings name them."""
    return replace(relations, discriminators=tuple(_unnamed(one, redaction) for one in relations.discriminators))


def _unnamed(found: Discriminator, redaction: Redaction) -> Discriminator:
    labels = [variant_label(found, variant, redaction).get("text", MASKED) for variant in found.variants]
    variants = zip(found.variants, labels, strict=True)
    return replace(found, variants=tuple(replace(variant, value=label) for variant, label in variants))
