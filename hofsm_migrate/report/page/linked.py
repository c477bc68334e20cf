"""Relations, findings and roles as plain JSON values: what belongs to a path beside its own profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hofsm_migrate.report.page import redact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hofsm_migrate.introspect.relation import Candidate, Dependency, Discriminator, Drift, Relations, Variant
    from hofsm_migrate.report.page.model import FindingLike, RoleLike
    from hofsm_migrate.report.page.redact import Redaction

MOST_VARIANTS = 50

Facts = dict[str, Any]


def findings(found: Sequence[FindingLike]) -> list[Facts]:
    """Findings in the order given."""
    return [
        {
            "path": finding.path,
            "kind": finding.kind,
            "count": finding.count,
            "share": finding.share,
            "examples": list(finding.examples),
            "what": finding.what,
            "action": finding.action,
        }
        for finding in found
    ]


def roles(given: Mapping[str, RoleLike]) -> dict[str, list[Any]]:
    """Role, confidence and reason by path."""
    return {path: [guess.role, guess.confidence, guess.reason] for path, guess in given.items()}


def relations(found: Relations, redaction: Redaction) -> Facts:
    """Everything that a sample said about paths that belong together."""
    return {
        "documents": found.documents,
        "dependencies": [_dependency(item, redaction) for item in found.dependencies],
        "discriminators": [_discriminator(item, redaction) for item in found.discriminators],
        "references": [_reference(item, redaction) for item in found.references],
        "drifts": [_drift(item, redaction) for item in found.drifts],
    }


def _dependency(found: Dependency, redaction: Redaction) -> Facts:
    return {
        "determinant": found.determinant,
        "dependent": found.dependent,
        "groups": found.groups,
        "broken": found.broken,
        "members": found.members,
        "violators": found.violators,
        "share": found.share,
        "constant": found.constant,
        "examples": [[key, *(redact.lone(text, redaction) for text in texts)] for key, *texts in found.examples],
    }


def variant_label(found: Discriminator, variant: Variant, redaction: Redaction) -> Facts:
    """The value of a variant of a discriminator, or that it is masked."""
    elements = sum(one.elements for one in found.variants)
    documents = max((one.documents for one in found.variants), default=0)
    crowd = redact.Crowd(elements, len(found.variants), documents)
    return redact.label(variant.value, variant.elements, crowd, redaction)


def _discriminator(found: Discriminator, redaction: Redaction) -> Facts:
    return {
        "place": found.place,
        "member": found.member,
        "gain": found.gain,
        "more": max(0, len(found.variants) - MOST_VARIANTS),
        "variants": [
            variant_label(found, variant, redaction)
            | {
                "elements": variant.elements,
                "documents": variant.documents,
                "members": [[facet.member, facet.present] for facet in variant.facets],
            }
            for variant in found.variants[:MOST_VARIANTS]
        ],
    }


def _reference(found: Candidate, redaction: Redaction) -> Facts:
    return {
        "place": found.place,
        "target": f"{found.schema}.{found.table}.{found.column}",
        "asked": found.asked,
        "found": found.found,
        "dangling": [[key, redact.lone(text, redaction)] for key, text in found.dangling],
    }


def _drift(found: Drift, redaction: Redaction) -> Facts:
    return {
        "place": found.place,
        "by": found.by,
        "what": found.what,
        "before": _since(found.before, found, redaction),
        "after": _since(found.after, found, redaction),
        "shares": [found.share_before, found.share_after],
    }


def _since(text: str, found: Drift, redaction: Redaction) -> str | None:
    """Keys of documents are shown like those of examples."""
    return text if found.by == "key" else redact.version(text, redaction)
