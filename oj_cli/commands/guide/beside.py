"""What stands beside a guide's questions: the step, figures, help, examples, and where one is."""

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oj_cli.domain.guide_walk import Spot
from oj_cli.domain.swedish import listing
from oj_cli.terminal import prompts

if TYPE_CHECKING:
    from oj_cli.api.guide_walk import Walk
    from oj_cli.presentation.document import Section


@dataclass
class Beside:
    """Shows what one needs to answer a question; knows what has been shown before."""

    walk: "Walk"
    _shown: "dict[str, Section]" = field(default_factory=dict)
    _at_hand: set[str] = field(default_factory=set)
    _step: int = -1

    def show(self, spot: Spot) -> None:
        """Show what one needs to answer, and where one is, long things first."""
        steps = self.walk.guide.steps
        step = steps[spot.step]
        if spot.step != self._step:
            self._step = spot.step
            prompts.show("")
            prompts.heading(f"Steg {spot.step + 1} av {len(steps)}: {step.name}")
            if step.introduction:
                prompts.show(step.introduction)
        prompts.show("")
        if not spot.is_again:
            self._show_figures(spot)
            _show_help(spot)
        where = [f"Steg {spot.step + 1} av {len(steps)}, fråga {spot.number} av {spot.of}"]
        where += [f"{group.text} {n}" for group, n in spot.inside if n]
        prompts.show(". ".join(where))

    def _show_figures(self, spot: Spot) -> None:
        """Show the figures that are new, and say where those stand that have been shown."""
        if not spot.question.shows:
            self._at_hand = set()
            return
        from oj_cli.presentation.console import Terminal
        from oj_cli.presentation.document import Document
        from oj_cli.presentation.screen import render
        from oj_cli.views.guide import beside_section

        found = [s for b in self.walk.beside(spot) if (s := beside_section(b)) is not None]
        new = [s for s in found if all(s.blocks != old.blocks for old in self._shown.values())]
        if new:
            text = render(Document("", sections=tuple(new)), Terminal.of(sys.stdout))
            sys.stdout.write(f"{text}\n")
        blocks = [s.blocks for s in found if s not in new]
        above = [heading for heading, old in self._shown.items() if old.blocks in blocks]
        if not {*above} <= self._at_hand:
            names = listing([f"”{heading}”" for heading in above])
            prompts.show(f"Se längre upp: {names}.")
        self._shown |= {s.heading: s for s in new}
        self._at_hand = {*above, *(s.heading for s in new)}


def _show_help(spot: Spot) -> None:
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
    if question.help or question.reflection or question.example:
        prompts.show("")
