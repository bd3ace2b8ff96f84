"""Frozen dataclasses that take no time to declare.

`dataclasses` writes six methods for each frozen class and compiles them: about a millisecond each,
and a screen needs ninety classes before it shows anything. Those declared here are dataclasses like
others (`fields`, `replace`, `asdict`), but all of them have the same methods, which ask the class.
"""

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform, overload

from oj_cli.domain.encoding import key

T = TypeVar("T")


@overload
def immutable(kind: type[T], /) -> type[T]: ...
@overload
def immutable(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field, key))
def immutable(kind: type[Any] | None = None, /, *, kw_only: bool = False) -> Any:
    """Make a class a frozen dataclass, as `dataclass(frozen=True)` does."""

    def made(kind: type[Any]) -> type[Any]:
        kind.__doc__ = kind.__doc__ or kind.__name__  # else `inspect` writes one: ten milliseconds
        declared = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(kind)
        fields: Any = dataclasses.fields(declared)
        declared.__form__ = _Form(
            frozenset(f.name for f in fields),
            {f.name: f.default for f in fields if f.default is not _NONE},
            {f.name: f.default_factory for f in fields if f.default_factory is not _NONE},
            tuple(f.name for f in fields if f.compare),
            tuple(f.name for f in fields if (f.compare if f.hash is None else f.hash)),
            is_checked=hasattr(kind, "__post_init__"),
        )
        for name in _METHODS.keys() - vars(kind).keys():
            setattr(declared, name, _METHODS[name])
        return declared

    return made if kind is None else made(kind)


_NONE: Any = dataclasses.MISSING


class _Form:
    """What the methods ask a class: its fields, their defaults, which are compared and hashed."""

    def __init__(
        self,
        names: frozenset[str],
        defaults: dict[str, Any],
        factories: dict[str, Callable[[], Any]],
        compared: tuple[str, ...],
        hashed: tuple[str, ...],
        *,
        is_checked: bool,
    ) -> None:
        self.names, self.defaults, self.factories = names, defaults, factories
        self.compared, self.hashed, self.is_checked = compared, hashed, is_checked


def _init(self: Any, /, *args: Any, **given: Any) -> None:
    form: _Form = self.__form__
    if args:
        n = len(args) + len(given)
        given.update(zip(self.__match_args__, args, strict=False))
        if len(given) != n:
            raise TypeError(f"{type(self).__name__}: too many values, or one given twice: {args}")
    values = self.__dict__
    values.update(form.defaults)
    values.update(given)
    if form.factories:
        values.update((name, form.factories[name]()) for name in form.factories.keys() - given)
    if values.keys() != form.names:
        wrong = ", ".join(sorted(values.keys() ^ form.names))
        raise TypeError(f"{type(self).__name__}: missing, or unknown: {wrong}")
    if form.is_checked:
        self.__post_init__()


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _compared(self: Any) -> tuple[Any, ...]:
    return tuple(self.__dict__[name] for name in self.__form__.compared)


def _equal(self: Any, other: object) -> Any:
    return _compared(self) == _compared(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(tuple(getattr(self, name) for name in self.__form__.hashed))


def _refuse(_self: Any, name: str, *_value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change {name!r}")


_METHODS = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _equal,
    "__hash__": _hash,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}
