"""A form of form.io to a JSON Schema of the data that it submits.

Source: the components of formio.js 4 and 5, and what they submit.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema = dict[str, Any]
Component = dict[str, Any]

MAX_DEPTH = 60
"""Components deeper in one another are not looked at."""
MAX_OPTIONS = 200
"""Options of a select or radio that are listed."""

_DATE_TIME: Schema = {"anyOf": [{"type": "string", "format": one} for one in ("iso8601-ms-z", "iso8601-other")]}
_TEXT: Schema = {"type": "string"}
_SIMPLE: dict[str, Schema] = {
    "textfield": _TEXT,
    "textarea": _TEXT,
    "password": _TEXT,
    "phoneNumber": _TEXT,
    "signature": _TEXT,
    "sketchpad": _TEXT,
    "time": _TEXT,
    "email": {"type": "string", "format": "email"},
    "url": {"type": "string", "format": "url"},
    "currency": {"type": "number"},
    "number": {"type": "number"},
    "checkbox": {"type": "boolean"},
    "button": {"type": "boolean"},
    "datetime": _DATE_TIME,
}
_FILE: Schema = {
    "type": "object",
    "required": ["name", "size", "type"],
    "properties": {
        "storage": _TEXT, "name": _TEXT, "originalName": _TEXT, "url": _TEXT, "type": _TEXT,
        "size": {"type": "integer", "minimum": 0, "maximum": 2**53},
    },
}  # fmt: skip
_NOTHING = frozenset({"content", "htmlelement", "html", "datasource"})
_TRANSPARENT = frozenset({"panel", "columns", "column", "table", "well", "fieldset", "tabs"})
_ROWS = frozenset({"datagrid", "editgrid", "dynamicWizard", "edittable", "datatable", "array"})


def is_formio(value: Any) -> bool:
    """Whether a value is a form, a component, or a list of components."""
    if isinstance(value, list):
        return bool(value) and all(_is_component(one) for one in value)
    return isinstance(value, dict) and (isinstance(value.get("components"), list) or _is_component(value))


def formio_schema(value: Any) -> Schema:
    """The JSON Schema of the data that the form submits."""
    if isinstance(value, dict) and _is_component(value) and value.get("type") not in {"form", "resource"}:
        return _object([value], 0)
    return _object(value, 0)


def _is_component(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("type"), str) and isinstance(value.get("key"), str)


def _object(holder: Any, depth: int) -> Schema:
    """The object that holds the values of all components in something."""
    found: Schema = {"type": "object", "properties": {}, "required": []}
    for component in _inputs(holder, depth):
        _place(found, component["key"].split("."), _values(component, depth), required=_is_required(component))
    return found


def _inputs(holder: Any, depth: int) -> Iterator[Component]:
    """The components with values of their own in something, those in layout included."""
    if depth > MAX_DEPTH:
        return
    for component in _components(holder):
        if component.get("type") in _NOTHING or component.get("persistent") in {False, "client-only"}:
            continue
        if _is_layout(component):
            yield from _inputs(component, depth + 1)
        elif isinstance(component.get("key"), str) and component["key"]:
            yield component


def _components(holder: Any) -> Iterator[Component]:
    """What is directly in a list, in `components`, in the cells of a table or in columns; each of them a dict."""
    if isinstance(holder, list):
        yield from (one for one in holder if isinstance(one, dict))
        return
    yield from (one for one in _list(holder.get("components")) if isinstance(one, dict))
    for part in _list(holder.get("columns")):
        yield from _components(part if isinstance(part, dict) else {})
    rows = _list(holder.get("rows")) if holder.get("type") == "table" else []
    for cell in (cell for row in rows for cell in _list(row) if isinstance(cell, dict)):
        yield from _components(cell)


def _is_layout(component: Component) -> bool:
    """Whether a component has no value of its own, so that those in it are beside its siblings."""
    type_ = component.get("type")
    if type_ in _TRANSPARENT or not isinstance(type_, str):
        return component.get("tree") is not True
    has_inputs = bool(list(_components(component)))
    return has_inputs and component.get("input") is False


def _is_required(component: Component) -> bool:
    validate, conditional = component.get("validate"), component.get("conditional")
    required = isinstance(validate, dict) and validate.get("required") is True
    shown_when = isinstance(conditional, dict) and any(conditional.get(key) for key in ("when", "json", "conditions"))
    return required and not shown_when and not component.get("customConditional")


def _place(schema: Schema, keys: list[str], value: Schema, *, required: bool) -> None:
    """Add a member to an object; dots in the key of a component lead into objects."""
    *above, last = keys
    for key in above:
        _require(schema, key, required=required)
        inner = schema["properties"].get(key)
        if inner is None or "properties" not in inner:
            inner = {"type": "object", "properties": {}, "required": []}
            schema["properties"][key] = inner
        schema = inner
    _require(schema, last, required=required)
    known = schema["properties"].get(last)
    schema["properties"][last] = value if known is None else {"anyOf": [known, value]}


def _require(schema: Schema, key: str, *, required: bool) -> None:
    if required and key not in schema.setdefault("required", []):
        schema["required"].append(key)


def _values(component: Component, depth: int) -> Schema:
    value = _value(component, depth)
    many = component.get("multiple") is True and component.get("type") not in {"file", "selectboxes", "tags"}
    return {"type": "array", "items": value} if many else value


def _value(component: Component, depth: int) -> Schema:
    type_ = str(component.get("type"))
    if type_ in _ROWS:
        return {"type": "array", "items": _object(component, depth + 1)}
    if type_ in _OF_TYPE:
        return _OF_TYPE[type_](component)
    if type_ in _NESTED:
        return _NESTED[type_](component, depth + 1)
    if type_ in _SIMPLE:
        return _SIMPLE[type_]
    if list(_components(component)):
        return _object(component, depth + 1)
    return {"default": component.get("defaultValue")}


def _number(component: Component) -> Schema:
    validate = component.get("validate")
    rules = validate if isinstance(validate, dict) else {}
    whole = component.get("decimalLimit") == 0 or rules.get("integer") is True or rules.get("step") in {1, "1"}
    bounds = {"minimum": _to_number(rules.get("min")), "maximum": _to_number(rules.get("max"))}
    return {"type": "integer" if whole else "number", **{key: one for key, one in bounds.items() if one is not None}}


def _to_number(value: Any) -> float | None:
    """A number, or a text that is one, as form.io writes bounds and values."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _textarea(component: Component) -> Schema:
    return {} if component.get("as") == "json" else _TEXT


def _checkbox(component: Component) -> Schema:
    return _TEXT if component.get("inputType") == "radio" else {"type": "boolean"}


def _options(component: Component) -> list[Any]:
    data = component.get("data")
    listed = [*_list(component.get("values")), *_list(data.get("values") if isinstance(data, dict) else None)]
    values = [one.get("value") for one in listed if isinstance(one, dict)]
    if not all(value is None or isinstance(value, str | int | float) for value in values):
        return []
    return [value for value in values if value not in {"", None}][:MAX_OPTIONS]


def _choice(component: Component) -> Schema:
    """One of the options, numbers and booleans as what they are unless the component says that they are text."""
    if component.get("dataSrc", "values") not in ("values", "json"):  # it may be anything
        return {}
    as_text = component.get("dataType") == "string"
    options = [one if as_text or not isinstance(one, str) else _normal(one) for one in _options(component)]
    return {"enum": options} if options else {}


def _normal(option: str) -> Any:
    number = _to_number(option)
    if option in {"true", "false"}:
        return option == "true"
    return option if number is None or json.dumps(number) != option else number


def _select_boxes(component: Component) -> Schema:
    options = [str(one) for one in _options(component)]
    if not options:
        return {"type": "object", "additionalProperties": {"type": "boolean"}}
    return {"type": "object", "required": options, "properties": {one: {"type": "boolean"} for one in options}}


def _survey(component: Component) -> Schema:
    questions = [one.get("value") for one in _list(component.get("questions")) if isinstance(one, dict)]
    answers: Schema = {"enum": options} if (options := _options(component)) else _TEXT
    return {"type": "object", "properties": {one: answers for one in questions if isinstance(one, str) and one}}


def _day(component: Component) -> Schema:
    return {"type": "string", "format": "date-other" if component.get("dayFirst") is True else "us-date"}


def _tags(component: Component) -> Schema:
    return {"type": "array", "items": _TEXT} if component.get("storeas") == "array" else _TEXT


def _file(_component: Component) -> Schema:
    return {"type": "array", "items": _FILE}


def _data_map(component: Component, depth: int) -> Schema:
    value = component.get("valueComponent")
    known = _values(value, depth) if isinstance(value, dict) and depth <= MAX_DEPTH else _TEXT
    return {"type": "object", "additionalProperties": known}


def _tree(component: Component, depth: int) -> Schema:
    """Nodes with data and children, written out for as many levels as show that they recur."""
    found: Schema = {"type": "object", "required": ["data"], "properties": {"data": _object(component, depth)}}
    levels = [found]
    for _ in range(3):
        levels.append({
            **found,
            "required": ["data", "children"],
            "properties": {**found["properties"], "children": {"type": "array", "items": levels[-1]}},
        })  # fmt: skip
    return levels[-1]


def _form(component: Component, depth: int) -> Schema:
    return {
        "type": "object",
        "required": ["data"],
        "properties": {"_id": _TEXT, "form": _TEXT, "data": _object(component, depth), "metadata": {"type": "object"}},
    }


def _address(component: Component, depth: int) -> Schema:
    """What the provider says, which is its own affair; with `enableManualMode` in a mode."""
    if component.get("enableManualMode") is not True:
        return {"type": "object"}
    return {
        "type": "object",
        "required": ["mode", "address"],
        "properties": {"mode": {"enum": ["autocomplete", "manual"]}, "address": _object(component, depth)},
    }


_OF_TYPE = {
    "number": _number,
    "textarea": _textarea,
    "checkbox": _checkbox,
    "select": _choice,
    "radio": _choice,
    "selectboxes": _select_boxes,
    "survey": _survey,
    "day": _day,
    "tags": _tags,
    "file": _file,
}
_NESTED = {"container": _object, "datamap": _data_map, "tree": _tree, "form": _form, "address": _address}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
