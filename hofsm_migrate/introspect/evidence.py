"""What a JSON Schema or a form definition says of documents, as a profile: for young tables, or beside documents.

The file decides by its keys what it is: a form of form.io, a native form of OpenSRP, a document of
react-jsonschema-form or of JSON Forms (the schema in it counts), else a JSON Schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hofsm_migrate.errors import Problem, UsageError
from hofsm_migrate.introspect.evidence_file import read_value
from hofsm_migrate.introspect.evidence_formio import formio_schema, is_formio
from hofsm_migrate.introspect.evidence_opensrp import is_opensrp, opensrp_profile
from hofsm_migrate.introspect.evidence_paths import DOCUMENTS, imagine
from hofsm_migrate.introspect.evidence_schema import Schemas

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.introspect.evidence_refs import Schema
    from hofsm_migrate.introspect.profile import PathProfile

_SCHEMA_WORDS = frozenset({
    "$schema", "$ref", "$defs", "definitions", "type", "properties", "required", "patternProperties",
    "additionalProperties", "items", "prefixItems", "allOf", "anyOf", "oneOf", "not", "if", "enum", "const",
})  # fmt: skip
_DRAFTS = ("http://json-schema.org/draft", "https://json-schema.org/draft")
_HINT = (
    "give a JSON Schema, a form of form.io ({components: [...]}), a document of react-jsonschema-form"
    " ({schema, uiSchema}) or of JSON Forms ({schema, uischema}), or a native form of OpenSRP"
    " ({step1: {fields: [...]}})"
)


@dataclass(frozen=True)
class Evidence:
    """What a file says of documents.

    Attributes:
        kind: what the file is, in words: `JSON Schema`, `form of form.io`, ...
        profile: as if DOCUMENTS documents had been seen; without bytes and example keys.
        notes: what was left out, in words.
    """

    kind: str
    profile: PathProfile
    notes: tuple[str, ...] = ()


def read_evidence(path: Path) -> Evidence:
    """What the documents are like that a JSON Schema or a form definition in a JSON or YAML file describes.

    Raises:
        UsageError: the file cannot be read, is neither JSON nor YAML, says nothing of documents, or its schema is not
            what its own `$schema` asks for (only looked at where the package jsonschema is installed).
    """
    return evidence_of(read_value(path), str(path))


def evidence_of(value: Any, file: str) -> Evidence:
    """The same for a value; `file` is for messages."""
    if is_opensrp(value):
        return Evidence("native form of OpenSRP", opensrp_profile(value, DOCUMENTS))
    if isinstance(value, dict) and is_formio(value.get("form")):
        value = value["form"]
    if is_formio(value):
        return _imagined("form of form.io", formio_schema(value), file)
    if isinstance(value, dict) and isinstance(value.get("schema"), dict | bool) and not _SCHEMA_WORDS & value.keys():
        return _imagined(_kind(value), value["schema"], file)
    if value is True or (isinstance(value, dict) and (not value or _SCHEMA_WORDS & value.keys())):
        return _imagined("JSON Schema", value, file)
    raise UsageError(Problem("file is neither a JSON Schema nor a form definition", _HINT, file))


def _kind(document: dict[str, Any]) -> str:
    """What holds a schema, by what is beside it."""
    if "uiSchema" in document or "formData" in document:
        return "document of react-jsonschema-form"
    return "document of JSON Forms" if "uischema" in document or "data" in document else "JSON Schema"


def _imagined(kind: str, schema: Schema, file: str) -> Evidence:
    _check(schema, file)
    schemas = Schemas(schema)
    profile = imagine(schema, schemas)
    if not profile.values:
        hint = "take out what contradicts itself: `false`, or types that exclude each other"
        raise UsageError(Problem("schema allows no document at all", hint, file))
    return Evidence(kind, profile, tuple(schemas.notes))


def _check(schema: Schema, file: str) -> None:
    """Hold a schema against the draft that it names, where there is a validator."""
    if not isinstance(schema, dict) or not str(schema.get("$schema")).startswith(_DRAFTS):
        return
    try:
        from jsonschema import exceptions, validators  # noqa: PLC0415 - an optional package
    except ImportError:
        return
    validator = validators.validator_for(schema)
    try:
        validator.check_schema(schema)
    except RecursionError:  # too deep for the validator, but not for us
        return
    except exceptions.SchemaError as error:
        place = "/".join(str(part) for part in error.absolute_path)
        hint = f"mend it, or take out `$schema: {schema['$schema']}` to have it read all the same"
        raise UsageError(
            Problem("JSON Schema is not valid by its own draft", hint, f"{file} (#/{place})", error.message[:500])
        ) from None
