"""A drafted spec as YAML text, with the evidence for every choice in comments."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from hofsm_migrate.introspect.column import percent
from hofsm_migrate.introspect.naming import snake
from hofsm_migrate.spec.path import render
from hofsm_migrate.spec.types import WIRES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hofsm_migrate.introspect.outline import Left, NodeDraft, VariantDraft
    from hofsm_migrate.introspect.profile import Profile
    from hofsm_migrate.introspect.tables import NamedColumn, TableDraft

WIDTH = 120
LEFT_SHOWN = 12
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"}


def write_spec(
    profile: Profile, tables: list[TableDraft], *, mapping: str, schema: str, rules: str, basis: str | None = None
) -> str:
    """The text of the spec; the same profile gives the same text.

    Args:
        rules: how rare is too rare, in words.
        basis: what it was drafted from, in words; default: the documents.
    """
    lines = [*_head(profile, mapping, schema, rules, basis), "tables:"]
    for table in tables:
        if table.variant is None:
            lines += _table(table, profile)
    lines += _variants(tables)
    return "\n".join([*lines, *_left(profile, tables)]) + "\n"


def _head(profile: Profile, mapping: str, schema: str, rules: str, basis: str | None) -> Iterator[str]:
    origin = profile.origin
    table = _qualified(origin.schema, origin.table)
    sampled = "all" if origin.sample is None else "a sample of"
    yield "# yaml-language-server: $schema=../docs/mapping.schema.json"
    yield "#"
    documents = basis or f"{sampled} {profile.documents:,} documents of {table}, {profile.bytes:,} bytes"
    yield from _wrapped(f"Drafted from {documents}.", "")
    yield from _wrapped(rules, "")
    yield "# Behind each column: in how many of its elements it is, how it is written, and why it has its role."
    yield f"mapping: {scalar(mapping)}"
    yield "source:"
    yield f"  table: {scalar(table)}"
    yield f"  key: [{', '.join(scalar(column) for column in origin.key)}]"
    if origin.payload_type == "jsonb":
        yield f"  payload: {scalar(origin.payload)}"
    else:
        yield f"  payload: {{column: {scalar(origin.payload)}, type: {origin.payload_type}}}"
    yield f"schema: {scalar(schema)}"
    yield ""


def _table(table: TableDraft, profile: Profile) -> Iterator[str]:
    node = table.node
    yield ""
    yield from _wrapped(_about(table, profile), "  ")
    yield f"  {table.name}:"
    yield f"    role: {table.role}"
    yield f"    at: {scalar(node.at)}"
    if table.spine:
        yield from _node(node)
    if table.columns:
        yield "    columns:"
        for column in table.columns:
            yield from _column(column, "      ")
    if table.spine and node.objects:
        yield "    objects:"
        for path, missing in sorted(node.objects.items()):
            yield f"      {scalar(render(path))}: {{missing: {missing}}}"


def _about(table: TableDraft, profile: Profile) -> str:
    node = table.node
    if not table.spine:
        return f"{table.role} of the same {'documents' if node.kind == 'root' else 'elements'}"
    elements = node.place.profile
    if node.kind == "root":
        return f"{elements.values:,} documents" if profile.bytes else "one row per document"
    share = percent(min(elements.documents, profile.documents), profile.documents)
    what = "entries" if node.kind == "map" else "elements"
    about = f"{elements.values:,} {what}, in {share} of the documents"
    if node.holder is not None and node.holder.map_reason is not None:
        about += f"; {node.holder.map_reason}"
    if node.place.recurse is not None:
        about += f"; {render(node.place.recurse)} of an element holds elements of the same kind"
    if node.identity is not None:
        about += f"; {json.dumps(node.identity.key, ensure_ascii=False)} {node.identity.evidence}"
    elif node.kind == "array":
        about += "; told apart by position: no member is in every element and differs within each array"
    return about


def _node(node: NodeDraft) -> Iterator[str]:
    if node.identity is not None:
        yield f"    identity: {{path: {scalar(render((node.identity.key,)))}, type: {node.identity.type}}}"
    if node.place.recurse is not None:
        yield f"    recurse: {scalar(render(node.place.recurse))}"
    if node.missing != "absent":
        yield f"    missing: {node.missing}"


def _variants(tables: list[TableDraft]) -> Iterator[str]:
    """The tables that only some elements of a node have."""
    spines = [table for table in tables if table.spine and table.node.variants]
    if spines:
        yield ""
        yield "variants:"
    for spine in spines:
        node = spine.node
        yield ""
        yield f"  {spine.name}:"
        if node.by is not None:
            yield f"    by: {scalar(render(node.by))}"
        else:
            yield "    # by the keys that are present; the first entry that fits says which kind an element is"
            yield "    by:"
            yield "      present:"
            for variant in node.variants:
                paths = ", ".join(scalar(render(path)) for path in variant.present)
                yield f"        {scalar(variant.name)}: [{paths}]"
        for variant in node.variants:
            yield from _variant(variant, [table for table in tables if table.node is node and table.variant is variant])


def _variant(variant: VariantDraft, tables: list[TableDraft]) -> Iterator[str]:
    yield ""
    yield f"    # {variant.elements:,} elements"
    yield f"    {scalar(variant.name)}:"
    yield "      tables:"
    for table in tables:
        yield f"        {table.name}:"
        yield f"          role: {table.role}"
        yield "          columns:"
        for column in table.columns:
            yield from _column(column, "            ")


def _column(column: NamedColumn, indent: str) -> Iterator[str]:
    draft, choice = column.draft, column.draft.choice
    options: list[str] = []
    if draft.spellings:
        paths = [scalar(render(path)) for path in (draft.path, *draft.spellings)]
        options.append(f"path: [{', '.join(paths)}]")
    elif draft.path != (column.name,):
        options.append(f"path: {scalar(render(draft.path))}")
    options.append(f"type: {choice.type}")
    if choice.wires != WIRES[choice.type][:1]:
        wires = [scalar(wire) for wire in choice.wires]
        options.append(f"wire: {wires[0] if len(wires) == 1 else '[' + ', '.join(wires) + ']'}")
    if choice.values:
        options.append(f"values: [{', '.join(scalar(value) for value in choice.values)}]")
    if draft.otherwise:
        options.append("otherwise: true")
    if draft.missing == "json_null" and draft.path:
        options.append("missing: json_null")
    if column.refers is not None:
        target = column.refers
        options.append(f"references: {scalar(_qualified(target.schema, target.table, target.column))}")
    value = choice.type if options == [f"type: {choice.type}"] else "{" + ", ".join(options) + "}"
    line = f"{indent}{scalar(column.name)}: {value}"
    seen = [draft.presence, choice.evidence, *_referred(column), _role(column)]
    comment = _comment("; ".join(seen))
    if choice.undecided:
        yield from _wrapped(f"TODO decide: {choice.undecided}", indent)
    if len(line) + 4 + len(comment) <= WIDTH:
        yield f"{line}  # {comment}"
    else:
        yield from _wrapped(comment, indent)
        yield line


def _referred(column: NamedColumn) -> Iterator[str]:
    target = column.refers
    if target is not None:
        yield f"{target.found:,} of {target.asked:,} values are in {target.schema}.{target.table}.{target.column}"


def _qualified(*names: str) -> str:
    return ".".join(_name(name) for name in names)


def _role(column: NamedColumn) -> str:
    return f"{column.guess.role} ({column.guess.confidence:.0%}): {column.guess.reason}"


def _left(profile: Profile, tables: list[TableDraft]) -> Iterator[str]:
    """What has no column, the heaviest first."""
    left = sorted((one for table in tables if table.spine for one in table.node.left), key=_weight)
    if not left:
        return
    size = sum(one.bytes for one in left)
    yield ""
    yield f"# Without a column, so in the residual: {len(left):,} paths, {percent(size, profile.bytes)} of the bytes."
    for one in left[:LEFT_SHOWN]:
        yield f"#   {_comment(one.place.path)}: {one.bytes:,} bytes, {one.why}"
    if len(left) > LEFT_SHOWN:
        yield f"#   and {len(left) - LEFT_SHOWN:,} more"


def _weight(one: Left) -> tuple[int, str]:
    return -one.bytes, one.place.path


def scalar(text: str) -> str:
    """A text as YAML: plain where nobody could read it as anything else, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    if text and all(_PLAIN.fullmatch(part.strip("[]*")) or part in {"$", "*", "$[*]"} for part in _at_parts(text)):
        return text
    return "".join(_escaped(character) for character in json.dumps(text, ensure_ascii=False))


def _escaped(character: str) -> str:
    """What nobody can see as an escape of YAML's."""
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _at_parts(text: str) -> list[str]:
    return text.split(".") if text.startswith("$") and "$" not in text[1:] and '"' not in text else ["\0"]


def _name(text: str) -> str:
    """A part of a qualified name, quoted as in a spec where it has to be."""
    return text if _IDENTIFIER.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    """Words that fit on one line of a comment, whatever a key holds."""
    shown = "".join(character if character.isprintable() else "?" for character in " ".join(text.split()))
    return shown if len(shown) <= 400 else shown[:397] + "..."


def _wrapped(text: str, indent: str) -> Iterable[str]:
    words, line = _comment(text).split(" "), f"{indent}#"
    for word in words:
        if len(line) + 1 + len(word) > WIDTH and line != f"{indent}#":
            yield line
            line = f"{indent}#"
        line += f" {word}"
    yield line


def default_mapping_name(table: str) -> str:
    """The name of a mapping for a legacy table."""
    return snake(table)[:40].rstrip("_")
