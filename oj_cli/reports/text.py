"""What no document may hold, taken out of every text before it is laid out."""

import dataclasses
import re
from typing import TypeVar, cast

T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """Return text without control characters, which neither XML nor a reader can take."""
    return _CONTROL.sub("", text)


def cleaned(model: T) -> T:
    """Return a model with every text in it made printable, however deep it lies."""
    return cast(T, _cleaned(model))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            f.name: new
            for f in dataclasses.fields(value)
            if (new := _cleaned(old := getattr(value, f.name))) is not old
        }
        return dataclasses.replace(value, **changes) if changes else value
    return value
