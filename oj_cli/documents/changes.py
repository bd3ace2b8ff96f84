"""What can be changed in a document, and what that does to its plain data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any

from oj_cli.documents.dumper import plain_data
from oj_cli.documents.reader import Where
from oj_cli.documents.ways import put, value, without
from oj_cli.domain.errors import FileFault


@dataclass(frozen=True)
class Set:
    """Give a key or item a value. Missing keys on the way are made.

    A list or mapping that stands there already is changed where it differs, and only there. A new
    key comes last, or `before` another that is there.
    """

    where: Where
    value: Any
    before: str | None = None


@dataclass(frozen=True)
class Append:
    """Put an item at the end of a list, which is made if it is missing or empty."""

    where: Where
    value: Any


@dataclass(frozen=True)
class Remove:
    """Take a key or an item away, with the comments that are its own."""

    where: Where


Change = Set | Append | Remove


def apply_changes(data: Any, changes: Sequence[Change]) -> Any:
    """Return plain data with the changes made: what `edit_file` gives, read again."""
    for change in changes:
        for step in steps_of(change, data, Path()):
            data = changed(data, step)
    return data


def steps_of(change: Change, data: Any, path: Path) -> list[Change]:
    """Return the changes to single places that a change comes down to, in order.

    Raises FileFault for a place that is not in the data.
    """
    where, known = change.where, _known(data, change.where)
    if isinstance(change, Remove):
        if not where:
            raise ValueError("a whole document cannot be removed from itself")
        if known < len(where):
            raise _missing(where, known, path)
        return [change]
    new = plain_data(change.value)
    old = value(data, where[:known])
    if isinstance(change, Append):
        if known == len(where) and isinstance(old, list) and old:
            return [Append(where, new)]
        if known == len(where) and old not in (None, [], {}):
            raise FileFault("documents.no_list", place=str(path), name=_name(where))
        new = [new]
    if known == len(where):
        return list(_differences(where, old, new))
    missing = where[known:]
    if any(isinstance(k, int) for k in missing) or not (old is None or isinstance(old, dict)):
        raise _missing(where, known, path)
    for key in reversed(missing[1:]):
        new = {key: new}
    before = change.before if isinstance(change, Set) and len(missing) == 1 else None
    return [Set(where[: known + 1], new, before)]


def _differences(where: Where, old: Any, new: Any) -> Iterator[Change]:
    """Give the changes that make `old` into `new`, the last in a list first."""
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict) and old:
        if not old.keys() & new.keys():  # what stood there is replaced: never left empty between
            yield from (Set((*where, k), v) for k, v in new.items())
            yield from (Remove((*where, k)) for k in old)
            return
        yield from (Remove((*where, k)) for k in old if k not in new)
        for n, (key, value) in enumerate(new.items(), start=1):
            if key in old:
                yield from _differences((*where, key), old[key], value)
            else:
                yield Set((*where, key), value, next((k for k in [*new][n:] if k in old), None))
    elif isinstance(old, list) and isinstance(new, list) and old:
        yield from _list_differences(where, old, new)
    else:
        yield Set(where, new)


def _list_differences(where: Where, old: list[Any], new: list[Any]) -> Iterator[Change]:
    """Give the changes that make one list into another, each item kept with its comments."""
    matched = _matched(old, new)
    added = len(new) - len([n for n in matched if n is not None])
    yield from (Remove((*where, n)) for n in reversed(range(len(old))) if matched[n] is None)
    left = [item for item, n in zip(old, matched, strict=True) if n is not None]
    for n, item in enumerate(left):
        yield from _differences((*where, n), item, new[n])
    yield from (Append(where, item) for item in new[len(new) - added :])


def _matched(old: list[Any], new: list[Any]) -> list[int | None]:
    """Return for each old item the new one that it becomes, None if it goes.

    Items are known again by their id. What is new stands last: where it does not, the
    items are taken in the order in which they stand.
    """
    result: list[int | None] = [None] * len(old)
    one, other = [_identity(v) for v in old], [_identity(v) for v in new]
    for _, i, i_end, j, j_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for n, m in zip(range(i, i_end), range(j, j_end), strict=False):
            result[n] = m
    kept = [m for m in result if m is not None]
    if kept == list(range(len(kept))):
        return result
    return [n if n < len(new) else None for n in range(len(old))]


def _identity(item: Any) -> str:
    return repr(item.get("id", item) if isinstance(item, dict) else item)


def _known(data: Any, where: Where) -> int:
    """Return how many steps of a way there are in the data."""
    for n, key in enumerate(where):
        in_mapping = isinstance(data, dict) and isinstance(key, str) and key in data
        in_list = isinstance(data, list) and isinstance(key, int) and 0 <= key < len(data)
        if not (in_mapping or in_list):
            return n
        data = data[key]
    return len(where)


def changed(data: Any, change: Change) -> Any:
    """Return the data with a change to a single place made, the data itself untouched."""
    where = change.where
    if isinstance(change, Remove):
        return without(data, where)
    is_more = isinstance(change, Append)
    data = put(data, where, [*value(data, where), change.value] if is_more else change.value)
    if isinstance(change, Set) and change.before is not None:
        around = value(data, where[:-1])
        keys = [*around]
        for later in keys[keys.index(change.before) : -1]:
            around[later] = around.pop(later)
    return data


def with_rest(after: Any, there: Any, before: Any) -> Any:
    """Return data that were `before`, with what else stands beside them `there`.

    What belongs to an item of a list is not known any more where there are fewer items.
    """
    every = (after, there, before)
    if all(isinstance(data, dict) for data in every):
        rest = {k: v for k, v in there.items() if k not in before and k not in after}
        return {k: with_rest(v, there.get(k), before.get(k)) for k, v in after.items()} | rest
    is_listed = all(isinstance(data, list) for data in every)
    if is_listed and len(after) >= len(there) == len(before):
        return [with_rest(*items) for items in zip_longest(*every)]
    return after


def same(one: Any, other: Any) -> bool:
    """Tell whether two pieces of plain data are alike in kinds and order too."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _name(where: Where) -> str:
    words = [f"nummer {k + 1}" if isinstance(k, int) else f"”{k}”" for k in where]
    return ", ".join(words) if words else "Filen"


def _missing(where: Where, known: int, path: Path) -> FileFault:
    return FileFault("documents.not_there", place=str(path), name=_name(where[: known + 1]))
