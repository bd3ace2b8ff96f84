"""From plain data to the models of the domain and back, by the keys that the models declare.

All faults of a file are collected before anyone is told, each with its line.
"""

import dataclasses
import datetime
import re
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass
from functools import cache
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import FileFault
from oj_cli.domain.identity import identities_in
from oj_cli.domain.names import is_id
from oj_cli.domain.swedish import counted, listing, perhaps

if TYPE_CHECKING:  # the reader brings PyYAML along, which a store needs nothing of
    from oj_cli.documents.reader import Where, YamlFile

MAX_SAID = 60
PRIVATE = "Här står ett personnummer eller samordningsnummer. Ta bort det."
NO_ID = (
    "{} kan inte vara ett id. Skriv ett kort ord av bokstäver, siffror och bindestreck, "
    "som inte är ett namn som Windows har för sig självt."
)
TO_DO = "ATT GÖRA"
"""What begins so is not yet given, wherever something may be left out."""

T = TypeVar("T")

_TYPE_WORDS = {
    str: "text",
    int: "ett heltal",
    float: "ett tal",
    bool: "true eller false",
    datetime.date: "ett datum som 2027-03-31",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a file: the way to it, and the sentence.

    `is_unknown` tells that it is only a key that the model does not have, `missing` names a
    key that must be there and is not.
    """

    where: "Where"
    message: str
    is_unknown: bool = False
    missing: str | None = None


@dataclass(frozen=True)
class _Field:
    name: str
    key: str
    type: Any
    required: bool
    is_id: bool


@cache
def _fields(model: type) -> dict[str, _Field]:
    hints = get_type_hints(model)
    result = {}
    for f in dataclasses.fields(model):
        required = f.default is MISSING and f.default_factory is MISSING
        name = f.metadata.get("key", f.name)
        result[name] = _Field(f.name, name, hints[f.name], required, f.metadata.get("is_id", False))
    return result


def keys_of(model: type) -> dict[str, Any]:
    """Return the keys that a model declares, each with the type of its value."""
    return {key: spec.type for key, spec in _fields(model).items()}


def decode(model: type[T], data: Any, faults: list[Fault], where: "Where" = ()) -> T | None:
    """Build a model from plain data; append what is wrong to `faults`.

    A key that may be left out may also be left empty, or marked `ATT GÖRA`. Returns None if
    something needed is missing or of the wrong kind; unknown keys alone do not stand in the way.
    """
    if not isinstance(data, Mapping):
        faults.append(Fault(where, f"Här ska stå nycklar ({_known(model)}), inte {_say(data)}."))
        return None
    fields: dict[str, _Field] = _fields(model)  # type: ignore[arg-type]  # a class is hashable
    for unknown in (k for k in data if k not in fields):
        hint = perhaps(str(unknown), fields) or f" Nycklarna är {_known(model)}."
        message = f"Nyckeln ”{unknown}” finns inte här.{hint}"
        faults.append(Fault((*where, unknown), message, is_unknown=True))
    values: dict[str, Any] = {}
    before = _serious(faults)
    for key, spec in fields.items():
        if key in data and (spec.required or not _is_open(data[key])):
            values[spec.name] = value = _value(spec.type, data[key], faults, (*where, key))
            if spec.is_id and value and isinstance(value, str) and not is_id(value):
                faults.append(Fault((*where, key), NO_ID.format(_say(value))))
        elif spec.required:
            faults.append(Fault(where, f"Nyckeln ”{key}” saknas.", missing=key))
    return model(**values) if _serious(faults) == before else None


def _serious(faults: list[Fault]) -> int:
    return sum(not f.is_unknown for f in faults)


def _is_open(data: Any) -> bool:
    """Tell whether a value is not given, or not yet."""
    return data is None or (isinstance(data, str) and data.lstrip().startswith(TO_DO))


def _value(kind: Any, data: Any, faults: list[Fault], where: "Where") -> Any:
    origin = get_origin(kind)
    if kind is Any:
        return data
    if origin in (Union, types.UnionType):
        inner = [k for k in get_args(kind) if k is not type(None)]
        return None if data is None else _value(inner[0], data, faults, where)
    if origin is Literal:
        allowed = get_args(kind)
        if data not in allowed:
            options = listing([str(a) for a in allowed], "eller")
            faults.append(Fault(where, f"Här ska stå {options}, inte {_say(data)}."))
        return data
    if origin is tuple:
        if not isinstance(data, list | tuple):
            faults.append(Fault(where, f"Här ska stå en lista, inte {_say(data)}."))
            return ()
        inner = get_args(kind)[0]
        return tuple(_value(inner, x, faults, (*where, i)) for i, x in enumerate(data))
    if origin is dict:
        return _mapping(get_args(kind)[1], data, faults, where)
    if dataclasses.is_dataclass(kind):
        return decode(kind, data, faults, where)  # type: ignore[arg-type]  # is_dataclass also admits instances
    return _scalar(kind, data, faults, where)


def _mapping(kind: Any, data: Any, faults: list[Fault], where: "Where") -> dict[str, Any]:
    if not isinstance(data, Mapping):
        faults.append(Fault(where, f"Här ska stå nycklar, inte {_say(data)}."))
        return {}
    return {str(k): _value(kind, v, faults, (*where, k)) for k, v in data.items()}


def _scalar(kind: Any, data: Any, faults: list[Fault], where: "Where") -> Any:
    if kind is str and type(data) is int:  # a code such as 2029 is text without quotation marks
        return str(data)
    if kind is datetime.date:
        return _date(data, faults, where)
    fits = isinstance(data, kind) and not (kind is not bool and isinstance(data, bool))
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not fits:
        quote = " Sätt det inom citattecken." if kind is str and isinstance(data, float) else ""
        message = f"Här ska stå {_TYPE_WORDS[kind]}, inte {_say(data)}.{quote}"
        faults.append(Fault(where, message))
        return data
    if kind is str and not data.strip():
        faults.append(Fault(where, "Texten är tom."))
    return data.strip() if kind is str else data


def _date(data: Any, faults: list[Fault], where: "Where") -> Any:
    if isinstance(data, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", data.strip(), re.ASCII):
        try:
            return datetime.date.fromisoformat(data.strip())
        except ValueError:
            faults.append(Fault(where, f"{_say(data)} är inget datum som finns."))
            return None
    faults.append(Fault(where, f"Här ska stå {_TYPE_WORDS[datetime.date]}, inte {_say(data)}."))
    return None


def _say(data: Any) -> str:
    if data is None:
        return "tomt"
    if isinstance(data, Mapping):
        return "nycklar"
    if isinstance(data, list | tuple):
        return "en lista"
    text = str(data).lower() if isinstance(data, bool) else str(data)
    return f"”{text if len(text) <= MAX_SAID else text[: MAX_SAID - 1] + '…'}”"


def _known(model: type) -> str:
    return listing(list(_fields(model)))


def given(value: Any) -> Any:
    """Return a model as plain data without the keys that hold nothing."""
    return filled(encode(value))


def filled(data: Any) -> Any:
    """Return plain data without keys that hold nothing, and whole numbers without decimals."""
    if isinstance(data, dict):
        return {k: filled(v) for k, v in data.items() if v not in (None, [], {})}
    if isinstance(data, float) and data.is_integer():
        return int(data)  # 35, as people write it, and not 35.0
    return [filled(v) for v in data] if isinstance(data, list) else data


def refuse(file: "YamlFile", faults: list[Fault], what: str) -> None:
    """Raise one FileFault that tells all the faults of a file, in the order of its lines.

    A personnummer is one in any file.
    """
    faults = faults + [Fault(where, PRIVATE) for where in identities_in(file.data)]
    if not faults:
        return
    in_order = sorted(faults, key=lambda f: _line(file, f.where))
    lines = tuple((_line(file, f.where), f.message) for f in in_order)
    raise FileFault(
        "documents.faults",
        place=str(file.path),
        details=tuple(f"Rad {n}: {message}" for n, message in lines),
        what=what,
        n=counted(len(lines), "fel", "fel"),
        lines=lines,
    )


def _line(file: "YamlFile", where: "Where") -> int:
    for end in range(len(where), -1, -1):
        if where[:end] in file.lines:
            return file.lines[where[:end]]
    return 1


def read_model(
    model: type[T],
    file: "YamlFile",
    what: str,
    wrong: Callable[[T], Iterable[Fault]] = lambda _: (),
) -> T:
    """Decode a whole file. Raises FileFault with every fault and its line, those of `wrong` too."""
    result, faults = read_kept(model, file, what)
    refuse(file, [*faults, *wrong(result)], what)
    return result


def read_kept(model: type[T], file: "YamlFile", what: str) -> tuple[T, list[Fault]]:
    """Decode a whole file in which users may keep keys of their own.

    Returns the model and the unknown keys. Raises FileFault with every fault and its line
    if there is any other fault.
    """
    faults: list[Fault] = []
    result = decode(model, file.data, faults)
    if result is None:  # decode only gives None together with a fault
        refuse(file, faults, what)
        raise FileFault("documents.unreadable", place=str(file.path), what=what)
    return result, faults
