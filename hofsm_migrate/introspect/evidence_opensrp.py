"""A native form of OpenSRP to the profile of what it becomes when it is filled in: the form itself, with values in it.

Source: OpenSRP's native-form library, which writes `value` into the fields of the form.
"""

from __future__ import annotations

from typing import Any

from hofsm_migrate.introspect.evidence_place import scaled
from hofsm_migrate.introspect.profile import PathProfile, Tally
from hofsm_migrate.introspect.shred import Shredder

MAX_DEPTH = 60
_SHOWN = frozenset({
    "label", "spacer", "toaster_notes", "h_line", "horizontal_line", "section_label", "image_view", "button",
    "countdown_timer",
})  # fmt: skip
"""Fields that nobody enters anything in."""
_LISTS = frozenset({"check_box", "multi_select_list"})
"""Fields whose value is a list of keys."""


def is_opensrp(value: Any) -> bool:
    """Whether a value is a form with steps, or the fields of one that is part of another."""
    if not isinstance(value, dict):
        return False
    if _are_fields(value.get("content_form")):
        return True
    step = value.get("step1")
    return isinstance(step, dict) and _are_fields(step.get("fields"))


def opensrp_profile(form: dict[str, Any], documents: int) -> PathProfile:
    """The profile of so many documents in which all fields are filled in; there are no bytes and no examples."""
    root = PathProfile()
    shredder = Shredder(root)
    shredder.add(("",), (_filled(form, 0),))
    shredder.flush()
    _forget(root)
    return scaled(root, documents)


def _are_fields(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) and isinstance(one.get("key"), str) for one in value)


def _filled(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, list):
        return [_filled(one, depth + 1) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _filled(one, depth + 1) for key, one in value.items() if "\0" not in key}
    if _is_field(found) and "value" not in found:
        found["value"] = ["option"] if found["type"] in _LISTS else "text"
    return found


def _is_field(value: dict[str, Any]) -> bool:
    """A field has a key and a type; options have those, too, and a text."""
    words = isinstance(value.get("key"), str) and isinstance(value.get("type"), str)
    return words and value["type"] not in _SHOWN and "text" not in value


def _forget(node: PathProfile) -> None:
    """Nothing is known of bytes, of examples, and of what tells elements apart."""
    node.bytes, node.checked, node.repeats = 0, 0, Tally()
    tallies = (node.kinds, node.empty, node.forms, node.key_forms, node.shapes)
    for tally in (tally for some in tallies for tally in some.values()):
        tally.example = None
    node.other_shapes.example = None
    for child in node.children():
        _forget(child)
