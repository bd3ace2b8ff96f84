"""A class declared `immutable` is to its users what a frozen dataclass is."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from oj_cli.domain.encoding import key
from oj_cli.domain.immutable import immutable


@immutable
class Ours:
    a: int
    b: str = key("bb", default="x")
    c: list[int] = dataclasses.field(default_factory=list)
    seen: int = dataclasses.field(default=0, compare=False, repr=False)


@dataclasses.dataclass(frozen=True)
class Theirs:
    a: int
    b: str = key("bb", default="x")
    c: list[int] = dataclasses.field(default_factory=list)
    seen: int = dataclasses.field(default=0, compare=False, repr=False)


@immutable(kw_only=True)
class Below(Ours):
    d: int


CALLS: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
    ((1,), {}),
    ((), {"a": 1, "b": "y"}),
    ((1, "y", [2]), {"seen": 3}),
)


@pytest.mark.parametrize(("args", "given"), CALLS)
def test_it_is_made_and_shown_as_a_dataclass_is(
    args: tuple[Any, ...], given: dict[str, Any]
) -> None:
    ours, theirs = Ours(*args, **given), Theirs(*args, **given)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert dataclasses.replace(ours, a=7).a == 7
    assert ours == copy.copy(ours) == pickle.loads(pickle.dumps(ours))  # noqa: S301 - our own
    assert (ours == theirs) is False
    assert Ours(1) == Ours(1, seen=5) != Ours(2)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda kind: kind(),
        lambda kind: kind(1, a=1),
        lambda kind: kind(1, "y", [], 0, 5),
        lambda kind: kind(1, z=2),
        lambda kind: setattr(kind(1), "a", 2),
        lambda kind: delattr(kind(1), "a"),
        lambda kind: hash(kind(1)),  # of a list
    ],
)
def test_it_refuses_what_a_dataclass_refuses(wrong: Callable[[Any], Any]) -> None:
    raised = []
    for kind in (Ours, Theirs):
        with pytest.raises((TypeError, AttributeError)) as error:
            wrong(kind)
        raised.append(error.type)
    assert raised[0] is raised[1]


def test_one_inherits_from_another() -> None:
    assert Below(1, d=2) == Below(1, "x", [], d=2) != Below(1, d=3)
    assert [f.name for f in dataclasses.fields(Below)] == ["a", "b", "c", "seen", "d"]
    assert Ours(1).c is not Ours(1).c
