"""A result as plain data: what `--format json` prints, and the rows of a list."""

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | float | datetime.date | None
Records = tuple[tuple[str, ...], Sequence[Mapping[str, Any]]]
"""The columns of a list, and its rows by column; a key that is missing is an empty cell."""

Taken = str | Callable[[Any], Any]
"""Where a key of JSON gets its value: the way to an attribute (`kommun.code`), or a function."""


def key(name: str, help: str = "", is_id: bool = False, **kwargs: Any) -> Any:
    """Declare a dataclass field with its Swedish YAML key and a sentence that explains it.

    What is called `id` has to be one, and what is declared to be (see `names.is_id`). Further
    arguments go to `dataclasses.field`; a field with a default may be left out of the YAML.
    """
    about = {"key": name, "help": help, "is_id": is_id or name == "id"}
    return dataclasses.field(metadata=about, **kwargs)


def encode(value: Any) -> Any:
    """Return a result or model as plain dicts, lists, texts and numbers.

    A dataclass gives the keys of its table `JSON`, each with what it is taken from, and the
    fields that declare a key; one with neither gives all its fields. A class attribute
    `SCHEMA` comes first, as `schema`. Numbers stay unrounded.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        schema = {"schema": kind.SCHEMA} if hasattr(kind, "SCHEMA") else {}
        return schema | {key: encode(_take(value, taken)) for key, taken in json_of(kind).items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [encode(v) for v in value]
    if isinstance(value, Mapping):
        return {k: encode(v) for k, v in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PurePath):
        return str(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


@cache
def json_of(kind: Any) -> Mapping[str, Taken]:
    """Return the keys of a dataclass in JSON, each with what it is taken from."""
    fields = dataclasses.fields(kind)
    declared = {f.metadata["key"]: f.name for f in fields if "key" in f.metadata}
    return {**getattr(kind, "JSON", {}), **declared} or {f.name: f.name for f in fields}


def _take(value: Any, taken: Taken) -> Any:
    if callable(taken):
        return taken(value)
    for name in taken.split("."):
        value = None if value is None else getattr(value, name)
    return value


def row(value: Any, keys: Mapping[str, Taken]) -> dict[str, Any]:
    """Return what these keys take of a value, each as it is: a row of `records`."""
    return {key: _take(value, taken) for key, taken in keys.items()}


def pick(path: Taken, **keys: Taken) -> Taken:
    """Return what takes these keys, and no others, of the thing or of each thing at a path."""

    def taken(value: Any) -> Any:
        found = _take(value, path)
        if found is None:
            return None
        many = isinstance(found, list | tuple)
        return [row(v, keys) for v in found] if many else row(found, keys)

    return taken


def within(path: str, keys: Mapping[str, Taken]) -> dict[str, Taken]:
    """Return keys that are taken from what lies at a path."""

    def below(taken: Taken) -> Callable[[Any], Any]:
        return lambda value: _take(_take(value, path), taken)

    return {key: below(taken) for key, taken in keys.items()}


def records_of(
    items: Iterable[Any], taken: Mapping[str, Taken], columns: Sequence[str] = ()
) -> Records:
    """Return a row for each item, each column with what is taken from it: all, or those named.

    Several texts in one cell stand with commas between.
    """
    names = tuple(columns or taken)
    rows = [row(item, {name: taken[name] for name in names}) for item in items]
    return names, [
        {k: ", ".join(v) if isinstance(v, tuple) else v for k, v in cells.items()} for cells in rows
    ]


class Listed:
    """A result that is a list, or has one at its heart: for CSV, Excel and pandas."""

    SCHEMA: ClassVar[str]

    def records(self) -> Records:
        """Return the columns and the rows, numbers unrounded and dates as dates."""
        raise NotImplementedError

    def to_frame(self) -> "pd.DataFrame":
        """Return the rows of `records` as a table of pandas: exact values, missing ones as NA."""
        import pandas as pd  # only who asks for a table pays for it

        columns, rows = self.records()
        cells = {column: [row.get(column) for row in rows] for column in columns}
        return pd.DataFrame(
            {key: pd.array(values, dtype=_dtype(values)) for key, values in cells.items()}
        )


def _dtype(values: Sequence[Any]) -> Any:
    """Return the type of pandas for a column: that of its values, not of how they happen to be."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int, float}:
        kinds = {float}
    names = {bool: "boolean", int: "Int64", float: "Float64", str: "string"}
    return names.get(kinds.pop(), object) if len(kinds) == 1 else object
