"""A walk that is going on: the answers, where they are kept, and what they have become.

After each answer everything is in the file. When a step is done its answers go to their places
in the analysis; from then on they stand there only, and what somebody changes there is what
the walk shows the next time.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from oj_cli.analysis_file.edit import next_id
from oj_cli.documents.files import read_document
from oj_cli.documents.writer import backup_of
from oj_cli.domain.guide import RESUME, WRITTEN, Guide, Question, Target
from oj_cli.domain.guide_walk import Place, Tree
from oj_cli.guide.answers import Names
from oj_cli.guide.items import Numbered, by_identity, is_nothing, merged, with_both
from oj_cli.guide.merging import key_of
from oj_cli.guide.record import Data, Record, answers_in, update
from oj_cli.guide.sources import read_tree, with_kept
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
from oj_cli.guide.tidying import (
    ordered,
    unfilled,
    without_plan,
    without_skipped,
)
from oj_cli.guide.walk import (
    DONE,
    PLAN,
    as_rounds,
    is_blank,
    put,
    rounds,
    unanswered,
    value,
    walk,
    written,
)

LETTERS: dict[Target, str] = {"underlag": "U", "handelser": "H", "trend": "T", "slutsatser": "S"}
"""The letter of the ids in each list."""

Complete = Callable[[Target, Data], Data]
"""Adds to a new item what nobody is asked for: to a chosen area its indicators and figures."""


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


class Session:
    """A walk through a guide, kept in a file."""

    def __init__(
        self,
        guide: Guide,
        record: Record,
        names: Names,
        today: date,
        complete: Complete = lambda _, data: data,
        has_plan: Callable[[str], bool] = lambda _: True,
        other_plan: str | None = None,
    ) -> None:
        """Make the walk that `open` begins.

        `has_plan` tells whether a plan that the walk wrote is there still; `other_plan` is one
        that was written for the analysis in another way.
        """
        self._whole = guide
        self._has_plan = has_plan
        self._other_plan = other_plan
        self.record = record
        self.names = names
        self.today = today
        self._complete = complete
        self._has_saved = False
        self._is_there = False
        self.notices: tuple[str, ...] = ()
        self.analysis: Data = {}
        self.standing = Standing()

    def open(self) -> None:
        """Read what was saved. Raises FileFault if the file cannot be read.

        `notices` then tells of answers that the guide no longer asks for, or no longer takes.
        """
        self._is_there = self.record.path.exists()
        if self._is_there:
            self._take(read_document(self.record.path).data or {})

    @property
    def guide(self) -> Guide:
        """The guide as it is walked: without the questions of a plan that is written."""
        return self._asked(self.standing.plan)

    def _asked(self, plan: str | None) -> Guide:
        return self._whole if plan is None else without_plan(self._whole)

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

    def finish_step(self, number: int | None, then: str | None) -> None:
        """Write the answers of a step, or of all, to their places in the analysis."""
        groups = self._groups(number)
        self._save(lambda s: replace(s, resume=then), groups)

    def finish(self, plan: str | None) -> None:
        """Write all that is left to its places, and note where to go on or that it is done."""
        day = self.today.isoformat()

        def change(standing: Standing) -> Standing:
            left = standing.answers if plan is None else self._beside_plan(standing.answers)
            ended = replace(standing, answers=left, resume=None, plan=plan or standing.plan)
            open_ = unanswered(self._asked(ended.plan), left)
            if open_ and standing.done is None:
                return replace(ended, resume=written(open_[0].place))
            return replace(
                ended, answers=without_skipped(left), done=day if not open_ else standing.done
            )

        self._save(change, self._groups(None))

    def _beside_plan(self, answers: Tree) -> Tree:
        """Return the answers that a plan, which is written now, has no place for."""
        of_plan = {q.id: q for q in self._whole.questions if q.target == "plan"}
        left = {id: unfilled(of_plan[id], answers[id]) for id in answers if id in of_plan}
        gone = {id for id, answer in left.items() if answer in (None, {}, [])}
        return {id: left.get(id, answer) for id, answer in answers.items() if id not in gone}

    def discard(self, *, keep_old: bool = False) -> None:
        """Remove a file of the walk's own, when what it was for is written.

        With `keep_old` the version before stays: the user was told that it is there.
        """
        if self.record.is_analysis:
            return
        path = self.record.path
        older = () if keep_old else (backup_of(path),)
        for old in (path, *older, path.with_name(f"{path.name}.lock")):
            with suppress(OSError):
                old.unlink()

    def _groups(self, number: int | None) -> tuple[Question, ...]:
        """Return the groups of a step, or of all, whose rounds are items of the analysis."""
        steps = self._whole.steps if number is None else (self._whole.steps[number],)
        return tuple(
            q
            for step in steps
            for q in step.questions
            if q.kind == "grupp" and q.target not in (None, "plan")
        )

    def _save(
        self, change: Callable[[Standing], Standing], finished: tuple[Question, ...] = ()
    ) -> None:
        is_other = False

        def make(data: Data) -> Data:
            nonlocal is_other
            after = self._written(data, change(self._standing(data)[0]), finished)
            is_other = after != data
            return after

        document = update(
            self.record, make, keep_old=not self._has_saved, may_make=not self._is_there
        )
        self._has_saved |= is_other
        self._is_there = True
        self._take(document.data)

    def _take(self, data: Data) -> None:
        self.analysis = data if self.record.is_analysis else {}
        self.standing, self.notices = self._standing(data)

    def _standing(self, data: Data) -> tuple[Standing, tuple[str, ...]]:
        """Return how the walk stands in a file, and what to say of answers that do not fit."""
        raw = answers_in(self.record, data)
        plan = raw.get(PLAN)
        plan = plan if isinstance(plan, str) and self._has_plan(plan) else None
        said = {q.id for q in self._whole.questions if q.target == "plan" and not q.opens}
        if plan is None and all(is_blank(raw.get(id)) for id in said):
            plan = self._other_plan
        reading = read_tree(self._asked(plan), raw, self.names)
        of_plan = {q.id for q in self._whole.questions if q.target == "plan"}
        gone = [(way, m) for way, m in reading.gone if plan is None or way[0] not in of_plan]
        notices = tuple(message for _, message in (*gone, *reading.wrong))
        answers = self._pulled(dict(reading.answers), data)
        resume, done = (v if isinstance(v := raw.get(key), str) else None for key in (RESUME, DONE))
        return Standing(answers, reading.kept, resume, done, plan), notices

    # --- the lists of the analysis -------------------------------------------------------

    def _pulled(self, answers: dict[str, Any], data: Data) -> Tree:
        """Return the answers with what stands in the analysis: it is shown, and can be changed."""
        if not self.record.is_analysis:
            return answers
        claimed: dict[Target, set[str]] = {}
        for group in self._groups(None):
            target = cast(Target, group.target)
            there = by_identity(target, data)
            kept: list[Tree] = []
            for answered in rounds(group, answers.get(group.id)):
                id = answered.get(WRITTEN)
                if id is None:
                    kept.append(answered)
                elif id in claimed.get(target, ()):
                    continue
                elif id in there:
                    claimed.setdefault(target, set()).add(id)
                    kept.append({**answered, **answers_of(group, there[id])})
                elif not is_blank(rest := {k: v for k, v in answered.items() if k != WRITTEN}):
                    kept.append(rest)
            answers[group.id] = kept
        for group in self._groups(None):
            target = cast(Target, group.target)
            kept = [r for r in answers[group.id] if not is_nothing(r)]
            # what was just begun has no answer yet, and is asked about next
            one_more = [r for r in answers[group.id][-1:] if kept and is_nothing(r)]
            begun = {r.get(key_of(group)) for r in kept if target in IDENTITY}
            for id, found in by_identity(target, data).items():
                is_free = id not in claimed.setdefault(target, set()) and self._takes(group, found)
                if is_free and id not in begun and (group.again or not kept):
                    claimed[target].add(id)
                    kept.append({WRITTEN: id, **answers_of(group, found)})
            if kept:
                answers[group.id] = as_rounds(group, [*kept, *one_more])
            else:
                del answers[group.id]
        return answers

    def _takes(self, group: Question, found: Data) -> bool:
        """Tell whether a group is the first that an item fits."""
        groups = (g for g in self._groups(None) if g.target == group.target)
        return next((g for g in groups if fits(g, found)), None) is group

    def _written(self, data: Data, standing: Standing, finished: tuple[Question, ...]) -> Data:
        """Return a file as it shall be: items changed or made, and the rest of the answers."""
        answers: dict[str, Any] = dict(standing.answers)
        guide = self._asked(standing.plan)
        _, seen = walk(guide, answers)
        after = dict(data)
        if self.record.is_analysis:
            for group in self._groups(None):
                if group.id in answers:
                    asked = rounds(group, seen.get(group.id))
                    answers[group.id] = self._placed(
                        group, rounds(group, answers[group.id]), asked, after, group in finished
                    )
        section = {
            **({RESUME: standing.resume} if standing.resume else {}),
            **ordered(guide, with_kept(answers, standing.kept)),
            **({DONE: standing.done} if standing.done else {}),
            **({PLAN: standing.plan} if standing.plan else {}),
        }
        after["svar"] = {**(data.get("svar") or {}), self.record.name: section}
        return after

    def _placed(
        self,
        group: Question,
        found: list[Tree],
        asked: list[Tree],
        after: Data,
        is_finished: bool,
    ) -> Any:
        """Put a group's rounds in their places, and return what is left to keep of them.

        `asked` are the same rounds with the answers to what is asked now.
        """
        target = cast(Target, group.target)
        left: list[Tree] = []
        for n, answered in enumerate(found):
            made = item(group, asked[n] if n < len(asked) else {}, self.today, MODELS[target])
            id = answered.get(WRITTEN)
            dated = {way for way, fixed in group.fixed.items() if fixed == TODAY}
            if id is not None:
                id = self._changed(target, after, id, made, dated)
                self._cleared(target, after, id, group, answered)
            elif is_finished and is_whole(MODELS[target], made):
                id = self._added(target, after, made, dated)
            if id is None:
                left.append(answered)
            else:
                own = {q.id for q in group.questions if q.field is None}
                left.append({WRITTEN: id, **{k: v for k, v in answered.items() if k in own}})
        return as_rounds(group, left)

    def _changed(
        self, target: Target, after: Data, id: str, made: Data, dated: Collection[str]
    ) -> str:
        """Change an item where its answers have changed; return its id.

        The keys in `dated` have the day on which it was made, and are not changed.
        """
        key = identity(target)
        items = list(after.get(target) or [])
        for n, old in enumerate(items):
            if isinstance(old, Mapping) and str(old.get(key)) == id:
                if target in IDENTITY and str(made.get(key, id)) != id:
                    return self._added(target, after, made, dated)  # never made into another
                new = merged(old, {k: v for k, v in made.items() if k not in dated})
                if new != old:
                    items[n] = in_order(MODELS[target], new)
                    after[target] = items
                return str(new[key])
        return id

    def _cleared(
        self, target: Target, after: Data, id: str, group: Question, answered: Tree
    ) -> None:
        """Take out of an item what its questions have no answer to any more."""
        kept = {*needed(MODELS[target]), identity(target), *group.fixed}
        gone = {
            q.field
            for q in group.questions
            if q.id in answered and answered[q.id] is None and q.field not in kept
        }
        items = list(after.get(target) or [])
        for n, old in enumerate(items):
            if isinstance(old, Mapping) and str(old.get(identity(target))) == id and gone & {*old}:
                items[n] = {key: value for key, value in old.items() if key not in gone}
                after[target] = items

    def _added(self, target: Target, after: Data, made: Data, dated: Collection[str]) -> str:
        """Add an item with the next id; return it. One that is there already is changed."""
        key = identity(target)
        there = by_identity(target, after)
        if target in LETTERS:
            ids = [Numbered(id) for id in there]
            made = {"id": next_id(LETTERS[target], ids), **made}  # type: ignore[arg-type]
        elif str(made[key]) in there:
            made = with_both(there[str(made[key])], made)  # another hand has made it meanwhile
            return self._changed(target, after, str(made[key]), made, dated)
        if target == "val":
            made = self._complete(target, made)
            aside = after.get("valts_bort") or []
            after["valts_bort"] = [a for a in aside if a.get("vad") != made[key]]
        after[target] = [*(after.get(target) or []), in_order(MODELS[target], made)]
        return str(made[key])
