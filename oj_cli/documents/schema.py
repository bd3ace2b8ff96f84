"""JSON Schema of a model, so that editors complete and check a user's YAML while it is typed."""

import dataclasses
import datetime
import types
from dataclasses import MISSING
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def json_schema(model: type, title: str, description: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a model under its YAML keys.

    Nested models stand under `$defs` by class name. Unknown keys are not allowed, as
    the reader does not allow them.
    """
    definitions: dict[str, Any] = {}
    schema = _object(model, definitions)
    return {
        "$schema": DIALECT,
        "title": title,
        "description": description,
        **schema,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _object(model: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(model)
    properties, required = {}, []
    for field in dataclasses.fields(model):
        key = field.metadata.get("key", field.name)
        help = field.metadata.get("help")
        properties[key] = _type(hints[field.name], definitions) | (
            {"description": help} if help else {}
        )
        if field.default is MISSING and field.default_factory is MISSING:
            required.append(key)
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": required} if required else {})


def _type(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return {}
    if origin in (Union, types.UnionType):
        some = next(k for k in inner if k is not type(None))
        return {"anyOf": [_type(some, definitions), {"type": "null"}]}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _type(inner[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(inner[1], definitions)}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # named first, so that a model may hold itself
            definitions[kind.__name__] = _object(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if kind is datetime.date:
        return {"type": "string", "format": "date"}
    return {"type": _SCALARS[kind]}
