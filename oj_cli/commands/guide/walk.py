"""A guide walked, on a terminal or with what was given: what is shown, asked and told."""

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from oj_cli.commands.output import Answer, emit, output_options
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import YES_NO
from oj_cli.domain.guide_walk import Asked, Spot
from oj_cli.domain.swedish import counted, listing
from oj_cli.terminal import prompts
from oj_cli.terminal.prompts import Move, Option
from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from oj_cli.api.guide_walk import Engine, Walk
    from oj_cli.domain.guide import Question
    from oj_cli.presentation.document import Section

T = TypeVar("T")
_AGAIN = Option("igen", "Försöka spara igen")
_STOP = Option("sluta", "Sluta")
_ON = Option("vidare", "Gå vidare")
_WRITE = Option("vidare", "Skriv planen")
_CHANGE = Option("andra", "Ändra något")


@dataclass
class Loop:
    """Asks the questions of a walk, one at a time, and knows which figures it has shown.

    With `opens` they are shown in the browser too.
    """

    walk: "Walk"
    engine: "Engine"
    opens: bool = False
    _shown: "dict[str, Section]" = field(default_factory=dict)
    _at_hand: set[str] = field(default_factory=set)
    _step: int = -1

    def run(self) -> bool:
        """Ask what is left. Returns False if the user stopped before the end.

        Raises KeyboardInterrupt and EOFError when the user breaks off, after having said
        where the answers lie, and FileFault if they could not be saved.
        """
        for notice in self.walk.saved.sheet.notices:
            prompts.show(f"{notice} Svaret ligger kvar i filen.")
        if self.engine.is_resumed:
            prompts.show("Ni fortsätter där ni slutade.")
        try:
            while True:
                asked = self._saved(self.engine.next)
                _list("oj har fyllt i:", self.engine.filled(self._step))
                is_past = asked is None or asked.spot.step != self._step
                if self._step in self.engine.done and is_past and not self._ended(self._step):
                    continue
                if asked is None:
                    break
                self._show(asked.spot)
                _list("oj läser:", self.engine.known_of(asked.spot))
                if not self._answered(asked):
                    self._tell_where()
                    return False
        except (KeyboardInterrupt, EOFError):
            prompts.show("")  # ^C may stand on the line
            self._tell_where()
            raise
        return True

    def _show(self, spot: Spot) -> None:
        """Show what one needs to answer, and where one is, long things first."""
        steps = self.walk.guide.steps
        step = steps[spot.step]
        if spot.step != self._step:
            self._step = spot.step
            prompts.show("")
            dots = " ".join("●" if n <= spot.step else "○" for n in range(len(steps)))
            prompts.heading(f"Steg {spot.step + 1} av {len(steps)}: {step.name}  {dots}")
            if step.introduction:
                prompts.show(step.introduction)
            _list("oj har fyllt i:", self.engine.filled(spot.step))
        prompts.show("")
        if not spot.is_again:
            self._show_figures(spot)
            if spot.question.help:
                is_whole = self.walk.is_whole(spot)
                prompts.show(spot.question.help if is_whole else _first(spot.question.help))
        where = [f"Steg {spot.step + 1}/{len(steps)}, ca {self.engine.n_left} kvar"]
        where += [f"{group.text} {n}" for group, n in spot.inside if n > 1]
        prompts.show(". ".join(where))

    def _ended(self, step: int) -> bool:
        """Ask what to do when a step is done: True to go on, False if there is more to ask."""
        engine = self.engine
        n = engine.n_deeper(step)
        if not n:
            return True
        spots = engine.answered(step)
        is_last = step + 1 == len(self.walk.guide.steps) and self.walk.has_plan
        options = [_WRITE if is_last else _ON, *([_CHANGE] if spots else [])]
        options += [Option("djupare", f"Fördjupa: {counted(n, 'fråga', 'frågor')} till")]
        where = f", sparat i {self.walk.path}" if self.walk.path else ""
        prompts.show(f"Steg {step + 1} är klart{where}.")
        chosen = prompts.choice("Hur vill ni gå vidare?", options, default=_ON.value)
        if chosen == "djupare":
            self._saved(partial(engine.deepen, step))
        elif chosen == _CHANGE.value:
            rows = [Option(str(n), text) for n, (_, text) in enumerate(spots)]
            at = prompts.choice("Vad vill ni ändra?", rows, moves=[Move.BACK])
            if not isinstance(at, Move):
                engine.visit(spots[int(at)][0].place)
        return chosen == _ON.value

    def _show_figures(self, spot: Spot) -> None:
        """Show the figures that are new, and say where those stand that have been shown."""
        if not spot.question.shows:
            self._at_hand = set()
            return
        from oj_cli.presentation.console import Terminal
        from oj_cli.presentation.document import Document
        from oj_cli.presentation.screen import render
        from oj_cli.views.guide import beside_sections

        found = beside_sections(self.walk.beside(spot))
        new = [s for s in found if all(s.blocks != old.blocks for old in self._shown.values())]
        if new:
            shown = Document("", sections=tuple(new))
            sys.stdout.write(f"{render(shown, Terminal.of(sys.stdout))}\n")
            if self.opens:
                page = replace(shown, title=spot.question.text)
                emit(Answer(None, lambda _: page), output_options(oppna=True))
        blocks = [s.blocks for s in found if s not in new]
        above = [heading for heading, old in self._shown.items() if old.blocks in blocks]
        if not {*above} <= self._at_hand:
            names = listing([f"”{heading}”" for heading in above])
            prompts.show(f"Se längre upp: {names}.")
        self._shown |= {s.heading: s for s in new}
        self._at_hand = {*above, *(s.heading for s in new)}

    def _answered(self, asked: Asked) -> bool:
        """Ask one stop and save the answer, or go where the user will; False to stop."""
        engine = self.engine
        while True:
            said = ask(self.walk, engine, asked)
            if said is Move.HELP:
                _explain(asked.spot)
                continue
            if said in (Move.STOP, Move.BACK):
                self._saved(engine.stop if said is Move.STOP else engine.back)
                return said is Move.BACK
            moves = {Move.SKIP: engine.skip, Move.CLEAR: engine.clear}
            take = moves[said] if isinstance(said, Move) else partial(engine.answer, said)
            change = self._saved(take)
            is_set = change.is_saved and asked.spot.is_target
            for sentence in (*change.told, *(self.walk.remarks() if is_set else ())):
                prompts.show(sentence)
            if change.is_saved and not self._is_to_be_rewritten(asked, said):
                return True
            engine.stay()
            asked = engine.asked()

    def _is_to_be_rewritten(self, asked: Asked, said: Any) -> bool:
        """Ask whether a goal that is read as an activity shall be written anew."""
        if not asked.spot.is_goal or isinstance(said, Move):
            return False
        from oj_cli.api.guide_walk import judge

        if judge(said).bedomning != "aktivitet":
            return False
        return prompts.confirm("Vill ni skriva om målet?", default=True) is True

    def _saved(self, action: Callable[[], T]) -> T:
        """Save; where it cannot be done, say why and try again for as long as the user likes."""
        while True:
            try:
                return action()
            except FileFault as fault:
                prompts.show(f"Svaret är inte sparat än. {fault.message}")
                where = [f"Var: {fault.place}"] if fault.place else []
                for line in (*where, *fault.details, *fault.hints):
                    prompts.show(line)
                if prompts.choice("Vad vill ni göra?", [_AGAIN, _STOP]) == _STOP.value:
                    prompts.show("Det sista svaret är inte sparat. Svara igen nästa gång.")
                    raise

    def _tell_where(self) -> None:
        if self.walk.path:
            prompts.show(f"Svaren är sparade i {self.walk.path}.")
            prompts.show(f"Fortsätt där ni slutade med: {self.walk.go_on}")


_FEWEST_LETTERS = 15  # a sentence that has hardly begun says nothing yet


def ask(walk: "Walk", engine: "Engine", asked: Asked) -> Any:
    """Ask for an answer until it can be kept; return it as it was given, or a move."""
    question, is_again = asked.spot.question, asked.spot.is_again
    moves = asked.moves
    if is_again or question.kind == "ja_nej":
        text = (question.again if is_again else None) or question.said
        offered = None if asked.offered is None else asked.offered == YES_NO[0]
        yes = prompts.confirm(text, default=False if is_again else offered, moves=moves)
        return yes if is_again or isinstance(yes, Move) else YES_NO[not yes]
    options = _options(walk, asked)
    if options:
        return _choose(engine, asked, options, moves)
    is_listed = question.kind in ("kommun", "indikator")
    return prompts.text(
        question.said,
        default=asked.typed,
        check=engine.wrong,
        remark=_remark() if asked.spot.is_goal else None,
        words=engine.saved.names.words(question.kind) if is_listed else (),
        moves=moves,
        hint=asked.how,
        optional=not asked.needed,
        is_offer=asked.there is None,
    )


def _options(walk: "Walk", asked: Asked) -> list[Option]:
    question = asked.spot.question
    if question.kind != "tema":
        return [Option(label, label) for label in question.choices]
    from oj_cli.views.guide import theme_label

    return [Option(theme.id, theme_label(theme), theme.words) for theme in walk.themes(asked)]


def _choose(
    engine: "Engine", asked: Asked, options: Sequence[Option], moves: Sequence[Move]
) -> Any:
    question, offered = asked.spot.question, asked.offered

    def answer(values: tuple[str, ...]) -> Any:
        return [*values] if question.many else values[0]

    chosen = prompts.several(
        question.said,
        options,
        chosen=offered or () if question.many else [offered],
        check=lambda values: engine.wrong(answer(values)),
        moves=moves,
        many=question.many,
    )
    return chosen if isinstance(chosen, Move) else answer(chosen)


def _remark() -> prompts.Remark:
    from oj_cli.api.guide_walk import judge
    from oj_cli.views.guide import remark

    return lambda typed: remark(judge(typed)) if len(typed) >= _FEWEST_LETTERS else ""


def _list(heading: str, found: "Sequence[tuple[Question, str]]") -> None:
    if found:
        prompts.show(heading)
    for question, answer in found:
        prompts.show(f"{question.text} {answer}", "  ", "    ")


def _first(text: str) -> str:
    """Return the first sentence of a text."""
    return re.split(r"(?<=[.!?]) (?=[A-ZÅÄÖ])", text, maxsplit=1)[0]


def _explain(spot: Spot) -> None:
    """Show what one may think of before one answers, and an answer that is good."""
    question = spot.question
    if question.help:
        prompts.show(question.help)
    if question.reflection:
        prompts.show("Att tala om innan ni svarar:")
        for item in question.reflection:
            prompts.show(item, "- ", "  ")
    if question.example:
        prompts.show(f"Bra: {question.example.good}", "  ", "       ")
        prompts.show(f"Mindre bra: {question.example.bad}", "  ", "       ")
        if question.example.why:
            prompts.show(question.example.why, "  ", "  ")


def run(walk: "Walk", *, asks: bool = True, opens: bool = False) -> None:
    """Walk a guide, write what it has come to, and say what to type next.

    With `opens` figures are shown in the browser too.

    Raises UsageFault or FileFault if that cannot be done; the answers are saved then.
    """
    from oj_cli.views.guide import outcome_lines

    if not (asks and prompts.can_ask()):
        outcome = walk.take_all()
    elif _on_terminal(walk, opens):
        try:
            outcome = walk.finish()
        except (FileFault, UsageFault):
            say(f"Svaren är sparade i {walk.path}.")
            raise
    else:
        return
    say("")
    for line in outcome_lines(outcome):
        say(line)


def _on_terminal(walk: "Walk", opens: bool) -> bool:
    """Ask for what was not given. Returns False if the user stopped before the end."""
    from oj_cli.views.guide import next_lines

    done = walk.saved.sheet.done
    if done and not walk.given:
        prompts.show(f"Ni gick igenom guiden {done}.")
        if prompts.confirm("Vill ni gå igenom den igen?", default=False) is not True:
            for line in next_lines(walk.outcome()):
                say(line)
            return False
        walk.restart()
    engine = walk.begin()
    if not walk.given:
        prompts.show(walk.guide.name)
    if not walk.given and not engine.is_resumed:
        if walk.guide.description:
            prompts.show(walk.guide.description)
        prompts.show(f"Här är ungefär {walk.n_stops} frågor.")
    return Loop(walk, engine, opens).run()


def own_flags(context: typer.Context) -> frozenset[str]:
    """Return the flags that a command has itself, and that no question of a guide may take."""
    return frozenset(
        flag
        for command in (context.command, context.find_root().command)
        for parameter in command.get_params(context)
        for flag in (*parameter.opts, *parameter.secondary_opts)
    )
