"""Read a mapping spec: strict YAML, the shape, each part, and how the parts fit together."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from hofsm_migrate.errors import SpecError
from hofsm_migrate.spec import source
from hofsm_migrate.spec.build import build
from hofsm_migrate.spec.check import check
from hofsm_migrate.spec.findings import Findings
from hofsm_migrate.spec.shape import shape

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from hofsm_migrate.spec.mapping import Mapping


def load(path: FilePath) -> Mapping:
    """The mapping in a spec file.

    Raises:
        SpecError: the file is refused; carries every problem of the file, in the order of the file.
    Source:
        docs/spec.md
    """
    findings = Findings(str(path))
    content = source.read_file(path, findings)
    return _load(source.decode(content, findings), content, findings)


def loads(text: str, file: str = "<text>") -> Mapping:
    """The mapping in a text, `file` being the name that messages give it. Raises SpecError like `load`."""
    content = text.encode("utf-8", errors="surrogatepass")
    findings = Findings(file)
    if len(content) > source.MAX_BYTES:
        findings.add(
            (),
            f"spec file is larger than {source.MAX_BYTES} bytes",
            "split the mapping: one file describes one legacy table",
        )
    return _load(text, content, findings)


def _load(text: str, content: bytes, findings: Findings) -> Mapping:
    mapping = None if findings.found else _mapping(text, hashlib.sha256(content).hexdigest(), findings)
    if findings.found or mapping is None:
        raise SpecError(*findings.problems())
    return mapping


def _mapping(text: str, digest: str, findings: Findings) -> Mapping | None:
    value = source.read(text, findings)
    shaped = None if value is None else shape(value, findings)
    if shaped is None:
        return None
    built = build(shaped, findings, digest)
    check(built, findings)
    return built.mapping
