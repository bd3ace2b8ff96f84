"""The files of a walk with the answers in them: what is answered is what the files say.

An answer that fills an item of the analysis stands in that item, and one that fills a plan in
the plan. Among the guide's own (`svar`) stands what has no such place: an item that still lacks
what it must have, what was skipped, what only opens other questions, and where to go on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from oj_cli.domain.analysis import BEGUN, RESUME, WRITTEN, next_id
from oj_cli.domain.guide import Guide, Question, Target
from oj_cli.domain.guide_walk import Place, Tree
from oj_cli.guide.answers import Names, read_tree, shown
from oj_cli.guide.targets import (
    IDENTITY,
    MODELS,
    Data,
    answers_of,
    beneath,
    beyond,
    fits,
    identity,
    in_order,
    is_whole,
    item,
    of_plan,
    plan_data,
    put_field,
)
from oj_cli.guide.walk import (
    DEEP,
    DONE,
    PLAN,
    after,
    deepened,
    is_blank,
    is_full,
    rounds,
    unanswered,
    walk,
    without_plan,
    written,
)
from oj_cli.guide.ways import put, value, without

ANALYSIS, DRAFT = "analys", "plan"
"""The files of a walk in its data: the analysis, and a plan that is begun and not done."""

LETTERS: dict[Target, str] = {"underlag": "U", "handelser": "H", "trend": "T", "slutsatser": "S"}
"""The letter of the ids in each list."""


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

    `complete` adds to a chosen area what nobody is asked for: its indicators and figures. `draft`
    gives a plan as its file has it while it is begun, under the id that it has. `has_plan` tells
    whether a plan that the walk wrote is there still; `other_plan` is one that was written for
    the analysis in another way. With `whole` every question is asked.
    """

    guide: Guide
    names: Names
    today: date
    complete: Callable[[Data], Data] = lambda data: data
    draft: Callable[[Data, str | None], Data] = lambda data, _: data
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
    """The data of a walk's files, and the answers in it.

    `resume` is where to go on, `done` when the walk was done, `plan` the plan that it has come
    to and `begun` the one that it is filling, `deep` the steps that are asked whole. `told` is
    what changes have meant that was not asked for.
    """

    def __init__(self, setting: Setting, data: Data) -> None:
        self._setting = setting
        self.analysis: Data = deepcopy(data.get(ANALYSIS) or {})
        self.own: Data = {}
        whole = setting.guide
        own: Data = _listed(whole.questions, value(self.analysis, ("svar", whole.id)) or {})
        marks = {key: own.pop(key, None) for key in (RESUME, DONE, PLAN, BEGUN, DEEP)}
        self.resume, self.done, self.plan = (marks[key] for key in (RESUME, DONE, PLAN))
        self.deep = tuple(s.id for s in whole.steps if setting.whole or s.id in (marks[DEEP] or ()))
        self.begun: str | None = value(data, (DRAFT, "plan", "id"))
        self.told: list[str] = []
        self._final: Data = {}
        if self.plan is not None and not setting.has_plan(self.plan):
            self.plan = None
        if self.plan is None and self.begun is not None:
            own = beneath(whole, answers_of(of_plan(whole), data[DRAFT]), own)
        elif self.plan is None and all(is_blank(own.get(q.id)) for q in _kept(whole)):
            self.plan = setting.other_plan
        self._lists = tuple(q for q in whole.questions if q.target not in (None, "plan"))
        self._set(own)
        for group in self._lists:
            self._carry(group)
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
    def notices(self) -> tuple[str, ...]:
        """What is told of answers that the guide no longer takes."""
        found = read_tree(self.guide, self.own, self.names)
        of_written = {q.id for q in of_plan(self._setting.guide)} if self.plan else set()
        gone = [message for where, message in found.gone if where[0] not in of_written]
        return (*gone, *(message for _, message in found.wrong))

    @property
    def answers(self) -> Tree:
        """The answers as they stand: the items as rounds, then what is begun."""
        found = {group.id: self._rounds(group) for group in self._lists}
        rest = {id: said for id, said in self._read.items() if id not in found}
        return rest | {id: said for id, said in found.items() if said}

    def written(self) -> Data:
        """Return the files as they shall be."""
        own, plan = self.own, self._final
        if self.plan is None:
            plan = plan_data(self.guide, walk(self.guide, self.answers)[1], self._setting.today)
            plan = self._setting.draft(plan, self.begun) if plan or self.begun else {}
            own = beyond(own, answers_of(of_plan(self.guide), plan))
        marks = {
            RESUME: self.resume,
            **own,
            DONE: self.done,
            PLAN: self.plan,
            BEGUN: value(plan, ("plan", "id")) if self.plan is None else None,
            DEEP: [*self.deep],
        }
        mine = {key: mark for key, mark in marks.items() if mark or key in own}
        svar = {**(self.analysis.get("svar") or {}), self._setting.guide.id: mine}
        return {ANALYSIS: {**self.analysis, "svar": svar}, DRAFT: plan}

    def go_on_at(self, place: Place) -> None:
        """Note that the walk goes on at a place."""
        self.resume = written(place)

    def go_on_after(self, place: Place) -> None:
        """Note that the walk goes on with what comes after a place."""
        following = after(self.guide, self.answers, place)
        self.go_on_at(following.place if following else place)

    def deepen(self, step: str) -> None:
        """Note that every question of a step is asked."""
        self.deep = tuple(dict.fromkeys((*self.deep, step)))

    def finish(self, plan: Data) -> None:
        """Note where to go on, or that it is done. `plan` is what is written now, if anything."""
        if plan:
            for question in of_plan(self._setting.guide):
                left = _unfilled(question, self.own.get(question.id))
                self.own = without(self.own, (question.id,)) | ({question.id: left} if left else {})
            self.plan, self._final = plan["plan"]["id"], plan
            self._set(self.own)
        open_ = unanswered(self.guide, self.answers) if self.done is None else ()
        self.resume = written(open_[0].place) if open_ else None
        if not open_:
            self.done = self.done or self._setting.today.isoformat()
            self._set(cast(Data, _said(self.own)))

    # --- changing ------------------------------------------------------------------------

    def put(self, place: Place, answer: object) -> None:
        """Put an answer in its place, None for skipped; at a group's number a round is begun."""
        group = self._list(place)
        if group is None:
            self._set(put(self.own, place, answer))
            return
        n, items = int(place[1]), self._items(group)
        if n >= self._n_items(group):
            self._set(put(self.own, (group.id, n - self._n_items(group), *place[2:]), answer))
            self._promote(group)
        elif len(place) > 2 and value(self.answers, place) != answer:
            question = next(q for q in group.questions if q.id == place[2])
            self._edit(group, items[n if group.again else -1], question, answer)

    def begin(self, group: Question) -> Place:
        """Begin one more round of a list; return the way to it. Raises NoPlace if it is full."""
        found = self._rounds(group)
        if group.again and is_full(group, len(found)):
            raise NoPlace(group, found, is_full=True)
        begun = len(self.own.get(group.id, ())) if group.again else 0
        self._set(put(self.own, (group.id, begun), {}))
        return (group.id, len(found) if group.again else 0)

    def remove(self, place: Place) -> None:
        """Take away a round; the place ends with its number."""
        group, n = self._list(place), int(place[-1])
        if group is None:
            self._set(without(self.own, place))
        elif n < (n_items := self._n_items(group)):
            self._replace(group, self._items(group)[n], None)
        else:
            self._drop(group, n - n_items)

    # --- the items of the analysis -------------------------------------------------------

    def _list(self, place: Place) -> Question | None:
        return next((g for g in self._lists if g.id == place[0]), None)

    def _items(self, group: Question) -> list[Data]:
        """Return the items that a group has made, or could have: the first one that could."""
        there = self.analysis.get(cast(Target, group.target)) or []
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
            {WRITTEN: str(one.get(key)), **answers_of(group.questions, one)}
            for one in self._items(group)
        ]
        found += self._read.get(group.id, ())
        return found if group.again else found[-1:]

    def _replace(self, group: Question, old: Data, new: Data | None) -> None:
        target = cast(Target, group.target)
        there = [new if one is old else one for one in self.analysis[target]]
        self.analysis[target] = [one for one in there if one is not None]

    def _edit(self, group: Question, found: Data, question: Question, answer: object) -> None:
        target = cast(Target, group.target)
        if target == "val" and question.field == IDENTITY[target]:  # the rest is of that area
            new = item(group, {question.id: answer}, self._setting.today, MODELS[target])
            new = self._chosen(new)
            motive = f" Motivet var: ”{found['motiv']}”." if found.get("motiv") else ""
            was = shown(question, found[IDENTITY[target]], self.names)
            self.told.append(f"{was} är inte valt längre.{motive}")
        else:
            new = put_field(MODELS[target], found, question, answer)
        if new != found:
            self._replace(group, found, new)

    def _promote(self, group: Question) -> None:
        """Make items of the rounds that have all that an item must have, in their order."""
        target = cast(Target, group.target)
        known = {q.id for q in group.questions}
        while self._read.get(group.id):
            made = item(group, self._read[group.id][0], self._setting.today, MODELS[target])
            if not is_whole(MODELS[target], made) or set(self.own[group.id][0]) - known:
                break
            self._add(target, made)
            self._drop(group, 0)
        for n, one in reversed([*enumerate(self._read.get(group.id, ()))]):
            if one and is_blank(one) and self._items(group):
                self._drop(group, n)  # that it was skipped, where there is one

    def _add(self, target: Target, made: Data) -> None:
        """Add an item. What another hand has made of it meanwhile stays."""
        there = [one for one in self.analysis.get(target) or [] if isinstance(one, dict)]
        key = identity(target)
        old = next((one for one in there if one.get(key) == made.get(key, "")), None)
        if old is not None:
            old.update({**made, **old})
            return
        if target in LETTERS:
            made = {"id": next_id(LETTERS[target], [str(one.get("id")) for one in there]), **made}
        elif target == "val":
            made = self._chosen(made)
        self.analysis[target] = [*there, in_order(MODELS[target], made)]

    def _chosen(self, made: Data) -> Data:
        """Return a chosen area with its figures; it does not wait any longer."""
        called = dict(self.names.words("tema"))
        waiting = self.analysis.get("valts_bort") or []
        for one in (w for w in waiting if w.get("vad") == made["tema"]):
            said = f" Det stod: ”{one['motiv']}”." if one.get("motiv") else ""
            self.told.append(f"{called.get(one['vad'], one['vad'])} väntar inte längre.{said}")
            self.analysis["valts_bort"] = [w for w in waiting if w is not one]
        return in_order(MODELS["val"], self._setting.complete(made))

    # --- the guide's own -----------------------------------------------------------------

    def _set(self, own: Tree) -> None:
        self.own = dict(own)
        self._read: Tree = read_tree(self.guide, self.own, self.names).answers

    def _drop(self, group: Question, n: int) -> None:
        left: Tree = without(self.own, (group.id, n))
        self._set(left if left[group.id] else without(left, (group.id,)))

    def _carry(self, group: Question) -> None:
        """Give the items what earlier versions kept of them among the answers."""
        standing = self.own.get(group.id, ())
        kept = [one for one in standing if WRITTEN in one]
        if not kept:
            return
        own, left = without(self.own, (group.id,)), [one for one in standing if one not in kept]
        self._set(own | ({group.id: left} if left else {}))
        for n, there in enumerate(self._rounds(group)):
            said: Tree = next((one for one in kept if one[WRITTEN] == there.get(WRITTEN)), {})
            for question in (q for q in group.questions if said.get(q.id) is not None):
                if question.id not in there:
                    self.put((group.id, n, question.id), said[question.id])


def _kept(guide: Guide) -> Iterable[Question]:
    """Return the questions of the plan whose answers stand in it."""
    return (q for q in of_plan(guide) if not q.is_gate)


def _listed(questions: Sequence[Question], tree: Tree) -> Data:
    """Return answers with each group as a list of its rounds."""
    result = dict(tree)
    for group in (q for q in questions if q.kind == "grupp" and q.id in tree):
        said = [tree[group.id]] if isinstance(tree[group.id], Mapping) else tree[group.id]
        if isinstance(said, list):
            ones = (_listed(group.questions, o) if isinstance(o, Mapping) else o for o in said)
            result[group.id] = [*ones]
    return result


def _unfilled(question: Question, answer: object) -> list[Data]:
    """Return the rounds of a group without what fills a field, and what opens others."""
    left = [
        {
            q.id: inner
            for q in question.questions
            if not q.is_gate and (q.kind == "grupp" or q.field is None)
            if (inner := _unfilled(q, one.get(q.id)) if q.kind == "grupp" else one.get(q.id))
        }
        for one in (rounds(question, answer) if question.kind == "grupp" else ())
    ]
    return [one for one in left if one]


def _said(answer: object) -> object:
    """Return an answer without what was skipped, and without rounds of which nothing is left."""
    if isinstance(answer, Mapping):
        return {id: left for id, one in answer.items() if (left := _said(one)) not in _NOTHING}
    if isinstance(answer, list):
        return [left for one in answer if (left := _said(one)) not in _NOTHING]
    return answer


_NOTHING: tuple[object, ...] = (None, {}, [])
