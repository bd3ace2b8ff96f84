"""Ways into plain data: keys, numbers of items, and `*` for each of several.

No data is changed: each function returns new data.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Way = Sequence[str | int]


def way_of(field: str) -> tuple[str | int, ...]:
    """Return the way to a field: of `ansvarig.0.funktion` the item is a number."""
    return tuple(int(key) if key.isdigit() else key for key in field.split("."))


def value(data: Any, way: Way) -> Any:
    """Return what stands at the end of a way, None if nothing does."""
    for n, key in enumerate(way):
        if key == "*":
            parts = [value(part, way[n + 1 :]) for part in data] if isinstance(data, list) else []
            return [part for part in parts if part is not None] or None
        if isinstance(key, int):
            data = data[key] if isinstance(data, list) and key < len(data) else None
        else:
            data = data.get(key) if isinstance(data, Mapping) else None
    return data


def put(data: Any, way: Way, new: Any) -> Any:
    """Return data with a value at the end of a way; what is missing on the way is made.

    After `*` each of several values has an item of its own: `koppling.*.indikator`.
    """
    if not way:
        return new
    key, *rest = way
    if key == "*":
        return [put({}, rest, part) for part in new]
    if isinstance(key, int):
        items = [*(data or ())]
        items += [{} for _ in range(key + 1 - len(items))]
        items[key] = put(items[key], rest, new)
        return items
    return {**(data or {}), key: put((data or {}).get(key), rest, new)}


def without(data: Any, way: Way) -> Any:
    """Return data without what stands at the end of a way."""
    key, *rest = way
    if isinstance(key, int):
        if not isinstance(data, list) or key >= len(data):
            return data
        return [*data[:key], *([without(data[key], rest)] if rest else []), *data[key + 1 :]]
    if not isinstance(data, Mapping) or key not in data:
        return data
    if rest:
        return {**data, key: without(data[key], rest)}
    return {k: v for k, v in data.items() if k != key}
