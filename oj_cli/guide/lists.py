"""The lists of an analysis, as the data of its file: answers put into them, and taken from them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from oj_cli.domain.analysis import next_id
from oj_cli.domain.guide import WRITTEN, Question, Target
from oj_cli.domain.guide_walk import Tree
from oj_cli.guide.merging import key_of
from oj_cli.guide.targets import (
    IDENTITY,
    MODELS,
    TODAY,
    answers_of,
    fits,
    identity,
    in_order,
    is_whole,
    item,
    needed,
)
from oj_cli.guide.walk import as_rounds, is_blank, rounds

Data = dict[str, Any]
LETTERS: dict[Target, str] = {"underlag": "U", "handelser": "H", "trend": "T", "slutsatser": "S"}
"""The letter of the ids in each list."""

Complete = Callable[[Target, Data], Data]
"""Adds to a new item what nobody is asked for: to a chosen area its indicators and figures."""


def by_identity(target: Target, data: Data) -> dict[str, Data]:
    """Return the items of a list of the analysis by what they are known again by."""
    items = data.get(target) or []
    key = identity(target)
    return {str(i[key]): i for i in items if isinstance(i, dict) and key in i}


def pulled(groups: Sequence[Question], answers: Tree, data: Data) -> dict[str, Any]:
    """Return the answers with what stands in the analysis: it is shown, and can be changed."""
    result = dict(answers)
    claimed: set[tuple[Target, str]] = set()
    for group in groups:
        target = cast(Target, group.target)
        there = by_identity(target, data)
        kept: list[Tree] = []
        for answered in rounds(group, answers.get(group.id)):
            id = answered.get(WRITTEN)
            if id is None:
                kept.append(answered)
            elif id in there and (target, id) not in claimed:
                claimed.add((target, id))
                kept.append({**answered, **answers_of(group, there[id])})
            elif id not in there and not is_blank(rest := _without_id(answered)):
                kept.append(rest)
        result[group.id] = kept
    for group in groups:
        target = cast(Target, group.target)
        kept = [r for r in result[group.id] if r]
        # what was just begun has no answer yet, and is asked about next
        one_more = [r for r in result[group.id][-1:] if kept and not r]
        begun = {r.get(key_of(group)) for r in kept if target in IDENTITY}
        for id, found in by_identity(target, data).items():
            first = next((g for g in groups if g.target == target and fits(g, found)), None)
            is_free = (target, id) not in claimed and id not in begun and first is group
            if is_free and (group.again or not kept):
                claimed.add((target, id))
                kept.append({WRITTEN: id, **answers_of(group, found)})
        del result[group.id]
        if kept:
            result[group.id] = as_rounds(group, [*kept, *one_more])
    return result


def _without_id(answered: Tree) -> Tree:
    return {key: said for key, said in answered.items() if key != WRITTEN}


@dataclass
class Lists:
    """The data of an analysis, into which answers are put."""

    data: Data
    today: date
    complete: Complete

    def put(
        self, group: Question, found: Sequence[Tree], asked: Sequence[Tree], is_finished: bool
    ) -> Any:
        """Put a group's rounds in their places, and return what is left to keep of them.

        `asked` are the same rounds with the answers to what is asked now. A round becomes an
        item when its step is finished and it has all that the item must have.
        """
        model = MODELS[cast(Target, group.target)]
        own = {q.id for q in group.questions if q.field is None}
        left: list[Tree] = []
        for n, answered in enumerate(found):
            made = item(group, asked[n] if n < len(asked) else {}, self.today, model)
            id = answered.get(WRITTEN)
            if id is not None:
                id = self._change(group, id, made, answered)
            elif is_finished and is_whole(model, made):
                id = self._add(group, made)
            if id is not None:
                answered = {WRITTEN: id, **{k: v for k, v in answered.items() if k in own}}
            left.append(answered)
        return as_rounds(group, left)

    def _change(self, group: Question, id: str, made: Data, answered: Tree) -> str:
        """Change an item where its answers have changed; return its id.

        What its questions have no answer to any more is taken out; the day on which it was made
        stays.
        """
        target = cast(Target, group.target)
        key = identity(target)
        items = list(self.data.get(target) or [])
        at = [n for n, i in enumerate(items) if isinstance(i, Mapping) and str(i.get(key)) == id]
        if not at:
            return id
        if target in IDENTITY and str(made.get(key, id)) != id:
            return self._add(group, made)  # never made into another
        kept = {*needed(MODELS[target]), key, *group.fixed}
        gone = {q.field for q in group.questions if answered.get(q.id, "") is None} - kept
        dated = {way for way, fixed in group.fixed.items() if fixed == TODAY}
        old = items[at[0]]
        new = _merged(old, {k: v for k, v in made.items() if k not in dated})
        if new != old:
            new = in_order(MODELS[target], new)
        items[at[0]] = {k: v for k, v in new.items() if k not in gone}
        if items[at[0]] != old:
            self.data[target] = items
        return str(new[key])

    def _add(self, group: Question, made: Data) -> str:
        """Add an item with the next id; return it. One that is there already is changed."""
        target = cast(Target, group.target)
        key = identity(target)
        there = by_identity(target, self.data)
        if target in LETTERS:
            made = {"id": next_id(LETTERS[target], there), **made}
        elif str(made[key]) in there:  # another hand has made it meanwhile
            return self._change(group, str(made[key]), _with_both(there[str(made[key])], made), {})
        if target == "val":
            made = self.complete(target, made)
            aside = self.data.get("valts_bort") or []
            self.data["valts_bort"] = [a for a in aside if a.get("vad") != made[key]]
        self.data[target] = [*(self.data.get(target) or []), in_order(MODELS[target], made)]
        return str(made[key])


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> Data:
    """Return an item with the answers in it; what the answers do not say stays."""
    result = dict(old)
    for key, made in new.items():
        before = result.get(key)
        both = isinstance(before, Mapping) and isinstance(made, Mapping)
        result[key] = _merged(before, made) if both else made  # type: ignore[arg-type]
    return result


def _with_both(old: Mapping[str, Any], new: Mapping[str, Any]) -> Data:
    """Return a new item with the texts of an old one before its own, where they differ."""
    result = dict(new)
    for key, said in new.items():
        before = old.get(key)
        if isinstance(before, str) and isinstance(said, str) and before not in said:
            result[key] = f"{before} {said}"
    return result
