"""The models of the user's files by their keys: what a key holds, and the order of the keys."""

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin

from oj_cli.documents.decode import keys_of


def inside(kind: Any) -> Any:
    """Return a type without None, and of a list what it holds."""
    while get_origin(kind) in (Union, types.UnionType, tuple):
        kind = next(k for k in get_args(kind) if k is not type(None))
    return kind


def inner_keys(kind: Any) -> dict[str, Any]:
    """Return the keys of a model, or of what a list holds, each with its type; of others none."""
    model = inside(kind)
    return keys_of(model) if isinstance(model, type) and dataclasses.is_dataclass(model) else {}


def needed(model: type) -> tuple[str, ...]:
    """Return the keys that a model cannot do without."""
    return tuple(
        f.metadata["key"]
        for f in dataclasses.fields(model)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )


def in_order(kind: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data with its keys in the order in which the model has them, then the others."""
    known = inner_keys(kind)
    keys = (key for key in dict.fromkeys((*known, *data)) if key in data)
    return {key: _ordered(known.get(key), data[key]) for key in keys}


def _ordered(kind: Any, data: Any) -> Any:
    if isinstance(data, list):
        return [_ordered(kind, one) for one in data]
    return in_order(kind, data) if isinstance(data, Mapping) else data
