"""What may be answered about an outcome of a plan, and the outcome that the answers make."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.following import State
from oj_cli.domain.plan import Decision, Goal, Judgement, Outcome, Plan
from oj_cli.domain.plan_changes import Answers
from oj_cli.domain.plan_words import DECISION, JUDGEMENT
from oj_cli.plan.due import sharing
from oj_cli.plan.followup import find_done, find_goal, find_party
from oj_cli.plan.standing import judge
from oj_cli.plan.values import code_of, date_of, number_of, whole_of


@dataclass(frozen=True)
class OutcomeForm:
    """An outcome of a plan that is to be told on a day. Raises UsageFault for what is wrong."""

    path: Path
    plan: Plan
    today: datetime.date

    def goal(self, answers: Answers) -> Goal:
        """Return the goal that is meant."""
        return find_goal(self.plan, answers.goal)

    def parties(self, answers: Answers) -> tuple[str, ...]:
        """Return the ids of the parties of which one must be named, empty where none need be."""
        found = sharing(self.goal(answers), self.plan.head)
        return found if len(found) > 1 else ()

    def state(self, answers: Answers) -> State:
        """Return how the goal stands by the value that was answered."""
        value = number_of(answers.value, "Värde") if answers.value else None
        return judge(self.goal(answers).measure, value)[0]

    def is_complete(self, answers: Answers) -> bool:
        """Tell whether the answers say enough to log an outcome without a question."""
        try:
            parties = self.parties(answers)
        except UsageFault:
            return answers.goal is not None  # a wrong id is an error, not a question
        is_told = answers.value is not None or answers.judgement is not None
        return is_told and (answers.party is not None or not parties)

    def outcome(self, answers: Answers) -> tuple[Goal, Outcome]:
        """Return the goal and the outcome that answers make.

        Without a judgement it is worked out from the value, where the goal's measure allows it.
        """
        given = {name: text.strip() for name, text in vars(answers).items() if _is_given(text)}
        goal = self.goal(answers)
        party = find_party(self.plan, goal, answers.party)
        value = float(number_of(given["value"], "Värde")) if "value" in given else None
        return goal, Outcome(
            date=date_of(given["date"], "Datum") if "date" in given else self.today,
            party=party,
            value=value,
            n=whole_of(given["n"], "n") if "n" in given else None,
            judgement=_judgement(goal, given.get("judgement"), value),
            done=find_done(goal, answers.done),
            learnt=given.get("learnt"),
            decision=_decision(given.get("decision")),
            next_step=given.get("next_step"),
            reason=given.get("reason"),
            source=given.get("source"),
        )


def _is_given(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _judgement(goal: Goal, text: str | None, value: float | None) -> Judgement | None:
    if text is not None:
        return cast(Judgement, code_of(text, get_args(Judgement), "Bedömning", JUDGEMENT))
    state, _ = judge(goal.measure, value)
    return None if value is None or state == "oklart" else cast(Judgement, state)


def _decision(text: str | None) -> Decision | None:
    if text is None:
        return None
    return cast(Decision, code_of(text, get_args(Decision), "Beslut", DECISION))
