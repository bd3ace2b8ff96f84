"""The files of a walk with the answers in them: what is answered is what the files say.

An answer that fills an item of the analysis stands in that item, and one that fills a plan in
the plan. Among the guide's own (`svar`) stands what has no such place: an item that still lacks
what it must have, what was skipped, what only opens other questions, and where to go on.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any, Protocol

from oj_cli.documents.models import in_order, needed
from oj_cli.documents.ways import put, value, without
from oj_cli.domain.analysis import WRITTEN, next_id
from oj_cli.domain.guide import Guide, Question
from oj_cli.domain.guide_walk import Place, Tree
from oj_cli.guide import stops, targets
from oj_cli.guide.answers import Names, read_tree, shown
from oj_cli.guide.targets import Data

ANALYSIS, DRAFT = "analys", "plan"
"""The files of a walk in its data: the analysis, and a plan that is begun and not done."""

LETTERS: dict[str | None, str] = {
    "underlag": "U",
    "handelser": "H",
    "trend": "T",
    "slutsatser": "S",
}
"""The letter of the ids in each list."""


class Home(Protocol):
    """The files of a walk, whose data are by `analys` and `plan`. Both raise FileFault."""

    def read(self) -> Data:
        """Return what stands in the files."""

    def update(self, change: Callable[[Data], Data]) -> Data:
        """Change what stands in the files under a lock, and return it; nothing if that raises."""


@dataclass
class Saved:
    """A walk through a guide as it is saved; `sheet` is how it stands in the files of its `home`.

    `complete` adds to a chosen area what nobody is asked for: its indicators and figures. `draft`
    gives a plan as its file has it while it is begun, under the id that it has. `has_plan` tells
    whether a plan that the walk wrote is there still; `other_plan` is one that was written for
    the analysis in another way. With `all_asked` every question is asked. Raises FileFault if
    a file cannot be read.
    """

    whole: Guide
    names: Names
    today: date
    home: Home
    complete: Callable[[Data], Data] = lambda data: data
    draft: Callable[[Data, str | None], Data] = lambda data, _: data
    has_plan: Callable[[str], bool] = lambda _: True
    other_plan: str | None = None
    all_asked: bool = False

    def __post_init__(self) -> None:
        self.walked = cache(partial(stops.walked, self.whole))
        self.sheet = Sheet(self, self.home.read())

    @property
    def guide(self) -> Guide:
        """The guide as it is walked."""
        return self.sheet.guide

    @property
    def answers(self) -> Tree:
        """The answers as they stand."""
        return self.sheet.answers

    def change(self, change: "Callable[[Sheet], None]") -> list[str]:
        """Save a change; return what it has meant that was not asked for."""
        told: list[str] = []

        def changed(data: Data) -> Data:
            sheet = Sheet(self, data)
            change(sheet)
            result, told[:] = sheet.written(), sheet.told
            return result

        self.sheet = Sheet(self, self.home.update(changed))
        return told


class Sheet:
    """The data of a walk's files, and the answers in it: the items as rounds, then what is begun.

    `resume` is where to go on, `done` when the walk was done, `plan` the plan that it has come
    to and `begun` the one that it is filling, `deep` the steps that are asked whole. `told` is
    what changes have meant that was not asked for, `notices` are of answers no longer taken.
    """

    def __init__(self, saved: Saved, data: Data) -> None:
        self._saved, whole = saved, saved.whole
        self.analysis: Data = deepcopy(data.get(ANALYSIS) or {})
        own: Data = {**(value(self.analysis, ("svar", whole.id)) or {})}
        self.resume, self.done, self.plan, _, deep = (own.pop(key, None) for key in stops.MARKS)
        every = saved.all_asked
        self.deep = tuple(s.id for s in whole.steps if every or s.id in (deep or ()))
        self.begun: str | None = value(data, (DRAFT, "plan", "id"))
        self.told: list[str] = []
        self._final: Data = {}
        self._lists = tuple(q for q in whole.questions if q.target not in (None, "plan"))
        if self.plan is not None and not saved.has_plan(self.plan):
            self.plan = None
        asked = targets.of_plan(whole)
        if self.plan is None and self.begun is not None:
            own = targets.beneath(whole, targets.answers_of(asked, data[DRAFT]), own)
        elif self.plan is None and stops.is_blank([own.get(q.id) for q in asked if not q.is_gate]):
            self.plan = saved.other_plan
        self.answers, faults = read_tree(self.guide, own, saved.names)
        self._unread: Data = {}
        for fault in faults:
            self._unread = put(self._unread, fault.where, value(own, fault.where))
        of_written = {q.id for q in asked} if self.plan else set()
        told = (f for f in faults if not (f.is_unknown and f.where[0] in of_written))
        self.notices = tuple(fault.message for fault in told)
        self.settle(is_read=True)

    @property
    def guide(self) -> Guide:
        """The guide as it is walked: without the questions of a plan that is written."""
        return self._saved.walked(self.deep, has_plan=self.plan is not None)

    def written(self) -> Data:
        """Return the files as they shall be."""
        self.settle()
        own, plan, whole = self.answers, self._final, self._saved.whole
        for group in self._lists:
            begun = [one for one in own.get(group.id, ()) if WRITTEN not in one]
            own = without(own, (group.id,)) | ({group.id: begun} if begun else {})
        if self.plan is None:
            seen = stops.walk(self.guide, self.answers)[1]
            plan = targets.plan_data(self.guide, seen, self._saved.today)
            plan = self._saved.draft(plan, self.begun) if plan or self.begun else {}
            own = targets.beyond(own, targets.answers_of(targets.of_plan(self.guide), plan))
        own = targets.beneath(whole, own, self._unread)
        filling = value(plan, ("plan", "id")) if self.plan is None else None
        said = (self.resume, self.done, self.plan, filling, [*self.deep])
        mine = {key: mark for key, mark in zip(stops.MARKS, said, strict=True) if mark}
        mine |= {q.id: own[q.id] for q in whole.questions if q.id in own} | own
        svar = {**(self.analysis.get("svar") or {}), whole.id: mine}
        return {ANALYSIS: {**self.analysis, "svar": svar}, DRAFT: plan}

    def go_on_at(self, place: Place) -> None:
        """Note that the walk goes on at a place."""
        self.resume = stops.written(place)

    def go_on_after(self, place: Place) -> None:
        """Note that the walk goes on with what comes after a place."""
        following = stops.after(self.guide, self.answers, place)
        self.go_on_at(following.place if following else place)

    def deepen(self, step: str) -> None:
        """Note that every question of a step is asked."""
        self.deep = tuple(dict.fromkeys((*self.deep, step)))

    def put(self, place: Place, answer: object) -> None:
        """Put an answer in its place, None for skipped; at a group's number a round is begun."""
        self.answers = put(self.answers, place, answer)

    def remove(self, place: Place) -> None:
        """Take away a round, and the item that it is; the place ends with its number."""
        group = next((g for g in self._lists if g.id == place[0]), None)
        id = value(self.answers, (*place, WRITTEN))
        if group is not None and group.target is not None and id is not None:
            key, items = targets.IDENTITY.get(group.target, "id"), self.analysis[group.target]
            self.analysis[group.target] = [one for one in items if str(one.get(key)) != id]
        self.answers = without(self.answers, place)

    def finish(self, plan: Data) -> None:
        """Note where to go on, or that it is done. `plan` is what is written now, if anything."""
        self.settle()
        if plan:
            asked = {q.id: q for q in targets.of_plan(self._saved.whole)}
            rest = {id: said for id, said in self.answers.items() if id not in asked}
            self.answers = rest | _said(_unfilled(asked.values(), self.answers))
            self.plan, self._final = plan["plan"]["id"], plan
        open_ = stops.unanswered(self.guide, self.answers) if self.done is None else ()
        self.resume = stops.written(open_[0].place) if open_ else None
        if not open_:
            self.done = self.done or self._saved.today.isoformat()
            self.answers = _said(self.answers)

    def settle(self, *, is_read: bool = False) -> None:
        """Make items of the rounds that have all that an item must have, and those into rounds."""
        for group in self._lists:
            begun = [*self.answers.get(group.id, ())]
            while begun and self._stands(group, begun[0], is_read):
                del begun[0]
            key = targets.IDENTITY.get(group.target, "id")
            items = self.analysis.get(str(group.target)) or ()
            found = [
                {WRITTEN: str(one.get(key)), **targets.answers_of(group.questions, one)}
                for one in items
                if isinstance(one, dict) and self._is_of(group, one)
            ]
            # that it was skipped is of no account where there is one
            found += [one for one in begun if not (found and one and stops.is_blank(one))]
            rest = without(self.answers, (group.id,))
            self.answers = rest | (
                {group.id: found if group.again else found[-1:]} if found else {}
            )

    def _is_of(self, group: Question, item: Data) -> bool:
        """Tell whether an item is of a group: the first one that could have made it."""
        alike = (g for g in self._lists if g.target == group.target)
        return next((g for g in alike if targets.fits(g, item)), None) is group

    def _stands(self, group: Question, one: Tree, is_read: bool) -> bool:
        """Tell whether a round is an item, and write there what no other hand has written."""
        target, key = str(group.target), targets.IDENTITY.get(group.target, "id")
        made = targets.item(group, one, self._saved.today)
        items = [*(self.analysis.get(target) or ())]
        by_id = {str(value(old, (key,))): n for n, old in enumerate(items)}
        at = by_id.get(one.get(WRITTEN, made.get(key)))
        if WRITTEN in one:
            if at is not None:
                items[at] = self._changed(group, items[at], one, is_read)
        elif not made or {*needed(targets.MODELS[target])} - {*made, "id"}:
            return False
        elif at is not None:
            items[at] = {**made, **items[at]}
        elif target == "val":
            items.append(self._chosen(made))
        else:
            used = [str(value(old, ("id",))) for old in items]
            new = {"id": next_id(LETTERS[target], used)} if target in LETTERS else {}
            items.append({**new, **made})  # where a model has an id, it is first
        if items:
            self.analysis[target] = items
        return True

    def _changed(self, group: Question, found: Data, one: Tree, is_read: bool) -> Data:
        """Return an item with the answers of its round; of another area nothing else is kept."""
        stood = targets.answers_of(group.questions, found)
        if is_read:  # a note on it by an earlier version only adds to it
            one = _said(one) | stood
        said = [q for q in group.questions if q.field and q.id in one]
        for question in (q for q in said if one[q.id] != stood.get(q.id)):
            new = {question.id: one[question.id]}
            if group.target == "val" and question.field == targets.IDENTITY["val"]:
                motive = f" Motivet var: ”{found['motiv']}”." if found.get("motiv") else ""
                was = shown(question, stood[question.id], self._saved.names)
                self.told.append(f"{was} är inte valt längre.{motive}")
                return self._chosen(targets.item(group, new, self._saved.today))
            model = targets.MODELS[group.target]
            found = targets.put_field(model, found, question, new[question.id])
        return found

    def _chosen(self, made: Data) -> Data:
        """Return a chosen area with its figures; it does not wait any longer."""
        called = dict(self._saved.names.words("tema"))
        waiting = self.analysis.get("valts_bort") or []
        for one in (w for w in waiting if w.get("vad") == made["tema"]):
            said = f" Det stod: ”{one['motiv']}”." if one.get("motiv") else ""
            self.told.append(f"{called.get(one['vad'], one['vad'])} väntar inte längre.{said}")
            self.analysis["valts_bort"] = [w for w in waiting if w is not one]
        return in_order(targets.MODELS["val"], self._saved.complete(made))


def _unfilled(questions: Iterable[Question], answers: Tree) -> Data:
    """Return answers without what fills a field, and what opens others."""
    left: Data = {}
    for question in (q for q in questions if q.id in answers and not q.is_gate):
        said = answers[question.id]
        if question.kind == "grupp":
            found = stops.rounds(question, said)
            left[question.id] = [_unfilled(question.questions, one) for one in found]
        elif question.field is None:
            left[question.id] = said
    return left


def _said(answer: Any) -> Any:
    """Return an answer without what was skipped, and without rounds of which nothing is left."""
    if isinstance(answer, Mapping):
        return {id: _said(one) for id, one in answer.items() if not stops.is_blank(one)}
    if isinstance(answer, list):
        return [_said(one) for one in answer if not stops.is_blank(one)]
    return answer
