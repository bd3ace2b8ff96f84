"""One question of a guide asked on a terminal, until there is an answer that can be kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oj_cli.domain.guide_walk import Spot
from oj_cli.guide.answers import YES_NO, BadAnswer, bounds, how, read_answer, typed
from oj_cli.guide.session import Session
from oj_cli.guide.walk import clash, put, value
from oj_cli.terminal import prompts
from oj_cli.terminal.prompts import Move, Option

if TYPE_CHECKING:
    from oj_cli.api.guide_figures import Figures
    from oj_cli.api.guide_plan import PlanSide


def may_be_open(spot: Spot) -> bool:
    """Tell whether a stop fills the plan, in which it can stand as yet to be done."""
    outermost = spot.inside[0][0] if spot.inside else spot.question
    return outermost.target == "plan"


@dataclass
class Asking:
    """Asks the questions of a walk."""

    session: Session
    figures: "Figures"
    plan: "PlanSide | None"

    def ask(self, spot: Spot, default: Any, moves: Sequence[Move], *, needed: bool) -> Any:
        """Ask for an answer until it can be kept; return it as it is kept, or a move."""
        question, session, names = spot.question, self.session, self.session.names

        def judged(raw: Any) -> str | None:
            if raw == there and question.kind == "tema":
                return None  # as it stands, an indicator among the themes too
            try:
                answer = read_answer(question, raw, names)
            except BadAnswer as error:
                return str(error)
            return clash(session.guide, session.answers, spot, answer) or self._against_plan(
                spot, answer
            )

        there = value(session.answers, spot.place)
        options = self._options(spot, there)
        in_list = [m for m in moves if m is not Move.CLEAR]  # where another can be marked
        if question.kind == "ja_nej":
            offered = None if default is None else default == YES_NO[0]
            yes = prompts.confirm(question.text, default=offered, moves=in_list)
            return yes if isinstance(yes, Move) else YES_NO[not yes]
        if options and question.many:
            chosen = [str(v) for v in default or []]
            answer: Any = prompts.several(
                question.text,
                options,
                chosen=chosen,
                check=lambda values: judged(list(values)),
                moves=in_list,
            )
            return answer if isinstance(answer, Move) else list(answer)
        if options:
            return self._ask_one(spot, options, default, in_list, judged)
        remark = self.plan.remark(spot) if self.plan else None
        is_open = needed and Move.SKIP in moves
        open_later = "Hoppar ni över frågan står det ATT GÖRA i planen." if is_open else ""
        if question.warned:
            open_later = "Utan svar varnar oj plan check."
        said = prompts.text(
            question.text,
            default="" if default is None else typed(question, default),
            check=judged,
            remark=remark,
            words=names.words(question.kind) if question.kind in ("kommun", "indikator") else (),
            moves=moves,
            hint=" ".join(filter(None, (how(question), bounds(question), open_later))),
            optional=not needed,
            is_offer=there is None,
        )
        if isinstance(said, Move):
            return said
        return read_answer(question, said, names)

    def _ask_one(
        self,
        spot: Spot,
        options: Sequence[Option],
        default: Any,
        moves: Sequence[Move],
        judged: Callable[[Any], str | None],
    ) -> Any:
        chosen = default if isinstance(default, str) else None
        while True:
            answer = prompts.choice(
                spot.question.text,
                options,
                default=chosen if any(o.value == chosen for o in options) else None,
                moves=moves,
            )
            fault = None if isinstance(answer, Move) else judged(answer)
            if fault is None:
                return answer
            prompts.show(fault)

    def _theme_options(self, spot: Spot, there: Any) -> list[Option]:
        """Return the themes that can be answered, the weak ones first, and what stands there."""
        session = self.session
        names = dict(session.names.words("tema"))
        notes = self.figures.themes()
        kept = there if isinstance(there, list) else [there] if there else []
        ids = [id for id in dict.fromkeys((*notes, *names, *kept)) if id in names or id in kept]
        return [
            Option(id, f"{names.get(id, id)} ({notes[id]})" if notes.get(id) else names.get(id, id))
            for id in ids
            if id in kept or clash(session.guide, session.answers, spot, id) is None
        ]

    def _options(self, spot: Spot, there: Any) -> list[Option]:
        question = spot.question
        if question.kind == "tema":
            return self._theme_options(spot, there)
        return [Option(label, label) for label in question.choices]

    def _against_plan(self, spot: Spot, answer: Any) -> str | None:
        if self.plan is None or not may_be_open(spot):
            return None
        after = put(self.session.guide, self.session.answers, spot.place, answer)
        return self.plan.clash(self.session.answers, after)
