"""A file with a guide's answers in it: what is answered is what the file says.

An answer that fills an item of the analysis stands in that item and nowhere else. Among the
guide's own (`svar`) stands what has no such place: an item that still lacks what it must have,
what fills a plan that is not written yet, what was skipped, and where to go on.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from oj_cli.documents.changes import value_at
from oj_cli.domain.analysis import RESUME, WRITTEN, next_id
from oj_cli.domain.guide import Guide, Question, Target
from oj_cli.domain.guide_walk import Place, Tree
from oj_cli.guide.answers import Names, read_tree, shown
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
    put_field,
)
from oj_cli.guide.walk import (
    DEEP,
    DONE,
    PLAN,
    after,
    as_rounds,
    deepened,
    is_answered,
    is_blank,
    is_full,
    lacks,
    ordered,
    put,
    rounds,
    value,
    without_plan,
    without_round,
    written,
)

Data = dict[str, Any]
LETTERS: dict[Target, str] = {"underlag": "U", "handelser": "H", "trend": "T", "slutsatser": "S"}
"""The letter of the ids in each list."""

Complete = Callable[[Target, Data], Data]
"""Adds to a new item what nobody is asked for: to a chosen area its indicators and figures."""


class NoPlace(Exception):
    """An answer without a place: of no round that it names, or of one more than there may be."""

    def __init__(self, group: Question, found: Sequence[Tree], *, is_full: bool) -> None:
        super().__init__(group.id)
        self.group = group
        self.found = tuple(found)
        self.is_full = is_full


@dataclass(frozen=True)
class Setting:
    """What a guide is walked with.

    `has_plan` tells whether a plan that the walk wrote is there still; `other_plan` is one that
    was written for the analysis in another way. With `whole` every question is asked.
    """

    guide: Guide
    names: Names
    today: date
    complete: Complete = lambda _, data: data
    has_plan: Callable[[str], bool] = lambda _: True
    other_plan: str | None = None
    whole: bool = False
    _asked: dict[tuple[tuple[str, ...], bool], Guide] = field(default_factory=dict)

    def asked(self, deep: tuple[str, ...], has_plan: bool) -> Guide:
        """Return the guide as it is walked, with these steps asked whole; made once."""
        key = deep, has_plan
        if key not in self._asked:
            guide = deepened(self.guide, deep)
            self._asked[key] = without_plan(guide) if has_plan else guide
        return self._asked[key]


class Sheet:
    """The data of a file, and the answers in it.

    `resume` is where to go on, `done` when the walk was done, `plan` the plan that it has come
    to, `deep` the steps that are asked whole. `notices` tell of answers that the guide no longer
    takes, `told` what changes have meant that was not asked for.
    """

    def __init__(self, setting: Setting, data: Data) -> None:
        self._setting = setting
        self.data = deepcopy(data)
        whole = setting.guide
        self._lists = tuple(
            q for q in whole.questions if q.kind == "grupp" and q.target not in (None, "plan")
        )
        found = value_at(self.data, ("svar", whole.id))
        self.own: Data = self._carried(dict(found) if isinstance(found, Mapping) else {})
        self.resume, self.done = self._word(RESUME), self._word(DONE)
        self.plan: str | None = self._word(PLAN)
        deep = self.own.pop(DEEP, None)
        deep = deep if isinstance(deep, list) else []
        self.deep = tuple(s.id for s in whole.steps if setting.whole or s.id in deep)
        of_plan = {q.id: q for q in whole.questions if q.target == "plan"}
        if self.plan is not None and not setting.has_plan(self.plan):
            self.plan = None
        said = (self.own.get(q.id) for q in of_plan.values() if not q.is_gate)
        if self.plan is None and all(map(is_blank, said)):
            self.plan = setting.other_plan
        reading = read_tree(self.guide, self.own, setting.names)
        gone = [(w, m) for w, m in reading.gone if self.plan is None or w[0] not in of_plan]
        self.notices = tuple(message for _, message in (*gone, *reading.wrong))
        self.told: list[str] = []
        self._read: Data = dict(reading.answers)
        for group in self._lists:
            self._promote(group)

    @property
    def names(self) -> Names:
        """What may be named in answers."""
        return self._setting.names

    @property
    def guide(self) -> Guide:
        """The guide as it is walked: without the questions of a plan that is written."""
        return self._setting.asked(self.deep, self.plan is not None)

    @property
    def answers(self) -> Tree:
        """The answers as they stand: the items as rounds, then what is begun."""
        result = dict(self._read)
        for group in self._lists:
            found = self._rounds(group)
            result.pop(group.id, None)
            if found:
                result[group.id] = as_rounds(group, found)
        return result

    def written(self) -> Data:
        """Return the file as it shall be."""
        own = {
            **({RESUME: self.resume} if self.resume else {}),
            **ordered(self.guide, self.own),
            **({DONE: self.done} if self.done else {}),
            **({PLAN: self.plan} if self.plan else {}),
            **({DEEP: list(self.deep)} if self.deep else {}),
        }
        answers = {**(self.data.get("svar") or {}), self._setting.guide.id: own}
        return {**self.data, "svar": answers}

    def go_on_after(self, place: Place) -> None:
        """Note that the walk goes on with what comes after a place."""
        following = after(self.guide, self.answers, place)
        self.resume = written(following.place if following else place)

    def _word(self, key: str) -> str | None:
        found = self.own.pop(key, None)
        return found if isinstance(found, str) else None

    # --- changing ------------------------------------------------------------------------

    def put(self, place: Place, answer: Any) -> Place:
        """Put an answer in its place, None for skipped; return where it went.

        At a group's number one more round is begun. An area that is chosen is never made into
        another: that is added beside it. Raises NoPlace where there may be no more.
        """
        group = self._list(place)
        if group is None or len(place) < 3:
            if len(place) == 2 and group is not None:
                place_in_own: Place = (group.id, int(place[1]) - self._n_items(group))
                self._put_own(place_in_own, answer)
            else:
                self._put_own(place, answer)
            return place
        if is_answered(self.answers, place) and value(self.answers, place) == answer:
            return place
        n, n_items = int(place[1]), self._n_items(group)
        if n < n_items:
            found = self._items(group)[n if group.again else -1]
            return self._edit(group, found, place, answer)
        self._put_own((group.id, n - n_items, *place[2:]), answer)
        self._promote(group)
        return place

    def begin(self, group: Question) -> Place:
        """Begin one more round of a list; return the way to it. Raises NoPlace if it is full."""
        found = self._rounds(group)
        if group.again and is_full(group, len(found)):
            raise NoPlace(group, found, is_full=True)
        begun = rounds(group, self.own[group.id]) if group.id in self.own else []
        self._put_own((group.id, len(begun) if group.again else 0), None)
        return (group.id, len(found) if group.again else 0)

    def remove(self, place: Place) -> None:
        """Take away a round; the place ends with its number."""
        group, n = self._list(place), int(place[1])
        if group is None:
            self.own = dict(without_round(self.guide, self.own, place))
            self._read = dict(without_round(self.guide, self._read, place))
        elif n < (n_items := self._n_items(group)):
            self._replace(group, self._items(group)[n], None)
        else:
            self._drop(group, [n - n_items])

    def moved(self, place: Place, before: Tree) -> Place:
        """Return where that stands now which stood at a place before."""
        group = self._list(place)
        if group is None or len(place) < 3 or not group.again:
            return place
        of = [r.get(WRITTEN) for r in rounds(group, before.get(group.id))]
        now = [r.get(WRITTEN) for r in self._rounds(group)]
        n = int(place[1])
        id = of[n] if n < len(of) else None
        if id is not None:
            n = now.index(id) if id in now else len(now)
        else:
            n += sum(w is not None for w in now) - sum(w is not None for w in of)
        return (group.id, n, *place[2:])

    # --- the items of the analysis -------------------------------------------------------

    def _list(self, place: Place) -> Question | None:
        return next((g for g in self._lists if g.id == place[0]), None)

    def _items(self, group: Question) -> list[Data]:
        """Return the items that a group has made, or could have: the first one that could."""
        there = self.data.get(cast(Target, group.target)) or []
        alike = [g for g in self._lists if g.target == group.target]
        return [
            found
            for found in there
            if isinstance(found, dict) and next((g for g in alike if fits(g, found)), None) is group
        ]

    def _n_items(self, group: Question) -> int:
        """Return how many rounds are items: of one that comes once, none where another is begun."""
        n = len(self._items(group))
        return n if group.again else min(n, int(group.id not in self._read))

    def _rounds(self, group: Question) -> list[Tree]:
        key = identity(cast(Target, group.target))
        found: list[Tree] = [
            {WRITTEN: str(one.get(key)), **answers_of(group, one)} for one in self._items(group)
        ]
        begun = rounds(group, self._read[group.id]) if group.id in self._read else []
        return [*found, *begun] if group.again else [*found, *begun][-1:]

    def _replace(self, group: Question, old: Data, new: Data | None) -> None:
        target = cast(Target, group.target)
        there = [new if one is old else one for one in self.data[target]]
        self.data[target] = [one for one in there if one is not None]

    def _edit(self, group: Question, found: Data, place: Place, answer: Any) -> Place:
        question = next(q for q in group.questions if q.id == place[2])
        target = cast(Target, group.target)
        if target in IDENTITY and question.field == IDENTITY[target]:
            return self._another(group, found, question, answer)
        new = put_field(MODELS[target], found, question, answer)
        if new != found:
            self._replace(group, found, new)
        return place

    def _another(self, group: Question, found: Data, key: Question, answer: Any) -> Place:
        """Put another area: in the stead of one that was only begun, else beside it."""
        is_begun, there = lacks(group, answers_of(group, found)), found[str(key.field)]
        if is_begun:
            self._replace(group, found, None)
        place = (*self.begin(group), key.id)
        self.put(place, answer)
        if not is_begun:
            name, other = (shown(key, said, self._setting.names) for said in (answer, there))
            self.told.append(f"{group.text}: {name} är tillagt. {other} står kvar.")
            if group.target == "val":
                self.told.append(f"Ska det inte vara med: oj identify --valj-bort {there}")
        return place

    def _promote(self, group: Question) -> None:
        """Make items of the rounds that have all that an item must have, in their order."""
        target = cast(Target, group.target)
        known = {q.id for q in group.questions}
        while group.id in self.own and group.id in self._read:
            raw, begun = rounds(group, self.own[group.id])[0], rounds(group, self._read[group.id])
            made = item(group, begun[0], self._setting.today, MODELS[target])
            if not is_whole(MODELS[target], made) or set(raw) - known:
                break
            self._add(target, made)
            self._drop(group, [0])
        self._tidy(group)

    def _add(self, target: Target, made: Data) -> None:
        """Add an item. What another hand has made of it meanwhile stays, with both motives."""
        there = [one for one in self.data.get(target) or [] if isinstance(one, dict)]
        key, setting = identity(target), self._setting
        old = next((one for one in there if one.get(key) == made.get(key, "")), None)
        if old is not None:
            both = [str(m) for one in (old, made) if (m := one.get("motiv"))]
            motive = {"motiv": " ".join(dict.fromkeys(both))} if both else {}
            old.update({**made, **old, **motive})
            return
        if target in LETTERS:
            made = {"id": next_id(LETTERS[target], [str(one.get("id")) for one in there]), **made}
        elif target == "val":
            made = setting.complete(target, made)
            aside = self.data.get("valts_bort") or []
            self.told += [
                " ".join(
                    [
                        f"{called_theme(setting.names, a['vad'])} väntar inte längre.",
                        *([f"Det stod: ”{a['motiv']}”."] if a.get("motiv") else []),
                    ]
                )
                for a in aside
                if a.get("vad") == made[key]
            ]
            if aside:
                self.data["valts_bort"] = [a for a in aside if a.get("vad") != made[key]]
        self.data[target] = [*there, in_order(MODELS[target], made)]

    # --- the guide's own -----------------------------------------------------------------

    def _put_own(self, place: Place, answer: Any) -> None:
        self.own = dict(put(self.guide, self.own, place, answer))
        self._read = dict(put(self.guide, self._read, place, answer))

    def _drop(self, group: Question, numbers: Sequence[int]) -> None:
        for tree in (self.own, self._read):
            left = [r for n, r in enumerate(rounds(group, tree[group.id])) if n not in numbers]
            del tree[group.id]
            if left:
                tree[group.id] = as_rounds(group, left)

    def _tidy(self, group: Question) -> None:
        """Forget that a group was skipped where it has items."""
        if group.id in self._read and group.id in self.own and self._items(group):
            begun = rounds(group, self._read[group.id])
            skipped = [n for n, one in enumerate(begun) if one and is_blank(one)]
            if skipped:
                self._drop(group, skipped)

    def _carried(self, own: Data) -> Data:
        """Return a guide's own answers without those that earlier versions kept of items.

        What an item could not hold then goes to it now.
        """
        for group in (g for g in self._lists if g.id in own):
            key, left = identity(cast(Target, group.target)), list[Tree]()
            found = {str(one.get(key)): one for one in self._items_of(group)}
            standing = rounds(group, own[group.id])
            if not any(WRITTEN in answered for answered in standing):
                continue
            for answered in standing:
                id = answered.get(WRITTEN)
                rest = {k: said for k, said in answered.items() if k != WRITTEN}
                if id is None or (id not in found and not is_blank(rest)):
                    left.append(rest)
                elif id in found:
                    old = item(group, rest, self._setting.today, MODELS[cast(Target, group.target)])
                    fixed = {k: v for k, v in group.fixed.items() if v != TODAY}
                    found[id].update({**old, **found[id], **fixed} if rest or fixed else {})
            own.pop(group.id)
            if left:
                own[group.id] = as_rounds(group, left)
        return own

    def _items_of(self, group: Question) -> list[Data]:
        there = self.data.get(cast(Target, group.target)) or []
        return [one for one in there if isinstance(one, dict)]


def called_theme(names: Names, id: str) -> str:
    """Return what a theme is called."""
    return dict(names.words("tema")).get(id, id)
