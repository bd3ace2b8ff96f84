"""What stands beside a guide's questions: the step, figures, help, examples, and where one is."""

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oj_cli.domain.guide_walk import Spot
from oj_cli.domain.swedish import listing
from oj_cli.guide.session import Session
from oj_cli.terminal import prompts

if TYPE_CHECKING:
    from oj_cli.api.guide_figures import Figures
    from oj_cli.presentation.document import Block


@dataclass
class Beside:
    """Shows what one needs to answer a question; knows what has been shown before."""

    session: Session
    figures: "Figures"
    _shown: "dict[str, tuple[Block, ...]]" = field(default_factory=dict)
    _at_hand: set[str] = field(default_factory=set)
    _step: int = -1

    def show(self, spot: Spot) -> None:
        """Show what one needs to answer, and where one is, long things first."""
        guide = self.session.guide
        step = guide.steps[spot.step]
        if spot.step != self._step:
            self._step = spot.step
            prompts.show("")
            prompts.heading(f"Steg {spot.step + 1} av {len(guide.steps)}: {step.name}")
            if step.introduction:
                prompts.show(step.introduction)
        prompts.show("")
        if not spot.is_again:
            self._show_beside(spot)
        prompts.show(self._where(spot))

    def _show_beside(self, spot: Spot) -> None:
        question = spot.question
        self._show_figures(spot)
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
        if question.help or question.reflection or question.example:
            prompts.show("")

    def _where(self, spot: Spot) -> str:
        guide = self.session.guide
        parts = [f"Steg {spot.step + 1} av {len(guide.steps)}, fråga {spot.number} av {spot.of}"]
        parts += [f"{group.text} {n}" for group, n in spot.inside if n]
        return ". ".join(parts)

    def _show_figures(self, spot: Spot) -> None:
        """Show the figures that are new, and say where those stand that have been shown."""
        from oj_cli.guide.targets import analysis_in, begun_themes, with_begun
        from oj_cli.presentation.console import Terminal
        from oj_cli.presentation.document import Document
        from oj_cli.presentation.screen import render

        session = self.session
        if session.analysis:
            both = with_begun(session.guide, session.answers, session.analysis, session.today)
            self.figures.analysis = analysis_in(both)
        self.figures.begun = begun_themes(session.guide, session.answers)
        sections = self.figures.sections(spot.question.shows)
        new = [s for s in sections if s.blocks not in self._shown.values()]
        if new:
            text = render(Document("", sections=tuple(new)), Terminal.of(sys.stdout))
            sys.stdout.write(f"{text}\n")
        blocks = [s.blocks for s in sections if s not in new]
        above = [heading for heading, shown in self._shown.items() if shown in blocks]
        if not {*above} <= self._at_hand:
            names = listing([f"”{heading}”" for heading in above])
            prompts.show(f"Se längre upp: {names}.")
        self._shown |= {s.heading: s.blocks for s in new}
        self._at_hand = {*above, *(s.heading for s in new)}
