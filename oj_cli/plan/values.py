"""What a user typed, as a value of the kind that a plan wants: numbers, dates, codes."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import fold, listing, near
from oj_cli.domain.typed import read_date, read_number

T = TypeVar("T")


def number_of(text: str, what: str) -> int | float:
    """Return a number as Swedes type it: `55`, `7,5`, `1 200`, `55 %`. Raises UsageFault."""
    return _read(read_number, text, what)


def whole_of(text: str, what: str) -> int:
    """Return a whole number. Raises UsageFault."""
    value = number_of(text, what)
    if isinstance(value, float):
        raise UsageFault("plan.no_whole_number", what=what, text=text)
    return value


def date_of(text: str, what: str) -> datetime.date:
    """Return a date. Raises UsageFault for what is no date, or one that does not exist."""
    return _read(read_date, text, what)


def _read(reader: Callable[[str], T], text: str, what: str) -> T:
    try:
        return reader(text)
    except ValueError as error:
        raise UsageFault("plan.mistyped", what=what, said=str(error)) from error


def is_single(kind: Any) -> bool:
    """Tell whether a kind is one value, or a list of such: what can be typed and taken away."""
    kind = inner_kind(kind)
    if get_origin(kind) is tuple:
        kind = get_args(kind)[0]
    return get_origin(kind) is Literal or kind in (int, float, str, datetime.date)


def code_of(
    text: str, allowed: Sequence[str], what: str, words: Mapping[str, str] | None = None
) -> str:
    """Return the code that is meant: itself in any case, or its word (`på väg`).

    Raises UsageFault with what there is to choose from.
    """
    called = {fold(code): code for code in allowed}
    shown = [words.get(code, code) for code in allowed] if words else list(allowed)
    called |= {fold(word): code for word, code in zip(shown, allowed, strict=True)}
    found = called.get(fold(text))
    if found is None:
        raise UsageFault(
            "plan.not_a_choice",
            what=what,
            text=text,
            near=near(text, shown, limit=1),
            known=listing(shown, "eller"),
        )
    return found


def inner_kind(kind: Any) -> Any:
    """Return the kind of a value that may also be left out: `float` of `float | None`."""
    if get_origin(kind) in (Union, UnionType):
        return next(k for k in get_args(kind) if k is not type(None))
    return kind


def value_of(kind: Any, text: str, what: str) -> Any:
    """Return what was typed as plain data of a kind of the model.

    A list of dates or codes is typed with commas between. Raises UsageFault for what does
    not fit. `kind` is one that `is_single` knows.
    """
    kind = inner_kind(kind)
    if get_origin(kind) is Literal:
        return code_of(text, get_args(kind), what)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        if inner is datetime.date or get_origin(inner) is Literal:
            return [value_of(inner, part, what) for part in text.split(",") if part.strip()]
        if inner is str:
            return [part.strip() for part in text.split(";") if part.strip()]
    if kind is int:
        return whole_of(text, what)
    if kind is float:
        return number_of(text, what)
    if kind is datetime.date:
        return date_of(text, what).isoformat()
    if kind is str:
        if not text.strip():
            raise UsageFault("plan.empty_text", what=what)
        return text.strip()
    raise TypeError(f"{kind} is typed as no single value")
