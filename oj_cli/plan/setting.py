"""Change one value of a plan, named by a way of keys and ids: `mal.M1.aktiviteter.A2.status`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

from oj_cli.documents.changes import Append, Change, Remove, Set, apply_changes
from oj_cli.documents.decode import TO_DO, Fault, decode, keys_of
from oj_cli.documents.files import Document, edit
from oj_cli.documents.reader import Where
from oj_cli.documents.ways import value as value_at
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.plan import Plan
from oj_cli.domain.plan_changes import Changed
from oj_cli.domain.swedish import fold, listing, near
from oj_cli.plan.files import plan_of
from oj_cli.plan.values import code_of, inner_kind, is_single, value_of

NEW = "+"
"""Stands in a way for a new item at the end of a list of texts."""

_FIXED = {"utfall": "plan.fixed_outcome", "schema": "plan.fixed_schema", "id": "plan.fixed_id"}


@dataclass(frozen=True)
class Place:
    """A place in a plan: the way to it, its kind in the model, and its name as it is typed."""

    where: Where
    kind: Any
    name: str
    is_new: bool = False


def find_place(data: Any, text: str) -> Place:
    """Return the place that was named. Raises UsageFault, with what is near, if there is none.

    Items of a list are named by their id, else by their number from 1.
    """
    kind: Any = Plan
    where: Where = ()
    said: list[str] = []  # the way as the file spells it
    words = [w for w in text.strip().split(".") if w]
    if not words:
        raise UsageFault("plan.name_value")
    for n, word in enumerate(words):
        if get_origin(inner_kind(kind)) is tuple:
            items = data if isinstance(data, list) else []
            kind = get_args(inner_kind(kind))[0]
            if word == NEW and n == len(words) - 1 and kind is str:
                return Place(where, kind, ".".join([*said, word]), is_new=True)
            at = _item(items, word, said)
            where, data = (*where, at), items[at]
            said.append(_item_name(items[at], word))
            continue
        keys = _keys(kind)
        key = next((k for k in keys if fold(k) == fold(word)), None)
        if key is None:
            raise _unknown(word, said, list(keys), _deeper(word, keys))
        if key in _FIXED:
            raise UsageFault(_FIXED[key])
        where, kind = (*where, key), keys[key]
        said.append(key)
        data = data.get(key) if isinstance(data, dict) else None
    return Place(where, kind, ".".join(said))


def _keys(kind: Any) -> dict[str, Any]:
    model = inner_kind(kind)
    return keys_of(model) if isinstance(model, type) and is_dataclass(model) else {}


def _deeper(word: str, keys: dict[str, Any]) -> list[str]:
    """Return where a key stands further in: `matt.malvarde` for `malvarde`."""
    return [
        f"{key}.{inner}"
        for key, kind in keys.items()
        for inner in _keys(kind)
        if fold(inner) == fold(word)
    ]


def _item_name(item: Any, word: str) -> str:
    return str(item["id"]) if isinstance(item, dict) and item.get("id") is not None else word


def _item(items: Sequence[Any], word: str, rest: Sequence[str]) -> int:
    given = [i.get("id") if isinstance(i, dict) else None for i in items]
    ids = [None if id is None else str(id) for id in given]
    called = [n for n, id in enumerate(ids) if id and id.casefold() == word.casefold()]
    if len(called) > 1:
        raise UsageFault("plan.twice", word=word, way=".".join(rest))
    if called:
        return called[0]
    if word.isdigit() and 1 <= int(word) <= len(items) and not any(ids):
        return int(word) - 1
    known = [id for id in ids if id] or [str(n + 1) for n in range(len(items))]
    raise _unknown(word, rest, known)


def _unknown(
    word: str, rest: Sequence[str], known: Sequence[str], deeper: Sequence[str] = ()
) -> UsageFault:
    way = ".".join(rest)
    close = deeper[:1] or near(word, known, limit=1)
    return UsageFault(
        "plan.unknown_key_in" if way else "plan.unknown_key",
        word=word,
        way=way,
        near=[".".join([*rest, c]) for c in close],
        known=listing(known),
        end="" if known else way,
    )


def set_value(
    path: Path, way: str, text: str | None, reason: str | None = None
) -> tuple[Changed, ...]:
    """Give one value of the plan in a file; None takes it away. Every other byte stays.

    `reason` is the reason for an activity that is not carried out. Returns what changed. Raises
    UsageFault for a place that there is not and for a value of the wrong kind, FileFault if the
    file cannot be changed.
    """
    made: list[Changed] = []

    def change(document: Document) -> Sequence[Change]:
        plan_of(document)  # a plan that cannot be read is not changed
        place = find_place(document.data, way)
        if not is_single(place.kind):
            raise UsageFault("plan.several_values", name=place.name)
        value = None if text is None else _typed(document, place, text)
        pairs = [(place, value), *_with_reason(document.data, place, value, reason)]
        changes: list[Change] = []
        made.clear()
        for where, new in pairs:
            old = None if where.is_new else value_at(document.data, where.where)
            changes += _change(document.data, where, new)
            made.append(Changed(where.name, old, new))
        _refuse_wrong(document.data, changes)
        return changes

    edit(path, change)
    return tuple(made)


def _typed(document: Document, place: Place, text: str) -> Any:
    """Return what was typed; those who share a goal are ids of the plan's parties."""
    if place.where[-1] != "parter":
        return value_of(place.kind, text, place.name)
    known = [p.id for p in plan_of(document).plan.head.parties]
    ids = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    return [code_of(id, known, place.name) for id in ids] if known else ids


def _change(data: Any, place: Place, value: Any) -> list[Change]:
    if place.is_new:
        return [Append(place.where, value)]
    if value is not None:
        return [_placed(data, place.where, value)]
    return [] if value_at(data, place.where) is None else [Remove(place.where)]


def _placed(data: Any, where: Where, value: Any) -> Change:
    """Return the change that gives a place its value.

    What is only marked as to be written (`ATT GÖRA`) on the way there gives way to it.
    """
    for end in range(1, len(where)):
        old = value_at(data, where[:end])
        if isinstance(old, str) and old.lstrip().startswith(TO_DO):
            for key in reversed(where[end:]):
                value = {key: value}
            return Set(where[:end], value)
    return Set(where, value)


def _with_reason(
    data: Any, place: Place, value: Any, reason: str | None
) -> Iterator[tuple[Place, Any]]:
    """Yield the reason for what is not carried out, which such a status must have."""
    is_status = place.where[-1:] == ("status",) and "aktiviteter" in place.where
    beside = (*place.where[:-1], "skal")
    name = place.name.rpartition(".")[0] + ".skal"
    if is_status and reason:
        yield Place(beside, str, name), reason.strip()
    elif reason:
        raise UsageFault("plan.needless_reason")
    elif is_status and value == "ej_genomford" and not value_at(data, beside):
        raise UsageFault("plan.activity_without_reason")


def _refuse_wrong(data: Any, changes: Sequence[Change]) -> None:
    """Raise UsageFault if the plan could not be read with the changes."""
    faults: list[Fault] = []
    decode(Plan, apply_changes(data, changes), faults)
    wrong = [f for f in faults if not f.is_unknown]
    if wrong:
        raise UsageFault("plan.wrong_value", said=wrong[0].message)
