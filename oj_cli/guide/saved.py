"""A walk as it is saved: the answers, where to go on, and what the answers have become.

After each answer everything is in the file. When a step is done its answers go to their places
in the analysis; from then on they stand there only, and what somebody changes there is what
the walk shows the next time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, cast

from oj_cli.documents.changes import value_at
from oj_cli.domain.analysis import RESUME, WRITTEN, next_id
from oj_cli.domain.guide import Guide, Question, Target
from oj_cli.domain.guide_walk import Place, Tree
from oj_cli.guide.answers import Names, read_tree, with_kept
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
from oj_cli.guide.walk import (
    DEEP,
    DONE,
    PLAN,
    as_rounds,
    deepened,
    is_blank,
    ordered,
    put,
    rounds,
    unanswered,
    unfilled,
    value,
    walk,
    without_plan,
    without_skipped,
    written,
)

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
            elif id not in there:  # taken away by hand: what is not an item's own stays
                rest = {key: said for key, said in answered.items() if key != WRITTEN}
                kept += [] if is_blank(rest) else [rest]
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


# --- the walk -----------------------------------------------------------------------------


class Home(Protocol):
    """The file that a walk's answers are kept in: an analysis, or one of the walk's own."""

    is_analysis: bool

    def read(self) -> Data | None:
        """Return what stands in the file, None if there is none. Raises FileFault."""
        ...

    def update(self, change: Callable[[Data], Data]) -> Data:
        """Change the file from what stands in it under a lock, and return that.

        `change` gets the whole of it and returns it as it shall be; it may raise what it
        likes, and nothing is written then. Raises FileFault.
        """
        ...


class Taken(Exception):
    """Another hand has answered the same question since it was asked."""

    def __init__(self, answer: Any) -> None:
        super().__init__(str(answer))
        self.answer = answer


@dataclass(frozen=True)
class Standing:
    """How a walk stands: the answers, what is kept beside them, and where to go on."""

    answers: Tree = field(default_factory=dict)
    kept: Tree = field(default_factory=dict)
    resume: str | None = None
    done: str | None = None
    plan: str | None = None
    deep: tuple[str, ...] = ()


class Saved:
    """A walk through a guide, kept in a file."""

    def __init__(
        self,
        guide: Guide,
        home: Home,
        names: Names,
        today: date,
        complete: Complete = lambda _, data: data,
        has_plan: Callable[[str], bool] = lambda _: True,
        other_plan: str | None = None,
        *,
        whole: bool = False,
    ) -> None:
        """Read what was saved. Raises FileFault if the file cannot be read.

        `has_plan` tells whether a plan that the walk wrote is there still; `other_plan` is one
        that was written for the analysis in another way. `notices` then tells of answers that
        the guide no longer asks for, or no longer takes.
        """
        self.home = home
        self.names = names
        self.today = today
        self._whole = guide
        self._complete = complete
        self._has_plan = has_plan
        self._other_plan = other_plan
        self._deep = tuple(step.id for step in guide.steps) if whole else ()
        self._lists = tuple(_lists(guide.questions))
        self._of_plan = {q.id: q for q in guide.questions if q.target == "plan"}
        self.standing = Standing(deep=self._deep)
        self.notices: tuple[str, ...] = ()
        self.analysis: Data = {}
        data = home.read()
        if data is not None:
            self._take(data)

    @property
    def guide(self) -> Guide:
        """The guide as it is walked: without the questions of a plan that is written."""
        return self._asked(self.standing.plan, self.standing.deep)

    def _asked(self, plan: str | None, deep: tuple[str, ...]) -> Guide:
        guide = deepened(self._whole, deep)
        return guide if plan is None else without_plan(guide)

    def deepen(self, steps: Sequence[str]) -> None:
        """Save that every question of these steps is asked."""
        self._save(lambda s: replace(s, deep=tuple(dict.fromkeys((*s.deep, *steps)))))

    @property
    def answers(self) -> Tree:
        """The answers as they stand."""
        return self.standing.answers

    def keep(self, place: Place, answer: Any, seen: Any, then: str | None) -> None:
        """Save an answer, and where to go on.

        `seen` is the answer that stood there when the question was asked. Raises Taken, with
        nothing saved, if there is another by now, and FileFault if it cannot be saved.
        """

        def change(standing: Standing) -> Standing:
            there = value(standing.answers, place)
            if there is not None and there not in (seen, answer):
                raise Taken(there)
            answers = put(self.guide, standing.answers, place, answer)
            return replace(standing, answers=answers, resume=then)

        self._save(change)

    def change(self, answers: Callable[[Tree], Tree], then: str | None) -> None:
        """Save the answers after a change of more than one answer, and where to go on."""
        self._save(lambda s: replace(s, answers=answers(s.answers), resume=then))

    def go_on_at(self, place: Place) -> None:
        """Save where to go on."""
        self._save(lambda s: replace(s, resume=written(place)))

    def finish_step(self, number: int | None, then: str | None) -> None:
        """Write the answers of a step, or of all, to their places in the analysis."""
        steps = self._whole.steps if number is None else (self._whole.steps[number],)
        finished = tuple(group for step in steps for group in _lists(step.questions))
        self._save(lambda s: replace(s, resume=then), finished)

    def finish(self, plan: str | None) -> None:
        """Write all that is left to its places, and note where to go on or that it is done."""

        def change(standing: Standing) -> Standing:
            left = standing.answers if plan is None else self._beside_plan(standing.answers)
            ended = replace(standing, answers=left, resume=None, plan=plan or standing.plan)
            open_ = unanswered(self._asked(ended.plan, ended.deep), left)
            if open_ and standing.done is None:
                return replace(ended, resume=written(open_[0].place))
            done = standing.done if open_ else self.today.isoformat()
            return replace(ended, answers=without_skipped(left), done=done)

        self._save(change, self._lists)

    def preview(self) -> Data:
        """Return the analysis as it would be if this step were done, but for the chosen areas.

        For what is shown: what is answered in a step goes to the analysis when that is done.
        """
        begun = tuple(group for group in self._lists if group.target not in IDENTITY)
        return self._written(self.analysis, self.standing, begun)

    def _beside_plan(self, answers: Tree) -> Tree:
        """Return the answers that a plan, which is written now, has no place for."""
        left = {q.id: unfilled(q, answers.get(q.id)) for q in self._of_plan.values()}
        return {
            id: left.get(id, answer)
            for id, answer in answers.items()
            if id not in left or left[id] not in (None, {}, [])
        }

    def _save(
        self, change: Callable[[Standing], Standing], finished: tuple[Question, ...] = ()
    ) -> None:
        self._take(
            self.home.update(
                lambda data: self._written(data, change(self._standing(data)[0]), finished)
            )
        )

    def _take(self, data: Data) -> None:
        self.analysis = data if self.home.is_analysis else {}
        self.standing, self.notices = self._standing(data)

    def _standing(self, data: Data) -> tuple[Standing, tuple[str, ...]]:
        """Return how the walk stands in a file, and what to say of answers that do not fit."""
        found = value_at(data, ("svar", self._whole.id))
        raw: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
        plan = raw.get(PLAN)
        plan = plan if isinstance(plan, str) and self._has_plan(plan) else None
        steps = raw.get(DEEP)
        wanted = (*self._deep, *(steps if isinstance(steps, list) else ()))
        deep = tuple(step.id for step in self._whole.steps if step.id in wanted)
        said = (raw.get(q.id) for q in self._of_plan.values() if not q.is_gate)
        if plan is None and all(map(is_blank, said)):
            plan = self._other_plan
        reading = read_tree(self._asked(plan, deep), raw, self.names)
        gone = [(way, m) for way, m in reading.gone if plan is None or way[0] not in self._of_plan]
        notices = tuple(message for _, message in (*gone, *reading.wrong))
        answers = reading.answers
        if self.home.is_analysis:
            answers = pulled(self._lists, answers, data)
        resume, done = (v if isinstance(v := raw.get(key), str) else None for key in (RESUME, DONE))
        return Standing(answers, reading.kept, resume, done, plan, deep), notices

    def _written(self, data: Data, standing: Standing, finished: tuple[Question, ...]) -> Data:
        """Return a file as it shall be: items changed or made, and the rest of the answers."""
        answers = dict(standing.answers)
        guide = self._asked(standing.plan, standing.deep)
        _, seen = walk(guide, answers)
        lists = Lists(dict(data), self.today, self._complete)
        if self.home.is_analysis:
            for group in (g for g in self._lists if g.id in answers):
                found = rounds(group, answers[group.id])
                asked = rounds(group, seen.get(group.id))
                answers[group.id] = lists.put(group, found, asked, group in finished)
        section = {
            **({RESUME: standing.resume} if standing.resume else {}),
            **ordered(guide, with_kept(answers, standing.kept)),
            **({DONE: standing.done} if standing.done else {}),
            **({PLAN: standing.plan} if standing.plan else {}),
            **({DEEP: list(standing.deep)} if standing.deep else {}),
        }
        return {**lists.data, "svar": {**(data.get("svar") or {}), self._whole.id: section}}


def _lists(questions: tuple[Question, ...]) -> list[Question]:
    """Return the groups whose rounds are items of the analysis."""
    return [q for q in questions if q.kind == "grupp" and q.target not in (None, "plan")]
