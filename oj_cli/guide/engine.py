"""The engine of a walk: `next` gives what is asked, and `answer` what the answer changes.

It knows of no terminal and no file. What it is told is saved at once; where that cannot be done
FileFault is raised, nothing has changed, and the same can be called again.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import takewhile
from typing import Any

from oj_cli.documents.ways import put, value
from oj_cli.domain.analysis import WRITTEN
from oj_cli.domain.guide import YES_NO, Question
from oj_cli.domain.guide_walk import Asked, Change, Move, Place, Spot, Tree
from oj_cli.guide import stops
from oj_cli.guide.answers import how, read_answer, read_parts, shown, typed
from oj_cli.guide.sheet import Saved, Sheet
from oj_cli.guide.targets import key_of, unfit


class Engine:
    """A walk through a guide that is going on: where it stands, and what comes next.

    `given` are the places of answers from flags and an answers file, which are not asked for;
    `known` gives what is known already of the others, `against` what would contradict itself in the
    plan after an answer and did not before. `done` are the numbers of the steps gone through.
    """

    def __init__(
        self,
        saved: Saved,
        given: AbstractSet[Place] = frozenset(),
        known: Callable[[Tree], Tree] = lambda _: {},
        against: Callable[[Tree, Tree], str | None] = lambda _, __: None,
    ) -> None:
        self.saved = saved
        self.done: set[int] = set()
        self._given, self._known, self._against = given, known, against
        self._unsaved: list[tuple[Place, Any]] = []
        self._filled: list[tuple[Spot, str]] = []
        at = stops.resume(saved.guide, saved.answers, saved.sheet.resume)
        self.is_resumed = at is not None and saved.sheet.resume is not None
        self._stand(at or self._spots()[0])

    @property
    def answers(self) -> Tree:
        """All answers, with what is filled in and not yet saved."""
        answers = self.saved.answers
        for place, answer in self._unsaved:
            answers = put(answers, place, answer)
        return answers

    def next(self) -> Asked | None:
        """Return what is to be answered now, None at the end."""
        while (at := self._at) and (self._is_answered or self._is_passed(at)):
            following = stops.after(self.saved.guide, self.answers, at.place)
            if following is None or following.step != at.step:
                self.done.add(at.step)
            self._stand(following)
        if self._unsaved:
            self.saved.change(self._save_filled)
            self._unsaved = []
        return self.asked() if self._at else None

    @property
    def n_left(self) -> int:
        """About how many times something will be asked after this question."""
        return stops.ahead(self.saved.guide, self.answers, self._here.place)

    def known_of(self, spot: Spot) -> tuple[tuple[Question, str], ...]:
        """Return what is known of the questions that a yes-or-no question may correct."""
        known, names = self._known(self.answers), self.saved.names
        others = self._beside(spot, spot.question.corrects)
        found = ((q, value(known, place)) for q, place in others)
        return tuple((q, shown(q, answer, names)) for q, answer in found if answer is not None)

    def answered(self, step: int) -> tuple[tuple[Spot, str], ...]:
        """Return the stops of a step that may be changed, each with its answer in words."""
        found = []
        for spot in (s for s in self._spots() if s.step == step):
            question, there = spot.question, value(self.answers, spot.place)
            if spot.is_again:
                found.append((spot, question.again or ""))
            elif there is not None and not question.is_gate:
                said = shown(question, there, self.saved.names)
                found.append((spot, f"{question.text} {said}"))
        return tuple(found)

    def n_deeper(self, step: int) -> int:
        """Return how many questions of a step the short way has left out, 0 once it is asked."""
        return stops.deep_questions(self.saved.guide.steps[step])

    def filled(self, step: int) -> tuple[tuple[Question, str], ...]:
        """Return what was filled in of a step and not yet told: the question, and the answer."""
        found = tuple((spot.question, text) for spot, text in self._filled if spot.step == step)
        self._filled = [one for one in self._filled if one[0].step != step]
        return found

    def visit(self, place: Place) -> None:
        """Ask what stands at a place once more, or a group for one more round."""
        self._stand(self._at_place(place))
        self._is_wanted = True

    def deepen(self, step: int) -> None:
        """Go through a step that is done once more, and ask what the short way left out."""
        self.saved.change(lambda sheet: sheet.deepen(sheet.guide.steps[step].id))
        self._stand(next(s for s in self._spots() if s.step == step))

    def asked(self) -> Asked:
        """Return the stop where the walk stands, as it is now."""
        spot, question = self._here, self._here.question
        there = None if spot.is_again else value(self.answers, spot.place)
        offered = self._offered(spot) if there is None else there
        needed = stops.is_needed(spot, stops.walk(self.saved.guide, self.answers)[1])
        may_skip = (not needed or spot.is_of_plan) and not spot.is_again
        # what an item is of cannot be taken from it; a round more can be taken away with it
        is_held = self._is_key(spot) and WRITTEN in stops.round_of(self.answers, spot)
        may_clear = self._is_more(spot) or (may_skip and not is_held)
        more = question.help or question.reflection or question.example
        may = {
            Move.BACK: bool(self._before(spot)),
            Move.SKIP: may_skip,
            Move.STOP: True,
            Move.CLEAR: there is not None and may_clear,
            Move.HELP: bool(more) and not spot.is_again,
        }
        moves = tuple(move for move, is_allowed in may.items() if is_allowed)
        text = "" if offered is None else typed(question, offered)
        return Asked(spot, there, offered, text, how(question), needed, moves)

    def wrong(self, raw: Any) -> str | None:
        """Say why an answer cannot be kept, as it is typed; None if it can."""
        spot, answers = self._here, self.answers
        try:
            answer, _ = self._read(spot, raw)
        except ValueError as error:
            return str(error)
        said = stops.clash(self.saved.guide, answers, spot, answer) or unfit(spot, answer)
        if said is None and spot.is_of_plan:
            said = self._against(answers, put(answers, spot.place, answer))
        return said

    def answer(self, raw: Any) -> Change:
        """Save an answer that is not wrong; at a group, True is whether it comes once more."""
        spot = self._here
        if spot.is_again:
            return self._once_more(spot, raw)
        answer, others = self._read(spot, raw)
        change, names = self._keep(spot, answer, others), self.saved.names
        if not change.is_saved or not others:
            return change
        said = ", ".join(shown(q, a, names) for q, a in ((spot.question, answer), *others))
        return replace(change, told=(*change.told, f"Läst som: {said}."))

    def clear(self) -> Change:
        """Take away the answer, and of what one more round is of the whole round."""
        spot, there = self._here, self.asked().there
        if not self._is_more(spot):
            return self._keep(spot, None)
        self._take_away(spot)
        name = shown(spot.question, there, self.saved.names)
        return Change((f"{spot.inside[-1][0].text}: {name} är inte med längre.",))

    def skip(self) -> Change:
        """Skip the question: what stands there stays."""
        asked = self.asked()
        change = self._keep(asked.spot, asked.there)
        if asked.there is not None or not (asked.needed or asked.spot.question.warned):
            return change
        warns, is_open = "Utan svar varnar oj plan check.", "Där står det ATT GÖRA i planen."
        return replace(change, told=(*change.told, is_open if asked.needed else warns))

    def back(self) -> None:
        """Go to the stop before; a round that was begun and not answered is not there any more."""
        spot, around = self._here, self._here.place[:-1]
        if spot.inside and around[-1] != 0 and stops.is_blank(value(self.answers, around)):
            self._take_away(spot)
            return
        earlier = self._before(spot) or self._spots()[:1]
        asked = [s for s in earlier if s.is_again or not self._is_filled(s)]
        place = (asked or earlier)[-1].place
        self.saved.change(lambda sheet: sheet.go_on_at(place))
        self.visit(place)

    def stop(self) -> None:
        """Save where to go on the next time."""
        self.saved.change(lambda sheet: sheet.go_on_at(self._here.place))

    # --- where one is --------------------------------------------------------------------

    @property
    def _here(self) -> Spot:
        assert self._at is not None  # noqa: S101  # nothing is answered after the end
        return self._at

    def _spots(self) -> tuple[Spot, ...]:
        return stops.walk(self.saved.guide, self.answers)[0]

    def _at_place(self, place: Place) -> Spot:
        spots = self._spots()  # from which another hand may have taken a round away
        return next((s for s in spots if s.place == place), spots[0])

    def _before(self, spot: Spot) -> tuple[Spot, ...]:
        return tuple(takewhile(lambda s: s.place != spot.place, self._spots()))

    def _stand(self, spot: Spot | None) -> None:
        self._at, self._is_answered, self._is_wanted = spot, False, False

    def _beside(self, spot: Spot, ids: Sequence[str]) -> list[tuple[Question, Place]]:
        """Return those of the questions among which a stop stands, each with its place."""
        return [(q, (*spot.place[:-1], q.id)) for q in spot.beside if q.id in ids]

    def _is_more(self, spot: Spot) -> bool:
        """Tell whether a question says what a second round, or a later one, is of."""
        return self._is_key(spot) and bool(spot.inside[-1][0].again) and spot.place[-2] != 0

    def _is_key(self, spot: Spot) -> bool:
        """Tell whether a question says what a round is of."""
        return bool(spot.inside) and spot.question == key_of(spot.inside[-1][0])

    # --- the short way -------------------------------------------------------------------

    def _is_passed(self, spot: Spot) -> bool:
        """Tell whether a stop need not be asked: given, known, or of a step that is done."""
        if self._is_wanted:
            return False
        if spot.is_again:
            is_given = any(place[:-1] == spot.place[:-1] for place in self._given)
            return is_given or spot.step in self.done
        if spot.place in self._given:
            return True
        if spot.step in self.done and stops.is_answered(self.answers, spot.place):
            return True
        if spot.question.corrects:
            others = self._beside(spot, spot.question.corrects)
            is_said = any(value(self.answers, place) is not None for _, place in others)
            return not is_said and not self.known_of(spot)
        return self._fills(spot) and self._fill(spot)

    def _fills(self, spot: Spot) -> bool:
        """Tell whether what is known answers a stop, and was not said to be wrong."""
        return spot.question.fills and self._is_right(spot) is not False

    def _is_filled(self, spot: Spot) -> bool:
        """Tell whether a stop was filled in, and not asked."""
        is_there = spot.question.deep or value(self.answers, spot.place) is not None
        return self._fills(spot) and is_there

    def _is_right(self, spot: Spot) -> bool | None:
        """Tell whether what is known of a question was said to be right, None if nothing was."""
        gates = [q.id for q in spot.beside if spot.question.id in q.corrects]
        said = next((value(self.answers, place) for _, place in self._beside(spot, gates)), None)
        return None if said is None else bool(said == YES_NO[0])

    def _fill(self, spot: Spot) -> bool:
        """Take what is known as the answer, and tell whether the question is done with."""
        if stops.is_answered(self.answers, spot.place):
            return True
        offered = self._known_of(spot)
        if offered is None or self.wrong(offered) is not None:
            return spot.question.deep
        self._unsaved.append((spot.place, offered))
        if not self._is_right(spot):
            self._filled.append((spot, shown(spot.question, offered, self.saved.names)))
        return True

    def _offered(self, spot: Spot) -> Any:
        """Return what is offered as the answer where none stands."""
        if spot.is_again:
            return None
        found, default = self._known_of(spot), spot.question.default
        if found is None and default is not None:
            found = read_answer(spot.question, default, self.saved.names)
        return found

    def _known_of(self, spot: Spot) -> Any:
        """Return what is known of a question: from the analysis, or of another answer."""
        found, other = value(self._known(self.answers), spot.place), spot.question.suggested
        if found is None and other is not None:
            found = stops.nearest(self.answers, spot.place, other)
        return found

    def _read(self, spot: Spot, raw: Any) -> tuple[Any, list[tuple[Question, Any]]]:
        """Return an answer as it is kept, and its last parts as those of other questions.

        Only questions that nothing is said of are given any. What stands there is an answer, also
        where it is an indicator among themes.
        """
        if raw == value(self.answers, spot.place):
            return raw, []
        beside = self._beside(spot, spot.question.parts)
        others = [q for q, place in beside if value(self.answers, place) is None]
        if not others or not isinstance(raw, str):
            return read_answer(spot.question, raw, self.saved.names), []
        return read_parts(spot.question, others, raw, self.saved.names)

    # --- saving --------------------------------------------------------------------------

    def _save_filled(self, sheet: Sheet) -> None:
        for place, answer in self._unsaved:
            if not stops.is_answered(sheet.answers, place):
                sheet.put(place, answer)
        sheet.go_on_after(self._unsaved[-1][0])

    def _keep(self, spot: Spot, answer: Any, others: Sequence[tuple[Question, Any]] = ()) -> Change:
        """Save an answer, those it was read as too, and where to go on; not over another hand's."""
        seen, there = value(self.saved.answers, spot.place), None

        def change(sheet: Sheet) -> None:
            nonlocal there
            there = value(sheet.answers, spot.place)
            if there in (None, seen, answer):
                sheet.put(spot.place, answer)
                for other, part in others:
                    sheet.put((*spot.place[:-1], other.id), part)
                sheet.go_on_after(spot.place)

        told = self.saved.change(change)
        if there not in (None, seen, answer):
            other = f"Någon annan har svarat på frågan under tiden: {typed(spot.question, there)}"
            return Change((other, "Svara igen. Ert svar ersätter det andra."), is_saved=False)
        self._is_answered = True
        return Change(tuple(told))

    def _once_more(self, spot: Spot, is_more: bool) -> Change:
        def change(sheet: Sheet) -> None:
            if is_more:
                sheet.put(spot.place, {})
            sheet.go_on_after(spot.place)

        self.saved.change(change)
        self._is_answered = True
        return Change()

    def _take_away(self, spot: Spot) -> None:
        """Take away the round of a stop, and stand at the stop that asks for one more."""
        around = spot.place[:-1]

        def change(sheet: Sheet) -> None:
            sheet.remove(around)
            sheet.go_on_at(around)

        self.saved.change(change)
        self._stand(self._at_place(around))
