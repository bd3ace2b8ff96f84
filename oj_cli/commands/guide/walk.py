"""A guide walked, on a terminal or with what was given: what is shown, asked and told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from oj_cli.api.guide_walk import Engine, Walk, judge
from oj_cli.commands.output import Answer, emit, output_options
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import Question
from oj_cli.domain.guide_walk import Asked, Move, Outcome, Spot
from oj_cli.domain.swedish import counted, each_sentence, listing
from oj_cli.presentation.document import Document, Section
from oj_cli.terminal import prompts
from oj_cli.terminal.program import fault_text
from oj_cli.terminal.questions import Option, show
from oj_cli.terminal.streams import say
from oj_cli.views.guide import beside_sections, outcome_lines, remark, theme_label

T = TypeVar("T")


@dataclass
class Loop:
    """Asks the questions of a walk, one at a time, and knows which figures it has shown.

    With `opens` they are shown in the browser too.
    """

    walk: Walk
    engine: Engine
    opens: bool = False
    _shown: dict[str, Section] = field(default_factory=dict)
    _at_hand: set[str] = field(default_factory=set)
    _step: int = -1

    def run(self) -> Outcome | None:
        """Ask what is left, and write what it has come to; None if the user stopped before.

        Says where the answers lie, also before it raises: KeyboardInterrupt and EOFError when the
        user breaks off, UsageFault and FileFault if something cannot be written.
        """
        for notice in self.walk.saved.sheet.notices:
            show(f"{notice} Svaret ligger kvar i filen.")
        try:
            while True:
                asked = self._saved(self.engine.next)
                _list("oj har fyllt i:", self.engine.filled(self._step))
                is_past = asked is None or asked.spot.step != self._step
                if self._step in self.engine.done and is_past and not self._ended(self._step):
                    continue
                if asked is None:
                    return self.walk.finish()
                self._show(asked.spot)
                if not self._answered(asked):
                    self._tell_where()
                    return None
        except (KeyboardInterrupt, EOFError, UsageFault, FileFault):
            show("")  # ^C may stand on the line
            self._tell_where()
            raise

    def _show(self, spot: Spot) -> None:
        """Show what one needs to answer, and where one is, long things first."""
        steps, question = self.walk.guide.steps, spot.question
        if spot.step != self._step:
            self._step, step = spot.step, steps[spot.step]
            dots = " ".join("●" if n <= spot.step else "○" for n in range(len(steps)))
            show("")
            show(f"Steg {spot.step + 1} av {len(steps)}: {step.name}  {dots}", strong=True)
            if step.introduction:
                show(step.introduction)
            _list("oj har fyllt i:", self.engine.filled(spot.step))
        show("")
        if not spot.is_again:
            self._show_figures(spot)
            if question.help:
                is_short = self.engine.n_deeper(spot.step)
                show(each_sentence(question.help)[0] if is_short else question.help)
        where = [f"Steg {spot.step + 1}/{len(steps)}, ca {self.engine.n_left} kvar"]
        where += [f"{group.text} {n}" for group, n in spot.inside if n > 1]
        show(". ".join(where))
        _list("oj läser:", self.engine.known_of(spot))

    def _show_figures(self, spot: Spot) -> None:
        """Show the figures that are new, and say where those stand that have been shown."""
        found = beside_sections(self.walk.beside(spot))
        new = tuple(s for s in found if s != self._shown.get(s.heading))
        if new:
            page = Document(spot.question.text, sections=new)
            emit(Answer(None, lambda _: replace(page, title="")), output_options())
            show("")
            if self.opens:
                emit(Answer(None, lambda _: page), output_options(oppna=True))
        above = [heading for heading, section in self._shown.items() if section in found]
        if not {*above} <= self._at_hand:
            names = listing([f"”{heading}”" for heading in above])
            show(f"Se längre upp: {names}.")
        self._shown |= {s.heading: s for s in new}
        self._at_hand = {s.heading for s in found}

    def _ended(self, step: int) -> bool:
        """Ask what to do when a step is done: True to go on, False if there is more to ask."""
        engine, n = self.engine, self.engine.n_deeper(step)
        if not n:
            return True
        spots = engine.answered(step)
        plan = self.walk.plan.data(engine.answers)  # empty where it is written already
        is_last = plan and step + 1 == len(self.walk.guide.steps)
        options = [Option("vidare", "Skriv planen" if is_last else "Gå vidare")]
        options += [Option("andra", "Ändra något")] if spots else []
        options += [Option("djupare", f"Fördjupa: {counted(n, 'fråga', 'frågor')} till")]
        where = f", sparat i {self.walk.path}" if self.walk.path else ""
        show(f"Steg {step + 1} är klart{where}.")
        chosen = prompts.choice("Hur vill ni gå vidare?", options, default="vidare")
        if chosen == "djupare":
            self._saved(partial(engine.deepen, step))
        elif chosen == "andra":
            rows = [Option(str(n), text) for n, (_, text) in enumerate(spots)]
            at = prompts.choice("Vad vill ni ändra?", rows, moves=[Move.BACK])
            if not isinstance(at, Move):
                engine.visit(spots[int(at)][0].place)
        return chosen == "vidare"

    def _answered(self, asked: Asked) -> bool:
        """Ask one stop and save the answer, or go where the user will; False to stop."""
        engine, spot = self.engine, asked.spot
        while (said := self._ask(asked)) is Move.HELP:
            _explain(spot.question)
        if said in (Move.STOP, Move.BACK):
            self._saved(engine.stop if said is Move.STOP else engine.back)
            return said is Move.BACK
        moves = {Move.SKIP: engine.skip, Move.CLEAR: engine.clear}
        change = self._saved(
            moves[said] if isinstance(said, Move) else partial(engine.answer, said)
        )
        is_set = change.is_saved and spot.is_target
        for sentence in (*change.told, *(self.walk.remarks() if is_set else ())):
            show(sentence)
        is_again = not change.is_saved
        if spot.is_goal and isinstance(said, str) and judge(said).bedomning == "aktivitet":
            is_again = is_again or prompts.confirm("Vill ni skriva om målet?", default=True) is True
        if is_again:
            engine.visit(spot.place)
        return True

    def _ask(self, asked: Asked) -> Any:
        """Ask for an answer until it can be kept; return it as it was given, or a move."""
        engine, spot, question = self.engine, asked.spot, asked.spot.question
        if spot.is_again:
            return prompts.confirm(question.again or "", default=False, moves=asked.moves)
        options = [Option(label, label) for label in question.labels]
        if question.kind == "tema":
            themes = self.walk.themes(asked)
            options = [Option(theme.id, theme_label(theme), theme.words) for theme in themes]
        if options:
            many = question.many
            chosen = prompts.several(
                question.short or question.text,
                options,
                chosen=asked.offered or () if many else [asked.offered],
                check=lambda values: engine.wrong([*values] if many else values[0]),
                moves=asked.moves,
                many=many,
            )
            return chosen if isinstance(chosen, Move) else [*chosen] if many else chosen[0]
        is_listed = question.kind in ("kommun", "indikator")
        return prompts.text(
            question.short or question.text,
            default=asked.typed,
            check=engine.wrong,
            remark=_remark if spot.is_goal else None,
            words=engine.saved.names.words(question.kind) if is_listed else (),
            moves=asked.moves,
            hint=asked.how,
            optional=not asked.needed,
            is_offer=asked.there is None,
        )

    def _saved(self, action: Callable[[], T]) -> T:
        """Save; where it cannot be done, say why and try again for as long as the user likes."""
        while True:
            try:
                return action()
            except FileFault as fault:
                show(f"Svaret är inte sparat än.\n{fault_text(fault)}")
                options = [Option("igen", "Försöka spara igen"), Option("sluta", "Sluta")]
                if prompts.choice("Vad vill ni göra?", options) == "sluta":
                    show("Det sista svaret är inte sparat. Svara igen nästa gång.")
                    raise

    def _tell_where(self) -> None:
        if self.walk.path:
            show(f"Svaren är sparade i {self.walk.path}.")
            show(f"Fortsätt där ni slutade med: {self.walk.go_on}")


def _remark(typed: str) -> str:
    is_begun = len(typed) >= 15  # a sentence that has hardly begun says nothing yet
    return remark(judge(typed)) if is_begun else ""


def _list(heading: str, found: Sequence[tuple[Question, str]]) -> None:
    if found:
        show(heading)
    for question, answer in found:
        show(f"{question.text} {answer}", "  ", "    ")


def _explain(question: Question) -> None:
    """Show what one may think of before one answers, and an answer that is good."""
    if question.help:
        show(question.help)
    if question.reflection:
        show("Att tala om innan ni svarar:")
    for item in question.reflection:
        show(item, "- ", "  ")
    if question.example:
        show(f"Bra: {question.example.good}", "  ", "       ")
        show(f"Mindre bra: {question.example.bad}", "  ", "       ")
        if question.example.why:
            show(question.example.why, "  ", "  ")


def run(walk: Walk, *, asks: bool = True, opens: bool = False) -> None:
    """Walk a guide, write what it has come to, and say what to type next.

    With `opens` figures are shown in the browser too. Raises UsageFault or FileFault if nothing can
    be written; the answers are saved then.
    """
    is_asked = asks and prompts.can_ask()
    outcome = _on_terminal(walk, opens) if is_asked else walk.take_all()
    if outcome:
        say("\n".join(["", *outcome_lines(outcome)]))


def _on_terminal(walk: Walk, opens: bool) -> Outcome | None:
    """Ask for what was not given; return how the walk stands, None if the user stopped."""
    done = walk.saved.sheet.done
    if done and not walk.given:
        show(f"Ni gick igenom guiden {done}.")
        if prompts.confirm("Vill ni gå igenom den igen?", default=False) is not True:
            return walk.outcome()
        walk.restart()
    engine = walk.begin()
    if not walk.given:
        show(walk.guide.name)
    if engine.is_resumed:
        show("Ni fortsätter där ni slutade.")
    elif not walk.given:
        if walk.guide.description:
            show(walk.guide.description)
        show(f"Här är ungefär {engine.n_left + 1} frågor.")
    return Loop(walk, engine, opens).run()
