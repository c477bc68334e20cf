"""The shape of a spec file: keywords, and what kind of value each takes. The only home of pydantic.

What a single value means, and whether the parts fit together, is decided in `build` and `check`. The descriptions are
what editors show, through docs/mapping.schema.json.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler

from hofsm_migrate.spec.mapping import WRITES, Missing, OnMismatch, PayloadType, Role, Write
from hofsm_migrate.spec.types import ALIASES, NATURAL_KEY_TYPES, WIRES


class _Also:
    """Lets the JSON Schema of an annotated value take a short form besides."""

    def __init__(self, short: dict[str, Any]) -> None:
        self.short = short

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [self.short, handler(core_schema)]}


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _short(keyword: str) -> BeforeValidator:
    return BeforeValidator(lambda value: {keyword: value} if isinstance(value, str) else value)


_TYPE_NAMES: dict[str, Any] = {"enum": [*WIRES, *ALIASES]}
_WIRE_NAMES: dict[str, Any] = {"enum": list(dict.fromkeys(wire for wires in WIRES.values() for wire in wires))}
_TEXT = {"type": "string"}
_WRITE_NAMES: dict[str, Any] = {"enum": list(WRITES)}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PayloadModel(_Model):
    """The column with the documents."""

    column: str = Field(description="Name of the column.")
    type: PayloadType = Field(
        "jsonb", description="Type of the column; json and text are kept up to what jsonb normalises."
    )


class SourceModel(_Model):
    """The legacy table."""

    table: str = Field(description="The legacy table as schema.table; an odd name is quoted: '\"My Schema\".t'.")
    key: Annotated[list[str], BeforeValidator(_listed), _Also(_TEXT)] = Field(
        description="The columns of its primary key, in order."
    )
    payload: Annotated[PayloadModel, _short("column"), _Also(_TEXT)] = Field(
        description="The column with the documents, or {column: ..., type: jsonb | json | text}."
    )
    tenant: str | None = Field(
        None,
        description="The column that names the tenant; it has to be one of `key`,"
        " and so is part of every key, join and filter.",
    )


class ColumnModel(_Model):
    """One column of a new table."""

    type: Annotated[str, Field(json_schema_extra=_TYPE_NAMES)] = Field(description="Type of the column.")
    path: Annotated[list[str], BeforeValidator(_listed), _Also(_TEXT)] | None = Field(
        None,
        description='Where the value lies, relative to the node: a.b, \'"odd.key".x\', "" for the element itself. '
        "A list gives several legacy spellings, the first is canonical. Default: the column's name as one key.",
    )
    wire: (
        Annotated[
            list[Annotated[str, Field(json_schema_extra=_WIRE_NAMES)]], BeforeValidator(_listed), _Also(_WIRE_NAMES)
        ]
        | None
    ) = Field(
        None,
        description="Form of the value in JSON; of several the first is canonical. Default: the type's first.",
    )
    values: list[str] | None = Field(None, description="The values of an enum.")
    missing: Literal["absent", "json_null"] = Field(
        "absent", description="What the document holds where the column is NULL."
    )
    check: str | None = Field(
        None,
        description="Condition on this column in a small part of SQL; a value that violates it stays in the residual.",
    )
    index: bool = Field(default=False, description="Whether the column gets an index.")
    references: str | None = Field(
        None, description="schema.table.column that the value refers to; a real foreign key in the last phase."
    )
    otherwise: bool = Field(
        default=False,
        description="Whether the column takes what is at an object or a collection that other parts of the node need, "
        "and is of another kind: an array where they need an object, an object or a scalar where they need an array.",
    )
    update: bool = Field(
        default=True,
        description="Whether the new side may change the column; with false it sets it by INSERT only."
        " The legacy side may write it all the same.",
    )
    etag: bool = Field(
        default=True, description="Whether a change of the column changes the tag of the document and of the element."
    )


ColumnField = Annotated[ColumnModel, _short("type"), _Also(_TYPE_NAMES)]


class IdentityModel(_Model):
    """The natural key of array elements."""

    path: str = Field(description="Where in the element the key lies.")
    type: Annotated[str, Field(json_schema_extra={"enum": list(NATURAL_KEY_TYPES)})] = Field(
        "text", description="Type of the key."
    )
    column: str | None = Field(
        None, description="Name of the column; default: the table's name and the last key of the path."
    )


class WhenModel(_Model):
    """Condition for a row of a vertical split."""

    path: str = Field(description="The object that all columns of the table lie in.")
    is_: Literal["object"] = Field(alias="is", description="A row exists only where an object is at the path.")


class ObjectModel(_Model):
    """What an object on the way to a column composes as."""

    missing: Missing = Field(description="What the document holds where nothing is in the object.")


class _TableParts(_Model):
    """What tables and the tables of variants have in common."""

    role: Role = Field(
        description="What the table holds: layout, default, input, or core (identity and business facts)."
    )
    columns: dict[str, ColumnField] = Field(
        default_factory=dict, description="Columns by name; the short form `name: type` takes the key of the same name."
    )
    identity: Annotated[
        IdentityModel | None,
        BeforeValidator(lambda value: None if value == "ordinal" else value),
        _Also({"const": "ordinal"}),
    ] = Field(None, description="What tells array elements apart: ordinal (position, the default) or a natural key.")
    key_column: str | None = Field(
        None, description="Of a map: the column that takes the key. Default: the table's name and `_key`."
    )
    recurse: str | None = Field(
        None, description="Path from an element to the container of its children, which are rows of the same table."
    )
    when: WhenModel | None = Field(None, description="Condition for a row of a vertical split.")
    missing: Missing = Field(
        "absent",
        description="What the document holds where the collection has no rows, or the table with `when` no row.",
    )
    objects: dict[str, ObjectModel] = Field(
        default_factory=dict, description="By path: objects on the way to columns, and what they compose as when empty."
    )
    writes: Annotated[list[Write], BeforeValidator(_listed), _Also(_WRITE_NAMES)] = Field(
        default_factory=lambda: list(WRITES),
        description="The statements that the new side may do on the table: of insert, update, delete; [] closes it."
        " The legacy side may write it all the same.",
    )


class TableModel(_TableParts):
    """One new table."""

    at: str = Field(
        description="Where its rows live: $ (one per document), $.a.b[*] (array elements), $.a.* (object entries)."
    )


class VariantTableModel(_TableParts):
    """A table whose rows exist in one variant only."""

    at: str | None = Field(
        None, description="Where its rows live: the place of the node (default), or a collection right below it."
    )


class ByModel(_Model):
    """What tells the variants of a node apart: one of the two keywords."""

    path: str | None = Field(
        None, description="Path of a text or enum column of the node's first table; its value names the variant."
    )
    present: dict[str, Annotated[list[str], BeforeValidator(_listed), _Also(_TEXT)]] | None = Field(
        None,
        description="By variant: a path or a list of paths; the first variant of which all are present is the one.",
    )


class VariantModel(_Model):
    """What exists in one variant only."""

    columns: dict[str, ColumnField] = Field(
        default_factory=dict, description="Columns of the node's first table; NULL in other variants."
    )
    tables: dict[str, VariantTableModel] = Field(
        default_factory=dict, description="Tables that have a row, or whose collection has rows, in this variant only."
    )


class VariantsModel(_Model):
    """The variants of the node of one table, by the value or the entry of `by` that names them."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[str, VariantModel] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride] - as pydantic documents

    by: Annotated[ByModel, _short("path"), _Also(_TEXT)] = Field(
        description="Path of the column whose value names the variant, or {present: {variant: path or paths}}."
    )


class MappingModel(_Model):
    """A mapping spec: which parts of one legacy table's documents go to which tables."""

    mapping: str = Field(description="Name of the mapping; its generated SQL goes to migrations/<name>/.")
    source: SourceModel = Field(description="The legacy table: its name, key and payload column.")
    schema_: str = Field(alias="schema", description="Schema of the new tables, created if missing.")
    tables: dict[str, TableModel] = Field(
        description="The new tables; of several with the same `at` the first is the node's spine."
    )
    variants: dict[str, VariantsModel] = Field(
        default_factory=dict,
        description="By the first table of a node: columns and tables that exist for some of its elements only.",
    )
    on_mismatch: OnMismatch = Field(
        "residual",
        description="What happens to a legacy write that does not conform: residual keeps it, reject refuses it.",
    )


KEYWORDS_OF_LATER_VERSIONS = ("share",)
