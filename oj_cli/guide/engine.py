"""The engine of a walk: `next` gives what is asked, and `answer` what the answer changes.

It knows of no terminal and no file. What it is told is saved at once; where that cannot be done
FileFault is raised, nothing has changed, and the same can be called again.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from oj_cli.domain.analysis import WRITTEN
from oj_cli.domain.guide import YES_NO, Question
from oj_cli.domain.guide_walk import Asked, Change, Place, Spot, Tree
from oj_cli.guide.answers import BadAnswer, how, read_answer, read_parts, shown, typed
from oj_cli.guide.given import key_of, refused
from oj_cli.guide.saved import Saved, Taken
from oj_cli.guide.sheet import NoPlace, Sheet
from oj_cli.guide.targets import IDENTITY
from oj_cli.guide.walk import (
    after,
    ahead,
    clash,
    deep_questions,
    is_answered,
    is_blank,
    is_needed,
    lacks,
    put,
    resume,
    round_of,
    value,
    walk,
    written,
)

Against = Callable[[Tree, Tree], str | None]
"""Says what would contradict itself in the plan after an answer, and did not before."""


class Engine:
    """A walk through a guide that is going on: where it stands, and what comes next.

    `given` are the places of answers from flags and an answers file, which are not asked for;
    `known` gives what is known already of the others.
    """

    def __init__(
        self,
        saved: Saved,
        given: AbstractSet[Place] = frozenset(),
        known: Callable[[Tree], Tree] = lambda _: {},
        against: Against = lambda _, __: None,
    ) -> None:
        self.saved = saved
        self._given = given
        self._known = known
        self._against = against
        at = resume(saved.guide, saved.answers, saved.sheet.resume)
        self.is_resumed = at is not None and saved.sheet.resume is not None
        self._at: Spot | None = self._spots()[at or 0]
        self._is_answered = False
        self._is_wanted = False
        self._gone_through: set[int] = set()
        self._filled: list[tuple[Spot, str]] = []
        self._unsaved: tuple[Place, Any] | None = None
        self._taken: tuple[Any, Any] | None = None

    @property
    def answers(self) -> Tree:
        """All answers, one that could not be saved among them."""
        answers = self.saved.answers
        return put(self.saved.guide, answers, *self._unsaved) if self._unsaved else answers

    def next(self) -> Asked | None:
        """Return what is to be answered now, None at the end."""
        while self._at is not None and (
            self._is_answered or self._is_given(self._at) or self._is_passed(self._at)
        ):
            self._go_on(self._at)
        return None if self._at is None else self.asked()

    @property
    def done(self) -> AbstractSet[int]:
        """The steps that have been gone through, by their number."""
        return self._gone_through

    @property
    def n_left(self) -> int:
        """About how many times something will be asked after this question."""
        return ahead(self.saved.guide, self.saved.answers, self._here.place)

    def known_of(self, spot: Spot) -> tuple[tuple[Question, str], ...]:
        """Return what is known of the questions that a yes-or-no question may correct."""
        known, around = self._known(self.saved.answers), spot.place[:-1]
        beside = {q.id: q for q in self._beside(spot)}
        found = ((beside[id], value(known, (*around, id))) for id in spot.question.corrects)
        return tuple(
            (q, shown(q, answer, self.saved.names)) for q, answer in found if answer is not None
        )

    def answered(self, step: int) -> tuple[tuple[Spot, str], ...]:
        """Return the stops of a step that may be changed, each with its answer in words."""
        answers, names = self.saved.answers, self.saved.names
        found = []
        for spot in self._spots():
            there = value(answers, spot.place)
            if spot.step == step and spot.is_again:
                found.append((spot, spot.question.again or ""))
            elif spot.step == step and there is not None and not spot.question.is_gate:
                found.append((spot, f"{spot.question.text} {shown(spot.question, there, names)}"))
        return tuple(found)

    def n_deeper(self, step: int) -> int:
        """Return how many questions of a step the short way has left out, 0 once it is asked."""
        return deep_questions(self.saved.guide.steps[step])

    def filled(self, step: int) -> tuple[tuple[Question, str], ...]:
        """Return what was filled in of a step and not yet told: the question, and the answer."""
        found = tuple((spot.question, text) for spot, text in self._filled if spot.step == step)
        self._filled = [one for one in self._filled if one[0].step != step]
        return found

    def visit(self, place: Place) -> None:
        """Ask what stands at a place once more, or a group for one more round."""
        self._stand(place)
        self._is_wanted = True

    def deepen(self, step: int) -> None:
        """Go through a step that is done once more, and ask what the short way left out."""
        self.saved.deepen((self.saved.guide.steps[step].id,))
        self._stand(next(s for s in self._spots() if s.step == step).place)

    def asked(self) -> Asked:
        """Return the stop where the walk stands, as it is now."""
        spot, answers = self._here, self.saved.answers
        there = None if spot.is_again else value(answers, spot.place)
        offered = self._offered(spot) if there is None else there
        there, offered = self._taken or (there, offered)
        needed = is_needed(spot, walk(self.saved.guide, answers)[1])
        may_skip = not needed or spot.is_of_plan or self._is_begun_area(spot)
        may_skip = may_skip and not spot.is_again
        has_answer = value(answers, spot.place) is not None
        is_what_item_is_of = self._is_key(spot) and WRITTEN in round_of(answers, spot)
        return Asked(
            spot,
            there,
            offered,
            "" if offered is None else typed(spot.question, offered),
            how(spot.question),
            needed,
            may_go_back=self._number(spot) > 0,
            may_skip=may_skip,
            may_clear=may_skip and has_answer and not is_what_item_is_of,
        )

    def wrong(self, raw: Any) -> str | None:
        """Say why an answer cannot be kept, as it is typed; None if it can."""
        spot, guide, answers = self._here, self.saved.guide, self.saved.answers
        if spot.question.kind == "tema" and raw == value(answers, spot.place):
            return None  # as it stands, an indicator among the themes too
        try:
            answer, _ = self._read(spot, raw)
        except BadAnswer as error:
            return str(error)
        said = clash(guide, answers, spot, answer)
        if said is None and spot.is_of_plan:
            said = self._against(answers, put(guide, answers, spot.place, answer))
        return said

    def answer(self, raw: Any) -> Change:
        """Save an answer that is not wrong; at a group, True is whether it comes once more."""
        spot, saved = self._here, self.saved
        if spot.is_again:
            return self._once_more(spot, raw)
        if raw == value(saved.answers, spot.place):
            return self._keep(spot, raw)
        answer, others = self._read(spot, raw)
        change = self._keep(spot, answer)
        if not change.is_saved or not others:
            return change
        here = self._here.place
        for other, part in others:
            saved.keep((*here[:-1], other.id), part, None, here)
        said = ", ".join(shown(q, a, saved.names) for q, a in ((spot.question, answer), *others))
        return replace(change, told=(*change.told, f"Läst som: {said}."))

    def _read(self, spot: Spot, raw: Any) -> tuple[Any, list[tuple[Question, Any]]]:
        """Return an answer as it is kept, and its last parts as those of other questions.

        Only questions that nothing is said of are given any.
        """
        question, said = spot.question, self._around(spot)
        others = [
            q for q in self._beside(spot) if q.id in question.parts and said.get(q.id) is None
        ]
        if not others or not isinstance(raw, str):
            return read_answer(question, raw, self.saved.names), []
        return read_parts(question, others, raw, self.saved.names)

    def clear(self) -> Change:
        """Take away the answer."""
        return self._keep(self._here, None)

    def skip(self) -> Change:
        """Skip the question: what stands there stays. An area that was just begun goes."""
        spot, asked = self._here, self.asked()
        there = asked.there
        if not self._is_begun_area(spot):
            change = self._keep(spot, there)
            without = _without(asked) if there is None else ()
            return replace(change, told=(*change.told, *without))
        name = shown(spot.question, there, self.saved.names)
        self._take_away(spot)
        return Change((f"{spot.inside[-1][0].text}: {name} är inte med längre.",))

    def back(self) -> None:
        """Go to the stop before; a round that was begun and not answered is not there any more."""
        spot = self._here
        around = spot.place[:-1]
        is_more = bool(spot.inside) and isinstance(around[-1], int) and around[-1] > 0
        if is_more and is_blank(value(self.saved.answers, around)):
            self._take_away(spot)
            return
        earlier = self._spots()[: max(self._number(spot), 1)]
        asked = [s for s in earlier if s.is_again or not self._is_filled(s)]
        before = (asked or earlier)[-1]
        self.saved.go_on_at(before.place)
        self.visit(before.place)

    def stop(self) -> None:
        """Save where to go on the next time."""
        self.saved.go_on_at(self._here.place)

    def stay(self) -> None:
        """Ask once more what was just answered."""
        self._is_answered = False

    # --- moving --------------------------------------------------------------------------

    @property
    def _here(self) -> Spot:
        assert self._at is not None  # noqa: S101  # nothing is answered after the end
        return self._at

    def _spots(self) -> tuple[Spot, ...]:
        return walk(self.saved.guide, self.saved.answers)[0]

    def _number(self, spot: Spot) -> int:
        places = [s.place for s in self._spots()]
        return places.index(spot.place) if spot.place in places else 0

    def _stand(self, place: Place) -> None:
        self._at = next((s for s in self._spots() if s.place == place), self._spots()[0])
        self._is_answered, self._is_wanted, self._taken = False, False, None

    def _go_on(self, spot: Spot) -> None:
        following = after(self.saved.guide, self.saved.answers, spot.place)
        if following is None or following.step != spot.step:
            self._gone_through.add(spot.step)
        if following is None:
            self._at = None
        else:
            self._stand(following.place)

    def _is_given(self, spot: Spot) -> bool:
        if spot.is_again:
            return any(place[:-1] == spot.place[:-1] for place in self._given)
        return spot.place in self._given

    # --- the short way -------------------------------------------------------------------

    def _is_passed(self, spot: Spot) -> bool:
        """Tell whether a stop need not be asked: known, or answered when the step was done."""
        if self._is_wanted:
            return False
        answers, question = self.saved.answers, spot.question
        if spot.step in self._gone_through and (spot.is_again or is_answered(answers, spot.place)):
            return True
        if spot.is_again:
            return False
        if question.corrects:
            ids = [(*spot.place[:-1], id) for id in question.corrects]
            known = self._known(answers)
            return all(value(answers, p) is None and value(known, p) is None for p in ids)
        return question.fills and self._is_right(spot) is not False and self._fill(spot)

    def _is_filled(self, spot: Spot) -> bool:
        """Tell whether a stop was filled in, and not asked."""
        there = value(self.saved.answers, spot.place)
        fills = spot.question.fills and (spot.question.deep or there is not None)
        return fills and self._is_right(spot) is not False

    def _is_right(self, spot: Spot) -> bool | None:
        """Tell whether what is known of a question was said to be right, None if nothing was."""
        beside = (q for q in self._beside(spot) if spot.question.id in q.corrects)
        said = next((self._around(spot).get(q.id) for q in beside), None)
        return None if said is None else said == YES_NO[0]

    def _around(self, spot: Spot) -> Tree:
        """Return the answers among which that of a stop stands."""
        return round_of(self.saved.answers, spot) if spot.inside else self.saved.answers

    def _beside(self, spot: Spot) -> tuple[Question, ...]:
        """Return the questions among which a stop stands."""
        return spot.inside[-1][0].questions if spot.inside else self.saved.guide.questions

    def _fill(self, spot: Spot) -> bool:
        """Take what is known as the answer, and tell whether the question is done with."""
        saved, place = self.saved, spot.place
        if is_answered(saved.answers, place):
            return True
        offered = self._known_of(spot)
        if offered is None or self.wrong(offered) is not None:
            return spot.question.deep
        saved.keep(place, offered, None)
        if not self._is_right(spot):
            self._filled.append((spot, shown(spot.question, offered, saved.names)))
        return True

    # --- saving --------------------------------------------------------------------------

    def _keep(self, spot: Spot, answer: Any) -> Change:
        saved, there = self.saved, self.asked().there
        self._unsaved = (spot.place, answer)
        try:
            went, told = saved.keep(spot.place, answer, there)
        except NoPlace as full:
            self._unsaved = None
            fault = refused(full, saved.names)
            return Change((" ".join([fault.message, *fault.hints]),), is_saved=False)
        except Taken as taken:
            self._unsaved = None
            self._taken = taken.answer, answer
            other = typed(spot.question, taken.answer)
            what = f"Någon annan har svarat på frågan under tiden: {other}"
            return Change((what, "Svara igen. Ert svar ersätter det andra."), is_saved=False)
        self._unsaved = self._taken = None
        if went != spot.place:
            self._at = next(s for s in self._spots() if s.place == went)
        self._is_answered = True
        return Change(told)

    def _once_more(self, spot: Spot, is_more: bool) -> Change:
        def change(sheet: Sheet) -> None:
            if is_more:
                sheet.put(spot.place, None)
            sheet.go_on_after(spot.place)

        self.saved.change(change)
        self._is_answered = True
        return Change()

    def _take_away(self, spot: Spot) -> None:
        """Take away the round of a stop, and stand at the stop that asks for one more."""
        around = spot.place[:-1]

        def change(sheet: Sheet) -> None:
            sheet.remove(around)
            sheet.resume = written(around)

        self.saved.change(change)
        self._stand(around)

    # --- what a stop is ------------------------------------------------------------------

    def _is_key(self, spot: Spot) -> bool:
        """Tell whether a question says what a round is of."""
        return bool(spot.inside) and spot.question.id == key_of(spot.inside[-1][0])

    def _is_begun_area(self, spot: Spot) -> bool:
        """Tell whether a question says which area one more round is of, which is only begun."""
        if not self._is_key(spot) or spot.inside[-1][0].target not in IDENTITY:
            return False
        here = round_of(self.saved.answers, spot)
        is_said = here.get(spot.question.id) is not None
        return spot.place[-2] != 0 and is_said and lacks(spot.inside[-1][0], here)

    def _offered(self, spot: Spot) -> Any:
        """Return what is offered as the answer where none stands."""
        question = spot.question
        if spot.is_again:
            return None
        found = self._known_of(spot)
        if found is None and question.default is not None:
            found = read_answer(question, question.default, self.saved.names)
        return found

    def _known_of(self, spot: Spot) -> Any:
        """Return what is known of a question: from the analysis, or of another answer."""
        question, answers = spot.question, self.saved.answers
        found = value(self._known(answers), spot.place)
        if found is None and question.suggested is not None:
            here = round_of(answers, spot).get(question.suggested)
            found = answers.get(question.suggested) if here is None else here
        return found


def _without(asked: Asked) -> tuple[str, ...]:
    """Say what a plan lacks where a question of it is skipped."""
    if asked.spot.question.warned:
        return ("Utan svar varnar oj plan check.",)
    return ("Där står det ATT GÖRA i planen.",) if asked.needed and asked.may_skip else ()
