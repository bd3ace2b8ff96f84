"""Items of the lists of an analysis, as the data of its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oj_cli.domain.guide import Target
from oj_cli.domain.guide_walk import Tree
from oj_cli.guide.targets import identity

Data = dict[str, Any]


@dataclass(frozen=True)
class Numbered:
    """An item by its id alone."""

    id: str


def by_identity(target: Target, data: Data) -> dict[str, Data]:
    """Return the items of a list of the analysis by what they are known again by."""
    items = data.get(target) or []
    key = identity(target)
    return {str(i[key]): i for i in items if isinstance(i, dict) and key in i}


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> Data:
    """Return an item with the answers in it; what the answers do not say stays."""
    result = dict(old)
    for key, made in new.items():
        before = result.get(key)
        both = isinstance(before, Mapping) and isinstance(made, Mapping)
        result[key] = merged(before, made) if both else made  # type: ignore[arg-type]
    return result


def with_both(old: Mapping[str, Any], new: Mapping[str, Any]) -> Data:
    """Return a new item with the texts of an old one before its own, where they differ."""
    result = dict(new)
    for key, said in new.items():
        before = old.get(key)
        if isinstance(before, str) and isinstance(said, str) and before not in said:
            result[key] = f"{before} {said}"
    return result


def is_nothing(answered: Tree) -> bool:
    """Tell whether a round is one that nothing has been said of, not even that it is skipped."""
    return not answered
