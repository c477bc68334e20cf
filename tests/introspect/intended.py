"""What a person who knows the legacy application would say about its documents."""

from __future__ import annotations

BATCH_ROLES = {
    "core": """
        $.v $.lot $.rev $.notes
        $.meta.itemId $.meta.product $.meta.state $.meta.mmr.id $.meta.mmr.version $.meta.priority
        $.meta.createdBy $.meta.createdAt
        $.sections[*].fields[*].id $.sections[*].fields[*].type
        $.weighings[*].ingredientId $.weighings[*].target $.weighings[*].tolerance $.weighings[*].unit
        $.attachments[*].name $.attachments[*].mime $.attachments[*].size $.attachments[*].at
        $.stateHistory[*].state $.stateHistory[*].at $.stateHistory[*].by
    """,
    "layout": """
        $.sections[*].title $.sections[*].layout.collapsed $.sections[*].layout.columns
        $.sections[*].layout.order $.sections[*].layout.theme
        $.sections[*].fields[*].label $.sections[*].fields[*].ui.x $.sections[*].fields[*].ui.y
        $.sections[*].fields[*].ui.w $.sections[*].fields[*].ui.h $.sections[*].fields[*].ui.hidden
        $.sections[*].fields[*].ui.help $.sections[*].fields[*].ui.style $.sections[*].fields[*].options
        $.sections[*].fields[*].validation.required $.sections[*].fields[*].validation.min
        $.sections[*].fields[*].validation.max
    """,
    "default": """
        $.sections[*].fields[*].default.value $.sections[*].fields[*].defaultValue $.sections[*].fields[*].deflt
    """,
    "input": """
        $.sections[*].fields[*].input.value $.sections[*].fields[*].input.by $.sections[*].fields[*].input.at
        $.quantities.planned.value $.quantities.yield.value $.quantities.loss.value
        $.quantities.planned.unit $.quantities.yield.unit $.quantities.loss.unit
        $.weighings[*].actual $.weighings[*].by $.weighings[*].at
        $.attributes.* $.inputs.*.value $.inputs.*.by $.inputs.*.at
        $.readings.*.value $.readings.*.unit $.readings.*.at
        $.signatures[*].role $.signatures[*].by $.signatures[*].at $.signatures[*].pad
        $.attachments[*].data
    """,
}
BATCH_MAPS = {"$.attributes", "$.inputs", "$.readings"}
BATCH_RECURSION = {"$.sections[*].fields[*]": ("children",)}
BATCH_NATURAL_KEYS = {
    "$.sections[*]": "id",
    "$.sections[*].fields[*]": "id",
    "$.signatures[*]": "role",
}
MOMENT = ("iso8601-ms-z", "iso8601-z", "epoch-ms")
YES_NO = ("native", "true/false", "Y/N", "0/1")
BATCH_WIRES = {
    "$.meta.createdAt": ("timestamptz", MOMENT),
    "$.sections[*].fields[*].input.at": ("timestamptz", MOMENT),
    "$.weighings[*].at": ("timestamptz", MOMENT),
    "$.weighings[*].target": ("numeric", ("string",)),
    "$.weighings[*].actual": ("numeric", ("string", "native")),
    "$.sections[*].layout.collapsed": ("boolean", YES_NO),
    "$.sections[*].fields[*].ui.hidden": ("boolean", YES_NO),
    "$.sections[*].fields[*].validation.required": ("boolean", YES_NO),
}
BATCH_DISCRIMINATOR = ("$.sections[*].fields[*]", "type")
"""Place and member that decides what the input and the default of a field are."""


def role_of() -> dict[str, str]:
    """Path to intended role."""
    return {path: role for role, paths in BATCH_ROLES.items() for path in paths.split()}
