"""A guide walked on a terminal: one question at a time, each with what one needs to answer it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from oj_cli.commands.guide.ask import Asking, may_be_open
from oj_cli.commands.guide.beside import Beside
from oj_cli.domain.errors import FileFault
from oj_cli.domain.guide import WRITTEN
from oj_cli.domain.guide_walk import Place, Spot, Tree
from oj_cli.guide.answers import read_answer, shown, typed
from oj_cli.guide.merging import Full, apart, key_of
from oj_cli.guide.prefill import suggestion
from oj_cli.guide.session import Session, Taken
from oj_cli.guide.targets import IDENTITY
from oj_cli.guide.telling import refused, woken
from oj_cli.guide.walk import (
    is_answered,
    is_blank,
    is_needed,
    once_more,
    put,
    resume,
    value,
    walk,
    without_round,
    written,
)
from oj_cli.terminal import prompts
from oj_cli.terminal.prompts import Move, Option

if TYPE_CHECKING:
    from oj_cli.api.guide_figures import Figures
    from oj_cli.api.guide_plan import PlanSide

_AGAIN = "igen"
_STOP = "sluta"


@dataclass
class Walk:
    """A walk on a terminal.

    `given` are answers from flags and an answers file, which are not asked for; `known` gives
    what is known already, offered as the answer; `go_on` what to type to go on later.
    """

    session: Session
    figures: "Figures"
    plan: "PlanSide | None"
    go_on: str
    given: Tree = field(default_factory=dict)
    known: Callable[[Tree], Tree] = lambda _: {}
    _is_rescued: bool = False

    def __post_init__(self) -> None:
        self.beside = Beside(self.session, self.figures)
        self.asking = Asking(self.session, self.figures, self.plan)

    def run(self) -> bool:
        """Ask what is left. Returns False if the user stopped before the end.

        Raises KeyboardInterrupt and EOFError when the user breaks off, after having said
        where the answers lie, and FileFault if they could not be saved.
        """
        try:
            return self._run()
        except (KeyboardInterrupt, EOFError):
            prompts.show("")  # ^C may stand on the line
            if not self._is_rescued:
                self._tell_where()
            raise

    def _run(self) -> bool:
        session = self.session
        for notice in session.notices:
            prompts.show(f"{notice} Svaret ligger kvar i filen.")
        at = resume(session.guide, session.answers, session.standing.resume)
        stops, _ = walk(session.guide, session.answers)
        spot = stops[0 if at is None else at]
        if at is not None and session.standing.resume is not None:
            prompts.show("Ni fortsätter där ni slutade.")
        while True:
            if not self._is_given(spot):
                move = self._stop_at(spot)
                if move is Move.STOP:
                    self._save(partial(session.change, _as_they_are, written(spot.place)))
                    self._tell_where()
                    return False
                if move is Move.BACK:
                    spot = self._back(spot)
                    continue
                if move is Move.CLEAR:
                    spot = self._without(spot)
                    continue
                if isinstance(move, Spot):
                    spot = move
            following = self._after(spot)
            if following is None or following.step != spot.step:
                then = None if following is None else written(following.place)
                self._save(partial(session.finish_step, spot.step, then))
                following = None if following is None else self._same(following)
            if following is None:
                return True
            spot = following

    # --- moving --------------------------------------------------------------------------

    def _stops(self) -> tuple[Spot, ...]:
        return walk(self.session.guide, self.session.answers)[0]

    def _number(self, spot: Spot) -> int:
        stops = self._stops()
        found = [n for n, s in enumerate(stops) if s.place == spot.place]
        return found[0] if found else 0

    def _same(self, spot: Spot) -> Spot:
        return self._stops()[self._number(spot)]

    def _after(self, spot: Spot) -> Spot | None:
        """Return the stop after this one, None at the end. A group that goes on is gone into."""
        stops = self._stops()
        for n, stop in enumerate(stops):
            if stop.place == spot.place:
                return stops[n + 1] if n + 1 < len(stops) else None
        inside = len(spot.place)  # the group came once more, and this is its round
        return next((s for s in stops if s.place[:inside] == spot.place), None)

    def _then(self, answers: Tree, spot: Spot) -> str | None:
        """Return where to go on after an answer, as it is saved."""
        stops, _ = walk(self.session.guide, answers)
        places = [s.place for s in stops]
        at = places.index(spot.place) + 1 if spot.place in places else len(places)
        return written(stops[at].place) if at < len(stops) else written(spot.place)

    def _back(self, spot: Spot) -> Spot:
        """Go to the stop before; a round that was begun and not answered is not there any more."""
        session = self.session
        around = spot.place[:-1]
        begun = bool(spot.inside) and isinstance(around[-1], int) and around[-1] > 0
        if begun and is_blank(value(session.answers, around)):
            return self._without(spot)
        before = self._stops()[max(self._number(spot) - 1, 0)]
        self._save(partial(session.change, _as_they_are, written(before.place)))
        return self._same(before)

    def _without(self, spot: Spot) -> Spot:
        """Take away the round of a stop, and return the stop that asks for one more."""
        session, around = self.session, spot.place[:-1]
        self._save(
            lambda: session.change(
                lambda answers: without_round(session.guide, answers, around), written(around)
            )
        )
        return next(s for s in self._stops() if s.place == around)

    def _is_given(self, spot: Spot) -> bool:
        if spot.is_again:
            *way, key, _ = spot.place
            return value(self.given, (*way, key)) is not None
        return is_answered(self.given, spot.place)

    # --- one stop ------------------------------------------------------------------------

    def _stop_at(self, spot: Spot) -> Move | Spot | None:
        """Show and ask one stop, and save the answer.

        Returns the move if one was made, and the stop that was answered if it was another.
        """
        self.beside.show(spot)
        moves = self._moves(spot)
        if spot.is_again:
            return self._ask_again(spot, moves)
        there = value(self.session.answers, spot.place)
        is_extra = self._is_begun_area(spot)
        needed = is_needed(spot, walk(self.session.guide, self.session.answers)[1])
        default = self._offered(spot) if there is None else there
        while True:
            answer = self.asking.ask(spot, default, moves, needed=needed)
            if answer is Move.SKIP and is_extra:
                name = shown(spot.question, there, self.session.names)
                prompts.show(f"{spot.inside[-1][0].text}: {name} är inte med längre.")
                return Move.CLEAR
            if answer is Move.SKIP:
                answer = there  # what was answered before stays
            elif answer is Move.CLEAR:
                answer = None
            if isinstance(answer, Move):
                return answer
            before = self.session.answers
            try:
                place = apart(self.session.guide, before, spot, answer)
                self._keep(spot, place, answer, there)
            except Full as full:
                fault = refused(full, self.session.names)
                prompts.show(" ".join([fault.message, *fault.hints]))
            except Taken as taken:
                other = typed(spot.question, taken.answer)
                prompts.show(f"Någon annan har svarat på frågan under tiden: {other}")
                prompts.show("Svara igen. Ert svar ersätter det andra.")
                there, default = taken.answer, answer
            else:
                if self.plan and isinstance(answer, str) and self.plan.wants_another(spot, answer):
                    there = default = answer  # saved, should one break off here
                    continue
                self._say_what_it_means(spot, before, answer)
                return None if place == spot.place else self._beside(spot, place, there)

    def _moves(self, spot: Spot) -> list[Move]:
        """Return what one may do at a stop instead of answering."""
        answers = self.session.answers
        moves = [Move.STOP] if self._number(spot) == 0 else [Move.BACK, Move.STOP]
        if spot.is_again:
            return moves
        needed = is_needed(spot, walk(self.session.guide, answers)[1])
        if not needed or may_be_open(spot) or self._is_begun_area(spot):
            moves.insert(-1, Move.SKIP)
            if value(answers, spot.place) is not None and not self._is_of_item(spot):
                moves.append(Move.CLEAR)
        return moves

    def _say_what_it_means(self, spot: Spot, before: Tree, answer: Any) -> None:
        """Say which area waits no longer, and that what was written was of another one."""
        session = self.session
        for told in woken(session.guide, before, session.answers, session.names):
            prompts.show(told.text)
        around = value(before, spot.place[:-1]) if spot.inside else None
        if spot.question.kind != "tema" or not isinstance(around, Mapping) or WRITTEN in around:
            return
        id = str(spot.place[-1])
        others = {key: said for key, said in around.items() if key != id}
        if around.get(id) not in (None, answer) and not is_blank(others):
            name = shown(spot.question, around[id], session.names)
            prompts.show(f"Det som ni har skrivit här gällde {name}. Ändra det som inte passar.")

    def _is_of_item(self, spot: Spot) -> bool:
        """Tell whether a question says what an item of the analysis is of: that it must have."""
        around = value(self.session.answers, spot.place[:-1]) if spot.inside else None
        is_item = isinstance(around, Mapping) and WRITTEN in around
        return is_item and spot.question.id == key_of(spot.inside[-1][0])

    def _is_begun_area(self, spot: Spot) -> bool:
        """Tell whether a question says which area one more round is of, not yet in the analysis."""
        if not spot.inside or spot.inside[-1][0].target not in IDENTITY:
            return False
        around = value(self.session.answers, spot.place[:-1])
        if not isinstance(around, Mapping) or WRITTEN in around or spot.place[-2] == 0:
            return False
        id = spot.question.id
        return id == key_of(spot.inside[-1][0]) and around.get(id) is not None

    def _offered(self, spot: Spot) -> Any:
        """Return what is offered as the answer where none stands."""
        question, answers = spot.question, self.session.answers
        around = value(answers, spot.place[:-1]) if spot.inside else answers
        found = value(self.known(answers), spot.place)
        if found is None:
            found = suggestion(question, around, answers)
        if found is None and question.default is not None:
            found = read_answer(question, question.default, self.session.names)
        return found

    def _beside(self, spot: Spot, place: Place, there: Any) -> Spot:
        """Say that what stood there stands there still, and return the stop beside it."""
        group, session = spot.inside[-1][0], self.session
        name, other = (
            shown(spot.question, answer, session.names)
            for answer in (value(session.answers, place), there)
        )
        prompts.show(f"{group.text}: {name} är tillagt. {other} står kvar, med det ni har svarat.")
        return next(s for s in self._stops() if s.place == place)

    def _keep(self, spot: Spot, place: Place, answer: Any, there: Any) -> None:
        session = self.session
        after = put(session.guide, session.answers, place, answer)
        then = self._then(after, replace(spot, place=place))
        seen = there if place == spot.place else None
        self._save(lambda: session.keep(place, answer, seen, then), unsaved=(place, answer))

    def _ask_again(self, spot: Spot, moves: Sequence[Move]) -> Move | None:
        answer = prompts.confirm(spot.question.again or "", default=False, moves=moves)
        if isinstance(answer, Move):
            return answer
        session = self.session

        def change(answers: Tree) -> Tree:
            return once_more(session.guide, answers, spot) if answer else answers

        if answer:
            then = written(self._first_of(change(session.answers), spot.place))
        else:
            then = self._then(session.answers, spot) or written(spot.place)
        self._save(lambda: session.change(change, then))
        return None

    def _first_of(self, answers: Tree, place: Place) -> Place:
        stops, _ = walk(self.session.guide, answers)
        return next(s.place for s in stops if s.place[: len(place)] == place and s.place != place)

    # --- saving --------------------------------------------------------------------------

    def _save(self, action: Callable[[], None], unsaved: tuple[Place, Any] | None = None) -> None:
        """Save; where it cannot be done, say why and try again for as long as the user likes."""
        while True:
            try:
                action()
            except FileFault as fault:
                prompts.show(f"Svaret är inte sparat än. {fault.message}")
                where = [f"Var: {fault.place}"] if fault.place else []
                for line in (*where, *fault.details, *fault.hints):
                    prompts.show(line)
                try:
                    again = prompts.choice(
                        "Vad vill ni göra?",
                        [Option(_AGAIN, "Försöka spara igen"), Option(_STOP, "Sluta")],
                    )
                except (KeyboardInterrupt, EOFError):
                    self._rescue(unsaved)
                    raise
                if again == _STOP:
                    self._rescue(unsaved)
                    raise
            else:
                return

    def _rescue(self, unsaved: tuple[Place, Any] | None) -> None:
        """Write the answers somewhere else, since they could not be saved; say where."""
        from oj_cli.api.guide_rescue import rescue

        answers = self.session.answers
        if unsaved is not None:
            answers = put(self.session.guide, answers, *unsaved)
        self._is_rescued = True
        for line in rescue(self.session.guide, answers, self.go_on):
            prompts.show(line)

    def _tell_where(self) -> None:
        from oj_cli.api.selecting import from_here

        prompts.show(f"Svaren är sparade i {from_here(self.session.record.path)}.")
        prompts.show(f"Fortsätt där ni slutade med: {self.go_on}")


def _as_they_are(answers: Tree) -> Tree:
    return answers
